//! Reads one case.

use serde_json::Value;
use weaverse_grader_sdk::{CaseHead, Fields, FunctionCall, Invocation, Node, Problem};

use super::super::{Case, Expected};
use super::{Defaults, Mode, comparator, function_name};
use crate::compare::json::Json;
use crate::compare::{Comparator, Matcher, Options};

/// The keys of a case.
pub const KEYS: [&str; 23] = [
    "name",
    "sample",
    "points",
    "stdin",
    "stdout",
    "hint",
    "arguments",
    "expect",
    "expect-json",
    "raises",
    "program-arguments",
    "function",
    "compare",
    "tolerance",
    "files",
    "feedback",
    "case-sensitive",
    "space-sensitive",
    "absolute-tolerance",
    "relative-tolerance",
    "before",
    "after",
    "group",
];

/// The keys of the comparator `icpc` alone.
pub const VALIDATOR_KEYS: [&str; 3] =
    ["space-sensitive", "absolute-tolerance", "relative-tolerance"];
/// The keys of code around the program.
pub const CODE_KEYS: [&str; 2] = ["before", "after"];
/// The most bytes of a group's name.
const MAX_GROUP: usize = 200;

/// The keys that only one of the modes knows.
const STDIO_KEYS: [&str; 3] = ["program-arguments", "before", "after"];
const CALL_KEYS: [&str; 5] = ["function", "arguments", "expect", "expect-json", "raises"];

/// The most data files of a case: the learner's files come on top.
const MAX_FILES: usize = 32;

/// A case with its comparator.
#[derive(Debug)]
pub struct Read {
    pub case: Case,
    /// Of what is printed.
    pub comparator: Comparator,
}

/// Reads the case with this number.
pub fn case(
    number: usize,
    node: &Node<'_>,
    defaults: &Defaults<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Read> {
    let before = problems.len();
    let fields = node.object(problems)?;
    check_keys(&fields, defaults.mode, problems);
    check_expectation(&fields, defaults.mode, problems);
    let own_comparator = fields.get("compare").and_then(|node| comparator(&node, problems));
    let own_tolerance = fields.get("tolerance").and_then(|node| node.non_negative(problems));
    let own = |key: &str, problems: &mut Vec<Problem>| {
        fields.get(key).and_then(|node| node.non_negative(problems))
    };
    let options = Options {
        tolerance: own_tolerance.or(defaults.tolerance),
        case_sensitive: fields.flag("case-sensitive", defaults.case_sensitive, problems),
        space_sensitive: fields.flag("space-sensitive", defaults.space_sensitive, problems),
        absolute_tolerance: own("absolute-tolerance", problems).or(defaults.absolute_tolerance),
        relative_tolerance: own("relative-tolerance", problems).or(defaults.relative_tolerance),
    };
    let printed = own_comparator.or(defaults.comparator).unwrap_or(Comparator::Lines);
    let printed = match defaults.mode {
        // In calls `json` is of the value.
        Mode::Call if printed == Comparator::Json => Comparator::Lines,
        _ => printed,
    };
    let values = defaults.mode == Mode::Call;
    if own_tolerance.is_some() && !values && !printed.has_tolerance() {
        let message = "the case does not compare by numeric or json, which have a tolerance";
        fields.problem_at("tolerance", message, problems);
    }
    check_options(&fields, printed, problems);
    let stdout = fields.text("stdout", problems);
    if values && stdout.is_none() && own_comparator.is_some_and(|own| own != Comparator::Json) {
        let message = "is of what is printed, and the case has no `stdout`; \
                       values are always compared by json";
        fields.problem_at("compare", message, problems);
    }
    let stdout = stdout.and_then(|text| {
        Matcher::new(printed, text, options)
            .map_err(|message| fields.problem_at("stdout", &message, problems))
            .ok()
    });
    let head = CaseHead::read(number, &fields, defaults.feedback, problems);
    let case = Case {
        name: head.name,
        sample: head.sample,
        points: head.points,
        stdin: fields.text("stdin", problems).unwrap_or_default().to_owned(),
        before: fields.text("before", problems).unwrap_or(defaults.before).to_owned(),
        after: fields.text("after", problems).unwrap_or(defaults.after).to_owned(),
        group: group(&fields, problems),
        files: files(&fields, problems),
        result: result(&fields, options.tolerance, problems),
        stdout,
        hint: head.hint,
        feedback: head.feedback,
        // Last, because nothing is read after the `?`.
        invocation: invocation(&fields, defaults, problems)?,
    };
    (problems.len() == before).then_some(Read { case, comparator: printed })
}

fn check_keys(fields: &Fields<'_>, mode: Mode, problems: &mut Vec<Problem>) {
    fields.only(&KEYS, problems);
    let (foreign, message) = match mode {
        Mode::Stdio => (CALL_KEYS.as_slice(), "belongs to the mode call"),
        Mode::Call => (STDIO_KEYS.as_slice(), "belongs to the mode stdio"),
    };
    for key in foreign.iter().filter(|key| fields.get(key).is_some()) {
        fields.problem_at(key, message, problems);
    }
}

/// Options that the comparator does not heed.
fn check_options(fields: &Fields<'_>, printed: Comparator, problems: &mut Vec<Problem>) {
    if fields.get("case-sensitive").is_some() && !printed.has_case() {
        let message = "the case does not compare by tokens, numeric or icpc, which heed it";
        fields.problem_at("case-sensitive", message, problems);
    }
    for key in VALIDATOR_KEYS {
        if fields.get(key).is_some() && !printed.has_validator_options() {
            let message = "the case does not compare by icpc, which heeds it";
            fields.problem_at(key, message, problems);
        }
    }
}

fn group(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> Option<String> {
    let name = fields.text("group", problems)?;
    if name.is_empty() || name.len() > MAX_GROUP {
        fields.problem_at("group", &format!("must have 1 to {MAX_GROUP} bytes"), problems);
    }
    Some(name.to_owned())
}

fn check_expectation(fields: &Fields<'_>, mode: Mode, problems: &mut Vec<Problem>) {
    let has = |key: &&str| fields.get(key).is_some();
    match mode {
        Mode::Stdio if !has(&"stdout") => {
            fields.problem("the case expects nothing: `stdout` is missing", problems);
        }
        Mode::Stdio => {}
        Mode::Call => match ["expect", "expect-json", "raises"].iter().filter(|k| has(k)).count() {
            0 if !has(&"stdout") => {
                let message = "the case expects nothing: give `expect`, `expect-json`, `raises` \
                               or `stdout`";
                fields.problem(message, problems);
            }
            0 | 1 => {}
            _ => {
                let message = "only one of `expect`, `expect-json` and `raises` can hold";
                fields.problem(message, problems);
            }
        },
    }
}

fn invocation(
    fields: &Fields<'_>,
    defaults: &Defaults<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Invocation> {
    if defaults.mode == Mode::Stdio {
        let arguments = fields.get("program-arguments").and_then(|node| node.strings(problems));
        let arguments = arguments.unwrap_or_default().into_iter().map(str::to_owned);
        return Some(Invocation::Program(arguments.collect()));
    }
    let arguments = match fields.get("arguments") {
        Some(node) => node.array(problems).map(|_| node.value.clone()),
        None => Some(Value::Array(Vec::new())),
    };
    let function = match fields.get("function") {
        Some(node) => function_name(&node, problems),
        None => {
            if defaults.function.is_none() {
                fields.problem("`function` is missing, here and above the cases", problems);
            }
            defaults.function
        }
    };
    let (function, arguments) = (function?.to_owned(), arguments?.to_string());
    Some(Invocation::Call(FunctionCall { function, arguments }))
}

fn result(
    fields: &Fields<'_>,
    tolerance: Option<f64>,
    problems: &mut Vec<Problem>,
) -> Option<Expected> {
    let mut value = |key: &str, text: &str| match Json::parse(text) {
        Ok(value) => Some(Expected::Value { value, tolerance }),
        Err(error) => {
            fields.problem_at(key, &format!("is not JSON: {error}"), problems);
            None
        }
    };
    if let Some(node) = fields.get("expect") {
        return value("expect", &node.value.to_string());
    }
    if let Some(node) = fields.get("expect-json") {
        return match node.value.as_str() {
            Some(text) => value("expect-json", text),
            None => node.string(problems).and(None),
        };
    }
    let node = fields.get("raises")?;
    let kind = node.string(problems)?.trim();
    if kind.is_empty() {
        node.problem("must be the kind of an error, for instance ValueError", problems);
    }
    Some(Expected::Raises(kind.to_owned()))
}

fn files(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> Vec<(String, String)> {
    let Some(table) = fields.get("files").and_then(|node| node.object(problems)) else {
        return Vec::new();
    };
    if table.entries().count() > MAX_FILES {
        table.problem(format!("there must be at most {MAX_FILES} files"), problems);
    }
    let mut files = Vec::new();
    for (path, node) in table.entries() {
        if !is_plain(path) {
            node.problem("must be a relative path without `.` and `..`", problems);
        }
        if let Some(content) = node.string(problems) {
            files.push((path.to_owned(), content.to_owned()));
        }
    }
    files
}

/// What the host lets be a path.
fn is_plain(path: &str) -> bool {
    path.len() <= 200
        && !path.contains(|c: char| c == '\\' || c == ':' || c.is_control())
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}
