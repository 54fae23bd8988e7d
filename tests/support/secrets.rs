//! A Secret Service as a desktop brings it, on a bus of its own: gnome-keyring with a password that is thrown away.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use super::processes::Family;

/// Nothing is started by a name being asked for: a store that is not there is not there.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;
/// How long the service may take until it answers.
const START_MAX: Duration = Duration::from_secs(30);

/// Somebody's session: a bus, and a folder in which the service keeps what it holds.
pub struct Session {
    address: String,
    folder: tempfile::TempDir,
    service: Option<Family>,
    _bus: Family,
}

impl Session {
    /// Returns a session in which no service runs.
    pub fn begin() -> Self {
        let folder = tempfile::tempdir().expect("a folder for a session");
        let config = folder.path().join("bus.conf");
        std::fs::write(&config, BUS).expect("the bus is described");
        let mut command = Command::new("dbus-daemon");
        command.arg("--nofork").arg("--print-address=1").arg("--config-file").arg(&config);
        let mut bus = Family::start(command.stdout(Stdio::piped()).stderr(Stdio::null()));
        let stdout = bus.first().stdout.take().expect("the bus's output is piped");
        let mut address = String::new();
        BufReader::new(stdout).read_line(&mut address).expect("the bus's address");
        assert!(address.starts_with("unix:"), "the bus ended without an address");
        Session { address: address.trim().to_owned(), folder, service: None, _bus: bus }
    }

    /// Returns the bus's address, for `DBUS_SESSION_BUS_ADDRESS`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Starts the service, as somebody signs in: its store opens with their password, and is made where there is none.
    pub fn sign_in(&mut self) {
        self.start("printf %s 'thrown away' | exec gnome-keyring-daemon --foreground --unlock --components=secrets");
    }

    /// Starts the service for somebody who was signed in without a password: what is held lies there, locked.
    pub fn sign_in_without_password(&mut self) {
        self.start("exec gnome-keyring-daemon --foreground --components=secrets");
    }

    /// Ends the service.
    pub fn sign_out(&mut self) {
        self.service = None;
    }

    /// Wipes the store, as a new profile of the person does.
    pub fn wipe(&mut self) {
        self.sign_out();
        let held = self.folder.path().join("share/keyrings");
        let kept: Vec<_> = std::fs::read_dir(&held).expect("the store's folder").flatten().collect();
        assert!(kept.iter().any(|entry| entry.path().extension().is_some_and(|end| end == "keyring")), "it lay there");
        std::fs::remove_dir_all(&held).expect("it is wiped");
    }

    fn start(&mut self, line: &str) {
        self.sign_out();
        let folder = self.folder.path();
        let runtime = folder.join("run");
        let _of_before = std::fs::remove_dir_all(&runtime);
        std::fs::create_dir(&runtime).expect("a folder for its socket");
        let mut command = Command::new("sh");
        command.args(["-c", line]).env("DBUS_SESSION_BUS_ADDRESS", &self.address).env_remove("DISPLAY");
        for (name, place) in
            [("HOME", ""), ("XDG_DATA_HOME", "share"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")]
        {
            command.env(name, folder.join(place));
        }
        command.env("XDG_RUNTIME_DIR", &runtime).stdout(Stdio::null()).stderr(Stdio::null());
        self.service = Some(Family::start(&mut command));
        // Its socket is this one's, and then its name on the bus is not that of one that was ended just now.
        let socket = runtime.join("keyring/control");
        awaited(|| socket.exists() && self.is_answered());
    }

    fn is_answered(&self) -> bool {
        let bus = zbus::blocking::connection::Builder::address(self.address.as_str()).and_then(|builder| builder.build());
        let bus = bus.expect("the bus is there");
        let (name, path) = ("org.freedesktop.DBus", "/org/freedesktop/DBus");
        let answer = bus.call_method(Some(name), path, Some(name), "NameHasOwner", &("org.freedesktop.secrets",));
        answer.expect("the bus answers").body().deserialize().expect("yes or no")
    }
}

fn awaited(is_up: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_up() {
        assert!(begun.elapsed() < START_MAX, "gnome-keyring-daemon does not come up (`cargo xtask setup` installs it)");
        std::thread::sleep(Duration::from_millis(20));
    }
}
