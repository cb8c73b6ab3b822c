//! From a submission to a report.

use weaverse_grader_sdk::{
    Catalogue, File, GradingError, Purpose, Report, RunOutcome, Runner, Submission, Verdict,
    no_samples, run_all,
};

use crate::config::{Case, Config};
use crate::constructs;
use crate::judge::{Finding, Judged, judge};
use crate::outcome::{self, Answer};
use crate::plan::{LANGUAGE, Plan};
use crate::report::Writer;

/// The texts for learners.
pub const CATALOGUE: Catalogue =
    Catalogue { ko: include_str!("../locales/ko.ftl"), en: include_str!("../locales/en.ftl") };

/// Cases of the first batch when later ones may be skipped.
const FIRST_BATCH: usize = 4;
/// Cases of a batch at most: their outcomes are in the grader's memory.
const BATCH: usize = 16;

/// Judges a submission.
pub fn grade(
    runner: &mut dyn Runner,
    submission: &Submission,
    config: &Config,
) -> Result<Report, GradingError> {
    let texts = CATALOGUE.texts(&submission.locale);
    let is_wanted = |case: &&Case| submission.purpose == Purpose::Full || case.head.sample;
    let cases: Vec<&Case> = config.cases.iter().filter(is_wanted).collect();
    if cases.is_empty() {
        return Ok(Report { items: vec![no_samples(texts)], message: None });
    }
    let program = Program::new(submission)?;
    let writer = Writer::new(texts, cases.len());
    let offence = constructs::offence(config, &program.script());
    if let Some(offence) = offence {
        let judged = Judged::only(Finding::Offence(offence));
        let items = cases.iter().map(|case| writer.item(case, &judged, None)).collect();
        return Ok(Report { items, message: None });
    }
    let stop = config.stop_at_first_failure;
    let mut items = Vec::new();
    let mut failed = false;
    let mut size = if stop { FIRST_BATCH } else { BATCH };
    while items.len() < cases.len() && !(stop && failed) {
        let rest = &cases[items.len()..];
        let plans: Vec<Plan<'_>> =
            rest.iter().take(size).map(|case| Plan::new(config, case)).collect();
        for (plan, (judged, outcome)) in plans.iter().zip(program.run(runner, config, &plans)?) {
            // It was run, but nothing is said of a case after a failure.
            let skipped = stop && failed;
            let item = if skipped {
                writer.item(plan.case, &Judged::only(Finding::Skipped), None)
            } else {
                writer.item(plan.case, &judged, Some(&outcome))
            };
            failed |= item.verdict != Verdict::Accepted;
            items.push(item);
        }
        size = BATCH.min(size * 2);
    }
    for case in &cases[items.len()..] {
        items.push(writer.item(case, &Judged::only(Finding::Skipped), None));
    }
    Ok(Report { items, message: None })
}

/// The learner's script.
struct Program<'a> {
    files: Vec<File>,
    entry: &'a str,
}

impl<'a> Program<'a> {
    fn new(submission: &'a Submission) -> Result<Self, GradingError> {
        if submission.language != LANGUAGE {
            let message = format!("the item's language must be {LANGUAGE}");
            return Err(GradingError::new(message));
        }
        let entry = match submission.entry.as_str() {
            "" => "main.sql",
            entry => entry,
        };
        let mut files = submission.files.clone();
        if !files.iter().any(|file| file.path == entry) {
            // The learner took it away: that is a script without statements.
            files.push(File { path: entry.to_owned(), content: Vec::new() });
        }
        Ok(Self { files, entry })
    }

    fn script(&self) -> String {
        let script = self.files.iter().find(|file| file.path == self.entry);
        let bytes = script.map(|file| file.content.as_slice()).unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    }

    /// Runs cases, and beside them the model where it is needed: each run in a
    /// database of its own.
    fn run(
        &self,
        runner: &mut dyn Runner,
        config: &Config,
        plans: &[Plan<'_>],
    ) -> Result<Vec<(Judged, RunOutcome)>, GradingError> {
        let model = |plan: &Plan<'_>| config.model.as_ref().filter(|_| plan.case.needs_model());
        let mut requests = Vec::new();
        for plan in plans {
            requests.push(plan.request(self.files.clone(), self.entry));
            if let Some(model) = model(plan) {
                let content = model.clone().into_bytes();
                let file = File { path: "model.sql".to_owned(), content };
                requests.push(plan.request(vec![file], "model.sql"));
            }
        }
        let mut outcomes = run_all(runner, requests)?.into_iter();
        let mut next = || outcomes.next().ok_or_else(|| GradingError::new("an outcome is missing"));
        let mut judged = Vec::new();
        for plan in plans {
            let outcome = next()?;
            let model = match model(plan) {
                Some(_) => Some(answer_of_model(plan, &next()?)?),
                None => None,
            };
            let answer = outcome::read(plan, &outcome)?;
            judged.push((judge(plan.case, &outcome, answer, model.as_ref())?, outcome));
        }
        Ok(judged)
    }
}

/// What came of the model; it must come to its end.
fn answer_of_model(plan: &Plan<'_>, outcome: &RunOutcome) -> Result<Answer, GradingError> {
    let failed = |why: &str| {
        let name = &plan.case.head.name;
        GradingError::new(format!("the case `{name}`: the model fails: {why}"))
    };
    let answer = outcome::read(plan, outcome)?.ok_or_else(|| {
        let raised = outcome.raised.as_ref().map(|raised| raised.message.clone());
        failed(&raised.unwrap_or_else(|| format!("{:?}", outcome.status)))
    })?;
    let error = answer.checks.iter().find_map(|check| check.error.as_ref());
    match error {
        Some(error) => Err(failed(&error.message)),
        None => Ok(answer),
    }
}

#[cfg(test)]
mod tests;
