//! The same double entry in PostgreSQL over loopback, in a throw-away cluster.

use std::path::Path;
use std::time::Duration;

use support::cluster::Cluster;

/// Returns how many postings a second a cluster beside `disk` makes durable: `postings` transactions of one message each, one
/// after the other, less what the client itself takes to begin; none where PostgreSQL is not installed.
pub fn postings_each_second(disk: &Path, postings: usize, members: usize) -> Option<f64> {
    let folder = tempfile::tempdir_in(disk).expect("a folder on the same disk");
    reachable(folder.path());
    let cluster = Cluster::started_in(folder)?;
    let scripts = tempfile::tempdir().expect("a folder");
    let run = |text: &str| -> Option<Duration> {
        let path = scripts.path().join("script.sql");
        std::fs::write(&path, text).expect("a script");
        cluster.timed(&path)
    };
    run(&schema(members)).expect("the tables are made");
    let empty = run("SELECT 1;").expect("an empty script");
    let script: String = (0..postings).map(|ordinal| posting(ordinal, ordinal % members)).collect();
    let took = run(&script).expect("the postings are made");
    Some(postings as f64 / took.saturating_sub(empty).as_secs_f64())
}

fn schema(members: usize) -> String {
    format!(
        "CREATE TABLE ledger (seq bigserial PRIMARY KEY, id bytea NOT NULL UNIQUE, from_account bigint NOT NULL, to_account bigint
           NOT NULL, points bigint NOT NULL CHECK (points > 0), code text NOT NULL, source text NOT NULL, memo text NOT NULL,
           reverses bytea UNIQUE, request_key text NOT NULL UNIQUE, by_user bytea NOT NULL, at_ms bigint NOT NULL, business_date text
           NOT NULL);
         CREATE INDEX ON ledger(from_account, seq, points);
         CREATE INDEX ON ledger(to_account, seq, points);
         CREATE INDEX ON ledger(business_date, from_account, to_account, points, code);
         CREATE INDEX ON ledger(source);
         CREATE INDEX ON ledger(business_date, source, from_account, points) WHERE code = 'redeem';
         CREATE TABLE lots (id bytea PRIMARY KEY, account bigint NOT NULL, entry_id bytea NOT NULL, points bigint NOT NULL,
           left_points bigint NOT NULL, expires_on text NOT NULL);
         CREATE INDEX ON lots(account, expires_on, left_points) WHERE left_points > 0;
         CREATE INDEX ON lots(expires_on, account, left_points) WHERE left_points > 0;
         CREATE INDEX ON lots(expires_on, points);
         CREATE INDEX ON lots(entry_id);
         CREATE TABLE balances (account bigint PRIMARY KEY, points bigint NOT NULL);
         INSERT INTO balances SELECT generate_series(1, {members} + 100), 0;\n"
    )
}

/// One posting: ledger, lot and both balances in one transaction and one message.
fn posting(ordinal: usize, member: usize) -> String {
    let (id, lot, account) = (format!("{ordinal:032x}"), format!("f{ordinal:031x}"), member + 101);
    format!(
        "BEGIN\\; INSERT INTO ledger(id, from_account, to_account, points, code, source, memo, request_key, by_user, at_ms, \
         business_date) VALUES (decode('{id}', 'hex'), 1, {account}, 100, 'earn', 'desk', '', 'bench-{ordinal}', \
         decode('{id}', 'hex'), 1784009100000, '2026-07-14')\\; INSERT INTO lots VALUES (decode('{lot}', 'hex'), {account}, \
         decode('{id}', 'hex'), 100, 100, '2028-07-31')\\; UPDATE balances SET points = points + 100 WHERE account = {account}\\; \
         UPDATE balances SET points = points - 100 WHERE account = 1\\; COMMIT;\n"
    )
}

/// Lets the server's user pass through the folders above, where the benchmark is root; they are its own, under the target folder.
fn reachable(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    for above in folder
        .ancestors()
        .skip(1)
        .take_while(|above| above.ends_with("bench") || above.parent().is_some_and(|parent| parent.ends_with("bench")))
    {
        let mode = std::fs::metadata(above).expect("a folder").permissions().mode();
        std::fs::set_permissions(above, std::fs::Permissions::from_mode(mode | 0o711)).expect("it can be passed through");
    }
}
