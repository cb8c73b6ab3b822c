//! The work on a regrade: batch by batch, by lease.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use weaverse_sandbox::{Fault, Purpose};

use super::model::{Entry, ItemSpec, Open, RegradeEnd, RegradeId, RegradeState};
use super::store;
use crate::app::{App, AppState};
use crate::db::Result;
use crate::i18n::Locale;
use crate::learning::service as learning;
use crate::missions::grading::{Answer, Spec};
use crate::missions::model::{ItemId, SubmissionId};
use crate::missions::results::store::NewResult;
use crate::missions::results::{self, Judged, NamedRecipe, Recipe, Source};
use crate::plugins::Snapshot;

/// The most submissions that are read, graded and written together.
const BATCH: usize = 250;
/// And for each that is graded at the same time: whoever is asked to stop ends
/// a batch first.
const BATCH_PER_THREAD: usize = 64;
/// Submissions that begin to count together: others want to write, too.
const APPLY_BATCH: i64 = 1000;
/// How often an idle worker looks for regrades.
const POLL: Duration = Duration::from_secs(1);
/// How often a busy sandbox is asked again before that is a fault.
const BUSY_TRIES: u32 = 50;

/// A regrade that this process works on.
#[derive(Debug)]
pub struct Held {
    id: RegradeId,
    token: uuid::Uuid,
}

impl Held {
    /// Takes a regrade up: this one, or the oldest that nobody works on.
    ///
    /// # Errors
    /// The database's.
    pub async fn claim(app: &App, id: Option<RegradeId>) -> Result<Option<Self>> {
        let now = app.clock.now();
        let token = app.entropy.id(now);
        let mut tx = app.db.begin().await?;
        let claimed = store::claim(&mut tx, id, token, until(app), now).await?;
        tx.commit().await?;
        Ok(claimed.map(|id| Self { id, token }))
    }
}

fn until(app: &App) -> crate::db::Moment {
    app.clock.now().plus_millis(i64::try_from(app.config.lease().as_millis()).unwrap_or(15_000))
}

/// Works on regrades that others began, until `stop`. Half of the threads are
/// left to those who wait for a verdict.
pub async fn work(app: AppState, stop: CancellationToken) {
    let at_once = (app.config.workers() / 2).max(1);
    while stop.run_until_cancelled(tokio::time::sleep(POLL)).await.is_some() {
        if app.registry.snapshot().is_empty() {
            continue;
        }
        let ended = match Held::claim(&app, None).await {
            Ok(None) => continue,
            Ok(Some(held)) => drive(&app, &held, at_once, &stop, |_| {}).await,
            Err(error) => Err(error),
        };
        if let Err(error) = ended {
            tracing::error!(%error, "could not go on with a regrade");
        }
    }
}

/// Brings a held regrade to its end; `progress` hears how many submissions
/// were done now.
///
/// # Errors
/// The database's; the lease then runs out, and somebody else goes on.
pub async fn drive(
    app: &AppState,
    held: &Held,
    at_once: usize,
    stop: &CancellationToken,
    mut progress: impl FnMut(usize),
) -> Result<RegradeEnd> {
    // Ends with this function, however that ends.
    let mut beat = JoinSet::new();
    beat.spawn(keep(app.clone(), held.id, held.token));
    let ended = phases(app, held, at_once, stop, &mut progress).await;
    drop(beat);
    if matches!(ended, Ok(RegradeEnd::Stopped)) {
        let mut tx = app.db.begin().await?;
        store::release(&mut tx, held.id, held.token).await?;
        tx.commit().await?;
    }
    ended
}

/// Prolongs the lease while a long batch is graded.
async fn keep(app: AppState, id: RegradeId, token: uuid::Uuid) {
    loop {
        tokio::time::sleep(app.config.lease() / 3).await;
        if let Err(error) = renew(&app, id, token).await {
            tracing::warn!(%error, "could not renew the claim on a regrade");
        }
    }
}

async fn renew(app: &App, id: RegradeId, token: uuid::Uuid) -> Result<bool> {
    let mut tx = app.db.begin().await?;
    let renewed = store::renew(&mut tx, id, token, until(app)).await?;
    tx.commit().await?;
    Ok(renewed == 1)
}

async fn phases(
    app: &AppState,
    held: &Held,
    at_once: usize,
    stop: &CancellationToken,
    progress: &mut impl FnMut(usize),
) -> Result<RegradeEnd> {
    let Some(regrade) = store::get(&mut app.db.read().await?, held.id).await? else {
        return Ok(RegradeEnd::Lost);
    };
    if regrade.state == RegradeState::Trying {
        match Trial::new(app, held, at_once).await?.run(stop, progress).await? {
            RegradeEnd::Done => {}
            other => return Ok(other),
        }
        if !regrade.apply_at_once {
            return advance(app, held, RegradeState::Tried).await;
        }
        let mut tx = app.db.begin().await?;
        if store::begin_applying(&mut tx, held.id, held.token).await? == 0 {
            return Ok(RegradeEnd::Lost);
        }
        tx.commit().await?;
    }
    apply(app, held, regrade.replace_scores, stop).await
}

async fn advance(app: &App, held: &Held, to: RegradeState) -> Result<RegradeEnd> {
    let mut tx = app.db.begin().await?;
    let rows = store::advance(&mut tx, held.id, held.token, to, app.clock.now()).await?;
    tx.commit().await?;
    tracing::info!(regrade.id = %held.id, state = %to, "regrade");
    Ok(if rows == 1 { RegradeEnd::Done } else { RegradeEnd::Lost })
}

/// Makes what was found count, and marks topics as done whose missions are
/// passed now. Each batch is all or nothing.
async fn apply(
    app: &AppState,
    held: &Held,
    replace_scores: bool,
    stop: &CancellationToken,
) -> Result<RegradeEnd> {
    loop {
        if stop.is_cancelled() {
            return Ok(RegradeEnd::Stopped);
        }
        let now = app.clock.now();
        let mut tx = app.db.begin().await?;
        if store::renew(&mut tx, held.id, held.token, until(app)).await? == 0 {
            return Ok(RegradeEnd::Lost);
        }
        let batch = store::next_batch(&mut tx, held.id).await?;
        if store::take_batch(&mut tx, held.id, batch, APPLY_BATCH).await? == 0 {
            let missions = store::missions(&mut tx, held.id).await?;
            let missions: Vec<_> = missions.into_iter().map(|(id,)| id).collect();
            learning::complete_missions_passed(&mut tx, &missions, now).await?;
            tx.commit().await?;
            return advance(app, held, RegradeState::Applied).await;
        }
        store::apply_batch(&mut tx, held.id, batch, replace_scores, now).await?;
        store::forget_reports(&mut tx, held.id, batch).await?;
        tx.commit().await?;
    }
}

/// The first phase: every submission gets a result, or a fault.
struct Trial<'a> {
    app: &'a AppState,
    held: &'a Held,
    snapshot: Arc<Snapshot>,
    items: HashMap<ItemId, ItemSpec>,
    /// By item, language and entry: what the submissions of a batch share.
    recipes: HashMap<(ItemId, String, String), std::result::Result<Arc<NamedRecipe>, Fault>>,
    threads: Arc<Semaphore>,
    batch: i64,
}

/// A submission with the name of its result.
struct Question {
    open: Open,
    recipe: Arc<NamedRecipe>,
    key: String,
}

type Answered = HashMap<String, std::result::Result<Judged, Fault>>;

impl<'a> Trial<'a> {
    async fn new(app: &'a AppState, held: &'a Held, at_once: usize) -> Result<Self> {
        let items = store::items(&mut app.db.read().await?, held.id).await?;
        let mut trial = Self {
            app,
            held,
            snapshot: app.registry.snapshot(),
            items: items.into_iter().map(|item| (item.id, item)).collect(),
            recipes: HashMap::new(),
            threads: Arc::new(Semaphore::new(at_once)),
            batch: i64::try_from(BATCH.min(at_once * BATCH_PER_THREAD)).unwrap_or(1),
        };
        trial.forget_stale().await?;
        Ok(trial)
    }

    /// Whoever began may have stopped long ago: results that would be others
    /// today are found anew.
    async fn forget_stale(&mut self) -> Result<()> {
        let used = store::recipes_used(&mut self.app.db.read().await?, self.held.id).await?;
        let mut stale = Vec::new();
        for (digest, item, language, entry) in used {
            let current = self.recipe(item, &language, &entry);
            if current.is_ok_and(|recipe| recipe.digest != digest) {
                stale.push(digest);
            }
        }
        if stale.is_empty() {
            return Ok(());
        }
        let mut tx = self.app.db.begin().await?;
        store::reopen(&mut tx, self.held.id, &stale).await?;
        tx.commit().await
    }

    async fn run(
        mut self,
        stop: &CancellationToken,
        progress: &mut impl FnMut(usize),
    ) -> Result<RegradeEnd> {
        let mut next = self.read(None).await?;
        while let Some(last) = next.last().map(|open| open.submission_id) {
            if stop.is_cancelled() {
                return Ok(RegradeEnd::Stopped);
            }
            let (questions, mut entries) = self.ask(next);
            // The next ones are read while these are graded.
            let (answered, read) = tokio::join!(self.answer(&questions), self.read(Some(last)));
            let answered = answered?;
            let results = new_results(&answered);
            entries.extend(questions.iter().map(|question| {
                Entry::of(&question.open, &question.recipe, answered.get(&question.key))
            }));
            if !self.write(&entries, &results).await? {
                return Ok(RegradeEnd::Lost);
            }
            progress(entries.len());
            next = read?;
        }
        Ok(RegradeEnd::Done)
    }

    async fn read(&self, after: Option<SubmissionId>) -> Result<Vec<Open>> {
        store::open(&mut self.app.db.read().await?, self.held.id, after, self.batch).await
    }

    /// What each submission's result is called; those that cannot be graded
    /// are faults at once.
    fn ask(&mut self, batch: Vec<Open>) -> (Vec<Question>, Vec<Entry>) {
        let (mut questions, mut faults) = (Vec::new(), Vec::new());
        for open in batch {
            match self.recipe(open.item_id, &open.language, &open.entry) {
                Ok(recipe) => {
                    let key = recipe.key(&answer_of(&open));
                    questions.push(Question { open, recipe, key });
                }
                Err(fault) => faults.push(Entry::fault(&open, &fault)),
            }
        }
        (questions, faults)
    }

    fn recipe(
        &mut self,
        item: ItemId,
        language: &str,
        entry: &str,
    ) -> std::result::Result<Arc<NamedRecipe>, Fault> {
        let key = (item, language.to_owned(), entry.to_owned());
        if let Some(known) = self.recipes.get(&key) {
            return known.clone();
        }
        let gone = || Fault::Internal { detail: "the item is gone".to_owned() };
        let item = self.items.get(&item).ok_or_else(gone)?;
        let spec = Spec {
            points: Some(item.points),
            language: language.to_owned(),
            entry: entry.to_owned(),
            grader: item.grader.clone(),
            config: item.config.clone(),
            limits: item.limits.0.clone(),
            locale: Locale::parse(&item.locale).unwrap_or_default(),
        };
        let recipe = Recipe::of(self.app.engine.fingerprint(), &self.snapshot, &spec);
        let recipe = recipe.map(|recipe| Arc::new(recipe.named()));
        self.recipes.insert(key, recipe.clone());
        recipe
    }

    /// Looks results up, and grades what is not known: each key once.
    async fn answer(&self, questions: &[Question]) -> Result<Answered> {
        let mut answered = self.look_up(questions).await?;
        let mut gradings = JoinSet::new();
        let mut asked = std::collections::HashSet::new();
        for question in questions {
            if answered.contains_key(&question.key) || !asked.insert(&question.key) {
                continue;
            }
            let (recipe, key) = (Arc::clone(&question.recipe), question.key.clone());
            let (snapshot, answer) = (Arc::clone(&self.snapshot), answer_of(&question.open));
            let threads = Arc::clone(&self.threads);
            gradings.spawn(async move {
                let _permit = threads.acquire_owned().await;
                let judged = judge(&snapshot, &recipe, &key, answer).await;
                (key, judged)
            });
        }
        while let Some(graded) = gradings.join_next().await {
            // Panics are caught where they happen.
            if let Ok((key, judged)) = graded {
                self.app.metrics.regraded(&judged);
                answered.insert(key, judged);
            }
        }
        Ok(answered)
    }

    async fn look_up(&self, questions: &[Question]) -> Result<Answered> {
        if self.app.config.grading.cached_results == 0 {
            return Ok(Answered::new());
        }
        let recipes: HashMap<&str, &Arc<NamedRecipe>> =
            questions.iter().map(|question| (&*question.key, &question.recipe)).collect();
        let keys: Vec<&str> = recipes.keys().copied().collect();
        let known = results::store::known(&mut self.app.db.read().await?, &keys).await?;
        let judged = known.into_iter().map(|known| {
            let recipe = Arc::clone(recipes[known.key.as_str()]);
            let (key, outcome) = (known.key, known.outcome);
            let judged =
                Judged { recipe, key: key.clone(), outcome, source: Source::Cache, trace: None };
            (key, Ok(judged))
        });
        Ok(judged.collect())
    }

    /// `false`: somebody else has taken the regrade over, and nothing was
    /// written.
    async fn write(&self, entries: &[Entry], results: &[NewResult<'_>]) -> Result<bool> {
        let now = self.app.clock.now();
        let mut tx = self.app.db.begin().await?;
        if store::renew(&mut tx, self.held.id, self.held.token, until(self.app)).await? == 0 {
            return Ok(false);
        }
        let recipes: Vec<&NamedRecipe> =
            self.recipes.values().flatten().map(|recipe| &**recipe).collect();
        results::store::keep_recipes(&mut tx, &recipes).await?;
        if self.app.config.grading.cached_results > 0 && !results.is_empty() {
            results::store::keep_results(&mut tx, results, now).await?;
        }
        store::write_entries(&mut tx, self.held.id, entries).await?;
        tx.commit().await?;
        Ok(true)
    }
}

async fn judge(
    snapshot: &Arc<Snapshot>,
    recipe: &Arc<NamedRecipe>,
    key: &str,
    answer: Answer,
) -> std::result::Result<Judged, Fault> {
    for attempt in 1.. {
        let (snapshot, recipe) = (Arc::clone(snapshot), Arc::clone(recipe));
        let (key, answer) = (key.to_owned(), answer.clone());
        let graded =
            tokio::task::spawn_blocking(move || results::run(&snapshot, &recipe, key, answer))
                .await
                .unwrap_or_else(|panic| Err(Fault::Internal { detail: panic.to_string() }));
        match graded {
            Err(Fault::Busy) if attempt < BUSY_TRIES => {
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            other => return other,
        }
    }
    Err(Fault::Busy)
}

fn answer_of(open: &Open) -> Answer {
    let (files, answer) = (open.files.0.clone(), open.answer.clone());
    Answer { purpose: Purpose::Full, files, answer }
}

/// What may be looked up from now on.
fn new_results(answered: &Answered) -> Vec<NewResult<'_>> {
    let judged = answered.values().flatten().filter(|judged| judged.source == Source::Run);
    judged.map(NewResult::of).collect()
}
