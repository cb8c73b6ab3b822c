//! Whole gradings, with a runner that says what it is told.

use serde_json::{Value, json};
use weaverse_grader_sdk::{
    File, Grader as _, Purpose, RunOutcome, RunRequest, RunStatus, Submission, Verdict,
};

use crate::WebGrader;

fn submission(html: &str) -> Submission {
    Submission {
        purpose: Purpose::Full,
        language: "browser".to_owned(),
        files: vec![File { path: "index.html".to_owned(), content: html.as_bytes().to_vec() }],
        entry: "index.html".to_owned(),
        answer: None,
        locale: "en".to_owned(),
        seed: 0,
    }
}

fn outcome(status: RunStatus, value: Option<Value>) -> RunOutcome {
    RunOutcome {
        status,
        exit_code: 0,
        stdout: Vec::new(),
        stderr: Vec::new(),
        value: value.map(|value| value.to_string()),
        raised: None,
        fuel: 5,
        peak_memory: 0,
    }
}

fn moment(after: usize, text: &str) -> Value {
    json!({
        "after": after, "nodes": [[1, "html", "", [], {}], [2, "p", "", ["id", "x"], {}], [3, text]],
        "doctype": "html", "quirks": false, "console": [], "errors": [], "dialogs": [],
        "storage": [], "url": "http://localhost/index.html",
    })
}

fn config() -> String {
    json!({ "cases": [{
        "steps": [{ "click": "#x", "checks": [{ "selector": "#x", "text": "secret-1" }] }, { "wait": 1 }],
        "checks": [{ "selector": "#x", "text": "secret-2" }],
    }] })
    .to_string()
}

fn graded(outcome: RunOutcome) -> Result<(Verdict, Vec<RunRequest>), String> {
    let mut asked = Vec::new();
    let mut runner = |requests: Vec<RunRequest>| {
        asked.extend(requests);
        vec![outcome.clone()]
    };
    let report = WebGrader::grade(&mut runner, submission("<p id=x>"), &config());
    let report = report.map_err(|error| error.message)?;
    Ok((report.items[0].verdict, asked))
}

#[test]
fn moments_are_judged_and_what_is_expected_stays_here() {
    let value = |first: &str, second: &str| json!({ "moments": [moment(1, first), moment(2, second)], "stuck": null });
    let run = |value| graded(outcome(RunStatus::Completed, Some(value))).unwrap();
    let (verdict, asked) = run(value("secret-1", "secret-2"));
    assert_eq!(verdict, Verdict::Accepted);
    assert!(!format!("{asked:?}").contains("secret"), "{asked:?}");
    assert_eq!(run(value("secret-1", "x")).0, Verdict::WrongAnswer);
    assert_eq!(run(value("x", "secret-2")).0, Verdict::WrongAnswer);
    let stuck = json!({ "moments": [moment(1, "secret-1")], "stuck": { "step": 2, "on": "#y" } });
    assert_eq!(run(stuck).0, Verdict::WrongAnswer);
    let silent = json!({ "moments": [moment(1, "secret-1")], "stuck": null });
    assert_eq!(run(silent).0, Verdict::RuntimeError);
}

#[test]
fn a_run_that_does_not_end_is_no_pass_and_nonsense_is_no_verdict() {
    assert_eq!(graded(outcome(RunStatus::FuelLimit, None)).unwrap().0, Verdict::FuelLimit);
    assert!(graded(outcome(RunStatus::Completed, Some(json!({ "moments": 1 })))).is_err());
    let hole = json!({ "moments": [{ "after": 1, "nodes": [[3, "x"]] }], "stuck": null });
    assert!(graded(outcome(RunStatus::Completed, Some(hole))).is_err());
}
