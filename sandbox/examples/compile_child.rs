//! The least program that can compile for an engine: what
//! `Compiler::Child` starts. The tests use it in the place of `weaverse`.

use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("__compile") => weaverse_sandbox::compile_child_main(),
        _ => {
            eprintln!("usage: compile_child __compile");
            ExitCode::from(64)
        }
    }
}
