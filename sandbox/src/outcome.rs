//! What comes of a run: what the runtime says, and what the host knows.

use crate::bindings::language_runtime::exports::weaverse::plugin::runtime as wit;
use crate::limits::RunLimits;
use crate::run::{Raised, RunOutcome, RunStatus};
use crate::store::{State, Stopped};
use crate::text;

/// The runtime returned.
pub(crate) fn returned(
    mut outcome: RunOutcome,
    result: wit::RunResult,
    state: &State,
    limits: &RunLimits,
) -> RunOutcome {
    outcome.exit_code = result.exit_code;
    outcome.raised = result.raised.map(|raised| cut_raised(raised.into()));
    outcome.status = result.end.into();
    let completed = outcome.status == RunStatus::Completed && outcome.exit_code == 0;
    if state.memory.refused() && !completed {
        outcome.status = RunStatus::MemoryLimit;
    } else if result.value.as_ref().is_some_and(|v| v.len() as u64 > limits.output_bytes) {
        outcome.status = RunStatus::OutputLimit;
    } else {
        outcome.value = result.value;
    }
    outcome
}

/// The runtime was stopped. An error means that it, or the host, is broken.
pub(crate) fn ended(
    mut outcome: RunOutcome,
    stopped: Stopped,
    state: &State,
    limits: &RunLimits,
) -> Result<RunOutcome, String> {
    let raised = |kind: &str, message: String| {
        Some(Raised { kind: kind.to_owned(), message, traceback: String::new() })
    };
    outcome.status = match stopped {
        Stopped::Fuel => {
            // The last block of instructions may take a little more.
            outcome.fuel = limits.fuel;
            RunStatus::FuelLimit
        }
        Stopped::Memory => RunStatus::MemoryLimit,
        Stopped::Output | Stopped::Oversize => RunStatus::OutputLimit,
        Stopped::Time => RunStatus::TimeLimit,
        Stopped::Exit(code) => {
            outcome.exit_code = code;
            if code != 0 && state.memory.refused() {
                RunStatus::MemoryLimit
            } else {
                RunStatus::Completed
            }
        }
        Stopped::StackOverflow => {
            outcome.raised = raised("StackOverflow", "the call stack is exhausted".to_owned());
            RunStatus::RuntimeError
        }
        Stopped::Trap(trap, frames) => {
            tracing::debug!(%trap, ?frames, "a program crashed its runtime");
            outcome.raised = raised("Crash", trap.to_string());
            RunStatus::RuntimeError
        }
        Stopped::Starved => return Err("the machine is too busy to run it".to_owned()),
        Stopped::Host(text) => return Err(text),
    };
    Ok(outcome)
}

/// The most bytes of a message or traceback; of a type's name 1/16 of it.
const MAX_RAISED: usize = 8 << 10;

fn cut_raised(raised: Raised) -> Raised {
    Raised {
        kind: text::cut(&raised.kind, MAX_RAISED / 16),
        message: text::cut(&raised.message, MAX_RAISED),
        traceback: text::cut(&raised.traceback, MAX_RAISED),
    }
}
