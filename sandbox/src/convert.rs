//! Between the bindings' types and our own.

use crate::bindings::grading::exports::weaverse::plugin::grader as g;
use crate::bindings::grading::weaverse::plugin::runner;
use crate::bindings::language_runtime::exports::weaverse::plugin::runtime as r;
use crate::bindings::language_runtime::weaverse::plugin::types;
use crate::report::{
    Detail, Preview, Problem, Purpose, Report, ReportItem, Sample, Submission, Verdict, Visibility,
};
use crate::run::{File, Invocation, Raised, RunOutcome, RunRequest, RunStatus};

impl From<File> for types::File {
    fn from(file: File) -> Self {
        Self { path: file.path, content: file.content }
    }
}

impl From<types::File> for File {
    fn from(file: types::File) -> Self {
        Self { path: file.path, content: file.content }
    }
}

impl From<types::Raised> for Raised {
    fn from(raised: types::Raised) -> Self {
        Self { kind: raised.kind, message: raised.message, traceback: raised.traceback }
    }
}

impl From<Raised> for types::Raised {
    fn from(raised: Raised) -> Self {
        Self { kind: raised.kind, message: raised.message, traceback: raised.traceback }
    }
}

impl From<Invocation> for r::Invocation {
    fn from(invocation: Invocation) -> Self {
        match invocation {
            Invocation::Program(arguments) => Self::Program(arguments),
            Invocation::Call { function, arguments } => {
                Self::Call(types::FunctionCall { function, arguments })
            }
        }
    }
}

impl From<runner::Invocation> for Invocation {
    fn from(invocation: runner::Invocation) -> Self {
        match invocation {
            runner::Invocation::Program(arguments) => Self::Program(arguments),
            runner::Invocation::Call(call) => {
                Self::Call { function: call.function, arguments: call.arguments }
            }
        }
    }
}

/// What a runtime is asked; its streams go another way.
pub(crate) fn runtime_request(request: RunRequest, default_entry: &str) -> r::RunRequest {
    r::RunRequest {
        files: request.files.into_iter().map(Into::into).collect(),
        entry: request.entry.unwrap_or_else(|| default_entry.to_owned()),
        invocation: request.invocation.into(),
        seed: request.seed,
        extra: None,
    }
}

/// What a grader asks of the host.
pub(crate) fn run_request(request: runner::RunRequest, seed: u64) -> RunRequest {
    RunRequest {
        files: request.files.into_iter().map(Into::into).collect(),
        entry: request.entry,
        invocation: request.invocation.into(),
        stdin: request.stdin,
        seed,
    }
}

impl From<r::RunEnd> for RunStatus {
    fn from(end: r::RunEnd) -> Self {
        match end {
            r::RunEnd::Completed => Self::Completed,
            r::RunEnd::CompileError => Self::CompileError,
            r::RunEnd::RuntimeError => Self::RuntimeError,
            r::RunEnd::Refused => Self::Refused,
        }
    }
}

impl From<RunStatus> for runner::RunStatus {
    fn from(status: RunStatus) -> Self {
        match status {
            RunStatus::Completed => Self::Completed,
            RunStatus::CompileError => Self::CompileError,
            RunStatus::RuntimeError => Self::RuntimeError,
            RunStatus::FuelLimit => Self::FuelLimit,
            RunStatus::MemoryLimit => Self::MemoryLimit,
            RunStatus::OutputLimit => Self::OutputLimit,
            RunStatus::TimeLimit => Self::TimeLimit,
            RunStatus::Refused => Self::Refused,
        }
    }
}

impl From<RunOutcome> for runner::RunOutcome {
    fn from(outcome: RunOutcome) -> Self {
        Self {
            status: outcome.status.into(),
            exit_code: outcome.exit_code,
            stdout: outcome.stdout,
            stderr: outcome.stderr,
            value: outcome.value,
            raised: outcome.raised.map(Into::into),
            fuel: outcome.fuel,
            peak_memory: outcome.peak_memory,
            extra: None,
        }
    }
}

impl From<Submission> for g::Submission {
    fn from(submission: Submission) -> Self {
        Self {
            purpose: match submission.purpose {
                Purpose::Samples => g::Purpose::Samples,
                Purpose::Full => g::Purpose::Full,
            },
            language: submission.language,
            files: submission.files.into_iter().map(Into::into).collect(),
            entry: submission.entry,
            answer: submission.answer,
            locale: submission.locale,
            seed: submission.seed,
            extra: None,
        }
    }
}

impl From<g::Problem> for Problem {
    fn from(problem: g::Problem) -> Self {
        Self { pointer: problem.pointer, message: problem.message }
    }
}

impl From<g::Preview> for Preview {
    fn from(preview: g::Preview) -> Self {
        let sample = |sample: g::Sample| Sample {
            name: sample.name,
            input: sample.input,
            expected: sample.expected,
            note: sample.note,
        };
        Self {
            max_points: preview.max_points,
            samples: preview.samples.into_iter().map(sample).collect(),
        }
    }
}

impl From<g::Verdict> for Verdict {
    fn from(verdict: g::Verdict) -> Self {
        match verdict {
            g::Verdict::Accepted => Self::Accepted,
            g::Verdict::Partial => Self::Partial,
            g::Verdict::WrongAnswer => Self::WrongAnswer,
            g::Verdict::CompileError => Self::CompileError,
            g::Verdict::RuntimeError => Self::RuntimeError,
            g::Verdict::FuelLimit => Self::FuelLimit,
            g::Verdict::MemoryLimit => Self::MemoryLimit,
            g::Verdict::OutputLimit => Self::OutputLimit,
            g::Verdict::TimeLimit => Self::TimeLimit,
            g::Verdict::Refused => Self::Refused,
            g::Verdict::Skipped => Self::Skipped,
        }
    }
}

impl From<g::Visibility> for Visibility {
    fn from(visibility: g::Visibility) -> Self {
        match visibility {
            g::Visibility::Learner => Self::Learner,
            g::Visibility::Staff => Self::Staff,
        }
    }
}

impl From<g::ReportItem> for ReportItem {
    fn from(item: g::ReportItem) -> Self {
        let detail = |detail: g::Detail| Detail {
            kind: detail.kind,
            text: detail.text,
            visibility: detail.visibility.into(),
        };
        Self {
            name: item.name,
            verdict: item.verdict.into(),
            points: item.points,
            max_points: item.max_points,
            message: item.message,
            details: item.details.into_iter().map(detail).collect(),
            visibility: item.visibility.into(),
            fuel: item.fuel,
        }
    }
}

impl From<g::Report> for Report {
    fn from(report: g::Report) -> Self {
        Self { items: report.items.into_iter().map(Into::into).collect(), message: report.message }
    }
}
