//! 查阅复制: everything that the file says of a guest, as a page that reads and prints and as a document for machines, without the
//! name of anybody on the staff. Who asked, how it was made sure that it is they, and who made the copy is remembered first.
//!
//! Source: PIPL art. 45 (查阅、复制, 及时提供), art. 48 (说明).

mod page;
mod rows;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::{Error, Result},
        ids::{GuestId, RecordId, RightsRequestId},
        money::Minor,
        text::{self, LINE_MAX},
        time::Instant,
    },
    db::{Db, Done, Tx, merged},
    guests,
    i18n::Locale,
    privacy::erase,
};

/// How the document for machines is written.
pub const FORMAT: &str = "lobby-guest-copy/1";
/// Stands where a colleague's name was.
const COLLEAGUE: &str = "（员工）";

/// Asks for a copy of all that is kept of a guest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CopyGuest {
    /// Of whom.
    pub guest: GuestId,
    /// How it was made sure that it is the guest: 证件核对, 回拨预留电话.
    pub identity: String,
    /// The request it answers, where there is one.
    pub request: Option<RightsRequestId>,
}

/// A copy that was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CopyGranted {
    /// Of whom.
    pub guest: GuestId,
    /// When.
    pub at_ms: Instant,
}

/// The copy itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct GuestCopy {
    /// The name that files of it are given: pseudonym and day.
    pub name: String,
    /// As a page for people: whole, opens in any browser, prints.
    pub page: String,
    /// As JSON for machines.
    pub document: String,
    /// Entries in it.
    pub entries: u32,
}

/// One part of a copy.
struct Part {
    code: &'static str,
    entries: Vec<Vec<Field>>,
}

/// One field of an entry.
struct Field {
    name: String,
    /// The family of texts that its words belong to, where they are words of a list.
    words: Option<String>,
    value: Value,
}

/// Remembers that a guest's copy is made, by whom, and how the guest was known.
///
/// Errors: [`crate::base::error::Common::Empty`] where nobody says how, `not_found`.
pub fn grant(tx: &mut Tx<'_>, input: &CopyGuest) -> Result<CopyGranted> {
    let op = tx.begin(Op::CopyGuest)?;
    let guest = guests::get(tx.db(), merged::current(tx.db(), input.guest)?)?.id;
    let identity = text::required("identity", &input.identity, LINE_MAX)?;
    let record: RecordId = tx.new_id();
    tx.record(op, Change::noted(record, &identity)?.about(guest))?;
    Ok(CopyGranted { guest, at_ms: tx.at() })
}

/// Returns the copy, to the holder of a grant that was remembered.
///
/// Errors: [`Error::Database`].
pub fn granted(db: &Db, remembered: &Done<CopyGranted>, locale: Locale) -> Result<GuestCopy> {
    let grant = &remembered.value;
    let staff = rows::staff(db)?;
    let mut parts = Vec::new();
    for (code, sql) in rows::PARTS {
        let mut entries = Vec::new();
        for record in erase::records(db, grant.guest)? {
            entries.extend(rows::entries(db, sql, record)?);
        }
        for field in entries.iter_mut().flatten() {
            field.settle(db, &staff);
        }
        parts.push(Part { code, entries });
    }
    let day = db.hotel().clock.business_date(grant.at_ms);
    let entries = parts.iter().map(|part| part.entries.len()).sum::<usize>();
    Ok(GuestCopy {
        name: format!("{}-{day}", &grant.guest.to_string()[24..]),
        page: page::written(db, grant, &parts, locale),
        document: document(db, grant, &parts)?,
        entries: u32::try_from(entries).unwrap_or(u32::MAX),
    })
}

impl Field {
    /// Gives instants and sums as people write them, and takes the names of colleagues out.
    fn settle(&mut self, db: &Db, staff: &[String]) {
        if let Some((name, words)) = self.name.split_once('@') {
            (self.words, self.name) = (Some(words.to_owned()), name.to_owned());
        }
        let number = self.value.as_i64();
        if let (Some(name), Some(ms)) = (self.name.strip_suffix("_ms"), number) {
            self.value = Value::String(Instant::from_ms(ms).rfc3339());
            self.name = name.to_owned();
        } else if let (Some(name), Some(sum)) = (self.name.strip_suffix("_minor"), number.and_then(Minor::new)) {
            let hotel = db.hotel();
            self.value = Value::String(format!("{} {}", sum.plain(hotel.minor_digits), hotel.currency));
            self.name = name.to_owned();
        }
        if let Value::String(words) = &mut self.value {
            for name in staff {
                *words = words.replace(name.as_str(), COLLEAGUE);
            }
        }
    }
}

fn document(db: &Db, grant: &CopyGranted, parts: &[Part]) -> Result<String> {
    let hotel = db.hotel();
    let mut whole = Map::new();
    let mut put = |name: &str, value: Value| whole.insert(name.to_owned(), value);
    put("format", FORMAT.into());
    put("hotel", hotel.name.clone().into());
    put("made_at", grant.at_ms.rfc3339().into());
    put("pseudonym", grant.guest.to_string().into());
    put("practice", hotel.practice.into());
    for part in parts {
        let entry = |fields: &Vec<Field>| -> Value {
            fields.iter().map(|field| (field.name.clone(), field.value.clone())).collect::<Map<_, _>>().into()
        };
        put(part.code, part.entries.iter().map(entry).collect::<Vec<_>>().into());
    }
    serde_json::to_string_pretty(&whole).map_err(|_| Error::Damaged { what: "a guest's copy".to_owned() })
}
