//! What can be graded again, and by which name.

mod store;

use std::collections::BTreeSet;

use super::model::{ScopeId, ScopeKind};
use crate::app::App;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::missions::grading::Reach;
use crate::missions::{ItemId, MissionId};

/// What can be graded again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// What it is.
    pub kind: ScopeKind,
    /// Which one.
    pub id: ScopeId,
    /// What it is called.
    pub title: String,
}

impl Scope {
    /// A mission.
    ///
    /// # Errors
    /// Not found.
    pub async fn mission(app: &App, id: MissionId) -> Result<Self> {
        Self::find(app, ScopeKind::Mission, ScopeId(id.0)).await
    }

    /// An item of a mission.
    ///
    /// # Errors
    /// Not found.
    pub async fn item(app: &App, id: ItemId) -> Result<Self> {
        Self::find(app, ScopeKind::Item, ScopeId(id.0)).await
    }

    /// What this kind and id name.
    ///
    /// # Errors
    /// Not found.
    pub async fn find(app: &App, kind: ScopeKind, id: ScopeId) -> Result<Self> {
        let title = store::title(&mut app.db.read().await?, kind, id).await?;
        Ok(Self { kind, id, title: title.ok_or(Error::NotFound)? })
    }

    /// By the names that people use: `COURSE`, `COURSE/MISSION`,
    /// `COURSE/MISSION/ITEM`, or an id.
    ///
    /// # Errors
    /// Not found.
    pub async fn named(app: &App, kind: ScopeKind, name: &str) -> Result<Self> {
        if let Ok(id) = name.parse() {
            return Self::find(app, kind, id).await;
        }
        let mut parts = name.split('/').map(str::to_owned);
        let names = [parts.next(), parts.next(), parts.next()];
        let found = store::named(&mut app.db.read().await?, kind, names).await?;
        let (id, title) = found.filter(|_| parts.next().is_none()).ok_or(Error::NotFound)?;
        Ok(Self { kind, id, title })
    }

    /// Refuses when something that the scope's items need is not active: a regrade
    /// that can only fail is no regrade.
    pub(super) async fn check_plugins(&self, app: &App) -> Result<()> {
        let needs = store::needs(&mut app.db.read().await?, self).await?;
        let snapshot = app.registry.snapshot();
        let missing: BTreeSet<String> = needs
            .into_iter()
            .filter_map(|(grader, language)| {
                if snapshot.grader(&grader).is_none() {
                    Some(grader)
                } else {
                    Reach::of(&snapshot, &grader, &language).is_err().then_some(language)
                }
            })
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let missing: Vec<String> = missing.into_iter().collect();
        Err(Error::conflict(Message::new("regrade-missing").with("missing", missing.join(", "))))
    }
}
