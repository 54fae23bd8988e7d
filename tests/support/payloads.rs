//! Words that a page could mistake for its own: put into every text that people wrote of a hotel, past Lobby's own doors, since what
//! a page shows must be harmless whatever the file says.

use std::path::Path;

use rusqlite::{Connection, functions::FunctionFlags};

use super::outside;

/// Each would set `ran`, or leave an element or a look behind, where it was read as more than words.
pub const PAYLOADS: &[&str] = &[
    "<script>ran=1</script>",
    "<img src=x onerror=ran=1>",
    "\"><svg onload=ran=1>",
    "</textarea></option><b data-bad>ran=1</b>",
    "javascript:ran=1//",
    "[x](javascript:ran=1)",
    "{{ran=1}}${ran=1}",
    "' onmouseover='ran=1' x='",
    "<a href=javascript:ran=1>x</a>",
    "</style><style>*{--ran:1}</style>",
    "url(javascript:ran=1)",
    "<iframe srcdoc='<script>parent.ran=1</script>'>",
    "--><script>ran=1</script><!--",
];

/// What was put where.
#[derive(Debug, Default)]
pub struct Put {
    /// `table.column` of every column that holds some now.
    pub columns: Vec<String>,
    /// Texts that hold one.
    pub texts: usize,
}

/// Puts one of the payloads behind every text with a Chinese sign in it: what people wrote, and no word of the program's own.
/// History's images stay, which carry a seal.
pub fn put(file: &Path, passphrase: &str) -> Put {
    let conn = outside::opened(file, passphrase);
    conn.create_scalar_function("put", 2, FunctionFlags::SQLITE_DETERMINISTIC, |given| {
        let (text, nth): (Option<String>, i64) = (given.get(0)?, given.get(1)?);
        let Some(text) = text else { return Ok(None) };
        let of_people = text.chars().any(is_han) && !text.starts_with(['{', '[']);
        let which = usize::try_from(nth).unwrap_or_default() % PAYLOADS.len();
        Ok(Some(if of_people { format!("{text}{}", PAYLOADS[which]) } else { text }))
    })
    .expect("a function of the test");
    let guards: Vec<(String, String)> = rows(&conn, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");
    for (name, _) in &guards {
        conn.execute_batch(&format!("DROP TRIGGER \"{name}\"")).expect("a guard is taken away");
    }
    let mut put = Put::default();
    for (table, column) in texts(&conn) {
        let sql = format!(
            "UPDATE OR IGNORE \"{table}\" SET \"{column}\" = put(\"{column}\", rowid) WHERE put(\"{column}\", rowid) <> \"{column}\""
        );
        let changed = conn.execute(&sql, []).unwrap_or_else(|error| panic!("{table}.{column}: {error}"));
        if changed > 0 {
            put.columns.push(format!("{table}.{column}"));
            put.texts += changed;
        }
    }
    for (_, sql) in guards {
        conn.execute_batch(&sql).expect("the guard stands again");
    }
    put
}

/// Returns the ids of `sql`'s first column as addresses write them.
pub fn ids(file: &Path, passphrase: &str, sql: &str) -> Vec<String> {
    let conn = outside::opened(file, passphrase);
    let mut found = conn.prepare(sql).expect("a question");
    let ids = found.query_map([], |row| row.get::<_, Vec<u8>>(0)).expect("ids");
    ids.map(|id| {
        let hex: String = id.expect("an id").iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    })
    .collect()
}

/// Returns every column of text of every table that people's words may stand in.
fn texts(conn: &Connection) -> Vec<(String, String)> {
    let tables: Vec<(String, String)> = rows(
        conn,
        "SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND wr = 0 AND name NOT LIKE 'sqlite_%'",
    );
    let mut found = Vec::new();
    for (table, _) in
        tables.iter().filter(|(table, _)| !["images", "images_kept", "requests", "requests_kept"].contains(&&**table))
    {
        let columns: Vec<(String, String)> = rows(conn, &format!("SELECT name, type FROM pragma_table_info('{table}')"));
        found.extend(columns.into_iter().filter(|(_, kind)| kind == "TEXT").map(|(column, _)| (table.clone(), column)));
    }
    found
}

fn rows(conn: &Connection, sql: &str) -> Vec<(String, String)> {
    let mut found = conn.prepare(sql).expect("a question of the schema");
    let rows = found.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("its rows");
    rows.map(|row| row.expect("a row")).collect()
}

fn is_han(sign: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&sign)
}

/// Returns the payloads that stand in a page of HTML as more than words: what of it is markup was never escaped.
pub fn alive(html: &str) -> Vec<&'static str> {
    PAYLOADS.iter().copied().filter(|payload| payload.contains(['<', '"', '\'']) && html.contains(payload)).collect()
}

/// Returns what of a content policy would let words run.
pub fn holes(policy: &serde_json::Value) -> Vec<String> {
    let of = |name: &str| policy[name].as_str().unwrap_or_default().to_owned();
    let mut holes = Vec::new();
    for name in ["default-src", "script-src", "style-src"] {
        if of(name) != "'self'" {
            holes.push(format!("{name} is {:?} and not the program's own files alone", of(name)));
        }
    }
    for name in ["object-src", "base-uri", "form-action", "frame-src", "worker-src"] {
        if of(name) != "'none'" {
            holes.push(format!("{name} is {:?} and not nothing", of(name)));
        }
    }
    if of("connect-src") != "ipc: http://ipc.localhost" {
        holes.push(format!("connect-src is {:?}", of("connect-src")));
    }
    holes
}
