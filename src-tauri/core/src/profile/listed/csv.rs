//! The list as a file: UTF-8 with a byte order mark, for that is how spreadsheets of a desk read hanzi.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use super::ListedGuest;
use crate::base::{error::Result, files, money::Minor, text};

/// Columns in order. None of them says how to reach anybody.
const HEADER: &str = "\u{feff}guest_id,name,latin_name,title,company,vip,member_no,tier,stays,nights,spend,last_departure,value,\
                      source,likings,feedback\r\n";

/// A file that is being written.
pub struct Sheet<'o> {
    out: &'o mut BufWriter<File>,
    path: &'o Path,
    minor_digits: u32,
    guests: u64,
}

impl<'o> Sheet<'o> {
    /// Returns a file with its head.
    pub fn new(out: &'o mut BufWriter<File>, path: &'o Path, minor_digits: u32) -> Result<Self> {
        let mut sheet = Self { out, path, minor_digits, guests: 0 };
        sheet.put(HEADER)?;
        Ok(sheet)
    }

    /// Returns how many guests were written.
    pub fn guests(&self) -> u64 {
        self.guests
    }

    /// Writes one guest.
    pub fn write(&mut self, guest: &ListedGuest) -> Result<()> {
        self.guests += 1;
        let line = line(guest, self.minor_digits);
        self.put(&line)
    }

    fn put(&mut self, text: &str) -> Result<()> {
        self.out.write_all(text.as_bytes()).map_err(|error| files::failed("write", self.path, error))
    }
}

fn line(guest: &ListedGuest, minor_digits: u32) -> String {
    let (sums, axes) = (&guest.summary, &guest.axes);
    let mut spend = String::new();
    Minor::new(sums.spend_minor).unwrap_or_default().write_plain(minor_digits, &mut spend);
    let likings: Vec<&str> = axes.likings.iter().map(|one| one.word()).collect();
    let fields = [
        guest.guest_id.to_string(),
        text::csv_field(&guest.name).into_owned(),
        text::csv_field(&guest.latin_name).into_owned(),
        guest.title.clone(),
        text::csv_field(&guest.company).into_owned(),
        guest.vip.clone(),
        guest.member_no.clone(),
        guest.tier.clone(),
        sums.stays.to_string(),
        sums.nights.to_string(),
        spend,
        sums.last_departure.map(|day| day.to_string()).unwrap_or_default(),
        axes.value.map(|one| one.word()).unwrap_or_default().to_owned(),
        axes.source.map(|one| one.word()).unwrap_or_default().to_owned(),
        likings.join(" "),
        axes.feedback.map(|one| one.word()).unwrap_or_default().to_owned(),
    ];
    fields.join(",") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_only_text_and_commas_part_nothing() {
        let cases = [
            ("王建国", "王建国"),
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("-1", "'-1"),
            ("@a", "'@a"),
            ("\tx", "'\tx"),
            ("'x", "''x"),
            ("a=b", "a=b"),
            ("White, James", "\"White, James\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("=a,b", "\"'=a,b\""),
            ("", ""),
        ];
        for (words, expected) in cases {
            assert_eq!(text::csv_field(words), expected, "{words:?}");
        }
    }

    #[test]
    fn the_head_has_a_name_for_every_field() {
        assert_eq!(HEADER.split(',').count(), 16);
    }
}
