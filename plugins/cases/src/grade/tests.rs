//! Whole gradings, with a runner that is a closure.

use serde_json::{Value, json};
use weaverse_grader_sdk::Raised;

use super::*;

mod feedback;

fn completed(stdout: &str) -> RunOutcome {
    RunOutcome {
        status: RunStatus::Completed,
        exit_code: 0,
        stdout: stdout.as_bytes().to_vec(),
        stderr: Vec::new(),
        value: None,
        raised: None,
        fuel: 7,
        peak_memory: 0,
    }
}

fn returned(value: &str) -> RunOutcome {
    RunOutcome { value: Some(value.to_owned()), ..completed("") }
}

fn raised(status: RunStatus, kind: &str, message: &str) -> RunOutcome {
    let traceback = format!("Traceback:\n  main.py, line 1\n{kind}: {message}\n");
    RunOutcome {
        status,
        exit_code: 1,
        stderr: format!("log\n{traceback}").into_bytes(),
        raised: Some(Raised { kind: kind.to_owned(), message: message.to_owned(), traceback }),
        ..completed("")
    }
}

fn limited(status: RunStatus) -> RunOutcome {
    RunOutcome { status, fuel: 2_000_000_000, ..completed("3\n") }
}

fn submission(purpose: Purpose) -> Submission {
    let file = |path: &str| File { path: path.to_owned(), content: path.as_bytes().to_vec() };
    Submission {
        purpose,
        language: "python".to_owned(),
        files: vec![file("main.py"), file("data.txt")],
        entry: "main.py".to_owned(),
        answer: None,
        locale: "en".to_owned(),
        seed: 0,
    }
}

/// Grades with an outcome for each request.
fn graded(config: &Value, mut outcome: impl FnMut(&RunRequest) -> RunOutcome) -> Report {
    let config = Config::read(&config.to_string()).unwrap();
    let mut runner = |requests: Vec<RunRequest>| requests.iter().map(&mut outcome).collect();
    grade(&mut runner, &submission(Purpose::Full), &config).unwrap()
}

fn details(item: &ReportItem, visibility: Visibility) -> Vec<(&str, &str)> {
    let seen = item.details.iter().filter(|detail| detail.visibility == visibility);
    seen.map(|detail| (detail.kind, detail.text.as_str())).collect()
}

fn sums(cases: usize) -> Value {
    let case = |n: usize| json!({ "stdin": n.to_string(), "stdout": "3\n", "sample": n == 1 });
    json!({ "cases": (1..=cases).map(case).collect::<Vec<_>>() })
}

#[test]
fn points_are_earned_by_the_case() {
    let config = json!({ "cases": [
        { "name": "a", "stdin": "a", "stdout": "3", "points": 2 },
        { "name": "b", "stdin": "b", "stdout": "3", "points": 3 },
    ]});
    let report = graded(&config, |request| match request.stdin.as_slice() {
        b"a" => completed("3\n"),
        _ => completed("4\n"),
    });
    let seen: Vec<_> = report
        .items
        .iter()
        .map(|item| (item.name.as_str(), item.verdict, item.points, item.max_points, item.fuel))
        .collect();
    let expected =
        [("a", Verdict::Accepted, 2000, 2000, 7), ("b", Verdict::WrongAnswer, 0, 3000, 7)];
    assert_eq!(seen, expected);
    assert_eq!(report.message, None);
}

#[test]
fn a_compile_error_is_told_once() {
    let error = || raised(RunStatus::CompileError, "SyntaxError", "bad");
    let report = graded(&sums(3), |_| error());
    let text = "The program has a syntax error and was not run: SyntaxError: bad";
    assert_eq!(report.message.as_deref(), Some(text));
    for (index, item) in report.items.iter().enumerate() {
        assert_eq!((item.verdict, item.message.as_str()), (Verdict::CompileError, ""));
        assert_eq!(item.details.len(), usize::from(index == 0));
    }
    assert_eq!(details(&report.items[0], Visibility::Learner)[0].0, "error");

    // Without a sample the text comes from a run that knows no case.
    let hidden = json!({ "cases": [{ "stdin": "S", "stdout": "" }, { "stdout": "" }] });
    let mut runs = 0;
    let report = graded(&hidden, |request| {
        runs += 1;
        assert!(runs < 3 || request.stdin.is_empty());
        error()
    });
    assert_eq!(runs, 3);
    assert_eq!(report.message.as_deref(), Some(text));
    assert_eq!(details(&report.items[0], Visibility::Learner).len(), 1);
}

#[test]
fn calls() {
    let config = |case: Value| json!({ "mode": "call", "function": "f", "cases": [case] });
    let judged = |case: &Value, outcome: RunOutcome| {
        let mut case = case.clone();
        case["sample"] = json!(true);
        let item = graded(&config(case), |_| outcome.clone()).items.remove(0);
        (item.verdict, item.message)
    };
    let wrong = |text: &str| (Verdict::WrongAnswer, text.to_owned());
    let right = (Verdict::Accepted, String::new());

    let value = json!({ "expect": { "a": [1, 2] } });
    assert_eq!(judged(&value, returned(r#"{"a":[1.0,2]}"#)), right);
    let text = "At `.a[1]`: The value differs: expected `2`, got `3`";
    assert_eq!(judged(&value, returned(r#"{"a":[1,3]}"#)), wrong(text));
    let text = "The program ended before the function returned a value.";
    assert_eq!(judged(&value, completed("")), wrong(text));
    assert_eq!(judged(&json!({ "expect": 1, "tolerance": 0.5 }), returned("1.5")), right);

    let error = json!({ "raises": "errors.ValueError" });
    let raise = |kind| raised(RunStatus::RuntimeError, kind, "bad");
    assert_eq!(judged(&error, raise("ValueError")), right);
    let text = "The error errors.ValueError should have been raised, but was not.";
    assert_eq!(judged(&error, returned("1")), wrong(text));
    let text = "The error errors.ValueError should have been raised, but another one was: \
                KeyError: bad";
    assert_eq!(judged(&error, raise("KeyError")), (Verdict::RuntimeError, text.to_owned()));
    assert_eq!(judged(&error, limited(RunStatus::FuelLimit)).0, Verdict::FuelLimit);

    let printed = json!({ "expect": 1, "stdout": "hi" });
    let both = |stdout| RunOutcome { value: Some("1".to_owned()), ..completed(stdout) };
    assert_eq!(judged(&printed, both("hi\n")), right);
    assert_eq!(judged(&printed, both("")), wrong("Nothing was printed."));
}

#[test]
fn samples_are_judged_alone() {
    let grade_samples = |config: &Value| {
        let config = Config::read(&config.to_string()).unwrap();
        let mut runner =
            |requests: Vec<RunRequest>| requests.iter().map(|_| completed("3")).collect();
        grade(&mut runner, &submission(Purpose::Samples), &config).unwrap()
    };
    let items = grade_samples(&sums(3)).items;
    assert_eq!(items.iter().map(|item| item.name.as_str()).collect::<Vec<_>>(), ["1"]);
    let items = grade_samples(&json!({ "cases": [{ "stdout": "3" }] })).items;
    assert_eq!((items[0].verdict, items[0].max_points), (Verdict::Skipped, 0));
    assert_eq!(items[0].message, "This task has no samples.");
}

#[test]
fn after_the_first_failure_cases_are_skipped() {
    let mut config = sums(20);
    config["stop-at-first-failure"] = json!(true);
    let mut runs = Vec::new();
    let report = graded(&config, |request| {
        let stdin = String::from_utf8_lossy(&request.stdin).into_owned();
        let outcome = completed(if stdin == "6" { "4" } else { "3" });
        runs.push(stdin);
        outcome
    });
    assert_eq!(runs.len(), 12);
    let verdicts: Vec<_> = report.items.iter().map(|item| item.verdict).collect();
    assert_eq!(verdicts[..5], [Verdict::Accepted; 5]);
    assert_eq!(verdicts[5], Verdict::WrongAnswer);
    assert_eq!(verdicts[6..], [Verdict::Skipped; 14]);
    assert_eq!(report.items[6].fuel, 0);
    assert_eq!(report.items[6].message, "Not run, because an earlier test failed.");
}

#[test]
fn data_files_lie_beside_the_program() {
    let config = json!({ "cases": [
        { "stdout": "", "files": { "data.txt": "theirs", "in/a": "x" }, "program-arguments": ["-v"] },
    ]});
    graded(&config, |request| {
        let files: Vec<_> = request
            .files
            .iter()
            .map(|file| (file.path.as_str(), file.content.as_slice()))
            .collect();
        let main: (&str, &[u8]) = ("main.py", b"main.py");
        assert_eq!(files, [main, ("data.txt", b"theirs"), ("in/a", b"x")]);
        assert_eq!(request.entry.as_deref(), Some("main.py"));
        assert_eq!(request.invocation, Invocation::Program(vec!["-v".to_owned()]));
        completed("")
    });
}

#[test]
fn what_cannot_be_judged_is_a_fault() {
    let config = Config::read(&sums(1).to_string()).unwrap();
    let replaced = json!({ "cases": [{ "stdout": "", "files": { "main.py": "pass" } }] });
    let replaced = Config::read(&replaced.to_string()).unwrap();
    let mut none = |_: Vec<RunRequest>| Vec::new();
    let full = submission(Purpose::Full);
    let empty = Submission { files: Vec::new(), ..full.clone() };
    assert_eq!(
        grade(&mut none, &full, &config).unwrap_err().message,
        "1 runs asked for, 0 outcomes"
    );
    assert!(grade(&mut none, &empty, &config).unwrap_err().message.contains("no program"));
    let message = grade(&mut none, &full, &replaced).unwrap_err().message;
    assert_eq!(message, "a data file of the case `1` replaces the program main.py");
}
