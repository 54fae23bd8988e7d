//! Whatever the rows: the parts add up, the same file again changes nothing, an undo leaves nothing.

use lobby_core::{import::Counts, stays::summaries};
use proptest::prelude::*;
use support::hotel::hotel;

use super::{apply, counted, file, preview, undo};

const HEADER: &str = "reservation_no,state,arrival,departure,room,guest_name,phone,email,company,rate,member_no\n";

/// One cell that a file may hold: mostly what belongs there, sometimes what does not.
fn cell(good: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![
        8 => proptest::sample::select(good).prop_map(str::to_owned),
        1 => "[ -~]{0,12}",
        1 => "\\PC{0,6}",
    ]
}

fn row() -> impl Strategy<Value = Vec<String>> {
    (
        (
            cell(&["1", "2", "3", "4", "5", "6"]),
            cell(&["booked", "in_house", "departed", "取消", "No Show"]),
            cell(&["2026-07-01", "2026/7/2", "20260703", "2026-02-30"]),
            cell(&["2026-07-04", "2026年7月5日", "2026-06-01"]),
            cell(&["0915", "1206", ""]),
        ),
        (
            cell(&["王建国", "Müller", ""]),
            cell(&["13900001111", "138 1234 8812", ""]),
            cell(&["a@example.com", ""]),
            cell(&["望江电子", "'=1+1", ""]),
            cell(&["880", "-6.38", "1,080.50", ""]),
            cell(&["", "00017432"]),
        ),
    )
        .prop_map(|((a, b, c, d, e), (f, g, h, i, j, k))| vec![a, b, c, d, e, f, g, h, i, j, k])
}

fn written(rows: &[Vec<String>]) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(HEADER.as_bytes().to_vec());
    for row in rows {
        out.write_record(row).expect("memory takes a row");
    }
    out.into_inner().expect("memory flushes")
}

fn sum(counts: Counts) -> u64 {
    counts.new + counts.changed + counts.same + counts.conflicting + counts.refused + counts.skipped
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_parts_add_up_the_same_again_changes_nothing_and_an_undo_leaves_nothing(
        first in proptest::collection::vec(row(), 0..12),
        second in proptest::collection::vec(row(), 0..12),
        in_reverse in any::<bool>(),
    ) {
        let hotel = hotel();
        let empty = counted(&hotel);
        let (a, b) = (file(&hotel, "a.csv", written(&first)), file(&hotel, "b.csv", written(&second)));
        let mut applied = Vec::new();
        for path in [&a, &b] {
            let shown = preview(&hotel, path).expect("previewed");
            let done = apply(&hotel, path).expect("applied");
            prop_assert_eq!(shown.counts, done.counts, "what was shown is what was done");
            prop_assert_eq!(sum(done.counts), done.counts.rows, "the parts add up");
            prop_assert_eq!(hotel.read(summaries::differing), vec![], "sums are what the stays say");
            let before = counted(&hotel);
            let again = apply(&hotel, path).expect("again");
            prop_assert_eq!((again.counts.new, again.counts.changed), (0, 0), "the same file again changes nothing");
            prop_assert_eq!(counted(&hotel), before);
            applied.push(done);
        }
        if in_reverse {
            applied.reverse();
        }
        for done in &applied {
            let undone = undo(&hotel, done).expect("undone");
            prop_assert!(!in_reverse || undone.kept == 0, "undone from the last on, nothing was taken up since");
        }
        prop_assert!(!in_reverse || counted(&hotel) == empty, "and nothing is left");
        prop_assert_eq!(hotel.read(summaries::differing), vec![]);
    }

    #[test]
    fn whatever_the_bytes_the_answer_is_a_refusal_or_an_import(bytes in proptest::collection::vec(any::<u8>(), 0..400), known in any::<bool>()) {
        let hotel = hotel();
        let head = if known { HEADER.as_bytes().to_vec() } else { Vec::new() };
        let path = file(&hotel, "a.csv", [head, bytes].concat());
        if let Ok(done) = apply(&hotel, &path) {
            prop_assert_eq!(sum(done.counts), done.counts.rows);
        } else {
            prop_assert_eq!(counted(&hotel).stays, 0, "a refused file leaves nothing");
        }
    }
}
