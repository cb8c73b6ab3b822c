//! Where verdicts are written: those that come while a transaction is being
//! written share the next one, so that a full queue does not wait for the disk
//! once for each of them, and a single one waits for nobody.

use std::sync::{Mutex, PoisonError};

use tokio::sync::oneshot;
use uuid::Uuid;

use super::store;
use crate::app::App;
use crate::db::Result;
use crate::learning::service as learning;
use crate::missions::model::{Claimed, SubmissionPurpose};
use crate::missions::results::{Judged, store as results};

/// The desk of one process.
#[derive(Debug, Default)]
pub(super) struct Desk {
    waiting: Mutex<Vec<Slip>>,
    /// Whoever has it writes for all that wait.
    pen: tokio::sync::Mutex<()>,
}

/// A verdict that waits to be written.
#[derive(Debug)]
struct Slip {
    claimed: Claimed,
    judged: Judged,
    /// Hears whether the claim still held.
    kept: oneshot::Sender<Result<bool>>,
}

impl Desk {
    /// Writes a verdict, with those that came meanwhile. `false`: the claim was
    /// lost, and nothing was written.
    pub(super) async fn write(
        &self,
        app: &App,
        token: Uuid,
        claimed: Claimed,
        judged: Judged,
    ) -> Result<bool> {
        let (kept, heard) = oneshot::channel();
        self.slips().push(Slip { claimed, judged, kept });
        {
            let _pen = self.pen.lock().await;
            // None, if somebody else wrote this one while it waited.
            let slips = std::mem::take(&mut *self.slips());
            write(app, token, slips).await;
        }
        // Unheard: who wrote was stopped on the way, and nothing was committed.
        heard.await.unwrap_or(Err(sqlx::Error::WorkerCrashed))
    }

    fn slips(&self) -> std::sync::MutexGuard<'_, Vec<Slip>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn write(app: &App, token: Uuid, slips: Vec<Slip>) {
    let answers = match write_together(app, token, &slips).await {
        Ok(kept) => kept.into_iter().map(Ok).collect(),
        Err(error) if slips.len() < 2 => vec![Err(error)],
        // One that the database refuses must not keep the others.
        Err(_) => {
            let mut answers = Vec::with_capacity(slips.len());
            for slip in &slips {
                let alone = write_together(app, token, std::slice::from_ref(slip)).await;
                answers.push(alone.map(|kept| kept == [true]));
            }
            answers
        }
    };
    for (slip, answer) in slips.into_iter().zip(answers) {
        // Nobody listening is no error.
        let _ = slip.kept.send(answer);
    }
}

async fn write_together(app: &App, token: Uuid, slips: &[Slip]) -> Result<Vec<bool>> {
    if slips.is_empty() {
        return Ok(Vec::new());
    }
    let now = app.clock.now();
    let caching = app.config.grading.cached_results > 0;
    let mut tx = app.db.begin().await?;
    let mut kept = Vec::with_capacity(slips.len());
    let judged: Vec<&Judged> = slips.iter().map(|slip| &slip.judged).collect();
    results::keep(&mut tx, &judged, caching, now).await?;
    for Slip { claimed, judged, .. } in slips {
        let rows = store::finish(&mut tx, claimed.id, token, judged, now).await?;
        if rows == 1 && claimed.purpose == SubmissionPurpose::Full {
            learning::complete_if_passed(&mut tx, claimed.user_id, claimed.item_id, now).await?;
        }
        kept.push(rows == 1);
    }
    tx.commit().await?;
    Ok(kept)
}
