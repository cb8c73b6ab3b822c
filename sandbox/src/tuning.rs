//! The one tuning that compiles and runs components.
//!
//! A compiled component runs only on an engine with the same tuning, so the
//! compile child and the server both call [`compile_config`]; the server adds
//! the pool, which leaves compiled code as it is.

use wasmtime::{
    Config, Enabled, InstanceAllocationStrategy, PoolingAllocationConfig, RegallocAlgorithm,
    Result, WasmBacktraceDetails,
};

/// How much address space one linear memory reserves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// 4 GiB for each memory: no bounds check in compiled code.
    Roomy,
    /// 256 MiB for each memory and one memory for each instance, for a machine
    /// or a container that refuses the address space that `Roomy` reserves
    /// (but does not use).
    Frugal,
}

impl Layout {
    /// The name that the parent gives the compile child.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Roomy => "roomy",
            Self::Frugal => "frugal",
        }
    }

    /// The layout of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Roomy, Self::Frugal].into_iter().find(|layout| layout.name() == name)
    }

    /// No linear memory grows past this, whatever a run's own limit says.
    pub(crate) fn max_memory(self) -> usize {
        match self {
            Self::Roomy => 512 << 20,
            Self::Frugal => 256 << 20,
        }
    }

    /// Memories of one component.
    fn memories(self) -> u32 {
        match self {
            Self::Roomy => 2,
            Self::Frugal => 1,
        }
    }
}

/// Wasm frames may use this much native stack. CPython asks for 16 MiB in its
/// own WASI builds; with less, programs that recurse in C code would crash
/// where CPython would raise `RecursionError`.
pub(crate) const WASM_STACK: usize = 16 << 20;

/// A thread that runs guests: their stack, and room for the host above it.
pub(crate) const THREAD_STACK: usize = WASM_STACK + (4 << 20);

/// What decides how code is compiled.
pub(crate) fn compile_config(layout: Layout) -> Config {
    let mut config = Config::new();
    config
        // The same input has the same output, on any machine.
        .consume_fuel(true)
        .cranelift_nan_canonicalization(true)
        .relaxed_simd_deterministic(true)
        // Fuel ends every guest; epochs are the guard behind it.
        .epoch_interruption(true)
        // Calls are synchronous; without it each call is a third cheaper.
        .concurrency_support(false)
        .cranelift_regalloc_algorithm(RegallocAlgorithm::Backtracking)
        .max_wasm_stack(WASM_STACK)
        // Never used, and may not be smaller than the stack above.
        .async_stack_size(THREAD_STACK)
        // Names of functions are kept; files and lines of guests are not.
        .generate_address_map(false)
        .native_unwind_info(false)
        .wasm_backtrace_details(WasmBacktraceDetails::Disable);
    if layout == Layout::Frugal {
        config.memory_reservation(layout.max_memory() as u64).memory_guard_size(64 << 10);
    }
    config
}

/// The tuning above with a pool of `slots` instances, all live at once, each
/// of which keeps `resident` bytes mapped when it is idle.
pub(crate) fn serve_config(layout: Layout, slots: u32, resident: usize) -> Config {
    let mut config = compile_config(layout);
    let pool = pool(layout, slots, resident);
    config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool));
    config
}

/// Sizes come from componentize-py's CPython, the largest guest known: about
/// 20 core instances, 17 000 table elements, one memory.
fn pool(layout: Layout, slots: u32, resident: usize) -> PoolingAllocationConfig {
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(slots)
        .total_core_instances(slots * 64)
        .total_memories(slots * layout.memories())
        .total_tables(slots * TABLES)
        // No fibers: calls are synchronous.
        .total_stacks(1)
        .max_memory_size(layout.max_memory())
        .max_core_instances_per_component(64)
        .max_memories_per_component(layout.memories())
        .max_tables_per_component(TABLES)
        .max_tables_per_module(TABLES)
        .max_component_instance_size(4 << 20)
        .max_core_instance_size(4 << 20)
        .table_elements(100_000)
        .table_keep_resident(64 << 10)
        .max_unused_warm_slots(slots);
    if PoolingAllocationConfig::is_pagemap_scan_available() {
        // What a run wrote is written back, and stays mapped for the next run.
        // Without it each page is given back to the system, and the next run
        // faults it in again: 460 faults and 2 ms for the least program in
        // CPython, which writes here and there all over its 33 MiB.
        pool.pagemap_scan(Enabled::Yes).linear_memory_keep_resident(resident);
    }
    pool
}

/// Bytes of a slot that stay mapped between runs: three times what a small
/// program writes in CPython. What a larger one wrote above it is given back.
pub(crate) const RESIDENT_FOR_RUNTIMES: usize = 4 << 20;

/// The same where only graders run, which are small: a server is to be small
/// when it is idle.
pub(crate) const RESIDENT_FOR_GRADERS: usize = 512 << 10;

/// Tables of one component.
const TABLES: u32 = 8;

/// A pooled engine of a layout.
pub(crate) fn serve_engine_of(
    layout: Layout,
    slots: u32,
    resident: usize,
) -> Result<wasmtime::Engine> {
    wasmtime::Engine::new(&serve_config(layout, slots, resident))
}

/// A pooled engine; where the machine refuses the address space, a frugal one.
pub(crate) fn serve_engine(slots: u32, resident: usize) -> Result<(wasmtime::Engine, Layout)> {
    match serve_engine_of(Layout::Roomy, slots, resident) {
        Ok(engine) => Ok((engine, Layout::Roomy)),
        Err(error) => {
            tracing::warn!(%error, slots, "too little address space; using smaller reservations");
            Ok((serve_engine_of(Layout::Frugal, slots, resident)?, Layout::Frugal))
        }
    }
}
