//! The form of an item.

use std::time::Duration;

use serde_json::{Value, json};
use weaverse_sandbox::{File, RunLimits};

use super::cases::{CaseForm, CasesForm};
use super::fields::{Errors, Fields, json as parse_json, number, shift};
use super::schema;
use crate::i18n::Message;
use crate::packs::{Choice, Item, ItemKind};
use crate::web::format::points;

/// As many as a learner may hand in.
const MAX_FILES: usize = 32;
/// As many as a question may have.
const MAX_CHOICES: usize = 10;

/// The fields of an item.
#[derive(Debug, Clone, Default)]
pub struct ItemForm {
    /// A program, or a question with choices.
    pub is_code: bool,
    /// Its identity in the mission.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Points.
    pub points: String,
    /// Empty: no limit.
    pub attempts: String,
    /// Seconds; empty: none.
    pub cool_down: String,
    /// Markdown.
    pub statement: String,
    /// Markdown.
    pub explanation: String,
    /// Several choices may be right.
    pub multiple: bool,
    /// Some of the right choices earn some of the points.
    pub partial: bool,
    /// What can be chosen.
    pub choices: Vec<ChoiceForm>,
    /// A runtime's id.
    pub language: String,
    /// Empty: the runtime's default.
    pub entry: String,
    /// Million units.
    pub fuel: String,
    /// MiB.
    pub memory: String,
    /// KiB.
    pub output: String,
    /// Milliseconds.
    pub time: String,
    /// What the learner begins with.
    pub starter: Vec<FileForm>,
    /// The model solution.
    pub solution: Vec<FileForm>,
    /// A grader's id.
    pub grader: String,
    /// Its configuration.
    pub config: ConfigForm,
}

/// A configuration, in one of three ways.
#[derive(Debug, Clone)]
pub enum ConfigForm {
    /// Of the grader `cases`.
    Cases(CasesForm),
    /// Drawn from the grader's schema.
    Schema(Vec<schema::Row>),
    /// JSON.
    Raw(String),
}

impl Default for ConfigForm {
    fn default() -> Self {
        Self::Raw("{}".to_owned())
    }
}

/// A choice.
#[derive(Debug, Clone, Default)]
pub struct ChoiceForm {
    /// Markdown.
    pub text: String,
    /// Right.
    pub correct: bool,
    /// Shown to whoever chose it.
    pub note: String,
}

/// A file.
#[derive(Debug, Clone, Default)]
pub struct FileForm {
    /// Its path.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Files of the fields `NAME.N.path` and `NAME.N.text`.
pub fn read_files(fields: &Fields, name: &str) -> Vec<FileForm> {
    let count = fields.count(name, MAX_FILES);
    let file = |at: usize| FileForm {
        path: fields.line(&format!("{name}.{at}.path")),
        text: fields.text(&format!("{name}.{at}.text")),
    };
    (0..count).map(file).collect()
}

/// How the configuration is shown.
#[derive(Debug, Clone, Copy)]
pub struct Ways<'a> {
    /// The grader's schema, if it is there.
    pub schema: Option<&'a Value>,
    /// JSON is wanted.
    pub raw: bool,
}

impl ItemForm {
    /// The fields of an item.
    pub fn of(item: &Item, ways: Ways<'_>) -> Self {
        let judged = |id: &str| {
            let choices = item.config["choices"].as_array().into_iter().flatten();
            choices.clone().find(|choice| choice["id"] == id).cloned().unwrap_or_default()
        };
        let choices = item.choices.iter().map(|choice| {
            let judged = judged(&choice.id);
            ChoiceForm {
                text: choice.text.clone(),
                correct: judged["correct"] == true,
                note: judged["note"].as_str().unwrap_or_default().to_owned(),
            }
        });
        let optional = |number: Option<i64>| number.map(|n| n.to_string()).unwrap_or_default();
        Self {
            is_code: item.kind == ItemKind::Code,
            name: item.name.clone(),
            title: item.title.clone(),
            points: points(item.points),
            attempts: optional(item.attempts),
            cool_down: optional(item.cool_down),
            statement: item.statement.clone(),
            explanation: item.explanation.clone(),
            multiple: item.multiple,
            partial: item.config["partial"] == true,
            choices: choices.collect(),
            language: item.language.clone(),
            entry: item.entry.clone(),
            fuel: (item.limits.fuel / 1_000_000).to_string(),
            memory: (item.limits.memory_bytes >> 20).to_string(),
            output: (item.limits.output_bytes >> 10).to_string(),
            time: item.limits.wall.as_millis().to_string(),
            starter: files_of(&item.starter),
            solution: files_of(&item.solution),
            grader: item.grader.clone(),
            config: config_of(item, ways),
        }
    }

    /// What was sent; `before` is the item as it is.
    pub fn read(fields: &Fields, before: &Item, schema: Option<&Value>) -> Self {
        let choice = |at: usize| ChoiceForm {
            text: fields.text(&format!("choice.{at}.text")),
            correct: fields.all("correct").contains(&at.to_string()),
            note: fields.line(&format!("choice.{at}.note")),
        };
        let config = match fields.text("config_way").as_str() {
            "cases" => ConfigForm::Cases(CasesForm::read(fields)),
            "schema" => ConfigForm::Schema(
                schema.map(|schema| schema::read(schema, fields)).unwrap_or_default(),
            ),
            _ => ConfigForm::Raw(fields.text("config")),
        };
        Self {
            is_code: before.kind == ItemKind::Code,
            name: fields.line("name"),
            title: fields.line("title"),
            points: fields.line("points"),
            attempts: fields.line("attempts"),
            cool_down: fields.line("cool_down"),
            statement: fields.text("statement"),
            explanation: fields.text("explanation"),
            multiple: fields.flag("multiple"),
            partial: fields.flag("partial"),
            choices: (0..fields.count("choice", MAX_CHOICES)).map(choice).collect(),
            language: fields.line("language"),
            entry: fields.line("entry"),
            fuel: fields.line("fuel"),
            memory: fields.line("memory"),
            output: fields.line("output"),
            time: fields.line("time"),
            starter: read_files(fields, "starter"),
            solution: read_files(fields, "solution"),
            grader: fields.line("grader"),
            config,
        }
    }

    /// The item of the fields.
    pub fn item(&self, before: &Item, errors: &mut Errors) -> Item {
        let choices = self.choices.iter().enumerate();
        let choices: Vec<Choice> = choices
            .map(|(at, form)| Choice { id: (at + 1).to_string(), text: form.text.clone() })
            .collect();
        let config = match (self.is_code, &self.config) {
            (false, _) => self.choice_config(),
            // The fields are of the grader that was there: a new one begins anew.
            (true, _) if self.grader != before.grader => json!({}),
            (true, ConfigForm::Cases(form)) => form.config(errors),
            (true, ConfigForm::Schema(rows)) => schema::value(rows, errors),
            (true, ConfigForm::Raw(text)) => {
                parse_json(text, "config", errors).unwrap_or_else(|| json!({}))
            }
        };
        Item {
            name: self.name.clone(),
            kind: before.kind,
            title: self.title.clone(),
            points: milli(&self.points, errors),
            attempts: number(&self.attempts, "attempts", errors),
            cool_down: number(&self.cool_down, "cool_down", errors),
            statement: self.statement.clone(),
            explanation: self.explanation.clone(),
            choices: if self.is_code { Vec::new() } else { choices },
            multiple: !self.is_code && self.multiple,
            language: self.language.clone(),
            entry: self.entry.clone(),
            starter: files(&self.starter),
            solution: files(&self.solution),
            grader: if self.is_code { self.grader.clone() } else { before.grader.clone() },
            config,
            limits: if self.is_code { self.limits(errors) } else { before.limits.clone() },
        }
    }

    fn choice_config(&self) -> Value {
        let choices = self.choices.iter().enumerate().map(|(at, form)| {
            let mut choice = json!({ "id": (at + 1).to_string(), "correct": form.correct });
            if !form.note.is_empty() {
                choice["note"] = json!(form.note);
            }
            choice
        });
        let choices: Vec<Value> = choices.collect();
        json!({ "choices": choices, "multiple": self.multiple, "partial": self.partial })
    }

    fn limits(&self, errors: &mut Errors) -> RunLimits {
        let mut within = |text: &str, field: &str, min: i64, max: i64| {
            let given = number(text, field, errors)?;
            if (min..=max).contains(&given) {
                return u64::try_from(given).ok();
            }
            let message = Message::new("draft-range").with("min", min).with("max", max);
            errors.push((field.to_owned(), message));
            None
        };
        let mut limits = RunLimits::default();
        if let Some(millions) = within(&self.fuel, "fuel", 1, 100_000) {
            limits.fuel = millions * 1_000_000;
        }
        if let Some(mib) = within(&self.memory, "memory", 1, 512) {
            limits.memory_bytes = mib << 20;
        }
        if let Some(kib) = within(&self.output, "output", 1, 16 << 10) {
            limits.output_bytes = kib << 10;
        }
        if let Some(millis) = within(&self.time, "time", 100, 60_000) {
            limits.wall = Duration::from_millis(millis);
        }
        limits
    }

    /// A button's act on the fields, for instance `remove-case.3`. What it
    /// does not know changes nothing.
    pub fn act(&mut self, act: &str, default_entry: &str) {
        let (verb, at) = act.split_once('.').unwrap_or((act, ""));
        let at: usize = at.parse().unwrap_or(usize::MAX);
        let new_file = |files: &[FileForm]| FileForm {
            path: if files.is_empty() { default_entry.to_owned() } else { String::new() },
            text: String::new(),
        };
        match verb {
            "add-choice" if self.choices.len() < MAX_CHOICES => {
                self.choices.push(ChoiceForm::default());
            }
            "remove-choice" => remove(&mut self.choices, at),
            "add-starter" => self.starter.push(new_file(&self.starter)),
            "remove-starter" => remove(&mut self.starter, at),
            "add-solution" => self.solution.push(new_file(&self.solution)),
            "remove-solution" => remove(&mut self.solution, at),
            _ => match &mut self.config {
                ConfigForm::Cases(form) => act_on_cases(form, verb, at),
                ConfigForm::Schema(rows) => schema::act(rows, act),
                ConfigForm::Raw(_) => {}
            },
        }
    }
}

fn act_on_cases(form: &mut CasesForm, verb: &str, at: usize) {
    match verb {
        "add-case" => {
            form.cases.push(CaseForm {
                points: "1".to_owned(),
                sample: form.cases.is_empty(),
                ..CaseForm::default()
            });
        }
        "copy-case" => {
            if let Some(case) = form.cases.get(at).cloned() {
                form.cases.insert(at + 1, case);
            }
        }
        "remove-case" => remove(&mut form.cases, at),
        "up-case" => shift(&mut form.cases, at, false),
        "down-case" => shift(&mut form.cases, at, true),
        "add-extra" => form.extra.push(FileForm::default()),
        "remove-extra" => remove(&mut form.extra, at),
        _ => {}
    }
}

fn remove<T>(list: &mut Vec<T>, at: usize) {
    if at < list.len() {
        list.remove(at);
    }
}

fn config_of(item: &Item, ways: Ways<'_>) -> ConfigForm {
    let raw = || {
        let text = serde_json::to_string_pretty(&item.config);
        ConfigForm::Raw(text.unwrap_or_else(|_| item.config.to_string()))
    };
    if ways.raw {
        return raw();
    }
    if item.grader == "cases" {
        // Only if nothing of it would be lost.
        let form = CasesForm::of(&item.config);
        let mut errors = Errors::new();
        let empty = item.config.as_object().is_some_and(serde_json::Map::is_empty);
        let same = empty || same(&form.config(&mut errors), &item.config);
        return if same { ConfigForm::Cases(form) } else { raw() };
    }
    match ways.schema.and_then(|schema| schema::rows(schema, &item.config)) {
        Some(rows) => ConfigForm::Schema(rows),
        None => raw(),
    }
}

/// Equal but for what is said by leaving it out.
fn same(a: &Value, b: &Value) -> bool {
    let bare = |value: &Value| {
        let mut value = value.clone();
        let defaults = [
            ("mode", json!("stdio")),
            ("compare", json!("lines")),
            ("case-sensitive", json!(true)),
            ("stop-at-first-failure", json!(false)),
            ("feedback", json!(["verdict", "hint"])),
        ];
        if let Some(map) = value.as_object_mut() {
            for (key, default) in defaults {
                if map.get(key) == Some(&default) {
                    map.remove(key);
                }
            }
            let cases = map.get_mut("cases").and_then(Value::as_array_mut);
            for case in cases.into_iter().flatten().filter_map(Value::as_object_mut) {
                for (key, default) in
                    [("points", json!(1)), ("sample", json!(false)), ("stdin", json!(""))]
                {
                    if case.get(key) == Some(&default) {
                        case.remove(key);
                    }
                }
            }
        }
        value
    };
    bare(a) == bare(b)
}

fn files_of(files: &[File]) -> Vec<FileForm> {
    let file = |file: &File| FileForm {
        path: file.path.clone(),
        text: String::from_utf8_lossy(&file.content).into_owned(),
    };
    files.iter().map(file).collect()
}

/// Files with a path; a line without both is not there.
fn files(forms: &[FileForm]) -> Vec<File> {
    let forms = forms.iter().filter(|form| !(form.path.is_empty() && form.text.is_empty()));
    forms
        .map(|form| File { path: form.path.clone(), content: form.text.clone().into_bytes() })
        .collect()
}

/// Points, with up to three decimals.
fn milli(text: &str, errors: &mut Errors) -> i64 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let parsed = whole.parse::<i64>().ok().zip(format!("{rest:0<3}").parse::<i64>().ok());
    match parsed {
        Some((whole, rest)) if text.len() <= 12 && (0..1000).contains(&rest) && whole >= 0 => {
            whole * 1000 + rest
        }
        _ => {
            errors.push(("points".to_owned(), Message::new("draft-points-bad")));
            0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::missions::authoring::model::{Document, new_item};
    use crate::packs::MissionKind;

    #[test]
    fn points_have_decimals() {
        let mut errors = Errors::new();
        assert_eq!(milli("12.5", &mut errors), 12_500);
        assert_eq!(milli("0.125", &mut errors), 125);
        assert!(errors.is_empty());
        for wrong in ["", "x", "1.2345", "-1"] {
            milli(wrong, &mut errors);
        }
        assert_eq!(errors.len(), 4);
    }

    #[test]
    fn an_item_comes_back_the_same() {
        let document = Document::blank(MissionKind::Quiz, "ko");
        for kind in [ItemKind::Code, ItemKind::Choice] {
            let mut item = new_item(&document, kind);
            if kind == ItemKind::Choice {
                let form = ItemForm::of(&item, Ways { schema: None, raw: false });
                item.config = form.choice_config();
            }
            let form = ItemForm::of(&item, Ways { schema: None, raw: false });
            let mut errors = Errors::new();
            assert_eq!(form.item(&item, &mut errors), item);
            assert!(errors.is_empty(), "{errors:?}");
        }
    }
}
