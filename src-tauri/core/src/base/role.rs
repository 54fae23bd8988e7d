//! The six roles of the house and who is acting.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};

use super::{ids::UserId, time::Instant};

/// An enum that lies in the file as its snake_case word; an unknown word is an error, never a default.
#[macro_export]
macro_rules! stored_words {
    ($(#[$doc:meta])* $vis:vis enum $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, specta::Type)]
        $vis enum $name { $($(#[$variant_doc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every value, in the order the house names them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Returns the word as it lies in the file and crosses the wire.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Returns the value of `word`, or `None` where no value has that word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.word()) }
        }

        impl rusqlite::types::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                Ok(rusqlite::types::ToSqlOutput::from(self.word()))
            }
        }

        impl rusqlite::types::FromSql for $name {
            fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                Self::from_word(value.as_str()?).ok_or(rusqlite::types::FromSqlError::InvalidType)
            }
        }
    };
}

stored_words! {
    /// A post in the house; docs/roles.md says what each may do.
    pub enum Role {
        /// 前台
        Receptionist = "receptionist",
        /// 大堂副理
        DutyManager = "duty_manager",
        /// 部门负责人
        DepartmentHead = "department_head",
        /// 总经理
        GeneralManager = "general_manager",
        /// 数据专员
        DataOfficer = "data_officer",
        /// 管理员
        Administrator = "administrator",
    }
}

stored_words! {
    /// A department that works on tickets and wishes.
    pub enum Department {
        /// 前厅部
        FrontOffice = "front_office",
        /// 客房部
        Housekeeping = "housekeeping",
        /// 餐饮部
        FoodBeverage = "food_beverage",
        /// 工程部
        Engineering = "engineering",
        /// 保安部
        Security = "security",
        /// 销售部
        Sales = "sales",
        /// 财务部
        Finance = "finance",
        /// 康乐部
        Recreation = "recreation",
        /// 管理层
        Management = "management",
    }
}

/// Who acts: the person who signed in, as every operation sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Whose PIN was given.
    pub user: UserId,
    /// The post they hold.
    pub role: Role,
    /// Where they work; a department head acts for this one only.
    pub department: Department,
    /// When the PIN was given, by the hotel's clock: what moves money, leaves the house, erases or changes keys asks for one
    /// that was given just now.
    pub pin_at: Instant,
}

/// For how long a PIN counts as given just now, in milliseconds.
pub const PIN_FRESH_MS: i64 = 5 * 60_000;

impl Session {
    /// Returns the session that somebody would have who gave no PIN: for what the house itself does in their name.
    pub fn without_pin(user: UserId, role: Role, department: Department) -> Self {
        Self { user, role, department, pin_at: Instant::from_ms(0) }
    }

    /// Returns whether the PIN was given just before `at`. A clock that was set back makes no PIN fresh.
    pub fn is_fresh(&self, at: Instant) -> bool {
        (0..=PIN_FRESH_MS).contains(&(at.ms() - self.pin_at.ms()))
    }
}

/// Proof that a second person confirmed something at the same desk with a PIN of their own; made by `staff::confirm` alone.
#[derive(Debug)]
pub struct Confirmed {
    user: UserId,
    role: Role,
}

impl Confirmed {
    /// Returns the proof for who opened `session` with their PIN just now.
    pub(crate) fn by(session: &Session) -> Self {
        Self { user: session.user, role: session.role }
    }

    /// Returns who confirmed.
    pub fn user(&self) -> UserId {
        self.user
    }

    /// Returns their post.
    pub fn role(&self) -> Role {
        self.role
    }
}

/// The letter of a desk, in the numbers people see: two desks offline never give the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskLetter(pub char);

impl ToSql for DeskLetter {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0.to_string()))
    }
}

impl FromSql for DeskLetter {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let mut letters = value.as_str()?.chars();
        match (letters.next(), letters.next()) {
            (Some(letter @ 'A'..='Z'), None) => Ok(Self(letter)),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}
