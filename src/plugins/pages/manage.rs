//! Grants, suspensions, retirement, deletion.

use axum::response::Redirect;
use serde::Deserialize;

use crate::accounts::{Administrator, Staff};
use crate::app::AppState;
use crate::error::Result;
use crate::plugins::manage;
use crate::plugins::model::VersionId;
use crate::web::{Form, Path};

fn back(plugin: &str, done: &str) -> Redirect {
    Redirect::to(&format!("/studio/plugins/{plugin}?done={done}"))
}

pub async fn grant_version(
    app: AppState,
    by: Administrator,
    Path(id): Path<VersionId>,
) -> Result<Redirect> {
    let version = manage::grant(&app, &by, id).await?;
    Ok(back(&version.plugin_id, "granted"))
}

#[derive(Deserialize)]
pub struct Revoked {
    name: String,
}

pub async fn revoke_grant(
    app: AppState,
    by: Administrator,
    Path(plugin): Path<String>,
    Form(form): Form<Revoked>,
) -> Result<Redirect> {
    manage::revoke(&app, &by, &plugin, &form.name).await?;
    Ok(back(&plugin, "revoked"))
}

pub async fn resume_version(
    app: AppState,
    staff: Staff,
    Path(id): Path<VersionId>,
) -> Result<Redirect> {
    let version = manage::resume(&app, &staff, id).await?;
    Ok(back(&version.plugin_id, "resumed"))
}

pub async fn delete_version(
    app: AppState,
    staff: Staff,
    Path(id): Path<VersionId>,
) -> Result<Redirect> {
    let version = manage::delete(&app, &staff, id).await?;
    Ok(back(&version.plugin_id, "deleted"))
}

#[derive(Deserialize)]
pub struct Retired {
    retired: bool,
}

pub async fn retire_plugin(
    app: AppState,
    staff: Staff,
    Path(plugin): Path<String>,
    Form(form): Form<Retired>,
) -> Result<Redirect> {
    manage::retire(&app, &staff, &plugin, form.retired).await?;
    Ok(back(&plugin, if form.retired { "retired" } else { "brought-back" }))
}
