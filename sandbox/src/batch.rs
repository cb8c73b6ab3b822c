//! `runner.run`: a grader's batch of runs, in parallel, in order.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use serde::{Deserialize, Serialize};
use wasmtime::Error;

use crate::bindings::grading::weaverse::plugin::runner;
use crate::convert::run_request;
use crate::fault::{Fault, FaultCause};
use crate::limits::RunLimits;
use crate::run::{RunOutcome, RunStatus};
use crate::runtime::{Runtime, check_request};
use crate::store::State;
use crate::text;

/// The languages that a grading may run.
pub trait Runtimes: Send + Sync {
    /// The runtime of a language's id, if the grader may run it.
    fn runtime(&self, language: &str) -> Option<Runtime>;
}

/// What a grading may use.
#[derive(Clone)]
pub struct GradeContext {
    /// The languages.
    pub runtimes: Arc<dyn Runtimes>,
    /// Of each run of the learner's program.
    pub run_limits: RunLimits,
    /// Of the grader itself. Time that it waits for runs is not counted.
    pub grader_limits: RunLimits,
    /// The most runs of one grading.
    pub max_runs: u32,
}

/// A runtime that a grading used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RuntimeUsed {
    /// The language's id.
    pub id: String,
    /// The runtime's version.
    pub version: String,
    /// SHA-256 of its component, in hexadecimal.
    pub digest: String,
}

/// The runs of one grading.
pub(crate) struct Grading {
    context: GradeContext,
    seed: u64,
    pub(crate) tally: Tally,
    /// What ends the grading.
    pub(crate) ended: Option<Ended>,
}

/// What the runs came to.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) runs: u32,
    pub(crate) fuel: u64,
    pub(crate) peak_memory: u64,
    /// A run ended at a time limit, which may be the machine's doing.
    pub(crate) timed_out: bool,
    used: BTreeMap<String, RuntimeUsed>,
}

impl Tally {
    /// In the order of their digests.
    pub(crate) fn runtimes(self) -> Vec<RuntimeUsed> {
        let mut used: Vec<_> = self.used.into_values().collect();
        used.sort();
        used
    }

    fn add(&mut self, outcome: &RunOutcome) {
        self.fuel = self.fuel.saturating_add(outcome.fuel);
        self.peak_memory = self.peak_memory.max(outcome.peak_memory);
        self.timed_out |= outcome.status == RunStatus::TimeLimit;
    }

    fn uses(&mut self, runtime: &Runtime) {
        let digest = runtime.digest();
        if !self.used.contains_key(digest) {
            let used = RuntimeUsed {
                id: runtime.info().id.clone(),
                version: runtime.info().version.clone(),
                digest: digest.to_owned(),
            };
            self.used.insert(digest.to_owned(), used);
        }
    }
}

/// Why a grading ends in a call of the grader's.
pub(crate) enum Ended {
    /// The grader asked for what it may not ask for.
    Asked(FaultCause, String),
    /// A run failed without being the program's doing.
    Failed(Fault),
}

impl Grading {
    pub(crate) fn new(context: GradeContext, seed: u64) -> Self {
        Self { context, seed, tally: Tally::default(), ended: None }
    }

    fn run(&mut self, requests: Vec<runner::RunRequest>) -> Result<Vec<RunOutcome>, Ended> {
        let wanted = u32::try_from(requests.len()).unwrap_or(u32::MAX);
        self.tally.runs = self.tally.runs.saturating_add(wanted);
        let (runs, max) = (self.tally.runs, self.context.max_runs);
        if runs > max {
            let detail = format!("{runs} runs asked for; at most {max} are allowed");
            return Err(Ended::Asked(FaultCause::TooManyRuns, detail));
        }
        let checked: Vec<_> =
            requests.into_iter().map(|request| self.check(request)).collect::<Result<_, _>>()?;
        let pending: Vec<_> = checked
            .into_iter()
            .map(|(runtime, request)| runtime.spawn(request, self.context.run_limits.clone()))
            .collect();
        pending
            .into_iter()
            .map(|run| {
                let outcome = run.wait().and_then(|run| run).map_err(Ended::Failed)?;
                self.tally.add(&outcome);
                Ok(outcome)
            })
            .collect()
    }

    fn check(
        &mut self,
        request: runner::RunRequest,
    ) -> Result<(Runtime, crate::run::RunRequest), Ended> {
        let Some(runtime) = self.context.runtimes.runtime(&request.language) else {
            let detail = format!("{:?}", text::cut(&request.language, 100));
            return Err(Ended::Asked(FaultCause::UnknownLanguage, detail));
        };
        self.tally.uses(&runtime);
        let request = run_request(request, self.seed);
        check_request(&request)
            .map_err(|wrong| Ended::Asked(FaultCause::MalformedRequest, wrong))?;
        Ok((runtime, request))
    }
}

impl runner::Host for State {
    fn run(
        &mut self,
        requests: Vec<runner::RunRequest>,
    ) -> wasmtime::Result<Vec<runner::RunOutcome>> {
        let Some(grading) = &mut self.grading else {
            return Err(Error::msg("runs are for `grade` only"));
        };
        let start = Instant::now();
        let outcomes = grading.run(requests);
        self.guard.waited += start.elapsed();
        match outcomes {
            Ok(outcomes) => Ok(outcomes.into_iter().map(Into::into).collect()),
            Err(ended) => {
                grading.ended = Some(ended);
                Err(Error::msg("the grading ends here"))
            }
        }
    }
}

// The bindings ask for it: the interface only has types.
impl crate::bindings::language_runtime::weaverse::plugin::types::Host for State {}
