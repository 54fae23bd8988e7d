//! 问题代码: what a guest may complain about, as data. A code fills 环节, 接触点, 受理部门 and severity; all but the code can be
//! changed at intake. Its label is `problem.<code>` in `assets/locales`.
//!
//! Source: catalogue T14 (what foreign guests complain of) and the complaints of the design's screens.

use super::kinds::{Area, Severity, Touchpoint};
use crate::{base::role::Department, stored_words};

/// Makes the code's enum and its table from the same lines, so that neither can lack what the other has.
macro_rules! problems {
    ($($word:literal $code:ident [$hanzi:literal, $traditional:literal, $initials:literal, $pinyin:literal, $english:literal]
        $area:ident $touchpoint:ident $department:ident $severity:ident)+) => {
        stored_words! {
            /// One thing to complain about.
            pub enum ProblemCode { $(#[doc = $hanzi] $code = $word),+ }
        }

        /// Every problem, in the order a list shows them.
        pub const PROBLEMS: &[Problem] = &[$(Problem {
            code: ProblemCode::$code,
            hanzi: $hanzi,
            traditional: $traditional,
            initials: $initials,
            pinyin: $pinyin,
            english: $english,
            area: Area::$area,
            touchpoint: Touchpoint::$touchpoint,
            department: Department::$department,
            severity: Severity::$severity,
        }),+];
    };
}

/// What a problem code stands for and fills in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, specta::Type)]
pub struct Problem {
    /// The code.
    pub code: ProblemCode,
    /// 简体: what a duty manager types or reads.
    pub hanzi: &'static str,
    /// 繁體.
    pub traditional: &'static str,
    /// Initials: 漏水 is `ls`.
    pub initials: &'static str,
    /// Full pinyin without tones.
    pub pinyin: &'static str,
    /// English words that lead here.
    pub english: &'static str,
    /// 环节.
    pub area: Area,
    /// 接触点.
    pub touchpoint: Touchpoint,
    /// 受理部门.
    pub department: Department,
    /// Severity unless the desk says otherwise.
    pub severity: Severity,
}

problems! {
    "water_leak" WaterLeak ["漏水", "漏水", "ls", "loushui", "leak drip"] Facilities Room Engineering Urgent
    "shower_temperature" ShowerTemperature ["淋浴忽冷忽热", "淋浴忽冷忽熱", "lyhlhr", "linyuhulenghure", "shower hot cold"] Facilities Room Engineering Important
    "no_hot_water" NoHotWater ["热水不足", "熱水不足", "rsbz", "reshuibuzu", "hot water"] Facilities Room Engineering Important
    "air_conditioning" AirConditioning ["空调不制冷", "空調不製冷", "ktbzl", "kongtiaobuzhileng", "air conditioning"] Facilities Room Engineering Important
    "air_conditioning_noise" AirConditioningNoise ["空调噪音", "空調噪音", "ktzy", "kongtiaozaoyin", "air conditioning noise"] Facilities Room Engineering Normal
    "construction_noise" ConstructionNoise ["施工噪音", "施工噪音", "sgzy", "shigongzaoyin", "construction noise"] Facilities Room Engineering Important
    "neighbour_noise" NeighbourNoise ["邻房噪音", "鄰房噪音", "lfzy", "linfangzaoyin", "neighbour noise"] Rules Room Security Normal
    "power_cut" PowerCut ["停电跳闸", "停電跳閘", "tdtz", "tingdiantiaozha", "power cut"] Facilities Room Engineering Important
    "dim_light" DimLight ["灯光暗淡", "燈光暗淡", "dgad", "dengguangandan", "dim light"] Facilities Room Engineering Normal
    "television" Television ["电视节目不准确", "電視節目不準確", "dsjmbzq", "dianshijiemubuzhunque", "television programme cctv"] Facilities Room Engineering Normal
    "wifi" Wifi ["WiFi 网络", "WiFi 網路", "wl", "wangluo", "wifi internet network"] Facilities Room Engineering Important
    "lift" Lift ["电梯故障", "電梯故障", "dtgz", "diantiguzhang", "lift elevator"] Facilities CheckIn Engineering Urgent
    "drain" Drain ["马桶或下水堵塞", "馬桶或下水堵塞", "mthxsds", "matonghuoxiashuiduse", "toilet drain blocked"] Facilities Room Engineering Important
    "door_lock" DoorLock ["门锁或房卡失灵", "門鎖或房卡失靈", "mshfksl", "mensuohuofangkashiling", "door lock key card"] Facilities Room Engineering Important
    "amenity_missing" AmenityMissing ["用品短缺", "備品短缺", "ypdq", "yongpinduanque", "amenities missing"] Facilities Room Housekeeping Normal
    "no_ice" NoIce ["没有冰块供应", "沒有冰塊供應", "mybkgy", "meiyoubingkuaigongying", "ice machine"] Facilities Room Housekeeping Normal
    "hair" Hair ["卫生间及卧室有毛发", "衛生間及臥室有毛髮", "mf", "maofa", "hair"] Service Room Housekeeping Important
    "room_unclean" RoomUnclean ["客房不干净", "客房不乾淨", "kfbgj", "kefangbuganjing", "unclean dirty room"] Service Room Housekeeping Important
    "linen" Linen ["布草有污渍", "布草有污漬", "bcywz", "bucaoyouwuzi", "linen stain"] Service Room Housekeeping Normal
    "smell" Smell ["异味或香氛过浓", "異味或香氛過濃", "ywhxfgn", "yiweihuoxiangfenguonong", "smell scent smoke"] Facilities Room Housekeeping Normal
    "pests" Pests ["虫害", "蟲害", "ch", "chonghai", "pests insects"] Service Room Housekeeping Urgent
    "cleaner_of_other_sex" CleanerOfOtherSex ["公厕清扫员不分性别", "公廁清掃員不分性別", "gcqsybfxb", "gongceqingsaoyuanbufenxingbie", "toilet cleaner other sex"] Service CheckIn Housekeeping Normal
    "laundry_damage" LaundryDamage ["洗衣损坏", "洗衣損壞", "xysh", "xiyisunhuai", "laundry damage"] Service Room Housekeeping Important
    "disturbed" Disturbed ["打扰休息", "打擾休息", "drxx", "daraoxiuxi", "disturbed do not disturb"] Service Room Housekeeping Normal
    "no_smoking_room" NoSmokingRoom ["无烟房", "無菸房", "wyf", "wuyanfang", "no smoking room"] Rules CheckIn FrontOffice Normal
    "service_attitude" ServiceAttitude ["服务态度", "服務態度", "fwtd", "fuwutaidu", "service attitude rude"] Service CheckIn FrontOffice Important
    "loud_staff" LoudStaff ["服务人员大声喧哗", "服務人員大聲喧嘩", "fwrydsxh", "fuwurenyuandashengxuanhua", "loud staff"] Service Room FrontOffice Normal
    "lateness" Lateness ["缺乏时间观念", "缺乏時間觀念", "qfsjgn", "quefashijianguannian", "late lateness unpunctual"] Service Room FrontOffice Normal
    "slow_service" SlowService ["服务太慢", "服務太慢", "fwtm", "fuwutaiman", "slow service"] Service Room FrontOffice Normal
    "slow_check_in" SlowCheckIn ["入住等候过久", "入住等候過久", "rzdhgj", "ruzhudenghouguojiu", "slow check in wait"] Service CheckIn FrontOffice Normal
    "room_not_ready" RoomNotReady ["房间没准备好", "房間沒準備好", "fjmzbh", "fangjianmeizhunbeihao", "room not ready"] Service CheckIn FrontOffice Important
    "wrong_room_type" WrongRoomType ["房型与预订不符", "房型與預訂不符", "fxyydbf", "fangxingyuyudingbufu", "wrong room type"] Rules CheckIn FrontOffice Important
    "overbooked" Overbooked ["超额预订无房", "超額預訂無房", "ceydwf", "chaoeyudingwufang", "overbooked no room"] Rules CheckIn FrontOffice Urgent
    "reservation_lost" ReservationLost ["预订遗漏", "預訂遺漏", "ydyl", "yudingyilou", "reservation lost"] Service Booking FrontOffice Important
    "wake_up_missed" WakeUpMissed ["叫醒服务漏叫", "叫醒服務漏叫", "jxfwlj", "jiaoxingfuwuloujiao", "wake up call missed"] Service Room FrontOffice Important
    "luggage" Luggage ["行李延误或损坏", "行李延誤或損壞", "xlywhsh", "xingliyanwuhuosunhuai", "luggage baggage"] Service CheckIn FrontOffice Important
    "unkept_promise" UnkeptPromise ["承诺未兑现", "承諾未兌現", "cnwdx", "chengnuoweiduixian", "unkept promise"] Service CheckIn FrontOffice Important
    "overcharge" Overcharge ["房费多收", "房費多收", "ffds", "fangfeiduoshou", "overcharge bill room rate"] Rules CheckOut Finance Important
    "invoice" Invoice ["发票或账单有误", "發票或帳單有誤", "fphzdyw", "fapiaohuozhangdanyouwu", "invoice bill"] Rules CheckOut Finance Normal
    "deposit" Deposit ["押金退还", "押金退還", "yjth", "yajintuihuan", "deposit refund"] Rules CheckOut Finance Normal
    "cancellation_rule" CancellationRule ["退订与取消规定", "退訂與取消規定", "tdyqxgd", "tuidingyuquxiaoguiding", "cancellation rule"] Rules Booking Sales Normal
    "advertising" Advertising ["宣传与实际不符", "宣傳與實際不符", "xcysjbf", "xuanchuanyushijibufu", "advertising not as shown"] Rules Booking Sales Normal
    "breakfast_queue" BreakfastQueue ["早餐排队", "早餐排隊", "zcpd", "zaocanpaidui", "breakfast queue"] FoodDrink Dining FoodBeverage Normal
    "food_quality" FoodQuality ["菜品质量", "菜品品質", "cpzl", "caipinzhiliang", "food quality"] FoodDrink Dining FoodBeverage Important
    "food_poisoning" FoodPoisoning ["用餐后身体不适", "用餐後身體不適", "ychstbs", "yongcanhoushentibushi", "food poisoning sick"] FoodDrink Dining FoodBeverage Urgent
    "food_labels" FoodLabels ["餐食标识不清", "餐食標示不清", "csbsbq", "canshibiaoshibuqing", "food labels halal allergy"] FoodDrink Dining FoodBeverage Important
    "room_service" RoomService ["送餐延误", "送餐延誤", "scyw", "songcanyanwu", "room service late"] FoodDrink Room FoodBeverage Normal
    "theft" Theft ["物品丢失", "物品遺失", "wpds", "wupindiushi", "theft lost property"] Safety Room Security Urgent
    "injury" Injury ["摔伤或受伤", "摔傷或受傷", "sshss", "shuaishanghuoshoushang", "injury fall"] Safety Room Security Urgent
    "stranger_at_door" StrangerAtDoor ["陌生人进房", "陌生人進房", "msrjf", "moshengrenjinfang", "stranger in room"] Safety Room Security Urgent
    "privacy" Privacy ["客人信息泄露", "客人資料外洩", "krxxxl", "kerenxinxixielu", "privacy data leak"] Safety CheckIn FrontOffice Urgent
    "parking_damage" ParkingDamage ["停车剐蹭", "停車刮擦", "tcgc", "tingcheguaceng", "parking damage car"] Safety CheckIn Security Important
    "fire_alarm" FireAlarm ["火警误报", "火警誤報", "hjwb", "huojingwubao", "fire alarm"] Safety Room Security Important
    "banquet_sound" BanquetSound ["宴会音响故障", "宴會音響故障", "yhyxgz", "yanhuiyinxiangguzhang", "banquet sound audio"] Facilities Meeting Engineering Urgent
    "meeting_service" MeetingService ["会议服务", "會議服務", "hyfw", "huiyifuwu", "meeting service"] Service Meeting Sales Important
    "spa_booking" SpaBooking ["康乐预约丢失", "康樂預約遺失", "klyyds", "kangleyuyuediushi", "spa booking lost"] Service Leisure Recreation Normal
    "pool_fitness" PoolFitness ["泳池或健身设施", "泳池或健身設施", "ychjsss", "yongchihuojianshensheshi", "pool gym fitness"] Facilities Fitness Recreation Normal
    "other" Other ["其他", "其他", "qt", "qita", "other"] Service CheckIn FrontOffice Normal
}

/// The most problems that a search shows.
pub const PROBLEMS_SHOWN: usize = 8;

/// Returns what `code` stands for.
pub fn problem(code: ProblemCode) -> &'static Problem {
    // A test holds that every code has its row; the last row is 其他.
    PROBLEMS.iter().find(|problem| problem.code == code).unwrap_or(&PROBLEMS[PROBLEMS.len() - 1])
}

/// Returns the problems that `typed` names, best first, at most [`PROBLEMS_SHOWN`]: initials, full pinyin, a fragment in
/// either script, an English word or the code itself. Nothing typed shows the first of the list.
pub fn find_problems(typed: &str) -> Vec<&'static Problem> {
    let typed: String = typed.trim().to_lowercase();
    let close: String = typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '\'').collect();
    let mut found: Vec<(u8, &Problem)> =
        PROBLEMS.iter().filter_map(|problem| rank(problem, &typed, &close).map(|rank| (rank, problem))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, problem)| problem).take(PROBLEMS_SHOWN).collect()
}

/// Lower is nearer; `close` is what was typed without spaces.
fn rank(problem: &Problem, typed: &str, close: &str) -> Option<u8> {
    let hanzi = [problem.hanzi.to_lowercase(), problem.traditional.to_lowercase()];
    let holds = |part: &str| hanzi.iter().any(|name| name.contains(part));
    let ranks = [
        problem.initials == close || problem.code.word() == typed || hanzi.iter().any(|name| name == typed),
        hanzi.iter().any(|name| name.starts_with(typed)),
        problem.initials.starts_with(close),
        problem.pinyin.starts_with(close),
        holds(typed),
        problem.english.split(' ').any(|word| word.starts_with(typed)) || problem.english.contains(typed),
        problem.pinyin.contains(close) && close.len() > 2,
        problem.initials.contains(close) && close.len() > 1,
    ];
    ranks.iter().position(|fits| *fits).and_then(|place| u8::try_from(place).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_one_row_and_stands_for_itself() {
        for code in ProblemCode::ALL {
            assert_eq!(PROBLEMS.iter().filter(|problem| problem.code == *code).count(), 1, "{code}");
            assert_eq!(problem(*code).code, *code);
        }
    }

    #[test]
    fn a_problem_is_found_by_what_a_hand_types_in_a_hurry() {
        use ProblemCode::{
            AirConditioningNoise, Hair, LaundryDamage, NoHotWater, NoSmokingRoom, Other, Overcharge, WaterLeak, Wifi,
        };
        let cases = [
            ("ls", WaterLeak),
            ("LS ", WaterLeak),
            ("漏", WaterLeak),
            ("loushui", WaterLeak),
            ("lou shui", WaterLeak),
            ("leak", WaterLeak),
            ("water_leak", WaterLeak),
            ("ktzy", AirConditioningNoise),
            ("rsbz", NoHotWater),
            ("熱水", NoHotWater),
            ("ffds", Overcharge),
            ("xysh", LaundryDamage),
            ("mf", Hair),
            ("毛发", Hair),
            ("wyf", NoSmokingRoom),
            ("wifi", Wifi),
            ("qt", Other),
        ];
        for (typed, expected) in cases {
            assert_eq!(find_problems(typed).first().map(|problem| problem.code), Some(expected), "{typed:?}");
        }
        assert!(find_problems("zzzz").is_empty(), "nothing is guessed");
        assert_eq!(find_problems("").len(), PROBLEMS_SHOWN);
    }
}
