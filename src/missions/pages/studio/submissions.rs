//! All submissions of a mission, filtered and paged.

use askama::Template;
use axum::response::Html;
use serde::Deserialize;

use super::form::{Errors, mission::moment};
use super::mission::{Head, item_title};
use crate::accounts::Staff;
use crate::app::AppState;
use crate::error::Result;
use crate::missions::MissionId;
use crate::missions::authoring::service as authoring;
use crate::missions::model::{ItemId, SubmissionState};
use crate::missions::review::model::{Filter, ListedRow, PAGE};
use crate::missions::review::service;
use crate::missions::view::verdict_badge;
use crate::web::format::{points, rough_points};
use crate::web::parts::{Badge, Crumb};
use crate::web::{PageCtx, Path, Query, page};

/// What can be filtered by: verdicts, states, and scores set by people.
const VERDICTS: [&str; 15] = [
    "accepted",
    "partial",
    "wrong_answer",
    "compile_error",
    "runtime_error",
    "fuel_limit",
    "memory_limit",
    "output_limit",
    "time_limit",
    "refused",
    "skipped",
    "queued",
    "running",
    "failed",
    "overridden",
];

#[derive(Template)]
#[template(path = "studio/submissions.html")]
struct SubmissionsPage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    head: Head,
    learner: String,
    from: String,
    until: String,
    items: Vec<OptionPart>,
    verdicts: Vec<OptionPart>,
    rows: Vec<RowPart>,
    total: i64,
    page: i64,
    pages: i64,
    previous: Option<String>,
    next: Option<String>,
    error: Option<String>,
}

struct OptionPart {
    value: String,
    label: String,
    selected: bool,
}

struct RowPart {
    url: String,
    at: String,
    learner: String,
    item: String,
    badge: Badge,
    score: String,
    overridden: bool,
    comments: i64,
}

#[derive(Deserialize, Default)]
pub struct ListQuery {
    #[serde(default)]
    learner: String,
    #[serde(default)]
    item: String,
    #[serde(default)]
    verdict: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    page: Option<i64>,
}

pub async fn list_submissions(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path(id): Path<MissionId>,
    Query(query): Query<ListQuery>,
) -> Result<Html<String>> {
    let published = authoring::published(&app, &staff, id).await?;
    let mut errors = Errors::new();
    let filter = Filter {
        learner: crate::db::storable(&query.learner),
        item: query.item.parse::<ItemId>().ok(),
        verdict: VERDICTS.into_iter().find(|word| *word == query.verdict).unwrap_or("").to_owned(),
        from: moment(&query.from, "from", &mut errors),
        until: moment(&query.until, "until", &mut errors),
        page: query.page.unwrap_or(1).clamp(1, 1_000_000),
    };
    let rows = service::list(&app, id, &filter).await?;
    let head = Head::new(&ctx, &published, "submissions");
    let total = rows.first().map_or(0, |row| row.total);
    let pages = ((total + PAGE - 1) / PAGE).max(1);
    let items = published.items.iter().enumerate().map(|(at, id)| OptionPart {
        value: id.to_string(),
        label: item_title(&ctx, &published.document, at),
        selected: filter.item == Some(*id),
    });
    let verdicts = VERDICTS.iter().map(|word| OptionPart {
        value: (*word).to_owned(),
        label: verdict_label(&ctx, word),
        selected: filter.verdict == *word,
    });
    let (items, verdicts) = (items.collect(), verdicts.collect());
    let turn = |page: i64| page_url(&head.base, &query, page);
    let page_number = filter.page;
    page(&SubmissionsPage {
        crumbs: Head::crumbs(&ctx, &published),
        previous: (page_number > 1).then(|| turn(page_number - 1)),
        next: (page_number < pages).then(|| turn(page_number + 1)),
        rows: rows.iter().map(|row| row_part(&ctx, row)).collect(),
        error: errors.first().map(|(_, message)| ctx.message(message)),
        learner: query.learner,
        from: query.from,
        until: query.until,
        page: page_number,
        head,
        items,
        verdicts,
        total,
        pages,
        ctx,
    })
}

fn verdict_label(ctx: &PageCtx, word: &str) -> String {
    match word {
        "queued" | "running" => {
            ctx.t(&format!("mission-{}", if word == "queued" { "waiting" } else { word }))
        }
        "failed" => ctx.t("verdict-fault"),
        "overridden" => ctx.t("review-overridden"),
        word => ctx.t(&format!("verdict-{}", word.replace('_', "-"))),
    }
}

fn row_part(ctx: &PageCtx, row: &ListedRow) -> RowPart {
    let counted = row.override_score.or(row.score);
    RowPart {
        url: format!("/studio/submissions/{}", row.id),
        at: ctx.time(&row.created_at),
        learner: row.nickname.clone(),
        item: match row.item_title.is_empty() {
            true => format!("{} {}", ctx.t("mission-item"), row.item_position + 1),
            false => row.item_title.clone(),
        },
        badge: match row.state {
            SubmissionState::Done => {
                verdict_badge(ctx, row.verdict.as_deref().unwrap_or("skipped"))
            }
            SubmissionState::Failed => Badge::new("info", "circle-alert", ctx.t("verdict-fault")),
            _ => Badge::new("idle", "loader-circle", ctx.t("mission-item-waiting")),
        },
        score: counted.map_or_else(String::new, |score| {
            let most = row.max_score.map(points).unwrap_or_default();
            format!("{} / {most}", rough_points(score))
        }),
        overridden: row.override_score.is_some(),
        comments: row.comments,
    }
}

fn page_url(base: &str, query: &ListQuery, page: i64) -> String {
    let mut url = format!("{base}/submissions?page={page}");
    let pairs = [
        ("learner", &query.learner),
        ("item", &query.item),
        ("verdict", &query.verdict),
        ("from", &query.from),
        ("until", &query.until),
    ];
    for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
        url.push('&');
        url.push_str(name);
        url.push('=');
        url.extend(value.bytes().map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        }));
    }
    url
}
