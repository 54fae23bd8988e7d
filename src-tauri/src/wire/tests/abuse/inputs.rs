//! What a page that is somebody else's could send: the right shape with hostile values, records that there are, and no shape at all.

use std::{collections::BTreeMap, path::Path};

use serde_json::{Map, Value, json};

use super::{
    chance::Chance,
    shapes::{Command, Shape, Shapes},
};

/// Values kept of each type that a command answered.
const KEPT_OF_A_TYPE: usize = 64;
/// How deep a value may be before it ends.
const DEEP: usize = 12;

/// Strings that hurt somebody somewhere.
const HOSTILE: &[&str] = &[
    "",
    " ",
    "\0",
    "a\0b",
    "王伟",
    "5",
    "-1",
    "null",
    "true",
    "[object Object]",
    "__proto__",
    "'; DROP TABLE guests; --",
    "\" OR \"\"=\"",
    "1; ATTACH DATABASE 'x' AS y",
    "%_%",
    "*",
    "NEAR(a b)",
    "name:王*",
    "\"",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "<script>alert(1)</script>",
    "=1+1",
    "../../planted",
    "..\\..\\planted",
    "/dev/null",
    "CON",
    "%s%n",
    "\u{202e}dlo",
    "\u{feff}",
    "𠮷",
    "2026-11-22",
    "2026-02-30",
    "-9999-01-01",
    "262143-12-31",
    "9999999999999999999999",
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "13800138000",
    "4111111111111111",
    "2580",
    "SELECT mac FROM history",
];

const NUMBERS: &[f64] = &[
    0.0,
    1.0,
    -1.0,
    2.0,
    100.0,
    5_000.0,
    0.5,
    -0.0,
    255.0,
    256.0,
    65_536.0,
    2_147_483_648.0,
    4_294_967_296.0,
    9_007_199_254_740_992.0,
    -9_007_199_254_740_992.0,
    9.3e18,
    1e300,
    1_763_800_000_000.0,
];

/// Names of fields that say where something lies: the harness gives them places of its own, so that it harms no machine.
const PLACES: &[&str] = &["path", "folder", "place", "file", "paths", "files", "from", "to", "backup", "set"];

/// Makes inputs, out of the shapes of the commands and of what they answered before.
pub(super) struct Inputs<'s> {
    shapes: &'s Shapes,
    chance: Chance,
    places: Vec<String>,
    seen: BTreeMap<String, Vec<Value>>,
    keys: usize,
}

impl<'s> Inputs<'s> {
    /// Returns a maker whose places all lie in `sandbox`.
    pub(super) fn new(shapes: &'s Shapes, chance: Chance, sandbox: &Path) -> Self {
        let inside = |name: &str| sandbox.join(name).display().to_string();
        let mut places: Vec<String> = ["", "absent/deep", "empty", "a.csv", "a.lobby", "a\0b"].map(inside).to_vec();
        places.extend(["", ".", "../planted", "\0", "-", "/dev/null", "/dev/null/x", "C:\\x", "\\\\x\\y"].map(str::to_owned));
        Self { shapes, chance, places, seen: BTreeMap::new(), keys: 0 }
    }

    pub(super) fn chance(&mut self) -> &mut Chance {
        &mut self.chance
    }

    /// Returns what has the shape that `command` takes.
    pub(super) fn shaped(&mut self, command: &Command) -> Value {
        let takes = command.takes.iter();
        Value::Object(takes.map(|(key, shape)| (key.clone(), self.value(shape, key, 0))).collect())
    }

    /// Returns what has it not: `shaped`, broken somewhere, or something else altogether.
    pub(super) fn broken(&mut self, command: &Command) -> Value {
        let mut value = self.shaped(command);
        if self.chance.happens(10) {
            return self.junk();
        }
        for _ in 0..=self.chance.below(3) {
            self.break_one(&mut value);
        }
        value
    }

    fn break_one(&mut self, value: &mut Value) {
        let go_deeper = self.chance.happens(70);
        match value {
            Value::Object(fields) if !fields.is_empty() => {
                let at = self.chance.place(fields.len());
                let name = fields.keys().nth(at).cloned().unwrap_or_default();
                match fields.get_mut(&name) {
                    Some(inner) if go_deeper => self.break_one(inner),
                    _ => self.break_field(fields, &name),
                }
            }
            Value::Array(many) if !many.is_empty() && go_deeper => {
                let at = self.chance.place(many.len());
                self.break_one(&mut many[at]);
            }
            other => *other = self.junk(),
        }
    }

    fn break_field(&mut self, fields: &mut Map<String, Value>, name: &str) {
        let taken = fields.remove(name).unwrap_or_default();
        match self.chance.below(4) {
            0 => {}
            1 => drop(fields.insert(name.to_uppercase(), taken)),
            2 => drop(fields.insert(name.to_owned(), json!([taken]))),
            _ => drop(fields.insert(name.to_owned(), self.junk())),
        }
    }

    fn junk(&mut self) -> Value {
        match self.chance.below(9) {
            0 => Value::Null,
            1 => Value::Bool(true),
            2 => json!(*self.chance.one(NUMBERS)),
            3 => json!(i64::MIN),
            4 => json!(u64::MAX),
            5 => json!(*self.chance.one(HOSTILE)),
            6 => json!([[], {}, [null]]),
            7 => (0..90).fold(json!({}), |inner, _| json!({ "__proto__": inner })),
            _ => json!({ "constructor": { "prototype": 1 }, "": "" }),
        }
    }

    fn value(&mut self, shape: &Shape, name: &str, deep: usize) -> Value {
        match shape {
            Shape::Text => json!(self.text(name)),
            Shape::Number => self.number(),
            Shape::Flag => Value::Bool(self.chance.happens(50)),
            Shape::Null => Value::Null,
            Shape::Word(word) => json!(word),
            Shape::List(_) | Shape::Map(_) if deep > DEEP => json!([]),
            Shape::List(inner) => {
                let long = if self.chance.happens(2) { 300 } else { self.chance.place(4) };
                Value::Array((0..long).map(|_| self.value(inner, name, deep + 1)).collect())
            }
            Shape::Row(row) => Value::Array(row.iter().map(|shape| self.value(shape, name, deep + 1)).collect()),
            Shape::Map(inner) => json!({ self.text(name): self.value(inner, name, deep + 1) }),
            Shape::Object(fields) => {
                Value::Object(fields.iter().map(|(name, shape)| (name.clone(), self.value(shape, name, deep + 1))).collect())
            }
            Shape::Either(shapes) => {
                let last = deep > DEEP && shapes.iter().any(|shape| matches!(shape, Shape::Null));
                let one = self.chance.one(shapes);
                if last { Value::Null } else { self.value(one, name, deep + 1) }
            }
            Shape::Both(shapes) => {
                let mut whole = Map::new();
                for shape in shapes {
                    if let Value::Object(fields) = self.value(shape, name, deep + 1) {
                        whole.extend(fields);
                    }
                }
                Value::Object(whole)
            }
            Shape::Named(of, given) => self.named(of, given, name, deep),
        }
    }

    fn named(&mut self, of: &str, given: &[Shape], name: &str, deep: usize) -> Value {
        match of {
            "Channel" => return json!(format!("__CHANNEL__:{}", self.chance.below(1_000))),
            "RequestKey" => return json!(self.key()),
            "BusinessDate" if self.chance.happens(70) => return json!(self.day()),
            _ => {}
        }
        if let Some(seen) = self.seen.get(of)
            && self.chance.happens(75)
        {
            return self.chance.one(seen).clone();
        }
        match self.shapes.of(of, given) {
            Some(Shape::Both(_) | Shape::Text) if of.ends_with("Id") => json!(self.unknown_id()),
            Some(shape) => self.value(&shape, name, deep + 1),
            None => panic!("the bindings name no type {of}"),
        }
    }

    fn key(&mut self) -> String {
        self.keys += 1;
        match self.chance.below(20) {
            0 => "abuse-1".to_owned(),
            1 => "../../planted".to_owned(),
            2 => "x".repeat(81),
            3 => (*self.chance.one(HOSTILE)).to_owned(),
            _ => format!("abuse-{}", self.keys),
        }
    }

    fn day(&mut self) -> String {
        format!("20{:02}-{:02}-{:02}", 20 + self.chance.below(8), 1 + self.chance.below(12), 1 + self.chance.below(28))
    }

    fn unknown_id(&mut self) -> String {
        let (high, low) = (self.chance.number(), self.chance.number());
        let hex = format!("{high:016x}{low:016x}");
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }

    fn text(&mut self, name: &str) -> String {
        if PLACES.contains(&name) {
            return self.chance.one(&self.places).clone();
        }
        match self.chance.below(20) {
            0 => "长".repeat(30_000),
            1..=6 => "说明".to_owned(),
            7 => self.day(),
            8 => format!("20{:02}-{:02}", 20 + self.chance.below(8), 1 + self.chance.below(12)),
            _ => (*self.chance.one(HOSTILE)).to_owned(),
        }
    }

    fn number(&mut self) -> Value {
        let number = if self.chance.happens(50) { self.chance.below(40) as f64 } else { *self.chance.one(NUMBERS) };
        // The wire writes a whole number without a point.
        if number.fract() == 0.0 && number.abs() < 9.1e15 { json!(number as i64) } else { json!(number) }
    }

    /// Remembers the values of every named type in an answer: ids that there are, periods, codes.
    pub(super) fn learn(&mut self, shape: &Shape, value: &Value) {
        match (shape, value) {
            (Shape::Named(of, given), _) => {
                if let Some(inner) = self.shapes.of(of, given) {
                    let plain = !value.is_null() && !value.is_object() && !value.is_array();
                    if plain && !matches!(of.as_str(), "RequestKey" | "Instant") {
                        self.keep(of, value);
                    }
                    self.learn(&inner, value);
                }
            }
            (Shape::List(inner), Value::Array(many)) => many.iter().for_each(|value| self.learn(inner, value)),
            (Shape::Map(inner), Value::Object(fields)) => fields.values().for_each(|value| self.learn(inner, value)),
            (Shape::Row(shapes), Value::Array(many)) => {
                shapes.iter().zip(many).for_each(|(shape, value)| self.learn(shape, value));
            }
            (Shape::Object(shapes), Value::Object(fields)) => {
                for (name, shape) in shapes {
                    if let Some(value) = fields.get(name) {
                        self.learn(shape, value);
                    }
                }
            }
            (Shape::Either(shapes) | Shape::Both(shapes), _) => shapes.iter().for_each(|shape| self.learn(shape, value)),
            _ => {}
        }
    }

    fn keep(&mut self, of: &str, value: &Value) {
        let seen = self.seen.entry(of.to_owned()).or_default();
        if !seen.contains(value) {
            if seen.len() < KEPT_OF_A_TYPE {
                seen.push(value.clone());
            } else {
                let at = self.chance.place(KEPT_OF_A_TYPE);
                seen[at] = value.clone();
            }
        }
    }
}
