//! What graders do alike with runs and how they ended.

use crate::{
    GradingError, Raised, ReportItem, RunOutcome, RunRequest, RunStatus, Runner, Texts, Verdict,
    Visibility, excerpt, grouped,
};

impl RunStatus {
    /// The verdict on a run that did not come to its end; [`RunStatus::Completed`]
    /// is for runs that did, and should not have.
    pub fn verdict(self) -> Verdict {
        match self {
            Self::CompileError => Verdict::CompileError,
            Self::RuntimeError | Self::Completed => Verdict::RuntimeError,
            Self::FuelLimit => Verdict::FuelLimit,
            Self::MemoryLimit => Verdict::MemoryLimit,
            Self::OutputLimit => Verdict::OutputLimit,
            Self::TimeLimit => Verdict::TimeLimit,
            Self::Refused => Verdict::Refused,
        }
    }
}

/// Runs a batch, and insists on an outcome for each request.
pub fn run_all(
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

/// An error as one line: `ValueError: invalid literal`.
pub fn one_line(raised: &Raised) -> String {
    let line = match raised.message.lines().next() {
        Some(message) if !message.is_empty() => format!("{}: {message}", raised.kind),
        _ => raised.kind.clone(),
    };
    excerpt(&line)
}

/// The message on a run that did not come to its end, from the texts
/// `compile-error`, `runtime-error`, `fuel-limit`, `memory-limit`,
/// `output-limit`, `time-limit`, `refused`, and those with `-shown` behind.
/// `outcome` is absent where the learner must not see errors.
pub fn ended_message(
    status: RunStatus,
    error: Option<&str>,
    outcome: Option<&RunOutcome>,
    texts: Texts,
) -> String {
    match (status, error, outcome) {
        (RunStatus::CompileError, Some(error), _) => {
            texts.format("compile-error-shown", &[("error", error)])
        }
        (RunStatus::CompileError, ..) => texts.get("compile-error"),
        (RunStatus::RuntimeError, Some(error), _) => {
            texts.format("runtime-error-shown", &[("error", error)])
        }
        (RunStatus::RuntimeError | RunStatus::Completed, ..) => texts.get("runtime-error"),
        (RunStatus::FuelLimit, _, Some(outcome)) => {
            texts.format("fuel-limit-shown", &[("fuel", &grouped(outcome.fuel))])
        }
        (RunStatus::FuelLimit, ..) => texts.get("fuel-limit"),
        (RunStatus::MemoryLimit, ..) => texts.get("memory-limit"),
        (RunStatus::OutputLimit, ..) => texts.get("output-limit"),
        (RunStatus::TimeLimit, ..) => texts.get("time-limit"),
        (RunStatus::Refused, Some(error), _) => texts.format("refused-shown", &[("error", error)]),
        (RunStatus::Refused, ..) => texts.get("refused"),
    }
}

/// A report must have an item: one that earns nothing, when samples are asked
/// for and there are none. Texts `samples` and `no-samples`.
pub fn no_samples(texts: Texts) -> ReportItem {
    ReportItem {
        name: texts.get("samples"),
        verdict: Verdict::Skipped,
        points: 0,
        max_points: 0,
        message: texts.get("no-samples"),
        details: Vec::new(),
        visibility: Visibility::Learner,
        fuel: 0,
    }
}
