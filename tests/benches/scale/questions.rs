//! What people type into the box: a hundred and more questions of every shape a round, drawn from the hotel's own guests, the
//! same on every machine.

use std::path::Path;

use lobby_core::{base::ids::GuestId, base::ids::RawId, db::keys::PRACTICE_PASSPHRASE, search};
use rusqlite::Connection;

/// Questions of one shape in a round of a hundred.
const OF_A_SHAPE: usize = 4;
/// Rounds: each asks for other guests, so that no question is asked twice.
const ROUNDS: usize = 20;
/// Guests that the questions are drawn from.
const DRAWN: i64 = 12_000;
/// Spreads what is drawn over the whole file: a prime, so that no row comes twice.
const STEP: i64 = 982_451_653;

/// One shape of question.
pub struct Shape {
    pub name: &'static str,
    pub group: &'static str,
    make: fn(&Drawn) -> Option<String>,
}

/// What is known of a guest whom a question is made from.
pub struct Drawn {
    pub id: GuestId,
    name: String,
    phone: String,
    member_no: String,
    room_no: String,
    mail: String,
    company: String,
    confirmation: String,
    /// Pinyin without tones, sign by sign; empty for a name that holds other signs than Han.
    syllables: Vec<String>,
}

/// Every shape, by the groups that the table shows.
pub const SHAPES: &[Shape] = &[
    Shape { name: "surname", group: "hanzi", make: |drawn| drawn.signs(0, 1) },
    Shape { name: "surname and a sign", group: "hanzi", make: |drawn| drawn.signs(0, 2) },
    Shape { name: "whole name", group: "hanzi", make: |drawn| drawn.signs(0, 9) },
    Shape { name: "whole name, traditional", group: "hanzi", make: |drawn| drawn.signs(0, 9).map(|name| traditional(&name)) },
    Shape { name: "given name", group: "hanzi", make: |drawn| drawn.signs(1, 8) },
    Shape { name: "surname in pinyin", group: "full pinyin", make: |drawn| drawn.syllables.first().cloned() },
    Shape { name: "whole name in pinyin", group: "full pinyin", make: |drawn| drawn.pinyin("") },
    Shape { name: "pinyin with spaces", group: "full pinyin", make: |drawn| drawn.pinyin(" ") },
    Shape { name: "initials", group: "initials", make: |drawn| drawn.initials(0) },
    Shape { name: "surname, then initials", group: "mixed", make: |drawn| drawn.surname_and_initials("") },
    Shape { name: "surname, space, initials", group: "mixed", make: |drawn| drawn.surname_and_initials(" ") },
    Shape { name: "sign, then initials", group: "mixed", make: |drawn| Some(drawn.signs(0, 1)? + &drawn.initials(1)?) },
    Shape { name: "last 3 digits", group: "phone", make: |drawn| drawn.tail(3) },
    Shape { name: "last 4 digits", group: "phone", make: |drawn| drawn.tail(4) },
    Shape { name: "last 5 digits", group: "phone", make: |drawn| drawn.tail(5) },
    Shape { name: "last 6 digits", group: "phone", make: |drawn| drawn.tail(6) },
    Shape { name: "last 7 digits", group: "phone", make: |drawn| drawn.tail(7) },
    Shape { name: "last 8 digits", group: "phone", make: |drawn| drawn.tail(8) },
    Shape { name: "member number", group: "member number", make: |drawn| filled(&drawn.member_no) },
    Shape { name: "room", group: "room", make: |drawn| filled(&drawn.room_no) },
    Shape { name: "first word in Latin letters", group: "Latin", make: |drawn| drawn.latin(1) },
    Shape { name: "whole name in Latin letters", group: "Latin", make: |drawn| drawn.latin(9) },
    Shape { name: "Latin name, the other way round", group: "Latin", make: Drawn::turned },
    Shape { name: "start of a mail address", group: "mail, company, confirmation", make: |drawn| start(&drawn.mail, 6) },
    Shape { name: "company", group: "mail, company, confirmation", make: |drawn| start(&drawn.company, 4) },
    Shape { name: "confirmation number", group: "mail, company, confirmation", make: |drawn| filled(&drawn.confirmation) },
    Shape { name: "pinyin, one letter wrong", group: "one letter wrong", make: |drawn| misspelt(&drawn.pinyin("")?) },
    Shape { name: "pinyin, two letters swapped", group: "one letter wrong", make: |drawn| swapped(&drawn.pinyin("")?) },
    Shape { name: "Latin name, one letter wrong", group: "one letter wrong", make: |drawn| misspelt(&drawn.latin(9)?) },
    Shape { name: "Latin name, two letters swapped", group: "one letter wrong", make: |drawn| swapped(&drawn.latin(9)?) },
    Shape { name: "pinyin and room", group: "name and digits", make: Drawn::with_room },
    Shape { name: "initial and digits", group: "name and digits", make: |drawn| drawn.with_tail(&drawn.initials(0)?[..1]) },
    Shape { name: "surname and digits", group: "name and digits", make: |drawn| drawn.with_tail(&drawn.signs(0, 1)?) },
    Shape { name: "pinyin and digits", group: "name and digits", make: |drawn| drawn.with_tail(drawn.syllables.first()?) },
];

/// Returns every question with the place of its shape in [`SHAPES`], round by round.
pub fn questions(people: &[Drawn]) -> Vec<(usize, String)> {
    let wanted = OF_A_SHAPE * ROUNDS;
    let of_shape = |shape: &Shape| {
        let found: Vec<String> = people.iter().filter_map(shape.make).take(wanted).collect();
        assert!(!found.is_empty(), "nobody in the hotel can be asked for by {}", shape.name);
        found
    };
    let by_shape: Vec<Vec<String>> = SHAPES.iter().map(of_shape).collect();
    let one = |at: usize| {
        // A small hotel has fewer in the house than questions for rooms: those are asked again.
        by_shape.iter().enumerate().map(move |(shape, found)| (shape, found[at % found.len()].clone()))
    };
    (0..wanted).flat_map(one).collect()
}

/// Returns guests from all over the file, and those who are in the house.
pub fn drawn(path: &Path) -> Vec<Drawn> {
    let conn = support::outside::opened(path, PRACTICE_PASSPHRASE);
    let last: i64 = conn.query_row("SELECT max(row) FROM search_guests", [], |row| row.get(0)).expect("the index has rows");
    let mut people: Vec<Drawn> =
        (1..=DRAWN.min(last)).filter_map(|ordinal| one(&conn, "search_guests.row = ?1", 1 + ordinal * STEP % last)).collect();
    let mut rooms = conn.prepare("SELECT rowid FROM stays WHERE state = 'in_house' AND guest_id IS NOT NULL").expect("a query");
    let rows: Vec<i64> = rooms.query_map([], |row| row.get(0)).expect("stays").map(|row| row.expect("a row")).collect();
    people.extend(rows.into_iter().filter_map(|row| one(&conn, "stays.rowid = ?1", row)));
    people
}

fn one(conn: &Connection, which: &str, row: i64) -> Option<Drawn> {
    let sql = format!(
        "SELECT guest_details.guest_id, guest_details.name,
                coalesce((SELECT normal FROM guest_contacts WHERE guest_id = guest_details.guest_id AND kind = 'phone' LIMIT 1), ''),
                coalesce((SELECT member_no FROM members WHERE guest_id = guest_details.guest_id), ''),
                coalesce(stays.room_no, ''),
                coalesce((SELECT normal FROM guest_contacts WHERE guest_id = guest_details.guest_id AND kind = 'email' LIMIT 1), ''),
                guest_details.company,
                coalesce((SELECT confirmation FROM stays WHERE guest_id = guest_details.guest_id LIMIT 1), '')
         FROM search_guests
         JOIN guest_details ON guest_details.guest_id = search_guests.guest_id
         LEFT JOIN stays ON stays.guest_id = search_guests.guest_id AND stays.state = 'in_house'
         WHERE {which} LIMIT 1"
    );
    let mut statement = conn.prepare_cached(&sql).expect("a query of the schema");
    let mut rows = statement.query([row]).expect("a guest is asked for");
    let row = rows.next().expect("a guest is read")?;
    let text = |column: usize| row.get::<_, String>(column).expect("text");
    let id: [u8; 16] = row.get(0).expect("an id");
    let syllables = search::pronunciation(&text(1)).into_iter().map(|syllable| toneless(&syllable.reading)).collect();
    let id = GuestId(RawId::from_bytes(id));
    let (name, phone, member_no, room_no) = (text(1), text(2), text(3), text(4));
    let (mail, company, confirmation) = (text(5), text(6), text(7));
    Some(Drawn { id, name, phone, member_no, room_no, mail, company, confirmation, syllables })
}

impl Drawn {
    fn signs(&self, first: usize, count: usize) -> Option<String> {
        let signs: String = self.name.chars().skip(first).take(count).collect();
        (!self.syllables.is_empty() && !signs.is_empty()).then_some(signs)
    }

    fn pinyin(&self, between: &str) -> Option<String> {
        filled(&self.syllables.join(between))
    }

    fn initials(&self, first: usize) -> Option<String> {
        let letters: String = self.syllables.iter().skip(first).filter_map(|syllable| syllable.chars().next()).collect();
        filled(&letters)
    }

    fn surname_and_initials(&self, between: &str) -> Option<String> {
        Some(format!("{}{between}{}", self.syllables.first()?, self.initials(1)?))
    }

    fn tail(&self, digits: usize) -> Option<String> {
        let start = self.phone.len().checked_sub(digits)?;
        self.phone.get(start..).map(str::to_owned)
    }

    fn with_tail(&self, name: &str) -> Option<String> {
        Some(format!("{name} {}", self.tail(4)?))
    }

    fn with_room(&self) -> Option<String> {
        Some(format!("{} {}", self.syllables.first()?, filled(&self.room_no)?))
    }

    fn turned(&self) -> Option<String> {
        let name = self.latin(9)?;
        let (first, last) = name.rsplit_once(' ')?;
        Some(format!("{last} {first}"))
    }

    fn latin(&self, words: usize) -> Option<String> {
        let found: Vec<&str> = self.name.split_whitespace().take(words).collect();
        self.name.is_ascii().then(|| found.join(" ").to_lowercase()).filter(|text| !text.is_empty())
    }
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn start(text: &str, signs: usize) -> Option<String> {
    filled(&text.chars().take(signs).collect::<String>())
}

/// Returns the text with its fourth letter wrong; none for a text too short to be guessed at.
fn misspelt(text: &str) -> Option<String> {
    let mut letters: Vec<char> = text.chars().collect();
    let wrong = letters.get_mut(3).filter(|letter| letter.is_ascii_lowercase())?;
    *wrong = if *wrong == 'x' { 'k' } else { 'x' };
    (letters.len() >= 6).then(|| letters.into_iter().collect())
}

/// Returns the text with its third and fourth letters swapped.
fn swapped(text: &str) -> Option<String> {
    let mut letters: Vec<char> = text.chars().collect();
    let both_are_letters = letters.get(2..4)?.iter().all(char::is_ascii_lowercase);
    letters.swap(2, 3);
    (both_are_letters && letters.len() >= 6).then(|| letters.into_iter().collect())
}

/// Returns a syllable as it is typed: `lǚ` is `lv`.
fn toneless(syllable: &str) -> String {
    const MARKED: [(&str, char); 6] = [("āáǎà", 'a'), ("ēéěè", 'e'), ("īíǐì", 'i'), ("ōóǒò", 'o'), ("ūúǔù", 'u'), ("üǖǘǚǜ", 'v')];
    let plain = |sign: char| MARKED.iter().find(|(marked, _)| marked.contains(sign)).map_or(sign, |(_, letter)| *letter);
    syllable.chars().map(plain).collect()
}

/// Returns a name in traditional characters, as far as its signs are among the commonest that differ.
fn traditional(name: &str) -> String {
    const SIMPLIFIED: &str = "国张刘陈杨赵吴孙马罗郑谢韩冯萧邓许苏叶卢钟陆华丽军伟晓兰红龙飞杰涛云刚诗语梦颖娇宁凤艳静强东";
    const TRADITIONAL: &str = "國張劉陳楊趙吳孫馬羅鄭謝韓馮蕭鄧許蘇葉盧鍾陸華麗軍偉曉蘭紅龍飛傑濤雲剛詩語夢穎嬌寧鳳艷靜強東";
    let other = |sign: char| {
        let place = SIMPLIFIED.chars().position(|simplified| simplified == sign)?;
        TRADITIONAL.chars().nth(place)
    };
    name.chars().map(|sign| other(sign).unwrap_or(sign)).collect()
}
