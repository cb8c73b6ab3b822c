//! Grading one submission: a pure function of what is active, the item and
//! the answer. The queue, the command line and the checks of packs use it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use weaverse_sandbox::{
    Fault, File, GradeContext, Purpose, Report, RunLimits, Runtime, Runtimes, Submission, Verdict,
};

use crate::i18n::Locale;
use crate::packs::Item;
use crate::plugins::{ActiveGrader, ActiveRuntime, Snapshot};

/// Random numbers of programs begin here: the same on every run.
pub const SEED: u64 = 0;

/// What of an item grading depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spec {
    /// Milli-points that a perfect answer earns; `None`: the grader's own.
    pub points: Option<i64>,
    /// The language of the program; empty when there is none.
    pub language: String,
    /// The file that is the program; empty: the runtime's default.
    pub entry: String,
    /// The grader's plugin id.
    pub grader: String,
    /// The grader's configuration, as JSON.
    pub config: String,
    /// Of each run.
    pub limits: RunLimits,
    /// The language of messages.
    pub locale: Locale,
}

impl Spec {
    /// Of an item of a pack.
    #[must_use]
    pub fn of(item: &Item, locale: Locale) -> Self {
        Self {
            points: Some(item.points),
            language: item.language.clone(),
            entry: item.entry.clone(),
            grader: item.grader.clone(),
            config: item.config.to_string(),
            limits: item.limits.clone(),
            locale,
        }
    }
}

/// What was handed in.
#[derive(Debug, Clone)]
pub struct Answer {
    /// On the samples, or for the score.
    pub purpose: Purpose,
    /// The program's files.
    pub files: Vec<File>,
    /// JSON, of an item without a program.
    pub answer: Option<String>,
}

/// A plugin as reports name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PluginRef {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Of its package.
    pub digest: String,
}

/// A verdict and everything that it rests on.
#[derive(Debug, Clone)]
pub struct Grading {
    /// The verdict on the whole.
    pub verdict: Verdict,
    /// Milli-points of the item.
    pub score: i64,
    /// Milli-points that a perfect answer earns.
    pub max_score: i64,
    /// Of the learner's programs together.
    pub fuel: u64,
    /// Bytes of the largest run.
    pub peak_memory: u64,
    /// What the grader said, in its own points.
    pub report: Report,
    /// Who judged.
    pub grader: PluginRef,
    /// What the programs ran in.
    pub runtime: Option<PluginRef>,
    /// Whether the same recipe and answer give the same report anywhere.
    pub reproducible: bool,
    /// For the grader's author.
    pub trace: CallTrace,
}

/// What a call of a grader leaves beside its report.
#[derive(Debug, Clone, Default)]
pub struct CallTrace {
    /// Its own fuel.
    pub fuel: u64,
    /// Programs that it ran.
    pub runs: u32,
    /// What it wrote to stderr: the last 64 KiB.
    pub stderr: String,
}

/// The plugins that a grading can reach, and no others: what its report
/// depends on, and what it may use, are the same by construction.
#[derive(Debug, Clone)]
pub struct Reach {
    /// Who judges.
    pub grader: Arc<ActiveGrader>,
    /// What programs run in, by language.
    pub runtimes: BTreeMap<String, Arc<ActiveRuntime>>,
}

impl Reach {
    /// Of a grader, for an item of this language (empty: no program).
    ///
    /// # Errors
    /// When the grader or the item's language is not there.
    pub fn of(snapshot: &Snapshot, grader: &str, language: &str) -> Result<Self, Fault> {
        let active = snapshot
            .grader(grader)
            .ok_or_else(|| missing(format!("no grader `{grader}` is active")))?;
        if !language.is_empty() && snapshot.runtime(language).is_none() {
            return Err(missing(format!("no runtime for `{language}` is active")));
        }
        let may_run = |known: &str| active.manifest.may_run(known, language);
        let runtimes =
            snapshot.runtimes().filter(|(known, _)| *known == language || may_run(known));
        let runtimes = runtimes.map(|(known, active)| (known.to_owned(), Arc::clone(active)));
        Ok(Self { grader: Arc::clone(active), runtimes: runtimes.collect() })
    }
}

/// Grades; blocks until done.
///
/// # Errors
/// A fault, which says nothing about the answer.
pub fn grade(snapshot: &Arc<Snapshot>, spec: &Spec, answer: Answer) -> Result<Grading, Fault> {
    let reach = Reach::of(snapshot, &spec.grader, &spec.language)?;
    let grader = Arc::clone(&reach.grader);
    let runtime = reach.runtimes.get(&spec.language).cloned();
    let entry = match (spec.entry.as_str(), &runtime) {
        ("", Some(runtime)) => runtime.runtime.info().default_entry.clone(),
        (given, _) => given.to_owned(),
    };
    let submission = Submission {
        purpose: answer.purpose,
        language: spec.language.clone(),
        files: answer.files,
        entry,
        answer: answer.answer,
        locale: spec.locale.as_str().to_owned(),
        seed: SEED,
    };
    let context = GradeContext {
        runtimes: Arc::new(Allowed { reach, item_language: spec.language.clone() }),
        run_limits: spec.limits.clone(),
        grader_limits: grader.manifest.call_limits(),
        max_runs: grader.manifest.max_runs(),
    };
    let graded = grader.grader.grade(&submission, &spec.config, &context)?;
    let mut report = graded.report;
    let verdict = report.verdict();
    if let Some(points) = spec.points {
        scale(&mut report, points);
    }
    let (score, max_score) = match spec.points {
        // A grader that gives no points at all: all or nothing.
        Some(points) if report.max_score() == 0 => {
            (if verdict == Verdict::Accepted { points } else { 0 }, points)
        }
        _ => (report.score(), report.max_score()),
    };
    Ok(Grading {
        verdict,
        score,
        max_score,
        fuel: graded.fuel,
        peak_memory: graded.peak_memory,
        report,
        grader: PluginRef {
            id: grader.manifest.id.clone(),
            version: grader.manifest.version.clone(),
            digest: grader.digest.clone(),
        },
        runtime: runtime.map(|runtime| PluginRef {
            id: runtime.manifest.id.clone(),
            version: runtime.manifest.version.clone(),
            digest: runtime.digest.clone(),
        }),
        reproducible: graded.reproducible,
        trace: CallTrace { fuel: graded.grader_fuel, runs: graded.runs, stderr: graded.stderr },
    })
}

fn missing(detail: String) -> Fault {
    Fault::Internal { detail }
}

/// Turns a grader's points into the item's. The largest possible points add
/// up to `points` exactly; what is earned is rounded down.
fn scale(report: &mut Report, points: i64) {
    let max = i128::from(report.max_score());
    if max == 0 || max == i128::from(points) {
        return;
    }
    let share = |part: i128, whole: i128, of: i128| part * of / whole;
    let mut before: i128 = 0;
    for item in &mut report.items {
        let own = i128::from(item.max_points);
        let from = share(before, max, i128::from(points));
        before += own;
        let scaled_max = share(before, max, i128::from(points)) - from;
        let earned = if own == 0 { 0 } else { share(i128::from(item.points), own, scaled_max) };
        item.max_points = i64::try_from(scaled_max).unwrap_or(points);
        item.points = i64::try_from(earned).unwrap_or(0);
    }
}

/// The languages that the grader's manifest lets it run.
struct Allowed {
    reach: Reach,
    item_language: String,
}

impl Runtimes for Allowed {
    fn runtime(&self, language: &str) -> Option<Runtime> {
        if !self.reach.grader.manifest.may_run(language, &self.item_language) {
            return None;
        }
        self.reach.runtimes.get(language).map(|active| active.runtime.clone())
    }
}

#[cfg(test)]
mod tests {
    use weaverse_sandbox::{Report, ReportItem, Verdict, Visibility};

    use super::scale;

    fn report(points: &[(i64, i64)]) -> Report {
        let items = points.iter().map(|&(points, max_points)| ReportItem {
            name: String::new(),
            verdict: Verdict::Accepted,
            points,
            max_points,
            message: String::new(),
            details: Vec::new(),
            visibility: Visibility::Learner,
            fuel: 0,
        });
        Report { items: items.collect(), message: None }
    }

    #[test]
    fn scaled_points_add_up_exactly() {
        let mut scaled = report(&[(1000, 1000), (1000, 1000), (1000, 1000)]);
        scale(&mut scaled, 20_000);
        assert_eq!((scaled.score(), scaled.max_score()), (20_000, 20_000));
    }

    #[test]
    fn what_is_earned_is_rounded_down() {
        let mut scaled = report(&[(1000, 1000), (0, 1000), (500, 1000)]);
        scale(&mut scaled, 10_000);
        assert_eq!((scaled.score(), scaled.max_score()), (3333 + 1667, 10_000));
    }

    #[test]
    fn a_report_without_points_stays() {
        let mut scaled = report(&[(0, 0)]);
        scale(&mut scaled, 10_000);
        assert_eq!(scaled.max_score(), 0);
    }
}
