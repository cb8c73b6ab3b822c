//! A draft as learners will see it; what is handed in is graded and not kept.

use std::sync::Arc;

use askama::Template;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse as _, Response};
use weaverse_sandbox::Purpose;

use super::draft::title_of;
use crate::accounts::{Staff, Viewer};
use crate::app::AppState;
use crate::db::JsonText;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::missions::authoring::DraftId;
use crate::missions::authoring::check::{check, try_answer};
use crate::missions::authoring::service::{self as authoring, OpenDraft};
use crate::missions::grading::{Answer, Grading};
use crate::missions::model::{
    ItemId, ItemRow, MissionId, MissionRow, Standing, SubmissionId, SubmissionPurpose,
    SubmissionRow, SubmissionState,
};
use crate::missions::pages::item::draw_preview;
use crate::missions::pages::submit::handed;
use crate::missions::service::{MissionView, SubmissionView, check_answer};
use crate::missions::view::{SubmissionPart, submission_part};
use crate::plugins::Snapshot;
use crate::web::parts::Link;
use crate::web::{Form, PageCtx, Path, page};

#[derive(Template)]
#[template(path = "missions/_submission.html")]
struct SubmissionFragment {
    ctx: PageCtx,
    submission: SubmissionPart,
}

pub async fn show_preview(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path((id, at)): Path<(DraftId, usize)>,
) -> Result<Html<String>> {
    let open = authoring::draft(&app, &staff, id).await?;
    let view = learners_view(&app, &open).await?;
    draw(&app, ctx, &staff, &open, &view, at, None)
}

fn draw(
    app: &AppState,
    ctx: PageCtx,
    viewer: &Viewer,
    open: &OpenDraft,
    view: &MissionView,
    at: usize,
    tried: Option<&SubmissionView>,
) -> Result<Html<String>> {
    let here = format!("/studio/drafts/{}/preview", open.draft.id);
    let title = title_of(&ctx, &open.draft.document.0);
    let back = Link { title, url: format!("/studio/drafts/{}/items/{at}", open.draft.id) };
    draw_preview(app, ctx, viewer, view, at, (&here, back), tried)
}

pub async fn create_trial(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    headers: HeaderMap,
    Path(path): Path<(DraftId, usize)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    answer(app, ctx, staff, headers, path, fields, SubmissionPurpose::Full).await
}

pub async fn create_sample_trial(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    headers: HeaderMap,
    Path(path): Path<(DraftId, usize)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    answer(app, ctx, staff, headers, path, fields, SubmissionPurpose::Samples).await
}

async fn answer(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    headers: HeaderMap,
    (id, at): (DraftId, usize),
    fields: Vec<(String, String)>,
    purpose: SubmissionPurpose,
) -> Result<Response> {
    let open = authoring::draft(&app, &staff, id).await?;
    let view = learners_view(&app, &open).await?;
    let (row, _) = view.items.get(at).ok_or(Error::NotFound)?;
    let handed = handed(fields)?;
    let answer = Answer {
        purpose: match purpose {
            SubmissionPurpose::Full => Purpose::Full,
            SubmissionPurpose::Samples => Purpose::Samples,
        },
        answer: check_answer(row, &handed)?,
        files: handed.files,
    };
    let (snapshot, document) = (app.registry.snapshot(), open.draft.document.0.clone());
    let given = answer.clone();
    let graded = tokio::task::spawn_blocking(move || {
        try_answer(&snapshot, &document, &document.items[at], given)
    });
    let graded = graded.await.map_err(|error| Error::Internal(error.into()))?;
    let grading = graded.map_err(|fault| {
        Error::invalid_with(Message::new("draft-trial-fault").with("reason", fault))
    })?;
    let tried = tried(&app, &staff, &view, at, answer, purpose, &grading)?;
    if headers.contains_key("hx-request") {
        let snapshot = app.registry.snapshot();
        let submission = submission_part(&ctx, &snapshot, &tried, false, true);
        return Ok(page(&SubmissionFragment { ctx, submission })?.into_response());
    }
    Ok(draw(&app, ctx, &staff, &open, &view, at, Some(&tried))?.into_response())
}

/// The trial in the shape of a submission that is not kept.
fn tried(
    app: &AppState,
    viewer: &Viewer,
    view: &MissionView,
    at: usize,
    answer: Answer,
    purpose: SubmissionPurpose,
    grading: &Grading,
) -> Result<SubmissionView> {
    let (item, _) = &view.items[at];
    let now = app.clock.now();
    let report = serde_json::to_string(&grading.report).map_err(anyhow::Error::new)?;
    let runtime = grading.runtime.as_ref();
    let row = SubmissionRow {
        id: SubmissionId(uuid::Uuid::nil()),
        user_id: viewer.id,
        item_id: item.id,
        purpose,
        files: JsonText(answer.files),
        answer: answer.answer,
        created_at: now,
        finished_at: Some(now),
        state: SubmissionState::Done,
        tries: 1,
        verdict: Some(grading.verdict.as_str().to_owned()),
        score: Some(grading.score),
        override_score: None,
        max_score: Some(grading.max_score),
        fuel: i64::try_from(grading.fuel).ok(),
        report: Some(report),
        grader_id: Some(grading.grader.id.clone()),
        grader_version: Some(grading.grader.version.clone()),
        runtime_id: runtime.map(|runtime| runtime.id.clone()),
        runtime_version: runtime.map(|runtime| runtime.version.clone()),
    };
    let (item, mission) = (item.clone(), view.mission.clone());
    Ok(SubmissionView {
        submission: row,
        item,
        ahead: 0,
        age_millis: 0,
        mission,
        remarks: Vec::new(),
    })
}

/// The draft as rows of a mission that nobody has worked on.
async fn learners_view(app: &AppState, open: &OpenDraft) -> Result<MissionView> {
    let (snapshot, document): (Arc<Snapshot>, _) =
        (app.registry.snapshot(), open.draft.document.0.clone());
    // Samples are what the graders say; where one finds a mistake there are none.
    let checked = tokio::task::spawn_blocking(move || check(&snapshot, &document)).await;
    let samples = checked.map_err(|error| Error::Internal(error.into()))?.samples;
    let document = &open.draft.document.0;
    let mission = MissionRow {
        id: open.draft.mission_id.unwrap_or(MissionId(uuid::Uuid::nil())),
        slug: document.slug.clone(),
        kind: document.kind,
        title: document.title.clone(),
        language: document.language.clone(),
        statement: document.statement.clone(),
        pass_percent: document.pass_percent,
        opens_at: None,
        closes_at: None,
        course_id: open.course.id,
        course_slug: open.course.slug.clone(),
        course_title: open.course.title.clone(),
    };
    let items = document.items.iter().map(|item| {
        let row = ItemRow {
            id: ItemId(uuid::Uuid::nil()),
            mission_id: mission.id,
            name: item.name.clone(),
            kind: item.kind,
            title: item.title.clone(),
            points: item.points,
            attempts: item.attempts,
            cool_down_seconds: item.cool_down,
            statement: item.statement.clone(),
            explanation: item.explanation.clone(),
            choices: JsonText(item.choices.clone()),
            multiple: item.multiple,
            language: item.language.clone(),
            entry: item.entry.clone(),
            starter: JsonText(item.starter.clone()),
            grader: item.grader.clone(),
            samples: JsonText(samples.get(&item.name).cloned().unwrap_or_default()),
        };
        (row, Standing::default())
    });
    let items = items.collect();
    Ok(MissionView { mission, items })
}
