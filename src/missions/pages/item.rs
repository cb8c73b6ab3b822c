//! The page of an item: the task, the editor or the choices, the result.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Html;
use serde::Deserialize;
use weaverse_sandbox::{File, Sample};

use super::state::{ItemState, exhausted, onwards};
use super::{crumbs, item_title, item_url};
use crate::accounts::{Learner, Viewer};
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::missions::model::{ItemRow, MissionId, Standing, SubmissionRow, SubmissionState};
use crate::missions::service::{self, MissionView, SubmissionView};
use crate::missions::terms::Terms;
use crate::missions::view::{SubmissionPart, parse_submission, report, submission_part};
use crate::packs::{ItemKind, MissionKind};
use crate::web::format::{kst, points};
use crate::web::parts::{Badge, Crumb, Link};
use crate::web::{PageCtx, Path, Query, markdown, page};

#[derive(Template)]
#[template(path = "missions/item.html")]
struct ItemPage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    lang: String,
    item: ItemPart,
    state: ItemState,
    /// Whether this is the answer to htmx: parts replace what the page has.
    oob: bool,
    submission: Option<SubmissionPart>,
    next: Link,
    /// A draft as learners will see it: back to its form.
    preview: Option<Link>,
}

struct ItemPart {
    title: String,
    is_code: bool,
    statement_html: String,
    points: String,
    submit_url: String,
    samples_url: String,
    draft_key: String,
    language: String,
    samples: Vec<Sample>,
    files: Vec<FilePart>,
    multiple: bool,
    choices: Vec<ChoicePart>,
    explanation_html: Option<String>,
}

struct FilePart {
    path: String,
    language: &'static str,
    text: String,
    starter: String,
}

struct ChoicePart {
    value: String,
    html: String,
    checked: bool,
    tone: &'static str,
    badge: Option<Badge>,
    note: Option<String>,
}

#[derive(Deserialize)]
pub struct ItemQuery {
    submission: Option<String>,
}

pub async fn show_item(
    app: AppState,
    ctx: PageCtx,
    learner: Learner,
    Path((mission, name)): Path<(MissionId, String)>,
    Query(query): Query<ItemQuery>,
) -> Result<Html<String>> {
    let view = service::mission(&app, &learner, mission).await?;
    let index = view.items.iter().position(|(item, _)| item.name == name).ok_or(Error::NotFound)?;
    let (item, standing) = &view.items[index];
    let now = app.clock.now();
    let later = Terms::new(&view.mission, item, standing).opens_later(now);
    if let Some(opens) = later.filter(|_| !learner.is_staff()) {
        let message = Message::new("mission-opens-later").with("at", kst(opens));
        return Err(Error::Refused(StatusCode::FORBIDDEN, message));
    }
    let wanted = parse_submission(query.submission.as_deref());
    let work = service::work(&app, &learner, &view.mission, item, wanted).await?;
    let service::Work { history, shown, last } = work;
    let title = item_title(&ctx, index, item);
    let builder = Builder { ctx: &ctx, view: &view, item, standing, viewer: &learner, app: &app };
    let mut part =
        builder.item(&title, last.as_ref(), shown.as_ref().map(|shown| &shown.submission));
    if wanted.is_some() {
        // What was handed in then is looked at: a draft would hide it.
        part.draft_key.clear();
    }
    let current = shown.as_ref().map(|shown| shown.submission.id);
    let snapshot = app.registry.snapshot();
    let submission = shown.as_ref().map(|shown| {
        let part = submission_part(&ctx, &snapshot, shown, learner.is_staff(), false);
        part.with_next(onwards(&ctx, &view, index))
    });
    page(&ItemPage {
        crumbs: crumbs(&ctx, &view.mission, Some(title)),
        lang: view.mission.language.clone(),
        state: ItemState::new(&ctx, &view, index, &history, current, now),
        oob: false,
        next: onwards(&ctx, &view, index),
        item: part,
        submission,
        preview: None,
        ctx,
    })
}

/// A draft's item as learners will see it.
pub fn draw_preview(
    app: &AppState,
    ctx: PageCtx,
    viewer: &Viewer,
    view: &MissionView,
    index: usize,
    (here, back): (&str, Link),
    tried: Option<&SubmissionView>,
) -> Result<Html<String>> {
    let (item, standing) = view.items.get(index).ok_or(Error::NotFound)?;
    let title = item_title(&ctx, index, item);
    let builder = Builder { ctx: &ctx, view, item, standing, viewer, app };
    let row = tried.map(|tried| &tried.submission);
    let mut part = builder.item(&title, row, row);
    part.draft_key.clear();
    part.submit_url = format!("{here}/{index}/submit");
    part.samples_url = format!("{here}/{index}/samples");
    let mut state = ItemState::new(&ctx, view, index, &[], None, app.clock.now());
    for (at, step) in state.steps.iter_mut().enumerate() {
        step.url = format!("{here}/{at}");
    }
    let snapshot = app.registry.snapshot();
    let submission = tried.map(|tried| submission_part(&ctx, &snapshot, tried, false, false));
    page(&ItemPage {
        crumbs: vec![Crumb::to(back.title.clone(), back.url.clone()), Crumb::here(title)],
        lang: view.mission.language.clone(),
        state,
        oob: false,
        next: back.clone(),
        item: part,
        submission,
        preview: Some(back),
        ctx,
    })
}

struct Builder<'a> {
    ctx: &'a PageCtx,
    view: &'a MissionView,
    item: &'a ItemRow,
    standing: &'a Standing,
    viewer: &'a Viewer,
    app: &'a AppState,
}

impl Builder<'_> {
    fn item(
        &self,
        title: &str,
        last: Option<&SubmissionRow>,
        shown: Option<&SubmissionRow>,
    ) -> ItemPart {
        let item = self.item;
        let at = item_url(&self.view.mission, item);
        let graded = shown.filter(|row| row.state == SubmissionState::Done);
        ItemPart {
            title: title.to_owned(),
            is_code: item.kind == ItemKind::Code,
            statement_html: markdown::render(&item.statement),
            points: points(item.points),
            submit_url: format!("{at}/submit"),
            samples_url: format!("{at}/samples"),
            draft_key: format!("{}/{}/{}", self.viewer.id, self.view.mission.id, item.name),
            language: self.language(),
            samples: item.samples.0.clone(),
            files: self.files(last),
            multiple: item.multiple,
            choices: self.choices(graded),
            explanation_html: graded
                .filter(|row| self.may_explain(row))
                .map(|_| markdown::render(&item.explanation)),
        }
    }

    /// An explanation tells the answer: in an exam only when nothing is left
    /// to be won.
    fn may_explain(&self, graded: &SubmissionRow) -> bool {
        let exam = matches!(self.view.mission.kind, MissionKind::Midterm | MissionKind::Final);
        let right = graded.verdict.as_deref() == Some("accepted");
        !self.item.explanation.is_empty() && (!exam || right || exhausted(self.item, self.standing))
    }

    fn language(&self) -> String {
        let snapshot = self.app.registry.snapshot();
        let runtime = snapshot.runtime(&self.item.language);
        runtime
            .map_or_else(|| self.item.language.clone(), |active| active.runtime.info().name.clone())
    }

    /// What was last written, or the starter, or one empty file.
    fn files(&self, last: Option<&SubmissionRow>) -> Vec<FilePart> {
        let starter = &self.item.starter.0;
        let written = last.map(|row| row.files.0.as_slice()).filter(|files| !files.is_empty());
        let text = |file: &File| String::from_utf8_lossy(&file.content).into_owned();
        let files = written.unwrap_or(starter);
        if files.is_empty() {
            let path = self.default_entry();
            let language = editor_language(&path);
            return vec![FilePart { path, language, text: String::new(), starter: String::new() }];
        }
        files
            .iter()
            .map(|file| FilePart {
                path: file.path.clone(),
                language: editor_language(&file.path),
                text: text(file),
                starter: starter.iter().find(|s| s.path == file.path).map(text).unwrap_or_default(),
            })
            .collect()
    }

    fn default_entry(&self) -> String {
        if !self.item.entry.is_empty() {
            return self.item.entry.clone();
        }
        let snapshot = self.app.registry.snapshot();
        let runtime = snapshot.runtime(&self.item.language);
        runtime.map_or_else(
            || "main.txt".to_owned(),
            |active| active.runtime.info().default_entry.clone(),
        )
    }

    fn choices(&self, graded: Option<&SubmissionRow>) -> Vec<ChoicePart> {
        let chosen = graded.and_then(|row| row.answer.as_deref());
        let chosen: Vec<String> =
            chosen.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        let right = graded.is_some_and(|row| row.verdict.as_deref() == Some("accepted"));
        // The note of the choice that was made, if the grader gave one.
        let note = graded.filter(|_| chosen.len() == 1).and_then(|row| {
            let details = report(row).items.into_iter().flat_map(|item| item.details);
            details.filter(|detail| detail.kind == "hint").map(|detail| detail.text).next()
        });
        let choices = &self.item.choices.0;
        choices
            .iter()
            .map(|choice| {
                let checked = chosen.contains(&choice.id);
                let (tone, badge) = match (checked, right) {
                    (false, _) => ("", None),
                    (true, true) => {
                        ("choice-right", Some(("ok", "circle-check", "mission-choice-right")))
                    }
                    (true, false) if self.item.multiple => {
                        ("", Some(("idle", "circle-dashed", "mission-choice-yours")))
                    }
                    (true, false) => {
                        ("choice-wrong", Some(("bad", "circle-x", "mission-choice-wrong")))
                    }
                };
                ChoicePart {
                    value: choice.id.clone(),
                    html: inline(&choice.text),
                    checked,
                    tone,
                    badge: badge.map(|(tone, icon, key)| Badge::new(tone, icon, self.ctx.t(key))),
                    note: note.clone().filter(|_| checked),
                }
            })
            .collect()
    }
}

/// Markdown of a choice: a single paragraph stands without its tags.
fn inline(text: &str) -> String {
    let html = markdown::render(text);
    let inner = html.trim().strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    inner.filter(|inner| !inner.contains("<p>")).map_or_else(|| html.clone(), str::to_owned)
}

/// The language that the editor colours a file in.
fn editor_language(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "py" => "python",
        "js" | "mjs" | "cjs" => "javascript",
        "html" => "html",
        "css" => "css",
        "sql" => "sql",
        _ => "text",
    }
}
