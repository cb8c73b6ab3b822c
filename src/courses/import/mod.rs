//! Importing course packs: everything is found again by its slug, so an
//! import can be repeated, and what learners did is kept. What is no longer
//! in the pack is archived, never deleted.
//!
//! An import is an operator's act, not a page: it writes row by row, in one
//! transaction.

mod rows;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use weaverse_sandbox::Sample;

use super::model::{CourseId, CourseState, VideoId};
use crate::app::AppState;
use crate::clock::Entropy;
use crate::db::{Moment, Tx};
use crate::missions::MissionId;
use crate::missions::authoring::service as authoring;
use crate::missions::authoring::{Origin, Put, put_mission};
use crate::missions::check::{Depth, check_mission};
use crate::packs::{
    Course, Curriculum, Mission, MissionKind, Problem, Problems, Topic, TopicKind, Video,
    load_course,
};
use crate::plugins::Snapshot;
use crate::storage::{Storage, digest};

/// What graders show of a pack's items, by mission slug and item name.
pub type PackSamples = HashMap<String, HashMap<String, Vec<Sample>>>;

/// A pack without mistakes.
#[derive(Debug)]
pub struct CheckedPack {
    /// The course.
    pub course: Course,
    /// What its items show before they are answered.
    pub samples: PackSamples,
}

/// Reads a pack and checks all of it, programs included. Blocks.
///
/// # Errors
/// All mistakes.
pub fn check_pack(
    dir: &Path,
    snapshot: &Arc<Snapshot>,
    depth: Depth,
) -> Result<CheckedPack, Vec<Problem>> {
    let mut problems = Problems::default();
    let mut samples = PackSamples::new();
    let course = load_course(dir, &mut problems);
    if let Some(course) = &course {
        for mission in missions_of(course) {
            samples.insert(
                mission.slug.clone(),
                check_mission(snapshot, mission, depth, &mut problems),
            );
        }
    }
    match course {
        Some(course) if problems.is_empty() => Ok(CheckedPack { course, samples }),
        _ => Err(problems.into_sorted()),
    }
}

/// All missions of a course.
pub fn missions_of(course: &Course) -> impl Iterator<Item = &Mission> {
    let topics = course.lectures.iter().flat_map(|lecture| &lecture.topics);
    topics
        .filter_map(|topic| topic.mission.as_ref())
        .chain(course.midterm.as_ref())
        .chain(course.r#final.as_ref())
}

/// What to do with missions that were changed in the studio.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StudioEdits {
    /// Nothing is imported.
    Refuse,
    /// The pack's missions take their place.
    Overwrite,
}

/// Missions of the pack that were changed in the studio since the last
/// import: nothing was imported.
#[derive(Debug, thiserror::Error)]
#[error(
    "changed in the studio since the last import: {}; nothing was imported \
     (export what should be kept, then import with --overwrite)",
    .0.join(", ")
)]
pub struct EditedInStudio(pub Vec<String>);

/// Puts a checked pack into the school.
///
/// # Errors
/// [`EditedInStudio`], the database's or the storage's; then nothing has
/// changed.
pub async fn import(app: &AppState, pack: &CheckedPack, edits: StudioEdits) -> Result<CourseId> {
    let videos = store_media(&app.storage, &pack.course).await?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let edited = authoring::edited_missions(&mut tx, &pack.course.slug).await?;
    let in_pack = |slug: &String| missions_of(&pack.course).any(|mission| mission.slug == *slug);
    let edited: Vec<String> = edited.into_iter().filter(in_pack).collect();
    if edits == StudioEdits::Refuse && !edited.is_empty() {
        return Err(EditedInStudio(edited).into());
    }
    let mut writer = Writer { tx: &mut tx, entropy: &app.entropy, now, samples: &pack.samples };
    let id = writer.course(&pack.course, &videos).await?;
    tx.commit().await?;
    tracing::info!(course = %pack.course.slug, "course imported");
    Ok(id)
}

/// Makes the curriculum and a planned course for each subject without one.
///
/// # Errors
/// The database's.
pub async fn import_curriculum(app: &AppState, curriculum: &Curriculum) -> Result<()> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let id = rows::upsert_curriculum(&mut tx, app.entropy.id(now), curriculum, now).await?;
    for (position, subject) in curriculum.subjects.iter().enumerate() {
        let course = app.entropy.id(now);
        rows::upsert_subject(&mut tx, course, id, subject, count(position), now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// A video's files in the storage.
struct StoredVideo {
    key: String,
    content_type: String,
    bytes: i64,
    poster: Option<String>,
    captions: Vec<String>,
}

async fn store_media(storage: &Storage, course: &Course) -> Result<HashMap<String, StoredVideo>> {
    let mut stored = HashMap::new();
    let topics = course.lectures.iter().flat_map(|lecture| &lecture.topics);
    for video in topics.filter_map(|topic| topic.video.as_ref()) {
        stored.insert(video.name.clone(), store_video(storage, video).await?);
    }
    Ok(stored)
}

async fn store_video(storage: &Storage, video: &Video) -> Result<StoredVideo> {
    let (key, bytes) = keep(storage, &video.file).await?;
    let poster = match &video.poster {
        Some(poster) => Some(keep(storage, poster).await?.0),
        None => None,
    };
    let mut captions = Vec::new();
    for caption in &video.captions {
        captions.push(keep(storage, &caption.file).await?.0);
    }
    let content_type = mime_guess::from_path(&video.file).first_or_octet_stream().to_string();
    Ok(StoredVideo { key, content_type, bytes, poster, captions })
}

async fn keep(storage: &Storage, file: &Path) -> Result<(String, i64)> {
    let bytes =
        tokio::fs::read(file).await.with_context(|| format!("cannot read {}", file.display()))?;
    let ending = file.extension().and_then(|e| e.to_str()).unwrap_or("bin");
    let key = format!("media/{}.{ending}", digest(&bytes));
    let size = count(bytes.len());
    storage.put(&key, bytes).await?;
    Ok((key, size))
}

struct Writer<'a> {
    tx: &'a mut Tx,
    entropy: &'a Entropy,
    now: Moment,
    samples: &'a PackSamples,
}

impl Writer<'_> {
    fn id(&self) -> uuid::Uuid {
        self.entropy.id(self.now)
    }

    async fn course(
        &mut self,
        course: &Course,
        videos: &HashMap<String, StoredVideo>,
    ) -> Result<CourseId> {
        let id = rows::upsert_course(self.tx, self.id(), course, CourseState::Published, self.now)
            .await?;
        rows::archive_contents(self.tx, id, self.now).await?;
        for (position, lecture) in course.lectures.iter().enumerate() {
            let lecture_id = rows::upsert_lecture(
                self.tx,
                self.id(),
                id,
                &lecture.slug,
                &lecture.title,
                count(position),
            )
            .await?;
            for (position, topic) in lecture.topics.iter().enumerate() {
                let video = self.video(id, topic, videos).await?;
                let mission = self.topic_mission(id, topic).await?;
                let row = rows::TopicUpsert {
                    id: self.id(),
                    lecture_id,
                    topic,
                    position: count(position),
                    video,
                    mission,
                };
                rows::upsert_topic(self.tx, &row).await?;
            }
        }
        for (mission, kind) in
            [(&course.midterm, MissionKind::Midterm), (&course.r#final, MissionKind::Final)]
        {
            if let Some(mission) = mission {
                self.mission(id, mission, kind).await?;
            }
        }
        Ok(id)
    }

    async fn topic_mission(
        &mut self,
        course: CourseId,
        topic: &Topic,
    ) -> Result<Option<MissionId>> {
        let kind = match topic.kind {
            TopicKind::Quiz => MissionKind::Quiz,
            _ => MissionKind::Assignment,
        };
        match &topic.mission {
            Some(mission) => Ok(Some(self.mission(course, mission, kind).await?)),
            None => Ok(None),
        }
    }

    async fn mission(
        &mut self,
        course: CourseId,
        mission: &Mission,
        kind: MissionKind,
    ) -> Result<MissionId> {
        let none = HashMap::new();
        let put = Put {
            course,
            slug: &mission.slug,
            kind,
            title: &mission.title,
            language: mission.language,
            statement: &mission.statement,
            pass_percent: mission.pass_percent,
            opens_at: mission.opens_at,
            closes_at: mission.closes_at,
            items: &mission.items,
            samples: self.samples.get(&mission.slug).unwrap_or(&none),
            origin: Origin::Pack,
        };
        Ok(put_mission(self.tx, self.entropy, self.now, &put).await?)
    }

    async fn video(
        &mut self,
        course: CourseId,
        topic: &Topic,
        videos: &HashMap<String, StoredVideo>,
    ) -> Result<Option<VideoId>> {
        let Some(video) = &topic.video else { return Ok(None) };
        let stored = videos.get(&video.name).context("a video was stored before")?;
        let id = rows::upsert_video(self.tx, self.id(), course, video, stored).await?;
        rows::delete_captions(self.tx, id).await?;
        for (position, (caption, key)) in video.captions.iter().zip(&stored.captions).enumerate() {
            rows::insert_caption(self.tx, self.id(), id, caption, key, count(position)).await?;
        }
        Ok(Some(id))
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
