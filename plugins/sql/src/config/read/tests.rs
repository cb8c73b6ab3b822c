//! Tests: reading configurations.

use serde_json::{Value, json};

use super::super::{CheckKind, Config};

fn problems(config: &Value) -> Vec<String> {
    let read = Config::read(&config.to_string());
    read.unwrap_err().iter().map(ToString::to_string).collect()
}

fn read(config: &Value) -> Config {
    Config::read(&config.to_string()).unwrap()
}

#[test]
fn a_case_takes_what_it_does_not_say_from_the_item() {
    let config = read(&json!({
        "setup": "CREATE TABLE t(x)", "tables": { "a": "x\n1\n", "b": "x\n2\n" },
        "ordered": true, "tolerance": 0.5, "model": "SELECT 1",
        "cases": [
            { "sample": true, "points": 3 },
            { "setup": ["INSERT INTO t VALUES (1)"], "tables": { "b": "x\n3\n" }, "ordered": false },
            { "base": false, "rows": [[1, null]], "columns": ["a", "b"] },
        ],
    }));
    let [first, second, third] = config.cases.as_slice() else { panic!("{config:?}") };
    assert_eq!((first.setup.scripts.len(), first.setup.tables.len()), (1, 2));
    assert!(first.result.as_ref().unwrap().options.ordered && first.needs_model());
    assert_eq!(second.setup.scripts, ["CREATE TABLE t(x)", "INSERT INTO t VALUES (1)"]);
    let b = ("b".to_owned(), "x\n3\n".to_owned());
    assert_eq!(second.setup.tables, [("a".to_owned(), "x\n1\n".to_owned()), b]);
    let options = &second.result.as_ref().unwrap().options;
    assert_eq!((options.ordered, options.tolerance), (false, Some(0.5)));
    assert!(third.setup.scripts.is_empty() && third.setup.tables.is_empty());
    assert!(third.result.as_ref().unwrap().options.column_names, "written names are meant");
    assert!(!third.needs_model());
    assert_eq!(config.max_points(), 5000);
}

#[test]
fn checks_of_the_item_come_before_those_of_a_case() {
    let config = read(&json!({
        "mode": "state", "checks": [{ "table": "t" }],
        "cases": [{ "checks": [
            { "probe": "INSERT INTO t VALUES (0)", "fails": true },
            { "name": "all", "query": "SELECT * FROM v", "views": ["v"], "rows": [] },
        ] }],
    }));
    let checks = &config.cases[0].checks;
    let names: Vec<&str> = checks.iter().map(|check| check.name.as_str()).collect();
    assert_eq!(names, ["t", "INSERT INTO t VALUES (0)", "all"]);
    assert!(matches!(&checks[1].kind, CheckKind::Probe { fails: true, .. }));
    assert!(config.cases[0].result.is_none());
}

#[test]
fn all_mistakes_are_listed() {
    let config = json!({
        "modell": "SELECT 1",
        "tables": { "": 5 },
        "required": ["GROUP BY", "-- nothing"],
        "tolerance": -1,
        "checks": [
            { "name": "neither" },
            { "query": "SELECT 1", "fails": true },
            { "table": "t", "columns": [{ "type": "TEXT" }], "query": "SELECT 1" },
            { "query": "SELECT 1", "rows": "1" },
        ],
        "cases": [
            {},
            { "rows": [[1]], "rows-json": "[]" },
            { "rows": [[1, 2]], "columns": ["a"] },
            { "rows": [[1], [1, 2]] },
            { "rows-json": "[[{\"blob\": 1}]]", "points": -1 },
        ],
    });
    let found = problems(&config);
    let says = [
        "/modell: unknown key `modell`",
        "/tolerance: must be a number that is not negative",
        "/tables/: a table has a name",
        "/tables/: must be a string",
        "/checks/0: a check has `query`, `probe` or `table`",
        "/checks/1/fails: belongs to a `probe`",
        "/checks/2/query: unknown key `query`",
        "/checks/2/columns/0: `name` is missing",
        "/checks/3/rows: must be a list of rows",
        "/required/1: must be words of SQL",
        "/cases/0: nothing is expected",
        "/cases/1: only one of `rows` and `rows-json`",
        "/cases/2/columns: there must be one for each cell",
        "/cases/3: all rows must have as many cells",
        "/cases/4/rows-json: must be a list of rows",
        "/cases/4/points: must be an integer",
    ];
    for (found, says) in found.iter().zip(says) {
        assert!(found.starts_with(says), "{found}\n{says}");
    }
    assert_eq!(found.len(), says.len(), "{found:#?}");
}

#[test]
fn what_nothing_uses_is_a_mistake() {
    let no_checks = json!({ "mode": "state", "cases": [{ "rows": [[1]] }] });
    let found = problems(&no_checks);
    assert!(found[0].starts_with("/cases/0/rows: belongs to the mode query"), "{found:?}");
    assert!(found[1].starts_with("/cases/0: nothing is checked"), "{found:?}");
    let model = json!({ "model": "SELECT 1", "cases": [{ "rows": [[1]] }] });
    assert!(problems(&model)[0].starts_with("/model: every case says itself"));
    assert!(problems(&json!({ "mode": "both", "cases": [{}] }))[0].starts_with("/mode: must be"));
    assert!(problems(&json!({ "cases": [] }))[0].starts_with("/cases: there must be 1 to 100"));
    let twice = json!({ "cases": [{ "name": "2", "rows": [] }, { "rows": [] }] });
    assert!(problems(&twice)[0].contains("is named `2` too"));
}

#[test]
fn the_schema_knows_the_keys() {
    let schema: Value = serde_json::from_str(include_str!("../../../config.schema.json")).unwrap();
    let keys = |value: &Value| -> Vec<String> {
        value["properties"].as_object().unwrap().keys().cloned().collect()
    };
    let sorted = |parts: &[&[&str]]| -> Vec<String> {
        let mut all: Vec<String> = parts.concat().into_iter().map(str::to_owned).collect();
        all.sort();
        all
    };
    let mut top = keys(&schema);
    top.sort();
    assert_eq!(top, sorted(&[&super::KEYS, &super::expectation::OPTIONS]));
    let mut case = keys(&schema["$defs"]["case"]);
    case.sort();
    let known: [&[&str]; 4] = [
        &super::case::KEYS,
        &weaverse_grader_sdk::CASE_KEYS,
        &super::expectation::OPTIONS,
        &super::expectation::KEYS,
    ];
    assert_eq!(case, sorted(&known));
    let mut query = keys(&schema["$defs"]["query-check"]);
    query.sort();
    let known: [&[&str]; 3] =
        [&super::check::QUERY_KEYS, &super::expectation::OPTIONS, &super::expectation::KEYS];
    assert_eq!(query, sorted(&known));
    let mut table = keys(&schema["$defs"]["table-check"]);
    table.sort();
    assert_eq!(table, sorted(&[&super::check::TABLE_KEYS]));
}
