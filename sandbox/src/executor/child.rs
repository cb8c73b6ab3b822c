//! The child's side: the hidden `__execute` subcommand.

use std::collections::VecDeque;
use std::io::{self, Stdin, Stdout};
use std::process::ExitCode;

use rustix::process::{Resource, Rlimit, Signal, set_parent_process_death_signal, setrlimit};

use super::wire::{self, PROTOCOL, Ran, Ready, Run, Setup};
use crate::bindings::language_runtime::LanguageRuntimePre;
use crate::cache::Cache;
use crate::confine;
use crate::engine::{runtime_linker, start_epochs};
use crate::interpreter::{Fresh, Interpreter};
use crate::tuning::{Layout, RESIDENT_FOR_RUNTIMES, THREAD_STACK, serve_engine_of};

/// Runtimes that an executor keeps loaded, each with an instance that waits.
const RUNTIMES: usize = 6;
/// Writable private memory: one program's 512 MiB, and the host's own. (The
/// address space that the pool reserves does not count.)
const DATA_BYTES: u64 = 2 << 30;
/// Open files: the standard streams, and the compiled code being mapped.
const FILES: u64 = 64;

/// The body of the hidden `__execute` subcommand: see
/// [`Isolation::Processes`](crate::Isolation).
pub fn executor_main() -> ExitCode {
    match begin() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("executor: {error}");
            ExitCode::FAILURE
        }
    }
}

fn begin() -> io::Result<()> {
    // Also if the parent is killed while a program runs.
    set_parent_process_death_signal(Some(Signal::KILL))?;
    let Some(setup) = wire::read::<Setup>(&mut io::stdin())? else { return Ok(()) };
    // Before files are forbidden: the pool asks the system which pages were
    // written through a file of its own.
    let engine = engine(&setup)?;
    // Before there are other threads, so that it holds for all of them.
    let files_forbidden = confine::forbid_files(Some(&setup.cache_dir))?;
    start_epochs(&engine)?;
    // Programs need a deeper stack than the main thread has.
    let thread = std::thread::Builder::new().stack_size(THREAD_STACK);
    let thread = thread.spawn(move || serve(engine, &setup, files_forbidden))?;
    thread.join().map_err(|_| io::Error::other("a panic"))?
}

fn engine(setup: &Setup) -> io::Result<wasmtime::Engine> {
    let layout = (setup.protocol == PROTOCOL)
        .then(|| Layout::named(&setup.layout))
        .flatten()
        .ok_or_else(|| io::Error::other("the parent is of another version"))?;
    // One for each runtime that waits, and one that runs.
    let slots = RUNTIMES as u32 + 1;
    serve_engine_of(layout, slots, RESIDENT_FOR_RUNTIMES).map_err(io::Error::other)
}

fn serve(engine: wasmtime::Engine, setup: &Setup, files_forbidden: bool) -> io::Result<()> {
    let cache = Cache::open(&setup.cache_dir, setup.key.clone())?;
    let mut loaded = Loaded { engine, cache, runtimes: VecDeque::new() };
    limit_self()?;
    let ready = Ready { files_forbidden, calls_forbidden: confine::forbid_calls()? };
    let (mut from, mut to) = (io::stdin(), io::stdout());
    wire::write(&mut to, &ready)?;
    serve_runs(&mut loaded, &mut from, &mut to)
}

fn serve_runs(loaded: &mut Loaded, from: &mut Stdin, to: &mut Stdout) -> io::Result<()> {
    while let Some(run) = wire::read::<Run<'static>>(from)? {
        let digest = run.digest.clone();
        let (ran, used) = loaded.run(run);
        wire::write(to, &ran)?;
        // From here on nobody waits.
        drop(used);
        loaded.prepare(&digest);
    }
    Ok(())
}

fn limit_self() -> io::Result<()> {
    confine::give_up_privileges()?;
    for (resource, limit) in
        [(Resource::Data, DATA_BYTES), (Resource::Nofile, FILES), (Resource::Fsize, 0)]
    {
        setrlimit(resource, Rlimit { current: Some(limit), maximum: Some(limit) })?;
    }
    Ok(())
}

/// The runtimes that were asked for; the last one used is the last.
struct Loaded {
    engine: wasmtime::Engine,
    cache: Cache,
    runtimes: VecDeque<Waiting>,
}

struct Waiting {
    digest: String,
    interpreter: Interpreter,
    fresh: Option<Fresh>,
}

impl Loaded {
    /// Runs a program. The instance that it used is given back too: to drop it
    /// takes time.
    fn run(&mut self, run: Run<'_>) -> (Ran, Option<Fresh>) {
        let used = self.find(&run.digest).and_then(|ready| match ready.fresh.take() {
            Some(fresh) => Ok(fresh),
            None => ready.interpreter.fresh(),
        });
        match used {
            Err(error) => (Err(format!("{error:#}")), None),
            Ok(mut fresh) => {
                let request = run.request.into_owned();
                let ran = fresh.run(request, &run.limits, &run.default_entry);
                (ran, Some(fresh))
            }
        }
    }

    /// Makes the next instance of a runtime. If that fails, the run says why.
    fn prepare(&mut self, digest: &str) {
        if let Ok(ready) = self.find(digest)
            && ready.fresh.is_none()
        {
            ready.fresh = ready.interpreter.fresh().ok();
        }
    }

    /// A runtime, loaded if need be, in the place of the one not used longest.
    fn find(&mut self, digest: &str) -> wasmtime::Result<&mut Waiting> {
        let ready = match self.runtimes.iter().position(|ready| ready.digest == digest) {
            Some(index) => self.runtimes.remove(index),
            None => None,
        };
        let ready = match ready {
            Some(ready) => ready,
            None => self.load(digest)?,
        };
        if self.runtimes.len() == RUNTIMES {
            self.runtimes.pop_front();
        }
        self.runtimes.push_back(ready);
        self.runtimes.back_mut().ok_or_else(|| wasmtime::Error::msg("no runtime"))
    }

    fn load(&self, digest: &str) -> wasmtime::Result<Waiting> {
        let component = self.cache.read(&self.engine, digest)?;
        let pre = runtime_linker(&self.engine)?.instantiate_pre(&component)?;
        let interpreter = Interpreter::new(self.engine.clone(), LanguageRuntimePre::new(pre)?);
        Ok(Waiting { digest: digest.to_owned(), interpreter, fresh: None })
    }
}
