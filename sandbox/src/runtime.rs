//! Language runtimes: each run in a fresh instance.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::bindings::language_runtime::LanguageRuntimePre;
use crate::bindings::language_runtime::weaverse::plugin::stdio;
use crate::compile::Loaded;
use crate::engine::Engine;
use crate::executor::Seat;
use crate::fault::Fault;
use crate::inspect::World;
use crate::interpreter::Interpreter;
use crate::limits::RunLimits;
use crate::load::{LoadError, load_fault, start_failed};
use crate::pool::Pending;
use crate::run::{
    MAX_RUN_BYTES, RunOutcome, RunRequest, bytes_beside_files, check_files_up_to, is_plain_path,
};
use crate::store::State;
use crate::text;
use crate::wasi::stdio::Channel;

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
    interpreter: Interpreter,
    info: RuntimeInfo,
    digest: String,
}

impl Runtime {
    /// Links a component, and asks it what it is, once: the server needs no
    /// instance of a runtime that it knows already, and stays small.
    pub(crate) fn link(engine: &Engine, loaded: Loaded) -> Result<Self, LoadError> {
        let pre = engine
            .0
            .runtime_linker
            .instantiate_pre(&loaded.component)
            .and_then(LanguageRuntimePre::new)
            .map_err(|error| loaded.mismatch(&error))?;
        let interpreter = Interpreter::new(engine.0.wasm.clone(), pre);
        let digest = loaded.digest;
        let components = &engine.0.components;
        let known = components.description(&digest);
        let known = known.and_then(|text| serde_json::from_slice(&text).ok());
        let info = match known {
            Some(info) => info,
            None => {
                let info = ask(engine, &interpreter)?;
                components
                    .keep_description(&digest, &serde_json::to_vec(&info).unwrap_or_default());
                info
            }
        };
        Ok(Self(Arc::new(Inner { engine: engine.clone(), interpreter, info, digest })))
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
        runs.call(move |seat| runtime.run_here(seat, request, &limits))?
    }

    /// Starts a run that was checked with [`check_request`].
    pub(crate) fn spawn(
        &self,
        request: RunRequest,
        limits: RunLimits,
    ) -> Pending<Result<RunOutcome, Fault>> {
        let runtime = self.clone();
        let runs = &self.0.engine.0.runs;
        runs.spawn(move |seat| runtime.run_here(seat, request, &limits))
    }

    /// The run itself, on a thread of the pool: there, or in its executor.
    fn run_here(
        &self,
        seat: &mut Seat,
        request: RunRequest,
        limits: &RunLimits,
    ) -> Result<RunOutcome, Fault> {
        let inner = &self.0;
        let entry = &inner.info.default_entry;
        let ran = match seat {
            Seat::Here => inner
                .interpreter
                .fresh()
                .map_err(|error| format!("{error:#}"))
                .and_then(|mut fresh| fresh.run(request, limits, entry)),
            Seat::Executor(executor) => executor.run(&inner.digest, entry, &request, limits),
        };
        ran.map_err(|error| self.broken(error))
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

fn ask(engine: &Engine, interpreter: &Interpreter) -> Result<RuntimeInfo, LoadError> {
    let interpreter = interpreter.clone();
    let described = engine.0.runs.call(move |_| describe(&interpreter));
    check_info(described.map_err(load_fault)??)
        .map_err(|detail| LoadError::DescribeFailed { detail })
}

fn describe(interpreter: &Interpreter) -> Result<RuntimeInfo, LoadError> {
    let fresh =
        interpreter.fresh().map_err(|error| start_failed(World::LanguageRuntime, &error))?;
    let info = fresh.describe().map_err(|detail| LoadError::DescribeFailed { detail })?;
    Ok(RuntimeInfo {
        id: info.id,
        version: info.version,
        name: info.name,
        extensions: info.extensions,
        default_entry: info.default_entry,
    })
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
