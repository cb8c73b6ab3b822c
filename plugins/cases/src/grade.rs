//! From a submission to a report.

use weaverse_grader_sdk::{
    Catalogue, File, GradingError, Invocation, Purpose, Report, ReportItem, RunOutcome, RunRequest,
    RunStatus, Runner, Submission, Texts, Verdict, Visibility,
};

use crate::config::{Case, Config};
use crate::judge::{Finding, judge};
use crate::report::{Writer, compile_message};

/// The texts for learners.
pub const CATALOGUE: Catalogue =
    Catalogue { ko: include_str!("../locales/ko.ftl"), en: include_str!("../locales/en.ftl") };

/// Runs of the first batch when later ones may be skipped.
const FIRST_BATCH: usize = 4;

/// Judges a submission.
pub fn grade(
    runner: &mut dyn Runner,
    submission: &Submission,
    config: &Config,
) -> Result<Report, GradingError> {
    let texts = CATALOGUE.texts(&submission.locale);
    let is_wanted = |case: &&Case| submission.purpose == Purpose::Full || case.sample;
    let cases: Vec<&Case> = config.cases.iter().filter(is_wanted).collect();
    if cases.is_empty() {
        return Ok(no_samples(texts));
    }
    let mut program = Program::new(submission, &cases, runner)?;
    let outcomes = program.run_all(&cases, config.stop_at_first_failure)?;
    let writer = Writer::new(texts, cases.len());
    if outcomes.iter().all(|outcome| outcome.status == RunStatus::CompileError) {
        return program.compile_report(&cases, &outcomes, writer, texts);
    }
    let mut failed = false;
    let item = |(index, case): (usize, &&Case)| match outcomes.get(index) {
        Some(outcome) if !(failed && config.stop_at_first_failure) => {
            let finding = judge(case, outcome);
            failed |= finding != Finding::Passed;
            writer.item(case, &finding, Some(outcome))
        }
        // Run or not, nothing is said of a case that comes after a failure.
        _ => writer.item(case, &Finding::Skipped, None),
    };
    let items = cases.iter().enumerate().map(item).collect();
    Ok(Report { items, message: None })
}

/// A report must have an item: one that earns nothing.
fn no_samples(texts: Texts) -> Report {
    let item = ReportItem {
        name: texts.get("samples"),
        verdict: Verdict::Skipped,
        points: 0,
        max_points: 0,
        message: texts.get("no-samples"),
        details: Vec::new(),
        visibility: Visibility::Learner,
        fuel: 0,
    };
    Report { items: vec![item], message: None }
}

/// The learner's program.
struct Program<'a> {
    submission: &'a Submission,
    runner: &'a mut dyn Runner,
}

impl<'a> Program<'a> {
    fn new(
        submission: &'a Submission,
        cases: &[&Case],
        runner: &'a mut dyn Runner,
    ) -> Result<Self, GradingError> {
        if submission.language.is_empty() || submission.files.is_empty() {
            return Err(GradingError::new("the submission has no program"));
        }
        let replaces_program =
            |case: &&&Case| case.files.iter().any(|(path, _)| *path == submission.entry);
        if let Some(case) = cases.iter().find(replaces_program) {
            let (name, entry) = (&case.name, &submission.entry);
            let message = format!("a data file of the case `{name}` replaces the program {entry}");
            return Err(GradingError::new(message));
        }
        Ok(Self { submission, runner })
    }

    /// Runs the cases; with `stop` perhaps not all of them: batches of 4, 8,
    /// 16 … until one has a failure. That wastes few runs, and a program
    /// without failures waits for few batches.
    fn run_all(&mut self, cases: &[&Case], stop: bool) -> Result<Vec<RunOutcome>, GradingError> {
        let mut outcomes = Vec::with_capacity(cases.len());
        let mut size = if stop { FIRST_BATCH } else { cases.len() };
        while outcomes.len() < cases.len() {
            let rest = &cases[outcomes.len()..];
            let batch = &rest[..size.min(rest.len())];
            let run = self.run(batch.iter().map(|case| self.request(case)).collect())?;
            let mut judged = batch.iter().zip(&run).map(|(case, outcome)| judge(case, outcome));
            let passed = judged.all(|finding| finding == Finding::Passed);
            outcomes.extend(run);
            if !passed && stop {
                break;
            }
            size *= 2;
        }
        Ok(outcomes)
    }

    fn run(&mut self, requests: Vec<RunRequest>) -> Result<Vec<RunOutcome>, GradingError> {
        let wanted = requests.len();
        let outcomes = self.runner.run(requests);
        if outcomes.len() != wanted {
            let message = format!("{wanted} runs asked for, {} outcomes", outcomes.len());
            return Err(GradingError::new(message));
        }
        Ok(outcomes)
    }

    /// A case's data files win over the learner's files of the same path.
    fn request(&self, case: &Case) -> RunRequest {
        let is_data = |file: &&File| case.files.iter().any(|(path, _)| *path == file.path);
        let own = self.submission.files.iter().filter(|file| !is_data(file)).cloned();
        let data = case
            .files
            .iter()
            .map(|(path, text)| File { path: path.clone(), content: text.clone().into_bytes() });
        RunRequest {
            files: own.chain(data).collect(),
            stdin: case.stdin.clone().into_bytes(),
            ..self.bare_request(case.invocation.clone())
        }
    }

    /// A run that knows nothing of any case.
    fn bare_request(&self, invocation: Invocation) -> RunRequest {
        let Submission { language, files, entry, .. } = self.submission;
        RunRequest {
            language: language.clone(),
            files: files.clone(),
            entry: Some(entry.clone()).filter(|entry| !entry.is_empty()),
            invocation,
            stdin: Vec::new(),
        }
    }

    /// The report on a program that does not compile: the error once.
    fn compile_report(
        &mut self,
        cases: &[&Case],
        outcomes: &[RunOutcome],
        writer: Writer,
        texts: Texts,
    ) -> Result<Report, GradingError> {
        let allowed = cases.iter().zip(outcomes).find(|(case, _)| case.feedback.error);
        let shown = match allowed {
            Some((_, outcome)) => Some(outcome.clone()),
            None => self.harmless_error()?,
        };
        let failed = Finding::Ended(RunStatus::CompileError);
        let item = |(index, case): (usize, &&Case)| {
            let mut item = writer.item(case, &failed, None);
            item.message = String::new();
            item.fuel = outcomes.get(index).map_or(0, |outcome| outcome.fuel);
            item
        };
        let mut items: Vec<_> = cases.iter().enumerate().map(item).collect();
        let detail = match &shown {
            Some(outcome) => writer.error(outcome, Visibility::Learner),
            None => writer.error(&outcomes[0], Visibility::Staff),
        };
        let seen = items.iter().position(|item| item.visibility == Visibility::Learner);
        items[seen.unwrap_or(0)].details.extend(detail);
        Ok(Report { items, message: Some(compile_message(shown.as_ref(), texts)) })
    }

    /// The compile error of a run without any case. Learners must see their
    /// syntax errors, but not every runtime looks at the program before it
    /// runs it: a program may raise a "syntax error" with hidden input in it.
    fn harmless_error(&mut self) -> Result<Option<RunOutcome>, GradingError> {
        let request = self.bare_request(Invocation::Program(Vec::new()));
        let outcome = self.run(vec![request])?.pop();
        Ok(outcome.filter(|outcome| outcome.status == RunStatus::CompileError))
    }
}

#[cfg(test)]
mod tests;
