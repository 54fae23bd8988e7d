//! What the run was measured on, without a name or a path.

use std::process::Command;

/// Returns one sentence: cores, memory, system, compiler.
pub fn sentence() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = field("/proc/meminfo", "MemTotal:").and_then(|text| text.split_whitespace().next()?.parse::<u64>().ok());
    let memory = memory.map_or("unknown memory".to_owned(), |kib| format!("{:.1} GiB of memory", kib as f64 / 1_048_576.0));
    let processor =
        field("/proc/cpuinfo", "model name").map_or(String::new(), |name| format!(" ({})", name.trim_start_matches([':', ' '])));
    let system = field("/etc/os-release", "PRETTY_NAME=")
        .map_or(std::env::consts::OS.to_owned(), |name| name.trim_matches('"').to_owned());
    let compiler = answer("rustc", "--version").unwrap_or_else(|| "rustc unknown".to_owned());
    format!("Machine: {cores} cores{processor}, {memory}, {system}, {compiler}.")
}

/// Returns the load averages of the last 1, 5 and 15 minutes, or that the system tells none.
pub fn load() -> String {
    let all = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let three: Vec<&str> = all.split_whitespace().take(3).collect();
    if three.is_empty() { "not told by this system".to_owned() } else { three.join(", ") }
}

/// Forgets the most memory that this process ever held, where the system lets us.
pub fn forget_peak() {
    if let Err(error) = std::fs::write("/proc/self/clear_refs", "5") {
        eprintln!("the peak of memory counts from the start of the run: {error}");
    }
}

/// Returns the most memory that this process held, in MiB.
pub fn peak() -> String {
    let peak = field("/proc/self/status", "VmHWM:").and_then(|text| text.split_whitespace().next()?.parse::<u64>().ok());
    peak.map_or("not told by this system".to_owned(), |kib| format!("{} MiB", kib / 1_024))
}

fn field(path: &str, name: &str) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    text.lines().find_map(|line| line.strip_prefix(name).map(|rest| rest.trim().to_owned()))
}

fn answer(program: &str, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
