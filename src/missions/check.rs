//! Checks of missions that need their graders: the configuration, the model
//! solution that must pass and the starter that must not.

use std::collections::HashMap;
use std::sync::Arc;

use weaverse_sandbox::{Purpose, Sample, Verdict};

use super::grading::{Answer, Grading, Spec, grade};
use crate::packs::{Item, ItemKind, Mission, Problems, Step};
use crate::plugins::Snapshot;

/// What graders show of items before they are answered, by item name.
pub type Samples = HashMap<String, Vec<Sample>>;

/// How far to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Only what the graders say of the configurations.
    Configuration,
    /// And run the model solutions and the starters.
    Programs,
}

/// Checks one mission; notes every mistake with its line.
pub fn check_mission(
    snapshot: &Arc<Snapshot>,
    mission: &Mission,
    depth: Depth,
    problems: &mut Problems,
) -> Samples {
    let mut samples = Samples::new();
    for (index, item) in mission.items.iter().enumerate() {
        let checker = Checker { snapshot, mission, item, index };
        let known = checker.configuration(problems);
        if let Some(known) = known {
            samples.insert(item.name.clone(), known);
            if depth == Depth::Programs && item.kind == ItemKind::Code {
                checker.programs(problems);
            }
        }
    }
    samples
}

struct Checker<'a> {
    snapshot: &'a Arc<Snapshot>,
    mission: &'a Mission,
    item: &'a Item,
    index: usize,
}

impl Checker<'_> {
    fn problem(&self, problems: &mut Problems, rest: &[Step<'_>], message: impl Into<String>) {
        let at = [&[Step::Key("items"), Step::Index(self.index)], rest].concat();
        self.mission.source.problem(problems, &at, message);
    }

    /// The samples, or `None` after a mistake.
    fn configuration(&self, problems: &mut Problems) -> Option<Vec<Sample>> {
        let item = self.item;
        let Some(active) = self.snapshot.grader(&item.grader) else {
            let known = self.snapshot.grader_ids().join(", ");
            let message = format!("there is no grader {:?}; known are: {known}", item.grader);
            self.problem(problems, &[Step::Key("grader")], message);
            return None;
        };
        if item.kind == ItemKind::Code && self.snapshot.runtime(&item.language).is_none() {
            let message = format!("there is no runtime for the language {:?}", item.language);
            self.problem(problems, &[Step::Key("language")], message);
            return None;
        }
        match active.grader.check(&item.config.to_string()) {
            Ok(Ok(preview)) => Some(preview.samples),
            Ok(Err(mistakes)) => {
                for mistake in mistakes {
                    let steps = self.steps(&mistake.pointer);
                    let message = format!("{}: {}", item.grader, mistake.message);
                    self.problem(problems, &steps, message);
                }
                None
            }
            Err(fault) => {
                self.problem(problems, &[Step::Key("grader")], fault.to_string());
                None
            }
        }
    }

    /// A JSON pointer of the configuration as steps into the item.
    fn steps<'p>(&self, pointer: &'p str) -> Vec<Step<'p>> {
        let root = match self.item.kind {
            // The configuration of choices is made from the item itself.
            ItemKind::Choice => None,
            ItemKind::Code => Some(Step::Key("config")),
        };
        let parts = pointer.split('/').skip(1).map(|part| match part.parse() {
            Ok(index) => Step::Index(index),
            Err(_) => Step::Key(part),
        });
        root.into_iter().chain(parts).collect()
    }

    fn programs(&self, problems: &mut Problems) {
        let item = self.item;
        if item.solution.is_empty() {
            self.problem(problems, &[], "a code item needs a model solution: `solution`");
        } else {
            match self.run(&item.solution) {
                Ok(grading) if grading.verdict == Verdict::Accepted => {}
                Ok(grading) => {
                    let message =
                        format!("the model solution does not pass: {}", first_failure(&grading));
                    self.problem(problems, &[Step::Key("solution")], message);
                }
                Err(message) => self.problem(problems, &[Step::Key("solution")], message),
            }
        }
        if item.starter.is_empty() {
            return;
        }
        match self.run(&item.starter) {
            Ok(grading) if grading.verdict == Verdict::Accepted => {
                self.problem(problems, &[Step::Key("starter")], "the starter already passes");
            }
            Ok(_) => {}
            Err(message) => self.problem(problems, &[Step::Key("starter")], message),
        }
    }

    fn run(&self, files: &[weaverse_sandbox::File]) -> Result<Grading, String> {
        let answer = Answer { purpose: Purpose::Full, files: files.to_vec(), answer: None };
        let spec = Spec::of(self.item, self.mission.language);
        grade(self.snapshot, &spec, answer).map_err(|fault| fault.to_string())
    }
}

fn first_failure(grading: &Grading) -> String {
    let failed = grading.report.items.iter().find(|item| item.verdict != Verdict::Accepted);
    failed.map_or_else(
        || grading.verdict.to_string(),
        |item| {
            let details = item.details.iter().find(|detail| detail.kind == "error");
            let details = details.map(|detail| format!(" ({})", detail.text.trim()));
            format!(
                "{}: {} {}{}",
                item.name,
                item.verdict,
                item.message,
                details.unwrap_or_default()
            )
        },
    )
}
