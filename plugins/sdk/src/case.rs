//! What the cases of every grader have: a name, points, a hint, and what the
//! learner sees of them.

use std::collections::BTreeMap;

use crate::{Feedback, Fields, Node, Problem};

/// The most points of a case.
const MAX_POINTS: u32 = 1_000_000;
/// The most characters of a name: a report lists it.
const MAX_NAME: usize = 100;

/// The keys that [`CaseHead::read`] reads.
pub const CASE_KEYS: [&str; 5] = ["name", "sample", "points", "hint", "feedback"];

/// What a case is called and what it is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseHead {
    /// Unique in the configuration.
    pub name: String,
    /// Learners see it beforehand.
    pub sample: bool,
    /// Milli-points.
    pub points: i64,
    /// Shown when the case fails.
    pub hint: Option<String>,
    /// What the learner sees of it.
    pub feedback: Feedback,
}

impl CaseHead {
    /// Reads the head of the case with this number, which is its name if it
    /// has none; `hidden` is the feedback of hidden cases.
    pub fn read(
        number: usize,
        fields: &Fields<'_>,
        hidden: Feedback,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let sample = fields.flag("sample", false, problems);
        let feedback = fields.get("feedback").and_then(|node| Feedback::read(&node, problems));
        let points = fields.get("points").and_then(|node| node.natural(MAX_POINTS, problems));
        Self {
            name: name(number, fields, problems),
            sample,
            points: i64::from(points.unwrap_or(1)) * 1000,
            hint: fields.text("hint", problems).map(str::to_owned),
            feedback: feedback.unwrap_or(if sample { Feedback::SAMPLE } else { hidden }),
        }
    }
}

fn name(number: usize, fields: &Fields<'_>, problems: &mut Vec<Problem>) -> String {
    match fields.text("name", problems).map(str::trim) {
        Some("") => {
            fields.problem_at("name", "must not be empty", problems);
            String::new()
        }
        Some(name) if name.chars().count() > MAX_NAME => {
            let message = format!("must have at most {MAX_NAME} characters");
            fields.problem_at("name", &message, problems);
            String::new()
        }
        Some(name) => name.to_owned(),
        None => number.to_string(),
    }
}

/// Notes every name that an earlier case has too.
pub fn check_names<'n>(
    nodes: &[Node<'_>],
    names: impl Iterator<Item = &'n str>,
    problems: &mut Vec<Problem>,
) {
    let mut first = BTreeMap::new();
    for (index, name) in names.enumerate() {
        let earlier = *first.entry(name).or_insert(index);
        if earlier != index {
            let message = format!("the case /cases/{earlier} is named `{name}` too");
            nodes[index].problem(message, problems);
        }
    }
}
