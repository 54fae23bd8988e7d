//! F4: 个人信息: what the law asks of a house that keeps people's data, one act each: [`erase`] (删除), [`copy`] (查阅复制),
//! [`requests`] (更正 and the answers), [`consents`] by purpose, [`holds`] (法律保留), [`retention`], [`papers`] (泄露, 影响评估); and [`reads`] (查阅记录).
//!
//! Owns `erasures`, `erased_guests`, `legal_holds`, `rights_requests`, `consent_texts`, `purpose_consents`, `retention_versions`,
//! `retention_runs`, `privacy_papers`. `erase` alone writes over what others own: a guest's words, in every table. Absent on
//! purpose: pseudonyms of packages (`export::pseudonyms`).
//!
//! Source: 中华人民共和国个人信息保护法 (PIPL, in force since 2021-11-01), the articles named where they apply.

pub mod consents;
pub mod copy;
pub mod erase;
pub mod handing;
pub mod holds;
pub mod papers;
pub mod reads;
pub mod requests;
pub mod retention;
pub(crate) mod rows;
mod rules;

pub use rules::PrivacyRefusal;
