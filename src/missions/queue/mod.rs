//! The durable queue: a submission is a row; workers claim rows by lease.
//!
//! Who waits is taken in the order of `due_at`: the moment of the submission,
//! put off by a slice for each of the learner's own that wait before it, and by
//! a smaller one for each of the same mission. So a learner or a mission with
//! many goes behind others with few, but never behind those that come much
//! later: nobody waits for ever.

mod desk;
mod store;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, broadcast};
use weaverse_sandbox::{Fault, Purpose};

use self::desk::Desk;
use super::grading::{Answer, Spec};
use super::model::{Claimed, ItemId, NewSubmission, SubmissionId, SubmissionPurpose};
use super::results::Judged;
use crate::accounts::UserId;
use crate::app::App;
use crate::db::{Moment, Result, Tx, storable};
use crate::i18n::Locale;

/// Wakes tasks of this process. Other processes look at the table.
#[derive(Debug, Clone)]
pub struct Signals {
    arrived: Arc<Notify>,
    finished: broadcast::Sender<SubmissionId>,
}

impl Default for Signals {
    fn default() -> Self {
        // Whoever is too slow to read looks at the table instead.
        Self { arrived: Arc::new(Notify::new()), finished: broadcast::channel(1024).0 }
    }
}

impl Signals {
    /// A submission was stored.
    pub fn submission_arrived(&self) {
        self.arrived.notify_one();
    }

    /// Waits for a submission, at most `poll`: another process may have
    /// stored one, or a claim may have run out.
    pub async fn wait_for_arrival(&self, poll: Duration) {
        let _ = tokio::time::timeout(poll, self.arrived.notified()).await;
    }

    /// A submission was graded or put aside.
    pub fn submission_finished(&self, id: SubmissionId) {
        // Nobody waiting is no error.
        let _ = self.finished.send(id);
    }
}

/// A learner's next submission is put off by this much for each of their own
/// that wait.
const LEARNER_SLICE_MILLIS: i64 = 2000;
/// And by this much for each that waits in the same mission.
const MISSION_SLICE_MILLIS: i64 = 20;

/// What waits already when a submission comes.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Of the learner.
    pub own: i64,
    /// Of the mission.
    pub mission: i64,
    /// Of everybody.
    pub all: i64,
    /// The learner's attempts at the item.
    pub attempts: i64,
}

impl Load {
    /// Makes the learner's submissions wait for each other, so that limits
    /// hold, and counts.
    ///
    /// # Errors
    /// The database's.
    pub async fn of(tx: &mut Tx, user: UserId, item: ItemId) -> Result<Self> {
        store::lock_learner(tx, user).await?;
        let (own, mission, all, attempts) = store::load(tx, user, item).await?;
        Ok(Self { own, mission, all, attempts })
    }

    /// Whose turn a submission of this moment is.
    #[must_use]
    pub fn due(&self, at: Moment) -> Moment {
        at.plus_millis(self.own * LEARNER_SLICE_MILLIS + self.mission * MISSION_SLICE_MILLIS)
    }
}

/// Makes changes of a learner's submissions wait for each other.
///
/// # Errors
/// The database's.
pub async fn lock_learner(tx: &mut Tx, user: UserId) -> Result<()> {
    store::lock_learner(tx, user).await
}

/// Puts a submission into the queue.
///
/// # Errors
/// The database's.
pub async fn insert(tx: &mut Tx, new: &NewSubmission) -> Result<()> {
    store::insert(tx, new).await
}

/// How many are before this one.
///
/// # Errors
/// The database's.
pub async fn ahead(tx: &mut Tx, id: SubmissionId) -> Result<i64> {
    store::ahead(tx, id).await
}

/// A submission with all that its grading needs.
///
/// # Errors
/// The database's, also when it is not there.
pub async fn claimed(app: &App, id: SubmissionId) -> Result<Claimed> {
    store::claimed(&mut app.db.read().await?, id).await
}

/// The queue as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Nobody has taken them up.
    pub queued: i64,
    /// Being graded.
    pub running: i64,
    /// How long the oldest has been there, in milliseconds.
    pub oldest_millis: i64,
}

/// How much there is to do.
///
/// # Errors
/// The database's.
pub async fn waiting(app: &App) -> Result<Waiting> {
    let (queued, running, oldest) = store::waiting(&mut app.db.read().await?).await?;
    let now = app.clock.now();
    let oldest_millis = oldest.map_or(0, |oldest| now.millis_since(oldest).max(0));
    Ok(Waiting { queued, running, oldest_millis })
}

/// What of a claimed submission its grading depends on.
#[must_use]
pub fn question(claimed: &Claimed) -> (Spec, Answer) {
    let spec = Spec {
        points: Some(claimed.points),
        language: claimed.language.clone(),
        entry: claimed.entry.clone(),
        grader: claimed.grader.clone(),
        config: claimed.config.clone(),
        limits: claimed.limits.0.clone(),
        locale: Locale::parse(&claimed.locale).unwrap_or_default(),
    };
    let answer = Answer {
        purpose: purpose(claimed.purpose),
        files: claimed.files.0.clone(),
        answer: claimed.answer.clone(),
    };
    (spec, answer)
}

/// As the sandbox calls it.
#[must_use]
pub fn purpose(purpose: SubmissionPurpose) -> Purpose {
    match purpose {
        SubmissionPurpose::Samples => Purpose::Samples,
        SubmissionPurpose::Full => Purpose::Full,
    }
}

/// How often a waiting page looks at the table, in case another process grades.
const LOOK: Duration = Duration::from_millis(250);

/// Waits until a submission is no longer waiting, at most `timeout`.
///
/// # Errors
/// The database's.
pub async fn wait_until_finished(app: &App, id: SubmissionId, timeout: Duration) -> Result<()> {
    let mut finished = app.signals.finished.subscribe();
    let deadline = tokio::time::Instant::now() + timeout;
    loop {
        if !store::is_waiting(&mut app.db.read().await?, id).await? {
            return Ok(());
        }
        let look = tokio::time::Instant::now() + LOOK;
        loop {
            match tokio::time::timeout_at(look.min(deadline), finished.recv()).await {
                Ok(Ok(done)) if done == id => return Ok(()),
                Ok(Ok(_)) => {}
                Ok(Err(_)) | Err(_) => break,
            }
        }
        if tokio::time::Instant::now() >= deadline {
            return Ok(());
        }
    }
}

/// A process's claims: all its leases carry one token, so that one statement
/// renews them.
#[derive(Debug, Clone)]
pub struct Claims {
    token: uuid::Uuid,
    lease_millis: i64,
    desk: Arc<Desk>,
}

impl Claims {
    /// The claims of this process.
    #[must_use]
    pub fn new(app: &App) -> Self {
        let lease_millis = i64::try_from(app.config.lease().as_millis()).unwrap_or(15_000);
        Self { token: app.entropy.id(app.clock.now()), lease_millis, desk: Arc::default() }
    }

    /// Takes the next submission, if one is waiting.
    ///
    /// # Errors
    /// The database's.
    pub async fn next(&self, app: &App) -> Result<Option<Claimed>> {
        let now = app.clock.now();
        // Without power nobody works on anything, and the row waits as before.
        let mut tx = app.db.begin_relaxed().await?;
        let Some(id) =
            store::claim(&mut tx, self.token, now.plus_millis(self.lease_millis), now).await?
        else {
            return Ok(None);
        };
        let claimed = store::claimed(&mut tx, id).await?;
        tx.commit().await?;
        Ok(Some(claimed))
    }

    /// Prolongs all claims.
    ///
    /// # Errors
    /// The database's.
    pub async fn renew(&self, app: &App) -> Result<u64> {
        let mut tx = app.db.begin_relaxed().await?;
        let until = app.clock.now().plus_millis(self.lease_millis);
        let renewed = store::renew(&mut tx, self.token, until).await?;
        tx.commit().await?;
        Ok(renewed)
    }

    /// Writes a verdict. `false`: the claim was lost, and nothing was written.
    ///
    /// # Errors
    /// The database's.
    pub async fn finish(&self, app: &App, claimed: Claimed, judged: Judged) -> Result<bool> {
        let id = claimed.id;
        let kept = self.desk.write(app, self.token, claimed, judged).await?;
        app.signals.submission_finished(id);
        Ok(kept)
    }

    /// After a fault: tries again later, or puts the submission aside.
    ///
    /// # Errors
    /// The database's.
    pub async fn fault(&self, app: &App, claimed: &Claimed, fault: &Fault) -> Result<()> {
        let now = app.clock.now();
        let text = storable(&fault.to_string());
        let mut tx = app.db.begin().await?;
        match fault {
            Fault::Busy => {
                let at = now.plus_millis(200);
                store::put_back(&mut tx, claimed.id, self.token, &text, at, false).await?;
            }
            _ if claimed.tries >= app.config.grading.max_tries => {
                store::put_aside(&mut tx, claimed.id, self.token, &text, now).await?;
            }
            _ => {
                let at = now.plus_millis(back_off_millis(claimed.tries));
                store::put_back(&mut tx, claimed.id, self.token, &text, at, true).await?;
            }
        }
        tx.commit().await?;
        app.signals.submission_finished(claimed.id);
        Ok(())
    }

    /// Puts a submission back that cannot be graded now, without counting it
    /// as a try: its grader is suspended or not ready.
    ///
    /// # Errors
    /// The database's.
    pub async fn postpone(
        &self,
        app: &App,
        claimed: &Claimed,
        millis: i64,
        reason: &str,
    ) -> Result<()> {
        let at = app.clock.now().plus_millis(millis);
        let mut tx = app.db.begin().await?;
        store::put_back(&mut tx, claimed.id, self.token, &storable(reason), at, false).await?;
        tx.commit().await
    }

    /// Gives everything back, uncounted.
    ///
    /// # Errors
    /// The database's.
    pub async fn release(&self, app: &App) -> Result<u64> {
        let mut tx = app.db.begin().await?;
        let released = store::release(&mut tx, self.token).await?;
        tx.commit().await?;
        Ok(released)
    }
}

/// 1 s, 2 s, 4 s, … up to five minutes.
fn back_off_millis(tries: i64) -> i64 {
    let doublings = u32::try_from(tries.clamp(1, 20) - 1).unwrap_or(0);
    (1000_i64 << doublings).min(300_000)
}

#[cfg(test)]
mod tests {
    use super::back_off_millis;

    #[test]
    fn faults_are_tried_again_ever_more_rarely() {
        assert_eq!(back_off_millis(1), 1000);
        assert_eq!(back_off_millis(3), 4000);
        assert_eq!(back_off_millis(100), 300_000);
    }
}
