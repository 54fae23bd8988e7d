//! The rows of a file one after the other: read, told apart, known again. Preview and import walk the same way, so that
//! what was shown is what is done.

use std::collections::HashMap;

use super::{
    HowToRead, ImportRefusal, ImportStage, ROWS_MAX, RowCode, SOURCE_MAX, Survey, Watch,
    cells::{Cells, Fault},
    draft,
    lines::Lines,
    mapping::{self, Around, Bound, Key, Reading, Remembered},
    tally::FindingKind,
};
use crate::{
    audit::chain::hex,
    base::{
        document::DocumentKey,
        error::Result,
        ids::{ImportId, RawId, StayId},
        time::{BusinessDate, Instant},
    },
    db::hotel::{Hotel, PRACTICE_CODE},
    stays::RowDigest,
};

/// Rows between two words to the caller.
const ROWS_PER_WORD: u64 = 500;
/// Ids that one row may need: its stay, its guest, their phone, their mail.
const IDS_PER_ROW: u64 = 4;

/// What one row of the file is.
pub enum Item {
    /// Not asked for.
    Skipped,
    /// Not taken.
    Refused(Fault),
    /// An exact copy of a row that stood earlier, of a file whose rows have numbers.
    Again,
    /// Read.
    Read(Box<Reading>),
}

/// Where new ids come from: the write's instant and mark, and the row's place.
#[derive(Clone, Copy)]
pub struct Ids {
    /// When the write was given.
    pub at: Instant,
    /// Marks the write.
    pub seed: [u8; 4],
}

impl Ids {
    /// Returns the id of the `nth` record (of [`IDS_PER_ROW`]) that row `ordinal` brings.
    pub fn of<T: From<RawId>>(self, ordinal: u64, nth: u64) -> T {
        RawId::in_order(self.at, self.seed, ordinal * IDS_PER_ROW + nth).into()
    }
}

/// A file being read with its mapping.
pub struct Walk<'a> {
    survey: &'a Survey,
    source: String,
    bound: Bound,
    only: Option<(usize, &'a str)>,
    lines: Lines<'a>,
    hotel: &'a Hotel,
    documents: DocumentKey,
    today: BusinessDate,
    ids: Ids,
    import_id: Option<ImportId>,
    stage: ImportStage,
    row: u64,
    copies: HashMap<[u8; 16], u32>,
    keys: HashMap<[u8; 16], [u8; 16]>,
    rows_digest: blake3::Hasher,
}

/// What a walk is begun with.
pub struct Start<'a> {
    /// The file.
    pub survey: &'a Survey,
    /// How it is read.
    pub how: &'a HowToRead,
    /// How a person read such a file before.
    pub remembered: Option<Remembered>,
    /// Whose rows they will be.
    pub hotel: &'a Hotel,
    /// Under which documents are hashed.
    pub documents: DocumentKey,
    /// The hotel's day.
    pub today: BusinessDate,
    /// Where new ids come from.
    pub ids: Ids,
    /// The import, where rows are written.
    pub import_id: Option<ImportId>,
    /// What the caller is told.
    pub stage: ImportStage,
}

impl<'a> Walk<'a> {
    /// Returns the walk, its header passed.
    ///
    /// Errors: [`ImportRefusal`] where the header does not fit, the source's name is none, or the rows are made up.
    pub fn begin(start: Start<'a>) -> Result<Self> {
        let Start { survey, how, remembered, hotel, documents, today, ids, import_id, stage } = start;
        if survey.practice && !hotel.practice {
            return Err(ImportRefusal::PracticeData.into());
        }
        let bound = bound_as(survey, how, remembered.as_ref())?;
        let source = source_name(how, remembered.as_ref(), &bound)?;
        let only = match &how.only {
            Some(only) => {
                let place = mapping::place_of(&survey.header, &only.column).ok_or(ImportRefusal::NoSuchColumn)?;
                Some((place, only.value.as_str()))
            }
            None => None,
        };
        let mut lines = survey.lines()?;
        lines.advance()?;
        Ok(Self {
            survey,
            source,
            bound,
            only,
            lines,
            hotel,
            documents,
            today,
            ids,
            import_id,
            stage,
            row: 0,
            copies: HashMap::new(),
            keys: HashMap::new(),
            rows_digest: blake3::Hasher::new(),
        })
    }

    /// Returns the mapping as it lies over this file.
    pub fn bound(&self) -> &Bound {
        &self.bound
    }

    /// Returns the name of the system that the rows come from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns the line on which the current row begins.
    pub fn line(&self) -> u64 {
        self.lines.number()
    }

    /// Returns the current row's place among the rows, from 1.
    pub fn ordinal(&self) -> u64 {
        self.row
    }

    /// Returns where new ids come from.
    pub fn ids(&self) -> Ids {
        self.ids
    }

    /// Tells `found` each column of the current row in which nothing stands, or a word that says nothing.
    pub fn gaps(&self, mut found: impl FnMut(FindingKind, &'static str)) {
        for (column, place) in self.bound.places().iter().enumerate() {
            let Some(text) = place.and_then(|place| self.lines.text(place)) else { continue };
            let text = text.trim();
            if text.is_empty() {
                found(FindingKind::Missing, self.bound.column(column));
            } else if draft::is_placeholder(text) {
                found(FindingKind::Placeholder, self.bound.column(column));
            }
        }
    }

    /// Returns the next row, or `None` after the last.
    ///
    /// Errors: what ends the whole import: [`ImportRefusal`], [`crate::base::error::Error::File`].
    pub fn next(&mut self, watch: &mut Watch<'_>) -> Result<Option<Item>> {
        if self.row.is_multiple_of(ROWS_PER_WORD) {
            watch.at(self.stage, self.lines.read_bytes(), self.survey.bytes)?;
        }
        if !self.lines.advance()? {
            return Ok(None);
        }
        self.row += 1;
        if self.row > ROWS_MAX {
            return Err(ImportRefusal::TooManyRows.into());
        }
        self.row_item().map(Some)
    }

    /// Returns the digest over all rows in order, once the last was walked.
    ///
    /// Errors: [`ImportRefusal::FileChanged`] where these were not the bytes that were looked at before.
    pub fn finish(self) -> Result<[u8; 32]> {
        if self.lines.sha256() != self.survey.sha256 {
            return Err(ImportRefusal::FileChanged.into());
        }
        Ok(*self.rows_digest.finalize().as_bytes())
    }

    fn row_item(&mut self) -> Result<Item> {
        let cells = Cells::new(&self.lines, &self.bound, &self.documents, self.survey.escaped);
        let digest = cells.digest();
        self.rows_digest.update(&digest.0);
        if self.lines.fields() != self.bound.width() {
            return Ok(Item::Refused(Fault { column: "", code: RowCode::FieldCount }));
        }
        if self.is_practice() {
            return Err(ImportRefusal::PracticeData.into());
        }
        if let Some((place, value)) = self.only
            && self.lines.bytes(place).trim_ascii() != value.as_bytes()
        {
            return Ok(Item::Skipped);
        }
        let around = Around {
            source: &self.source,
            minor_digits: self.hotel.minor_digits,
            currency: &self.hotel.currency,
            property: &self.hotel.code,
            today: self.today,
            id: self.ids.of::<StayId>(self.row, 0),
            import_id: self.import_id,
        };
        match self.bound.mapping.read(&cells, &around) {
            Ok(reading) => Ok(self.known_again(reading, digest)),
            Err(fault) => Ok(Item::Refused(fault)),
        }
    }

    fn is_practice(&self) -> bool {
        let code = self.bound.property_code().map(|place| self.lines.bytes(place).trim_ascii());
        !self.hotel.practice && code.is_some_and(|code| code == PRACTICE_CODE.as_bytes())
    }

    fn known_again(&mut self, mut reading: Reading, digest: RowDigest) -> Item {
        match reading.key {
            Key::NthCopy => {
                let copy = self.copies.entry(digest.0).or_default();
                *copy += 1;
                reading.stay.source_key = format!("{}-{copy}", hex(&digest.0));
            }
            Key::Number => match self.keys.insert(short(&reading.stay.source_key), digest.0) {
                Some(earlier) if earlier == digest.0 => return Item::Again,
                Some(earlier) => {
                    // The first one stands, whatever else comes under its number.
                    self.keys.insert(short(&reading.stay.source_key), earlier);
                    return Item::Refused(Fault { column: self.bound.column(0), code: RowCode::KeyTwice });
                }
                None => {}
            },
        }
        Item::Read(Box::new(reading))
    }
}

/// The person's word comes first, then what was chosen for such a header before, then the header itself.
fn bound_as(survey: &Survey, how: &HowToRead, remembered: Option<&Remembered>) -> Result<Bound, ImportRefusal> {
    if how.mapping.is_none()
        && let Some(remembered) = remembered
        && let Ok(bound) = mapping::bind(&survey.header, Some(remembered.mapping))
    {
        return Ok(bound);
    }
    mapping::bind(&survey.header, how.mapping)
}

fn source_name(how: &HowToRead, remembered: Option<&Remembered>, bound: &Bound) -> Result<String> {
    let before = remembered.filter(|remembered| remembered.mapping == bound.mapping).map(|before| before.source.as_str());
    let source = how.source.as_deref().or(before).unwrap_or(bound.mapping.source());
    if is_source(source) { Ok(source.to_owned()) } else { Err(ImportRefusal::BadSource.into()) }
}

/// Returns whether this may name a source: at most [`SOURCE_MAX`] lower-case letters, digits and hyphens.
pub fn is_source(source: &str) -> bool {
    let plain = source.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    plain && !source.is_empty() && source.len() <= SOURCE_MAX
}

fn short(key: &str) -> [u8; 16] {
    let mut short = [0; 16];
    short.copy_from_slice(&blake3::hash(key.as_bytes()).as_bytes()[..16]);
    short
}
