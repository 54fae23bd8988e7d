//! The rows of packages as they are read: each goes to who knows how to write it. A package is held against its manifest while it
//! is read; what is wrong with it is known at its end, and the whole operation goes back then.

use std::{collections::HashSet, path::Path};

use super::{
    BringRefusal, BroughtBack, Watch, damaged,
    people::{Marks, People},
    points::Ledger,
    proof::Difference,
    rows,
    tickets::Complaints,
    values::{GuestKey, Row},
};
use crate::{
    base::{
        error::Result,
        ids::{GuestId, StayId},
        money::Minor,
        text,
    },
    db::Tx,
    group::{
        Receives,
        manifest::{Manifest, Table},
        verify,
    },
    loyalty::{self, programme::Programme},
    stays::{self, RowDigest, Stay, StayState},
};

/// Source of the stays: their keys there are their own ids.
const SOURCE: &str = "package";
/// Most departed stays without a guest that one package keeps at hand, to give some to guests who were erased.
const UNNAMED_MAX: usize = 100_000;

/// What came in so far.
pub struct Taking {
    people: People,
    complaints: Complaints,
    ledger: Ledger,
    stays: u64,
    packages: Vec<String>,
    programme: Option<Programme>,
    differences: Vec<Difference>,
}

/// What one package says of its departed guests.
#[derive(Default)]
struct Departed {
    named: HashSet<GuestId>,
    unnamed: Vec<StayId>,
    said: i64,
}

/// The package that is being read.
struct Reading<'r, 't, 'w, 'c> {
    tx: &'r Tx<'t>,
    taking: &'r mut Taking,
    manifest: &'r Manifest,
    departed: Departed,
    watch: &'r mut Watch<'w, 'c>,
}

impl Taking {
    /// Returns nothing, ready for these guests.
    pub fn new(tx: &Tx<'_>, order: Vec<GuestKey>) -> Self {
        let marks = Marks::of(tx);
        Self {
            people: People::new(tx, order),
            complaints: Complaints::new(marks),
            ledger: Ledger::new(marks),
            stays: 0,
            packages: Vec::new(),
            programme: None,
            differences: Vec::new(),
        }
    }

    /// Reads a package and writes its rows.
    ///
    /// Errors: [`BringRefusal::Damaged`], [`BringRefusal::NewerPackage`], [`BringRefusal::Cancelled`].
    pub fn package(&mut self, tx: &Tx<'_>, folder: &Path, manifest: &Manifest, watch: &mut Watch<'_, '_>) -> Result<()> {
        self.packages.push(manifest.folder.clone());
        self.ledger.begin(manifest);
        self.programme(tx, manifest)?;
        let mut reading = Reading { tx, taking: self, manifest, departed: Departed::default(), watch };
        let findings = verify::tables(folder, manifest, &mut reading)?;
        let departed = reading.departed;
        if let Some(finding) = findings.listed.into_iter().next() {
            return Err(damaged(finding).into());
        }
        self.complaints.write(tx)?;
        self.erased(tx, departed)
    }

    /// Writes what follows from all packages together. Returns what came in.
    pub fn settle(&mut self, tx: &mut Tx<'_>, newest: &Manifest) -> Result<BroughtBack> {
        self.people.number(tx)?;
        self.people.merge(tx, newest)?;
        self.ledger.settle(tx, &mut self.people, newest)?;
        let (complaints, compensations) = self.complaints.counts();
        let members = self.people.members();
        Ok(BroughtBack {
            packages: 0,
            guests: self.people.count(),
            members: members.len() as u64,
            stays: self.stays,
            complaints,
            compensations,
            postings: self.ledger.postings(),
            points: rows::held(tx.db())?,
            differences: std::mem::take(&mut self.differences),
        })
    }

    /// Keeps the programme under which the package was made, where it is another than before.
    fn programme(&mut self, tx: &Tx<'_>, manifest: &Manifest) -> Result<()> {
        let Some(rules) = &manifest.programme else { return Ok(()) };
        let said: Programme =
            serde_json::from_value(rules.clone()).map_err(|_| super::unfit(&manifest.folder, "", "lobby:programme"))?;
        let before = match &self.programme {
            Some(before) => before.clone(),
            None => loyalty::programme(tx.db(), manifest.last)?,
        };
        let same = Programme { version: before.version, ..said.clone() } == before;
        if !same {
            rows::put_programme(tx, &said, manifest.first)?;
        }
        self.programme = Some(said);
        Ok(())
    }

    /// Gives departed stays of guests who were erased a guest again: how many such guests there were the figures tell, who they
    /// were nobody can.
    fn erased(&mut self, tx: &Tx<'_>, departed: Departed) -> Result<()> {
        let missing = departed.said - i64::try_from(departed.named.len()).unwrap_or(i64::MAX);
        for stay in departed.unnamed.iter().take(usize::try_from(missing).unwrap_or_default()) {
            let guest = self.people.nobody(tx, None)?;
            rows::give_stay(tx, *stay, guest.id)?;
        }
        Ok(())
    }

    fn stay(&mut self, tx: &Tx<'_>, row: &Row<'_>, departed: &mut Departed) -> Result<()> {
        let (guest_id, member) = match self.people.named(row)? {
            Some(person) => (Some(person.id), person.account.is_some()),
            None => (None, false),
        };
        let stay = stay(row, guest_id)?;
        if stay.state == StayState::Departed {
            match guest_id {
                Some(guest) => {
                    departed.named.insert(guest);
                    if member {
                        self.ledger.departed(guest, stay.departure, stay.id);
                    }
                }
                None if departed.unnamed.len() < UNNAMED_MAX => departed.unnamed.push(stay.id),
                None => {}
            }
        }
        if self.packages.len() > 1 && stays::is_there(tx.db(), stay.id)? {
            // Its day of departure moved since: the package before counts it as well.
            self.differences.push(Difference::moved(row.package, "stays", &stay.id));
            return stays::put_bulk(tx, &stay);
        }
        self.stays += 1;
        stays::add_bulk(tx, &stay)
    }
}

impl Receives for Reading<'_, '_, '_, '_> {
    fn table(&mut self, table: &Table) -> Result<()> {
        match table.name.as_str() {
            "guests" | "members" | "stays" | "complaints" | "complaint_steps" | "compensation" | "points" | "lots" | "kpi" => {
                Ok(())
            }
            // What this program cannot keep it would lose.
            _ => Err(BringRefusal::NewerPackage { package: self.manifest.folder.clone() }.into()),
        }
    }

    fn row(&mut self, table: &Table, cells: &[Option<&str>]) -> Result<()> {
        self.watch.row()?;
        let (tx, taking) = (self.tx, &mut *self.taking);
        let row = Row { package: &self.manifest.folder, table, cells, digits: tx.hotel().minor_digits };
        let package = taking.packages.len() - 1;
        match table.name.as_str() {
            "guests" => taking.people.guest(tx, &row, self.manifest.group_mark.as_deref()),
            "members" => taking.people.member(tx, &row, package),
            "stays" => taking.stay(tx, &row, &mut self.departed),
            "complaints" => taking.complaints.complaint(tx, &row, &taking.people),
            "complaint_steps" => taking.complaints.step(&row),
            "compensation" => taking.complaints.remedy(tx, &row),
            "points" => taking.ledger.posting(tx, &row, &mut taking.people, &mut taking.complaints),
            "lots" => taking.ledger.left(&row, &taking.people),
            _ => {
                if row.text("measure")? == "guests_departed" {
                    self.departed.said = row.count("value")?;
                }
                Ok(())
            }
        }
    }
}

fn stay(row: &Row<'_>, guest_id: Option<GuestId>) -> Result<Stay> {
    let id = StayId(row.id("stay_id")?);
    let nights = row.count("nights")?;
    let room_minor = row.money("room_revenue")?;
    let rate = if nights == 0 { room_minor.minor() } else { room_minor.minor() / i64::from(nights) };
    Ok(Stay {
        id,
        guest_id,
        source: SOURCE.to_owned(),
        source_key: id.to_string(),
        confirmation: String::new(),
        state: row.must("state", row.word("state", StayState::from_word))?,
        property: row.words("source_property", text::LINE_MAX)?,
        arrival: row.must("arrival", row.date("arrival"))?,
        departure: row.must("departure", row.date("departure"))?,
        nights,
        arrive_minute: None,
        arrived_at_ms: None,
        room_no: String::new(),
        room_type: row.words("room_type", text::LINE_MAX)?,
        adults: row.count("adults")?,
        children: row.count("children")?,
        babies: row.count("babies")?,
        channel: row.words("channel", text::LINE_MAX)?,
        segment: row.words("segment", text::LINE_MAX)?,
        country: row.words("country", text::LINE_MAX)?,
        repeat_guest: false,
        rate_minor: Minor::new(rate).unwrap_or_default(),
        room_minor,
        food_minor: row.money("food_revenue")?,
        other_minor: row.money("other_revenue")?,
        payment: row.words("payment", text::LINE_MAX)?,
        booked_on: row.date("booked_on")?,
        status_on: None,
        warnings: Vec::new(),
        row_digest: RowDigest(*id.raw().bytes()),
        import_id: None,
    })
}
