//! Test cases of a question.

use roxmltree::Node;
use serde_json::{Value, json};

use super::template::Template;
use super::{Question, text_of};
use crate::exchange::names::quoted;
use crate::exchange::notes::Notes;
use crate::i18n::Message;

/// What the learner sees of a test that is shown.
const SHOWN: [&str; 6] = ["verdict", "input", "expected", "actual", "hint", "error"];
/// The most points of a case.
const MOST_POINTS: f64 = 1_000_000.0;

/// How outputs are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grader {
    /// The same, but for white space at the ends of lines.
    Equality,
    /// The same, but for case, empty lines and the width of gaps.
    NearEquality,
    /// An expression is found in the output.
    Regex,
}

impl Grader {
    /// By `CodeRunner`'s name; none is the first.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "" | "EqualityGrader" => Some(Self::Equality),
            "NearEqualityGrader" => Some(Self::NearEquality),
            "RegexGrader" => Some(Self::Regex),
            _ => None,
        }
    }

    fn comparator(self) -> &'static str {
        match self {
            Self::Equality => "lines",
            Self::NearEquality => "near-lines",
            Self::Regex => "regex",
        }
    }

    /// What must be printed. `preg_match` searches; ours takes the whole.
    fn expected(self, expected: &str) -> String {
        match self {
            Self::Regex => format!("(?s:.*?)(?ms:{})(?s:.*)", expected.trim_end()),
            _ => expected.to_owned(),
        }
    }
}

/// What a test is, whatever runs it.
pub struct Test<'a> {
    node: Node<'a, 'a>,
    line: usize,
}

impl Test<'_> {
    /// One of its texts.
    pub fn text(&self, name: &str) -> String {
        text_of(self.node, name).replace("\r\n", "\n")
    }

    fn flag(&self, name: &str) -> bool {
        self.node.attribute(name) == Some("1")
    }

    fn mark(&self) -> f64 {
        let mark = self.node.attribute("mark").and_then(|mark| mark.trim().parse::<f64>().ok());
        mark.filter(|mark| mark.is_finite() && *mark >= 0.0).unwrap_or(1.0)
    }

    /// Shown and run before handing in.
    pub fn is_sample(&self) -> bool {
        self.flag("useasexample") || self.is_precheck()
    }

    /// Run only before handing in.
    fn is_precheck(&self) -> bool {
        self.node.attribute("testtype") == Some("1")
    }
}

impl<'a> Question<'a> {
    /// The tests, in their order.
    pub fn tests(&self) -> Vec<Test<'a>> {
        let children = |node: Node<'a, 'a>, name: &'static str| {
            node.children().filter(move |child| child.has_tag_name(name))
        };
        let tests = children(self.node, "testcases").flat_map(|list| children(list, "testcase"));
        tests.map(|node| Test { node, line: self.quiz.line(node) }).collect()
    }

    /// Name, points, sample and feedback of a test.
    pub fn head(&self, test: &Test<'_>, unit: f64, notes: &mut Notes) -> Value {
        let mut head = json!({ "sample": test.is_sample() });
        let points = if test.is_precheck() { 0.0 } else { (test.mark() * unit).round() };
        head["points"] = json!(points.clamp(0.0, MOST_POINTS) as i64);
        let display = test.text("display");
        let display = display.trim();
        let shown = !matches!(display, "HIDE" | "HIDE_IF_FAIL");
        if matches!(display, "HIDE_IF_FAIL" | "HIDE_IF_SUCCEED") {
            let became = if shown { "SHOW" } else { "HIDE" };
            let message = Message::new("exchange-display")
                .with("display", quoted(display))
                .with("became", quoted(became));
            notes.loss(&self.quiz.path(), test.line, message);
        }
        if test.flag("hiderestiffail") {
            notes.loss(&self.quiz.path(), test.line, Message::new("exchange-hide-rest"));
        }
        head["feedback"] = if shown { json!(SHOWN) } else { json!([]) };
        head
    }

    /// Marks are decimal, points are whole: the factor that makes them so.
    pub fn unit(tests: &[Test<'_>]) -> f64 {
        let whole = |unit: f64| {
            tests
                .iter()
                .all(|test| ((test.mark() * unit).round() - test.mark() * unit).abs() < 1e-6)
        };
        [1.0, 10.0, 100.0, 1000.0].into_iter().find(|unit| whole(*unit)).unwrap_or(1000.0)
    }

    /// The case of a program's test.
    pub fn case(
        &self,
        test: &Test<'_>,
        template: &Template,
        grader: Grader,
        unit: f64,
        notes: &mut Notes,
    ) -> Value {
        let mut case = self.head(test, unit, notes);
        let (before, after) = template.around(|name| test.text(name));
        if !before.is_empty() {
            case["before"] = json!(before);
        }
        if !after.trim().is_empty() {
            case["after"] = json!(after);
        }
        let stdin = test.text("stdin");
        if !stdin.is_empty() {
            case["stdin"] = json!(stdin);
        }
        case["compare"] = json!(grader.comparator());
        let expected = grader.expected(&test.text("expected"));
        if grader == Grader::Regex
            && let Err(error) = regex::Regex::new(&expected)
        {
            let said = error.to_string();
            let said = said.lines().last().unwrap_or_default().to_owned();
            let message = Message::new("exchange-regex").with("error", said);
            notes.refuse(&self.quiz.path(), test.line, message);
        }
        case["stdout"] = json!(expected);
        case
    }
}
