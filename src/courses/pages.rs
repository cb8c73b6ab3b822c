//! Roadmap and course pages.

use askama::Template;
use axum::Router;
use axum::response::Html;
use axum::routing::get;

use super::model::{CourseRow, CourseState};
use super::service::{self, CourseView, Roadmap};
use super::view::{LecturePart, length, mission_url, outline, topic_url};
use crate::app::AppState;
use crate::error::Result;
use crate::missions::service as missions;
use crate::missions::view::kind_label;
use crate::packs::MissionKind;
use crate::web::format::{percent, won};
use crate::web::parts::{Badge, Crumb, Link};
use crate::web::{PageCtx, Path, markdown, page};

/// The pages of the catalogue.
pub fn routes() -> Router<AppState> {
    Router::new().route("/", get(show_roadmap)).route("/courses/{course}", get(show_course))
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    ctx: PageCtx,
    curriculum: CurriculumPart,
    subjects: Vec<SubjectPart>,
    resume: Option<ResumePart>,
}

struct CurriculumPart {
    name: String,
    lang: String,
    summary: String,
    price: String,
}

struct SubjectPart {
    number: usize,
    title: String,
    lang: String,
    summary: String,
    url: Option<String>,
    state: &'static str,
    badge: Badge,
    progress: Option<i64>,
}

struct ResumePart {
    course: String,
    lang: String,
    topic: String,
    url: String,
    percent: i64,
    note: String,
}

async fn show_roadmap(app: AppState, ctx: PageCtx) -> Result<Html<String>> {
    let user = ctx.user.as_ref().map(|viewer| viewer.id);
    let roadmap = service::roadmap(&app, user).await?;
    let resume = match last_course(&roadmap) {
        Some(course) => resume(&service::course(&app, &course.slug, user).await?),
        None => None,
    };
    let subjects =
        roadmap.courses.iter().enumerate().map(|(i, c)| subject(&ctx, &roadmap, i, c)).collect();
    let curriculum = match roadmap.curriculum {
        Some(row) => CurriculumPart {
            // The curriculum's texts are in the language of its courses.
            lang: roadmap.courses.first().map_or_else(String::new, |c| c.language.clone()),
            name: row.name,
            summary: row.summary,
            price: won(row.price),
        },
        None => CurriculumPart {
            lang: ctx.locale.to_string(),
            name: ctx.t("common-site"),
            summary: ctx.t("common-description"),
            price: won(0),
        },
    };
    page(&HomePage { ctx, curriculum, subjects, resume })
}

/// The course that the viewer has begun and not ended.
fn last_course(roadmap: &Roadmap) -> Option<&CourseRow> {
    let done = |course: &CourseRow| roadmap.completed.get(&course.id).copied().unwrap_or(0);
    roadmap.courses.iter().find(|course| (1..course.topics).contains(&done(course)))
}

fn resume(view: &CourseView) -> Option<ResumePart> {
    let next = view.next()?;
    Some(ResumePart {
        course: view.course.title.clone(),
        lang: view.course.language.clone(),
        topic: next.title.clone(),
        url: topic_url(&view.course.slug, next),
        percent: percent(length(view.completed()), length(view.outline.len())),
        note: String::new(),
    })
}

fn subject(ctx: &PageCtx, roadmap: &Roadmap, index: usize, course: &CourseRow) -> SubjectPart {
    let done = roadmap.completed.get(&course.id).copied().unwrap_or(0);
    let open = course.state == CourseState::Published && course.topics > 0;
    let (state, badge) = subject_state(ctx, course, done);
    SubjectPart {
        number: index + 1,
        title: course.title.clone(),
        lang: course.language.clone(),
        summary: course.summary.clone(),
        url: open.then(|| format!("/courses/{}", course.slug)),
        state,
        badge,
        progress: (open && ctx.user.is_some()).then(|| percent(done, course.topics)),
    }
}

fn subject_state(ctx: &PageCtx, course: &CourseRow, done: i64) -> (&'static str, Badge) {
    let (state, tone, icon) = match course.state {
        CourseState::Planned => ("planned", "idle", "clock"),
        CourseState::Published if done > 0 && done >= course.topics => {
            ("done", "ok", "circle-check")
        }
        CourseState::Published if done > 0 => ("owned", "accent", "circle-play"),
        CourseState::Published => ("free", "teal", "lock-open"),
    };
    (state, Badge::new(tone, icon, ctx.t(&format!("state-{state}"))))
}

#[derive(Template)]
#[template(path = "courses/show.html")]
struct CoursePage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    badge: Badge,
    course: CoursePart,
    progress: Option<ProgressPart>,
    start: Option<Link>,
    lectures: Vec<LecturePart>,
    missions: Vec<MissionPart>,
}

struct CoursePart {
    title: String,
    lang: String,
    summary: String,
    description_html: String,
    level: String,
    lectures: usize,
    topics: usize,
}

struct ProgressPart {
    percent: i64,
    done: usize,
    total: usize,
}

struct MissionPart {
    title: String,
    note: String,
    icon: &'static str,
    url: Option<String>,
    badge: Badge,
}

async fn show_course(
    app: AppState,
    ctx: PageCtx,
    Path(slug): Path<String>,
) -> Result<Html<String>> {
    let user = ctx.user.as_ref().map(|viewer| viewer.id);
    let view = service::course(&app, &slug, user).await?;
    let missions = exams(&app, &ctx, &slug).await?;
    let lectures = outline(&ctx, &view, None);
    let (done, total) = (view.completed(), view.outline.len());
    let progress =
        user.map(|_| ProgressPart { percent: percent(length(done), length(total)), done, total });
    let start = view.next().map(|topic| Link {
        title: ctx.t(match (user, done) {
            (None, _) => "course-login-to-start",
            (Some(_), 0) => "course-start",
            (Some(_), _) => "course-continue",
        }),
        url: topic_url(&slug, topic),
    });
    let (_, badge) = subject_state(&ctx, &view.course, length(done));
    let course = &view.course;
    page(&CoursePage {
        crumbs: vec![
            Crumb::to(ctx.t("nav-roadmap"), "/"),
            Crumb::here(course.title.clone()).lang(&course.language),
        ],
        badge,
        course: CoursePart {
            title: course.title.clone(),
            lang: course.language.clone(),
            summary: course.summary.clone(),
            description_html: markdown::render(&course.description),
            level: course.skill_level.map(|l| ctx.t(&format!("level-{l}"))).unwrap_or_default(),
            lectures: lectures.len(),
            topics: total,
        },
        progress,
        start,
        lectures,
        missions,
        ctx,
    })
}

async fn exams(app: &AppState, ctx: &PageCtx, slug: &str) -> Result<Vec<MissionPart>> {
    let scores = match &ctx.user {
        Some(viewer) => missions::scores(app, viewer.id).await?,
        None => std::collections::HashMap::new(),
    };
    let rows = missions::of_course(app, slug).await?;
    let mut exams: Vec<_> = rows
        .into_iter()
        .filter(|m| matches!(m.kind, MissionKind::Midterm | MissionKind::Final))
        .collect();
    exams.sort_by_key(|mission| mission.kind == MissionKind::Final);
    Ok(exams
        .into_iter()
        .map(|mission| MissionPart {
            note: kind_label(ctx, mission.kind),
            icon: "flag",
            url: Some(mission_url(mission.id)),
            badge: crate::missions::view::mission_badge(
                ctx,
                scores.get(&mission.id).copied(),
                mission.pass_percent,
            ),
            title: mission.title,
        })
        .collect())
}
