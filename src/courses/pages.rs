//! Roadmap and course pages.

use askama::Template;
use axum::Router;
use axum::response::Html;
use axum::routing::get;

use super::model::{CourseRow, CourseState, OutlineRow};
use super::service::{self, CourseView, Roadmap};
use crate::app::AppState;
use crate::error::Result;
use crate::missions::view::kind_label;
use crate::missions::{MissionId, service as missions};
use crate::packs::{MissionKind, TopicKind};
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
    summary: String,
    price: String,
}

struct SubjectPart {
    number: usize,
    title: String,
    summary: String,
    url: Option<String>,
    state: &'static str,
    badge: Badge,
    progress: Option<i64>,
}

struct ResumePart {
    course: String,
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
        Some(row) => CurriculumPart { name: row.name, summary: row.summary, price: won(row.price) },
        None => CurriculumPart {
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

/// A lecture in a course's or a lesson's outline.
pub struct LecturePart {
    /// From 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// Unfolded.
    pub open: bool,
    /// `2 / 5`.
    pub count: String,
    /// Its topics.
    pub topics: Vec<TopicPart>,
}

/// A topic in an outline.
pub struct TopicPart {
    /// Its title.
    pub title: String,
    /// Where it is; `None`: locked.
    pub url: Option<String>,
    /// Of its kind.
    pub icon: &'static str,
    /// The page being looked at.
    pub current: bool,
    /// Done.
    pub done: bool,
    /// A word beside it.
    pub note: String,
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
        crumbs: vec![Crumb::to(ctx.t("nav-roadmap"), "/"), Crumb::here(course.title.clone())],
        badge,
        course: CoursePart {
            title: course.title.clone(),
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

/// Where a mission is.
#[must_use]
pub fn mission_url(id: MissionId) -> String {
    format!("/missions/{id}")
}

/// Where a topic is.
#[must_use]
pub fn topic_url(course: &str, topic: &OutlineRow) -> String {
    match topic.mission_id {
        Some(mission) => mission_url(mission),
        None => format!("/courses/{course}/{}/{}", topic.lecture_slug, topic.slug),
    }
}

/// The outline of a course by lectures; the one of `current` is unfolded.
#[must_use]
pub fn outline(ctx: &PageCtx, view: &CourseView, current: Option<usize>) -> Vec<LecturePart> {
    let rows: Vec<(usize, &OutlineRow)> = view.outline.iter().enumerate().collect();
    let next = view.outline.iter().position(|row| !row.completed).unwrap_or(0);
    rows.chunk_by(|(_, a), (_, b)| a.lecture_slug == b.lecture_slug)
        .enumerate()
        .map(|(index, rows)| {
            let done = rows.iter().filter(|(_, row)| row.completed).count();
            let here = current.unwrap_or(next);
            LecturePart {
                number: index + 1,
                title: rows[0].1.lecture_title.clone(),
                open: rows.iter().any(|(at, _)| *at == here),
                count: format!("{done} / {}", rows.len()),
                topics: rows
                    .iter()
                    .map(|(at, row)| topic_part(ctx, view, row, current == Some(*at)))
                    .collect(),
            }
        })
        .collect()
}

fn topic_part(ctx: &PageCtx, view: &CourseView, row: &OutlineRow, current: bool) -> TopicPart {
    let icon = match row.kind {
        TopicKind::Video => "circle-play",
        TopicKind::Reading => "book-open",
        TopicKind::Quiz => "list-checks",
        TopicKind::Assignment => "code",
    };
    TopicPart {
        title: row.title.clone(),
        url: Some(topic_url(&view.course.slug, row)),
        icon,
        current,
        done: row.completed,
        note: ctx.t(&format!("kind-{}", row.kind)),
    }
}

/// A length as the number that percentages are made of.
#[must_use]
pub fn length(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
