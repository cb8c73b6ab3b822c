//! Plugins and their versions.

use crate::accounts::UserId;
use crate::db::Moment;

crate::typed_ids! {
    /// A version of a plugin.
    VersionId,
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
        /// Received, waiting to be checked.
        Uploaded = "uploaded",
        /// Being compiled and tried on its own fixtures.
        Checking = "checking",
        /// Fit to be activated.
        Staged = "staged",
        /// Grades now.
        Active = "active",
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
        matches!(self, Self::Staged | Self::Retired)
    }

    /// Whether something is still being done with it.
    #[must_use]
    pub fn is_pending(self) -> bool {
        matches!(self, Self::Uploaded | Self::Checking)
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
    /// How many versions there are.
    pub versions: i64,
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
    /// Why it was rejected.
    pub reason: Option<String>,
    /// When it came.
    pub created_at: Moment,
    /// When it was last made active.
    pub activated_at: Option<Moment>,
}
