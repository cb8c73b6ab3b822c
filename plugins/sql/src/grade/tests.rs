//! Whole gradings, with a runner that is a closure.

use serde_json::{Value, json};
use weaverse_grader_sdk::{
    Invocation, Raised, ReportItem, RunRequest, RunStatus, Visibility, assert_same_keys,
};

use super::*;

fn completed(value: &Value) -> RunOutcome {
    RunOutcome {
        status: RunStatus::Completed,
        exit_code: 0,
        stdout: Vec::new(),
        stderr: Vec::new(),
        value: Some(value.to_string()),
        raised: None,
        fuel: 7,
        peak_memory: 0,
    }
}

/// The steps' outcomes of a script with one result, in a case without checks.
fn result(rows: &Value) -> RunOutcome {
    let result = json!({ "columns": ["a"], "rows": rows });
    let script = json!({
        "statements": 1, "changed": 0, "open_transaction": false, "results": [result],
    });
    completed(&json!({ "steps": [null, null, null, script] }))
}

fn raised(status: RunStatus, kind: &str, message: &str) -> RunOutcome {
    let raised =
        Raised { kind: kind.into(), message: message.into(), traceback: format!("{message}\n") };
    RunOutcome { status, value: None, raised: Some(raised), ..completed(&Value::Null) }
}

fn submission(script: &str) -> Submission {
    let file = File { path: "main.sql".to_owned(), content: script.as_bytes().to_vec() };
    Submission {
        purpose: Purpose::Full,
        language: "sqlite".to_owned(),
        files: vec![file],
        entry: "main.sql".to_owned(),
        answer: None,
        locale: "en".to_owned(),
        seed: 0,
    }
}

fn try_grade(
    config: &Value,
    script: &str,
    outcome: impl FnMut(&RunRequest) -> RunOutcome,
) -> Result<Report, GradingError> {
    let config = Config::read(&config.to_string()).unwrap();
    let mut outcome = outcome;
    let mut runner = |requests: Vec<RunRequest>| requests.iter().map(&mut outcome).collect();
    grade(&mut runner, &submission(script), &config)
}

fn is_model(request: &RunRequest) -> bool {
    request.entry.as_deref() == Some("model.sql")
}

fn seen(item: &ReportItem) -> String {
    let details = item.details.iter().filter(|detail| detail.visibility == Visibility::Learner);
    details.map(|detail| detail.text.as_str()).chain([item.message.as_str()]).collect()
}

const CONFIG: fn() -> Value = || {
    json!({ "setup": "CREATE TABLE secret(x)", "model": "SELECT 'right'",
            "cases": [{ "sample": true }, { "points": 2 }] })
};

#[test]
fn both_languages_have_the_same_texts() {
    assert_same_keys(&CATALOGUE);
}

#[test]
fn the_model_is_never_where_the_learner_is() {
    let mut runs = Vec::new();
    let report = try_grade(&CONFIG(), "SELECT 'mine'", |request| {
        runs.push(request.clone());
        result(&json!([["right"]]))
    });
    assert!(report.unwrap().items.iter().all(|item| item.verdict == Verdict::Accepted));
    assert_eq!(runs.iter().filter(|run| is_model(run)).count(), 2);
    for run in runs {
        let text = format!("{:?}", run.invocation);
        assert!(matches!(run.invocation, Invocation::Call(_)) && !text.contains("right"));
        assert_eq!(run.files.len(), 1);
        let script = String::from_utf8_lossy(&run.files[0].content).into_owned();
        assert_eq!(script.contains("right"), is_model(&run));
    }
}

#[test]
fn hidden_cases_tell_nothing() {
    let report = try_grade(&CONFIG(), "SELECT x FROM secret", |request| {
        result(&if is_model(request) { json!([["right"]]) } else { json!([["hidden"]]) })
    });
    let report = report.unwrap();
    assert!(seen(&report.items[0]).contains("right"), "a sample tells all");
    let hidden = seen(&report.items[1]);
    assert!(!hidden.contains("right") && !hidden.contains("hidden") && !hidden.contains("secret"));
}

#[test]
fn errors_are_told_where_they_can_tell_nothing() {
    let graded = |status, kind: &str| {
        let config = json!({ "cases": [{ "rows": [[1]] }] });
        let report = try_grade(&config, "SELECT 1", |_| raised(status, kind, "the message"));
        let item = report.unwrap().items.remove(0);
        (item.verdict, seen(&item).contains("the message"))
    };
    let compile_error = graded(RunStatus::CompileError, "SqlError");
    assert_eq!(compile_error, (Verdict::CompileError, true));
    assert_eq!(graded(RunStatus::Refused, "NotAvailable"), (Verdict::Refused, true));
    let runtime_error = graded(RunStatus::RuntimeError, "ConstraintError");
    assert_eq!(runtime_error, (Verdict::RuntimeError, false));
}

#[test]
fn what_the_author_did_wrong_is_no_verdict() {
    let config = json!({ "cases": [{ "rows": [[1]] }] });
    for kind in ["SetupError", "RequestError"] {
        let outcome = |_: &RunRequest| raised(RunStatus::RuntimeError, kind, "no such table");
        let error = try_grade(&config, "SELECT 1", outcome).unwrap_err();
        assert!(error.message.contains("no such table"), "{error:?}");
    }
    let failing_model = try_grade(&CONFIG(), "SELECT 1", |request| match is_model(request) {
        true => raised(RunStatus::CompileError, "SqlError", "near SELEC"),
        false => result(&json!([[1]])),
    });
    assert!(failing_model.unwrap_err().message.contains("the model fails: near SELEC"));
    let strange = try_grade(&config, "SELECT 1", |_| completed(&json!({ "steps": [] })));
    assert!(strange.is_err());
    let mut other = submission("SELECT 1");
    other.language = "python".to_owned();
    let config = Config::read(&config.to_string()).unwrap();
    let mut runner = |_: Vec<RunRequest>| -> Vec<RunOutcome> { unreachable!("nothing to run") };
    assert!(grade(&mut runner, &other, &config).is_err());
}

#[test]
fn words_are_looked_at_before_anything_runs() {
    let config = json!({ "forbidden": ["UNION"], "cases": [{ "rows": [[1]] }] });
    let report = try_grade(&config, "SELECT 1 union SELECT 2", |_| unreachable!("not run"));
    let item = report.unwrap().items.remove(0);
    assert_eq!((item.verdict, item.points), (Verdict::WrongAnswer, 0));
    assert_eq!(item.message, "`UNION` must not be used.");
}

#[test]
fn samples_are_all_that_is_run_before_submitting() {
    let config = Config::read(&CONFIG().to_string()).unwrap();
    let mut count = 0;
    let mut runner = |requests: Vec<RunRequest>| {
        count += requests.len();
        requests.iter().map(|_| result(&json!([[1]]))).collect()
    };
    let samples = Submission { purpose: Purpose::Samples, ..submission("SELECT 1") };
    let report = grade(&mut runner, &samples, &config).unwrap();
    assert_eq!((report.items.len(), count), (1, 2));
}
