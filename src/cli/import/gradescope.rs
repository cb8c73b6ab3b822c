//! `weaverse import gradescope`.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use clap::Args;

use super::terminal_locale;
use crate::accounts::service as accounts;
use crate::app::App;
use crate::cli::{BAD, GOOD};
use crate::clock::{Clock, Entropy};
use crate::config::Config;
use crate::error::Error;
use crate::exchange::gradescope::read;
use crate::i18n::{Locale, Message};
use crate::missions::SubmissionId;
use crate::missions::review::service as review;
use crate::missions::service as missions;

/// The score of a Gradescope results.json, set for a submission.
///
/// It counts in place of the graded score, as one that a person set: with a
/// reason, and in the submission's trail.
#[derive(Debug, Args)]
pub struct Gradescope {
    /// The results.json
    file: PathBuf,
    /// The submission that gets the score
    #[arg(long, value_name = "ID")]
    submission: SubmissionId,
    /// E-mail address of the tutor or administrator who sets it
    #[arg(long, value_name = "EMAIL")]
    by: String,
    /// Why, for the learner and the trail; what the file says is added
    #[arg(long)]
    reason: Option<String>,
}

impl Gradescope {
    pub(super) async fn run(self, config: Config) -> Result<u8> {
        let locale = terminal_locale();
        let file = self.file.display().to_string();
        let text = std::fs::read_to_string(&self.file).with_context(|| file.clone())?;
        let outside = match read(&text) {
            Ok(outside) => outside,
            Err(no) => {
                let line = no.line.map(|line| format!(":{line}")).unwrap_or_default();
                println!("{file}{line}: {}", no.message.text(locale));
                return Ok(BAD);
            }
        };
        let app = App::open(config, Clock::system(), Entropy::system()).await?;
        app.db.migrate().await?;
        let Some(viewer) = accounts::staff(&app, &self.by).await.map_err(|e| said(e, locale))?
        else {
            bail!(Message::new("exchange-no-staff").with("email", &self.by).text(locale));
        };
        let view = missions::submission(&app, &viewer, self.submission).await;
        let view = view.map_err(|error| said(error, locale))?;
        let most = view.submission.max_score.unwrap_or(view.item.points);
        let score = match outside.milli_points(most) {
            Ok(score) => score,
            Err(message) => {
                println!("{file}: {}", message.text(locale));
                return Ok(BAD);
            }
        };
        let reason = outside.reason(self.reason.as_deref(), locale);
        review::override_score(&app, &viewer, self.submission, Some(score), &reason)
            .await
            .map_err(|error| said(error, locale))?;
        app.db.close().await;
        let points = crate::web::format::points;
        println!("{}: {} / {}", self.submission, points(score), points(most));
        Ok(GOOD)
    }
}

/// What a page would say.
fn said(error: Error, locale: Locale) -> anyhow::Error {
    match error {
        Error::Refused(_, message) => anyhow::anyhow!(message.text(locale)),
        other => anyhow::Error::new(other),
    }
}
