//! Three weeks of the duty manager's log, each shift signed by one and taken by the other, and what is open on "today".

use super::{Practice, broken};
use crate::{
    base::{
        error::Result,
        ids::{DutyLineId, RecordId, UserId},
        money::Minor,
        role::{Department, Role},
        time::{BusinessDate, Instant},
    },
    db::Tx,
    duty::{
        self, CarryKind, DutyLine, FollowUp, HandCounts, Handover, HandoverItem, LineKind, Shift, ShiftSpan, ShiftTimes, Taken,
        rows,
    },
    staff,
};

/// How many days of it there are before "today".
const DAYS: i64 = 21;
/// Minutes before a shift's end at which who leaves signs, and who comes.
const SIGNED_BEFORE: (i64, i64) = (8, 4);
/// 备用金 in fen, 总钥匙, 对讲机.
const COUNTED: (i64, u16, u16) = (300_000, 3, 4);

/// Kind, room, words, minutes after the shift's beginning; the department that follows up, and after how many minutes.
type Told = (LineKind, &'static str, &'static str, i64, Option<(Department, i64)>);

/// What a shift may write, two or three of each.
const EARLY: &[Told] = &[
    (LineKind::Concierge, "1801", "叫早 5:40 已叫，送机车 7:30 在侧门", 12, None),
    (LineKind::Engineering, "1611", "空调不凉，工程部看过", 95, Some((Department::Engineering, 300))),
    (LineKind::Note, "", "餐厅提前 5 分开门，早餐高峰无排队", 40, None),
    (LineKind::Lost, "0833", "退房留下充电器一只，已登记", 260, Some((Department::Housekeeping, 200))),
    (LineKind::Patrol, "", "大堂、行李房、停车场，无异常", 180, None),
];
const MID: &[Told] = &[
    (LineKind::Vip, "2003", "贵宾 17:20 到，总经理迎接，欢迎水果已送", 140, None),
    (LineKind::Room, "0610", "加床已到布草间，客人 17:00 到前铺好", 35, Some((Department::Housekeeping, 90))),
    (LineKind::Safety, "", "电梯 2 号检修牌已挂，20:00 恢复", 210, None),
    (LineKind::Cash, "", "备用金点得 ¥3,000，相符", 20, None),
    (LineKind::Patrol, "", "宴会层、厨房后门，无异常", 300, None),
];
const NIGHT: &[Told] = &[
    (LineKind::Patrol, "", "1–22 层，9 层西侧地毯已拉警示", 330, None),
    (LineKind::NightAudit, "", "夜审完成", 221, None),
    (LineKind::Safety, "", "21 层醉客，保安陪回房，无冲突", 140, None),
    (LineKind::Incident, "", "0:40 消防主机误报一次，已复位，巡查无烟", 100, Some((Department::Engineering, 540))),
    (LineKind::Concierge, "0402", "客人要 6:00 叫早，已登记", 60, Some((Department::FrontOffice, 380))),
];
/// What this morning wrote, and what is still open of it at five past two.
const TODAY: &[Told] = &[
    (LineKind::Patrol, "", "大堂、行李房、停车场，无异常", 25, None),
    (LineKind::DoubleLock, "2208", "客人外出三天，要求双锁，周四回", 95, None),
    (LineKind::Engineering, "1611", "空调不凉，配件下午到，先不卖", 140, Some((Department::Engineering, 520))),
    (LineKind::Lost, "0833", "退房留下充电器一只，客人 17:00 来取", 265, Some((Department::FrontOffice, 335))),
];

/// Writes the log and the sheets. `people` are those of [`staff::add_practice`].
///
/// Errors: [`crate::base::error::Error::Database`]; [`crate::base::error::Error::Damaged`] where nobody keeps the log.
pub fn write(tx: &mut Tx<'_>, practice: &Practice, people: &[staff::User]) -> Result<()> {
    let hands: Vec<UserId> = people.iter().filter(|user| user.role == Role::DutyManager).map(|user| user.id).collect();
    let [one, other] = hands[..] else { return Err(broken("two who keep the log")) };
    rows::put_rules(tx, &rules())?;
    let first = BusinessDate::new(practice.today).plus_days(-DAYS);
    let (clock, times) = (tx.hotel().clock, ShiftTimes::default());
    let mut shift = duty::span(&clock, &times, first, Shift::Early);
    let running = duty::span(&clock, &times, BusinessDate::new(practice.today), Shift::Early);
    let mut nth = 0;
    while shift.begins_ms < running.begins_ms {
        // An odd count of shifts a day: who had the night has the day after next.
        let pair = if nth % 2 == 0 { (one, other) } else { (other, one) };
        past_shift(tx, &shift, pair, practice.seed.wrapping_add(nth))?;
        shift = duty::after(&clock, &times, &shift);
        nth += 1;
    }
    for told in TODAY {
        line(tx, told, running.begins_ms, one, None)?;
    }
    Ok(())
}

fn rules() -> duty::DutyRules {
    let (cash, keys, radios) = COUNTED;
    duty::DutyRules { shifts: ShiftTimes::default(), cash_minor: Some(fen(cash)), keys: Some(keys), radios: Some(radios) }
}

fn past_shift(tx: &mut Tx<'_>, shift: &ShiftSpan, (out, coming): (UserId, UserId), draw: u64) -> Result<()> {
    let told = match shift.shift {
        Shift::Early => EARLY,
        Shift::Mid => MID,
        Shift::Night => NIGHT,
    };
    let mut open = Vec::new();
    // Two or three lines of five, other ones from day to day.
    for at in 0..2 + draw % 2 {
        let nth = usize::try_from((draw / 3 + at * 2) % 5).unwrap_or_default();
        let written = line(tx, &told[nth], shift.begins_ms, out, Some(coming))?;
        open.extend(written.follow_up.filter(|follow_up| follow_up.due_ms > shift.ends_ms).map(|_| written));
    }
    sheet(tx, shift, (out, coming), &open)
}

/// Writes a line; `ended_by` sees to what follows, just in time.
fn line(tx: &mut Tx<'_>, told: &Told, begins: Instant, by_user: UserId, ended_by: Option<UserId>) -> Result<DutyLine> {
    let (kind, room, words, minute, follows) = *told;
    let at_ms = begins.plus_minutes(minute);
    let due = |minutes: i64| at_ms.plus_minutes(minutes);
    let follow_up = follows.map(|(department, minutes)| FollowUp { department, owner: None, due_ms: due(minutes) });
    let ended = ended_by.zip(follow_up).map(|(user, follow_up)| (user, follow_up.due_ms.plus_minutes(-10)));
    let line = DutyLine {
        id: tx.new_id(),
        kind,
        room_no: room.to_owned(),
        guest_id: None,
        words: words.to_owned(),
        corrects: None,
        follow_up,
        by_user,
        at_ms,
        business_date: tx.hotel().clock.business_date(at_ms),
        done_words: ended.map_or_else(String::new, |_| "已办".to_owned()),
        done_by: ended.map(|(user, _)| user),
        done_at_ms: ended.map(|(_, at)| at),
    };
    rows::insert_line(tx, &line)?;
    Ok(line)
}

fn sheet(tx: &mut Tx<'_>, shift: &ShiftSpan, (out, coming): (UserId, UserId), open: &[DutyLine]) -> Result<()> {
    let (cash, keys, radios) = COUNTED;
    let (signed, taken) = (shift.ends_ms.plus_minutes(-SIGNED_BEFORE.0), shift.ends_ms.plus_minutes(-SIGNED_BEFORE.1));
    let head = tx.db().head()?;
    let handover = Handover {
        id: tx.new_id(),
        number: shift.number(),
        span: *shift,
        out_user: out,
        out_words: String::new(),
        out_at_ms: signed,
        counts: HandCounts { cash_minor: Some(fen(cash)), keys: Some(keys), radios: Some(radios), fire_ok: Some(true) },
        head_seq: head.seq,
        head_mac: head.mac,
        taken: None,
    };
    rows::insert_handover(tx, &handover)?;
    for (place, line) in open.iter().enumerate() {
        let item = HandoverItem {
            id: tx.new_id(),
            handover: handover.id,
            place: u32::try_from(place).unwrap_or_default(),
            kind: CarryKind::FollowUp,
            record: record(line.id),
            room_no: line.room_no.clone(),
            state: String::new(),
            due_ms: line.follow_up.map(|follow_up| follow_up.due_ms),
            marks: Vec::new(),
            seen_at_ms: Some(signed.plus_minutes(1)),
        };
        rows::insert_item(tx, &item)?;
    }
    rows::put_taken(tx, &Handover { taken: Some(Taken { user: coming, words: String::new(), at_ms: taken }), ..handover })
}

fn record(line: DutyLineId) -> RecordId {
    line.raw().into()
}

fn fen(fen: i64) -> Minor {
    Minor::new(fen).unwrap_or_default()
}
