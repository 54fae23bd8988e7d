//! Any text in any field (PROMISES 15): the source says which inputs of the core hold text, and each of them stands here with a
//! valid one. Every text of it is written over with what hurts; it must then stand in the file letter for letter, or have been
//! clearly refused.

mod cases;
mod guests;
mod house;
mod members;

use std::collections::{BTreeMap, BTreeSet};

use lobby_core::{
    audit::op::Op,
    base::{
        error::{Error, Result},
        role::Role,
    },
    check::{self, Depth},
    db::Tx,
};
use rusqlite::Connection;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use support::{
    hotel::{Hotel, hotel, key_bytes},
    outside,
};

use super::{
    Chance, Figures, seed, shared, size,
    words::{is_thrown, text},
};
use crate::privacy::cards;

/// Strings of a merge for each field, by their place among those of [`text`]: NUL, a combining sign, a picture of several signs,
/// quotes, escapes, blanks at the ends, a random one. `LOBBY_STRINGS` says how many of all.
const MERGE: &[u64] = &[6, 10, 14, 28, 50, 56, 60];

/// An input that takes text, and how one comes to be.
struct Input {
    /// As the source names its type.
    name: &'static str,
    /// Makes what must be there and returns a valid one, every text of it filled.
    make: fn(&Hotel) -> Value,
    /// Runs it; nothing where it is none, for a text that is no value of its field.
    run: fn(&Hotel, Value) -> Option<Result<()>>,
}

/// Makes an [`Input`] of a type, what makes a valid one, and what runs it.
macro_rules! input {
    ($input:ident, $make:expr, $run:expr) => {
        $crate::faults::fields::Input {
            name: stringify!($input),
            make: |hotel| {
                let make: fn(&Hotel) -> $input = $make;
                serde_json::to_value(make(hotel)).expect("an input serialises")
            },
            run: |hotel, value| {
                let input: $input = serde_json::from_value(value).ok()?;
                let run: fn(&Hotel, &$input) -> lobby_core::base::error::Result<()> = $run;
                Some(run(hotel, &input))
            },
        }
    };
}
use input;

/// Runs one write as `role`.
fn write<I: Serialize, T: Serialize + DeserializeOwned>(
    hotel: &Hotel,
    role: Role,
    op: Op,
    input: &I,
    run: impl FnOnce(&mut Tx<'_>, &I) -> Result<T>,
) -> Result<()> {
    hotel.write(role, op, input, |tx| run(tx, input)).map(drop)
}

/// Inputs whose text is nobody's words, and that have no line of their own here: each with its reason.
const NO_LINE: &[(&str, &str)] = &[
    ("DrillReport", "what the program found of a backup"),
    ("Entry", "a posting, written by the program"),
    ("EraseGuest", "named by what the program reckoned"),
    ("Grounds", "a record; its words came as those of AdjustPoints"),
    ("Guest", "a record; its words came as those of NewGuest and EditGuest"),
    ("Line", "a line of the history that is taken back, or of a benefit that came as GiveBenefit and UseBenefit"),
    ("ListedRefused", "what the program wrote into a list"),
    ("Manifest", "a package's own form, compared when it is brought back"),
    ("MemberEvent", "a record; its words came as those of PlanEvent"),
    ("Merge", "a record; its words came as those of MergeGuests"),
    ("Referral", "a record; its words came as those of ReferMember"),
    ("RestoreReport", "what the program found of a backup"),
    ("Programme", "a part of AdoptProgramme"),
    ("Reward", "a part of AdoptProgramme"),
    ("SetBackupPlace", "a folder of this machine"),
    ("SetGroupKey", "a key of head office's, parsed as one"),
    ("SetPin", "a digest of a PIN"),
    ("SetRoutine", "a folder of this machine"),
    ("Stay", "a record of an import, whose cells stand in tests/import/properties.rs"),
    ("TicketFacts", "a record; its words came as those of OpenTicket"),
    ("WatchFolder", "a folder of this machine"),
];

/// Fields that take no text but one of a list, a number or a code: each with its reason.
const REFUSE_ALL: &[(&str, &str)] = &[
    ("AdjustPoints.member", "a member's number"),
    ("AdoptProgramme.rules.earning.currencies.0.code", "three letters of ISO 4217"),
    ("AdoptProgramme.rules.earning.outlets.1.code", "the outlet of a promotion stands in the list"),
    ("AdoptProgramme.rules.earning.promotions.0.outlets.0", "one of the programme's outlets"),
    ("AttachFile.sha256", "a digest"),
    ("EarnBill.member", "a member's number"),
    ("EarnBill.outlet", "one of the programme's outlets"),
    ("EditGuest.wanted.birth_date", "a date"),
    ("EditGuest.wanted.document_kind", "one of the documents"),
    ("EditGuest.wanted.vip", "one of the levels"),
    ("EditUser.wanted.sign_in", "given once"),
    ("GiveBenefit.code", "one of the programme's benefits"),
    ("GiveBenefit.member", "a member's number"),
    ("MakeExport.period", "a month"),
    ("MakePlan.vip", "one of the levels"),
    ("NewGuest.birth_date", "a date"),
    ("NewGuest.contacts.0.value", "a telephone's number"),
    ("NewUser.sign_in", "letters, digits and hyphens"),
    ("PhoneApproval.code", "six digits"),
    ("Redeem.member", "a member's number"),
    ("Redeem.reward", "one of the programme's rewards"),
    ("SetSealKey.recipient", "a key"),
    ("SetTier.member", "a member's number"),
    ("UseBenefit.code", "one of the programme's benefits"),
    ("UseBenefit.member", "a member's number"),
    ("UseVoucher.code", "a voucher's code"),
];

/// What stands in the file of a text.
type Stands = fn(&str) -> String;

/// Fields of which another text than the typed one stands in the file, and which: numbers by which something is found again, and
/// what may be left blank.
const OTHERWISE: &[(&str, Stands)] = &[
    ("CheckIn.room_no", without_ends),
    ("CorrectDuty.room", without_ends),
    ("EarnBill.bill", |text| format!("bill:food:{}", without_ends(text).to_uppercase())),
    ("OpenTicket.subject.room", without_ends),
    ("RaiseAction.subject.floor", without_ends),
    ("RaiseAction.subject.room", without_ends),
    ("TakeWish.action", |text| if text.trim().is_empty() { String::new() } else { text.to_owned() }),
    ("WriteDuty.room", without_ends),
];

fn without_ends(text: &str) -> String {
    text.trim().to_owned()
}

/// Fields whose text stands in the history alone.
const IN_HISTORY_ALONE: &[&str] =
    &["CopyGuest.identity", "PrintEvidence.full_name_because", "Reveal.reason", "UnmergeGuests.reason"];

fn inputs() -> Vec<Input> {
    [guests::inputs(), cases::inputs(), members::inputs(), house::inputs()].into_iter().flatten().collect()
}

/// Letters of a random text from which on no other is the same.
const LONG: usize = 12;

/// Strings after which a field goes on in a hotel of its own: the whole file is read twice for each.
const HOTEL_HOLDS: usize = 64;

/// A hotel that is written full of strings, and its file seen from beside.
struct Place {
    hotel: Hotel,
    file: File,
    strings: usize,
}

impl Place {
    fn new() -> Self {
        let hotel = hotel();
        let file = File::of(&hotel);
        Self { hotel, file, strings: 0 }
    }

    /// Makes room for one more string to `input`: another hotel where this one is full, which is looked at first.
    fn make_room(&mut self, input: &Input) {
        if self.strings == HOTEL_HOLDS {
            self.sound(input);
            *self = Self::new();
        }
        self.strings += 1;
    }

    fn sound(&self, input: &Input) {
        let session = self.hotel.session(Role::GeneralManager);
        let checked = check::file(&self.hotel.store, &session, Depth::Quick).expect("the check runs");
        // Stays that a test puts in as an import does leave sums that an import would have made again.
        let parts = checked.parts().into_iter().filter(|(name, _)| *name != "summaries");
        assert!(parts.into_iter().all(|(_, part)| part.ok), "{}: {checked:?}", input.name);
    }
}

/// Says where a text stands in the open file: as the value of a column, or as a text inside its JSON.
struct File {
    conn: Connection,
    /// Counts the rows of one table in which it does.
    tables: Vec<String>,
}

const IN_IMAGES: &str =
    "SELECT count(*) FROM images WHERE side <> 'input' AND (body = ?2 OR instr(body, ?2) > 0) AND ?1 IS NOT NULL";

impl File {
    fn of(hotel: &Hotel) -> Self {
        let conn = outside::with_key(&hotel.path(), &key_bytes());
        let sql = "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
                   WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%' AND c.type = 'TEXT'
                     AND t.name NOT IN ('images', 'requests', 'history') AND t.name NOT LIKE 'search_%' AND t.name NOT LIKE 'listed_%'
                   ORDER BY t.name";
        let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut columns = conn.prepare(sql).expect("the schema");
        let rows = columns.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).expect("its columns");
        for row in rows {
            let (table, column) = row.expect("a column");
            tables.entry(table).or_default().push(format!("\"{column}\" = ?1 OR instr(\"{column}\", ?2) > 0"));
        }
        drop(columns);
        let counts =
            tables.iter().map(|(table, columns)| format!("SELECT count(*) FROM \"{table}\" WHERE {}", columns.join(" OR ")));
        let tables: Vec<String> = counts.collect();
        conn.set_prepared_statement_cache_capacity(tables.len() + 1);
        Self { conn, tables }
    }

    fn rows(&self, sql: &str, text: &str) -> i64 {
        let inside = Value::from(text).to_string();
        let mut found = self.conn.prepare_cached(sql).expect("a statement");
        found.query_row([text, &inside], |row| row.get(0)).expect("the file is read")
    }

    /// Returns how often `text` stands in the tables, and how often in the images of the history.
    fn count(&self, text: &str) -> (i64, i64) {
        (self.tables.iter().map(|table| self.rows(table, text)).sum(), self.rows(IN_IMAGES, text))
    }

    /// Returns which table `text` stands in, that of `likely` before the others.
    fn table_of(&self, text: &str, likely: Option<usize>) -> Option<usize> {
        likely.into_iter().chain(0..self.tables.len()).find(|table| self.rows(&self.tables[*table], text) > 0)
    }
}

/// Returns where in `value` a text stands, as JSON pointers.
fn leaves(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(at.to_owned()),
        Value::Array(many) => many.iter().enumerate().for_each(|(nth, one)| leaves(one, &format!("{at}/{nth}"), found)),
        Value::Object(fields) => fields.iter().for_each(|(name, one)| leaves(one, &format!("{at}/{name}"), found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What became of the strings of one field.
#[derive(Default)]
struct Tried {
    kept: u64,
    in_history: u64,
    refused: u64,
    /// Whether a string that is no random one was taken. Among ten thousand random ones hardly any is as short as a country, and one
    /// or another is a telephone's number.
    took_listed: bool,
    wrong: Vec<String>,
}

/// Writes strings into the field of `input` at `pointer`; `stands` says what must stand of each.
fn tried(place: &mut Place, input: &Input, pointer: &str, stands: Stands) -> Tried {
    let (mut chance, mut tried) = (Chance::of(seed()), Tried::default());
    let all: Vec<u64> = (0..size("LOBBY_STRINGS", 0)).collect();
    let mut likely = None;
    for nth in if all.is_empty() { MERGE } else { &all } {
        let text = text(&mut chance, *nth);
        let kept = stands(&text);
        place.make_room(input);
        let Place { hotel, file, .. } = place;
        let mut value = (input.make)(hotel);
        *value.pointer_mut(pointer).expect("each valid one has the same fields") = Value::from(text.as_str());
        // A long random text stood nowhere before: it need not be looked for, and of many strings that is most of the time.
        let alone = all.len() > HOTEL_HOLDS && is_thrown(*nth) && text.chars().count() >= LONG;
        let before = if alone { (0, 0) } else { file.count(&kept) };
        match (input.run)(hotel, value) {
            // An id, a day or a word of a list: another text is no value at all.
            None => return Tried::default(),
            Some(Err(Error::Refused(_))) => tried.refused += 1,
            Some(Err(error)) => tried.wrong.push(format!("{text:?}: {error:?}")),
            Some(Ok(())) if text.is_empty() || kept.is_empty() => {}
            Some(Ok(())) => {
                tried.took_listed |= !is_thrown(*nth);
                let after = if alone {
                    likely = file.table_of(&kept, likely);
                    if likely.is_some() { (1, 0) } else { (0, file.rows(IN_IMAGES, &kept)) }
                } else {
                    file.count(&kept)
                };
                if after.0 > before.0 {
                    tried.kept += 1;
                } else if after.1 > before.1 {
                    tried.in_history += 1;
                } else {
                    tried.wrong.push(format!("{text:?} was taken, and stands nowhere"));
                }
            }
        }
    }
    tried
}

/// What became of the strings of all fields.
#[derive(Default)]
struct Found {
    kept: u64,
    refused: u64,
    /// Fields that took a text.
    fields: BTreeSet<String>,
    /// Fields that took none of the listed texts.
    silent: BTreeSet<String>,
    /// Fields whose texts stand in the history alone.
    alone: BTreeSet<String>,
    wrong: Vec<String>,
}

impl Found {
    fn of(inputs: &[Input]) -> Self {
        let mut found = Self::default();
        inputs.iter().for_each(|input| found.fill(input));
        found
    }

    fn and(mut self, other: Self) -> Self {
        (self.kept, self.refused) = (self.kept + other.kept, self.refused + other.refused);
        self.fields.extend(other.fields);
        self.silent.extend(other.silent);
        self.alone.extend(other.alone);
        self.wrong.extend(other.wrong);
        self
    }

    /// Writes strings into every field of `input`, in hotels of its own.
    fn fill(&mut self, input: &Input) {
        let mut place = Place::new();
        let done = (input.run)(&place.hotel, (input.make)(&place.hotel));
        assert!(matches!(done, Some(Ok(()))), "control: a valid {} is taken: {done:?}", input.name);
        let mut pointers = Vec::new();
        leaves(&(input.make)(&place.hotel), "", &mut pointers);
        pointers.retain(|pointer| !pointer.starts_with("/seen/"));
        let name = |pointer: &String| format!("{}{}", input.name, pointer.replace('/', "."));
        // A wrong code costs what it costs: what takes no text comes last.
        pointers.sort_by_key(|pointer| REFUSE_ALL.iter().any(|(known, _)| *known == name(pointer)));
        for pointer in &pointers {
            let name = name(pointer);
            let stands =
                OTHERWISE.iter().find(|(known, _)| *known == name).map_or(str::to_owned as Stands, |(_, stands)| *stands);
            self.take(name, tried(&mut place, input, pointer, stands));
        }
        place.sound(input);
    }

    fn take(&mut self, name: String, tried: Tried) {
        self.wrong.extend(tried.wrong.iter().map(|wrong| format!("{name}: {wrong}")));
        let kept = tried.kept + tried.in_history;
        (self.kept, self.refused) = (self.kept + kept, self.refused + tried.refused);
        if tried.kept == 0 && tried.in_history > 0 {
            self.alone.insert(name.clone());
        }
        if tried.took_listed {
            self.fields.insert(name);
        } else if tried.refused > 0 {
            self.silent.insert(name);
        }
    }
}

/// Returns what one of two lists of names has and the other lacks.
fn difference<'n>(found: &BTreeSet<String>, known: impl Iterator<Item = &'n str>) -> Vec<String> {
    found.symmetric_difference(&known.map(str::to_owned).collect()).cloned().collect()
}

#[test]
fn every_text_of_every_input_stands_in_the_file_as_it_was_typed_or_is_refused() {
    let (figures, inputs) = (Figures::of(15), inputs());
    let found = shared(&inputs, Found::of).into_iter().fold(Found::default(), Found::and);
    let wrong = &found.wrong;
    assert!(wrong.is_empty(), "{} texts are not as they were typed:\n{}", wrong.len(), wrong.join("\n"));
    let names: BTreeSet<&str> = inputs.iter().map(|input| input.name).collect();
    figures.say(&format!(
        "{} strings in {} fields of {} inputs: {} came back letter for letter, {} refused, altered 0",
        found.kept + found.refused,
        found.fields.len(),
        names.len(),
        found.kept,
        found.refused
    ));
    let mut none = difference(&found.silent, REFUSE_ALL.iter().map(|(name, _)| *name));
    // Of all listed texts one or another is a telephone's number or a name to sign in with; of a merge's, none is.
    none.retain(|name| size("LOBBY_STRINGS", 0) == 0 || found.silent.contains(name));
    assert!(none.is_empty(), "fields that take no text: {none:?}");
    let history = difference(&found.alone, IN_HISTORY_ALONE.iter().copied());
    assert!(history.is_empty(), "fields that history alone keeps: {history:?}");
}

#[test]
fn every_input_of_the_source_that_holds_text_has_its_line() {
    let told: BTreeSet<&str> = inputs().iter().map(|input| input.name).chain(NO_LINE.iter().map(|(name, _)| *name)).collect();
    let in_source = cards::holding_text();
    let lacking: Vec<&String> = in_source.iter().filter(|name| !told.contains(name.as_str())).collect();
    assert!(lacking.is_empty(), "these inputs hold text, and nothing writes into them: {lacking:#?}");
    let idle: Vec<&str> = NO_LINE.iter().map(|(name, _)| *name).filter(|name| !in_source.contains(*name)).collect();
    assert!(idle.is_empty(), "these need no reason any more: {idle:?}");
    assert!(in_source.len() > 60, "{} inputs hold text", in_source.len());
}

#[test]
fn a_text_that_is_altered_on_its_way_is_found() {
    fn trimmed(hotel: &Hotel, input: &lobby_core::guests::AddPromise) -> Result<()> {
        let input = lobby_core::guests::AddPromise { words: input.words.trim().to_owned(), ..input.clone() };
        write(hotel, Role::Receptionist, Op::AddPromise, &input, lobby_core::guests::add_promise)
    }
    let input = Input {
        name: "AddPromise",
        make: |hotel| serde_json::to_value(guests::promise(hotel)).expect("an input serialises"),
        run: |hotel, value| Some(trimmed(hotel, &serde_json::from_value(value).ok()?)),
    };
    let found = tried(&mut Place::new(), &input, "/words", str::to_owned);
    assert!(found.wrong.iter().any(|wrong| wrong.contains("leading and trailing")), "{:?}", found.wrong);
}
