//! The roles' table of the house (docs/roles.md), as data: permission × role.

use crate::{base::role::Role, stored_words};

stored_words! {
    /// One row of the matrix.
    pub enum Permission {
        /// find and read guests, masked
        ReadGuests = "read_guests",
        /// reveal a contact, with a reason
        RevealContact = "reveal_contact",
        /// add and correct guests, wishes, promises
        WriteGuests = "write_guests",
        /// write, read and lift do-not-rent and credit notes
        Cautions = "cautions",
        /// tick a task of a service plan
        TickTasks = "tick_tasks",
        /// merge, unmerge
        Merge = "merge",
        /// record a complaint
        RecordComplaint = "record_complaint",
        /// work on, step, close a complaint
        WorkComplaint = "work_complaint",
        /// see 责任人
        SeeResponsible = "see_responsible",
        /// compensate inside limits
        Compensate = "compensate",
        /// approve above somebody else's limit (never one's own request)
        Approve = "approve",
        /// earn, redeem at the desk
        PostPoints = "post_points",
        /// adjust points, late credit
        AdjustPoints = "adjust_points",
        /// programme, tiers, rewards, limits
        Programme = "programme",
        /// enrol a member
        Enrol = "enrol",
        /// duty log, handover
        DutyLog = "duty_log",
        /// reports, morning meeting
        Reports = "reports",
        /// import, undo an import
        Import = "import",
        /// export to the group
        Export = "export",
        /// consent, copy, erase, reads of personal data, retention
        Privacy = "privacy",
        /// read history
        ReadHistory = "read_history",
        /// staff, settings, keys, backup, restore
        House = "house",
    }
}

stored_words! {
    /// What a role holds of a permission.
    pub enum Grant {
        /// ● may
        Full = "full",
        /// ○ inside own limits or own department
        Limited = "limited",
        /// "own": own rows only
        Own = "own",
        /// operations only, no guest data
        OperationsOnly = "operations_only",
        /// – may not
        None = "none",
    }
}

/// Returns what `role` holds of `permission`. Source: the house's table, tests/golden/matrix.txt.
pub const fn grant(permission: Permission, role: Role) -> Grant {
    use Grant::{Full as F, Limited as L, None as N, OperationsOnly, Own};
    // 前台, 大堂副理, 部门负责人, 总经理, 数据专员, 管理员
    let row = match permission {
        Permission::ReadGuests => [F, F, L, F, F, N],
        Permission::RevealContact | Permission::WriteGuests => [F, F, N, F, F, N],
        Permission::Merge | Permission::Cautions => [N, F, N, F, F, N],
        Permission::TickTasks => [F, F, L, F, N, N],
        Permission::RecordComplaint => [F, F, F, F, N, N],
        Permission::WorkComplaint | Permission::SeeResponsible => [N, F, L, F, N, N],
        Permission::Compensate => [L, L, L, L, N, N],
        Permission::Approve | Permission::AdjustPoints => [N, L, N, F, N, N],
        Permission::PostPoints | Permission::Enrol => [F, F, N, F, N, N],
        Permission::Programme => [N, N, N, F, N, N],
        Permission::DutyLog => [N, F, N, F, N, N],
        Permission::Reports => [N, F, L, F, F, N],
        Permission::Import => [N, F, N, F, F, N],
        Permission::Export | Permission::Privacy => [N, N, N, F, F, N],
        Permission::ReadHistory => [Own, F, L, F, F, OperationsOnly],
        Permission::House => [N, N, N, F, N, F],
    };
    match role {
        Role::Receptionist => row[0],
        Role::DutyManager => row[1],
        Role::DepartmentHead => row[2],
        Role::GeneralManager => row[3],
        Role::DataOfficer => row[4],
        Role::Administrator => row[5],
    }
}
