//! The least program that can compile and run programs for an engine: what
//! `Isolation::Processes` starts. The tests use it in the place of `weaverse`.

use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("__compile") => weaverse_sandbox::compile_child_main(),
        Some("__execute") => weaverse_sandbox::executor_main(),
        _ => {
            eprintln!("usage: child __compile | __execute");
            ExitCode::from(64)
        }
    }
}
