//! What may be written down, and what the house does for its VIPs. Pure.

use crate::base::{error::Refusal, role::Department};

/// Most records of one kind under one guest.
pub const RECORDS_MAX: usize = 500;

/// What these rules refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DossierRefusal {
    /// A do-not-rent or credit note is the duty manager's to write and to lift.
    CautionOnly,
    /// It was lifted already.
    AlreadyLifted,
    /// Too many records of one kind.
    TooManyRecords,
    /// The day lies ahead.
    NotYet,
    /// A guest is not their own companion.
    OwnCompanion,
    /// The task is another department's.
    OtherDepartment,
    /// The guest's level has no reception standard.
    NoStandard,
    /// Only a guest who is in house is greeted.
    NotInHouse,
}

impl Refusal for DossierRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::CautionOnly => "caution_only",
            Self::AlreadyLifted => "already_lifted",
            Self::TooManyRecords => "too_many_records",
            Self::NotYet => "not_yet",
            Self::OwnCompanion => "own_companion",
            Self::OtherDepartment => "other_department",
            Self::NoStandard => "no_standard",
            Self::NotInHouse => "not_in_house",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooManyRecords => vec![("max", RECORDS_MAX.to_string())],
            _ => Vec::new(),
        }
    }
}

/// Checks that one more record fits beside `there`.
pub fn fits(there: usize) -> Result<(), DossierRefusal> {
    if there >= RECORDS_MAX { Err(DossierRefusal::TooManyRecords) } else { Ok(()) }
}

/// Returns the 接待规格 of a VIP level: department and the line's code, whose words are `standard.<code>` in assets/locales.
/// Each level has what the one below it has. Source: the house's reception standard.
pub fn standard(vip: &str) -> &'static [(Department, &'static str)] {
    const V3: &[(Department, &str)] = &[
        (Department::FrontOffice, "key_ready"),
        (Department::Housekeeping, "room_checked"),
        (Department::FoodBeverage, "fruit"),
    ];
    const V2: &[(Department, &str)] = &[
        (Department::FrontOffice, "key_ready"),
        (Department::Housekeeping, "room_checked"),
        (Department::FoodBeverage, "fruit"),
        (Department::Housekeeping, "flowers"),
        (Department::Management, "welcome_letter"),
    ];
    const V1: &[(Department, &str)] = &[
        (Department::FrontOffice, "key_ready"),
        (Department::Housekeeping, "room_checked"),
        (Department::FoodBeverage, "fruit"),
        (Department::Housekeeping, "flowers"),
        (Department::Management, "welcome_letter"),
        (Department::Management, "met_at_door"),
        (Department::Security, "parking_kept"),
    ];
    match vip {
        "V1" => V1,
        "V2" => V2,
        "V3" => V3,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_has_what_the_one_below_it_has() {
        let (one, two, three) = (standard("V1"), standard("V2"), standard("V3"));
        assert!(three.iter().all(|line| two.contains(line)) && two.iter().all(|line| one.contains(line)));
        assert!(one.len() > two.len() && two.len() > three.len() && standard("").is_empty());
    }
}
