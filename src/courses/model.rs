//! Rows of the catalogue.

use crate::missions::MissionId;
use crate::packs::{SkillLevel, TopicKind};

crate::typed_ids! {
    /// A curriculum's id.
    CurriculumId,
    /// A course's id.
    CourseId,
    /// A lecture's id.
    LectureId,
    /// A topic's id.
    TopicId,
    /// A video's id.
    VideoId,
    /// The id of a captions file.
    CaptionId,
}

crate::text_enum! {
    /// Whether a course can be taken.
    CourseState {
        /// Announced.
        Planned = "planned",
        /// Open.
        Published = "published",
    }
}

/// The curriculum on the main page.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CurriculumRow {
    /// Its name.
    pub name: String,
    /// One or two sentences.
    pub summary: String,
    /// Won.
    pub price: i64,
}

/// A course, as lists show it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CourseRow {
    /// Its id.
    pub id: CourseId,
    /// Its slug.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The language of its texts.
    pub language: String,
    /// One sentence.
    pub summary: String,
    /// Markdown.
    pub description: String,
    /// How much one should know before.
    pub skill_level: Option<SkillLevel>,
    /// Whether it can be taken.
    pub state: CourseState,
    /// Topics that it has.
    pub topics: i64,
}

/// A line of a course's outline: a topic with its lecture and the learner's
/// progress.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct OutlineRow {
    /// The lecture's slug.
    pub lecture_slug: String,
    /// The lecture's title.
    pub lecture_title: String,
    /// The topic.
    pub id: TopicId,
    /// Its slug.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What one does in it.
    pub kind: TopicKind,
    /// Open only with access.
    pub is_premium: bool,
    /// Its mission.
    pub mission_id: Option<MissionId>,
    /// Whether the learner has done it.
    pub completed: bool,
}

/// A topic's own page.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct TopicRow {
    /// Its id.
    pub id: TopicId,
    /// Its slug.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What one does in it.
    pub kind: TopicKind,
    /// Markdown.
    pub body: String,
    /// Its video.
    pub video_id: Option<VideoId>,
    /// Its mission.
    pub mission_id: Option<MissionId>,
}

/// A video's files.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct VideoRow {
    /// Its id.
    pub id: VideoId,
    /// Where it is kept.
    pub storage_key: String,
    /// Its MIME type.
    pub content_type: String,
    /// Where its still picture is kept.
    pub poster_key: Option<String>,
}

/// A captions file.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CaptionRow {
    /// Its id.
    pub id: CaptionId,
    /// Its video.
    pub video_id: VideoId,
    /// A language tag.
    pub language: String,
    /// As the player's menu shows it.
    pub label: String,
    /// Where it is kept.
    pub storage_key: String,
}
