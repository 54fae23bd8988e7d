//! A package's manifest as head office reads it: foreign input, taken apart before one byte of a table is read. Whatever this
//! program does with a package it does because the manifest says so: types, keys, totals, order.

use std::{fs, io::Read, path::Path};

use regex::RegexBuilder;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{
    fields::{self, Field, FieldKind},
    findings::{Finding, FindingCode},
    names::Name,
};
use crate::{
    audit::chain::hex,
    base::{error::Result, files, time::BusinessDate},
    export::SCHEMA_VERSION,
};

/// The manifest's name in a package's folder.
pub const MANIFEST: &str = "datapackage.json";
/// Longest manifest that is read.
pub const MANIFEST_BYTES_MAX: u64 = 4 << 20;
/// The column that stands first in every table.
pub const PROPERTY: &str = "property_code";
/// The property code of practice hotels.
const PRACTICE: &str = "PRACTICE";
const TABLES_MAX: usize = 64;
const FIELDS_MAX: usize = 256;
const ROWS_MAX: u64 = 20_000_000;
const PROPERTY_CODE_MAX: usize = 20;
const PACKAGE_NAME_MAX: usize = 100;
/// Memory that one pattern may cost once it is compiled.
const PATTERN_BYTES_MAX: usize = 1 << 20;

/// What a manifest says.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// The package's folder, as findings name it.
    pub folder: String,
    /// Hash of the manifest's bytes: the package's name in the chain.
    pub sha256: String,
    /// The hotel's code, in every row too.
    pub property: String,
    /// Which period, such as 2026-06.
    pub period: String,
    /// Its first day.
    pub first: BusinessDate,
    /// Its last day.
    pub last: BusinessDate,
    /// Which version of that period.
    pub version: u32,
    /// The hotel's how manieth package, where it counts them.
    pub sequence: Option<u64>,
    /// Hash of the manifest made before.
    pub previous: Option<String>,
    /// The folder of the package made before.
    pub previous_name: Option<String>,
    /// The package's own shape, such as 1.0.
    pub schema: String,
    /// append, or upsert where an earlier package has a day of the period.
    pub mode: String,
    /// ISO 4217.
    pub currency: String,
    /// What the hotel calls itself.
    pub hotel: String,
    /// When it was made, RFC 3339 in UTC.
    pub created: String,
    /// A practice hotel's.
    pub practice: bool,
    /// Why this version was made, where it corrects another.
    pub reason: Option<String>,
    /// What members held and what moved.
    pub points: Option<Held>,
    /// IANA; in which the hotel's days are. Nothing where it is not said.
    pub time_zone: String,
    /// By which people tell the group's key that its guests were matched by, where there was one.
    pub group_mark: Option<String>,
    /// The programme's rules on the last day, as the hotel wrote them; nothing in packages from before they were said.
    pub programme: Option<Value>,
    /// Its tables, in the manifest's order.
    pub tables: Vec<Table>,
}

/// Points of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Before it.
    pub opening: i64,
    /// Credited.
    pub earned: i64,
    /// Spent.
    pub redeemed: i64,
    /// Lapsed.
    pub expired: i64,
    /// Corrected.
    pub reversed: i64,
    /// After it.
    pub closing: i64,
}

impl Held {
    /// Returns what closing should be; wider than any sum.
    pub fn carried(self) -> i128 {
        i128::from(self.opening) + i128::from(self.earned) - i128::from(self.redeemed) - i128::from(self.expired)
            + i128::from(self.reversed)
    }
}

/// A table of the package.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name.
    pub name: Name,
    /// Its file, a plain name in the package's folder.
    pub file: String,
    /// How long the file is.
    pub bytes: u64,
    /// Of the file, hexadecimal.
    pub sha256: String,
    /// Rows below the header.
    pub rows: u64,
    /// Columns whose sum is given: place and total in units of 10⁻⁴.
    pub totals: Vec<(usize, i128)>,
    /// Its columns, the property code first.
    pub fields: Vec<Field>,
    /// Places of the columns that name a row.
    pub key: Vec<usize>,
    /// Its rows are all there are of the package's days.
    pub whole_of_days: bool,
    /// What its rows refer to.
    pub references: Vec<Reference>,
}

/// Columns whose values stand in another table, or in this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Places here.
    pub here: Vec<usize>,
    /// Which table of the manifest, by place.
    pub table: usize,
    /// Places there.
    pub there: Vec<usize>,
}

/// The first thing in a manifest that cannot be.
#[derive(Debug)]
struct Flaw {
    entry: String,
    code: FindingCode,
}

type Parsed<T> = std::result::Result<T, Flaw>;

/// Returns what the manifest of the package in `folder` says, or what is wrong with it.
///
/// Errors: [`crate::base::error::Error::File`], where there is a manifest that cannot be read.
pub fn read(folder: &Path, practice: bool) -> Result<std::result::Result<Manifest, Finding>> {
    let name = folder_name(folder);
    let path = folder.join(MANIFEST);
    let Some(bytes) = bytes_of(&path)? else {
        return Ok(Err(Finding::of(&name, FindingCode::Manifest).in_column(MANIFEST)));
    };
    let parsed = parsed(&name, &bytes).and_then(|manifest| fit(manifest, practice));
    Ok(parsed.map_err(|flaw| Finding::of(&name, flaw.code).in_column(&flaw.entry)))
}

/// Returns how findings name a folder.
pub fn folder_name(folder: &Path) -> String {
    let last = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    last.unwrap_or_else(|| folder.display().to_string())
}

/// Returns the file's bytes; nothing where no file of that name lies there, or one that is no manifest by its length.
fn bytes_of(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() && found.len() <= MANIFEST_BYTES_MAX => {}
        Ok(_) => return Ok(None),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(files::failed("read", path, source)),
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|source| files::failed("open", path, source))?;
    file.take(MANIFEST_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(|source| files::failed("read", path, source))?;
    Ok((bytes.len() as u64 <= MANIFEST_BYTES_MAX).then_some(bytes))
}

fn parsed(folder: &str, bytes: &[u8]) -> Parsed<Manifest> {
    let value: Value = serde_json::from_slice(bytes).map_err(|_| flaw(MANIFEST))?;
    let schema = text(&value, "lobby:schema")?;
    // A column more raises the second number and is read; anything else raises the first.
    if schema.split('.').next() != SCHEMA_VERSION.split('.').next() {
        return Err(Flaw { entry: "lobby:schema".to_owned(), code: FindingCode::SchemaVersion });
    }
    let escapes = match value["lobby:escape"].as_str() {
        None => false,
        Some("apostrophe") => true,
        Some(_) => return Err(flaw("lobby:escape")),
    };
    let (period, previous) = (&value["lobby:period"], &value["lobby:previous"]);
    let hash = |value: &Value| value["hash"].as_str().and_then(|hash| hash.strip_prefix("sha256:")).map(str::to_owned);
    let version = text(&value, "version")?.parse().ok().filter(|version| *version > 0);
    let manifest = Manifest {
        folder: folder.to_owned(),
        sha256: hex(&Sha256::digest(bytes)),
        property: text(&value, "lobby:property")?,
        period: text(period, "name")?,
        first: if period["from"].is_null() { first_of_all() } else { day(period, "from")? },
        last: day(period, "to")?,
        version: version.ok_or_else(|| flaw("version"))?,
        sequence: value["lobby:sequence"].as_u64(),
        // One that is named without a hash is refused below.
        previous: if previous.is_null() { None } else { Some(hash(previous).unwrap_or_default()) },
        previous_name: previous["name"].as_str().map(|name| name.chars().take(PACKAGE_NAME_MAX).collect()),
        schema,
        mode: text(&value, "lobby:mode")?,
        currency: text(&value, "lobby:currency")?,
        hotel: hotel_name(&value, period),
        created: text(&value, "created")?,
        practice: value["practice"].as_bool().ok_or_else(|| flaw("practice"))?,
        reason: value["lobby:replaces"]["reason"].as_str().map(str::to_owned),
        points: held(&value["lobby:points"])?,
        time_zone: value["lobby:time_zone"].as_str().unwrap_or_default().to_owned(),
        group_mark: value["lobby:keys"]["group_key"].as_str().map(str::to_owned),
        programme: Some(&value["lobby:programme"]).filter(|rules| rules.is_object()).cloned(),
        tables: tables(&value, escapes)?,
    };
    shaped(&manifest)?;
    Ok(manifest)
}

/// A package of everything begins with no day.
fn first_of_all() -> BusinessDate {
    BusinessDate::new(chrono::NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default())
}

/// A title is the hotel's name and the period's.
fn hotel_name(value: &Value, period: &Value) -> String {
    let title = value["title"].as_str().unwrap_or_default();
    let name = title.strip_suffix(period["name"].as_str().unwrap_or_default()).unwrap_or(title);
    name.trim_end().replace('\0', "").chars().take(PACKAGE_NAME_MAX).collect()
}

/// Refuses what no hotel of ours could have written, before any of it names a file or stands in a table.
fn shaped(manifest: &Manifest) -> Parsed<()> {
    let code = &manifest.property;
    let is_code = (1..=PROPERTY_CODE_MAX).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let is_word = |text: &str| {
        (1..=32).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.+/".contains(&byte))
    };
    let is_hash = |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_instant = manifest.created.ends_with('Z') && chrono::DateTime::parse_from_rfc3339(&manifest.created).is_ok();
    let checks = [
        (is_code, "lobby:property"),
        (is_word(&manifest.period), "lobby:period"),
        (is_word(&manifest.mode), "lobby:mode"),
        (is_word(&manifest.currency), "lobby:currency"),
        (manifest.first <= manifest.last, "lobby:period"),
        (is_instant, "created"),
        (manifest.previous.as_deref().is_none_or(is_hash), "lobby:previous"),
    ];
    checks.into_iter().find(|(holds, _)| !holds).map_or(Ok(()), |(_, entry)| Err(flaw(entry)))
}

/// Refuses a practice hotel's package unless it is asked for, and one that is practice by half.
fn fit(manifest: Manifest, practice: bool) -> Parsed<Manifest> {
    let clear = manifest.practice == (manifest.property == PRACTICE);
    if clear && (practice || !manifest.practice) {
        return Ok(manifest);
    }
    Err(Flaw { entry: "practice".to_owned(), code: FindingCode::Practice })
}

fn held(value: &Value) -> Parsed<Option<Held>> {
    if value.is_null() {
        return Ok(None);
    }
    let sum = |name: &str| value[name].as_i64().ok_or_else(|| flaw(&format!("lobby:points.{name}")));
    Ok(Some(Held {
        opening: sum("opening")?,
        earned: sum("earned")?,
        redeemed: sum("redeemed")?,
        expired: sum("expired")?,
        reversed: sum("reversed")?,
        closing: sum("closing")?,
    }))
}

fn tables(value: &Value, escapes: bool) -> Parsed<Vec<Table>> {
    let resources = list(&value["resources"], "resources", TABLES_MAX)?;
    let mut tables: Vec<Table> = Vec::with_capacity(resources.len());
    for resource in resources {
        let table = table(resource, escapes)?;
        if tables.iter().any(|other| other.name == table.name) {
            return Err(flaw(table.name.as_str()));
        }
        tables.push(table);
    }
    for (place, resource) in resources.iter().enumerate() {
        tables[place].references = references(resource, place, &tables)?;
    }
    Ok(tables)
}

fn table(resource: &Value, escapes: bool) -> Parsed<Table> {
    let name = resource["name"].as_str().and_then(Name::of_table).ok_or_else(|| flaw("resources.name"))?;
    let entry = |part: &str| format!("{name}.{part}");
    let described = list(&resource["schema"]["fields"], &entry("schema.fields"), FIELDS_MAX)?;
    let mut fields = described.iter().map(|described| field(described, &name, escapes)).collect::<Parsed<Vec<Field>>>()?;
    let twice = fields.iter().enumerate().any(|(place, field)| fields[..place].iter().any(|other| other.name == field.name));
    let begins =
        fields.first().is_some_and(|first| first.name.as_str() == PROPERTY && first.kind == FieldKind::Text && first.required);
    if twice || !begins {
        return Err(flaw(&entry("schema.fields")));
    }
    // The file stands beside the manifest, under the table's own name: no path of somebody else's making is opened.
    let file = format!("{name}.csv");
    let plain = resource["path"].as_str() == Some(&file)
        && resource["dialect"]["delimiter"].as_str().is_none_or(|delimiter| delimiter == ",")
        && resource["encoding"].as_str().is_none_or(|encoding| encoding == "utf-8");
    let hash = resource["hash"].as_str().and_then(|hash| hash.strip_prefix("sha256:")).filter(|hash| hash.len() == 64);
    let count = |part: &str| resource[part].as_u64().ok_or_else(|| flaw(&entry(part)));
    let rows = count("rows")?;
    if !plain || rows > ROWS_MAX {
        return Err(flaw(&entry(if plain { "rows" } else { "path" })));
    }
    let key = places(&resource["schema"]["primaryKey"], &fields).filter(|key| !key.is_empty());
    let key = key.ok_or_else(|| flaw(&entry("schema.primaryKey")))?;
    key.iter().for_each(|place| fields[*place].required = true);
    Ok(Table {
        file,
        bytes: count("bytes")?,
        sha256: hash.ok_or_else(|| flaw(&entry("hash")))?.to_ascii_lowercase(),
        rows,
        totals: totals(&resource["lobby:totals"], &fields).ok_or_else(|| flaw(&entry("lobby:totals")))?,
        key,
        whole_of_days: resource["lobby:whole"] == "days",
        references: Vec::new(),
        fields,
        name,
    })
}

fn field(described: &Value, table: &Name, escapes: bool) -> Parsed<Field> {
    let name = name(&described["name"], &format!("{table}.schema.fields.name"))?;
    let entry = format!("{table}.{name}");
    let kind = match described["type"].as_str() {
        Some("string") => FieldKind::Text,
        Some("integer") => FieldKind::Integer,
        Some("number") => FieldKind::Number,
        Some("date") => FieldKind::Date,
        Some("datetime") => FieldKind::Instant,
        Some("boolean") => FieldKind::Truth,
        _ => return Err(flaw(&entry)),
    };
    let constraints = &described["constraints"];
    let words = constraints["enum"].as_array().map(|words| words.iter().map(|word| word.as_str().map(str::to_owned)).collect());
    let words = match words {
        Some(None) => return Err(flaw(&entry)),
        Some(words) => words,
        None => None,
    };
    Ok(Field {
        kind,
        required: constraints["required"].as_bool().unwrap_or_default(),
        words,
        pattern: pattern(&constraints["pattern"]).ok_or_else(|| flaw(&entry))?,
        least: bound(&constraints["minimum"]).ok_or_else(|| flaw(&entry))?,
        most: bound(&constraints["maximum"]).ok_or_else(|| flaw(&entry))?,
        longest: constraints["maxLength"].as_u64().and_then(|longest| usize::try_from(longest).ok()),
        escaped: escapes && described["lobby:free_text"].as_bool().unwrap_or_default(),
        name,
    })
}

/// Returns the pattern compiled; `Some(None)` where there is none, `None` where it is no pattern of ours. Its cost is bounded:
/// the engine knows no backtracking.
fn pattern(value: &Value) -> Option<Option<regex::Regex>> {
    match value {
        Value::Null => Some(None),
        Value::String(text) => RegexBuilder::new(text).size_limit(PATTERN_BYTES_MAX).build().ok().map(Some),
        _ => None,
    }
}

/// Returns a bound in units of 10⁻⁴; `Some(None)` where there is none.
fn bound(value: &Value) -> Option<Option<i128>> {
    match value {
        Value::Null => Some(None),
        Value::Number(number) => fields::total(&number.to_string()).map(Some),
        Value::String(text) => fields::total(text).map(Some),
        _ => None,
    }
}

fn totals(value: &Value, fields: &[Field]) -> Option<Vec<(usize, i128)>> {
    let Some(given) = value.as_object() else { return value.is_null().then(Vec::new) };
    let total = |(name, sum): (&String, &Value)| {
        let place = fields.iter().position(|field| field.name.as_str() == name)?;
        matches!(fields[place].kind, FieldKind::Integer | FieldKind::Number).then_some(())?;
        Some((place, fields::total(&sum.as_str().map_or_else(|| sum.to_string(), str::to_owned))?))
    };
    given.iter().map(total).collect()
}

/// Returns the places of the columns that a list of names, or one name, gives.
fn places(value: &Value, fields: &[Field]) -> Option<Vec<usize>> {
    let place = |name: &Value| fields.iter().position(|field| Some(field.name.as_str()) == name.as_str());
    match value {
        Value::Array(names) => names.iter().map(place).collect(),
        one => place(one).map(|place| vec![place]),
    }
}

fn references(resource: &Value, own: usize, tables: &[Table]) -> Parsed<Vec<Reference>> {
    let given = match &resource["schema"]["foreignKeys"] {
        Value::Null => return Ok(Vec::new()),
        given => list(given, "foreignKeys", FIELDS_MAX)?,
    };
    let reference = |key: &Value| {
        let name = key["reference"]["resource"].as_str()?;
        let table = if name.is_empty() { own } else { tables.iter().position(|table| table.name.as_str() == name)? };
        let here = places(&key["fields"], &tables[own].fields)?;
        let there = places(&key["reference"]["fields"], &tables[table].fields)?;
        (!here.is_empty() && here.len() == there.len()).then_some(Reference { here, table, there })
    };
    given.iter().map(|key| reference(key).ok_or_else(|| flaw(&format!("{}.schema.foreignKeys", tables[own].name)))).collect()
}

fn name(value: &Value, entry: &str) -> Parsed<Name> {
    value.as_str().and_then(Name::of).ok_or_else(|| flaw(entry))
}

fn list<'v>(value: &'v Value, entry: &str, most: usize) -> Parsed<&'v [Value]> {
    value.as_array().filter(|list| list.len() <= most).map(Vec::as_slice).ok_or_else(|| flaw(entry))
}

fn text(value: &Value, entry: &str) -> Parsed<String> {
    value[entry].as_str().map(str::to_owned).ok_or_else(|| flaw(entry))
}

fn day(value: &Value, entry: &str) -> Parsed<BusinessDate> {
    value[entry].as_str().filter(|text| text.len() == 10).and_then(|text| text.parse().ok()).ok_or_else(|| flaw(entry))
}

fn flaw(entry: &str) -> Flaw {
    Flaw { entry: entry.to_owned(), code: FindingCode::Manifest }
}
