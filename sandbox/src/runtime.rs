//! Language runtimes: each run in a fresh instance.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use wasmtime::Store;

use crate::bindings::language_runtime::exports::weaverse::plugin::runtime as wit;
use crate::bindings::language_runtime::weaverse::plugin::stdio;
use crate::bindings::language_runtime::{LanguageRuntime, LanguageRuntimePre};
use crate::compile::Loaded;
use crate::convert::runtime_request;
use crate::engine::Engine;
use crate::fault::Fault;
use crate::inspect::World;
use crate::limits::RunLimits;
use crate::load::{LoadError, load_fault, start_failed};
use crate::pool::Pending;
use crate::run::{
    MAX_RUN_BYTES, Raised, RunOutcome, RunRequest, RunStatus, bytes_beside_files,
    check_files_up_to, is_plain_path,
};
use crate::store::{State, Stopped, begin, fuel_used, new_store, stopped};
use crate::text;
use crate::wasi::Wasi;
use crate::wasi::stdio::{Channel, Overflow};

/// What a runtime says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuntimeInfo {
    /// The language's id, for instance `python`.
    pub id: String,
    /// The runtime's version, for instance `3.14.0`.
    pub version: String,
    /// For people, for instance `Python 3.14`.
    pub name: String,
    /// File name extensions without the dot; the first is for new files.
    pub extensions: Vec<String>,
    /// The file that is the program if a request does not say.
    pub default_entry: String,
}

/// A loaded language runtime. Cloning it is cheap.
#[derive(Clone)]
pub struct Runtime(Arc<Inner>);

struct Inner {
    engine: Engine,
    pre: LanguageRuntimePre<State>,
    info: RuntimeInfo,
    digest: String,
}

impl Runtime {
    /// Links a component, and asks it what it is.
    pub(crate) fn link(engine: &Engine, loaded: Loaded) -> Result<Self, LoadError> {
        let pre = engine
            .0
            .runtime_linker
            .instantiate_pre(&loaded.component)
            .and_then(LanguageRuntimePre::new)
            .map_err(|error| loaded.mismatch(&error))?;
        let describing = Describing { engine: engine.clone(), pre: pre.clone() };
        let described = engine.0.runs.call(move || describing.describe());
        let info = described.map_err(load_fault)??;
        let info = check_info(info).map_err(|detail| LoadError::DescribeFailed { detail })?;
        Ok(Self(Arc::new(Inner { engine: engine.clone(), pre, info, digest: loaded.digest })))
    }

    /// What it says of itself.
    pub fn info(&self) -> &RuntimeInfo {
        &self.0.info
    }

    /// SHA-256 of the component, in hexadecimal.
    pub fn digest(&self) -> &str {
        &self.0.digest
    }

    /// Runs a program in a fresh instance, and waits for it. What the program
    /// does wrong is in the outcome; a [`Fault`] is not its doing. Files that
    /// [`check_files`](crate::check_files) would refuse are a fault, of the
    /// caller.
    pub fn run(&self, request: &RunRequest, limits: &RunLimits) -> Result<RunOutcome, Fault> {
        check_request(request).map_err(|wrong| Fault::internal(format!("the request: {wrong}")))?;
        let (runtime, request, limits) = (self.clone(), request.clone(), limits.clone());
        let runs = &self.0.engine.0.runs;
        runs.call(move || runtime.run_here(request, &limits))?
    }

    /// Starts a run that was checked with [`check_request`].
    pub(crate) fn spawn(
        &self,
        request: RunRequest,
        limits: RunLimits,
    ) -> Pending<Result<RunOutcome, Fault>> {
        let runtime = self.clone();
        let runs = &self.0.engine.0.runs;
        runs.spawn(move || runtime.run_here(request, &limits))
    }

    /// The run itself, on a thread of the pool.
    fn run_here(&self, mut request: RunRequest, limits: &RunLimits) -> Result<RunOutcome, Fault> {
        let stdin = std::mem::take(&mut request.stdin);
        let engine = &self.0.engine;
        let (mut store, instance) =
            start(engine, &self.0.pre, stdin, request.seed, limits).map_err(|e| self.broken(e))?;
        let request = runtime_request(request, &self.0.info.default_entry);
        let result = instance.weaverse_plugin_runtime().call_run(&mut store, &request);
        let written = store.data().wasi.output.take();
        let outcome = RunOutcome {
            status: RunStatus::Completed,
            exit_code: 0,
            stdout: written.out,
            stderr: written.err,
            value: None,
            raised: None,
            fuel: fuel_used(&store, limits),
            peak_memory: store.data().memory.peak(),
        };
        match result {
            Ok(result) => Ok(returned(outcome, result, store.data(), limits)),
            Err(error) => ended(outcome, stopped(&store, &error), store.data(), limits)
                .map_err(|text| self.broken(text)),
        }
    }

    fn broken(&self, error: impl std::fmt::Display) -> Fault {
        let RuntimeInfo { id, version, .. } = &self.0.info;
        Fault::internal(format!("runtime {id} {version}: {error:#}"))
    }
}

impl std::fmt::Debug for Runtime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Runtime").field(&self.0.info).finish()
    }
}

/// A fresh instance, with the limits in force.
fn start(
    engine: &Engine,
    pre: &LanguageRuntimePre<State>,
    stdin: Vec<u8>,
    seed: u64,
    limits: &RunLimits,
) -> wasmtime::Result<(Store<State>, LanguageRuntime)> {
    let wasi = Wasi::new(stdin, seed, limits.wall, limits.output_bytes, Overflow::Stop);
    let mut store = new_store(&engine.0.wasm, wasi, limits, None)?;
    let instance = pre.instantiate(&mut store)?;
    begin(&mut store, limits)?;
    Ok((store, instance))
}

/// A runtime that is not known yet.
struct Describing {
    engine: Engine,
    pre: LanguageRuntimePre<State>,
}

impl Describing {
    fn describe(&self) -> Result<RuntimeInfo, LoadError> {
        let limits = RunLimits::default();
        let (mut store, instance) = start(&self.engine, &self.pre, Vec::new(), 0, &limits)
            .map_err(|error| start_failed(World::LanguageRuntime, &error))?;
        let info =
            instance.weaverse_plugin_runtime().call_describe(&mut store).map_err(|error| {
                LoadError::DescribeFailed { detail: format!("{:?}", stopped(&store, &error)) }
            })?;
        Ok(RuntimeInfo {
            id: info.id,
            version: info.version,
            name: info.name,
            extensions: info.extensions,
            default_entry: info.default_entry,
        })
    }
}

fn check_info(info: RuntimeInfo) -> Result<RuntimeInfo, String> {
    check_id(&info.id, &info.version)?;
    let extension = |text: &String| !text.is_empty() && text.len() <= 16;
    if info.name.len() > 200 || info.extensions.len() > 16 || !info.extensions.iter().all(extension)
    {
        return Err("the name or the extensions are too long".to_owned());
    }
    if !is_plain_path(&info.default_entry) {
        return Err(format!("the default entry {:?} is no path", info.default_entry));
    }
    Ok(info)
}

/// What `docs/plugins.md` says of ids and versions.
pub(crate) fn check_id(id: &str, version: &str) -> Result<(), String> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
    if id.is_empty() || id.len() > 64 || !id.chars().all(fits) {
        return Err(format!("the id {:?} is not 1 to 64 of a-z 0-9 . -", text::cut(id, 100)));
    }
    if version.is_empty() || version.len() > 64 {
        return Err(format!("the version {:?}", text::cut(version, 100)));
    }
    Ok(())
}

/// Checks what the caller, or a grader, wants to run.
pub(crate) fn check_request(request: &RunRequest) -> Result<(), String> {
    check_files_up_to(&request.files, bytes_beside_files(request), MAX_RUN_BYTES)
        .map_err(|error| error.to_string())?;
    match &request.entry {
        Some(entry) if !is_plain_path(entry) => Err(format!("the entry {entry:?} is no path")),
        _ => Ok(()),
    }
}

/// The runtime returned.
fn returned(
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
fn ended(
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

impl stdio::Host for State {
    fn read_stdin(&mut self, max: u32) -> wasmtime::Result<Vec<u8>> {
        Ok(self.wasi.input.take(max as usize).into())
    }

    fn write_stdout(&mut self, bytes: Vec<u8>) -> wasmtime::Result<()> {
        self.wasi.output.write(Channel::Out, &bytes)
    }

    fn write_stderr(&mut self, bytes: Vec<u8>) -> wasmtime::Result<()> {
        self.wasi.output.write(Channel::Err, &bytes)
    }
}
