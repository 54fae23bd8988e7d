//! What is to be done with a file that lies in the watched folder: decided here from what was seen and what is remembered,
//! without a look at the disk, the database or a clock.

use serde::{Deserialize, Serialize};

use super::mapping::Remembered;
use crate::{
    base::{ids::ImportId, time::Instant},
    stored_words,
};

/// How the names of files end that the folder takes up; all others are left alone.
const ENDINGS: &[&str] = &[".csv", ".txt", ".tsv", ".tab", ".xlsx"];
/// How the names of our own lists of refused rows end.
pub const REFUSALS_ENDING: &str = ".refused.csv";

stored_words! {
    /// What became of a file that landed.
    pub enum FileStanding {
        /// its rows came in
        Imported = "imported",
        /// the same bytes had come in before
        Same = "same",
        /// nobody has read a file with this header yet, or it was read in several ways
        NeedsMapping = "needs_mapping",
        /// as a whole, with a code
        Refused = "refused",
    }
}

/// One file of the folder, as the imports list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "ImportLanded")]
pub struct Landed {
    /// Name only, no folder.
    pub file_name: String,
    /// Its length.
    #[specta(type = f64)]
    pub bytes: u64,
    /// What became of it.
    pub standing: FileStanding,
    /// Why the whole file was refused; empty otherwise.
    pub code: String,
    /// The import that brought its rows.
    pub import_id: Option<ImportId>,
    /// Name of the file beside it that lists its refused rows; empty where none was refused.
    pub refusals: String,
    /// When.
    pub at_ms: Instant,
}

/// A file that was read before: what became of it, and by what it is known again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// What became of it.
    pub landed: Landed,
    /// When it was last written, machine's time.
    pub modified_ms: Instant,
    /// Of its bytes: see [`super::plan::file_mark`].
    pub mark: [u8; 32],
    /// Of its header's names.
    pub header_digest: Option<[u8; 32]>,
}

/// What a look at a file saw, without opening it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Its length.
    pub bytes: u64,
    /// When it was last written, machine's time.
    pub modified_ms: Instant,
}

/// What a look at a file leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Not ours to touch: another kind of file, or one of our own lists.
    Leave,
    /// It may still be growing: it was not there at the last look, or was another then.
    Wait,
    /// It was read as it is now.
    Done,
    /// It is to be read.
    Read,
}

/// Returns what this look leads to. `last` is the look before, `known` what became of the file of this name.
pub fn next(name: &str, now: Look, last: Option<Look>, known: Option<&Known>) -> Next {
    if !is_taken_up(name) {
        return Next::Leave;
    }
    if known.is_some_and(|known| known.landed.bytes == now.bytes && known.modified_ms == now.modified_ms) {
        return Next::Done;
    }
    // An empty file is one that somebody has only begun to write.
    if last != Some(now) || now.bytes == 0 { Next::Wait } else { Next::Read }
}

/// Returns whether the folder takes up files of this name: hidden and half-copied ones and our own lists are left alone.
pub fn is_taken_up(name: &str) -> bool {
    let plain = name.to_lowercase();
    let hidden = plain.starts_with(['.', '~']);
    !hidden && !plain.ends_with(REFUSALS_ENDING) && ENDINGS.iter().any(|ending| plain.ends_with(ending))
}

/// What is to be done with a file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// These bytes came in before; an import that was undone stays undone.
    Same(ImportId),
    /// It comes in as files with its header came in before.
    Import(Remembered),
    /// A person is to say how it is read.
    NeedsMapping,
}

/// Returns what is to be done with a file: `before` brought the same bytes, `remembered` are the ways in which people read
/// files with its header, from the folder's source where one is named.
pub fn verdict(before: Option<ImportId>, remembered: &[Remembered]) -> Verdict {
    match (before, remembered) {
        (Some(import), _) => Verdict::Same(import),
        (None, [one]) => Verdict::Import(one.clone()),
        // One header, two sources: whose rows these are is not to be guessed.
        (None, _) => Verdict::NeedsMapping,
    }
}

/// Returns the name of the list of a file's refused rows: it carries the beginning of the file's digest, so that it never
/// takes the place of a file of the hotel's, or of the list of yesterday's file of the same name.
pub fn refusals_name(file_name: &str, mark_hex: &str) -> String {
    format!("{file_name}.{}{REFUSALS_ENDING}", mark_hex.get(..8).unwrap_or(mark_hex))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::ids::RawId, import::MappingName};

    fn look(bytes: u64, at: i64) -> Look {
        Look { bytes, modified_ms: Instant::from_ms(at) }
    }

    fn known(bytes: u64, at: i64) -> Known {
        let landed = Landed {
            file_name: "a.csv".to_owned(),
            bytes,
            standing: FileStanding::Imported,
            code: String::new(),
            import_id: None,
            refusals: String::new(),
            at_ms: Instant::from_ms(0),
        };
        Known { landed, modified_ms: Instant::from_ms(at), mark: [0; 32], header_digest: None }
    }

    #[test]
    fn a_file_is_read_once_and_only_when_it_no_longer_grows() {
        let cases = [
            ("seen for the first time", look(9, 1), None, None, Next::Wait),
            ("as at the last look", look(9, 1), Some(look(9, 1)), None, Next::Read),
            ("longer than at the last look", look(9, 1), Some(look(8, 1)), None, Next::Wait),
            ("written to since, of one length", look(9, 2), Some(look(9, 1)), None, Next::Wait),
            ("empty as yet", look(0, 1), Some(look(0, 1)), None, Next::Wait),
            ("read before", look(9, 1), None, Some(known(9, 1)), Next::Done),
            ("written over since it was read", look(7, 2), Some(look(7, 2)), Some(known(9, 1)), Next::Read),
            ("being written over", look(3, 2), None, Some(known(9, 1)), Next::Wait),
        ];
        for (case, now, last, known, expected) in cases {
            assert_eq!(next("a.csv", now, last, known.as_ref()), expected, "{case}");
        }
    }

    #[test]
    fn only_files_of_rows_are_touched() {
        for name in ["a.csv", "入住.XLSX", "a.b.txt", "a.tsv", "a.tab"] {
            assert!(is_taken_up(name), "{name}");
        }
        let list = refusals_name("a.csv", "0123456789abcdef");
        assert_eq!(list, "a.csv.01234567.refused.csv");
        for name in ["a.pdf", "a.csv.part", "a.csv.tmp", ".a.csv", "~$a.xlsx", "a", &list] {
            assert!(!is_taken_up(name), "{name}");
            assert_eq!(next(name, look(9, 1), Some(look(9, 1)), None), Next::Leave, "{name}");
        }
    }

    #[test]
    fn a_file_comes_in_by_itself_only_where_its_header_was_read_in_one_way() {
        let as_source = |source: &str| Remembered { mapping: MappingName::OtaOrders, source: source.to_owned() };
        let before = ImportId(RawId::from_bytes([7; 16]));
        let (one, two) = ([as_source("fliggy")], [as_source("fliggy"), as_source("ctrip")]);
        assert_eq!(verdict(None, &[]), Verdict::NeedsMapping, "nobody has read such a file");
        assert_eq!(verdict(None, &one), Verdict::Import(as_source("fliggy")));
        assert_eq!(verdict(None, &two), Verdict::NeedsMapping, "whose rows are they?");
        assert_eq!(verdict(Some(before), &one), Verdict::Same(before), "the same bytes again");
        assert_eq!(verdict(Some(before), &[]), Verdict::Same(before));
    }
}
