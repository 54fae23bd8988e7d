//! What proves a complaint: kept whole, never changed, withdrawn with a reason only.

use lobby_core::{
    audit::op::Op,
    backup::{self, TakeBackup},
    base::{error::Result, ids::AttachmentId, role::Role},
    check::{self, Depth, WrongKind},
    history::{self, Filter},
    open,
    tickets::{
        Subject,
        attachments::{self, AttachFile, STANDING_MAX, WithdrawAttachment},
    },
};
use support::{
    case::Case,
    hotel::{self, PASSPHRASE, code, hotel},
    outside,
};

const PHOTO: &[u8] = b"\x89PNG\r\n\x1a\nwater on the carpet";

fn attach(case: &Case<'_>, role: Role, bytes: &[u8]) -> Result<AttachmentId> {
    let sha256 = attachments::digest(bytes);
    let input = AttachFile { ticket: case.ticket, name: "0915.png".to_owned(), words: "天花板".to_owned(), sha256 };
    case.hotel.write(role, Op::AttachFile, &input, |tx| attachments::attach(tx, &input, bytes)).map(|done| done.value)
}

fn withdraw(case: &Case<'_>, role: Role, attachment: AttachmentId) -> Result<AttachmentId> {
    let input = WithdrawAttachment { attachment, reason: "拍错了".to_owned() };
    case.hotel.write(role, Op::WithdrawAttachment, &input, |tx| attachments::withdraw(tx, &input)).map(|done| done.value)
}

#[test]
fn a_photo_is_kept_whole_and_a_withdrawn_one_stays_recorded() {
    let hotel = hotel();
    let case = Case::of(&hotel, Subject::Room { room: "0915".to_owned() });
    let id = attach(&case, Role::Receptionist, PHOTO).expect("kept");
    let session = hotel.session(Role::GeneralManager);
    let (one, bytes) = hotel.read(|db| attachments::content(db, &session, id));
    assert_eq!((bytes.as_slice(), one.sha256.as_str()), (PHOTO, attachments::digest(PHOTO).as_str()));
    assert_eq!(code(&withdraw(&case, Role::Receptionist, id)), "not_allowed");
    withdraw(&case, Role::DutyManager, id).expect("withdrawn");
    assert_eq!(code(&withdraw(&case, Role::DutyManager, id)), "attachment_withdrawn");
    let listed = hotel.read(|db| attachments::of_ticket(db, &session, case.ticket));
    assert_eq!((listed.len(), listed[0].withdrawn_because.as_str()), (1, "拍错了"));
    let gone = hotel.store.read_as_house(|db| attachments::content(db, &session, id));
    assert_eq!(code(&gone), "not_found");
}

#[test]
fn what_is_no_photo_or_too_large_or_too_many_is_refused() {
    let hotel = hotel();
    let case = Case::of(&hotel, Subject::Room { room: "0915".to_owned() });
    assert_eq!(code(&attach(&case, Role::Receptionist, b"MZ")), "attachment_unknown_kind");
    let mut large = PHOTO.to_vec();
    large.resize(10 * 1024 * 1024, 0);
    assert_eq!(code(&attach(&case, Role::Receptionist, &large)), "attachment_too_large");
    for _ in 0..STANDING_MAX {
        attach(&case, Role::Receptionist, PHOTO).expect("kept");
    }
    assert_eq!(code(&attach(&case, Role::Receptionist, PHOTO)), "attachment_too_many");
}

#[test]
fn bytes_that_somebody_changed_are_not_shown_as_proof() {
    let hotel = hotel();
    let case = Case::of(&hotel, Subject::Room { room: "0915".to_owned() });
    let id = attach(&case, Role::Receptionist, PHOTO).expect("kept");
    let conn = outside::opened(&hotel.path(), PASSPHRASE);
    for sql in ["DELETE FROM ticket_attachments", "UPDATE ticket_attachment_bytes SET content = x'00'"] {
        let tried = conn.execute(sql, []);
        assert!(tried.is_err_and(|error| error.to_string().contains("append-only")), "{sql} is refused");
    }
    conn.execute_batch("DROP TRIGGER ticket_attachment_bytes_stay; UPDATE ticket_attachment_bytes SET content = x'00';")
        .expect("past Lobby");
    let session = hotel.session(Role::GeneralManager);
    let read = hotel.store.read_as_house(|db| attachments::content(db, &session, id));
    assert!(read.is_err(), "the digest says so");
}

#[test]
fn the_check_finds_an_attachment_that_is_not_what_was_kept() {
    let hotel = hotel();
    let case = Case::of(&hotel, Subject::Room { room: "0915".to_owned() });
    let ids = [0u8, 1].map(|last| attach(&case, Role::Receptionist, &[PHOTO, &[last]].concat()).expect("kept"));
    withdraw(&case, Role::DutyManager, ids[1]).expect("withdrawn");
    let session = hotel.session(Role::Receptionist);
    let wrong = || check::file(&hotel.store, &session, Depth::Quick).expect("the check runs").attachments.wrong;
    assert_eq!(wrong(), [], "control: what was kept is as it was");
    let conn = outside::opened(&hotel.path(), PASSPHRASE);
    conn.execute_batch(
        "DROP TRIGGER ticket_attachment_bytes_stay; DROP TRIGGER ticket_attachment_bytes_keep;
         UPDATE ticket_attachment_bytes SET content = x'00' WHERE rowid = 1;
         DELETE FROM ticket_attachment_bytes WHERE rowid = 2;",
    )
    .expect("past Lobby");
    let found: Vec<(WrongKind, String)> = wrong().into_iter().map(|wrong| (wrong.what, wrong.row)).collect();
    assert_eq!(
        found,
        ids.map(|id| (WrongKind::Attachment, id.to_string())),
        "changed ones and those that are gone, withdrawn or not"
    );
}

#[test]
fn a_copy_leaves_the_house_whole_once_and_in_somebody_s_name() {
    let hotel = hotel();
    let case = Case::of(&hotel, Subject::Room { room: "0915".to_owned() });
    let id = attach(&case, Role::Receptionist, PHOTO).expect("kept");
    let to = hotel.folder().join("evidence.png");
    let copied = |role| hotel.write(role, Op::CopyAttachment, &id, |tx| attachments::copy(tx, id, &to)).map(drop);
    assert_eq!(code(&copied(Role::Receptionist)), "not_allowed");
    assert!(!to.exists(), "a refused copy leaves nothing");
    copied(Role::DutyManager).expect("copied");
    assert_eq!(std::fs::read(&to).expect("the copy"), PHOTO);
    assert_eq!(code(&copied(Role::DutyManager)), "file_failed", "nothing is overwritten");
    let session = hotel.session(Role::GeneralManager);
    let asked = Filter { record: Some(case.ticket.raw().into()), limit: Some(1) };
    let newest = hotel.read(|db| history::lines(db, &session, &asked));
    assert_eq!(newest.first().map(|line| line.operation), Some(Op::CopyAttachment), "who took it out is known");
}

#[test]
fn a_backup_carries_what_was_attached() {
    let hotel = hotel();
    let case = Case::of(&hotel, Subject::Room { room: "0915".to_owned() });
    let id = attach(&case, Role::Receptionist, PHOTO).expect("kept");
    let input = TakeBackup { folder: hotel.folder().join("backups") };
    let taken = backup::take(&hotel.store, &hotel.request(Role::Administrator), &input).expect("a backup");
    let restored = hotel.folder().join("restored.lobby");
    backup::restore(&taken.value.path, &restored, &PASSPHRASE.to_owned().into()).expect("restored");
    let store = open::with_key(&restored, hotel::key()).expect("it opens");
    let session = hotel.session(Role::GeneralManager);
    let (one, bytes) = store.read_as_house(|db| attachments::content(db, &session, id)).expect("there");
    assert_eq!((bytes.as_slice(), one.sha256), (PHOTO, attachments::digest(PHOTO)));
}
