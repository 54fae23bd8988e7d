//! What lands in the watched folder comes in by itself where it is known, and waits for a person where it is not.

use std::path::{Path, PathBuf};

use lobby_core::{
    audit::op::Op,
    base::{error::Result, role::Role, time::Instant},
    import::{
        self,
        folder::{self, Looks, Moment, Passed, WatchFolder, Watched},
        landed::FileStanding,
    },
};
use support::hotel::{Hotel, NOW_MS, code, hotel};

use super::{apply, file, undo};

const HEADER: &str = "reservation_no,state,arrival,departure,guest_name,phone,company,country";

fn rows(lines: &[&str]) -> String {
    format!("{HEADER}\n{}\n", lines.join("\n"))
}

/// A hotel and the folder that its desk watches.
struct House {
    hotel: Hotel,
    folder: PathBuf,
    looks: Looks,
}

fn set(hotel: &Hotel, role: Role, folder: Option<&Path>, source: Option<&str>) -> Result<Option<Watched>> {
    let folder = folder.map(|folder| folder.to_str().expect("a path").to_owned());
    let input = WatchFolder { folder, source: source.map(str::to_owned) };
    hotel.write(role, Op::WatchFolder, &input, |tx| folder::watch(tx, &input)).map(|done| done.value)
}

fn house(source: Option<&str>) -> House {
    let hotel = hotel();
    let folder = hotel.path().with_file_name("from-pms");
    std::fs::create_dir(&folder).expect("a folder");
    set(&hotel, Role::DataOfficer, Some(&folder), source).expect("set");
    House { hotel, folder, looks: Looks::new() }
}

impl House {
    fn pass(&mut self) -> Result<Passed> {
        let moment = Moment { at: Instant::from_ms(NOW_MS), seed: [3; 32] };
        folder::pass(&self.hotel.store, &moment, &mut self.looks)
    }

    /// Two looks, so that what lies still is taken.
    fn settled(&mut self) -> Vec<(String, FileStanding, String)> {
        let looks = [self.pass().expect("a look"), self.pass().expect("a second look")];
        let told = looks.into_iter().flat_map(|passed| passed.landed).map(|news| news.landed);
        told.map(|landed| (landed.file_name, landed.standing, landed.code)).collect()
    }

    fn land(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.join(name);
        std::fs::write(&path, content).expect("a file lands");
        path
    }

    fn stays(&self) -> u64 {
        super::counted(&self.hotel).stays
    }

    /// A person reads a file with this header by hand, once.
    fn taught(self) -> Self {
        let first = file(&self.hotel, "by-hand.csv", rows(&["1,booked,2026-08-01,2026-08-02,王建国,13812348812,望江电子,CN"]));
        apply(&self.hotel, &first).expect("by hand");
        self
    }
}

#[test]
fn a_header_that_nobody_read_waits_and_comes_in_once_somebody_did() {
    let mut house = house(None);
    let rows = rows(&["2,booked,2026-08-01,2026-08-02,李雷,13700002222,,"]);
    let path = house.land("stays.csv", &rows);
    assert_eq!(house.settled(), [("stays.csv".to_owned(), FileStanding::NeedsMapping, String::new())]);
    assert_eq!(house.stays(), 0, "nothing comes in unasked");
    assert_eq!(house.settled(), [], "it is told once, not at every look");
    let mut house = house.taught();
    assert_eq!(house.settled(), [("stays.csv".to_owned(), FileStanding::Imported, String::new())]);
    assert_eq!(house.stays(), 2);
    assert_eq!(std::fs::read_to_string(&path).expect("the hotel's file"), rows, "never touched");
    let listed = house.hotel.read(|db| folder::list(db, 10));
    assert_eq!(listed.len(), 1, "one file, one line");
    let imports = house.hotel.read(|db| import::list(db, 10));
    let own = imports.iter().find(|import| Some(import.id) == listed[0].import_id).expect("the line names its import");
    assert_eq!(own.file_name, "stays.csv");
}

#[test]
fn what_still_grows_is_not_read_and_the_same_bytes_come_in_once() {
    let mut house = house(None).taught();
    let line = "2,booked,2026-08-01,2026-08-02,李雷,13700002222,,";
    house.land("a.csv", format!("{HEADER}\n2,booked,2026"));
    assert_eq!(house.pass().expect("a look"), Passed { there: true, landed: Vec::new(), growing: 1 });
    house.land("a.csv", rows(&[line]));
    assert_eq!(house.pass().expect("longer now").growing, 1, "it grew since the last look");
    assert_eq!(house.stays(), 1);
    assert_eq!(house.pass().expect("still").landed.len(), 1);
    assert_eq!(house.stays(), 2);
    house.land("b.csv", rows(&[line]));
    assert_eq!(house.settled(), [("b.csv".to_owned(), FileStanding::Same, String::new())], "the same bytes under another name");
    assert_eq!(house.hotel.read(|db| import::list(db, 10)).len(), 2, "one by hand, one by itself");
    let line = "2,in_house,2026-08-01,2026-08-02,李雷,13700002222,,";
    house.land("a.csv", rows(&[line]));
    assert_eq!(
        house.settled(),
        [("a.csv".to_owned(), FileStanding::Imported, String::new())],
        "tomorrow's file of the same name"
    );
}

#[test]
fn an_import_that_was_undone_does_not_come_back_by_itself() {
    let mut house = house(None).taught();
    let rows = rows(&["2,booked,2026-08-01,2026-08-02,李雷,13700002222,,"]);
    let applied = apply(&house.hotel, &file(&house.hotel, "x.csv", &rows)).expect("by hand");
    undo(&house.hotel, &applied).expect("undone");
    house.land("x.csv", &rows);
    assert_eq!(house.settled(), [("x.csv".to_owned(), FileStanding::Same, String::new())]);
    assert_eq!(house.stays(), 1);
}

#[test]
fn refused_rows_are_listed_beside_the_file_and_a_file_that_is_none_is_refused_alone() {
    let mut house = house(None).taught();
    house.land("bad.csv", "no,table\n1,2\n");
    house.land("packed.csv", b"\x1f\x8b\x08\x00packed");
    house.land("rows.csv", rows(&["2,booked,2026-08-01,2026-08-02,李雷,,,", "3,booked,2026-02-30,2026-03-01,韩梅梅,,,"]));
    house.land("note.pdf", "%PDF");
    let told = house.settled();
    let expected = [
        ("bad.csv", FileStanding::NeedsMapping, ""),
        ("packed.csv", FileStanding::Refused, "import_not_text"),
        ("rows.csv", FileStanding::Imported, ""),
    ]
    .map(|(name, standing, code)| (name.to_owned(), standing, code.to_owned()));
    assert_eq!(told, expected);
    let listed = house.hotel.read(|db| folder::list(db, 10));
    let refusals = &listed.iter().find(|landed| landed.file_name == "rows.csv").expect("listed").refusals;
    assert_eq!(std::fs::read_to_string(house.folder.join(refusals)).expect("the list"), "line,column,code\n3,arrival,bad_date\n");
    let said = super::said_of(&house.hotel, Op::ApplyImport);
    assert_eq!(
        said["listed"],
        super::listed(&house.folder.join(refusals), 1),
        "nobody is there to give a PIN: the import's own row says so"
    );
    let mut names: Vec<String> = std::fs::read_dir(&house.folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    assert_eq!(names, ["bad.csv", "note.pdf", "packed.csv", "rows.csv", refusals.as_str()], "nothing else is left there");
    assert_eq!(house.settled(), [], "our own list is not taken up");
}

#[test]
fn what_staff_typed_stays_where_nobody_is_there_to_be_asked() {
    let mut house = house(None).taught();
    let guest = house
        .hotel
        .read(|db| lobby_core::guests::bulk::with_contact(db, lobby_core::base::contact::ContactKind::Phone, "13812348812"));
    let guest = guest.first().expect("王建国").0;
    let now = house.hotel.read(|db| lobby_core::guests::get(db, guest));
    let wanted = lobby_core::guests::Guest { company: "锦绣".to_owned(), ..now.clone() };
    let typed = lobby_core::guests::EditGuest { wanted, seen: now };
    let write = house.hotel.write(Role::Receptionist, Op::EditGuest, &typed, |tx| lobby_core::guests::edit(tx, &typed));
    write.expect("typed");
    house.land("a.csv", rows(&["2,booked,2026-08-01,2026-08-02,王建国,13812348812,望江电子,CN"]));
    house.pass().expect("a look");
    let news = house.pass().expect("a second").landed;
    let applied = news[0].applied.as_ref().expect("imported");
    assert_eq!((applied.counts.conflicting, applied.conflicts[0].column.as_str()), (1, "company"));
    assert_eq!(house.hotel.read(|db| lobby_core::guests::get(db, guest)).company, "锦绣");
}

#[test]
fn one_header_of_two_systems_waits_unless_the_folder_names_its_system() {
    let orders = "agent,orderId,guestNames,ciDate,coDate,roomNights\n";
    let as_source = |hotel: &Hotel, source: &str, number: u32| {
        let how = import::HowToRead { source: Some(source.to_owned()), ..import::HowToRead::default() };
        let path = file(hotel, "o.csv", format!("{orders}x,{number},王,2026-08-16,2026-08-18,2\n"));
        super::apply_as(hotel, &path, &how, &mut super::on).expect("by hand");
    };
    for (source, expected) in [(None, FileStanding::NeedsMapping), (Some("ctrip"), FileStanding::Imported)] {
        let mut house = house(source);
        as_source(&house.hotel, "fliggy", 1);
        as_source(&house.hotel, "ctrip", 2);
        house.land("orders.csv", format!("{orders}x,3,李,2026-08-16,2026-08-18,2\n"));
        assert_eq!(house.settled(), [("orders.csv".to_owned(), expected, String::new())], "{source:?}");
        let latest = house.hotel.read(|db| import::list(db, 10)).remove(0);
        assert_eq!(latest.source, "ctrip");
    }
}

#[test]
fn a_folder_that_is_away_is_waited_for_and_one_that_is_none_is_refused() {
    let mut house = house(None).taught();
    std::fs::remove_dir(&house.folder).expect("the stick is pulled out");
    assert_eq!(house.pass().expect("a look"), Passed { there: false, landed: Vec::new(), growing: 0 });
    std::fs::create_dir(&house.folder).expect("it is back");
    house.land("a.csv", rows(&["2,booked,2026-08-01,2026-08-02,李雷,13700002222,,"]));
    house.looks = Looks::new();
    assert_eq!(house.settled().len(), 1, "what landed while nobody looked comes in after a new start too");

    let relative = set(&house.hotel, Role::DataOfficer, Some(Path::new("from-pms")), None);
    assert_eq!(code(&relative), "no_folder");
    assert_eq!(code(&set(&house.hotel, Role::DataOfficer, Some(&house.folder), Some("Other PMS"))), "import_bad_source");
    assert_eq!(code(&set(&house.hotel, Role::Receptionist, Some(&house.folder), None)), "not_allowed");
    assert_eq!(set(&house.hotel, Role::DataOfficer, None, None).expect("ended"), None);
    house.land("b.csv", rows(&["3,booked,2026-08-01,2026-08-02,韩梅梅,,,"]));
    assert!(!house.pass().expect("a look").there);
}

#[test]
fn whoever_set_the_folder_must_still_be_allowed_to_import() {
    let mut house = house(None).taught();
    house.land("a.csv", rows(&["2,booked,2026-08-01,2026-08-02,李雷,13700002222,,"]));
    let people = house.hotel.read(lobby_core::staff::list);
    let officer = people.into_iter().find(|user| user.role == Role::DataOfficer).expect("one");
    let moved = lobby_core::staff::User { role: Role::Receptionist, ..officer.clone() };
    let edit = lobby_core::staff::EditUser { seen: officer, wanted: moved };
    house.hotel.write(Role::GeneralManager, Op::EditUser, &edit, |tx| lobby_core::staff::edit(tx, &edit)).expect("moved");
    house.pass().expect_err("their word no longer opens the door");
    assert_eq!(code(&house.pass()), "not_allowed");
    assert_eq!(house.stays(), 1);
    set(&house.hotel, Role::DutyManager, Some(&house.folder.clone()), None).expect("somebody else sets it");
    assert_eq!(house.settled().len(), 1);
}
