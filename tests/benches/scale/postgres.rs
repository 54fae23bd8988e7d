//! The same double entry in PostgreSQL over loopback: a throw-away cluster in a folder of its own, started and stopped here.

use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Who runs the cluster where the benchmark itself is root, whom the server refuses: nobody's user and group.
const NOBODY: u32 = 65_534;
/// How long the cluster may take until it answers.
const STARTS_WITHIN: Duration = Duration::from_secs(20);

/// A running cluster; it is stopped and its folder goes when it is dropped.
pub struct Cluster {
    server: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // A throw-away cluster has nothing to keep; the child is our own.
        let _gone = self.server.kill().and_then(|()| self.server.wait());
    }
}

impl Cluster {
    /// Starts a cluster beside `disk`; none where PostgreSQL is not installed, which is said in one line.
    pub fn started(disk: &Path) -> Option<Self> {
        let programs = ["initdb", "postgres", "psql"].map(installed);
        if programs.iter().any(Option::is_none) {
            eprintln!("PostgreSQL is not installed: its line is left out");
            return None;
        }
        let folder = tempfile::tempdir_in(disk).expect("a folder on the same disk");
        let owner = std::fs::metadata(folder.path()).expect("the folder").uid();
        if owner == 0 {
            reachable(folder.path());
            chown(folder.path(), Some(NOBODY), Some(NOBODY)).expect("the folder is given away");
        }
        let data = folder.path().join("data");
        let init = ours("initdb", owner).args(["-A", "trust", "-U", "bench", "-D"]).arg(&data).stdout(Stdio::null()).status();
        assert!(init.expect("initdb runs").success(), "a cluster is made");
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let mut server = ours("postgres", owner);
        server.arg("-D").arg(&data).args(["-p", &port.to_string(), "-k"]).arg(folder.path());
        // As it comes, and durable: fsync and synchronous_commit are on.
        server.args(["-c", "listen_addresses=127.0.0.1"]).stdout(Stdio::null()).stderr(Stdio::null());
        let cluster = Self { server: server.spawn().expect("the server starts"), port, folder };
        cluster.wait();
        Some(cluster)
    }

    fn wait(&self) {
        let begun = Instant::now();
        while self.run("SELECT 1;").is_none() {
            assert!(begun.elapsed() < STARTS_WITHIN, "the cluster answers");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Returns how long psql takes for a script over loopback; none where it does not succeed.
    fn run(&self, script: &str) -> Option<Duration> {
        let path = self.folder.path().join("script.sql");
        std::fs::File::create(&path).and_then(|mut file| file.write_all(script.as_bytes())).expect("a script");
        let port = self.port.to_string();
        let begun = Instant::now();
        let done = Command::new("psql")
            .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", &port, "-U", "bench", "-d", "postgres", "-f"])
            .arg(&path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("psql runs");
        done.success().then(|| begun.elapsed())
    }

    /// Returns how many postings a second it makes durable: `postings` transactions of one message each, one after the other,
    /// less what the client itself takes to begin.
    pub fn postings_each_second(&self, postings: usize, members: usize) -> f64 {
        self.run(&schema(members)).expect("the tables are made");
        let empty = self.run("SELECT 1;").expect("an empty script");
        let script: String = (0..postings).map(|ordinal| posting(ordinal, ordinal % members)).collect();
        let took = self.run(&script).expect("the postings are made");
        postings as f64 / took.saturating_sub(empty).as_secs_f64()
    }
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

fn installed(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Returns a command that root runs as nobody.
fn ours(program: &str, owner: u32) -> Command {
    let mut command = Command::new(program);
    if owner == 0 {
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

/// Lets nobody pass through the folders above; they are the benchmark's own, under the target folder.
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
