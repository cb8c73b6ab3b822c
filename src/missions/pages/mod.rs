//! Mission pages: the mission, its items, submissions.

mod item;
mod mission;
mod regrade;
mod state;
mod studio;
mod submit;

use axum::Router;
use axum::routing::{get, post};

use super::model::{ItemRow, MissionRow, Standing};
use crate::app::AppState;
use crate::web::PageCtx;
use crate::web::parts::{Badge, Crumb};

/// The pages of missions.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/missions/{mission}", get(mission::show_mission))
        .route("/missions/{mission}/items/{item}", get(item::show_item))
        .route("/missions/{mission}/items/{item}/submit", post(submit::create_submission))
        .route("/missions/{mission}/items/{item}/samples", post(submit::create_sample_run))
        .route("/submissions/{submission}", get(submit::show_submission))
        .merge(studio::routes())
        .route("/studio/regrades", get(regrade::list_regrades).post(regrade::create_regrade))
        .route("/studio/regrades/{regrade}", get(regrade::show_regrade))
        .route("/studio/regrades/{regrade}/apply", post(regrade::apply_regrade))
        .route("/studio/regrades/{regrade}/discard", post(regrade::discard_regrade))
}

fn item_url(mission: &MissionRow, item: &ItemRow) -> String {
    format!("/missions/{}/items/{}", mission.id, item.name)
}

/// An item's title, or its number.
fn item_title(ctx: &PageCtx, index: usize, item: &ItemRow) -> String {
    if item.title.is_empty() {
        format!("{} {}", ctx.t("mission-item"), index + 1)
    } else {
        item.title.clone()
    }
}

fn crumbs(ctx: &PageCtx, mission: &MissionRow, item: Option<String>) -> Vec<Crumb> {
    let course = format!("/courses/{}", mission.course_slug);
    let mut crumbs = vec![Crumb::to(ctx.t("nav-roadmap"), "/")];
    let lang = &mission.language;
    crumbs.push(Crumb::to(mission.course_title.clone(), course).lang(lang));
    match item {
        None => crumbs.push(Crumb::here(mission.title.clone()).lang(lang)),
        Some(item) => {
            let at = format!("/missions/{}", mission.id);
            crumbs.push(Crumb::to(mission.title.clone(), at).lang(lang));
            crumbs.push(Crumb::here(item).lang(lang));
        }
    }
    crumbs
}

/// How many attempts are left, in words; empty without a limit.
fn attempts_left(ctx: &PageCtx, item: &ItemRow, standing: &Standing) -> String {
    item.attempts.map_or_else(String::new, |most| {
        ctx.t1("mission-attempts-left", "count", (most - standing.attempts_used).max(0))
    })
}

fn standing_badge(ctx: &PageCtx, item: &ItemRow, standing: &Standing) -> Badge {
    match standing.best {
        Some(best) if best >= item.points => super::view::verdict_badge(ctx, "accepted"),
        Some(best) if best > 0 => super::view::verdict_badge(ctx, "partial"),
        Some(_) => super::view::verdict_badge(ctx, "wrong_answer"),
        None if standing.attempts_used > 0 => {
            Badge::new("idle", "loader-circle", ctx.t("mission-item-waiting"))
        }
        None => Badge::new("idle", "circle-dashed", ctx.t("mission-item-new")),
    }
}
