//! Similar submissions: ranked pairs, and two programs side by side.

use askama::Template;
use axum::response::Html;
use serde::Deserialize;

use super::mission::{Head, item_title};
use crate::accounts::Staff;
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::missions::authoring::service as authoring;
use crate::missions::model::ItemId;
use crate::missions::{MissionId, SubmissionId};
use crate::packs::ItemKind;
use crate::similarity::service::{self as similarity, MarkedLine, Side};
use crate::similarity::winnow::K;
use crate::web::parts::{Crumb, Link};
use crate::web::{PageCtx, Path, Query, page};

#[derive(Template)]
#[template(path = "studio/similar.html")]
struct SimilarPage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    head: Head,
    items: Vec<(Link, bool)>,
    compared: usize,
    left_out: i64,
    short: usize,
    least: usize,
    pairs: Vec<PairPart>,
}

struct PairPart {
    url: String,
    a: String,
    b: String,
    percent_a: i64,
    percent_b: i64,
    longest: usize,
}

#[derive(Deserialize)]
pub struct SimilarQuery {
    item: Option<String>,
}

pub async fn list_similar(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path(id): Path<MissionId>,
    Query(query): Query<SimilarQuery>,
) -> Result<Html<String>> {
    let published = authoring::published(&app, &staff, id).await?;
    let head = Head::new(&ctx, &published, "similar");
    let programs: Vec<usize> = (0..published.items.len())
        .filter(|at| published.document.items[*at].kind == ItemKind::Code)
        .collect();
    let wanted = query.item.and_then(|item| item.parse::<ItemId>().ok());
    let chosen = programs.iter().copied().find(|at| Some(published.items[*at]) == wanted);
    let chosen = chosen.or_else(|| programs.first().copied());
    let items = programs.iter().map(|at| {
        let url = format!("{}/similar?item={}", head.base, published.items[*at]);
        let link = Link { title: item_title(&ctx, &published.document, *at), url };
        (link, Some(*at) == chosen)
    });
    let items = items.collect();
    let mut shown = SimilarPage {
        crumbs: Head::crumbs(&ctx, &published),
        items,
        compared: 0,
        left_out: 0,
        short: 0,
        least: K,
        pairs: Vec::new(),
        head,
        ctx,
    };
    if let Some(at) = chosen {
        let item = &published.document.items[at];
        let ranked =
            similarity::ranked(&app, published.items[at], &item.language, &item.starter).await?;
        shown.pairs = ranked
            .pairs
            .iter()
            .map(|found| {
                let (a, b) = (&ranked.candidates[found.pair.a], &ranked.candidates[found.pair.b]);
                PairPart {
                    url: format!("{}/similar/{}/{}", shown.head.base, a.id, b.id),
                    a: a.nickname.clone(),
                    b: b.nickname.clone(),
                    percent_a: found.pair.percent_a,
                    percent_b: found.pair.percent_b,
                    longest: found.longest,
                }
            })
            .collect();
        shown.compared = ranked.candidates.len();
        shown.left_out = ranked.left_out;
        shown.short = ranked.short;
    }
    page(&shown)
}

#[derive(Template)]
#[template(path = "studio/pair.html")]
struct PairPage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    title: String,
    sides: Vec<SidePart>,
    passages: usize,
    tokens: usize,
    longest: usize,
}

struct SidePart {
    learner: String,
    at: String,
    url: String,
    files: Vec<(String, Vec<MarkedLine>)>,
}

impl PairPage {
    /// The colour of a passage.
    fn tone(passage: &usize) -> usize {
        passage % 6
    }
}

pub async fn show_pair(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path((mission, a, b)): Path<(MissionId, SubmissionId, SubmissionId)>,
) -> Result<Html<String>> {
    let published = authoring::published(&app, &staff, mission).await?;
    // The two must be of this mission, which is the viewer's.
    let item = similarity::item_of(&app, a, b).await?;
    let at = published.items.iter().position(|id| *id == item).ok_or(Error::NotFound)?;
    let language = &published.document.items[at].language;
    let compared = similarity::compared(&app, item, language, (a, b)).await?;
    let side = |side: Side| SidePart {
        learner: side.program.nickname.clone(),
        at: ctx.time(&side.program.created_at),
        url: format!("/studio/submissions/{}", side.program.id),
        files: side.files,
    };
    let title = item_title(&ctx, &published.document, at);
    let mut crumbs = Head::crumbs(&ctx, &published);
    if let Some(last) = crumbs.last_mut() {
        last.url = Some(format!("/studio/missions/{mission}/similar?item={item}"));
    }
    crumbs.push(Crumb::here(ctx.t("similar-pair")));
    let sides = vec![side(compared.a), side(compared.b)];
    page(&PairPage {
        crumbs,
        title,
        sides,
        passages: compared.passages.len(),
        tokens: compared.passages.iter().sum(),
        longest: compared.passages.iter().copied().max().unwrap_or(0),
        ctx,
    })
}
