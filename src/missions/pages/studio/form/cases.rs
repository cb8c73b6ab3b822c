//! The form of the grader `cases`: its configuration as fields, and back.

use serde_json::{Map, Value, json};

use super::fields::{Errors, Fields, json};
use super::item::{FileForm, read_files};
use crate::i18n::Message;

/// As many as the grader takes.
const MAX_CASES: usize = 500;
/// What learners can be shown of a case.
pub const FEEDBACK: [&str; 6] = ["verdict", "input", "expected", "actual", "hint", "error"];
/// How outputs can be compared.
pub const COMPARE: [&str; 7] =
    ["lines", "exact", "tokens", "numeric", "unordered-lines", "regex", "json"];

/// The configuration.
#[derive(Debug, Clone, Default)]
pub struct CasesForm {
    /// Functions are called; otherwise programs read and print.
    pub call: bool,
    /// The function of call mode.
    pub function: String,
    /// The comparator of cases that name none.
    pub compare: String,
    /// A number, or empty.
    pub tolerance: String,
    /// Case matters.
    pub case_sensitive: bool,
    /// Later cases are skipped.
    pub stop: bool,
    /// What learners see of hidden cases.
    pub feedback: Vec<String>,
    /// Files that every case gets.
    pub extra: Vec<FileForm>,
    /// The cases.
    pub cases: Vec<CaseForm>,
}

/// A case.
#[derive(Debug, Clone, Default)]
pub struct CaseForm {
    /// Its name; may be empty.
    pub name: String,
    /// Shown before submitting.
    pub sample: bool,
    /// Points; empty: 1.
    pub points: String,
    /// What the program reads.
    pub stdin: String,
    /// What it must print.
    pub stdout: String,
    /// In call mode, what is printed is judged, too.
    pub judge_stdout: bool,
    /// JSON list.
    pub arguments: String,
    /// JSON value.
    pub expect: String,
    /// The error that must be raised.
    pub raises: String,
    /// Shown when it fails.
    pub hint: String,
    /// Empty: the item's.
    pub compare: String,
    /// It has a feedback policy of its own.
    pub own_feedback: bool,
    /// That policy.
    pub feedback: Vec<String>,
    /// All other keys, as JSON.
    pub more: String,
}

impl CaseForm {
    /// The policy's boxes: word and whether it is ticked.
    pub fn boxes(&self) -> Vec<(&'static str, bool)> {
        boxes(&self.feedback)
    }
}

/// Words of a policy and whether they are in it.
fn boxes(chosen: &[String]) -> Vec<(&'static str, bool)> {
    FEEDBACK.into_iter().map(|word| (word, chosen.iter().any(|c| c == word))).collect()
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn words(value: &Value) -> Vec<String> {
    let words = value.as_array().into_iter().flatten();
    words.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn shown(value: Option<&Value>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

impl CasesForm {
    /// The policy's boxes: word and whether it is ticked.
    pub fn boxes(&self) -> Vec<(&'static str, bool)> {
        boxes(&self.feedback)
    }

    /// The fields of a configuration.
    pub fn of(config: &Value) -> Self {
        let cases: Vec<Value> = config["cases"].as_array().cloned().unwrap_or_default();
        // What every case has is shown once.
        let files = |case: &Value| case["files"].as_object().cloned().unwrap_or_default();
        let mut common = cases.first().map(files).unwrap_or_default();
        common.retain(|path, text| {
            cases.iter().all(|case| case["files"].get(path.as_str()) == Some(text))
        });
        let extra = common.iter().map(|(path, text)| FileForm {
            path: path.clone(),
            text: text.as_str().unwrap_or_default().to_owned(),
        });
        let feedback = match config.get("feedback") {
            Some(given) => words(given),
            None => vec!["verdict".to_owned(), "hint".to_owned()],
        };
        Self {
            call: config["mode"] == "call",
            function: text(config, "function"),
            compare: config["compare"].as_str().unwrap_or("lines").to_owned(),
            tolerance: shown(config.get("tolerance")),
            case_sensitive: config["case-sensitive"] != false,
            stop: config["stop-at-first-failure"] == true,
            feedback,
            extra: extra.collect(),
            cases: cases.iter().map(|case| case_of(case, &common)).collect(),
        }
    }

    /// What was sent.
    pub fn read(fields: &Fields) -> Self {
        let count = fields.count("case", MAX_CASES);
        Self {
            call: fields.text("mode") == "call",
            function: fields.line("function"),
            compare: fields.text("compare"),
            tolerance: fields.line("tolerance"),
            case_sensitive: fields.flag("case_sensitive"),
            stop: fields.flag("stop"),
            feedback: fields.all("feedback"),
            extra: read_files(fields, "extra"),
            cases: (0..count).map(|at| read_case(fields, at)).collect(),
        }
    }

    /// The configuration of the fields.
    pub fn config(&self, errors: &mut Errors) -> Value {
        let mut config = Map::new();
        config.insert("mode".into(), json!(if self.call { "call" } else { "stdio" }));
        if self.call && !self.function.is_empty() {
            config.insert("function".into(), json!(self.function));
        }
        if !self.compare.is_empty() && self.compare != "lines" {
            config.insert("compare".into(), json!(self.compare));
        }
        if let Some(tolerance) = json(&self.tolerance, "tolerance", errors) {
            config.insert("tolerance".into(), tolerance);
        }
        if !self.case_sensitive {
            config.insert("case-sensitive".into(), json!(false));
        }
        if self.stop {
            config.insert("stop-at-first-failure".into(), json!(true));
        }
        if self.feedback != ["verdict", "hint"] {
            config.insert("feedback".into(), json!(self.feedback));
        }
        let cases = self.cases.iter().enumerate();
        let cases: Vec<Value> = cases.map(|(at, case)| self.case(at, case, errors)).collect();
        config.insert("cases".into(), json!(cases));
        Value::Object(config)
    }

    fn case(&self, at: usize, form: &CaseForm, errors: &mut Errors) -> Value {
        let field = |name: &str| format!("case.{at}.{name}");
        let mut case = match json(&form.more, &field("more"), errors) {
            Some(Value::Object(map)) => map,
            Some(_) => {
                errors.push((field("more"), Message::new("draft-more-bad")));
                Map::new()
            }
            None => Map::new(),
        };
        let mut set = |key: &str, value: Value| case.insert(key.to_owned(), value);
        if !form.name.is_empty() {
            set("name", json!(form.name));
        }
        if form.sample {
            set("sample", json!(true));
        }
        match form.points.parse::<u32>() {
            Ok(1) => {}
            Ok(points) => drop(set("points", json!(points))),
            Err(_) if form.points.is_empty() => {}
            Err(_) => errors.push((field("points"), Message::new("draft-number-bad"))),
        }
        if !form.stdin.is_empty() {
            set("stdin", json!(form.stdin));
        }
        if !self.call || form.judge_stdout {
            set("stdout", json!(form.stdout));
        }
        if self.call {
            if let Some(arguments) = json(&form.arguments, &field("arguments"), errors) {
                set("arguments", arguments);
            }
            if let Some(expect) = json(&form.expect, &field("expect"), errors) {
                // A JSON null would read as absent in a pack.
                match expect {
                    Value::Null => set("expect-json", json!("null")),
                    other => set("expect", other),
                };
            }
            if !form.raises.is_empty() {
                set("raises", json!(form.raises));
            }
        }
        if !form.hint.is_empty() {
            set("hint", json!(form.hint));
        }
        if !form.compare.is_empty() {
            set("compare", json!(form.compare));
        }
        if form.own_feedback {
            set("feedback", json!(form.feedback));
        }
        let extra = self.extra.iter().filter(|file| !file.path.is_empty());
        let extra: Vec<_> = extra.map(|file| (file.path.clone(), json!(file.text))).collect();
        if !extra.is_empty() {
            let files = case.entry("files").or_insert_with(|| json!({}));
            if let Some(files) = files.as_object_mut() {
                files.extend(extra);
            }
        }
        Value::Object(case)
    }
}

/// A case's fields; `common` files are the item's.
fn case_of(case: &Value, common: &Map<String, Value>) -> CaseForm {
    const OWN: [&str; 11] = [
        "name",
        "sample",
        "points",
        "stdin",
        "stdout",
        "arguments",
        "expect",
        "raises",
        "hint",
        "compare",
        "feedback",
    ];
    let mut more = case.as_object().cloned().unwrap_or_default();
    more.retain(|key, _| !OWN.contains(&key.as_str()));
    let null = more.get("expect-json").is_some_and(|text| text == "null");
    if null {
        more.remove("expect-json");
    }
    if let Some(files) = more.get_mut("files").and_then(Value::as_object_mut) {
        files.retain(|path, _| !common.contains_key(path));
    }
    if more.get("files").and_then(Value::as_object).is_some_and(Map::is_empty) {
        more.remove("files");
    }
    CaseForm {
        name: text(case, "name"),
        sample: case["sample"] == true,
        points: case.get("points").map_or_else(|| "1".to_owned(), ToString::to_string),
        stdin: text(case, "stdin"),
        stdout: text(case, "stdout"),
        judge_stdout: case.get("stdout").is_some(),
        arguments: shown(case.get("arguments")),
        expect: if null { "null".to_owned() } else { shown(case.get("expect")) },
        raises: text(case, "raises"),
        hint: text(case, "hint"),
        compare: text(case, "compare"),
        own_feedback: case.get("feedback").is_some(),
        feedback: words(&case["feedback"]),
        more: if more.is_empty() { String::new() } else { Value::Object(more).to_string() },
    }
}

fn read_case(fields: &Fields, at: usize) -> CaseForm {
    let field = |name: &str| format!("case.{at}.{name}");
    CaseForm {
        name: fields.line(&field("name")),
        sample: fields.flag(&field("sample")),
        points: fields.line(&field("points")),
        stdin: fields.text(&field("stdin")),
        stdout: fields.text(&field("stdout")),
        judge_stdout: fields.flag(&field("judge_stdout")),
        arguments: fields.line(&field("arguments")),
        expect: fields.line(&field("expect")),
        raises: fields.line(&field("raises")),
        hint: fields.line(&field("hint")),
        compare: fields.text(&field("compare")),
        own_feedback: fields.flag(&field("own_feedback")),
        feedback: fields.all(&field("feedback")),
        more: fields.line(&field("more")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configuration_comes_back_the_same() {
        for config in [
            json!({ "mode": "stdio", "cases": [
                { "stdin": "1\n", "stdout": "2\n", "sample": true, "points": 0, "hint": "x",
                  "files": { "data.txt": "a" } },
                { "stdout": "3\n", "tolerance": 0.5, "feedback": ["verdict", "input"],
                  "files": { "data.txt": "a", "own.txt": "b" } },
            ] }),
            json!({ "mode": "call", "function": "f", "compare": "numeric", "tolerance": 1e-6,
              "case-sensitive": false, "stop-at-first-failure": true, "feedback": ["verdict"],
              "cases": [
                { "arguments": [1, null], "expect": { "a": [1.5] } },
                { "arguments": [], "raises": "ValueError", "stdout": "" },
                { "arguments": [2], "expect-json": "null", "function": "g" },
            ] }),
        ] {
            let mut errors = Errors::new();
            assert_eq!(CasesForm::of(&config).config(&mut errors), config);
            assert!(errors.is_empty(), "{errors:?}");
        }
    }

    #[test]
    fn what_is_no_json_is_told_by_field() {
        let mut form = CasesForm { call: true, ..CasesForm::default() };
        form.cases.push(CaseForm { arguments: "[1".to_owned(), ..CaseForm::default() });
        let mut errors = Errors::new();
        form.config(&mut errors);
        assert_eq!(errors[0].0, "case.0.arguments");
    }
}
