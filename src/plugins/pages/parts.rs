//! What the templates of plugins show.

use crate::accounts::Viewer;
use crate::app::AppState;
use crate::plugins::FixtureRun;
use crate::plugins::checks::CheckReport;
use crate::plugins::life::{Request, requests};
use crate::plugins::model::{PluginKind, PluginRow, VersionRow, VersionState};
use crate::plugins::registry::Missing;
use crate::plugins::service::{Detail, may_manage};
use crate::web::PageCtx;
use crate::web::format::grouped;
use crate::web::parts::Badge;

/// A version's life, for `_versions.html`.
pub struct LatestPart {
    pub version: String,
    pub badge: Badge,
    pub life: Vec<LifePart>,
    /// Why it was rejected.
    pub reason: Option<String>,
    /// Fit, and only to be activated.
    pub activate_url: Option<String>,
    /// Fit, and waiting for what it asks for.
    pub waits: bool,
    /// What it asks for above what every plugin may have.
    pub requests: Vec<RequestPart>,
    pub grant_url: Option<String>,
    /// How long the checks took.
    pub facts: String,
    pub checks: Vec<CheckPart>,
}

/// Something that was asked for, or granted.
pub struct RequestPart {
    pub label: String,
    pub amount: String,
    pub granted: bool,
    /// For administrators: takes a grant back.
    pub name: String,
}

/// The version that submissions go to, when something is the matter with it.
pub struct TroublePart {
    pub title: String,
    pub text: String,
    pub reason: Option<String>,
    pub resume_url: Option<String>,
}

pub struct LifePart {
    pub label: String,
    pub icon: &'static str,
    pub state: &'static str,
}

pub struct CheckPart {
    pub badge: Badge,
    pub name: String,
    pub file: String,
    pub note: String,
    pub wrong: Option<String>,
    pub output: String,
    pub stderr: String,
}

/// A line of the table of versions.
pub struct VersionPart {
    pub version: String,
    pub digest: String,
    pub at: String,
    pub badge: Badge,
    pub by: String,
    pub activate_url: Option<String>,
    pub rollback: bool,
    pub delete_url: Option<String>,
}

pub fn state_badge(ctx: &PageCtx, state: VersionState) -> Badge {
    let (tone, icon) = match state {
        VersionState::Uploaded | VersionState::Checked | VersionState::Compiled => {
            ("info", "loader-circle")
        }
        VersionState::Tested => ("warn", "lock"),
        VersionState::Staged => ("teal", "clock"),
        VersionState::Active => ("ok", "circle-check"),
        VersionState::Suspended => ("bad", "triangle-alert"),
        VersionState::Draining => ("idle", "timer"),
        VersionState::Retired => ("idle", "history"),
        VersionState::Rejected => ("bad", "circle-x"),
    };
    Badge::new(tone, icon, ctx.t(&format!("version-{state}")))
}

pub fn plugin_badge(ctx: &PageCtx, plugin: &PluginRow) -> Badge {
    match &plugin.active_version {
        _ if plugin.suspended => state_badge(ctx, VersionState::Suspended),
        Some(_) => state_badge(ctx, VersionState::Active),
        None => Badge::new("idle", "circle-minus", ctx.t("plugin-no-active")),
    }
}

pub fn kind_label(ctx: &PageCtx, kind: PluginKind) -> String {
    ctx.t(match kind {
        PluginKind::Grader => "studio-kind-grader",
        PluginKind::LanguageRuntime => "studio-kind-runtime",
    })
}

pub fn owner_label(ctx: &PageCtx, viewer: &Viewer, plugin: &PluginRow) -> String {
    match plugin.owner_id {
        None => ctx.t("studio-owner-builtin"),
        Some(owner) if owner == viewer.id => viewer.nickname.clone(),
        Some(_) => ctx.t("studio-owner-other"),
    }
}

/// The newest version on its way from upload to activity.
pub fn latest_part(
    app: &AppState,
    ctx: &PageCtx,
    viewer: &Viewer,
    detail: &Detail,
) -> Option<LatestPart> {
    let latest = detail.versions.first()?;
    let (staged, waits) =
        (latest.state == VersionState::Staged, latest.state == VersionState::Tested);
    let manages = may_manage(viewer, &detail.plugin);
    let asked = requests(&latest.manifest.0, &app.config.plugins.free_languages);
    let lacking = asked.iter().any(|request| !detail.grants.covers(request));
    let report = &latest.report.0;
    Some(LatestPart {
        version: latest.version.clone(),
        badge: state_badge(ctx, latest.state),
        life: life(ctx, latest),
        reason: latest.reason.clone().filter(|_| latest.state == VersionState::Rejected),
        activate_url: (staged && manages).then(|| action_url(latest, "activate")),
        waits,
        requests: asked
            .iter()
            .map(|request| request_part(ctx, request, detail.grants.covers(request)))
            .collect(),
        grant_url: (lacking && viewer.is_administrator()).then(|| action_url(latest, "grant")),
        facts: if report.fixtures.is_empty() { String::new() } else { facts(ctx, report) },
        checks: report.fixtures.iter().map(|run| check_part(ctx, run)).collect(),
    })
}

/// The way of a version, and how far it has come.
fn life(ctx: &PageCtx, version: &VersionRow) -> Vec<LifePart> {
    let steps = [
        (VersionState::Uploaded, "upload"),
        (VersionState::Checked, "search"),
        (VersionState::Compiled, "cpu"),
        (VersionState::Tested, "list-checks"),
        (VersionState::Staged, "clock"),
        (VersionState::Active, "zap"),
    ];
    let report = &version.report.0;
    let reached = match version.state {
        VersionState::Uploaded => 0,
        VersionState::Checked => 1,
        VersionState::Compiled => 2,
        VersionState::Tested => 3,
        VersionState::Staged => 4,
        VersionState::Rejected if report.start_millis > 0 || !report.fixtures.is_empty() => 3,
        VersionState::Rejected => 1,
        _ => 5,
    };
    let state = |index: usize| match index.cmp(&reached) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Greater => "",
        std::cmp::Ordering::Equal => match version.state {
            VersionState::Rejected | VersionState::Suspended => "failed",
            VersionState::Active => "done",
            _ => "now",
        },
    };
    let part = |(index, (step, icon)): (usize, (VersionState, &'static str))| LifePart {
        label: ctx.t(&format!("version-step-{step}")),
        icon,
        state: state(index),
    };
    steps.into_iter().enumerate().map(part).collect()
}

fn facts(ctx: &PageCtx, report: &CheckReport) -> String {
    let took: u64 = report.fixtures.iter().map(|run| run.millis).sum();
    let compiled = ctx.t1("studio-fact-compiled", "millis", number(report.compile_millis));
    let ran =
        ctx.t2("studio-fact-fixtures", "count", report.fixtures.len(), "millis", number(took));
    format!("{compiled} · {ran}")
}

fn check_part(ctx: &PageCtx, run: &FixtureRun) -> CheckPart {
    let badge = match run.wrong {
        None => Badge::new("ok", "circle-check", ctx.t("studio-fixture-passed")),
        Some(_) => Badge::new("bad", "circle-x", ctx.t("studio-fixture-failed")),
    };
    let mega = |fuel: u64| format!("{}.{} M", fuel / 1_000_000, fuel % 1_000_000 / 100_000);
    let millis = ctx.t1("studio-millis", "millis", number(run.millis));
    let fuel = ctx.t1("studio-fuel", "fuel", mega(run.fuel + run.own_fuel));
    CheckPart {
        badge,
        name: if run.name.is_empty() { run.file.clone() } else { run.name.clone() },
        file: run.file.clone(),
        note: [run.outcome.clone(), millis, fuel]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        wrong: run.wrong.clone(),
        output: run.output.clone(),
        stderr: run.stderr.clone(),
    }
}

fn number(value: u64) -> String {
    grouped(i64::try_from(value).unwrap_or(i64::MAX))
}

/// In words: `Fuel up to 20,000,000,000`.
pub fn request_part(ctx: &PageCtx, request: &Request, granted: bool) -> RequestPart {
    let label = match request.language() {
        Some(language) => ctx.t1("grant-language", "language", language),
        None => ctx.t(&format!("grant-{}", request.name)),
    };
    let amount = match request.language() {
        Some(_) => String::new(),
        None => grouped(request.amount),
    };
    RequestPart { label, amount, granted, name: request.name.clone() }
}

/// What is the matter with the version that submissions go to, if anything.
pub fn trouble_part(
    app: &AppState,
    ctx: &PageCtx,
    viewer: &Viewer,
    detail: &Detail,
) -> Option<TroublePart> {
    let suspended = detail.versions.iter().find(|row| row.state == VersionState::Suspended);
    if let Some(row) = suspended {
        let until = row.suspended_until.map_or_else(String::new, |at| ctx.time(&at));
        return Some(TroublePart {
            title: ctx.t1("studio-suspended", "version", &row.version),
            text: ctx.t1("studio-suspended-text", "at", until),
            // What broke is its author's and the administrators' business.
            reason: row.reason.clone().filter(|_| may_manage(viewer, &detail.plugin)),
            resume_url: may_manage(viewer, &detail.plugin).then(|| action_url(row, "resume")),
        });
    }
    let (title, reason) = match app.registry.snapshot().missing(&detail.plugin.id)? {
        Missing::Warming => ("studio-warming", None),
        Missing::Broken(why) => ("studio-broken", Some(why.clone())),
    };
    let text = ctx.t("studio-warming-text");
    Some(TroublePart { title: ctx.t(title), text, reason, resume_url: None })
}

fn action_url(version: &VersionRow, action: &str) -> String {
    format!("/studio/plugin-versions/{}/{action}", version.id)
}

/// The table of versions, with what the viewer may do.
pub fn version_parts(
    ctx: &PageCtx,
    viewer: &Viewer,
    plugin: &PluginRow,
    versions: &[VersionRow],
) -> Vec<VersionPart> {
    let manages = may_manage(viewer, plugin);
    versions
        .iter()
        .map(|row| VersionPart {
            version: row.version.clone(),
            digest: row.digest.chars().take(12).collect(),
            at: ctx.time(&row.created_at),
            badge: state_badge(ctx, row.state),
            by: row
                .activated_at
                .map(|at| ctx.t1("studio-activated-at", "at", ctx.time(&at)))
                .unwrap_or_default(),
            activate_url: (manages && row.state.can_activate())
                .then(|| action_url(row, "activate")),
            rollback: row.state.was_active(),
            delete_url: (manages && row.state.can_delete()).then(|| action_url(row, "delete")),
        })
        .collect()
}
