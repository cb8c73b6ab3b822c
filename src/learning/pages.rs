//! Lessons, the player's reports, and "my learning".

use askama::Template;
use axum::Router;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use serde_json::json;
use tower::ServiceExt as _;
use tower_http::services::ServeFile;

use super::service::{self, WatchReport};
use crate::accounts::Learner;
use crate::app::AppState;
use crate::courses::TopicId;
use crate::courses::model::{CaptionId, VideoId};
use crate::courses::service::{self as courses, TopicView};
use crate::courses::view::{LecturePart, length, mission_url, outline, topic_url};
use crate::error::{Error, Result};
use crate::missions::service as missions;
use crate::missions::view::{kind_label, mission_badge};
use crate::web::format::{percent, points, rough_points};
use crate::web::parts::{Badge, Crumb, Link};
use crate::web::{Json, PageCtx, Path, markdown, page};

/// The pages of learning.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/learning", get(show_learning))
        .route("/courses/{course}/{lecture}/{topic}", get(show_topic))
        .route("/topics/{topic}/watch", post(record_watch))
        .route("/topics/{course}/{lecture}/{topic}/complete", post(complete_topic))
        .route("/videos/{video}", get(show_video))
        .route("/videos/{video}/poster", get(show_poster))
        .route("/captions/{caption}", get(show_caption))
}

struct OutlinePart {
    course_title: String,
    lang: String,
    course_url: String,
    percent: i64,
    lectures: Vec<LecturePart>,
}

struct TopicPart {
    title: String,
}

#[derive(Template)]
#[template(path = "learning/reading.html")]
struct ReadingPage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    topic: TopicPart,
    body_html: String,
    done: bool,
    complete_url: String,
    outline: OutlinePart,
    previous: Option<Link>,
    next: Option<Link>,
}

#[derive(Template)]
#[template(path = "learning/video.html")]
struct VideoPage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    topic: TopicPart,
    video: VideoPart,
    body_html: String,
    outline: OutlinePart,
    previous: Option<Link>,
    next: Option<Link>,
}

struct VideoPart {
    src: String,
    content_type: String,
    poster: Option<String>,
    position_ms: i64,
    save_url: String,
    captions: Vec<CaptionPart>,
}

struct CaptionPart {
    language: String,
    label: String,
    src: String,
    default: bool,
}

async fn show_topic(
    app: AppState,
    ctx: PageCtx,
    learner: Learner,
    Path((course, lecture, topic)): Path<(String, String, String)>,
) -> Result<Response> {
    let view = courses::topic(&app, &learner, &course, &lecture, &topic).await?;
    if let Some(mission) = view.topic.mission_id {
        return Ok(Redirect::to(&mission_url(mission)).into_response());
    }
    let progress = service::progress(&app, learner.id, view.topic.id).await?;
    let lang = &view.course.course.language;
    let crumbs = vec![
        Crumb::to(ctx.t("nav-roadmap"), "/"),
        Crumb::to(view.course.course.title.clone(), format!("/courses/{course}")).lang(lang),
        Crumb::here(view.topic.title.clone()).lang(lang),
    ];
    let body_html = markdown::render(&view.topic.body);
    let outline = outline_part(&ctx, &view);
    let (previous, next) = neighbours(&view);
    let title = TopicPart { title: view.topic.title.clone() };
    let html = match &view.video {
        Some((video, captions)) => page(&VideoPage {
            crumbs,
            topic: title,
            video: VideoPart {
                src: format!("/videos/{}", video.id),
                content_type: video.content_type.clone(),
                poster: video.poster_key.as_ref().map(|_| format!("/videos/{}/poster", video.id)),
                position_ms: progress.map_or(0, |row| row.position_ms),
                save_url: format!("/topics/{}/watch", view.topic.id),
                captions: captions
                    .iter()
                    .enumerate()
                    .map(|(index, caption)| CaptionPart {
                        language: caption.language.clone(),
                        label: caption.label.clone(),
                        src: format!("/captions/{}", caption.id),
                        default: index == 0,
                    })
                    .collect(),
            },
            body_html,
            outline,
            previous,
            next,
            ctx,
        })?,
        None => page(&ReadingPage {
            crumbs,
            topic: title,
            body_html,
            done: progress.is_some_and(|row| row.completed_at.is_some()),
            complete_url: format!("/topics/{course}/{lecture}/{topic}/complete"),
            outline,
            previous,
            next,
            ctx,
        })?,
    };
    Ok(html.into_response())
}

fn outline_part(ctx: &PageCtx, view: &TopicView) -> OutlinePart {
    let course = &view.course;
    OutlinePart {
        course_title: course.course.title.clone(),
        lang: course.course.language.clone(),
        course_url: format!("/courses/{}", course.course.slug),
        percent: percent(length(course.completed()), length(course.outline.len())),
        lectures: outline(ctx, course, Some(view.index)),
    }
}

fn neighbours(view: &TopicView) -> (Option<Link>, Option<Link>) {
    let link = |index: usize| {
        let row = view.course.outline.get(index)?;
        Some(Link { title: row.title.clone(), url: topic_url(&view.course.course.slug, row) })
    };
    (view.index.checked_sub(1).and_then(link), link(view.index + 1))
}

/// The player's report; also what `sendBeacon` sends when the page is left.
async fn record_watch(
    app: AppState,
    learner: Learner,
    Path(topic): Path<TopicId>,
    Json(report): Json<WatchReport>,
) -> Result<Response> {
    let row = service::watch(&app, &learner, topic, &report).await?;
    Ok(axum::Json(json!({
        "position_ms": row.position_ms,
        "furthest_ms": row.furthest_ms,
        "completed": row.completed_at.is_some(),
    }))
    .into_response())
}

async fn complete_topic(
    app: AppState,
    learner: Learner,
    Path((course, lecture, topic)): Path<(String, String, String)>,
) -> Result<Redirect> {
    let view = courses::topic(&app, &learner, &course, &lecture, &topic).await?;
    service::complete(&app, &learner, view.topic.id).await?;
    let (_, next) = neighbours(&view);
    Ok(Redirect::to(&next.map_or_else(|| format!("/courses/{course}"), |link| link.url)))
}

async fn show_video(
    app: AppState,
    _learner: Learner,
    Path(id): Path<VideoId>,
    request: Request,
) -> Result<Response> {
    let video = courses::video(&app, id).await?;
    send(&app, &video.storage_key, &video.content_type, request).await
}

async fn show_poster(
    app: AppState,
    _learner: Learner,
    Path(id): Path<VideoId>,
    request: Request,
) -> Result<Response> {
    let key = courses::video(&app, id).await?.poster_key.ok_or(Error::NotFound)?;
    let kind = mime_guess::from_path(&key).first_or_octet_stream().to_string();
    send(&app, &key, &kind, request).await
}

async fn show_caption(
    app: AppState,
    _learner: Learner,
    Path(id): Path<CaptionId>,
    request: Request,
) -> Result<Response> {
    let key = courses::caption(&app, id).await?.storage_key;
    send(&app, &key, "text/vtt; charset=utf-8", request).await
}

/// A stored file, with ranges and conditional requests.
async fn send(app: &AppState, key: &str, kind: &str, request: Request) -> Result<Response> {
    let served = ServeFile::new(app.storage.local(key).await?).oneshot(request).await;
    let mut response = served.expect("serving a file cannot fail").into_response();
    if response.status() == axum::http::StatusCode::NOT_FOUND {
        tracing::error!(key, "a stored file is missing");
        return Err(Error::NotFound);
    }
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(kind) {
        headers.insert(CONTENT_TYPE, kind);
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, max-age=3600"));
    Ok(response)
}

#[derive(Template)]
#[template(path = "learning/index.html")]
struct LearningPage {
    ctx: PageCtx,
    courses: Vec<CoursePart>,
    missions: Vec<MissionPart>,
}

struct CoursePart {
    title: String,
    lang: String,
    url: String,
    percent: i64,
    count: String,
    badge: Badge,
    resume: Option<Link>,
}

struct MissionPart {
    title: String,
    lang: String,
    course: String,
    kind: String,
    url: String,
    badge: Badge,
    score: String,
}

async fn show_learning(app: AppState, ctx: PageCtx, learner: Learner) -> Result<Html<String>> {
    let roadmap = courses::roadmap(&app, Some(learner.id)).await?;
    let scores = missions::scores(&app, learner.id).await?;
    let mut tried = missions::all(&app).await?;
    tried.retain(|mission| scores.contains_key(&mission.id));
    let begun = roadmap.courses.iter().filter_map(|course| {
        let done = roadmap.completed.get(&course.id).copied().unwrap_or(0);
        if done == 0 && !tried.iter().any(|mission| mission.course_slug == course.slug) {
            return None;
        }
        let url = format!("/courses/{}", course.slug);
        let all = done > 0 && done >= course.topics;
        let (tone, icon, key) = if all {
            ("ok", "circle-check", "state-done")
        } else {
            ("accent", "circle-play", "state-owned")
        };
        Some(CoursePart {
            title: course.title.clone(),
            lang: course.language.clone(),
            percent: percent(done, course.topics),
            count: format!("{done} / {}", course.topics),
            badge: Badge::new(tone, icon, ctx.t(key)),
            resume: (!all).then(|| Link { title: ctx.t("course-continue"), url: url.clone() }),
            url,
        })
    });
    let begun = begun.collect();
    let tried = tried.into_iter().filter_map(|mission| {
        let score = scores.get(&mission.id).copied()?;
        Some(MissionPart {
            course: mission.course_title,
            kind: kind_label(&ctx, mission.kind),
            lang: mission.language,
            url: mission_url(mission.id),
            badge: mission_badge(&ctx, Some(score), mission.pass_percent),
            score: format!("{} / {}", rough_points(score.0), points(score.1)),
            title: mission.title,
        })
    });
    let tried = tried.collect();
    page(&LearningPage { ctx, courses: begun, missions: tried })
}
