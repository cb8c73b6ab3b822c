//! Reads what texts and values must be.

use regex::RegexBuilder;
use serde_json::Value;
use weaverse_grader_sdk::{Fields, Node, Problem};

use super::super::{Presence, TextMatch};
use crate::css::{self, Expected};

const KEYS: [&str; 7] =
    ["equals", "one-of", "contains", "lacks", "matches", "exact", "ignore-case"];
/// Bytes of a compiled pattern.
const PATTERN: usize = 1 << 20;

/// A string, or an object of [`KEYS`].
pub fn text(node: &Node<'_>, problems: &mut Vec<Problem>) -> Option<TextMatch> {
    if let Value::String(text) = node.value {
        return Some(TextMatch { one_of: vec![text.clone()], ..TextMatch::default() });
    }
    if let Value::Number(number) = node.value {
        return Some(TextMatch { one_of: vec![number.to_string()], ..TextMatch::default() });
    }
    let fields = node.object(problems)?;
    fields.only(&KEYS, problems);
    let ignore_case = fields.flag("ignore-case", false, problems);
    let mut one_of = words(&fields, "equals", problems);
    one_of.extend(words(&fields, "one-of", problems));
    let text = TextMatch {
        one_of,
        contains: words(&fields, "contains", problems),
        lacks: words(&fields, "lacks", problems),
        pattern: fields.get("matches").and_then(|node| pattern(&node, ignore_case, problems)),
        exact: fields.flag("exact", false, problems),
        ignore_case,
    };
    let says = !(text.one_of.is_empty() && text.contains.is_empty() && text.lacks.is_empty());
    if !says && fields.get("matches").is_none() {
        fields.problem("must have equals, one-of, contains, lacks or matches", problems);
    }
    Some(text)
}

/// true: it is there; false: it is not; otherwise its text.
pub fn presence(node: &Node<'_>, problems: &mut Vec<Problem>) -> Option<Presence> {
    Some(match node.value {
        Value::Bool(true) => Presence::There,
        Value::Bool(false) => Presence::Absent,
        _ => Presence::Text(text(node, problems)?),
    })
}

/// Values by properties.
pub fn values(node: &Node<'_>, problems: &mut Vec<Problem>) -> Vec<(String, Expected)> {
    let Some(fields) = node.object(problems) else { return Vec::new() };
    let mut values = Vec::new();
    for (property, node) in fields.entries() {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if property.is_empty() || !property.chars().all(is_name) {
            node.problem("is not a property of CSS", problems);
        }
        let expected = match node.value {
            Value::Bool(true) => Some(Expected::Any),
            Value::Bool(false) => Some(Expected::Absent),
            Value::Array(_) => node.strings(problems).map(|all| one_of(property, &all)),
            Value::Number(number) => Some(one_of(property, &[&number.to_string()])),
            _ => node.string(problems).map(|value| one_of(property, &[value])),
        };
        values.extend(expected.map(|expected| (property.to_owned(), expected)));
    }
    values
}

fn one_of(property: &str, values: &[&str]) -> Expected {
    Expected::OneOf(values.iter().map(|value| css::canonical(property, value)).collect())
}

/// A string or a list of strings.
fn words(fields: &Fields<'_>, key: &str, problems: &mut Vec<Problem>) -> Vec<String> {
    let Some(node) = fields.get(key) else { return Vec::new() };
    let list = match node.value {
        Value::Array(_) => node.strings(problems).unwrap_or_default(),
        _ => node.string(problems).into_iter().collect(),
    };
    list.into_iter().map(str::to_owned).collect()
}

fn pattern(
    node: &Node<'_>,
    ignore_case: bool,
    problems: &mut Vec<Problem>,
) -> Option<regex::Regex> {
    let text = node.string(problems)?;
    let built = RegexBuilder::new(text).case_insensitive(ignore_case).size_limit(PATTERN).build();
    match built {
        Ok(pattern) => Some(pattern),
        Err(error) => {
            let message = error.to_string();
            let line = message.lines().last().unwrap_or_default();
            node.problem(format!("is not a regular expression: {line}"), problems);
            None
        }
    }
}
