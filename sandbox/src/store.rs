//! One store for one call: made fresh, bounded, and thrown away.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};
use wasmtime::{Engine, Error, Result, Store, Trap, UpdateDeadline, WasmBacktrace};
use wasmtime_wasi::I32Exit;

use crate::batch::Grading;
use crate::limits::{MemoryMeter, RunLimits};
use crate::text;
use crate::wasi::Wasi;

/// The time between two epochs.
pub(crate) const EPOCH: Duration = Duration::from_millis(10);

/// A call may hand the host this many bytes at once. Above it a call is
/// refused, as lists may name the same bytes many times over.
const HOSTCALL_BYTES: usize = 128 << 20;

/// What an instance may take to start, before its limits hold: a thousand
/// times what CPython takes.
const START_FUEL: u64 = 2_000_000_000;

/// A component may hold this many handles of resources.
const MAX_HANDLES: usize = 1_000;

/// What a store knows.
pub(crate) struct State {
    pub(crate) wasi: Wasi,
    pub(crate) memory: MemoryMeter,
    pub(crate) guard: Guard,
    /// Of a grader's store: what it runs with, and what it ran.
    pub(crate) grading: Option<Grading>,
}

/// The guard behind fuel: it watches the processor time of the thread, so that
/// a busy machine ends no program early; and, far behind, real time.
pub(crate) struct Guard {
    limit: Duration,
    cpu_at_start: Duration,
    started: Instant,
    /// Real time spent on others' behalf: a grader waits for its runs.
    pub(crate) waited: Duration,
    outcome: Option<Interrupted>,
}

/// Why the guard stopped a guest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Interrupted {
    /// It had its processor time.
    Cpu,
    /// It did not get its processor time.
    Starved,
}

impl Guard {
    fn new(limit: Duration) -> Self {
        Self {
            limit,
            cpu_at_start: cpu_time(),
            started: Instant::now(),
            waited: Duration::ZERO,
            outcome: None,
        }
    }

    /// Looks at both clocks, about once an epoch.
    fn check(&mut self) -> UpdateDeadline {
        if cpu_time().saturating_sub(self.cpu_at_start) > self.limit {
            self.outcome = Some(Interrupted::Cpu);
            return UpdateDeadline::Interrupt;
        }
        if self.started.elapsed().saturating_sub(self.waited) > starved_after(self.limit) {
            self.outcome = Some(Interrupted::Starved);
            return UpdateDeadline::Interrupt;
        }
        UpdateDeadline::Continue(1)
    }
}

/// The real time after which a call with a limit on its processor time has
/// not had it, and never will.
pub(crate) fn starved_after(limit: Duration) -> Duration {
    limit.saturating_mul(10).saturating_add(Duration::from_secs(60))
}

/// The processor time of this thread.
fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// A store in which an instance may start: what starting takes is free.
pub(crate) fn new_store(
    engine: &Engine,
    wasi: Wasi,
    limits: &RunLimits,
    grading: Option<Grading>,
) -> Result<Store<State>> {
    let state = State { wasi, memory: MemoryMeter::new(), guard: Guard::new(limits.wall), grading };
    let mut store = Store::new(engine, state);
    store.limiter(|state| &mut state.memory);
    store.set_hostcall_fuel(HOSTCALL_BYTES);
    store.set_max_component_handles(MAX_HANDLES);
    store.epoch_deadline_callback(|mut context| Ok(context.data_mut().guard.check()));
    store.set_epoch_deadline(1);
    store.set_fuel(START_FUEL)?;
    Ok(store)
}

/// From here on the limits hold.
pub(crate) fn begin(store: &mut Store<State>, limits: &RunLimits) -> Result<()> {
    let state = store.data_mut();
    state.memory.start(limits.memory_bytes);
    state.guard = Guard::new(limits.wall);
    store.set_fuel(limits.fuel)
}

/// What was used since [`begin`].
pub(crate) fn fuel_used(store: &Store<State>, limits: &RunLimits) -> u64 {
    limits.fuel - store.get_fuel().unwrap_or(0).min(limits.fuel)
}

/// Why a call did not return.
#[derive(Debug)]
pub(crate) enum Stopped {
    Fuel,
    Memory,
    Output,
    Time,
    Exit(i32),
    StackOverflow,
    /// The guest broke: the trap, and its frames.
    Trap(Trap, Vec<String>),
    /// What it handed the host is too much at once.
    Oversize,
    /// It was kept from the processor.
    Starved,
    /// The host, or the contract, broke.
    Host(String),
}

/// Says why a call did not return. The store's own flags come before what the
/// error says of itself.
pub(crate) fn stopped(store: &Store<State>, error: &Error) -> Stopped {
    let state = store.data();
    if let Some(I32Exit(code)) = error.downcast_ref() {
        return Stopped::Exit(*code);
    }
    if state.wasi.output.overflowed() {
        return Stopped::Output;
    }
    if state.wasi.clock.overslept() {
        return Stopped::Time;
    }
    match state.guard.outcome {
        Some(Interrupted::Cpu) => return Stopped::Time,
        Some(Interrupted::Starved) => return Stopped::Starved,
        None => {}
    }
    match error.downcast_ref::<Trap>() {
        Some(Trap::OutOfFuel) => Stopped::Fuel,
        _ if state.memory.refused() => Stopped::Memory,
        Some(Trap::StackOverflow) => Stopped::StackOverflow,
        Some(trap) => Stopped::Trap(*trap, frames(error)),
        None if is_oversize(error) => Stopped::Oversize,
        None => Stopped::Host(format!("{error:#}")),
    }
}

/// wasmtime has no type for this error, only a text (48.0).
fn is_oversize(error: &Error) -> bool {
    error.chain().any(|cause| cause.to_string().contains("fuel allocated for hostcalls"))
}

/// The innermost frames, with demangled names.
fn frames(error: &Error) -> Vec<String> {
    const FRAMES: usize = 20;
    let Some(backtrace) = error.downcast_ref::<WasmBacktrace>() else {
        return Vec::new();
    };
    // Functions without a name tell nothing.
    let names = backtrace.frames().iter().filter_map(|frame| frame.func_name());
    names.take(FRAMES).map(demangled).collect()
}

/// The name that its author gave a function, without the compiler's hash.
fn demangled(name: &str) -> String {
    // The name is the guest's: it may be of any length.
    const NAME: usize = 300;
    text::cut(&format!("{:#}", rustc_demangle::demangle(&text::cut(name, 4 * NAME))), NAME)
}
