//! What a backup costs the desk beside it, and how long the way back takes: a drill, a restore that is put in place, a new key.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use lobby_core::{
    audit::op::Op,
    backup::{
        self, TakeBackup, drill,
        quarantine::{self, Opens},
        rekey,
    },
    base::{points::Points, role::Role},
    db::keys::PRACTICE_PASSPHRASE,
    loyalty::{self, EarnPoints, MemberRef},
    open,
};
use secrecy::SecretString;

use crate::hotel::Kept;
use crate::postings::members;
use crate::table::Table;
use crate::timing::Times;

/// Postings before the backup begins.
const POSTINGS: usize = 300;
/// Between two postings, as people at a counter leave it: a desk that never rests would be another measure.
const REST: Duration = Duration::from_millis(20);

/// Adds the lines of backup and restore.
pub fn lines(hotel: &Kept, table: &mut Table) {
    let folder = tempfile::tempdir_in(&hotel.folder).expect("a folder on the same disk");
    let size = format!("{} guests, {} MB", hotel.guests, megabytes(&hotel.path));
    let desk = Desk { hotel, members: members(hotel) };
    // What the making of the hotel left in the log is no part of it.
    hotel.store.empty_log().expect("the log is emptied");
    let mut alone = Times::default();
    (0..POSTINGS).for_each(|ordinal| desk.posts(&mut alone, ordinal));
    let (mut beside, mut backups) = (Times::default(), Times::default());
    let taken = desk.posts_beside(&mut beside, &mut backups, folder.path());
    let said = |times: &Times, count: usize| format!("{times} ({count} postings)");
    table.add(
        "Posting beside a backup",
        size.clone(),
        said(&beside, beside.count()),
        format!("without a backup: {}", said(&alone, alone.count())),
    );
    table.add("Backup, verified", size.clone(), &backups, "–");
    back(hotel, &taken, folder.path(), &size, table);
}

struct Desk<'h> {
    hotel: &'h Kept,
    members: Vec<String>,
}

impl Desk<'_> {
    fn posts(&self, times: &mut Times, ordinal: usize) {
        let member = MemberRef(self.members[ordinal % self.members.len()].clone());
        let input = EarnPoints { member, points: Points::new(100).expect("a small number"), expires_on: None };
        let request = self.hotel.request(Role::Receptionist);
        let posted =
            times.run(|| self.hotel.store.write(&request, Op::EarnPoints, &input, |tx| loyalty::earn_points(tx, &input)));
        posted.expect("the points are posted");
        std::thread::sleep(REST);
    }

    /// Posts while another thread makes one backup, until it is whole. Returns the backup's folder.
    fn posts_beside(&self, times: &mut Times, backups: &mut Times, folder: &Path) -> PathBuf {
        std::thread::scope(|scope| {
            let making = scope.spawn(|| {
                let input = TakeBackup { folder: folder.join("backups") };
                let request = self.hotel.request(Role::Administrator);
                backups.run(|| backup::take(&self.hotel.store, &request, &input)).expect("a backup").value.path
            });
            let mut ordinal = 0;
            while !making.is_finished() {
                self.posts(times, ordinal);
                ordinal += 1;
            }
            making.join().expect("it is made").parent().expect("its folder").to_owned()
        })
    }
}

/// The way back, in a folder of its own: the kept hotel is not touched.
fn back(hotel: &Kept, taken: &Path, folder: &Path, size: &str, table: &mut Table) {
    let secret: SecretString = PRACTICE_PASSPHRASE.to_owned().into();
    let mut drilled = Times::default();
    drilled.run(|| drill::run(taken, &folder.join("scratch"), &Opens::Secret(&secret))).expect("a drill");
    table.add("Drill", size.to_owned(), &drilled, "–");
    let (mut restored, mut opened) = (Times::default(), Times::default());
    let to = folder.join("again").join("practice.lobby");
    std::fs::create_dir(folder.join("again")).expect("another machine");
    restored.run(|| {
        let found = quarantine::quarantine(taken, &to, &Opens::Secret(&secret), None, hotel.now()).expect("looked at");
        quarantine::put_in_place(&to, &found.folder, None, hotel.now()).expect("in place");
    });
    let store = opened.run(|| open::open(&to, &secret)).expect("it opens");
    table.add("Restore on an empty machine", size.to_owned(), &restored, format!("then opened in {opened}"));
    let mut rekeyed = Times::default();
    rekeyed.run(|| rekey::prepare(&store, &secret, hotel.now(), [7; 32])).expect("a new key");
    table.add("New key for the whole file", size.to_owned(), &rekeyed, "–");
}

fn megabytes(path: &Path) -> u64 {
    std::fs::metadata(path).map(|facts| facts.len() / 1_000_000).expect("the hotel's file")
}
