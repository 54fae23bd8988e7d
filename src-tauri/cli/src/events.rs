//! `event`, and of `member` the lists, referrals and the word on being contacted.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        ids::{EventId, GuestId, InviteId},
        money::Minor,
        points::Points,
        time::BusinessDate,
    },
    db::{Db, merged},
    guests::{self as people, RecordConsent},
    loyalty::{
        self, MemberRef, Tier,
        events::{self, AnswerInvite, EventCounts, EventKind, InviteMembers, InviteSource, InviteState, LeftOutWhy, PlanEvent},
        lists::{self, DORMANT_MONTHS, ExportMemberList, MemberList, MemberListAsked, MemberListKind},
        referral::{self, ReferMember},
    },
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    steps::word,
    stop::{Outcome, Stop},
};

/// 会员专享活动: plan, ask, answers, who came, what came of it
#[derive(Debug, Subcommand)]
pub(crate) enum EventCommand {
    New(New),
    List(List),
    Show(Show),
    Invite(Invite),
    Answer(TakeAnswer),
    Attended(Attended),
    Effect(ShowEffect),
}

impl EventCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::New(command) => command.run(desk),
            Self::List(command) => command.run(desk),
            Self::Show(command) => command.run(desk),
            Self::Invite(command) => command.run(desk),
            Self::Answer(command) => command.run(desk),
            Self::Attended(command) => command.run(desk),
            Self::Effect(command) => command.run(desk),
        }
    }
}

/// Plan an event under the next number of its month
#[derive(Debug, Args)]
pub(crate) struct New {
    /// What it is called
    #[arg(long)]
    title: String,
    /// members_day, dinner, tasting, family, sports, other
    #[arg(long, default_value = "members_day", value_parser = |text: &str| word(text, EventKind::ALL, EventKind::word))]
    kind: EventKind,
    /// On which day
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: BusinessDate,
    /// Where
    #[arg(long, default_value = "")]
    place: String,
    /// For how many people
    #[arg(long)]
    capacity: u32,
    /// What it may cost, in the hotel's currency
    #[arg(long, default_value = "0")]
    budget: String,
    /// What coming is worth to a member
    #[arg(long, default_value = "0", value_parser = points)]
    points: Points,
    /// How many days afterwards stays are looked at
    #[arg(long, default_value_t = 90)]
    effect_days: u32,
}

/// All events, the one to come or the latest first
#[derive(Debug, Args)]
pub(crate) struct List {}

/// An event with everybody who was asked
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// Its number or record id
    event: String,
}

/// Ask members; who did not agree to be contacted is left out and named
#[derive(Debug, Args)]
#[group(required = true, multiple = false, id = "whom", args = ["tier", "list", "guest"])]
pub(crate) struct Invite {
    /// Its number or record id
    event: String,
    /// Members of this tier, whose last stay is the latest first
    #[arg(long, value_parser = |text: &str| word(text, Tier::ALL, Tier::word))]
    tier: Option<Tier>,
    /// Members of this list, in its order
    #[arg(long, value_parser = |text: &str| word(text, MemberListKind::ALL, MemberListKind::word))]
    list: Option<MemberListKind>,
    /// Of the dormant: after how many months
    #[arg(long, default_value_t = DORMANT_MONTHS)]
    months: u32,
    /// Member number or record id; may be given again
    #[arg(long, value_name = "MEMBER")]
    guest: Vec<String>,
    /// Of a tier or list, at most so many
    #[arg(long, default_value_t = 200)]
    most: u32,
    /// Say whom it would ask and whom not, and ask nobody
    #[arg(long)]
    dry_run: bool,
}

/// Take an answer down: yes, no, unreached
#[derive(Debug, Args)]
pub(crate) struct TakeAnswer {
    /// The event's number or record id
    event: String,
    /// Member number or record id
    member: String,
    /// yes, no, unreached
    #[arg(value_parser = answer_word)]
    answer: InviteState,
    /// In the guest's words
    #[arg(long, default_value = "")]
    words: String,
}

/// Somebody came; points for coming are credited once
#[derive(Debug, Args)]
pub(crate) struct Attended {
    /// The event's number or record id
    event: String,
    /// Member number or record id
    member: String,
    /// They did not come after all: points for coming go back
    #[arg(long)]
    not: bool,
}

/// Stays and spend of those who came, beside those who stayed away
#[derive(Debug, Args)]
pub(crate) struct ShowEffect {
    /// Its number or record id
    event: String,
}

/// Whose points expire soon, who is to be warned of it, whose tier is about to drop, who fell silent
#[derive(Debug, Args)]
pub(crate) struct Lists {
    /// expiring, warning, keeping, dormant; without one, how many are on each
    #[arg(value_parser = |text: &str| word(text, MemberListKind::ALL, MemberListKind::word))]
    list: Option<MemberListKind>,
    /// Of the dormant: after how many months
    #[arg(long, default_value_t = DORMANT_MONTHS)]
    months: u32,
    /// Of who is to be warned: on which day; today where none is named
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<BusinessDate>,
    /// At most so many; not with --csv, which writes all
    #[arg(long, default_value_t = 50, conflicts_with = "csv")]
    limit: u32,
    /// Write all of them into this new file instead; it holds no way to reach anybody
    #[arg(long, value_name = "PATH", requires = "list")]
    csv: Option<PathBuf>,
}

/// Take down who brought whom
#[derive(Debug, Args)]
pub(crate) struct Refer {
    /// Who brought somebody: member number or record id
    referrer: String,
    /// Who was brought: record id or member number
    referred: String,
    /// Where it is known from
    #[arg(long)]
    told: String,
    /// Since when; today where it is not said
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<BusinessDate>,
}

/// Take down whether a guest may be contacted
#[derive(Debug, Args)]
pub(crate) struct Consent {
    /// Member number or record id
    guest: String,
    /// yes, no
    #[arg(value_parser = ["yes", "no"])]
    agreed: String,
    /// Where and how they said so
    #[arg(long)]
    told: String,
}

fn date(text: &str) -> std::result::Result<BusinessDate, String> {
    text.parse().map_err(|error: chrono::ParseError| error.to_string())
}

fn points(text: &str) -> std::result::Result<Points, String> {
    text.parse().ok().and_then(Points::new).ok_or_else(|| "a whole number of points".to_owned())
}

fn answer_word(text: &str) -> std::result::Result<InviteState, String> {
    word(text, &[InviteState::Yes, InviteState::No, InviteState::Unreached], InviteState::word)
}

/// Returns the guest whom a member number or record id names; who that is today is the write's to ask.
fn guest_of(db: &Db, text: &str) -> Result<GuestId> {
    match text.trim().parse::<GuestId>() {
        Ok(guest) => Ok(guest),
        Err(_) => Ok(loyalty::find(db, &MemberRef(text.to_owned()))?.guest),
    }
}

/// Returns the invite of a guest to an event.
fn invite_of(db: &Db, event: &str, member: &str) -> Result<InviteId> {
    let guest = merged::current(db, guest_of(db, member)?)?;
    let page = events::page(db, events::find(db, event)?.id)?;
    let found = page.invites.iter().find(|line| line.guest_id == guest);
    found.map(|line| line.invite).ok_or_else(|| lobby_core::base::error::Common::NotFound { record: "event" }.into())
}

#[derive(Serialize)]
struct Planned {
    event_id: EventId,
    number: String,
}

#[derive(Serialize)]
struct Line {
    event_id: EventId,
    number: String,
    title: String,
    held_on: BusinessDate,
    called_off: bool,
    #[serde(flatten)]
    counts: EventCounts,
}

#[derive(Serialize)]
struct Asked {
    asked: u32,
    already: u32,
    left_out: u32,
    named: Vec<Named>,
}

#[derive(Serialize)]
struct Named {
    guest_id: GuestId,
    name: String,
    why: LeftOutWhy,
}

impl New {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let digits = desk.read(Op::ReadEvents, |db, _| Ok(db.hotel().minor_digits))?;
        let refused = || Stop::refused("bad_value", &[("field", "budget")]);
        let input = PlanEvent {
            title: self.title.clone(),
            kind: self.kind,
            held_on: self.on,
            place: self.place.clone(),
            capacity: self.capacity,
            budget_minor: Minor::parse(&self.budget, digits).ok_or_else(refused)?,
            points: self.points,
            effect_days: self.effect_days,
        };
        let event = desk.write(Op::PlanEvent, &input, |tx| events::plan(tx, &input))?.value;
        Answer::of(&Planned { event_id: event.id, number: event.number })
    }
}

impl List {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let lines = desk.read(Op::ReadEvents, |db, _| events::list(db))?;
        let line = |line: events::EventLine| Line {
            event_id: line.event.id,
            number: line.event.number,
            title: line.event.title,
            held_on: line.event.held_on,
            called_off: !line.event.called_off.is_empty(),
            counts: line.counts,
        };
        Answer::of(&lines.into_iter().map(line).collect::<Vec<_>>())
    }
}

impl Show {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let page = desk.read(Op::ReadEvents, |db, _| events::page(db, events::find(db, &self.event)?.id))?;
        Answer::of(&page)?.for_people(&page.invites)
    }
}

impl Invite {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = desk
            .read(Op::ReadEvents, |db, _| Ok(InviteMembers { event: events::find(db, &self.event)?.id, from: self.from(db)? }))?;
        if self.dry_run {
            let ahead = desk.read(Op::ReadEvents, |db, reading| events::ahead(db, &input, reading.today))?;
            let named = ahead.named.into_iter().map(|left| Named { guest_id: left.guest, name: left.name, why: left.why });
            let (asked, already, left_out) = (ahead.asked, ahead.already, ahead.left_out);
            return Answer::of(&Asked { asked, already, left_out, named: named.collect() });
        }
        let done = desk.write(Op::InviteMembers, &input, |tx| events::invite(tx, &input))?.value;
        let named = desk.read(Op::ReadEvents, |db, _| {
            let named = done
                .named
                .iter()
                .map(|left| Ok(Named { guest_id: left.guest, name: people::get(db, left.guest)?.name, why: left.why }));
            named.collect::<Result<Vec<_>>>()
        })?;
        Answer::of(&Asked { asked: done.asked, already: done.already, left_out: done.left_out, named })
    }

    fn from(&self, db: &Db) -> Result<InviteSource> {
        let list = |kind: MemberListKind| MemberList { kind, months: self.months, on: None };
        Ok(match (self.tier, self.list) {
            (Some(tier), _) => InviteSource::Tier { tier, most: self.most },
            (None, Some(kind)) => InviteSource::List { list: list(kind), most: self.most },
            (None, None) => {
                let guests = self.guest.iter().map(|text| guest_of(db, text)).collect::<Result<Vec<_>>>()?;
                InviteSource::Guests { guests }
            }
        })
    }
}

fn answered(desk: &Desk, event: &str, member: &str, state: InviteState, words: &str) -> Outcome<Answer> {
    let invite = desk.read(Op::ReadEvents, |db, _| invite_of(db, event, member))?;
    let input = AnswerInvite { invite, state, words: words.to_owned() };
    Answer::of(&desk.write(Op::AnswerInvite, &input, |tx| events::answer(tx, &input))?.value)
}

impl TakeAnswer {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        answered(desk, &self.event, &self.member, self.answer, &self.words)
    }
}

impl Attended {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let state = if self.not { InviteState::Absent } else { InviteState::Attended };
        answered(desk, &self.event, &self.member, state, "")
    }
}

impl ShowEffect {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let effect =
            desk.read(Op::ReadEvents, |db, reading| events::effect(db, events::find(db, &self.event)?.id, reading.today))?;
        Answer::of(&effect)?.for_people(&effect.groups)
    }
}

impl Lists {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let list = |kind: MemberListKind| MemberList { kind, months: self.months, on: self.on };
        let Some(kind) = self.list else {
            let counts = desk.read(Op::ReadMemberLists, |db, reading| {
                MemberListKind::ALL.iter().map(|kind| lists::count(db, list(*kind), reading.today)).collect::<Result<Vec<_>>>()
            })?;
            return Answer::of(&counts);
        };
        if let Some(path) = &self.csv {
            let input = ExportMemberList { list: list(kind) };
            return Answer::of(
                &desk.take_out(Op::ExportMemberList, &input, |tx, whole| lists::export(tx, &input, path, whole))?.value,
            );
        }
        let asked = MemberListAsked { list: list(kind), after: None, limit: self.limit };
        Answer::of(&desk.read(Op::ReadMemberLists, |db, reading| lists::page(db, &asked, reading.today))?.members)
    }
}

impl Refer {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = desk.read(Op::ReadMember, |db, _| {
            Ok(ReferMember {
                referrer: guest_of(db, &self.referrer)?,
                referred: guest_of(db, &self.referred)?,
                told: self.told.clone(),
                referred_on: self.on,
            })
        })?;
        Answer::of(&desk.write(Op::ReferMember, &input, |tx| referral::refer(tx, &input))?.value)
    }
}

#[derive(Serialize)]
struct Said {
    guest_id: GuestId,
    agreed: bool,
}

impl Consent {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let guest = desk.read(Op::ReadMember, |db, _| guest_of(db, &self.guest))?;
        let input = RecordConsent { guest, agreed: self.agreed == "yes", told: self.told.clone() };
        desk.write(Op::RecordConsent, &input, |tx| people::record_consent(tx, &input))?;
        Answer::of(&Said { guest_id: guest, agreed: input.agreed })
    }
}
