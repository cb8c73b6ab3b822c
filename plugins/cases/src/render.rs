//! What goes in and what must come out, as text for people.

use weaverse_grader_sdk::{Invocation, Sample};

use crate::compare::json::Json;
use crate::config::{Case, Expected};

/// Bytes of a sample's text at most: the host takes 64 KiB.
const SAMPLE: usize = 60 << 10;

/// What the program is given: stdin alone, or a call, or parts with headings.
pub fn input(case: &Case) -> String {
    let mut parts = Vec::new();
    match &case.invocation {
        Invocation::Call(call) => {
            let arguments = readable(&call.arguments);
            let inner = arguments.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
            parts.push((None, format!("{}({})", call.function, inner.unwrap_or_default())));
        }
        Invocation::Program(arguments) if !arguments.is_empty() => {
            parts.push((Some("arguments"), arguments.join("\n")));
        }
        Invocation::Program(_) => {}
    }
    if !case.after.trim().is_empty() {
        let heading = (!parts.is_empty()).then_some("code");
        parts.push((heading, case.after.trim_matches('\n').to_owned() + "\n"));
    }
    parts.extend(case.files.iter().map(|(path, text)| (Some(path.as_str()), text.clone())));
    if !case.stdin.is_empty() {
        let alone = parts.is_empty();
        parts.push(((!alone).then_some("stdin"), case.stdin.clone()));
    }
    join(parts)
}

/// What the program must come to.
pub fn expected(case: &Case) -> String {
    let mut parts = Vec::new();
    match &case.result {
        Some(Expected::Value { value, .. }) => parts.push((None, value.to_string())),
        Some(Expected::Raises(kind)) => parts.push((None, kind.clone())),
        None => {}
    }
    if let Some(matcher) = &case.stdout {
        let alone = parts.is_empty();
        parts.push(((!alone).then_some("stdout"), matcher.text.clone()));
    }
    join(parts)
}

/// JSON as expected values are written, with spaces.
pub fn readable(json: &str) -> String {
    Json::parse(json).map_or_else(|_| json.to_owned(), |value| value.to_string())
}

/// The case as a learner sees it before submitting.
pub fn sample(case: &Case) -> Sample {
    let shown = |allowed: bool, text: String| allowed.then(|| cut(text)).filter(|t| !t.is_empty());
    Sample {
        name: case.name.clone(),
        input: shown(case.feedback.input, input(case)),
        expected: shown(case.feedback.expected, expected(case)),
        note: None,
    }
}

fn join(parts: Vec<(Option<&str>, String)>) -> String {
    let mut text = String::new();
    for (heading, part) in parts {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        if let Some(heading) = heading {
            text.push_str(&format!("--- {heading} ---\n"));
        }
        text.push_str(&part);
    }
    text
}

fn cut(mut text: String) -> String {
    if text.len() > SAMPLE {
        text.truncate(text.floor_char_boundary(SAMPLE));
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::config::Config;

    fn sample_of(config: &Value) -> (Option<String>, Option<String>) {
        let config = Config::read(&config.to_string()).unwrap();
        let sample = sample(&config.cases[0]);
        (sample.input, sample.expected)
    }

    fn rendered(config: &Value) -> (String, String) {
        let (input, expected) = sample_of(config);
        (input.unwrap_or_default(), expected.unwrap_or_default())
    }

    #[test]
    fn a_program_shows_its_input() {
        let config = json!({ "cases": [{ "sample": true, "stdin": "1 2\n", "stdout": "3\n" }]});
        assert_eq!(rendered(&config), ("1 2\n".to_owned(), "3\n".to_owned()));
        let config = json!({ "cases": [{ "sample": true, "stdin": "x", "stdout": "3",
            "program-arguments": ["-n", "5"], "files": { "a.txt": "A\n" } }]});
        let input = "--- arguments ---\n-n\n5\n--- a.txt ---\nA\n--- stdin ---\nx";
        assert_eq!(rendered(&config).0, input);
    }

    #[test]
    fn a_call_is_written_as_a_call() {
        let config = |case: Value| json!({ "mode": "call", "function": "add", "cases": [case]});
        let case = json!({ "sample": true, "arguments": [2, "a,b", [1]], "expect": [1, 2] });
        let expected = (r#"add(2, "a,b", [1])"#.to_owned(), "[1, 2]".to_owned());
        assert_eq!(rendered(&config(case)), expected);
        let case = json!({ "sample": true, "raises": "ValueError", "stdout": "x\n" });
        let expected = ("add()".to_owned(), "ValueError\n--- stdout ---\nx\n".to_owned());
        assert_eq!(rendered(&config(case)), expected);
    }

    #[test]
    fn a_sample_shows_what_its_feedback_allows() {
        let config = json!({ "cases": [
            { "sample": true, "stdin": "a", "stdout": "b", "feedback": ["verdict", "input"] },
        ]});
        assert_eq!(sample_of(&config), (Some("a".to_owned()), None));
    }

    #[test]
    fn a_huge_sample_is_cut() {
        let stdin = "가".repeat(30_000);
        let config = json!({ "cases": [{ "sample": true, "stdin": stdin, "stdout": "" }]});
        assert!(rendered(&config).0.len() <= SAMPLE + 3);
    }
}
