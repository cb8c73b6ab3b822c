//! Comparators: what a program printed against what it should print.
//!
//! All of them are linear in the output, but for `unordered-lines`, which
//! sorts lines: learners' outputs must not be able to burn the grader's fuel.

mod icpc;
pub mod json;
mod text;

use regex::{Regex, RegexBuilder};
use weaverse_grader_sdk::number;

use json::Json;

/// What numbers may differ by in `numeric` when nothing is said.
const DEFAULT_TOLERANCE: f64 = 1e-9;
/// Bytes of a compiled expression.
const REGEX_SIZE: usize = 1 << 20;
/// Levels of an expression.
const REGEX_NESTING: u32 = 50;

/// The name of a comparator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    /// The same bytes.
    Exact,
    /// The same lines, ignoring white space at line ends and empty lines at the end.
    Lines,
    /// The same words.
    Tokens,
    /// The same words; numbers may differ by the tolerance.
    Numeric,
    /// The same lines in any order.
    UnorderedLines,
    /// The output as a whole matches an expression.
    Regex,
    /// The same JSON value.
    Json,
    /// The same lines, whatever the case, the width of gaps and empty lines.
    NearLines,
    /// As the default validator of problem packages.
    Icpc,
}

impl Comparator {
    /// All comparators with their names in configurations.
    pub const NAMES: [(&'static str, Self); 9] = [
        ("exact", Self::Exact),
        ("lines", Self::Lines),
        ("tokens", Self::Tokens),
        ("numeric", Self::Numeric),
        ("unordered-lines", Self::UnorderedLines),
        ("regex", Self::Regex),
        ("json", Self::Json),
        ("near-lines", Self::NearLines),
        ("icpc", Self::Icpc),
    ];

    /// Whether a tolerance means something to it.
    pub fn has_tolerance(self) -> bool {
        matches!(self, Self::Numeric | Self::Json)
    }

    /// Whether `case-sensitive` means something to it.
    pub fn has_case(self) -> bool {
        matches!(self, Self::Tokens | Self::Numeric | Self::Icpc)
    }

    /// Whether the tolerances of its own and `space-sensitive` mean something to it.
    pub fn has_validator_options(self) -> bool {
        self == Self::Icpc
    }
}

/// How comparators compare.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// For `numeric` and `json`.
    pub tolerance: Option<f64>,
    /// For `tokens`, `numeric` and `icpc`.
    pub case_sensitive: bool,
    /// For `icpc`.
    pub space_sensitive: bool,
    /// For `icpc`.
    pub absolute_tolerance: Option<f64>,
    /// For `icpc`.
    pub relative_tolerance: Option<f64>,
}

/// A comparator with what it expects.
#[derive(Debug, Clone)]
pub struct Matcher {
    /// What is expected, as the author wrote it.
    pub text: String,
    options: Options,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Exact,
    Lines,
    UnorderedLines,
    Tokens,
    Numeric,
    Regex(Regex),
    Json(Json),
    NearLines,
    Icpc,
}

/// Why an output is not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The output is not UTF-8.
    NotText,
    /// There is no output, and some was expected.
    Nothing,
    /// A line or a word differs, is missing or is too much.
    Part {
        /// What is counted.
        unit: Unit,
        /// From 1.
        number: usize,
        /// Absent: it is too much.
        expected: Option<String>,
        /// Absent: it is missing.
        actual: Option<String>,
    },
    /// The output does not match the expression.
    Pattern,
    /// The output is no JSON value.
    NotJson,
    /// Another JSON value.
    Value(json::Place),
}

/// What a comparator counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Lines in order.
    Line,
    /// Lines in any order.
    AnyLine,
    /// Words.
    Word,
}

impl Matcher {
    /// A comparator that expects `text`, or what is wrong with the text.
    pub fn new(comparator: Comparator, text: &str, options: Options) -> Result<Self, String> {
        let kind = match comparator {
            Comparator::Exact => Kind::Exact,
            Comparator::Lines => Kind::Lines,
            Comparator::Tokens => Kind::Tokens,
            Comparator::Numeric => Kind::Numeric,
            Comparator::UnorderedLines => Kind::UnorderedLines,
            Comparator::Regex => Kind::Regex(whole(text)?),
            Comparator::Json => {
                Kind::Json(Json::parse(text).map_err(|error| format!("is not JSON: {error}"))?)
            }
            Comparator::NearLines => Kind::NearLines,
            Comparator::Icpc => Kind::Icpc,
        };
        Ok(Self { text: text.to_owned(), options, kind })
    }

    /// Accepts an output, or says what is wrong with it.
    pub fn compare(&self, output: &[u8]) -> Result<(), Difference> {
        let actual = std::str::from_utf8(output).map_err(|_| Difference::NotText)?;
        let expected = self.text.as_str();
        let nothing = |difference| if actual.is_empty() { Difference::Nothing } else { difference };
        match self.kind {
            Kind::Exact => return text::exact(expected, actual).map_err(nothing),
            Kind::Icpc => return icpc::compare(expected, actual, self.rules()).map_err(nothing),
            _ => {}
        }
        // A byte order mark is no text.
        let (expected, actual) = (without_bom(expected), without_bom(actual));
        let compared = match &self.kind {
            Kind::Exact | Kind::Icpc | Kind::Lines => text::lines(expected, actual),
            Kind::NearLines => text::near_lines(expected, actual),
            Kind::UnorderedLines => text::unordered_lines(expected, actual),
            Kind::Tokens => text::words(expected, actual, |a, b| self.same_word(a, b)),
            Kind::Numeric => text::words(expected, actual, |a, b| {
                let tolerance = self.options.tolerance;
                self.same_word(a, b) || number::is_close(a, b, tolerance, DEFAULT_TOLERANCE)
            }),
            Kind::Regex(regex) => match regex.is_match(&actual.replace("\r\n", "\n")) {
                true => Ok(()),
                false => Err(Difference::Pattern),
            },
            Kind::Json(value) => match Json::parse(actual) {
                Ok(actual) => {
                    value.compare(&actual, self.options.tolerance).map_err(Difference::Value)
                }
                Err(_) => Err(Difference::NotJson),
            },
        };
        compared.map_err(
            |difference| {
                if actual.trim().is_empty() { Difference::Nothing } else { difference }
            },
        )
    }

    fn rules(&self) -> icpc::Rules {
        icpc::Rules {
            case_sensitive: self.options.case_sensitive,
            space_sensitive: self.options.space_sensitive,
            absolute: self.options.absolute_tolerance,
            relative: self.options.relative_tolerance,
        }
    }

    fn same_word(&self, a: &str, b: &str) -> bool {
        a == b || !self.options.case_sensitive && a.to_lowercase() == b.to_lowercase()
    }
}

/// The expression for a whole output. Line ends at the end of the output need
/// not be in it, because hardly an author thinks of them.
fn whole(pattern: &str) -> Result<Regex, String> {
    let compile = |pattern: &str| {
        RegexBuilder::new(pattern).size_limit(REGEX_SIZE).nest_limit(REGEX_NESTING).build()
    };
    let reason = |error: regex::Error| {
        let text = error.to_string();
        let reason = text.lines().last().unwrap_or_default().trim_start_matches("error: ");
        format!("is not a regular expression: {reason}")
    };
    // Alone first: `a)(b` would be right between our brackets.
    compile(pattern).map_err(reason)?;
    compile(&format!(r"\A(?:{pattern})\n*\z")).map_err(reason)
}

fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

#[cfg(test)]
mod tests;
