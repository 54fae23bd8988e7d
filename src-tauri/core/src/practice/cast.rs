//! The people of the scenes: who must be met on the practice hotel's "today", in the words of the screens.
//!
//! Days are counted from today: 0 is today, −3 three days ago. Rooms are those of the house of 220.

use super::part::{Birthday, Part, SOMEBODY, TROUBLE, Trouble, past};
use crate::{
    base::role::Department,
    dossier::DealingChannel,
    guests::{
        PreferenceKind::{Dining, Habit, Health, Minor, Religion, Room},
        Title::Ms,
    },
    loyalty::Tier::{Base, Gold, Platinum, Silver},
    tickets::{
        Mood::{Compensation, Venting},
        ProblemCode, Remedy,
        Severity::{Important, Urgent},
    },
};

/// Phone of scenario A's arrival; its tail is what the guest says at the desk.
pub const WANG_PHONE: &str = "13852018812";
/// Member number of scenario A's arrival.
pub const WANG_NUMBER: u32 = 17_432;

/// Member numbers of one woman who was written down twice, and whose records are one by now: kept, taken in.
pub const TWICE: (u32, u32) = (3_120, 16_905);
/// Phone of a man who was written down twice and of whom nobody has decided yet.
pub const SUSPECT_PHONE: &str = "13776018823";

/// Everybody of the scenes; the first is the arrival of scenario A.
pub const CAST: &[Part] = &[
    Part {
        name: "王建国",
        years: 52,
        birthday: Birthday::LunarInDays(5),
        phone: WANG_PHONE,
        document_last4: "3316",
        nights: 3,
        room: "1206",
        arrives: (15, 30),
        nth: 7,
        tier: Some(Gold),
        member_number: Some(WANG_NUMBER),
        wishes: &[
            (Room, "高层，远离电梯"),
            (Room, "硬枕，两床被子"),
            (Dining, "少冰的水，不吃香菜"),
            (Habit, "早 6:45 出门跑步"),
            (Room, "无烟房"),
            (Habit, "退房都在上午九点前"),
        ],
        past: &[
            past(982, 5, "0811", "电话", (720, 1_120, 336)),
            past(489, 4, "1111", "协议", (752, 0, 0)),
            past(388, 2, "0911", "电话", (788, 0, 0)),
            past(284, 3, "1206", "携程", (920, 520, 120)),
            past(177, 3, "1109", "携程", (848, 910, 90)),
            past(103, 2, "1112", "官网", (780, 0, 96)),
        ],
        troubles: &[Trouble {
            at: (103, 23, 12),
            problem: ProblemCode::AirConditioningNoise,
            severity: Important,
            words: "空调整夜嗡嗡响，没睡好，上次也是这样",
            steps: 7,
            offer: Some((Remedy::Points, "赠 300 积分", 0, 300)),
            note: "当晚换不出房，工程部次日更换风机轴承",
            promise: "高层、远离电梯",
            ..TROUBLE
        }],
        opinion: Some((100, DealingChannel::Phone, "投诉处理得很快，房间再安静些就完美了")),
        prepared: &[
            (Department::FrontOffice, "排高层房，远离电梯", true),
            (Department::Housekeeping, "硬枕一对，两床被子", true),
            (Department::FoodBeverage, "欢迎水少冰", false),
        ],
        ..SOMEBODY
    },
    Part {
        name: "王建国",
        years: 41,
        birthday: Birthday::On(11, 3),
        phone: "15962035521",
        room: "0633",
        arrives: (20, 0),
        rate_yuan: 560,
        ..SOMEBODY
    },
    Part {
        name: "李慧敏",
        title: Ms,
        years: 36,
        since: Some(1),
        nights: 3,
        room: "0915",
        nth: 3,
        rate_yuan: 880,
        tier: Some(Silver),
        wishes: &[(Room, "静音房"), (Room, "枕头偏软")],
        past: &[past(218, 2, "0912", "携程", (760, 180, 0))],
        troubles: &[Trouble {
            at: (218, 21, 40),
            problem: ProblemCode::NoHotWater,
            words: "洗到一半没热水了，打了两次电话才有人来",
            steps: 7,
            offer: Some((Remedy::Laundry, "免一次洗衣", 150, 0)),
            ..TROUBLE
        }],
        ..SOMEBODY
    },
    Part {
        name: "孙丽华",
        title: Ms,
        years: 47,
        room: "1108",
        arrives: (16, 0),
        nth: 5,
        tier: Some(Silver),
        wishes: &[(Room, "淋浴先试水温")],
        past: &[past(4, 2, "1108", "官网", (780, 0, 0))],
        troubles: &[Trouble {
            at: (3, 20, 15),
            problem: ProblemCode::ShowerTemperature,
            severity: Important,
            words: "淋浴忽冷忽热，洗个澡跟打仗一样",
            steps: 6,
            callback: Some((0, 12)),
            offer: Some((Remedy::Laundry, "免一次洗衣", 150, 0)),
            note: "工程部已修恒温阀，等回访确认热水稳定",
            ..TROUBLE
        }],
        ..SOMEBODY
    },
    Part {
        name: "高橋健一",
        latin: "Takahashi Kenichi",
        country: "JPN",
        years: 55,
        nights: 3,
        room: "1015",
        arrives: (17, 20),
        nth: 6,
        rate_yuan: 1_080,
        tier: Some(Silver),
        wishes: &[(Health, "花生过敏"), (Room, "禁烟层")],
        ..SOMEBODY
    },
    Part {
        name: "欧阳芷若",
        title: Ms,
        years: 44,
        nights: 4,
        room: "1201",
        arrives: (18, 0),
        nth: 9,
        rate_yuan: 1_880,
        channel: "电话",
        tier: Some(Platinum),
        vip: "V2",
        wishes: &[(Room, "静音楼层"), (Dining, "欢迎水果，不要榴莲"), (Habit, "手写卡")],
        ..SOMEBODY
    },
    Part {
        name: "曾敏",
        title: Ms,
        years: 39,
        birthday: Birthday::LunarInDays(1),
        nights: 2,
        room: "0820",
        arrives: (14, 30),
        nth: 3,
        tier: Some(Silver),
        wishes: &[(Dining, "不喜奶油"), (Room, "两个荞麦枕")],
        ..SOMEBODY
    },
    Part { name: "周子昂", years: 31, room: "0511", arrives: (14, 45), nth: 2, rate_yuan: 520, tier: Some(Base), ..SOMEBODY },
    Part {
        name: "Emily Clarke",
        title: Ms,
        country: "GBR",
        nights: 4,
        room: "1202",
        arrives: (15, 0),
        nth: 4,
        rate_yuan: 1_050,
        channel: "Booking.com",
        tier: Some(Silver),
        wishes: &[(Dining, "素食"), (Dining, "早餐 6:30")],
        ..SOMEBODY
    },
    Part {
        name: "单雨桐",
        title: Ms,
        years: 29,
        nights: 2,
        room: "0907",
        arrives: (15, 10),
        party: (2, 0, 1),
        wishes: &[(Minor, "婴儿床")],
        ..SOMEBODY
    },
    Part {
        name: "何志远", years: 35, arrives: (15, 30), nth: 2, rate_yuan: 540, channel: "美团", tier: Some(Base), ..SOMEBODY
    },
    Part { name: "解文博", years: 42, nights: 3, room: "0716", arrives: (16, 20), rate_yuan: 560, ..SOMEBODY },
    Part {
        name: "林家豪",
        country: "HKG",
        years: 50,
        nights: 2,
        room: "1210",
        arrives: (16, 40),
        nth: 11,
        rate_yuan: 1_050,
        channel: "官网",
        tier: Some(Gold),
        wishes: &[(Habit, "繁体报纸"), (Room, "高楼层")],
        ..SOMEBODY
    },
    Part {
        name: "马晓兰",
        title: Ms,
        years: 40,
        nights: 5,
        room: "0610",
        arrives: (17, 0),
        nth: 2,
        rate_yuan: 720,
        party: (2, 2, 0),
        tier: Some(Base),
        wishes: &[(Religion, "清真"), (Minor, "加床")],
        ..SOMEBODY
    },
    Part { name: "褚一鸣", years: 27, room: "0523", arrives: (18, 30), rate_yuan: 540, channel: "飞猪", ..SOMEBODY },
    Part {
        name: "王婉清",
        title: Ms,
        years: 33,
        since: Some(2),
        nights: 4,
        room: "0712",
        nth: 4,
        rate_yuan: 560,
        tier: Some(Silver),
        member_number: Some(18_812),
        ..SOMEBODY
    },
    Part {
        name: "冯静",
        title: Ms,
        years: 45,
        since: Some(2),
        nights: 2,
        room: "0728",
        nth: 2,
        rate_yuan: 520,
        troubles: &[Trouble {
            at: (0, 9, 20),
            problem: ProblemCode::Overcharge,
            severity: Important,
            mood: Compensation,
            words: "房费多收 260 元，订的时候不是这个价",
            steps: 4,
            note: "15:00 离店，退款未办",
            ..TROUBLE
        }],
        ..SOMEBODY
    },
    Part {
        name: "Thomas Keller",
        country: "DEU",
        years: 49,
        since: Some(4),
        nights: 4,
        room: "1116",
        nth: 3,
        rate_yuan: 980,
        channel: "协议",
        tier: Some(Silver),
        troubles: &[Trouble {
            at: (1, 8, 40),
            problem: ProblemCode::LaundryDamage,
            severity: Important,
            mood: Compensation,
            words: "衬衫洗坏了，今天下午要穿去签约",
            steps: 5,
            offer: Some((Remedy::Compensation, "赔偿衬衫", 860, 0)),
            note: "18:00 离店",
            ..TROUBLE
        }],
        ..SOMEBODY
    },
    Part {
        name: "郭嘉怡",
        title: Ms,
        country: "TWN",
        years: 34,
        since: Some(2),
        nights: 3,
        room: "0402",
        nth: 1,
        rate_yuan: 520,
        troubles: &[Trouble {
            at: (1, 8, 55),
            problem: ProblemCode::BreakfastQueue,
            words: "早餐排队半小时，热菜都凉了",
            steps: 6,
            callback: Some((0, 18)),
            offer: Some((Remedy::Gift, "明早留位，送下午茶一份", 68, 0)),
            ..TROUBLE
        }],
        ..SOMEBODY
    },
    Part {
        name: "梁永康",
        country: "HKG",
        years: 58,
        since: Some(3),
        nights: 4,
        room: "1204",
        nth: 6,
        rate_yuan: 900,
        tier: Some(Gold),
        troubles: &[Trouble {
            at: (0, 7, 10),
            problem: ProblemCode::ConstructionNoise,
            mood: Venting,
            words: "早上七点就有人在楼上施工",
            steps: 1,
            apologised: false,
            ..TROUBLE
        }],
        ..SOMEBODY
    },
    Part {
        name: "陈海燕",
        title: Ms,
        since: Some(1),
        nights: 3,
        room: "0604",
        nth: 2,
        rate_yuan: 540,
        tier: Some(Base),
        troubles: &[Trouble {
            at: (0, 10, 5), problem: ProblemCode::Wifi, words: "无线网老掉线，开不了会", steps: 3, ..TROUBLE
        }],
        ..SOMEBODY
    },
    Part {
        name: "赵国栋",
        years: 61,
        since: Some(1),
        nights: 3,
        room: "0805",
        nth: 1,
        rate_yuan: 760,
        troubles: &[Trouble {
            at: (1, 22, 30),
            problem: ProblemCode::Hair,
            words: "卫生间里有头发，杯子没洗干净",
            steps: 5,
            offer: Some((Remedy::Gift, "致歉并送水果", 60, 0)),
            ..TROUBLE
        }],
        ..SOMEBODY
    },
    Part {
        name: "许嘉怡",
        title: Ms,
        years: 30,
        since: Some(4),
        nights: 6,
        room: "0913",
        nth: 1,
        rate_yuan: 760,
        troubles: &[Trouble {
            at: (3, 22, 10),
            problem: ProblemCode::WaterLeak,
            severity: Urgent,
            words: "卫生间顶上滴水，地上都是水",
            steps: 4,
            note: "同一立管，工程部排查中",
            ..TROUBLE
        }],
        ..SOMEBODY
    },
    Part {
        name: "沈国梁",
        years: 48,
        since: None,
        nth: 2,
        tier: Some(Base),
        past: &[past(54, 3, "0915", "携程", (820, 260, 0))],
        troubles: &[Trouble {
            at: (53, 23, 20),
            problem: ProblemCode::WaterLeak,
            severity: Urgent,
            mood: Venting,
            words: "天花板滴水，床头都湿了",
            steps: 7,
            offer: Some((Remedy::Upgrade, "换房升一级", 200, 0)),
            note: "1015 冷凝管，疏通后未换管",
            ..TROUBLE
        }],
        ..SOMEBODY
    },
    Part {
        name: "吴文斌",
        phone: "13952218812",
        since: None,
        nth: 2,
        tier: Some(Base),
        past: &[past(248, 1, "0407", "携程", (520, 0, 0))],
        ..SOMEBODY
    },
    Part {
        name: "汪海洋",
        years: 57,
        phone: "0512-65338812",
        since: None,
        nth: 1,
        past: &[past(803, 2, "0906", "电话", (680, 0, 0))],
        ..SOMEBODY
    },
    Part {
        name: "James White",
        country: "USA",
        years: 46,
        document_last4: "8812",
        since: None,
        nth: 1,
        past: &[past(999, 2, "1005", "Booking.com", (820, 150, 0))],
        ..SOMEBODY
    },
    Part {
        name: "马国栋",
        years: 59,
        since: None,
        nth: 24,
        tier: Some(Platinum),
        vip: "V3",
        channel: "协议",
        wishes: &[(Room, "江景"), (Dining, "喜欢绿茶，不喝红茶")],
        past: &[past(163, 6, "1101", "协议", (1_600, 4_200, 300))],
        ..SOMEBODY
    },
    Part {
        name: "顾清扬",
        title: Ms,
        years: 37,
        birthday: Birthday::On(9, 12),
        phone: "13813207745",
        since: None,
        nth: 2,
        tier: Some(Silver),
        member_number: Some(TWICE.0),
        wishes: &[(Room, "高楼层，靠窗")],
        past: &[past(412, 2, "1005", "电话", (760, 240, 0)), past(196, 1, "1015", "官网", (780, 0, 0))],
        ..SOMEBODY
    },
    Part {
        name: "顾清扬",
        title: Ms,
        years: 37,
        birthday: Birthday::On(9, 12),
        phone: "+86 138 1320 7745",
        since: None,
        nth: 1,
        tier: Some(Base),
        member_number: Some(TWICE.1),
        wishes: &[(Dining, "早餐要豆浆")],
        past: &[past(71, 2, "0820", "携程", (720, 0, 60))],
        ..SOMEBODY
    },
    Part {
        name: "邹明轩",
        years: 44,
        birthday: Birthday::On(2, 27),
        phone: SUSPECT_PHONE,
        since: None,
        nth: 2,
        past: &[past(530, 1, "0610", "电话", (520, 0, 0)), past(338, 2, "0604", "协议", (540, 180, 0))],
        ..SOMEBODY
    },
    Part {
        name: "邹明軒",
        years: 44,
        birthday: Birthday::On(2, 27),
        phone: "+86 137 7601 8823",
        since: None,
        nth: 1,
        past: &[past(62, 1, "0712", "飞猪", (560, 0, 0))],
        ..SOMEBODY
    },
];

/// Returns whether somebody could be taken for one of the scenes: called the same, or reached by the same last digits.
pub fn looks_like_scene(person: &super::records::Person, contacts: &[super::records::Contact]) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let tail = |text: &str| digits(text).chars().rev().take(4).collect::<String>();
    let same_tail =
        |part: &Part| !part.phone.is_empty() && contacts.iter().any(|contact| tail(&contact.value) == tail(part.phone));
    CAST.iter().any(|part| part.name == person.name || same_tail(part))
}
