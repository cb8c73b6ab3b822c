//! The WebAssembly side: bindings, and the way between them and our types.

use std::marker::PhantomData;

use self::bindings::exports::weaverse::plugin::grader as wit;
use self::bindings::weaverse::plugin::{runner, types as shared};
use crate::{Grader, Runner, types};

#[expect(missing_docs, reason = "generated")]
pub mod bindings {
    wit_bindgen::generate!({
        path: "../../sandbox/wit/v0.1.0",
        world: "grading",
        pub_export_macro: true,
        default_bindings_module: "weaverse_grader_sdk::guest::bindings",
    });
}

/// A [`Grader`] as the component's export.
pub struct Component<G>(PhantomData<G>);

impl<G: Grader> wit::Guest for Component<G> {
    fn describe() -> wit::GraderInfo {
        let types::GraderInfo { id, version, config_schema } = G::describe();
        wit::GraderInfo { id, version, config_schema, extra: None }
    }

    fn check(config: String) -> Result<wit::Preview, Vec<wit::Problem>> {
        match G::check(&config) {
            Ok(types::Preview { max_points, samples }) => {
                let samples = samples.into_iter().map(sample).collect();
                Ok(wit::Preview { max_points, samples, extra: None })
            }
            Err(problems) => Err(problems.into_iter().map(problem).collect()),
        }
    }

    fn grade(
        submission: wit::Submission,
        config: String,
    ) -> Result<wit::Report, wit::GradingError> {
        match G::grade(&mut Host, submission_of(submission), &config) {
            Ok(types::Report { items, message }) => {
                let items = items.into_iter().map(item).collect();
                Ok(wit::Report { items, message, extra: None })
            }
            Err(error) => Err(wit::GradingError { message: error.message }),
        }
    }
}

/// The runner that the host gives.
struct Host;

impl Runner for Host {
    fn run(&mut self, requests: Vec<types::RunRequest>) -> Vec<types::RunOutcome> {
        let requests: Vec<_> = requests.into_iter().map(request).collect();
        runner::run(&requests).into_iter().map(outcome).collect()
    }
}

fn request(request: types::RunRequest) -> runner::RunRequest {
    let invocation = match request.invocation {
        types::Invocation::Program(arguments) => runner::Invocation::Program(arguments),
        types::Invocation::Call(types::FunctionCall { function, arguments }) => {
            runner::Invocation::Call(shared::FunctionCall { function, arguments })
        }
    };
    let file = |file: types::File| shared::File { path: file.path, content: file.content };
    runner::RunRequest {
        language: request.language,
        files: request.files.into_iter().map(file).collect(),
        entry: request.entry,
        invocation,
        stdin: request.stdin,
        extra: None,
    }
}

fn outcome(outcome: runner::RunOutcome) -> types::RunOutcome {
    let raised = |raised: shared::Raised| types::Raised {
        kind: raised.kind,
        message: raised.message,
        traceback: raised.traceback,
    };
    types::RunOutcome {
        status: match outcome.status {
            runner::RunStatus::Completed => types::RunStatus::Completed,
            runner::RunStatus::CompileError => types::RunStatus::CompileError,
            runner::RunStatus::RuntimeError => types::RunStatus::RuntimeError,
            runner::RunStatus::FuelLimit => types::RunStatus::FuelLimit,
            runner::RunStatus::MemoryLimit => types::RunStatus::MemoryLimit,
            runner::RunStatus::OutputLimit => types::RunStatus::OutputLimit,
            runner::RunStatus::TimeLimit => types::RunStatus::TimeLimit,
            runner::RunStatus::Refused => types::RunStatus::Refused,
        },
        exit_code: outcome.exit_code,
        stdout: outcome.stdout,
        stderr: outcome.stderr,
        value: outcome.value,
        raised: outcome.raised.map(raised),
        fuel: outcome.fuel,
        peak_memory: outcome.peak_memory,
    }
}

fn submission_of(submission: wit::Submission) -> types::Submission {
    let file = |file: shared::File| types::File { path: file.path, content: file.content };
    types::Submission {
        purpose: match submission.purpose {
            wit::Purpose::Samples => types::Purpose::Samples,
            wit::Purpose::Full => types::Purpose::Full,
        },
        language: submission.language,
        files: submission.files.into_iter().map(file).collect(),
        entry: submission.entry,
        answer: submission.answer,
        locale: submission.locale,
        seed: submission.seed,
    }
}

fn sample(types::Sample { name, input, expected, note }: types::Sample) -> wit::Sample {
    wit::Sample { name, input, expected, note }
}

fn problem(types::Problem { pointer, message }: types::Problem) -> wit::Problem {
    wit::Problem { pointer, message }
}

fn item(item: types::ReportItem) -> wit::ReportItem {
    wit::ReportItem {
        name: item.name,
        verdict: match item.verdict {
            types::Verdict::Accepted => wit::Verdict::Accepted,
            types::Verdict::Partial => wit::Verdict::Partial,
            types::Verdict::WrongAnswer => wit::Verdict::WrongAnswer,
            types::Verdict::CompileError => wit::Verdict::CompileError,
            types::Verdict::RuntimeError => wit::Verdict::RuntimeError,
            types::Verdict::FuelLimit => wit::Verdict::FuelLimit,
            types::Verdict::MemoryLimit => wit::Verdict::MemoryLimit,
            types::Verdict::OutputLimit => wit::Verdict::OutputLimit,
            types::Verdict::TimeLimit => wit::Verdict::TimeLimit,
            types::Verdict::Refused => wit::Verdict::Refused,
            types::Verdict::Skipped => wit::Verdict::Skipped,
        },
        points: item.points,
        max_points: item.max_points,
        message: item.message,
        details: item.details.into_iter().map(detail).collect(),
        visibility: visibility(item.visibility),
        fuel: item.fuel,
        extra: None,
    }
}

fn detail(detail: types::Detail) -> wit::Detail {
    wit::Detail {
        kind: detail.kind.to_owned(),
        text: detail.text,
        visibility: visibility(detail.visibility),
    }
}

fn visibility(visibility: types::Visibility) -> wit::Visibility {
    match visibility {
        types::Visibility::Learner => wit::Visibility::Learner,
        types::Visibility::Staff => wit::Visibility::Staff,
    }
}
