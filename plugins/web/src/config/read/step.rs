//! Reads steps.

use serde_json::json;
use weaverse_grader_sdk::{Fields, Node, Problem};

use super::super::{Action, Step};
use super::{check, element};

/// The most steps of a case.
const MAX_STEPS: usize = 100;
/// The longest wait: a day.
const MAX_WAIT: u32 = 86_400_000;
/// The longest text that is typed.
const MAX_TEXT: usize = 2_000;

/// Steps that need nothing but an element.
const ON: [&str; 10] = [
    "click",
    "double-click",
    "hover",
    "leave",
    "focus",
    "blur",
    "submit",
    "reset",
    "check",
    "uncheck",
];
/// Steps with a text.
const TEXT: [&str; 3] = ["type", "fill", "select"];

/// The list `steps`; nothing if there is none.
pub fn steps(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> Option<Vec<Step>> {
    let node = fields.get("steps")?;
    let nodes = node.array(problems)?;
    if nodes.is_empty() || nodes.len() > MAX_STEPS {
        let message = format!("there must be 1 to {MAX_STEPS} steps; without any, `run = true`");
        node.problem(message, problems);
    }
    Some(nodes.iter().filter_map(|node| step(node, problems)).collect())
}

fn step(node: &Node<'_>, problems: &mut Vec<Problem>) -> Option<Step> {
    let fields = node.object(problems)?;
    let checks = check::checks(&fields, true, problems);
    let action = action(&fields, problems)?;
    Some(Step { action, checks })
}

fn action(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> Option<Action> {
    let kinds: Vec<&str> =
        ON.iter().chain(&TEXT).chain(&["press", "wait", "event"]).copied().collect();
    let mut there = kinds.iter().filter(|kind| fields.get(kind).is_some());
    let (kind, other) = (there.next(), there.next());
    let Some(kind) = kind.filter(|_| other.is_none()) else {
        fields.problem(format!("must have exactly one of {}", kinds.join(", ")), problems);
        return None;
    };
    let node = fields.required(kind, problems)?;
    let known: &[&str] = match *kind {
        "press" => &["press", "on", "checks"],
        "event" => &["event", "on", "init", "checks"],
        kind if TEXT.contains(&kind) => &[kind, "text", "checks"],
        kind => &[kind, "checks"],
    };
    fields.only(known, problems);
    Some(match *kind {
        "wait" => Action::Wait(node.natural(MAX_WAIT, problems)?),
        "press" => Action::Press {
            selector: match fields.get("on") {
                Some(on) => Some(selector(&on, problems)?),
                None => None,
            },
            key: node.string(problems)?.to_owned(),
        },
        "event" => {
            let selector = selector(&fields.required("on", problems)?, problems)?;
            let init = fields.get("init").map_or_else(|| json!({}), |node| node.value.clone());
            Action::Event { name: node.string(problems)?.to_owned(), selector, init }
        }
        kind => {
            let selector = selector(&node, problems)?;
            match TEXT.iter().find(|known| **known == kind) {
                Some(what) => {
                    let text = fields.required("text", problems)?;
                    let text = text.string(problems)?.to_owned();
                    if text.len() > MAX_TEXT {
                        fields.problem_at("text", "is too long", problems);
                    }
                    Action::Text { what, selector, text }
                }
                None => {
                    let what = ON.iter().find(|known| **known == kind)?;
                    Action::On { what, selector }
                }
            }
        }
    })
}

/// A selector as the author wrote it.
fn selector(node: &Node<'_>, problems: &mut Vec<Problem>) -> Option<String> {
    element::query(node, problems).map(|query| query.text)
}
