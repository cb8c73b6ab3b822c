//! A fresh run against the start of a native interpreter.

use anyhow::{Result, ensure};
use weaverse_sandbox::RunLimits;

use crate::native::Interpreter;
use crate::report::Report;
use crate::stats::{median, milliseconds, timed};
use crate::subject::{Subject, program_file, request};

/// A native start and some fresh runs make a round: load of the machine falls
/// on both.
const ROUNDS: usize = 60;
const RUNS_PER_ROUND: usize = 5;

struct Language {
    id: &'static str,
    file: &'static str,
    program: &'static str,
    native: Interpreter,
    bar: f64,
}

/// Both languages.
pub fn against_native(subject: &Subject, report: &mut Report) -> Result<()> {
    let python = Language {
        id: "python",
        file: "main.py",
        program: "print('hello')\n",
        native: Interpreter::python()?,
        bar: 40.0,
    };
    let javascript = Language {
        id: "javascript",
        file: "main.js",
        program: "console.log('hello');\n",
        native: Interpreter::node()?,
        bar: 100.0,
    };
    compare(subject, &python, report)?;
    compare(subject, &javascript, report)
}

fn compare(subject: &Subject, language: &Language, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = program_file(folder.path(), language.file, language.program)?;
    let runtime = subject.runtime(language.id)?;
    let (request, limits) = (request(language.file, language.program), RunLimits::default());
    let (mut native, mut fresh) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let (time, output) = timed(|| language.native.run(&file));
        ensure!(output? == "hello\n", "{} says something else", language.native.name);
        native.push(time);
        for _ in 0..RUNS_PER_ROUND {
            let (time, outcome) = timed(|| runtime.run(&request, &limits));
            ensure!(outcome?.stdout == b"hello\n", "{} says something else", language.id);
            fresh.push(time);
        }
        if round == 0 {
            native.clear();
            fresh.clear();
        }
    }
    let (fresh, native) = (median(&fresh), median(&native));
    let name = &runtime.info().name;
    report.note(format!("a fresh run in {name}"), milliseconds(fresh));
    report.note(format!("a process of native {}", language.native.name), milliseconds(native));
    let ratio = native.as_secs_f64() / fresh.as_secs_f64();
    report.bar(
        format!("{name}: times faster than the native process"),
        format!("{ratio:.0}×"),
        &format!("≥ {}×", language.bar),
        ratio >= language.bar,
    );
    Ok(())
}
