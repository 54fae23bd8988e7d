//! Everything that can be done, matched exhaustively: a new operation does not compile until it has its permission, its
//! record kind and its standing with several desks. Its label is `op.<word>` in `assets/locales`.

use super::permission::{Grant, Permission, grant};
use crate::{base::role::Role, stored_words};

stored_words! {
    /// What a history row is about, and what a window's query says it reads.
    pub enum RecordKind {
        /// A guest's own data and contacts.
        Guest = "guest",
        /// A preference or wish.
        Preference = "preference",
        /// A promise of the house.
        Promise = "promise",
        /// Dealings, companions and alerts of a guest.
        Dossier = "dossier",
        /// The service plan of an arrival.
        Plan = "plan",
        /// The duty log and handovers.
        Duty = "duty",
        /// A stay.
        Stay = "stay",
        /// A ticket, its steps, remedies, notes.
        Ticket = "ticket",
        /// A corrective action (整改) and its steps.
        Action = "action",
        /// A member and the tier.
        Member = "member",
        /// The points ledger.
        Ledger = "ledger",
        /// A suspicion that two guests are one.
        Duplicate = "duplicate",
        /// An import.
        Import = "import",
        /// A package for the group.
        Export = "export",
        /// A person who signs in.
        User = "user",
        /// The hotel's own facts and settings.
        Hotel = "hotel",
    }
}

stored_words! {
    /// Every operation of the core, reads included.
    pub enum Op {
        FindGuests = "find_guests",
        ShowGuest = "show_guest",
        ReadToday = "read_today",
        RevealContact = "reveal_contact",
        AddGuest = "add_guest",
        EditGuest = "edit_guest",
        AddContact = "add_contact",
        RemoveContact = "remove_contact",
        AddPreference = "add_preference",
        DropPreference = "drop_preference",
        MeetWish = "meet_wish",
        AddPromise = "add_promise",
        SettlePromise = "settle_promise",
        AddDealing = "add_dealing",
        DropDealing = "drop_dealing",
        AddCompanion = "add_companion",
        DropCompanion = "drop_companion",
        AddAlert = "add_alert",
        LiftAlert = "lift_alert",
        AddCaution = "add_caution",
        LiftCaution = "lift_caution",
        AddTask = "add_task",
        DropTask = "drop_task",
        TickTask = "tick_task",
        ReadPlan = "read_plan",
        MergeGuests = "merge_guests",
        UnmergeGuests = "unmerge_guests",
        MovePoints = "move_points",
        ReadMerges = "read_merges",
        CheckIn = "check_in",
        CheckOut = "check_out",
        OpenTicket = "open_ticket",
        ReadTickets = "read_tickets",
        StepTicket = "step_ticket",
        NoteTicket = "note_ticket",
        PauseTicket = "pause_ticket",
        ResumeTicket = "resume_ticket",
        ApologiseTicket = "apologise_ticket",
        ProposeRemedy = "propose_remedy",
        ApproveRemedy = "approve_remedy",
        CloseTicket = "close_ticket",
        ReopenTicket = "reopen_ticket",
        EditLimits = "edit_limits",
        ReadWarnings = "read_warnings",
        SetWatchRules = "set_watch_rules",
        ReadActions = "read_actions",
        RaiseAction = "raise_action",
        StepAction = "step_action",
        EnrolPhone = "enrol_phone",
        PhoneApprove = "phone_approve",
        AnswerPhone = "answer_phone",
        WriteSlip = "write_slip",
        EditBudget = "edit_budget",
        ReadSpending = "read_spending",
        EditClocks = "edit_clocks",
        ReadDuty = "read_duty",
        WriteDuty = "write_duty",
        CorrectDuty = "correct_duty",
        EndDuty = "end_duty",
        SignHandover = "sign_handover",
        SeeHandover = "see_handover",
        TakeHandover = "take_handover",
        EditDutyRules = "edit_duty_rules",
        ReadMorning = "read_morning",
        EnrolMember = "enrol_member",
        ReadMember = "read_member",
        EarnPoints = "earn_points",
        RedeemPoints = "redeem_points",
        ReversePoints = "reverse_points",
        ExpirePoints = "expire_points",
        AdjustPoints = "adjust_points",
        GiveGoodwill = "give_goodwill",
        ReviewTiers = "review_tiers",
        EditProgramme = "edit_programme",
        ReadDuplicates = "read_duplicates",
        FindDuplicates = "find_duplicates",
        DismissDuplicate = "dismiss_duplicate",
        ReopenDuplicate = "reopen_duplicate",
        PreviewImport = "preview_import",
        ApplyImport = "apply_import",
        UndoImport = "undo_import",
        WatchFolder = "watch_folder",
        ReadStats = "read_stats",
        ReadGuestList = "read_guest_list",
        ExportGuestList = "export_guest_list",
        PreviewExport = "preview_export",
        MakeExport = "make_export",
        ReadHistory = "read_history",
        Undo = "undo",
        ReadHouse = "read_house",
        ReadStaff = "read_staff",
        CreateHotel = "create_hotel",
        MakePractice = "make_practice",
        EditHotel = "edit_hotel",
        AddUser = "add_user",
        EditUser = "edit_user",
        SetPin = "set_pin",
        Backup = "backup",
        Check = "check",
        RebuildDerived = "rebuild_derived",
    }
}

impl Op {
    /// Returns the matrix row that this operation asks for; `None` is open to everybody who signed in.
    pub const fn permission(self) -> Option<Permission> {
        match self {
            Self::FindGuests | Self::ShowGuest | Self::ReadToday | Self::ReadPlan => Some(Permission::ReadGuests),
            // Looking for suspects decides nothing: whoever may read guests may have it done.
            Self::ReadDuplicates | Self::FindDuplicates => Some(Permission::ReadGuests),
            Self::DismissDuplicate | Self::ReopenDuplicate => Some(Permission::Merge),
            Self::RevealContact => Some(Permission::RevealContact),
            Self::AddGuest
            | Self::EditGuest
            | Self::AddContact
            | Self::RemoveContact
            | Self::AddPreference
            | Self::DropPreference
            | Self::MeetWish
            | Self::AddPromise
            | Self::SettlePromise
            | Self::AddDealing
            | Self::DropDealing
            | Self::AddCompanion
            | Self::DropCompanion
            | Self::AddAlert
            | Self::LiftAlert
            | Self::AddTask
            | Self::DropTask
            | Self::CheckIn
            | Self::CheckOut
            | Self::Undo => Some(Permission::WriteGuests),
            Self::MergeGuests | Self::UnmergeGuests | Self::MovePoints | Self::ReadMerges => Some(Permission::Merge),
            Self::AddCaution | Self::LiftCaution => Some(Permission::Cautions),
            Self::TickTask => Some(Permission::TickTasks),
            Self::OpenTicket | Self::ReadTickets => Some(Permission::RecordComplaint),
            Self::ReadWarnings | Self::ReadActions => Some(Permission::Reports),
            Self::RaiseAction | Self::StepAction => Some(Permission::WorkComplaint),
            Self::StepTicket
            | Self::NoteTicket
            | Self::PauseTicket
            | Self::ResumeTicket
            | Self::ApologiseTicket
            | Self::CloseTicket
            | Self::ReopenTicket => Some(Permission::WorkComplaint),
            Self::ProposeRemedy => Some(Permission::Compensate),
            // Whoever takes a phone approval down works on the ticket; the right to approve is the caller's, by their code.
            Self::PhoneApprove | Self::WriteSlip => Some(Permission::WorkComplaint),
            Self::ApproveRemedy | Self::EnrolPhone | Self::AnswerPhone => Some(Permission::Approve),
            Self::ReadDuty | Self::WriteDuty | Self::CorrectDuty | Self::EndDuty => Some(Permission::DutyLog),
            Self::SignHandover | Self::SeeHandover | Self::TakeHandover => Some(Permission::DutyLog),
            Self::EditDutyRules => Some(Permission::House),
            Self::ReadMorning => Some(Permission::Reports),
            Self::EnrolMember => Some(Permission::Enrol),
            Self::ReadMember | Self::ReadGuestList => Some(Permission::ReadGuests),
            // A tier follows from the stays by rule, at every check-out: whoever may earn may have it reviewed.
            Self::EarnPoints | Self::RedeemPoints | Self::ReversePoints | Self::ReviewTiers => Some(Permission::PostPoints),
            Self::ExpirePoints | Self::AdjustPoints => Some(Permission::AdjustPoints),
            Self::GiveGoodwill => Some(Permission::Compensate),
            Self::EditProgramme | Self::EditLimits | Self::EditBudget | Self::EditClocks => Some(Permission::Programme),
            Self::PreviewImport | Self::ApplyImport | Self::UndoImport | Self::WatchFolder => Some(Permission::Import),
            Self::ReadStats | Self::ReadSpending => Some(Permission::Reports),
            Self::PreviewExport | Self::MakeExport | Self::ExportGuestList => Some(Permission::Export),
            Self::ReadHistory => Some(Permission::ReadHistory),
            Self::ReadHouse | Self::ReadStaff | Self::SetPin | Self::Check => None,
            Self::CreateHotel
            | Self::MakePractice
            | Self::EditHotel
            | Self::SetWatchRules
            | Self::AddUser
            | Self::EditUser
            | Self::Backup
            | Self::RebuildDerived => Some(Permission::House),
        }
    }

    /// Returns which kind of record this operation touches or reads.
    pub const fn record(self) -> RecordKind {
        match self {
            Self::FindGuests
            | Self::ShowGuest
            | Self::RevealContact
            | Self::AddGuest
            | Self::EditGuest
            | Self::AddContact
            | Self::RemoveContact
            | Self::MergeGuests
            | Self::UnmergeGuests
            | Self::ReadMerges
            | Self::Undo => RecordKind::Guest,
            Self::AddPreference | Self::DropPreference | Self::MeetWish => RecordKind::Preference,
            Self::AddPromise | Self::SettlePromise => RecordKind::Promise,
            Self::AddDealing
            | Self::DropDealing
            | Self::AddCompanion
            | Self::DropCompanion
            | Self::AddAlert
            | Self::LiftAlert
            | Self::AddCaution
            | Self::LiftCaution => RecordKind::Dossier,
            Self::AddTask | Self::DropTask | Self::TickTask | Self::ReadPlan => RecordKind::Plan,
            Self::ReadToday | Self::CheckIn | Self::CheckOut | Self::ReadStats | Self::ReadGuestList => RecordKind::Stay,
            Self::ReadActions | Self::RaiseAction | Self::StepAction => RecordKind::Action,
            Self::OpenTicket
            | Self::ReadTickets
            | Self::ReadWarnings
            | Self::StepTicket
            | Self::NoteTicket
            | Self::PauseTicket
            | Self::ResumeTicket
            | Self::ApologiseTicket
            | Self::ProposeRemedy
            | Self::ApproveRemedy
            | Self::CloseTicket
            | Self::ReopenTicket
            | Self::EditLimits
            | Self::PhoneApprove
            | Self::AnswerPhone
            | Self::WriteSlip => RecordKind::Ticket,
            Self::EditBudget | Self::ReadSpending | Self::EditClocks => RecordKind::Ticket,
            Self::ReadDuty | Self::WriteDuty | Self::CorrectDuty | Self::EndDuty | Self::EditDutyRules => RecordKind::Duty,
            Self::SignHandover | Self::SeeHandover | Self::TakeHandover | Self::ReadMorning => RecordKind::Duty,
            Self::EnrolMember | Self::ReadMember | Self::ReviewTiers => RecordKind::Member,
            Self::EarnPoints
            | Self::RedeemPoints
            | Self::ReversePoints
            | Self::ExpirePoints
            | Self::AdjustPoints
            | Self::GiveGoodwill
            | Self::MovePoints
            | Self::EditProgramme => RecordKind::Ledger,
            Self::ReadDuplicates | Self::FindDuplicates | Self::DismissDuplicate | Self::ReopenDuplicate => RecordKind::Duplicate,
            Self::PreviewImport | Self::ApplyImport | Self::UndoImport | Self::WatchFolder => RecordKind::Import,
            Self::PreviewExport | Self::MakeExport | Self::ExportGuestList => RecordKind::Export,
            Self::ReadStaff | Self::AddUser | Self::EditUser | Self::SetPin | Self::EnrolPhone => RecordKind::User,
            Self::ReadHistory
            | Self::ReadHouse
            | Self::CreateHotel
            | Self::MakePractice
            | Self::EditHotel
            | Self::SetWatchRules
            | Self::Backup
            | Self::Check
            | Self::RebuildDerived => RecordKind::Hotel,
        }
    }

    /// Returns what `role` holds of this operation.
    pub const fn grant(self, role: Role) -> Grant {
        match self.permission() {
            Some(permission) => grant(permission, role),
            None => Grant::Full,
        }
    }

    /// Returns whether a second desk may show this as done before the order of all desks is known; the others must be
    /// decided first. With one desk both are decided at once.
    pub const fn provisional(self) -> bool {
        matches!(
            self,
            Self::AddGuest
                | Self::EditGuest
                | Self::AddContact
                | Self::RemoveContact
                | Self::AddPreference
                | Self::DropPreference
                | Self::MeetWish
                | Self::AddPromise
                | Self::SettlePromise
                | Self::AddDealing
                | Self::DropDealing
                | Self::AddCompanion
                | Self::DropCompanion
                | Self::AddAlert
                | Self::LiftAlert
                | Self::AddCaution
                | Self::LiftCaution
                | Self::AddTask
                | Self::DropTask
                | Self::TickTask
                | Self::RevealContact
                | Self::OpenTicket
                | Self::StepTicket
                | Self::NoteTicket
                | Self::ApologiseTicket
                | Self::RaiseAction
                | Self::WriteDuty
                | Self::CorrectDuty
                | Self::EndDuty
        )
    }

    /// Returns whether Ctrl+Z may take this back by restoring the before-image.
    pub const fn undoable(self) -> bool {
        matches!(
            self,
            Self::AddGuest
                | Self::EditGuest
                | Self::AddContact
                | Self::RemoveContact
                | Self::AddPreference
                | Self::DropPreference
                | Self::MeetWish
                | Self::AddPromise
                | Self::SettlePromise
                | Self::AddDealing
                | Self::DropDealing
                | Self::AddCompanion
                | Self::DropCompanion
                | Self::AddAlert
                | Self::LiftAlert
                | Self::AddCaution
                | Self::LiftCaution
                | Self::AddTask
                | Self::DropTask
                | Self::TickTask
                | Self::EndDuty
                | Self::SeeHandover
                | Self::MergeGuests
        )
    }
}
