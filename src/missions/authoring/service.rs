//! Drafts: opening, saving, publishing. Who may is asked here: nothing of a
//! course is given to a tutor of other courses.

use anyhow::Context as _;

use super::model::{CourseRef, Document, DraftId, DraftLine, DraftRow, FullMission};
use super::put::{Judged, keep_version};
use super::staffing::store as staffing;
use super::store;
use crate::accounts::Viewer;
use crate::app::{App, AppState};
use crate::courses::model::{CourseId, LectureId};
use crate::db::{JsonText, Tx};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::missions::model::{ItemId, MissionId};
use crate::packs::{Item, MissionKind};

/// Slugs of a course's missions that were changed in the studio since the
/// last import.
///
/// # Errors
/// The database's.
pub async fn edited_missions(tx: &mut Tx, course_slug: &str) -> crate::db::Result<Vec<String>> {
    let rows = store::edited_missions(tx, course_slug).await?;
    Ok(rows.into_iter().map(|(slug,)| slug).collect())
}

/// Whether somebody may build in a course.
///
/// # Errors
/// Not found, for those who may not.
pub async fn require(tx: &mut Tx, viewer: &Viewer, course: CourseId) -> Result<()> {
    let may = viewer.is_administrator()
        || (viewer.is_staff() && staffing::may_edit(tx, course, viewer.id).await?);
    if may { Ok(()) } else { Err(Error::NotFound) }
}

/// As [`require`], of an item's course.
///
/// # Errors
/// Not found.
pub async fn require_item(tx: &mut Tx, viewer: &Viewer, item: ItemId) -> Result<()> {
    let course = store::course_of_item(tx, item).await?.ok_or(Error::NotFound)?;
    require(tx, viewer, course).await
}

/// An item with its solution and configuration; who may see it was asked.
///
/// # Errors
/// Not found.
pub async fn full_item(tx: &mut Tx, item: ItemId) -> Result<Item> {
    Ok(store::full_item(tx, item).await?.ok_or(Error::NotFound)?.into())
}

/// Grader and configuration of an item.
///
/// # Errors
/// Not found.
pub async fn item_config(app: &AppState, viewer: &Viewer, id: ItemId) -> Result<(String, String)> {
    let mut tx = app.db.read().await?;
    require_item(&mut tx, viewer, id).await?;
    let item = full_item(&mut tx, id).await?;
    Ok((item.grader, item.config.to_string()))
}

/// A course that somebody may build in.
///
/// # Errors
/// Not found.
pub async fn course(app: &AppState, viewer: &Viewer, slug: &str) -> Result<CourseRef> {
    let mut tx = app.db.read().await?;
    let course = store::course_by_slug(&mut tx, slug).await?.ok_or(Error::NotFound)?;
    require(&mut tx, viewer, course.id).await?;
    Ok(course)
}

/// The tutors who build in a course; none: every tutor may.
///
/// # Errors
/// The database's.
pub async fn tutors(app: &AppState, course: CourseId) -> Result<Vec<String>> {
    let rows = staffing::tutors(&mut app.db.read().await?, course).await?;
    Ok(rows.into_iter().map(|(nickname,)| nickname).collect())
}

/// Makes a tutor one of a course's, or no longer.
///
/// # Errors
/// Not found; or when there is no tutor of this name.
pub async fn set_tutor(
    app: &AppState,
    administrator: &Viewer,
    course: &str,
    nickname: &str,
    add: bool,
) -> Result<()> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let course = store::course_by_slug(&mut tx, course).await?.ok_or(Error::NotFound)?;
    let rows = match add {
        true => staffing::add_tutor(&mut tx, course.id, nickname, administrator.id, now).await?,
        false => staffing::remove_tutor(&mut tx, course.id, nickname).await?,
    };
    if rows == 0 {
        return Err(Error::invalid_with(Message::new("course-no-tutor").with("name", nickname)));
    }
    tx.commit().await?;
    Ok(())
}

/// A published mission with all of its content, and its course.
#[derive(Debug)]
pub struct Published {
    /// The mission.
    pub mission: FullMission,
    /// Its content.
    pub document: Document,
    /// The ids of its items, in order.
    pub items: Vec<ItemId>,
    /// Its course.
    pub course: CourseRef,
}

/// A published mission that somebody may edit.
///
/// # Errors
/// Not found.
pub async fn published(app: &AppState, viewer: &Viewer, id: MissionId) -> Result<Published> {
    let mut tx = app.db.read().await?;
    published_in(&mut tx, viewer, id).await
}

async fn published_in(tx: &mut Tx, viewer: &Viewer, id: MissionId) -> Result<Published> {
    let mission = store::full_mission(tx, id).await?.ok_or(Error::NotFound)?;
    require(tx, viewer, mission.course_id).await?;
    let course = store::course_by_id(tx, mission.course_id).await?.ok_or(Error::NotFound)?;
    let rows = store::full_items(tx, id).await?;
    let items = rows.iter().map(|row| row.id).collect();
    let document = mission.clone().document(rows);
    Ok(Published { mission, document, items, course })
}

/// All drafts that somebody may go on with.
///
/// # Errors
/// The database's.
pub async fn drafts(app: &AppState, viewer: &Viewer) -> Result<Vec<DraftLine>> {
    let mut tx = app.db.read().await?;
    Ok(staffing::drafts(&mut tx, viewer.id, viewer.is_administrator()).await?)
}

/// A draft with what its form offers.
#[derive(Debug)]
pub struct OpenDraft {
    /// The draft.
    pub draft: DraftRow,
    /// Its course.
    pub course: CourseRef,
    /// Where a quiz or an assignment can be put.
    pub lectures: Vec<(LectureId, String)>,
}

/// A draft that somebody may go on with.
///
/// # Errors
/// Not found.
pub async fn draft(app: &AppState, viewer: &Viewer, id: DraftId) -> Result<OpenDraft> {
    let mut tx = app.db.read().await?;
    let draft = store::draft(&mut tx, id).await?.ok_or(Error::NotFound)?;
    require(&mut tx, viewer, draft.course_id).await?;
    let course = store::course_by_id(&mut tx, draft.course_id).await?.ok_or(Error::NotFound)?;
    let lectures = store::lectures(&mut tx, draft.course_id).await?;
    Ok(OpenDraft { draft, course, lectures })
}

/// Begins a new mission in a course.
///
/// # Errors
/// Not found.
pub async fn create(
    app: &AppState,
    viewer: &Viewer,
    course: &CourseRef,
    kind: MissionKind,
) -> Result<DraftId> {
    let document = Document::blank(kind, &course.language);
    let mut tx = app.db.begin().await?;
    require(&mut tx, viewer, course.id).await?;
    let id = insert(app, &mut tx, viewer, course.id, None, document).await?;
    tx.commit().await?;
    Ok(id)
}

/// The draft of a published mission: the one that is there, or a new one.
///
/// # Errors
/// Not found.
pub async fn edit(app: &AppState, viewer: &Viewer, mission: MissionId) -> Result<DraftId> {
    let mut tx = app.db.begin().await?;
    let Published { mission, document, course, .. } =
        published_in(&mut tx, viewer, mission).await?;
    if let Some((id,)) = store::draft_of_mission(&mut tx, mission.id).await? {
        return Ok(id);
    }
    let of = Some((mission.id, mission.revision));
    let id = insert(app, &mut tx, viewer, course.id, of, document).await?;
    tx.commit().await?;
    Ok(id)
}

async fn insert(
    app: &AppState,
    tx: &mut Tx,
    viewer: &Viewer,
    course_id: CourseId,
    mission: Option<(MissionId, i64)>,
    document: Document,
) -> Result<DraftId> {
    let now = app.clock.now();
    let row = DraftRow {
        id: DraftId(app.entropy.id(now)),
        course_id,
        mission_id: mission.map(|(id, _)| id),
        document: JsonText(document),
        revision: 1,
        base_revision: mission.map(|(_, revision)| revision),
        updated_at: now,
        mission_revision: None,
    };
    store::insert_draft(tx, &row, viewer.id).await?;
    Ok(row.id)
}

/// Saves what was written; `revision` is the one that the form showed.
///
/// # Errors
/// When somebody else has saved meanwhile.
pub async fn save(
    app: &AppState,
    viewer: &Viewer,
    id: DraftId,
    revision: i64,
    document: &Document,
) -> Result<()> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let draft = store::draft(&mut tx, id).await?.ok_or(Error::NotFound)?;
    require(&mut tx, viewer, draft.course_id).await?;
    if store::save_draft(&mut tx, id, document, revision, viewer.id, now).await? == 0 {
        return Err(Error::conflict(Message::new("draft-saved-meanwhile")));
    }
    tx.commit().await?;
    Ok(())
}

/// Throws a draft away; what is published stays.
///
/// # Errors
/// Not found.
pub async fn discard(app: &AppState, viewer: &Viewer, id: DraftId) -> Result<()> {
    let mut tx = app.db.begin().await?;
    let draft = store::draft(&mut tx, id).await?.ok_or(Error::NotFound)?;
    require(&mut tx, viewer, draft.course_id).await?;
    store::delete_draft(&mut tx, id).await?;
    tx.commit().await?;
    Ok(())
}

/// A live item was switched to another grader: what it is judged by now is
/// its version, and its mission one that was changed in the studio.
///
/// # Errors
/// The database's.
async fn keep_switch(app: &App, tx: &mut Tx, item: ItemId) -> Result<()> {
    let now = app.clock.now();
    let full = full_item(tx, item).await?;
    keep_version(tx, &app.entropy, now, item, &Judged::of(&full)).await?;
    store::mark_edited(tx, item, now).await?;
    Ok(())
}

/// Switches an item to a grader and a configuration, which the grader itself
/// checks first.
///
/// # Errors
/// What the grader says is wrong.
pub async fn set_item_grader(
    app: &AppState,
    viewer: &Viewer,
    item: ItemId,
    grader: &str,
    config: &str,
) -> Result<()> {
    serde_json::from_str::<serde_json::Value>(config).map_err(|error| {
        Error::invalid_with(Message::new("studio-config-not-json").with("reason", error))
    })?;
    let snapshot = app.registry.snapshot();
    // An item that has it already keeps a retired grader.
    let kept = item_config(app, viewer, item).await?.0 == grader;
    let active = match kept {
        true => snapshot.grader(grader),
        false => snapshot.grader_for_new_items(grader),
    };
    let active = active.cloned().ok_or_else(|| {
        Error::invalid_with(Message::new("studio-no-grader").with("grader", grader))
    })?;
    let text = config.to_owned();
    let checked = tokio::task::spawn_blocking(move || active.grader.check(&text))
        .await
        .context("checking a configuration")?
        .map_err(|fault| {
            Error::invalid_with(Message::new("studio-grader-fault").with("reason", fault))
        })?;
    let preview = checked.map_err(|problems| {
        let lines: Vec<_> =
            problems.iter().map(|p| format!("{}: {}", p.pointer, p.message)).collect();
        Error::invalid_with(Message::new("studio-config-refused").with("reason", lines.join("; ")))
    })?;
    let mut tx = app.db.begin().await?;
    require_item(&mut tx, viewer, item).await?;
    if store::set_item_grader(&mut tx, item, grader, config, &preview.samples).await? == 0 {
        return Err(Error::NotFound);
    }
    keep_switch(app, &mut tx, item).await?;
    tx.commit().await?;
    tracing::info!(item.id = %item, grader, user.id = %viewer.id, "item switched to a grader");
    Ok(())
}
