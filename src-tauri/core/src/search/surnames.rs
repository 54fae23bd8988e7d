//! How Chinese family names are read, where the usual reading of the sign would be wrong.
//!
//! Source: house table, 2026; the readings are those of 现代汉语词典 (7th edition) for signs used as 姓.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::fold::{fold_signs, is_han};

/// Family names of one sign whose reading as a family name is not the first reading of the sign.
const SINGLE: &str = "於yū 甯nìng 单shàn 曾zēng 解xiè 仇qiú 区ōu 查zhā 盖gě 乐yuè 尉wèi 缪miào 翟zhái 任rén 华huà 葛gě 应yīng 燕yān \
    宁níng 纪jǐ 曲qū 訾zī 过guō 冠guàn 那nā 哈hǎ 要yāo 朴piáo 繁pó 员yùn 句gōu 谌chén 折shé 召shào 撒sǎ 郄qiè 郗xī \
    覃qín 车chē 秘bì 种chóng 黑hè 能nài 薄bó 柏bǎi 卜bǔ 沈shěn 宿sù 石shí 郇xún 隗wěi 牟móu 都dū 宓mì 万wàn 俞yú \
    贾jiǎ 阚kàn 瞿qú 佴nài 重chóng 乜niè 逄páng 莘shēn 钻zuān 啜chuài 六lù 行xíng 长zhǎng 谷gǔ 余yú 于yú 何hé 和hé 洗xiǎn \
    冼xiǎn 适kuò 祭zhài 眭suī 殷yīn 阙quē 令líng 占zhān 干gān 相xiàng 盛shèng 强qiáng 贲bēn \
    褚chǔ 佟tóng 笪dá 妫guī 尹yǐn 厍shè 亓qí 仉zhǎng 钭tǒu 暨jì 禚zhuó 亢kàng 戚qī 朝cháo 晁cháo 车chē 角jué 弹tán \
    降jiàng 校jiào 铅yán 炅guì 瓮wèng 藏zāng 臧zāng 芮ruì 咎gāo 昝zǎn 荀xún 逯lù 璩qú 郏jiá 殳shū 厉lì 郁yù 从cóng 冯féng \
    洛luò 平píng 王wáng 张zhāng 陈chén 黄huáng 赵zhào 吴wú 周zhōu 徐xú 孙sūn 马mǎ 朱zhū 胡hú 郭guō 林lín 高gāo \
    罗luó 郑zhèng 梁liáng 谢xiè 宋sòng 唐táng 许xǔ 邓dèng 韩hán 曹cáo 彭péng 肖xiāo 萧xiāo 蔡cài 潘pān 田tián 董dǒng 袁yuán 蒋jiǎng \
    叶yè 杜dù 苏sū 魏wèi 程chéng 吕lǚ 丁dīng 姚yáo 卢lú 钟zhōng 姜jiāng 崔cuī 谭tán 廖liào 范fàn 汪wāng 陆lù 金jīn 戴dài 韦wéi \
    夏xià 邱qiū 方fāng 侯hóu 邹zōu 熊xióng 孟mèng 秦qín 白bái 江jiāng 阎yán 薛xuē 闫yán 段duàn 雷léi 龙lóng 史shǐ 陶táo 贺hè 顾gù \
    毛máo 郝hǎo 龚gōng 邵shào 钱qián 严yán 赖lài 洪hóng 武wǔ 莫mò 孔kǒng 汤tāng 向xiàng 常cháng 温wēn 康kāng 施shī 文wén 牛niú \
    樊fán 安ān 邢xíng 颜yán 易yì 乔qiáo 伍wǔ 庞páng 申shēn 欧ōu 辛xīn 兰lán 焦jiāo 司sī 岳yuè 齐qí 沙shā 宗zōng 祁qí 柯kē 阮ruǎn";

/// Family names of more than one sign; their signs belong together and have these readings.
const COMPOUND: &str = "欧阳ōu,yáng 司马sī,mǎ 上官shàng,guān 诸葛zhū,gě 东方dōng,fāng 皇甫huáng,fǔ 尉迟yù,chí 公孙gōng,sūn 轩辕xuān,yuán \
    令狐líng,hú 钟离zhōng,lí 宇文yǔ,wén 长孙zhǎng,sūn 慕容mù,róng 鲜于xiān,yú 闾丘lǘ,qiū 司徒sī,tú 司空sī,kōng 亓官qí,guān \
    司寇sī,kòu 仉督zhǎng,dū 子车zǐ,jū 颛孙zhuān,sūn 端木duān,mù 巫马wū,mǎ 公西gōng,xī 漆雕qī,diāo 乐正yuè,zhèng 壤驷rǎng,sì \
    公良gōng,liáng 拓跋tuò,bá 拓拔tuò,bá 夹谷jiá,gǔ 宰父zǎi,fǔ 谷梁gǔ,liáng 榖梁gǔ,liáng 榖粱gǔ,liáng 谷粱gǔ,liáng 段干duàn,gān 百里bǎi,lǐ 东郭dōng,guō \
    南门nán,mén 呼延hū,yán 羊舌yáng,shé 梁丘liáng,qiū 左丘zuǒ,qiū 东门dōng,mén 西门xī,mén 万俟mò,qí 夏侯xià,hóu 闻人wén,rén \
    赫连hè,lián 公羊gōng,yáng 澹台tán,tái 公冶gōng,yě 宗政zōng,zhèng 濮阳pú,yáng 淳于chún,yú 单于chán,yú 太叔tài,shū 申屠shēn,tú \
    仲孙zhòng,sūn 南宫nán,gōng 第五dì,wǔ 独孤dú,gū 南郭nán,guō 北宫běi,gōng 微生wēi,shēng 毌丘guàn,qiū 贺兰hè,lán \
    綦毋qí,wú 屋庐wū,lú 句龙gōu,lóng 纳兰nà,lán 叶赫yè,hè 耶律yē,lǜ 完颜wán,yán 贺若hè,ruò 哥舒gē,shū 阿史那ā,shǐ,nà \
    爱新觉罗ài,xīn,jué,luó 叶赫那拉yè,hè,nà,lā 钮祜禄niǔ,hù,lù 富察fù,chá 瓜尔佳guā,ěr,jiā 赫舍里hè,shè,lǐ 西林觉罗xī,lín,jué,luó \
    舒穆禄shū,mù,lù 佟佳tóng,jiā 马佳mǎ,jiā 索绰罗suǒ,chuò,luó \
    丘穆陵qiū,mù,líng 步六孤bù,lù,gū 侯莫陈hóu,mò,chén 司鸿sī,hóng \
    张简zhāng,jiǎn 范姜fàn,jiāng 即墨jí,mò 达奚dá,xī 褚师chǔ,shī";

/// Longest family name of [`COMPOUND`], in signs.
const COMPOUND_SIGNS_MAX: usize = 4;

/// Returns how many leading signs of a folded name are its family name, and their readings with tone marks where the
/// house table has them.
///
/// A compound name wins only where a given name is left over; 1 and nothing where the table says nothing.
pub(crate) fn family(signs: &[char], folded: &[char]) -> (usize, Option<&'static [&'static str]>) {
    for length in (2..=COMPOUND_SIGNS_MAX.min(folded.len().saturating_sub(1))).rev() {
        let candidate: String = folded.iter().take(length).collect();
        if let Some(readings) = table().get(candidate.as_str()) {
            return (length, Some(readings));
        }
    }
    // 於 and 甯 fold to 于 and 宁, but are family names with a reading of their own.
    let single = |signs: &[char]| table().get(signs.iter().take(1).collect::<String>().as_str());
    (1, single(signs).or_else(|| single(folded)).map(Vec::as_slice))
}

type Table = HashMap<String, Vec<&'static str>>;

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let compound = COMPOUND.split_whitespace().filter_map(entry).map(|(signs, readings)| (fold_signs(&signs), readings));
        compound.chain(SINGLE.split_whitespace().filter_map(entry)).collect()
    })
}

fn entry(line: &'static str) -> Option<(String, Vec<&'static str>)> {
    let start = line.char_indices().find(|(_, sign)| !is_han(*sign))?.0;
    let (signs, readings) = line.split_at(start);
    Some((signs.to_owned(), readings.split(',').collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_name_has_its_own_reading() {
        let check = |name: &str, length: usize, readings: Option<&[&str]>| {
            let signs: Vec<char> = name.chars().collect();
            let folded: Vec<char> = fold_signs(name).chars().collect();
            assert_eq!(family(&signs, &folded), (length, readings), "family name of {name}");
        };
        check("单雨桐", 1, Some(&["shàn"]));
        check("單雨桐", 1, Some(&["shàn"]));
        check("尉迟恭", 2, Some(&["yù", "chí"]));
        check("尉遲恭", 2, Some(&["yù", "chí"]));
        check("尉健行", 1, Some(&["wèi"]));
        check("万俟卨", 2, Some(&["mò", "qí"]));
        check("长孙无忌", 2, Some(&["zhǎng", "sūn"]));
        check("歐陽娜娜", 2, Some(&["ōu", "yáng"]));
        check("爱新觉罗溥仪", 4, Some(&["ài", "xīn", "jué", "luó"]));
        // Two signs alone are a family name of one sign and a given name.
        check("万俟", 1, Some(&["wàn"]));
        check("鬱", 1, Some(&["yù"]));
        check("甯浩", 1, Some(&["nìng"]));
        check("宁浩", 1, Some(&["níng"]));
        check("犇", 1, None);
    }

    #[test]
    fn every_entry_has_one_reading_for_each_sign() {
        for (signs, readings) in table() {
            assert_eq!(signs.chars().count(), readings.len(), "{signs} needs a reading for each sign");
        }
    }
}
