//! Short names that begin otherwise than the name they stand for, so that no likeness of letters finds them.
//!
//! Source: house table, 2026, of the commonest English ones; `Chris` for `Christopher` needs no entry, it is a beginning.

/// Each short name and the name it stands for.
const SHORT: &[(&str, &str)] = &[
    ("abby", "abigail"),
    ("bella", "isabella"),
    ("bert", "albert"),
    ("beth", "elizabeth"),
    ("betty", "elizabeth"),
    ("bill", "william"),
    ("billy", "william"),
    ("bob", "robert"),
    ("bobby", "robert"),
    ("chuck", "charles"),
    ("dick", "richard"),
    ("drew", "andrew"),
    ("gus", "august"),
    ("hank", "henry"),
    ("harry", "henry"),
    ("jack", "john"),
    ("jim", "james"),
    ("jimmy", "james"),
    ("joe", "joseph"),
    ("kate", "katherine"),
    ("kathy", "katherine"),
    ("katie", "katherine"),
    ("larry", "lawrence"),
    ("lena", "helena"),
    ("liz", "elizabeth"),
    ("lizzie", "elizabeth"),
    ("maggie", "margaret"),
    ("mandy", "amanda"),
    ("meg", "margaret"),
    ("mike", "michael"),
    ("molly", "mary"),
    ("ned", "edward"),
    ("nell", "eleanor"),
    ("nick", "nicholas"),
    ("peggy", "margaret"),
    ("polly", "mary"),
    ("rick", "richard"),
    ("rob", "robert"),
    ("sally", "sarah"),
    ("sandy", "alexandra"),
    ("sasha", "alexander"),
    ("steve", "stephen"),
    ("ted", "edward"),
    ("tina", "christina"),
    ("tony", "anthony"),
    ("trish", "patricia"),
    ("will", "william"),
];

/// Returns the name that `letters` is short for.
pub(crate) fn formal(letters: &str) -> Option<&'static str> {
    let at = SHORT.binary_search_by(|(short, _)| (*short).cmp(letters)).ok()?;
    SHORT.get(at).map(|(_, formal)| *formal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_short_name_of_the_table_is_found() {
        for (short, long) in SHORT {
            assert_eq!(formal(short), Some(*long), "{short} stands in the order of the table");
        }
        assert_eq!(formal("robert"), None);
    }
}
