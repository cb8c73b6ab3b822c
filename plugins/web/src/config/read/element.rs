//! Reads checks of elements.

use serde_json::Value;
use weaverse_grader_sdk::{Fields, Node, Problem};

use super::super::{Count, Elements, Flag, Place, Which};
use super::text::{presence, text, values};
use crate::css::is_too_deep;
use crate::selector::{Query, State};

/// The keys of a check of elements.
pub const KEYS: [&str; 21] = [
    "selector",
    "count",
    "min",
    "max",
    "which",
    "state",
    "text",
    "value",
    "attributes",
    "classes",
    "not-classes",
    "style",
    "checked",
    "visible",
    "focused",
    "disabled",
    "parent",
    "inside",
    "before",
    "after",
    "name",
];

/// The most elements that a check can ask for.
const MAX_COUNT: u32 = 10_000;

/// Reads a check of elements; `runs` says whether the page is opened.
pub fn elements(fields: &Fields<'_>, runs: bool, problems: &mut Vec<Problem>) -> Option<Elements> {
    fields.only(&KEYS, problems);
    let query = query(&fields.required("selector", problems)?, problems)?;
    let count = count(fields, problems);
    let read = |key: &str| fields.get(key);
    let attributes = read("attributes").and_then(|node| node.object(problems));
    let mut wanted = Vec::new();
    for (name, node) in attributes.iter().flat_map(Fields::entries) {
        wanted.extend(presence(&node, problems).map(|it| (name.to_ascii_lowercase(), it)));
    }
    let elements = Elements {
        query,
        count,
        which: which(fields, problems).unwrap_or(Which::At(0)),
        state: state(fields, problems),
        text: read("text").and_then(|node| text(&node, problems)),
        value: read("value").and_then(|node| text(&node, problems)),
        attributes: wanted,
        classes: classes(fields, problems),
        style: read("style").map(|node| values(&node, problems)).unwrap_or_default(),
        flags: flags(fields, runs, problems),
        places: places(fields, problems),
    };
    let counts_only = count.max == 0;
    if counts_only && !elements.is_bare() {
        fields.problem("elements that must not be there cannot be anything", problems);
    }
    Some(elements)
}

/// A selector.
pub fn query(node: &Node<'_>, problems: &mut Vec<Problem>) -> Option<Query> {
    let text = node.string(problems)?;
    let query = Some(text).filter(|text| !is_too_deep(text)).and_then(Query::read);
    if query.is_none() {
        node.problem("is not a selector", problems);
    }
    query
}

fn count(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> Count {
    let mut number = |key: &str| {
        let number = fields.get(key).and_then(|node| node.natural(MAX_COUNT, problems));
        number.map(|number| number as usize)
    };
    if let Some(exact) = number("count") {
        return Count { min: exact, max: exact };
    }
    let (min, max) = (number("min"), number("max"));
    let min = min.unwrap_or(usize::from(max != Some(0)));
    let count = Count { min, max: max.unwrap_or(usize::MAX) };
    if count.min > count.max {
        fields.problem_at("max", "is less than `min`", problems);
    }
    count
}

fn which(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> Option<Which> {
    let node = fields.get("which")?;
    match node.value {
        Value::String(word) => match word.as_str() {
            "first" => return Some(Which::At(0)),
            "last" => return Some(Which::Last),
            "all" => return Some(Which::All),
            "any" => return Some(Which::Any),
            _ => {}
        },
        Value::Number(number) if number.as_u64().is_some_and(|it| (1..=10_000).contains(&it)) => {
            return Some(Which::At(number.as_u64()? as usize - 1));
        }
        _ => {}
    }
    node.problem("must be first, last, all, any or a number from 1", problems);
    None
}

fn state(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> Option<State> {
    let node = fields.get("state")?;
    match node.string(problems)? {
        "hover" => Some(State::Hover),
        "focus" => Some(State::Focus),
        "active" => Some(State::Active),
        _ => {
            node.problem("must be hover, focus or active", problems);
            None
        }
    }
}

fn classes(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> Vec<(String, bool)> {
    let mut classes = Vec::new();
    for (key, wanted) in [("classes", true), ("not-classes", false)] {
        let names = fields.get(key).and_then(|node| node.strings(problems)).unwrap_or_default();
        classes.extend(names.into_iter().map(|name| (name.to_owned(), wanted)));
    }
    classes
}

fn flags(fields: &Fields<'_>, runs: bool, problems: &mut Vec<Problem>) -> Vec<(Flag, bool)> {
    let mut flags = Vec::new();
    for (key, flag) in [
        ("checked", Flag::Checked),
        ("visible", Flag::Visible),
        ("focused", Flag::Focused),
        ("disabled", Flag::Disabled),
    ] {
        if let Some(wanted) = fields.get(key).and_then(|node| node.boolean(problems)) {
            flags.push((flag, wanted));
        }
    }
    if !runs && fields.get("focused").is_some() {
        fields.problem_at("focused", "belongs to a page that is opened: `run = true`", problems);
    }
    flags
}

fn places(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> Vec<(Place, Query)> {
    let mut places = Vec::new();
    for (key, place) in [
        ("parent", Place::Parent),
        ("inside", Place::Inside),
        ("before", Place::Before),
        ("after", Place::After),
    ] {
        if let Some(query) = fields.get(key).and_then(|node| query(&node, problems)) {
            places.push((place, query));
        }
    }
    places
}

impl Elements {
    /// Whether only the number counts.
    pub fn is_bare(&self) -> bool {
        self.text.is_none()
            && self.value.is_none()
            && self.attributes.is_empty()
            && self.classes.is_empty()
            && self.style.is_empty()
            && self.flags.is_empty()
            && self.places.is_empty()
    }
}
