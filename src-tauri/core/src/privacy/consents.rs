//! 分项同意: one word for each purpose, given to a text of the house that is kept in every version, taken back as easily. Where a
//! purpose already rules something (being contacted, going to the group by name), the word takes effect in the same write.
//!
//! Source: PIPL art. 14 (a new text needs a new word), 15 (withdrawal), 16 (no refusal of service), 24, 31 (under 14: a guardian).

use serde::{Deserialize, Serialize};

use super::{PrivacyRefusal, rows};
use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        error::Result,
        ids::{GuestId, PurposeConsentId, RecordId, UserId},
        text::{self, LINE_MAX, NAME_MAX, NOTE_MAX},
        time::{BusinessDate, Instant},
    },
    db::{
        Db, Tx,
        merged::{self, MovedKind},
    },
    guests::{self, Guest},
    stored_words,
};

/// Under this age a guardian agrees. Source: PIPL art. 31.
pub const CHILD_UNDER: i32 = 14;

stored_words! {
    /// What data may be used for, each by itself.
    pub enum Purpose {
        /// 短信营销
        Sms = "sms",
        /// 邮件营销
        Email = "email",
        /// 集团共享
        Group = "group",
        /// 消费偏好分析
        Profile = "profile",
        /// 敏感个人信息: 健康, 宗教
        Sensitive = "sensitive",
    }
}

impl Purpose {
    /// Returns whether it allows the guest to be written to.
    const fn is_marketing(self) -> bool {
        matches!(self, Self::Sms | Self::Email)
    }
}

/// A text that guests agree to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ConsentText {
    /// For what.
    pub purpose: Purpose,
    /// From 1.
    pub version: u32,
    /// As it is read out or shown.
    pub words: String,
    /// Since when.
    pub business_date: BusinessDate,
}

/// Sets the text of a purpose from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SetConsentText {
    /// For what.
    pub purpose: Purpose,
    /// As it is read out or shown.
    pub words: String,
    /// The version that was seen; 0 for none.
    pub seen: u32,
}

/// A guest's word on a purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PurposeConsent {
    /// Names it.
    pub id: PurposeConsentId,
    /// Whose.
    pub guest_id: GuestId,
    /// For what.
    pub purpose: Purpose,
    /// Yes, or taken back.
    pub agreed: bool,
    /// To which version of the text.
    pub text_version: u32,
    /// Where and how it was said.
    pub told: String,
    /// Who said it for a child; empty for the guest.
    pub guardian: String,
    /// Who took it down.
    pub by_user: UserId,
    /// When.
    pub at_ms: Instant,
    /// The hotel's day.
    pub business_date: BusinessDate,
}

/// Takes a guest's word down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RecordPurpose {
    /// Whose.
    pub guest: GuestId,
    /// For what.
    pub purpose: Purpose,
    /// Yes, or taken back.
    pub agreed: bool,
    /// The version that was shown.
    pub text_version: u32,
    /// Where and how it was said.
    pub told: String,
    /// Who said it for a child; empty for the guest.
    pub guardian: String,
}

/// How a guest stands to one purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PurposeStanding {
    /// For what.
    pub purpose: Purpose,
    /// The text in force; none where the house has set none.
    pub text: Option<ConsentText>,
    /// The newest word; none was ever given where there is none, and the answer is no.
    pub word: Option<PurposeConsent>,
    /// The word was a yes to an earlier text: it is asked again.
    pub asked_again: bool,
}

/// Sets a text. Guests who agreed to the one before are asked again.
///
/// Errors: [`PrivacyRefusal::TextMeanwhile`], [`crate::base::error::Common`] naming the field.
pub fn set_text(tx: &mut Tx<'_>, input: &SetConsentText) -> Result<u32> {
    let op = tx.begin(Op::SetConsentText)?;
    let before = rows::text_of(tx.db(), input.purpose)?;
    let version = before.as_ref().map_or(0, |text| text.version);
    if version != input.seen {
        return Err(PrivacyRefusal::TextMeanwhile.into());
    }
    let after = ConsentText {
        purpose: input.purpose,
        version: version + 1,
        words: text::required("words", &input.words, NOTE_MAX)?,
        business_date: tx.business_date(),
    };
    rows::insert_text(tx, &after)?;
    let record: RecordId = tx.new_id();
    tx.record(op, Change::updated(record, &before, &Some(after.clone()))?)?;
    Ok(after.version)
}

/// Takes a word down; what was said before stays.
///
/// Errors: [`PrivacyRefusal::NoText`], [`PrivacyRefusal::TextMeanwhile`], [`PrivacyRefusal::GuardianMissing`],
/// [`crate::base::error::Common`] naming the field, `not_found`.
pub fn record(tx: &mut Tx<'_>, input: &RecordPurpose) -> Result<PurposeConsentId> {
    let op = tx.begin(Op::RecordPurpose)?;
    let guest = guests::get(tx.db(), merged::current(tx.db(), input.guest)?)?;
    let text = rows::text_of(tx.db(), input.purpose)?.ok_or(PrivacyRefusal::NoText)?;
    // Who takes a word back takes back what they gave, whatever the text is by now.
    if input.agreed && text.version != input.text_version {
        return Err(PrivacyRefusal::TextMeanwhile.into());
    }
    let guardian = text::optional("guardian", &input.guardian, NAME_MAX)?;
    if input.agreed && is_child(&guest, tx.business_date()) && guardian.trim().is_empty() {
        return Err(PrivacyRefusal::GuardianMissing.into());
    }
    let word = PurposeConsent {
        id: tx.new_id(),
        guest_id: guest.id,
        purpose: input.purpose,
        agreed: input.agreed,
        text_version: text.version,
        told: text::required("told", &input.told, LINE_MAX)?,
        guardian,
        by_user: tx.session().user,
        at_ms: tx.at(),
        business_date: tx.business_date(),
    };
    rows::insert_word(tx, &word)?;
    merged::came_for(tx, input.guest, MovedKind::Purpose, word.id)?;
    tx.record(op, Change::added(word.id, &word)?.about(guest.id))?;
    take_effect(tx, &guest, &word)?;
    Ok(word.id)
}

/// Lets a word rule what already asks for it: who may be invited, and who goes to the group by name.
fn take_effect(tx: &mut Tx<'_>, guest: &Guest, word: &PurposeConsent) -> Result<()> {
    if word.purpose == Purpose::Group && guest.share_consent != word.agreed {
        let op = tx.begin(Op::EditGuest)?;
        let after = Guest { share_consent: word.agreed, updated_at_ms: tx.at(), ..guest.clone() };
        guests::bulk::put_bulk(tx, &after)?;
        tx.record(op, Change::updated(guest.id, guest, &after)?.about(guest.id))?;
    }
    if word.purpose.is_marketing() {
        let standing = of_guest(tx.db(), guest.id)?;
        let agreed = standing.iter().any(|one| one.purpose.is_marketing() && one.word.as_ref().is_some_and(|word| word.agreed));
        let contact = guests::RecordConsent { guest: guest.id, agreed, told: word.told.clone() };
        guests::record_consent(tx, &contact)?;
    }
    tx.touches(RecordKind::Guest);
    Ok(())
}

/// Returns whether somebody is under [`CHILD_UNDER`] on `day`; not where no year of birth is known.
pub fn is_child(guest: &Guest, day: BusinessDate) -> bool {
    let born = guest.birth_date.as_deref().and_then(|text| text.parse::<BusinessDate>().ok());
    born.is_some_and(|born| born.plus_months(CHILD_UNDER * 12) > day)
}

/// Returns how a guest stands to every purpose, in the order of the purposes.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn of_guest(db: &Db, guest: GuestId) -> Result<Vec<PurposeStanding>> {
    let one = |purpose: &Purpose| {
        let (text, word) = (rows::text_of(db, *purpose)?, rows::word_of(db, guest, *purpose)?);
        let newest = text.as_ref().map_or(0, |text| text.version);
        let asked_again = word.as_ref().is_some_and(|word| word.agreed && word.text_version < newest);
        Ok(PurposeStanding { purpose: *purpose, text, word, asked_again })
    };
    Purpose::ALL.iter().map(one).collect()
}

/// Returns every word of a guest, the newest first. Errors: [`crate::base::error::Error::Database`].
pub fn words_of(db: &Db, guest: GuestId) -> Result<Vec<PurposeConsent>> {
    rows::words_of(db, guest)
}

/// Returns the text in force of every purpose that has one. Errors: [`crate::base::error::Error::Database`].
pub fn texts(db: &Db) -> Result<Vec<ConsentText>> {
    Purpose::ALL.iter().filter_map(|purpose| rows::text_of(db, *purpose).transpose()).collect()
}

/// Returns the guests under [`CHILD_UNDER`] for whom no guardian's word stands. Errors: [`crate::base::error::Error::Database`].
pub fn children_without_guardian(db: &Db, today: BusinessDate) -> Result<Vec<GuestId>> {
    rows::children_without_guardian(db, today.plus_months(-CHILD_UNDER * 12))
}
