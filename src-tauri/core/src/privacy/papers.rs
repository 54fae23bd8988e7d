//! 泄露事件 (breach) and 影响评估 (impact assessment): what the house writes down, each state of a paper as a version of its own, and
//! prints. Guests are counted here, never named.
//!
//! Source: PIPL art. 51, 57 (what happened, what harm, what was done, whom to call; authority and people told), art. 55–56
//! (lawful and needed, influence and risk, measures fit; kept three years).

use serde::{Deserialize, Serialize};

use super::{PrivacyRefusal, rows};
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::Result,
        ids::PaperId,
        text::{self, LINE_MAX, NOTE_MAX},
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
    stored_words,
};

/// Most papers that are listed.
pub const LISTED_MAX: u32 = 200;

stored_words! {
    /// Which of the two.
    pub enum PaperKind {
        /// 泄露事件
        Breach = "breach",
        /// 影响评估
        Assessment = "assessment",
    }
}

stored_words! {
    /// What is done when data leaked, in this order. Source: PIPL art. 57; the house's emergency plan (X2).
    pub enum BreachStep {
        /// 切断泄露途径
        Stopped = "stopped",
        /// 保全证据: 历史链头, 日志
        Kept = "kept",
        /// 确定涉及的信息种类和人数
        Counted = "counted",
        /// 报告总经理
        ManagerTold = "manager_told",
        /// 更换密钥与 PIN
        KeysChanged = "keys_changed",
        /// 通知监管部门
        AuthorityTold = "authority_told",
        /// 通知个人
        PeopleTold = "people_told",
        /// 复盘与整改
        Reviewed = "reviewed",
    }
}

/// What a paper says; texts without a guest's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PaperBody {
    /// 泄露事件
    Breach {
        /// On which day it was found.
        found_on: BusinessDate,
        /// What happened, and why.
        happened: String,
        /// Kinds of data.
        data: String,
        /// How many people, as far as is known.
        people: u32,
        /// What harm may follow.
        harm: String,
        /// What the house did, and what people can do themselves.
        measures: String,
        /// Whom to call.
        contact: String,
        /// Why nobody was told, where harm was prevented (art. 57, second sentence); empty otherwise.
        not_told_because: String,
        /// What is done.
        steps: Vec<BreachStep>,
    },
    /// 影响评估
    Assessment {
        /// Which processing: 新的用途, 敏感信息, 对外提供, 自动化决策.
        subject: String,
        /// Purpose and manner: lawful, just, needed.
        lawful: String,
        /// What it does to people, and how safe it is.
        risk: String,
        /// What protects them: lawful, works, fits the risk.
        measures: String,
        /// What was decided.
        conclusion: String,
    },
}

/// A paper in its newest version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PrivacyPaper {
    /// Names it over all versions.
    pub id: PaperId,
    /// As people read it: `PB-A0001`.
    pub number: String,
    /// From 1.
    pub version: u32,
    /// What it says.
    pub body: PaperBody,
    /// Who wrote this version, as colleagues read it.
    pub by: String,
    /// When.
    pub at_ms: Instant,
    /// The hotel's day.
    pub business_date: BusinessDate,
}

/// Writes a paper, or its next version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct WritePaper {
    /// Which; a new one where none is named.
    pub paper: Option<PaperId>,
    /// The version that was seen; 0 for a new one.
    pub seen: u32,
    /// What it says.
    pub body: PaperBody,
}

/// Writes a paper down.
///
/// Errors: [`PrivacyRefusal::TextMeanwhile`], [`crate::base::error::Common`] naming the field, `not_found`.
pub fn write(tx: &mut Tx<'_>, input: &WritePaper) -> Result<PaperId> {
    let op = tx.begin(Op::WritePaper)?;
    check(&input.body)?;
    let before = input.paper.map(|paper| rows::paper(tx.db(), paper)).transpose()?;
    let version = before.as_ref().map_or(0, |paper| paper.version);
    if version != input.seen {
        return Err(PrivacyRefusal::TextMeanwhile.into());
    }
    let (id, number) = match &before {
        Some(paper) => (paper.id, paper.number.clone()),
        None => (tx.new_id(), rows::next_number(tx, kind(&input.body))?),
    };
    let after = PrivacyPaper {
        id,
        number,
        version: version + 1,
        body: input.body.clone(),
        by: String::new(),
        at_ms: tx.at(),
        business_date: tx.business_date(),
    };
    rows::insert_paper(tx, &after, kind(&input.body))?;
    tx.record(op, Change::updated(id, &before, &Some(after))?)?;
    Ok(id)
}

/// Returns every paper in its newest version, the newest first. Errors: [`crate::base::error::Error::Database`].
pub fn list(db: &Db) -> Result<Vec<PrivacyPaper>> {
    rows::papers(db, LISTED_MAX)
}

const fn kind(body: &PaperBody) -> PaperKind {
    match body {
        PaperBody::Breach { .. } => PaperKind::Breach,
        PaperBody::Assessment { .. } => PaperKind::Assessment,
    }
}

/// Checks every text at the door.
fn check(body: &PaperBody) -> Result<()> {
    match body {
        PaperBody::Breach { happened, data, harm, measures, contact, not_told_because, .. } => {
            text::required("happened", happened, NOTE_MAX)?;
            text::required("data", data, LINE_MAX)?;
            text::optional("harm", harm, NOTE_MAX)?;
            text::optional("measures", measures, NOTE_MAX)?;
            text::optional("contact", contact, LINE_MAX)?;
            text::optional("reason", not_told_because, LINE_MAX)?;
        }
        PaperBody::Assessment { subject, lawful, risk, measures, conclusion } => {
            text::required("subject", subject, LINE_MAX)?;
            text::required("lawful", lawful, NOTE_MAX)?;
            text::required("risk", risk, NOTE_MAX)?;
            text::required("measures", measures, NOTE_MAX)?;
            text::required("conclusion", conclusion, NOTE_MAX)?;
        }
    }
    Ok(())
}
