//! How Han signs are read: the usual reading of a family or given name, the others, and the name as a card shows it.

use std::collections::HashMap;
use std::sync::OnceLock;

use pinyin::{ToPinyin, ToPinyinMulti};
use unicode_normalization::UnicodeNormalization;

use super::fold::{fold_sign, is_han, plain};
use super::names::unspaced_signs;
use super::surnames;

/// Readings of one sign that are looked at.
const READINGS_MAX: usize = 6;

/// Readings in given names where the first reading of the sign is not the usual one.
const GIVEN: &str = "长cháng 朝zhāo 柏bó 曾zēng 兴xīng 华huá 强qiáng 为wéi 纶lún 伽jiā 莘shēn 晟shèng 盛shèng 重chóng 单dān 蔚wèi \
    茜qiàn 宁níng 燕yàn 娜nà 行xíng 乐lè 传chuán 应yìng 殷yīn 任rèn 几jī 令lìng 佛fó 莞wǎn 菀wǎn 昊hào 和hé 予yǔ 葛gě 夏xià \
    奇qí 石shí 艾ài 参shēn 相xiāng 中zhōng 藏zàng 凯kǎi 炜wěi 那nà 信xìn 厦xià 适shì 镐hào 洗xǐ 卓zhuó";

/// Family names that are easily misread, or that their bearers read in two ways: the desk had better look twice.
const DOUBTFUL_FAMILY: &str = "覃宁盖乐缪翟谌隗牟郗朴召那纪员车种黑都宓佴柏薄仇查曾单解区尉折华任燕葛";

/// The same in given names.
const DOUBTFUL_GIVEN: &str = "乐长朝柏行重茜莘晟娜曾单解蔚应予莞燕葛传盛参相藏奇查盖区佛";

/// One syllable of a name as the card shows it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, specta::Type)]
pub struct Syllable {
    /// The sign as the guest writes it.
    pub sign: String,
    /// Pinyin with a tone mark.
    pub reading: String,
    /// Whether the sign is easily misread here or its bearers read it in two ways, so that the desk had better look twice.
    pub doubtful: bool,
}

/// Returns how a Han name is said, sign by sign; empty for a name that holds other signs than Han.
pub fn pronunciation(name: &str) -> Vec<Syllable> {
    let signs = unspaced_signs(&plain(name));
    if signs.is_empty() || signs.iter().any(|sign| !is_han(*sign)) {
        return Vec::new();
    }
    let folded: Vec<char> = signs.iter().map(|sign| fold_sign(*sign)).collect();
    let (family, fixed) = surnames::family(&signs, &folded);
    let readings = signs.iter().zip(&folded).enumerate().map(|(place, (sign, fold))| {
        let reading = fixed.and_then(|fixed| fixed.get(place)).copied().or_else(|| toned(*sign, *fold, place >= family));
        let is_family = place < family;
        let doubted = if is_family { DOUBTFUL_FAMILY } else { DOUBTFUL_GIVEN };
        let doubtful = doubted.contains(*fold) && !(is_family && family > 1);
        Syllable { sign: sign.to_string(), reading: reading.unwrap_or_default().to_owned(), doubtful }
    });
    readings.collect()
}

/// Returns the usual reading of one sign with its tone mark: the house table of given names, else the first reading.
pub(crate) fn toned(sign: char, fold: char, given: bool) -> Option<&'static str> {
    let house = if given { given_readings().get(&fold).copied() } else { None };
    house.or_else(|| sign.to_pinyin().or_else(|| fold.to_pinyin()).map(pinyin::Pinyin::with_tone))
}

/// Returns further readings to type. A family name of the table is also typed by the first reading of its sign (曾 céng),
/// and by every reading where bearers differ; its archaic readings (王 yù) would only be noise.
pub(crate) fn other_readings(sign: char, fold: char, settled: bool) -> Vec<String> {
    let count = if settled && !DOUBTFUL_FAMILY.contains(fold) { 1 } else { READINGS_MAX };
    let every = readings(sign).take(count).chain(readings(fold).take(count).filter(|_| sign != fold));
    every.flat_map(toneless).collect()
}

fn readings(sign: char) -> impl Iterator<Item = &'static str> {
    sign.to_pinyin_multi().into_iter().flatten().map(pinyin::Pinyin::with_tone)
}

fn given_readings() -> &'static HashMap<char, &'static str> {
    static TABLE: OnceLock<HashMap<char, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let entries = GIVEN.split_whitespace().filter_map(|entry| {
            let sign = entry.chars().next()?;
            Some((sign, entry.get(sign.len_utf8()..)?))
        });
        entries.collect()
    })
}

/// Returns how a syllable with a tone mark is typed; `lǚ` as `lv` first, and as the passport's `lyu` and the plain `lu`.
pub(crate) fn toneless(reading: &str) -> Vec<String> {
    let typed: String = reading
        .nfd()
        .filter(|sign| sign.is_ascii_alphabetic() || *sign == '\u{308}')
        .collect::<String>()
        .replace("u\u{308}", "v");
    if typed.is_empty() || !typed.is_ascii() {
        return Vec::new();
    }
    match typed.strip_suffix('v') {
        Some(start) => vec![typed.clone(), format!("{start}u"), format!("{start}yu")],
        None if typed.contains('v') => vec![typed.replace('v', "u"), typed],
        None => vec![typed],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(name: &str) -> String {
        pronunciation(name).iter().map(|syllable| syllable.reading.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_name_is_shown_as_its_bearer_says_it() {
        let check = |name: &str, expected: &str| assert_eq!(spoken(name), expected, "reading of {name}");
        check("王建国", "wáng jiàn guó");
        check("王建國", "wáng jiàn guó");
        check("单雨桐", "shàn yǔ tóng");
        check("曾国藩", "zēng guó fān");
        check("解文博", "xiè wén bó");
        check("仇英", "qiú yīng");
        check("区志强", "ōu zhì qiáng");
        check("查良镛", "zhā liáng yōng");
        check("盖叫天", "gě jiào tiān");
        check("乐嘉", "yuè jiā");
        check("李乐", "lǐ lè");
        check("尉迟敬德", "yù chí jìng dé");
        check("尉遲敬德", "yù chí jìng dé");
        check("万俟卨", "mò qí xiè");
        check("长孙无忌", "zhǎng sūn wú jì");
        check("欧阳芷若", "ōu yáng zhǐ ruò");
        check("吕布", "lǚ bù");
        check("王 建国", "wáng jiàn guó");
        check("王建国先生", "wáng jiàn guó");
        check("John Smith", "");
        check("高橋ひろみ", "");
    }

    #[test]
    fn a_syllable_that_bearers_read_in_two_ways_is_flagged() {
        let check = |name: &str, expected: &[bool]| {
            let flags: Vec<bool> = pronunciation(name).iter().map(|syllable| syllable.doubtful).collect();
            assert_eq!(flags, expected, "doubt about {name}");
        };
        check("王建国", &[false, false, false]);
        check("覃海洋", &[true, false, false]);
        check("李乐", &[false, true]);
        check("尉迟恭", &[false, false, false]);
    }

    /// Family names whose reading the pinyin-pro list gives otherwise, because today's bearers say it as we do.
    const READ_OTHERWISE: &[(&str, &str)] = &[("宁", "níng")];

    #[test]
    fn the_family_names_of_a_published_list_are_read_as_it_says() {
        let Ok(data) = std::env::var("LOBBY_DATA") else {
            println!("skipped: 492 surname readings (LOBBY_DATA is not set)");
            return;
        };
        let path = std::path::Path::new(&data).join("names/surname_pinyin_pinyin-pro.json");
        let text = std::fs::read_to_string(path).expect("the list of readings can be read");
        let list: std::collections::BTreeMap<String, String> = serde_json::from_str(&text).expect("the list is JSON");
        assert!(list.len() > 400, "the list is whole");
        let wrong: Vec<String> = list
            .iter()
            .filter(|(family, _)| !READ_OTHERWISE.iter().any(|(known, _)| known == family))
            .filter_map(|(family, expected)| {
                let said = spoken(&format!("{family}芳"));
                let said = said.strip_suffix(" fāng").unwrap_or(&said);
                (said != expected).then(|| format!("{family} {said} {expected}"))
            })
            .collect();
        assert!(wrong.is_empty(), "{} readings differ: {wrong:?}", wrong.len());
    }
}
