//! The contracts: released folders never change, and a new one takes nothing
//! away from guests that were built against an older one.

use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use weaverse_sandbox::{
    File, GradeContext, Invocation, Purpose, RunRequest, RunStatus, Runtime, Runtimes, Submission,
};
use wit_component::semver_check;
use wit_parser::{Resolve, WorldId};

use crate::guest::{TestResult, engine, limits};

/// Released folders, oldest first.
fn released() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir("wit")
        .expect("the contracts")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with('v'))
        .collect();
    names.sort_by_key(|name| version(name));
    names
}

fn version(folder: &str) -> Vec<u32> {
    let numbers = folder.trim_start_matches('v').split('.');
    numbers.map(|number| number.parse().expect("a number")).collect()
}

/// `digest  path` of every file below a folder, as sha256sum writes it.
fn digests(folder: &Path, into: &mut Vec<String>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            digests(&path, into);
        } else {
            let bytes = std::fs::read(&path).expect("a file");
            let digest: String =
                Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            into.push(format!("{digest}  {}", path.display()));
        }
    }
}

#[test]
fn what_was_released_never_changes() {
    let mut found = Vec::new();
    for folder in released() {
        digests(&Path::new("wit").join(folder), &mut found);
    }
    digests(Path::new("tests/data/guests"), &mut found);
    let frozen = std::fs::read_to_string("FROZEN.sha256").expect("the list");
    let frozen: Vec<_> = frozen.lines().collect();
    assert_eq!(
        found, frozen,
        "a released contract is frozen: make a new folder instead, and add its digests to \
         sandbox/FROZEN.sha256 (`sha256sum wit/v*/* tests/data/guests/*`, in sandbox/)"
    );
}

const WORLDS: [&str; 2] = ["grading", "language-runtime"];

/// Whether hosts of the package text `new` serve guests of `old`.
fn check(old: &str, new: &str) -> Result<(), String> {
    for name in WORLDS {
        let mut resolve = Resolve::default();
        let mut world = |text: &str| -> Result<WorldId, String> {
            let package = resolve.push_str("contract.wit", text).map_err(|e| format!("{e:#}"))?;
            resolve.select_world(&[package], Some(name)).map_err(|e| format!("{e:#}"))
        };
        let (old, new) = (world(old)?, world(new)?);
        semver_check(resolve, old, new).map_err(|error| format!("{name}: {error:#}"))?;
    }
    Ok(())
}

/// A folder's package as one text.
fn contract(folder: &str) -> String {
    let mut package = String::new();
    let mut text = String::new();
    let mut files: Vec<_> = std::fs::read_dir(Path::new("wit").join(folder))
        .expect("a contract")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    for file in files {
        let file = std::fs::read_to_string(file).expect("a text file");
        for line in file.lines() {
            match line.starts_with("package ") {
                true => package = format!("{line}\n"),
                // A comment above `package` would be of another line now.
                false => text.push_str(&format!("{}\n", line.split("///").next().unwrap_or(""))),
            }
        }
    }
    package + &text
}

/// Neighbours of one track (0.1.x) only add what the host provides.
#[test]
fn a_new_contract_serves_the_guests_of_the_one_before() {
    let released = released();
    for pair in released.windows(2) {
        let track = |folder: &str| version(folder)[..2].to_vec();
        if track(&pair[0]) == track(&pair[1]) {
            check(&contract(&pair[0]), &contract(&pair[1]))
                .unwrap_or_else(|error| panic!("{} → {}: {error}", pair[0], pair[1]));
        }
    }
}

/// The rules of `docs/plugins.md`, on a next version that is made up here.
#[test]
fn the_check_knows_what_may_change_and_what_may_not() {
    let old = contract("v0.1.0");
    let next = |from: &str, to: &str| {
        assert!(old.contains(from), "no {from:?} in the contract");
        check(&old, &old.replace("@0.1.0", "@0.1.1").replacen(from, to, 1))
    };
    let run = "run: func(requests: list<run-request>) -> list<run-outcome>;";
    next(run, &format!("{run}\n    log: func(line: string);")).expect("a new import is no harm");
    for (from, to) in [
        // A field, a case, a parameter, an export.
        ("exit-code: s32,", "exit-code: s32,\n        signal: s32,"),
        ("time-limit,", "time-limit,\n        killed,"),
        ("check: func(config: string)", "check: func(config: string, strict: bool)"),
        (
            "describe: func() -> grader-info;",
            "describe: func() -> grader-info;\n    close: func();",
        ),
    ] {
        next(from, to).expect_err(&format!("{to:?} breaks guests"));
    }
    // Nor may what guests import be taken away.
    next("import stdio;", "").expect_err("guests import stdio");
}

/// Bytes that were built against 0.1.0 (by cargo, from what `weaverse plugin
/// new` makes), and are never built again: a grader, and the runtime that it
/// runs programs in.
#[test]
fn guests_that_were_built_against_an_older_contract_still_work() -> TestResult {
    let guest = |name: &str| std::fs::read(Path::new("tests/data/guests").join(name));
    let runtime = engine().load_runtime(&guest("rpn-0.1.0.wasm")?)?;
    let file = File { path: "main.rpn".to_owned(), content: b"read read + .".to_vec() };
    let request = RunRequest {
        files: vec![file.clone()],
        entry: None,
        invocation: Invocation::Program(Vec::new()),
        stdin: b"3 4".to_vec(),
        seed: 0,
    };
    let outcome = runtime.run(&request, &limits())?;
    assert_eq!((outcome.status, &outcome.stdout[..]), (RunStatus::Completed, &b"7\n"[..]));
    let grader = engine().load_grader(&guest("words-0.1.0.wasm")?)?;
    let config = r#"{ "input": "3 4", "expect": "7" }"#;
    assert!(grader.check(config)?.is_ok() && grader.check("{}")?.is_err());
    let submission = Submission {
        purpose: Purpose::Full,
        language: "rpn".to_owned(),
        files: vec![file],
        entry: "main.rpn".to_owned(),
        answer: None,
        locale: "ko".to_owned(),
        seed: 0,
    };
    let context = GradeContext {
        runtimes: Arc::new(Rpn(runtime)),
        run_limits: limits(),
        grader_limits: limits(),
        max_runs: 10,
    };
    let graded = grader.grade(&submission, config, &context)?;
    assert_eq!((graded.report.score(), graded.runs), (1000, 1));
    Ok(())
}

struct Rpn(Runtime);

impl Runtimes for Rpn {
    fn runtime(&self, language: &str) -> Option<Runtime> {
        (language == "rpn").then(|| self.0.clone())
    }
}
