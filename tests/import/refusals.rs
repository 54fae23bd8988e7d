//! The list of refused rows is a file that leaves the house: by whom, how long and which bytes stands in the history.

use std::{
    fs,
    path::{Path, PathBuf},
};

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        request::Request,
        role::{Role, Session},
    },
    export,
    import::{
        self, Chosen, HowToRead, Watch,
        apply::Applied,
        plan::Job,
        refusals::{self, RefusedExported, RefusedTo},
    },
};
use support::{
    hotel::{Hotel, PASSPHRASE, code, hotel},
    outside,
};

use super::{counted, file, listed, on, said_of};

const ROWS: &str = "\
reservation_no,state,arrival,departure,guest_name
1,booked,2026-08-01,2026-08-02,王建国
2,booked,2026-02-30,2026-03-01,周敏
3,booked,2026-08-03,2026-08-01,李雷
";

const LAST_NIGHTS: &str = "line,column,code\n7,arrival,bad_date\n";

struct House {
    hotel: Hotel,
    rows: PathBuf,
    list: PathBuf,
}

fn house() -> House {
    let hotel = hotel();
    let rows = file(&hotel, "a.csv", ROWS);
    let list = hotel.path().with_file_name("refused.csv");
    House { hotel, rows, list }
}

impl House {
    /// Imports the file with the list asked for.
    fn imported(&self, request: &Request) -> Result<Applied> {
        let (mut report, how) = (on, HowToRead::default());
        let mut watch = Watch::new(&mut report);
        let survey = import::survey(&self.rows, Chosen::default(), &mut watch)?;
        let job = Job { survey: &survey, how: &how, refused_to: Some(RefusedTo::Asked(&self.list)) };
        let input = job.input(&self.hotel.store)?;
        let run = |tx: &mut lobby_core::db::Tx<'_>, _: &lobby_core::audit::chain::Whole| import::apply(tx, &job, &mut watch);
        export::list(&self.hotel.store, request, Op::ApplyImport, &input, run).map(|done| done.value)
    }

    /// Shows what would come in, with the list asked for.
    fn shown(&self, role: Role) -> Result<RefusedExported> {
        let (mut report, how) = (on, HowToRead::default());
        let mut watch = Watch::new(&mut report);
        let survey = import::survey(&self.rows, Chosen::default(), &mut watch)?;
        let job = Job { survey: &survey, how: &how, refused_to: None };
        let today = "2026-07-14".parse().expect("a day");
        let read = |db: &lobby_core::db::Db| refusals::preview_listing(db, (&job, &self.list), today, &mut watch);
        let (preview, listed, part) = self.hotel.store.read_as_house(read)?;
        assert_eq!(preview.counts.refused, 2);
        let run = |tx: &mut lobby_core::db::Tx<'_>, whole: &lobby_core::audit::chain::Whole| refusals::export(tx, &listed, whole);
        let done = export::list(&self.hotel.store, &self.hotel.request(role), Op::ExportRefused, &listed, run)?;
        part.take_name()?;
        Ok(done.value)
    }

    fn taken(&self) -> i64 {
        let taken = "SELECT count(*) FROM history WHERE op = 'export_refused'";
        let file = outside::opened(&self.hotel.path(), PASSPHRASE);
        file.query_row(taken, [], |row| row.get(0)).expect("a count")
    }
}

fn written(list: &Path) -> String {
    fs::read_to_string(list).expect("the list")
}

#[test]
fn a_list_that_somebody_asked_for_leaves_by_their_pin_and_history_says_which_bytes() {
    let house = house();
    let open = |role: Role| Request {
        session: Session { pin_at: lobby_core::base::time::Instant::from_ms(0), ..house.hotel.session(role) },
        ..house.hotel.request(role)
    };
    let refused = [(house.hotel.request(Role::Receptionist), "not_allowed"), (open(Role::DataOfficer), "pin_again")];
    for (request, expected) in refused {
        assert_eq!(code(&house.imported(&request)), expected);
        assert!(!house.list.exists() && counted(&house.hotel).stays == 0, "nothing lies there, and nothing came in");
    }
    let done = house.imported(&house.hotel.request(Role::DataOfficer)).expect("imported");
    assert_eq!(done.counts.refused, 2);
    assert_eq!(written(&house.list), "line,column,code\n3,arrival,bad_date\n4,departure,departure_before_arrival\n");
    assert_eq!(said_of(&house.hotel, Op::ExportRefused), listed(&house.list, 2));
    assert_eq!(house.taken(), 1);
}

#[test]
fn a_list_of_what_would_be_refused_is_remembered_as_well() {
    let house = house();
    house.shown(Role::DataOfficer).expect("shown");
    assert_eq!(said_of(&house.hotel, Op::ExportRefused), listed(&house.list, 2));
    assert_eq!(counted(&house.hotel).stays, 0, "nothing came in");
    assert_eq!(code(&house.shown(Role::Receptionist)), "not_allowed");
    assert_eq!(house.taken(), 1);
}

#[test]
fn nothing_leaves_on_a_history_that_is_not_what_was_written() {
    let house = house();
    fs::write(&house.list, LAST_NIGHTS).expect("a list of the night before");
    outside::edited(&house.hotel.path(), PASSPHRASE, "UPDATE history SET user_id = zeroblob(16) WHERE seq = 2");
    assert_eq!(code(&house.imported(&house.hotel.request(Role::DataOfficer))), "chain_broken");
    assert_eq!(code(&house.shown(Role::DataOfficer)), "chain_broken");
    assert_eq!((house.taken(), written(&house.list).as_str()), (0, LAST_NIGHTS), "what had the name has it still");
    let beside = fs::read_dir(house.list.parent().expect("a folder")).expect("a folder");
    let left: Vec<_> = beside.map(|one| one.expect("an entry").file_name()).filter(|name| name != "refused.csv").collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with("refused.csv")), "nothing half made is left: {left:?}");
}
