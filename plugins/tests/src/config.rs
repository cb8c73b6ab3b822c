//! What an author configured.

use weaverse_grader_sdk::{Fields, Node, Problem};

use crate::pattern;

/// Milli-points of all tests together: how many there are is known only when
/// they are collected. An item's own points scale them.
pub const POINTS: i64 = 100_000;

const KEYS: [&str; 9] = [
    "tests",
    "files",
    "run-skipped",
    "all-or-nothing",
    "weights",
    "samples",
    "hidden",
    "feedback",
    "max-runs",
];
/// The most files of each table.
const MAX_FILES: usize = 32;
/// The most patterns of a list.
const MAX_PATTERNS: usize = 100;
const MAX_WEIGHT: u32 = 1000;
const MAX_RUNS: u32 = 100;

/// Whether tests run that the file says are to be skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunSkipped {
    /// `xtest`, `xit` and `xdescribe` do.
    XTests,
    /// All do.
    All,
    /// None does.
    None,
}

/// The configuration of an item.
#[derive(Debug, Clone)]
pub struct Config {
    /// The tutor's files: path and text, in the order of their paths.
    pub tests: Vec<(String, String)>,
    /// Data files beside the program.
    pub files: Vec<(String, String)>,
    /// What becomes of tests that are to be skipped.
    pub run_skipped: RunSkipped,
    /// Points only if every test passes.
    pub all_or_nothing: bool,
    /// Patterns and weights.
    pub weights: Vec<(String, u32)>,
    /// What runs for samples.
    pub samples: Vec<String>,
    /// What shows the verdict only.
    pub hidden: Vec<String>,
    /// Of tests that are not hidden.
    pub feedback: Feedback,
    /// The most runs of a grading.
    pub max_runs: u32,
}

/// What a learner sees of a test; the staff sees everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feedback {
    /// That it is there and how it came out.
    pub verdict: bool,
    /// Its name.
    pub name: bool,
    /// What the assertion or the error says.
    pub message: bool,
    /// The frames of the learner's own files.
    pub error: bool,
    /// What the program printed.
    pub output: bool,
    /// The test's own text.
    pub code: bool,
}

impl Feedback {
    const NOTHING: Self = Self {
        verdict: false,
        name: false,
        message: false,
        error: false,
        output: false,
        code: false,
    };
    const USUAL: Self =
        Self { verdict: true, name: true, message: true, error: true, output: true, code: false };
    /// Of hidden tests.
    pub const HIDDEN: Self = Self { verdict: true, ..Self::NOTHING };

    fn read(node: &Node<'_>, problems: &mut Vec<Problem>) -> Option<Self> {
        let mut feedback = Self::NOTHING;
        for node in node.array(problems)? {
            let flag = match node.string(problems)? {
                "verdict" => &mut feedback.verdict,
                "name" => &mut feedback.name,
                "message" => &mut feedback.message,
                "error" => &mut feedback.error,
                "output" => &mut feedback.output,
                "code" => &mut feedback.code,
                _ => {
                    let known = "must be verdict, name, message, error, output or code";
                    node.problem(known, problems);
                    continue;
                }
            };
            *flag = true;
        }
        Some(feedback)
    }
}

impl Config {
    /// Reads a configuration, or lists everything wrong with it.
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        weaverse_grader_sdk::read_config(text, read)
    }

    /// The paths of the files that hold tests, in their order.
    pub fn collected(&self) -> Vec<&str> {
        self.tests.iter().map(|(path, _)| path.as_str()).filter(|path| holds_tests(path)).collect()
    }

    /// The weight of a test that does not say its own.
    pub fn weight(&self, name: &str) -> Option<u32> {
        let fits = |(pattern, _): &&(String, u32)| pattern::fits(pattern, name);
        self.weights.iter().find(fits).map(|(_, weight)| *weight)
    }

    /// What a learner sees of a test.
    pub fn feedback_of(&self, name: &str) -> Feedback {
        let hidden = self.hidden.iter().any(|pattern| pattern::fits(pattern, name));
        if hidden { Feedback::HIDDEN } else { self.feedback }
    }

    /// Whether a test is a sample.
    pub fn is_sample(&self, name: &str) -> bool {
        self.samples.iter().any(|pattern| pattern::fits(pattern, name))
    }
}

/// `test_x.py`, `x_test.py`, `x.test.js`, `x.spec.js`, and `test` and `tests`
/// of either language.
fn holds_tests(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    let alone = matches!(stem, "test" | "tests");
    match extension {
        "py" => alone || stem.starts_with("test_") || stem.ends_with("_test"),
        "js" | "mjs" | "cjs" => alone || stem.ends_with(".test") || stem.ends_with(".spec"),
        _ => false,
    }
}

fn read(root: Node<'_>, problems: &mut Vec<Problem>) -> Option<Config> {
    let fields = root.object(problems)?;
    fields.only(&KEYS, problems);
    let flag = |key: &str, problems: &mut Vec<Problem>| {
        fields.get(key).and_then(|node| node.boolean(problems)).unwrap_or(false)
    };
    let config = Config {
        files: table(&fields, "files", problems),
        run_skipped: run_skipped(&fields, problems),
        all_or_nothing: flag("all-or-nothing", problems),
        weights: weights(&fields, problems),
        samples: patterns(&fields, "samples", problems),
        hidden: patterns(&fields, "hidden", problems),
        feedback: fields
            .get("feedback")
            .and_then(|node| Feedback::read(&node, problems))
            .unwrap_or(Feedback::USUAL),
        max_runs: max_runs(&fields, problems),
        tests: match fields.required("tests", problems) {
            Some(_) => table(&fields, "tests", problems),
            None => return None,
        },
    };
    if config.collected().is_empty() && problems.is_empty() {
        let message = "no file holds tests: their names are test_*.py, *_test.py, *.test.js, \
                       *.spec.js, or test or tests";
        fields.problem_at("tests", message, problems);
    }
    if let Some((path, _)) =
        config.files.iter().find(|(path, _)| config.tests.iter().any(|(test, _)| test == path))
    {
        fields.problem_at("files", &format!("`{path}` is one of `tests` too"), problems);
    }
    Some(config)
}

fn run_skipped(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> RunSkipped {
    let Some(node) = fields.get("run-skipped") else { return RunSkipped::XTests };
    match node.string(problems) {
        Some("x-tests") | None => RunSkipped::XTests,
        Some("all") => RunSkipped::All,
        Some("none") => RunSkipped::None,
        Some(_) => {
            node.problem("must be x-tests, all or none", problems);
            RunSkipped::XTests
        }
    }
}

fn max_runs(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> u32 {
    let Some(node) = fields.get("max-runs") else { return 10 };
    match node.natural(MAX_RUNS, problems) {
        Some(0) => {
            node.problem("must be at least 1", problems);
            1
        }
        read => read.unwrap_or(10),
    }
}

fn weights(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> Vec<(String, u32)> {
    let Some(nodes) = fields.get("weights").and_then(|node| node.array(problems)) else {
        return Vec::new();
    };
    let mut weights = Vec::new();
    for node in nodes.iter().take(MAX_PATTERNS) {
        let Some(fields) = node.object(problems) else { continue };
        fields.only(&["tests", "weight"], problems);
        let tests = fields.required("tests", problems).and_then(|node| pattern_of(&node, problems));
        let weight = fields.required("weight", problems);
        let weight = weight.and_then(|node| node.natural(MAX_WEIGHT, problems));
        weights.extend(tests.zip(weight));
    }
    weights
}

fn patterns(fields: &Fields<'_>, key: &str, problems: &mut Vec<Problem>) -> Vec<String> {
    let Some(node) = fields.get(key) else { return Vec::new() };
    let nodes = node.array(problems).unwrap_or_default();
    if nodes.len() > MAX_PATTERNS {
        node.problem(format!("there must be at most {MAX_PATTERNS} patterns"), problems);
    }
    nodes.iter().filter_map(|node| pattern_of(node, problems)).collect()
}

fn pattern_of(node: &Node<'_>, problems: &mut Vec<Problem>) -> Option<String> {
    let pattern = node.string(problems)?;
    if pattern.is_empty() || pattern.len() > 200 {
        node.problem("must have 1 to 200 bytes", problems);
        return None;
    }
    Some(pattern.to_owned())
}

fn table(fields: &Fields<'_>, key: &str, problems: &mut Vec<Problem>) -> Vec<(String, String)> {
    let Some(table) = fields.get(key).and_then(|node| node.object(problems)) else {
        return Vec::new();
    };
    let count = table.entries().count();
    if count > MAX_FILES || (count == 0 && key == "tests") {
        table.problem(format!("there must be 1 to {MAX_FILES} files"), problems);
    }
    let mut files = Vec::new();
    for (path, node) in table.entries() {
        if !is_plain(path) {
            node.problem("must be a relative path without `.` and `..`", problems);
        }
        if let Some(text) = node.string(problems) {
            files.push((path.to_owned(), text.to_owned()));
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn problems(config: &Value) -> Vec<String> {
        let problems = Config::read(&config.to_string()).unwrap_err();
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn test_files_are_told_by_their_names() {
        for (path, expected) in [
            ("test_leap.py", true),
            ("leap_test.py", true),
            ("tests/test_a.py", true),
            ("tests.py", true),
            ("conftest.py", false),
            ("helpers.py", false),
            ("leap.spec.js", true),
            ("leap.test.mjs", true),
            ("leap.js", false),
            ("data.json", false),
        ] {
            assert_eq!(holds_tests(path), expected, "{path}");
        }
    }

    #[test]
    fn what_is_absent_has_a_default() {
        let config = Config::read(&json!({ "tests": { "test_a.py": "" } }).to_string()).unwrap();
        assert_eq!(config.collected(), ["test_a.py"]);
        assert_eq!(config.feedback_of("x"), Feedback::USUAL);
        assert_eq!((config.max_runs, config.run_skipped), (10, RunSkipped::XTests));
        assert_eq!(config.weight("x"), None);
    }

    #[test]
    fn patterns_choose_weights_and_feedback() {
        let config = json!({
            "tests": { "test_a.py": "" }, "hidden": ["*secret*"], "samples": ["*easy"],
            "weights": [{ "tests": "*hard", "weight": 3 }, { "tests": "*", "weight": 2 }],
        });
        let config = Config::read(&config.to_string()).unwrap();
        assert_eq!((config.weight("a hard"), config.weight("b")), (Some(3), Some(2)));
        assert_eq!(config.feedback_of("T::test_secret"), Feedback::HIDDEN);
        assert!(config.is_sample("test_easy") && !config.is_sample("test_hard"));
    }

    #[test]
    fn all_mistakes_are_listed() {
        assert_eq!(problems(&json!({})), ["/: `tests` is missing"]);
        let config = json!({
            "tests": { "../a.py": "", "test_b.py": 1 }, "file": {}, "run-skipped": "yes",
            "all-or-nothing": 1, "weights": [{ "tests": "", "weight": 2000 }, {}],
            "hidden": "x", "feedback": ["all"], "max-runs": 0,
        });
        assert_eq!(
            problems(&config),
            [
                "/file: unknown key `file`; known are tests, files, run-skipped, all-or-nothing, \
                 weights, samples, hidden, feedback, max-runs",
                "/run-skipped: must be x-tests, all or none",
                "/all-or-nothing: must be true or false",
                "/weights/0/tests: must have 1 to 200 bytes",
                "/weights/0/weight: must be an integer from 0 to 1000",
                "/weights/1: `tests` is missing",
                "/weights/1: `weight` is missing",
                "/hidden: must be an array",
                "/feedback/0: must be verdict, name, message, error, output or code",
                "/max-runs: must be at least 1",
                "/tests/..~1a.py: must be a relative path without `.` and `..`",
                "/tests/test_b.py: must be a string",
            ]
        );
        let config = json!({ "tests": { "helpers.py": "" } });
        assert!(problems(&config)[0].starts_with("/tests: no file holds tests"));
        let config = json!({ "tests": { "test_a.py": "" }, "files": { "test_a.py": "" } });
        assert_eq!(problems(&config), ["/files: `test_a.py` is one of `tests` too"]);
    }
}
