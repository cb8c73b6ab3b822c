//! Rows of the review pages.

use crate::accounts::UserId;
use crate::db::Moment;
use crate::missions::model::{ItemId, SubmissionId, SubmissionState};

crate::typed_ids! {
    /// A comment's id.
    CommentId,
}

/// Submissions on one page of a list.
pub const PAGE: i64 = 50;

/// Which submissions are listed.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Part of the learner's name.
    pub learner: String,
    /// Of one item.
    pub item: Option<ItemId>,
    /// A verdict's or a state's word; empty: all.
    pub verdict: String,
    /// Handed in from then on.
    pub from: Option<Moment>,
    /// Handed in before.
    pub until: Option<Moment>,
    /// From 1.
    pub page: i64,
}

/// A submission in a list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListedRow {
    /// Its id.
    pub id: SubmissionId,
    /// When it came.
    pub created_at: Moment,
    /// Where it is in the queue.
    pub state: SubmissionState,
    /// The verdict's word.
    pub verdict: Option<String>,
    /// Milli-points, as graded.
    pub score: Option<i64>,
    /// Milli-points, when a person set them.
    pub override_score: Option<i64>,
    /// Milli-points.
    pub max_score: Option<i64>,
    /// The learner's name.
    pub nickname: String,
    /// The item's title; may be empty.
    pub item_title: String,
    /// The item's place, from 0.
    pub item_position: i64,
    /// Comments of tutors.
    pub comments: i64,
    /// How many there are in all.
    pub total: i64,
}

crate::text_enum! {
    /// What somebody did about a submission.
    RemarkKind {
        /// A comment to the learner.
        Comment = "comment",
        /// A score that a person set, or took back.
        Score = "score",
    }
}

/// A comment, or a change of the score.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Remark {
    /// Which of the two.
    pub kind: RemarkKind,
    /// Its id.
    pub id: CommentId,
    /// Who.
    pub author_id: UserId,
    /// Their name.
    pub author: String,
    /// The comment (Markdown), or the reason.
    pub body: String,
    /// When.
    pub created_at: Moment,
    /// Milli-points that counted before.
    pub was: Option<i64>,
    /// Milli-points that were set; `None`: the graded score counts again.
    pub score: Option<i64>,
}

/// Learner, item and version of a submission.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Whose {
    /// The learner's name.
    pub nickname: String,
    /// The number of the item's version that it was handed in for.
    pub version: Option<i64>,
    /// That version's digest.
    pub version_digest: Option<String>,
    /// The number of the item's version now.
    pub current_version: Option<i64>,
    /// Why the last try to grade failed, for the staff.
    pub fault: Option<String>,
    /// Bytes.
    pub peak_memory: Option<i64>,
    /// The grader's digest.
    pub grader_digest: Option<String>,
    /// The runtime's digest.
    pub runtime_digest: Option<String>,
}
