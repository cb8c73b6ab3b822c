//! Steps and checks in short, for samples and details.

use weaverse_grader_sdk::Sample;

use crate::config::{Action, Case, Check, Elements, Flag, Kind, Place, Presence};
use crate::css::Expected;

/// What learners see of a case beforehand.
pub fn sample(case: &Case) -> Sample {
    let text = |text: String| Some(text).filter(|text| !text.is_empty());
    let in_steps = case.run.iter().flat_map(|run| &run.steps).flat_map(|step| &step.checks);
    let checks: Vec<String> = in_steps.chain(&case.checks).map(check).collect();
    Sample {
        name: case.head.name.clone(),
        input: text(steps(case)),
        expected: text(checks.join("\n")),
        note: case.head.hint.clone(),
    }
}

/// What is done with the page.
pub fn steps(case: &Case) -> String {
    let steps = case.run.iter().flat_map(|run| &run.steps);
    let lines: Vec<String> = (1..)
        .zip(steps)
        .map(|(number, step)| format!("{number}. {}", action(&step.action)))
        .collect();
    lines.join("\n")
}

fn action(action: &Action) -> String {
    match action {
        Action::On { what, selector } => format!("{what} {selector}"),
        Action::Text { what, selector, text } => format!("{what} {selector} \"{text}\""),
        Action::Press { key, selector } => match selector {
            Some(selector) => format!("press {key} {selector}"),
            None => format!("press {key}"),
        },
        Action::Wait(time) => format!("wait {time}ms"),
        Action::Event { name, selector, .. } => format!("{name} {selector}"),
    }
}

/// A check in short.
pub fn check(check: &Check) -> String {
    if let Some(name) = &check.name {
        return name.clone();
    }
    match &check.kind {
        Kind::Elements(elements) => element(elements),
        Kind::Basics(basics) => {
            basics.iter().map(|basic| basic.word()).collect::<Vec<_>>().join(", ")
        }
        Kind::Declared(declared) => {
            let values: Vec<String> = declared
                .values
                .iter()
                .map(|(property, value)| declaration(property, value))
                .collect();
            let rule = format!("{} {{ {} }}", declared.shown, values.join("; "));
            match &declared.media {
                Some(media) => format!("@media {media} {{ {rule} }}"),
                None => rule,
            }
        }
        Kind::File { path, text } => format!("{path} {}", text.shown()),
        Kind::Console(text) => format!("console {}", text.shown()),
        Kind::Dialog(text) => format!("dialog {}", text.shown()),
        Kind::Storage { key, text } => format!("localStorage.{key} {}", presence(text)),
        Kind::Address(text) => format!("location {}", text.shown()),
        Kind::NoErrors => "console.error ×0".to_owned(),
    }
}

fn element(wanted: &Elements) -> String {
    let mut parts = Vec::new();
    match (wanted.count.min, wanted.count.max) {
        (1, usize::MAX) => {}
        (min, usize::MAX) => parts.push(format!("≥ {min}")),
        (min, max) if min == max => parts.push(format!("× {min}")),
        (min, max) => parts.push(format!("× {min}–{max}")),
    }
    parts.extend(wanted.text.iter().map(|text| text.shown()));
    parts.extend(wanted.value.iter().map(|text| format!("value {}", text.shown())));
    parts.extend(wanted.attributes.iter().map(|(name, it)| format!("[{name}] {}", presence(it))));
    parts.extend(
        wanted
            .classes
            .iter()
            .map(|(name, there)| format!("{}.{name}", if *there { "" } else { "no " })),
    );
    parts.extend(wanted.style.iter().map(|(property, value)| declaration(property, value)));
    for (flag, is) in &wanted.flags {
        let word = match flag {
            Flag::Checked => "checked",
            Flag::Visible => "visible",
            Flag::Focused => "focused",
            Flag::Disabled => "disabled",
        };
        parts.push(format!("{}{word}", if *is { "" } else { "not " }));
    }
    for (place, query) in &wanted.places {
        let word = match place {
            Place::Parent => "directly in",
            Place::Inside => "in",
            Place::Before => "before",
            Place::After => "after",
        };
        parts.push(format!("{word} {}", query.text));
    }
    if parts.is_empty() {
        return wanted.query.text.clone();
    }
    format!("{} {}", wanted.query.text, parts.join(", "))
}

fn presence(presence: &Presence) -> String {
    match presence {
        Presence::There => "✓".to_owned(),
        Presence::Absent => "✗".to_owned(),
        Presence::Text(text) => text.shown(),
    }
}

fn declaration(property: &str, value: &Expected) -> String {
    match value {
        Expected::OneOf(list) => format!("{property}: {}", list.join(" | ")),
        Expected::Any => format!("{property}: …"),
        Expected::Absent => format!("{property} ✗"),
    }
}
