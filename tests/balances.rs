//! 带入旧积分: what a file of the system before brings, what it does not, and how it goes again.

use std::{
    fmt::Write as _,
    io::{BufRead, BufReader, Write as _},
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use lobby_core::{
    audit::op::Op,
    base::{error::Result, ids::GuestId, role::Role, time::BusinessDate},
    db::keys::keys_path,
    export,
    flows::own_account::{self, LinkOwnAccount},
    import::{
        self, Chosen, ImportStage, Progress, Watch,
        balances::{
            self, BalanceCounts, BalancesBrought, BalancesJob, BalancesSeen, BalancesTakenOut, TakeOut,
            foreseen::{self, BalancesForeseen},
        },
        sniff::TextEncoding,
    },
    loyalty::{
        self, Enrol, MemberRef, Redeem, Tier, check,
        proof::{self, ProofAsked},
        tiers,
    },
};
use support::{
    hotel::{Hotel, PASSPHRASE, code, hotel},
    outside,
};

const GM: Role = Role::GeneralManager;
const HEADER: &str = "member_no,points,last_day,name,phone,tier\n";

fn on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn today(hotel: &Hotel) -> BusinessDate {
    hotel.store.hotel().clock.business_date(hotel.now())
}

fn file(hotel: &Hotel, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = hotel.path().with_file_name(name);
    std::fs::write(&path, content).expect("a file beside the hotel's");
    path
}

fn csv(hotel: &Hotel, rows: &str) -> PathBuf {
    file(hotel, "old.csv", format!("{HEADER}{rows}"))
}

/// How a test looks at a file or brings it in.
struct Asked<'a> {
    enrol: bool,
    chosen: Chosen,
    refused_to: Option<&'a Path>,
}

const PLAIN: Asked<'static> = Asked { enrol: false, chosen: Chosen { encoding: None, delimiter: None }, refused_to: None };

fn seen(hotel: &Hotel, path: &Path, asked: &Asked<'_>) -> Result<BalancesSeen> {
    let mut report = on;
    let mut watch = Watch::new(&mut report);
    let survey = import::survey(path, asked.chosen, &mut watch)?;
    let job = BalancesJob { survey: &survey, enrol: asked.enrol, refused_to: asked.refused_to };
    let who = (hotel.session(GM).user, today(hotel));
    hotel.store.read_as_house(|db| balances::preview(db, &job, who, &mut watch))
}

fn brought_as(hotel: &Hotel, role: Role, path: &Path, asked: &Asked<'_>) -> Result<BalancesBrought> {
    let mut report = on;
    let mut watch = Watch::new(&mut report);
    let survey = import::survey(path, asked.chosen, &mut watch)?;
    let job = BalancesJob { survey: &survey, enrol: asked.enrol, refused_to: asked.refused_to };
    let input = job.input(&hotel.store)?;
    hotel.write(role, Op::BringInPoints, &input, |tx| balances::bring_in(tx, &job, &mut watch)).map(|done| done.value)
}

/// Brings a file in as it was shown; every row and every point of it is accounted for.
fn brought(hotel: &Hotel, path: &Path, asked: &Asked<'_>) -> BalancesBrought {
    let shown = seen(hotel, path, asked).expect("shown");
    let held = held(hotel);
    let done = brought_as(hotel, GM, path, asked).expect("brought in");
    assert_eq!((&shown.counts, &shown.refused), (&done.counts, &done.refused), "what was shown is what is done");
    let BalanceCounts { rows, new, same, conflicting, refused, .. } = done.counts;
    assert_eq!(new + same + conflicting + refused, rows, "every row: {:?}", done.counts);
    let BalanceCounts { file_points, points, same_points, left_points, .. } = done.counts;
    assert_eq!(points + same_points + left_points, file_points, "every point: {:?}", done.counts);
    assert_eq!(self::held(hotel) - held, points, "the ledger says the same");
    balanced(hotel);
    done
}

fn held(hotel: &Hotel) -> i64 {
    hotel.read(check::check).held
}

fn balanced(hotel: &Hotel) {
    let found = hotel.read(check::check);
    assert!(found.ok, "the ledger does not agree: {:?}", found.wrong);
}

fn member(hotel: &Hotel, name: &str, phone: &str) -> (GuestId, String) {
    let guest = hotel.guest(name, phone);
    let input = Enrol { guest };
    let done = hotel.write(Role::Receptionist, Op::EnrolMember, &input, |tx| loyalty::enrol(tx, &input)).expect("enrolled");
    (guest, done.value.member_no.0)
}

fn balance(hotel: &Hotel, guest: GuestId) -> i64 {
    hotel.read(|db| loyalty::balance(db, guest)).count()
}

fn lots(hotel: &Hotel, guest: GuestId) -> Vec<(i64, String)> {
    hotel.read(|db| loyalty::lots(db, guest)).iter().map(|lot| (lot.left.count(), lot.expires_on.to_string())).collect()
}

fn redeemed(hotel: &Hotel, guest: GuestId, points: i64) {
    let points = serde_json::from_value(points.into()).expect("points");
    let input = Redeem { member: guest.into(), points, reward: None };
    hotel.write(Role::Receptionist, Op::RedeemPoints, &input, |tx| loyalty::redeem(tx, &input)).expect("redeemed");
}

fn taken_out(hotel: &Hotel, brought: &BalancesBrought) -> Result<BalancesTakenOut> {
    let input = TakeOut { import_id: brought.import_id };
    let mut report = on;
    let mut watch = Watch::new(&mut report);
    hotel.write(GM, Op::TakeOutPoints, &input, |tx| balances::take_out(tx, &input, &mut watch)).map(|done| done.value)
}

fn foreseen(hotel: &Hotel, brought: &BalancesBrought) -> BalancesForeseen {
    let mut report = on;
    hotel.read(|db| foreseen::foresee(db, brought.import_id, today(hotel), &mut Watch::new(&mut report)))
}

fn codes(refused: &[balances::BalanceNote]) -> Vec<(u64, &str, &str)> {
    refused.iter().map(|note| (note.line, note.column.as_str(), note.code.word())).collect()
}

#[test]
fn balances_come_in_lot_by_lot_the_proof_names_their_rows_and_the_same_file_changes_nothing() {
    let hotel = hotel();
    let (wang, first) = member(&hotel, "王建国", "138 1234 8812");
    let (li, second) = member(&hotel, "李雷", "139 0000 0002");
    let rows =
        format!("{first},2000,2026-12-31,王建国,,\n{first},\"1,500\",2027-06-30,,,\n{second},800,,李雷,,\n{second},0,,,,\n");
    let path = csv(&hotel, &rows);
    let done = brought(&hotel, &path, &PLAIN);
    let BalanceCounts { rows, new, same, members, points, .. } = done.counts;
    assert_eq!((rows, new, same, members, points), (4, 3, 1, 2, 4_300), "no points are nothing to bring");
    assert_eq!(lots(&hotel, wang), [(2_000, "2026-12-31".to_owned()), (1_500, "2027-06-30".to_owned())]);
    assert_eq!(balance(&hotel, li), 800);
    let shown = hotel.read(|db| proof::read(db, &ProofAsked::Balance { member: MemberRef::from(wang) }));
    let told: Vec<_> =
        shown.entries.iter().map(|entry| (entry.points.count(), entry.told.as_str(), entry.memo.as_str())).collect();
    assert_eq!(told, [(2_000, "old.csv:2", ""), (1_500, "old.csv:3", "")], "each figure names its row");
    assert!(shown.holds, "and the history keeps it");

    let again = brought(&hotel, &path, &PLAIN);
    assert_eq!((again.counts.new, again.counts.same, again.counts.points), (0, 4, 0), "the same file again: {:?}", again.counts);
    let renamed = file(&hotel, "under-another-name.csv", std::fs::read(&path).expect("the file"));
    assert_eq!(brought(&hotel, &renamed, &PLAIN).counts.same, 4, "under another name too");
    redeemed(&hotel, wang, 700);
    assert_eq!(brought(&hotel, &path, &PLAIN).counts.same, 4, "also when points of it were used");
    assert_eq!(balance(&hotel, wang), 2_800);

    let other = csv(&hotel, &format!("{first},2001,2026-12-31,,,\n{first},2000,2026-12-30,,,\n{second},800,,,,\n"));
    let said = brought(&hotel, &other, &PLAIN);
    assert_eq!((said.counts.conflicting, said.counts.same, said.counts.left_points), (2, 1, 4_001));
    assert_eq!(codes(&said.refused), [(2, "points", "other_points"), (3, "points", "other_points")], "a person decides");
}

#[test]
fn what_cannot_be_taken_is_listed_by_row_and_given_back_without_harm() {
    let hotel = hotel();
    let (guest, no) = member(&hotel, "王建国", "138 1234 8812");
    let (own, own_no) = member(&hotel, "沈国华", "139 0000 0003");
    let link = LinkOwnAccount { user: hotel.session(GM).user, member: Some(own.into()) };
    hotel.write(Role::Administrator, Op::LinkOwnGuest, &link, |tx| own_account::link(tx, &link)).expect("linked");
    let long = "长".repeat(600);
    let cases: &[(String, &str, &str)] = &[
        (format!("{no},500.5,,,,"), "points", "bad_points"),
        (format!("{no},-5,,,,"), "points", "bad_points"),
        (format!("{no},99999999999999999999999999,,,,"), "points", "bad_points"),
        (format!("{no},1e3,,,,"), "points", "bad_points"),
        (format!("{no},=1+1,,,,"), "points", "bad_points"),
        (format!("{no},,,,,"), "points", "missing"),
        (",5,,,,".to_owned(), "member_no", "missing"),
        ("=cmd|'/c calc'!A1,5,,,,".to_owned(), "member_no", "not_a_member"),
        ("99999999,5,,,,".to_owned(), "member_no", "not_a_member"),
        ("4111111111111111,5,,,,".to_owned(), "member_no", "card_number"),
        (format!("{no},5,,,4111 1111 1111 1111,"), "phone", "card_number"),
        (format!("{no},5,2026-02-30,,,"), "last_day", "bad_date"),
        (format!("{no},5,2026-07-13,,,"), "last_day", "ended"),
        (format!("{no},5,,张三,,"), "name", "other_name"),
        (format!("{no},5,,{long},,"), "name", "too_long"),
        (format!("{no},5,,,,diamond"), "tier", "unknown_word"),
        (format!("{no},5"), "member_no", "field_count"),
        (format!("{own_no},5,,,,"), "member_no", "own_account"),
        (format!("{no},1000000000,2027-01-01,,,"), "", ""),
        (format!("{no},1,2027-01-01,,,"), "points", "too_many"),
    ];
    let rows: String = cases.iter().fold(String::new(), |mut all, (row, ..)| {
        let _ = writeln!(all, "{row}");
        all
    });
    let back = hotel.path().with_file_name("left.csv");
    let done = brought(&hotel, &csv(&hotel, &rows), &Asked { refused_to: Some(&back), ..PLAIN });
    let expected: Vec<_> = (2..)
        .zip(cases)
        .filter(|(_, (.., code))| !code.is_empty())
        .map(|(line, (_, column, code))| (line, *column, *code))
        .collect();
    assert_eq!(codes(&done.refused), expected);
    assert_eq!((balance(&hotel, guest), balance(&hotel, own)), (1_000_000_000, 0));
    let text = std::fs::read_to_string(&back).expect("given back");
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!((lines[0], lines.len()), ("line,column,code,member_no,points", expected.len() + 1));
    assert!(text.contains("'=cmd|"), "a formula is made harmless: {text}");
    assert!(!text.contains("4111"), "no card number leaves the house: {text}");
    assert!(text.contains(&format!("14,last_day,ended,{no},5")), "whose and how many: {text}");
}

#[test]
fn what_is_left_over_leaves_the_house_through_the_gate_and_history_keeps_who_took_it() {
    let hotel = hotel();
    let path = csv(&hotel, "99999999,70,,,,\n");
    let list = hotel.path().with_file_name("left.csv");
    let take = |role: Role| -> Result<u64> {
        let mut report = on;
        let mut watch = Watch::new(&mut report);
        let survey = import::survey(&path, Chosen::default(), &mut watch)?;
        let job = BalancesJob { survey: &survey, enrol: false, refused_to: None };
        let (op, input) = (Op::ExportBalancesLeft, job.input(&hotel.store)?);
        let left = export::list(&hotel.store, &hotel.request(role), op, &input, |tx, whole| {
            balances::export_left(tx, &job, &list, whole, &mut watch)
        });
        left.map(|done| done.value.rows)
    };
    assert_eq!(code(&take(Role::DataOfficer)), "not_allowed");
    assert!(!list.exists(), "and nothing lies there");
    assert_eq!(take(GM).expect("taken"), 1);
    assert!(std::fs::read_to_string(&list).expect("the list").contains("99999999,70"));
    let taken = "SELECT count(*) FROM history WHERE op = 'export_balances_left'";
    let file = outside::opened(&hotel.path(), PASSPHRASE);
    assert_eq!(file.query_row(taken, [], |row| row.get::<_, i64>(0)), Ok(1), "history keeps that it was taken");
    assert_eq!(code(&take(GM)), "file_failed", "no file is written over");
    std::fs::remove_file(&list).expect("the test's own file");
    drop(file);
    outside::edited(&hotel.path(), PASSPHRASE, "UPDATE history SET user_id = zeroblob(16) WHERE seq = 2");
    assert_eq!(code(&take(GM)), "chain_broken");
    assert!(!list.exists(), "nothing leaves on a history that is not what was written");
}

#[test]
fn who_is_no_member_is_named_and_joins_only_where_that_is_asked() {
    let hotel = hotel();
    let known = hotel.guest("韩梅梅", "137 0000 0001");
    let (_, other_no) = member(&hotel, "李雷", "139 0000 0002");
    let rows = "\
        OLD-77,1200,2027-01-01,韩梅梅,13700000001,gold\n\
        OLD-77,300,2027-06-01,韩梅梅,13700000001,gold\n\
        OLD-78,50,,韩梅梅,13799999999,\n\
        OLD-79,60,,李雷,13900000002,\n\
        OLD-80,70,,,13700000001,\n";
    let path = csv(&hotel, rows);
    let shown = seen(&hotel, &path, &PLAIN).expect("shown");
    assert_eq!(
        codes(&shown.refused),
        [
            (2, "member_no", "not_enrolled"),
            (3, "member_no", "not_enrolled"),
            (4, "member_no", "not_a_member"),
            (5, "member_no", "other_number"),
            (6, "member_no", "not_a_member"),
        ],
        "by phone and name together, never by one of them"
    );
    let named: Vec<_> = shown.unenrolled.iter().map(|one| (one.line, one.guest, one.name.as_str())).collect();
    assert_eq!(named, [(2, known, "韩梅梅"), (3, known, "韩梅梅")]);
    assert_eq!(brought(&hotel, &path, &PLAIN).counts.new, 0, "unasked, nobody joins");
    let refused = hotel.store.read_as_house(|db| loyalty::balance(db, known));
    assert_eq!(code(&refused), "not_a_member");

    let done = brought(&hotel, &path, &Asked { enrol: true, ..PLAIN });
    let BalanceCounts { enrolled, tiers, points, .. } = done.counts;
    assert_eq!((enrolled, tiers, points), (1, 1, 1_500));
    let joined = hotel.read(|db| loyalty::find(db, &MemberRef("OLD-77".to_owned())));
    assert_eq!((joined.guest, joined.tier, balance(&hotel, known)), (known, Tier::Gold, 1_500), "under the number of the file");
    assert_ne!(joined.member_no.0, other_no);
    let again = brought(&hotel, &path, &Asked { enrol: true, ..PLAIN });
    assert_eq!((again.counts.new, again.counts.same), (0, 2));
    let next = member(&hotel, "赵六", "136 0000 0001").1;
    assert_eq!(next, "00000002", "the house's own series goes on");
}

#[test]
fn a_tier_of_the_system_before_stands_beside_the_automatic_one_until_its_last_day() {
    let hotel = hotel();
    let (wang, no) = member(&hotel, "王建国", "138 1234 8812");
    let (li, other) = member(&hotel, "李雷", "139 0000 0002");
    let header = "会员号,积分,等级,等级有效期\n";
    let path = file(&hotel, "旧会员.csv", format!("{header}{no},0,白金,2026-12-31\n{other},100,普卡,\n"));
    let done = brought(&hotel, &path, &PLAIN);
    assert_eq!((done.counts.tiers, done.counts.new, done.counts.members), (1, 2, 1));
    let facts = hotel.read(|db| tiers::facts(db, wang, today(&hotel)));
    assert_eq!((facts.tier, facts.earned), (Tier::Platinum, Tier::Base));
    assert_eq!((facts.manual[0].until.to_string().as_str(), facts.manual[0].reason.as_str()), ("2026-12-31", "旧会员.csv:2"));
    assert_eq!(hotel.read(|db| tiers::tier_on(db, li, today(&hotel))), Tier::Base);
    assert_eq!(brought(&hotel, &path, &PLAIN).counts.new, 0, "once");
    let out = taken_out(&hotel, &done).expect("taken out");
    assert_eq!((out.tiers, out.removed, out.points), (1, 1, 100));
    assert_eq!(hotel.read(|db| tiers::tier_on(db, wang, today(&hotel))), Tier::Base, "and it goes with the file");
    let late = file(&hotel, "b.csv", format!("{header}{no},0,金卡,2026-07-01\n{other},0,金卡,2050-01-01\n"));
    let said = brought(&hotel, &late, &PLAIN);
    assert_eq!(codes(&said.refused), [(2, "tier_until", "ended"), (3, "tier_until", "bad_date")]);
}

#[test]
fn a_file_is_taken_out_as_far_as_nobody_used_it_and_that_is_said_before() {
    let hotel = hotel();
    let (wang, first) = member(&hotel, "王建国", "138 1234 8812");
    let (li, second) = member(&hotel, "李雷", "139 0000 0002");
    hotel.guest("韩梅梅", "137 0000 0001");
    let path = csv(&hotel, &format!("{first},2000,2026-12-31,,,\n{second},800,,,,\nH-1,50,,韩梅梅,13700000001,\n"));
    let done = brought(&hotel, &path, &Asked { enrol: true, ..PLAIN });
    redeemed(&hotel, wang, 1);
    let ahead = foreseen(&hotel, &done);
    assert_eq!((ahead.removed, ahead.points, ahead.kept, ahead.kept_points, ahead.enrolled), (2, 850, 1, 2_000, 1));
    let kept: Vec<_> = ahead.kept_rows.iter().map(|row| (row.guest, row.name.as_str(), row.points.count())).collect();
    assert_eq!(kept, [(wang, "王建国", 2_000)]);
    let out = taken_out(&hotel, &done).expect("taken out");
    assert_eq!((out.removed, out.points, out.kept), (2, 850, 1), "as foreseen");
    balanced(&hotel);
    assert_eq!((balance(&hotel, wang), balance(&hotel, li)), (1_999, 0));
    let listed = hotel.read(balances::list);
    assert_eq!(listed[0].state.word(), "applied", "what was used still stands");
    let again = brought(&hotel, &path, &Asked { enrol: true, ..PLAIN });
    assert_eq!((again.counts.new, again.counts.same), (2, 1), "what went may come again");
    let other = taken_out(&hotel, &again).expect("the second goes whole");
    assert_eq!((other.removed, other.kept), (2, 0));
    assert_eq!(code(&taken_out(&hotel, &again)), "already_undone");
    balanced(&hotel);
}

#[test]
fn only_the_general_manager_brings_balances_in_and_one_click_does_it_once() {
    let hotel = hotel();
    let (guest, no) = member(&hotel, "王建国", "138 1234 8812");
    let path = csv(&hotel, &format!("{no},5,,,,\n"));
    for role in Role::ALL.iter().copied().filter(|role| *role != GM) {
        assert_eq!(code(&brought_as(&hotel, role, &path, &PLAIN)), "not_allowed", "{role}");
    }
    let mut report = on;
    let mut watch = Watch::new(&mut report);
    let survey = import::survey(&path, Chosen::default(), &mut watch).expect("looked at");
    let job = BalancesJob { survey: &survey, enrol: false, refused_to: None };
    let request = hotel.request_with(GM, "one-click");
    let mut click = |job: &BalancesJob<'_>| {
        let input = job.input(&hotel.store).expect("the key for marks");
        hotel.store.write(&request, Op::BringInPoints, &input, |tx| balances::bring_in(tx, job, &mut watch))
    };
    let (first, second) = (click(&job).expect("brought in"), click(&job).expect("answered"));
    assert_eq!(first.value, second.value, "the same click answers the same");
    let other = BalancesJob { enrol: true, ..job };
    assert_eq!(code(&click(&other)), "key_reused", "and means nothing else");
    assert_eq!((balance(&hotel, guest), hotel.read(balances::list).len()), (5, 1));
}

#[test]
fn files_that_hurt_are_refused_whole_and_leave_nothing() {
    let hotel = hotel();
    let (guest, no) = member(&hotel, "王建国", "138 1234 8812");
    let endless = [HEADER.as_bytes(), &vec![b'x'; 3 << 20]].concat();
    let cases: [(&str, Vec<u8>, &str); 7] = [
        ("no header", format!("{no},5\n").into_bytes(), "balances_header"),
        ("twice the points", b"member_no,points,balance\n1,2,3\n".to_vec(), "import_column_twice"),
        ("endless line", endless, "line_too_long"),
        ("open quote", format!("{HEADER}{no},\"5\n").into_bytes(), "open_quote"),
        ("a workbook that is none", b"PK\x03\x04 and so on".to_vec(), "import_not_text"),
        ("packed", b"\x1f\x8b and so on".to_vec(), "import_not_text"),
        ("nothing under the header", HEADER.as_bytes().to_vec(), "import_no_rows"),
    ];
    for (name, content, expected) in cases {
        assert_eq!(code(&brought_as(&hotel, GM, &file(&hotel, "a.csv", content), &PLAIN)), expected, "{name}");
    }
    let path = csv(&hotel, &format!("{no},5,,,,\n").repeat(3_000));
    let mut words = 0;
    let mut report = |progress: Progress| {
        words += usize::from(progress.stage == ImportStage::Writing);
        if words > 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let mut watch = Watch::new(&mut report);
    let survey = import::survey(&path, Chosen::default(), &mut watch).expect("looked at");
    let job = BalancesJob { survey: &survey, enrol: false, refused_to: None };
    let input = job.input(&hotel.store).expect("the key for marks");
    let stopped = hotel.write(GM, Op::BringInPoints, &input, |tx| balances::bring_in(tx, &job, &mut watch));
    assert_eq!(code(&stopped), "cancelled");
    file(&hotel, "old.csv", format!("{HEADER}{no},6,,,,\n"));
    let mut report = on;
    let mut watch = Watch::new(&mut report);
    let changed = hotel.write(GM, Op::BringInPoints, &input, |tx| balances::bring_in(tx, &job, &mut watch));
    assert_eq!(code(&changed), "file_changed");
    assert_eq!((balance(&hotel, guest), hotel.read(balances::list).len()), (0, 0), "nothing is left behind");
    balanced(&hotel);
}

#[test]
fn letters_of_other_systems_are_read_and_wrong_ones_are_told() {
    let hotel = hotel();
    let (guest, no) = member(&hotel, "王建国", "138 1234 8812");
    let words = format!("会员卡号,姓名,积分余额\n{no},王建国,100\n");
    let gb = encoding_rs::GB18030.encode(&words).0.into_owned();
    let path = file(&hotel, "gb.csv", &gb);
    let latin = Chosen { encoding: Some(TextEncoding::Latin1), delimiter: None };
    assert_eq!(code(&seen(&hotel, &path, &Asked { chosen: latin, ..PLAIN })), "balances_header", "read as something else");
    let shown = seen(&hotel, &path, &PLAIN).expect("shown");
    assert_eq!((shown.encoding, shown.counts.points), (TextEncoding::Gb18030, 100));
    assert_eq!(brought(&hotel, &path, &PLAIN).counts.points, 100);
    assert_eq!(balance(&hotel, guest), 100);
    let broken = [format!("member_no,points,note\n{no},5,").as_bytes(), b"\xff\xfe\n"].concat();
    let said = seen(&hotel, &file(&hotel, "b.csv", [broken, format!("x,1,{}\n", "字".repeat(40)).into_bytes()].concat()), &PLAIN)
        .expect("shown");
    assert_eq!(codes(&said.refused)[0], (2, "note", "bad_character"));
}

/// Not a test by itself: the process that [`a_kill_while_a_file_comes_in_leaves_all_of_it_or_nothing`] starts and kills.
#[test]
fn the_bringing_in_that_is_killed() {
    let (Some(file), Some(rows)) = (std::env::var_os(FILE), std::env::var_os(ROWS)) else { return };
    let hotel = Hotel::reopened(Path::new(&file), 50_000);
    let mut report = |progress: Progress| {
        if progress.stage == ImportStage::Writing {
            say("writing");
        }
        ControlFlow::Continue(())
    };
    let mut watch = Watch::new(&mut report);
    let survey = import::survey(Path::new(&rows), Chosen::default(), &mut watch).expect("looked at");
    let job = BalancesJob { survey: &survey, enrol: false, refused_to: None };
    let input = job.input(&hotel.store).expect("the key for marks");
    let request = hotel.request_with(GM, "killed");
    hotel.store.write(&request, Op::BringInPoints, &input, |tx| balances::bring_in(tx, &job, &mut watch)).expect("brought in");
    say("answered");
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).expect("the parent listens");
}

const FILE: &str = "LOBBY_BALANCES_FILE";
const ROWS: &str = "LOBBY_BALANCES_ROWS";
/// Rows of the file that is killed on its way in.
const KILLED_ROWS: i64 = 3_000;

#[test]
fn a_kill_while_a_file_comes_in_leaves_all_of_it_or_nothing() {
    let hotel = hotel();
    let (guest, no) = member(&hotel, "王建国", "138 1234 8812");
    let rows = (0..KILLED_ROWS).fold(String::new(), |mut all, row| {
        let _ = writeln!(all, "{no},{},2027-01-01,,,", row + 1);
        all
    });
    let (path, rows) = (hotel.path(), csv(&hotel, &rows));
    let whole: i64 = (1..=KILLED_ROWS).sum();
    assert!(keys_path(&path).exists(), "another process can open it");
    let (mut none, mut all) = (0, 0);
    // After so many words of the writing comes the kill; the last round is let alone.
    for words in [1, 2, 4, 6, usize::MAX] {
        let answered = killed(&path, &rows, words);
        let held = balance(&hotel, guest);
        assert!(held == 0 || held == whole, "by half: {held} after {words} words");
        assert!(!answered || held == whole, "answered and lost");
        none += usize::from(held == 0);
        all += usize::from(held == whole);
        balanced(&hotel);
    }
    assert!(none > 0 && all > 0, "kills came in time ({none}), and the file came in at last ({all})");
    assert_eq!(hotel.read(balances::list).len(), 1);
}

fn killed(path: &Path, rows: &Path, words: usize) -> bool {
    let mut desk = Command::new(std::env::current_exe().expect("this program"))
        .args(["balances::the_bringing_in_that_is_killed", "--exact", "--nocapture"])
        .env(FILE, path)
        .env(ROWS, rows)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the desk starts");
    let lines = BufReader::new(desk.stdout.take().expect("its output is piped")).lines();
    let (mut heard, mut answered) = (0, false);
    for line in lines.map_while(std::result::Result::ok) {
        answered |= line.contains("answered");
        heard += usize::from(line.contains("writing"));
        if heard == words {
            desk.kill().expect("it is killed");
            heard += 1;
        }
    }
    desk.wait().expect("the desk's end");
    answered
}
