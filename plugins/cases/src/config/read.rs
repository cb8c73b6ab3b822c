//! Reads the item's own keys; `case` reads the cases.

mod case;
mod groups;

use weaverse_grader_sdk::{Feedback, Fields, Node, Problem, check_names};

use super::Config;
use crate::compare::Comparator;

/// The keys of the configuration.
pub const KEYS: [&str; 15] = [
    "mode",
    "function",
    "compare",
    "tolerance",
    "case-sensitive",
    "space-sensitive",
    "absolute-tolerance",
    "relative-tolerance",
    "before",
    "after",
    "all-or-nothing",
    "groups",
    "stop-at-first-failure",
    "feedback",
    "cases",
];

/// The most cases: one run and one item of the report each.
const MAX_CASES: usize = 500;

/// What runs a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// The program, which reads stdin and prints.
    Stdio,
    /// One function.
    Call,
}

/// What holds for every case that does not say otherwise.
#[derive(Debug)]
struct Defaults<'a> {
    mode: Mode,
    function: Option<&'a str>,
    comparator: Option<Comparator>,
    tolerance: Option<f64>,
    case_sensitive: bool,
    space_sensitive: bool,
    absolute_tolerance: Option<f64>,
    relative_tolerance: Option<f64>,
    before: &'a str,
    after: &'a str,
    /// Of hidden cases.
    feedback: Feedback,
}

/// Reads a configuration.
pub fn config(root: Node<'_>, problems: &mut Vec<Problem>) -> Option<Config> {
    let fields = root.object(problems)?;
    fields.only(&KEYS, problems);
    let stop_at_first_failure = fields.flag("stop-at-first-failure", false, problems);
    let defaults = defaults(&fields, problems);
    let node = fields.required("cases", problems)?;
    let nodes = node.array(problems)?;
    if nodes.is_empty() || nodes.len() > MAX_CASES {
        node.problem(format!("there must be 1 to {MAX_CASES} cases"), problems);
        return None;
    }
    let defaults = defaults?;
    let read: Vec<_> = (1..)
        .zip(&nodes)
        .map(|(number, node)| case::case(number, node, &defaults, problems))
        .collect();
    check_use(&fields, &defaults, &read, problems);
    let cases: Vec<_> = read.into_iter().map(|read| Some(read?.case)).collect::<Option<_>>()?;
    check_names(&nodes, cases.iter().map(|case| case.name.as_str()), problems);
    let all_or_nothing = fields.flag("all-or-nothing", false, problems);
    let groups = groups::groups(&fields, &cases, problems);
    let config = Config { stop_at_first_failure, cases, all_or_nothing, groups };
    if config.max_points() == 0 {
        node.problem("the points of the cases add up to 0", problems);
    }
    Some(config)
}

fn defaults<'a>(fields: &Fields<'a>, problems: &mut Vec<Problem>) -> Option<Defaults<'a>> {
    let mode = match fields.get("mode") {
        None => Some(Mode::Stdio),
        Some(node) => match node.string(problems) {
            Some("stdio") => Some(Mode::Stdio),
            Some("call") => Some(Mode::Call),
            Some(_) => {
                node.problem("must be stdio or call", problems);
                None
            }
            None => None,
        },
    };
    let function = fields.get("function");
    if mode == Some(Mode::Stdio) && function.is_some() {
        fields.problem_at("function", "belongs to the mode call", problems);
    }
    let feedback = fields.get("feedback").map(|node| Feedback::read(&node, problems));
    for key in case::CODE_KEYS {
        if mode == Some(Mode::Call) && fields.get(key).is_some() {
            fields.problem_at(key, "belongs to the mode stdio", problems);
        }
    }
    let tolerance = |key: &str, problems: &mut Vec<Problem>| {
        fields.get(key).and_then(|node| node.non_negative(problems))
    };
    let defaults = Defaults {
        absolute_tolerance: tolerance("absolute-tolerance", problems),
        relative_tolerance: tolerance("relative-tolerance", problems),
        space_sensitive: fields.flag("space-sensitive", false, problems),
        before: fields.text("before", problems).unwrap_or_default(),
        after: fields.text("after", problems).unwrap_or_default(),
        mode: mode.unwrap_or(Mode::Stdio),
        function: function.and_then(|node| function_name(&node, problems)),
        comparator: fields.get("compare").and_then(|node| comparator(&node, problems)),
        tolerance: fields.get("tolerance").and_then(|node| node.non_negative(problems)),
        case_sensitive: fields.flag("case-sensitive", true, problems),
        feedback: feedback.flatten().unwrap_or(Feedback::HIDDEN),
    };
    mode.map(|_| defaults)
}

/// A default that no case can use is a mistake too.
fn check_use(
    fields: &Fields<'_>,
    defaults: &Defaults<'_>,
    cases: &[Option<case::Read>],
    problems: &mut Vec<Problem>,
) {
    let used_by = |means: fn(Comparator) -> bool| {
        // An unreadable case might use it.
        cases.iter().any(|read| read.as_ref().is_none_or(|read| means(read.comparator)))
    };
    let values = defaults.mode == Mode::Call;
    if defaults.tolerance.is_some() && !values && !used_by(Comparator::has_tolerance) {
        let message = "no case compares by numeric or json, which have a tolerance";
        fields.problem_at("tolerance", message, problems);
    }
    if fields.get("case-sensitive").is_some() && !used_by(Comparator::has_case) {
        let message = "no case compares by tokens, numeric or icpc, which heed it";
        fields.problem_at("case-sensitive", message, problems);
    }
    for key in case::VALIDATOR_KEYS {
        if fields.get(key).is_some() && !used_by(Comparator::has_validator_options) {
            fields.problem_at(key, "no case compares by icpc, which heeds it", problems);
        }
    }
}

fn comparator(node: &Node<'_>, problems: &mut Vec<Problem>) -> Option<Comparator> {
    let name = node.string(problems)?;
    let found = Comparator::NAMES.iter().find(|(known, _)| *known == name);
    if found.is_none() {
        let names = Comparator::NAMES.map(|(name, _)| name);
        node.problem(format!("must be one of {}", names.join(", ")), problems);
    }
    Some(found?.1)
}

/// `name` or `name.attribute`.
fn function_name<'a>(node: &Node<'a>, problems: &mut Vec<Problem>) -> Option<&'a str> {
    let name = node.string(problems)?;
    let is_word = |word: &str| {
        let word_character = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        !word.is_empty() && word.chars().all(word_character)
    };
    if name.split('.').count() > 2 || !name.split('.').all(is_word) {
        node.problem("must be a function's name, or `name.attribute`", problems);
        return None;
    }
    Some(name)
}

#[cfg(test)]
mod tests;
