//! Names of tables and columns that a manifest gives. They are foreign input that becomes part of SQL: only what our own
//! schema could have written passes, and nothing else can become a [`Name`].

use std::fmt;

/// Longest name, in characters: with our prefixes it stays under PostgreSQL's 63.
pub const NAME_MAX: usize = 40;
/// Beginnings that belong to the engines or to what `group load` adds itself.
const OURS: [&str; 5] = ["lobby_", "loaded_", "sqlite_", "pg_", "duckdb_"];
/// How the group's own views begin: no table may, a column may.
const VIEWS: &str = "group_";

/// A table's or column's name: a lower-case letter, then lower-case letters, digits and underscores.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// Returns the name, or nothing where our schema could not have written it.
    pub fn of(text: &str) -> Option<Self> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let fits =
            text.len() <= NAME_MAX && text.bytes().all(plain) && text.starts_with(|first: char| first.is_ascii_lowercase());
        (fits && !OURS.iter().any(|ours| text.starts_with(ours))).then(|| Self(text.to_owned()))
    }

    /// Returns the table's name, or nothing where it could be taken for a view of the group's.
    pub fn of_table(text: &str) -> Option<Self> {
        Self::of(text).filter(|name| !name.0.starts_with(VIEWS))
    }

    /// Returns it as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_our_schema_could_have_written_is_a_name() {
        for name in ["stays", "complaint_steps", "guest_key", "a", "x9"] {
            assert!(Name::of(name).is_some(), "{name}");
        }
        let hostile = [
            "",
            "Stays",
            "9stays",
            "_stays",
            "stays\"; DROP TABLE stays; --",
            "stays\n",
            "入住",
            "a.b",
            "a b",
            "lobby_packages",
            "loaded_stays",
            "sqlite_master",
            "pg_class",
            "../stays",
            "a23456789012345678901234567890123456789012",
        ];
        for name in hostile {
            assert!(Name::of(name).is_none(), "{name:?}");
        }
        assert!(Name::of("group_key").is_some() && Name::of_table("group_tiers").is_none());
    }
}
