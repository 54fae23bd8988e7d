//! Which member's account is a colleague's own: nobody posts to it themselves (`loyalty::adjust::not_own`).

use serde::{Deserialize, Serialize};

use crate::{
    audit::op::Op,
    base::{error::Result, ids::UserId},
    db::{Db, Tx, merged},
    loyalty::{self, MemberNo, MemberRef},
    staff::{self, OwnGuest},
};

/// Input of the link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct LinkOwnAccount {
    /// Whose.
    pub user: UserId,
    /// Which member they are; none takes the link away.
    pub member: Option<MemberRef>,
}

/// A colleague who is a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct OwnAccount {
    /// Who.
    pub user: UserId,
    /// The number on their card.
    pub member_no: MemberNo,
}

/// Says which member a colleague is.
///
/// Errors: [`loyalty::LoyaltyRefusal::NotAMember`], those of [`staff::link_guest`].
pub fn link(tx: &mut Tx<'_>, input: &LinkOwnAccount) -> Result<UserId> {
    let _may = tx.begin(Op::LinkOwnGuest)?;
    let member = input.member.as_ref().map(|member| loyalty::find(tx.db(), member)).transpose()?;
    staff::link_guest(tx, &OwnGuest { user: input.user, guest: member.map(|member| member.guest) })
}

/// Returns the colleagues whose own account is known.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn known(db: &Db) -> Result<Vec<OwnAccount>> {
    let mut known = Vec::new();
    for own in staff::own_guests(db)? {
        let Some(guest) = own.guest else { continue };
        if let Some(member) = loyalty::member(db, merged::current(db, guest)?)? {
            known.push(OwnAccount { user: own.user, member_no: member.member_no });
        }
    }
    Ok(known)
}
