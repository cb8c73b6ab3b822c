//! A language runtime: a small stack language.
//!
//! `3 4 + .` prints 7. `read` pushes the next number of the input. Every run
//! is a fresh instance.

use exports::weaverse::plugin::runtime::{
    Guest, Invocation, RunEnd, RunRequest, RunResult, RuntimeInfo,
};
use weaverse::plugin::stdio;
use weaverse::plugin::types::Raised;

wit_bindgen::generate!({ path: "wit", world: "language-runtime" });

struct Runtime;
export!(Runtime);

/// How a program ends early.
struct Failed {
    end: RunEnd,
    kind: &'static str,
    message: String,
}

fn failed(end: RunEnd, kind: &'static str, message: String) -> Failed {
    Failed { end, kind, message }
}

/// The words of a program with their lines.
fn words(source: &str) -> Result<Vec<(usize, &str)>, Failed> {
    let mut words = Vec::new();
    for (index, line) in source.lines().enumerate() {
        let code = line.split('#').next().unwrap_or_default();
        for word in code.split_whitespace() {
            let known = ["+", "-", "*", "read", "."].contains(&word);
            if !known && word.parse::<i64>().is_err() {
                let message = format!("line {}: '{word}' is unknown", index + 1);
                return Err(failed(RunEnd::CompileError, "SyntaxError", message));
            }
            words.push((index + 1, word));
        }
    }
    Ok(words)
}

fn input() -> Vec<i64> {
    let mut bytes = Vec::new();
    loop {
        let chunk = stdio::read_stdin(65536);
        if chunk.is_empty() {
            break;
        }
        bytes.extend(chunk);
    }
    String::from_utf8_lossy(&bytes).split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

fn run_program(source: &str) -> Result<(), Failed> {
    let (mut stack, mut numbers) = (Vec::new(), input().into_iter());
    for (line, word) in words(source)? {
        let few = || {
            let message = format!("line {line}: too few numbers for {word}");
            failed(RunEnd::RuntimeError, "StackError", message)
        };
        match word {
            "+" | "-" | "*" => {
                let (b, a): (i64, i64) =
                    (stack.pop().ok_or_else(few)?, stack.pop().ok_or_else(few)?);
                stack.push(match word {
                    "+" => a.wrapping_add(b),
                    "-" => a.wrapping_sub(b),
                    _ => a.wrapping_mul(b),
                });
            }
            "read" => stack.push(numbers.next().ok_or_else(|| {
                let message = format!("line {line}: no number to read");
                failed(RunEnd::RuntimeError, "InputError", message)
            })?),
            "." => {
                let top = stack.pop().ok_or_else(few)?;
                stdio::write_stdout(format!("{top}\n").as_bytes());
            }
            number => stack.extend(number.parse::<i64>()),
        }
    }
    Ok(())
}

fn run(request: &RunRequest) -> Result<(), Failed> {
    let Invocation::Program(_) = &request.invocation else {
        let message = "this language has no functions to call".to_owned();
        return Err(failed(RunEnd::Refused, "NotAvailable", message));
    };
    let file = request.files.iter().find(|file| file.path == request.entry);
    let file = file.ok_or_else(|| {
        let message = format!("there is no file {}", request.entry);
        failed(RunEnd::CompileError, "SyntaxError", message)
    })?;
    run_program(&String::from_utf8_lossy(&file.content))
}

impl Guest for Runtime {
    fn describe() -> RuntimeInfo {
        RuntimeInfo {
            id: "{{id}}".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            name: "{{name}}".into(),
            extensions: vec!["{{extension}}".into()],
            default_entry: "main.{{extension}}".into(),
            extra: None,
        }
    }

    fn run(request: RunRequest) -> RunResult {
        let result = RunResult { end: RunEnd::Completed, exit_code: 0, value: None, raised: None, extra: None };
        match run(&request) {
            Ok(()) => result,
            Err(Failed { end, kind, message }) => {
                stdio::write_stderr(format!("{kind}: {message}\n").as_bytes());
                let raised = Some(Raised { kind: kind.into(), message, traceback: String::new() });
                RunResult { end, exit_code: 1, raised, ..result }
            }
        }
    }
}
