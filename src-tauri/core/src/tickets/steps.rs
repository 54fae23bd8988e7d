//! The seven steps as they are written down. Each is appended; an amendment is another row of the same step.

use serde::{Deserialize, Serialize};

use super::kinds::{Cause, Decision, Finding, HouseCause, Remedy};
use crate::{
    audit::op::Op,
    base::{
        ids::{RemedyId, UserId},
        money::Minor,
        points::Points,
        role::Department,
        time::Instant,
    },
};

/// The number of the last step.
pub const LAST_STEP: u8 = 7;

/// One step of a ticket, as its author wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum StepBody {
    /// ① 记录客户投诉内容: 投诉人、投诉对象、投诉要求.
    Record {
        /// 投诉人; empty is the ticket's guest.
        complainant: String,
        /// 投诉对象; empty is what the problem code says.
        about: String,
        /// 投诉要求, in the guest's words.
        demand: String,
    },
    /// ② 判断投诉是否成立.
    Judge {
        /// 理由是否充分; 否 is 不成立.
        grounds: Finding,
        /// 要求是否合理.
        demand: Finding,
        /// Why.
        why: String,
    },
    /// ③ 确定投诉处理部门.
    Assign {
        /// 受理部门.
        department: Department,
        /// 负责人.
        owner: UserId,
    },
    /// ④ 投诉处理部门分析原因.
    Analyse {
        /// Which of the six.
        cause: Cause,
        /// Which of the house's five, where it is the house's.
        house_cause: Option<HouseCause>,
        /// 具体原因.
        happened: String,
        /// 直接责任人; empty where nobody is, and for those who may not see it.
        responsible: String,
    },
    /// ⑤ 提出处理意见和方案.
    Propose {
        /// 处理意见.
        words: String,
        /// New remedies, looked at in this order against the author's limits.
        remedies: Vec<NewRemedy>,
        /// The author's own remedies that are taken back.
        withdraw: Vec<RemedyId>,
    },
    /// ⑥ 提交主管领导批示.
    Approve {
        /// Which of those that wait; all of them where empty.
        remedies: Vec<RemedyId>,
        /// 同意 or 不同意.
        decision: Decision,
        /// Its wording.
        words: String,
    },
    /// ⑦ 实施处理方案: three checks, each by itself or together.
    CarryOut {
        /// 对直接责任人处理得当.
        responsible_handled: Option<Check>,
        /// 通知客户.
        guest_told: Option<Check>,
        /// 收集反馈意见.
        feedback: Option<Check>,
        /// Another time for the callback.
        callback_at_ms: Option<Instant>,
    },
}

/// One check of step ⑦.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Check {
    /// Done, with the words of it.
    Done {
        /// What was done or said; what the guest answered where it is feedback.
        words: String,
    },
    /// Not done, and why.
    Waived {
        /// The reason.
        reason: String,
    },
}

/// One remedy as it is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NewRemedy {
    /// What is given.
    pub remedy: Remedy,
    /// In words: 免房费一晚.
    pub words: String,
    /// Cost to the house, minor units; for points it follows from their count.
    pub amount_minor: Minor,
    /// Points, where points are given.
    pub points: Points,
}

impl StepBody {
    /// Returns the step's number, 1 to [`LAST_STEP`].
    pub const fn number(&self) -> u8 {
        match self {
            Self::Record { .. } => 1,
            Self::Judge { .. } => 2,
            Self::Assign { .. } => 3,
            Self::Analyse { .. } => 4,
            Self::Propose { .. } => 5,
            Self::Approve { .. } => 6,
            Self::CarryOut { .. } => LAST_STEP,
        }
    }

    /// Returns this step without a word of its author's: what was decided, and by which limits, stays. For a guest who is erased.
    #[must_use]
    pub fn without_words(&self) -> Self {
        let nothing = String::new;
        let silent = |check: &Option<Check>| {
            check.as_ref().map(|check| match check {
                Check::Done { .. } => Check::Done { words: nothing() },
                Check::Waived { .. } => Check::Waived { reason: nothing() },
            })
        };
        let mut step = self.clone();
        match &mut step {
            Self::Record { complainant, about, demand } => {
                for words in [complainant, about, demand] {
                    words.clear();
                }
            }
            Self::Judge { why, .. } => why.clear(),
            Self::Assign { .. } => {}
            Self::Analyse { happened, responsible, .. } => {
                happened.clear();
                responsible.clear();
            }
            Self::Propose { words, remedies, .. } => {
                words.clear();
                remedies.iter_mut().for_each(|remedy| remedy.words.clear());
            }
            Self::Approve { words, .. } => words.clear(),
            Self::CarryOut { responsible_handled, guest_told, feedback, .. } => {
                for check in [responsible_handled, guest_told, feedback] {
                    *check = silent(check);
                }
            }
        }
        step
    }

    /// Returns the operation that records this step, and with it the permission it asks for.
    pub const fn op(&self) -> Op {
        match self {
            Self::Propose { .. } => Op::ProposeRemedy,
            Self::Approve { .. } => Op::ApproveRemedy,
            Self::Record { .. } | Self::Judge { .. } | Self::Assign { .. } | Self::Analyse { .. } | Self::CarryOut { .. } => {
                Op::StepTicket
            }
        }
    }
}
