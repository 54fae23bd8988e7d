//! How writing is made comparable: one script for Han, one case and no marks for Latin, letters for kana.
//!
//! Folding is done sign by sign, never by phrase, so the start of a name always folds to the start of the folded name.
//! A fold is for finding only; the name itself is kept as the guest writes it.

use std::sync::OnceLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use unicode_normalization::UnicodeNormalization;

/// Han signs of the two blocks that names come from; rarer planes fold by the list below alone.
const HAN_FIRST: u32 = 0x3400;
const HAN_LAST: u32 = 0x9FFF;

/// Most steps from a sign to the form it is found by.
const FOLD_STEPS_MAX: usize = 4;

/// Japanese forms that are also Chinese signs of another sense (芸 yún is no 藝): they stay as they are.
const CHINESE_IN_OWN_RIGHT: &str = "予欠缶糸芸弁払酢";

/// Variants that neither OpenCC's characters nor NFKC join: (variant, form it is found by).
const VARIANTS: &[(char, char)] = &[
    ('髙', '高'),
    ('﨑', '崎'),
    ('嵜', '崎'),
    ('碕', '崎'),
    ('邉', '边'),
    ('濵', '滨'),
    ('槗', '桥'),
    ('𠮷', '吉'),
    ('栁', '柳'),
    ('桒', '桑'),
    ('舘', '馆'),
    ('冨', '富'),
    ('嶋', '岛'),
    ('嶌', '岛'),
    ('薗', '园'),
    ('峯', '峰'),
    ('羣', '群'),
    ('邨', '村'),
    ('栢', '柏'),
    ('喆', '哲'),
    ('甦', '苏'),
    ('崑', '昆'),
    ('彥', '彦'),
    ('衞', '卫'),
    ('翆', '翠'),
    ('靑', '青'),
    ('淸', '清'),
    ('眞', '真'),
    ('惪', '德'),
    ('勳', '勋'),
    ('敎', '教'),
    ('敍', '叙'),
    ('啟', '启'),
    ('昻', '昂'),
    ('晳', '皙'),
    ('呂', '吕'),
    ('黃', '黄'),
    ('溫', '温'),
    ('內', '内'),
    ('兪', '俞'),
    ('鄧', '邓'),
    ('緖', '绪'),
];

/// Whether `sign` is a Han character.
pub(crate) fn is_han(sign: char) -> bool {
    matches!(u32::from(sign), HAN_FIRST..=0x4DBF | 0x4E00..=HAN_LAST | 0xF900..=0xFAFF | 0x20000..=0x323AF) || sign == '々'
}

/// Whether `sign` is kana; the long-vowel bar counts as kana.
pub(crate) fn is_kana(sign: char) -> bool {
    matches!(u32::from(sign), 0x3041..=0x3096 | 0x309D..=0x309E | 0x30A1..=0x30FA | 0x30FC..=0x30FE)
}

/// Whether `sign` is a Hangul syllable.
pub(crate) fn is_hangul(sign: char) -> bool {
    matches!(u32::from(sign), 0xAC00..=0xD7A3)
}

/// Whether `sign` belongs to a name that is written without spaces.
pub(crate) fn is_unspaced(sign: char) -> bool {
    is_han(sign) || is_kana(sign) || is_hangul(sign)
}

/// Returns `text` in composed compatibility form (full-width letters and digits become plain, half-width kana full).
pub(crate) fn plain(text: &str) -> String {
    text.nfkc().filter(|sign| !sign.is_control() || *sign == '\t').collect()
}

/// Returns the form by which `sign` is found: Simplified Han, hiragana for kana, everything else as it is.
///
/// Several Traditional signs have one Simplified form (鐘 鍾 → 钟), so each of them finds the others.
pub(crate) fn fold_sign(sign: char) -> char {
    let code = u32::from(sign);
    if (HAN_FIRST..=HAN_LAST).contains(&code) {
        let place = (code - HAN_FIRST) as usize;
        return han_table().get(place).copied().unwrap_or(sign);
    }
    match code {
        0x30A1..=0x30F6 => char::from_u32(code - 0x60).unwrap_or(sign),
        _ => variant(sign).unwrap_or(sign),
    }
}

/// Returns `text` with Han and kana folded sign by sign.
pub(crate) fn fold_signs(text: &str) -> String {
    text.chars().map(fold_sign).collect()
}

fn variant(sign: char) -> Option<char> {
    VARIANTS.iter().find(|(from, _)| *from == sign).map(|(_, to)| *to)
}

fn han_table() -> &'static [char] {
    static TABLE: OnceLock<Vec<char>> = OnceLock::new();
    TABLE.get_or_init(build_han_table)
}

fn build_han_table() -> Vec<char> {
    let simplified = OpenCC::from_config(BuiltinConfig::T2s).expect("the dictionary is part of the program");
    let japanese = OpenCC::from_config(BuiltinConfig::Jp2t).expect("the dictionary is part of the program");
    let step = |sign| variant(sign).unwrap_or_else(|| to_simplified(sign, &simplified, &japanese));
    let signs = (HAN_FIRST..=HAN_LAST).map(|code| char::from_u32(code).unwrap_or('\u{FFFD}'));
    signs.map(|sign| settled(sign, step)).collect()
}

/// Returns where folding again changes nothing (戱 → 戯 → 戏).
fn settled(sign: char, step: impl Fn(char) -> char) -> char {
    let mut now = sign;
    for _ in 0..FOLD_STEPS_MAX {
        let next = step(now);
        if next == now {
            break;
        }
        now = next;
    }
    now
}

fn to_simplified(sign: char, simplified: &OpenCC, japanese: &OpenCC) -> char {
    let own = convert_sign(sign, simplified);
    if own != sign || CHINESE_IN_OWN_RIGHT.contains(sign) {
        return own;
    }
    convert_sign(convert_sign(sign, japanese), simplified)
}

fn convert_sign(sign: char, by: &OpenCC) -> char {
    let mut buffer = [0; 4];
    let converted = by.convert(sign.encode_utf8(&mut buffer));
    let mut signs = converted.chars();
    match (signs.next(), signs.next()) {
        (Some(one), None) => one,
        _ => sign,
    }
}

/// Returns `word` in small ASCII letters and digits, marks dropped; Han and kana are left out, never romanised here.
///
/// `O'Brien` → `obrien`, `Łukasz` → `lukasz`, `Иванов` → `ivanov`.
pub(crate) fn letters(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for sign in word.chars() {
        if sign.is_ascii() {
            out.push(sign);
        } else if !is_han(sign) && !is_kana(sign) {
            out.push_str(any_ascii::any_ascii_char(sign));
        }
    }
    out.retain(|sign| sign.is_ascii_alphanumeric());
    out.make_ascii_lowercase();
    out
}

/// Returns a text in which only what can be read is left, folded: Han and kana as [`fold_sign`] has them, the rest as
/// [`letters`] has it.
pub(crate) fn fold_text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for sign in plain(text).chars() {
        if is_unspaced(sign) {
            folded.push(fold_sign(sign));
        } else {
            folded.push_str(&letters(sign.encode_utf8(&mut [0; 4])));
        }
    }
    folded
}

/// Returns the spelling that German and Nordic guests use where the marks cannot be typed (`Müller` → `mueller`),
/// or nothing where `word` has none of these letters.
pub(crate) fn letters_spelled_out(word: &str) -> Option<String> {
    let mut found = false;
    let spelled: String = word
        .chars()
        .map(|sign| {
            let pair = match sign {
                'ä' | 'Ä' | 'æ' | 'Æ' => "ae",
                'ö' | 'Ö' | 'ø' | 'Ø' => "oe",
                'ü' | 'Ü' => "ue",
                'å' | 'Å' => "aa",
                _ => return sign.to_string(),
            };
            found = true;
            pair.to_string()
        })
        .collect();
    found.then(|| letters(&spelled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_script_folds_to_the_same_signs() {
        let check = |input: &str, expected: &str| assert_eq!(fold_signs(input), expected, "fold of {input}");
        check("王建國", "王建国");
        check("鍾鐘钟", "钟钟钟");
        check("範范", "范范");
        check("於于", "于于");
        check("餘余", "余余");
        check("薑姜", "姜姜");
        check("歐陽", "欧阳");
        check("髙橋", "高桥");
        check("渡邊渡辺渡邉", "渡边渡边渡边");
        check("沢澤泽", "泽泽泽");
        check("斎藤齋藤", "斋藤斋藤");
        check("タカハシ", "たかはし");
        check("芸", "芸");
        check("Smith", "Smith");
    }

    #[test]
    fn latin_words_lose_case_and_marks_but_han_never_becomes_latin() {
        let check = |input: &str, expected: &str| assert_eq!(letters(&plain(input)), expected, "letters of {input}");
        check("O'Brien", "obrien");
        check("MÜLLER", "muller");
        check("Łukasz", "lukasz");
        check("Иванов", "ivanov");
        check("Ｗａｎｇ", "wang");
        check("Straße", "strasse");
        check("王", "");
        check("José-María", "josemaria");
    }

    #[test]
    fn marked_vowels_are_also_found_spelled_out() {
        let check = |input: &str, expected: Option<&str>| {
            assert_eq!(letters_spelled_out(input).as_deref(), expected, "spelled-out form of {input}");
        };
        check("Müller", Some("mueller"));
        check("Jørgensen", Some("joergensen"));
        check("Meyer", None);
    }

    #[test]
    fn every_sign_of_the_table_folds_to_itself_on_the_second_fold() {
        for code in HAN_FIRST..=HAN_LAST {
            let sign = char::from_u32(code).expect("no surrogates among Han");
            let once = fold_sign(sign);
            assert_eq!(fold_sign(once), once, "{sign} folds to {once}, which must be stable");
        }
    }
}
