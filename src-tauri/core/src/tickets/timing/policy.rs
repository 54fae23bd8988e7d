//! What the house promises by severity, and when each department works: data, with the clocks that follow from it.

use serde::{Deserialize, Serialize};

use super::calendar::{self, Hours, SpecialDay, WorkHours};
use crate::{
    base::{
        error::Common,
        role::Department,
        time::{HotelClock, Instant},
    },
    tickets::{
        clocks::{Promised, promised},
        external::{AnswerTerm, DAYS_MAX},
        kinds::Severity,
    },
};

/// The longest promise, in minutes: thirty days.
const PROMISE_MAX: i64 = 30 * 24 * 60;

/// The house's promises and its departments' hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ClockRules {
    /// One for each severity.
    pub targets: Vec<Target>,
    /// Departments that do not work round the clock; the others always do.
    pub hours: Vec<DepartmentHours>,
    /// How long the house has for its answer to a body outside.
    #[serde(default)]
    pub answer: AnswerTerm,
    /// 节假日与调休: days that are not what their weekday says, in the order of the calendar.
    #[serde(default)]
    pub days: Vec<SpecialDay>,
}

/// What one severity promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Target {
    /// How bad.
    pub severity: Severity,
    /// Minutes from the taking.
    pub promised: Promised,
}

/// When one department works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DepartmentHours {
    /// Which.
    pub department: Department,
    /// Its week.
    pub hours: Hours,
}

/// The instants that a ticket's promises end at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dues {
    pub answer: Instant,
    pub start: Instant,
    pub solve: Instant,
}

impl ClockRules {
    /// Returns the rules of a house that never set its own: a hotel does not close. Source: docs/day.md, B, and house rule.
    pub fn of_a_new_house() -> Self {
        let targets = Severity::ALL.iter().map(|severity| Target { severity: *severity, promised: promised(*severity) });
        Self { targets: targets.collect(), hours: Vec::new(), answer: AnswerTerm::default(), days: Vec::new() }
    }

    /// Returns what `severity` promises.
    pub fn promised(&self, severity: Severity) -> Promised {
        self.targets.iter().find(|target| target.severity == severity).map_or(promised(severity), |target| target.promised)
    }

    /// Returns the hours in which work on a complaint of `severity` counts; what is urgent counts day and night.
    pub fn hours(&self, severity: Severity, department: Department) -> WorkHours {
        let own = self.hours.iter().find(|one| one.department == department).filter(|_| severity != Severity::Urgent);
        WorkHours { hours: own.map_or_else(Hours::always, |one| one.hours.clone()), days: self.days.clone() }
    }

    /// Returns when each promise ends for what was taken at `opened`. The first answer never waits for office hours: the guest
    /// stands there.
    pub(crate) fn dues(&self, severity: Severity, department: Department, clock: &HotelClock, opened: Instant) -> Dues {
        let (promised, hours) = (self.promised(severity), self.hours(severity, department));
        Dues {
            answer: opened.plus_minutes(promised.answer_minutes),
            start: calendar::due(&hours, clock, opened, promised.start_minutes),
            solve: calendar::due(&hours, clock, opened, promised.solve_minutes),
        }
    }

    /// Returns the rules as the file keeps them.
    ///
    /// Errors: [`Common::BadValue`] for a severity that is missing or twice, promises that are not in rising order or above
    /// thirty days, a department twice, hours that contradict themselves.
    pub fn checked(self) -> Result<Self, Common> {
        let once = |severity: &Severity| self.targets.iter().filter(|target| target.severity == *severity).count() == 1;
        let rising = |target: &Target| {
            let Promised { answer_minutes, start_minutes, solve_minutes } = target.promised;
            0 < answer_minutes
                && answer_minutes <= start_minutes
                && start_minutes <= solve_minutes
                && solve_minutes <= PROMISE_MAX
        };
        if !Severity::ALL.iter().all(once) || !self.targets.iter().all(rising) {
            return Err(Common::BadValue { field: "promised" });
        }
        let alone = |one: &DepartmentHours| self.hours.iter().filter(|other| other.department == one.department).count() == 1;
        if !self.hours.iter().all(|one| alone(one) && one.hours.hold_together()) {
            return Err(Common::BadValue { field: "hours" });
        }
        if !(1..=DAYS_MAX).contains(&self.answer.days) {
            return Err(Common::BadValue { field: "days" });
        }
        Ok(Self { days: calendar::in_order(self.days)?, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLOCK: HotelClock = HotelClock { zone: chrono_tz::Asia::Shanghai, day_ends_hour: 4 };
    /// 2026-07-14 23:02 in Shanghai.
    const LATE: Instant = Instant::from_ms(1_784_041_320_000);

    fn with_office() -> ClockRules {
        let hours = vec![DepartmentHours { department: Department::Engineering, hours: Hours::daily(9 * 60, 18 * 60) }];
        ClockRules { hours, ..ClockRules::of_a_new_house() }
    }

    #[test]
    fn at_night_only_what_is_urgent_is_promised_before_the_office_opens() {
        let due = |severity, department| {
            let dues = with_office().dues(severity, department, &CLOCK, LATE);
            [dues.answer, dues.start, dues.solve].map(|at| at.rfc3339()[..16].to_owned())
        };
        let urgent = ["2026-07-14T15:17", "2026-07-14T15:32", "2026-07-15T15:02"];
        assert_eq!(due(Severity::Urgent, Department::Engineering), urgent);
        assert_eq!(
            due(Severity::Important, Department::FrontOffice),
            ["2026-07-14T15:32", "2026-07-14T17:02", "2026-07-16T15:02"]
        );
        // From 09:00 on the 15th: two hours, then 48 hours of nine a day.
        assert_eq!(
            due(Severity::Important, Department::Engineering),
            ["2026-07-14T15:32", "2026-07-15T03:00", "2026-07-20T04:00"]
        );
    }

    #[test]
    fn rules_that_contradict_themselves_are_refused() {
        let house = ClockRules::of_a_new_house;
        assert!(house().checked().is_ok() && with_office().checked().is_ok());
        let mut missing = house();
        missing.targets.pop();
        let mut twice = with_office();
        twice.hours.push(twice.hours[0].clone());
        let mut falling = house();
        falling.targets[0].promised.start_minutes = falling.targets[0].promised.answer_minutes - 1;
        let mut endless = house();
        endless.targets[0].promised.solve_minutes = PROMISE_MAX + 1;
        for (name, rules) in [("missing", missing), ("twice", twice), ("falling", falling), ("endless", endless)] {
            assert!(rules.checked().is_err(), "{name}");
        }
    }
}
