//! Programs that want points without being right, on the real runtimes and
//! graders. One table for each language: what is tried, in which mode, the
//! program, and the verdict. Nothing of the first part of a table earns a
//! point; what is in `REMAINS` passes, as `docs/graders.md` says.

mod javascript;
mod python;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use serde_json::json;
use weaverse_sandbox::{
    File, GradeContext, Graded, Grader, Purpose, RunLimits, Runtime, Runtimes, Submission, Verdict,
};

use crate::guest::{load_grader, load_runtime};
use crate::languages::component;

/// What a program is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mode {
    /// It prints.
    Stdio,
    /// A function of it is called.
    Call,
    /// Its functions are tested in its own interpreter.
    Tests,
}

/// What is tried, the mode, the program, and the verdict.
type Attack = (&'static str, Mode, &'static str, Verdict);

/// What no program may see. It is not in the programs as it stands here.
const SECRET: &str = "SECRET-42";

struct Languages(BTreeMap<&'static str, Runtime>);

impl Runtimes for Languages {
    fn runtime(&self, language: &str) -> Option<Runtime> {
        self.0.get(language).cloned()
    }
}

struct Bench {
    cases: Grader,
    tests: Grader,
    context: GradeContext,
}

static BENCH: LazyLock<Bench> = LazyLock::new(|| {
    let languages = ["python", "javascript"].map(|id| (id, load_runtime(&component(id))));
    Bench {
        cases: load_grader(&component("cases")),
        tests: load_grader(&component("tests")),
        context: GradeContext {
            runtimes: Arc::new(Languages(languages.into())),
            run_limits: RunLimits { fuel: 1_000_000_000, ..RunLimits::default() },
            grader_limits: RunLimits { fuel: 20_000_000_000, ..RunLimits::default() },
            max_runs: 200,
        },
    }
});

fn graded(language: &str, mode: Mode, program: &str, tests: (&str, &str)) -> Graded {
    let bench = &*BENCH;
    let (grader, path, config) = match mode {
        Mode::Stdio => {
            let case = json!({ "stdin": "6 7\n", "stdout": format!("{SECRET}\n") });
            (&bench.cases, "main", json!({ "cases": [case] }))
        }
        Mode::Call => {
            let case = json!({ "arguments": [6, 7], "expect": SECRET });
            (&bench.cases, "main", json!({ "mode": "call", "function": "f", "cases": [case] }))
        }
        Mode::Tests => (&bench.tests, "add", json!({ "tests": { tests.0: tests.1 } })),
    };
    let extension = if language == "python" { "py" } else { "js" };
    let entry = format!("{path}.{extension}");
    let submission = Submission {
        purpose: Purpose::Full,
        language: language.to_owned(),
        files: vec![File { path: entry.clone(), content: program.as_bytes().to_vec() }],
        entry,
        answer: None,
        locale: "en".to_owned(),
        seed: 1,
    };
    let graded = grader.grade(&submission, &config.to_string(), &bench.context);
    graded.unwrap_or_else(|fault| panic!("{fault}: {program}"))
}

/// Every attack has its verdict, and none earns a point.
fn hold(language: &str, attacks: &[Attack], tests: (&str, &str)) {
    let mut wrong = Vec::new();
    for (name, mode, program, verdict) in attacks {
        let report = graded(language, *mode, program, tests).report;
        if report.verdict() != *verdict || report.score() != 0 {
            let got = report.verdict();
            wrong.push(format!("{name} ({mode:?}): {got} instead of {verdict}: {report:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), attacks.len(), wrong.join("\n"));
}

/// What remains possible is known: the docs say it, and a change is noticed.
fn remain(language: &str, programs: &[(&str, &str)], tests: (&str, &str)) {
    for (name, program) in programs {
        let report = graded(language, Mode::Tests, program, tests).report;
        assert_eq!(report.verdict(), Verdict::Accepted, "{name}: {report:?}");
    }
}
