//! Regrades and their entries.

use serde::Serialize;
use weaverse_sandbox::{Fault, File};

use crate::db::{JsonText, Moment, storable};
use crate::missions::model::{ItemId, SubmissionId};
use crate::missions::results::{Judged, NamedRecipe, Outcome};

crate::typed_ids! {
    /// A regrade's id.
    RegradeId,
    /// The id of a course, a mission or an item.
    ScopeId,
}

crate::text_enum! {
    /// What is graded again.
    ScopeKind {
        /// All missions of a course.
        Course = "course",
        /// All items of a mission.
        Mission = "mission",
        /// One item.
        Item = "item",
    }
}

crate::text_enum! {
    /// Where a regrade is.
    RegradeState {
        /// Being graded; nothing counts yet.
        Trying = "trying",
        /// Graded; somebody decides whether it counts.
        Tried = "tried",
        /// Being made to count.
        Applying = "applying",
        /// It counts.
        Applied = "applied",
        /// It never counted.
        Dropped = "dropped",
    }
}

/// How a regrade is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Also where the new score is lower; otherwise the better one stays.
    pub replace_scores: bool,
    /// Without waiting for somebody to look at it.
    pub apply_at_once: bool,
}

/// A regrade's row.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Regrade {
    /// Its id.
    pub id: RegradeId,
    /// What is graded again.
    pub scope_kind: ScopeKind,
    /// Which one.
    pub scope_id: ScopeId,
    /// What it was called.
    pub title: String,
    /// Where it is.
    pub state: RegradeState,
    /// Also where the new score is lower.
    pub replace_scores: bool,
    /// Without waiting for somebody.
    pub apply_at_once: bool,
    /// When it began.
    pub created_at: Moment,
    /// When its trial, or it as a whole, ended.
    pub finished_at: Option<Moment>,
    /// Until when somebody works on it.
    pub lease_until: Option<Moment>,
}

/// What a regrade comes to, in submissions; scores in milli-points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct Totals {
    /// All of them.
    pub total: i64,
    /// With a result or a fault.
    pub done: i64,
    /// Verdict or score is another one.
    pub changed: i64,
    /// The score rises.
    pub better: i64,
    /// The score falls.
    pub worse: i64,
    /// Without a result, by a fault: they stay as they are.
    pub faults: i64,
    /// Sum of the scores before.
    pub old_score: i64,
    /// Sum of the new scores, where all of them count.
    pub new_score: i64,
    /// Sum of the scores where the better one stays.
    pub kept_score: i64,
}

impl Totals {
    /// Sum of the scores afterwards.
    #[must_use]
    pub fn score_after(&self, replace_scores: bool) -> i64 {
        if replace_scores { self.new_score } else { self.kept_score }
    }
}

/// A submission whose verdict or score changes.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct Change {
    /// The submission.
    pub submission_id: SubmissionId,
    /// Whose it is.
    pub nickname: String,
    /// Its mission.
    pub mission: String,
    /// Its item.
    pub item: String,
    /// The verdict's word before.
    pub old_verdict: Option<String>,
    /// Milli-points.
    pub old_score: Option<i64>,
    /// Milli-points.
    pub old_max_score: Option<i64>,
    /// The new verdict's word.
    pub verdict: String,
    /// Milli-points.
    pub score: i64,
    /// Milli-points.
    pub max_score: i64,
}

/// How a process's work on a regrade ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegradeEnd {
    /// There is nothing more to do now.
    Done,
    /// Somebody else has it.
    Lost,
    /// The process stops; another one goes on.
    Stopped,
}

/// A submission that has no result yet.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Open {
    pub submission_id: SubmissionId,
    pub item_id: ItemId,
    pub language: String,
    pub entry: String,
    pub files: JsonText<Vec<File>>,
    pub answer: Option<String>,
    pub old_verdict: Option<String>,
    pub old_score: Option<i64>,
    pub old_max_score: Option<i64>,
}

/// What a result is written from, as JSON for the database.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Entry {
    /// Without hyphens: the form that both engines read.
    pub id: String,
    pub recipe: Option<String>,
    #[serde(flatten)]
    pub outcome: Option<Outcome>,
    pub changed: bool,
    pub fault: Option<String>,
}

impl Entry {
    /// Of a submission and what was found; nothing found is a fault, too.
    pub fn of(open: &Open, recipe: &NamedRecipe, judged: Option<&Result<Judged, Fault>>) -> Self {
        let judged = match judged {
            Some(Ok(judged)) => judged,
            Some(Err(fault)) => return Self::fault(open, fault),
            None => {
                let detail = "the grading ended without a result".to_owned();
                return Self::fault(open, &Fault::Internal { detail });
            }
        };
        let outcome = judged.outcome.clone();
        let same = open.old_verdict.as_ref() == Some(&outcome.verdict)
            && open.old_score == Some(outcome.score)
            && open.old_max_score == Some(outcome.max_score);
        Self {
            id: open.submission_id.0.simple().to_string(),
            recipe: Some(recipe.digest.clone()),
            outcome: Some(outcome),
            changed: !same,
            fault: None,
        }
    }

    /// Of a submission without a result.
    pub fn fault(open: &Open, fault: &Fault) -> Self {
        Self {
            id: open.submission_id.0.simple().to_string(),
            recipe: None,
            outcome: None,
            changed: false,
            fault: Some(storable(&fault.to_string())),
        }
    }
}

/// An item's part of what grading depends on.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct ItemSpec {
    pub id: ItemId,
    pub points: i64,
    pub grader: String,
    pub config: String,
    pub limits: JsonText<weaverse_sandbox::RunLimits>,
    pub locale: String,
}
