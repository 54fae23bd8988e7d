//! What a package holds: its tables, their columns, keys and limits, each said in two languages. The manifest, the CSV, the
//! workbook, the precheck and docs/package-schema.md all read this one list, and the queries in `sql/` answer its columns in
//! this order.

use crate::{
    base::{money::AMOUNT_MINOR_MAX, points::POINTS_MAX, role::Department, role::Role, text},
    guests::Title,
    loyalty::{EntryCode, Tier},
    stays::StayState,
    stored_words,
    tickets::{Area, Cause, Mood, ProblemCode, Remedy, RemedyState, Severity, TicketState, Touchpoint},
};

/// One table of the package.
pub struct Sheet {
    /// Its name in the manifest; the file is `<name>.csv`.
    pub name: &'static str,
    /// What its rows are.
    pub says: Said,
    /// Where its rows come from.
    pub rows: Source,
    /// What a row of a later package does to one of the same key.
    pub mode: SheetMode,
    /// Which of the period's figures its rows are counted for.
    pub counted: Counted,
    /// Columns after the property code, as its source answers them. A new one stands last: a package of before is one of fewer.
    pub columns: &'static [Column],
    /// Columns that name a row, behind the property code.
    pub primary_key: &'static [&'static str],
    /// Columns whose values stand in another table.
    pub foreign_keys: &'static [ForeignKey],
}

/// What members hold at a period's end is told anew by every package.
const HELD: &str = "lots";

impl Sheet {
    /// Returns whether its rows are all there are of the package's days: a package made later that holds those days whole says anew
    /// what is in them. Guests and members are known by key, figures and lots speak of one period.
    pub fn is_whole_of_its_days(&self) -> bool {
        self.mode == SheetMode::Append && matches!(self.rows, Source::Sql { .. }) && self.name != HELD
    }
}

/// One thing in the analyst's two languages.
#[derive(Clone, Copy)]
pub struct Said {
    /// In English.
    pub en: &'static str,
    /// 简体中文
    pub zh: &'static str,
}

/// Where a table's rows come from.
#[derive(Clone, Copy)]
pub enum Source {
    /// A query: `?1` the period's first day, `?2` the first day after it. In the order of the primary key.
    Sql {
        /// Of some days: by the index of dates.
        days: &'static str,
        /// Of everything: along the table, with nothing to be sorted.
        whole: &'static str,
    },
    /// Reckoned: see `figures`.
    Figures,
}

/// Which of the period's figures a table's rows are counted for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// None.
    No,
    /// Nights, revenue, guests.
    Stays,
    /// Complaints and what they cost.
    Complaints,
    /// Members by tier.
    Members,
    /// What moved points.
    Points,
}

stored_words! {
    /// What a row of a later package does to one of the same key.
    pub enum SheetMode {
        /// The row belongs to this period; only a correction of the period touches it again.
        Append = "append",
        /// The row is what is known by now: the one of the package with the later last day stands, then the later sequence.
        Upsert = "upsert",
    }
}

/// A column whose values stand in another table.
pub struct ForeignKey {
    /// Here.
    pub column: &'static str,
    /// Which table.
    pub sheet: &'static str,
    /// There.
    pub key: &'static str,
}

/// One column.
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What stands in it.
    pub kind: Kind,
    /// Whether it may be empty.
    pub required: bool,
    /// What it means.
    pub says: Said,
}

/// What stands in a column; decides how it is written, checked and described.
pub enum Kind {
    /// A guest's key: keyed, the same in every package of this house, never the house's own id. Empty where the guest was
    /// erased. A query answers the guest's id, or the number of their account.
    Guest,
    /// What the same guest has in every hotel of the group.
    Matched,
    /// A record's id.
    Id,
    /// Free text of at most so many characters: what looks like a formula gets one leading apostrophe.
    Text(usize),
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    /// Text of a fixed shape, never touched.
    Shaped(&'static str),
    /// A whole number within bounds; the last says whether the manifest carries its sum.
    Whole(i64, i64, Sum),
    /// Minor units, written as a plain decimal; its sum is in the manifest.
    Money,
    /// A plain decimal whose unit stands in the column before it.
    Figure,
    /// ISO date.
    Date,
    /// UTC milliseconds, written as RFC 3339.
    Instant,
    /// 1 or 0, written as true or false.
    Truth,
}

/// Whether a column's sum stands in the manifest.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sum {
    /// It does.
    Kept,
    /// It would mean nothing.
    None,
}

macro_rules! words {
    ($kind:ident) => {
        Kind::Word(|| $kind::ALL.iter().map(|value| value.word()).collect())
    };
}

const fn says(en: &'static str, zh: &'static str) -> Said {
    Said { en, zh }
}

const fn must(name: &'static str, kind: Kind, en: &'static str, zh: &'static str) -> Column {
    Column { name, kind, required: true, says: says(en, zh) }
}

const fn may(name: &'static str, kind: Kind, en: &'static str, zh: &'static str) -> Column {
    Column { name, kind, required: false, says: says(en, zh) }
}

/// The column that stands first in every table.
pub const PROPERTY: Said = says("The hotel's code; the same in every row", "酒店代码，每行相同");
/// Tables that the group asks for and this version cannot give yet: they are named, so that nobody takes them for lost.
pub const ABSENT: &[(&str, Said)] =
    &[("surveys", says("Surveys are not kept by this version of Lobby", "本版本尚未记录满意度调查"))];

const MEMBER_NO: &str = "^[0-9A-Za-z-]{1,20}$";
const TICKET_NO: &str = "^TS-[0-9]{8}-[A-Z][0-9]{2,}$";
const PERIOD: &str = "^[0-9a-zA-Z-]{7,22}$";
/// Postings that move a member's balance; what is pending moves none and is not in the sheet.
const CODES: fn() -> Vec<&'static str> =
    || EntryCode::ALL.iter().filter(|code| **code != EntryCode::Pending).map(|code| code.word()).collect();
/// Sources of points: what stands before the colon in the ledger.
const SOURCES: fn() -> Vec<&'static str> = || vec!["stay", "ticket", "entry", "reward", "expiry", "desk", "other"];
/// Where a stay that is in a package stands: what is booked or in house has not happened yet.
const STATES: fn() -> Vec<&'static str> =
    || [StayState::Departed, StayState::Cancelled, StayState::NoShow].map(|state| state.word()).to_vec();
/// Remedies that were given; what is asked for, refused or withdrawn cost nothing.
const GIVEN: fn() -> Vec<&'static str> = || [RemedyState::WithinLimit, RemedyState::Approved].map(|state| state.word()).to_vec();
const PARTS: fn() -> Vec<&'static str> = || std::iter::once("all").chain(Tier::ALL.iter().map(|tier| tier.word())).collect();

/// The tables in the order in which they are written: what others refer to comes first.
pub const SHEETS: &[Sheet] = &[
    Sheet {
        name: "guests",
        says: says(
            "Guests whom another table names; without consent only the key and the country",
            "被其他表引用的客人；未同意共享者只有假名与国家",
        ),
        rows: Source::Sql { days: include_str!("sql/guests.sql"), whole: include_str!("sql/guests_whole.sql") },
        mode: SheetMode::Upsert,
        counted: Counted::No,
        columns: &[
            must(
                "guest_key",
                Kind::Guest,
                "Pseudonym of the guest in this hotel, the same in all its packages",
                "客人在本酒店的假名，历次数据包一致",
            ),
            may(
                "group_key",
                Kind::Matched,
                "The same for one person in all hotels that have the group's key; only with consent and a contact to match by",
                "同一人在集团各酒店一致的匹配码；仅限已同意且有联系方式者",
            ),
            must("shared", Kind::Truth, "Whether the guest agreed to go to the group by name", "是否同意以实名共享给集团"),
            may(
                "name",
                Kind::Text(text::NAME_MAX),
                "As the guest writes it; only with consent",
                "姓名，按客人自己的写法；仅限已同意者",
            ),
            may("latin_name", Kind::Text(text::NAME_MAX), "In Latin letters; only with consent", "拉丁字母姓名；仅限已同意者"),
            may("title", words!(Title), "Form of address; only with consent", "称呼；仅限已同意者"),
            may(
                "country",
                Kind::Text(text::LINE_MAX),
                "Country, ISO 3166 alpha-2 where it is known",
                "国家或地区，已知时为 ISO 3166 两字母代码",
            ),
            may("language", Kind::Text(text::LINE_MAX), "Language, BCP 47; only with consent", "语言（BCP 47）；仅限已同意者"),
            may("vip", Kind::Text(text::LINE_MAX), "VIP level; only with consent", "VIP 等级；仅限已同意者"),
        ],
        primary_key: &["guest_key"],
        foreign_keys: &[],
    },
    Sheet {
        name: "members",
        says: says(
            "Members who had enrolled by the period's end or moved points in it, with what they held then",
            "期末前入会或本期有积分变动的会员及其期末积分",
        ),
        rows: Source::Sql { days: include_str!("sql/members.sql"), whole: include_str!("sql/members.sql") },
        mode: SheetMode::Upsert,
        counted: Counted::Members,
        columns: &[
            must("guest_key", Kind::Guest, "Whose membership", "会员对应的客人假名"),
            may(
                "member_no",
                Kind::Shaped(MEMBER_NO),
                "Text: 00017432 keeps its zeros; only with consent",
                "会员号，按文本处理，保留前导零；仅限已同意者",
            ),
            must("tier", words!(Tier), "Tier when the package was made", "生成数据包时的等级"),
            must("tier_since", Kind::Date, "Since when", "等级起始日"),
            must("enrolled_on", Kind::Date, "Day of joining", "入会日"),
            must(
                "balance",
                Kind::Whole(-POINTS_MAX, POINTS_MAX, Sum::Kept),
                "Points held at the end of the period's last day",
                "期末积分余额",
            ),
            may(
                "merged_into",
                Kind::Guest,
                "Key of the record into which this one was merged by now: one person, who is counted there and not here",
                "已并入的客人假名：同一人，只在那里计数",
            ),
        ],
        primary_key: &["guest_key"],
        foreign_keys: &[
            ForeignKey { column: "guest_key", sheet: "guests", key: "guest_key" },
            ForeignKey { column: "merged_into", sheet: "guests", key: "guest_key" },
        ],
    },
    Sheet {
        name: "stays",
        says: says(
            "Stays whose day of departure lies in the period: departed, cancelled or not used",
            "离店日在本期内的入住：已离店、取消、未到",
        ),
        rows: Source::Sql { days: include_str!("sql/stays.sql"), whole: include_str!("sql/stays_whole.sql") },
        mode: SheetMode::Append,
        counted: Counted::Stays,
        columns: &[
            must("stay_id", Kind::Id, "Names the stay", "入住编号"),
            may(
                "guest_key",
                Kind::Guest,
                "Whose; empty where the source names nobody, or the guest was erased",
                "客人假名；来源未写客人或客人已删除时为空",
            ),
            must("state", Kind::Word(STATES), "departed, cancelled or no_show", "状态：已离店、取消、未到"),
            must("arrival", Kind::Date, "Day of arrival, planned where nobody came", "到店日；未到店者为计划日"),
            must("departure", Kind::Date, "Day of departure, planned where nobody came", "离店日；未到店者为计划日"),
            must("nights", Kind::Whole(0, 3_660, Sum::Kept), "Departure less arrival, in days", "晚数"),
            may("room_type", Kind::Text(text::LINE_MAX), "As the hotel calls it", "房型"),
            must("adults", Kind::Whole(0, 1_000, Sum::None), "People", "成人数"),
            must("children", Kind::Whole(0, 1_000, Sum::None), "People", "儿童数"),
            must("babies", Kind::Whole(0, 1_000, Sum::None), "People", "婴儿数"),
            may("channel", Kind::Text(text::LINE_MAX), "Booking channel, as the source calls it", "预订渠道，按来源写法"),
            may("segment", Kind::Text(text::LINE_MAX), "Market segment, as the source calls it", "市场细分，按来源写法"),
            may("country", Kind::Text(text::LINE_MAX), "Country, as the source writes it", "国家，按来源写法"),
            must("room_revenue", Kind::Money, "Room revenue", "客房收入"),
            must("food_revenue", Kind::Money, "Food and drink", "餐饮收入"),
            must("other_revenue", Kind::Money, "Laundry and other", "其他收入"),
            may("payment", Kind::Text(text::LINE_MAX), "How it was paid, in words", "支付方式"),
            may("booked_on", Kind::Date, "Day of booking", "预订日"),
            may(
                "source_property",
                Kind::Text(text::LINE_MAX),
                "Which house of a file that several houses share; empty for this one",
                "多店共用文件中的酒店；本店为空",
            ),
        ],
        primary_key: &["stay_id"],
        foreign_keys: &[ForeignKey { column: "guest_key", sheet: "guests", key: "guest_key" }],
    },
    Sheet {
        name: "complaints",
        says: says(
            "Complaints taken in the period, as they stood when the package was made",
            "本期受理的投诉，按生成数据包时的状态",
        ),
        rows: Source::Sql { days: include_str!("sql/complaints.sql"), whole: include_str!("sql/complaints_whole.sql") },
        mode: SheetMode::Append,
        counted: Counted::Complaints,
        columns: &[
            must(
                "ticket_no",
                Kind::Shaped(TICKET_NO),
                "Number of the complaint, unique within the hotel",
                "投诉编号，酒店内唯一",
            ),
            may(
                "guest_key",
                Kind::Guest,
                "Who complained; empty for somebody from outside or an erased guest",
                "投诉人假名；外来人员或已删除客人为空",
            ),
            must("business_date", Kind::Date, "The hotel's day on which it was taken", "受理营业日"),
            must("opened_at", Kind::Instant, "When, UTC", "受理时刻（UTC）"),
            must("problem", words!(ProblemCode), "What was wrong", "问题"),
            must("area", words!(Area), "Where complaints arise (易受投诉的环节)", "易受投诉的环节"),
            must("touchpoint", words!(Touchpoint), "Where the guest met the house", "客户接触点"),
            must("severity", words!(Severity), "normal, important or urgent", "严重程度"),
            may("mood", words!(Mood), "Kind of complaint (理智型, 发泄型, 补偿型)", "投诉类型"),
            must("state", words!(TicketState), "Where it stood", "处理状态"),
            must("department", words!(Department), "Who handles it", "受理部门"),
            may("cause", words!(Cause), "Cause, once it was analysed", "原因，分析之后才有"),
            may("apologised_at", Kind::Instant, "When the house apologised", "致歉时刻"),
            may("solved_at", Kind::Instant, "When the guest knew the outcome", "通知客户时刻"),
            may("closed_at", Kind::Instant, "When it was closed", "关闭时刻"),
            must(
                "compensation",
                Kind::Money,
                "What was given, at its cost to the house: the sum of its rows in compensation",
                "补偿金额合计，等于补偿表中各行之和",
            ),
            must(
                "compensation_points",
                Kind::Whole(0, i64::MAX, Sum::Kept),
                "Points given: the sum of its rows in compensation",
                "补偿积分合计",
            ),
            may(
                "words",
                Kind::Text(text::NOTE_MAX),
                "What the guest said; only with the guest's consent",
                "客人原话；仅限已同意者",
            ),
        ],
        primary_key: &["ticket_no"],
        foreign_keys: &[ForeignKey { column: "guest_key", sheet: "guests", key: "guest_key" }],
    },
    Sheet {
        name: "complaint_steps",
        says: says(
            "The seven steps of those complaints: when each was recorded, and by which post",
            "上述投诉的七个步骤：何时、由哪个岗位记录",
        ),
        rows: Source::Sql { days: include_str!("sql/complaint_steps.sql"), whole: include_str!("sql/complaint_steps_whole.sql") },
        mode: SheetMode::Append,
        counted: Counted::No,
        columns: &[
            must("ticket_no", Kind::Shaped(TICKET_NO), "Which complaint", "投诉编号"),
            must("step", Kind::Whole(1, 7, Sum::None), "Which of the seven", "第几步（1–7）"),
            must(
                "version",
                Kind::Whole(1, 1_000_000, Sum::None),
                "1, and one more for each amendment",
                "版本：首次为 1，每次修订加一",
            ),
            must("recorded_at", Kind::Instant, "When, UTC", "记录时刻（UTC）"),
            may("post", words!(Role), "The post of who recorded it, never the person", "记录人岗位，不含人名"),
        ],
        primary_key: &["ticket_no", "step", "version"],
        foreign_keys: &[ForeignKey { column: "ticket_no", sheet: "complaints", key: "ticket_no" }],
    },
    Sheet {
        name: "compensation",
        says: says(
            "What was given under those complaints, within a limit or approved",
            "上述投诉项下已给予的补偿（授权内或经批示）",
        ),
        rows: Source::Sql { days: include_str!("sql/compensation.sql"), whole: include_str!("sql/compensation_whole.sql") },
        mode: SheetMode::Append,
        counted: Counted::No,
        columns: &[
            must("compensation_id", Kind::Id, "Names what was given", "补偿编号"),
            must("ticket_no", Kind::Shaped(TICKET_NO), "Under which complaint", "投诉编号"),
            must("business_date", Kind::Date, "The hotel's day on which it was proposed", "提出营业日"),
            must("remedy", words!(Remedy), "What it was", "补偿方式"),
            must("state", Kind::Word(GIVEN), "within_limit or approved", "授权内先行处置或经批示同意"),
            must("amount", Kind::Money, "Its cost to the house", "酒店成本"),
            must("points", Kind::Whole(0, POINTS_MAX, Sum::Kept), "Points given", "补偿积分"),
            may("decided_at", Kind::Instant, "When it was approved, UTC", "批示时刻（UTC）"),
        ],
        primary_key: &["compensation_id"],
        foreign_keys: &[ForeignKey { column: "ticket_no", sheet: "complaints", key: "ticket_no" }],
    },
    Sheet {
        name: "points",
        says: says("Postings of the points ledger in the period", "本期积分流水"),
        rows: Source::Sql { days: include_str!("sql/points.sql"), whole: include_str!("sql/points_whole.sql") },
        mode: SheetMode::Append,
        counted: Counted::Points,
        columns: &[
            must("entry_no", Kind::Whole(1, i64::MAX, Sum::None), "Its place in the hotel's ledger", "流水号，酒店内唯一"),
            may("guest_key", Kind::Guest, "Whose balance moved; empty where the guest was erased", "会员假名；客人已删除时为空"),
            must("business_date", Kind::Date, "The hotel's day", "营业日"),
            must("code", Kind::Word(CODES), "Why", "流水类型"),
            must("points", Kind::Whole(-POINTS_MAX, POINTS_MAX, Sum::Kept), "Positive adds to the balance", "积分，正数为增加"),
            must("source", Kind::Word(SOURCES), "What it came from", "来源"),
            may("reverses", Kind::Whole(1, i64::MAX, Sum::None), "The posting that it takes back", "所冲正的流水号"),
        ],
        primary_key: &["entry_no"],
        foreign_keys: &[ForeignKey { column: "guest_key", sheet: "members", key: "guest_key" }],
    },
    Sheet {
        name: "lots",
        says: says(
            "Points that members held at the end of the period's last day, by the posting that gave them and their last day",
            "期末会员持有的积分，按来源流水与有效期末日",
        ),
        rows: Source::Sql { days: include_str!("sql/lots.sql"), whole: include_str!("sql/lots.sql") },
        mode: SheetMode::Append,
        counted: Counted::No,
        columns: &[
            must("held_on", Kind::Date, "The period's last day", "期末日"),
            must(
                "entry_no",
                Kind::Whole(1, i64::MAX, Sum::None),
                "The posting that gave them, of this period or before",
                "来源流水号，本期或以前",
            ),
            must("expires_on", Kind::Date, "The last day on which they can be used, as known by now", "有效期末日（按现在所知）"),
            must("guest_key", Kind::Guest, "Whose", "会员假名"),
            must("points", Kind::Whole(1, POINTS_MAX, Sum::Kept), "Points that were left", "剩余积分"),
        ],
        primary_key: &["held_on", "entry_no", "expires_on"],
        foreign_keys: &[ForeignKey { column: "guest_key", sheet: "members", key: "guest_key" }],
    },
    Sheet {
        name: "kpi",
        says: says("The period's figures", "本期指标"),
        rows: Source::Figures,
        mode: SheetMode::Append,
        counted: Counted::No,
        columns: &[
            must("period", Kind::Shaped(PERIOD), "The period's name", "期间"),
            must("measure", words!(Measure), "Which figure", "指标"),
            must("part", Kind::Word(PARTS), "all, or the tier it is of", "全部，或所属等级"),
            must("unit", words!(Unit), "What it counts in; money is in the currency of the manifest", "单位；金额币种见清单"),
            must("value", Kind::Figure, "The figure", "数值"),
        ],
        primary_key: &["period", "measure", "part"],
        foreign_keys: &[],
    },
];

stored_words! {
    /// A figure of the period.
    pub enum Measure {
        /// 入住间夜
        RoomNights = "room_nights",
        /// 离店
        StaysDeparted = "stays_departed",
        /// 取消
        StaysCancelled = "stays_cancelled",
        /// 未到
        StaysNoShow = "stays_no_show",
        /// 离店客人
        GuestsDeparted = "guests_departed",
        /// 客房收入
        RoomRevenue = "room_revenue",
        /// 餐饮收入
        FoodRevenue = "food_revenue",
        /// 其他收入
        OtherRevenue = "other_revenue",
        /// 投诉
        Complaints = "complaints",
        /// 已关闭的投诉
        ComplaintsClosed = "complaints_closed",
        /// 补偿
        Compensation = "compensation",
        /// 补偿积分
        CompensationPoints = "compensation_points",
        /// 会员
        Members = "members",
        /// 期初
        PointsOpening = "points_opening",
        /// 获得
        PointsEarned = "points_earned",
        /// 兑换
        PointsRedeemed = "points_redeemed",
        /// 到期
        PointsExpired = "points_expired",
        /// 冲正与调整
        PointsReversed = "points_reversed",
        /// 期末
        PointsClosing = "points_closing",
        /// 负债
        PointsLiability = "points_liability",
    }
}

stored_words! {
    /// What a figure counts in.
    pub enum Unit {
        Count = "count",
        Nights = "nights",
        Points = "points",
        Money = "money",
    }
}

impl Measure {
    /// Returns what it counts in.
    pub const fn unit(self) -> Unit {
        match self {
            Self::RoomNights => Unit::Nights,
            Self::RoomRevenue | Self::FoodRevenue | Self::OtherRevenue | Self::Compensation | Self::PointsLiability => {
                Unit::Money
            }
            Self::CompensationPoints
            | Self::PointsOpening
            | Self::PointsEarned
            | Self::PointsRedeemed
            | Self::PointsExpired
            | Self::PointsReversed
            | Self::PointsClosing => Unit::Points,
            _ => Unit::Count,
        }
    }

    /// Returns what it means.
    pub const fn says(self) -> Said {
        match self {
            Self::RoomNights => says(
                "Room-nights slept in the period: each night of a stay that departed or is in house",
                "本期入住间夜：已离店与在住的每一晚",
            ),
            Self::StaysDeparted => says("Stays that departed in it", "本期离店数"),
            Self::StaysCancelled => says("Stays cancelled that were to depart in it", "原定本期离店而取消的入住数"),
            Self::StaysNoShow => says("Stays not used that were to depart in it", "原定本期离店而未到的入住数"),
            Self::GuestsDeparted => says("Named guests who departed in it, each once", "本期离店的有名客人数（每人计一次）"),
            Self::RoomRevenue => says("Room revenue of the stays that departed in it", "本期离店的客房收入"),
            Self::FoodRevenue => says("Food and drink of the stays that departed in it", "本期离店的餐饮收入"),
            Self::OtherRevenue => says("Other revenue of the stays that departed in it", "本期离店的其他收入"),
            Self::Complaints => says("Complaints taken in it", "本期受理的投诉数"),
            Self::ComplaintsClosed => says("Of them, those closed when the package was made", "其中生成数据包时已关闭者"),
            Self::Compensation => says("What was given under them, at its cost to the house", "上述投诉的补偿成本"),
            Self::CompensationPoints => says("Points given under them", "上述投诉的补偿积分"),
            Self::Members => says(
                "Members enrolled by the period's end, each person once, by tier when the package was made",
                "期末会员数（合并后每人计一次），按生成时的等级",
            ),
            Self::PointsOpening => says("Points that members held before the period", "期初积分"),
            Self::PointsEarned => says("Points earned and given in it", "本期获得积分"),
            Self::PointsRedeemed => says("Points redeemed in it", "本期兑换积分"),
            Self::PointsExpired => says("Points that expired in it", "本期到期积分"),
            Self::PointsReversed => says("Points taken back and adjusted in it, with their sign", "本期冲正与调整积分（带符号）"),
            Self::PointsClosing => says(
                "Points that members held at its end: opening + earned − redeemed − expired + reversed",
                "期末积分 = 期初 + 获得 − 兑换 − 到期 + 冲正",
            ),
            Self::PointsLiability => {
                says("What the closing points are worth by the programme of the last day", "期末积分按当日规则折算的金额")
            }
        }
    }
}

/// Largest sum of one row, in minor units; the manifest's bound of a money column.
pub const MONEY_MINOR_MAX: i64 = AMOUNT_MINOR_MAX;
