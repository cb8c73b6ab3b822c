//! Looking through submissions, comments, and scores set by people.

use weaverse_sandbox::File;

use super::model::{CommentId, Filter, ListedRow, Remark, RemarkKind, Whose};
use super::store;
use crate::accounts::Viewer;
use crate::app::{App, AppState};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::learning::service as learning;
use crate::missions::authoring::service as authoring;
use crate::missions::model::{
    HistoryRow, MissionId, SubmissionId, SubmissionPurpose, SubmissionState,
};
use crate::missions::queue;
use crate::missions::service::SubmissionView;
use crate::missions::store as missions;
use crate::packs::Item;

/// Characters of a comment or a reason.
const MAX_TEXT: usize = 5000;

/// The submissions of a mission for the score, newest first.
///
/// # Errors
/// The database's; who may is asked by `authoring::service::published`.
pub async fn list(app: &App, mission: MissionId, filter: &Filter) -> Result<Vec<ListedRow>> {
    Ok(store::list(&mut app.db.read().await?, mission, filter).await?)
}

/// Comments and changes of the score, oldest first.
///
/// # Errors
/// The database's.
pub async fn remarks(tx: &mut Tx, id: SubmissionId) -> Result<Vec<Remark>> {
    Ok(store::remarks(tx, id).await?)
}

/// A submission with everything that its tutor may know.
#[derive(Debug)]
pub struct Review {
    /// The submission.
    pub view: SubmissionView,
    /// Learner and versions.
    pub whose: Whose,
    /// The item as it is now, with solution and starter.
    pub item: Item,
    /// What the learner handed in for the item, newest first.
    pub others: Vec<HistoryRow>,
}

/// A submission for its tutors.
///
/// # Errors
/// Not found, also for somebody else's course.
pub async fn review(app: &App, viewer: &Viewer, id: SubmissionId) -> Result<Review> {
    let mut tx = app.db.read().await?;
    let row = missions::submission(&mut tx, id).await?.ok_or(Error::NotFound)?;
    authoring::require_item(&mut tx, viewer, row.item_id).await?;
    let item = missions::item(&mut tx, row.item_id).await?.ok_or(Error::NotFound)?;
    let mission = missions::mission(&mut tx, item.mission_id).await?.ok_or(Error::NotFound)?;
    let full = authoring::full_item(&mut tx, item.id).await?;
    let others = missions::history(&mut tx, item.id, row.user_id).await?;
    let whose = store::whose(&mut tx, id).await?;
    let remarks = store::remarks(&mut tx, id).await?;
    let view = SubmissionView { submission: row, item, ahead: 0, age_millis: 0, mission, remarks };
    Ok(Review { view, whose, item: full, others })
}

/// Writes a comment that the learner sees.
///
/// # Errors
/// Not found, or an empty or too long text.
pub async fn comment(app: &AppState, viewer: &Viewer, id: SubmissionId, body: &str) -> Result<()> {
    let body = text(body, "review-comment-empty")?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let row = missions::submission(&mut tx, id).await?.ok_or(Error::NotFound)?;
    authoring::require_item(&mut tx, viewer, row.item_id).await?;
    let comment = CommentId(app.entropy.id(now));
    store::insert_comment(&mut tx, comment, id, viewer.id, &body, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes one's own comment back.
///
/// # Errors
/// Not found, also for the comment of somebody else.
pub async fn withdraw(
    app: &AppState,
    viewer: &Viewer,
    id: SubmissionId,
    comment: CommentId,
) -> Result<()> {
    let mut tx = app.db.begin().await?;
    let now = app.clock.now();
    if store::withdraw_comment(&mut tx, comment, id, viewer.id, now).await? == 0 {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(())
}

/// Sets a score in place of the graded one; `None` lets the graded one count
/// again. Grading again does not touch it.
///
/// # Errors
/// Not found; a score beyond the item's; no reason; nothing graded yet.
pub async fn override_score(
    app: &AppState,
    viewer: &Viewer,
    id: SubmissionId,
    score: Option<i64>,
    reason: &str,
) -> Result<()> {
    let reason = text(reason, "review-reason-empty")?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let row = missions::submission(&mut tx, id).await?.ok_or(Error::NotFound)?;
    authoring::require_item(&mut tx, viewer, row.item_id).await?;
    // One after the other: each row of the trail says what counted before it.
    queue::lock_learner(&mut tx, row.user_id).await?;
    let item = missions::item(&mut tx, row.item_id).await?.ok_or(Error::NotFound)?;
    if row.purpose != SubmissionPurpose::Full || row.state.is_waiting() {
        return Err(Error::conflict(Message::new("review-not-graded")));
    }
    let most = row.max_score.unwrap_or(item.points);
    if score.is_some_and(|score| !(0..=most).contains(&score)) {
        let most = crate::web::format::points(most);
        return Err(Error::invalid_with(Message::new("review-score-bad").with("most", most)));
    }
    if score.is_none() && row.override_score.is_none() {
        return Err(Error::conflict(Message::new("review-nothing-set")));
    }
    let trail = CommentId(app.entropy.id(now));
    store::insert_override(&mut tx, trail, id, viewer.id, score, &reason, now).await?;
    store::set_override(&mut tx, id, score).await?;
    learning::complete_if_passed(&mut tx, row.user_id, row.item_id, now).await?;
    tx.commit().await?;
    tracing::info!(submission.id = %id, user.id = %viewer.id, score, "score set by a person");
    Ok(())
}

fn text(given: &str, empty: &'static str) -> Result<String> {
    let text = crate::db::storable(given.replace("\r\n", "\n").trim());
    if text.is_empty() {
        return Err(Error::invalid_with(Message { key: empty, args: Vec::new() }));
    }
    if text.chars().count() > MAX_TEXT {
        return Err(Error::invalid_with(Message::new("review-text-long").with("most", MAX_TEXT)));
    }
    Ok(text)
}

/// The change of the score that counts now, if a person's does.
#[must_use]
pub fn standing_override(remarks: &[Remark]) -> Option<&Remark> {
    let last = remarks.iter().rev().find(|remark| remark.kind == RemarkKind::Score);
    last.filter(|remark| remark.score.is_some())
}

/// What a submission is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The model solution.
    Solution,
    /// What the learner began with.
    Starter,
    /// Another submission of the learner for the item.
    Submission(SubmissionId),
}

/// The files that a submission is compared with.
///
/// # Errors
/// Not found, also for a submission of another learner or item.
pub async fn other_side(app: &App, review: &Review, against: Against) -> Result<Vec<File>> {
    match against {
        Against::Solution => Ok(review.item.solution.clone()),
        Against::Starter => Ok(review.item.starter.clone()),
        Against::Submission(id) => {
            let mine = &review.view.submission;
            let row = missions::submission(&mut app.db.read().await?, id).await?;
            let row = row.filter(|row| row.user_id == mine.user_id && row.item_id == mine.item_id);
            Ok(row.ok_or(Error::NotFound)?.files.0)
        }
    }
}

/// Whether something was graded, so that a score can be set.
#[must_use]
pub fn may_override(view: &SubmissionView) -> bool {
    view.submission.purpose == SubmissionPurpose::Full
        && matches!(view.submission.state, SubmissionState::Done | SubmissionState::Failed)
}
