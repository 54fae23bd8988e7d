//! A list as a file: UTF-8 with a byte order mark, for that is how spreadsheets of a desk read hanzi.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use super::{Listed, ListedMember, MemberListKind};
use crate::base::{error::Result, files, money::Minor, text, time::BusinessDate};

/// Columns that every list has. None of them says how to reach anybody.
const COMMON: &str = "\u{feff}guest_id,name,title,member_no,tier,balance,worth,reach";

/// A file that is being written.
pub(super) struct Sheet<'o> {
    out: &'o mut BufWriter<File>,
    path: &'o Path,
    minor_digits: u32,
    members: u32,
}

impl<'o> Sheet<'o> {
    /// Returns a file with its head.
    pub(super) fn new(out: &'o mut BufWriter<File>, path: &'o Path, minor_digits: u32, kind: MemberListKind) -> Result<Self> {
        let mut sheet = Self { out, path, minor_digits, members: 0 };
        sheet.put(&format!("{COMMON},{}\r\n", own(kind)))?;
        Ok(sheet)
    }

    /// Returns how many members were written.
    pub(super) fn members(&self) -> u32 {
        self.members
    }

    /// Writes one member.
    pub(super) fn write(&mut self, member: &ListedMember) -> Result<()> {
        self.members += 1;
        let line = line(member, self.minor_digits);
        self.put(&line)
    }

    fn put(&mut self, text: &str) -> Result<()> {
        self.out.write_all(text.as_bytes()).map_err(|error| files::failed("write", self.path, error))
    }
}

const fn own(kind: MemberListKind) -> &'static str {
    match kind {
        MemberListKind::Expiring | MemberListKind::Warning => "expires_on,points,points_worth,warned_on,next_warning_on",
        MemberListKind::Keeping => "until,falls_to,nights_missing,stays_missing,spend_missing,asks",
        MemberListKind::Dormant => "last_stay,last_moved",
    }
}

fn line(member: &ListedMember, minor_digits: u32) -> String {
    let money = |sum: Minor| sum.plain(minor_digits);
    let mut fields = vec![
        member.guest_id.to_string(),
        text::csv_field(&member.name).into_owned(),
        member.title.clone(),
        member.member_no.0.clone(),
        member.tier.word().to_owned(),
        member.balance.to_string(),
        money(member.worth_minor),
        member.reach.word().to_owned(),
    ];
    match &member.why {
        Listed::Expiring { on, points, worth_minor, warned } => {
            let day = |day: Option<BusinessDate>| day.map(|day| day.to_string()).unwrap_or_default();
            fields.extend([on.to_string(), points.to_string(), money(*worth_minor), day(warned.on), day(warned.next_on)]);
        }
        Listed::Keeping { until, falls_to, missing } => fields.extend([
            until.to_string(),
            falls_to.word().to_owned(),
            missing.nights.map(|nights| nights.to_string()).unwrap_or_default(),
            missing.stays.map(|stays| stays.to_string()).unwrap_or_default(),
            missing.spend_minor.map(money).unwrap_or_default(),
            if missing.all { "all" } else { "any" }.to_owned(),
        ]),
        Listed::Dormant { last_stay, last_moved } => {
            fields.extend([last_stay.to_string(), last_moved.map(|day| day.to_string()).unwrap_or_default()]);
        }
    }
    fields.join(",") + "\r\n"
}
