//! Reads the item's own keys; `case` reads the cases, `check` the checks.

mod case;
mod check;
mod expectation;

use weaverse_grader_sdk::{Feedback, Fields, Node, Problem, check_names};

use super::{Check, Config, Setup};
use crate::compare::Options;
use crate::constructs;

/// The keys of the configuration, beside those of [`expectation::KEYS`].
const KEYS: [&str; 11] = [
    "mode",
    "setup",
    "tables",
    "foreign-keys",
    "model",
    "required",
    "forbidden",
    "stop-at-first-failure",
    "feedback",
    "checks",
    "cases",
];

/// The most cases: two runs and one item of the report each.
const MAX_CASES: usize = 100;

/// What holds for every case that does not say otherwise.
#[derive(Debug)]
struct Defaults {
    /// The result of the script's last query counts.
    wants_result: bool,
    has_model: bool,
    setup: Setup,
    options: Options,
    /// Of hidden cases.
    feedback: Feedback,
    checks: Vec<Check>,
}

/// Reads a configuration.
pub fn config(root: Node<'_>, problems: &mut Vec<Problem>) -> Option<Config> {
    let fields = root.object(problems)?;
    fields.only(&[KEYS.as_slice(), &expectation::OPTIONS].concat(), problems);
    let model = fields.text("model", problems).map(str::to_owned);
    let options = expectation::options(&fields, &expectation::DEFAULT, problems);
    let feedback = fields.get("feedback").and_then(|node| Feedback::read(&node, problems));
    let has_model = model.is_some();
    let defaults = Defaults {
        wants_result: mode(&fields, problems)?,
        has_model,
        setup: setup(&fields, problems),
        feedback: feedback.unwrap_or(Feedback::HIDDEN),
        checks: check::checks(&fields, &options, has_model, problems),
        options,
    };
    let required = words(&fields, "required", problems);
    let forbidden = words(&fields, "forbidden", problems);
    let stop_at_first_failure = fields.flag("stop-at-first-failure", false, problems);
    let foreign_keys = fields.flag("foreign-keys", false, problems);
    let node = fields.required("cases", problems)?;
    let nodes = node.array(problems)?;
    if nodes.is_empty() || nodes.len() > MAX_CASES {
        node.problem(format!("there must be 1 to {MAX_CASES} cases"), problems);
        return None;
    }
    let cases: Vec<_> = (1..)
        .zip(&nodes)
        .map(|(number, node)| case::case(number, node, &defaults, problems))
        .collect();
    let cases: Vec<_> = cases.into_iter().collect::<Option<_>>()?;
    check_names(&nodes, cases.iter().map(|case| case.head.name.as_str()), problems);
    if has_model && !cases.iter().any(super::Case::needs_model) {
        fields.problem_at("model", "every case says itself what it expects", problems);
    }
    let config = Config { foreign_keys, model, required, forbidden, stop_at_first_failure, cases };
    if config.max_points() == 0 {
        node.problem("the points of the cases add up to 0", problems);
    }
    Some(config)
}

/// Whether the result counts.
fn mode(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> Option<bool> {
    match fields.text("mode", problems) {
        None if fields.get("mode").is_some() => None,
        None | Some("query") => Some(true),
        Some("state") => Some(false),
        Some(_) => {
            fields.problem_at("mode", "must be query or state", problems);
            None
        }
    }
}

/// `setup`: SQL, or a list of it. `tables`: CSV text by the table's name.
fn setup(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> Setup {
    let scripts = match fields.get("setup") {
        Some(node) if node.value.is_array() => node.strings(problems).unwrap_or_default(),
        Some(node) => node.string(problems).into_iter().collect(),
        None => Vec::new(),
    };
    let tables = fields.get("tables").and_then(|node| node.object(problems));
    let mut csv = Vec::new();
    for (name, node) in tables.iter().flat_map(Fields::entries) {
        if name.trim().is_empty() {
            node.problem("a table has a name", problems);
        }
        if let Some(text) = node.string(problems) {
            csv.push((name.to_owned(), text.to_owned()));
        }
    }
    Setup { scripts: scripts.into_iter().map(str::to_owned).collect(), tables: csv }
}

/// Words of SQL, each with at least one token.
fn words(fields: &Fields<'_>, key: &str, problems: &mut Vec<Problem>) -> Vec<String> {
    let Some(nodes) = fields.get(key).and_then(|node| node.array(problems)) else {
        return Vec::new();
    };
    let mut words = Vec::new();
    for node in nodes {
        match node.string(problems) {
            Some(text) if constructs::is_construct(text) => words.push(text.to_owned()),
            Some(_) => node.problem("must be words of SQL, for instance GROUP BY", problems),
            None => {}
        }
    }
    words
}

#[cfg(test)]
mod tests;
