//! Asking the index: the small one first and fully ranked, then the large one in the order of its rows.
//!
//! The index only proposes; [`super::why::judge`] decides on the guest's line, so a coarse proposal is never shown.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;
use serde::Serialize;

use super::index;
use super::index::{NUMBER, ROOM, TAIL_MIN, range_of, reversed, tier_rank};
use super::lines::{self, Line};
use super::plans::{active_keys, joined, meant, plans, spellings};
use super::question::{Question, Term};
use super::readings::{Syllable, pronunciation};
use super::rows::{self, Active, ActiveStay, Contact};
use super::tokens::{self, Grade};
use super::typos;
use super::why::{self, Field, Subject, Why};
use crate::{
    base::{
        contact::{self, ContactKind},
        error::Result,
        ids::GuestId,
        time::BusinessDate,
    },
    db::Db,
};

/// Most hits of one question.
pub const HITS_MAX: usize = 200;
/// Rows of the small index that one key may propose.
const ACTIVE_PROPOSED_MAX: usize = 20_000;
/// Guests of the large index that one plan may propose for judging.
const PROPOSED_MAX: usize = 120;
/// Records that one beginning of a number, code or address may propose: each costs several pages that nobody read lately.
const RECORDS_MAX: usize = 30;
/// Rows of the small index that are judged without looking first which of them the names fit.
const JUDGED_AT_ONCE_MAX: usize = 24;
/// Proposals in a row that may turn out wrong before a plan is given up.
const WRONG_MAX: usize = 16;
/// Rows read for the end of one number before they are put in order.
const TAILS_READ_MAX: usize = 8_000;
/// Shortest beginning of a confirmation or mail address that is asked for.
const CODE_MIN: usize = 4;
/// With so many hits, what was typed is taken at its word.
const TYPO_BELOW: usize = 3;
/// Shortest beginning of a telephone number that is asked for.
const PHONE_BEGINNING_MIN: usize = 6;

/// Where a guest stands to the house today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// 今日抵店
    Arriving,
    /// 在住
    InHouse,
    /// Departed within 30 days.
    Lately,
    /// Anybody else.
    Other,
}

/// One guest found, with what a line of the list shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Hit {
    /// Who.
    pub guest_id: GuestId,
    /// As the guest writes it.
    pub name: String,
    /// Its Latin form, `''` where none was given.
    pub latin_name: String,
    /// mr, ms, none.
    pub title: String,
    /// How the name is said; empty where it is not all Han.
    pub pronunciation: Vec<Syllable>,
    /// Where the guest stands today.
    pub standing: Standing,
    /// Arrives today.
    pub arriving: bool,
    /// Is in the house.
    pub in_house: bool,
    /// Room of the present or coming stay, `''` where there is none.
    pub room_no: String,
    /// ISO date of the arrival of that stay, `''` where there is none.
    pub arrival: String,
    /// ISO date of its departure, `''` where there is none.
    pub departure: String,
    /// Last departure.
    pub last_departure: Option<BusinessDate>,
    /// Member number, `''` for no member.
    pub member_no: String,
    /// Tier, `''` for no member.
    pub tier: String,
    /// guest, staff, partner.
    pub profile: String,
    /// Preferred telephone, masked; `''` where there is none.
    pub phone: String,
    /// Why: one reason for each field that was matched.
    pub why: Vec<Why>,
}

/// Returns the guests that `words` mean, best first: arriving today, in house, departed lately, then by tier and recency;
/// within a group the whole name before its beginning, usual readings before rare ones.
///
/// At most `limit` of them (and [`HITS_MAX`]); nothing for a text without a letter, sign or digit. Never refuses.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn find(db: &Db, words: &str, today: BusinessDate, limit: usize) -> Result<Vec<Hit>> {
    find_in(db.conn(), words, today, limit)
}

pub(crate) fn find_in(conn: &Connection, words: &str, today: BusinessDate, limit: usize) -> Result<Vec<Hit>> {
    let question = Question::of(words);
    let mut search = Search { conn, today, limit: limit.min(HITS_MAX), found: Vec::new(), judged: HashSet::new() };
    for terms in &question.readings {
        search.ask_active(terms)?;
    }
    if search.strong() < search.limit {
        for terms in &question.readings {
            search.ask_all(terms)?;
        }
        if let Some(code) = &question.code {
            search.ask_codes(code)?;
        }
    }
    if search.found.len() < TYPO_BELOW.min(search.limit)
        && let Some(terms) = question.readings.last()
    {
        search.ask_meant(terms)?;
    }
    search.hits()
}

struct Search<'c> {
    conn: &'c Connection,
    today: BusinessDate,
    limit: usize,
    found: Vec<Found>,
    judged: HashSet<(GuestId, By)>,
}

/// Where a proposal comes from: the index, which knows names, or a record, which may fit by an address alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum By {
    Index,
    Record,
}

struct Found {
    line: Line,
    stay: Option<ActiveStay>,
    standing: Standing,
    grade: Grade,
    why: Vec<Why>,
    /// Found under another word than was typed.
    is_meant: bool,
}

impl Found {
    /// A weak match of somebody who arrives stands behind every strong one of the three groups, before everybody else.
    fn place(&self) -> (bool, u8, Grade, std::cmp::Reverse<(i64, u32)>) {
        let group = group(self.standing, self.grade);
        let last = self.line.person.last_departure.map_or(0, rows::day_number);
        (self.is_meant, group, self.grade, std::cmp::Reverse((tier_rank(&self.line.person.tier), last)))
    }
}

fn group(standing: Standing, grade: Grade) -> u8 {
    match (standing, grade.is_strong()) {
        (Standing::Arriving, true) => 0,
        (Standing::InHouse, true) => 1,
        (Standing::Lately, true) => 2,
        (Standing::Arriving, false) => 3,
        (Standing::InHouse, false) => 4,
        (Standing::Other, true) => 5,
        (Standing::Lately, false) => 6,
        (Standing::Other, false) => 7,
    }
}

/// Returns where a stay puts its guest on `today`.
fn standing(stay: &ActiveStay, today: BusinessDate) -> Standing {
    let date = |text: &str| text.parse::<BusinessDate>().ok();
    match stay.state.as_str() {
        "booked" if date(&stay.arrival) == Some(today) => Standing::Arriving,
        "in_house" => Standing::InHouse,
        "departed" if date(&stay.departure).is_some_and(|left| today.days_since(left) <= index::LATELY_DAYS) => Standing::Lately,
        _ => Standing::Other,
    }
}

impl Search<'_> {
    fn strong(&self) -> usize {
        self.found.iter().filter(|found| group(found.standing, found.grade) <= 2).count()
    }

    fn hits(mut self) -> Result<Vec<Hit>> {
        self.found.sort_by_key(Found::place);
        self.found.truncate(self.limit);
        Ok(self.found.into_iter().map(hit).collect())
    }

    // The small index ------------------------------------------------------------------------------------------------

    fn ask_active(&mut self, terms: &[Term]) -> Result<()> {
        let mut proposed = Vec::new();
        for (row, grade) in self.active_rows(terms)? {
            if let Some(active) = rows::active(self.conn, row)? {
                let standing = standing(&active.stay, self.today);
                proposed.push((group(standing, grade), grade, std::cmp::Reverse((active.tier, active.last)), row, active));
            }
        }
        proposed.sort_by_key(|(group, grade, merit, row, _)| (*group, *grade, *merit, *row));
        let mut kept = 0;
        for (.., active) in proposed {
            if kept >= self.limit {
                break;
            }
            kept += usize::from(self.judge_active(&active, terms)?);
        }
        Ok(())
    }

    fn judge_active(&mut self, active: &Active, terms: &[Term]) -> Result<bool> {
        let is_known = self.found.iter().any(|found| found.line.guest == active.guest);
        if is_known {
            return Ok(false);
        }
        let Some(line) = lines::at(self.conn, active.line)?.filter(|line| line.guest == active.guest) else { return Ok(false) };
        let standing = standing(&active.stay, self.today);
        let stay = (!active.stay.state.is_empty()).then(|| active.stay.clone());
        self.judge(line, terms, By::Index, |_| Ok((standing, stay)))
    }

    /// Returns the rows that fit every term, each at its best grade.
    fn active_rows(&self, terms: &[Term]) -> Result<HashMap<i64, Grade>> {
        let names: Vec<&Term> = terms.iter().filter(|term| term.is_name()).collect();
        let mut rows: Option<HashMap<i64, Grade>> = None;
        for term in terms.iter().filter(|term| !term.is_name()) {
            let with_number = self.active_with_number(term.text())?;
            rows = Some(match rows {
                None => with_number,
                Some(rows) => both(rows, &with_number),
            });
        }
        if names.is_empty() {
            return Ok(rows.unwrap_or_default());
        }
        match rows {
            // A number mostly leaves few rows; judging them is quicker than reading every name that begins with a letter.
            Some(rows) if rows.len() <= JUDGED_AT_ONCE_MAX => Ok(rows),
            Some(rows) => Ok(both(rows, &self.active_with_names(&names)?)),
            None => self.active_with_names(&names),
        }
    }

    fn active_with_number(&self, digits: &str) -> Result<HashMap<i64, Grade>> {
        let mut keys = vec![format!("{ROOM}{digits}")];
        keys.extend(reversed(digits).map(|reversed| format!("{NUMBER}{reversed}")));
        self.active_with_any(&keys)
    }

    fn active_with_names(&self, names: &[&Term]) -> Result<HashMap<i64, Grade>> {
        let mut found = HashMap::new();
        for joined in joined(names) {
            found.extend(self.active_with_any(&spellings(&joined))?);
        }
        if names.len() > 1 {
            let mut rows: Option<HashMap<i64, Grade>> = None;
            for term in names {
                let with_term = self.active_with_any(&active_keys(term))?;
                rows = Some(match rows {
                    None => with_term,
                    Some(rows) => both(rows, &with_term),
                });
            }
            for (row, grade) in rows.unwrap_or_default() {
                found.entry(row).or_insert(grade);
            }
        } else if let Some(term) = names.first() {
            for (row, grade) in self.active_with_any(&active_keys(term))? {
                found.entry(row).or_insert(grade);
            }
        }
        Ok(found)
    }

    fn active_with_any(&self, keys: &[String]) -> Result<HashMap<i64, Grade>> {
        let mut found: HashMap<i64, Grade> = HashMap::new();
        for key in keys {
            for (row, grade) in rows::active_with(self.conn, key, ACTIVE_PROPOSED_MAX)? {
                // A beginning is not the whole; judging tells them apart.
                let grade = Grade::from_stored(grade).unwrap_or(Grade::Company).max(Grade::Start);
                found.entry(row).and_modify(|best| *best = grade.min(*best)).or_insert(grade);
            }
        }
        Ok(found)
    }

    // The large index ------------------------------------------------------------------------------------------------

    fn ask_all(&mut self, terms: &[Term]) -> Result<()> {
        let names: Vec<&Term> = terms.iter().filter(|term| term.is_name()).collect();
        let numbers: Vec<&Term> = terms.iter().filter(|term| !term.is_name()).collect();
        if let Some(longest) = numbers.iter().max_by_key(|term| term.text().len()) {
            return self.ask_numbers(longest.text(), &names, terms);
        }
        for plan in plans(&names) {
            if self.found.len() >= self.wanted() {
                return Ok(());
            }
            let proposed = rows::rows_with(self.conn, &plan, PROPOSED_MAX.max(self.limit))?;
            self.judge_rows(&proposed, terms)?;
        }
        if let [Term::Letters(text)] = terms
            && text.len() >= CODE_MIN
        {
            self.ask_contacts(text, terms)?;
        }
        Ok(())
    }

    /// Enough is what a list shows, beside the weak hits of today's people that may stand behind it.
    fn wanted(&self) -> usize {
        let weak = self.found.iter().filter(|found| group(found.standing, found.grade) > 5).count();
        self.limit + weak.min(self.limit)
    }

    /// The end of a number is rarer than any name: its few rows are put in order and judged on the rest.
    fn ask_numbers(&mut self, digits: &str, names: &[&Term], terms: &[Term]) -> Result<()> {
        if let Some(range) = reversed(digits).and_then(|reversed| range_of(&reversed)) {
            let mut proposed = Vec::new();
            if names.is_empty() {
                proposed = rows::tails(self.conn, range, 0, TAILS_READ_MAX)?;
            }
            for name in names {
                proposed.extend(rows::tails(self.conn, range, tokens::marks_of(name.text()), TAILS_READ_MAX)?);
            }
            proposed.sort_unstable();
            proposed.dedup();
            self.judge_numbered(&proposed, terms)?;
        }
        if self.found.len() >= self.wanted() || digits.len() < TAIL_MIN {
            return Ok(());
        }
        let members = rows::by_member_no(self.conn, digits, RECORDS_MAX.max(self.limit))?;
        self.judge_guests(members.into_iter().map(|(guest, _)| guest), terms)?;
        if digits.len() >= PHONE_BEGINNING_MIN {
            self.ask_contacts(digits, terms)?;
            self.ask_contacts(&format!("+86{digits}"), terms)?;
        }
        Ok(())
    }

    fn judge_numbered(&mut self, proposed: &[i64], terms: &[Term]) -> Result<()> {
        for row in proposed {
            if self.found.len() >= self.wanted() {
                break;
            }
            self.judge_row(*row, terms)?;
        }
        Ok(())
    }

    fn ask_contacts(&mut self, beginning: &str, terms: &[Term]) -> Result<()> {
        if self.found.len() >= self.wanted() {
            return Ok(());
        }
        let proposed = rows::by_contact(self.conn, beginning, RECORDS_MAX.max(self.limit))?;
        self.judge_guests(proposed.into_iter().map(|(guest, _)| guest), terms)
    }

    fn judge_rows(&mut self, proposed: &[i64], terms: &[Term]) -> Result<()> {
        let mut wrong = 0;
        for row in proposed {
            if self.found.len() >= self.wanted() || wrong >= WRONG_MAX {
                break;
            }
            wrong = if self.judge_row(*row, terms)? { 0 } else { wrong + 1 };
        }
        Ok(())
    }

    fn judge_guests(&mut self, proposed: impl Iterator<Item = GuestId>, terms: &[Term]) -> Result<()> {
        for guest in proposed {
            if self.found.len() >= self.wanted() {
                break;
            }
            if self.is_new(guest, By::Record)
                && let Some(line) = lines::of(self.conn, guest)?
            {
                self.judge_anywhere(line, terms, By::Record)?;
            }
        }
        Ok(())
    }

    fn judge_row(&mut self, row: i64, terms: &[Term]) -> Result<bool> {
        match lines::at(self.conn, row)? {
            Some(line) if self.is_new(line.guest, By::Index) => self.judge_anywhere(line, terms, By::Index),
            _ => Ok(false),
        }
    }

    /// Whether a guest was neither judged this way before nor found.
    fn is_new(&mut self, guest: GuestId, by: By) -> bool {
        self.judged.insert((guest, by)) && !self.found.iter().any(|found| found.line.guest == guest)
    }

    fn judge_anywhere(&mut self, line: Line, terms: &[Term], by: By) -> Result<bool> {
        let (conn, today) = (self.conn, self.today);
        self.judge(line, terms, by, |guest| standing_of(conn, guest, today))
    }

    fn judge(
        &mut self,
        line: Line,
        terms: &[Term],
        by: By,
        stands: impl FnOnce(GuestId) -> Result<(Standing, Option<ActiveStay>)>,
    ) -> Result<bool> {
        let (standing, stay) = stands(line.guest)?;
        let rooms: Vec<String> = stay.iter().map(|stay| stay.room_no.clone()).filter(|room| !room.is_empty()).collect();
        let is_name_alone = by == By::Index && terms.iter().all(Term::is_name);
        let contacts = if is_name_alone { &[] } else { line.contacts.as_slice() };
        let subject = Subject { person: &line.person, contacts, rooms: &rooms };
        let Some((grade, why)) = why::judge(&subject, terms) else { return Ok(false) };
        self.found.push(Found { line, stay, standing, grade, why, is_meant: false });
        Ok(true)
    }

    // Typing errors --------------------------------------------------------------------------------------------------

    /// Asks for the names that a word with one wrong or swapped letter may mean; they stand behind every exact hit.
    fn ask_meant(&mut self, terms: &[Term]) -> Result<()> {
        let names: Vec<&Term> = terms.iter().collect();
        if !terms.iter().all(|term| matches!(term, Term::Letters(_))) {
            return Ok(());
        }
        let exact = self.found.len();
        for typed in joined(&names) {
            // With exact hits there is no hurry to guess: only what costs a dozen questions is asked.
            let words = if exact == 0 { typos::meant(&typed) } else { typos::swaps(&typed) };
            for word in words {
                if self.found.len() >= self.wanted() {
                    break;
                }
                let proposed = rows::rows_with(self.conn, &meant(&word), PROPOSED_MAX.min(self.limit))?;
                if !proposed.is_empty() {
                    self.judge_rows(&proposed, &[Term::Letters(word)])?;
                }
            }
        }
        let typed: Vec<&str> = names.iter().map(|term| term.text()).collect();
        for found in self.found.iter_mut().skip(exact) {
            found.is_meant = true;
            found.why.iter_mut().for_each(|why| why.typed = typed.join(" "));
        }
        Ok(())
    }

    // Codes ----------------------------------------------------------------------------------------------------------

    /// Asks for what the whole text may begin: a confirmation, a complaint, a member number with letters, an address.
    fn ask_codes(&mut self, code: &str) -> Result<()> {
        if code.starts_with("ts") {
            let tickets = rows::by_ticket(self.conn, &code.to_ascii_uppercase(), RECORDS_MAX.max(self.limit))?;
            self.take_codes(tickets, Field::Ticket, code)?;
        }
        if code.len() < CODE_MIN {
            return Ok(());
        }
        let confirmations = rows::by_confirmation(self.conn, code, RECORDS_MAX.max(self.limit))?;
        self.take_codes(confirmations, Field::Confirmation, code)?;
        if code.bytes().any(|byte| byte.is_ascii_alphabetic()) {
            let members = rows::by_member_no(self.conn, &code.to_ascii_uppercase(), RECORDS_MAX.max(self.limit))?;
            self.take_codes(members, Field::MemberNo, code)?;
            self.take_addresses(code)?;
        }
        Ok(())
    }

    fn take_codes(&mut self, proposed: Vec<(GuestId, String)>, field: Field, code: &str) -> Result<()> {
        for (guest, shown) in proposed {
            let why = Why::beginning(field, &shown, code.len(), code);
            self.take(guest, why)?;
        }
        Ok(())
    }

    fn take_addresses(&mut self, code: &str) -> Result<()> {
        for (guest, normal) in rows::by_contact(self.conn, code, RECORDS_MAX.max(self.limit))? {
            let Some(line) = lines::of(self.conn, guest)? else { continue };
            let is_it = |contact: &&Contact| contact.kind == ContactKind::Email && contact.normal == normal;
            if let Some(why) = line.contacts.iter().find(is_it).map(|contact| why::email_hit(contact, code)) {
                self.take_line(line, why)?;
            }
        }
        Ok(())
    }

    fn take(&mut self, guest: GuestId, why: Why) -> Result<()> {
        match lines::of(self.conn, guest)? {
            Some(line) => self.take_line(line, why),
            None => Ok(()),
        }
    }

    fn take_line(&mut self, line: Line, why: Why) -> Result<()> {
        if self.found.len() >= self.wanted() || self.found.iter().any(|found| found.line.guest == line.guest) {
            return Ok(());
        }
        let (standing, stay) = standing_of(self.conn, line.guest, self.today)?;
        self.found.push(Found { line, stay, standing, grade: Grade::Start, why: vec![why], is_meant: false });
        Ok(())
    }
}

fn standing_of(conn: &Connection, guest: GuestId, today: BusinessDate) -> Result<(Standing, Option<ActiveStay>)> {
    let stays = rows::active_of(conn, guest)?.into_iter().map(|active| active.stay);
    let best = stays.filter(|stay| !stay.state.is_empty()).min_by_key(|stay| standing(stay, today));
    Ok((best.as_ref().map_or(Standing::Other, |stay| standing(stay, today)), best))
}

fn both(one: HashMap<i64, Grade>, other: &HashMap<i64, Grade>) -> HashMap<i64, Grade> {
    let shared = one.into_iter().filter_map(|(row, grade)| other.get(&row).map(|known| (row, grade.min(*known))));
    shared.collect()
}

fn hit(found: Found) -> Hit {
    let Line { guest, person, contacts } = found.line;
    let phone = contacts.iter().find(|contact| contact.kind == ContactKind::Phone);
    let stay = found.stay.unwrap_or_default();
    Hit {
        guest_id: guest,
        pronunciation: pronunciation(&person.name),
        name: person.name,
        latin_name: person.latin_name,
        title: person.title,
        standing: found.standing,
        arriving: found.standing == Standing::Arriving,
        in_house: found.standing == Standing::InHouse,
        room_no: stay.room_no,
        arrival: stay.arrival,
        departure: stay.departure,
        last_departure: person.last_departure,
        member_no: person.member_no,
        tier: person.tier,
        profile: person.profile,
        phone: phone.map(|phone| contact::masked(phone.kind, &phone.value)).unwrap_or_default(),
        why: found.why,
    }
}
