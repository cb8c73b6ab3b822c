//! Looking at plugins.

use askama::Template;
use axum::response::Html;
use serde::Deserialize;

use super::parts::{
    LatestPart, RequestPart, TroublePart, VersionPart, kind_label, latest_part, owner_label,
    plugin_badge, request_part, trouble_part, version_parts,
};
use crate::accounts::{Staff, Viewer};
use crate::app::AppState;
use crate::error::Result;
use crate::missions::service as missions;
use crate::plugins::life::Request;
use crate::plugins::model::{PluginKind, PluginRow};
use crate::plugins::service::{self, Detail};
use crate::web::parts::{Badge, Crumb};
use crate::web::{PageCtx, Path, Query, page};

#[derive(Template)]
#[template(path = "plugins/index.html")]
pub struct PluginsPage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    upload_url: &'static str,
    max_size: String,
    error: Option<String>,
    graders: Vec<PluginPart>,
    runtimes: Vec<PluginPart>,
}

struct PluginPart {
    id: String,
    name: String,
    url: String,
    icon: &'static str,
    version: String,
    owner: String,
    badge: Badge,
    retired: bool,
}

#[derive(Template)]
#[template(path = "plugins/show.html")]
struct PluginPage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    plugin: PluginHead,
    upload_url: &'static str,
    max_size: String,
    notice: Option<String>,
    error: Option<String>,
    versions_url: String,
    busy: bool,
    trouble: Option<TroublePart>,
    latest: Option<LatestPart>,
    versions: Vec<VersionPart>,
    missions: Vec<MissionPart>,
    grants: Vec<RequestPart>,
    revoke_url: Option<String>,
    runs_url: Option<String>,
    retire_url: Option<String>,
}

struct PluginHead {
    id: String,
    name: String,
    kind: String,
    description: String,
    owner: String,
    badge: Badge,
    retired: bool,
}

struct MissionPart {
    title: String,
    item: String,
    url: String,
}

#[derive(Template)]
#[template(path = "plugins/_versions.html")]
struct VersionsFragment {
    ctx: PageCtx,
    notice: Option<String>,
    versions_url: String,
    busy: bool,
    trouble: Option<TroublePart>,
    latest: Option<LatestPart>,
    versions: Vec<VersionPart>,
}

/// The list with the form for uploads; `error`: why the last one was refused.
pub async fn plugins_page(
    app: &AppState,
    ctx: PageCtx,
    viewer: &Viewer,
    error: Option<String>,
) -> Result<Html<String>> {
    let (graders, runtimes): (Vec<_>, Vec<_>) =
        service::list(app).await?.into_iter().partition(|plugin| plugin.kind == PluginKind::Grader);
    let parts = |plugins: Vec<PluginRow>, icon| {
        plugins.into_iter().map(|plugin| plugin_part(&ctx, viewer, plugin, icon)).collect()
    };
    let (graders, runtimes) = (parts(graders, "puzzle"), parts(runtimes, "cpu"));
    page(&PluginsPage {
        crumbs: vec![
            Crumb::to(ctx.t("nav-studio"), "/studio"),
            Crumb::here(ctx.t("studio-plugins")),
        ],
        upload_url: "/studio/plugins",
        max_size: max_size(app),
        error,
        graders,
        runtimes,
        ctx,
    })
}

fn max_size(app: &AppState) -> String {
    format!("{} MiB", app.config.plugins.max_package_mib)
}

fn plugin_part(
    ctx: &PageCtx,
    viewer: &Viewer,
    plugin: PluginRow,
    icon: &'static str,
) -> PluginPart {
    PluginPart {
        badge: plugin_badge(ctx, &plugin),
        owner: owner_label(ctx, viewer, &plugin),
        url: format!("/studio/plugins/{}", plugin.id),
        icon,
        retired: plugin.retired_at.is_some(),
        version: plugin.active_version.unwrap_or_default(),
        id: plugin.id,
        name: plugin.name,
    }
}

pub async fn list_plugins(app: AppState, ctx: PageCtx, staff: Staff) -> Result<Html<String>> {
    plugins_page(&app, ctx, &staff, None).await
}

#[derive(Deserialize)]
pub struct Notice {
    activated: Option<String>,
    uploaded: Option<String>,
    /// A key of `DONE`.
    done: Option<String>,
}

/// What a page says after an action: its word, and the text.
const DONE: [(&str, &str); 6] = [
    ("granted", "studio-done-granted"),
    ("revoked", "studio-done-revoked"),
    ("resumed", "studio-done-resumed"),
    ("retired", "studio-done-retired"),
    ("brought-back", "studio-done-back"),
    ("deleted", "studio-done-deleted"),
];

impl Notice {
    fn text(self, ctx: &PageCtx, busy: bool) -> Option<String> {
        let activated =
            self.activated.map(|version| ctx.t1("studio-activated", "version", version));
        let uploaded = self.uploaded.filter(|_| busy);
        let uploaded = uploaded.map(|version| ctx.t1("studio-uploaded-notice", "version", version));
        let word = self.done.unwrap_or_default();
        let done = DONE.into_iter().find(|(known, _)| *known == word);
        activated.or(uploaded).or_else(|| done.map(|(_, key)| ctx.t(key)))
    }
}

pub async fn show_plugin(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path(id): Path<String>,
    Query(query): Query<Notice>,
) -> Result<Html<String>> {
    let detail = service::detail(&app, &id).await?;
    let used = missions::items_of_grader(&app, &id).await?;
    let busy = detail.versions.iter().any(|version| version.state.is_pending());
    let manages = service::may_manage(&staff, &detail.plugin);
    let url = |action: &str| format!("/studio/plugins/{id}/{action}");
    let granted = |(name, amount): (&String, &i64)| {
        let request = Request { name: name.clone(), amount: *amount };
        request_part(&ctx, &request, true)
    };
    page(&PluginPage {
        crumbs: vec![
            Crumb::to(ctx.t("nav-studio"), "/studio"),
            Crumb::to(ctx.t("studio-plugins"), "/studio/plugins"),
            Crumb::here(detail.plugin.name.clone()),
        ],
        upload_url: "/studio/plugins",
        max_size: max_size(&app),
        notice: query.text(&ctx, busy),
        error: None,
        versions_url: url("versions"),
        busy,
        trouble: trouble_part(&app, &ctx, &staff, &detail),
        latest: latest_part(&app, &ctx, &staff, &detail),
        versions: version_parts(&ctx, &staff, &detail.plugin, &detail.versions),
        missions: used
            .into_iter()
            .map(|(item, name, mission)| MissionPart {
                title: mission,
                item: name,
                url: format!("/studio/items/{item}"),
            })
            .collect(),
        grants: detail.grants.0.iter().map(granted).collect(),
        revoke_url: staff.is_administrator().then(|| url("revoke")),
        runs_url: (manages && detail.plugin.kind == PluginKind::Grader).then(|| url("runs")),
        retire_url: manages.then(|| url("retire")),
        plugin: head(&ctx, &staff, &detail),
        ctx,
    })
}

fn head(ctx: &PageCtx, viewer: &Viewer, detail: &Detail) -> PluginHead {
    let plugin = &detail.plugin;
    let newest = detail.versions.first().and_then(|row| row.manifest.0.description.clone());
    PluginHead {
        badge: plugin_badge(ctx, plugin),
        owner: owner_label(ctx, viewer, plugin),
        kind: kind_label(ctx, plugin.kind),
        description: newest.unwrap_or_default(),
        retired: plugin.retired_at.is_some(),
        id: plugin.id.clone(),
        name: plugin.name.clone(),
    }
}

/// The fragment that the page asks for while a version is being checked.
pub async fn show_versions(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Html<String>> {
    let detail = service::detail(&app, &id).await?;
    page(&VersionsFragment {
        notice: None,
        versions_url: format!("/studio/plugins/{id}/versions"),
        busy: detail.versions.iter().any(|version| version.state.is_pending()),
        trouble: trouble_part(&app, &ctx, &staff, &detail),
        latest: latest_part(&app, &ctx, &staff, &detail),
        versions: version_parts(&ctx, &staff, &detail.plugin, &detail.versions),
        ctx,
    })
}
