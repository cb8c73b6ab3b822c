//! Executors: processes that run learners' programs, one program at a time.
//!
//! Each thread of the run pool has an executor. Two things are gained over
//! runs on the thread itself:
//! - **Speed.** A fresh instance means page faults, and pages that are given
//!   back. Threads share an address space, so that the system must tell every
//!   other processor of each change; processes do not.
//! - **A second wall.** A program that broke out of WebAssembly would find
//!   itself in a process without database, secrets, files and sockets.
//!
//! An executor makes its next instance while nobody waits. Parent and child
//! speak in frames over the child's stdin and stdout (see [`wire`]); a child
//! whose parent is gone reads the end of its stdin, and ends.

mod child;
mod parent;
mod wire;

pub use child::executor_main;
pub(crate) use parent::{Executor, Start};

/// The argument that makes a program an executor.
const ARGUMENT: &str = "__execute";

/// Where a thread of the run pool runs programs.
pub(crate) enum Seat {
    /// On the thread itself.
    Here,
    /// In a process of its own.
    Executor(Executor),
}
