//! `datapackage.json`: the description that lets a package check itself. Source: Data Package v2 (datapackage.org), Table
//! Schema v2; what is ours begins with `lobby:`.

use serde_json::{Map, Value, json};

use super::{
    MadeFile, MadePackage, Period, SCHEMA_VERSION,
    changes::Changed,
    figures::PointsSums,
    sheets::{ABSENT, Column, Kind, MONEY_MINOR_MAX, PROPERTY, SHEETS, Said, Sheet, SheetMode, Sum},
};
use crate::{
    audit::chain::Head,
    base::{
        error::{Error, Result},
        time::Instant,
    },
    db::hotel::Hotel,
    loyalty::programme::Programme,
};

const PACKAGE_PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";
const RESOURCE_PROFILE: &str = "https://datapackage.org/profiles/2.0/dataresource.json";
const DIALECT_PROFILE: &str = "https://datapackage.org/profiles/2.0/tabledialect.json";
const SCHEMA_PROFILE: &str = "https://datapackage.org/profiles/2.0/tableschema.json";
const GUEST_KEY: &str = "^g[0-9a-f]{32}$";
const GROUP_KEY: &str = "^m[0-9a-f]{32}$";
const RECORD_ID: &str = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

/// What was counted while a table was written.
pub(super) struct SheetFacts {
    pub name: &'static str,
    pub rows: u64,
    pub bytes: u64,
    pub sha256: String,
    /// Sum of each column, where it is kept; minor units for money.
    pub sums: Vec<i128>,
    /// Free texts that got an apostrophe.
    pub escaped: u64,
    /// Free texts that hold a payment card's number.
    pub card_numbers: u64,
    /// Truths that are false: guests who did not agree.
    pub falsehoods: u64,
}

impl SheetFacts {
    pub fn new(sheet: &Sheet) -> Self {
        Self {
            name: sheet.name,
            rows: 0,
            bytes: 0,
            sha256: String::new(),
            sums: vec![0; sheet.columns.len()],
            escaped: 0,
            card_numbers: 0,
            falsehoods: 0,
        }
    }
}

/// What the manifest says of the whole package.
pub(super) struct About<'a> {
    pub hotel: &'a Hotel,
    pub period: Period,
    pub version: u32,
    pub sequence: u32,
    pub made_at: Instant,
    pub head: &'a Head,
    /// The package of this period made before, and why it goes again.
    pub replaces: Option<(&'a MadePackage, &'a str)>,
    /// The programme's rules on the period's last day.
    pub programme: &'a Programme,
    /// Whether any package made before has a day of the period.
    pub meets: bool,
    /// The package made before, of any period.
    pub previous: Option<&'a MadePackage>,
    pub points: PointsSums,
    /// By which people tell the group's key, where the hotel has one.
    pub group_key: Option<String>,
}

/// Returns the manifest's text, ending with a line break.
///
/// Errors: [`Error::Damaged`].
pub(super) fn text(about: &About<'_>, facts: &[SheetFacts], changed: Option<&[Changed]>, beside: &[MadeFile]) -> Result<String> {
    let hotel = about.hotel;
    // What an earlier package may have brought is replaced by key.
    let mode = if about.meets { SheetMode::Upsert } else { SheetMode::Append };
    let resources: Vec<Value> = SHEETS.iter().zip(facts).map(|(sheet, facts)| resource(sheet, facts, hotel, mode)).collect();
    let manifest = json!({
        "$schema": PACKAGE_PROFILE,
        "name": format!("{}-{}-v{}", hotel.code.to_lowercase(), about.period.to_string().to_lowercase(), about.version),
        "title": format!("{} {}", hotel.name, about.period),
        "version": about.version.to_string(),
        "created": about.made_at.rfc3339(),
        "practice": hotel.practice,
        "lobby:schema": SCHEMA_VERSION,
        "lobby:property": hotel.code,
        "lobby:sequence": about.sequence,
        "lobby:version": about.version,
        "lobby:period": {
            "name": about.period.to_string(),
            "kind": about.period.kind(),
            "from": about.period.begins(),
            "to": about.period.last(),
        },
        "lobby:mode": mode,
        "lobby:previous": about.previous.map(named),
        "lobby:replaces": about.replaces.map(|(made, reason)| replaced(made, reason)),
        "lobby:changes": changed.map(|changed| changed.iter().map(counted).collect::<Vec<Value>>()),
        "lobby:beside": beside.iter().map(lies).collect::<Vec<Value>>(),
        "lobby:head": about.head,
        "lobby:currency": hotel.currency,
        "lobby:minor_digits": hotel.minor_digits,
        "lobby:time_zone": hotel.clock.zone.name(),
        "lobby:escape": "apostrophe",
        "lobby:keys": { "guest_key": "hotel", "group_key": about.group_key },
        "lobby:points": about.points,
        "lobby:programme": about.programme,
        "lobby:absent": ABSENT.iter().map(|(name, why)| json!({ "name": name, "because": said(*why) })).collect::<Vec<Value>>(),
        "resources": resources,
    });
    let mut text = serde_json::to_string_pretty(&manifest).map_err(|_| Error::Damaged { what: "a manifest".to_owned() })?;
    text.push('\n');
    Ok(text)
}

fn named(made: &MadePackage) -> Value {
    json!({ "name": made.folder, "sequence": made.sequence, "hash": format!("sha256:{}", made.manifest_sha256) })
}

fn replaced(made: &MadePackage, reason: &str) -> Value {
    json!({
        "name": made.folder,
        "sequence": made.sequence,
        "version": made.version,
        "hash": format!("sha256:{}", made.manifest_sha256),
        "reason": reason,
    })
}

fn counted(changed: &Changed) -> Value {
    let [added, changed_rows, removed] = changed.counts();
    json!({ "table": changed.table, "added": added, "changed": changed_rows, "removed": removed, "listed": changed.listed() })
}

fn lies(file: &MadeFile) -> Value {
    json!({ "path": file.path, "bytes": file.bytes, "hash": format!("sha256:{}", file.sha256) })
}

fn said(said: Said) -> Value {
    json!({ "en": said.en, "zh": said.zh })
}

fn resource(sheet: &Sheet, facts: &SheetFacts, hotel: &Hotel, mode: SheetMode) -> Value {
    let minor_digits = hotel.minor_digits;
    let mut fields = vec![json!({
        "name": "property_code",
        "title": PROPERTY.zh,
        "description": PROPERTY.en,
        "type": "string",
        "constraints": { "required": true, "enum": [hotel.code] },
    })];
    fields.extend(sheet.columns.iter().map(|column| field(column, minor_digits)));
    json!({
        "$schema": RESOURCE_PROFILE,
        "name": sheet.name,
        "title": sheet.says.zh,
        "description": sheet.says.en,
        "type": "table",
        "path": format!("{}.csv", sheet.name),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": facts.bytes,
        "hash": format!("sha256:{}", facts.sha256),
        "rows": facts.rows,
        "lobby:mode": mode.max(sheet.mode),
        "lobby:whole": sheet.is_whole_of_its_days().then_some("days"),
        "lobby:totals": totals(sheet, facts, minor_digits).into_iter().map(|(name, sum)| (name.to_owned(), json!(sum))).collect::<Map<String, Value>>(),
        "dialect": { "$schema": DIALECT_PROFILE, "delimiter": ",", "lineTerminator": "\n", "quoteChar": "\"", "doubleQuote": true, "header": true },
        "schema": {
            "$schema": SCHEMA_PROFILE,
            "fields": fields,
            "fieldsMatch": "exact",
            "missingValues": [""],
            "primaryKey": primary_key(sheet),
            "foreignKeys": sheet.foreign_keys.iter().map(|key| json!({
                "fields": [key.column],
                "reference": { "resource": key.sheet, "fields": [key.key] },
            })).collect::<Vec<Value>>(),
        },
    })
}

/// Numbers are unique within a hotel only: the property code stands in every key.
pub(super) fn primary_key(sheet: &Sheet) -> Vec<&'static str> {
    std::iter::once("property_code").chain(sheet.primary_key.iter().copied()).collect()
}

/// Returns the sums of the columns that carry one, as plain decimals.
pub(super) fn totals(sheet: &Sheet, facts: &SheetFacts, minor_digits: u32) -> Vec<(&'static str, String)> {
    let kept = sheet.columns.iter().zip(&facts.sums).filter_map(|(column, sum)| match column.kind {
        Kind::Money => Some((column.name, plain(*sum, minor_digits))),
        Kind::Whole(_, _, Sum::Kept) => Some((column.name, sum.to_string())),
        _ => None,
    });
    kept.collect()
}

/// Returns a sum of minor units as a plain decimal; sums of a table may pass what one amount may be.
pub(super) fn plain(minor: i128, digits: u32) -> String {
    let unit = 10_u128.pow(digits);
    let (sign, size) = (if minor < 0 { "-" } else { "" }, minor.unsigned_abs());
    match digits {
        0 => format!("{sign}{size}"),
        _ => format!("{sign}{}.{:0width$}", size / unit, size % unit, width = digits as usize),
    }
}

fn field(column: &Column, minor_digits: u32) -> Value {
    let (kind, mut constraints) = match &column.kind {
        Kind::Guest => ("string", json!({ "pattern": GUEST_KEY })),
        Kind::Matched => ("string", json!({ "pattern": GROUP_KEY })),
        Kind::Id => ("string", json!({ "pattern": RECORD_ID })),
        // The escape may add one character.
        Kind::Text(max) => ("string", json!({ "maxLength": max + 1 })),
        Kind::Word(words) => ("string", json!({ "enum": words() })),
        Kind::Shaped(pattern) => ("string", json!({ "pattern": pattern })),
        Kind::Whole(least, i64::MAX, _) => ("integer", json!({ "minimum": least })),
        Kind::Whole(least, most, _) => ("integer", json!({ "minimum": least, "maximum": most })),
        Kind::Money => {
            let most = MONEY_MINOR_MAX / 10_i64.pow(minor_digits);
            ("number", json!({ "minimum": -most, "maximum": most }))
        }
        Kind::Figure => ("number", json!({})),
        Kind::Date => ("date", json!({})),
        Kind::Instant => ("datetime", json!({})),
        Kind::Truth => ("boolean", json!({})),
    };
    if let (true, Some(constraints)) = (column.required, constraints.as_object_mut()) {
        constraints.insert("required".to_owned(), json!(true));
    }
    let mut described = json!({
        "name": column.name,
        "title": column.says.zh,
        "description": column.says.en,
        "type": kind,
        "constraints": constraints,
    });
    if let (Kind::Text(_), Some(described)) = (&column.kind, described.as_object_mut()) {
        described.insert("lobby:free_text".to_owned(), json!(true));
    }
    described
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_is_a_plain_decimal_of_any_size() {
        let cases = [
            (0, 2, "0.00"),
            (-5, 2, "-0.05"),
            (123_456, 2, "1234.56"),
            (1, 3, "0.001"),
            (-70, 0, "-70"),
            (i128::from(i64::MAX) * 10, 2, "922337203685477580.70"),
        ];
        for (minor, digits, expected) in cases {
            assert_eq!(plain(minor, digits), expected);
        }
    }
}
