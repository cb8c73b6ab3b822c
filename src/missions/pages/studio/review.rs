//! A submission for its tutors: program, report, comments, score, comparison.

use askama::Template;
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use crate::accounts::Staff;
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::missions::SubmissionId;
use crate::missions::pages::item_url;
use crate::missions::review::diff::{self, FileDiff};
use crate::missions::review::model::CommentId;
use crate::missions::review::service::{self, Against, Review, standing_override};
use crate::missions::view::{
    HistoryPart, RemarkPart, SubmissionPart, history_parts, remark_parts, submission_part,
};
use crate::web::format::{grouped, points};
use crate::web::parts::Crumb;
use crate::web::{Form, PageCtx, Path, Query, page};

#[derive(Template)]
#[template(path = "studio/submission.html")]
struct ReviewPage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    title: String,
    learner: String,
    base: String,
    learner_url: String,
    at: String,
    facts: Vec<String>,
    files: Vec<(String, String)>,
    answer: String,
    submission: SubmissionPart,
    remarks: Vec<RemarkPart>,
    may_override: bool,
    overridden: bool,
    typed: Typed,
    most: String,
    others: Vec<HistoryPart>,
    error: Option<String>,
    notice: Option<String>,
    has_solution: bool,
    has_starter: bool,
}

/// What was typed into a form that was refused.
#[derive(Default)]
struct Typed {
    comment: String,
    score: String,
    reason: String,
}

#[derive(Deserialize, Default)]
pub struct Done {
    done: Option<String>,
}

pub async fn show_review(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path(id): Path<SubmissionId>,
    Query(query): Query<Done>,
) -> Result<Html<String>> {
    let review = service::review(&app, &staff, id).await?;
    let notice = query.done.map(|_| ctx.t("review-done"));
    draw(&app, ctx, &staff, &review, Typed::default(), (notice, None))
}

fn draw(
    app: &AppState,
    ctx: PageCtx,
    staff: &Staff,
    review: &Review,
    typed: Typed,
    (notice, error): (Option<String>, Option<String>),
) -> Result<Html<String>> {
    let view = &review.view;
    let row = &view.submission;
    let base = format!("/studio/submissions/{}", row.id);
    let text = |content: &[u8]| String::from_utf8_lossy(content).into_owned();
    let files = row.files.0.iter().map(|file| (file.path.clone(), text(&file.content)));
    let mut others = history_parts(&ctx, "", &review.others, Some(row.id));
    for (part, other) in others.iter_mut().zip(&review.others) {
        part.url = format!("/studio/submissions/{}", other.id);
    }
    let snapshot = app.registry.snapshot();
    let mut submission = submission_part(&ctx, &snapshot, view, true, false);
    // They stand below, with their forms.
    submission.remarks.clear();
    page(&ReviewPage {
        crumbs: crumbs(&ctx, review, None),
        title: title(&ctx, review),
        learner: review.whose.nickname.clone(),
        learner_url: format!("{}?submission={}", item_url(&view.mission, &view.item), row.id),
        at: ctx.time(&row.created_at),
        facts: facts(&ctx, review),
        files: files.collect(),
        answer: row.answer.clone().unwrap_or_default(),
        submission,
        remarks: remark_parts(&ctx, &view.remarks, Some(staff.id), &base),
        may_override: service::may_override(view),
        overridden: standing_override(&view.remarks).is_some(),
        typed,
        most: points(row.max_score.unwrap_or(view.item.points)),
        others,
        error,
        notice,
        has_solution: !review.item.solution.is_empty(),
        has_starter: !review.item.starter.is_empty(),
        base,
        ctx,
    })
}

fn title(ctx: &PageCtx, review: &Review) -> String {
    let item = &review.view.item;
    let name = if item.title.is_empty() { &item.name } else { &item.title };
    ctx.t2("review-title", "item", name, "learner", &review.whose.nickname)
}

fn crumbs(ctx: &PageCtx, review: &Review, further: Option<String>) -> Vec<Crumb> {
    let mission = &review.view.mission;
    let course = (mission.course_slug.as_str(), mission.course_title.as_str());
    let mut crumbs = super::crumbs(ctx, Some(course));
    let at = format!("/studio/missions/{}/submissions", mission.id);
    crumbs.push(Crumb::to(mission.title.clone(), at).lang(&mission.language));
    match further {
        None => crumbs.push(Crumb::here(title(ctx, review))),
        Some(further) => {
            let at = format!("/studio/submissions/{}", review.view.submission.id);
            crumbs.push(Crumb::to(title(ctx, review), at));
            crumbs.push(Crumb::here(further));
        }
    }
    crumbs
}

/// What an old report is explained by.
fn facts(ctx: &PageCtx, review: &Review) -> Vec<String> {
    let whose = &review.whose;
    let short = |digest: &str| digest.chars().take(12).collect::<String>();
    let mut facts = Vec::new();
    if let Some(version) = whose.version {
        let digest = whose.version_digest.as_deref().map(short).unwrap_or_default();
        facts.push(ctx.t2("review-version", "version", version, "digest", digest));
        if whose.current_version.is_some_and(|current| current != version) {
            facts.push(ctx.t1("review-version-old", "current", whose.current_version.unwrap_or(0)));
        }
    }
    if let Some(memory) = whose.peak_memory.filter(|memory| *memory > 0) {
        facts.push(ctx.t1("review-memory", "kib", grouped(memory >> 10)));
    }
    let digests = [
        ("review-grader-digest", &whose.grader_digest),
        ("review-runtime-digest", &whose.runtime_digest),
    ];
    for (key, digest) in digests {
        facts.extend(digest.as_deref().map(|digest| ctx.t1(key, "digest", short(digest))));
    }
    facts.extend(whose.fault.as_ref().map(|fault| ctx.t1("review-fault", "reason", fault)));
    facts
}

#[derive(Deserialize)]
pub struct CommentForm {
    body: String,
}

pub async fn create_comment(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path(id): Path<SubmissionId>,
    Form(form): Form<CommentForm>,
) -> Result<Response> {
    let result = service::comment(&app, &staff, id, &form.body).await;
    let typed = Typed { comment: form.body, ..Typed::default() };
    answer(&app, ctx, &staff, id, result, typed).await
}

pub async fn delete_comment(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path((id, comment)): Path<(SubmissionId, CommentId)>,
) -> Result<Response> {
    let result = service::withdraw(&app, &staff, id, comment).await;
    answer(&app, ctx, &staff, id, result, Typed::default()).await
}

#[derive(Deserialize)]
pub struct ScoreForm {
    #[serde(default)]
    score: String,
    reason: String,
    r#do: String,
}

pub async fn update_score(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path(id): Path<SubmissionId>,
    Form(form): Form<ScoreForm>,
) -> Result<Response> {
    let result = match (form.r#do.as_str(), milli(&form.score)) {
        ("undo", _) => service::override_score(&app, &staff, id, None, &form.reason).await,
        (_, Some(score)) => {
            service::override_score(&app, &staff, id, Some(score), &form.reason).await
        }
        (_, None) => Err(Error::invalid("draft-points-bad")),
    };
    let typed = Typed { score: form.score, reason: form.reason, ..Typed::default() };
    answer(&app, ctx, &staff, id, result, typed).await
}

/// Points with up to three decimals, as milli-points.
fn milli(text: &str) -> Option<i64> {
    let (whole, rest) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    if whole.len() > 9
        || rest.len() > 3
        || !(whole.to_owned() + rest).bytes().all(|b| b.is_ascii_digit())
    {
        return None;
    }
    Some(whole.parse::<i64>().ok()? * 1000 + format!("{rest:0<3}").parse::<i64>().ok()?)
}

async fn answer(
    app: &AppState,
    ctx: PageCtx,
    staff: &Staff,
    id: SubmissionId,
    result: Result<()>,
    typed: Typed,
) -> Result<Response> {
    match result {
        Ok(()) => {
            Ok(Redirect::to(&format!("/studio/submissions/{id}?done=1#remarks")).into_response())
        }
        Err(Error::Refused(status, message)) => {
            let review = service::review(app, staff, id).await?;
            let error = Some(ctx.message(&message));
            let drawn = draw(app, ctx, staff, &review, typed, (None, error))?;
            Ok((status, drawn).into_response())
        }
        Err(error) => Err(error),
    }
}

#[derive(Template)]
#[template(path = "studio/diff.html")]
struct DiffPage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    title: String,
    left: String,
    right: String,
    files: Vec<FileDiff>,
}

#[derive(Deserialize)]
pub struct DiffQuery {
    with: String,
}

pub async fn show_diff(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path(id): Path<SubmissionId>,
    Query(query): Query<DiffQuery>,
) -> Result<Html<String>> {
    let review = service::review(&app, &staff, id).await?;
    let (against, left) = match query.with.as_str() {
        "solution" => (Against::Solution, ctx.t("draft-solution")),
        "starter" => (Against::Starter, ctx.t("draft-starter")),
        other => {
            let id = other.parse().map_err(|_| Error::NotFound)?;
            let other = review.others.iter().find(|row| row.id == id).ok_or(Error::NotFound)?;
            let at = ctx.time(&other.created_at);
            (Against::Submission(id), ctx.t1("review-submission-at", "at", at))
        }
    };
    let left_files = service::other_side(&app, &review, against).await?;
    let right_files = review.view.submission.files.0.clone();
    let files = tokio::task::spawn_blocking(move || diff::programs(&left_files, &right_files));
    let files = files.await.map_err(|error| Error::Internal(error.into()))?;
    let at = ctx.time(&review.view.submission.created_at);
    page(&DiffPage {
        crumbs: crumbs(&ctx, &review, Some(ctx.t("review-compare"))),
        title: title(&ctx, &review),
        left,
        right: ctx.t1("review-submission-at", "at", at),
        files,
        ctx,
    })
}
