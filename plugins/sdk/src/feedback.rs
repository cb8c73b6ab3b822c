//! What a learner sees of a case.

use crate::{Node, Problem};

/// What a learner sees of a case; the staff sees everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feedback {
    /// That the case is there and how it came out.
    pub verdict: bool,
    /// What went in.
    pub input: bool,
    /// What should have come out.
    pub expected: bool,
    /// What came out.
    pub actual: bool,
    /// The author's hint when it fails.
    pub hint: bool,
    /// Error texts and the error stream.
    pub error: bool,
}

impl Feedback {
    /// Of samples: everything.
    pub const SAMPLE: Self =
        Self { verdict: true, input: true, expected: true, actual: true, hint: true, error: true };

    /// Of hidden cases, when nothing is said.
    pub const HIDDEN: Self = Self { verdict: true, hint: true, ..Self::NOTHING };

    const NOTHING: Self = Self {
        verdict: false,
        input: false,
        expected: false,
        actual: false,
        hint: false,
        error: false,
    };

    /// Reads a list of words.
    pub fn read(node: &Node<'_>, problems: &mut Vec<Problem>) -> Option<Self> {
        let mut feedback = Self::NOTHING;
        for node in node.array(problems)? {
            let flag = match node.string(problems)? {
                "verdict" => &mut feedback.verdict,
                "input" => &mut feedback.input,
                "expected" => &mut feedback.expected,
                "actual" => &mut feedback.actual,
                "hint" => &mut feedback.hint,
                "error" => &mut feedback.error,
                _ => {
                    let known = "must be verdict, input, expected, actual, hint or error";
                    node.problem(known, problems);
                    continue;
                }
            };
            *flag = true;
        }
        Some(feedback)
    }
}
