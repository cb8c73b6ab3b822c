//! Reads the item's own keys and the cases.

mod check;
mod element;
mod step;
mod text;

use weaverse_grader_sdk::{CASE_KEYS, CaseHead, Feedback, Fields, Node, Problem, check_names};

use super::{Case, Config, Run};
use crate::css::Viewport;

/// The keys of the configuration.
const KEYS: [&str; 5] = ["page", "viewport", "feedback", "stop-at-first-failure", "cases"];
/// The keys of a case, beside [`CASE_KEYS`].
const CASE: [&str; 7] = ["viewport", "run", "steps", "answers", "storage", "address", "checks"];
/// The most cases: one run and one item of the report each.
const MAX_CASES: usize = 100;
/// The most pixels of a viewport.
const MAX_PIXELS: u32 = 10_000;

/// Reads a configuration.
pub fn config(root: Node<'_>, problems: &mut Vec<Problem>) -> Option<Config> {
    let fields = root.object(problems)?;
    fields.only(&KEYS, problems);
    let page = fields.text("page", problems).map(str::to_owned);
    let viewport = viewport(&fields, Viewport::DEFAULT, problems);
    let feedback = fields.get("feedback").and_then(|node| Feedback::read(&node, problems));
    let feedback = feedback.unwrap_or(Feedback::HIDDEN);
    let stop_at_first_failure = fields.flag("stop-at-first-failure", false, problems);
    let node = fields.required("cases", problems)?;
    let nodes = node.array(problems)?;
    if nodes.is_empty() || nodes.len() > MAX_CASES {
        node.problem(format!("there must be 1 to {MAX_CASES} cases"), problems);
        return None;
    }
    let cases: Vec<_> = (1..)
        .zip(&nodes)
        .map(|(number, node)| case(number, node, viewport, feedback, problems))
        .collect();
    let cases: Vec<_> = cases.into_iter().collect::<Option<_>>()?;
    check_names(&nodes, cases.iter().map(|case| case.head.name.as_str()), problems);
    let config = Config { page, stop_at_first_failure, cases };
    if config.max_points() == 0 {
        node.problem("the points of the cases add up to 0", problems);
    }
    Some(config)
}

fn case(
    number: usize,
    node: &Node<'_>,
    base: Viewport,
    feedback: Feedback,
    problems: &mut Vec<Problem>,
) -> Option<Case> {
    let before = problems.len();
    let fields = node.object(problems)?;
    fields.only(&[&CASE[..], &CASE_KEYS].concat(), problems);
    let head = CaseHead::read(number, &fields, feedback, problems);
    let viewport = viewport(&fields, base, problems);
    let run = run(&fields, problems);
    let checks = check::checks(&fields, run.is_some(), problems);
    let in_steps = run.iter().flat_map(|run| &run.steps).any(|step| !step.checks.is_empty());
    if checks.is_empty() && !in_steps && problems.len() == before {
        fields.problem("nothing is checked: give `checks`, here or in a step", problems);
    }
    (problems.len() == before).then_some(Case { head, viewport, run, checks })
}

/// Steps open the page; so does `run = true` without any.
fn run(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> Option<Run> {
    let steps = step::steps(fields, problems);
    let opens = fields.flag("run", steps.is_some(), problems);
    if !opens {
        for key in ["steps", "answers", "storage", "address"] {
            if fields.get(key).is_some() {
                fields.problem_at(key, "belongs to a page that is opened: `run = true`", problems);
            }
        }
        return None;
    }
    let answers = fields.get("answers").and_then(|node| node.array(problems)).unwrap_or_default();
    for answer in &answers {
        if !(answer.value.is_boolean() || answer.value.is_string()) {
            answer.problem("must be true, false or a string", problems);
        }
    }
    let stored = fields.get("storage").and_then(|node| node.object(problems));
    let mut storage = Vec::new();
    for (key, node) in stored.iter().flat_map(Fields::entries) {
        if let Some(text) = node.string(problems) {
            storage.push((key.to_owned(), text.to_owned()));
        }
    }
    let address = fields.text("address", problems).unwrap_or_default().to_owned();
    if !(address.is_empty() || address.starts_with(['?', '#'])) {
        fields.problem_at("address", "must begin with ? or #", problems);
    }
    Some(Run {
        steps: steps.unwrap_or_default(),
        answers: answers.iter().map(|node| node.value.clone()).collect(),
        storage,
        address,
    })
}

/// A width, or both width and height.
fn viewport(fields: &Fields<'_>, base: Viewport, problems: &mut Vec<Problem>) -> Viewport {
    let Some(node) = fields.get("viewport") else { return base };
    if node.value.is_number() {
        return match node.natural(MAX_PIXELS, problems) {
            Some(width) => Viewport { width, ..base },
            None => base,
        };
    }
    let Some(fields) = node.object(problems) else { return base };
    fields.only(&["width", "height"], problems);
    let mut pixels = |key| fields.get(key).and_then(|node| node.natural(MAX_PIXELS, problems));
    let (width, height) = (pixels("width"), pixels("height"));
    Viewport { width: width.unwrap_or(base.width), height: height.unwrap_or(base.height) }
}

#[cfg(test)]
mod tests;
