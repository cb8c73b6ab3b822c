//! The studio's pages of missions: which grader judges which item.

use askama::Template;
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use crate::accounts::Staff;
use crate::app::AppState;
use crate::courses::service as courses;
use crate::error::{Error, Result};
use crate::missions::authoring::service as authoring;
use crate::missions::model::{ItemId, ItemRow, MissionRow};
use crate::missions::pages::{item_title, item_url};
use crate::missions::service;
use crate::missions::view::kind_label;
use crate::plugins::service as plugins;
use crate::web::format::points;
use crate::web::parts::{Badge, Crumb};
use crate::web::{Form, PageCtx, Path, Query, page};

#[derive(Template)]
#[template(path = "studio/index.html")]
struct StudioPage {
    ctx: PageCtx,
    courses: Vec<CoursePart>,
    plugins: usize,
    waiting: i64,
}

struct CoursePart {
    title: String,
    url: String,
    missions_url: String,
    topics: i64,
    badge: Badge,
}

pub async fn show_studio(app: AppState, ctx: PageCtx, _staff: Staff) -> Result<Html<String>> {
    let roadmap = courses::roadmap(&app, None).await?;
    let plugins = plugins::list(&app).await?.len();
    let waiting = service::waiting(&app).await?;
    let parts = roadmap.courses.iter().map(|course| CoursePart {
        title: course.title.clone(),
        url: format!("/courses/{}", course.slug),
        missions_url: format!("/studio/missions?course={}", course.slug),
        topics: course.topics,
        badge: if course.topics > 0 {
            Badge::new("ok", "circle-check", ctx.t("state-open"))
        } else {
            Badge::new("idle", "clock", ctx.t("state-planned"))
        },
    });
    let parts = parts.collect();
    page(&StudioPage { ctx, courses: parts, plugins, waiting })
}

#[derive(Template)]
#[template(path = "studio/missions.html")]
struct MissionsPage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    notice: Option<String>,
    error: Option<String>,
    missions: Vec<MissionPart>,
    drafts: Vec<DraftPart>,
    /// The course that is looked at, with what can be made in it.
    course: Option<CourseHead>,
}

struct CourseHead {
    slug: String,
    tutors: Vec<String>,
    may_name: bool,
}

struct DraftPart {
    title: String,
    course: String,
    url: String,
    note: String,
    is_new: bool,
}

struct MissionPart {
    title: String,
    course: String,
    kind: String,
    url: String,
    items: Vec<ItemPart>,
}

struct ItemPart {
    title: String,
    kind: String,
    url: String,
    grader_url: String,
    graders: Vec<GraderPart>,
}

struct GraderPart {
    id: String,
    name: String,
    selected: bool,
}

#[derive(Deserialize)]
pub struct MissionsQuery {
    course: Option<String>,
}

pub async fn list_missions(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Query(query): Query<MissionsQuery>,
) -> Result<Html<String>> {
    let graders = grader_names(&app);
    let course = match &query.course {
        Some(slug) => {
            let course = authoring::course(&app, &staff, slug).await?;
            let tutors = authoring::tutors(&app, course.id).await?;
            let may_name = staff.is_administrator();
            Some(CourseHead { slug: course.slug, tutors, may_name })
        }
        None => None,
    };
    let drafts = authoring::drafts(&app, &staff).await?;
    let drafts = drafts
        .iter()
        .filter(|draft| query.course.as_ref().is_none_or(|slug| *slug == draft.course_slug))
        .map(|draft| DraftPart {
            title: super::draft::title_of(&ctx, &draft.document.0),
            course: draft.course_title.clone(),
            url: format!("/studio/drafts/{}", draft.id),
            note: ctx.t2(
                "draft-saved-by",
                "name",
                &draft.updated_by,
                "at",
                ctx.time(&draft.updated_at),
            ),
            is_new: draft.mission_id.is_none(),
        })
        .collect();
    let rows = service::all_items(&app, query.course.as_deref()).await?;
    let missions = rows
        .into_iter()
        .map(|(mission, items)| mission_part(&ctx, &mission, &items, &graders))
        .collect();
    page(&MissionsPage {
        crumbs: vec![
            Crumb::to(ctx.t("nav-studio"), "/studio"),
            Crumb::here(ctx.t("studio-missions")),
        ],
        notice: None,
        error: None,
        missions,
        drafts,
        course,
        ctx,
    })
}

fn mission_part(
    ctx: &PageCtx,
    mission: &MissionRow,
    items: &[ItemRow],
    graders: &[(String, String)],
) -> MissionPart {
    let items = items.iter().enumerate().map(|(index, item)| ItemPart {
        title: item_title(ctx, index, item),
        kind: ctx.t(&format!("mission-kind-{}", item.kind)),
        url: format!("/studio/items/{}", item.id),
        grader_url: format!("/studio/items/{}/grader", item.id),
        graders: grader_parts(graders, &item.grader),
    });
    MissionPart {
        title: mission.title.clone(),
        course: mission.course_title.clone(),
        kind: kind_label(ctx, mission.kind),
        url: format!("/studio/missions/{}", mission.id),
        items: items.collect(),
    }
}

/// Id and name of the active graders.
fn grader_names(app: &AppState) -> Vec<(String, String)> {
    let snapshot = app.registry.snapshot();
    let ids = snapshot.grader_ids().into_iter();
    ids.filter_map(|id| snapshot.grader(&id).map(|g| (id.clone(), g.manifest.name.clone())))
        .collect()
}

fn grader_parts(graders: &[(String, String)], selected: &str) -> Vec<GraderPart> {
    let parts = graders.iter().map(|(id, name)| GraderPart {
        id: id.clone(),
        name: name.clone(),
        selected: id == selected,
    });
    parts.collect()
}

#[derive(Template)]
#[template(path = "studio/item.html")]
struct ItemPage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    title: String,
    lang: String,
    kind: String,
    points: String,
    language: String,
    grader_url: String,
    learner_url: String,
    notice: Option<String>,
    error: Option<String>,
    save_url: String,
    graders: Vec<GraderPart>,
    config: String,
}

#[derive(Deserialize)]
pub struct ItemQuery {
    switched: Option<String>,
}

pub async fn show_item_settings(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path(id): Path<ItemId>,
    Query(query): Query<ItemQuery>,
) -> Result<Html<String>> {
    let (grader, config) = authoring::item_config(&app, &staff, id).await?;
    let notice = query.switched.map(|_| ctx.t1("studio-switched", "grader", &grader));
    settings(&app, ctx, id, (grader, pretty(&config)), notice, None).await
}

async fn settings(
    app: &AppState,
    ctx: PageCtx,
    id: ItemId,
    (grader, config): (String, String),
    notice: Option<String>,
    error: Option<String>,
) -> Result<Html<String>> {
    let (mission, items) = service::mission_of_item(app, id).await?;
    let index = items.iter().position(|item| item.id == id).ok_or(Error::NotFound)?;
    let item = &items[index];
    let title = full_title(&ctx, &mission, index, item);
    let snapshot = app.registry.snapshot();
    let language = snapshot.runtime(&item.language);
    page(&ItemPage {
        crumbs: vec![
            Crumb::to(ctx.t("nav-studio"), "/studio"),
            Crumb::to(ctx.t("studio-missions"), "/studio/missions"),
            Crumb::here(title.clone()).lang(&mission.language),
        ],
        title,
        lang: mission.language.clone(),
        kind: ctx.t(&format!("mission-kind-{}", item.kind)),
        points: points(item.points),
        language: language.map_or_else(String::new, |active| active.runtime.info().name.clone()),
        grader_url: format!("/studio/plugins/{}", item.grader),
        learner_url: item_url(&mission, item),
        notice,
        error,
        save_url: format!("/studio/items/{id}/grader"),
        graders: grader_parts(&grader_names(app), &grader),
        config,
        ctx,
    })
}

fn full_title(ctx: &PageCtx, mission: &MissionRow, index: usize, item: &ItemRow) -> String {
    format!("{} › {}", mission.title, item_title(ctx, index, item))
}

fn pretty(config: &str) -> String {
    serde_json::from_str::<serde_json::Value>(config)
        .and_then(|value| serde_json::to_string_pretty(&value))
        .unwrap_or_else(|_| config.to_owned())
}

#[derive(Deserialize)]
pub struct GraderForm {
    grader: String,
    config: Option<String>,
}

/// Switches an item to a grader; without a configuration the present one is
/// kept, if the new grader can take it.
pub async fn update_item_grader(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path(id): Path<ItemId>,
    Form(form): Form<GraderForm>,
) -> Result<Response> {
    let config = match form.config {
        Some(config) => config,
        None => authoring::item_config(&app, &staff, id).await?.1,
    };
    match authoring::set_item_grader(&app, &staff, id, &form.grader, &config).await {
        Ok(()) => Ok(Redirect::to(&format!("/studio/items/{id}?switched=1")).into_response()),
        // The form again, with what was typed and what is wrong.
        Err(Error::Refused(status, message)) => {
            let error = Some(ctx.message(&message));
            let typed = (form.grader, pretty(&config));
            Ok((status, settings(&app, ctx, id, typed, None, error).await?).into_response())
        }
        Err(error) => Err(error),
    }
}
