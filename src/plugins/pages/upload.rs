//! Uploading and activating versions.

use axum::extract::Multipart;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::show::plugins_page;
use crate::accounts::Staff;
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::plugins::model::VersionId;
use crate::plugins::service;
use crate::web::{PageCtx, Path};

pub async fn create_version(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    mut form: Multipart,
) -> Result<Response> {
    let bytes = read_package(&app, &mut form).await?;
    match service::upload(&app, &staff, bytes).await {
        Ok(version) => {
            let at = format!("/studio/plugins/{}?uploaded={}", version.plugin_id, version.version);
            Ok(Redirect::to(&at).into_response())
        }
        // The form again, with what is wrong.
        Err(Error::Refused(status, message)) => {
            let error = Some(ctx.message(&message));
            Ok((status, plugins_page(&app, ctx, &staff, error).await?).into_response())
        }
        Err(error) => Err(error),
    }
}

/// The field `package`, at most as large as the configuration allows.
async fn read_package(app: &AppState, form: &mut Multipart) -> Result<Vec<u8>> {
    let limit = app.config.plugins.max_package_mib << 20;
    while let Some(mut field) = form.next_field().await? {
        if field.name() != Some("package") {
            continue;
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await? {
            if bytes.len() + chunk.len() > limit {
                let size = format!("{} MiB", app.config.plugins.max_package_mib);
                return Err(Error::too_large(
                    Message::new("plugin-package-large").with("size", size),
                ));
            }
            bytes.extend_from_slice(&chunk);
        }
        return Ok(bytes);
    }
    Err(Error::invalid("plugin-package-missing"))
}

pub async fn activate_version(
    app: AppState,
    staff: Staff,
    Path(id): Path<VersionId>,
) -> Result<Redirect> {
    let version = service::activate(&app, &staff, id).await?;
    let at = format!("/studio/plugins/{}?activated={}", version.plugin_id, version.version);
    Ok(Redirect::to(&at))
}
