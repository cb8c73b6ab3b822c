//! Checking, trying and publishing drafts.

use anyhow::Context as _;

use super::check::{Checked, Mistake, Trial, check, try_programs};
use super::model::{Document, DraftId, DraftRow};
use super::put::{Origin, Put, put_mission};
use super::service::{draft, require};
use super::store;
use crate::accounts::Viewer;
use crate::app::AppState;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::missions::model::MissionId;
use crate::packs::MissionKind;

/// What keeps a draft from being published, but for its programs.
///
/// # Errors
/// The database's.
pub async fn check_draft(app: &AppState, draft: &DraftRow) -> Result<Checked> {
    let (snapshot, document) = (app.registry.snapshot(), draft.document.0.clone());
    let mut checked = tokio::task::spawn_blocking(move || check(&snapshot, &document))
        .await
        .context("checking a draft")?;
    let mut tx = app.db.read().await?;
    checked.mistakes.extend(places(&mut tx, draft).await?);
    Ok(checked)
}

/// What the rest of the course has against it.
async fn places(tx: &mut Tx, draft: &DraftRow) -> Result<Vec<Mistake>> {
    let document = &draft.document.0;
    let mistake = |field: &str, message| Mistake { item: None, field: field.to_owned(), message };
    let taken = store::taken(tx, draft.course_id, draft.mission_id, document.kind, &document.slug);
    let mut mistakes: Vec<_> = taken
        .await?
        .into_iter()
        .map(|(kind, slug)| {
            if slug == document.slug {
                mistake("slug", Message::new("draft-slug-taken").with("slug", slug))
            } else {
                let message =
                    Message::new("draft-kind-taken").with("kind", kind).with("slug", slug);
                mistake("kind", message)
            }
        })
        .collect();
    if let Some(mission) = draft.mission_id {
        let mission = store::full_mission(tx, mission).await?;
        let exam = |kind| matches!(kind, MissionKind::Midterm | MissionKind::Final);
        if mission.is_some_and(|mission| exam(mission.kind) != exam(document.kind)) {
            mistakes.push(mistake("kind", Message::new("draft-kind-moves")));
        }
    }
    Ok(mistakes)
}

/// Runs model solutions and starters of a draft.
///
/// # Errors
/// None of the programs': those are in the trials.
pub async fn try_draft(
    app: &AppState,
    document: &Document,
    only: Option<usize>,
) -> Result<Vec<Trial>> {
    let (snapshot, document) = (app.registry.snapshot(), document.clone());
    let trials = tokio::task::spawn_blocking(move || try_programs(&snapshot, &document, only));
    Ok(trials.await.context("trying a draft")?)
}

/// What came of publishing.
#[derive(Debug)]
pub enum Outcome {
    /// It is there for learners.
    Published(MissionId),
    /// What must be changed first.
    Refused(Vec<Mistake>, Vec<Trial>),
}

/// Publishes a draft: only when nothing is wrong with it, every model
/// solution passes and no starter does. `replace` publishes also over changes
/// that the mission has seen since the draft was begun.
///
/// # Errors
/// Not found; or when the draft or its mission was changed meanwhile.
pub async fn publish(
    app: &AppState,
    viewer: &Viewer,
    id: DraftId,
    replace: bool,
) -> Result<Outcome> {
    let open = draft(app, viewer, id).await?;
    let checked = check_draft(app, &open.draft).await?;
    if !checked.mistakes.is_empty() {
        return Ok(Outcome::Refused(checked.mistakes, Vec::new()));
    }
    let document = &open.draft.document.0;
    let trials = try_draft(app, document, None).await?;
    let mistakes: Vec<_> = trials.iter().filter_map(Trial::mistake).collect();
    if !mistakes.is_empty() {
        return Ok(Outcome::Refused(mistakes, trials));
    }
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let draft = store::draft(&mut tx, id).await?.ok_or(Error::NotFound)?;
    require(&mut tx, viewer, draft.course_id).await?;
    if draft.revision != open.draft.revision {
        return Err(Error::conflict(Message::new("draft-saved-meanwhile")));
    }
    if draft.is_stale() && !replace {
        return Err(Error::conflict(Message::new("draft-stale")));
    }
    let taken = places(&mut tx, &draft).await?;
    if !taken.is_empty() {
        return Ok(Outcome::Refused(taken, trials));
    }
    if let Some(mission) = draft.mission_id {
        store::rename_mission(&mut tx, mission, &document.slug).await?;
    }
    let put = Put {
        course: draft.course_id,
        slug: &document.slug,
        kind: document.kind,
        title: &document.title,
        language: document.locale(),
        statement: &document.statement,
        pass_percent: document.pass_percent,
        opens_at: document.opens_at,
        closes_at: document.closes_at,
        items: &document.items,
        samples: &checked.samples,
        origin: Origin::Studio,
    };
    let mission = put_mission(&mut tx, &app.entropy, now, &put).await?;
    if matches!(document.kind, MissionKind::Quiz | MissionKind::Assignment) {
        store::put_topic(&mut tx, app.entropy.id(now), mission, document).await?;
    }
    store::delete_draft(&mut tx, id).await?;
    tx.commit().await?;
    tracing::info!(mission.id = %mission, user.id = %viewer.id, "mission published in the studio");
    Ok(Outcome::Published(mission))
}
