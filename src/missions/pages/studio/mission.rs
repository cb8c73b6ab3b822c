//! A published mission for its tutors: what its submissions say.

use askama::Template;
use axum::response::Html;
use serde::Deserialize;

use crate::accounts::Staff;
use crate::app::AppState;
use crate::error::Result;
use crate::missions::MissionId;
use crate::missions::authoring::Origin;
use crate::missions::authoring::model::Document;
use crate::missions::authoring::service::{self as authoring, Published};
use crate::missions::review::stats::{self, ItemStats, svg};
use crate::missions::view::kind_label;
use crate::packs::{Item, ItemKind};
use crate::web::format::percent;
use crate::web::parts::Crumb;
use crate::web::{PageCtx, Path, Query, page};

/// What all pages of a mission begin with, for `_mission_head.html`.
pub struct Head {
    /// Its title.
    pub title: String,
    /// The language of its title.
    pub lang: String,
    /// Its kind.
    pub kind: String,
    /// Its pages begin with this.
    pub base: String,
    /// As learners see it.
    pub learner_url: String,
    /// `stats`, `submissions` or `similar`.
    pub tab: &'static str,
    /// Changed in the studio since the last import.
    pub edited: bool,
}

impl Head {
    /// Of a published mission.
    pub fn new(ctx: &PageCtx, published: &Published, tab: &'static str) -> Self {
        let mission = &published.mission;
        Self {
            title: mission.title.clone(),
            lang: mission.language.clone(),
            kind: kind_label(ctx, mission.kind),
            base: format!("/studio/missions/{}", mission.id),
            learner_url: format!("/missions/{}", mission.id),
            tab,
            edited: mission.edited_at.is_some() && mission.origin == Origin::Pack,
        }
    }

    /// The way here.
    pub fn crumbs(ctx: &PageCtx, published: &Published) -> Vec<Crumb> {
        let course = (published.course.slug.as_str(), published.course.title.as_str());
        let mut crumbs = super::crumbs(ctx, Some(course));
        crumbs.push(Crumb::here(published.mission.title.clone()).lang(&published.mission.language));
        crumbs
    }
}

/// An item's title, or its number.
pub fn item_title(ctx: &PageCtx, document: &Document, at: usize) -> String {
    super::draft::item_title(ctx, document, at)
}

#[derive(Template)]
#[template(path = "studio/mission.html")]
struct MissionPage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    head: Head,
    notice: Option<String>,
    learners: i64,
    items: Vec<ItemPart>,
}

struct ItemPart {
    title: String,
    submissions: i64,
    learners: i64,
    solved: String,
    solved_first: String,
    discrimination: String,
    chart: String,
    cases: Vec<CasePart>,
    answers: Vec<(String, i64)>,
    submissions_url: String,
}

struct CasePart {
    name: String,
    judged: i64,
    rate: i64,
    chart: String,
    discrimination: String,
    wrong: Vec<(String, i64)>,
}

#[derive(Deserialize)]
pub struct Shown {
    published: Option<String>,
}

pub async fn show_mission(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path(id): Path<MissionId>,
    Query(query): Query<Shown>,
) -> Result<Html<String>> {
    let published = authoring::published(&app, &staff, id).await?;
    let mut stats = stats::of(&app, id).await?;
    let head = Head::new(&ctx, &published, "stats");
    let items = published.items.iter().enumerate().map(|(at, id)| {
        let own = stats.items.remove(id).unwrap_or_default();
        let item = &published.document.items[at];
        let url = format!("{}/submissions?item={id}", head.base);
        item_part(&ctx, item_title(&ctx, &published.document, at), item, own, url)
    });
    let items = items.collect();
    page(&MissionPage {
        crumbs: Head::crumbs(&ctx, &published),
        notice: query.published.map(|_| ctx.t("draft-published")),
        learners: stats.learners,
        head,
        items,
        ctx,
    })
}

fn item_part(
    ctx: &PageCtx,
    title: String,
    item: &Item,
    stats: ItemStats,
    submissions_url: String,
) -> ItemPart {
    let counts = &stats.counts;
    let rate = |part| format!("{part} ({}%)", percent(part, counts.learners));
    let cases = stats.cases.into_iter().map(|case| {
        let rate = percent(case.passed, case.judged);
        CasePart {
            judged: case.judged,
            rate,
            chart: svg::share(rate, &ctx.t1("stats-passed-share", "percent", rate)),
            discrimination: index(case.discrimination),
            name: case.name,
            wrong: case.wrong.iter().map(|(text, n)| (gist(text), *n)).collect(),
        }
    });
    ItemPart {
        submissions: counts.submissions,
        learners: counts.learners,
        solved: rate(counts.solved),
        solved_first: rate(counts.solved_first),
        discrimination: index(stats.discrimination),
        chart: svg::histogram(&stats.scores, &ctx.t1("stats-histogram", "item", &title)),
        cases: cases.collect(),
        answers: stats.answers.iter().map(|(ids, n)| (chosen(item, ids), *n)).collect(),
        submissions_url,
        title,
    }
}

/// `+0.43`, or a dash when too few learners took part.
fn index(percent: Option<i64>) -> String {
    percent.map_or_else(
        || "–".to_owned(),
        |percent| {
            let sign = if percent < 0 { "−" } else { "+" };
            format!("{sign}{}.{:02}", percent.abs() / 100, percent.abs() % 100)
        },
    )
}

/// The beginning of an output.
fn gist(text: &str) -> String {
    let text = text.trim_end();
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The texts of chosen choices.
fn chosen(item: &Item, ids: &str) -> String {
    debug_assert!(item.kind == ItemKind::Choice);
    let ids: Vec<String> = serde_json::from_str(ids).unwrap_or_default();
    let texts = ids.iter().map(|id| {
        let choice = item.choices.iter().find(|choice| choice.id == *id);
        choice.map_or_else(|| id.clone(), |choice| format!("{id}. {}", choice.text))
    });
    texts.collect::<Vec<_>>().join(" / ")
}
