//! Which tables every desk shares and which belong to one copy. A test holds both lists against the schema.

/// Tables that travel to every desk: explicit NOT NULL primary key, STRICT, no per-desk column.
pub const SHARED: &[&str] = &[
    "accounts",
    "balances",
    "companions",
    "dealings",
    "desks",
    "duplicates",
    "exports",
    "guest_alerts",
    "guest_contacts",
    "guest_details",
    "guests",
    "history",
    "hotel",
    "images",
    "import_changes",
    "import_conflicts",
    "import_finding_rows",
    "import_findings",
    "import_mappings",
    "imports",
    "ledger",
    "limit_versions",
    "lot_uses",
    "lots",
    "members",
    "merge_fields",
    "merge_moves",
    "merges",
    "numbers_given",
    "plan_tasks",
    "preferences",
    "programmes",
    "promises",
    "requests",
    "secrets",
    "settings",
    "stay_summaries",
    "stays",
    "ticket_notes",
    "ticket_remedies",
    "ticket_steps",
    "tickets",
    "users",
    "wishes_met",
];

/// Tables of this copy alone: search, guards, what a desk remembers of itself.
pub const LOCAL: &[&str] = &[
    "card_openings",
    "denials",
    "duplicate_commons",
    "duplicate_model",
    "import_folder",
    "import_landed",
    "local_desk",
    "sign_in_guards",
];

/// Beginnings of local table names that a module makes by itself: the search index and its shadow tables.
pub const LOCAL_PREFIXES: &[&str] = &["search_"];
