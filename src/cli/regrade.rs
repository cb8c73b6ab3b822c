//! `weaverse regrade`.

use std::io::IsTerminal as _;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use serde_json::json;

use super::serve::stop_signal;
use super::{BAD, FAILED, GOOD};
use crate::app::{App, AppState};
use crate::clock::{Clock, Entropy};
use crate::config::Config;
use crate::error::Error;
use crate::i18n::Locale;
use crate::missions::regrade::{
    self, Change, Held, Options, RegradeEnd, RegradeId, RegradeState, Scope, ScopeKind, Totals,
};
use crate::plugins::life;
use crate::web::format::points;

/// Grade again what was graded before.
///
/// Grades every submission for the score once more, on all cores, with the
/// plugins and configurations of now; what was graded under the same
/// conditions before is looked up. Learners keep the better score. May be
/// interrupted: the same command goes on where it stopped.
#[derive(Debug, Args)]
pub struct RegradeCommand {
    #[command(flatten)]
    scope: ScopeArgs,
    /// Show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Also where the new score is lower
    #[arg(long)]
    replace: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Changes that are listed
    #[arg(long, value_name = "N", default_value_t = 1000)]
    list: i64,
    /// Submissions graded at the same time (default: two for each core)
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct ScopeArgs {
    /// A mission: COURSE/MISSION, or its id
    #[arg(long, value_name = "MISSION")]
    mission: Option<String>,
    /// An item of a mission: COURSE/MISSION/ITEM, or its id
    #[arg(long, value_name = "ITEM")]
    item: Option<String>,
    /// All missions of a course: its slug, or its id
    #[arg(long, value_name = "COURSE")]
    course: Option<String>,
}

impl ScopeArgs {
    async fn find(&self, app: &App) -> Result<Scope> {
        let given = [
            (ScopeKind::Mission, &self.mission),
            (ScopeKind::Item, &self.item),
            (ScopeKind::Course, &self.course),
        ];
        let given = given.into_iter().find_map(|(kind, name)| Some((kind, name.as_ref()?)));
        let (kind, name) = given.context("name a mission, an item or a course")?;
        match Scope::named(app, kind, name).await {
            Err(Error::NotFound) => bail!("there is no {kind} {name:?}"),
            found => said(found),
        }
    }
}

impl RegradeCommand {
    pub(super) async fn run(self, config: Config) -> Result<u8> {
        let app = App::open(config, Clock::system(), Entropy::system()).await?;
        app.db.migrate().await?;
        said(life::refresh(&app).await)?;
        let code = self.regrade(&app).await;
        app.db.close().await;
        code
    }

    async fn regrade(&self, app: &AppState) -> Result<u8> {
        let scope = self.scope.find(app).await?;
        let options = Options { replace_scores: self.replace, apply_at_once: !self.dry_run };
        let id = said(regrade::begin(app, &scope, options, None).await)?;
        let Some(held) = Held::claim(app, Some(id)).await? else {
            bail!("another process works on this regrade already: {id}");
        };
        let before = said(regrade::totals(app, id).await)?;
        let mut progress = Progress::new(before, !self.json);
        let jobs = self.jobs.unwrap_or_else(|| app.config.workers() * 2).max(1);
        let stop = stop_signal();
        let ended = regrade::drive(app, &held, jobs, &stop, |done| progress.add(done)).await?;
        progress.end();
        match ended {
            RegradeEnd::Done => self.report(app, &scope, id).await,
            RegradeEnd::Stopped => {
                eprintln!("stopped: the same command goes on from here");
                Ok(FAILED)
            }
            RegradeEnd::Lost => bail!("another process has taken this regrade over: {id}"),
        }
    }

    async fn report(&self, app: &AppState, scope: &Scope, id: RegradeId) -> Result<u8> {
        let totals = said(regrade::totals(app, id).await)?;
        let changes = said(regrade::changes(app, id, self.list).await)?;
        let state = said(regrade::get(app, id).await)?.state;
        if self.json {
            let all = json!({
                "id": id, "scope": scope.kind, "title": scope.title, "state": state,
                "replace": self.replace, "totals": totals, "changes": changes,
            });
            println!("{all}");
        } else {
            print(scope, totals, &changes, state, self.replace);
        }
        Ok(if totals.faults > 0 { BAD } else { GOOD })
    }
}

fn print(scope: &Scope, totals: Totals, changes: &[Change], state: RegradeState, replace: bool) {
    let score = |score: Option<i64>, max: Option<i64>| match (score, max) {
        (Some(score), Some(max)) => format!("{}/{}", points(score), points(max)),
        _ => "-".to_owned(),
    };
    for change in changes {
        println!(
            "{}  {} › {}  {}  {} {} -> {} {}{}",
            change.submission_id,
            change.mission,
            change.item,
            change.nickname,
            change.old_verdict.as_deref().unwrap_or("not_graded"),
            score(change.old_score, change.old_max_score),
            change.verdict,
            score(Some(change.score), Some(change.max_score)),
            match change.score < change.old_score.unwrap_or(0) && !replace {
                true => "  (the better score stays)",
                false => "",
            },
        );
    }
    let listed = i64::try_from(changes.len()).unwrap_or(i64::MAX);
    if totals.changed > listed {
        println!("… and {} more", totals.changed - listed);
    }
    println!(
        "{}: {} submissions, {} change ({} better, {} worse), {} without a result",
        scope.title, totals.total, totals.changed, totals.better, totals.worse, totals.faults
    );
    println!(
        "sum of scores: {} -> {}",
        points(totals.old_score),
        points(totals.score_after(replace))
    );
    println!(
        "{}",
        match state {
            RegradeState::Applied => "applied",
            _ => "nothing was changed (--dry-run)",
        }
    );
}

/// What a service says, for a person at the command line.
fn said<T>(result: crate::error::Result<T>) -> Result<T> {
    result.map_err(|error| match error {
        Error::Refused(_, message) => anyhow::anyhow!("{}", message.text(Locale::En)),
        Error::Internal(source) => source,
        other => anyhow::Error::new(other),
    })
}

/// How far it is, on standard error.
struct Progress {
    done: i64,
    total: i64,
    shown: bool,
    /// On a terminal one line is written over and over.
    over: bool,
}

impl Progress {
    fn new(totals: Totals, shown: bool) -> Self {
        let over = std::io::stderr().is_terminal();
        Self { done: totals.done, total: totals.total, shown, over }
    }

    fn add(&mut self, done: usize) {
        self.done += i64::try_from(done).unwrap_or(0);
        if self.shown && self.over {
            eprint!("\r{} of {}", self.done, self.total);
        } else if self.shown {
            eprintln!("{} of {}", self.done, self.total);
        }
    }

    fn end(&self) {
        if self.shown && self.over {
            eprintln!();
        }
    }
}
