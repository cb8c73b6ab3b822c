//! Reads checks.

use serde_json::Value;
use weaverse_grader_sdk::{Fields, Node, Problem};

use super::super::{Check, Declared, Kind};
use super::element::elements;
use super::text::{presence, text, values};
use crate::basics::Basic;
use crate::css;

/// The most checks of a case or a step.
const MAX_CHECKS: usize = 100;
/// Each check has one of these; it says what the check is about.
const KINDS: [&str; 10] = [
    "selector",
    "document",
    "accessibility",
    "rule",
    "file",
    "console",
    "dialog",
    "storage",
    "address",
    "errors",
];

/// The list `checks`.
pub fn checks(fields: &Fields<'_>, runs: bool, problems: &mut Vec<Problem>) -> Vec<Check> {
    let Some(node) = fields.get("checks") else { return Vec::new() };
    let nodes = node.array(problems).unwrap_or_default();
    if nodes.len() > MAX_CHECKS {
        node.problem(format!("there must be at most {MAX_CHECKS} checks"), problems);
    }
    nodes.iter().filter_map(|node| check(node, runs, problems)).collect()
}

fn check(node: &Node<'_>, runs: bool, problems: &mut Vec<Problem>) -> Option<Check> {
    let fields = node.object(problems)?;
    let name = fields.text("name", problems).map(str::to_owned);
    let mut known = KINDS.iter().filter(|kind| fields.get(kind).is_some());
    let Some(kind) = known.next() else {
        fields.problem(format!("must have one of {}", KINDS.join(", ")), problems);
        return None;
    };
    if let Some(other) = known.next() {
        fields.problem(format!("has both `{kind}` and `{other}`"), problems);
        return None;
    }
    let kind = match *kind {
        "selector" => Kind::Elements(Box::new(elements(&fields, runs, problems)?)),
        "rule" => Kind::Declared(declared(&fields, problems)?),
        "file" => file(&fields, problems)?,
        kind => simple(kind, &fields, runs, problems)?,
    };
    Some(Check { name, kind })
}

/// The kinds that have one key.
fn simple(
    kind: &str,
    fields: &Fields<'_>,
    runs: bool,
    problems: &mut Vec<Problem>,
) -> Option<Kind> {
    let known: &[&str] = match kind {
        "storage" => &["storage", "text", "name"],
        kind => &[kind, "name"],
    };
    fields.only(known, problems);
    if !runs && !matches!(kind, "document" | "accessibility") {
        fields.problem_at(kind, "belongs to a page that is opened: `run = true`", problems);
    }
    let node = fields.required(kind, problems)?;
    Some(match kind {
        "document" | "accessibility" => Kind::Basics(basics(&node, kind, problems)?),
        "console" => Kind::Console(text(&node, problems)?),
        "dialog" => Kind::Dialog(text(&node, problems)?),
        "address" => Kind::Address(text(&node, problems)?),
        "storage" => Kind::Storage {
            key: node.string(problems)?.to_owned(),
            text: match fields.get("text") {
                Some(node) => presence(&node, problems)?,
                None => super::super::Presence::There,
            },
        },
        _ => {
            if node.value != &Value::Bool(false) {
                node.problem("must be false: no script raises an error", problems);
            }
            Kind::NoErrors
        }
    })
}

fn basics(node: &Node<'_>, kind: &str, problems: &mut Vec<Problem>) -> Option<Vec<Basic>> {
    let known: Vec<Basic> = Basic::ALL
        .into_iter()
        .filter(|basic| basic.is_accessibility() == (kind == "accessibility"))
        .collect();
    if node.value == &Value::String("all".to_owned()) {
        return Some(known);
    }
    let mut wanted = Vec::new();
    for node in node.array(problems)? {
        let Some(word) = node.string(problems) else { continue };
        match known.iter().find(|basic| basic.word() == word) {
            Some(basic) => wanted.push(*basic),
            None => {
                let words: Vec<_> = known.iter().map(|basic| basic.word()).collect();
                node.problem(format!("must be one of {}", words.join(", ")), problems);
            }
        }
    }
    if wanted.is_empty() {
        node.problem("must name at least one", problems);
    }
    Some(wanted)
}

fn declared(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> Option<Declared> {
    fields.only(&["rule", "media", "declares", "name"], problems);
    let shown = fields.text("rule", problems)?;
    let selector = css::canonical_selector(shown);
    if selector.is_none() {
        fields.problem_at("rule", "must be one selector", problems);
    }
    let media = fields.text("media", problems);
    let written = media.and_then(css::canonical_media);
    if media.is_some() && written.is_none() {
        fields.problem_at("media", "is not a media query", problems);
    }
    let values = match fields.get("declares") {
        Some(node) => values(&node, problems),
        None => Vec::new(),
    };
    Some(Declared { selector: selector?, shown: shown.to_owned(), media: written, values })
}

fn file(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> Option<Kind> {
    fields.only(&["file", "text", "name"], problems);
    let path = fields.text("file", problems)?.to_owned();
    let text = text(&fields.required("text", problems)?, problems)?;
    Some(Kind::File { path, text })
}
