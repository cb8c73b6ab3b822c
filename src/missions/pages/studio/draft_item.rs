//! The page of a draft's item.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use serde_json::Value;

use super::draft::{
    MistakePart, TrialPart, item_title, mistake_part, texts, title_of, trial_parts,
};
use super::form::cases::COMPARE;
use super::form::item::{ConfigForm, FileForm, Ways};
use super::form::schema::Input;
use super::form::{Errors, Fields, ItemForm};
use crate::accounts::Staff;
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::missions::authoring::DraftId;
use crate::missions::authoring::check::{Mistake, Trial};
use crate::missions::authoring::publish as publishing;
use crate::missions::authoring::service::{self as authoring, OpenDraft};
use crate::packs::Item;
use crate::web::parts::Crumb;
use crate::web::{Form, PageCtx, Path, Query, page};

#[derive(Template)]
#[template(path = "studio/draft_item.html")]
struct DraftItemPage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    title: String,
    at: String,
    draft_url: String,
    revision: i64,
    notice: Option<String>,
    error: Option<String>,
    mistakes: Vec<MistakePart>,
    form: ItemForm,
    errors: Vec<(String, String)>,
    languages: Vec<(String, String)>,
    graders: Vec<(String, String)>,
    trials: Vec<TrialPart>,
}

impl DraftItemPage {
    fn error_of(&self, field: &str) -> Option<&str> {
        self.errors.iter().find(|(name, _)| name == field).map(|(_, message)| message.as_str())
    }

    /// The programs: field and files.
    fn programs(&self) -> [(&'static str, &Vec<FileForm>); 2] {
        [("starter", &self.form.starter), ("solution", &self.form.solution)]
    }

    /// The same of an entry of a list.
    fn case_error(&self, at: &usize, name: &str) -> Option<&str> {
        self.error_of(&format!("case.{at}.{name}"))
    }
}

#[derive(Deserialize)]
pub struct Shown {
    saved: Option<String>,
    raw: Option<String>,
}

pub async fn show_draft_item(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path((id, at)): Path<(DraftId, usize)>,
    Query(query): Query<Shown>,
) -> Result<Html<String>> {
    let open = authoring::draft(&app, &staff, id).await?;
    let item = open.draft.document.0.items.get(at).ok_or(Error::NotFound)?;
    let schema = schema_of(&app, item);
    let form = ItemForm::of(item, Ways { schema: schema.as_ref(), raw: query.raw.is_some() });
    let mut drawn = Drawn::new(form);
    drawn.notice = query.saved.map(|_| ctx.t("draft-saved"));
    draw(&app, ctx, &open, at, drawn)
}

fn schema_of(app: &AppState, item: &Item) -> Option<Value> {
    let snapshot = app.registry.snapshot();
    let grader = snapshot.grader(&item.grader)?;
    serde_json::from_str(&grader.grader.info().config_schema).ok()
}

struct Drawn {
    form: ItemForm,
    notice: Option<String>,
    error: Option<String>,
    errors: Errors,
    mistakes: Vec<Mistake>,
    trials: Vec<Trial>,
}

impl Drawn {
    fn new(form: ItemForm) -> Self {
        Self {
            form,
            notice: None,
            error: None,
            errors: Errors::new(),
            mistakes: Vec::new(),
            trials: Vec::new(),
        }
    }
}

fn draw(
    app: &AppState,
    ctx: PageCtx,
    open: &OpenDraft,
    at: usize,
    drawn: Drawn,
) -> Result<Html<String>> {
    let document = &open.draft.document.0;
    let base = format!("/studio/drafts/{}", open.draft.id);
    let course = Some((open.course.slug.as_str(), open.course.title.as_str()));
    let mut crumbs = super::crumbs(&ctx, course);
    let title = item_title(&ctx, document, at);
    crumbs.push(Crumb::to(title_of(&ctx, document), base.clone()));
    crumbs.push(Crumb::here(title.clone()));
    let snapshot = app.registry.snapshot();
    let graders = snapshot.grader_ids().into_iter().filter(|id| id != "choice");
    let graders = graders
        .filter_map(|id| snapshot.grader(&id).map(|g| (id.clone(), g.manifest.name.clone())));
    let mistakes = drawn.mistakes.iter().map(|m| mistake_part(&ctx, &base, document, m));
    page(&DraftItemPage {
        crumbs,
        title,
        at: format!("{base}/items/{at}"),
        revision: open.draft.revision,
        notice: drawn.notice,
        error: drawn.error,
        mistakes: mistakes.collect(),
        form: drawn.form,
        errors: texts(&ctx, &drawn.errors),
        languages: snapshot.languages(),
        graders: graders.collect(),
        trials: trial_parts(&ctx, document, &drawn.trials),
        draft_url: base.clone(),
        ctx,
    })
}

/// All buttons of the item's form: everything is saved first.
pub async fn update_draft_item(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path((id, at)): Path<(DraftId, usize)>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let sent = Fields::new(sent);
    let mut open = authoring::draft(&app, &staff, id).await?;
    let before = open.draft.document.0.items.get(at).ok_or(Error::NotFound)?.clone();
    let schema = schema_of(&app, &before);
    let mut form = ItemForm::read(&sent, &before, schema.as_ref());
    let act = sent.text("do");
    form.act(&act, &default_entry(&app, &form.language));
    let mut errors = Errors::new();
    let item = form.item(&before, &mut errors);
    if !errors.is_empty() && !act.starts_with("remove") {
        let error = Some(ctx.t("draft-fields-bad"));
        let drawn = Drawn { error, errors, ..Drawn::new(form) };
        let drawn = draw(&app, ctx, &open, at, drawn)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, drawn).into_response());
    }
    let switched = item.grader != before.grader;
    open.draft.document.0.items[at] = item;
    let revision = sent.line("revision").parse().unwrap_or(0);
    match authoring::save(&app, &staff, id, revision, &open.draft.document.0).await {
        Ok(()) => open.draft.revision = revision + 1,
        Err(Error::Refused(status, message)) => {
            // The newer revision goes into the form: saving once more means it.
            let open = authoring::draft(&app, &staff, id).await?;
            let drawn = Drawn { error: Some(ctx.message(&message)), ..Drawn::new(form) };
            return Ok((status, draw(&app, ctx, &open, at, drawn)?).into_response());
        }
        Err(error) => return Err(error),
    }
    let here = format!("/studio/drafts/{id}/items/{at}");
    let to = match act.split_once('.').map_or(act.as_str(), |(verb, _)| verb) {
        "try" => return tried(&app, ctx, open, at, form).await,
        "raw" => format!("{here}?raw=1#config"),
        "save" if switched => format!("{here}?saved=1#config"),
        "save" => format!("{here}?saved=1"),
        "preview" => format!("/studio/drafts/{id}/preview/{at}"),
        verb => format!("{here}#{}", place(verb, &form)),
    };
    Ok(Redirect::to(&to).into_response())
}

/// Where a button's act can be seen.
fn place(verb: &str, form: &ItemForm) -> String {
    let cases = match &form.config {
        ConfigForm::Cases(cases) => cases.cases.len(),
        _ => 0,
    };
    match verb {
        "add-case" => format!("case-{}", cases.saturating_sub(1)),
        "remove-case" | "up-case" | "down-case" | "copy-case" => "cases".to_owned(),
        _ => match verb.rsplit('-').next() {
            Some(list @ ("starter" | "solution" | "extra" | "choice")) => list.to_owned(),
            _ => "config".to_owned(),
        },
    }
}

async fn tried(
    app: &AppState,
    ctx: PageCtx,
    open: OpenDraft,
    at: usize,
    form: ItemForm,
) -> Result<Response> {
    let checked = publishing::check_draft(app, &open.draft).await?;
    let mut mistakes = checked.mistakes;
    mistakes.retain(|mistake| mistake.item == Some(at));
    let trials = publishing::try_draft(app, &open.draft.document.0, Some(at)).await?;
    mistakes.extend(trials.iter().filter_map(Trial::mistake));
    let notice = mistakes.is_empty().then(|| ctx.t("draft-item-fit"));
    let drawn = Drawn { notice, mistakes, trials, ..Drawn::new(form) };
    Ok(draw(app, ctx, &open, at, drawn)?.into_response())
}

fn default_entry(app: &AppState, language: &str) -> String {
    let snapshot = app.registry.snapshot();
    let runtime = snapshot.runtime(language);
    runtime.map_or_else(|| "main.txt".to_owned(), |r| r.runtime.info().default_entry.clone())
}
