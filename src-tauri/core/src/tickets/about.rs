//! A guest who complains of another guest: the other is named by reference, shown masked, and only to those who may read
//! guests.

use serde::Serialize;

use super::{TicketFacts, rows};
use crate::{
    audit::{
        op::Op,
        permission::{Grant, Permission, grant},
    },
    base::{
        error::{Common, Result},
        ids::GuestId,
        role::Session,
    },
    db::{Db, Tx, merged},
};

/// The guest whom a complaint is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct AboutGuest {
    /// Whose card it leads to.
    pub guest: GuestId,
    /// The name with all but its first sign hidden; empty where the guest is gone.
    pub masked_name: String,
    /// The room of the stay in house; empty where none.
    pub room_no: String,
}

/// Returns the guest whom an intake says the complaint is about, as the files lead to them today.
///
/// Errors: [`Common::NotAllowed`] for somebody who may not read guests, [`Common::NotFound`].
pub(super) fn named(tx: &Tx<'_>, about: Option<GuestId>) -> Result<Option<GuestId>> {
    let Some(about) = about else { return Ok(None) };
    if !may_see(tx.session()) {
        return Err(Common::NotAllowed { operation: Op::ShowGuest.word() }.into());
    }
    let about = merged::current(tx.db(), about)?;
    match rows::guest_name(tx.db(), about)? {
        Some(_) => Ok(Some(about)),
        None => Err(Common::NotFound { record: "guest" }.into()),
    }
}

/// Returns whom a ticket is about and whether that is hidden from `session`; what is hidden is taken out of `facts` too.
pub(super) fn shown(db: &Db, session: &Session, facts: &mut TicketFacts) -> Result<(Option<AboutGuest>, bool)> {
    let Some(guest) = facts.about_guest else { return Ok((None, false)) };
    if !may_see(session) {
        facts.about_guest = None;
        return Ok((None, true));
    }
    let (name, _) = rows::guest_name(db, guest)?.unwrap_or_default();
    let room_no = rows::room_in_house(db, guest)?;
    Ok((Some(AboutGuest { guest, masked_name: masked(&name), room_no }), false))
}

fn may_see(session: &Session) -> bool {
    grant(Permission::ReadGuests, session.role) == Grant::Full
}

/// Returns a name of which only the first sign is told: 王**.
pub(super) fn masked(name: &str) -> String {
    name.chars().next().map(|first| format!("{first}**")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn a_masked_name_tells_neither_its_length_nor_its_rest() {
        for (name, expected) in [("王小明", "王**"), ("欧阳", "欧**"), ("Smith, Anna", "S**"), ("", "")] {
            assert_eq!(masked(name), expected);
        }
    }
}
