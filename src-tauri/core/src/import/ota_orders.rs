//! 飞猪, 携程, 美团: order files, one row an order. An order number has up to 19 digits and stays text; it is unique for
//! its channel only, so the channel is part of the key.

use rust_decimal::Decimal;

use super::{
    RowCode,
    cells::{Cells, Taken, columns},
    draft::{self, Draft, WORD_MAX},
    mapping::{Around, Person, Reading},
};
use crate::{
    base::{contact::ContactKind, money::Minor, time::BusinessDate},
    stays::{ROOM_MAX, StayState, StayWarning},
};

columns! {
    OrderId "orderid" Needed ["order_id", "订单号", "訂單號", "订单编号"],
    Agent "agent" Optional ["渠道", "平台", "订单来源"],
    Guests "guestnames" Needed ["guest_names", "入住人", "入住人姓名", "客人姓名", "住客姓名"],
    Arrival "cidate" Needed ["ci_date", "入住日期", "到店日期", "入住时间"],
    Departure "codate" Needed ["co_date", "离店日期", "離店日期", "离店时间"],
    RoomType "roomtype" Optional ["room_type", "房型"],
    RoomQty "roomqty" Optional ["room_qty", "房间数", "间数", "房量"],
    Rates "roomrates" Optional ["room_rates", "房价", "每晚房价"],
    Total "total" Optional ["总价", "订单金额"],
    Breakfasts "bbf" Optional ["早餐"],
    Payment "payment" Optional ["支付方式", "付款方式"],
    Status "status" Optional ["订单状态", "状态"],
    Phone "phone" Optional ["手机", "手机号", "联系电话"],
    BookedOn "booked_on" Optional ["下单时间", "预订日期", "预订时间"],
}

/// Returns what the row says.
pub fn read(cells: &Cells<'_>, around: &Around<'_>) -> Taken<Reading> {
    let mut noticed: Vec<StayWarning> = Vec::new();
    cells.needed(Place::OrderId)?;
    let order = draft::number(cells, Place::OrderId, &mut noticed)?;
    let channel = draft::words(cells, Place::Agent, WORD_MAX)?;
    let days = draft::stay_days(cells, (Place::Arrival, Place::Departure), None)?;
    if draft::count(cells, Place::RoomQty, 1)? > 1 {
        noticed.push(StayWarning::SeveralRooms);
    }
    let (rate, nightly) = rates(cells, around)?;
    let total = draft::price(cells, Place::Total, around, &mut noticed)?;
    let name = draft::first_name(cells, Place::Guests)?;
    let phone = draft::comparable(cells, Place::Phone, ContactKind::Phone, &mut noticed)?;
    let draft = Draft {
        source_key: if channel.is_empty() { order.clone() } else { format!("{channel}:{order}") },
        confirmation: order,
        state: state(cells, days, around)?,
        days,
        room_no: String::new(),
        room_type: draft::words(cells, Place::RoomType, ROOM_MAX)?,
        party: (names(cells)?.max(1), 0, 0),
        channel,
        segment: String::new(),
        country: String::new(),
        rate,
        total: total.or(nightly),
        payment: draft::words(cells, Place::Payment, WORD_MAX)?,
        booked_on: draft::plain_day(cells, Place::BookedOn)?,
        person: (!name.is_empty()).then(|| Person { name, phone, ..Person::default() }),
        noticed,
    };
    draft.settle(cells, around, Place::Rates)
}

/// Returns how many people the order names.
fn names(cells: &Cells<'_>) -> Taken<u16> {
    let list = cells.raw(Place::Guests)?.trim_matches(['[', ']']);
    let count = list.split([',', '，', '、', ';', '；', '\n', '|']).filter(|part| !part.trim().is_empty()).count();
    u16::try_from(count).map_err(|_| cells.fault(Place::Guests, RowCode::OutOfBounds))
}

/// Returns the first night's rate, and all nights' together where each is listed: `[880, 880, 920]`, `880|880|920`.
fn rates(cells: &Cells<'_>, around: &Around<'_>) -> Taken<(Option<Minor>, Option<Minor>)> {
    let text = draft::said(cells, Place::Rates)?.trim_matches(['[', ']']);
    let mut first = None;
    let mut together = Decimal::ZERO;
    let mut nights = 0;
    for part in text.split([',', '|', ';', '、']).map(str::trim).filter(|part| !part.is_empty()) {
        let rate: Decimal = part.parse().map_err(|_| cells.fault(Place::Rates, RowCode::BadNumber))?;
        together = together.checked_add(rate).ok_or_else(|| cells.fault(Place::Rates, RowCode::OutOfBounds))?;
        first.get_or_insert(rate);
        nights += 1;
    }
    let minor = |sum: Decimal| {
        Minor::from_decimal(sum, around.minor_digits).ok_or_else(|| cells.fault(Place::Rates, RowCode::OutOfBounds))
    };
    let first = first.map(minor).transpose()?;
    Ok((first, if nights > 1 { Some(minor(together)?) } else { None }))
}

fn state(cells: &Cells<'_>, days: (BusinessDate, BusinessDate), around: &Around<'_>) -> Taken<StayState> {
    match draft::said(cells, Place::Status)? {
        // An order file that says nothing more lists what stands.
        "" | "已确认" | "已确定" | "确认" | "待入住" | "预订成功" | "已付款" | "已支付" => {
            Ok(if draft::is_over(days, around) { StayState::Departed } else { StayState::Booked })
        }
        "已入住" | "在住" | "入住中" => Ok(StayState::InHouse),
        "已离店" | "已完成" | "交易成功" | "已成交" => Ok(StayState::Departed),
        "已取消" | "取消" | "交易关闭" | "已退款" => Ok(StayState::Cancelled),
        "未到" | "未入住" | "noshow" | "no_show" | "NoShow" => Ok(StayState::NoShow),
        _ => Err(cells.fault(Place::Status, RowCode::UnknownWord)),
    }
}
