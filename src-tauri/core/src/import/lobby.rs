//! Our own template, documented in docs/import.md: one row a stay, known by its reservation number.

use super::{
    RowCode,
    cells::{self, Cells, Taken, columns},
    countries,
    mapping::{Around, Key, Person, Reading},
};
use crate::{
    base::{
        contact::{self, ContactKind},
        document::{self, DocumentMark},
        money::Minor,
        text::NAME_MAX,
        time::BusinessDate,
    },
    guests::{self, Title},
    stays::{ROOM_MAX, Stay, StayState, StayWarning, rules},
};

/// Longest reservation, confirmation or member number, in characters.
const NUMBER_MAX: usize = 60;
/// Longest channel, segment, country or payment, in characters.
const WORD_MAX: usize = 60;

columns! {
    ReservationNo "reservation_no" Needed ["预订号", "预定号", "訂房號"],
    Confirmation "confirmation" Optional ["确认号", "確認號"],
    PropertyCode "property_code" Optional ["酒店代码", "酒店代碼"],
    State "state" Needed ["状态", "狀態", "status"],
    Arrival "arrival" Needed ["到店日期", "入住日期", "抵店日期"],
    Departure "departure" Needed ["离店日期", "離店日期"],
    ArrivalTime "arrival_time" Optional ["预计到店时间", "預計抵店時間"],
    Room "room" Optional ["房号", "房號", "room_no"],
    RoomType "room_type" Optional ["房型", "房间类型"],
    GuestName "guest_name" Needed ["客人姓名", "姓名", "住客姓名"],
    LatinName "latin_name" Optional ["英文名", "拼音"],
    Title "title" Optional ["称呼", "稱呼"],
    Phone "phone" Optional ["电话", "手机", "電話", "手機"],
    Email "email" Optional ["电子邮件", "邮箱", "電郵"],
    BirthDate "birth_date" Optional ["出生日期", "生日"],
    Country "country" Optional ["国家", "国籍", "國籍"],
    Company "company" Optional ["公司", "单位"],
    Adults "adults" Optional ["成人"],
    Children "children" Optional ["儿童", "兒童"],
    Babies "babies" Optional ["婴儿", "嬰兒"],
    Channel "channel" Optional ["渠道", "预订渠道"],
    Segment "segment" Optional ["市场", "客源", "市場"],
    Rate "rate" Optional ["房价", "房價"],
    RoomRevenue "room_revenue" Optional ["客房收入", "房费"],
    FoodRevenue "food_revenue" Optional ["餐饮收入", "餐饮"],
    OtherRevenue "other_revenue" Optional ["其他收入", "其他"],
    Payment "payment" Optional ["支付方式", "付款方式"],
    BookedOn "booked_on" Optional ["预订日期", "預訂日期"],
    StatusOn "status_on" Optional ["状态日期", "狀態日期"],
    MemberNo "member_no" Optional ["会员号", "會員號"],
    DocumentType "document_type" Hidden ["证件类型", "證件類型"],
    DocumentNo "document_no" Hidden ["证件号码", "证件号", "證件號碼"],
}

/// Returns what the row says.
pub fn read(cells: &Cells<'_>, around: &Around<'_>) -> Taken<Reading> {
    let mut noticed = Vec::new();
    let person = person(cells, around.today, &mut noticed)?;
    let stay = stay(cells, around, &mut noticed)?;
    Ok(Reading { stay: Stay { warnings: noticed, ..stay }, person, key: Key::Number })
}

fn stay(cells: &Cells<'_>, around: &Around<'_>, noticed: &mut Vec<StayWarning>) -> Taken<Stay> {
    let (source_key, confirmation) = numbers(cells, noticed)?;
    let (arrival, departure) = (cells.needed_date(Place::Arrival)?, cells.needed_date(Place::Departure)?);
    if departure < arrival {
        return Err(cells.fault(Place::Departure, RowCode::DepartureBeforeArrival));
    }
    let nights = rules::nights_between(arrival, departure);
    let nights = nights.ok_or_else(|| cells.fault(Place::Departure, RowCode::TooManyNights))?;
    let sum = |place: Place| cells.sum(place, around.minor_digits);
    let rate_minor = sum(Place::Rate)?.unwrap_or(Minor::ZERO);
    let room_minor = match sum(Place::RoomRevenue)? {
        Some(room) => room,
        None => rate_minor.times(i64::from(nights)).ok_or_else(|| cells.fault(Place::Rate, RowCode::OutOfBounds))?,
    };
    let property = cells.words(Place::PropertyCode, WORD_MAX)?;
    let stay = Stay {
        id: around.id,
        guest_id: None,
        source: around.source.to_owned(),
        source_key,
        confirmation,
        state: state(cells)?,
        property: if property == around.property { String::new() } else { property },
        arrival,
        departure,
        nights,
        arrive_minute: arrive_minute(cells)?,
        arrived_at_ms: None,
        room_no: cells.words(Place::Room, ROOM_MAX)?,
        room_type: cells.words(Place::RoomType, ROOM_MAX)?,
        adults: cells.count(Place::Adults)?.unwrap_or(1),
        children: cells.count(Place::Children)?.unwrap_or_default(),
        babies: cells.count(Place::Babies)?.unwrap_or_default(),
        channel: cells.words(Place::Channel, WORD_MAX)?,
        segment: cells.words(Place::Segment, WORD_MAX)?,
        country: cells.words(Place::Country, WORD_MAX)?,
        repeat_guest: false,
        rate_minor,
        room_minor,
        food_minor: sum(Place::FoodRevenue)?.unwrap_or(Minor::ZERO),
        other_minor: sum(Place::OtherRevenue)?.unwrap_or(Minor::ZERO),
        payment: cells.words(Place::Payment, WORD_MAX)?,
        booked_on: cells.date(Place::BookedOn)?,
        status_on: cells.date(Place::StatusOn)?,
        warnings: Vec::new(),
        row_digest: cells.digest(),
        import_id: around.import_id,
    };
    let facts = [
        (stay.adults + stay.children + stay.babies == 0, StayWarning::Nobody),
        (stay.nights == 0, StayWarning::ZeroNights),
        (stay.rate_minor.minor() < 0, StayWarning::NegativeRate),
    ];
    noticed.extend(facts.iter().filter(|(holds, _)| *holds).map(|(_, warning)| *warning));
    Ok(stay)
}

fn numbers(cells: &Cells<'_>, noticed: &mut Vec<StayWarning>) -> Taken<(String, String)> {
    cells.needed(Place::ReservationNo)?;
    let (source_key, first) = cells.number_like(Place::ReservationNo, NUMBER_MAX)?;
    let (confirmation, second) = cells.number_like(Place::Confirmation, NUMBER_MAX)?;
    if first || second {
        noticed.push(StayWarning::CardLikeNumber);
    }
    Ok((source_key, confirmation))
}

fn state(cells: &Cells<'_>) -> Taken<StayState> {
    let word = cells.needed(Place::State)?;
    let state = match word.to_lowercase().replace([' ', '-'], "_").as_str() {
        "booked" | "confirmed" | "reserved" | "预订" | "预定" | "確認" | "确认" => StayState::Booked,
        "in_house" | "checked_in" | "在住" | "入住" => StayState::InHouse,
        "departed" | "checked_out" | "check_out" | "已离店" | "离店" | "離店" | "已離店" => StayState::Departed,
        "cancelled" | "canceled" | "取消" | "已取消" => StayState::Cancelled,
        "no_show" | "未到" => StayState::NoShow,
        _ => return Err(cells.fault(Place::State, RowCode::UnknownWord)),
    };
    Ok(state)
}

fn arrive_minute(cells: &Cells<'_>) -> Taken<Option<u16>> {
    let text = cells.raw(Place::ArrivalTime)?;
    if text.is_empty() {
        return Ok(None);
    }
    let minute = || {
        let (hour, minute) = text.split_once([':', '：'])?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60).then_some(hour * 60 + minute)
    };
    minute().map(Some).ok_or_else(|| cells.fault(Place::ArrivalTime, RowCode::BadDate))
}

fn person(cells: &Cells<'_>, today: BusinessDate, noticed: &mut Vec<StayWarning>) -> Taken<Option<Person>> {
    let name = cells.words(Place::GuestName, NAME_MAX)?;
    let person = Person {
        latin_name: cells.words(Place::LatinName, NAME_MAX)?,
        title: title(cells)?,
        phone: comparable(cells, Place::Phone, ContactKind::Phone, noticed)?,
        email: comparable(cells, Place::Email, ContactKind::Email, noticed)?,
        birth_date: birth_date(cells, today)?,
        country: countries::alpha_2(cells.raw(Place::Country)?),
        company: cells.words(Place::Company, NAME_MAX)?,
        member_no: cells.number_like(Place::MemberNo, NUMBER_MAX)?.0,
        document: document(cells, noticed)?,
        name,
    };
    Ok((!person.name.is_empty()).then_some(person))
}

fn title(cells: &Cells<'_>) -> Taken<Option<Title>> {
    match cells.raw(Place::Title)?.to_lowercase().trim_end_matches('.') {
        "" | "none" => Ok(None),
        "mr" | "先生" => Ok(Some(Title::Mr)),
        "ms" | "mrs" | "miss" | "女士" | "小姐" => Ok(Some(Title::Ms)),
        _ => Err(cells.fault(Place::Title, RowCode::UnknownWord)),
    }
}

/// Returns what is kept of the document; a number that cannot be one is noticed and left out, never guessed.
fn document(cells: &Cells<'_>, noticed: &mut Vec<StayWarning>) -> Taken<Option<DocumentMark>> {
    let kind = match cells.raw(Place::DocumentType)?.to_lowercase().replace([' ', '-'], "_").as_str() {
        "id_card" | "id" | "身份证" | "居民身份证" | "身份證" => "id_card",
        "passport" | "护照" | "護照" => "passport",
        "permit" | "通行证" | "通行證" | "港澳台居民居住证" | "外国人永久居留身份证" => "permit",
        // Where no kind is said, only a citizen's number tells its own.
        "" if document::is_citizens(cells.raw(Place::DocumentNo)?) => "id_card",
        "" => "passport",
        _ => return Err(cells.fault(Place::DocumentType, RowCode::UnknownWord)),
    };
    if cells.raw(Place::DocumentNo)?.is_empty() {
        return Ok(None);
    }
    let mark = cells.document(kind, Place::DocumentNo)?;
    if mark.is_none() {
        noticed.push(StayWarning::UnreadableDocument);
    }
    Ok(mark)
}

fn birth_date(cells: &Cells<'_>, today: BusinessDate) -> Taken<Option<String>> {
    let text = cells.raw(Place::BirthDate)?;
    if text.is_empty() {
        return Ok(None);
    }
    let iso = if text.starts_with("--") { Some(text.to_owned()) } else { cells::day(text).map(|day| day.to_string()) };
    let taken = iso.and_then(|iso| guests::birth_date(&iso, today).ok());
    taken.map(Some).ok_or_else(|| cells.fault(Place::BirthDate, RowCode::BadDate))
}

/// Returns a contact where it can be compared; where it cannot, it is noticed and left out, never guessed.
fn comparable(cells: &Cells<'_>, place: Place, kind: ContactKind, noticed: &mut Vec<StayWarning>) -> Taken<Option<String>> {
    let text = cells.words(place, NAME_MAX)?;
    if text.is_empty() {
        return Ok(None);
    }
    if contact::normal(kind, &text).is_some() {
        return Ok(Some(text));
    }
    noticed.push(if kind == ContactKind::Email { StayWarning::UnreadableEmail } else { StayWarning::UnreadablePhone });
    Ok(None)
}
