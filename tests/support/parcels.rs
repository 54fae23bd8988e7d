//! Packages of hotels that do not exist, any number of them, made from the schema of the golden package: what the real exporter
//! writes decides which tables and columns there are. Rows follow from hotel, month and seed alone.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::chance::Chance;

/// Sums are kept in this many parts of a unit.
const UNIT: i128 = 10_000;

/// What one package shall be.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// The hotel's code.
    pub property: String,
    /// First of the month is day 1 of it.
    pub month: (i32, u32),
    /// Which version of the month.
    pub version: u32,
    /// The hotel's how manieth package.
    pub sequence: u64,
    /// The package before.
    pub previous: Option<Posted>,
    /// Points that members held before.
    pub opening: i64,
    /// Guests who stay in the month.
    pub guests: u32,
    /// Moves the rows.
    pub seed: u64,
}

/// A package that was written.
#[derive(Debug, Clone)]
pub struct Posted {
    /// Where it lies.
    pub folder: PathBuf,
    /// Hash of its manifest.
    pub sha256: String,
    /// Points that members hold after it.
    pub closing: i64,
}

type Row = BTreeMap<&'static str, String>;

/// The manifest that the real exporter writes, as the tests hold it.
pub fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/package/datapackage.json");
    serde_json::from_str(&fs::read_to_string(path).expect("the golden manifest")).expect("it is JSON")
}

/// Writes the packages of a hotel's months, one after the other, from `first` on; returns them in that order.
pub fn months(to: &Path, property: &str, first: (i32, u32), count: u32, guests: u32) -> Vec<Posted> {
    let schema = schema();
    let mut posted: Vec<Posted> = Vec::new();
    for number in 0..count {
        let (year, month) = (first.0 + ((first.1 - 1 + number) / 12).cast_signed(), (first.1 - 1 + number) % 12 + 1);
        let parcel = Parcel {
            property: property.to_owned(),
            month: (year, month),
            version: 1,
            sequence: u64::from(number) + 1,
            previous: posted.last().cloned(),
            opening: posted.last().map_or(0, |before| before.closing),
            guests,
            seed: u64::from(number),
        };
        posted.push(parcel.write(to, &schema));
    }
    posted
}

impl Posted {
    fn named(&self, sequence: u64) -> Value {
        let folder = self.folder.file_name().expect("a name").to_string_lossy();
        json!({ "name": folder, "sequence": sequence, "hash": format!("sha256:{}", self.sha256) })
    }
}

impl Parcel {
    /// Returns the month as packages name it.
    pub fn period(&self) -> String {
        format!("{:04}-{:02}", self.month.0, self.month.1)
    }

    /// Writes the package into a folder of its own in `to`.
    pub fn write(&self, to: &Path, schema: &Value) -> Posted {
        let rows = self.rows();
        let moved: i64 = rows["points"].iter().map(|row| row["points"].parse::<i64>().expect("points")).sum();
        let folder = to.join(format!("{}-{}-v{}", self.property, self.period(), self.version));
        fs::create_dir_all(&folder).expect("the package's folder");
        let mut manifest = self.head(schema, &rows["points"], moved);
        for resource in manifest["resources"].as_array_mut().expect("resources") {
            let name = resource["name"].as_str().expect("a name").to_owned();
            let none = Vec::new();
            self.table(&folder, resource, rows.get(name.as_str()).unwrap_or(&none));
        }
        let sha256 = sign(&folder, &manifest);
        Posted { folder, sha256, closing: self.opening + moved }
    }

    fn head(&self, schema: &Value, postings: &[Row], moved: i64) -> Value {
        let (year, month) = self.month;
        let first = chrono::NaiveDate::from_ymd_opt(year, month, 1).expect("a month");
        let last = first.checked_add_months(chrono::Months::new(1)).and_then(|next| next.pred_opt()).expect("a month's end");
        let sum = |code: &str| -> i64 {
            postings.iter().filter(|row| row["code"] == code).map(|row| row["points"].parse::<i64>().expect("points")).sum()
        };
        let mut manifest = schema.clone();
        let said = [
            ("name", json!(format!("{}-{}-v{}", self.property.to_lowercase(), self.period(), self.version))),
            ("title", json!(format!("{} {}", self.property, self.period()))),
            ("version", json!(self.version.to_string())),
            ("created", json!(format!("{last}T16:00:{:02}Z", self.version))),
            ("practice", json!(self.property == "PRACTICE")),
            ("lobby:property", json!(self.property)),
            (
                "lobby:period",
                json!({ "name": self.period(), "kind": "month", "from": first.to_string(), "to": last.to_string() }),
            ),
            ("lobby:sequence", json!(self.sequence)),
            ("lobby:version", json!(self.version)),
            ("lobby:mode", json!(if self.version > 1 { "upsert" } else { "append" })),
            ("lobby:previous", self.previous.as_ref().map_or(Value::Null, |before| before.named(self.sequence - 1))),
            ("lobby:replaces", if self.version > 1 { json!({ "reason": "a stay was entered late" }) } else { Value::Null }),
            (
                "lobby:points",
                json!({
                    "opening": self.opening, "earned": sum("earn"), "redeemed": -sum("redeem"), "expired": -sum("expire"),
                    "reversed": 0, "closing": self.opening + moved,
                }),
            ),
        ];
        said.into_iter().for_each(|(name, value)| manifest[name] = value);
        manifest
    }

    fn table(&self, folder: &Path, resource: &mut Value, rows: &[Row]) {
        let fields = resource["schema"]["fields"].as_array_mut().expect("fields");
        fields[0]["constraints"]["enum"] = json!([self.property]);
        let fields = fields.clone();
        let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().expect("a name")).collect();
        let mut text = names.join(",") + "\n";
        let mut sums: BTreeMap<&str, i128> = BTreeMap::new();
        for row in rows {
            for (place, field) in fields.iter().enumerate() {
                let value = match names[place] {
                    "property_code" => self.property.clone(),
                    name => row.get(name).cloned().unwrap_or_else(|| default(field)),
                };
                *sums.entry(names[place]).or_default() += in_parts(&value);
                let quotes = value.contains([',', '"', '\n', '\r']);
                let written = if quotes { format!("\"{}\"", value.replace('"', "\"\"")) } else { value };
                write!(text, "{}{written}", if place == 0 { "" } else { "," }).expect("a String takes everything");
            }
            text.push('\n');
        }
        fs::write(folder.join(resource["path"].as_str().expect("a path")), &text).expect("a table");
        resource["rows"] = json!(rows.len());
        let totals = resource["lobby:totals"].as_object().cloned().unwrap_or_default();
        let summed = totals.keys().map(|name| (name.clone(), json!(plain(sums.get(name.as_str()).copied().unwrap_or_default()))));
        resource["lobby:totals"] = Value::Object(summed.collect::<Map<String, Value>>());
    }

    fn thrown(&self, what: u64) -> Chance {
        let code = self.property.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(131).wrapping_add(u64::from(byte)));
        Chance::of(code ^ self.seed.wrapping_mul(0x5851_f42d_4c95_7f2d) ^ (what << 56))
    }

    /// The nth guest of the hotel; a third of each month's guests were there before.
    fn guest(&self, number: u32) -> u32 {
        let fresh = u32::try_from(self.seed).expect("a small seed") * self.guests;
        if number.is_multiple_of(3) { number } else { fresh + number }
    }

    fn guest_key(&self, guest: u32) -> String {
        let digest = Sha256::digest(format!("{}/{guest}", self.property));
        format!("g{}", digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>())
    }

    fn date(&self, day: u64) -> String {
        format!("{}-{day:02}", self.period())
    }

    fn rows(&self) -> BTreeMap<&'static str, Vec<Row>> {
        let mut rows: BTreeMap<&'static str, Vec<Row>> = BTreeMap::from([("points", Vec::new())]);
        let mut thrown = self.thrown(1);
        for number in 0..self.guests {
            let guest = self.guest(number);
            let shared = guest.is_multiple_of(2);
            let shows = |text: String| if shared { text } else { String::new() };
            // One in fifty of those who agreed is known in every hotel.
            let matched = if shared && guest.is_multiple_of(50) { format!("m{guest:032x}") } else { String::new() };
            let trap = ["'=1+1", "王, \"老\"\n板", "𠮷野", "O'Brien", "Müller"][usize::try_from(guest % 5).expect("small")];
            rows.entry("guests").or_default().push(Row::from([
                ("guest_key", self.guest_key(guest)),
                ("group_key", matched),
                ("shared", shared.to_string()),
                ("name", shows(format!("{trap} {guest}"))),
                ("country", ["CN", "JP", "DE", ""][usize::try_from(guest % 4).expect("small")].to_owned()),
            ]));
            self.one_stay(number, guest, &mut thrown, &mut rows);
        }
        rows
    }

    fn one_stay(&self, number: u32, guest: u32, thrown: &mut Chance, rows: &mut BTreeMap<&'static str, Vec<Row>>) {
        let (arrival, nights) = (1 + thrown.below(20), 1 + thrown.below(6));
        let id = u128::from(self.seed) << 64 | u128::from(number) | u128::from(self.version) << 96;
        let id = format!("{id:032x}");
        let id = format!("{}-{}-{}-{}-{}", &id[..8], &id[8..12], &id[12..16], &id[16..20], &id[20..]);
        let revenue = 30_000 + i64::try_from(thrown.below(90_000)).expect("small");
        rows.entry("stays").or_default().push(Row::from([
            ("stay_id", id),
            ("guest_key", self.guest_key(guest)),
            ("state", "departed".to_owned()),
            ("arrival", self.date(arrival)),
            ("departure", self.date(arrival + nights)),
            ("nights", nights.to_string()),
            ("adults", "2".to_owned()),
            ("room_revenue", plain(i128::from(revenue) * 100)),
            ("food_revenue", plain(i128::from(revenue / 7) * 100)),
            ("other_revenue", "0.00".to_owned()),
            ("channel", ["携程", "=cmd", "官网"][usize::try_from(guest % 3).expect("small")].replace("=cmd", "'=cmd")),
        ]));
        if guest.is_multiple_of(4) {
            self.member(number, guest, revenue / 100, rows);
        }
        if thrown.below(12) == 0 {
            self.complaint(number, guest, &self.date(arrival), thrown, rows);
        }
    }

    fn member(&self, number: u32, guest: u32, earned: i64, rows: &mut BTreeMap<&'static str, Vec<Row>>) {
        let redeemed = if number.is_multiple_of(5) { earned / 2 } else { 0 };
        rows.entry("members").or_default().push(Row::from([
            ("guest_key", self.guest_key(guest)),
            ("member_no", format!("{guest:08}")),
            ("tier", ["base", "silver", "gold", "platinum"][usize::try_from(guest / 4 % 4).expect("small")].to_owned()),
            ("tier_since", self.date(1)),
            ("enrolled_on", self.date(1)),
            ("balance", (earned - redeemed).to_string()),
        ]));
        for (place, code, points) in [(0, "earn", earned), (1, "redeem", -redeemed)] {
            if points != 0 {
                let entry = (self.seed * u64::from(self.guests) + u64::from(number)) * 2 + place + 1;
                rows.entry("points").or_default().push(Row::from([
                    ("entry_no", entry.to_string()),
                    ("guest_key", self.guest_key(guest)),
                    ("business_date", self.date(28)),
                    ("code", code.to_owned()),
                    ("points", points.to_string()),
                    ("source", "stay".to_owned()),
                ]));
            }
        }
    }

    fn complaint(&self, number: u32, guest: u32, day: &str, thrown: &mut Chance, rows: &mut BTreeMap<&'static str, Vec<Row>>) {
        let ticket = format!("TS-{}-A{number:02}", day.replace('-', ""));
        let amount = i128::from(thrown.below(500)) * 100 * 100;
        let at = format!("{day}T06:05:00Z");
        let cause = ["", "quality", "attitude"][thrown.place(3)];
        rows.entry("complaints").or_default().push(Row::from([
            ("ticket_no", ticket.clone()),
            ("guest_key", self.guest_key(guest)),
            ("business_date", day.to_owned()),
            ("opened_at", at.clone()),
            ("problem", ["water_leak", "neighbour_noise"][usize::try_from(number % 2).expect("small")].to_owned()),
            ("cause", cause.to_owned()),
            ("compensation", plain(amount)),
            ("compensation_points", "500".to_owned()),
            ("words", "漏水，\"床\"湿了\n'还有\\.\n\\N 与 \t 制表".to_owned()),
        ]));
        rows.entry("compensation").or_default().push(Row::from([
            (
                "compensation_id",
                format!("{:08x}-0000-7000-8000-{:012x}", self.seed, u64::from(self.version) << 32 | u64::from(number)),
            ),
            ("ticket_no", ticket.clone()),
            ("business_date", day.to_owned()),
            ("amount", plain(amount)),
            ("points", "500".to_owned()),
        ]));
        for step in 1..=3 {
            rows.entry("complaint_steps").or_default().push(Row::from([
                ("ticket_no", ticket.clone()),
                ("step", step.to_string()),
                ("version", "1".to_owned()),
                ("recorded_at", at.clone()),
            ]));
        }
    }
}

/// Writes the manifest again with the lengths and hashes that its tables have now; returns its own hash.
pub fn sign(folder: &Path, manifest: &Value) -> String {
    let mut manifest = manifest.clone();
    for resource in manifest["resources"].as_array_mut().expect("resources") {
        let bytes = fs::read(folder.join(resource["path"].as_str().expect("a path"))).expect("a table");
        resource["bytes"] = json!(bytes.len());
        resource["hash"] = json!(format!("sha256:{}", hex(&bytes)));
    }
    let text = serde_json::to_string_pretty(&manifest).expect("JSON") + "\n";
    fs::write(folder.join("datapackage.json"), &text).expect("the manifest");
    hex(text.as_bytes())
}

/// Returns what a package's manifest says.
pub fn manifest(folder: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.join("datapackage.json")).expect("the manifest")).expect("it is JSON")
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a column holds that the parcel does not speak of.
fn default(field: &Value) -> String {
    let constraints = &field["constraints"];
    if constraints["required"] != json!(true) {
        return String::new();
    }
    if let Some(word) = constraints["enum"][0].as_str() {
        return word.to_owned();
    }
    match field["type"].as_str() {
        Some("date") => "2026-01-01".to_owned(),
        Some("datetime") => "2026-01-01T00:00:00Z".to_owned(),
        Some("boolean") => "false".to_owned(),
        Some("integer" | "number") => constraints["minimum"].as_i64().unwrap_or_default().max(0).to_string(),
        _ => "x".to_owned(),
    }
}

fn in_parts(text: &str) -> i128 {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let Ok(whole) = whole.parse::<i128>() else { return 0 };
    let part: i128 = format!("{part:0<4}").parse().unwrap_or_default();
    (whole * UNIT + part) * if negative { -1 } else { 1 }
}

fn plain(parts: i128) -> String {
    let (sign, size) = (if parts < 0 { "-" } else { "" }, parts.unsigned_abs());
    format!("{sign}{}.{:02}", size / UNIT.unsigned_abs(), size % UNIT.unsigned_abs() / 100)
}
