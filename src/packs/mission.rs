//! `mission.toml`.

use std::path::Path;

use serde::Deserialize;
use serde_json::json;
use weaverse_sandbox::File;

use super::limits::{self, RawLimits};
use super::model::{Choice, Item, ItemKind, MAX_COOL_DOWN, Mission};
use super::{FORMAT, Problems, Source, Step, files, is_slug};
use crate::db::Moment;
use crate::i18n::Locale;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawMission {
    format: i64,
    slug: String,
    title: String,
    language: Option<String>,
    statement: Option<String>,
    pass_percent: Option<i64>,
    attempts: Option<i64>,
    cool_down_seconds: Option<i64>,
    opens: Option<toml::value::Datetime>,
    closes: Option<toml::value::Datetime>,
    #[serde(default)]
    items: Vec<RawItem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawItem {
    name: String,
    kind: ItemKind,
    title: Option<String>,
    points: i64,
    attempts: Option<i64>,
    cool_down_seconds: Option<i64>,
    statement: Option<TextOrFile>,
    question: Option<TextOrFile>,
    explanation: Option<TextOrFile>,
    multiple: Option<bool>,
    partial: Option<bool>,
    #[serde(default)]
    choices: Vec<RawChoice>,
    language: Option<String>,
    entry: Option<String>,
    starter: Option<String>,
    solution: Option<String>,
    grader: Option<String>,
    limits: Option<RawLimits>,
    config: Option<toml::Table>,
    config_file: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum TextOrFile {
    Text(String),
    File(FileName),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileName {
    file: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawChoice {
    text: String,
    #[serde(default)]
    correct: bool,
    note: Option<String>,
}

/// Reads `DIR/mission.toml`. `root` is the folder that paths stay inside:
/// the pack's, or the mission's own when it stands alone.
pub fn load_mission(
    dir: &Path,
    root: &Path,
    language: Locale,
    problems: &mut Problems,
) -> Option<Mission> {
    let source = Source::read(&dir.join("mission.toml"), problems)?;
    let raw: RawMission = source.parse(problems)?;
    Some(Reader { source, root, problems }.mission(raw, language))
}

struct Reader<'a> {
    source: Source,
    root: &'a Path,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    fn problem(&mut self, at: &[Step<'_>], message: impl Into<String>) {
        self.source.problem(self.problems, at, message);
    }

    fn mission(mut self, raw: RawMission, default: Locale) -> Mission {
        if raw.format != FORMAT {
            let message =
                format!("format {} is not known; this program reads {FORMAT}", raw.format);
            self.problem(&[Step::Key("format")], message);
        }
        self.slug(&raw.slug, &[Step::Key("slug")]);
        let language = match raw.language.as_deref().map(Locale::parse) {
            None => default,
            Some(Some(language)) => language,
            Some(None) => {
                self.problem(&[Step::Key("language")], "the language is `ko` or `en`");
                default
            }
        };
        let pass_percent = raw.pass_percent.unwrap_or(60);
        if !(0..=100).contains(&pass_percent) {
            self.problem(&[Step::Key("pass-percent")], "pass-percent is from 0 to 100");
        }
        let (attempts, cool_down) = (raw.attempts, raw.cool_down_seconds);
        self.attempts(attempts, &[Step::Key("attempts")]);
        self.cool_down(cool_down, &[Step::Key("cool-down-seconds")]);
        let opens_at = self.moment(raw.opens, "opens");
        let closes_at = self.moment(raw.closes, "closes");
        if opens_at.zip(closes_at).is_some_and(|(opens, closes)| opens >= closes) {
            self.problem(&[Step::Key("closes")], "the mission closes before it opens");
        }
        let statement = raw.statement.and_then(|name| {
            files::text(&self.source, self.root, &name, &[Step::Key("statement")], self.problems)
        });
        if raw.items.is_empty() {
            self.problem(&[], "the mission has no [[items]]");
        }
        let mut items: Vec<Item> = Vec::new();
        for (index, raw_item) in raw.items.into_iter().enumerate() {
            let at = [Step::Key("items"), Step::Index(index)];
            if items.iter().any(|item| item.name == raw_item.name) {
                let message = format!("another item is named {:?} already", raw_item.name);
                self.problem(&[at[0], at[1], Step::Key("name")], message);
            }
            items.push(self.item(raw_item, (attempts, cool_down), at));
        }
        Mission {
            slug: raw.slug,
            title: raw.title,
            language,
            statement: statement.unwrap_or_default(),
            pass_percent,
            opens_at,
            closes_at,
            items,
            source: self.source,
        }
    }

    fn item(
        &mut self,
        raw: RawItem,
        (attempts, cool_down): (Option<i64>, Option<i64>),
        at: [Step<'_>; 2],
    ) -> Item {
        let key = |name: &'static str| [at[0], at[1], Step::Key(name)];
        self.slug(&raw.name, &key("name"));
        if !(1..=1_000_000).contains(&raw.points) {
            self.problem(&key("points"), "points are from 1 to 1000000");
        }
        self.attempts(raw.attempts, &key("attempts"));
        self.cool_down(raw.cool_down_seconds, &key("cool-down-seconds"));
        let limits = limits::read(&self.source, raw.limits.as_ref(), at, self.problems);
        let (text, text_key) = match raw.kind {
            ItemKind::Choice => (raw.question.as_ref(), "question"),
            ItemKind::Code => (raw.statement.as_ref(), "statement"),
        };
        if text.is_none() {
            self.problem(&at, format!("a {} item needs `{text_key}`", raw.kind));
        }
        let statement = self.text(text, &key(text_key));
        let explanation = self.text(raw.explanation.as_ref(), &key("explanation"));
        self.only_for_its_kind(&raw, at);
        let (config, starter, solution, language) = match raw.kind {
            ItemKind::Choice => {
                (self.choice_config(&raw, at), Vec::new(), Vec::new(), String::new())
            }
            ItemKind::Code => self.code(&raw, at),
        };
        Item {
            name: raw.name,
            kind: raw.kind,
            title: raw.title.unwrap_or_default(),
            points: raw.points * 1000,
            attempts: raw.attempts.or(attempts),
            cool_down: raw.cool_down_seconds.or(cool_down),
            statement,
            explanation,
            choices: numbered(&raw.choices),
            multiple: raw.multiple.unwrap_or(false),
            language,
            entry: raw.entry.unwrap_or_default(),
            starter,
            solution,
            grader: raw.grader.unwrap_or_else(|| match raw.kind {
                ItemKind::Choice => "choice".to_owned(),
                ItemKind::Code => "cases".to_owned(),
            }),
            config,
            limits,
        }
    }

    /// A key of the other kind would do nothing: say so.
    fn only_for_its_kind(&mut self, raw: &RawItem, at: [Step<'_>; 2]) {
        let foreign: &[(&'static str, bool)] = match raw.kind {
            ItemKind::Choice => &[
                ("statement", raw.statement.is_some()),
                ("language", raw.language.is_some()),
                ("entry", raw.entry.is_some()),
                ("starter", raw.starter.is_some()),
                ("solution", raw.solution.is_some()),
                ("limits", raw.limits.is_some()),
                ("config", raw.config.is_some()),
                ("config-file", raw.config_file.is_some()),
            ],
            ItemKind::Code => &[
                ("question", raw.question.is_some()),
                ("choices", !raw.choices.is_empty()),
                ("multiple", raw.multiple.is_some()),
                ("partial", raw.partial.is_some()),
            ],
        };
        for (name, present) in foreign {
            if *present {
                let message = format!("`{name}` has no meaning for a {} item", raw.kind);
                self.problem(&[at[0], at[1], Step::Key(name)], message);
            }
        }
    }

    fn choice_config(&mut self, raw: &RawItem, at: [Step<'_>; 2]) -> serde_json::Value {
        let place = [at[0], at[1], Step::Key("choices")];
        if !(2..=10).contains(&raw.choices.len()) {
            self.problem(&place, "a choice item has 2 to 10 choices");
        }
        let right = raw.choices.iter().filter(|choice| choice.correct).count();
        let multiple = raw.multiple.unwrap_or(false);
        if right == 0 {
            self.problem(&place, "no choice is `correct = true`");
        } else if right > 1 && !multiple {
            self.problem(&place, "several choices are correct: set `multiple = true`");
        }
        let choices: Vec<_> = raw
            .choices
            .iter()
            .enumerate()
            .map(|(i, choice)| {
                let mut value = json!({ "id": (i + 1).to_string(), "correct": choice.correct });
                if let Some(note) = &choice.note {
                    value["note"] = json!(note);
                }
                value
            })
            .collect();
        json!({ "choices": choices, "multiple": multiple, "partial": raw.partial.unwrap_or(false) })
    }

    fn code(
        &mut self,
        raw: &RawItem,
        at: [Step<'_>; 2],
    ) -> (serde_json::Value, Vec<File>, Vec<File>, String) {
        let key = |name: &'static str| [at[0], at[1], Step::Key(name)];
        let language = raw.language.clone().unwrap_or_default();
        if language.is_empty() {
            self.problem(&at, "a code item needs `language`, for instance \"python\"");
        }
        let mut tree = |name: &Option<String>, place: &[Step<'_>]| match name {
            Some(name) => files::tree(&self.source, self.root, name, place, self.problems),
            None => Vec::new(),
        };
        let starter = tree(&raw.starter, &key("starter"));
        let solution = tree(&raw.solution, &key("solution"));
        let config = match (&raw.config, &raw.config_file) {
            (Some(_), Some(_)) => {
                self.problem(&key("config-file"), "an item has `config` or `config-file`");
                json!({})
            }
            (Some(table), None) => self.json(&toml::Value::Table(table.clone()), &key("config")),
            (None, Some(name)) => self.config_file(name, &key("config-file")),
            (None, None) => json!({}),
        };
        (config, starter, solution, language)
    }

    /// A configuration in a JSON file of its own.
    fn config_file(&mut self, name: &str, at: &[Step<'_>]) -> serde_json::Value {
        let text = files::text(&self.source, self.root, name, at, self.problems);
        let Some(text) = text else { return json!({}) };
        serde_json::from_str(&text).unwrap_or_else(|error| {
            self.problem(at, format!("{name:?} is no JSON: {error}"));
            json!({})
        })
    }

    /// TOML as JSON; `{ file = "…" }` becomes the file's text.
    fn json(&mut self, value: &toml::Value, at: &[Step<'_>]) -> serde_json::Value {
        match value {
            toml::Value::String(text) => json!(text),
            toml::Value::Integer(number) => json!(number),
            toml::Value::Float(number) => json!(number),
            toml::Value::Boolean(flag) => json!(flag),
            toml::Value::Datetime(moment) => json!(moment.to_string()),
            toml::Value::Array(values) => values
                .iter()
                .enumerate()
                .map(|(i, value)| self.json(value, &[at, &[Step::Index(i)]].concat()))
                .collect(),
            toml::Value::Table(table) => match (table.len(), table.get("file")) {
                (1, Some(toml::Value::String(name))) => {
                    json!(
                        files::text(&self.source, self.root, name, at, self.problems)
                            .unwrap_or_default()
                    )
                }
                _ => table
                    .iter()
                    .map(|(key, value)| {
                        (key.clone(), self.json(value, &[at, &[Step::Key(key)]].concat()))
                    })
                    .collect(),
            },
        }
    }

    fn text(&mut self, text: Option<&TextOrFile>, at: &[Step<'_>]) -> String {
        match text {
            None => String::new(),
            Some(TextOrFile::Text(text)) => text.clone(),
            Some(TextOrFile::File(name)) => {
                files::text(&self.source, self.root, &name.file, at, self.problems)
                    .unwrap_or_default()
            }
        }
    }

    fn slug(&mut self, slug: &str, at: &[Step<'_>]) {
        if !is_slug(slug) {
            let message =
                format!("{slug:?} is no slug: 1 to 64 of a-z, 0-9 and `-`, not `-` at an end");
            self.problem(at, message);
        }
    }

    fn attempts(&mut self, attempts: Option<i64>, at: &[Step<'_>]) {
        if attempts.is_some_and(|attempts| !(1..=1000).contains(&attempts)) {
            self.problem(at, "attempts are from 1 to 1000; leave the key out for no limit");
        }
    }

    fn cool_down(&mut self, seconds: Option<i64>, at: &[Step<'_>]) {
        if seconds.is_some_and(|seconds| !(1..=MAX_COOL_DOWN).contains(&seconds)) {
            let message = format!("cool-down-seconds are from 1 to {MAX_COOL_DOWN}");
            self.problem(at, message);
        }
    }

    /// A date and time with its offset: the same moment wherever it is read.
    fn moment(&mut self, raw: Option<toml::value::Datetime>, key: &'static str) -> Option<Moment> {
        let moment = raw?.to_string().parse().ok().map(Moment::new);
        if moment.is_none() {
            let message =
                format!("{key} is a date and time with offset: 2026-12-01T09:00:00+09:00");
            self.problem(&[Step::Key(key)], message);
        }
        moment
    }
}

fn numbered(choices: &[RawChoice]) -> Vec<Choice> {
    choices
        .iter()
        .enumerate()
        .map(|(i, choice)| Choice { id: (i + 1).to_string(), text: choice.text.clone() })
        .collect()
}
