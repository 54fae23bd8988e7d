use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days};

use super::{
    cast::{WANG_NUMBER, WANG_PHONE},
    figures::{Draws, FEN_PER_CENT},
    house::Room,
    names::NameLists,
    records::{Folder, Standing, Stay, Why},
    *,
};
use crate::{guests::PreferenceKind, loyalty::Tier, stays::StayState};

/// What the screens show of the account of scenario A's arrival.
const WANG_BALANCE: i64 = 12_480;
const WANG_ENDING: i64 = 1_200;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 7, 14).expect("a date")
}

fn made(guests: u64) -> impl Iterator<Item = Folder> {
    Practice { guests, seed: 1, today: today() }.folders().expect("a practice hotel of that size")
}

fn digest(guests: u64, seed: u64) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for folder in (Practice { guests, seed, today: today() }).folders().expect("a practice hotel") {
        hasher.update(format!("{folder:?}").as_bytes());
    }
    hasher.finalize()
}

#[test]
fn the_same_seed_makes_the_same_hotel_and_another_seed_another() {
    assert_eq!(digest(600, 1), digest(600, 1), "same guests, seed and day: same content");
    assert_ne!(digest(600, 1), digest(600, 2), "another seed makes other people");
}

#[test]
fn a_hotel_has_as_many_guests_as_asked_and_too_few_are_refused() {
    for guests in [GUESTS_MIN, 250, 1_000] {
        assert_eq!(made(guests).count() as u64, guests, "{guests} asked");
    }
    for guests in [0, GUESTS_MIN - 1, GUESTS_MAX + 1] {
        let refused = Practice { guests, seed: 1, today: today() }.folders().map(|_| ());
        assert_eq!(refused.map_err(|error| error.code()), Err("practice_size"), "{guests}");
    }
}

#[test]
fn a_guest_has_about_three_stays_and_five_postings() {
    let (mut stays, mut postings) = (0, 0);
    for folder in made(10_000) {
        stays += folder.stays.len();
        postings += folder.membership.map_or(0, |membership| membership.postings.len());
    }
    assert!((29_000..31_500).contains(&stays), "{stays} stays for 10,000 guests");
    assert!((46_000..56_000).contains(&postings), "{postings} postings for 10,000 guests");
}

/// Half the sum of the differences of two shares: 0 where they are the same, 1 where they have nothing in common.
fn distance<K: Ord + Clone>(ours: &BTreeMap<K, u64>, theirs: &BTreeMap<K, u64>) -> f64 {
    let total = |counts: &BTreeMap<K, u64>| counts.values().sum::<u64>().max(1) as f64;
    let share = |counts: &BTreeMap<K, u64>, key: &K| counts.get(key).copied().unwrap_or(0) as f64 / total(counts);
    let keys: BTreeSet<&K> = ours.keys().chain(theirs.keys()).collect();
    keys.into_iter().map(|key| (share(ours, key) - share(theirs, key)).abs()).sum::<f64>() / 2.0
}

fn counted<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, u64> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_insert(0) += 1;
    }
    counts
}

fn indexed(counts: &[u64]) -> BTreeMap<usize, u64> {
    counts.iter().copied().enumerate().filter(|(_, count)| *count > 0).collect()
}

/// Stays from before the days that belong to the crowd of today and to the scenes.
fn settled(folders: &[Folder]) -> Vec<&Stay> {
    let before = today() - Days::new(60);
    folders.iter().flat_map(|folder| &folder.stays).filter(|stay| stay.arrival < before).collect()
}

fn lead_bucket(draws: &Draws, stay: &Stay) -> usize {
    let lead = (stay.arrival - stay.booked_on).num_days() as u32;
    draws.figures.lead_edges_days.partition_point(|edge| *edge <= lead) - 1
}

fn close(what: &str, found: f64, most: f64) {
    assert!(found <= most, "{what}: {found:.4} away from the figures, {most} allowed");
}

#[test]
fn the_hotel_follows_the_figures() {
    let draws = Draws::load().expect("figures");
    let folders: Vec<Folder> = made(30_000).collect();
    let stays = settled(&folders);
    let figures = &draws.figures;
    let channels = figures.channels.iter().map(|channel| channel.bookings).collect::<Vec<_>>();
    close("channels", distance(&counted(stays.iter().map(|stay| stay.channel)), &indexed(&channels)), 0.01);
    let weekday = |stay: &&Stay| stay.arrival.weekday().num_days_from_monday() as usize;
    close("weekdays", distance(&counted(stays.iter().map(weekday)), &indexed(&figures.arrivals_by_weekday)), 0.02);
    let parties = figures.parties.iter().map(|party| ((party.adults, party.children, party.babies), party.bookings)).collect();
    let party = |stay: &&Stay| (stay.party.adults, stay.party.children, stay.party.babies);
    close("parties", distance(&counted(stays.iter().map(party)), &parties), 0.01);
    for (index, channel) in figures.channels.iter().enumerate().filter(|(_, channel)| channel.bookings > 5_000) {
        let name = channel.channel.as_str();
        let own: Vec<&Stay> = stays.iter().copied().filter(|stay| stay.channel == index).collect();
        let nights = counted(own.iter().map(|stay| stay.nights() as usize));
        close(&format!("{name}, nights"), distance(&nights, &indexed(&channel.nights)), 0.03);
        let leads = counted(own.iter().map(|stay| lead_bucket(&draws, stay)));
        close(&format!("{name}, lead time"), distance(&leads, &indexed(&channel.lead_days)), 0.04);
        let months = counted(own.iter().map(|stay| stay.arrival.month0() as usize));
        close(&format!("{name}, months"), distance(&months, &indexed(&channel.arrivals_by_month)), 0.05);
        let share = |state: StayState| own.iter().filter(|stay| stay.state == state).count() as f64 / own.len() as f64;
        let theirs = |counts: &[u64]| counts.iter().sum::<u64>() as f64 / channel.bookings as f64;
        close(&format!("{name}, cancelled"), (share(StayState::Cancelled) - theirs(&channel.cancelled)).abs(), 0.02);
        close(&format!("{name}, no-show"), (share(StayState::NoShow) - theirs(&channel.no_show)).abs(), 0.01);
        let mean = own.iter().map(|stay| stay.rate_fen as f64).sum::<f64>() / own.len() as f64;
        close(&format!("{name}, rate"), (mean / (channel.rate_mean_cents as f64 * FEN_PER_CENT) - 1.0).abs(), 0.04);
    }
}

#[test]
fn the_countries_are_those_of_the_figures_with_home_and_neighbours_exchanged() {
    let (draws, names) = (Draws::load().expect("figures"), NameLists::load().expect("names"));
    let ours = counted(made(30_000).map(|folder| names.source_code(&folder.person.country).to_owned()));
    close("countries", distance(&ours, &draws.figures.countries.iter().cloned().collect()), 0.015);
}

#[test]
fn a_hotel_that_ignores_the_figures_would_be_noticed() {
    let draws = Draws::load().expect("figures");
    let even = (0..12).map(|month| (month, 1)).collect();
    let months = indexed(&draws.figures.channels[0].arrivals_by_month);
    assert!(distance(&even, &months) > 0.05, "arrivals spread evenly over the year must fail the comparison");
    let all_two_nights = BTreeMap::from([(2usize, 1u64)]);
    assert!(distance(&all_two_nights, &indexed(&draws.figures.channels[0].nights)) > 0.03, "so must equal lengths");
}

#[test]
fn no_room_is_given_twice_in_a_night_of_the_window() {
    // The last does not fit into fifteen years of the house: its far past is denser, the window never is.
    for guests in [GUESTS_MIN, 2_000, 120_000] {
        let mut taken: BTreeSet<(Room, NaiveDate)> = BTreeSet::new();
        let from = today() - Days::new(30);
        for stay in made(guests).flat_map(|folder| folder.stays).filter(Stay::occupies) {
            let Some(room) = stay.room else { continue };
            let nights = stay.arrival.iter_days().take(stay.nights() as usize).filter(|night| *night >= from);
            for night in nights {
                assert!(taken.insert((room, night)), "room {} twice in the night of {night}, {guests} guests", room.number());
            }
        }
    }
}

#[test]
fn today_looks_like_the_day_on_the_screens() {
    let stays: Vec<Stay> = made(2_000).flat_map(|folder| folder.stays).collect();
    let count = |wanted: &dyn Fn(&Stay) -> bool| stays.iter().filter(|stay| wanted(stay)).count();
    let arrives = |stay: &Stay| stay.arrival == today() && stay.occupies();
    let leaves = |stay: &Stay| stay.departure == today() && stay.occupies() && stay.arrival < today();
    assert_eq!(count(&arrives), 38, "arrivals");
    assert_eq!(count(&|stay| arrives(stay) && stay.state == StayState::InHouse), 11, "of them here already");
    assert_eq!(count(&leaves), 41, "departures");
    assert_eq!(count(&|stay| leaves(stay) && stay.state == StayState::Departed), 29, "of them gone already");
    assert_eq!(count(&|stay| stay.state == StayState::InHouse), 164, "in the house");
    let rooms: Vec<Room> = stays.iter().filter(|stay| stay.state == StayState::InHouse).filter_map(|stay| stay.room).collect();
    assert_eq!(rooms.iter().collect::<BTreeSet<_>>().len(), rooms.len(), "each in a room of their own");
    assert!(stays.iter().any(|stay| stay.state == StayState::Booked && stay.arrival > today()), "and some are booked ahead");
}

#[test]
fn the_arrival_of_scenario_a_is_as_the_scenario_says() {
    let wang = made(GUESTS_MIN).next().expect("the first guest");
    let stay = wang.stays.last().expect("his stay of today");
    assert_eq!((wang.person.name.as_str(), wang.contacts[0].value.as_str()), ("王建国", WANG_PHONE));
    assert_eq!((stay.arrival, stay.nights(), stay.state, stay.arrive_minute), (today(), 3, StayState::Booked, 15 * 60 + 30));
    assert_eq!(stay.room.map(Room::number).as_deref(), Some("1206"), "his room");
    assert_eq!(wang.stays.len(), 7, "his seventh stay");
    assert_eq!(wang.stays.iter().take(6).map(Stay::nights).sum::<i64>(), 19, "nights before");
    assert_eq!(wang.stays.iter().take(6).map(Stay::spend_fen).sum::<i64>(), 18_240 * 100, "spent before");
    assert_eq!(wang.promises[0].standing, Standing::Open, "the promise is still owed");
    let membership = wang.membership.expect("he is a member");
    assert_eq!((membership.number, membership.tier), (WANG_NUMBER, Tier::Gold));
    assert_eq!(membership.balance(), WANG_BALANCE, "points");
    let month_end = NaiveDate::from_ymd_opt(2026, 7, 31).expect("a date");
    let ending: i64 = membership.lots.iter().filter(|lot| lot.expires == month_end).map(|lot| lot.left).sum();
    assert_eq!(ending, WANG_ENDING, "points that end this month");
    let birthday = wang.person.born.and_then(lunar::lunar_day);
    assert_eq!(birthday, lunar::lunar_day(today() + Days::new(5)), "birthday in five days, by the lunar calendar");
}

#[test]
fn the_other_scenes_are_staged() {
    let folders: Vec<Folder> = made(GUESTS_MIN).collect();
    let in_room = |number: &str| {
        let here = |stay: &&Stay| {
            stay.room.map(Room::number).as_deref() == Some(number) && stay.departure >= today() && stay.arrival <= today()
        };
        folders.iter().find(|folder| folder.stays.iter().any(|stay| here(&stay))).unwrap_or_else(|| panic!("nobody in {number}"))
    };
    let namesake = in_room("0633");
    assert_eq!(namesake.person.name, "王建国", "the namesake");
    assert!(namesake.contacts[0].value.ends_with("5521"), "told apart by the phone");
    assert_eq!(namesake.person.born.map(|born| (born.month(), born.day())), Some((11, 3)), "and by the birthday");
    let li = in_room("0915");
    assert_eq!((li.person.name.as_str(), li.stays.len()), ("李慧敏", 3), "scenario B's guest, third stay");
    assert_eq!(li.stays[2].state, StayState::InHouse, "in the house");
    assert_eq!(li.complaints.len(), 1, "one complaint before");
    let sun = in_room("1108");
    assert!(sun.complaints[0].closed.is_none() && sun.complaints[0].callback.is_some(), "an open complaint with a call-back");
    assert!(in_room("1015").preferences.iter().any(|one| one.kind == PreferenceKind::Health), "an allergy");
    assert_eq!(in_room("1201").person.vip, "V2", "a VIP");
    for (number, nth) in [("0820", 3), ("1202", 4), ("1210", 11), ("0907", 1), ("0511", 2)] {
        assert_eq!(in_room(number).stays.len(), nth, "{number}: which stay it is");
    }
}

#[test]
fn nobody_else_near_today_looks_like_the_scenes() {
    for folder in made(3_000).skip(cast::CAST.len()) {
        let near = folder.stays.iter().any(|stay| stay.arrival <= today() && stay.departure >= today() && stay.occupies());
        if near {
            assert_ne!(folder.person.name, "王建国", "a third namesake would spoil the scene");
            assert!(folder.contacts.iter().all(|contact| !contact.value.ends_with("8812")), "the tail is the scene's");
        }
    }
}

#[test]
fn points_add_up_lot_by_lot_and_never_fall_below_nought() {
    let mut kinds = BTreeSet::new();
    for folder in made(4_000) {
        let Some(membership) = folder.membership else { continue };
        let (mut balance, mut left) = (0, membership.lots.iter().map(|lot| lot.points).collect::<Vec<_>>());
        let mut latest = membership.postings[0].at;
        for posting in &membership.postings {
            kinds.insert(posting.why);
            assert!(posting.points > 0 && posting.at >= latest, "postings are positive and in order");
            latest = posting.at;
            let gives = matches!(posting.why, Why::Earn | Why::Goodwill);
            balance += if gives { posting.points } else { -posting.points };
            assert!(balance >= 0, "guest {}: balance below nought", folder.ordinal);
            for (lot, points) in &posting.uses {
                left[*lot] -= points;
                assert!(
                    posting.why == Why::Expire || membership.lots[*lot].expires >= posting.at.date(),
                    "an expired lot is not used"
                );
            }
            let used: i64 = posting.uses.iter().map(|(_, points)| points).sum();
            assert_eq!(used, if gives { 0 } else { posting.points }, "each posting says which lots it took");
        }
        assert_eq!(left, membership.lots.iter().map(|lot| lot.left).collect::<Vec<_>>(), "lots hold what their uses leave");
        assert_eq!(balance, membership.balance(), "the account holds what its lots hold");
    }
    assert_eq!(kinds.len(), 5, "every kind of posting occurs");
}

#[test]
fn points_given_for_a_complaint_stand_in_the_account_of_a_member() {
    let mut given = 0;
    for folder in made(6_000) {
        for (index, complaint) in folder.complaints.iter().enumerate().filter(|(_, complaint)| complaint.closed.is_some()) {
            let points = complaint.offer.as_ref().map_or(0, |offer| offer.points);
            if points > 0 {
                let postings = &folder.membership.as_ref().expect("points go to members").postings;
                let posted = postings.iter().filter(|posting| posting.cause == records::Cause::Complaint(index));
                assert_eq!(posted.map(|posting| posting.points).sum::<i64>(), points, "once, and as many as promised");
                given += 1;
            }
        }
    }
    assert!(given > 10, "some complaints are settled with points: {given}");
}

#[test]
fn complaints_stand_in_every_state_and_nothing_lies_after_now() {
    let now = today().and_hms_opt(14, 5, 0).expect("a time");
    let mut steps = BTreeSet::new();
    let mut standings = [0; 3];
    for folder in made(20_000) {
        for complaint in &folder.complaints {
            steps.insert(complaint.steps);
            assert!(complaint.opened <= now && complaint.closed.is_none_or(|closed| closed > complaint.opened && closed <= now));
            assert_eq!(complaint.closed.is_some(), complaint.steps == complaints::STEPS, "closed is the seventh step");
        }
        for promise in &folder.promises {
            standings[match promise.standing {
                Standing::Open => 0,
                Standing::Kept(..) => 1,
                Standing::Broken(..) => 2,
            }] += 1;
        }
        assert!(folder.preferences.iter().all(|preference| preference.at <= now), "no wish from tomorrow");
        assert!(folder.person.created <= now, "nobody is written down tomorrow");
    }
    assert_eq!(steps.len(), 7, "complaints at each of the seven steps");
    assert!(standings.iter().all(|count| *count > 3), "promises open, kept and broken: {standings:?}");
}

#[test]
fn any_day_of_the_year_can_be_today() {
    for date in [(2024, 2, 29), (2025, 12, 31), (2026, 1, 1), (2028, 10, 31)] {
        let today = NaiveDate::from_ymd_opt(date.0, date.1, date.2).expect("a date");
        let wang = Practice { guests: 300, seed: 9, today }.folders().expect("a hotel").next().expect("the first guest");
        assert_eq!(wang.membership.map(|membership| membership.balance()), Some(WANG_BALANCE), "{today}");
        assert_eq!(wang.stays.last().map(|stay| stay.arrival), Some(today), "{today}");
    }
}

#[test]
fn what_else_is_kept_of_guests_is_there_in_every_kind_and_nothing_of_it_lies_after_now() {
    let folders: Vec<Folder> = made(3_000).collect();
    let now = today().and_hms_opt(14, 5, 0).expect("a time");
    let kept = || folders.iter().map(|folder| &folder.kept);
    let dealings: Vec<_> = kept().flat_map(|kept| &kept.dealings).collect();
    assert!((100..400).contains(&dealings.len()), "{} dealings", dealings.len());
    assert!(dealings.iter().all(|one| one.at <= now), "nobody was in touch tomorrow");
    assert!(kept().map(|kept| kept.companions.len()).sum::<usize>() > 50, "people come together");
    let alerts: Vec<_> = kept().flat_map(|kept| &kept.alerts).collect();
    assert!(alerts.iter().any(|(kind, ..)| kind.is_caution()) && alerts.iter().any(|(kind, ..)| !kind.is_caution()));
    for folder in &folders {
        let (person, number) = (&folder.person, &folder.kept.document_no);
        assert_eq!(person.document_kind.is_empty(), number.is_empty(), "a paper where one was shown");
        assert!(
            number.ends_with(&person.document_last4)
                && (number.is_empty() || number.starts_with("000000") || number.starts_with("ZZ"))
        );
        let Some((stay, tasks)) = &folder.kept.plan else { continue };
        let stay = &folder.stays[*stay];
        assert_eq!((stay.arrival, stay.state), (today(), StayState::Booked), "plans are for today's arrivals");
        let standard = tasks.iter().filter(|task| task.standard).map(|task| (task.department, task.words));
        assert_eq!(standard.collect::<Vec<_>>(), crate::dossier::standard(person.vip), "a VIP has the standard of the level");
    }
    let tasks: Vec<_> = kept().filter_map(|kept| kept.plan.as_ref()).flat_map(|(_, tasks)| tasks).collect();
    assert!(tasks.iter().any(|task| task.done) && tasks.iter().any(|task| !task.done), "some ticked, some open");
    assert!(tasks.iter().any(|task| task.standard) && tasks.iter().any(|task| !task.standard), "a VIP's and others'");
}
