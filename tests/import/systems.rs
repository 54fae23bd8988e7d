//! Exports of other houses' systems: recognised by their header, and what their rows become.

use lobby_core::{
    audit::op::Op,
    base::{error::Result, role::Role},
    import::{
        self, Conflicts, Counts, HowToRead, MappingName, RowCode, Settle, Settled, Watch,
        plan::{Job, Preview},
    },
    stays::{self, Stay, StayState},
};
use support::hotel::{Hotel, hotel};

use super::{apply, apply_as, file, on, preview};

const OPERA: &str = "RESV_NAME_ID\tRESV_STATUS\tROOM\tFULL_NAME\tARRIVAL\tDEPARTURE\tPERSONS\tNIGHTS\tNO_OF_ROOMS\t\
                     ROOM_CATEGORY_LABEL\tRATE_CODE\tCOMPANY_NAME\tSHARE_AMOUNT_PER_STAY\n";
const CLOUDBEDS: &str = "Name,Email,Phone Number,Reservation Number,Third Party Confirmation Number,Adults,Children,\
                         Room Number,Accommodation Total,Amount Paid,Check in Date,Check out Date,Nights,Room Type,\
                         Grand Total,Status,Country,Guest Status,Cancelation Date,Source\n";
const BOOKING: &str = "Book number,Booked by,Guest name(s),Check-in,Check-out,Status,People,Price,Commission amount\n";
const AIRBNB: &str = "Confirmation code,Status,Guest name,Contact,# of adults,# of children,# of infants,Start date,\
                      End date,# of nights,Booked,Listing,Earnings\n";
const ORDERS: &str = "agent,orderId,guestNames,roomType,roomQty,remarks,ciDate,coDate,roomRates,bbf,payment,invoiceMemo\n";

fn stays_on(hotel: &Hotel, day: &str) -> Vec<Stay> {
    let day = day.parse().expect("a day");
    hotel.read(|db| stays::arriving(db, day))
}

fn name_of(hotel: &Hotel, stay: &Stay) -> String {
    let guest = stay.guest_id.expect("somebody stays");
    hotel.read(|db| lobby_core::guests::get(db, guest)).name
}

#[test]
fn opera_text_with_tabs_is_read_and_a_shifted_row_is_flagged() {
    let hotel = hotel();
    let rows = "881\tRESERVED\t1206\tWang,Jianguo\t20-JUL-26\t22-JUL-26\t2\t2\t1\tDLK\tBAR\tTBC\t1760.00\n\
                882\tRESERVED\t1207\tLi\tXiuying\t20-JUL-26\t22-JUL-26\t2\t2\t1\tDLK\tBAR\t\t1760.00\n\
                883\tRESERVED\t1208\t.,CONSUMIDOR FINAL\t07/20/26\t07/21/26\t1\t1\t1\tDLK\tBAR\t\t880\n\
                884\tWONDERING\t1209\tX\t20-JUL-26\t21-JUL-26\t1\t1\t1\tDLK\tBAR\t\t880\n\
                885\tRESERVED\t1210\tX\t20-JUL-26\t25-JUL-26\t1\t1\t1\tDLK\tBAR\t\t880\n";
    let applied = apply(&hotel, &file(&hotel, "opera.txt", format!("{OPERA}{rows}"))).expect("the report goes in");
    assert_eq!(applied.mapping, MappingName::Opera);
    assert_eq!(applied.counts, Counts { rows: 5, new: 2, refused: 3, ..Counts::default() });
    let said: Vec<(u64, &str, RowCode)> =
        applied.refused.iter().map(|note| (note.line, note.column.as_str(), note.code)).collect();
    let expected = [(3, "", RowCode::FieldCount), (5, "resv_status", RowCode::UnknownWord), (6, "arrival", RowCode::UnclearDate)];
    assert_eq!(said, expected, "five nights are not one: the row contradicts itself");
    let mut stays = stays_on(&hotel, "2026-07-20");
    stays.sort_by(|one, other| one.source_key.cmp(&other.source_key));
    assert_eq!((name_of(&hotel, &stays[0]).as_str(), stays[0].room_no.as_str()), ("Wang Jianguo", "1206"));
    assert_eq!((stays[0].rate_minor.minor(), stays[0].room_minor.minor(), stays[0].adults), (88_000, 176_000, 2));
    assert_eq!(stays[1].guest_id, None, "a placeholder is nobody");
}

#[test]
fn cloudbeds_days_are_told_apart_by_the_nights() {
    let hotel = hotel();
    let rows = "Anna Berg,a@example.com,+4670000001,CB1,EXT9,2,1,\"COT(1), COT(2)\",880.00,0,03/08/2026,05/08/2026,2,Cottage,880,Confirmed,SE,n/a,n/a,Website\n\
                Bo Ek,n/a,n/a,CB2,n/a,1,0,12,n/a,0,8/3/2026,8/5/2026,2,Cottage,0,Confirmed,n/a,n/a,n/a,n/a\n\
                Cy Dahl,n/a,n/a,CB3,n/a,1,0,12,n/a,0,03/08/2026,03/08/2026,1,Cottage,0,Confirmed,n/a,n/a,n/a,n/a\n\
                Di Ek,n/a,n/a,CB4,n/a,1,0,12,n/a,0,25/12/2026,26/12/2026,1,Cottage,0,Cancelled,n/a,n/a,n/a,n/a\n";
    let applied = apply(&hotel, &file(&hotel, "cb.csv", format!("{CLOUDBEDS}{rows}"))).expect("the export goes in");
    assert_eq!(applied.mapping, MappingName::Cloudbeds);
    assert_eq!((applied.counts.new, applied.counts.refused), (3, 1));
    assert_eq!(applied.refused[0].code, RowCode::UnclearDate, "no night, and one counted");
    let stays = stays_on(&hotel, "2026-08-03");
    assert_eq!(stays.len(), 2, "day first and month first, each as its nights say");
    let anna = stays.iter().find(|stay| stay.source_key == "CB1").expect("CB1");
    assert_eq!((anna.room_no.as_str(), anna.confirmation.as_str(), anna.children), ("COT(1)", "EXT9", 1));
    let warned: Vec<&str> = applied.warnings.iter().map(|count| count.warning.word()).collect();
    assert!(warned.contains(&"several_rooms"), "{warned:?}");
}

#[test]
fn booking_com_airbnb_and_order_files_are_recognised_and_another_currency_is_no_sum_of_ours() {
    let hotel = hotel();
    let booking = "4001,\"Berg, Anna\",Anna Berg,2026-08-03,2026-08-05,ok,2,300 USD,45 USD\n\
                   4002,x,Bo Ek,2026-08-03,2026-08-05,cancelled_by_guest,2,1760 CNY,1 CNY\n\
                   4003,x,Bo Ek,2026-08-03,2026-08-05,perhaps,2,1760 CNY,1 CNY\n";
    let applied = apply(&hotel, &file(&hotel, "b.csv", format!("{BOOKING}{booking}"))).expect("Booking.com");
    assert_eq!((applied.mapping, applied.counts.new, applied.counts.refused), (MappingName::BookingCom, 2, 1));
    let anna = stays_on(&hotel, "2026-08-03").remove(0);
    assert_eq!((name_of(&hotel, &anna).as_str(), anna.room_minor.minor(), anna.adults), ("Anna Berg", 0, 2));
    assert!(applied.warnings.iter().any(|count| count.warning.word() == "other_currency"));

    let airbnb =
        "HMABC,Confirmed,Cy Dahl,+46 70 000 00 02,2,0,1,8/9/2026,8/12/2026,3,2026-05-01,Room with a view,\"¥2,640.00\"\n";
    let applied = apply(&hotel, &file(&hotel, "a.csv", format!("{AIRBNB}{airbnb}"))).expect("Airbnb");
    assert_eq!((applied.mapping, applied.counts.new), (MappingName::Airbnb, 1));
    let cy = stays_on(&hotel, "2026-08-09").remove(0);
    assert_eq!((cy.nights, cy.rate_minor.minor(), cy.babies), (3, 88_000, 1), "month first: the nights say so");

    let orders = "飞猪,3141592653589793238,\"王建国,李秀英\",豪华大床,1,,20260816,20260818,\"880,900\",\"1,1\",预付,\n\
                  携程,3141592653589793238,王建国,豪华大床,2,,20260816,20260818,880,1,现付,\n";
    let applied = apply(&hotel, &file(&hotel, "o.csv", format!("{ORDERS}{orders}"))).expect("an order file");
    assert_eq!((applied.mapping, applied.counts.new), (MappingName::OtaOrders, 2), "one number, two channels, two orders");
    let mut stays = stays_on(&hotel, "2026-08-16");
    stays.sort_by(|one, other| one.channel.cmp(&other.channel));
    let fliggy = stays.iter().find(|stay| stay.channel == "飞猪").expect("飞猪");
    assert_eq!((fliggy.confirmation.as_str(), fliggy.room_minor.minor(), fliggy.adults), ("3141592653589793238", 178_000, 2));
    assert_eq!((fliggy.state, name_of(&hotel, fliggy).as_str()), (StayState::Booked, "王建国"));
}

#[test]
fn each_of_these_files_twice_changes_nothing() {
    let hotel = hotel();
    let orders = format!("{ORDERS}飞猪,3141592653589793238,王建国,豪华大床,1,,20260816,20260818,880,1,预付,\n");
    let path = file(&hotel, "o.csv", orders);
    apply(&hotel, &path).expect("once");
    let again = apply(&hotel, &path).expect("twice");
    assert_eq!(again.counts, Counts { rows: 1, same: 1, ..Counts::default() });
}

#[test]
fn how_a_person_chose_to_read_a_file_is_remembered_for_its_header() {
    let hotel = hotel();
    let rows = |number: &str| format!("{ORDERS}飞猪,{number},王建国,豪华大床,1,,20260816,20260818,880,1,预付,\n");
    let first = file(&hotel, "o.csv", rows("1"));
    assert!(!preview(&hotel, &first).expect("previewed").remembered, "control: nobody chose yet");
    let how = HowToRead { mapping: Some(MappingName::OtaOrders), source: Some("fliggy".to_owned()), ..HowToRead::default() };
    apply_as(&hotel, &first, &how, &mut on).expect("chosen by hand");
    let second = preview(&hotel, &file(&hotel, "p.csv", rows("2"))).expect("previewed");
    assert_eq!((second.source.as_str(), second.remembered), ("fliggy", true), "the next file of that header");
    let other = format!("{ORDERS}飞猪,1,王,x,1,,20260816,20260818,880,1,预付,\n").replace("invoiceMemo", "memo");
    let other = preview(&hotel, &file(&hotel, "q.csv", other)).expect("previewed");
    assert_eq!((other.source.as_str(), other.remembered), ("ota", false), "another header is another file");
}

fn preview_as(hotel: &Hotel, path: &std::path::Path, how: &HowToRead) -> Result<Preview> {
    let mut report = on;
    let mut watch = Watch::new(&mut report);
    let survey = import::survey(path, import::Chosen::default(), &mut watch)?;
    let job = Job { survey: &survey, how, refused_to: None };
    let today = "2026-07-14".parse().expect("a day");
    hotel.store.read_as_house(|db| import::preview(db, &job, today, &mut watch))
}

#[test]
fn what_staff_typed_gives_way_only_where_somebody_says_so() {
    let hotel = hotel();
    let header = "reservation_no,state,arrival,departure,guest_name,phone,company,country\n";
    let first = format!("{header}1,booked,2026-08-01,2026-08-02,王建国,13812348812,望江电子,CN\n");
    apply(&hotel, &file(&hotel, "a.csv", first)).expect("the first file");
    let guest = stays_on(&hotel, "2026-08-01").remove(0).guest_id.expect("王建国");
    let now = hotel.read(|db| lobby_core::guests::get(db, guest));
    let typed = lobby_core::guests::EditGuest {
        wanted: lobby_core::guests::Guest { company: "锦绣".to_owned(), ..now.clone() },
        seen: now,
    };
    hotel.write(Role::Receptionist, Op::EditGuest, &typed, |tx| lobby_core::guests::edit(tx, &typed)).expect("typed");
    let second = format!("{header}2,booked,2026-08-01,2026-08-02,王建国,13812348812,望江电子,SG\n");
    let path = file(&hotel, "b.csv", second);
    let company = |hotel: &Hotel| hotel.read(|db| lobby_core::guests::get(db, guest)).company;

    let shown = preview(&hotel, &path).expect("previewed");
    assert_eq!(shown.counts.conflicting, 1);
    let both: Vec<(&str, &str, &str)> = shown
        .conflicts
        .iter()
        .map(|conflict| (conflict.column.as_str(), conflict.ours.as_str(), conflict.theirs.as_str()))
        .collect();
    assert_eq!(both, [("country", "CN", "SG"), ("company", "锦绣", "望江电子")], "both values are shown");

    let one = Settled { line: 2, column: "company".to_owned(), settle: Settle::TakeFile };
    let how = HowToRead {
        conflicts: Conflicts { all: Settle::KeepOurs, each: vec![one], columns: Vec::new() },
        ..HowToRead::default()
    };
    let left = preview_as(&hotel, &path, &how).expect("previewed");
    assert_eq!(left.conflicts.iter().map(|conflict| conflict.column.as_str()).collect::<Vec<_>>(), ["country"]);
    let applied = apply_as(&hotel, &path, &how, &mut on).expect("imported");
    assert_eq!(applied.counts, left.counts, "what was shown is what was done");
    assert_eq!(company(&hotel), "望江电子", "the file's word, because somebody said so");
    assert_eq!(hotel.read(|db| lobby_core::guests::get(db, guest)).country, "CN", "and staff's where nobody did");
    super::undo(&hotel, &applied).expect("undone");
    assert_eq!(company(&hotel), "锦绣", "an undo gives back what staff typed");
}
