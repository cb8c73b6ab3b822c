//! What several pages show of courses: addresses and outlines.

use super::model::OutlineRow;
use super::service::CourseView;
use crate::missions::MissionId;
use crate::packs::TopicKind;
use crate::web::PageCtx;

/// A lecture in a course's or a lesson's outline.
pub struct LecturePart {
    /// From 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// Unfolded.
    pub open: bool,
    /// `2 / 5`.
    pub count: String,
    /// Its topics.
    pub topics: Vec<TopicPart>,
}

/// A topic in an outline.
pub struct TopicPart {
    /// Its title.
    pub title: String,
    /// Where it is; `None`: locked.
    pub url: Option<String>,
    /// Of its kind.
    pub icon: &'static str,
    /// The page being looked at.
    pub current: bool,
    /// Done.
    pub done: bool,
    /// A word beside it.
    pub note: String,
}

/// Where a mission is.
#[must_use]
pub fn mission_url(id: MissionId) -> String {
    format!("/missions/{id}")
}

/// Where a topic is.
#[must_use]
pub fn topic_url(course: &str, topic: &OutlineRow) -> String {
    match topic.mission_id {
        Some(mission) => mission_url(mission),
        None => format!("/courses/{course}/{}/{}", topic.lecture_slug, topic.slug),
    }
}

/// The outline of a course by lectures; the one of `current` is unfolded.
#[must_use]
pub fn outline(ctx: &PageCtx, view: &CourseView, current: Option<usize>) -> Vec<LecturePart> {
    let rows: Vec<(usize, &OutlineRow)> = view.outline.iter().enumerate().collect();
    let next = view.outline.iter().position(|row| !row.completed).unwrap_or(0);
    rows.chunk_by(|(_, a), (_, b)| a.lecture_slug == b.lecture_slug)
        .enumerate()
        .map(|(index, rows)| {
            let done = rows.iter().filter(|(_, row)| row.completed).count();
            let here = current.unwrap_or(next);
            LecturePart {
                number: index + 1,
                title: rows[0].1.lecture_title.clone(),
                open: rows.iter().any(|(at, _)| *at == here),
                count: format!("{done} / {}", rows.len()),
                topics: rows
                    .iter()
                    .map(|(at, row)| topic_part(ctx, view, row, current == Some(*at)))
                    .collect(),
            }
        })
        .collect()
}

fn topic_part(ctx: &PageCtx, view: &CourseView, row: &OutlineRow, current: bool) -> TopicPart {
    let icon = match row.kind {
        TopicKind::Video => "circle-play",
        TopicKind::Reading => "book-open",
        TopicKind::Quiz => "list-checks",
        TopicKind::Assignment => "code",
    };
    TopicPart {
        title: row.title.clone(),
        url: Some(topic_url(&view.course.slug, row)),
        icon,
        current,
        done: row.completed,
        note: ctx.t(&format!("kind-{}", row.kind)),
    }
}

/// A length as the number that percentages are made of.
#[must_use]
pub fn length(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
