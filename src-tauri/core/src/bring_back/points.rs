//! The points of packages. Postings stand under the numbers that they had; what was there before the first package comes as
//! openings, one a lot that is still held, and one for the rest. Which posting took from which lot is reckoned ([`super::allot`]).

use std::collections::HashMap;

use super::{
    allot::{Left, Lot, Lots, Posting},
    people::{Marks, People, Person, impossible},
    rows,
    tickets::Complaints,
    values::Row,
};
use crate::{
    base::{
        error::Result,
        ids::{EntryId, GuestId, LotId, StayId},
        time::BusinessDate,
    },
    db::Tx,
    group::manifest::Manifest,
    loyalty::{self, EntryCode, House, rules},
};

const ENTRIES_MARK: u8 = 5;
const LOTS_MARK: u8 = 6;
/// Most lots that one posting gives: their rows lie in the order of their postings' numbers.
const LOTS_OF_A_POSTING: i64 = 64;
/// Source of what was there before the first package.
const OPENING: &str = "package:opening";
/// Local hour that stands for a day of which no hour is known.
const NOON: u32 = 12;

/// A package as the points see it.
struct Period {
    first: BusinessDate,
    last: BusinessDate,
    closing: Option<i64>,
}

/// The points of all packages.
pub struct Ledger {
    marks: Marks,
    periods: Vec<Period>,
    postings: u64,
    /// What packages say was left of an account's lots, and which package.
    left: HashMap<i64, Vec<(usize, Left)>>,
    /// Departed stays of members that no posting was found for yet.
    stays: HashMap<GuestId, Vec<(BusinessDate, StayId)>>,
    /// Postings from before the first package that one of it takes back: account, number, the member's gain.
    owed: HashMap<i64, Vec<(i64, i64)>>,
    /// Where points of erased guests lie.
    erased: Option<Person>,
    /// Last days by the first of the month.
    good_until: HashMap<BusinessDate, BusinessDate>,
    next_free: i64,
}

/// A posting as it is going to stand in the file.
struct Entry {
    number: i64,
    account: i64,
    house: i64,
    points: i64,
    code: EntryCode,
    source: String,
    reverses: Option<EntryId>,
    day: BusinessDate,
}

impl Ledger {
    /// Returns an empty one.
    pub fn new(marks: Marks) -> Self {
        Self {
            marks,
            periods: Vec::new(),
            postings: 0,
            left: HashMap::new(),
            stays: HashMap::new(),
            owed: HashMap::new(),
            erased: None,
            good_until: HashMap::new(),
            next_free: 1,
        }
    }

    /// Returns how many postings the packages brought.
    pub fn postings(&self) -> u64 {
        self.postings
    }

    /// Begins a package.
    pub fn begin(&mut self, manifest: &Manifest) {
        let closing = manifest.points.map(|points| points.closing);
        self.periods.push(Period { first: manifest.first, last: manifest.last, closing });
    }

    /// Remembers a departed stay of a member: a posting may be for it.
    pub fn departed(&mut self, guest: GuestId, departure: BusinessDate, stay: StayId) {
        self.stays.entry(guest).or_default().push((departure, stay));
    }

    /// Writes a posting.
    pub fn posting(&mut self, tx: &Tx<'_>, row: &Row<'_>, people: &mut People, complaints: &mut Complaints) -> Result<()> {
        let number = row.count("entry_no")?;
        let points: i64 = row.count("points")?;
        let day = row.must("business_date", row.date("business_date"))?;
        let code = row.must("code", row.word("code", EntryCode::from_word))?;
        let reverses = row.whole("reverses")?;
        if points == 0 || code == EntryCode::Pending || reverses.is_some_and(|taken_back| taken_back >= number) {
            return Err(row.unfit("points").into());
        }
        let (guest, account) = match people.named(row)? {
            Some(person) => (person.id, person.account.ok_or_else(|| row.unfit("guest_key"))?),
            None => self.erased(tx, people)?,
        };
        let house = match (code, reverses) {
            (EntryCode::Reverse, Some(taken_back)) => match rows::house_of(tx.db(), taken_back)? {
                Some(house) => house,
                None => {
                    self.owed.entry(account).or_default().push((taken_back, -points));
                    House::Adjusted.account().0
                }
            },
            _ => house_of(code),
        };
        let source = self.source(row.text("source")?, (number, guest, points), (day, reverses), complaints);
        let reverses = reverses.map(|number| self.id(number));
        self.postings += 1;
        self.write(tx, &Entry { number, account, house, points, code, source, reverses, day })
    }

    /// Reads what was left of a lot.
    pub fn left(&mut self, row: &Row<'_>, people: &People) -> Result<()> {
        let account = people.named(row)?.and_then(|person| person.account).ok_or_else(|| row.unfit("guest_key"))?;
        let left = Left {
            number: row.count("entry_no")?,
            expires_on: row.must("expires_on", row.date("expires_on"))?,
            points: row.count("points")?,
        };
        let package = self.periods.len() - 1;
        self.left.entry(account).or_default().push((package, left));
        Ok(())
    }

    /// Writes what was there before the first package, lots, uses and balances.
    pub fn settle(&mut self, tx: &Tx<'_>, people: &mut People, newest: &Manifest) -> Result<()> {
        let mut held = Vec::new();
        for person in people.members() {
            let (Some(account), (package, balance)) = (person.account, person.held) else { continue };
            let last = self.periods.get(package).map_or(newest.last, |period| period.last);
            let moved = rows::moved(tx.db(), account)?;
            let since: i64 = moved.iter().filter(|moved| moved.day > last).map(|moved| moved.points).sum();
            held.push((account, balance + since, moved.iter().map(|moved| moved.points).sum::<i64>()));
        }
        if let Some(closing) = self.periods.last().and_then(|period| period.closing) {
            let of_erased = closing - held.iter().map(|(_, balance, _)| balance).sum::<i64>();
            if of_erased != 0 || self.erased.is_some() {
                let (_, account) = self.erased(tx, people)?;
                let moved: i64 = rows::moved(tx.db(), account)?.iter().map(|moved| moved.points).sum();
                held.push((account, of_erased, moved));
            }
        }
        if held.iter().any(|(_, balance, _)| *balance < 0) {
            return Err(impossible(newest).into());
        }
        let mut rest = Vec::new();
        for (account, balance, moved) in &held {
            rest.push((*account, balance - moved - self.known_openings(tx, *account)?));
        }
        for (account, points) in rest.into_iter().filter(|(_, points)| *points != 0) {
            self.opening(tx, account, None, points)?;
        }
        for (account, ..) in &held {
            self.lots(tx, *account)?;
        }
        rows::put_balances(tx)
    }

    /// Writes openings under the numbers that lots and reversals name. Returns what they come to.
    fn known_openings(&mut self, tx: &Tx<'_>, account: i64) -> Result<i64> {
        let mut known: Vec<(i64, i64)> = self.owed.remove(&account).unwrap_or_default();
        let owed = known.len();
        let listed = self.left.get(&account).map(Vec::as_slice).unwrap_or_default();
        for (package, left) in listed {
            if known[..owed].iter().any(|(number, _)| *number == left.number) || rows::is_posted(tx.db(), left.number)? {
                continue;
            }
            match known.iter_mut().skip(owed).find(|(number, _)| *number == left.number) {
                // Another lot of the same posting; what a later package says of it is what was left by then.
                Some((_, points))
                    if listed.iter().find(|(_, seen)| seen.number == left.number).is_some_and(|(first, _)| first == package) =>
                {
                    *points += left.points;
                }
                Some(_) => {}
                None => known.push((left.number, left.points)),
            }
        }
        let sum = known.iter().map(|(_, points)| points).sum();
        for (number, points) in known {
            self.opening(tx, account, Some(number), points)?;
        }
        Ok(sum)
    }

    fn opening(&mut self, tx: &Tx<'_>, account: i64, number: Option<i64>, points: i64) -> Result<()> {
        let number = match number {
            Some(number) => number,
            None => self.free(tx)?,
        };
        let day = self.begins().plus_days(-1);
        let (code, house) = (EntryCode::Adjust, House::Adjusted.account().0);
        self.write(tx, &Entry { number, account, house, points, code, source: OPENING.to_owned(), reverses: None, day })
    }

    /// Returns the lowest number that no posting has.
    fn free(&mut self, tx: &Tx<'_>) -> Result<i64> {
        while rows::is_posted(tx.db(), self.next_free)? {
            self.next_free += 1;
        }
        Ok(self.next_free)
    }

    fn lots(&mut self, tx: &Tx<'_>, account: i64) -> Result<()> {
        let mut postings = Vec::new();
        for moved in rows::moved(tx.db(), account)? {
            let good_until = self.good_until(tx, moved.day)?;
            let id = self.id(moved.number);
            let posting = Posting {
                id,
                number: moved.number,
                points: moved.points,
                reverses: moved.code == EntryCode::Reverse,
                good_until,
            };
            postings.push((moved.day, posting));
        }
        let left = self.left.remove(&account).unwrap_or_default();
        for (number, lots) in by_number(self.stood(&postings, &left)) {
            for (ordinal, lot) in (0..LOTS_OF_A_POSTING).zip(lots) {
                let place = number * LOTS_OF_A_POSTING + ordinal;
                let id: LotId = self.marks.id(LOTS_MARK, place.unsigned_abs());
                rows::put_lot(tx, (place, id), account, &lot)?;
            }
        }
        Ok(())
    }

    /// Returns the lots, each holding at each package's end what that says; where one cannot be, what the next one says.
    fn stood(&self, postings: &[(BusinessDate, Posting)], left: &[(usize, Left)]) -> Vec<Lot> {
        let (mut lots, mut since) = (Lots::default(), None);
        let mut done = true;
        for (place, period) in self.periods.iter().enumerate() {
            let of: Vec<Posting> = postings
                .iter()
                .filter(|(day, _)| *day <= period.last && since.is_none_or(|since| *day > since))
                .map(|(_, posting)| *posting)
                .collect();
            let then: Vec<Left> = left.iter().filter(|(package, _)| *package == place).map(|(_, left)| *left).collect();
            done = lots.add(&of, &then);
            if done {
                since = Some(period.last);
            }
        }
        if !done {
            lots = Lots::default();
            let all: Vec<Posting> = postings.iter().map(|(_, posting)| *posting).collect();
            let last = self.periods.len() - 1;
            let then: Vec<Left> = left.iter().filter(|(package, _)| *package == last).map(|(_, left)| *left).collect();
            lots.add_in_turn(&all, &then);
        }
        lots.all()
    }

    fn good_until(&mut self, tx: &Tx<'_>, day: BusinessDate) -> Result<BusinessDate> {
        let (month, _) = day.month();
        if let Some(known) = self.good_until.get(&month) {
            return Ok(*known);
        }
        let until = rules::expires_on(&loyalty::programme(tx.db(), day)?, day);
        self.good_until.insert(month, until);
        Ok(until)
    }

    fn begins(&self) -> BusinessDate {
        self.periods.first().map_or_else(|| BusinessDate::new(chrono::NaiveDate::default()), |period| period.first)
    }

    fn erased(&mut self, tx: &Tx<'_>, people: &mut People) -> Result<(GuestId, i64)> {
        let person = match self.erased.take() {
            Some(person) => person,
            None => people.nobody(tx, Some(self.begins().plus_days(-1)))?,
        };
        let found = (person.id, person.account.unwrap_or_default());
        self.erased = Some(person);
        Ok(found)
    }

    fn id(&self, number: i64) -> EntryId {
        self.marks.id(ENTRIES_MARK, number.unsigned_abs())
    }

    /// Returns the source as the ledger names it: with the record that it came from where the packages let it be found.
    fn source(
        &mut self,
        word: &str,
        (number, guest, points): (i64, GuestId, i64),
        (day, reverses): (BusinessDate, Option<i64>),
        complaints: &mut Complaints,
    ) -> String {
        let unknown = self.id(number);
        match word {
            "stay" => match self.stay_of(guest, day) {
                Some(stay) => format!("stay:{stay}"),
                None => format!("stay:{unknown}"),
            },
            "ticket" => match complaints.given_to(guest, points) {
                Some(ticket) => format!("ticket:{ticket}"),
                None => format!("ticket:{unknown}"),
            },
            "entry" => format!("entry:{}", reverses.map_or(unknown, |number| self.id(number))),
            "reward" => "reward:package".to_owned(),
            "expiry" => format!("expiry:{day}"),
            "desk" => "desk".to_owned(),
            _ => "package:posting".to_owned(),
        }
    }

    /// Returns the stay of the guest that departed last by `day`; each answers once.
    fn stay_of(&mut self, guest: GuestId, day: BusinessDate) -> Option<StayId> {
        let open = self.stays.get_mut(&guest)?;
        let departed = open.iter().enumerate().filter(|(_, (departure, _))| *departure <= day);
        let (place, _) = departed.max_by_key(|(_, (departure, _))| *departure)?;
        Some(open.remove(place).1)
    }

    fn write(&self, tx: &Tx<'_>, entry: &Entry) -> Result<()> {
        let (from, to) = if entry.points > 0 { (entry.house, entry.account) } else { (entry.account, entry.house) };
        let at = tx.hotel().clock.at_local(entry.day.date(), NOON, 0).unwrap_or_else(|| tx.at());
        let posted = rows::Posted {
            number: entry.number,
            id: self.id(entry.number),
            from,
            to,
            points: entry.points.abs(),
            code: entry.code,
            source: &entry.source,
            reverses: entry.reverses,
            at,
            day: entry.day,
        };
        rows::put_posting(tx, &posted)
    }
}

fn house_of(code: EntryCode) -> i64 {
    let house = match code {
        EntryCode::Earn => House::Issued,
        EntryCode::Redeem => House::Redeemed,
        EntryCode::Expire => House::Expired,
        EntryCode::Goodwill => House::Goodwill,
        EntryCode::Adjust | EntryCode::Reverse | EntryCode::Pending => House::Adjusted,
    };
    house.account().0
}

fn by_number(lots: Vec<Lot>) -> std::collections::BTreeMap<i64, Vec<Lot>> {
    let mut by: std::collections::BTreeMap<i64, Vec<Lot>> = std::collections::BTreeMap::new();
    for lot in lots {
        by.entry(lot.number).or_default().push(lot);
    }
    by
}
