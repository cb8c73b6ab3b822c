//! The engine: one per process.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use wasmtime::component::{HasSelf, Linker};

use crate::bindings::{grading, language_runtime};
use crate::cache::Pruned;
use crate::compile::{Components, Origin};
use crate::executor::{Executor, Seat, Start};
use crate::grader::Grader;
use crate::inspect::{World, inspect};
use crate::load::LoadError;
use crate::pool::Pool;
use crate::runtime::Runtime;
use crate::store::{EPOCH, State};
use crate::tuning::{self, Layout};
use crate::{fingerprint, wasi};

/// Where components are compiled, and learners' programs run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Isolation {
    /// In this process: for tools and tests. A hostile component can make it
    /// take as much time and memory as it likes.
    InProcess,
    /// In child processes with limits. `program` is started with the argument
    /// `__compile`, for which it calls
    /// [`compile_child_main`](crate::compile_child_main), or `__execute`, for
    /// which it calls [`executor_main`](crate::executor_main).
    Processes {
        /// Usually [`std::env::current_exe`].
        program: PathBuf,
    },
}

/// What an [`Engine`] is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineConfig {
    /// Where compiled components are kept. They are machine code that this
    /// process will run: nobody else may write there.
    pub cache_dir: PathBuf,
    /// Where components are compiled, and programs run.
    pub isolation: Isolation,
    /// Learners' programs that run at the same time. Default: the processors.
    pub run_threads: usize,
    /// Graders that work (or wait for their runs) at the same time. Default: 8.
    pub grader_threads: usize,
    /// Calls of each kind that may run or wait; above it they are
    /// [`Fault::Busy`](crate::Fault::Busy). Default: 1024.
    pub max_calls: usize,
    /// Real time that a compilation may take. Default: 180 s.
    pub compile_timeout: Duration,
}

impl EngineConfig {
    /// The defaults, with everything in this process.
    pub fn new(cache_dir: impl Into<PathBuf>) -> Self {
        Self {
            cache_dir: cache_dir.into(),
            isolation: Isolation::InProcess,
            run_threads: std::thread::available_parallelism().map_or(2, usize::from),
            grader_threads: 8,
            max_calls: 1024,
            compile_timeout: Duration::from_secs(180),
        }
    }
}

/// Why there is no engine.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The cache's directory cannot be made or written.
    #[error("cannot use the cache directory {dir}: {error}")]
    Cache {
        /// The directory.
        dir: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// wasmtime does not start here.
    #[error("wasmtime does not start: {0}")]
    Wasmtime(String),
    /// Threads cannot be started.
    #[error("cannot start threads: {0}")]
    Threads(String),
}

/// Loads plugins and runs them: compiled code, threads, and the clock of the
/// epochs. Cloning it is cheap; all clones are one engine.
#[derive(Clone)]
pub struct Engine(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) wasm: wasmtime::Engine,
    /// Learners' programs.
    pub(crate) runs: Pool<Seat>,
    /// Graders: a pool of their own, as they wait for programs.
    pub(crate) graders: Pool<()>,
    pub(crate) runtime_linker: Linker<State>,
    pub(crate) grader_linker: Linker<State>,
    pub(crate) components: Components,
    fingerprint: String,
}

impl Engine {
    /// Starts the threads; compiles nothing.
    pub fn new(config: EngineConfig) -> Result<Self, EngineError> {
        let wasmtime_error = |error: wasmtime::Error| EngineError::Wasmtime(format!("{error:#}"));
        let threads = config.run_threads.max(1) + config.grader_threads.max(1);
        let slots = u32::try_from(threads + SPARE_SLOTS).unwrap_or(u32::MAX);
        let resident = match config.isolation {
            Isolation::InProcess => tuning::RESIDENT_FOR_RUNTIMES,
            Isolation::Processes { .. } => tuning::RESIDENT_FOR_GRADERS,
        };
        let (wasm, layout) = tuning::serve_engine(slots, resident).map_err(wasmtime_error)?;
        let components = Components::new(&config, layout)?;
        let threads_error = |error: std::io::Error| EngineError::Threads(error.to_string());
        let calls = config.max_calls;
        let seat = seats(&config, layout, &components);
        let inner = Inner {
            runs: Pool::new("sandbox-run", config.run_threads, calls, seat)
                .map_err(threads_error)?,
            graders: Pool::new("sandbox-grader", config.grader_threads, calls, || ())
                .map_err(threads_error)?,
            runtime_linker: runtime_linker(&wasm).map_err(wasmtime_error)?,
            grader_linker: grader_linker(&wasm).map_err(wasmtime_error)?,
            components,
            fingerprint: fingerprint::of(layout),
            wasm,
        };
        start_epochs(&inner.wasm).map_err(threads_error)?;
        Ok(Self(Arc::new(inner)))
    }

    /// Loads a grader: checks the file, compiles it unless that was done
    /// before, and asks it to describe itself. May take half a minute.
    pub fn load_grader(&self, wasm: &[u8]) -> Result<Grader, LoadError> {
        let loaded = self.0.components.load(&self.0.wasm, wasm, World::Grading)?;
        Grader::link(self, loaded)
    }

    /// Loads a language runtime, in the same way.
    pub fn load_runtime(&self, wasm: &[u8]) -> Result<Runtime, LoadError> {
        let world = World::LanguageRuntime;
        let loaded = self.0.components.load(&self.0.wasm, wasm, world)?;
        Runtime::link(self, loaded)
    }

    /// Everything of the engine that outcomes depend on besides the call
    /// itself: engines with the same fingerprint give the same bytes.
    pub fn fingerprint(&self) -> &str {
        &self.0.fingerprint
    }

    /// Checks a grader's file without compiling it: whether it is WebAssembly,
    /// a component, and of the right world.
    pub fn inspect_grader(&self, wasm: &[u8]) -> Result<(), LoadError> {
        inspect(wasm, World::Grading)
    }

    /// Checks a language runtime's file, in the same way.
    pub fn inspect_runtime(&self, wasm: &[u8]) -> Result<(), LoadError> {
        inspect(wasm, World::LanguageRuntime)
    }

    /// Compiles a grader, unless that was done before, so that loading it is
    /// quick. May take half a minute.
    pub fn compile_grader(&self, wasm: &[u8]) -> Result<(), LoadError> {
        self.0.components.prepare(wasm, World::Grading)
    }

    /// Compiles a language runtime, in the same way.
    pub fn compile_runtime(&self, wasm: &[u8]) -> Result<(), LoadError> {
        self.0.components.prepare(wasm, World::LanguageRuntime)
    }

    /// Removes compiled components that nobody loaded for `unused` before
    /// `now`, those of other versions of the engine included, but for the
    /// components (by digest) that are in use.
    pub fn prune_compiled(
        &self,
        unused: Duration,
        now: SystemTime,
        in_use: &[String],
    ) -> std::io::Result<Pruned> {
        self.0.components.prune(unused, now, in_use)
    }

    /// Whether a component is compiled already, so that loading it is quick.
    pub fn is_compiled(&self, wasm: &[u8]) -> bool {
        self.0.components.origin(wasm) == Origin::Cache
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").finish_non_exhaustive()
    }
}

/// What each thread of the run pool gets.
fn seats(
    config: &EngineConfig,
    layout: Layout,
    components: &Components,
) -> impl Fn() -> Seat + Clone + Send + 'static {
    let start = match &config.isolation {
        Isolation::InProcess => None,
        Isolation::Processes { program } => Some(Arc::new(Start {
            // An executor works in another directory.
            program: absolute(program),
            layout,
            cache_dir: absolute(&config.cache_dir),
            key: components.key().to_owned(),
        })),
    };
    move || match &start {
        None => Seat::Here,
        Some(start) => Seat::Executor(Executor::new(Arc::clone(start))),
    }
}

fn absolute(path: &Path) -> PathBuf {
    // A name alone is looked for in the PATH.
    let name_only = path.components().count() == 1 && !path.exists();
    match std::path::absolute(path) {
        Ok(absolute) if !name_only => absolute,
        _ => path.to_owned(),
    }
}

/// Instances above the number of threads, so that the pool never says no.
const SPARE_SLOTS: usize = 2;

/// What a language runtime may import.
pub(crate) fn runtime_linker(engine: &wasmtime::Engine) -> wasmtime::Result<Linker<State>> {
    let mut linker = Linker::new(engine);
    wasi::add_to_linker(&mut linker)?;
    language_runtime::LanguageRuntime::add_to_linker::<_, HasSelf<State>>(&mut linker, |s| s)?;
    Ok(linker)
}

fn grader_linker(engine: &wasmtime::Engine) -> wasmtime::Result<Linker<State>> {
    let mut linker = Linker::new(engine);
    wasi::add_to_linker(&mut linker)?;
    grading::Grading::add_to_linker::<_, HasSelf<State>>(&mut linker, |s| s)?;
    Ok(linker)
}

/// A thread of the system, not a task: a starved executor must not stop it. It
/// ends with the engine.
pub(crate) fn start_epochs(engine: &wasmtime::Engine) -> std::io::Result<()> {
    let weak = engine.weak();
    let tick = move || {
        loop {
            std::thread::sleep(EPOCH);
            match weak.upgrade() {
                Some(engine) => engine.increment_epoch(),
                None => break,
            }
        }
    };
    std::thread::Builder::new().name("sandbox-epochs".to_owned()).spawn(tick)?;
    Ok(())
}
