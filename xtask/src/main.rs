//! The project's tasks: `cargo xtask TASK`.

mod bench;
mod guests;
mod needs;
mod project;
mod run;
mod test;

use std::process::ExitCode;

use anyhow::{Result, bail};

/// A task: its name, what it does in a line, and how.
struct Task {
    name: &'static str,
    about: &'static str,
    run: fn(&[String]) -> Result<()>,
}

/// All tasks, in the order of the help text. A new one is a module with a
/// `run` function and a line here.
const TASKS: &[Task] = &[
    Task {
        name: "run",
        about: "build everything, make the demo school on first start, and serve it",
        run: run::run,
    },
    Task {
        name: "test",
        about: "run every test (--quick: without a browser; -- ARGS: only `cargo test ARGS`)",
        run: test::run,
    },
    Task {
        name: "bench",
        about: "measure: `bench engine`, `bench grading`; --write puts the figures into docs/benchmarks.md",
        run: bench::run,
    },
    Task {
        name: "guests",
        about: "build the language runtimes and the first-party plugins into <target>/guests",
        run: guests::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let Some((name, rest)) = arguments.split_first() else {
        println!("{}", help());
        return Ok(());
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        println!("{}", help());
        return Ok(());
    }
    match TASKS.iter().find(|task| task.name == name) {
        Some(task) => (task.run)(rest),
        None => bail!("there is no task {name:?}\n\n{}", help()),
    }
}

fn help() -> String {
    let mut text = String::from("cargo xtask TASK\n");
    for task in TASKS {
        text.push_str(&format!("\n  {:10} {}", task.name, task.about));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_task_is_named_with_the_known_ones() {
        let error = dispatch(&["gusets".into()]).unwrap_err().to_string();
        assert!(error.contains("gusets") && error.contains("guests"), "{error}");
    }
}
