//! The last runs of a plugin, for those who manage it.

use askama::Template;
use axum::response::Html;
use serde::Deserialize;

use crate::accounts::Staff;
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::plugins::runs::{self, PluginRun};
use crate::plugins::service;
use crate::web::format::grouped;
use crate::web::parts::{Badge, Crumb};
use crate::web::{PageCtx, Path, Query, page};

#[derive(Template)]
#[template(path = "plugins/runs.html")]
struct RunsPage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    plugin: String,
    url: String,
    faults_only: bool,
    kept: i64,
    runs: Vec<RunPart>,
}

struct RunPart {
    badge: Badge,
    at: String,
    version: String,
    facts: String,
    message: String,
    frames: String,
    stderr: String,
    input: String,
    submission_url: Option<String>,
}

#[derive(Deserialize)]
pub struct Filter {
    #[serde(default)]
    faults: bool,
}

pub async fn list_runs(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path(id): Path<String>,
    Query(filter): Query<Filter>,
) -> Result<Html<String>> {
    let plugin = service::detail(&app, &id).await?.plugin;
    // What a grader wrote may be about hidden cases of its author's missions.
    if !service::may_manage(&staff, &plugin) {
        return Err(Error::NotFound);
    }
    let kept = app.config.plugins.runs_kept;
    let rows = runs::newest(&app, &id, filter.faults, kept).await?;
    page(&RunsPage {
        crumbs: vec![
            Crumb::to(ctx.t("nav-studio"), "/studio"),
            Crumb::to(ctx.t("studio-plugins"), "/studio/plugins"),
            Crumb::to(plugin.name.clone(), format!("/studio/plugins/{id}")),
            Crumb::here(ctx.t("runs-title")),
        ],
        plugin: plugin.name,
        url: format!("/studio/plugins/{id}/runs"),
        faults_only: filter.faults,
        kept,
        runs: rows.into_iter().map(|run| run_part(&ctx, run)).collect(),
        ctx,
    })
}

fn run_part(ctx: &PageCtx, run: PluginRun) -> RunPart {
    let badge = match run.fault {
        true => Badge::new("bad", "triangle-alert", ctx.t1("runs-fault", "cause", &run.outcome)),
        false => {
            let word = ctx.t(&format!("verdict-{}", run.outcome.replace('_', "-")));
            Badge::new("idle", "circle-check", word)
        }
    };
    let mega = format!("{}.{} M", run.fuel / 1_000_000, run.fuel % 1_000_000 / 100_000);
    let facts = [
        ctx.t1("studio-millis", "millis", grouped(run.millis)),
        ctx.t1("runs-programs", "count", run.runs),
        ctx.t1("studio-fuel", "fuel", mega),
    ];
    RunPart {
        badge,
        at: ctx.time(&run.at),
        version: run.version,
        facts: facts.join(" · "),
        message: run.message,
        frames: run.frames.0.join("\n"),
        stderr: run.stderr,
        input: run.input_digest,
        submission_url: run.submission_id.map(|id| format!("/submissions/{id}")),
    }
}
