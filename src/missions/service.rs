//! Rules of handing in, and what a learner sees of a mission.

use std::collections::HashMap;
use std::time::Duration;

use anyhow::Context as _;
use weaverse_sandbox::{File, check_files};

use super::authoring::service as authoring;
use super::grading::PluginRef;
use super::model::SubmissionState;
use super::model::{
    HistoryRow, ItemId, ItemRow, MissionId, MissionRow, NewSubmission, Standing, SubmissionId,
    SubmissionPurpose, SubmissionRow,
};
use super::results::Outcome;
use super::review::model::Remark;
use super::review::service as review;
use super::{queue, store, terms};
use crate::accounts::{UserId, Viewer};
use crate::app::{App, AppState};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::packs::ItemKind;

/// How long the answer to a submission waits for the verdict: long enough
/// for nearly every grading, so that most learners see it at once.
pub const PATIENCE: Duration = Duration::from_millis(2000);

/// Files of one submission: half of what a run may have, so that a case's
/// data files always fit beside them.
const MAX_FILES: usize = 32;

/// A mission as a learner sees it.
#[derive(Debug)]
pub struct MissionView {
    /// The mission.
    pub mission: MissionRow,
    /// Its items with how the learner stands.
    pub items: Vec<(ItemRow, Standing)>,
}

impl MissionView {
    /// Earned and possible milli-points.
    #[must_use]
    pub fn score(&self) -> (i64, i64) {
        let earned = self.items.iter().filter_map(|(_, standing)| standing.best).sum();
        let possible = self.items.iter().map(|(item, _)| item.points).sum();
        (earned, possible)
    }
}

/// A mission with the learner's standings.
///
/// # Errors
/// Not found.
pub async fn mission(app: &App, viewer: &Viewer, id: MissionId) -> Result<MissionView> {
    let mut tx = app.db.read().await?;
    let mission = store::mission(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let items = store::items_with_standings(&mut tx, id, viewer.id).await?;
    let items = items.into_iter().map(|row| (row.item, row.standing)).collect();
    Ok(MissionView { mission, items })
}

/// What the learner handed in for an item, newest first.
///
/// # Errors
/// The database's.
pub async fn history(app: &App, viewer: &Viewer, item: ItemId) -> Result<Vec<HistoryRow>> {
    Ok(store::history(&mut app.db.read().await?, item, viewer.id).await?)
}

/// A learner's work on an item.
#[derive(Debug)]
pub struct Work {
    /// What was handed in for the score, newest first.
    pub history: Vec<HistoryRow>,
    /// The submission that is looked at: the wanted one, or the newest for
    /// the score.
    pub shown: Option<SubmissionView>,
    /// What the editor begins with: the wanted submission, or whatever the
    /// learner handed in last.
    pub last: Option<SubmissionRow>,
}

/// A learner's work on an item of a mission.
///
/// # Errors
/// Not found, when the wanted submission is not the viewer's.
pub async fn work(
    app: &App,
    viewer: &Viewer,
    mission: &MissionRow,
    item: &ItemRow,
    wanted: Option<SubmissionId>,
) -> Result<Work> {
    let mut tx = app.db.read().await?;
    let history = store::history(&mut tx, item.id, viewer.id).await?;
    let rows = store::submissions_of_page(&mut tx, item.id, viewer.id, wanted).await?;
    if rows.iter().any(|row| row.user_id != viewer.id) {
        authoring::require(&mut tx, viewer, mission.course_id).await?;
    }
    let (shown, last) = match wanted {
        Some(id) => {
            let row = rows.iter().find(|row| row.id == id).ok_or(Error::NotFound)?;
            (Some(row), Some(row))
        }
        None => {
            let newest = history.first().map(|row| row.id);
            let last = rows.iter().max_by_key(|row| (row.created_at, row.id));
            (rows.iter().find(|row| Some(row.id) == newest), last)
        }
    };
    let last = last.cloned();
    let shown = match shown.cloned() {
        Some(submission) => {
            let waiting = submission.state.is_waiting();
            let ahead = if waiting { queue::ahead(&mut tx, submission.id).await? } else { 0 };
            let (item, mission) = (item.clone(), mission.clone());
            let age_millis = app.clock.now().millis_since(submission.created_at);
            let remarks = review::remarks(&mut tx, submission.id).await?;
            Some(SubmissionView { submission, item, ahead, age_millis, mission, remarks })
        }
        None => None,
    };
    Ok(Work { history, shown, last })
}

/// The missions of a course.
///
/// # Errors
/// The database's.
pub async fn of_course(app: &App, course_slug: &str) -> Result<Vec<MissionRow>> {
    Ok(store::missions(&mut app.db.read().await?, Some(course_slug)).await?)
}

/// All missions, for the staff.
///
/// # Errors
/// The database's.
pub async fn all(app: &App) -> Result<Vec<MissionRow>> {
    Ok(store::missions(&mut app.db.read().await?, None).await?)
}

/// An item's mission with all its items, for the staff.
///
/// # Errors
/// Not found.
pub async fn mission_of_item(app: &App, id: ItemId) -> Result<(MissionRow, Vec<ItemRow>)> {
    let mut tx = app.db.read().await?;
    let item = store::item(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let mission = store::mission(&mut tx, item.mission_id).await?.ok_or(Error::NotFound)?;
    let items = store::items(&mut tx, mission.id).await?;
    Ok((mission, items))
}

/// Missions with their items, of one course or of all, for the staff.
///
/// # Errors
/// The database's.
pub async fn all_items(
    app: &App,
    course_slug: Option<&str>,
) -> Result<Vec<(MissionRow, Vec<ItemRow>)>> {
    let mut tx = app.db.read().await?;
    let missions = store::missions(&mut tx, course_slug).await?;
    let mut by_mission: HashMap<MissionId, Vec<ItemRow>> = HashMap::new();
    for item in store::items_of_course(&mut tx, course_slug).await? {
        by_mission.entry(item.mission_id).or_default().push(item);
    }
    let with_items = |mission: MissionRow| {
        let items = by_mission.remove(&mission.id).unwrap_or_default();
        (mission, items)
    };
    Ok(missions.into_iter().map(with_items).collect())
}

/// Id, name and mission's title of the items that a grader judges.
///
/// # Errors
/// The database's.
pub async fn items_of_grader(app: &App, grader: &str) -> Result<Vec<(ItemId, String, String)>> {
    Ok(store::items_of_grader(&mut app.db.read().await?, grader).await?)
}

/// Submissions that wait or are being graded.
///
/// # Errors
/// The database's.
pub async fn waiting(app: &App) -> Result<i64> {
    let waiting = queue::waiting(app).await?;
    Ok(waiting.queued + waiting.running)
}

/// Missions that a learner has worked on: earned and possible milli-points.
///
/// # Errors
/// The database's.
pub async fn scores(app: &App, user: UserId) -> Result<HashMap<MissionId, (i64, i64)>> {
    let rows = store::scores(&mut app.db.read().await?, user).await?;
    Ok(rows.into_iter().map(|(id, earned, possible)| (id, (earned, possible))).collect())
}

/// What somebody hands in.
#[derive(Debug, Default)]
pub struct Handed {
    /// A program's files.
    pub files: Vec<File>,
    /// Ids of the chosen choices.
    pub choices: Vec<String>,
}

/// Stores a submission; a worker grades it.
///
/// # Errors
/// What the learner must change, or when too much is waiting.
pub async fn submit(
    app: &AppState,
    viewer: &Viewer,
    item: &ItemRow,
    purpose: SubmissionPurpose,
    handed: Handed,
) -> Result<SubmissionId> {
    let answer = check_answer(item, &handed)?;
    let at = app.clock.now();
    let limits = &app.config.grading;
    let mut tx = app.db.begin().await?;
    let load = queue::Load::of(&mut tx, viewer.id, item.id).await?;
    terms::check(&terms::of(&mut tx, viewer.id, item.id).await?, viewer, purpose, at)?;
    let used_up = item.attempts.is_some_and(|most| load.attempts >= most);
    if purpose == SubmissionPurpose::Full && used_up {
        return Err(Error::conflict(Message::new("mission-no-attempts")));
    }
    if load.own >= limits.max_waiting_per_learner {
        app.metrics.handed_in("learner");
        let message = Message::new("mission-too-many-waiting").with("count", load.own);
        return Err(Error::too_many(message));
    }
    if load.all >= limits.max_waiting || load.mission >= limits.max_waiting_per_mission {
        app.metrics.handed_in(if load.all >= limits.max_waiting { "queue" } else { "mission" });
        return Err(Error::unavailable("mission-queue-full"));
    }
    let new = NewSubmission {
        id: SubmissionId(app.entropy.id(at)),
        user_id: viewer.id,
        item_id: item.id,
        purpose,
        language: item.language.clone(),
        entry: item.entry.clone(),
        files: handed.files,
        answer,
        due: load.due(at),
        at,
    };
    queue::insert(&mut tx, &new).await?;
    tx.commit().await?;
    app.metrics.handed_in("taken");
    app.signals.submission_arrived();
    Ok(new.id)
}

/// Whether an answer fits an item; as JSON, for an item without a program.
///
/// # Errors
/// What the learner must change.
pub fn check_answer(item: &ItemRow, handed: &Handed) -> Result<Option<String>> {
    match item.kind {
        ItemKind::Code => {
            if handed.files.is_empty() {
                return Err(Error::invalid("mission-no-files"));
            }
            if handed.files.len() > MAX_FILES {
                return Err(Error::invalid_with(
                    Message::new("mission-too-many-files").with("most", MAX_FILES),
                ));
            }
            check_files(&handed.files).map_err(|error| {
                Error::invalid_with(Message::new("mission-files-bad").with("reason", error))
            })?;
            Ok(None)
        }
        ItemKind::Choice => {
            let known = |id: &String| item.choices.0.iter().any(|choice| choice.id == *id);
            if handed.choices.is_empty() {
                return Err(Error::invalid("mission-answer-required"));
            }
            if !handed.choices.iter().all(known) || (!item.multiple && handed.choices.len() > 1) {
                return Err(Error::invalid("mission-choice-unknown"));
            }
            Ok(Some(serde_json::to_string(&handed.choices).context("choices as JSON")?))
        }
    }
}

/// The item of a mission by its name.
///
/// # Errors
/// Not found.
pub fn item<'a>(view: &'a MissionView, name: &str) -> Result<&'a (ItemRow, Standing)> {
    view.items.iter().find(|(item, _)| item.name == name).ok_or(Error::NotFound)
}

/// A submission, its item and its place in the queue.
#[derive(Debug)]
pub struct SubmissionView {
    /// The submission.
    pub submission: SubmissionRow,
    /// Its item.
    pub item: ItemRow,
    /// How many are before it, while it waits.
    pub ahead: i64,
    /// Milliseconds since it came.
    pub age_millis: i64,
    /// Its mission.
    pub mission: MissionRow,
    /// What tutors said and did about it.
    pub remarks: Vec<Remark>,
}

/// A submission of the viewer's own, or any for the staff.
///
/// # Errors
/// Not found, also for somebody else's.
pub async fn submission(app: &App, viewer: &Viewer, id: SubmissionId) -> Result<SubmissionView> {
    let mut tx = app.db.read().await?;
    let submission = store::submission(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if submission.user_id != viewer.id {
        authoring::require_item(&mut tx, viewer, submission.item_id).await?;
    }
    let item = store::item(&mut tx, submission.item_id).await?.ok_or(Error::NotFound)?;
    let ahead = if submission.state.is_waiting() { queue::ahead(&mut tx, id).await? } else { 0 };
    let mission = store::mission(&mut tx, item.mission_id).await?.ok_or(Error::NotFound)?;
    let age_millis = app.clock.now().millis_since(submission.created_at);
    let remarks = review::remarks(&mut tx, id).await?;
    Ok(SubmissionView { submission, item, ahead, age_millis, mission, remarks })
}

/// As [`submission`], after waiting for the verdict.
///
/// # Errors
/// Not found.
pub async fn submission_when_finished(
    app: &App,
    viewer: &Viewer,
    id: SubmissionId,
    timeout: Duration,
) -> Result<SubmissionView> {
    let view = submission(app, viewer, id).await?;
    if !view.submission.state.is_waiting() {
        return Ok(view);
    }
    queue::wait_until_finished(app, id, timeout).await?;
    submission(app, viewer, id).await
}

/// What is kept of a grading.
#[derive(Debug)]
pub struct GradedSubmission {
    /// Where it is in the queue.
    pub state: SubmissionState,
    /// The verdict, if there is one.
    pub outcome: Option<Outcome>,
    /// What it follows from.
    pub recipe: Option<String>,
    /// Who judged.
    pub grader: Option<PluginRef>,
    /// What it ran in.
    pub runtime: Option<PluginRef>,
}

/// A submission's verdict as it is kept, for whoever runs the school.
///
/// # Errors
/// The database's.
pub async fn graded(app: &App, id: SubmissionId) -> Result<Option<GradedSubmission>> {
    let row = store::graded(&mut app.db.read().await?, id).await?;
    Ok(row.map(|row| {
        let plugin = |id, version, digest| match (id, version, digest) {
            (Some(id), Some(version), Some(digest)) => Some(PluginRef { id, version, digest }),
            _ => None,
        };
        let outcome = row.verdict.zip(row.report).map(|(verdict, report)| Outcome {
            verdict,
            score: row.score.unwrap_or(0),
            max_score: row.max_score.unwrap_or(0),
            fuel: row.fuel.unwrap_or(0),
            peak_memory: row.peak_memory.unwrap_or(0),
            report,
        });
        GradedSubmission {
            state: row.state,
            outcome,
            recipe: row.recipe,
            grader: plugin(row.grader_id, row.grader_version, row.grader_digest),
            runtime: plugin(row.runtime_id, row.runtime_version, row.runtime_digest),
        }
    }))
}
