//! A token's row, and what tokens may be for.

use crate::db::{JsonText, Moment};

crate::typed_ids! {
    /// A token's id.
    TokenId,
}

crate::text_enum! {
    /// What a token may be used for, within what its owner may do.
    Scope {
        /// Looking at plugins and their runs.
        PluginsRead = "plugins:read",
        /// Uploading and activating plugins.
        PluginsWrite = "plugins:write",
    }
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::PluginsRead, Self::PluginsWrite];

    /// The scope of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == word)
    }

    /// The key of its name.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::PluginsRead => "token-scope-plugins-read",
            Self::PluginsWrite => "token-scope-plugins-write",
        }
    }
}

/// A token, as lists show it: the secret itself is nowhere.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct TokenRow {
    /// Its id.
    pub id: TokenId,
    /// What its owner calls it.
    pub name: String,
    /// Its first characters.
    pub hint: String,
    /// What it may be used for.
    pub scopes: JsonText<Vec<Scope>>,
    /// When it was made.
    pub created_at: Moment,
    /// When it ends.
    pub expires_at: Moment,
    /// When its owner ended it.
    pub revoked_at: Option<Moment>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Moment>,
}

impl TokenRow {
    /// Whether it can be used at this moment.
    #[must_use]
    pub fn is_valid(&self, now: Moment) -> bool {
        self.revoked_at.is_none() && self.expires_at > now
    }
}
