//! One run in one fresh instance: what a thread of this process does, or an
//! executor process.

use wasmtime::Store;

use crate::bindings::language_runtime::exports::weaverse::plugin::runtime as wit;
use crate::bindings::language_runtime::{LanguageRuntime, LanguageRuntimePre};
use crate::convert::runtime_request;
use crate::limits::RunLimits;
use crate::outcome;
use crate::run::{RunOutcome, RunRequest, RunStatus};
use crate::store::{State, begin, fuel_used, new_store, stopped};
use crate::wasi::Wasi;
use crate::wasi::stdio::Overflow;

/// A language runtime that is compiled and linked. Cloning it is cheap.
#[derive(Clone)]
pub(crate) struct Interpreter {
    wasm: wasmtime::Engine,
    pre: LanguageRuntimePre<State>,
}

/// An instance that has not run anything yet.
pub(crate) struct Fresh {
    store: Store<State>,
    instance: LanguageRuntime,
}

impl Interpreter {
    pub(crate) fn new(wasm: wasmtime::Engine, pre: LanguageRuntimePre<State>) -> Self {
        Self { wasm, pre }
    }

    /// Makes an instance. What it takes to start does not count for any run.
    pub(crate) fn fresh(&self) -> wasmtime::Result<Fresh> {
        let limits = RunLimits::default();
        let wasi = Wasi::new(Vec::new(), 0, limits.wall, limits.output_bytes, Overflow::Stop);
        let mut store = new_store(&self.wasm, wasi, &limits, None)?;
        let instance = self.pre.instantiate(&mut store)?;
        Ok(Fresh { store, instance })
    }
}

impl Fresh {
    /// Gives the instance what it runs with; from here on the limits hold.
    fn begin(&mut self, stdin: Vec<u8>, seed: u64, limits: &RunLimits) -> wasmtime::Result<()> {
        self.store.data_mut().wasi =
            Wasi::new(stdin, seed, limits.wall, limits.output_bytes, Overflow::Stop);
        begin(&mut self.store, limits)
    }

    /// Asks the runtime what it is.
    pub(crate) fn describe(mut self) -> Result<wit::RuntimeInfo, String> {
        let limits = RunLimits::default();
        self.begin(Vec::new(), 0, &limits).map_err(|error| format!("{error:#}"))?;
        self.instance
            .weaverse_plugin_runtime()
            .call_describe(&mut self.store)
            .map_err(|error| format!("{:?}", stopped(&self.store, &error)))
    }

    /// Runs a program. `Err` is not the program's doing. The instance is given
    /// back, to be dropped when nobody waits.
    pub(crate) fn run(
        &mut self,
        mut request: RunRequest,
        limits: &RunLimits,
        default_entry: &str,
    ) -> Result<RunOutcome, String> {
        let stdin = std::mem::take(&mut request.stdin);
        self.begin(stdin, request.seed, limits).map_err(|error| format!("{error:#}"))?;
        let request = runtime_request(request, default_entry);
        let store = &mut self.store;
        let result = self.instance.weaverse_plugin_runtime().call_run(&mut *store, &request);
        let written = store.data().wasi.output.take();
        let outcome = RunOutcome {
            status: RunStatus::Completed,
            exit_code: 0,
            stdout: written.out,
            stderr: written.err,
            value: None,
            raised: None,
            fuel: fuel_used(store, limits),
            peak_memory: store.data().memory.peak(),
        };
        match result {
            Ok(result) => Ok(outcome::returned(outcome, result, store.data(), limits)),
            Err(error) => outcome::ended(outcome, stopped(store, &error), store.data(), limits),
        }
    }
}
