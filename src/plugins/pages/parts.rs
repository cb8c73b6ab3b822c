//! What the templates of plugins show.

use crate::accounts::Viewer;
use crate::plugins::model::{PluginKind, PluginRow, VersionRow, VersionState};
use crate::plugins::service::may_manage;
use crate::web::PageCtx;
use crate::web::parts::Badge;

/// A version's life, for `_versions.html`.
pub struct LatestPart {
    pub version: String,
    pub badge: Badge,
    pub life: Vec<LifePart>,
    pub reason: Option<String>,
    /// Fit, and only to be activated.
    pub activate_url: Option<String>,
    pub checks: Vec<CheckPart>,
}

pub struct LifePart {
    pub label: String,
    pub icon: &'static str,
    pub state: &'static str,
}

pub struct CheckPart {
    pub badge: Badge,
    pub name: String,
    pub note: String,
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
}

pub fn state_badge(ctx: &PageCtx, state: VersionState) -> Badge {
    let (tone, icon) = match state {
        VersionState::Uploaded | VersionState::Checking => ("info", "loader-circle"),
        VersionState::Staged => ("teal", "clock"),
        VersionState::Active => ("ok", "circle-check"),
        VersionState::Retired => ("idle", "history"),
        VersionState::Rejected => ("bad", "circle-x"),
    };
    Badge::new(tone, icon, ctx.t(&format!("version-{state}")))
}

pub fn plugin_badge(ctx: &PageCtx, plugin: &PluginRow) -> Badge {
    match &plugin.active_version {
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
    ctx: &PageCtx,
    viewer: &Viewer,
    plugin: &PluginRow,
    versions: &[VersionRow],
) -> Option<LatestPart> {
    let latest = versions.first()?;
    let staged = latest.state == VersionState::Staged;
    let reached = match latest.state {
        VersionState::Uploaded => 0,
        VersionState::Checking | VersionState::Rejected => 1,
        VersionState::Staged => 2,
        VersionState::Active | VersionState::Retired => 3,
    };
    let steps = [
        (VersionState::Uploaded, "upload"),
        (VersionState::Checking, "list-checks"),
        (VersionState::Staged, "clock"),
        (VersionState::Active, "zap"),
    ];
    let life = steps
        .iter()
        .enumerate()
        .map(|(index, (state, icon))| LifePart {
            label: ctx.t(&format!("version-{state}")),
            icon,
            state: match index.cmp(&reached) {
                std::cmp::Ordering::Less => "done",
                std::cmp::Ordering::Equal if latest.state == VersionState::Rejected => "failed",
                std::cmp::Ordering::Equal if latest.state == VersionState::Active => "done",
                std::cmp::Ordering::Equal => "now",
                std::cmp::Ordering::Greater => "",
            },
        })
        .collect();
    Some(LatestPart {
        version: latest.version.clone(),
        badge: state_badge(ctx, latest.state),
        life,
        reason: latest.reason.clone(),
        activate_url: (staged && may_manage(viewer, plugin)).then(|| activate_url(latest)),
        checks: Vec::new(),
    })
}

fn activate_url(version: &VersionRow) -> String {
    format!("/studio/plugin-versions/{}/activate", version.id)
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
            activate_url: (manages && row.state.can_activate()).then(|| activate_url(row)),
            rollback: row.state == VersionState::Retired,
        })
        .collect()
}
