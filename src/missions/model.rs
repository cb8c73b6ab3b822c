//! Rows of missions, items and submissions.

use weaverse_sandbox::{File, RunLimits, Sample};

use crate::accounts::UserId;
use crate::courses::model::CourseId;
use crate::db::{JsonText, Moment};
use crate::packs::{Choice, ItemKind, MissionKind};

crate::typed_ids! {
    /// A mission's id.
    MissionId,
    /// An item's id.
    ItemId,
    /// A submission's id.
    SubmissionId,
}

crate::text_enum! {
    /// Where a submission is in the queue.
    SubmissionState {
        /// Waiting for a worker.
        Queued = "queued",
        /// Being graded.
        Running = "running",
        /// Graded.
        Done = "done",
        /// Put aside after too many faults; the staff can grade it again.
        Failed = "failed",
    }
}

impl SubmissionState {
    /// Whether a verdict may still come by itself.
    #[must_use]
    pub fn is_waiting(self) -> bool {
        matches!(self, Self::Queued | Self::Running)
    }
}

crate::text_enum! {
    /// What a submission is for.
    SubmissionPurpose {
        /// A try on the samples.
        Samples = "samples",
        /// For the score.
        Full = "full",
    }
}

/// A mission with the names of where it stands.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct MissionRow {
    /// Its id.
    pub id: MissionId,
    /// Its slug.
    pub slug: String,
    /// Where it stands.
    pub kind: MissionKind,
    /// Its title.
    pub title: String,
    /// The language of its texts.
    pub language: String,
    /// Markdown.
    pub statement: String,
    /// The score that passes, in percent.
    pub pass_percent: i64,
    /// Nothing can be handed in before.
    pub opens_at: Option<Moment>,
    /// Nothing can be handed in for the score from then on.
    pub closes_at: Option<Moment>,
    /// The course.
    pub course_id: CourseId,
    /// The course's slug.
    pub course_slug: String,
    /// The course's title.
    pub course_title: String,
}

/// An item as the learner may see it: neither configuration nor solution.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ItemRow {
    /// Its id.
    pub id: ItemId,
    /// Its mission.
    pub mission_id: MissionId,
    /// Its name.
    pub name: String,
    /// How it is answered.
    pub kind: ItemKind,
    /// Its title; may be empty.
    pub title: String,
    /// Milli-points.
    pub points: i64,
    /// Graded submissions a learner has; `None`: as many as they like.
    pub attempts: Option<i64>,
    /// Seconds between two submissions of a learner for the score.
    pub cool_down_seconds: Option<i64>,
    /// Markdown.
    pub statement: String,
    /// Markdown, shown after grading.
    pub explanation: String,
    /// What can be chosen.
    pub choices: JsonText<Vec<Choice>>,
    /// Whether several may be right.
    pub multiple: bool,
    /// The language of the program.
    pub language: String,
    /// The file that is the program.
    pub entry: String,
    /// What the learner begins with.
    pub starter: JsonText<Vec<File>>,
    /// The grader's plugin id.
    pub grader: String,
    /// What the grader shows before the answer.
    pub samples: JsonText<Vec<Sample>>,
}

/// How a learner stands with an item.
#[derive(Debug, Clone, Default, sqlx::FromRow)]
pub struct Standing {
    /// Submissions that count as attempts.
    pub attempts_used: i64,
    /// The best score, in milli-points.
    pub best: Option<i64>,
    /// When the last one was handed in.
    pub last_at: Option<Moment>,
}

/// An item with how a learner stands.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ItemStanding {
    /// The item.
    #[sqlx(flatten)]
    pub item: ItemRow,
    /// How the learner stands.
    #[sqlx(flatten)]
    pub standing: Standing,
}

/// A submission with its verdict, if there is one.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SubmissionRow {
    /// Its id.
    pub id: SubmissionId,
    /// Whose it is.
    pub user_id: UserId,
    /// For which item.
    pub item_id: ItemId,
    /// What it is for.
    pub purpose: SubmissionPurpose,
    /// The files.
    pub files: JsonText<Vec<File>>,
    /// The chosen answer, as JSON.
    pub answer: Option<String>,
    /// When it came.
    pub created_at: Moment,
    /// When the verdict came.
    pub finished_at: Option<Moment>,
    /// Where it is in the queue.
    pub state: SubmissionState,
    /// How often it was tried.
    pub tries: i64,
    /// The verdict's word.
    pub verdict: Option<String>,
    /// Milli-points.
    pub score: Option<i64>,
    /// Milli-points, when a person set them: they count instead.
    pub override_score: Option<i64>,
    /// Milli-points.
    pub max_score: Option<i64>,
    /// Executed instructions.
    pub fuel: Option<i64>,
    /// The report, as JSON.
    pub report: Option<String>,
    /// Who judged.
    pub grader_id: Option<String>,
    /// In which version.
    pub grader_version: Option<String>,
    /// What it ran in.
    pub runtime_id: Option<String>,
    /// In which version.
    pub runtime_version: Option<String>,
}

/// A line of the history.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct HistoryRow {
    /// The submission.
    pub id: SubmissionId,
    /// When it came.
    pub created_at: Moment,
    /// Where it is in the queue.
    pub state: SubmissionState,
    /// The verdict's word.
    pub verdict: Option<String>,
    /// Milli-points.
    pub score: Option<i64>,
    /// Milli-points, when a person set them: they count instead.
    pub override_score: Option<i64>,
    /// Milli-points.
    pub max_score: Option<i64>,
    /// Comments of tutors.
    pub comments: i64,
}

/// A submission to be stored.
#[derive(Debug)]
pub struct NewSubmission {
    /// Its id.
    pub id: SubmissionId,
    /// Whose it is.
    pub user_id: UserId,
    /// For which item.
    pub item_id: ItemId,
    /// What it is for.
    pub purpose: SubmissionPurpose,
    /// The language of the program.
    pub language: String,
    /// The file that is the program.
    pub entry: String,
    /// The files.
    pub files: Vec<File>,
    /// The chosen answer, as JSON.
    pub answer: Option<String>,
    /// Its place among those that wait.
    pub due: Moment,
    /// Now.
    pub at: Moment,
}

/// A claimed submission with all that its grading needs.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Claimed {
    /// Its id.
    pub id: SubmissionId,
    /// Whose it is.
    pub user_id: UserId,
    /// For which item.
    pub item_id: ItemId,
    /// What it is for.
    pub purpose: SubmissionPurpose,
    /// The files.
    pub files: JsonText<Vec<File>>,
    /// The chosen answer, as JSON.
    pub answer: Option<String>,
    /// When it came.
    pub created_at: Moment,
    /// How often it was tried, this time included.
    pub tries: i64,
    /// The item's milli-points.
    pub points: i64,
    /// The language of the program.
    pub language: String,
    /// The file that is the program.
    pub entry: String,
    /// The grader's plugin id.
    pub grader: String,
    /// Its configuration.
    pub config: String,
    /// Of each run.
    pub limits: JsonText<RunLimits>,
    /// The language of messages.
    pub locale: String,
}
