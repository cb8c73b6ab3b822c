//! What was imported, tried in the sandbox: the model solution passes, the
//! starter fails, and the author's other programs come to what they should.

use std::path::Path;
use std::sync::Arc;

use weaverse_sandbox::{Purpose, Verdict};

use super::limits::{FUEL_PER_SECOND, MOST_FUEL, fuel};
use super::notes::{Expectation, Expected, Taken};
use crate::i18n::{Locale, Message};
use crate::missions::check::{Depth, check_mission};
use crate::missions::grading::{Answer, Grading, Spec, grade};
use crate::packs::{Item, Mission, Problem, Problems, load_mission};
use crate::plugins::Snapshot;

/// What trying a mission showed.
#[derive(Debug, Default)]
pub struct Tried {
    /// Mistakes, as `weaverse course check` tells them.
    pub problems: Vec<Problem>,
    /// Programs that came to something else than their author says.
    pub surprises: Vec<(std::path::PathBuf, Message)>,
    /// Programs whose author is right.
    pub as_expected: usize,
}

impl Tried {
    /// Whether everything is as it should be.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.problems.is_empty() && self.surprises.is_empty()
    }
}

/// Tries a mission's folder in a pack; blocks until done.
#[must_use]
pub fn try_out(snapshot: &Arc<Snapshot>, taken: &Taken, dir: &Path, pack: &Path) -> Tried {
    let mut problems = Problems::default();
    let mission = load_mission(dir, pack, taken.document.locale(), &mut problems);
    let mut tried = Tried::default();
    if let Some(mission) = mission.filter(|_| problems.is_empty()) {
        check_mission(snapshot, &mission, Depth::Programs, &mut problems);
        for expectation in &taken.expectations {
            match surprise(snapshot, &mission, expectation) {
                Some(message) => tried.surprises.push((expectation.file.clone(), message)),
                None => tried.as_expected += 1,
            }
        }
    }
    tried.problems = problems.into_sorted();
    tried
}

fn surprise(
    snapshot: &Arc<Snapshot>,
    mission: &Mission,
    expectation: &Expectation,
) -> Option<Message> {
    let item = mission.items.iter().find(|item| item.name == expectation.item)?;
    let said = |verdict: &str| {
        Message::new("exchange-surprise")
            .with("expected", expectation.expected.word())
            .with("verdict", verdict)
    };
    match run(snapshot, mission.language, item, expectation) {
        Ok(grading) if expectation.expected.is_met(&grading) => None,
        Ok(grading) => Some(said(&worst(&grading).to_string())),
        Err(fault) => Some(said(&fault)),
    }
}

fn run(
    snapshot: &Arc<Snapshot>,
    locale: Locale,
    item: &Item,
    expectation: &Expectation,
) -> Result<Grading, String> {
    let mut files = expectation.files.clone();
    // One file is the program, whatever its name.
    if let ([file], false) = (files.as_mut_slice(), item.entry.is_empty()) {
        file.path.clone_from(&item.entry);
    }
    let answer = Answer { purpose: Purpose::Full, files, answer: None };
    let spec = Spec::of(item, locale);
    grade(snapshot, &spec, answer).map_err(|fault| fault.to_string())
}

/// Sets the limit of executed instructions, where the exercise only says how
/// it follows from its slowest accepted program: whole seconds, as other
/// judges have it.
pub fn infer_fuel(snapshot: &Arc<Snapshot>, taken: &mut Taken) {
    let Some(factor) = taken.fuel_factor else { return };
    let Some(item) = taken.document.items.first_mut() else { return };
    let mut generous = item.clone();
    generous.limits.fuel = MOST_FUEL;
    let accepted = taken.expectations.iter().filter(|known| known.expected == Expected::Accepted);
    let slowest = accepted.filter_map(|known| most_fuel(snapshot, &generous, known)).max();
    if let Some(slowest) = slowest {
        let seconds = (slowest as f64 * factor / FUEL_PER_SECOND).ceil().max(1.0);
        item.limits.fuel = fuel(seconds * FUEL_PER_SECOND);
    }
}

/// The most instructions that one run of an accepted program takes; `None`
/// when it is not accepted even with the largest limit.
fn most_fuel(snapshot: &Arc<Snapshot>, item: &Item, expectation: &Expectation) -> Option<u64> {
    let grading = run(snapshot, Locale::En, item, expectation).ok()?;
    let accepted = grading.verdict == Verdict::Accepted;
    grading.report.items.iter().map(|item| item.fuel).max().filter(|_| accepted)
}

/// The first case that is not accepted, or that all are.
fn worst(grading: &Grading) -> Verdict {
    let mut failed = grading.report.items.iter().map(|item| item.verdict);
    let counted = |verdict: &Verdict| !matches!(verdict, Verdict::Accepted | Verdict::Skipped);
    failed.find(counted).unwrap_or(grading.verdict)
}

impl Expected {
    /// Its name, as problem packages write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Partial => "partially_accepted",
            Self::WrongAnswer => "wrong_answer",
            Self::RuntimeError => "run_time_error",
            Self::TimeLimit => "time_limit_exceeded",
            Self::Rejected => "rejected",
        }
    }

    /// Whether a grading is what was expected.
    #[must_use]
    pub fn is_met(self, grading: &Grading) -> bool {
        let any = |wanted: &[Verdict]| {
            let mut verdicts = grading.report.items.iter().map(|item| item.verdict);
            verdicts.any(|verdict| wanted.contains(&verdict))
        };
        let crash = [
            Verdict::RuntimeError,
            Verdict::CompileError,
            Verdict::MemoryLimit,
            Verdict::OutputLimit,
            Verdict::Refused,
        ];
        let accepted = grading.verdict == Verdict::Accepted;
        match self {
            Self::Accepted => accepted,
            Self::Rejected => !accepted,
            Self::Partial => grading.score > 0 && grading.score < grading.max_score,
            Self::WrongAnswer => any(&[Verdict::WrongAnswer]) && !any(&crash),
            Self::RuntimeError => any(&crash),
            Self::TimeLimit => any(&[Verdict::FuelLimit, Verdict::TimeLimit]),
        }
    }
}
