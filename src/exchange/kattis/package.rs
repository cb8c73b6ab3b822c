//! One package.

use std::path::{Path, PathBuf};

use weaverse_sandbox::File;

use super::cases::{Common, texts_in};
use super::group::Group;
use super::score::{Scoring, pass_fail, scoring};
use super::submissions::{LANGUAGES, Language, expectations, language_of};
use super::{Options, statement};
use crate::exchange::files;
use crate::exchange::limits::limits;
use crate::exchange::names::{self, quoted};
use crate::exchange::notes::{Expectation, Expected, Notes, Taken};
use crate::exchange::yaml::{self, Value, Yaml};
use crate::i18n::Message;
use crate::missions::authoring::model::Document;
use crate::packs::{Item, ItemKind, MissionKind};

/// How a package is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Before there were versions.
    Legacy,
    /// `2025-09`.
    New,
}

impl Format {
    /// The file with the settings of a group.
    pub fn group_settings(self) -> &'static str {
        match self {
            Self::Legacy => "testdata.yaml",
            Self::New => "test_group.yaml",
        }
    }

    /// What that file may say.
    pub fn group_keys(self) -> &'static [&'static str] {
        match self {
            Self::Legacy => &[
                "on_reject",
                "grading",
                "grader_flags",
                "input_validator_flags",
                "output_validator_flags",
                "accept_score",
                "reject_score",
                "range",
            ],
            Self::New => &[
                "max_score",
                "score_aggregation",
                "static_validation_score",
                "require_pass",
                "args",
                "input_validator_args",
                "static_validator_args",
                "output_validator_args",
                "input_visualizer_args",
                "output_visualizer_args",
                "full_feedback",
            ],
        }
    }

    /// What `problem.yaml` may say.
    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Legacy => &[
                "problem_format_version",
                "type",
                "name",
                "uuid",
                "author",
                "source",
                "source_url",
                "license",
                "rights_owner",
                "limits",
                "validation",
                "validator_flags",
                "grading",
                "keywords",
            ],
            Self::New => &[
                "problem_format_version",
                "type",
                "name",
                "uuid",
                "version",
                "credits",
                "source",
                "license",
                "rights_owner",
                "embargo_until",
                "limits",
                "keywords",
                "languages",
                "allow_file_writing",
                "constants",
            ],
        }
    }
}

/// Reads a package; why it cannot be taken is in the notes.
pub fn read(dir: &Path, name: &str, options: &Options, notes: &mut Notes) -> Option<Taken> {
    let path = dir.join("problem.yaml");
    let yaml = yaml::read(&path, notes)?;
    let format = format(&path, &yaml, notes)?;
    let package = Package { dir, path, yaml, format };
    package.refuse_special(notes);
    let language = package.language(options, notes)?;
    let data = package.data(notes);
    if notes.is_refused() {
        return None;
    }
    package.take(name, language, &data?, options, notes)
}

fn is_scoring(yaml: &Yaml) -> bool {
    let types = yaml.get("type").map(Yaml::words).unwrap_or_default();
    types.iter().any(|kind| kind == "scoring")
}

fn format(path: &Path, yaml: &Yaml, notes: &mut Notes) -> Option<Format> {
    let Some(version) = yaml.get("problem_format_version") else { return Some(Format::Legacy) };
    match version.text().unwrap_or_default().as_str() {
        "legacy" | "legacy-icpc" => Some(Format::Legacy),
        "2025-09" => Some(Format::New),
        // Problems without scores differ only in names; both are known.
        draft @ ("2023-07-draft" | "2025-09-draft" | "draft") if !is_scoring(yaml) => {
            let message = Message::new("exchange-kattis-draft").with("version", quoted(draft));
            notes.loss(path, version.line, message);
            Some(Format::New)
        }
        other => {
            let message = Message::new("exchange-kattis-version").with("version", quoted(other));
            notes.refuse(path, version.line, message);
            None
        }
    }
}

struct Package<'a> {
    dir: &'a Path,
    path: PathBuf,
    yaml: Yaml,
    format: Format,
}

/// The test data.
struct Data {
    root: Option<Yaml>,
    sample: Option<Group>,
    secret: Group,
}

impl Package<'_> {
    fn refuse(&self, key: &str, message: Message, notes: &mut Notes) {
        notes.refuse(&self.path, self.yaml.get(key).map(|value| value.line), message);
    }

    /// Custom programs of the judges: nothing here can run them.
    fn refuse_special(&self, notes: &mut Notes) {
        for (key, value) in self.yaml.pairs() {
            if !self.format.keys().contains(&key.as_str()) {
                files::ignored_key(&self.path, value.line, key, notes);
            }
        }
        for kind in self.words("type") {
            match kind.as_str() {
                "pass-fail" | "scoring" => {}
                other => {
                    let message = Message::new("exchange-kattis-type").with("kind", quoted(other));
                    self.refuse("type", message, notes);
                }
            }
        }
        let validation = self.words("validation");
        if validation.first().is_some_and(|word| word != "default") {
            let message = Message::new("exchange-kattis-validation")
                .with("value", quoted(validation.join(" ")));
            self.refuse("validation", message, notes);
        }
        let objective = self.yaml.get("grading").and_then(|grading| grading.get("objective"));
        if objective.and_then(Yaml::text).is_some_and(|objective| objective != "max") {
            self.refuse("grading", Message::new("exchange-kattis-objective"), notes);
        }
        let programs: &[&str] = match self.format {
            Format::Legacy => &[],
            Format::New => &["output_validator", "output_validators", "static_validator"],
        };
        for name in programs {
            let folder = self.dir.join(name);
            if !files::names_in(&folder).is_empty() {
                notes.refuse(&folder, None, Message::new("exchange-kattis-program"));
            }
        }
    }

    fn words(&self, key: &str) -> Vec<String> {
        self.yaml.get(key).map(Yaml::words).unwrap_or_default()
    }

    /// The chosen language, or that of the accepted programs.
    fn language(&self, options: &Options, notes: &mut Notes) -> Option<Language> {
        if let Some(wanted) = &options.language {
            let known = LANGUAGES.into_iter().find(|language| language.runtime == wanted);
            if known.is_none() {
                let message = Message::new("exchange-no-runtime").with("name", quoted(wanted));
                notes.refuse(&self.path, None, message);
            }
            return known;
        }
        let found = language_of(self.dir);
        if found.is_none() {
            let folder = self.dir.join("submissions/accepted");
            notes.refuse(&folder, None, Message::new("exchange-kattis-language"));
        }
        found
    }

    fn data(&self, notes: &mut Notes) -> Option<Data> {
        let data = self.dir.join("data");
        let path = data.join(self.format.group_settings());
        let is_legacy = self.format == Format::Legacy && path.is_file();
        let root = is_legacy.then(|| yaml::read(&path, notes)).flatten();
        let above: Vec<_> = root.iter().map(|yaml| (path.clone(), yaml.clone())).collect();
        let mut group = |name: &str| {
            let dir = data.join(name);
            dir.is_dir().then(|| Group::read(&dir, name, self.format, &above, notes))
        };
        let sample = group("sample");
        let secret = group("secret").filter(|secret| !secret.all_cases().is_empty());
        let Some(secret) = secret else {
            notes.refuse(&data.join("secret"), None, Message::new("exchange-kattis-no-secret"));
            return None;
        };
        if self.format == Format::New && !secret.groups.is_empty() && !secret.cases.is_empty() {
            notes.refuse(&secret.dir, None, Message::new("exchange-kattis-mixed"));
        }
        Some(Data { root, sample, secret })
    }

    fn take(
        &self,
        name: &str,
        language: Language,
        data: &Data,
        options: &Options,
        notes: &mut Notes,
    ) -> Option<Taken> {
        let slug = names::slug(name, "problem");
        let is_scoring = is_scoring(&self.yaml);
        let scoring = match is_scoring {
            true => {
                scoring(self.format, data.root.as_ref(), data.sample.as_ref(), &data.secret, notes)
            }
            false => pass_fail(&data.secret),
        };
        let common = Common {
            format: self.format,
            validator_flags: self.words("validator_flags"),
            include: self.include(language, notes),
            sample: data.sample.as_ref(),
            secret: &data.secret,
        };
        let mut config = common.config(&scoring, notes);
        if !is_scoring {
            // As other judges do: the first failure is the verdict.
            config["stop-at-first-failure"] = true.into();
        }
        let constants = self.constants();
        let expectations = expectations(self.dir, language, &slug, &constants, notes);
        let limit = self.seconds(notes);
        let mut item = self.item(&slug, language, options, notes);
        item.points = points(&scoring, is_scoring);
        item.config = config;
        item.limits =
            limits(Some(limit.unwrap_or(1.0)), self.limit("memory"), self.limit("output"));
        item.solution = model(&expectations);
        if item.solution.is_empty() {
            let message = Message::new("exchange-no-solution");
            notes.loss(&self.dir.join("submissions/accepted"), None, message);
        }
        let mut document = Document::blank(MissionKind::Assignment, options.locale.as_str());
        document.title = statement::name(&self.yaml, options.locale)
            .or_else(|| tex_name(&item.statement))
            .unwrap_or_else(|| names::title(&slug));
        document.slug = slug;
        document.items.push(item);
        if !is_scoring {
            document.pass_percent = 100;
        }
        let fuel_factor = limit.is_none().then(|| self.multiplier());
        Some(Taken {
            name: name.to_owned(),
            document,
            notes: Notes::default(),
            expectations,
            fuel_factor,
        })
    }

    fn item(&self, slug: &str, language: Language, options: &Options, notes: &mut Notes) -> Item {
        let text = statement::read(self.dir, options.locale, &self.constants(), notes);
        Item {
            name: slug.to_owned(),
            kind: ItemKind::Code,
            title: String::new(),
            points: 0,
            attempts: None,
            cool_down: None,
            statement: text + &statement::credits(&self.yaml),
            explanation: String::new(),
            choices: Vec::new(),
            multiple: false,
            language: language.runtime.to_owned(),
            entry: language.entry.to_owned(),
            starter: Vec::new(),
            solution: Vec::new(),
            grader: "cases".to_owned(),
            config: serde_json::Value::Null,
            limits: limits(None, None, None),
        }
    }

    /// Files that stand beside every submission.
    fn include(
        &self,
        language: Language,
        notes: &mut Notes,
    ) -> serde_json::Map<String, serde_json::Value> {
        let include = self.dir.join("include");
        let codes = language.codes.iter().copied().chain(["default"]);
        let folder = codes.map(|code| include.join(code)).find(|folder| folder.is_dir());
        let Some(folder) = folder else { return serde_json::Map::new() };
        let files = texts_in(&folder, notes);
        if files.contains_key(language.entry) {
            let message =
                Message::new("exchange-kattis-driver").with("file", quoted(language.entry));
            notes.refuse(&folder, None, message);
        }
        files
    }

    fn limit(&self, key: &str) -> Option<f64> {
        self.yaml.get("limits").and_then(|limits| limits.get(key)).and_then(Yaml::number)
    }

    /// The time limit in seconds, where the package has one.
    fn seconds(&self, notes: &mut Notes) -> Option<f64> {
        let beside = |name: &str| std::fs::read_to_string(self.dir.join(name)).ok();
        let in_ini = || {
            let text = beside("domjudge-problem.ini")?;
            let line =
                text.lines().find_map(|line| line.trim().strip_prefix("timelimit"))?.to_owned();
            let number =
                line.trim_start_matches([' ', '=']).trim_matches(['\'', '"', ' ']).to_owned();
            number.parse().ok()
        };
        let seconds = self
            .limit("time_limit")
            .or_else(|| beside(".timelimit").and_then(|text| text.trim().parse().ok()))
            .or_else(in_ini);
        if seconds.is_some_and(crate::exchange::limits::is_cut) {
            let line = self.yaml.get("limits").map(|limits| limits.line);
            notes.loss(&self.path, line, Message::new("exchange-fuel-cut"));
        }
        seconds.filter(|seconds| *seconds > 0.0)
    }

    /// What the time limit is, in times of the slowest accepted program.
    fn multiplier(&self) -> f64 {
        match self.format {
            Format::Legacy => self.limit("time_multiplier").unwrap_or(5.0),
            Format::New => {
                let limits = self.yaml.get("limits");
                let multipliers = limits.and_then(|limits| limits.get("time_multipliers"));
                let ours = multipliers.and_then(|all| all.get("ac_to_time_limit"));
                ours.and_then(Yaml::number).unwrap_or(2.0)
            }
        }
    }

    fn constants(&self) -> Vec<(String, String)> {
        let Some(constants) = self.yaml.get("constants") else { return Vec::new() };
        let Value::Map(pairs) = &constants.value else { return Vec::new() };
        pairs.iter().filter_map(|(name, value)| Some((name.clone(), value.text()?))).collect()
    }
}

/// Milli-points of the item: the score of a scoring problem, otherwise 100.
fn points(scoring: &Scoring<'_>, is_scoring: bool) -> i64 {
    let total: f64 = scoring.parts.iter().map(|part| part.score).sum();
    let points = if is_scoring { total.ceil() } else { 100.0 };
    points.clamp(1.0, 1_000_000.0) as i64 * 1000
}

/// The first accepted program.
fn model(expectations: &[Expectation]) -> Vec<File> {
    let accepted = expectations.iter().find(|known| known.expected == Expected::Accepted);
    accepted.map(|program| program.files.clone()).unwrap_or_default()
}

/// The heading that a LaTeX statement begins with.
fn tex_name(statement: &str) -> Option<String> {
    statement.lines().find_map(|line| line.strip_prefix("# ")).map(str::to_owned)
}
