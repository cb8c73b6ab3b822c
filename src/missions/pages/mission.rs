//! The page of a mission.

use askama::Template;
use axum::response::Html;

use super::{attempts_left, crumbs, item_title, item_url, standing_badge};
use crate::accounts::Learner;
use crate::app::AppState;
use crate::error::Result;
use crate::missions::model::MissionId;
use crate::missions::service;
use crate::missions::view::{kind_label, mission_badge};
use crate::packs::ItemKind;
use crate::web::format::{percent, points, rough_points};
use crate::web::parts::{Badge, Crumb, Link};
use crate::web::{PageCtx, Path, markdown, page};

#[derive(Template)]
#[template(path = "missions/show.html")]
struct MissionPage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    mission: MissionPart,
    start: Option<Link>,
    items: Vec<ItemPart>,
}

struct MissionPart {
    title: String,
    lang: String,
    kind: String,
    statement_html: String,
    pass_percent: i64,
    points: String,
    max_points: String,
    percent: i64,
    badge: Badge,
    /// When it opens or closes, in words.
    times: Vec<String>,
    /// Its items are not open yet.
    later: bool,
}

struct ItemPart {
    number: usize,
    title: String,
    kind: String,
    icon: &'static str,
    url: String,
    points: String,
    attempts: String,
    badge: Badge,
}

pub async fn show_mission(
    app: AppState,
    ctx: PageCtx,
    learner: Learner,
    Path(id): Path<MissionId>,
) -> Result<Html<String>> {
    let view = service::mission(&app, &learner, id).await?;
    let (earned, possible) = view.score();
    let begun = view.items.iter().any(|(_, standing)| standing.attempts_used > 0);
    let open = view.items.iter().find(|(item, s)| s.best.is_none_or(|best| best < item.points));
    let now = app.clock.now();
    let later = view.mission.opens_at.is_some_and(|opens| now < opens) && !learner.is_staff();
    let start = open.filter(|_| !later).map(|(item, _)| Link {
        title: ctx.t(if begun { "mission-continue" } else { "mission-start" }),
        url: item_url(&view.mission, item),
    });
    let items = view
        .items
        .iter()
        .enumerate()
        .map(|(index, (item, standing))| ItemPart {
            number: index + 1,
            title: item_title(&ctx, index, item),
            kind: ctx.t(&format!("mission-kind-{}", item.kind)),
            icon: if item.kind == ItemKind::Code { "code" } else { "list-checks" },
            url: item_url(&view.mission, item),
            points: format!(
                "{} / {}",
                rough_points(standing.best.unwrap_or(0)),
                points(item.points)
            ),
            attempts: attempts_left(&ctx, item, standing),
            badge: standing_badge(&ctx, item, standing),
        })
        .collect();
    let mission = &view.mission;
    let opens = mission.opens_at.filter(|opens| now < *opens);
    let opens = opens.map(|opens| ctx.t1("mission-opens-later", "at", ctx.time(&opens)));
    let closes = mission.closes_at.map(|closes| {
        let key = if now < closes { "mission-closes" } else { "mission-closed" };
        ctx.t1(key, "at", ctx.time(&closes))
    });
    page(&MissionPage {
        crumbs: crumbs(&ctx, mission, None),
        mission: MissionPart {
            title: mission.title.clone(),
            lang: mission.language.clone(),
            kind: kind_label(&ctx, mission.kind),
            statement_html: markdown::render(&mission.statement),
            pass_percent: mission.pass_percent,
            points: rough_points(earned),
            max_points: points(possible),
            percent: percent(earned, possible),
            badge: mission_badge(&ctx, begun.then_some((earned, possible)), mission.pass_percent),
            times: opens.into_iter().chain(closes).collect(),
            later,
        },
        start,
        items,
        ctx,
    })
}
