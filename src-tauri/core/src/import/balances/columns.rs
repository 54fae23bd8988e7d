//! The rows of a file of balances, by the names of their columns.

use crate::{
    base::{
        error::{Common, Result},
        points::Points,
        text,
        time::BusinessDate,
    },
    import::{ImportRefusal, ImportStage, RowCode, Survey, Watch, cells, lines::Lines, mapping},
    loyalty::Tier,
};

use super::{BALANCE_ROWS_MAX, BalanceCode};

/// Rows between two words to the caller.
pub(super) const ROWS_PER_WORD: u64 = 500;
/// The longest number that is read, and given back with a row that is not taken.
pub(super) const NUMBER_MAX: usize = 40;

/// What a file may have columns of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Member,
    Points,
    LastDay,
    Name,
    Phone,
    Email,
    Tier,
    TierUntil,
    Note,
}

const COLUMNS: [Column; 9] = [
    Column::Member,
    Column::Points,
    Column::LastDay,
    Column::Name,
    Column::Phone,
    Column::Email,
    Column::Tier,
    Column::TierUntil,
    Column::Note,
];

impl Column {
    /// Returns its name in our own template.
    pub(super) const fn name(self) -> &'static str {
        self.names()[0]
    }

    /// Returns its name and the others that a header may have for it.
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Member => &["member_no", "member", "会员号", "会员卡号", "卡号", "會員號", "會員卡號", "卡號"],
            Self::Points => &["points", "balance", "积分", "积分余额", "余额", "積分", "積分餘額", "餘額"],
            Self::LastDay => &["last_day", "expires", "expires_on", "到期日", "积分到期日", "有效期", "有效期至", "積分到期日"],
            Self::Name => &["name", "guest_name", "姓名", "客人姓名", "会员姓名", "會員姓名"],
            Self::Phone => &["phone", "mobile", "电话", "手机", "手机号", "電話", "手機", "手機號"],
            Self::Email => &["email", "mail", "电子邮件", "邮箱", "電子郵件", "郵箱"],
            Self::Tier => &["tier", "level", "等级", "会员等级", "等級", "會員等級"],
            Self::TierUntil => &["tier_until", "tier_expires", "等级有效期", "等级到期日", "等級有效期", "等級到期日"],
            Self::Note => &["note", "remark", "备注", "说明", "備註", "說明"],
        }
    }

    fn is(self, header: &String) -> bool {
        self.names().iter().any(|name| mapping::place_of(std::slice::from_ref(header), name).is_some())
    }
}

/// What other systems call the tiers.
const TIERS: &[(&str, Tier)] = &[
    ("base", Tier::Base),
    ("普卡", Tier::Base),
    ("普通", Tier::Base),
    ("silver", Tier::Silver),
    ("银卡", Tier::Silver),
    ("銀卡", Tier::Silver),
    ("gold", Tier::Gold),
    ("金卡", Tier::Gold),
    ("platinum", Tier::Platinum),
    ("白金", Tier::Platinum),
    ("白金卡", Tier::Platinum),
];

/// A column and why what stands in it is not taken.
pub(super) type Flaw = (Column, BalanceCode);

type Read<T> = std::result::Result<T, Flaw>;

/// A row as it was read, or why not.
pub(super) struct Row {
    /// Line of the file on which it begins.
    pub line: u64,
    /// What stands as the member's number, where that may be given back.
    pub number: String,
    /// Its points, where they read as a number, whatever else is wrong with it.
    pub points: Option<Points>,
    /// What it says.
    pub read: Read<Said>,
}

/// What a row says.
pub(super) struct Said {
    pub number: String,
    /// Whether the number passes for a payment card's, as one member's in ten does.
    pub is_card: bool,
    pub name: String,
    pub phone: String,
    pub email: String,
    pub points: Points,
    pub last_day: Option<BusinessDate>,
    pub tier: Option<Tier>,
    pub tier_until: Option<BusinessDate>,
    pub note: String,
}

/// Reads the file row by row.
pub(super) fn walk(
    survey: &Survey,
    stage: ImportStage,
    watch: &mut Watch<'_>,
    mut take: impl FnMut(Row) -> Result<()>,
) -> Result<()> {
    let places = Places::of(&survey.header)?;
    let mut lines = survey.lines()?;
    lines.advance()?;
    let mut seen = 0_u64;
    while lines.advance()? {
        if seen.is_multiple_of(ROWS_PER_WORD) {
            watch.at(stage, lines.read_bytes(), survey.bytes)?;
        }
        seen += 1;
        if seen > BALANCE_ROWS_MAX {
            return Err(ImportRefusal::TooManyRows.into());
        }
        let cells = Cells { lines: &lines, places: &places, escaped: survey.escaped };
        take(cells.row(survey.header.len()))?;
    }
    if lines.sha256() != survey.sha256 {
        return Err(ImportRefusal::FileChanged.into());
    }
    if seen == 0 { Err(ImportRefusal::NoRows.into()) } else { Ok(()) }
}

/// Returns the header's columns that nothing is read from.
pub(super) fn unused(header: &[String]) -> Vec<String> {
    let known = |name: &String| COLUMNS.iter().any(|column| column.is(name));
    header.iter().filter(|name| !name.is_empty() && !known(name)).cloned().collect()
}

/// Where the columns stand in a file.
struct Places([Option<usize>; COLUMNS.len()]);

impl Places {
    fn of(header: &[String]) -> Result<Self> {
        let mut places = [None; COLUMNS.len()];
        for column in COLUMNS {
            let mut found = header.iter().enumerate().filter(|(_, name)| column.is(name)).map(|(place, _)| place);
            places[column as usize] = found.next();
            if found.next().is_some() {
                return Err(ImportRefusal::ColumnTwice { column: column.name() }.into());
            }
        }
        let lacks = |column: &Column| places[*column as usize].is_none();
        let missing: Vec<_> = [Column::Member, Column::Points].iter().filter(|one| lacks(one)).map(|one| one.name()).collect();
        if missing.is_empty() { Ok(Self(places)) } else { Err(ImportRefusal::BalancesHeader { missing }.into()) }
    }
}

/// The cells of the row that the reader stands on.
struct Cells<'a> {
    lines: &'a Lines<'a>,
    places: &'a Places,
    /// Whether free text carries one leading apostrophe of ours.
    escaped: bool,
}

impl Cells<'_> {
    fn row(&self, width: usize) -> Row {
        let whole = self.lines.fields() == width;
        let number = self.text(Column::Member).unwrap_or_default();
        let may_be_shown = whole && !text::holds_card_number(number) && number.chars().count() <= NUMBER_MAX;
        let points = self.number().ok().filter(|_| whole);
        let read = if whole { self.said() } else { Err((Column::Member, BalanceCode::FieldCount)) };
        let number = if may_be_shown { number.to_owned() } else { String::new() };
        Row { line: self.lines.number(), number, points, read }
    }

    fn said(&self) -> Read<Said> {
        let (number, is_card) = self.member()?;
        Ok(Said {
            number,
            is_card,
            points: self.number()?,
            last_day: self.day(Column::LastDay)?,
            name: self.words(Column::Name, text::NAME_MAX)?,
            phone: self.words(Column::Phone, text::NAME_MAX)?,
            email: self.words(Column::Email, text::NAME_MAX)?,
            tier: self.tier()?,
            tier_until: self.day(Column::TierUntil)?,
            note: self.words(Column::Note, text::LINE_MAX)?,
        })
    }

    /// Returns the cell as it stands, less blanks around it and our own escape; empty where the file has no such column.
    fn text(&self, column: Column) -> Read<&str> {
        let Some(place) = self.places.0[column as usize] else { return Ok("") };
        if let Some(flaw) = self.lines.flaw(place) {
            let code = if flaw == RowCode::BadCharacter { BalanceCode::BadCharacter } else { BalanceCode::BadNumber };
            return Err((column, code));
        }
        let text = self.lines.text(place).ok_or((column, BalanceCode::BadCharacter))?;
        let text = if self.escaped { text.strip_prefix('\'').unwrap_or(text) } else { text };
        Ok(text.trim())
    }

    /// Returns the member's number, and whether it passes for a payment card's.
    fn member(&self) -> Read<(String, bool)> {
        let said = self.text(Column::Member)?;
        let is_card = text::holds_card_number(said);
        let number = if is_card { said.to_owned() } else { self.words(Column::Member, NUMBER_MAX)? };
        if number.is_empty() { Err((Column::Member, BalanceCode::Missing)) } else { Ok((number, is_card)) }
    }

    fn words(&self, column: Column, max: usize) -> Read<String> {
        text::optional(column.name(), self.text(column)?, max).map_err(|refusal| {
            let code = match refusal {
                Common::TooLong { .. } => BalanceCode::TooLong,
                Common::CardNumber { .. } => BalanceCode::CardNumber,
                _ => BalanceCode::BadCharacter,
            };
            (column, code)
        })
    }

    fn day(&self, column: Column) -> Read<Option<BusinessDate>> {
        match self.text(column)? {
            "" => Ok(None),
            text => cells::day(text).map(Some).ok_or((column, BalanceCode::BadDate)),
        }
    }

    fn tier(&self) -> Read<Option<Tier>> {
        let said = self.text(Column::Tier)?.to_lowercase();
        if said.is_empty() {
            return Ok(None);
        }
        let found = TIERS.iter().find(|(name, _)| *name == said).map(|(_, tier)| *tier);
        found.map(Some).ok_or((Column::Tier, BalanceCode::UnknownWord))
    }

    /// Returns the points, plain or grouped by thousands.
    fn number(&self) -> Read<Points> {
        let said = self.text(Column::Points)?;
        if said.is_empty() {
            return Err((Column::Points, BalanceCode::Missing));
        }
        whole(said).ok_or((Column::Points, BalanceCode::BadPoints))
    }
}

/// Returns a whole number of points from zero on.
fn whole(said: &str) -> Option<Points> {
    let (number, fraction) = said.split_once('.').unwrap_or((said, ""));
    let plain = number.bytes().all(|sign| sign.is_ascii_digit() || sign == b',');
    if !plain || !fraction.bytes().all(|digit| digit == b'0') {
        return None;
    }
    Points::new(cells::sum(number, 0).ok()?.minor())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_whole_numbers_from_zero_on() {
        let cases = [
            ("0", Some(0)),
            ("12350", Some(12_350)),
            ("12,350", Some(12_350)),
            ("12,350.00", Some(12_350)),
            ("500.5", None),
            ("500.", Some(500)),
            ("-1", None),
            ("1e5", None),
            ("12,5", None),
            ("+5", None),
            ("=1+1", None),
            ("一千", None),
            ("１００", None),
            ("1000000000", Some(1_000_000_000)),
            ("1000000001", None),
            ("99999999999999999999999999999999999", None),
            (".", None),
        ];
        for (said, expected) in cases {
            assert_eq!(whole(said).map(Points::count), expected, "{said}");
        }
    }

    #[test]
    fn every_column_has_names_of_its_own() {
        let mut names: Vec<&str> = COLUMNS.iter().flat_map(|column| column.names()).copied().collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all, "one name, one column");
        assert!(COLUMNS.iter().enumerate().all(|(place, column)| *column as usize == place), "in order");
    }
}
