//! The API of plugins, for programs with a token. Errors are RFC 9457.

use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use super::checks::CheckReport;
use super::life::Grants;
use super::model::{PluginKind, PluginRow, VersionId, VersionRow, VersionState};
use super::registry::Missing;
use super::runs::{self, PluginRun};
use super::service::{self, Detail};
use crate::accounts::tokens::{PluginReader, PluginWriter};
use crate::app::AppState;
use crate::db::Moment;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::web::{Path, Query};

/// The route's limit; the configured one is checked with a better message.
const MAX_BODY: usize = 1 << 30;
/// Runs that one answer lists.
const MAX_RUNS: i64 = 200;

/// The routes below `/api/`.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(
            "/api/plugins",
            get(list_plugins).post(create_version).layer(DefaultBodyLimit::max(MAX_BODY)),
        )
        .route("/api/plugins/{plugin}", get(show_plugin))
        .route("/api/plugins/{plugin}/runs", get(list_runs))
        .route("/api/plugin-versions/{version}", get(show_version))
        .route("/api/plugin-versions/{version}/activate", post(activate_version))
}

/// A plugin.
#[derive(Debug, Serialize)]
struct PluginOut {
    id: String,
    kind: PluginKind,
    name: String,
    active_version: Option<String>,
    suspended: bool,
    retired_at: Option<Moment>,
    versions: i64,
}

impl From<PluginRow> for PluginOut {
    fn from(row: PluginRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            name: row.name,
            active_version: row.active_version,
            suspended: row.suspended,
            retired_at: row.retired_at,
            versions: row.versions,
        }
    }
}

/// A plugin with its versions, and what this process makes of it.
#[derive(Debug, Serialize)]
struct DetailOut {
    #[serde(flatten)]
    plugin: PluginOut,
    serving: Option<Serving>,
    grants: std::collections::BTreeMap<String, i64>,
    all: Vec<VersionOut>,
}

/// What calls go to in this process.
#[derive(Debug, Serialize)]
struct Serving {
    version: Option<String>,
    digest: Option<String>,
    /// Grows with every change; as this process last saw it.
    generation: i64,
    /// `ready`, `warming` or `broken`.
    state: &'static str,
}

/// A version.
#[derive(Debug, Serialize)]
struct VersionOut {
    id: VersionId,
    plugin: String,
    version: String,
    digest: String,
    state: VersionState,
    reason: Option<String>,
    /// What an administrator has to grant first.
    lacks: Vec<String>,
    report: CheckReport,
    created_at: Moment,
    activated_at: Option<Moment>,
    suspended_until: Option<Moment>,
}

impl VersionOut {
    fn new(app: &AppState, row: VersionRow, grants: &Grants) -> Self {
        let free = &app.config.plugins.free_languages;
        let lacking = grants.lacking(&row.manifest.0, free);
        Self {
            id: row.id,
            plugin: row.plugin_id,
            version: row.version,
            digest: row.digest,
            state: row.state,
            reason: row.reason,
            lacks: lacking.into_iter().map(|it| format!("{} = {}", it.name, it.amount)).collect(),
            report: row.report.0,
            created_at: row.created_at,
            activated_at: row.activated_at,
            suspended_until: row.suspended_until,
        }
    }
}

async fn list_plugins(app: AppState, _: PluginReader) -> Result<Json<Vec<PluginOut>>> {
    Ok(Json(service::list(&app).await?.into_iter().map(PluginOut::from).collect()))
}

async fn show_plugin(
    app: AppState,
    _: PluginReader,
    Path(id): Path<String>,
) -> Result<Json<DetailOut>> {
    let Detail { plugin, versions, grants } = service::detail(&app, &id).await?;
    let all = versions.into_iter().map(|row| VersionOut::new(&app, row, &grants)).collect();
    let serving = serving(&app, &id);
    Ok(Json(DetailOut { plugin: plugin.into(), serving, grants: grants.0, all }))
}

fn serving(app: &AppState, id: &str) -> Option<Serving> {
    let snapshot = app.registry.snapshot();
    let standing = snapshot.standing(id)?;
    let (version, digest) = snapshot.serving(id).unzip();
    Some(Serving {
        version: version.map(str::to_owned),
        digest: digest.map(str::to_owned),
        generation: standing.generation,
        state: match standing.missing {
            None => "ready",
            Some(Missing::Warming) => "warming",
            Some(Missing::Broken(_)) => "broken",
        },
    })
}

async fn show_version(
    app: AppState,
    _: PluginReader,
    Path(id): Path<VersionId>,
) -> Result<Json<VersionOut>> {
    let (row, grants) = service::version(&app, id).await?;
    Ok(Json(VersionOut::new(&app, row, &grants)))
}

/// The body is the package itself. 202: its checks go on.
async fn create_version(
    app: AppState,
    writer: PluginWriter,
    body: Bytes,
) -> Result<impl IntoResponse> {
    let limit = app.config.plugins.max_package_mib;
    if body.len() > limit << 20 {
        let size = format!("{limit} MiB");
        return Err(Error::too_large(Message::new("plugin-package-large").with("size", size)));
    }
    let version = service::upload(&app, &writer, body.into()).await?;
    let location = format!("/api/plugin-versions/{}", version.id);
    let out = VersionOut::new(&app, version, &Grants::default());
    Ok((StatusCode::ACCEPTED, [(LOCATION, location)], Json(out)))
}

async fn activate_version(
    app: AppState,
    writer: PluginWriter,
    Path(id): Path<VersionId>,
) -> Result<Json<VersionOut>> {
    service::activate(&app, &writer, id).await?;
    let (row, grants) = service::version(&app, id).await?;
    Ok(Json(VersionOut::new(&app, row, &grants)))
}

#[derive(Deserialize)]
struct RunsQuery {
    #[serde(default)]
    limit: Option<i64>,
    #[serde(default)]
    faults: bool,
}

/// The last runs: of plugins that the token's owner manages.
async fn list_runs(
    app: AppState,
    reader: PluginReader,
    Path(id): Path<String>,
    Query(query): Query<RunsQuery>,
) -> Result<Json<Vec<PluginRun>>> {
    let plugin = service::detail(&app, &id).await?.plugin;
    if !service::may_manage(&reader, &plugin) {
        return Err(Error::NotFound);
    }
    let most = query.limit.unwrap_or(20).clamp(1, MAX_RUNS);
    Ok(Json(runs::newest(&app, &id, query.faults, most).await?))
}
