//! What configurations come to, and what is wrong with wrong ones.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::{Case, Expected};
use super::*;
use crate::compare::json::Json;
use weaverse_grader_sdk::{FunctionCall, Invocation};

fn read(config: &Value) -> Config {
    Config::read(&config.to_string()).unwrap()
}

fn problems(config: &Value) -> Vec<String> {
    let problems = Config::read(&config.to_string()).unwrap_err();
    problems.iter().map(Problem::to_string).collect()
}

#[test]
fn programs() {
    let config = read(&json!({ "cases": [
        { "sample": true, "points": 0, "stdin": "1 2\n", "stdout": "3\n" },
        { "name": " big ", "points": 3, "stdout": "x", "program-arguments": ["-v"],
          "files": { "data/a.txt": "A" }, "hint": "h", "feedback": ["verdict", "actual"] },
    ]}));
    assert!(!config.stop_at_first_failure);
    assert_eq!(config.max_points(), 3000);
    let [first, second] = config.cases.as_slice() else { panic!() };
    assert_eq!((first.name.as_str(), first.sample, first.points), ("1", true, 0));
    assert_eq!(first.stdin, "1 2\n");
    assert_eq!(first.feedback, Feedback::SAMPLE);
    assert_eq!((second.name.as_str(), second.sample, second.points), ("big", false, 3000));
    assert_eq!(second.invocation, Invocation::Program(vec!["-v".to_owned()]));
    assert_eq!(second.files, [("data/a.txt".to_owned(), "A".to_owned())]);
    assert_eq!(second.hint.as_deref(), Some("h"));
    assert!(second.feedback.verdict && second.feedback.actual && !second.feedback.hint);
}

#[test]
fn calls() {
    let config = read(&json!({ "mode": "call", "function": "add", "tolerance": 0.1, "cases": [
        { "arguments": [2, "a"], "expect": 5 },
        { "function": "Shop.total", "expect-json": "100000000000000000001", "tolerance": 0 },
    ]}));
    let call = |case: &Case| match &case.invocation {
        Invocation::Call(FunctionCall { function, arguments }) => format!("{function}{arguments}"),
        Invocation::Program(_) => panic!(),
    };
    let value = |case: &Case| match &case.result {
        Some(Expected::Value { value, tolerance }) => format!("{value} {tolerance:?}"),
        _ => panic!(),
    };
    assert_eq!(call(&config.cases[0]), r#"add[2,"a"]"#);
    assert_eq!(value(&config.cases[0]), "5 Some(0.1)");
    assert_eq!(call(&config.cases[1]), "Shop.total[]");
    assert_eq!(value(&config.cases[1]), "100000000000000000001 Some(0.0)");
}

#[test]
fn null_is_a_value() {
    let config =
        read(&json!({ "mode": "call", "function": "f", "cases": [{ "expect": Value::Null }] }));
    let result = config.cases[0].result.as_ref();
    assert!(matches!(result, Some(Expected::Value { value: Json::Null, .. })));
}

#[test]
fn feedback_of_the_item_is_for_hidden_cases() {
    let config = read(&json!({ "feedback": ["verdict", "input"], "cases": [
        { "sample": true, "stdout": "" },
        { "stdout": "" },
        { "sample": true, "stdout": "", "feedback": [] },
    ]}));
    let seen: Vec<_> = config.cases.iter().map(|c| (c.feedback.input, c.feedback.hint)).collect();
    assert_eq!(seen, [(true, true), (true, false), (false, false)]);
}

#[test]
fn all_mistakes_are_listed() {
    let config = json!({
        "mode": "stdio", "function": "f", "compare": "line", "tolerance": -1,
        "case-sensitive": "yes", "stop_at_first_failure": true, "feedback": ["verdict", "all"],
        "cases": [
            { "stdin": "1" },
            { "stdout": "a(", "compare": "regex", "tolerance": 1e-6 },
            { "stdout": "[", "compare": "json", "points": -1, "feedback": "all" },
            { "stdout": "", "expect": 5, "name": " ", "points": 1.5, "sample": "yes" },
            { "stdout": "", "files": { "../a": "", "/c": "", "b": 1, "d:e": "" }, "program-arguments": [1] },
            7,
        ],
    });
    let listed = problems(&config);
    let expected = [
        "/stop_at_first_failure: unknown key `stop_at_first_failure`; known are mode, function, \
         compare, tolerance, case-sensitive, space-sensitive, absolute-tolerance, \
         relative-tolerance, before, after, all-or-nothing, groups, stop-at-first-failure, \
         feedback, cases",
        "/function: belongs to the mode call",
        "/feedback/1: must be verdict, input, expected, actual, hint or error",
        "/compare: must be one of exact, lines, tokens, numeric, unordered-lines, regex, json, near-lines, icpc",
        "/tolerance: must be a number that is not negative",
        "/case-sensitive: must be true or false",
        "/cases/0: the case expects nothing: `stdout` is missing",
        "/cases/1/tolerance: the case does not compare by numeric or json, which have a tolerance",
        "/cases/1/stdout: is not a regular expression: unclosed group",
        "/cases/2/stdout: is not JSON: EOF while parsing a list at line 1 column 1",
        "/cases/2/feedback: must be an array",
        "/cases/2/points: must be an integer from 0 to 1000000",
        "/cases/3/expect: belongs to the mode call",
        "/cases/3/sample: must be true or false",
        "/cases/3/points: must be an integer from 0 to 1000000",
        "/cases/3/name: must not be empty",
        "/cases/4/files/..~1a: must be a relative path without `.` and `..`",
        "/cases/4/files/~1c: must be a relative path without `.` and `..`",
        "/cases/4/files/b: must be a string",
        "/cases/4/files/d:e: must be a relative path without `.` and `..`",
        "/cases/4/program-arguments/0: must be a string",
        "/cases/5: must be an object",
    ];
    assert_eq!(listed, expected);
}

#[test]
fn mistakes_of_calls_are_listed() {
    let listed = problems(&json!({ "mode": "call", "cases": [
        { "expect": 5 },
        { "function": "a b" },
        { "function": "f", "expect": 5, "raises": " ", "arguments": {} },
        { "function": "f", "expect-json": "[", "program-arguments": [] },
        { "function": "f", "expect-json": 5 },
        { "function": "f", "expect": 5, "compare": "tokens" },
    ]}));
    let expected = [
        "/cases/0: `function` is missing, here and above the cases",
        "/cases/1: the case expects nothing: give `expect`, `expect-json`, `raises` or `stdout`",
        "/cases/1/function: must be a function's name, or `name.attribute`",
        "/cases/2: only one of `expect`, `expect-json` and `raises` can hold",
        "/cases/2/arguments: must be an array",
        "/cases/3/program-arguments: belongs to the mode stdio",
        "/cases/3/expect-json: is not JSON: EOF while parsing a list at line 1 column 1",
        "/cases/4/expect-json: must be a string",
        "/cases/5/compare: is of what is printed, and the case has no `stdout`; values are \
         always compared by json",
    ];
    assert_eq!(listed, expected);
    let listed = problems(&json!({ "mode": "call", "function": "f", "cases": [
        { "expect": 5, "raises": "E" }, {}, { "raises": " " },
    ]}));
    let expected = [
        "/cases/0: only one of `expect`, `expect-json` and `raises` can hold",
        "/cases/1: the case expects nothing: give `expect`, `expect-json`, `raises` or `stdout`",
        "/cases/2/raises: must be the kind of an error, for instance ValueError",
    ];
    assert_eq!(listed, expected);
}

#[test]
fn mistakes_of_the_whole() {
    let case = json!({ "stdout": "a", "points": 0 });
    let long = "n".repeat(101);
    for (config, problem) in [
        (
            json!({ "cases": [{ "stdout": "", "name": long }] }),
            "/cases/0/name: must have at most 100 characters",
        ),
        (json!({}), "/: `cases` is missing"),
        (json!({ "cases": {} }), "/cases: must be an array"),
        (json!({ "cases": [] }), "/cases: there must be 1 to 500 cases"),
        (json!({ "cases": [case] }), "/cases: the points of the cases add up to 0"),
        (json!({ "mode": "x", "cases": [case] }), "/mode: must be stdio or call"),
        (
            json!({ "cases": [{ "stdout": "" }, { "stdout": "", "name": "1" }] }),
            "/cases/1: the case /cases/0 is named `1` too",
        ),
        (
            json!({ "tolerance": 1, "cases": [{ "stdout": "" }] }),
            "/tolerance: no case compares by numeric or json, which have a tolerance",
        ),
        (
            json!({ "case-sensitive": false, "cases": [{ "stdout": "" }] }),
            "/case-sensitive: no case compares by tokens, numeric or icpc, which heed it",
        ),
    ] {
        assert_eq!(problems(&config), [problem]);
    }
}

#[test]
fn the_schema_knows_the_same_keys() {
    let schema: Value = serde_json::from_str(include_str!("../../../config.schema.json")).unwrap();
    let set =
        |keys: &[&str]| -> BTreeSet<String> { keys.iter().map(|key| (*key).to_owned()).collect() };
    let listed = |schema: &Value| -> BTreeSet<String> {
        schema["properties"].as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(listed(&schema), set(&KEYS));
    assert_eq!(listed(&schema["$defs"]["case"]), set(&case::KEYS));
    let names = Comparator::NAMES.map(|(name, _)| json!(name));
    assert_eq!(schema["$defs"]["compare"]["enum"], json!(names));
}
