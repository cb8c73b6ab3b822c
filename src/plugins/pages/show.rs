//! Looking at plugins.

use askama::Template;
use axum::response::Html;
use serde::Deserialize;

use super::parts::{
    LatestPart, VersionPart, kind_label, latest_part, owner_label, plugin_badge, version_parts,
};
use crate::accounts::{Staff, Viewer};
use crate::app::AppState;
use crate::error::Result;
use crate::missions::service as missions;
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
    latest: Option<LatestPart>,
    versions: Vec<VersionPart>,
    missions: Vec<MissionPart>,
}

struct PluginHead {
    id: String,
    name: String,
    kind: String,
    description: String,
    owner: String,
    badge: Badge,
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
}

pub async fn show_plugin(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path(id): Path<String>,
    Query(query): Query<Notice>,
) -> Result<Html<String>> {
    let Detail { plugin, versions } = service::detail(&app, &id).await?;
    let activated = query.activated.map(|version| ctx.t1("studio-activated", "version", version));
    let uploaded =
        query.uploaded.map(|version| ctx.t1("studio-uploaded-notice", "version", version));
    let busy = versions.iter().any(|version| version.state.is_pending());
    let uploaded = uploaded.filter(|_| busy);
    let used = missions::items_of_grader(&app, &plugin.id).await?;
    page(&PluginPage {
        crumbs: vec![
            Crumb::to(ctx.t("nav-studio"), "/studio"),
            Crumb::to(ctx.t("studio-plugins"), "/studio/plugins"),
            Crumb::here(plugin.name.clone()),
        ],
        upload_url: "/studio/plugins",
        max_size: max_size(&app),
        notice: activated.or(uploaded),
        error: None,
        versions_url: format!("/studio/plugins/{}/versions", plugin.id),
        busy,
        latest: latest_part(&ctx, &staff, &plugin, &versions),
        versions: version_parts(&ctx, &staff, &plugin, &versions),
        missions: used
            .into_iter()
            .map(|(item, name, mission)| MissionPart {
                title: mission,
                item: name,
                url: format!("/studio/items/{item}"),
            })
            .collect(),
        plugin: PluginHead {
            badge: plugin_badge(&ctx, &plugin),
            owner: owner_label(&ctx, &staff, &plugin),
            kind: kind_label(&ctx, plugin.kind),
            description: String::new(),
            id: plugin.id,
            name: plugin.name,
        },
        ctx,
    })
}

/// The fragment that the page asks for while a version is being checked.
pub async fn show_versions(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Html<String>> {
    let Detail { plugin, versions } = service::detail(&app, &id).await?;
    page(&VersionsFragment {
        notice: None,
        versions_url: format!("/studio/plugins/{}/versions", plugin.id),
        busy: versions.iter().any(|version| version.state.is_pending()),
        latest: latest_part(&ctx, &staff, &plugin, &versions),
        versions: version_parts(&ctx, &staff, &plugin, &versions),
        ctx,
    })
}
