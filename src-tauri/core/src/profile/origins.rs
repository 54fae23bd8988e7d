//! Where each field of a guest's data comes from: who wrote it, how and when, read off the history and the imports.

use serde::Serialize;
use serde_json::{Map, Value};

use super::rows;
use crate::{
    base::{error::Result, ids::GuestId, time::Instant},
    db::{Db, merged},
    guests,
};

/// Where a field's present value comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct FieldOrigin {
    /// The field's name.
    pub field: String,
    /// The operation's word for what people did; the source's name for what a file brought.
    pub way: String,
    /// Who: a colleague's name, or who ran the import.
    pub by: String,
    /// When.
    pub at_ms: Instant,
}

/// One change of the record, oldest first; an import keeps what was before, the history also what came after.
#[derive(Debug)]
pub struct Step {
    pub at_ms: Instant,
    pub by: String,
    pub way: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// Returns the origin of each field that has a value, in the order of the fields' names; a field of which no trace is left
/// (its images were erased) is not among them.
///
/// Errors: [`crate::base::error::Common::NotFound`].
pub fn of_guest(db: &Db, guest: GuestId) -> Result<Vec<FieldOrigin>> {
    let guest = merged::current(db, guest)?;
    let now = serde_json::to_value(guests::get(db, guest)?).ok().and_then(object).unwrap_or_default();
    Ok(origins(&rows::origin_steps(db, guest)?, &now))
}

/// Returns the last step that gave each field the value it has now.
fn origins(steps: &[Step], now: &Map<String, Value>) -> Vec<FieldOrigin> {
    let mut found: Vec<FieldOrigin> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let before = parsed(step.before.as_deref());
        // What an import left is what the next step found, or what stands now.
        let next = steps.get(at + 1).and_then(|next| next.before.as_deref());
        let after = match (step.after.as_deref(), next) {
            (Some(after), _) => parsed(Some(after)),
            (None, Some(next)) => parsed(Some(next)),
            (None, None) => now.clone(),
        };
        for (field, value) in after.iter().filter(|(field, value)| told(field) && before.get(*field) != Some(*value)) {
            found.retain(|one| one.field != *field);
            if !is_empty(value) {
                let origin = FieldOrigin { field: field.clone(), way: step.way.clone(), by: step.by.clone(), at_ms: step.at_ms };
                found.push(origin);
            }
        }
    }
    found.retain(|one| now.get(&one.field).is_some_and(|value| !is_empty(value)));
    found.sort_by(|one, other| one.field.cmp(&other.field));
    found
}

/// What the record is and when it changed says nothing of where a value comes from.
fn told(field: &str) -> bool {
    !matches!(field, "id" | "updated_at_ms" | "source" | "profile" | "document_hash")
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(set) => !set,
        Value::String(text) => text.is_empty() || text == "none",
        _ => false,
    }
}

fn parsed(image: Option<&str>) -> Map<String, Value> {
    image.and_then(|image| serde_json::from_str(image).ok()).and_then(object).unwrap_or_default()
}

/// Returns the guest's own data of an image: an import keeps it under `guest`.
fn object(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(mut map) => match map.remove("guest") {
            Some(Value::Object(inner)) => Some(inner),
            _ => Some(map),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(at: i64, way: &str, before: Option<&str>, after: Option<&str>) -> Step {
        let text = |image: &str| image.to_owned();
        Step {
            at_ms: Instant::from_ms(at),
            by: "林".to_owned(),
            way: way.to_owned(),
            before: before.map(text),
            after: after.map(text),
        }
    }

    #[test]
    fn each_field_comes_from_the_last_step_that_changed_it() {
        let (first, second, third) =
            (r#"{"name":"王","company":""}"#, r#"{"name":"王","company":"望江"}"#, r#"{"name":"王建国","company":"望江"}"#);
        let steps = [
            step(1, "add_guest", None, Some(first)),
            step(2, "pms", Some(first), None),
            step(3, "edit_guest", Some(second), Some(third)),
        ];
        let now = parsed(Some(third));
        let told: Vec<(String, String)> = origins(&steps, &now).into_iter().map(|one| (one.field, one.way)).collect();
        assert_eq!(told, [("company".to_owned(), "pms".to_owned()), ("name".to_owned(), "edit_guest".to_owned())]);
    }

    #[test]
    fn a_field_that_was_emptied_has_no_origin() {
        let (first, second) = (r#"{"company":"望江"}"#, r#"{"company":""}"#);
        let steps = [step(1, "add_guest", None, Some(first)), step(2, "edit_guest", Some(first), Some(second))];
        assert_eq!(origins(&steps, &parsed(Some(second))), []);
    }
}
