//! Configurations: right ones, mistakes, and the schema.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::config::Config;

fn problems(config: &Value) -> Vec<String> {
    match Config::read(&config.to_string()) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

fn one(check: Value) -> Vec<String> {
    problems(&json!({ "cases": [{ "checks": [check] }] }))
}

#[test]
fn a_right_configuration_is_read() {
    let config = json!({
        "page": "a.html", "viewport": { "width": 400 }, "feedback": ["verdict"],
        "cases": [
            { "name": "a", "points": 2, "checks": [{ "selector": "p", "count": 0 }] },
            { "run": true, "checks": [{ "console": "x" }] },
            { "steps": [{ "wait": 5 }, { "press": "a" }], "checks": [{ "errors": false }] },
        ],
    });
    let config = Config::read(&config.to_string()).unwrap();
    assert_eq!(config.max_points(), 4000);
    assert_eq!((config.cases[0].viewport.width, config.cases[0].viewport.height), (400, 768));
    assert!(config.cases[0].run.is_none());
    assert_eq!(config.cases[2].run.as_ref().unwrap().steps.len(), 2);
}

#[test]
fn mistakes_come_with_their_places() {
    for (check, expected) in [
        (json!({ "selector": "p:nope(" }), "/cases/0/checks/0/selector: is not a selector"),
        (
            json!({ "selector": "p", "min": 3, "max": 2 }),
            "/cases/0/checks/0/max: is less than `min`",
        ),
        (
            json!({ "selector": "p", "which": 0 }),
            "/cases/0/checks/0/which: must be first, last, all, any or a number from 1",
        ),
        (
            json!({ "selector": "p", "text": { "matches": "(" } }),
            "/cases/0/checks/0/text/matches: is not a regular expression: error: unclosed group",
        ),
        (
            json!({ "selector": "p", "rule": "p" }),
            "/cases/0/checks/0: has both `selector` and `rule`",
        ),
        (
            json!({ "selector": "p", "count": 0, "text": "x" }),
            "/cases/0/checks/0: elements that must not be there cannot be anything",
        ),
        (json!({ "rule": "a, b" }), "/cases/0/checks/0/rule: must be one selector"),
        (
            json!({ "document": ["lang", "none"] }),
            "/cases/0/checks/0/document/1: must be one of doctype, lang, title, charset, viewport, unique-ids, well-formed",
        ),
        (
            json!({ "console": "x" }),
            "/cases/0/checks/0/console: belongs to a page that is opened: `run = true`",
        ),
        (
            json!({ "selector": "p", "style": { "co lor": "red" } }),
            "/cases/0/checks/0/style/co lor: is not a property of CSS",
        ),
        (
            json!({ "selector": "p", "text": {} }),
            "/cases/0/checks/0/text: must have equals, one-of, contains, lacks or matches",
        ),
    ] {
        assert_eq!(one(check.clone()), [expected], "{check}");
    }
    assert_eq!(
        problems(&json!({ "cases": [{}] })),
        ["/cases/0: nothing is checked: give `checks`, here or in a step"]
    );
    let twice = json!({ "cases": [{ "steps": [{ "click": "a", "wait": 1 }], "checks": [{ "selector": "a" }] }] });
    assert!(problems(&twice)[0].starts_with("/cases/0/steps/0: must have exactly one of click"));
}

/// The schema of the studio's forms knows the keys that the reader knows.
#[test]
fn the_schema_has_the_keys_that_are_read() {
    let schema: Value = serde_json::from_str(include_str!("../../../config.schema.json")).unwrap();
    let keys = |pointer: &str| -> BTreeSet<String> {
        schema.pointer(pointer).unwrap().as_object().unwrap().keys().cloned().collect()
    };
    let known = |problems: Vec<String>| -> BTreeSet<String> {
        let lists = problems.iter().filter_map(|line| line.split_once("known are "));
        lists.flat_map(|(_, list)| list.split(", ").map(str::to_owned)).collect()
    };
    assert_eq!(keys("/properties"), known(problems(&json!({ "?": 0, "cases": [{}] }))));
    assert_eq!(keys("/$defs/case/properties"), known(problems(&json!({ "cases": [{ "?": 0 }] }))));
    let mut checks = BTreeSet::new();
    for kind in [
        "selector",
        "document",
        "accessibility",
        "rule",
        "file",
        "console",
        "dialog",
        "storage",
        "address",
        "errors",
    ] {
        checks.extend(known(one(json!({ kind: "x", "?": 0 }))));
    }
    assert_eq!(keys("/$defs/check/properties"), checks);
    let mut steps = BTreeSet::new();
    for kind in keys("/$defs/step/properties") {
        steps.extend(known(problems(&json!({ "cases": [{ "steps": [{ kind: "x", "?": 0 }] }] }))));
    }
    assert_eq!(keys("/$defs/step/properties"), steps);
}
