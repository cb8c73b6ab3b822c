//! Handing in, and waiting for the verdict.

use std::time::Duration;

use askama::Template;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use weaverse_sandbox::File;

use super::item_url;
use crate::accounts::Learner;
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::missions::model::{MissionId, SubmissionId, SubmissionPurpose};
use crate::missions::service::{self, Handed, PATIENCE};
use crate::missions::view::{SubmissionPart, submission_part};
use crate::web::{Form, PageCtx, Path, page};

/// How long a polling page is kept waiting: fewer requests, sooner answers.
const POLL: Duration = Duration::from_secs(8);

#[derive(Template)]
#[template(path = "missions/_submission.html")]
struct SubmissionFragment {
    ctx: PageCtx,
    submission: SubmissionPart,
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
        let submission = submission_part(&ctx, &finished, learner.is_staff(), true);
        return Ok(page(&SubmissionFragment { ctx, submission })?.into_response());
    }
    let at = item_url(&view.mission, item);
    Ok(Redirect::to(&format!("{at}?submission={id}#result")).into_response())
}

/// `file:PATH` fields are the program's files, `choice` fields the answer.
fn handed(fields: Fields) -> Result<Handed> {
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
        let submission = submission_part(&ctx, &view, learner.is_staff(), false);
        return Ok(page(&SubmissionFragment { ctx, submission })?.into_response());
    }
    let view = service::submission(&app, &learner, id).await?;
    let item = &view.item;
    let at = format!("/missions/{}/items/{}?submission={id}#result", item.mission_id, item.name);
    Ok(Redirect::to(&at).into_response())
}

fn is_htmx(headers: &HeaderMap) -> bool {
    headers.contains_key("hx-request")
}
