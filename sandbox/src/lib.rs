//! The sandbox of Weaverse: graders and language runtimes as WebAssembly
//! components, on wasmtime.
//!
//! An [`Engine`] loads components. A [`Runtime`] runs programs of learners, a
//! [`Grader`] judges submissions and asks the host to run them. Every call has
//! a fresh instance, and is bounded in fuel, memory, output and time.
//!
//! Three rules hold throughout:
//! - **Outcomes are reproducible.** Processor use is fuel, clocks are virtual,
//!   randomness comes from a seed, and nothing of the machine is reachable. The
//!   same request gives the same bytes, fuel included. (Two ends depend on the
//!   machine: [`RunStatus::TimeLimit`] by processor time, which fuel comes
//!   before, and the depth at which a stack overflows.)
//! - **A fault is never a verdict.** What a program does is in its
//!   [`RunOutcome`]; what breaks otherwise is a [`Fault`].
//! - **Calls block**, on threads that the engine owns. Call from a thread that
//!   may wait, such as tokio's `spawn_blocking`.

mod batch;
mod bindings;
mod cache;
mod child;
mod compile;
mod confine;
mod convert;
mod engine;
mod executor;
mod fault;
mod fingerprint;
mod grader;
mod inspect;
mod interpreter;
mod limits;
mod load;
mod outcome;
mod pool;
mod report;
mod run;
mod runtime;
mod store;
mod text;
mod tuning;
mod wasi;

pub use batch::{GradeContext, RuntimeUsed, Runtimes};
pub use cache::Pruned;
pub use child::compile_child_main;
pub use confine::give_up_privileges;
pub use engine::{Engine, EngineConfig, EngineError, Isolation};
pub use executor::executor_main;
pub use fault::{Breakdown, Fault, FaultCause};
pub use grader::{Graded, Grader, GraderInfo};
pub use limits::RunLimits;
pub use load::{FileKind, LoadError, MAX_COMPONENT_BYTES};
pub use report::{
    Detail, Preview, Problem, Purpose, Report, ReportItem, Sample, Submission, Verdict, Visibility,
};
pub use run::{
    File, FilesError, Invocation, MAX_FILES, MAX_RUN_BYTES, MAX_SUBMISSION_BYTES, Raised,
    RunOutcome, RunRequest, RunStatus, check_files,
};
pub use runtime::{Runtime, RuntimeInfo};
