//! PROMISES 12: nobody approves what they asked for themselves, whoever they are and however much it is.

use lobby_core::{
    base::role::Role,
    tickets::{Decision, NewRemedy, Remedy, RemedyState},
};
use support::{
    case::{Case, money, points},
    hotel::{code, hotel},
};

/// Who may ask for something at all.
const ASKING: [Role; 4] = [Role::Receptionist, Role::DutyManager, Role::DepartmentHead, Role::GeneralManager];

/// Around every limit that a new house has, and far beyond.
fn asked() -> Vec<NewRemedy> {
    let sums = [5_000, 5_001, 30_000, 30_001, 150_001, 1_000_000, 99_999_999].map(|minor| money(Remedy::Gift, minor));
    let counts = [100, 1_001, 50_000].map(points);
    sums.into_iter().chain(counts).collect()
}

#[test]
fn no_pair_of_people_and_no_amount_lets_anybody_approve_their_own_request() {
    let hotel = hotel();
    let (mut own, mut by_another) = (0, 0);
    for (asks, remedy) in ASKING.into_iter().flat_map(|role| asked().into_iter().map(move |remedy| (role, remedy))) {
        for decides in Role::ALL.iter().copied() {
            let case = Case::planned(&hotel, hotel.guest("李慧敏", "139 1234 0915"));
            // What may not even be asked for waits for nobody.
            if case.proposed(asks, vec![remedy.clone()]).is_err() || case.standing()[0].0 != RemedyState::Awaiting {
                break;
            }
            let decided = case.decided(decides, Decision::Approved);
            let stands = case.standing()[0].0;
            let said = format!("{asks} asks for {remedy:?}, {decides} decides: {}", code(&decided));
            if asks == decides {
                own += 1;
                // Said by the rule itself; the CHECK of the schema is a second wall behind it.
                assert!(matches!(code(&decided), "own_request" | "not_allowed"), "{said}");
            }
            if decided.is_err() {
                assert_eq!(stands, RemedyState::Awaiting, "what is refused changes nothing; {said}");
            } else {
                by_another += 1;
                assert_eq!(stands, RemedyState::Approved, "{said}");
            }
        }
    }
    println!("{own} own requests refused, {by_another} approved by somebody else");
    assert!(own >= 10, "own requests were met: {own}");
    assert!(by_another >= 10, "the control: somebody else may, {by_another} times");
}
