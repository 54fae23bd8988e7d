//! A stolen disk: planted words stand in no file of the house, over every operation that writes one; with the key they are there.

use std::{fs, ops::ControlFlow, path::Path};

use lobby_core::{
    backup::{self, TakeBackup},
    base::role::Role,
    db::file::beside,
    export::{self, MakeExport},
    privacy::erase::{self, Around, EraseGuest, Ground},
};
use support::{
    hotel::{Hotel, PASSPHRASE},
    outside,
};

use super::planted::{self, PHONE, Planted, SIGN, WORD, confirmed, planted};

/// Returns every file under `folder` that holds one of the planted words as it is, in UTF-8 or UTF-16, and how many were read.
fn in_the_clear(folder: &Path) -> (Vec<String>, usize) {
    let (mut found, mut read) = (Vec::new(), 0);
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is read").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = fs::read(&path).expect("the file is read");
            read += 1;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            for word in [WORD, SIGN, PHONE] {
                let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
                let holds = |word: &[u8]| bytes.windows(word.len()).any(|seen| seen.eq_ignore_ascii_case(word));
                if holds(word.as_bytes()) || holds(&wide) || name.contains(word) {
                    found.push(format!("{name}: {word}"));
                }
            }
        }
    }
    (found, read)
}

fn package(hotel: &Hotel, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    let input = MakeExport { period: "2026-07".to_owned(), reason: String::new() };
    let mut on = |_| ControlFlow::Continue(());
    export::make(&hotel.store, &hotel.request(Role::DataOfficer), &input, to, &mut on).expect("a package");
}

/// Every operation that writes a file of the house: complaints, photos, drafts, an import, a package that is kept, a backup, a
/// restore, an erasure.
fn lived() -> (Planted, tempfile::TempDir) {
    let planted = planted();
    planted::close(&planted);
    let hotel = &planted.hotel;
    let outside = tempfile::tempdir().expect("outside the house");
    let csv = format!(
        "reservation_no,state,arrival,departure,room,guest_name,phone,rate\nR-7,departed,2026-05-01,2026-05-03,1206,{SIGN}甲,{PHONE},880\n"
    );
    let path = outside.path().join("pms.csv");
    fs::write(&path, csv).expect("the PMS's file");
    crate::import::apply(hotel, &path).expect("an import");
    package(hotel, &outside.path().join("sent"));
    let input = TakeBackup { folder: hotel.folder().join("backups") };
    let taken = backup::take(&hotel.store, &hotel.request(Role::Administrator), &input).expect("a backup").value;
    backup::restore(&taken.path, &hotel.folder().join("again.lobby"), &PASSPHRASE.to_owned().into()).expect("restored");
    (planted, outside)
}

#[test]
fn planted_words_stand_in_no_file_of_the_house() {
    let (planted, outside) = lived();
    let hotel = &planted.hotel;
    let (found, read) = in_the_clear(hotel.folder());
    assert_eq!(found, Vec::<String>::new());
    assert!(read >= 12 && beside(&hotel.path(), "-wal").exists(), "{read} files, the log among them");
    assert!(!outside::found_in(&hotel.path(), PASSPHRASE, WORD).is_empty(), "with the key they are all there");
    let seen =
        erase::foresee(&hotel.store, &hotel.session(Role::DataOfficer), planted.guest, "2026-07-14".parse().expect("a day"));
    let input = EraseGuest {
        guest: planted.guest,
        ground: Ground::Asked,
        request: None,
        strike: Vec::new(),
        seen: seen.expect("foreseen").seen,
    };
    let proof = confirmed(hotel, Role::DataOfficer);
    let backups = hotel.folder().join("backups");
    let around = Around { backups: &[&backups], packages: outside.path(), why: "客人行使删除权" };
    let mut on = |_| ControlFlow::Continue(());
    erase::carry_out(&hotel.store, &hotel.request(Role::DataOfficer), &input, &proof, &around, &mut on).expect("erased");
    assert_eq!(in_the_clear(hotel.folder()).0, Vec::<String>::new(), "nor in what an erasure writes");
}

#[test]
fn with_encryption_off_every_word_is_found() {
    let (planted, _outside) = lived();
    let plain = tempfile::tempdir().expect("a folder");
    let to = plain.path().join("plain.db");
    let conn = outside::opened(&planted.hotel.path(), PASSPHRASE);
    conn.execute("ATTACH DATABASE ?1 AS plain KEY ''", [to.to_string_lossy()]).expect("a file without a key");
    conn.query_row("SELECT sqlcipher_export('plain')", [], |_| Ok(())).expect("the same rows without encryption");
    drop(conn);
    let (found, _) = in_the_clear(plain.path());
    for word in [WORD, SIGN, PHONE] {
        assert!(found.iter().any(|found| found.ends_with(word)), "control: {word} is found where nothing is encrypted");
    }
}
