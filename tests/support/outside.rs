//! The hotel's file in the hands of somebody who has the passphrase and other tools than Lobby: the key is unwrapped as
//! the keys file describes it, and SQLite obeys whoever holds it.

use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce, aead::Aead};
use rusqlite::Connection;
use serde_json::Value;

/// Opens the file at `path` with its passphrase, past Lobby.
pub fn opened(path: &Path, passphrase: &str) -> Connection {
    with_key(path, &key(path, passphrase))
}

/// Opens the file at `path` with the key of its pages, past Lobby.
pub fn with_key(path: &Path, key: &[u8]) -> Connection {
    let conn = Connection::open(path).expect("the file opens");
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    conn.pragma_update(None, "key", format!("x'{hex}'")).expect("the key is given");
    conn
}

/// Returns the key of the file's pages.
pub fn key(path: &Path, passphrase: &str) -> Vec<u8> {
    let keys = path.with_file_name(format!("{}.keys", path.file_name().unwrap_or_default().to_string_lossy()));
    let keys: Value = serde_json::from_slice(&std::fs::read(keys).expect("the keys file")).expect("its JSON");
    let slot = keys["slots"].as_array().and_then(|slots| slots.iter().find(|slot| slot["kind"] == "passphrase"));
    unwrapped(slot.expect("a passphrase's slot"), passphrase)
}

fn unwrapped(slot: &Value, passphrase: &str) -> Vec<u8> {
    let number = |name: &str| u32::try_from(slot[name].as_u64().expect("a number")).expect("a small one");
    let bytes = |name: &str| unhex(slot[name].as_str().expect("hexadecimal text"));
    let params = Params::new(number("memory_kib"), number("passes"), 1, Some(32)).expect("Argon2's parameters");
    let mut wrapping = [0u8; 32];
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon.hash_password_into(passphrase.as_bytes(), &bytes("salt"), &mut wrapping).expect("memory for Argon2");
    let cipher = XChaCha20Poly1305::new_from_slice(&wrapping).expect("a key of 32 bytes");
    let nonce = XNonce::try_from(bytes("nonce").as_slice()).expect("a nonce of 24 bytes");
    cipher.decrypt(&nonce, bytes("wrapped").as_slice()).expect("the passphrase opens its slot")
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal")).collect()
}

/// Returns where `words` stand in what the file holds once it is decrypted: `table.column` of every row that has them, as text or
/// as bytes, and every file beside it that has them as they are.
pub fn found_in(path: &Path, passphrase: &str, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    let conn = opened(path, passphrase);
    let mut tables =
        conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'").expect("tables");
    let names: Vec<String> = tables.query_map([], |row| row.get(0)).expect("names").map(|name| name.expect("a name")).collect();
    for table in names {
        let mut rows = conn.prepare(&format!("SELECT * FROM \"{table}\"")).expect("a table of the file");
        let columns: Vec<String> = rows.column_names().into_iter().map(str::to_owned).collect();
        let mut rows = rows.query([]).expect("its rows");
        while let Some(row) = rows.next().expect("a row") {
            for (at, column) in columns.iter().enumerate() {
                let value = row.get_ref(at).expect("a column");
                let bytes = value.as_bytes_or_null().ok().flatten().unwrap_or_default();
                if holds(bytes, words) {
                    found.push(format!("{table}.{column}"));
                }
            }
        }
    }
    let beside = std::fs::read_dir(path.parent().expect("a folder")).expect("the folder's files");
    for file in beside.map(|file| file.expect("a file").path()).filter(|file| file.is_file()) {
        if holds(&std::fs::read(&file).expect("a file reads"), words) {
            found.push(file.file_name().unwrap_or_default().to_string_lossy().into_owned());
        }
    }
    found
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window.eq_ignore_ascii_case(words.as_bytes()))
}

/// Edits the file at `path` with other tools: `sql` runs with every guard of the file taken off, then put back as it was.
pub fn edited(path: &Path, passphrase: &str, sql: &str) {
    let conn = opened(path, passphrase);
    let mut guards = conn.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").expect("the triggers");
    let guards: Vec<(String, String)> =
        guards.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).and_then(|rows| rows.collect()).expect("each trigger's text");
    conn.pragma_update(None, "foreign_keys", false).expect("references are not looked at");
    for (name, _) in &guards {
        conn.execute_batch(&format!("DROP TRIGGER {name}")).expect("a trigger goes");
    }
    conn.execute_batch(sql).expect("the edit");
    for (_, sql) in &guards {
        conn.execute_batch(sql).expect("the trigger comes back as it was");
    }
}
