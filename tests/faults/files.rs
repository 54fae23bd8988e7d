//! Files that would hurt (PROMISES 16), by size: what a hostile file costs is bounded, whatever it says of itself. The shapes
//! themselves are in `tests/import/hostile.rs`.

use std::{
    fs::File,
    io::{BufWriter, Write as _},
    path::Path,
    process::Command,
};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::{
    Figures,
    deeds::{self, Deed},
    size, swift_folder,
};

/// Megabytes of a merge's large files; `LOBBY_FILE_MB` says how many else (long: 5,000).
const FILE_MB: u64 = 24;
/// Megabytes of the file that the control reads whole.
const WHOLE_MB: u64 = 200;
/// Most memory that bringing in any file may take, KiB.
const MEMORY_MAX_KIB: u64 = 300 << 10;
const AT: &str = "LOBBY_HURTING_FILE";
const HOTEL: &str = "LOBBY_HURT_HOTEL";
const WHOLE: &str = "LOBBY_READ_WHOLE";
const CHILD: &str = "faults::files::the_process_that_brings_in";
const HEADER: &str = "reservation_no,state,arrival,departure,guest_name,phone\n";

/// Not a test by itself: brings one file in and says what it was refused for, and what it took.
#[test]
fn the_process_that_brings_in() {
    let Some(path) = std::env::var_os(AT) else { return };
    let careless = std::env::var_os(WHOLE).map(|_| twice(Path::new(&path)));
    let hotel = deeds::opened(Path::new(&std::env::var_os(HOTEL).expect("a hotel"))).expect("the hotel opens");
    let brought = deeds::imported(&hotel, Path::new(&path), "hurts");
    let answer = brought.map_or_else(|error| error.code().to_owned(), |()| "taken".to_owned());
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux says what a process took");
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the most memory");
    println!("answer {answer} took {}", most.trim().trim_end_matches(" kB"));
    drop(careless);
}

/// Reads a file as a careless program does: whole, and its text beside it.
fn twice(path: &Path) -> (Vec<u8>, String) {
    let bytes = std::fs::read(path).expect("the file");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    (bytes, text)
}

/// Returns what a process of its own answers to the file, and the most memory that it took, KiB.
fn looked_at(hotel: &Path, path: &Path) -> (String, u64) {
    looked_at_by(&mut Command::new(std::env::current_exe().expect("this program")), hotel, path)
}

fn looked_at_by(command: &mut Command, hotel: &Path, path: &Path) -> (String, u64) {
    let done = command.args([CHILD, "--exact", "--nocapture"]).env(AT, path).env(HOTEL, hotel).output().expect("it runs");
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    let (_, rest) = said.split_once("answer ").expect("it answers");
    let (answer, took) = rest.split_once(" took ").expect("and says what it took");
    let took = took.split_whitespace().next().and_then(|number| number.parse().ok());
    (answer.to_owned(), took.expect("a number of KiB"))
}

fn repeated(path: &Path, begins: &str, bytes: &[u8], megabytes: u64) {
    let mut out = BufWriter::new(File::create(path).expect("a file"));
    out.write_all(begins.as_bytes()).expect("its beginning");
    let chunk: Vec<u8> = bytes.iter().copied().cycle().take(1 << 20).collect();
    for _ in 0..megabytes {
        out.write_all(&chunk).expect("a megabyte");
    }
    out.flush().expect("its end");
}

/// A file of nothing that says it is this long.
fn hollow(path: &Path, megabytes: u64) {
    let file = File::create(path).expect("a file");
    file.set_len(megabytes << 20).expect("a length");
}

/// A workbook whose one sheet unpacks to so many megabytes of one letter.
fn bomb(path: &Path, megabytes: u64) {
    let mut zip = ZipWriter::new(File::create(path).expect("a file"));
    // A part of more than four gigabytes has to say so beforehand.
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated).large_file(true);
    for name in ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        zip.start_file(name, options).expect("a part");
        let chunk = vec![b'a'; 1 << 20];
        let chunks = if name.ends_with("sheet1.xml") { megabytes } else { 0 };
        for _ in 0..chunks {
            zip.write_all(&chunk).expect("a megabyte");
        }
    }
    zip.finish().expect("packed");
}

/// Writes the hostile file of this name.
fn written(name: &str, path: &Path, megabytes: u64) {
    match name {
        "hollow.csv" => hollow(path, 5_000),
        "line.csv" => repeated(path, HEADER, b"a", megabytes),
        "quotes.csv" => repeated(path, HEADER, b"\"", megabytes),
        "columns.csv" => repeated(path, "a", b",", megabytes),
        "utf16.csv" => repeated(path, "\u{feff}", &[0xff, 0xfe, 0x00, 0xd8], megabytes),
        "bytes.csv" => repeated(path, HEADER, &[0xff, 0xfe, 0x80, b'\n'], megabytes),
        "bomb.xlsx" => bomb(path, 5_000.min(megabytes * 10)),
        other => panic!("no file is called {other}"),
    }
}

#[test]
fn what_a_hostile_file_costs_is_bounded() {
    let (figures, megabytes) = (Figures::of(16), size("LOBBY_FILE_MB", FILE_MB).max(FILE_MB));
    // Beyond a gigabyte the machine's memory is no place for a file.
    let folder = if megabytes > 1_000 { tempfile::tempdir().expect("a folder for large files") } else { swift_folder() };
    let hotel = Deed::Points.prepared();
    let before = deeds::head_in(hotel.path()).expect("the hotel opens");
    let path = |name: &str| folder.path().join(name);
    let (mut files, mut most) = (0, 0);
    for name in ["hollow.csv", "line.csv", "quotes.csv", "columns.csv", "utf16.csv", "bytes.csv", "bomb.xlsx"] {
        // One at a time: all of them at once took thirty gigabytes of disk at the long size.
        written(name, &path(name), megabytes);
        let (answer, took) = looked_at(hotel.path(), &path(name));
        assert_ne!(answer, "taken", "{name} was taken for a table of stays");
        assert!(took <= MEMORY_MAX_KIB, "{name}: {took} KiB for \"{answer}\"");
        std::fs::remove_file(path(name)).expect("room for the next");
        (files, most) = (files + 1, most.max(took));
    }
    assert_eq!(deeds::head_in(hotel.path()).expect("it opens"), before, "nothing of any of them came in");
    // The control: a process that reads a large file whole is seen to take more.
    repeated(&path("line.csv"), HEADER, b"a", WHOLE_MB);
    let mut careless = Command::new(std::env::current_exe().expect("this program"));
    let (_, took_whole) = looked_at_by(careless.env(WHOLE, "1"), hotel.path(), &path("line.csv"));
    assert!(took_whole > MEMORY_MAX_KIB, "{took_whole} KiB: a program that reads the file whole is not found");
    figures.say(&format!("{} hostile files of up to 5,000 MB, none taken, at most {} MiB of memory", files, most >> 10));
}
