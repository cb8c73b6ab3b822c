//! Graders: each call in a fresh instance.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use wasmtime::Store;

use crate::batch::{Ended, GradeContext, Grading, RuntimeUsed};
use crate::bindings::grading::{Grading as Instance, GradingPre};
use crate::compile::Loaded;
use crate::engine::Engine;
use crate::fault::{Breakdown, Fault, FaultCause};
use crate::inspect::World;
use crate::limits::RunLimits;
use crate::load::{LoadError, load_fault, start_failed};
use crate::report::{Preview, Problem, Report, Submission, check_preview, check_report};
use crate::run::check_files;
use crate::runtime::check_id;
use crate::store::{State, Stopped, begin, fuel_used, new_store, stopped};
use crate::text;
use crate::wasi::Wasi;
use crate::wasi::stdio::Overflow;

/// What a grader says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GraderInfo {
    /// The plugin's id, for instance `cases`.
    pub id: String,
    /// Its version.
    pub version: String,
    /// JSON Schema of its configuration.
    pub config_schema: String,
}

/// A grading that came to an end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Graded {
    /// The verdict's grounds.
    pub report: Report,
    /// Fuel of the learner's runs together.
    pub fuel: u64,
    /// Fuel of the grader itself.
    pub grader_fuel: u64,
    /// The most memory that one of the learner's runs took, in bytes.
    pub peak_memory: u64,
    /// The end of what the grader wrote to stderr, for its author: at most
    /// 64 KiB.
    pub stderr: String,
    /// The runtimes that ran it.
    pub runtimes: Vec<RuntimeUsed>,
    /// The number of runs.
    pub runs: u32,
}

/// A loaded grader. Cloning it is cheap.
#[derive(Clone)]
pub struct Grader(Arc<Inner>);

struct Inner {
    engine: Engine,
    pre: GradingPre<State>,
    info: GraderInfo,
    digest: String,
}

impl Grader {
    /// Links a component, and asks it what it is.
    pub(crate) fn link(engine: &Engine, loaded: Loaded) -> Result<Self, LoadError> {
        let pre = engine
            .0
            .grader_linker
            .instantiate_pre(&loaded.component)
            .and_then(GradingPre::new)
            .map_err(|error| loaded.mismatch(&error))?;
        let inner = Inner {
            engine: engine.clone(),
            pre,
            info: GraderInfo {
                id: "(new)".to_owned(),
                version: String::new(),
                config_schema: String::new(),
            },
            digest: loaded.digest,
        };
        let graders = &engine.0.graders;
        let (described, mut inner) = graders
            .call(move |()| {
                let described = inner.describe();
                (described, inner)
            })
            .map_err(load_fault)?;
        inner.info = described?;
        check_info(&inner.info).map_err(|detail| LoadError::DescribeFailed { detail })?;
        Ok(Self(Arc::new(inner)))
    }

    /// What it says of itself.
    pub fn info(&self) -> &GraderInfo {
        &self.0.info
    }

    /// SHA-256 of the component, in hexadecimal.
    pub fn digest(&self) -> &str {
        &self.0.digest
    }

    /// Checks a configuration (JSON): what it comes to, or what is wrong with
    /// it.
    pub fn check(&self, config: &str) -> Result<Result<Preview, Vec<Problem>>, Fault> {
        let (inner, config) = (Arc::clone(&self.0), config.to_owned());
        let graders = &self.0.engine.0.graders;
        graders.call(move |()| inner.check(&config))?
    }

    /// Judges a submission, and waits for it. Whatever the learner does is in
    /// the report; a [`Fault`] is not the learner's doing. Files that
    /// [`check_files`] refuses are a fault, of the caller.
    pub fn grade(
        &self,
        submission: &Submission,
        config: &str,
        context: &GradeContext,
    ) -> Result<Graded, Fault> {
        check_files(&submission.files)
            .map_err(|wrong| Fault::internal(format!("the submission: {wrong}")))?;
        let (inner, submission) = (Arc::clone(&self.0), submission.clone());
        let (config, context) = (config.to_owned(), context.clone());
        let graders = &self.0.engine.0.graders;
        graders.call(move |()| inner.grade(submission, &config, context))?
    }
}

impl std::fmt::Debug for Grader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Grader").field(&self.0.info).finish()
    }
}

fn check_info(info: &GraderInfo) -> Result<(), String> {
    check_id(&info.id, &info.version)?;
    let schema = info.config_schema.len();
    if schema > MAX_SCHEMA {
        return Err(format!("the schema has {schema} bytes; at most {MAX_SCHEMA}"));
    }
    serde_json::from_str::<serde_json::Value>(&info.config_schema)
        .map_err(|error| format!("the configuration's schema is not JSON: {error}"))?;
    Ok(())
}

/// One call, on a thread of the graders' pool.
struct Call<'a> {
    inner: &'a Inner,
    name: &'static str,
    limits: RunLimits,
    store: Store<State>,
    instance: Instance,
}

impl Inner {
    /// A fresh instance, with the limits in force.
    fn start(
        &self,
        name: &'static str,
        seed: u64,
        limits: RunLimits,
        grading: Option<Grading>,
    ) -> wasmtime::Result<Call<'_>> {
        let output = limits.output_bytes;
        let wasi = Wasi::new(Vec::new(), seed, limits.wall, output, Overflow::Drop);
        let mut store = new_store(&self.engine.0.wasm, wasi, &limits, grading)?;
        let instance = self.pre.instantiate(&mut store)?;
        begin(&mut store, &limits)?;
        Ok(Call { inner: self, name, limits, store, instance })
    }

    /// A grader that started before and does not now: the host's fault.
    fn not_started(&self, error: wasmtime::Error) -> Fault {
        Fault::internal(format!("{} does not start: {error:#}", self.plugin()))
    }

    fn plugin(&self) -> String {
        format!("{} {}", self.info.id, self.info.version)
    }

    fn describe(&self) -> Result<GraderInfo, LoadError> {
        let mut call = self
            .start("describe", 0, RunLimits::default(), None)
            .map_err(|error| start_failed(World::Grading, &error))?;
        let grader = call.instance.weaverse_plugin_grader();
        let info = grader.call_describe(&mut call.store);
        let info = info.map_err(|error| load_fault(call.fault(&error)))?;
        Ok(GraderInfo { id: info.id, version: info.version, config_schema: info.config_schema })
    }

    fn check(&self, config: &str) -> Result<Result<Preview, Vec<Problem>>, Fault> {
        let mut call = self
            .start("check", 0, RunLimits::default(), None)
            .map_err(|error| self.not_started(error))?;
        let grader = call.instance.weaverse_plugin_grader();
        let checked = grader.call_check(&mut call.store, config);
        match checked.map_err(|error| call.fault(&error))? {
            Ok(preview) => {
                let preview = Preview::from(preview);
                check_preview(&preview)
                    .map_err(|wrong| call.malformed(&format!("the preview: {wrong}")))?;
                Ok(Ok(preview))
            }
            Err(problems) => Ok(Err(problems
                .into_iter()
                .take(MAX_PROBLEMS)
                .map(|problem| cut_problem(problem.into()))
                .collect())),
        }
    }

    fn grade(
        &self,
        submission: Submission,
        config: &str,
        context: GradeContext,
    ) -> Result<Graded, Fault> {
        let limits = context.grader_limits.clone();
        let seed = submission.seed;
        let grading = Grading::new(context, seed);
        let mut call = self
            .start("grade", seed, limits, Some(grading))
            .map_err(|error| self.not_started(error))?;
        let submission = submission.into();
        let grader = call.instance.weaverse_plugin_grader();
        let report = grader.call_grade(&mut call.store, &submission, config);
        let report = report.map_err(|error| call.fault(&error))?;
        let report =
            report.map_err(|error| call.failed(FaultCause::ErrorReturned, &error.message))?;
        let report = Report::from(report);
        check_report(&report).map_err(|wrong| call.malformed(&wrong))?;
        let grader_fuel = fuel_used(&call.store, &call.limits);
        let stderr = call.stderr();
        let tally = call.store.into_data().grading.map(|grading| grading.tally);
        let tally = tally.unwrap_or_default();
        Ok(Graded {
            report,
            fuel: tally.fuel,
            grader_fuel,
            stderr,
            peak_memory: tally.peak_memory,
            runs: tally.runs,
            runtimes: tally.runtimes(),
        })
    }
}

impl Call<'_> {
    /// The fault of a call that did not return.
    fn fault(&mut self, error: &wasmtime::Error) -> Fault {
        let grading = self.store.data_mut().grading.as_mut();
        match grading.and_then(|grading| grading.ended.take()) {
            Some(Ended::Failed(fault)) => return fault,
            Some(Ended::Asked(cause, detail)) => return self.failed(cause, &detail),
            None => {}
        }
        let mut frames = Vec::new();
        let (cause, detail) = match stopped(&self.store, error) {
            Stopped::Fuel => (FaultCause::FuelLimit, self.limits.fuel.to_string()),
            Stopped::Memory => (FaultCause::MemoryLimit, self.limits.memory_bytes.to_string()),
            Stopped::Time => (FaultCause::TimeLimit, format!("{:?}", self.limits.wall)),
            Stopped::Exit(code) => (FaultCause::Exited, format!("code {code}")),
            Stopped::StackOverflow => (FaultCause::Trap, "stack overflow".to_owned()),
            Stopped::Trap(trap, at) => {
                frames = at;
                (FaultCause::Trap, trap.to_string())
            }
            Stopped::Oversize => (FaultCause::MalformedRequest, "too many bytes".to_owned()),
            Stopped::Host(text) => (FaultCause::Trap, text),
            // A grader's output is cut, never a reason to stop.
            Stopped::Output => (FaultCause::Trap, "output".to_owned()),
            Stopped::Starved => {
                return Fault::internal(format!(
                    "the machine is too busy for {}",
                    self.inner.plugin()
                ));
            }
        };
        self.failed_at(cause, &detail, frames)
    }

    fn malformed(&self, wrong: &str) -> Fault {
        self.failed(FaultCause::MalformedReport, wrong)
    }

    fn failed(&self, cause: FaultCause, message: &str) -> Fault {
        self.failed_at(cause, message, Vec::new())
    }

    fn failed_at(&self, cause: FaultCause, message: &str, frames: Vec<String>) -> Fault {
        let breakdown = Breakdown {
            call: self.name.to_owned(),
            message: text::cut(message, MAX_DETAIL),
            frames,
            stderr: self.stderr(),
        };
        // What is shown beside a submission: the end of a long stderr.
        let short = tail(breakdown.stderr.as_bytes(), 4 << 10).into_owned();
        let detail = Breakdown { stderr: short, ..breakdown.clone() }.to_string();
        Fault::Grader { plugin: self.inner.plugin(), cause, detail, breakdown: Box::new(breakdown) }
    }

    fn stderr(&self) -> String {
        let written = self.store.data().wasi.output.take();
        tail(&written.err, MAX_STDERR).trim().to_owned()
    }
}

/// The most problems of a configuration that are told at once.
const MAX_PROBLEMS: usize = 100;
/// The most bytes of what a grader says is wrong.
const MAX_DETAIL: usize = 8 << 10;
/// The most bytes of a configuration's schema.
const MAX_SCHEMA: usize = 256 << 10;

fn cut_problem(problem: Problem) -> Problem {
    Problem {
        pointer: text::cut(&problem.pointer, MAX_DETAIL),
        message: text::cut(&problem.message, MAX_DETAIL),
    }
}

/// The most bytes of stderr that are kept.
const MAX_STDERR: usize = 64 << 10;

/// The end of a stderr, where the error is.
fn tail(bytes: &[u8], most: usize) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(most)..])
}
