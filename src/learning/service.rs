//! Rules of progress: it never goes back, and a report that comes twice
//! changes nothing.

use serde::Deserialize;

use super::intervals::{Interval, merge, total};
use super::store;
pub use super::store::ProgressRow;
use crate::accounts::{UserId, Viewer};
use crate::app::App;
use crate::courses::TopicId;
use crate::db::{JsonText, Tx};
use crate::error::{Error, Result};
use crate::packs::TopicKind;

/// A video is done when this share of it was watched.
const DONE_PERCENT: i64 = 90;
/// The most intervals of one report.
const MAX_REPORTED: usize = 500;
/// A video is shorter than this: a day.
const MAX_MS: i64 = 86_400_000;

/// What a player reports.
#[derive(Debug, Clone, Deserialize)]
pub struct WatchReport {
    /// Where it stands.
    pub position_ms: i64,
    /// 0: not known yet.
    #[serde(default)]
    pub duration_ms: i64,
    /// What was played since the last report.
    #[serde(default)]
    pub watched: Vec<Interval>,
    /// Why it reports: `play`, `pause`, `seek`, `ended`, `heartbeat`, `leave`.
    #[serde(default)]
    pub event: String,
}

/// A learner's progress in a topic, if there is any.
///
/// # Errors
/// The database's.
pub async fn progress(app: &App, user: UserId, topic: TopicId) -> Result<Option<ProgressRow>> {
    Ok(store::progress(&mut app.db.read().await?, user, topic).await?)
}

/// Takes a player's report.
///
/// # Errors
/// A report that is no report; a topic that is not there.
pub async fn watch(
    app: &App,
    viewer: &Viewer,
    topic: TopicId,
    report: &WatchReport,
) -> Result<ProgressRow> {
    let in_range = |ms: i64| (0..=MAX_MS).contains(&ms);
    let good = in_range(report.position_ms)
        && in_range(report.duration_ms)
        && report.watched.len() <= MAX_REPORTED;
    if !good {
        return Err(Error::invalid("learning-report-bad"));
    }
    change(app, viewer, topic, TopicKind::Video, |row| {
        row.duration_ms = row.duration_ms.max(report.duration_ms);
        row.watched = JsonText(merge(&row.watched.0, &report.watched, row.duration_ms));
        let end = if row.duration_ms > 0 { row.duration_ms } else { MAX_MS };
        let position = report.position_ms.min(end);
        // A player that has not begun stands at 0: that is no place to go on.
        if position > 0 {
            row.position_ms = position;
        }
        row.furthest_ms = row.furthest_ms.max(position);
        row.duration_ms > 0 && total(&row.watched.0) * 100 >= row.duration_ms * DONE_PERCENT
    })
    .await
}

/// Marks a reading as done; missions are done by passing, videos by watching.
///
/// # Errors
/// A topic that is not there.
pub async fn complete(app: &App, viewer: &Viewer, topic: TopicId) -> Result<ProgressRow> {
    change(app, viewer, topic, TopicKind::Reading, |_| true).await
}

async fn change(
    app: &App,
    viewer: &Viewer,
    topic: TopicId,
    kind: TopicKind,
    apply: impl FnOnce(&mut ProgressRow) -> bool,
) -> Result<ProgressRow> {
    let now = app.clock.now();
    let mut tx: Tx = app.db.begin().await?;
    if store::topic_kind(&mut tx, topic).await? != Some(kind) {
        return Err(Error::NotFound);
    }
    let mut row = store::progress(&mut tx, viewer.id, topic).await?.unwrap_or(ProgressRow {
        position_ms: 0,
        furthest_ms: 0,
        duration_ms: 0,
        watched: JsonText(Vec::new()),
        completed_at: None,
    });
    let done = apply(&mut row);
    if done && row.completed_at.is_none() {
        row.completed_at = Some(now);
    }
    store::save(&mut tx, viewer.id, topic, &row, now).await?;
    tx.commit().await?;
    Ok(row)
}

/// Marks the topic of an item's mission as done if the mission is passed.
///
/// # Errors
/// The database's.
pub async fn complete_if_passed(
    tx: &mut Tx,
    user: UserId,
    item: crate::missions::ItemId,
    now: crate::db::Moment,
) -> crate::db::Result<()> {
    store::complete_passed(tx, user, item, now).await
}

/// Marks the topics of these missions as done for everybody who passes them.
///
/// # Errors
/// The database's.
pub async fn complete_missions_passed(
    tx: &mut Tx,
    missions: &[crate::missions::MissionId],
    now: crate::db::Moment,
) -> crate::db::Result<()> {
    store::complete_missions_passed(tx, missions, now).await
}
