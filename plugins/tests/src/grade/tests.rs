//! The judging, with runs that say what a test wants.

use serde_json::{Value, json};
use weaverse_grader_sdk::{File, Invocation, RunOutcome, RunRequest, RunStatus, assert_same_keys};

use super::*;
use crate::config::Feedback;

fn outcome(status: RunStatus, stdout: &str, value: Option<&str>) -> RunOutcome {
    RunOutcome {
        status,
        exit_code: 0,
        stdout: stdout.as_bytes().to_vec(),
        stderr: Vec::new(),
        value: value.map(str::to_owned),
        raised: None,
        fuel: 7,
        peak_memory: 0,
    }
}

fn plan(request: &RunRequest) -> Value {
    let Invocation::Call(call) = &request.invocation else { panic!() };
    assert_eq!(call.function, "weaverse:tests");
    let plan: Vec<Value> = serde_json::from_str(&call.arguments).unwrap();
    plan[0].clone()
}

fn records(plan: &Value, records: &[Value]) -> String {
    let nonce = plan["nonce"].as_str().unwrap();
    records.iter().map(|record| format!("\n{nonce}{record}\n")).collect()
}

/// A run that lists the tests `a`, `b` and `c`.
fn listing(plan: &Value) -> RunOutcome {
    let tests = ["a", "b", "c"].map(|name| json!({ "test": format!("0::{name}#0"), "name": name }));
    outcome(RunStatus::Completed, &records(plan, &tests), Some("{}"))
}

fn keys() -> Value {
    json!({ "keys": ["0::a#0", "0::b#0", "0::c#0"] })
}

fn result(name: &str, status: &str) -> Value {
    json!({ "test": format!("0::{name}#0"), "status": status, "kind": "AssertionError", "message": "1 != 2" })
}

fn graded_with(config: &Value, mut answer: impl FnMut(&Value, u32) -> RunOutcome) -> Report {
    let text = config.to_string();
    let config = Config::read(&text).unwrap();
    let submission = Submission {
        purpose: Purpose::Full,
        language: "python".to_owned(),
        files: vec![
            File { path: "leap.py".to_owned(), content: b"x".to_vec() },
            File { path: "test_leap.py".to_owned(), content: b"forged".to_vec() },
        ],
        entry: "leap.py".to_owned(),
        answer: None,
        locale: "en".to_owned(),
        seed: 1,
    };
    let mut number = 0;
    let mut runner = |requests: Vec<RunRequest>| -> Vec<RunOutcome> {
        let answer = |request: &RunRequest| {
            let plan = plan(request);
            let paths: Vec<_> = request.files.iter().map(|file| file.path.as_str()).collect();
            if plan["list"] == true {
                assert!(paths.is_empty(), "the learner's files are not listed with: {paths:?}");
                return listing(&plan);
            }
            assert_eq!(paths, ["leap.py"], "the learner's copy of a test file does not count");
            number += 1;
            answer(&plan, number)
        };
        requests.iter().map(answer).collect()
    };
    grade(&mut runner, &submission, &config, &text).unwrap()
}

fn config() -> Value {
    json!({ "tests": { "test_leap.py": "…" } })
}

fn graded(answer: impl FnMut(&Value, u32) -> RunOutcome) -> Report {
    graded_with(&config(), answer)
}

fn completed(plan: &Value, said: &[Value]) -> RunOutcome {
    outcome(RunStatus::Completed, &records(plan, said), Some("{}"))
}

fn verdicts(report: &Report) -> Vec<Verdict> {
    report.items.iter().map(|item| item.verdict).collect()
}

#[test]
fn results_become_items() {
    let report = graded(|plan, _| {
        let end = json!({ "end": 3 });
        completed(
            plan,
            &[keys(), result("a", "pass"), result("b", "fail"), result("c", "error"), end],
        )
    });
    let points: Vec<_> = report.items.iter().map(|item| (item.points, item.max_points)).collect();
    assert_eq!(points, [(33333, 33333), (0, 33333), (0, 33334)]);
    use Verdict::{Accepted, RuntimeError, WrongAnswer};
    assert_eq!(verdicts(&report), [Accepted, WrongAnswer, RuntimeError]);
    assert_eq!(report.items[1].message, "The test did not pass: 1 != 2");
}

#[test]
fn a_run_that_says_nothing_earns_nothing() {
    use Verdict::{RuntimeError, WrongAnswer};
    // Printed without the nonce.
    let forged = "{\"keys\":[]}\n{\"test\":\"0::a#0\",\"status\":\"pass\"}\n{\"end\":3}\n";
    let report = graded(|_, _| outcome(RunStatus::Completed, forged, None));
    assert_eq!(verdicts(&report), [RuntimeError; 3]);
    // The end is said, but not every test has a result.
    let report =
        graded(|plan, _| completed(plan, &[keys(), result("a", "pass"), json!({ "end": 3 })]));
    assert_eq!(verdicts(&report), [Verdict::Accepted, WrongAnswer, WrongAnswer]);
    // Ended by the program in the first test, and again in the second, …
    let report = graded(|plan, run| {
        let begin = json!({ "begin": format!("0::{}#0", ["a", "b", "c"][run as usize - 1]) });
        outcome(RunStatus::Completed, &records(plan, &[keys(), begin]), None)
    });
    assert_eq!(verdicts(&report), [RuntimeError; 3]);
}

#[test]
fn what_skips_itself_or_is_changed_does_not_pass() {
    let end = json!({ "end": 3 });
    let report = graded(|plan, _| {
        let all = ["a", "b", "c"].map(|name| result(name, "skipped"));
        completed(plan, &[vec![keys()], all.to_vec(), vec![end.clone()]].concat())
    });
    assert_eq!(verdicts(&report), [Verdict::WrongAnswer; 3]);
    let report = graded(|plan, _| {
        let all = ["a", "b", "c"].map(|name| result(name, "pass"));
        let end = json!({ "end": 3, "changed": "unittest.case.TestCase.assertEqual" });
        completed(plan, &[vec![keys()], all.to_vec(), vec![end]].concat())
    });
    assert_eq!(verdicts(&report), [Verdict::WrongAnswer; 3]);
    let report = graded(|plan, _| {
        let all = ["a", "a", "b", "c"].map(|name| result(name, "pass"));
        let keys = json!({ "keys": ["0::a#0", "0::a#1", "0::b#0", "0::c#0"] });
        completed(plan, &[vec![keys], all.to_vec(), vec![end.clone()]].concat())
    });
    use Verdict::{Accepted, WrongAnswer};
    assert_eq!(verdicts(&report), [WrongAnswer, Accepted, Accepted]);
}

#[test]
fn after_a_limit_the_other_tests_run_again() {
    let mut froms = Vec::new();
    let report = graded(|plan, run| {
        froms.push(plan["from"].as_u64().unwrap());
        let begin = json!({ "begin": "0::b#0" });
        match run {
            // The second test ends the run; it gets all of the fuel, and ends it again.
            1 => outcome(
                RunStatus::FuelLimit,
                &records(plan, &[keys(), result("a", "pass"), begin]),
                None,
            ),
            2 => outcome(RunStatus::FuelLimit, &records(plan, &[keys(), begin]), None),
            _ => completed(plan, &[keys(), result("c", "pass"), json!({ "end": 3 })]),
        }
    });
    assert_eq!(froms, [0, 1, 2]);
    use Verdict::{Accepted, FuelLimit};
    assert_eq!(verdicts(&report), [Accepted, FuelLimit, Accepted]);
    assert_eq!(report.items[0].fuel, 21);
}

#[test]
fn runs_are_bounded() {
    let mut runs = 0;
    let config = json!({ "tests": { "test_leap.py": "" }, "max-runs": 2 });
    let report = graded_with(&config, |plan, run| {
        runs = run;
        let begin = json!({ "begin": format!("0::{}#0", ["a", "b"][run as usize - 1]) });
        outcome(RunStatus::MemoryLimit, &records(plan, &[keys(), begin]), None)
    });
    assert_eq!(runs, 2);
    use Verdict::{MemoryLimit, Skipped};
    assert_eq!(verdicts(&report), [MemoryLimit, MemoryLimit, Skipped]);
}

#[test]
fn weights_and_all_or_nothing() {
    let mut config = json!({
        "tests": { "test_leap.py": "" }, "weights": [{ "tests": "c", "weight": 8 }],
    });
    let answer = |plan: &Value, _| {
        let all = [result("a", "pass"), result("b", "fail"), result("c", "pass")];
        completed(plan, &[vec![keys()], all.to_vec(), vec![json!({ "end": 3 })]].concat())
    };
    let points = |report: &Report| report.items.iter().map(|i| i.points).collect::<Vec<_>>();
    assert_eq!(points(&graded_with(&config, answer)), [10_000, 0, 80_000]);
    config["all-or-nothing"] = json!(true);
    assert_eq!(points(&graded_with(&config, answer)), [0, 0, 0]);
}

#[test]
fn a_hidden_test_shows_its_verdict_only() {
    let config = json!({ "tests": { "test_leap.py": "" }, "hidden": ["b"] });
    let report = graded_with(&config, |plan, _| {
        let mut secret = result("b", "fail");
        secret["printed"] = json!("1 != 2");
        secret["trace"] = json!("1 != 2");
        completed(
            plan,
            &[keys(), result("a", "pass"), secret, result("c", "pass"), json!({ "end": 3 })],
        )
    });
    let item = &report.items[1];
    assert_eq!((item.name.as_str(), item.visibility), ("Hidden test 2", Visibility::Learner));
    assert_eq!(item.message, "The test did not pass.");
    assert!(item.details.iter().all(|detail| detail.visibility == Visibility::Staff));
    assert_eq!(Feedback::HIDDEN, Config::read(&config.to_string()).unwrap().feedback_of("b"));
}

#[test]
fn what_cannot_be_loaded_is_said_once() {
    let report = graded(|plan, _| {
        let broken = json!({ "file": "test_leap.py", "kind": "ModuleNotFoundError",
            "message": "No module named 'leap'", "missing": "leap" });
        completed(plan, &[json!({ "keys": [] }), broken, json!({ "end": 0 })])
    });
    assert_eq!(verdicts(&report), [Verdict::RuntimeError; 3]);
    let text = "The file leap, which the tests import, is missing. Check the file's name.";
    assert_eq!(report.message.as_deref(), Some(text));
    let report = graded(|_, _| outcome(RunStatus::CompileError, "", None));
    assert_eq!(verdicts(&report), [Verdict::CompileError; 3]);
    assert_same_keys(&CATALOGUE);
}
