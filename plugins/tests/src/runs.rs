//! Runs the tests, and those after one that ended its run again.

use std::collections::{BTreeMap, BTreeSet};

use weaverse_grader_sdk::{GradingError, RunOutcome, RunRequest, RunStatus, Runner};

use crate::plan::{Planned, Planner};
use crate::stream::{Broken, Listed, Result as TestResult, Stream};

/// How a test ended, when it has no result of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// By a limit, or by a refusal with its text.
    Limit(RunStatus, String),
    /// The program ended the run.
    Itself,
    /// There were too many runs.
    NotRun,
}

/// All that the runs came to.
#[derive(Debug, Default)]
pub struct Findings {
    /// The tests, as the files alone say; none if these need the learner's code.
    pub listed: Vec<Listed>,
    /// The files that cannot be listed without the learner's code.
    pub unlisted: BTreeSet<String>,
    /// None of the files can.
    pub all_unlisted: bool,
    /// The keys that the last run collected.
    pub keys: Vec<String>,
    /// What tests came to.
    pub results: BTreeMap<String, TestResult>,
    /// Tests that have no result.
    pub ended: BTreeMap<String, Ended>,
    /// Test files that could not be loaded.
    pub broken: Vec<Broken>,
    /// What a program changed of the tools.
    pub changed: Option<String>,
    /// The end of all, before any test began.
    pub stopped: Option<RunOutcome>,
    /// Fuel of the runs with the learner's code.
    pub fuel: u64,
}

/// Runs everything.
pub fn run(
    runner: &mut dyn Runner,
    planner: &Planner<'_>,
    max_runs: u32,
) -> Result<Findings, GradingError> {
    let mut findings = Findings::default();
    let (list, first) = (planner.list(), planner.run(0));
    let mut outcomes = run_all(runner, vec![list.request, first.request])?;
    let (Some(outcome), Some(listing)) = (outcomes.pop(), outcomes.pop()) else {
        return Err(GradingError::new("two runs asked for, other outcomes"));
    };
    findings.list(&listing, &list.nonce)?;
    let mut from = 0;
    let mut next = findings.take(outcome, &first.nonce, from);
    let mut runs = 1;
    while let Some(start) = next {
        if runs >= max_runs {
            findings.leave(start);
            break;
        }
        from = start;
        let Planned { request, nonce } = planner.run(from);
        let outcome = run_all(runner, vec![request])?.remove(0);
        next = findings.take(outcome, &nonce, from);
        runs += 1;
    }
    Ok(findings)
}

fn run_all(
    runner: &mut dyn Runner,
    requests: Vec<RunRequest>,
) -> Result<Vec<RunOutcome>, GradingError> {
    let wanted = requests.len();
    let outcomes = runner.run(requests);
    if outcomes.len() != wanted {
        let message = format!("{wanted} runs asked for, {} outcomes", outcomes.len());
        return Err(GradingError::new(message));
    }
    Ok(outcomes)
}

impl Findings {
    /// The tests of the files. What is wrong with the tutor's own files is no
    /// learner's doing.
    fn list(&mut self, outcome: &RunOutcome, nonce: &str) -> Result<(), GradingError> {
        let raised = outcome.raised.as_ref();
        if raised.is_some_and(|raised| raised.message.contains("defines no function")) {
            return Err(GradingError::new("the language's runtime does not run test files"));
        }
        if outcome.status != RunStatus::Completed || outcome.value.is_none() {
            self.all_unlisted = true;
            return Ok(());
        }
        let stream = Stream::read(&outcome.stdout, nonce);
        for broken in stream.broken {
            if broken.said.kind == "SyntaxError" {
                let message =
                    format!("{} has a syntax error: {}", broken.file, broken.said.message);
                return Err(GradingError::new(message));
            }
            self.unlisted.insert(broken.file);
        }
        self.listed = stream.listed;
        Ok(())
    }

    /// Adds what a run came to; gives the test that the next one begins with.
    fn take(&mut self, outcome: RunOutcome, nonce: &str, from: usize) -> Option<usize> {
        let stream = Stream::read(&outcome.stdout, nonce);
        self.fuel = self.fuel.saturating_add(outcome.fuel);
        self.changed = self.changed.take().or(stream.changed);
        let Some(keys) = stream.keys else {
            // Later runs collect as the first one did, but for what the
            // program does with the time.
            self.stopped.get_or_insert(outcome);
            return None;
        };
        for (key, result) in stream.results {
            self.results.insert(key, result);
        }
        if from == 0 {
            self.broken = stream.broken;
            self.keys = keys;
        }
        if stream.ended && outcome.status == RunStatus::Completed && outcome.value.is_some() {
            return None;
        }
        let running = stream.running.and_then(|key| self.keys.iter().position(|k| *k == key));
        let at = running.or_else(|| {
            // Between two tests: what comes next is what ended it.
            (from..self.keys.len()).find(|index| !self.results.contains_key(&self.keys[*index]))
        })?;
        let ended = match outcome.status {
            RunStatus::Completed | RunStatus::RuntimeError | RunStatus::CompileError => {
                Ended::Itself
            }
            status => {
                if at > from && status != RunStatus::Refused {
                    // The tests before have used up some of it: each test may
                    // use all.
                    return Some(at);
                }
                let text = outcome.raised.map(|raised| raised.message).unwrap_or_default();
                Ended::Limit(status, text)
            }
        };
        self.ended.insert(self.keys[at].clone(), ended);
        (at + 1 < self.keys.len()).then_some(at + 1)
    }

    /// The tests from one on are not run.
    fn leave(&mut self, from: usize) {
        for key in &self.keys[from..] {
            self.ended.entry(key.clone()).or_insert(Ended::NotRun);
        }
    }
}
