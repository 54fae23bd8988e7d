//! How each operation is taken back: by Ctrl Z, by an operation of its own, by the same once more, or not at all, and then it is
//! said before it is done (issue 7, "undo across domains"). One table; an operation without a line fails.

use std::{collections::BTreeMap, fs};

use lobby_core::audit::op::Op;

/// How what somebody did can be made undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Ctrl Z.
    Undo,
    /// Another operation takes it back, or leads on from it.
    By(Op),
    /// It sets or appends what stands: done again, the newest counts, and what was before stays readable.
    Again,
    /// Not at all; this text of the page says so before it is done.
    Said(&'static str),
    /// It changes no record of the house: it reads, copies out, checks, or is part of another write that has its own line.
    Leaves,
}

fn way(op: Op) -> Way {
    let name = op.word();
    if op.undoable() {
        return Way::Undo;
    }
    if ["read_", "preview_", "find_", "show_"].iter().any(|begins| name.starts_with(begins)) {
        return Way::Leaves;
    }
    if let Some(key) = said(op) {
        return Way::Said(key);
    }
    match op {
        Op::RevealContact | Op::Backup | Op::DrillBackup | Op::Check | Op::RebuildDerived | Op::Undo => Way::Leaves,
        Op::ExportImportReport | Op::ExportRefused | Op::ExportBalancesLeft => Way::Leaves,
        Op::ExportMemberList | Op::ExportGuestList | Op::CopyAttachment | Op::CopyGuest | Op::PrintEvidence => Way::Leaves,
        Op::PrintVoucher | Op::CheckVoucher | Op::ReapplyErasure | Op::ReplaceKept | Op::CopyExport => Way::Leaves,
        Op::UnmergeGuests => Way::By(Op::MergeGuests),
        Op::MovePoints => Way::By(Op::UnmergeGuests),
        Op::OpenTicket => Way::By(Op::StepTicket),
        Op::CloseTicket => Way::By(Op::ReopenTicket),
        Op::ReopenTicket => Way::By(Op::CloseTicket),
        Op::MergeTickets => Way::By(Op::UnmergeTickets),
        Op::UnmergeTickets => Way::By(Op::MergeTickets),
        Op::PauseTicket => Way::By(Op::ResumeTicket),
        Op::ResumeTicket => Way::By(Op::PauseTicket),
        Op::AttachFile => Way::By(Op::WithdrawAttachment),
        Op::ProposeRemedy => Way::By(Op::StepTicket),
        Op::PhoneApprove => Way::By(Op::AnswerPhone),
        Op::RaiseAction => Way::By(Op::StepAction),
        Op::WriteDuty => Way::By(Op::CorrectDuty),
        Op::RedeemPoints | Op::EarnPoints | Op::GiveGoodwill | Op::AdjustPoints => Way::By(Op::ReversePoints),
        Op::CreditLate | Op::CreditDepartures | Op::PostDue | Op::SettlePoints => Way::By(Op::ReversePoints),
        Op::HoldPoints => Way::By(Op::SettlePoints),
        Op::IssueVoucher => Way::By(Op::VoidVoucher),
        Op::UseBenefit | Op::GiveBenefit => Way::By(Op::ReturnBenefit),
        Op::BringInPoints => Way::By(Op::TakeOutPoints),
        Op::TakeOutPoints => Way::By(Op::BringInPoints),
        Op::DismissDuplicate => Way::By(Op::ReopenDuplicate),
        Op::ReopenDuplicate => Way::By(Op::DismissDuplicate),
        Op::ApplyImport => Way::By(Op::UndoImport),
        Op::UndoImport => Way::By(Op::ApplyImport),
        Op::HoldGuest => Way::By(Op::ReleaseGuest),
        Op::ReleaseGuest => Way::By(Op::HoldGuest),
        Op::SetTier | Op::RunTiers | Op::ReviewTiers => Way::Again,
        Op::RecordConsent | Op::RecordPurpose | Op::SetConsentText | Op::SignRetention | Op::WritePaper => Way::Again,
        Op::StepTicket | Op::RekindTicket | Op::StepAction | Op::CorrectDuty | Op::AnswerInvite | Op::InviteMembers => Way::Again,
        Op::EditLimits | Op::EditBudget | Op::EditClocks | Op::EditDutyRules | Op::EditProgramme | Op::SetWatchRules => {
            Way::Again
        }
        Op::EditHotel | Op::AddUser | Op::EditUser | Op::SetPin | Op::SetDeskLock | Op::EnrolPhone | Op::LinkOwnGuest => {
            Way::Again
        }
        Op::SetBackupPlace | Op::ChangeKeys | Op::SetSealKey | Op::SetGroupKey | Op::SetExportRoutine | Op::WatchFolder => {
            Way::Again
        }
        Op::SetKeyStore => Way::Again,
        Op::ConfirmRoutineDay | Op::PlanEvent | Op::ReferMember | Op::WriteSlip => Way::Again,
        // A package is followed by its next version; what a restore replaced is put back by another.
        Op::MakeExport | Op::RunExportRoutine | Op::RestoreBackup => Way::Again,
        Op::CreateHotel | Op::MakePractice => Way::Leaves,
        Op::EndKept | Op::TakeRequest | Op::AnswerRequest => Way::Again,
        other => panic!("{other} has no line: how is it taken back?"),
    }
}

/// Returns the text that says before an operation is done that nothing takes it back.
fn said(op: Op) -> Option<&'static str> {
    Some(match op {
        Op::NoteTicket => "ticket.noteHint",
        Op::SignHandover | Op::TakeHandover => "duty.sealSo",
        Op::RaiseExternal | Op::AnswerExternal => "outside.once",
        Op::WithdrawAttachment => "attach.staysRecorded",
        Op::ExpirePoints => "runs.askSo",
        Op::RunRetention => "retention.runWhat",
        Op::EraseGuest => "erasure.final",
        Op::ReversePoints => "member.reverseFinal",
        Op::CheckIn => "stay.checkInFinal",
        Op::CheckOut => "stay.checkOutFinal",
        Op::EnrolMember => "member.enrolFinal",
        Op::UseVoucher => "voucher.useFinal",
        Op::VoidVoucher => "member.reverseVoids",
        Op::ReturnBenefit => "benefit.returnFinal",
        Op::ApologiseTicket => "ticket.apologiseFinal",
        Op::SplitTicket => "join.splitFinal",
        Op::ApproveRemedy => "step.approveFinal",
        Op::AnswerPhone => "phone.answerFinal",
        Op::BringBack => "bringBack.final",
        _ => return None,
    })
}

#[test]
fn every_operation_is_taken_back_somehow_or_says_beforehand_that_it_cannot_be() {
    let read = |path: &str| fs::read_to_string(support::root().join(path)).expect("a file of the project");
    let texts = ["zh-CN", "zh-TW", "en"].map(|language| read(&format!("assets/locales/{language}.json")));
    let shown: String = support::features().into_iter().map(|(_, source)| source).collect();
    for op in Op::ALL {
        match way(*op) {
            Way::Undo => assert!(op.undoable(), "{op}"),
            Way::By(other) => assert!(Op::ALL.contains(&other) && other != *op, "{op} is taken back by {other}"),
            Way::Said(key) => {
                assert!(texts.iter().all(|text| text.contains(&format!("\"{key}\":"))), "{op}: {key} stands in every language");
                assert!(shown.contains(&format!("\"{key}\"")), "{op}: some page says {key}");
            }
            Way::Again | Way::Leaves => {}
        }
    }
}

#[test]
fn a_merge_and_an_import_are_taken_back() {
    assert_eq!(way(Op::MergeGuests), Way::Undo, "Ctrl Z right after a merge takes it apart");
    assert_eq!(way(Op::ApplyImport), Way::By(Op::UndoImport), "an import has its own list and says what stays");
}

#[test]
fn what_is_said_beforehand_says_that_there_is_no_way_back() {
    let text = fs::read_to_string(support::root().join("assets/locales/zh-CN.json")).expect("the texts");
    let texts: BTreeMap<String, String> = serde_json::from_str(&text).expect("texts by their keys");
    let finals = Op::ALL.iter().filter_map(|op| said(*op).map(|key| (op, key)));
    for (op, key) in finals {
        // A file that is withdrawn stays on the complaint: that is what its line says.
        let words = ["不能", "不再", "只记一次"];
        assert!(
            words.iter().any(|word| texts[key].contains(word)),
            "{op}: {key} says that it cannot be taken back: {}",
            texts[key]
        );
    }
}
