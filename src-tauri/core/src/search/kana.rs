//! Kana in letters (Hepburn), because that is how a desk without a Japanese keyboard types it.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Two kana that make one sound, each followed by its letters.
const PAIRS: &str = "きゃkya きゅkyu きょkyo しゃsha しゅshu しょsho しぇshe ちゃcha ちゅchu ちょcho ちぇche にゃnya \
    にゅnyu にょnyo ひゃhya ひゅhyu ひょhyo みゃmya みゅmyu みょmyo りゃrya りゅryu りょryo ぎゃgya \
    ぎゅgyu ぎょgyo じゃja じゅju じょjo じぇje びゃbya びゅbyu びょbyo ぴゃpya ぴゅpyu ぴょpyo てぃti \
    でぃdi ふぁfa ふぃfi ふぇfe ふぉfo ゔぁva ゔぃvi ゔぇve ゔぉvo うぃwi うぇwe うぉwo";

/// Single kana, each followed by its letters.
const SINGLES: &str = "あa いi うu えe おo かka きki くku けke こko さsa しshi すsu せse そso たta ちchi つtsu てte \
    とto なna にni ぬnu ねne のno はha ひhi ふfu へhe ほho まma みmi むmu めme もmo やya ゆyu よyo \
    らra りri るru れre ろro わwa ゐi ゑe をo んn がga ぎgi ぐgu げge ごgo ざza じji ずzu ぜze ぞzo \
    だda ぢji づzu でde どdo ばba びbi ぶbu べbe ぼbo ぱpa ぴpi ぷpu ぺpe ぽpo ゔvu ぁa ぃi ぅu ぇe \
    ぉo ゃya ゅyu ょyo ゎwa";

/// Returns the Hepburn letters of folded kana, long vowels written out: `さとう` → `satou`.
pub(crate) fn letters(hiragana: &str) -> String {
    let mut out = String::new();
    let mut doubled = false;
    let mut rest = hiragana;
    while let Some(first) = rest.chars().next() {
        let (sound, used) = sound_at(rest, first);
        match first {
            'っ' => doubled = true,
            'ー' => out.extend(out.chars().last()),
            _ => {
                if doubled {
                    out.push_str(if sound.starts_with("ch") { "t" } else { sound.get(..1).unwrap_or("") });
                }
                doubled = false;
                out.push_str(sound);
            }
        }
        rest = rest.get(used..).unwrap_or("");
    }
    out
}

/// Returns the spelling of passports, long vowels short: `satou` → `sato`; nothing where it is the same.
pub(crate) fn without_long_vowels(letters: &str) -> Option<String> {
    let short = letters.replace("ou", "o").replace("oo", "o").replace("uu", "u").replace("aa", "a");
    (short != letters).then_some(short)
}

fn sound_at(rest: &str, first: char) -> (&'static str, usize) {
    let second = rest.chars().nth(1);
    if let Some(sound) = second.and_then(|second| sounds().get(&(first, Some(second)))) {
        return (sound, first.len_utf8() + second.map_or(0, char::len_utf8));
    }
    (sounds().get(&(first, None)).copied().unwrap_or(""), first.len_utf8())
}

type Sounds = HashMap<(char, Option<char>), &'static str>;

fn sounds() -> &'static Sounds {
    static TABLE: OnceLock<Sounds> = OnceLock::new();
    TABLE.get_or_init(|| PAIRS.split_whitespace().chain(SINGLES.split_whitespace()).filter_map(entry).collect())
}

fn entry(line: &'static str) -> Option<((char, Option<char>), &'static str)> {
    let start = line.find(|sign: char| sign.is_ascii())?;
    let (kana, sound) = line.split_at(start);
    let mut signs = kana.chars();
    Some(((signs.next()?, signs.next()), sound))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kana_becomes_hepburn() {
        let check = |input: &str, expected: &str| assert_eq!(letters(input), expected, "letters of {input}");
        check("たかはし", "takahashi");
        check("さとう", "satou");
        check("きょうこ", "kyouko");
        check("はっとり", "hattori");
        check("まっちゃ", "matcha");
        check("じょん", "jon");
        check("けーき", "keeki");
    }

    #[test]
    fn passports_write_long_vowels_short() {
        let check = |input: &str, expected: Option<&str>| {
            assert_eq!(without_long_vowels(input).as_deref(), expected, "short form of {input}");
        };
        check("satou", Some("sato"));
        check("oono", Some("ono"));
        check("tanaka", None);
    }
}
