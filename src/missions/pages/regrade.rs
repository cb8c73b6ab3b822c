//! The studio's pages of grading again: begin a trial, look at what would
//! change, make it count.

use askama::Template;
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use crate::accounts::Staff;
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::missions::regrade::{
    self, Change, Options, Regrade, RegradeId, RegradeState, Scope, ScopeId, ScopeKind, Totals,
};
use crate::missions::service;
use crate::missions::view::verdict_badge;
use crate::web::format::{percent, points, rough_points};
use crate::web::parts::{Badge, Crumb};
use crate::web::{Form, PageCtx, Path, Query, page};

/// Changes that a page shows.
const SHOWN: i64 = 200;

#[derive(Template)]
#[template(path = "studio/regrades.html")]
struct RegradesPage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    error: Option<String>,
    scopes: Vec<ScopePart>,
    regrades: Vec<RegradeRow>,
}

struct ScopePart {
    course: String,
    missions: Vec<ScopeOption>,
}

struct ScopeOption {
    /// `mission:ID` or `item:ID`.
    value: String,
    title: String,
    selected: bool,
}

struct RegradeRow {
    title: String,
    url: String,
    at: String,
    badge: Badge,
}

#[derive(Deserialize)]
pub struct RegradesQuery {
    mission: Option<String>,
}

pub async fn list_regrades(
    app: AppState,
    ctx: PageCtx,
    _staff: Staff,
    Query(query): Query<RegradesQuery>,
) -> Result<Html<String>> {
    let selected = query.mission.map(|id| format!("mission:{id}")).unwrap_or_default();
    regrades(&app, ctx, &selected, None).await
}

async fn regrades(
    app: &AppState,
    ctx: PageCtx,
    selected: &str,
    error: Option<String>,
) -> Result<Html<String>> {
    let mut scopes: Vec<ScopePart> = Vec::new();
    let option = |kind: ScopeKind, id: String, title: String| {
        let value = format!("{kind}:{id}");
        ScopeOption { selected: value == selected, value, title }
    };
    for (mission, items) in service::all_items(app, None).await? {
        if scopes.last().is_none_or(|scope| scope.course != mission.course_title) {
            let course = mission.course_title.clone();
            scopes.push(ScopePart { course, missions: Vec::new() });
        }
        let Some(scope) = scopes.last_mut() else { continue };
        let id = mission.id.to_string();
        scope.missions.push(option(ScopeKind::Mission, id, mission.title.clone()));
        if items.len() > 1 {
            scope.missions.extend(items.iter().map(|item| {
                let title = match item.title.as_str() {
                    "" => item.name.as_str(),
                    title => title,
                };
                let title = format!("{} › {title}", mission.title);
                option(ScopeKind::Item, item.id.to_string(), title)
            }));
        }
    }
    let rows = regrade::recent(app).await?;
    let regrades = rows.iter().map(|row| RegradeRow {
        title: row.title.clone(),
        url: format!("/studio/regrades/{}", row.id),
        at: ctx.time(&row.created_at),
        badge: state_badge(&ctx, row.state),
    });
    page(&RegradesPage {
        regrades: regrades.collect(),
        crumbs: vec![
            Crumb::to(ctx.t("nav-studio"), "/studio"),
            Crumb::here(ctx.t("regrade-title")),
        ],
        error,
        scopes,
        ctx,
    })
}

fn state_badge(ctx: &PageCtx, state: RegradeState) -> Badge {
    let (tone, icon) = match state {
        RegradeState::Trying | RegradeState::Applying => ("idle", "loader-circle"),
        RegradeState::Tried => ("warn", "circle-alert"),
        RegradeState::Applied => ("ok", "circle-check"),
        RegradeState::Dropped => ("idle", "circle-minus"),
    };
    Badge::new(tone, icon, ctx.t(&format!("regrade-state-{state}")))
}

#[derive(Deserialize)]
pub struct ScopeForm {
    scope: String,
}

pub async fn create_regrade(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Form(form): Form<ScopeForm>,
) -> Result<Response> {
    let scope = parse_scope(&form.scope).ok_or(Error::NotFound)?;
    let scope = Scope::find(&app, scope.0, scope.1).await?;
    let options = Options { replace_scores: false, apply_at_once: false };
    match regrade::begin(&app, &scope, options, Some(staff.id)).await {
        Ok(id) => Ok(Redirect::to(&format!("/studio/regrades/{id}")).into_response()),
        // The form again, with what is wrong.
        Err(Error::Refused(status, message)) => {
            let error = Some(ctx.message(&message));
            Ok((status, regrades(&app, ctx, &form.scope, error).await?).into_response())
        }
        Err(error) => Err(error),
    }
}

fn parse_scope(text: &str) -> Option<(ScopeKind, ScopeId)> {
    let (kind, id) = text.split_once(':')?;
    let kinds = [ScopeKind::Course, ScopeKind::Mission, ScopeKind::Item];
    let kind = kinds.into_iter().find(|known| known.as_str() == kind)?;
    Some((kind, id.parse().ok()?))
}

#[derive(Template)]
#[template(path = "studio/regrade.html")]
struct RegradePage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    error: Option<String>,
    title: String,
    at: String,
    badge: Badge,
    url: String,
    /// Being worked on: the page asks again.
    running: bool,
    /// Waits for a decision.
    tried: bool,
    percent: i64,
    done: i64,
    total: i64,
    facts: Vec<String>,
    changes: Vec<ChangePart>,
    more: i64,
}

struct ChangePart {
    who: String,
    item: String,
    url: String,
    old: Option<Badge>,
    old_score: String,
    new: Badge,
    new_score: String,
    /// Lower than before.
    worse: bool,
}

pub async fn show_regrade(
    app: AppState,
    ctx: PageCtx,
    _staff: Staff,
    Path(id): Path<RegradeId>,
) -> Result<Html<String>> {
    regrade_page(&app, ctx, id, None).await
}

async fn regrade_page(
    app: &AppState,
    ctx: PageCtx,
    id: RegradeId,
    error: Option<String>,
) -> Result<Html<String>> {
    let row = regrade::get(app, id).await?;
    let totals = regrade::totals(app, id).await?;
    let changes = regrade::changes(app, id, SHOWN).await?;
    let more = totals.changed - i64::try_from(changes.len()).unwrap_or(0);
    page(&RegradePage {
        crumbs: vec![
            Crumb::to(ctx.t("nav-studio"), "/studio"),
            Crumb::to(ctx.t("regrade-title"), "/studio/regrades"),
            Crumb::here(row.title.clone()),
        ],
        error,
        at: ctx.time(&row.created_at),
        badge: state_badge(&ctx, row.state),
        url: format!("/studio/regrades/{id}"),
        running: matches!(row.state, RegradeState::Trying | RegradeState::Applying),
        tried: row.state == RegradeState::Tried,
        percent: percent(totals.done, totals.total),
        done: totals.done,
        total: totals.total,
        facts: facts(&ctx, &row, totals),
        changes: changes.iter().map(|change| change_part(&ctx, change)).collect(),
        more,
        title: row.title,
        ctx,
    })
}

fn facts(ctx: &PageCtx, row: &Regrade, totals: Totals) -> Vec<String> {
    let mut facts = vec![
        ctx.t1("regrade-fact-changed", "count", totals.changed),
        ctx.t1("regrade-fact-better", "count", totals.better),
        ctx.t1("regrade-fact-worse", "count", totals.worse),
        ctx.t2(
            "regrade-fact-scores",
            "old",
            rough_points(totals.old_score),
            "new",
            rough_points(totals.score_after(row.replace_scores)),
        ),
    ];
    if totals.faults > 0 {
        facts.push(ctx.t1("regrade-fact-faults", "count", totals.faults));
    }
    if row.state == RegradeState::Applied {
        facts.push(ctx.t(match row.replace_scores {
            true => "regrade-fact-replaced",
            false => "regrade-fact-kept",
        }));
    }
    facts
}

fn change_part(ctx: &PageCtx, change: &Change) -> ChangePart {
    let score = |score: i64, max: i64| format!("{} / {}", rough_points(score), points(max));
    ChangePart {
        who: change.nickname.clone(),
        item: format!("{} › {}", change.mission, change.item),
        url: format!("/submissions/{}", change.submission_id),
        old: change.old_verdict.as_ref().map(|word| verdict_badge(ctx, word)),
        old_score: match (change.old_score, change.old_max_score) {
            (Some(old), Some(max)) => score(old, max),
            _ => String::new(),
        },
        new: verdict_badge(ctx, &change.verdict),
        new_score: score(change.score, change.max_score),
        worse: change.score < change.old_score.unwrap_or(0),
    }
}

#[derive(Deserialize)]
pub struct ApplyForm {
    replace: Option<String>,
}

pub async fn apply_regrade(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path(id): Path<RegradeId>,
    Form(form): Form<ApplyForm>,
) -> Result<Response> {
    let applied = regrade::apply(&app, id, form.replace.is_some()).await;
    if applied.is_ok() {
        tracing::info!(regrade.id = %id, user.id = %staff.id, "regrade applied");
    }
    decided(&app, ctx, id, applied).await
}

pub async fn discard_regrade(
    app: AppState,
    ctx: PageCtx,
    _staff: Staff,
    Path(id): Path<RegradeId>,
) -> Result<Response> {
    let discarded = regrade::discard(&app, id).await;
    decided(&app, ctx, id, discarded).await
}

async fn decided(
    app: &AppState,
    ctx: PageCtx,
    id: RegradeId,
    outcome: Result<()>,
) -> Result<Response> {
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/studio/regrades/{id}")).into_response()),
        Err(Error::Refused(status, message)) => {
            let error = Some(ctx.message(&message));
            Ok((status, regrade_page(app, ctx, id, error).await?).into_response())
        }
        Err(error) => Err(error),
    }
}
