//! The package's fixtures hold for the logic itself, without WebAssembly.

use serde_json::{Value, json};
use weaverse_grader_choice::ChoiceGrader;
use weaverse_grader_sdk::{File, Grader, Purpose, RunOutcome, RunRequest, Submission, Verdict};

#[test]
fn every_fixture_comes_out_as_it_says() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let fixture: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        assert_eq!(outcome(&fixture), fixture["expect"], "{}", path.display());
        count += 1;
    }
    assert!(count > 0);
}

fn outcome(fixture: &Value) -> Value {
    let config = fixture["config"].to_string();
    assert_eq!(ChoiceGrader::check(&config).unwrap().max_points, 1000);
    let given = &fixture["submission"];
    let files = given["files"].as_object().into_iter().flatten();
    let submission = Submission {
        purpose: Purpose::Full,
        language: String::new(),
        files: files.map(|(path, text)| file(path, text)).collect(),
        entry: String::new(),
        answer: given.get("answer").map(Value::to_string),
        locale: "ko".to_owned(),
        seed: 0,
    };
    let mut runner = |_: Vec<RunRequest>| -> Vec<RunOutcome> { unreachable!("nothing to run") };
    let report = ChoiceGrader::grade(&mut runner, submission, &config).unwrap();
    let item = &report.items[0];
    let verdict = match item.verdict {
        Verdict::Accepted => "accepted",
        Verdict::Partial => "partial",
        Verdict::WrongAnswer => "wrong_answer",
        other => panic!("{other:?}"),
    };
    json!({ "verdict": verdict, "score": item.points, "max_score": item.max_points })
}

fn file(path: &str, text: &Value) -> File {
    File { path: path.to_owned(), content: text.as_str().unwrap().as_bytes().to_vec() }
}
