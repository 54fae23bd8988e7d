//! Folders written as rows, on the bulk path: prepared statements, keys in order, secondary indexes made after.

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, Timelike};
use rusqlite::params;

use super::{
    broken,
    figures::Draws,
    house::Room,
    records::{self, Author, Basis, Cause, Complaint, Folder, Membership, Posting, Standing, Why},
    replay::{Replay, intake},
    words::Words,
};
use crate::{
    base::{
        contact,
        document::DocumentKey,
        error::Result,
        ids::{ContactId, EntryId, GuestId, ImportId, LotId, PreferenceId, PromiseId, RawId, RemedyId, StayId, TicketId, UserId},
        money::Minor,
        role::Role,
        time::{BusinessDate, HotelClock, Instant},
    },
    db::{Tx, bulk, documents, numbers},
    guests::{self, PreferenceKind, PreferenceOrigin, PromiseState},
    loyalty::{self, EntryCode, House, MEMBER_NO_DIGITS},
    staff,
    stays::{self, RowDigest, StayState, StayWarning},
    tickets::{self, Hand, Past, Scene, Used},
};

/// Tables whose secondary indexes are made after their rows.
const TABLES: &[&str] = &[
    "guests",
    "guest_contacts",
    "preferences",
    "promises",
    "dealings",
    "companions",
    "guest_alerts",
    "plan_tasks",
    "stays",
    "stay_summaries",
    "tickets",
    "ticket_steps",
    "ticket_remedies",
    "ticket_notes",
    "ledger",
    "lots",
    "lot_uses",
];

/// The first account of a member; those below are the house's own.
const FIRST_MEMBER_ACCOUNT: i64 = 101;
/// Accounts of the house, numbered from 1.
const HOUSE_ACCOUNTS: usize = 6;

/// Kinds of rows that get keys of their own.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Guest,
    Contact,
    Preference,
    Promise,
    Stay,
    Entry,
    Lot,
    Import,
    Ticket,
    /// Steps and notes of tickets.
    TicketPart,
    Remedy,
    Dealing,
    Companion,
    Alert,
    Task,
}

/// How many kinds there are.
const KINDS: usize = 15;

/// How many rows of each sort lie in the book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Guests.
    pub guests: u64,
    /// Stays.
    pub stays: u64,
    /// Tickets.
    pub tickets: u64,
    /// Postings of the ledger.
    pub ledger_entries: u64,
    /// Members.
    pub members: u64,
}

/// What a member's points came from.
struct Causes<'c> {
    stays: &'c [StayId],
    tickets: &'c [TicketId],
}

/// Writes one folder after the other.
pub struct Book<'t, 'w> {
    pub(super) tx: &'t Tx<'w>,
    pub(super) documents: DocumentKey,
    clock: HotelClock,
    at: Instant,
    seed: [u8; 4],
    people: Vec<staff::User>,
    segments: Vec<String>,
    words: Words,
    now: NaiveDateTime,
    /// Tickets of each day, for their numbers.
    numbers: BTreeMap<BusinessDate, i64>,
    /// What the duty manager gave on her own authority, by the first day of the month.
    pub(super) given_in_month: BTreeMap<BusinessDate, Used>,
    given: [u64; KINDS],
    house_points: [i64; HOUSE_ACCOUNTS],
    counts: Counts,
}

/// Runs `fill` with the secondary indexes of all practice tables set aside.
///
/// Errors: what `fill` answers, [`crate::base::error::Error::Database`].
pub fn in_bulk<T>(tx: &mut Tx<'_>, fill: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
    let conn = tx.conn();
    bulk::without_indexes(conn, TABLES, || fill(tx))
}

impl<'t, 'w> Book<'t, 'w> {
    /// Returns an empty book; `people` are those of [`staff::add_practice`], `now` the hotel's local time.
    ///
    /// Errors: [`crate::base::error::Error::Damaged`] where a file inside the program is not what it should be.
    pub fn new(tx: &'t Tx<'w>, people: Vec<staff::User>, draws: &Draws, now: NaiveDateTime) -> Result<Self> {
        Ok(Self {
            clock: tx.hotel().clock,
            at: tx.at(),
            seed: tx.bulk_seed(),
            people,
            segments: draws.figures.channels.iter().map(|channel| segment_words(&channel.channel).to_owned()).collect(),
            documents: documents::key(tx.db())?,
            given: [0; KINDS],
            house_points: [0; HOUSE_ACCOUNTS],
            counts: Counts::default(),
            words: Words::load().map_err(|_| broken("a file of the program"))?,
            now,
            numbers: BTreeMap::new(),
            given_in_month: BTreeMap::new(),
            tx,
        })
    }

    /// Returns the hotel's local time of making.
    pub(super) fn now(&self) -> NaiveDateTime {
        self.now
    }

    /// Returns what was written so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Writes one guest with everything the house keeps of them.
    ///
    /// Errors: [`crate::base::error::Error::Database`]; [`crate::base::error::Error::Damaged`] where the made-up folder breaks a bound of the file (a mistake of ours).
    pub fn write(&mut self, folder: &Folder) -> Result<()> {
        let guest = self.guest(folder)?;
        self.contacts(guest, folder)?;
        self.preferences(guest, folder)?;
        let stays = self.stays(guest, folder)?;
        self.kept(guest, folder, &stays)?;
        self.summary(guest, folder)?;
        let tickets = self.tickets(guest, folder, &stays)?;
        self.promises(guest, folder, &tickets)?;
        if let Some(membership) = &folder.membership {
            self.membership(guest, membership, &Causes { stays: &stays, tickets: &tickets })?;
        }
        self.counts.guests += 1;
        Ok(())
    }

    /// Writes what stands once for the whole house: balances of its accounts, the numbers given, the PMS file of this morning.
    ///
    /// Errors: [`crate::base::error::Error::Database`].
    pub fn close(&mut self, member_last: u32, pms_at: NaiveDateTime) -> Result<()> {
        let conn = self.tx.conn();
        for (index, points) in self.house_points.iter().enumerate().filter(|(_, points)| **points != 0) {
            conn.prepare_cached("INSERT INTO balances(account, points) VALUES (?1, ?2)")?
                .execute(params![index as i64 + 1, points])?;
        }
        numbers::keep_at_least(self.tx, "member", i64::from(member_last))?;
        for (date, last) in &self.numbers {
            numbers::keep_at_least(self.tx, &tickets::series(*date, self.tx.hotel().desk_letter), *last)?;
        }
        let id: ImportId = self.id(Kind::Import);
        conn.execute(
            include_str!("sql/pms_file.sql"),
            params![id, self.user(Author::Reception), self.instant(pms_at), [0u8; 32].as_slice()],
        )?;
        Ok(())
    }

    fn guest(&mut self, folder: &Folder) -> Result<GuestId> {
        let person = &folder.person;
        let guest = guests::Guest {
            id: self.id(Kind::Guest),
            name: person.name.clone(),
            latin_name: person.latin_name.clone(),
            title: person.title,
            birth_date: person.born.map(|born| born.to_string()),
            lunar_birthday: person.lunar_birthday,
            country: person.country_alpha2.clone(),
            language: person.language.clone(),
            company: person.company.clone(),
            vip: person.vip.to_owned(),
            document_kind: person.document_kind.to_owned(),
            document_last4: person.document_last4.clone(),
            source: person.source.to_owned(),
            note: String::new(),
            share_consent: person.share_consent,
            updated_at_ms: self.instant(person.created),
            profile: guests::ProfileType::Guest,
            channel: None,
            document_hash: self.hash(folder),
        };
        guests::rows::insert_dated(self.tx, &guest, guest.updated_at_ms, business_date(person.created))?;
        Ok(guest.id)
    }

    fn contacts(&mut self, guest: GuestId, folder: &Folder) -> Result<()> {
        for (index, one) in folder.contacts.iter().enumerate() {
            let id: ContactId = self.id(Kind::Contact);
            let normal = contact::normal(one.kind, &one.value).ok_or_else(|| broken("a contact without a normal form"))?;
            self.tx.conn().prepare_cached(include_str!("sql/contact.sql"))?.execute(params![
                id,
                guest,
                one.kind,
                one.value,
                normal,
                index == 0,
                folder.person.source
            ])?;
        }
        Ok(())
    }

    fn preferences(&mut self, guest: GuestId, folder: &Folder) -> Result<()> {
        for one in &folder.preferences {
            let at = self.instant(one.at);
            let id: PreferenceId = self.id(Kind::Preference);
            let kind = one.kind;
            let origin = if one.observed { PreferenceOrigin::Observed } else { PreferenceOrigin::Asked };
            let consent = matches!(kind, PreferenceKind::Health | PreferenceKind::Religion | PreferenceKind::Minor).then_some(at);
            guests::rows::insert_preference(
                self.tx,
                &guests::Preference {
                    id,
                    guest_id: guest,
                    kind,
                    words: one.words.clone(),
                    origin,
                    consent_at_ms: consent,
                    source: one.place.to_owned(),
                    author: self.user(one.author),
                    created_at_ms: at,
                    business_date: business_date(one.at),
                },
            )?;
        }
        Ok(())
    }

    fn promises(&mut self, guest: GuestId, folder: &Folder, tickets: &[TicketId]) -> Result<()> {
        for one in &folder.promises {
            let id: PromiseId = self.id(Kind::Promise);
            let (state, reason, settled) = match &one.standing {
                Standing::Open => (PromiseState::Open, "", None),
                Standing::Kept(reason, at) => (PromiseState::Kept, reason.as_str(), Some(*at)),
                Standing::Broken(reason, at) => (PromiseState::Broken, reason.as_str(), Some(*at)),
            };
            guests::rows::insert_promise(
                self.tx,
                &guests::Promise {
                    id,
                    guest_id: guest,
                    ticket_id: one.complaint.map(|index| tickets[index]),
                    words: one.words.clone(),
                    state,
                    reason: reason.to_owned(),
                    author: self.user(one.author),
                    created_at_ms: self.instant(one.at),
                    business_date: business_date(one.at),
                    settled_by: settled.map(|_| self.user(Author::Reception)),
                    settled_at_ms: settled.map(|at| self.instant(at)),
                },
            )?;
        }
        Ok(())
    }

    fn stays(&mut self, guest: GuestId, folder: &Folder) -> Result<Vec<StayId>> {
        let mut ids = Vec::with_capacity(folder.stays.len());
        let mut been = false;
        for stay in &folder.stays {
            let id: StayId = self.id(Kind::Stay);
            stays::add_bulk(self.tx, &self.stay(id, guest, &folder.person.country, stay, been)?)?;
            been |= stay.state == StayState::Departed;
            ids.push(id);
            self.counts.stays += 1;
        }
        Ok(ids)
    }

    fn stay(&self, id: StayId, guest: GuestId, country: &str, stay: &records::Stay, been: bool) -> Result<stays::Stay> {
        let count = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
        Ok(stays::Stay {
            id,
            guest_id: Some(guest),
            source: "pms".to_owned(),
            // As many digits as the largest hotel needs, so that keys come in order.
            source_key: format!("{:09}", stay.ordinal + 1),
            confirmation: format!("{}{:09}", stay.booked_on.format("%y%m"), stay.ordinal + 1),
            state: stay.state,
            property: String::new(),
            arrival: BusinessDate::new(stay.arrival),
            departure: BusinessDate::new(stay.departure),
            nights: u16::try_from(stay.nights()).unwrap_or_default(),
            arrive_minute: Some(count(stay.arrive_minute)),
            arrived_at_ms: stay.arrived_at.map(|at| self.instant(at)),
            room_no: stay.room.map(Room::number).unwrap_or_default(),
            room_type: stay.room_type.words().to_owned(),
            adults: count(stay.party.adults),
            children: count(stay.party.children),
            babies: count(stay.party.babies),
            channel: stay.channel_words.to_owned(),
            segment: self.segments[stay.channel].clone(),
            country: country.to_owned(),
            repeat_guest: been,
            rate_minor: minor(stay.rate_fen)?,
            room_minor: minor(stay.room_fen())?,
            food_minor: minor(stay.food_fen)?,
            other_minor: minor(stay.other_fen)?,
            payment: stay.payment.to_owned(),
            booked_on: Some(BusinessDate::new(stay.booked_on)),
            status_on: Some(BusinessDate::new(stay.status_on)),
            warnings: if stay.nights() == 0 { vec![StayWarning::ZeroNights] } else { Vec::new() },
            row_digest: RowDigest::default(),
            import_id: None,
        })
    }

    fn tickets(&mut self, guest: GuestId, folder: &Folder, stays: &[StayId]) -> Result<Vec<TicketId>> {
        let mut ids = Vec::with_capacity(folder.complaints.len());
        for complaint in &folder.complaints {
            let scene = Scene {
                guest: Some(guest),
                stay: Some(stays[complaint.stay]),
                room_no: folder.stays[complaint.stay].room.map(Room::number).unwrap_or_default(),
                member: folder.membership.is_some(),
            };
            ids.push(self.ticket(complaint, scene)?);
        }
        Ok(ids)
    }

    pub(super) fn ticket(&mut self, complaint: &Complaint, scene: Scene) -> Result<TicketId> {
        let id: TicketId = self.id(Kind::Ticket);
        let remedy: RemedyId = self.id(Kind::Remedy);
        let date = business_date(complaint.opened);
        let count = self.numbers.entry(date).or_insert(0);
        *count += 1;
        let number = tickets::number(date, self.tx.hotel().desk_letter, *count);
        let hand = |author: Author, local: NaiveDateTime| self.hand(author, local);
        let opened = hand(complaint.opened_by, complaint.opened);
        let (month, before) = self.given_before(date);
        let mut past = Past::open(self.tx, id, number, scene, &intake(complaint), opened)?.after(before);
        let replay = Replay { complaint, words: &self.words, ordinal: self.counts.tickets, now: self.now, hand: &hand };
        replay.work(&mut past, remedy)?;
        self.given_in_month.insert(month, past.given());
        self.counts.tickets += 1;
        let tx = self.tx;
        tickets::add_bulk(tx, &past, || self.id(Kind::TicketPart))?;
        Ok(id)
    }

    /// The sums of the guest's stays, as [`stays::summaries`] has them; a test compares the two.
    fn summary(&self, guest: GuestId, folder: &Folder) -> Result<()> {
        let come = |stay: &&records::Stay| matches!(stay.state, StayState::Departed | StayState::InHouse);
        let departed: Vec<&records::Stay> = folder.stays.iter().filter(|stay| stay.state == StayState::Departed).collect();
        let count = folder.stays.iter().filter(come).count() as i64;
        if count == 0 {
            return Ok(());
        }
        let last = departed.iter().max_by_key(|stay| (stay.departure, stay.arrival, stay.ordinal));
        self.tx.conn().prepare_cached(include_str!("sql/summary.sql"))?.execute(params![
            guest,
            count,
            departed.iter().map(|stay| stay.nights()).sum::<i64>(),
            departed.iter().map(|stay| stay.spend_fen()).sum::<i64>(),
            last.map(|stay| BusinessDate::new(stay.departure)),
            last.and_then(|stay| stay.room).map(Room::number).unwrap_or_default(),
        ])?;
        Ok(())
    }

    fn membership(&mut self, guest: GuestId, membership: &Membership, causes: &Causes<'_>) -> Result<()> {
        let account = FIRST_MEMBER_ACCOUNT + self.counts.members as i64;
        self.counts.members += 1;
        let conn = self.tx.conn();
        conn.prepare_cached(include_str!("sql/member.sql"))?.execute(params![
            guest,
            format!("{:0MEMBER_NO_DIGITS$}", membership.number),
            membership.tier,
            BusinessDate::new(membership.tier_since),
            BusinessDate::new(membership.enrolled),
        ])?;
        conn.prepare_cached("INSERT INTO accounts(id, guest_id) VALUES (?1, ?2)")?.execute(params![account, guest])?;
        conn.prepare_cached("INSERT INTO balances(account, points) VALUES (?1, ?2)")?
            .execute(params![account, membership.balance()])?;
        let entries: Vec<EntryId> = membership.postings.iter().map(|_| self.id(Kind::Entry)).collect();
        let mut lots: Vec<LotId> = Vec::with_capacity(membership.lots.len());
        for lot in &membership.lots {
            let id: LotId = self.id(Kind::Lot);
            conn.prepare_cached(include_str!("sql/lot.sql"))?.execute(params![
                id,
                account,
                entries[lot.posting],
                lot.points,
                lot.left,
                BusinessDate::new(lot.expires)
            ])?;
            lots.push(id);
        }
        for (posting, id) in membership.postings.iter().zip(&entries) {
            self.posting(account, *id, posting, membership, &entries, causes)?;
            for (lot, points) in &posting.uses {
                conn.prepare_cached("INSERT INTO lot_uses(entry_id, lot_id, points) VALUES (?1, ?2, ?3)")?
                    .execute(params![id, lots[*lot], points])?;
            }
        }
        Ok(())
    }

    fn posting(
        &mut self,
        account: i64,
        id: EntryId,
        posting: &Posting,
        membership: &Membership,
        entries: &[EntryId],
        causes: &Causes<'_>,
    ) -> Result<()> {
        let taken_back = posting.reverses.map(|index| &membership.postings[index]);
        let (code, house) = code_and_house(posting.why, taken_back.map(|posting| posting.why));
        let credit = matches!(posting.why, Why::Earn | Why::Goodwill);
        let (from, to) = if credit { (house, account) } else { (account, house) };
        self.house_points[house as usize - 1] += if credit { -posting.points } else { posting.points };
        self.counts.ledger_entries += 1;
        let source = match &posting.cause {
            Cause::Stay(index) => format!("stay:{}", causes.stays[*index]),
            Cause::Complaint(index) => format!("ticket:{}", causes.tickets[*index]),
            Cause::Reward(code) => format!("reward:{code}"),
            Cause::Expiry(date) => format!("expiry:{date}"),
            Cause::Desk => posting.reverses.map_or_else(|| "desk".to_owned(), |index| format!("entry:{}", entries[index])),
        };
        let by = match posting.why {
            Why::Expire => self.person(Role::Administrator),
            Why::Goodwill => self.user(Author::Duty),
            Why::Earn | Why::Redeem | Why::Reverse => self.user(Author::Reception),
        };
        self.tx.conn().prepare_cached(include_str!("sql/posting.sql"))?.execute(params![
            self.counts.ledger_entries as i64,
            id,
            from,
            to,
            posting.points,
            code,
            source,
            memo(posting)?,
            posting.reverses.map(|index| entries[index]),
            self.tx.key(),
            by,
            self.instant(posting.at),
            business_date(posting.at),
        ])?;
        Ok(())
    }

    pub(super) fn id<T: From<RawId>>(&mut self, kind: Kind) -> T {
        let ordinal = self.given[kind as usize];
        self.given[kind as usize] += 1;
        let [first, rest @ ..] = self.seed;
        // Each kind's keys differ in their last bytes: a key says nothing of its kind, and history knows records by key alone.
        let mark = [first.wrapping_add(kind as u8), rest[0], rest[1], rest[2]];
        RawId::in_order(self.at, mark, ordinal).into()
    }

    fn hand(&self, author: Author, local: NaiveDateTime) -> Hand {
        let user = self.user(author);
        let role = self.people.iter().find(|person| person.id == user).map_or(Role::Receptionist, |person| person.role);
        Hand { user, role, at: self.instant(local) }
    }

    pub(super) fn user(&self, author: Author) -> UserId {
        self.person(match author {
            Author::Reception => Role::Receptionist,
            Author::Duty => Role::DutyManager,
            Author::Head => Role::DepartmentHead,
            Author::General => Role::GeneralManager,
        })
    }

    fn person(&self, role: Role) -> UserId {
        let found = self.people.iter().find(|user| user.role == role);
        found.map(|user| user.id).expect("a practice hotel has one person of each role")
    }

    pub(super) fn instant(&self, local: NaiveDateTime) -> Instant {
        let minute = self.clock.at_local(local.date(), local.hour(), local.minute()).unwrap_or(self.at);
        Instant::from_ms(minute.ms() + i64::from(local.second()) * 1_000)
    }
}

/// The day a local time belongs to: it ends at 04:00, as [`HotelClock`] has it for the practice hotel.
pub(super) fn business_date(local: NaiveDateTime) -> BusinessDate {
    let date = BusinessDate::new(local.date());
    if local.hour() < super::DAY_ENDS_HOUR { date.plus_days(-1) } else { date }
}

/// Returns the posting's code and the house's side of it; a reversal uses the side of what it takes back.
fn code_and_house(why: Why, taken_back: Option<Why>) -> (EntryCode, i64) {
    let (code, house) = match why {
        Why::Earn => (EntryCode::Earn, House::Issued),
        Why::Goodwill => (EntryCode::Goodwill, House::Goodwill),
        Why::Redeem => (EntryCode::Redeem, House::Redeemed),
        Why::Expire => (EntryCode::Expire, House::Expired),
        Why::Reverse => match taken_back {
            Some(Why::Goodwill) => (EntryCode::Reverse, House::Goodwill),
            _ => (EntryCode::Reverse, House::Issued),
        },
    };
    (code, house.account().0)
}

fn memo(posting: &Posting) -> Result<String> {
    let Some(Basis { eligible_fen, multiplier_percent }) = posting.basis else { return Ok(posting.memo.to_owned()) };
    let basis = loyalty::Basis {
        eligible_minor: minor(eligible_fen)?,
        multiplier_percent: u32::try_from(multiplier_percent).unwrap_or(100),
        programme: 1,
        tier: super::points::tier_of(multiplier_percent),
        ..loyalty::Basis::default()
    };
    serde_json::to_string(&basis).map_err(|_| broken("a basis that does not serialise"))
}

fn segment_words(channel: &str) -> &'static str {
    match channel {
        "online" => "线上预订",
        "agency" => "旅行社",
        "group" => "团队",
        "corporate" => "协议客户",
        "complementary" => "免费",
        "aviation" => "机组",
        _ => "直接预订",
    }
}

fn minor(fen: i64) -> Result<Minor> {
    Minor::new(fen).ok_or_else(|| broken("a sum beyond its bound"))
}
