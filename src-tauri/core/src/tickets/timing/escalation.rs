//! Who is told when a promise is about to be missed, or was: data and plain arithmetic.

use serde::Serialize;

use crate::{
    base::time::Instant,
    stored_words,
    tickets::kinds::{ClockKind, Severity},
};

stored_words! {
    /// Whom an escalation tells.
    pub enum Told {
        /// 负责人
        Owner = "owner",
        /// 大堂副理
        DutyManager = "duty_manager",
        /// 部门负责人
        DepartmentHead = "department_head",
        /// 总经理
        GeneralManager = "general_manager",
    }
}

/// One rung: from this share of the promised time on, these are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rung {
    /// Hundredths of the promised time; 100 is the promise itself.
    from_hundredths: i64,
    told: Told,
}

/// Who has to know of one running promise, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Escalation {
    /// Which promise.
    pub clock: ClockKind,
    /// Who.
    pub told: Told,
    /// Since when.
    pub since_ms: Instant,
}

const fn rung(from_hundredths: i64, told: Told) -> Rung {
    Rung { from_hundredths, told }
}

/// Returns the ladder of `severity`. House rule: the owner at two thirds as the page turns amber, the duty manager when it is
/// late; the worse it is, the sooner the general manager.
const fn ladder(severity: Severity) -> &'static [Rung] {
    match severity {
        Severity::Urgent => {
            const RUNGS: &[Rung] = &[
                rung(67, Told::Owner),
                rung(67, Told::DutyManager),
                rung(100, Told::DepartmentHead),
                rung(150, Told::GeneralManager),
            ];
            RUNGS
        }
        Severity::Important => {
            const RUNGS: &[Rung] = &[
                rung(67, Told::Owner),
                rung(100, Told::DutyManager),
                rung(150, Told::DepartmentHead),
                rung(200, Told::GeneralManager),
            ];
            RUNGS
        }
        Severity::Normal => {
            const RUNGS: &[Rung] = &[rung(67, Told::Owner), rung(100, Told::DutyManager), rung(200, Told::DepartmentHead)];
            RUNGS
        }
    }
}

/// Returns everybody who has to know at `now` of a promise that runs from `from` to `due`, lowest rung first; nobody where
/// the clock was set back before it began.
pub fn told(severity: Severity, clock: ClockKind, from: Instant, due: Instant, now: Instant) -> Vec<Escalation> {
    let promised = (due.ms() - from.ms()).max(0);
    let reached =
        ladder(severity).iter().map(|rung| (rung.told, Instant::from_ms(from.ms() + promised * rung.from_hundredths / 100)));
    reached
        .filter(|(_, since)| now >= *since && now >= from)
        .map(|(told, since_ms)| Escalation { clock, told, since_ms })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE_MS: i64 = 60_000;

    fn told_after(severity: Severity, promised: i64, passed: i64) -> Vec<Told> {
        let from = Instant::from_ms(1_784_041_320_000);
        let due = from.plus_minutes(promised);
        told(severity, ClockKind::Answer, from, due, from.plus_minutes(passed)).iter().map(|one| one.told).collect()
    }

    #[test]
    fn the_later_it_is_the_more_people_know() {
        use Told::{DepartmentHead, DutyManager, GeneralManager, Owner};
        let cases: [(Severity, i64, &[Told]); 10] = [
            (Severity::Urgent, 9, &[]),
            (Severity::Urgent, 11, &[Owner, DutyManager]),
            (Severity::Urgent, 15, &[Owner, DutyManager, DepartmentHead]),
            (Severity::Urgent, 23, &[Owner, DutyManager, DepartmentHead, GeneralManager]),
            (Severity::Important, 14, &[Owner]),
            (Severity::Important, 15, &[Owner, DutyManager]),
            (Severity::Important, 30, &[Owner, DutyManager, DepartmentHead, GeneralManager]),
            (Severity::Normal, 15, &[Owner, DutyManager]),
            (Severity::Normal, 30, &[Owner, DutyManager, DepartmentHead]),
            (Severity::Normal, -60, &[]),
        ];
        for (severity, passed, expected) in cases {
            assert_eq!(told_after(severity, 15, passed), expected, "{severity} after {passed} of 15 minutes");
        }
    }

    #[test]
    fn since_when_somebody_is_told_does_not_move_with_the_clock() {
        let from = Instant::from_ms(1_784_041_320_000);
        let since = |passed: i64| {
            let reached = told(Severity::Normal, ClockKind::Solve, from, from.plus_minutes(100), from.plus_minutes(passed));
            reached.first().map(|one| one.since_ms)
        };
        assert_eq!(since(67), Some(Instant::from_ms(from.ms() + 67 * MINUTE_MS)));
        assert_eq!(since(67), since(5_000));
    }
}
