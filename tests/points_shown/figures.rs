//! Every figure of the programme's report is the count or a sum of the rows that it opens. The report is walked as it goes to
//! the window: a figure that is added to it and is not said here how it is opened fails, and so does a figure of the list that
//! nothing in the report opens.

use std::collections::{BTreeMap, BTreeSet};

use lobby_core::{
    audit::op::Op,
    base::role::Role,
    flows::merge::{self, MergeGuests},
    loyalty::{
        self, Tier,
        benefits::{self, BenefitDeed, ReturnBenefit},
        programme::{self, AdoptProgramme, Programme},
        report::{self, ProgrammeReport, ReportAsked, ReportFigure, ReportRow, ReportRowsAsked, Side},
    },
};
use serde_json::Value;

use super::{GUESTS, code, day, practice, redeem};
use support::hotel::Hotel;

/// Rows of one page: few, so that most figures have several.
const PAGE: u32 = 97;
/// How many points are worth one major unit: a number by which points do not divide, so that roundings show.
const PER_MAJOR: u32 = 3;

/// The rows of a report's figures, each read once.
struct Opened<'h> {
    hotel: &'h Hotel,
    period: ReportAsked,
    read: BTreeMap<(ReportFigure, Option<String>, Option<Tier>), Vec<ReportRow>>,
}

/// Guests of one side who came by one channel in one half year.
#[derive(Default)]
struct Group {
    members: u32,
    others: u32,
    again: i128,
    spend_minor: i128,
}

/// Where in the report a figure stands: of which month or tier.
#[derive(Default, Clone)]
struct Of {
    month: Option<String>,
    tier: Option<Tier>,
}

impl Opened<'_> {
    fn rows(&mut self, figure: ReportFigure, of: &Of) -> &[ReportRow] {
        let (hotel, period) = (self.hotel, self.period);
        self.read.entry((figure, of.month.clone(), of.tier)).or_insert_with(|| {
            let who = hotel.session(Role::GeneralManager);
            let (mut rows, mut skip) = (Vec::new(), Some(0));
            while let Some(behind) = skip {
                let (month, tier) = (of.month.clone(), of.tier);
                let asked = ReportRowsAsked { period, figure, month, tier, skip: behind, limit: PAGE };
                let page = hotel.read(|db| report::rows_of(db, &who, &asked, day("2026-07-14")));
                rows.extend(page.rows);
                skip = page.next;
            }
            rows
        })
    }

    fn count(&mut self, figure: ReportFigure, of: &Of) -> i64 {
        i64::try_from(self.rows(figure, of).len()).expect("a count")
    }

    fn points(&mut self, figure: ReportFigure, of: &Of) -> i64 {
        self.rows(figure, of).iter().map(|row| row.points).sum()
    }

    fn times(&mut self, figure: ReportFigure, of: &Of) -> i64 {
        self.rows(figure, of).iter().map(|row| i64::from(row.postings)).sum()
    }

    /// Sums what rows cost; one that does not say so breaks the figure.
    fn cost(&mut self, figure: ReportFigure, of: &Of) -> i64 {
        self.rows(figure, of).iter().map(|row| row.cost_minor.expect("each row says what it cost").minor()).sum()
    }

    /// Weighs rows of the comparison: a group's non-members stand for as many guests as it has members.
    fn side(&mut self, figure: ReportFigure) -> Side {
        const SCALE: i128 = 1_000_000;
        let mut groups: BTreeMap<(String, bool, String), Group> = BTreeMap::new();
        for row in self.rows(figure, &Of::default()) {
            let of = row.group.clone().expect("each row says with whom it was compared");
            let group = groups.entry((of.year, of.second_half, of.channel)).or_default();
            (group.members, group.others) = (of.members, of.others);
            group.again += i128::from(row.postings > 0);
            group.spend_minor += i128::from(row.spend_minor.expect("spend").minor());
        }
        let own = figure == ReportFigure::ComparedMembers;
        let weigh = |sum: i128, of: &Group| {
            if own { sum * SCALE } else { sum * i128::from(of.members) * SCALE / i128::from(of.others) }
        };
        let stands: i128 = groups.values().map(|group| i128::from(group.members)).sum();
        let again: i128 = groups.values().map(|group| weigh(group.again, group)).sum();
        let spend: i128 = groups.values().map(|group| weigh(group.spend_minor, group)).sum();
        Side {
            guests: u32::try_from(self.count(figure, &Of::default())).expect("a count"),
            again_permille: u32::try_from(again * 1_000 / SCALE / stands).expect("a rate"),
            spend_minor: lobby_core::base::money::Minor::new(i64::try_from(spend / SCALE / stands).expect("a sum"))
                .expect("a sum"),
        }
    }
}

fn worth(points: i64) -> i64 {
    points * 100 / i64::from(PER_MAJOR)
}

fn rate(part: i64, whole: i64) -> i64 {
    part.max(0) * 1_000 / whole
}

/// Returns what the rows behind the figure at `path` come to; none where the report says something that is no figure.
fn reckoned(path: &str, open: &mut Opened<'_>, of: &Of) -> Option<i64> {
    use ReportFigure as F;
    Some(match path {
        "totals.opening" => open.points(F::Opening, of),
        "totals.earned" => open.points(F::Given, of),
        "totals.redeemed" | "months.redeemed" => -open.points(F::Redeemed, of),
        "totals.expired" | "months.expired" => -open.points(F::Expired, of),
        "totals.reversed" => open.points(F::Corrected, of),
        "totals.closing" | "months.closing" => open.points(F::Closing, of),
        "months.earned" => open.points(F::Earned, of),
        "months.goodwill" => open.points(F::Goodwill, of),
        "months.reversed" => open.points(F::Reversed, of),
        "months.adjusted" => open.points(F::Adjusted, of),
        "liability.points" | "liability.months.points" => open.points(F::Held, of),
        "liability.worth_minor" | "liability.months.worth_minor" => worth(open.points(F::Held, of)),
        "liability.months.lots" => open.count(F::Held, of),
        "liability.overdue" => open.points(F::Overdue, of),
        "breakage.issued" | "tiers.issued" => open.points(F::Issued, of),
        "tiers.issued_minor" => worth(open.points(F::Issued, of)),
        "breakage.expired" => -open.points(F::Lapsed, of),
        "breakage.permille" => rate(-open.points(F::Lapsed, of), open.points(F::Issued, of)),
        "breakage.ended_lots" => open.count(F::Ended, of),
        "breakage.expected_permille" => rate(-open.points(F::EndedLapsed, of), open.points(F::Ended, of)),
        "breakage.expected_points" => expected(open, of),
        "breakage.expected_minor" => worth(expected(open, of)),
        "activity.members" => open.count(F::AllMembers, of),
        "activity.joined" | "tiers.members" => open.count(F::Members, of),
        "activity.active" => open.count(F::Active, of),
        "activity.active_permille" => rate(open.count(F::Active, of), open.count(F::AllMembers, of)),
        "activity.redeemers" => open.count(F::Redeemers, of),
        "activity.redeemed" | "tiers.redeemed" => -open.points(F::Spent, of),
        "activity.redeemed_permille" => rate(-open.points(F::Spent, of), open.points(F::Issued, of)),
        "compared.strata" => groups(open.rows(F::ComparedMembers, of)),
        "compared.joined_later" => open.count(F::JoinedLater, of),
        "compared.members.guests" => i64::from(open.side(F::ComparedMembers).guests),
        "compared.members.again_permille" => i64::from(open.side(F::ComparedMembers).again_permille),
        "compared.members.spend_minor" => open.side(F::ComparedMembers).spend_minor.minor(),
        "compared.others.guests" => i64::from(open.side(F::ComparedOthers).guests),
        "compared.others.again_permille" => i64::from(open.side(F::ComparedOthers).again_permille),
        "compared.others.spend_minor" => open.side(F::ComparedOthers).spend_minor.minor(),
        "tiers.rewards" => open.count(F::Rewards, of),
        "tiers.rewards_minor" => open.cost(F::Redemptions, of),
        "tiers.benefits" => open.times(F::Benefits, of),
        "tiers.benefits_minor" => open.cost(F::Benefits, of),
        "tiers.each_minor" => open.cost(F::Cost, of) / open.count(F::Members, of),
        // Rules of the programme and of the report, and the place in the chain: nobody counted them.
        "liability.points_per_major" | "breakage.least" | "compared.nth" | "compared.least" | "head.seq" => return None,
        _ => panic!("{path}: a figure of the report of which nobody says which rows it opens"),
    })
}

fn expected(open: &mut Opened<'_>, of: &Of) -> i64 {
    let rate = rate(-open.points(ReportFigure::EndedLapsed, of), open.points(ReportFigure::Ended, of));
    open.points(ReportFigure::Held, of) * rate / 1_000
}

fn groups(rows: &[ReportRow]) -> i64 {
    let groups: BTreeSet<String> = rows.iter().map(|row| format!("{:?}", row.group)).collect();
    i64::try_from(groups.len()).expect("a count")
}

/// Gives `each` every number of the report with where it stands.
fn walk(value: &Value, path: &str, of: &Of, each: &mut impl FnMut(&str, &Of, i64)) {
    let inner = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Object(fields) => {
            let month = fields.get("month").and_then(Value::as_str).map(str::to_owned);
            let tier = fields.get("tier").and_then(Value::as_str).and_then(Tier::from_word);
            let of = Of { month: month.or(of.month.clone()), tier: tier.or(of.tier) };
            fields.iter().for_each(|(key, value)| walk(value, &inner(key), &of, each));
        }
        Value::Array(values) => values.iter().for_each(|value| walk(value, path, of, each)),
        Value::Number(number) => each(path, of, number.as_i64().expect("a whole number")),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// Asserts that every figure of the period's report is what its rows come to; returns which lists were opened.
fn every_figure_is_its_rows(hotel: &Hotel, period: ReportAsked) -> (ProgrammeReport, BTreeSet<ReportFigure>) {
    let found = hotel.read(|db| report::read(db, &period, day("2026-07-14")));
    let mut open = Opened { hotel, period, read: BTreeMap::new() };
    let mut differing = Vec::new();
    walk(&serde_json::to_value(&found).expect("a report"), "", &Of::default(), &mut |path, of, figure| {
        let rows = reckoned(path, &mut open, of);
        if rows.is_some_and(|rows| rows != figure) {
            differing.push(format!("{path} {:?} {:?}: {figure}, its rows {rows:?}", of.month, of.tier));
        }
    });
    assert!(differing.is_empty(), "{differing:#?}");
    (found, open.read.into_keys().map(|(figure, ..)| figure).collect())
}

/// Does what makes figures and rows differ where one of them forgets it: points given back in another month than the one they
/// were redeemed in, points redeemed without a reward, a benefit taken back, one member merged into another of another tier.
fn disturb(hotel: &Hotel) {
    let period = ReportAsked { from: day("2025-07-15"), to: day("2026-07-14") };
    let mut open = Opened { hotel, period, read: BTreeMap::new() };
    let of = |tier| Of { tier: Some(tier), ..Of::default() };
    let page = hotel.read(|db| programme::page(db, day("2026-07-14")));
    let mut rules = Programme { points_per_major: PER_MAJOR, ..hotel.read(|db| loyalty::programme(db, day("2026-07-14"))) };
    rules.rewards[0].cost_minor = lobby_core::base::money::Minor::ZERO;
    let input = AdoptProgramme { seen: page.newest, valid_from: day("2026-07-14"), rules, why: "重新定价".to_owned() };
    hotel.write(Role::GeneralManager, Op::EditProgramme, &input, |tx| programme::adopt(tx, &input)).expect("adopted");

    let given: Vec<_> = open.rows(ReportFigure::Rewards, &Of::default()).iter().rev().filter_map(|row| row.entry).collect();
    let back = |entry: &lobby_core::base::ids::EntryId| {
        hotel.write(Role::DutyManager, Op::ReversePoints, entry, |tx| loyalty::reverse(tx, *entry)).is_ok()
    };
    assert_eq!(given.iter().filter(|entry| back(entry)).take(3).count(), 3, "old rewards are given back");

    let line = open.rows(ReportFigure::Benefits, &Of::default()).iter().find_map(|row| {
        let log = hotel.read(|db| benefits::of_member(db, &row.guest.into(), day("2026-07-14"))).log;
        log.into_iter().find(|line| line.deed == BenefitDeed::Used && line.returned.is_none()).map(|line| line.id)
    });
    let input = ReturnBenefit { line: line.expect("a benefit that was used"), reason: "记错了人".to_owned() };
    hotel.write(Role::DutyManager, Op::ReturnBenefit, &input, |tx| benefits::take_back(tx, &input)).expect("taken back");

    let who = |open: &mut Opened<'_>, tier| open.rows(ReportFigure::Redemptions, &of(tier))[0].guest;
    let (keep, other) = (who(&mut open, Tier::Gold), who(&mut open, Tier::Silver));
    redeem(hotel, other, 10, None);
    let input = MergeGuests { keep, other, take: Vec::new(), reason: "本人确认".to_owned() };
    hotel.write(Role::DutyManager, Op::MergeGuests, &input, |tx| merge::merge(tx, &input)).expect("merged");
}

#[test]
fn every_figure_of_the_report_is_the_rows_that_it_opens() {
    let (_folder, store) = practice(GUESTS);
    let hotel = Hotel::around(store, 0).expect("people");
    disturb(&hotel);
    let year = ReportAsked { from: day("2025-07-15"), to: day("2026-07-14") };
    let (found, opened) = every_figure_is_its_rows(&hotel, year);
    let all: BTreeSet<ReportFigure> = ReportFigure::ALL.iter().copied().collect();
    assert_eq!(opened, all, "nothing of the report opens the others");
    assert!(
        found.compared.enough && found.tiers.iter().all(|tier| tier.benefits > 0 || tier.tier == Tier::Base),
        "there is something to add up"
    );
    every_figure_is_its_rows(&hotel, ReportAsked { from: day("2026-01-01"), to: day("2026-03-31") });
    every_figure_is_its_rows(&hotel, ReportAsked { from: day("2026-07-14"), to: day("2026-07-14") });
}

#[test]
fn the_guests_of_the_comparison_are_a_page_for_who_may_see_the_list_of_guests() {
    let (_folder, store) = practice(GUESTS);
    let hotel = Hotel::around(store, 0).expect("people");
    let period = ReportAsked { from: day("2025-07-15"), to: day("2026-07-14") };
    let figure = ReportFigure::ComparedOthers;
    let asked = ReportRowsAsked { period, figure, month: None, tier: None, skip: 0, limit: 20 };
    let read = |role: Role, asked: &ReportRowsAsked| {
        let who = hotel.session(role);
        hotel.store.read(&who, Op::ReadProgrammeReport, |db| report::rows_of(db, &who, asked, day("2026-07-14")))
    };
    for (role, expected) in [
        (Role::GeneralManager, "done"),
        (Role::DutyManager, "done"),
        (Role::DataOfficer, "done"),
        (Role::DepartmentHead, "not_allowed"),
        (Role::Receptionist, "not_allowed"),
        (Role::Administrator, "not_allowed"),
    ] {
        assert_eq!(code(&read(role, &asked)), expected, "{role:?}");
    }
    let first = read(Role::GeneralManager, &asked).expect("a page");
    assert_eq!((first.rows.len(), first.next), (20, Some(20)), "so many, and behind how many the next begins");
    assert!(first.rows.iter().all(|row| row.member_no.0.is_empty() && row.tier.is_none()), "they are no members");
    let second = read(Role::GeneralManager, &ReportRowsAsked { skip: 20, ..asked.clone() }).expect("the next page");
    let guests: BTreeSet<_> = first.rows.iter().chain(&second.rows).map(|row| row.guest).collect();
    assert_eq!(guests.len(), 40, "nobody stands on both");
    for wrong in [
        ReportRowsAsked { limit: 0, ..asked.clone() },
        ReportRowsAsked { limit: report::PAGE_MAX + 1, ..asked.clone() },
        ReportRowsAsked { month: Some("2026-07".to_owned()), ..asked.clone() },
        ReportRowsAsked { tier: Some(Tier::Gold), ..asked.clone() },
        ReportRowsAsked { month: Some("July".to_owned()), figure: ReportFigure::Earned, ..asked.clone() },
    ] {
        assert_eq!(code(&read(Role::GeneralManager, &wrong)), "bad_value", "{wrong:?}");
    }
}
