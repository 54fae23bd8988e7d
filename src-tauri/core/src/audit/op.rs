//! Everything that can be done, one line each: a new operation does not compile until it has its permission, its record
//! kind and its standing with several desks. Its label is `op.<word>` in `assets/locales`.

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
        /// An event for members, its invites and answers.
        Event = "event",
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
        /// What guests agreed to, asked for and were answered; holds, retention, breaches, assessments.
        Privacy = "privacy",
        /// The hotel's own facts and settings.
        Hotel = "hotel",
    }
}

/// Makes [`Op`] of one line per operation, `Name = "word": record kind, permission, marks;`, so that none of its answers can
/// be forgotten and two people who each add one do not meet. `open` stands for no permission:
/// everybody who signed in; the mark `by_pin` for a PIN that is asked again.
macro_rules! operations {
    (@permission open) => { None };
    (@permission $permission:ident) => { Some(Permission::$permission) };
    (@provisional provisional) => { true };
    (@provisional undoable) => { false };
    (@provisional by_pin) => { false };
    (@undoable undoable) => { true };
    (@undoable provisional) => { false };
    (@undoable by_pin) => { false };
    (@by_pin by_pin) => { true };
    (@by_pin provisional) => { false };
    (@by_pin undoable) => { false };
    ($($op:ident = $word:literal: $record:ident, $permission:ident $(, $mark:ident)*;)+) => {
        stored_words! {
            /// Every operation of the core, reads included.
            pub enum Op { $($op = $word),+ }
        }

        impl Op {
            /// Returns the matrix row that this operation asks for; `None` is open to everybody who signed in.
            pub const fn permission(self) -> Option<Permission> {
                match self { $(Self::$op => operations!(@permission $permission)),+ }
            }

            /// Returns which kind of record this operation touches or reads.
            pub const fn record(self) -> RecordKind {
                match self { $(Self::$op => RecordKind::$record),+ }
            }

            /// Returns whether a second desk may show this as done before the order of all desks is known; the others must
            /// be decided first. With one desk both are decided at once.
            pub const fn provisional(self) -> bool {
                match self { $(Self::$op => false $(|| operations!(@provisional $mark))*),+ }
            }

            /// Returns whether Ctrl+Z may take this back by restoring the before-image.
            pub const fn undoable(self) -> bool {
                match self { $(Self::$op => false $(|| operations!(@undoable $mark))*),+ }
            }

            /// Returns whether this asks for a PIN that was given just now ([`crate::base::role::PIN_FRESH_MS`]): what gives
            /// money or points beyond a limit, leaves the house, erases, or changes keys and people. An open desk is not enough.
            pub const fn asks_pin(self) -> bool {
                match self { $(Self::$op => false $(|| operations!(@by_pin $mark))*),+ }
            }
        }
    };
}

operations! {
    FindGuests = "find_guests": Guest, ReadGuests;
    ShowGuest = "show_guest": Guest, ReadGuests;
    ReadToday = "read_today": Stay, ReadGuests;
    RevealContact = "reveal_contact": Guest, RevealContact, provisional;
    AddGuest = "add_guest": Guest, WriteGuests, provisional, undoable;
    EditGuest = "edit_guest": Guest, WriteGuests, provisional, undoable;
    AddContact = "add_contact": Guest, WriteGuests, provisional, undoable;
    RemoveContact = "remove_contact": Guest, WriteGuests, provisional, undoable;
    RecordConsent = "record_consent": Guest, WriteGuests, provisional;
    AddPreference = "add_preference": Preference, WriteGuests, provisional, undoable;
    DropPreference = "drop_preference": Preference, WriteGuests, provisional, undoable;
    MeetWish = "meet_wish": Preference, WriteGuests, provisional, undoable;
    AddPromise = "add_promise": Promise, WriteGuests, provisional, undoable;
    SettlePromise = "settle_promise": Promise, WriteGuests, provisional, undoable;
    AddDealing = "add_dealing": Dossier, WriteGuests, provisional, undoable;
    DropDealing = "drop_dealing": Dossier, WriteGuests, provisional, undoable;
    MakeCall = "make_call": Dossier, DutyLog, provisional, undoable;
    ReadCalls = "read_calls": Dossier, ReadGuests;
    AddCompanion = "add_companion": Dossier, WriteGuests, provisional, undoable;
    DropCompanion = "drop_companion": Dossier, WriteGuests, provisional, undoable;
    AddAlert = "add_alert": Dossier, WriteGuests, provisional, undoable;
    LiftAlert = "lift_alert": Dossier, WriteGuests, provisional, undoable;
    AddCaution = "add_caution": Dossier, Cautions, provisional, undoable;
    LiftCaution = "lift_caution": Dossier, Cautions, provisional, undoable;
    AddTask = "add_task": Plan, WriteGuests, provisional, undoable;
    DropTask = "drop_task": Plan, WriteGuests, provisional, undoable;
    TickTask = "tick_task": Plan, TickTasks, provisional, undoable;
    ReadPlan = "read_plan": Plan, ReadGuests;
    MergeGuests = "merge_guests": Guest, Merge, undoable;
    UnmergeGuests = "unmerge_guests": Guest, Merge;
    MovePoints = "move_points": Ledger, Merge;
    ReadMerges = "read_merges": Guest, Merge;
    CheckIn = "check_in": Stay, WriteGuests;
    CheckOut = "check_out": Stay, WriteGuests;
    OpenTicket = "open_ticket": Ticket, RecordComplaint, provisional;
    ReadTickets = "read_tickets": Ticket, RecordComplaint;
    StepTicket = "step_ticket": Ticket, WorkComplaint, provisional;
    RekindTicket = "rekind_ticket": Ticket, WorkComplaint;
    RaiseExternal = "raise_external": Ticket, WorkComplaint;
    AnswerExternal = "answer_external": Ticket, WorkComplaint;
    // What goes to an authority is signed for by those who may approve.
    PrintEvidence = "print_evidence": Ticket, Approve, by_pin;
    NoteTicket = "note_ticket": Ticket, WorkComplaint, provisional;
    PauseTicket = "pause_ticket": Ticket, WorkComplaint;
    ResumeTicket = "resume_ticket": Ticket, WorkComplaint;
    ApologiseTicket = "apologise_ticket": Ticket, WorkComplaint, provisional;
    ProposeRemedy = "propose_remedy": Ticket, Compensate;
    ApproveRemedy = "approve_remedy": Ticket, Approve, by_pin;
    CloseTicket = "close_ticket": Ticket, WorkComplaint;
    ReopenTicket = "reopen_ticket": Ticket, WorkComplaint;
    MergeTickets = "merge_tickets": Ticket, WorkComplaint;
    UnmergeTickets = "unmerge_tickets": Ticket, WorkComplaint;
    SplitTicket = "split_ticket": Ticket, WorkComplaint;
    AttachFile = "attach_file": Ticket, RecordComplaint;
    CopyAttachment = "copy_attachment": Ticket, WorkComplaint;
    WithdrawAttachment = "withdraw_attachment": Ticket, WorkComplaint;
    // Who raises what somebody may give gives it.
    EditLimits = "edit_limits": Ticket, Programme, by_pin;
    ReadWarnings = "read_warnings": Ticket, Reports;
    SetWatchRules = "set_watch_rules": Hotel, House;
    ReadActions = "read_actions": Action, Reports;
    RaiseAction = "raise_action": Action, WorkComplaint, provisional;
    StepAction = "step_action": Action, WorkComplaint;
    EnrolPhone = "enrol_phone": User, Approve, by_pin;
    // Whoever takes a phone approval down works on the ticket; the right to approve is the caller's, by their code.
    PhoneApprove = "phone_approve": Ticket, WorkComplaint;
    AnswerPhone = "answer_phone": Ticket, Approve;
    WriteSlip = "write_slip": Ticket, WorkComplaint;
    EditBudget = "edit_budget": Ticket, Programme;
    ReadSpending = "read_spending": Ticket, Reports;
    EditClocks = "edit_clocks": Ticket, Programme;
    ReadDuty = "read_duty": Duty, DutyLog;
    WriteDuty = "write_duty": Duty, DutyLog, provisional;
    CorrectDuty = "correct_duty": Duty, DutyLog, provisional;
    EndDuty = "end_duty": Duty, DutyLog, provisional, undoable;
    SignHandover = "sign_handover": Duty, DutyLog;
    SeeHandover = "see_handover": Duty, DutyLog, undoable;
    TakeHandover = "take_handover": Duty, DutyLog;
    EditDutyRules = "edit_duty_rules": Duty, House;
    ReadMorning = "read_morning": Duty, Reports;
    ReadProgrammeReport = "read_programme_report": Ledger, Reports;
    EnrolMember = "enrol_member": Member, Enrol;
    ReadMember = "read_member": Member, ReadGuests;
    EarnPoints = "earn_points": Ledger, PostPoints;
    RedeemPoints = "redeem_points": Ledger, PostPoints;
    ReversePoints = "reverse_points": Ledger, PostPoints;
    IssueVoucher = "issue_voucher": Ledger, PostPoints;
    VoidVoucher = "void_voucher": Ledger, PostPoints;
    CheckVoucher = "check_voucher": Ledger, PostPoints;
    UseVoucher = "use_voucher": Ledger, PostPoints;
    PrintVoucher = "print_voucher": Ledger, PostPoints;
    UseBenefit = "use_benefit": Member, PostPoints;
    GiveBenefit = "give_benefit": Member, AdjustPoints;
    ReturnBenefit = "return_benefit": Member, PostPoints;
    ExpirePoints = "expire_points": Ledger, AdjustPoints;
    AdjustPoints = "adjust_points": Ledger, AdjustPoints, by_pin;
    GiveGoodwill = "give_goodwill": Ledger, Compensate;
    HoldPoints = "hold_points": Ledger, Compensate;
    SettlePoints = "settle_points": Ledger, Compensate;
    PostDue = "post_due": Ledger, AdjustPoints;
    CreditLate = "credit_late": Ledger, AdjustPoints, by_pin;
    // What the PMS's file brings as departed is many members' points in one act.
    CreditDepartures = "credit_departures": Ledger, AdjustPoints;
    ReadRuns = "read_runs": Ledger, AdjustPoints;
    // Points from the system before are the house's debt from one moment on: whoever answers for the programme takes them in.
    BringInPoints = "bring_in_points": Ledger, Programme, by_pin;
    TakeOutPoints = "take_out_points": Ledger, Programme, by_pin;
    ReadBalances = "read_balances": Ledger, Programme;
    ExportBalancesLeft = "export_balances_left": Ledger, Programme, by_pin;
    // Whose account is a colleague's own is said by who runs the house, never by the colleague.
    LinkOwnGuest = "link_own_guest": User, House;
    // A tier follows from the stays by rule, at every check-out: whoever may earn may have it reviewed.
    ReviewTiers = "review_tiers": Member, PostPoints;
    ReadMemberLists = "read_member_lists": Member, ReadGuests;
    ExportMemberList = "export_member_list": Export, Export, by_pin;
    ReadEvents = "read_events": Event, ReadGuests;
    // What an event costs and gives is the programme's; who is asked and who came is the desk's work.
    PlanEvent = "plan_event": Event, Programme;
    InviteMembers = "invite_members": Event, Enrol;
    AnswerInvite = "answer_invite": Event, Enrol;
    ReferMember = "refer_member": Member, Enrol;
    EditProgramme = "edit_programme": Ledger, Programme;
    // What earns how much is told to whoever asks at the desk.
    ReadProgramme = "read_programme": Ledger, ReadGuests;
    PreviewProgramme = "preview_programme": Ledger, Programme;
    SetTier = "set_tier": Member, Programme;
    RunTiers = "run_tiers": Member, Programme;
    ReadDuplicates = "read_duplicates": Duplicate, ReadGuests;
    // Looking for suspects decides nothing: whoever may read guests may have it done.
    FindDuplicates = "find_duplicates": Duplicate, ReadGuests;
    DismissDuplicate = "dismiss_duplicate": Duplicate, Merge;
    ReopenDuplicate = "reopen_duplicate": Duplicate, Merge;
    PreviewImport = "preview_import": Import, Import;
    ApplyImport = "apply_import": Import, Import;
    UndoImport = "undo_import": Import, Import;
    ExportImportReport = "export_import_report": Import, Import, by_pin;
    ExportRefused = "export_refused": Import, Import, by_pin;
    WatchFolder = "watch_folder": Import, Import;
    // A house's own packages into an empty file: who sets the house up.
    BringBack = "bring_back": Hotel, House;
    ReadStats = "read_stats": Stay, Reports;
    ReadGuestList = "read_guest_list": Stay, ReadGuests;
    ExportGuestList = "export_guest_list": Export, Export, by_pin;
    PreviewExport = "preview_export": Export, Export;
    MakeExport = "make_export": Export, Export, by_pin;
    CopyExport = "copy_export": Export, Export, by_pin;
    EndKept = "end_kept": Export, Export, by_pin;
    SetExportRoutine = "set_export_routine": Export, Export, by_pin;
    RunExportRoutine = "run_export_routine": Export, Export;
    ConfirmRoutineDay = "confirm_routine_day": Export, Export, by_pin;
    // Who is on duty hears that no package left; what it holds is not theirs to see.
    ReadExportAlarm = "read_export_alarm": Export, DutyLog;
    // A guest was erased: whoever may erase may take the packages out that hold them.
    ReplaceKept = "replace_kept": Export, Privacy, by_pin;
    // To whom packages are sealed is said by those who answer for what leaves.
    SetSealKey = "set_seal_key": Export, Export, by_pin;
    SetGroupKey = "set_group_key": Export, Export, by_pin;
    ReadPrivacy = "read_privacy": Privacy, Privacy;
    EraseGuest = "erase_guest": Guest, Privacy, by_pin;
    // A backup from before an erasure came back: what was erased is erased again.
    ReapplyErasure = "reapply_erasure": Guest, Privacy;
    CopyGuest = "copy_guest": Guest, Privacy, by_pin;
    HoldGuest = "hold_guest": Privacy, Privacy;
    ReleaseGuest = "release_guest": Privacy, Privacy;
    // The desk hears what a guest wants first; who may answer is another matter.
    TakeRequest = "take_request": Privacy, WriteGuests;
    AnswerRequest = "answer_request": Privacy, Privacy;
    // What a guest agreed to stands on the card.
    ReadConsents = "read_consents": Privacy, ReadGuests;
    RecordPurpose = "record_purpose": Privacy, WriteGuests, provisional;
    SetConsentText = "set_consent_text": Privacy, Privacy;
    SignRetention = "sign_retention": Privacy, Privacy;
    RunRetention = "run_retention": Privacy, Privacy;
    WritePaper = "write_paper": Privacy, Privacy;
    ReadHistory = "read_history": Hotel, ReadHistory;
    Undo = "undo": Guest, WriteGuests;
    ReadHouse = "read_house": Hotel, open;
    ReadStaff = "read_staff": User, open;
    CreateHotel = "create_hotel": Hotel, House;
    MakePractice = "make_practice": Hotel, House;
    EditHotel = "edit_hotel": Hotel, House;
    AddUser = "add_user": User, House, by_pin;
    EditUser = "edit_user": User, House, by_pin;
    SetPin = "set_pin": User, open, by_pin;
    SetDeskLock = "set_desk_lock": Hotel, House, by_pin;
    Backup = "backup": Hotel, House;
    ReadBackups = "read_backups": Hotel, House;
    DrillBackup = "drill_backup": Hotel, House;
    RestoreBackup = "restore_backup": Hotel, House, by_pin;
    ChangeKeys = "change_keys": Hotel, House, by_pin;
    // From then on whoever may sign in to the machine opens the file.
    SetKeyStore = "set_key_store": Hotel, House, by_pin;
    // Where copies of everything go is said by who runs the house.
    SetBackupPlace = "set_backup_place": Hotel, House, by_pin;
    Check = "check": Hotel, open;
    RebuildDerived = "rebuild_derived": Hotel, House;
}

impl Op {
    /// Returns what `role` holds of this operation.
    pub const fn grant(self, role: Role) -> Grant {
        match self.permission() {
            Some(permission) => grant(permission, role),
            None => Grant::Full,
        }
    }
}
