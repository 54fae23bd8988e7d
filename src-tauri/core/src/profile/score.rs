//! How complete a card is. Pure.

use serde::Serialize;

use super::MaskedContact;
use crate::{
    base::contact::ContactKind,
    guests::{Guest, Title},
    stored_words,
};

stored_words! {
    /// What a card should say.
    pub enum Part {
        /// 称呼
        Title = "title",
        /// 生日
        BirthDate = "birth_date",
        /// 国籍
        Country = "country",
        /// 语言
        Language = "language",
        /// 证件
        Document = "document",
        /// 电话
        Phone = "phone",
        /// 邮箱或微信
        Written = "written",
        /// 怎么联系好
        Channel = "channel",
        /// 至少一条喜好
        Preference = "preference",
    }
}

/// How much of what a card should say is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Completeness {
    /// Of 100.
    #[specta(type = f64)]
    pub percent: u32,
    /// What is not there.
    pub missing: Vec<Part>,
}

/// Returns the share of [`Part::ALL`] that is there, rounded down, and what is not. Each part counts the same.
pub fn completeness(guest: &Guest, contacts: &[MaskedContact], preferences: usize) -> Completeness {
    let has = |kind: ContactKind| contacts.iter().any(|contact| contact.kind == kind);
    let there = |part: &Part| match part {
        Part::Title => guest.title != Title::None,
        Part::BirthDate => guest.birth_date.is_some(),
        Part::Country => !guest.country.is_empty(),
        Part::Language => !guest.language.is_empty(),
        Part::Document => !guest.document_kind.is_empty(),
        Part::Phone => has(ContactKind::Phone),
        Part::Written => has(ContactKind::Email) || has(ContactKind::Wechat),
        Part::Channel => guest.channel.is_some(),
        Part::Preference => preferences > 0,
    };
    let missing: Vec<Part> = Part::ALL.iter().copied().filter(|part| !there(part)).collect();
    let percent = (Part::ALL.len() - missing.len()) * 100 / Part::ALL.len();
    Completeness { percent: u32::try_from(percent).unwrap_or_default(), missing }
}
