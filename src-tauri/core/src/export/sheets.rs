//! What a package holds: its tables, their columns, keys and limits. The manifest, the CSV and the precheck all read this one
//! list, and the queries in `sql/` answer its columns in this order.

use crate::{
    base::{money::AMOUNT_MINOR_MAX, points::POINTS_MAX, role::Department, role::Role, text},
    guests::Title,
    loyalty::{EntryCode, Tier},
    stays::StayState,
    tickets::{Area, Cause, Mood, ProblemCode, Severity, TicketState, Touchpoint},
};

/// One table of the package.
pub struct Sheet {
    /// Its name in the manifest; the file is `<name>.csv`.
    pub name: &'static str,
    /// What its rows are.
    pub description: &'static str,
    /// The rows of a period: `?1` its first day, `?2` the first day after it.
    pub sql: &'static str,
    /// Columns after the property code, as `sql` answers them.
    pub columns: &'static [Column],
    /// Columns that name a row.
    pub primary_key: &'static [&'static str],
    /// Columns whose values stand in another table.
    pub foreign_keys: &'static [ForeignKey],
}

/// A column whose values stand in another table's column of the same name.
pub struct ForeignKey {
    /// Here and there.
    pub column: &'static str,
    /// Which table.
    pub sheet: &'static str,
}

/// One column.
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What stands in it.
    pub kind: Kind,
    /// Whether it may be empty.
    pub required: bool,
}

/// What stands in a column; decides how it is written, checked and described.
pub enum Kind {
    /// A guest's key: keyed, the same in every package of this house, never the house's own id.
    Guest,
    /// A record's id.
    Id,
    /// Free text of at most so many characters: what looks like a formula gets one leading apostrophe.
    Text(usize),
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    /// Text of a fixed shape, never touched.
    Shaped(&'static str),
    /// A whole number within bounds; the last says whether the manifest carries its sum.
    Whole(i64, i64, Sum),
    /// Minor units, written as a plain decimal; its sum is in the manifest.
    Money,
    /// ISO date.
    Date,
    /// UTC milliseconds, written as RFC 3339.
    Instant,
    /// 1 or 0, written as true or false.
    Truth,
}

/// Whether a column's sum stands in the manifest.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sum {
    /// It does.
    Kept,
    /// It would mean nothing.
    None,
}

macro_rules! words {
    ($kind:ident) => {
        Kind::Word(|| $kind::ALL.iter().map(|value| value.word()).collect())
    };
}

const fn must(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, required: true }
}

const fn may(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, required: false }
}

const MEMBER_NO: &str = "^[0-9A-Za-z-]{1,20}$";
const TICKET_NO: &str = "^TS-[0-9]{8}-[A-Z][0-9]{2,}$";
/// Postings that move a member's balance; what is pending moves none and is not in the sheet.
const CODES: fn() -> Vec<&'static str> =
    || EntryCode::ALL.iter().filter(|code| **code != EntryCode::Pending).map(|code| code.word()).collect();
/// Sources of points: what stands before the colon in the ledger.
const SOURCES: fn() -> Vec<&'static str> = || vec!["stay", "ticket", "entry", "reward", "expiry", "desk", "other"];

/// The tables in the order in which they are written: what others refer to comes first.
pub const SHEETS: &[Sheet] = &[
    Sheet {
        name: "guests",
        description: "Guests named by another table; without consent only the key and the country",
        sql: include_str!("sql/guests.sql"),
        columns: &[
            must("guest_key", Kind::Guest),
            must("shared", Kind::Truth),
            may("name", Kind::Text(text::NAME_MAX)),
            may("latin_name", Kind::Text(text::NAME_MAX)),
            may("title", words!(Title)),
            may("country", Kind::Text(text::LINE_MAX)),
            may("language", Kind::Text(text::LINE_MAX)),
            may("vip", Kind::Text(text::LINE_MAX)),
        ],
        primary_key: &["guest_key"],
        foreign_keys: &[],
    },
    Sheet {
        name: "members",
        description: "Members enrolled by the period's end, with the points they held then",
        sql: include_str!("sql/members.sql"),
        columns: &[
            must("guest_key", Kind::Guest),
            may("member_no", Kind::Shaped(MEMBER_NO)),
            must("tier", words!(Tier)),
            must("tier_since", Kind::Date),
            must("enrolled_on", Kind::Date),
            must("balance", Kind::Whole(-POINTS_MAX, POINTS_MAX, Sum::Kept)),
        ],
        primary_key: &["guest_key"],
        foreign_keys: &[ForeignKey { column: "guest_key", sheet: "guests" }],
    },
    Sheet {
        name: "stays",
        description: "Stays that departed in the period, and those that were to arrive in it and were cancelled or not used",
        sql: include_str!("sql/stays.sql"),
        columns: &[
            must("stay_id", Kind::Id),
            may("guest_key", Kind::Guest),
            must("state", words!(StayState)),
            must("arrival", Kind::Date),
            must("departure", Kind::Date),
            must("nights", Kind::Whole(0, 3_660, Sum::Kept)),
            may("room_type", Kind::Text(text::LINE_MAX)),
            must("adults", Kind::Whole(0, 1_000, Sum::None)),
            must("children", Kind::Whole(0, 1_000, Sum::None)),
            must("babies", Kind::Whole(0, 1_000, Sum::None)),
            may("channel", Kind::Text(text::LINE_MAX)),
            may("segment", Kind::Text(text::LINE_MAX)),
            may("country", Kind::Text(text::LINE_MAX)),
            must("room_revenue", Kind::Money),
            must("food_revenue", Kind::Money),
            must("other_revenue", Kind::Money),
            may("payment", Kind::Text(text::LINE_MAX)),
            may("booked_on", Kind::Date),
            may("source_property", Kind::Text(text::LINE_MAX)),
        ],
        primary_key: &["stay_id"],
        foreign_keys: &[ForeignKey { column: "guest_key", sheet: "guests" }],
    },
    Sheet {
        name: "complaints",
        description: "Complaints taken in the period, as they stood when the package was made",
        sql: include_str!("sql/complaints.sql"),
        columns: &[
            must("ticket_no", Kind::Shaped(TICKET_NO)),
            may("guest_key", Kind::Guest),
            must("business_date", Kind::Date),
            must("opened_at", Kind::Instant),
            must("problem", words!(ProblemCode)),
            must("area", words!(Area)),
            must("touchpoint", words!(Touchpoint)),
            must("severity", words!(Severity)),
            may("mood", words!(Mood)),
            must("state", words!(TicketState)),
            must("department", words!(Department)),
            may("cause", words!(Cause)),
            may("apologised_at", Kind::Instant),
            may("solved_at", Kind::Instant),
            may("closed_at", Kind::Instant),
            must("compensation", Kind::Money),
            must("compensation_points", Kind::Whole(0, i64::MAX, Sum::Kept)),
            may("words", Kind::Text(text::NOTE_MAX)),
        ],
        primary_key: &["ticket_no"],
        foreign_keys: &[ForeignKey { column: "guest_key", sheet: "guests" }],
    },
    Sheet {
        name: "complaint_steps",
        description: "The seven steps of those complaints: when each was recorded, and by which post",
        sql: include_str!("sql/complaint_steps.sql"),
        columns: &[
            must("ticket_no", Kind::Shaped(TICKET_NO)),
            must("step", Kind::Whole(1, 7, Sum::None)),
            must("version", Kind::Whole(1, 1_000_000, Sum::None)),
            must("recorded_at", Kind::Instant),
            may("post", words!(Role)),
        ],
        primary_key: &["ticket_no", "step", "version"],
        foreign_keys: &[ForeignKey { column: "ticket_no", sheet: "complaints" }],
    },
    Sheet {
        name: "points",
        description: "Postings of the points ledger in the period; positive adds to the member's balance",
        sql: include_str!("sql/points.sql"),
        columns: &[
            must("entry_no", Kind::Whole(1, i64::MAX, Sum::None)),
            must("guest_key", Kind::Guest),
            must("business_date", Kind::Date),
            must("code", Kind::Word(CODES)),
            must("points", Kind::Whole(-POINTS_MAX, POINTS_MAX, Sum::Kept)),
            must("source", Kind::Word(SOURCES)),
            may("reverses", Kind::Whole(1, i64::MAX, Sum::None)),
        ],
        primary_key: &["entry_no"],
        foreign_keys: &[ForeignKey { column: "guest_key", sheet: "members" }],
    },
];

/// Largest sum of one row, in minor units; the manifest's bound of a money column.
pub const MONEY_MINOR_MAX: i64 = AMOUNT_MINOR_MAX;
