//! Plugins and their versions.

use crate::accounts::UserId;
use crate::db::{JsonText, Moment};

use super::checks::CheckReport;
use super::manifest::Manifest;

crate::typed_ids! {
    /// A version of a plugin.
    VersionId,
    /// A call of a plugin.
    PluginRunId,
}

crate::text_enum! {
    /// What a plugin is.
    PluginKind {
        /// Judges submissions.
        Grader = "grader",
        /// Runs programs of a language.
        LanguageRuntime = "language-runtime",
    }
}

crate::text_enum! {
    /// Where a version is in its life.
    VersionState {
        /// Received, waiting to be looked at.
        Uploaded = "uploaded",
        /// A component of the right world; waiting to be compiled.
        Checked = "checked",
        /// Compiled; waiting to be tried on its own fixtures.
        Compiled = "compiled",
        /// Fit, but asks for more than was granted: an administrator decides.
        Tested = "tested",
        /// Fit to be activated.
        Staged = "staged",
        /// Grades now.
        Active = "active",
        /// Would grade now, but broke too often: its submissions wait.
        Suspended = "suspended",
        /// Was replaced; what began on it still ends on it.
        Draining = "draining",
        /// Was active before; can be made active again.
        Retired = "retired",
        /// Not fit; the reason is kept.
        Rejected = "rejected",
    }
}

impl VersionState {
    /// Whether it may be activated.
    #[must_use]
    pub fn can_activate(self) -> bool {
        matches!(self, Self::Staged | Self::Draining | Self::Retired)
    }

    /// Whether it was active before.
    #[must_use]
    pub fn was_active(self) -> bool {
        matches!(self, Self::Draining | Self::Retired)
    }

    /// Whether something is still being done with it.
    #[must_use]
    pub fn is_pending(self) -> bool {
        matches!(self, Self::Uploaded | Self::Checked | Self::Compiled)
    }

    /// Whether it may be deleted, if nothing refers to it.
    #[must_use]
    pub fn can_delete(self) -> bool {
        matches!(self, Self::Tested | Self::Staged | Self::Retired | Self::Rejected)
    }
}

/// A plugin, as lists show it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PluginRow {
    /// The manifest's id.
    pub id: String,
    /// What it is.
    pub kind: PluginKind,
    /// For people.
    pub name: String,
    /// Who may upload versions; nobody: first-party.
    pub owner_id: Option<UserId>,
    /// The active version, if there is one.
    pub active_version: Option<String>,
    /// Whether that one is suspended.
    pub suspended: bool,
    /// How many versions there are.
    pub versions: i64,
    /// Since when no new items may use it.
    pub retired_at: Option<Moment>,
}

/// A version, as lists show it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct VersionRow {
    /// Its id.
    pub id: VersionId,
    /// Of which plugin.
    pub plugin_id: String,
    /// Semantic version.
    pub version: String,
    /// Of its manifest and component.
    pub digest: String,
    /// Where it is in its life.
    pub state: VersionState,
    /// Why it was rejected or suspended.
    pub reason: Option<String>,
    /// What it asks for.
    pub manifest: JsonText<Manifest>,
    /// What its checks said.
    pub report: JsonText<CheckReport>,
    /// When it came.
    pub created_at: Moment,
    /// When it was last made active.
    pub activated_at: Option<Moment>,
    /// When a suspended one is tried again.
    pub suspended_until: Option<Moment>,
}
