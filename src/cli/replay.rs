//! `weaverse replay`.

use anyhow::{Context as _, Result};
use clap::Args;
use serde_json::json;

use super::{BAD, GOOD};
use crate::app::App;
use crate::clock::{Clock, Entropy};
use crate::config::Config;
use crate::missions::SubmissionId;
use crate::missions::replay::{Replay, replay};
use crate::web::format::{grouped, points};

/// Grade a stored submission again with the plugins that graded it, and
/// compare.
///
/// Ends with 0 when report, score and fuel are the same, byte for byte; with 1
/// when something differs, which is shown; with 2 when it cannot be replayed.
#[derive(Debug, Args)]
pub struct ReplayCommand {
    /// The submission's id
    submission: SubmissionId,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl ReplayCommand {
    pub(super) async fn run(self, config: Config) -> Result<u8> {
        let app = App::open(config, Clock::system(), Entropy::system()).await?;
        app.db.migrate().await?;
        let replayed = replay(&app, self.submission).await;
        app.db.close().await;
        let replayed = replayed.with_context(|| format!("submission {}", self.submission))?;
        if self.json {
            print_json(&replayed);
        } else {
            print(&replayed);
        }
        Ok(if replayed.differences().is_empty() { GOOD } else { BAD })
    }
}

fn print_json(replay: &Replay) {
    let differences = replay.differences();
    let differences: Vec<_> = differences
        .iter()
        .map(|(what, stored, again)| json!({ "what": what, "stored": stored, "again": again }))
        .collect();
    let all = json!({
        "identical": differences.is_empty(),
        "differences": differences,
        "notes": replay.notes,
        "recipe": replay.recipe,
        "outcome": replay.again,
    });
    println!("{all}");
}

fn print(replay: &Replay) {
    for note in &replay.notes {
        println!("note: {note}");
    }
    let grader = &replay.recipe.grader;
    println!("grader {} {} ({})", grader.id, grader.version, &grader.digest);
    for runtime in &replay.recipe.runtimes {
        let plugin = &runtime.plugin;
        println!("{} in {} {} ({})", runtime.language, plugin.id, plugin.version, plugin.digest);
    }
    let again = &replay.again;
    let differences = replay.differences();
    if differences.is_empty() {
        println!(
            "identical: {}, {} of {} points, {} fuel, {} bytes of report",
            again.verdict,
            points(again.score),
            points(again.max_score),
            grouped(again.fuel),
            again.report.len(),
        );
        return;
    }
    println!("different:");
    for (what, stored, again) in differences {
        println!("  {what}\n    stored {stored}\n    now    {again}");
    }
}
