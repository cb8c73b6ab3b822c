//! What keeps a draft from being published: mistakes that can be named with
//! their field, then the programs: every model solution must pass, no starter
//! may. Blocks: call it where blocking is allowed.

use std::collections::HashMap;
use std::sync::Arc;

use weaverse_sandbox::{File, Purpose, Sample, Verdict};

use super::model::Document;
use crate::i18n::{Locale, Message};
use crate::missions::grading::{Answer, Grading, Spec, grade};
use crate::packs::{Item, ItemKind, MAX_COOL_DOWN, MissionKind, is_slug};
use crate::plugins::Snapshot;

/// Files of a program, as many as a learner may hand in.
const MAX_FILES: usize = 32;
/// Milli-points.
const MAX_POINTS: i64 = 1_000_000_000;

/// Something that must be changed before publishing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Of which item, by its place; `None`: of the mission itself.
    pub item: Option<usize>,
    /// The form's field; a JSON pointer after `config:` for the grader's.
    pub field: String,
    /// What is wrong.
    pub message: Message,
}

/// Samples by item name, and all mistakes.
#[derive(Debug, Default)]
pub struct Checked {
    /// What graders show before the answer.
    pub samples: HashMap<String, Vec<Sample>>,
    /// Everything that is wrong.
    pub mistakes: Vec<Mistake>,
}

impl Checked {
    fn mission(&mut self, field: &str, message: Message) {
        self.mistakes.push(Mistake { item: None, field: field.to_owned(), message });
    }

    fn item(&mut self, index: usize, field: impl Into<String>, message: Message) {
        self.mistakes.push(Mistake { item: Some(index), field: field.into(), message });
    }
}

/// Checks all but the programs.
#[must_use]
pub fn check(snapshot: &Arc<Snapshot>, document: &Document) -> Checked {
    let mut checked = Checked::default();
    mission(document, &mut checked);
    for (index, item) in document.items.iter().enumerate() {
        let before = checked.mistakes.len();
        facts(document, index, item, &mut checked);
        match item.kind {
            ItemKind::Choice => choices(index, item, &mut checked),
            ItemKind::Code => program(snapshot, index, item, &mut checked),
        }
        if checked.mistakes.len() == before {
            configuration(snapshot, index, item, &mut checked);
        }
    }
    checked
}

fn mission(document: &Document, checked: &mut Checked) {
    if !is_slug(&document.slug) {
        checked.mission("slug", Message::new("draft-slug-bad"));
    }
    if document.title.trim().is_empty() {
        checked.mission("title", Message::new("draft-title-missing"));
    }
    if Locale::parse(&document.language).is_none() {
        checked.mission("language", Message::new("draft-language-bad"));
    }
    if !(0..=100).contains(&document.pass_percent) {
        checked.mission("pass_percent", Message::new("draft-percent-bad"));
    }
    if document.opens_at.zip(document.closes_at).is_some_and(|(opens, closes)| opens >= closes) {
        checked.mission("closes_at", Message::new("draft-closes-early"));
    }
    let in_lecture = matches!(document.kind, MissionKind::Quiz | MissionKind::Assignment);
    if in_lecture && document.lecture.is_none() {
        checked.mission("lecture", Message::new("draft-lecture-missing"));
    }
    if document.items.is_empty() {
        checked.mission("items", Message::new("draft-items-missing"));
    }
}

fn facts(document: &Document, index: usize, item: &Item, checked: &mut Checked) {
    if !is_slug(&item.name) {
        checked.item(index, "name", Message::new("draft-slug-bad"));
    } else if document.items[..index].iter().any(|other| other.name == item.name) {
        checked.item(index, "name", Message::new("draft-name-taken").with("name", &item.name));
    }
    if !(1..=MAX_POINTS).contains(&item.points) {
        checked.item(index, "points", Message::new("draft-points-bad"));
    }
    if item.attempts.is_some_and(|attempts| !(1..=1000).contains(&attempts)) {
        checked.item(index, "attempts", Message::new("draft-attempts-bad"));
    }
    if item.cool_down.is_some_and(|seconds| !(1..=MAX_COOL_DOWN).contains(&seconds)) {
        checked.item(index, "cool_down", Message::new("draft-cool-down-bad"));
    }
    if item.statement.trim().is_empty() {
        checked.item(index, "statement", Message::new("draft-statement-missing"));
    }
}

fn choices(index: usize, item: &Item, checked: &mut Checked) {
    if !(2..=10).contains(&item.choices.len()) {
        checked.item(index, "choices", Message::new("draft-choices-count"));
    }
    if item.choices.iter().any(|choice| choice.text.trim().is_empty()) {
        checked.item(index, "choices", Message::new("draft-choices-empty"));
    }
    let right = item.config["choices"].as_array().into_iter().flatten();
    let right = right.filter(|choice| choice["correct"] == true).count();
    if right == 0 {
        checked.item(index, "choices", Message::new("draft-choices-none-right"));
    } else if right > 1 && !item.multiple {
        checked.item(index, "choices", Message::new("draft-choices-several-right"));
    }
}

fn program(snapshot: &Snapshot, index: usize, item: &Item, checked: &mut Checked) {
    if snapshot.runtime(&item.language).is_none() {
        let message = Message::new("draft-no-runtime").with("language", &item.language);
        checked.item(index, "language", message);
    }
    if item.solution.is_empty() {
        checked.item(index, "solution", Message::new("draft-solution-missing"));
    }
    for (field, files) in [("solution", &item.solution), ("starter", &item.starter)] {
        if files.len() > MAX_FILES {
            checked.item(
                index,
                field,
                Message::new("mission-too-many-files").with("most", MAX_FILES),
            );
        }
        if let Err(error) = weaverse_sandbox::check_files(files) {
            checked.item(index, field, Message::new("mission-files-bad").with("reason", error));
        }
    }
}

/// What the grader itself says of its configuration.
fn configuration(snapshot: &Snapshot, index: usize, item: &Item, checked: &mut Checked) {
    let Some(active) = snapshot.grader(&item.grader) else {
        let message = Message::new("studio-no-grader").with("grader", &item.grader);
        checked.item(index, "grader", message);
        return;
    };
    match active.grader.check(&item.config.to_string()) {
        Ok(Ok(preview)) => {
            checked.samples.insert(item.name.clone(), preview.samples);
        }
        Ok(Err(problems)) => {
            for problem in problems {
                let message = Message::new("draft-grader-says").with("text", problem.message);
                checked.item(index, format!("config:{}", problem.pointer), message);
            }
        }
        Err(fault) => {
            let message = Message::new("studio-grader-fault").with("reason", fault);
            checked.item(index, "grader", message);
        }
    }
}

/// Which program was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// Must pass.
    Solution,
    /// Must not pass.
    Starter,
}

/// A program of the author's on the draft's own configuration.
#[derive(Debug)]
pub struct Trial {
    /// The item's place.
    pub item: usize,
    /// Which program.
    pub program: Program,
    /// The limit of each run.
    pub fuel_limit: u64,
    /// The verdict, or why there is none.
    pub outcome: Result<Grading, String>,
}

impl Trial {
    /// Fuel of the hungriest run.
    #[must_use]
    pub fn fuel(&self) -> u64 {
        let items = self.outcome.iter().flat_map(|grading| &grading.report.items);
        items.map(|item| item.fuel).max().unwrap_or(0)
    }

    /// Tenths: 20 is twice what the hungriest run used. `None` when nothing
    /// was used.
    #[must_use]
    pub fn margin(&self) -> Option<u64> {
        self.fuel_limit.saturating_mul(10).checked_div(self.fuel())
    }

    /// Whether it came out as publishing wants it.
    #[must_use]
    pub fn is_as_wanted(&self) -> bool {
        let accepted =
            self.outcome.as_ref().is_ok_and(|grading| grading.verdict == Verdict::Accepted);
        match self.program {
            Program::Solution => accepted,
            // A fault says nothing about the starter.
            Program::Starter => self.outcome.is_ok() && !accepted,
        }
    }

    /// Why it keeps the draft from being published.
    #[must_use]
    pub fn mistake(&self) -> Option<Mistake> {
        if self.is_as_wanted() {
            return None;
        }
        let (field, message) = match (self.program, &self.outcome) {
            (_, Err(fault)) => ("grader", Message::new("draft-trial-fault").with("reason", fault)),
            (Program::Solution, Ok(grading)) => (
                "solution",
                Message::new("draft-solution-fails").with("reason", first_failure(grading)),
            ),
            (Program::Starter, Ok(_)) => ("starter", Message::new("draft-starter-passes")),
        };
        Some(Mistake { item: Some(self.item), field: field.to_owned(), message })
    }
}

/// Runs model solution and starter of every program, or of one.
#[must_use]
pub fn try_programs(
    snapshot: &Arc<Snapshot>,
    document: &Document,
    only: Option<usize>,
) -> Vec<Trial> {
    let items = document.items.iter().enumerate();
    let wanted = items.filter(|(index, item)| {
        item.kind == ItemKind::Code && only.is_none_or(|only| only == *index)
    });
    let mut trials = Vec::new();
    for (index, item) in wanted {
        for (program, files) in
            [(Program::Solution, &item.solution), (Program::Starter, &item.starter)]
        {
            if files.is_empty() {
                continue;
            }
            let outcome = try_files(snapshot, document, item, files, Purpose::Full);
            let fuel_limit = item.limits.fuel;
            trials.push(Trial { item: index, program, fuel_limit, outcome });
        }
    }
    trials
}

/// Grades files on an item of a draft.
///
/// # Errors
/// The fault's text, for the staff.
pub fn try_files(
    snapshot: &Arc<Snapshot>,
    document: &Document,
    item: &Item,
    files: &[File],
    purpose: Purpose,
) -> Result<Grading, String> {
    let answer = Answer { purpose, files: files.to_vec(), answer: None };
    try_answer(snapshot, document, item, answer)
}

/// Grades an answer on an item of a draft.
///
/// # Errors
/// The fault's text, for the staff.
pub fn try_answer(
    snapshot: &Arc<Snapshot>,
    document: &Document,
    item: &Item,
    answer: Answer,
) -> Result<Grading, String> {
    grade(snapshot, &Spec::of(item, document.locale()), answer).map_err(|fault| fault.to_string())
}

fn first_failure(grading: &Grading) -> String {
    let failed = grading.report.items.iter().find(|item| item.verdict != Verdict::Accepted);
    failed.map_or_else(
        || grading.verdict.to_string(),
        |item| format!("{}: {} {}", item.name, item.verdict, item.message).trim().to_owned(),
    )
}
