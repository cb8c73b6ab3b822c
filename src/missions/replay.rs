//! Grading a stored submission once more, with the very plugins and settings
//! that graded it, to see that the report is what anybody gets.

use anyhow::{Context as _, Result, bail, ensure};

use super::grading::{PluginRef, grade};
use super::model::SubmissionId;
use super::results::store as results;
use super::results::{Outcome, Recipe, RuntimeRef};
use super::{queue, service};
use crate::app::AppState;
use crate::plugins::registry::Loaded;
use crate::plugins::{Snapshot, service as plugins};

/// A stored result and the one of now.
#[derive(Debug)]
pub struct Replay {
    /// What both follow from.
    pub recipe: Recipe,
    /// As it is kept.
    pub stored: Outcome,
    /// As it comes out now.
    pub again: Outcome,
    /// What is not as it was then, and may explain a difference.
    pub notes: Vec<String>,
}

impl Replay {
    /// What differs: its name, as stored, as of now. Reports are compared byte
    /// for byte.
    #[must_use]
    pub fn differences(&self) -> Vec<(&'static str, String, String)> {
        let Self { stored, again, .. } = self;
        let pairs = [
            ("verdict", stored.verdict.clone(), again.verdict.clone()),
            ("score", stored.score.to_string(), again.score.to_string()),
            ("max_score", stored.max_score.to_string(), again.max_score.to_string()),
            ("fuel", stored.fuel.to_string(), again.fuel.to_string()),
            ("peak_memory", stored.peak_memory.to_string(), again.peak_memory.to_string()),
            ("report", stored.report.clone(), again.report.clone()),
        ];
        pairs.into_iter().filter(|(_, stored, again)| stored != again).collect()
    }
}

/// Replays a submission.
///
/// # Errors
/// When it is not there or has no verdict, when a plugin that graded it is
/// gone, or when it cannot be graded.
pub async fn replay(app: &AppState, id: SubmissionId) -> Result<Replay> {
    let stored = service::graded(app, id).await?.context("there is no such submission")?;
    let Some(outcome) = stored.outcome else {
        bail!("it has no verdict to compare with: it is {}", stored.state);
    };
    let question = queue::claimed(app, id).await?;
    let (spec, answer) = queue::question(&question);
    let mut notes = Vec::new();
    let recipe: Recipe = match &stored.recipe {
        Some(digest) => {
            let text = results::recipe(&mut app.db.read().await?, digest).await?;
            let text = text.with_context(|| format!("the recipe {digest} is gone"))?;
            serde_json::from_str(&text).context("the recipe cannot be read")?
        }
        None => {
            notes.push(
                "it was graded before configurations were kept: the item's of now is used".into(),
            );
            let grader = stored.grader.context("it is not known which grader judged it")?;
            let runtime =
                stored.runtime.map(|plugin| RuntimeRef { language: spec.language.clone(), plugin });
            Recipe::from_parts(
                app.engine.fingerprint(),
                grader,
                runtime.into_iter().collect(),
                spec,
            )
        }
    };
    notes.extend(recipe.unlike(app.engine.fingerprint()));
    let mut snapshot = Snapshot::default();
    snapshot.insert(load(app, &recipe.grader).await?);
    for runtime in &recipe.runtimes {
        snapshot.insert(load(app, &runtime.plugin).await?);
    }
    let (snapshot, spec) = (std::sync::Arc::new(snapshot), recipe.spec.clone());
    let graded = tokio::task::spawn_blocking(move || grade(&snapshot, &spec, answer)).await?;
    let grading = graded.context("it cannot be graded now")?;
    if !grading.reproducible {
        notes.push("a run ended at a limit of time, which depends on the machine".into());
    }
    Ok(Replay { recipe, stored: outcome, again: Outcome::of(&grading), notes })
}

async fn load(app: &AppState, plugin: &PluginRef) -> Result<Loaded> {
    let PluginRef { id, version, digest } = plugin;
    let loaded = plugins::load(app, digest).await.with_context(|| {
        format!(
            "the plugin {id} {version} that graded it is gone or does not load (digest {digest})"
        )
    })?;
    let found = match &loaded {
        Loaded::Grader(grader) => &grader.manifest.id,
        Loaded::Runtime(runtime) => &runtime.manifest.id,
    };
    ensure!(found == id, "the package of {id} {version} is another plugin's: {found}");
    Ok(loaded)
}
