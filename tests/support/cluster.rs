//! A throw-away PostgreSQL cluster in a folder of its own, started and stopped here, never as root; durable as it comes.

use std::{
    net::TcpListener,
    os::unix::{
        fs::{PermissionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// Who runs the cluster where the test itself is root, whom the server refuses: nobody's user and group.
const NOBODY: u32 = 65_534;
/// How long the cluster may take until it answers.
const STARTS_WITHIN: Duration = Duration::from_secs(60);
/// Where Debian keeps the server's programs, which are not on the path.
const DEBIAN: &str = "/usr/lib/postgresql";

/// A running cluster; it is stopped and its folder goes when it is dropped.
pub struct Cluster {
    server: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // A throw-away cluster has nothing to keep; the child is our own.
        let _gone = self.server.kill().and_then(|()| self.server.wait());
    }
}

impl Cluster {
    /// Starts a cluster; none where PostgreSQL is not installed, which is said in one line.
    pub fn started() -> Option<Self> {
        Self::started_in(tempfile::tempdir().expect("a folder"))
    }

    /// Starts a cluster in `folder`, which goes with it; nobody must be able to pass through what is above.
    pub fn started_in(folder: tempfile::TempDir) -> Option<Self> {
        let (Some(initdb), Some(postgres), Some(_)) = (installed("initdb"), installed("postgres"), installed("psql")) else {
            println!("skipped, PostgreSQL is not installed");
            return None;
        };
        let is_root = std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
        if is_root {
            std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o711)).expect("it can be passed through");
            chown(folder.path(), Some(NOBODY), Some(NOBODY)).expect("the folder is given away");
        }
        let data = folder.path().join("data");
        let init =
            ours(&initdb, is_root).args(["-A", "trust", "-U", "lobby", "-E", "UTF8", "--locale=C", "-D"]).arg(&data).output();
        let init = init.expect("initdb runs");
        assert!(init.status.success(), "a cluster is made: {}", String::from_utf8_lossy(&init.stderr));
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let mut server = ours(&postgres, is_root);
        server.arg("-D").arg(&data).args(["-p", &port.to_string(), "-c", "unix_socket_directories="]);
        server.args(["-c", "listen_addresses=127.0.0.1"]).stdout(Stdio::null()).stderr(Stdio::null());
        let cluster = Self { server: server.spawn().expect("the server starts"), port, _folder: folder };
        let begun = Instant::now();
        while cluster.asked("SELECT 1").is_none() {
            assert!(begun.elapsed() < STARTS_WITHIN, "the cluster answers");
            std::thread::sleep(Duration::from_millis(100));
        }
        Some(cluster)
    }

    /// Returns how psql names the database.
    pub fn url(&self) -> String {
        format!("postgresql://lobby@127.0.0.1:{}/postgres", self.port)
    }

    /// Returns how long psql takes for a script; nothing where it does not succeed.
    pub fn timed(&self, script: &Path) -> Option<Duration> {
        let begun = Instant::now();
        let psql = ["-X", "-q", "-w", "-v", "ON_ERROR_STOP=1", "-d", &self.url(), "-f"];
        let done = Command::new("psql").args(psql).arg(script).stdout(Stdio::null()).stderr(Stdio::null()).status();
        done.expect("psql runs").success().then(|| begun.elapsed())
    }

    /// Returns what a query answers, as CSV; nothing where psql does not succeed.
    pub fn asked(&self, sql: &str) -> Option<String> {
        let output =
            Command::new("psql").args(["-X", "-w", "-t", "--csv", "-d", &self.url(), "-c", sql]).output().expect("psql runs");
        output.status.success().then(|| String::from_utf8(output.stdout).expect("UTF-8"))
    }
}

fn installed(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let on_path = std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file());
    on_path.or_else(|| {
        let versions = std::fs::read_dir(DEBIAN).ok()?.flatten().map(|entry| entry.path().join("bin").join(program));
        versions.filter(|file| file.is_file()).max()
    })
}

/// Returns a command that root runs as nobody.
fn ours(program: &Path, is_root: bool) -> Command {
    let mut command = Command::new(program);
    if is_root {
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}
