//! Two hotels with the same guests: one lives a year under the rules that Lobby comes with and asks what a draft would have
//! done; the other lives the same year under the draft. Every figure of the first must be the second's ledger.

use lobby_core::{
    audit::op::Op,
    base::{ids::GuestId, role::Role, time::BusinessDate},
    flows::check_out::check_out,
    loyalty::{
        self, EarnBill, Tier, departures,
        page::{self, MemberQuery},
        pending,
        programme::{
            Asks, Caps, FOOD, ForeignCurrency, Outlet, Programme, Promotion, PromotionEffect, ROOM, TierPeriod,
            effect::{self, EffectQuery, ProgrammeEffect},
        },
        statement::Source,
        tiers::{self, SetTier, run},
    },
    stays::CheckOut,
};

use super::{adopt, balanced, bill, day, member, minor, points, today};
use support::{
    hotel::{Hotel, code, hotel},
    stays::{Like, leaving_today, left_today},
};

/// First day of the year that both live.
const BEGINS: &str = "2026-07-14";
/// Days that a stay's points wait in the draft.
const WAIT_DAYS: u32 = 10;

/// What happens on a day.
enum Happens {
    /// A guest leaves: who, nights, room and restaurant in yuan, channel.
    Leaves(usize, i64, i64, i64, &'static str),
    /// A guest eats or bathes: who, outlet, yuan.
    Pays(usize, &'static str, i64),
    /// The general manager gives a tier: whom, which, for how many days.
    Given(usize, Tier, i64),
}

/// The year, by days since its first.
fn year() -> Vec<(u64, Happens)> {
    use Happens::{Given, Leaves, Pays};
    vec![
        (0, Leaves(0, 2, 1_300, 257, "携程")),
        (3, Pays(0, FOOD, 333)),
        (10, Leaves(1, 9, 9_000, 480, "协议")),
        (20, Leaves(0, 9, 2_400, 999, "直销")),
        (35, Given(2, Tier::Gold, 60)),
        (40, Leaves(2, 1, 700, 0, "携程")),
        (45, Leaves(1, 4, 3_333, 1_000, "携程")),
        (47, Pays(1, "spa", 600)),
        (60, Leaves(3, 1, 500, 20, "飞猪")),
        (75, Leaves(0, 4, 3_900, 45, "携程")),
        (80, Leaves(3, 2, 1_800, 130, "携程")),
        (150, Leaves(0, 1, 999, 0, "携程")),
        (180, Leaves(2, 2, 1_599, 300, "直销")),
        (190, Leaves(1, 2, 2_001, 50, "携程")),
        (200, Leaves(3, 5, 5_005, 505, "携程")),
        (201, Leaves(3, 1, 808, 88, "携程")),
        (250, Leaves(3, 1, 606, 0, "携程")),
        (290, Leaves(2, 1, 640, 64, "携程")),
        (330, Leaves(1, 1, 1_111, 11, "直销")),
    ]
}

/// How a departure comes to be known.
#[derive(Clone, Copy, PartialEq)]
enum Known {
    /// The desk checks the guest out.
    ByDesk,
    /// The PMS's file brings it; the run of the next morning credits it.
    ByFile,
}

/// Lives the year under the rules of `rules`, or those that Lobby comes with.
fn lived(rules: Option<Programme>) -> (Hotel, Vec<GuestId>) {
    lived_as(rules, Known::ByDesk)
}

fn lived_as(rules: Option<Programme>, known: Known) -> (Hotel, Vec<GuestId>) {
    let hotel = hotel();
    let names =
        [("王建国", "138 1234 8812"), ("李雷", "139 0000 0002"), ("韩梅梅", "137 0000 0003"), ("周启明", "136 0000 0004")];
    let guests: Vec<GuestId> = names.iter().map(|(name, phone)| member(&hotel, name, phone)).collect();
    if let Some(rules) = rules {
        adopt(&hotel, rules).expect("kept");
    }
    let mut at = 0;
    for (number, (on, happens)) in year().into_iter().enumerate() {
        if known == Known::ByFile && at < on {
            next_morning(&hotel);
            at += 1;
        }
        hotel.pass_minutes((on - at) * 24 * 60);
        at = on;
        match happens {
            Happens::Leaves(who, nights, room, food, channel) => {
                let like = Like { nights, room: room * 100, food: food * 100, channel };
                match known {
                    Known::ByDesk => leaves(&hotel, guests[who], &like),
                    Known::ByFile => drop(left_today(&hotel, guests[who], &like)),
                }
            }
            Happens::Pays(who, outlet, sum) => {
                let credited = bill(&hotel, guests[who], outlet, sum * 100, &number.to_string());
                assert!(credited.is_ok() || code(&credited) == "cap_reached", "credited, or more than a cap allows");
            }
            Happens::Given(who, tier, days) => given(&hotel, guests[who], tier, days),
        }
    }
    match known {
        Known::ByDesk => hotel.pass_minutes(24 * 60),
        Known::ByFile => next_morning(&hotel),
    }
    balanced(&hotel);
    (hotel, guests)
}

/// Lets the night pass and credits the departures of the day before, as they were foreseen.
fn next_morning(hotel: &Hotel) {
    let on = today(hotel);
    hotel.pass_minutes(24 * 60);
    let user = hotel.session(Role::DutyManager).user;
    let foreseen = hotel.read(|db| departures::preview(db, on, (today(hotel), user)));
    let made = hotel.write(Role::DutyManager, Op::CreditDepartures, &on, |tx| departures::run(tx, on)).expect("run").value;
    assert_eq!((foreseen.stays, foreseen.points), (made.stays, made.points), "the run is what its preview said");
}

fn leaves(hotel: &Hotel, guest: GuestId, like: &Like<'_>) {
    let input = CheckOut { stay_id: leaving_today(hotel, guest, like), bill: None };
    hotel.write(Role::Receptionist, Op::CheckOut, &input, |tx| check_out(tx, &input)).expect("gone");
}

fn given(hotel: &Hotel, guest: GuestId, tier: Tier, days: i64) {
    let until = today(hotel).plus_days(days);
    let input = SetTier { member: guest.into(), tier, reason: "合作伙伴".to_owned(), until };
    hotel.write(Role::GeneralManager, Op::SetTier, &input, |tx| tiers::set(tx, &input)).expect("given");
}

/// Every kind of rule at once.
fn draft() -> Programme {
    let mut rules = Programme::standard(2);
    rules.earning.outlets = vec![
        Outlet { code: ROOM.to_owned(), percent: 120 },
        Outlet { code: FOOD.to_owned(), percent: 150 },
        Outlet { code: "spa".to_owned(), percent: 80 },
    ];
    rules.earning.excluded_channels.push("飞猪".to_owned());
    rules.earning.caps =
        Caps { per_stay: Some(points(6_000)), per_day: None, per_month: Some(points(7_000)), per_year: Some(points(11_000)) };
    let promotion = Promotion {
        words: "暑期餐饮双倍".to_owned(),
        from: day("2026-07-20"),
        until: day("2026-08-31"),
        outlets: vec![FOOD.to_owned()],
        channels: Vec::new(),
        tiers: Vec::new(),
        min_spend_minor: minor(10_000),
        effect: PromotionEffect::Multiplier(200),
    };
    let bonus = Promotion {
        words: "直销礼".to_owned(),
        from: day("2026-10-01"),
        until: day("2027-07-01"),
        outlets: Vec::new(),
        channels: vec!["直销".to_owned()],
        tiers: vec![Tier::Silver, Tier::Gold],
        effect: PromotionEffect::Bonus(points(88)),
        ..promotion.clone()
    };
    rules.earning.promotions = vec![promotion, bonus];
    rules.tier_period = TierPeriod::CalendarYear;
    rules.tier_kept_months = 3;
    rules.soft_landing = true;
    let silver = &mut rules.tiers[1];
    (silver.nights, silver.stays, silver.multiplier_percent) = (5, 2, 115);
    let gold = &mut rules.tiers[2];
    (gold.nights, gold.stays, gold.asks, gold.spend_minor) = (9, 2, Asks::All, minor(800_000));
    (rules.pending.stay_days, rules.pending.bill_days) = (WAIT_DAYS, 5);
    rules
}

fn asked(hotel: &Hotel, rules: &Programme) -> ProgrammeEffect {
    let query = EffectQuery { rules: rules.clone(), from: Some(day(BEGINS)), until: None };
    hotel.read(|db| effect::effect(db, &query, today(hotel)))
}

/// What the ledger of `hotel` gave for stays and bills: all of it, and by the tier it was earned with.
fn posted(hotel: &Hotel, guests: &[GuestId]) -> (i64, Vec<(Tier, i64)>) {
    let mut by_tier: Vec<(Tier, i64)> = Tier::ALL.iter().map(|tier| (*tier, 0)).collect();
    for guest in guests {
        let query = MemberQuery { member: (*guest).into(), since: None, today: today(hotel) };
        for line in hotel.read(|db| page::page(db, &query)).statement.lines {
            assert!(matches!(line.source, Source::Stay(_) | Source::Bill(_)), "nothing else was credited: {:?}", line.source);
            let tier = line.basis.and_then(|basis| basis.tier).expect("the tier is told");
            let own = by_tier.iter_mut().find(|(one, _)| *one == tier).expect("every tier is listed");
            own.1 += line.points.count();
        }
    }
    (by_tier.iter().map(|(_, points)| points).sum(), by_tier)
}

/// Lets the days of waiting pass and posts what waited.
fn all_posted(hotel: &Hotel) {
    hotel.pass_minutes(u64::from(WAIT_DAYS) * 24 * 60);
    let on = today(hotel);
    hotel.write(Role::DutyManager, Op::PostDue, &on, |tx| pending::post_due(tx, on)).expect("posted");
    balanced(hotel);
}

fn would(effect: &ProgrammeEffect) -> (i64, Vec<(Tier, i64)>) {
    (effect.would, effect.by_tier.iter().map(|one| (one.tier, one.would)).collect())
}

type Edit = fn(&mut Programme);

#[test]
fn what_a_draft_would_have_done_is_what_a_year_under_it_did() {
    let (asking, guests) = lived(None);
    let (under_it, same_guests) = lived(Some(draft()));
    let found = asked(&asking, &draft());
    let waiting = asked(&under_it, &draft());
    assert_eq!((waiting.would, posted(&under_it, &same_guests).0), (waiting.did, 0), "what waits for its day is given, too");
    all_posted(&under_it);
    let real = posted(&under_it, &same_guests);
    assert_eq!(would(&found), real, "what would have been is what was");
    assert_eq!(found.did, posted(&asking, &guests).0, "and what was under the old rules is the asking hotel's own ledger");
    let of_itself = asked(&under_it, &draft());
    assert_eq!(of_itself.would, of_itself.did, "a hotel that lives under the draft gains nothing by it");
    for outlet in &of_itself.by_outlet {
        assert_eq!(outlet.would, outlet.did, "at no outlet: {}", outlet.outlet);
    }
    assert_eq!(found.by_outlet.iter().map(|one| one.would).sum::<i64>(), found.would, "outlets add up to all of it");
    assert_eq!((found.stays, found.bills), (16, 2));
    // The control: leave any one rule out of the draft, and the figures are not the year's any more.
    let left_out: &[(&str, Edit)] = &[
        ("an outlet's percentage", |rules| rules.earning.outlets[1].percent = 100),
        ("the excluded channel", |rules| rules.earning.excluded_channels.clear()),
        ("the cap of a stay", |rules| rules.earning.caps.per_stay = None),
        ("the cap of a month", |rules| rules.earning.caps.per_month = None),
        ("the cap of a year", |rules| rules.earning.caps.per_year = None),
        ("the first promotion", |rules| drop(rules.earning.promotions.remove(0))),
        ("the promotion's days", |rules| rules.earning.promotions[0].until = day("2026-07-31")),
        ("the promotion's least spend", |rules| rules.earning.promotions[0].min_spend_minor = minor(99_999_900)),
        ("the second promotion", |rules| drop(rules.earning.promotions.remove(1))),
        ("the promotion's channels", |rules| rules.earning.promotions[1].channels.clear()),
        ("the promotion's tiers", |rules| rules.earning.promotions[1].tiers.clear()),
        ("a tier's multiplier", |rules| rules.tiers[1].multiplier_percent = 110),
        ("the stays that a tier asks for", |rules| rules.tiers[1].stays = 0),
        ("that a tier asks for all", |rules| rules.tiers[2].asks = Asks::Either),
        ("the calendar year", |rules| rules.tier_period = TierPeriod::Rolling),
    ];
    for (rule, edit) in left_out {
        let mut rules = draft();
        edit(&mut rules);
        assert_ne!(
            would(&asked(&asking, &rules)),
            real,
            "without {rule} the preview would be another, or the year does not try it"
        );
    }
}

#[test]
fn a_year_that_files_brought_is_what_the_draft_said_of_it() {
    let (asking, guests) = lived_as(None, Known::ByFile);
    let (under_it, same_guests) = lived_as(Some(draft()), Known::ByFile);
    let found = asked(&asking, &draft());
    all_posted(&under_it);
    assert_eq!(would(&found), posted(&under_it, &same_guests), "what would have been is what was");
    assert_eq!(found.did, posted(&asking, &guests).0, "and what was under the old rules is the asking hotel's own ledger");
    assert_eq!(found.did, posted(&lived(None).0, &guests).0, "a file gives what the desk would have given");
}

#[test]
fn bills_of_another_currency_are_counted_again_by_the_drafts_own_rate() {
    let rated = |percent: Option<u32>| {
        let mut rules = Programme::standard(2);
        rules.earning.currencies =
            percent.map(|percent| ForeignCurrency { code: "USD".to_owned(), percent }).into_iter().collect();
        rules
    };
    let paid = |rules: Programme| {
        let hotel = hotel();
        let guest = member(&hotel, "王建国", "138 1234 8812");
        adopt(&hotel, rules).expect("kept");
        bill(&hotel, guest, "spa", 30_000, "1").expect("in the house's own");
        let (outlet, currency) = ("spa".to_owned(), Some("USD".to_owned()));
        let foreign =
            EarnBill { member: guest.into(), outlet, sum_minor: minor(10_050), currency, bill: "2".to_owned(), on: None };
        let credited = hotel.write(Role::Receptionist, Op::EarnPoints, &foreign, |tx| loyalty::earn_bill(tx, &foreign));
        assert!(credited.is_ok() || code(&credited) == "no_such_currency", "credited, or no rate for it");
        hotel.pass_minutes(24 * 60);
        (posted(&hotel, &[guest]).0, hotel)
    };
    let (did, asking) = paid(rated(Some(710)));
    assert_eq!(did, 300 + 713);
    for percent in [Some(710), Some(800), Some(1), None] {
        let found = asked(&asking, &rated(percent));
        assert_eq!((found.did, found.would), (did, paid(rated(percent)).0), "at {percent:?} hundredths");
        assert_eq!(found.by_outlet.iter().map(|one| one.would).sum::<i64>(), found.would);
    }
}

#[test]
fn how_many_members_each_tier_would_have_is_what_a_run_makes() {
    let (hotel, _) = lived(None);
    // Of the last full year and the one that runs hardly anybody has anything, and what was kept for months is over.
    hotel.pass_minutes(400 * 24 * 60);
    let on: BusinessDate = today(&hotel);
    let foreseen = asked(&hotel, &draft()).tiers;
    adopt(&hotel, draft()).expect("kept");
    let preview = hotel.read(|db| run::preview(db, on, on));
    let real = hotel.write(Role::GeneralManager, Op::RunTiers, &on, |tx| run::run(tx, on)).expect("run").value;
    assert_eq!(real.tiers, foreseen, "the editor's figures are the run's");
    assert_eq!(preview.run, real, "and so are those of the run's own preview");
    assert_eq!(preview.lines.len(), (real.rose + real.fell) as usize, "each of them by name");
    assert!(real.fell > 0, "the year lets somebody fall: {real:?}");
    let left_out: &[(&str, Edit)] = &[
        ("the soft landing", |rules| rules.soft_landing = false),
        ("the months that a tier is kept", |rules| rules.tier_kept_months = 120),
    ];
    let (again, _) = lived(None);
    again.pass_minutes(400 * 24 * 60);
    for (rule, edit) in left_out {
        let mut rules = draft();
        edit(&mut rules);
        assert_ne!(asked(&again, &rules).tiers, real.tiers, "without {rule} the figures would be others");
    }
}
