//! What people call a voucher: `R-20260714-A04`. The letter is the desk's, so that two desks never give the same one. Pure.

use crate::base::time::BusinessDate;

/// Returns the series of [`crate::db::numbers`] in which a desk's vouchers of a day count.
pub fn series(date: BusinessDate, letter: char) -> String {
    format!("R-{}-{letter}", date.date().format("%Y%m%d"))
}

/// Returns the number of the `count`th voucher of that day and desk.
pub fn written(date: BusinessDate, letter: char, count: i64) -> String {
    format!("{}{count:02}", series(date, letter))
}
