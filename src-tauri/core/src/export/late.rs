//! What changed in periods that went already: a stay that came in after its month's package, a complaint that went on, a posting
//! of an earlier day. Each such period goes again as a correction before the days since go, so that head office's copy is right.

use super::{
    Destination, Made, MadePackage, MakeExport, Period, Report, kept, make_to, package, pseudonyms::Pseudonyms, rows,
    sheets::Sheet, since_last,
};
use crate::{
    audit::op::Op,
    base::{
        error::{Common, Result},
        request::{Request, RequestKey},
    },
    db::{Db, Store},
};

/// A period whose newest package is not what it would be now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Late {
    /// Its name.
    pub period: String,
    /// The version that a correction would be.
    pub version: u32,
    /// Tables in which rows are others now.
    pub tables: Vec<&'static str>,
}

/// Returns the periods that went before and hold other rows by now, the oldest first.
///
/// Looked at are the tables whose rows belong to their period: guests and members are told anew by every package, and figures
/// follow from the rest. A period that a package made later holds whole is that one's to correct; one that came back from a
/// package of another file, or went before packages were kept, is not looked at.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn changed(db: &Db) -> Result<Vec<Late>> {
    let newest = newest(db)?;
    let pseudonyms = Pseudonyms::read(db)?;
    pseudonyms.read_accounts(db)?;
    let holds = |(by, other): &(Period, MadePackage), (period, made): &(Period, MadePackage)| {
        by != period && other.sequence > made.sequence && by.first() <= period.first() && period.last() <= by.last()
    };
    let mut late = Vec::new();
    for one in newest.iter().filter(|one| !newest.iter().any(|other| holds(other, one))) {
        let (period, made) = one;
        let sent = kept::files_of(db, made.id)?;
        let mut tables = Vec::new();
        for found in package::digests(db, *period, &pseudonyms, Sheet::is_whole_of_its_days)? {
            let path = format!("{}.csv", found.name);
            if sent.iter().any(|file| file.path == path && file.sha256 != found.sha256) {
                tables.push(found.name);
            }
        }
        if !tables.is_empty() {
            late.push(Late { period: period.to_string(), version: made.version + 1, tables });
        }
    }
    Ok(late)
}

/// Makes a correction of every period that changed since it went, with `reason`, then the package of the days since the last one.
/// Returns them in that order; the corrections alone where there are no days since.
///
/// Errors: [`super::ExportRefusal::NothingSince`] where there is neither, those of [`super::make`]; what was made before one stays.
pub fn make_since_last(
    store: &Store,
    request: &Request,
    reason: &str,
    destination: Destination<'_>,
    report: &mut Report<'_>,
) -> Result<Vec<Made>> {
    let today = store.hotel().clock.business_date(request.at);
    let (late, since) = store.read(&request.session, Op::PreviewExport, |db| Ok((changed(db)?, since_last(db, today))))?;
    let mut made = Vec::with_capacity(late.len() + 1);
    for Late { period, .. } in late {
        let input = MakeExport { period, reason: reason.to_owned() };
        let request = Request { key: keyed(&request.key, &input.period)?, ..request.clone() };
        made.push(make_to(store, &request, &input, destination, report)?.value);
    }
    match since {
        Ok(since) => {
            let input = MakeExport { period: since.to_string(), reason: String::new() };
            made.push(make_to(store, request, &input, destination, report)?.value);
        }
        Err(error) if error.code() == "nothing_since" && !made.is_empty() => {}
        Err(error) => return Err(error),
    }
    Ok(made)
}

/// Returns the newest package of each period, in the order of their days.
fn newest(db: &Db) -> Result<Vec<(Period, MadePackage)>> {
    let mut newest = Vec::new();
    for name in rows::periods_made(db)? {
        let period = Period::parse(&name)?;
        if let Some(made) = rows::newest(db, period)? {
            newest.push((period, made));
        }
    }
    newest.sort_by_key(|(period, _)| (period.first(), period.last()));
    Ok(newest)
}

/// Returns the key of one correction of a request: the same again for the same period.
fn keyed(key: &RequestKey, period: &str) -> Result<RequestKey> {
    let digest = blake3::hash(format!("{}\n{period}", key.as_str()).as_bytes());
    RequestKey::new(format!("late-{}", &digest.to_hex()[..32])).ok_or_else(|| Common::BadValue { field: "key" }.into())
}
