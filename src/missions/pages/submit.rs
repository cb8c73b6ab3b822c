//! Handing in, and waiting for the verdict.

use std::time::Duration;

use askama::Template;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use weaverse_sandbox::File;

use super::item_url;
use super::state::{ItemState, onwards};
use crate::accounts::{Learner, Viewer};
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::missions::model::{MissionId, SubmissionId, SubmissionPurpose};
use crate::missions::service::{self, Handed, PATIENCE, SubmissionView};
use crate::missions::view::{SubmissionPart, submission_part};
use crate::packs::ItemKind;
use crate::web::{Form, PageCtx, Path, page};

/// How long a polling page is kept waiting: fewer requests, sooner answers.
const POLL: Duration = Duration::from_secs(8);

#[derive(Template)]
#[template(path = "missions/_submission.html")]
struct SubmissionFragment {
    ctx: PageCtx,
    submission: SubmissionPart,
}

/// The submission with all that it changes elsewhere on the page.
#[derive(Template)]
#[template(path = "missions/_submitted.html")]
struct SubmittedFragment {
    ctx: PageCtx,
    submission: SubmissionPart,
    state: ItemState,
    oob: bool,
}

type Fields = Vec<(String, String)>;

pub async fn create_submission(
    app: AppState,
    ctx: PageCtx,
    learner: Learner,
    headers: HeaderMap,
    Path(path): Path<(MissionId, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response> {
    create(app, ctx, learner, headers, path, fields, SubmissionPurpose::Full).await
}

pub async fn create_sample_run(
    app: AppState,
    ctx: PageCtx,
    learner: Learner,
    headers: HeaderMap,
    Path(path): Path<(MissionId, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response> {
    create(app, ctx, learner, headers, path, fields, SubmissionPurpose::Samples).await
}

async fn create(
    app: AppState,
    ctx: PageCtx,
    learner: Learner,
    headers: HeaderMap,
    (mission, name): (MissionId, String),
    fields: Fields,
    purpose: SubmissionPurpose,
) -> Result<Response> {
    let view = service::mission(&app, &learner, mission).await?;
    let (item, _) = service::item(&view, &name)?;
    let id = service::submit(&app, &learner, item, purpose, handed(fields)?).await?;
    let finished = service::submission_when_finished(&app, &learner, id, PATIENCE).await?;
    if is_htmx(&headers) {
        return fragment(&app, ctx, &learner, &finished, true).await;
    }
    let at = item_url(&view.mission, item);
    Ok(Redirect::to(&format!("{at}?submission={id}#result")).into_response())
}

/// `file:PATH` fields are the program's files, `choice` fields the answer.
pub fn handed(fields: Fields) -> Result<Handed> {
    let mut handed = Handed::default();
    for (name, value) in fields {
        match name.strip_prefix("file:") {
            Some(path) => {
                // Browsers send CRLF; programs are written with LF.
                let content = value.replace("\r\n", "\n").into_bytes();
                handed.files.push(File { path: path.to_owned(), content });
            }
            None if name == "choice" => handed.choices.push(value),
            None => {
                return Err(Error::invalid_with(
                    Message::new("mission-field-unknown").with("name", name),
                ));
            }
        }
    }
    Ok(handed)
}

/// The fragment that a waiting page asks for; anybody else is sent to the
/// item's page.
pub async fn show_submission(
    app: AppState,
    ctx: PageCtx,
    learner: Learner,
    headers: HeaderMap,
    Path(id): Path<SubmissionId>,
) -> Result<Response> {
    if is_htmx(&headers) {
        let view = service::submission_when_finished(&app, &learner, id, POLL).await?;
        let done = !view.submission.state.is_waiting();
        if done && view.item.kind == ItemKind::Choice {
            // The result is drawn on the choices: the whole page is new.
            return Ok(([("hx-redirect", submission_url(&view))], "").into_response());
        }
        return fragment(&app, ctx, &learner, &view, false).await;
    }
    let view = service::submission(&app, &learner, id).await?;
    Ok(Redirect::to(&submission_url(&view)).into_response())
}

fn submission_url(view: &SubmissionView) -> String {
    let at = item_url(&view.mission, &view.item);
    format!("{at}?submission={}#result", view.submission.id)
}

/// The answer to htmx. Somebody else's submission has no place in the
/// viewer's history.
async fn fragment(
    app: &AppState,
    ctx: PageCtx,
    viewer: &Viewer,
    view: &SubmissionView,
    focus: bool,
) -> Result<Response> {
    let snapshot = app.registry.snapshot();
    let submission = submission_part(&ctx, &snapshot, view, viewer.is_staff(), focus);
    let row = &view.submission;
    if row.user_id != viewer.id {
        return Ok(page(&SubmissionFragment { ctx, submission })?.into_response());
    }
    let mission = service::mission(app, viewer, view.mission.id).await?;
    let history = service::history(app, viewer, view.item.id).await?;
    let index = mission.items.iter().position(|(item, _)| item.id == view.item.id);
    let index = index.ok_or(Error::NotFound)?;
    let submission = submission.with_next(onwards(&ctx, &mission, index));
    let state = ItemState::new(&ctx, &mission, index, &history, Some(row.id), app.clock.now());
    Ok(page(&SubmittedFragment { ctx, submission, state, oob: true })?.into_response())
}

fn is_htmx(headers: &HeaderMap) -> bool {
    headers.contains_key("hx-request")
}
