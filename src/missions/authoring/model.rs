//! Drafts of missions.

use serde::{Deserialize, Serialize};
use weaverse_sandbox::{File, RunLimits};

use super::put::Origin;
use crate::courses::model::{CourseId, LectureId};
use crate::db::{JsonText, Moment};
use crate::i18n::Locale;
use crate::missions::model::{ItemId, MissionId};
use crate::packs::{Choice, Item, ItemKind, MissionKind};

crate::typed_ids! {
    /// A draft's id.
    DraftId,
}

/// A mission while it is being written. It may be incomplete: only what is
/// published has to be fit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Its identity in the course.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// `ko` or `en`.
    pub language: String,
    /// Markdown.
    pub statement: String,
    /// The score that passes, in percent.
    pub pass_percent: i64,
    /// Where it stands.
    pub kind: MissionKind,
    /// The lecture that a quiz or an assignment is put into.
    pub lecture: Option<LectureId>,
    /// Open only with access.
    pub premium: bool,
    /// Nothing can be handed in before.
    pub opens_at: Option<Moment>,
    /// Nothing can be handed in for the score from then on.
    pub closes_at: Option<Moment>,
    /// Its items, in order.
    pub items: Vec<Item>,
}

impl Document {
    /// A new mission without items.
    #[must_use]
    pub fn blank(kind: MissionKind, language: &str) -> Self {
        Self {
            slug: String::new(),
            title: String::new(),
            language: language.to_owned(),
            statement: String::new(),
            pass_percent: 60,
            kind,
            lecture: None,
            premium: false,
            opens_at: None,
            closes_at: None,
            items: Vec::new(),
        }
    }

    /// The language of its texts.
    #[must_use]
    pub fn locale(&self) -> Locale {
        Locale::parse(&self.language).unwrap_or_default()
    }
}

/// A course, as far as authoring needs it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CourseRef {
    /// Its id.
    pub id: CourseId,
    /// Its slug.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Of its texts.
    pub language: String,
}

/// A draft.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DraftRow {
    /// Its id.
    pub id: DraftId,
    /// Its course.
    pub course_id: CourseId,
    /// The mission that it changes; `None`: a new one.
    pub mission_id: Option<MissionId>,
    /// The mission as written so far.
    pub document: JsonText<Document>,
    /// Counts its saves.
    pub revision: i64,
    /// The mission's revision that it began on.
    pub base_revision: Option<i64>,
    /// When it was saved.
    pub updated_at: Moment,
    /// The mission's revision now.
    pub mission_revision: Option<i64>,
}

impl DraftRow {
    /// Whether the mission was changed after the draft was begun.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.base_revision != self.mission_revision
    }
}

/// A draft in a list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DraftLine {
    /// Its id.
    pub id: DraftId,
    /// The mission that it changes.
    pub mission_id: Option<MissionId>,
    /// The mission as written so far.
    pub document: JsonText<Document>,
    /// When it was saved.
    pub updated_at: Moment,
    /// Its course.
    pub course_slug: String,
    /// Its course.
    pub course_title: String,
    /// Who saved it.
    pub updated_by: String,
}

/// A published mission with all that its author may see.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct FullMission {
    /// Its id.
    pub id: MissionId,
    /// Its course.
    pub course_id: CourseId,
    /// Its identity in the course.
    pub slug: String,
    /// Where it stands.
    pub kind: MissionKind,
    /// Its title.
    pub title: String,
    /// Of its texts.
    pub language: String,
    /// Markdown.
    pub statement: String,
    /// In percent.
    pub pass_percent: i64,
    /// Nothing can be handed in before.
    pub opens_at: Option<Moment>,
    /// Nothing can be handed in for the score from then on.
    pub closes_at: Option<Moment>,
    /// Counts its changes.
    pub revision: i64,
    /// Where it was made.
    pub origin: Origin,
    /// When it was changed in the studio, since the last import.
    pub edited_at: Option<Moment>,
    /// The lecture that it is in.
    pub lecture_id: Option<LectureId>,
    /// Open only with access.
    pub premium: bool,
}

/// A published item with all that its author may see.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct FullItem {
    /// Its id.
    pub id: ItemId,
    name: String,
    kind: ItemKind,
    title: String,
    points: i64,
    attempts: Option<i64>,
    cool_down_seconds: Option<i64>,
    statement: String,
    explanation: String,
    choices: JsonText<Vec<Choice>>,
    multiple: bool,
    language: String,
    entry: String,
    starter: JsonText<Vec<File>>,
    solution: JsonText<Vec<File>>,
    grader: String,
    config: JsonText<serde_json::Value>,
    limits: JsonText<RunLimits>,
}

impl From<FullItem> for Item {
    fn from(row: FullItem) -> Self {
        Self {
            name: row.name,
            kind: row.kind,
            title: row.title,
            points: row.points,
            attempts: row.attempts,
            cool_down: row.cool_down_seconds,
            statement: row.statement,
            explanation: row.explanation,
            choices: row.choices.0,
            multiple: row.multiple,
            language: row.language,
            entry: row.entry,
            starter: row.starter.0,
            solution: row.solution.0,
            grader: row.grader,
            config: row.config.0,
            limits: row.limits.0,
        }
    }
}

impl FullMission {
    /// The mission as a document, with its items.
    #[must_use]
    pub fn document(self, items: Vec<FullItem>) -> Document {
        Document {
            slug: self.slug,
            title: self.title,
            language: self.language,
            statement: self.statement,
            pass_percent: self.pass_percent,
            kind: self.kind,
            lecture: self.lecture_id,
            premium: self.premium,
            opens_at: self.opens_at,
            closes_at: self.closes_at,
            items: items.into_iter().map(Item::from).collect(),
        }
    }
}

/// A new item of a kind, with a name that no other one has.
#[must_use]
pub fn new_item(document: &Document, kind: ItemKind) -> Item {
    let taken = |name: &str| document.items.iter().any(|item| item.name == name);
    let name = (1..).map(|n| format!("item-{n}")).find(|name| !taken(name)).unwrap_or_default();
    let (grader, language, config) = match kind {
        ItemKind::Code => ("cases", "python", serde_json::json!({ "mode": "stdio", "cases": [] })),
        ItemKind::Choice => ("choice", "", serde_json::json!({})),
    };
    let choices = match kind {
        ItemKind::Code => Vec::new(),
        // Midterm and final ask with five choices.
        ItemKind::Choice => {
            (1..=5).map(|n| Choice { id: n.to_string(), text: String::new() }).collect()
        }
    };
    Item {
        name,
        kind,
        title: String::new(),
        points: 10_000,
        attempts: None,
        cool_down: None,
        statement: String::new(),
        explanation: String::new(),
        choices,
        multiple: false,
        language: language.to_owned(),
        entry: String::new(),
        starter: Vec::new(),
        solution: Vec::new(),
        grader: grader.to_owned(),
        config,
        limits: RunLimits::default(),
    }
}
