//! No script from data (PROMISES 19), where no window is needed: the content policy that the window gets, and every page of HTML
//! that leaves the program. The window itself is walked by `e2e/scripts.rs`.

use std::{fs, path::PathBuf, process::Command};

use lobby_core::{
    audit::op::Op,
    base::role::Role,
    db::keys::PRACTICE_PASSPHRASE,
    guests::NewGuest,
    i18n::Locale,
    privacy::copy::{self, CopyGuest},
};
use serde_json::{Value, json};
use support::{
    hotel::{self, hotel},
    payloads::{self, PAYLOADS, alive, holes},
};

fn configured() -> Value {
    let text = fs::read_to_string(support::root().join("tauri.conf.json")).expect("the configuration");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn the_window_runs_nothing_but_its_own_files() {
    let security = &configured()["app"]["security"];
    assert_eq!(holes(&security["csp"]), Vec::<String>::new());
    assert!(security["dangerousDisableAssetCspModification"].is_null(), "the policy is given to every page as it is");
    assert_eq!(configured()["app"]["withGlobalTauri"], false, "the door is no global of the page");
    let mut open = security["csp"].clone();
    open["script-src"] = json!("'self' 'unsafe-inline'");
    assert_eq!(holes(&open).len(), 1, "inline scripts let in are found");
    assert_eq!(holes(&Value::Null).len(), 9, "no policy at all is found");
}

#[test]
fn the_page_that_is_built_has_no_script_of_its_own() {
    for page in ["ui/index.html", "ui/dist/index.html"] {
        let Ok(html) = fs::read_to_string(support::root().join(page)) else {
            println!("skipped: {page} is not built");
            continue;
        };
        assert_eq!(inline(&html), 0, "{page}");
    }
    assert_eq!(inline("<p onclick=\"go()\"></p><script>go()</script><a href=\"javascript:go()\">"), 3, "each of them is found");
}

/// Returns how many scripts stand in the page itself: elements, handlers, addresses; what stands between tags is words.
fn inline(html: &str) -> usize {
    let tags = html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
    let runs = |tag: &str| {
        let handler = tag.match_indices(" on").any(|(at, _)| tag[at + 3..].split('=').next().is_some_and(is_event));
        handler || tag.contains("=\"javascript:") || tag.starts_with("script") && !tag.contains("src=")
    };
    tags.filter(|tag| runs(tag)).count()
}

fn is_event(name: &str) -> bool {
    (3..20).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[test]
fn a_guests_copy_shows_words_and_runs_none() {
    let hotel = hotel();
    let all = PAYLOADS.join(" ");
    let new =
        NewGuest { name: "王建国".to_owned(), note: all.clone(), company: PAYLOADS[1].to_owned(), ..NewGuest::default() };
    let guest = hotel
        .write(Role::Receptionist, Op::AddGuest, &new, |tx| lobby_core::guests::add(tx, &new))
        .expect("the words are only words")
        .value;
    let input = CopyGuest { guest, identity: PAYLOADS[0].to_owned(), request: None };
    let done = hotel.write(Role::DataOfficer, Op::CopyGuest, &input, |tx| copy::grant(tx, &input)).expect("granted");
    for locale in [Locale::ZhCn, Locale::En, Locale::ZhTw] {
        let copy = hotel.store.read_as_house(|db| copy::granted(db, &done, locale)).expect("a copy");
        assert_eq!(alive(&copy.page), Vec::<&str>::new(), "{locale}");
        assert!(copy.page.contains("&lt;script&gt;ran=1"), "the words are shown as words");
    }
    assert!(!alive(&format!("<p>{all}</p>")).is_empty(), "a page without escaping is found");
}

#[test]
fn what_lobbyctl_prints_shows_words_and_runs_none() {
    let Some(ctl) = std::env::var_os("LOBBY_CTL").map(PathBuf::from) else {
        println!("skipped, LOBBY_CTL is not set: what lobbyctl prints is not looked at");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("practice.lobby");
    let run = |user: &str, arguments: &[&str]| {
        let ran = Command::new(&ctl)
            .args(arguments)
            .env("LOBBY_FILE", &file)
            .env("LOBBY_USER", user)
            .env("LOBBY_PIN", lobby_core::staff::PRACTICE_PIN)
            .output()
            .expect("lobbyctl runs");
        assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    };
    hotel::practice_at(&file);
    let put = payloads::put(&file, PRACTICE_PASSPHRASE);
    assert!(put.columns.len() > 20, "the words stand all over the file: {:?}", put.columns);
    let tickets =
        payloads::ids(&file, PRACTICE_PASSPHRASE, "SELECT ticket_id FROM ticket_steps GROUP BY 1 ORDER BY count(*) DESC LIMIT 3");
    let to = |name: &str| folder.path().join(name).display().to_string();
    run("reception", &["downtime-pack", "--to", &to("pack.html")]);
    run("admin", &["keys", "recovery", "--sheet", &to("sheet.html")]);
    for (nth, ticket) in tickets.iter().enumerate() {
        run("gm", &["ticket", "evidence", ticket, "--to", &to(&format!("evidence-{nth}.html"))]);
    }
    let mut pages = 0;
    for page in fs::read_dir(folder.path()).expect("the folder").flatten().map(|entry| entry.path()) {
        if page.extension().is_some_and(|ending| ending == "html") {
            let html = fs::read_to_string(&page).expect("a page");
            assert_eq!(alive(&html), Vec::<&str>::new(), "{}", page.display());
            assert_eq!(inline(&html), 0, "{}", page.display());
            assert!(html.contains("ran=1"), "{} shows what people wrote", page.display());
            pages += 1;
        }
    }
    assert_eq!(pages, 2 + tickets.len());
}
