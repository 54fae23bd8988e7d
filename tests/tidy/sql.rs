//! SQL stands in its place, is never put together from input, and writes its own module's tables only.

use super::{
    hold, sample,
    source::{self, Said, Source},
};

/// Words that make a string SQL.
const VERBS: &[&str] =
    &["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "DROP ", "CREATE ", "ALTER ", "REPLACE ", "PRAGMA ", "ATTACH "];

/// What would put SQL together.
const JOINERS: &[&str] = &["format!(", "write!(", "writeln!(", "push_str(", "format_args!("];

/// The one statement that is put together, of a name that the schema itself gave and that is checked just before.
const JOINED: &[(&str, &str)] = &[("src-tauri/core/src/db/bulk.rs", "DROP INDEX {name}")];

fn is_sql(said: &Said) -> bool {
    let text = said.text.trim_start();
    VERBS.iter().any(|verb| text.starts_with(verb)) || text.contains(" FROM ") && text.contains("SELECT ")
}

/// Returns whether a file may hold SQL.
fn is_its_place(path: &str) -> bool {
    let inside = path.strip_prefix("src-tauri/core/src/").unwrap_or(path);
    path.starts_with("src-tauri/core/") && (inside.ends_with("/rows.rs") || inside.starts_with("db/"))
}

fn out_of_place(source: &Source) -> Vec<String> {
    if is_its_place(&source.path) {
        return Vec::new();
    }
    source
        .strings()
        .iter()
        .filter(|said| is_sql(said))
        .map(|said| format!("{}: SQL outside rows.rs, sql/ and db/", said.line))
        .collect()
}

fn joined(source: &Source) -> Vec<String> {
    let allowed = |said: &Said| JOINED.contains(&(source.path.as_str(), said.text.as_str()));
    let is_joined = |said: &Said| JOINERS.iter().any(|joiner| said.before.trim_end().ends_with(joiner));
    let mut faults: Vec<String> = source
        .strings()
        .iter()
        .filter(|said| is_sql(said) && is_joined(said) && !allowed(said))
        .map(|said| format!("{}: SQL is put together", said.line))
        .collect();
    for (at, line) in source.code().lines().enumerate() {
        let runs = [".prepare(", ".prepare_cached(", ".execute(", ".execute_batch(", ".query_row(&"];
        let statement_is_made = runs.iter().any(|run| line.contains(&format!("{run}&format!"))) && source.path != JOINED[0].0;
        if statement_is_made {
            faults.push(format!("{}: a statement is put together", at + 1));
        }
    }
    faults
}

/// Which module writes which tables.
const OWNERS: &[(&str, &[&str])] = &[
    (
        "db",
        &[
            "card_openings",
            "denials",
            "desks",
            "history",
            "hotel",
            "images",
            "local_desk",
            "merge_fields",
            "merge_moves",
            "merges",
            "numbers_given",
            "requests",
            "secrets",
            "settings",
        ],
    ),
    ("staff", &["users", "sign_in_guards", "unsaved_words"]),
    ("guests", &["guests", "guest_details", "guest_contacts", "preferences", "promises", "wishes_met", "contact_consents"]),
    ("dossier", &["dealings", "companions", "guest_alerts", "plan_tasks"]),
    ("stays", &["stays", "stay_summaries", "check_in_steps"]),
    ("profile", &["listed_guests", "listed_state"]),
    (
        "tickets",
        &[
            "tickets",
            "ticket_steps",
            "ticket_remedies",
            "ticket_notes",
            "ticket_reopenings",
            "ticket_attachments",
            "ticket_attachment_bytes",
            "limit_versions",
            "phone_secrets",
            "phone_guards",
            "phone_approvals",
            "phone_answers",
            "ticket_joins",
            "ticket_splits",
            "ticket_slips",
            "ticket_slip_lines",
            "budget_versions",
            "clock_versions",
            "ticket_pauses",
            "ticket_externals",
            "intake_drafts",
        ],
    ),
    (
        "loyalty",
        &[
            "accounts",
            "balances",
            "ledger",
            "ledger_grounds",
            "lot_extensions",
            "lot_uses",
            "lots",
            "manual_tiers",
            "members",
            "pendings",
            "programmes",
            "tier_moves",
            "vouchers",
            "voucher_ends",
            "voucher_guards",
            "benefit_lines",
            "benefit_returns",
            "member_events",
            "event_invites",
            "event_answers",
            "referrals",
        ],
    ),
    (
        "import",
        &[
            "balance_files",
            "balance_tiers",
            "imports",
            "import_changes",
            "import_conflicts",
            "import_finding_rows",
            "import_findings",
            "import_folder",
            "import_landed",
            "import_mappings",
        ],
    ),
    ("duty", &["duty_lines", "duty_rules", "handovers", "handover_items"]),
    ("duplicates", &["duplicates", "duplicate_model", "duplicate_commons"]),
    ("check", &["day_checks"]),
    ("bring_back", &["brought_guests", "brought_packages"]),
    (
        "export",
        &[
            "exports",
            "export_copies",
            "export_routines",
            "kept_ends",
            "kept_files",
            "kept_packages",
            "routine_days",
            "routine_exports",
            "routine_tries",
            "seal_keys",
        ],
    ),
    ("backup", &["backup_newest", "backup_place", "drills", "restores"]),
    ("warnings", &["corrective_actions", "action_steps", "action_tickets"]),
    (
        "privacy",
        &[
            "erasures",
            "erased_guests",
            "legal_holds",
            "rights_requests",
            "consent_texts",
            "purpose_consents",
            "retention_versions",
            "retention_runs",
            "privacy_papers",
        ],
    ),
];

/// Modules that write what others own, each with its reason.
const GUESTS_OF_OTHERS: &[&str] = &[
    // The practice hotel is one operation on the bulk path, in a file that is made for it and never holds a real guest.
    "practice/",
    // An erasure is the one write over every table that holds a guest's words; tests/privacy holds its list against the schema.
    "privacy/erase/",
    // A hotel brought back from its packages is one operation on the bulk path, into a file that held nothing.
    "bring_back/",
];

fn owner_of(table: &str) -> Option<&'static str> {
    if table.starts_with("search_") {
        return Some("search");
    }
    // The group's file is none of a hotel's: its own tables, and those that a package's manifest names (a blank until then).
    if table.starts_with("lobby_") || table.starts_with('{') {
        return Some("group");
    }
    OWNERS.iter().find(|(_, tables)| tables.contains(&table)).map(|(owner, _)| *owner)
}

/// Returns the tables that an SQL text writes to.
fn written(sql: &str) -> Vec<String> {
    let words: Vec<&str> = sql.split(|sign: char| sign.is_whitespace() || sign == '(').filter(|word| !word.is_empty()).collect();
    let mut tables = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let next = |steps: usize| words.get(at + steps).copied().unwrap_or_default();
        let table = match *word {
            "INTO" => next(1),
            "DELETE" if next(1) == "FROM" => next(2),
            // `DO UPDATE SET` of an upsert names no table, and a trigger's `BEFORE UPDATE ON` writes none.
            "UPDATE" if next(1) == "OR" => next(3),
            "UPDATE" if next(1) != "SET" && next(1) != "ON" => next(1),
            _ => continue,
        };
        tables.push(table.trim_end_matches([';', ',']).to_owned());
    }
    tables
}

fn foreign_writes(source: &Source) -> Vec<String> {
    let inside = source.path.strip_prefix("src-tauri/core/src/").unwrap_or(&source.path);
    let module = inside.split('/').next().unwrap_or_default();
    if GUESTS_OF_OTHERS.iter().any(|of| inside.starts_with(of)) || inside.starts_with("db/migrations/") || source.is_test() {
        return Vec::new();
    }
    let texts: Vec<String> = if source.path.ends_with(".sql") {
        vec![source.text.clone()]
    } else {
        source.strings().into_iter().filter(is_sql).map(|said| said.text).collect()
    };
    let tables = texts.iter().flat_map(|text| written(text));
    tables
        .filter(|table| owner_of(table) != Some(module))
        .map(|table| format!(" {module} writes {table}, which is not its own"))
        .collect()
}

fn misplaced_file(source: &Source) -> Vec<String> {
    let placed = source.path.contains("/sql/") || source.path.starts_with("src-tauri/core/src/db/migrations/");
    if placed { Vec::new() } else { vec![" an .sql file outside sql/".to_owned()] }
}

fn shells_and_core() -> Vec<Source> {
    source::files(&["src-tauri/"], &[".rs"])
}

#[test]
fn sql_stands_in_its_place() {
    hold(&shells_and_core(), out_of_place);
    hold(&source::files(&["src-tauri/"], &[".sql"]), misplaced_file);
}

#[test]
fn sql_is_never_put_together() {
    hold(&shells_and_core(), joined);
    let (path, statement) = JOINED[0];
    assert!(source::read(path).contains(statement), "the exception of {path} is no longer needed: strike it out");
}

#[test]
fn a_module_writes_its_own_tables() {
    hold(&source::files(&["src-tauri/core/src/"], &[".rs", ".sql"]), foreign_writes);
}

/// Returns the lines that go past the guards of the schema where nobody may.
fn past_guards(source: &Source) -> Vec<String> {
    let inside = source.path.strip_prefix("src-tauri/core/src/").unwrap_or(&source.path);
    if inside.starts_with("privacy/erase/") || inside == "db/store.rs" {
        return Vec::new();
    }
    let lines = source.code();
    let found = lines.lines().enumerate().filter(|(_, line)| line.contains("past_guards") || line.contains("ENABLE_TRIGGER"));
    found.map(|(at, _)| format!("{}: what is append-only is so for everybody but an erasure", at + 1)).collect()
}

#[test]
fn only_an_erasure_goes_past_the_guards() {
    hold(&shells_and_core(), past_guards);
    let code = "fn a(tx: &Tx<'_>) { tx.db().past_guards(|| rows::put(tx)) }";
    assert_eq!(past_guards(&sample("src-tauri/core/src/guests/mod.rs", code)).len(), 1);
    assert!(past_guards(&sample("src-tauri/core/src/privacy/erase/mod.rs", code)).is_empty());
}

#[test]
fn every_table_has_one_owner() {
    use lobby_core::db::tables::{LOCAL, SHARED};
    let owned: Vec<&str> = OWNERS.iter().flat_map(|(_, tables)| tables.iter().copied()).collect();
    for table in SHARED.iter().chain(LOCAL) {
        assert_eq!(owned.iter().filter(|owned| *owned == table).count(), 1, "{table} has one owner in tests/tidy/sql.rs");
    }
    assert_eq!(owned.len(), SHARED.len() + LOCAL.len(), "an owner of a table that does not exist");
}

#[test]
fn sql_out_of_place_or_put_together_is_found() {
    let statement = "fn a() { conn.prepare(\"SELECT name FROM guests\") }";
    assert_eq!(out_of_place(&sample("src-tauri/core/src/guests/mod.rs", statement)).len(), 1);
    assert_eq!(out_of_place(&sample("src-tauri/src/commands/guests.rs", statement)).len(), 1, "the shells hold none at all");
    assert!(out_of_place(&sample("src-tauri/core/src/guests/rows.rs", statement)).is_empty());
    assert!(out_of_place(&sample("src-tauri/core/src/guests/mod.rs", "// SELECT name FROM guests")).is_empty());
    let made = "fn a() { let sql = format!(\"SELECT name FROM guests WHERE name = '{name}'\"); }";
    assert_eq!(joined(&sample("src-tauri/core/src/guests/rows.rs", made)).len(), 1);
    let run = "fn a() { conn.execute_batch(&format!(\"{sql} LIMIT 1\")) }";
    assert_eq!(joined(&sample("src-tauri/core/src/guests/rows.rs", run)).len(), 1);
    assert!(joined(&sample("src-tauri/core/src/guests/rows.rs", statement)).is_empty());
    assert_eq!(misplaced_file(&sample("src-tauri/core/src/guests/guest.sql", "")).len(), 1);
}

#[test]
fn a_write_to_another_module_s_table_is_found() {
    let write = |sql: &str| foreign_writes(&sample("src-tauri/core/src/tickets/sql/x.sql", sql)).len();
    assert_eq!(write("INSERT INTO tickets(id) VALUES (?1)"), 0);
    assert_eq!(write("INSERT INTO tickets(id) VALUES (?1) ON CONFLICT DO UPDATE SET id = 1"), 0);
    assert_eq!(write("INSERT OR IGNORE INTO guests VALUES (?1)"), 1);
    assert_eq!(write("UPDATE guests SET merged_into = NULL"), 1);
    assert_eq!(write("UPDATE OR IGNORE guests SET merged_into = NULL"), 1);
    assert_eq!(write("DELETE FROM ledger"), 1);
    assert_eq!(write("SELECT * FROM ledger"), 0, "a read may look anywhere");
    let rust = sample("src-tauri/core/src/tickets/rows.rs", "fn a() { x(\"UPDATE stays SET state = ?1\") }");
    assert_eq!(foreign_writes(&rust).len(), 1);
}
