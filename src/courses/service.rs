//! What the catalogue's pages show.

use std::collections::HashMap;

use super::model::{
    CaptionId, CaptionRow, CourseId, CourseRow, CurriculumRow, OutlineRow, TopicId, TopicRow,
    VideoId, VideoRow,
};
use super::store;
use crate::accounts::{UserId, Viewer};
use crate::app::App;
use crate::error::{Error, Result};
use crate::missions::MissionId;

/// The main page: the subjects in the order of learning.
#[derive(Debug)]
pub struct Roadmap {
    /// The curriculum, if one was imported.
    pub curriculum: Option<CurriculumRow>,
    /// Its courses.
    pub courses: Vec<CourseRow>,
    /// Topics that the viewer has done, by course.
    pub completed: HashMap<CourseId, i64>,
}

/// The roadmap with a viewer's progress.
///
/// # Errors
/// The database's.
pub async fn roadmap(app: &App, user: Option<UserId>) -> Result<Roadmap> {
    let mut tx = app.db.read().await?;
    let curriculum = store::curriculum(&mut tx).await?;
    let courses = store::courses(&mut tx).await?;
    let completed = match user {
        Some(user) => store::completed_by_course(&mut tx, user).await?.into_iter().collect(),
        None => HashMap::new(),
    };
    Ok(Roadmap { curriculum, courses, completed })
}

/// A course with its outline.
#[derive(Debug)]
pub struct CourseView {
    /// The course.
    pub course: CourseRow,
    /// Its topics in order, each with its lecture.
    pub outline: Vec<OutlineRow>,
}

impl CourseView {
    /// Done topics.
    #[must_use]
    pub fn completed(&self) -> usize {
        self.outline.iter().filter(|row| row.completed).count()
    }

    /// The first topic that is not done yet.
    #[must_use]
    pub fn next(&self) -> Option<&OutlineRow> {
        self.outline.iter().find(|row| !row.completed).or_else(|| self.outline.first())
    }
}

/// A course with its outline.
///
/// # Errors
/// Not found.
pub async fn course(app: &App, slug: &str, user: Option<UserId>) -> Result<CourseView> {
    let mut tx = app.db.read().await?;
    let course = store::course(&mut tx, slug).await?.ok_or(Error::NotFound)?;
    let outline = store::outline(&mut tx, course.id, user).await?;
    Ok(CourseView { course, outline })
}

/// A topic's page.
#[derive(Debug)]
pub struct TopicView {
    /// Course and outline.
    pub course: CourseView,
    /// The topic.
    pub topic: TopicRow,
    /// Where it stands in the outline.
    pub index: usize,
    /// Its video.
    pub video: Option<(VideoRow, Vec<CaptionRow>)>,
}

/// A topic with its surroundings.
///
/// # Errors
/// Not found.
pub async fn topic(
    app: &App,
    viewer: &Viewer,
    course_slug: &str,
    lecture_slug: &str,
    topic_slug: &str,
) -> Result<TopicView> {
    let mut tx = app.db.read().await?;
    let course = store::course(&mut tx, course_slug).await?.ok_or(Error::NotFound)?;
    let outline = store::outline(&mut tx, course.id, Some(viewer.id)).await?;
    let topic =
        store::topic(&mut tx, course.id, lecture_slug, topic_slug).await?.ok_or(Error::NotFound)?;
    let index = outline.iter().position(|row| row.id == topic.id).ok_or(Error::NotFound)?;
    let video = match topic.video_id {
        Some(id) => {
            let video = store::video(&mut tx, id).await?.ok_or(Error::NotFound)?;
            Some((video, store::captions(&mut tx, id).await?))
        }
        None => None,
    };
    Ok(TopicView { course: CourseView { course, outline }, topic, index, video })
}

/// The topic that holds a mission: its id, lecture slug and topic slug.
///
/// # Errors
/// The database's.
pub async fn place_of_mission(
    app: &App,
    mission: MissionId,
) -> Result<Option<(TopicId, String, String)>> {
    Ok(store::place_of_mission(&mut app.db.read().await?, mission).await?)
}

/// A video's files.
///
/// # Errors
/// Not found.
pub async fn video(app: &App, id: VideoId) -> Result<VideoRow> {
    store::video(&mut app.db.read().await?, id).await?.ok_or(Error::NotFound)
}

/// A captions file.
///
/// # Errors
/// Not found.
pub async fn caption(app: &App, id: CaptionId) -> Result<CaptionRow> {
    store::caption(&mut app.db.read().await?, id).await?.ok_or(Error::NotFound)
}
