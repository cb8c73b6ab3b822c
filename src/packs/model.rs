//! Missions and items as packs, drafts and imports know them.

use serde::{Deserialize, Serialize};
use weaverse_sandbox::{File, RunLimits};

use super::Source;
use crate::db::Moment;
use crate::i18n::Locale;

/// A week.
pub const MAX_COOL_DOWN: i64 = 7 * 24 * 3600;

crate::text_enum! {
    /// Where a mission stands in its course.
    MissionKind {
        /// Questions of a topic.
        Quiz = "quiz",
        /// Tasks of a topic.
        Assignment = "assignment",
        /// The course's midterm.
        Midterm = "midterm",
        /// The course's final.
        Final = "final",
    }
}

crate::text_enum! {
    /// How an item is answered.
    ItemKind {
        /// By choosing.
        Choice = "choice",
        /// By a program.
        Code = "code",
    }
}

/// A mission, checked.
#[derive(Debug)]
pub struct Mission {
    /// Where it was read.
    pub source: Source,
    /// Its identity in the course.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The language of its texts and of the grader's messages.
    pub language: Locale,
    /// Markdown.
    pub statement: String,
    /// The score that passes, in percent.
    pub pass_percent: i64,
    /// Nothing can be handed in before; `None`: open from the beginning.
    pub opens_at: Option<Moment>,
    /// Nothing can be handed in for the score from then on.
    pub closes_at: Option<Moment>,
    /// Its items, in order.
    pub items: Vec<Item>,
}

/// An item, checked as far as its grader is not needed for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Its identity in the mission.
    pub name: String,
    /// How it is answered.
    pub kind: ItemKind,
    /// Its title; may be empty.
    pub title: String,
    /// Milli-points.
    pub points: i64,
    /// Graded submissions that a learner has; `None`: as many as they like.
    pub attempts: Option<i64>,
    /// Seconds between two graded submissions of a learner.
    pub cool_down: Option<i64>,
    /// Markdown: the question or the task.
    pub statement: String,
    /// Markdown, shown after grading.
    pub explanation: String,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// Whether several choices may be right.
    pub multiple: bool,
    /// A language runtime's id; empty for choices.
    pub language: String,
    /// The file that is the program; empty: the runtime's default.
    pub entry: String,
    /// What the learner begins with.
    pub starter: Vec<File>,
    /// The model solution.
    pub solution: Vec<File>,
    /// A grader plugin's id.
    pub grader: String,
    /// Its configuration.
    pub config: serde_json::Value,
    /// Of each run of the learner's program.
    pub limits: RunLimits,
}

/// A choice as the learner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its number, from 1.
    pub id: String,
    /// Markdown.
    pub text: String,
}
