//! Course packs: the files that people write, read into checked values.
//! The format is `docs/course-packs.md`. Knows no database.

mod course;
mod curriculum;
mod files;
mod limits;
mod mission;
mod model;
mod problem;
mod source;

pub use course::{Caption, Course, Lecture, SkillLevel, Topic, TopicKind, Video, load_course};
pub use curriculum::{Curriculum, Subject, load_curriculum};
pub use files::read_tree;
pub use mission::load_mission;
pub use model::{Choice, Item, ItemKind, MAX_COOL_DOWN, Mission, MissionKind};
pub use problem::{Problem, Problems};
pub use source::{Source, Step};

/// The version of the format that this program reads.
pub const FORMAT: i64 = 1;

/// 1 to 64 characters of `a-z`, `0-9` and `-`, not at an end.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}
