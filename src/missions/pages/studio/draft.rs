//! The page of a draft: the mission's own fields, its items, trying and
//! publishing.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use super::form::{Errors, Fields, MissionForm, fields};
use crate::accounts::Staff;
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::missions::MissionId;
use crate::missions::authoring::check::{Mistake, Program, Trial};
use crate::missions::authoring::model::{Document, new_item};
use crate::missions::authoring::publish::{self as publishing, Outcome};
use crate::missions::authoring::service::{self as authoring, OpenDraft};
use crate::missions::authoring::{DraftId, export};
use crate::missions::view::verdict_badge;
use crate::packs::{ItemKind, MissionKind};
use crate::web::format::{grouped, points};
use crate::web::parts::{Badge, Crumb};
use crate::web::{Form, PageCtx, Path, Query, page};

#[derive(Template)]
#[template(path = "studio/draft.html")]
struct DraftPage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    title: String,
    base: String,
    revision: i64,
    is_new: bool,
    stale: bool,
    notice: Option<String>,
    error: Option<String>,
    mistakes: Vec<MistakePart>,
    form: MissionForm,
    errors: Vec<(String, String)>,
    lectures: Vec<(String, String)>,
    items: Vec<ItemPart>,
    trials: Vec<TrialPart>,
}

impl DraftPage {
    fn error_of(&self, field: &str) -> Option<&str> {
        self.errors.iter().find(|(name, _)| name == field).map(|(_, message)| message.as_str())
    }
}

struct ItemPart {
    title: String,
    kind: String,
    icon: &'static str,
    points: String,
    url: String,
    preview_url: String,
}

/// A mistake and where it can be mended.
pub struct MistakePart {
    /// The item's title; empty: the mission itself.
    pub place: String,
    /// Where the field is.
    pub url: String,
    /// What is wrong.
    pub text: String,
}

/// A trial, for `_trials.html`.
pub struct TrialPart {
    /// The item's title.
    pub item: String,
    /// Model solution or starter.
    pub program: String,
    /// Its verdict.
    pub badge: Badge,
    /// Whether it is as publishing wants it.
    pub good: bool,
    /// `1,234,567 / 2,000,000,000`.
    pub fuel: String,
    /// `12.3`, or empty.
    pub margin: String,
    /// The margin is less than twofold.
    pub tight: bool,
    /// Why it is not as wanted.
    pub reason: String,
}

#[derive(Deserialize)]
pub struct Create {
    course: String,
    kind: MissionKind,
}

pub async fn create_draft(
    app: AppState,
    staff: Staff,
    Form(form): Form<Create>,
) -> Result<Redirect> {
    let course = authoring::course(&app, &staff, &form.course).await?;
    let id = authoring::create(&app, &staff, &course, form.kind).await?;
    Ok(Redirect::to(&format!("/studio/drafts/{id}")))
}

pub async fn edit_mission(
    app: AppState,
    staff: Staff,
    Path(mission): Path<MissionId>,
) -> Result<Redirect> {
    let id = authoring::edit(&app, &staff, mission).await?;
    Ok(Redirect::to(&format!("/studio/drafts/{id}")))
}

#[derive(Deserialize)]
pub struct Saved {
    saved: Option<String>,
}

pub async fn show_draft(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path(id): Path<DraftId>,
    Query(query): Query<Saved>,
) -> Result<Html<String>> {
    let open = authoring::draft(&app, &staff, id).await?;
    let notice = query.saved.map(|_| ctx.t("draft-saved"));
    let form = MissionForm::of(&open.draft.document.0);
    draw(ctx, &open, Shown { form, notice, ..Shown::default() })
}

#[derive(Default)]
struct Shown {
    form: MissionForm,
    notice: Option<String>,
    error: Option<String>,
    errors: Errors,
    mistakes: Vec<Mistake>,
    trials: Vec<Trial>,
}

fn draw(ctx: PageCtx, open: &OpenDraft, shown: Shown) -> Result<Html<String>> {
    let draft = &open.draft;
    let document = &draft.document.0;
    let base = format!("/studio/drafts/{}", draft.id);
    let items = document.items.iter().enumerate().map(|(at, item)| ItemPart {
        title: item_title(&ctx, document, at),
        kind: ctx.t(&format!("mission-kind-{}", item.kind)),
        icon: if item.kind == ItemKind::Code { "code" } else { "list-checks" },
        points: points(item.points),
        url: format!("{base}/items/{at}"),
        preview_url: format!("{base}/preview/{at}"),
    });
    let items = items.collect();
    let course = Some((open.course.slug.as_str(), open.course.title.as_str()));
    let mut crumbs = super::crumbs(&ctx, course);
    let title = title_of(&ctx, document);
    crumbs.push(Crumb::here(title.clone()));
    let lectures = open.lectures.iter().map(|(id, title)| (id.to_string(), title.clone()));
    let mistakes =
        shown.mistakes.iter().map(|mistake| mistake_part(&ctx, &base, document, mistake));
    page(&DraftPage {
        crumbs,
        title,
        revision: draft.revision,
        is_new: draft.mission_id.is_none(),
        stale: draft.is_stale(),
        notice: shown.notice,
        error: shown.error,
        mistakes: mistakes.collect(),
        form: shown.form,
        errors: texts(&ctx, &shown.errors),
        lectures: lectures.collect(),
        items,
        trials: trial_parts(&ctx, document, &shown.trials),
        base,
        ctx,
    })
}

/// Fields and what is wrong with them, in the page's language.
pub fn texts(ctx: &PageCtx, errors: &Errors) -> Vec<(String, String)> {
    errors.iter().map(|(field, message)| (field.clone(), ctx.message(message))).collect()
}

pub fn title_of(ctx: &PageCtx, document: &Document) -> String {
    match document.title.is_empty() {
        true => ctx.t("draft-untitled"),
        false => document.title.clone(),
    }
}

pub fn item_title(ctx: &PageCtx, document: &Document, at: usize) -> String {
    let title = document.items.get(at).map(|item| item.title.clone()).unwrap_or_default();
    if title.is_empty() { format!("{} {}", ctx.t("mission-item"), at + 1) } else { title }
}

pub fn mistake_part(
    ctx: &PageCtx,
    base: &str,
    document: &Document,
    mistake: &Mistake,
) -> MistakePart {
    let text = ctx.message(&mistake.message);
    match mistake.item {
        None => {
            MistakePart { place: String::new(), url: format!("{base}#{}", mistake.field), text }
        }
        Some(at) => MistakePart {
            place: item_title(ctx, document, at),
            url: format!("{base}/items/{at}#{}", anchor(&mistake.field)),
            text,
        },
    }
}

/// The element that a field stands in.
fn anchor(field: &str) -> String {
    let case = field.strip_prefix("config:/cases/");
    match case.and_then(|rest| rest.split('/').next()).and_then(|at| at.parse::<usize>().ok()) {
        Some(at) => format!("case-{at}"),
        None if field.starts_with("config") => "config".to_owned(),
        None => field.to_owned(),
    }
}

pub fn trial_parts(ctx: &PageCtx, document: &Document, trials: &[Trial]) -> Vec<TrialPart> {
    let part = |trial: &Trial| TrialPart {
        item: item_title(ctx, document, trial.item),
        program: ctx.t(match trial.program {
            Program::Solution => "draft-solution",
            Program::Starter => "draft-starter",
        }),
        badge: match &trial.outcome {
            Ok(grading) => verdict_badge(ctx, grading.verdict.as_str()),
            Err(_) => Badge::new("info", "circle-alert", ctx.t("verdict-fault")),
        },
        good: trial.is_as_wanted(),
        fuel: format!("{} / {}", grouped_u64(trial.fuel()), grouped_u64(trial.fuel_limit)),
        margin: trial.margin().map(margin).unwrap_or_default(),
        tight: trial.program == Program::Solution && trial.margin().is_some_and(|m| m < 20),
        reason: trial.mistake().map(|m| ctx.message(&m.message)).unwrap_or_default(),
    };
    trials.iter().map(part).collect()
}

/// Tenths; beyond a hundredfold nobody counts.
fn margin(tenths: u64) -> String {
    if tenths >= 1000 { "100+".to_owned() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

fn grouped_u64(number: u64) -> String {
    grouped(i64::try_from(number).unwrap_or(i64::MAX))
}

/// All buttons of the draft's form: everything is saved first.
pub async fn update_draft(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path(id): Path<DraftId>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let sent = Fields::new(sent);
    let open = authoring::draft(&app, &staff, id).await?;
    let form = MissionForm::read(&sent);
    let mut document = open.draft.document.0.clone();
    let mut errors = Errors::new();
    form.apply(&mut document, &open.lectures, &mut errors);
    if !errors.is_empty() {
        let error = Some(ctx.t("draft-fields-bad"));
        let shown = Shown { form, error, errors, ..Shown::default() };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(ctx, &open, shown)?).into_response());
    }
    let act = sent.text("do");
    let (verb, at) = act.split_once('.').unwrap_or((&act, ""));
    let at: usize = at.parse().unwrap_or(usize::MAX);
    match verb {
        "add-code" => document.items.push(new_item(&document, ItemKind::Code)),
        "add-choice" => document.items.push(new_item(&document, ItemKind::Choice)),
        "remove" if at < document.items.len() => drop(document.items.remove(at)),
        "up" => fields::shift(&mut document.items, at, false),
        "down" => fields::shift(&mut document.items, at, true),
        _ => {}
    }
    let revision = sent.line("revision").parse().unwrap_or(0);
    if let Err(error) = authoring::save(&app, &staff, id, revision, &document).await {
        let open = authoring::draft(&app, &staff, id).await?;
        return refused(ctx, &open, error, Shown { form, ..Shown::default() });
    }
    let here = format!("/studio/drafts/{id}");
    match verb {
        "add-code" | "add-choice" => {
            Ok(Redirect::to(&format!("{here}/items/{}", document.items.len() - 1)).into_response())
        }
        "try" => try_all(&app, ctx, &staff, id).await,
        "publish" => publish(&app, ctx, &staff, id, sent.flag("replace")).await,
        "save" => Ok(Redirect::to(&format!("{here}?saved=1")).into_response()),
        _ => Ok(Redirect::to(&format!("{here}#items")).into_response()),
    }
}

/// The form again, with what was typed and what is wrong.
fn refused(ctx: PageCtx, open: &OpenDraft, error: Error, shown: Shown) -> Result<Response> {
    match error {
        Error::Refused(status, message) => {
            let error = Some(ctx.message(&message));
            Ok((status, draw(ctx, open, Shown { error, ..shown })?).into_response())
        }
        error => Err(error),
    }
}

async fn try_all(app: &AppState, ctx: PageCtx, staff: &Staff, id: DraftId) -> Result<Response> {
    let open = authoring::draft(app, staff, id).await?;
    let mut mistakes = publishing::check_draft(app, &open.draft).await?.mistakes;
    let trials = publishing::try_draft(app, &open.draft.document.0, None).await?;
    mistakes.extend(trials.iter().filter_map(Trial::mistake));
    let notice = mistakes.is_empty().then(|| ctx.t("draft-fit"));
    let form = MissionForm::of(&open.draft.document.0);
    let shown = Shown { form, notice, mistakes, trials, ..Shown::default() };
    Ok(draw(ctx, &open, shown)?.into_response())
}

async fn publish(
    app: &AppState,
    ctx: PageCtx,
    staff: &Staff,
    id: DraftId,
    replace: bool,
) -> Result<Response> {
    let open = authoring::draft(app, staff, id).await?;
    let form = MissionForm::of(&open.draft.document.0);
    match publishing::publish(app, staff, id, replace).await {
        Ok(Outcome::Published(mission)) => {
            Ok(Redirect::to(&format!("/studio/missions/{mission}?published=1")).into_response())
        }
        Ok(Outcome::Refused(mistakes, trials)) => {
            let error = Some(ctx.t("draft-not-fit"));
            let shown = Shown { form, error, mistakes, trials, ..Shown::default() };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(ctx, &open, shown)?).into_response())
        }
        Err(error) => refused(ctx, &open, error, Shown { form, ..Shown::default() }),
    }
}

pub async fn delete_draft(
    app: AppState,
    staff: Staff,
    Path(id): Path<DraftId>,
) -> Result<Redirect> {
    authoring::discard(&app, &staff, id).await?;
    Ok(Redirect::to("/studio/missions"))
}

pub async fn export_draft(
    app: AppState,
    staff: Staff,
    Path(id): Path<DraftId>,
) -> Result<Response> {
    let open = authoring::draft(&app, &staff, id).await?;
    archive(open.draft.document.0).await
}

pub async fn export_mission(
    app: AppState,
    staff: Staff,
    Path(id): Path<MissionId>,
) -> Result<Response> {
    archive(authoring::published(&app, &staff, id).await?.document).await
}

async fn archive(document: Document) -> Result<Response> {
    let name = if document.slug.is_empty() { "mission".to_owned() } else { document.slug.clone() };
    let zip = tokio::task::spawn_blocking(move || export::archive(&document));
    let zip = zip.await.map_err(|error| Error::Internal(error.into()))?.map_err(|error| {
        Error::invalid_with(Message::new("draft-no-export").with("reason", format!("{error:#}")))
    })?;
    // A slug that is no slug yet must not break the header.
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let headers = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.zip\"")),
    ];
    Ok((headers, zip).into_response())
}
