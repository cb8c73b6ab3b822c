//! Test data as cases of the grader `cases`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::flags::Flags;
use super::group::{Case, Group};
use super::package::Format;
use super::score::{Part, Scoring};
use crate::exchange::files::{self, MAX_TEXT};
use crate::exchange::names::quoted;
use crate::exchange::notes::Notes;
use crate::exchange::yaml::Yaml;
use crate::i18n::Message;

/// The most cases of the grader.
const MAX_CASES: usize = 500;
/// Everything, for cases that show it.
const EVERYTHING: [&str; 6] = ["verdict", "input", "expected", "actual", "hint", "error"];

/// What the cases of a package have in common.
pub struct Common<'a> {
    /// How it is written.
    pub format: Format,
    /// Arguments of the validator from `problem.yaml`.
    pub validator_flags: Vec<String>,
    /// Files beside each submission.
    pub include: Map<String, Value>,
    /// The samples.
    pub sample: Option<&'a Group>,
    /// The secret data.
    pub secret: &'a Group,
}

impl Common<'_> {
    /// The grader's configuration.
    pub fn config(&self, scoring: &Scoring<'_>, notes: &mut Notes) -> Value {
        let mut cases = Vec::new();
        let mut groups = Map::new();
        if let Some(sample) = self.sample {
            for case in sample.all_cases() {
                cases.extend(self.case(case, sample, 0, true, notes));
            }
            if scoring.parts.iter().any(|part| part.requires.contains(&sample.name)) {
                join(&mut cases, &sample.name);
            }
        }
        let unit = unit(scoring);
        for part in &scoring.parts {
            let mut own = Vec::new();
            for (case, points) in part.cases.iter().zip(shares(part, unit)) {
                let group = self.group_of(case);
                own.extend(self.case(case, group, points, false, notes));
            }
            let required = scoring.parts.iter().any(|other| other.requires.contains(&part.name));
            if part.together || required || !part.requires.is_empty() {
                join(&mut own, &part.name);
                groups.insert(
                    part.name.clone(),
                    json!({ "together": part.together, "requires": part.requires }),
                );
            }
            cases.extend(own);
        }
        if cases.len() > MAX_CASES {
            let message = Message::new("exchange-kattis-cases")
                .with("count", cases.len())
                .with("most", MAX_CASES);
            notes.refuse(&self.secret.dir, None, message);
        }
        let mut config = json!({
            "mode": "stdio", "compare": "icpc", "case-sensitive": false, "cases": cases,
        });
        if scoring.all_or_nothing {
            config["all-or-nothing"] = json!(true);
        }
        if !groups.is_empty() {
            config["groups"] = Value::Object(groups);
        }
        config
    }

    /// The innermost group that holds a case.
    fn group_of(&self, case: &Case) -> &Group {
        let mut group = self.secret;
        let holds = |group: &&Group| {
            case.name.strip_prefix(&group.name).is_some_and(|rest| rest.starts_with('/'))
        };
        while let Some(inner) = group.groups.iter().find(holds) {
            group = inner;
        }
        group
    }

    fn case(
        &self,
        case: &Case,
        group: &Group,
        points: i64,
        sample: bool,
        notes: &mut Notes,
    ) -> Option<Value> {
        let input = files::text(&case.file("in"), MAX_TEXT, notes);
        let answer = case.file("ans");
        if !answer.is_file() {
            let message =
                Message::new("exchange-kattis-no-answer").with("file", quoted(answer.display()));
            notes.refuse(&case.file("in"), None, message);
            return None;
        }
        let expected = files::text(&answer, MAX_TEXT, notes);
        let flags = self.flags(case, group, notes)?;
        let mut json =
            json!({ "name": case.name, "points": points, "stdin": input?, "stdout": expected? });
        let fields = json.as_object_mut()?;
        if sample {
            fields.insert("sample".to_owned(), json!(true));
        }
        fields.extend(flags.keys());
        let setting = |key: &str| {
            let own = case.settings.as_ref().and_then(|(_, yaml)| yaml.get(key));
            own.or_else(|| group.setting(key).map(|(_, value)| value)).map(Yaml::words)
        };
        if let Some(arguments) = setting("args").filter(|arguments| !arguments.is_empty()) {
            fields.insert("program-arguments".to_owned(), json!(arguments));
        }
        if setting("full_feedback").is_some_and(|words| words == ["true"]) && !sample {
            fields.insert("feedback".to_owned(), json!(EVERYTHING));
        }
        if let Some(hint) = self.hint(case, notes) {
            fields.insert("hint".to_owned(), json!(hint));
        }
        let data = self.data(case, notes);
        if !data.is_empty() {
            fields.insert("files".to_owned(), Value::Object(data));
        }
        Some(json)
    }

    fn flags(&self, case: &Case, group: &Group, notes: &mut Notes) -> Option<Flags> {
        let (key, mut words) = match self.format {
            Format::Legacy => ("output_validator_flags", self.validator_flags.clone()),
            Format::New => ("output_validator_args", Vec::new()),
        };
        let own =
            case.settings.as_ref().and_then(|(path, yaml)| Some((path.as_path(), yaml.get(key)?)));
        let place = own.or_else(|| group.setting(key)).or_else(|| match self.format {
            Format::Legacy => None,
            Format::New => group.setting("output_validator_flags"),
        });
        words.extend(place.map(|(_, value)| value.words()).unwrap_or_default());
        match Flags::parse(&words) {
            Ok(flags) => Some(flags),
            Err(message) => {
                let root =
                    self.secret.dir.parent().and_then(Path::parent).unwrap_or(&self.secret.dir);
                let root = (root.join("problem.yaml"), None);
                let (path, line) =
                    place.map_or(root, |(path, value)| (path.to_owned(), Some(value.line)));
                notes.refuse(&path, line, message);
                None
            }
        }
    }

    fn hint(&self, case: &Case, notes: &mut Notes) -> Option<String> {
        let own = case.settings.as_ref().and_then(|(_, yaml)| yaml.get("hint")?.text());
        let path = case.file("hint");
        let is_file = self.format == Format::Legacy && path.is_file();
        own.or_else(|| is_file.then(|| files::text_if_possible(&path, MAX_TEXT, notes)).flatten())
    }

    /// Included files and the case's own.
    fn data(&self, case: &Case, notes: &mut Notes) -> Map<String, Value> {
        let mut data = self.include.clone();
        let dir = case.file("files");
        if self.format == Format::New && dir.is_dir() {
            data.extend(texts_in(&dir, notes));
        }
        data
    }
}

/// The files of a folder as texts; what is no text is refused.
pub fn texts_in(dir: &Path, notes: &mut Notes) -> Map<String, Value> {
    let mut found: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut waiting = vec![(dir.to_owned(), String::new())];
    while let Some((folder, prefix)) = waiting.pop() {
        for name in files::names_in(&folder) {
            let path = folder.join(&name);
            match path.is_dir() {
                true => waiting.push((path, format!("{prefix}{name}/"))),
                false => drop(found.insert(format!("{prefix}{name}"), path)),
            }
        }
    }
    let text =
        |(name, path): (String, PathBuf)| Some((name, json!(files::text(&path, MAX_TEXT, notes)?)));
    found.into_iter().filter_map(text).collect()
}

fn join(cases: &mut [Value], group: &str) {
    for case in cases {
        case["group"] = json!(group);
    }
}

/// Points are whole: what a score is multiplied by.
fn unit(scoring: &Scoring<'_>) -> f64 {
    let whole = |unit: f64| {
        scoring.parts.iter().all(|part| {
            let count = part.cases.len().max(1) as f64;
            let each = part.score * unit / count;
            (each - each.round()).abs() < 1e-9
        })
    };
    let small = |unit: &f64| scoring.parts.iter().all(|part| part.score * unit <= 1e6);
    let known = [1.0, 2.0, 3.0, 6.0, 10.0, 100.0, 1000.0];
    known
        .into_iter()
        .filter(small)
        .find(|unit| whole(*unit))
        .unwrap_or_else(|| [1000.0, 100.0, 10.0].into_iter().find(small).unwrap_or(1.0))
}

/// The points of each case; together exactly the score's.
fn shares(part: &Part<'_>, unit: f64) -> Vec<i64> {
    let total = (part.score * unit).round() as i64;
    let count = i64::try_from(part.cases.len()).unwrap_or(1).max(1);
    let each = |index: i64| total * (index + 1) / count - total * index / count;
    (0..count).map(each).collect()
}
