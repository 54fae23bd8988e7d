//! What a fresh machine lacks: system packages, the page's packages, the validator of our data packages.
//!
//! On Debian 12, Ubuntu 24.04 and newer the system packages are installed through apt. Other systems get the exact list of what
//! is missing, and nothing is changed there.

use std::path::{Path, PathBuf};

use crate::place::Place;
use crate::shell::{Failure, Program};
use crate::ui;

/// Which of the two commands cannot do without a package.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    Building,
    Testing,
    /// One test looks at our files through it, and says in a line where it could not.
    Looking,
}

/// How a system without apt shows that it has what the package brings.
enum Sign {
    Runs(&'static str, &'static [&'static str]),
    Library(&'static str),
}

struct Package {
    /// Its name on Debian and Ubuntu.
    name: &'static str,
    needed: For,
    sign: Sign,
}

const fn package(name: &'static str, needed: For, sign: Sign) -> Package {
    Package { name, needed, sign }
}

/// Some systems pack Perl without the modules that OpenSSL, which encrypts the file, is configured with.
const PERL: Sign = Sign::Runs("perl", &["-MFindBin", "-MIPC::Cmd", "-e", "1"]);

const PACKAGES: &[Package] = &[
    package("build-essential", For::Building, Sign::Runs("cc", &["--version"])),
    package("pkg-config", For::Building, Sign::Runs("pkg-config", &["--version"])),
    package("make", For::Building, Sign::Runs("make", &["--version"])),
    package("perl", For::Building, PERL),
    package("libwebkit2gtk-4.1-dev", For::Building, Sign::Library("webkit2gtk-4.1")),
    package("xvfb", For::Testing, Sign::Runs("Xvfb", &["-help"])),
    package("xauth", For::Testing, Sign::Runs("xauth", &["-V"])),
    package("dbus-daemon", For::Testing, Sign::Runs("dbus-daemon", &["--version"])),
    // The key store that a desktop brings, for the tests of it.
    package("gnome-keyring", For::Testing, Sign::Runs("gnome-keyring-daemon", &["--version"])),
    package("webkit2gtk-driver", For::Testing, Sign::Runs("WebKitWebDriver", &["--help"])),
    package("fonts-noto-cjk", For::Testing, Sign::Runs("fc-list", &["--quiet", "Noto Sans CJK SC"])),
    package("fakeroot", For::Testing, Sign::Runs("fakeroot", &["--version"])),
    package("python3", For::Testing, Sign::Runs("python3", &["--version"])),
    package("python3-venv", For::Testing, Sign::Runs("python3", &["-m", "ensurepip", "--version"])),
    // Head office opens sealed packages with it.
    package("age", For::Testing, Sign::Runs("age", &["--version"])),
    package("sqlite3", For::Testing, Sign::Runs("sqlite3", &["--version"])),
    package("postgresql", For::Testing, Sign::Runs("psql", &["--version"])),
    package("libreoffice-calc-nogui", For::Looking, Sign::Runs("soffice", &["--version"])),
];

/// Brings what compiling Lobby needs.
pub fn for_building() -> Result<(), Failure> {
    system_packages(&[For::Building])
}

/// Brings what driving Lobby on a virtual display needs as well.
pub fn for_driving() -> Result<(), Failure> {
    system_packages(&[For::Building, For::Testing])
}

/// Brings what the tests need as well; the page's packages come with the steps that use them.
pub fn for_testing(place: &Place) -> Result<(), Failure> {
    for_driving()?;
    if let Err(failure) = system_packages(&[For::Looking]) {
        println!("Going on without what one test looks through: {failure}");
    }
    validator(place)?;
    engines(place)
}

/// Installs whatever building and testing need and this machine lacks.
pub fn everything(place: &Place) -> Result<(), Failure> {
    for_testing(place)?;
    ui::install(place)
}

fn system_packages(needed: &[For]) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        return other_desktop();
    }
    let wanted = PACKAGES.iter().filter(|package| needed.contains(&package.needed));
    if has_apt() {
        let missing: Vec<&str> = wanted.map(|package| package.name).filter(|name| !installed(name)).collect();
        return if missing.is_empty() { Ok(()) } else { install(&missing) };
    }
    let missing: Vec<&Package> = wanted.filter(|package| !package.sign.shows()).collect();
    if missing.is_empty() { Ok(()) } else { Err(missing_by_hand(&missing)) }
}

/// macOS and Windows bring their own web view; what SQLCipher's build needs is looked for.
fn other_desktop() -> Result<(), Failure> {
    if PERL.shows() {
        return Ok(());
    }
    Err(Failure::new("Missing on this system: perl (the encrypted database is built with it). Install it and run this again."))
}

/// Tells whether this is Debian 12 or newer or Ubuntu 24.04 or newer.
fn has_apt() -> bool {
    let text = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    apt_release(&text)
}

fn apt_release(os_release: &str) -> bool {
    let value = |key: &str| {
        let line = os_release.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
        line.map(|value| value.trim_matches('"').to_owned()).unwrap_or_default()
    };
    let major: Option<u32> = value("VERSION_ID").split('.').next().and_then(|major| major.parse().ok());
    match value("ID").as_str() {
        // Debian's testing and unstable name no version.
        "debian" => major.is_none_or(|major| major >= 12),
        "ubuntu" => major.is_some_and(|major| major >= 24),
        _ => false,
    }
}

fn installed(name: &str) -> bool {
    let status = Program::new("dpkg-query").with(["--show", "--showformat=${db:Status-Status}", name]).answer();
    status.is_ok_and(|status| status == "installed")
}

/// Installs through apt, as root or through sudo. Errors: neither is to be had, or apt fails; both with the line for an administrator.
fn install(missing: &[&str]) -> Result<(), Failure> {
    let names = missing.join(" ");
    let by_hand =
        format!("An administrator can install it:\n  apt-get update && apt-get install -y --no-install-recommends {names}");
    let as_root: &[&str] = if Program::new("id").with(["-u"]).answer()?.trim() == "0" {
        &[]
    } else if Program::new("sudo").with(["--version"]).succeeds() {
        &["sudo"]
    } else {
        return Err(Failure::new(format!("Missing here, with neither root nor sudo: {names}\n{by_hand}")));
    };
    println!("Installing what is missing: {names}");
    let apt = || {
        let words = [as_root, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120"]].concat();
        Program::new(words[0]).with(&words[1..])
    };
    let installed = apt().with(["update"]).run();
    let installed = installed.and_then(|()| apt().with(["install", "-y", "--no-install-recommends"]).with(missing).run());
    installed.map_err(|failure| Failure::new(format!("{failure}\n{by_hand}")))
}

impl Sign {
    fn shows(&self) -> bool {
        match self {
            Sign::Runs(program, arguments) => Program::new(program).with(*arguments).succeeds(),
            Sign::Library(name) => Program::new("pkg-config").with(["--exists", name]).succeeds(),
        }
    }

    fn words(&self) -> String {
        match self {
            Sign::Runs(program, arguments) => {
                format!("`{program} {}` does not run", arguments.join(" "))
            }
            Sign::Library(name) => format!("pkg-config finds no {name}"),
        }
    }
}

fn missing_by_hand(missing: &[&Package]) -> Failure {
    let rows: Vec<String> = missing.iter().map(|package| format!("  {} ({})", package.name, package.sign.words())).collect();
    Failure::new(format!(
        "Missing on this system, by their names on Debian:\n{}\nInstall them and run this again.",
        rows.join("\n")
    ))
}

/// Makes the Python environment that validates our data packages, from pinned versions; an unchanged one is kept.
fn validator(place: &Place) -> Result<(), Failure> {
    environment("the validator of data packages", &place.root.join("tests/schemas/requirements.txt"), &place.venv()).map(|_| ())
}

/// Brings the engines that the group's office is tested with, beside PostgreSQL; Debian packs neither.
fn engines(place: &Place) -> Result<(), Failure> {
    environment("the engines of the group's office", &place.root.join("tests/group/requirements.txt"), &place.engines())
        .map(|_| ())
}

/// Brings the libraries that the search for duplicates is measured against; returns the Python that has them.
pub fn linkage(place: &Place) -> Result<PathBuf, Failure> {
    let requirements = place.root.join("tests/benches/duplicates/requirements.txt");
    environment("what finding duplicates is measured against", &requirements, &place.venv().with_file_name("venv-duplicates"))
}

/// Makes a Python environment of pinned packages where it is not there yet; returns its Python.
fn environment(what: &str, requirements: &Path, venv: &Path) -> Result<PathBuf, Failure> {
    let pins = std::fs::read_to_string(requirements)
        .map_err(|error| Failure::new(format!("{} could not be read: {error}", requirements.display())))?;
    let (python, folder) = if cfg!(windows) { ("python", "Scripts") } else { ("python3", "bin") };
    let own = venv.join(folder).join("python");
    // Written last, so that a half-made environment is made again.
    let made_of = venv.join("made-of.txt");
    if std::fs::read_to_string(&made_of).is_ok_and(|text| text == pins) {
        return Ok(own);
    }
    println!("Installing {what}");
    Program::new(python).with(["-m", "venv", "--clear"]).with([venv]).run()?;
    Program::new(&own)
        .with(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"])
        .with([requirements])
        .run()?;
    std::fs::write(&made_of, pins)
        .map_err(|error| Failure::new(format!("{} could not be written: {error}", made_of.display())))?;
    Ok(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apt_is_used_only_where_its_packages_are_known_to_exist() {
        let check = |text: &str, expected: bool| assert_eq!(apt_release(text), expected, "{text:?}");
        check("ID=debian\nVERSION_ID=\"12\"\n", true);
        check("ID=debian\nVERSION_ID=\"11\"\n", false);
        check("PRETTY_NAME=\"Debian GNU/Linux forky/sid\"\nID=debian\n", true);
        check("ID=ubuntu\nVERSION_ID=\"24.04\"\nID_LIKE=debian\n", true);
        check("ID=ubuntu\nVERSION_ID=\"22.04\"\nID_LIKE=debian\n", false);
        check("ID=fedora\nVERSION_ID=42\n", false);
        check("", false);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn each_package_shows_by_its_sign_once_it_is_installed() {
        if !has_apt() {
            println!("skipped: only apt tells what is installed without the signs");
            return;
        }
        for package in PACKAGES.iter().filter(|package| installed(package.name)) {
            assert!(package.sign.shows(), "{} is installed, but {}", package.name, package.sign.words());
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_first_linker_names_the_same_packages() {
        // Somebody who is not root, on a machine with neither a C compiler nor sudo.
        let bare = r#"id() { echo 1000; }; command() { false; }; . "$0""#;
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/linux/cc");
        let output = std::process::Command::new("sh").args(["-c", bare, script]).output().expect("sh runs");
        let names: Vec<&str> = PACKAGES.iter().map(|package| package.name).collect();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(&format!(" {}", names.join(" "))), "{said}");
        assert_eq!(output.status.code(), Some(1));
    }
}
