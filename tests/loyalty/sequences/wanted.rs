//! What is tried at random, and what must have come of it.

use std::{cell::RefCell, collections::BTreeMap};

use lobby_core::base::points::POINTS_MAX;
use proptest::prelude::*;

use super::super::model::{MEMBERS, STAYS, Second, Step};

/// Shortest sequence.
const STEPS_MIN: usize = 5;
/// Longest sequence.
const STEPS_MAX: usize = 24;

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let who = || 0..MEMBERS;
    let stay = || 0..MEMBERS * STAYS;
    let which = || prop_oneof![4 => 0..5_usize, 2 => 5..12_usize];
    let count = || prop_oneof![12 => 1..5_000_i64, 1 => -2..=1_i64, 2 => POINTS_MAX - 3..=POINTS_MAX];
    let signed = || (count(), any::<bool>()).prop_map(|(count, taken)| if taken { count.saturating_neg() } else { count });
    let days = || prop_oneof![5 => 0..60_i64, 1 => -2..0_i64, 2 => 60..800_i64];
    let last = || prop::option::of(days());
    let second = || {
        prop_oneof![
            3 => Just(Second::Nobody), 4 => Just(Second::Other), 1 => Just(Second::Oneself), 1 => Just(Second::MayNot)
        ]
    };
    let credits = prop_oneof![
        5 => (who(), count(), days()).prop_map(|(who, count, days)| Step::Earn { who, count, days }),
        1 => (who(), count()).prop_map(|(who, count)| Step::Goodwill { who, count }),
        2 => stay().prop_map(|stay| Step::EarnStay { stay }),
        2 => (stay(), second()).prop_map(|(stay, second)| Step::Late { stay, second }),
        2 => (who(), signed(), last(), second()).prop_map(|(who, count, days, second)| Step::Adjust { who, count, days, second }),
    ];
    let promises = prop_oneof![
        3 => (who(), count(), days(), last(), second())
            .prop_map(|(who, count, due, days, second)| Step::Promise { who, count, due, days, second }),
        2 => (who(), count()).prop_map(|(who, count)| Step::Hold { who, count }),
        2 => (0..3_usize).prop_map(|which| Step::PostRemedy { which }),
        2 => (0..3_usize).prop_map(|which| Step::VoidRemedy { which }),
        2 => (0..3_usize).prop_map(|which| Step::VoidPromise { which }),
        3 => days().prop_map(|days| Step::PostDue { days }),
    ];
    let back = prop_oneof![
        5 => which().prop_map(|which| Step::Reverse { which }),
        2 => (which(), second()).prop_map(|(which, second)| Step::TakeBack { which, second }),
        3 => (who(), who()).prop_map(|(keep, other)| Step::Merge { keep, other }),
        3 => (0..3_usize).prop_map(|which| Step::Unmerge { which }),
    ];
    let step = prop_oneof![
        8 => credits,
        6 => promises,
        7 => (who(), count()).prop_map(|(who, count)| Step::Redeem { who, count }),
        11 => back,
        3 => days().prop_map(|days| Step::Expire { days }),
    ];
    prop::collection::vec(step, STEPS_MIN..=STEPS_MAX)
}

/// How often each step was answered how.
pub type Seen = RefCell<BTreeMap<(String, &'static str), u32>>;

/// What the sequences of a merge must have met, or the comparison says nothing of it: each comes at least fifteen times among them.
const MET: &[(&str, &[&str])] = &[
    ("Earn", &["done", "bad_points", "expires_in_past", "too_many_points"]),
    ("Goodwill", &["done", "bad_points", "too_many_points"]),
    ("EarnStay", &["done", "already_earned", "stay_too_old"]),
    ("Late", &["done", "already_earned", "second_person_same", "second_person_may_not"]),
    ("Redeem", &["done", "bad_points", "not_enough_points"]),
    ("Adjust", &["done", "bad_points", "not_enough_points", "second_person_needed"]),
    ("Promise", &["done", "due_in_past", "expires_in_past", "second_person_needed"]),
    ("VoidPromise", &["done", "not_found", "pending_of_ticket"]),
    ("Hold", &["done", "bad_points", "too_many_points"]),
    ("PostRemedy", &["done"]),
    ("VoidRemedy", &["done", "not_found"]),
    (
        "Reverse",
        &["done", "not_found", "adjusted_by_hand", "already_reversed", "already_spent", "not_reversible", "posted_before_merge"],
    ),
    ("TakeBack", &["done", "not_found", "second_person_needed", "already_spent", "not_reversible"]),
    ("Expire", &["done"]),
    ("PostDue", &["done"]),
    ("Merge", &["done", "same_guest", "already_merged"]),
    ("Unmerge", &["done", "not_found", "merge_not_standing"]),
];

/// Checks that every outcome was met.
pub fn met(seen: &Seen) {
    for (step, outcomes) in MET {
        for said in *outcomes {
            assert!(seen.borrow().contains_key(&((*step).to_owned(), *said)), "no sequence met {step} answered {said}");
        }
    }
}
