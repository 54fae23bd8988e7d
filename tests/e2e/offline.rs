//! Lobby speaks to nobody: no process of the window opens a connection that leaves the machine.

use std::collections::HashSet;
use std::net::{TcpListener, TcpStream};

use support::window::{Start, program};

/// Set by `cargo xtask test` where it could take the network away.
const OFFLINE_VARIABLE: &str = "LOBBY_OFFLINE";

#[test]
fn the_window_opens_no_connection_that_leaves_the_machine() {
    let Some(program) = program() else { return };
    if std::env::var_os(OFFLINE_VARIABLE).is_some() {
        assert_eq!(devices(), ["lo"], "the network was taken away before the window opened");
    }
    let window = Start::of(program).open();
    window.find_css("#root > *");
    let ids = window.process_ids();
    assert!(ids.len() >= 4, "the driver, the window and its web processes are looked at, got {ids:?}");
    let found: Vec<String> = ids.iter().flat_map(|id| foreign_sockets(*id)).collect();
    assert_eq!(found, Vec::<String>::new(), "each is a connection to another machine");
}

#[test]
fn a_socket_of_this_process_is_seen_by_the_same_look() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let _stream = TcpStream::connect(listener.local_addr().expect("its address")).expect("a connection");
    let own = std::process::id();
    assert!(!sockets(own, |_| true).is_empty(), "a look that sees no socket at all proves nothing");
    assert!(!is_foreign("0100007F:1F90"), "127.0.0.1 stays on the machine");
    assert!(!is_foreign("00000000000000000000000001000000:1F90"), "so does ::1");
    assert!(!is_foreign("0000000000000000FFFF00000100007F:1F90"), "and 127.0.0.1 written as IPv6");
    assert!(is_foreign("08080808:0035"), "8.8.8.8 does not");
}

fn devices() -> Vec<String> {
    let text = std::fs::read_to_string("/proc/net/dev").expect("the list of network devices");
    text.lines().filter_map(|line| Some(line.split_once(':')?.0.trim().to_owned())).collect()
}

fn foreign_sockets(id: u32) -> Vec<String> {
    sockets(id, is_foreign)
}

/// Returns the remote addresses of a process's internet sockets that `wanted` picks, as the kernel writes them.
///
/// Source: proc(5), /proc/net/tcp: local address, remote address, …, inode in the tenth column.
fn sockets(id: u32, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let own = socket_inodes(id);
    ["tcp", "tcp6", "udp", "udp6"]
        .iter()
        .filter_map(|kind| std::fs::read_to_string(format!("/proc/{id}/net/{kind}")).ok())
        .flat_map(|table| {
            let rows: Vec<(String, String)> = table.lines().skip(1).filter_map(row).collect();
            rows
        })
        .filter(|(remote, inode)| own.contains(inode) && wanted(remote))
        .map(|(remote, _)| remote)
        .collect()
}

fn row(line: &str) -> Option<(String, String)> {
    let columns: Vec<&str> = line.split_whitespace().collect();
    Some(((*columns.get(2)?).to_owned(), (*columns.get(9)?).to_owned()))
}

fn socket_inodes(id: u32) -> HashSet<String> {
    let Ok(folder) = std::fs::read_dir(format!("/proc/{id}/fd")) else {
        return HashSet::new();
    };
    folder
        .flatten()
        .filter_map(|entry| std::fs::read_link(entry.path()).ok())
        .filter_map(|target| {
            let name = target.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned();
            Some(name)
        })
        .collect()
}

/// Tells whether a remote address, little-endian hexadecimal words, lies on another machine.
fn is_foreign(remote: &str) -> bool {
    let address = remote.split(':').next().unwrap_or_default();
    let none = address.bytes().all(|digit| digit == b'0');
    let loopback = match address.len() {
        8 => address.ends_with("7F"),
        _ => {
            address == "00000000000000000000000001000000"
                || (address.starts_with("0000000000000000FFFF0000") && address.ends_with("7F"))
        }
    };
    !none && !loopback
}
