//! The studio's pages of missions.

mod draft;
mod draft_item;
mod form;
mod live;
mod mission;
mod preview;
mod review;
mod similar;
mod submissions;
mod tutors;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::app::AppState;
use crate::web::PageCtx;
use crate::web::parts::Crumb;

/// The form of an item holds all of its cases and files.
const MAX_FORM: usize = 12 << 20;

/// The studio's pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/studio", get(live::show_studio))
        .route("/studio/missions", get(live::list_missions))
        .route("/studio/items/{item}", get(live::show_item_settings))
        .route("/studio/items/{item}/grader", post(live::update_item_grader))
        .route("/studio/courses/{course}/tutors", post(tutors::update_tutors))
        .route("/studio/drafts", post(draft::create_draft))
        .route("/studio/drafts/{draft}", get(draft::show_draft).post(draft::update_draft))
        .route("/studio/drafts/{draft}/discard", post(draft::delete_draft))
        .route("/studio/drafts/{draft}/export", get(draft::export_draft))
        .route(
            "/studio/drafts/{draft}/items/{index}",
            get(draft_item::show_draft_item).post(draft_item::update_draft_item),
        )
        .route("/studio/drafts/{draft}/preview/{index}", get(preview::show_preview))
        .route("/studio/drafts/{draft}/preview/{index}/submit", post(preview::create_trial))
        .route("/studio/drafts/{draft}/preview/{index}/samples", post(preview::create_sample_trial))
        .route("/studio/missions/{mission}", get(mission::show_mission))
        .route("/studio/missions/{mission}/edit", post(draft::edit_mission))
        .route("/studio/missions/{mission}/export", get(draft::export_mission))
        .route("/studio/missions/{mission}/submissions", get(submissions::list_submissions))
        .route("/studio/missions/{mission}/similar", get(similar::list_similar))
        .route("/studio/missions/{mission}/similar/{a}/{b}", get(similar::show_pair))
        .route("/studio/submissions/{submission}", get(review::show_review))
        .route("/studio/submissions/{submission}/comments", post(review::create_comment))
        .route(
            "/studio/submissions/{submission}/comments/{comment}/withdraw",
            post(review::delete_comment),
        )
        .route("/studio/submissions/{submission}/score", post(review::update_score))
        .route("/studio/submissions/{submission}/diff", get(review::show_diff))
        .layer(DefaultBodyLimit::max(MAX_FORM))
}

/// Studio, missions, and what follows.
fn crumbs(ctx: &PageCtx, course: Option<(&str, &str)>) -> Vec<Crumb> {
    let mut crumbs = vec![
        Crumb::to(ctx.t("nav-studio"), "/studio"),
        Crumb::to(ctx.t("studio-missions"), "/studio/missions"),
    ];
    if let Some((slug, title)) = course {
        crumbs.push(Crumb::to(title.to_owned(), format!("/studio/missions?course={slug}")));
    }
    crumbs
}
