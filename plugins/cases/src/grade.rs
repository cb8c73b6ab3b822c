//! From a submission to a report.

use std::collections::BTreeSet;

use weaverse_grader_sdk::{
    Catalogue, Feedback, File, GradingError, Invocation, Purpose, Report, ReportItem, RunOutcome,
    RunRequest, RunStatus, Runner, Submission, Texts, Verdict, Visibility, no_samples, run_all,
};

use crate::config::{Case, Config};
use crate::judge::{Finding, judge};
use crate::report::{Writer, compile_message};

/// The texts for learners.
pub const CATALOGUE: Catalogue =
    Catalogue { ko: include_str!("../locales/ko.ftl"), en: include_str!("../locales/en.ftl") };

/// Runs of the first batch when later ones may be skipped.
const FIRST_BATCH: usize = 4;
/// Runs of a batch at most: their outputs are in the grader's memory.
const BATCH: usize = 64;
/// Bytes of files and inputs of a batch at most, if it is more than one run.
const BATCH_BYTES: usize = 16 << 20;

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
        return Ok(Report { items: vec![no_samples(texts)], message: None });
    }
    let program = Program::new(submission, &cases)?;
    let writer = Writer::new(texts, cases.len());
    let stop = config.stop_at_first_failure;
    let mut grading = Grading { items: Vec::new(), failed: false, compile_errors: Vec::new() };
    // Batches of 4, 8, 16 … runs waste few runs after a failure, and let a
    // program without failures wait for few batches.
    let mut size = if stop { FIRST_BATCH } else { BATCH };
    while grading.items.len() < cases.len() && !(stop && grading.failed) {
        let batch = program.batch(&cases[grading.items.len()..], size);
        let requests = batch.iter().map(|case| program.request(case)).collect();
        for (case, outcome) in batch.iter().zip(run_all(runner, requests)?) {
            grading.add(case, outcome, stop, writer);
        }
        size = BATCH.min(size * 2);
    }
    for case in &cases[grading.items.len()..] {
        grading.items.push(writer.item(case, &Finding::Skipped, None));
    }
    let Grading { mut items, compile_errors, .. } = grading;
    settle(config, &cases, &mut items, texts);
    if items.iter().all(|item| matches!(item.verdict, Verdict::CompileError | Verdict::Skipped)) {
        return compile_report(&program, runner, &cases, items, &compile_errors, writer, texts);
    }
    Ok(Report { items, message: None })
}

/// Takes back what cases earn only together with others that failed.
fn settle(config: &Config, cases: &[&Case], items: &mut [ReportItem], texts: Texts) {
    let failed: BTreeSet<Option<&str>> = cases
        .iter()
        .zip(&*items)
        .filter(|(_, item)| item.verdict != Verdict::Accepted)
        .map(|(case, _)| case.group.as_deref())
        .collect();
    let nothing = config.all_or_nothing && !failed.is_empty();
    for (case, item) in cases.iter().zip(items) {
        let group = case.group.as_ref().and_then(|name| config.groups.get_key_value(name));
        let lost = group.is_some_and(|(name, group)| {
            let has_failed = |name: &String| failed.contains(&Some(name.as_str()));
            group.together && has_failed(name) || group.requires.iter().any(has_failed)
        });
        if (nothing || lost) && item.points > 0 {
            item.points = 0;
            item.message = texts.get("together");
        }
    }
}

/// What is known so far.
struct Grading {
    items: Vec<ReportItem>,
    failed: bool,
    /// The first one, and the first one that a learner may see.
    compile_errors: Vec<(Feedback, RunOutcome)>,
}

impl Grading {
    fn add(&mut self, case: &Case, outcome: RunOutcome, stop: bool, writer: Writer) {
        if stop && self.failed {
            // It was run, but nothing is said of a case after a failure.
            return self.items.push(writer.item(case, &Finding::Skipped, None));
        }
        let finding = judge(case, &outcome);
        self.failed |= finding != Finding::Passed;
        self.items.push(writer.item(case, &finding, Some(&outcome)));
        let seen = |(feedback, _): &(Feedback, RunOutcome)| feedback.error;
        let is_news = self.compile_errors.is_empty()
            || case.feedback.error && !self.compile_errors.iter().any(seen);
        if outcome.status == RunStatus::CompileError && is_news {
            self.compile_errors.push((case.feedback, outcome));
        }
    }
}

/// The learner's program.
struct Program<'a>(&'a Submission);

impl<'a> Program<'a> {
    fn new(submission: &'a Submission, cases: &[&Case]) -> Result<Self, GradingError> {
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
        Ok(Self(submission))
    }

    /// The first cases that fit into a batch.
    fn batch<'c>(&self, cases: &'c [&'c Case], size: usize) -> &'c [&'c Case] {
        let own: usize = self.0.files.iter().map(|file| file.content.len()).sum();
        let mut bytes = 0;
        let fits = |case: &&&Case| {
            let data: usize = case.files.iter().map(|(_, text)| text.len()).sum();
            bytes += own + data + case.stdin.len();
            bytes <= BATCH_BYTES
        };
        &cases[..cases.iter().take(size).take_while(fits).count().max(1)]
    }

    /// A case's data files win over the learner's files of the same path.
    fn request(&self, case: &Case) -> RunRequest {
        let is_data = |file: &&File| case.files.iter().any(|(path, _)| *path == file.path);
        let own = self.0.files.iter().filter(|file| !is_data(file)).cloned();
        let data = case
            .files
            .iter()
            .map(|(path, text)| File { path: path.clone(), content: text.clone().into_bytes() });
        let mut files: Vec<File> = own.chain(data).collect();
        self.surround(case, &mut files);
        let stdin = case.stdin.clone().into_bytes();
        self.run_of(files, case.invocation.clone(), stdin)
    }

    /// Puts the case's code before and after the program, in its file.
    fn surround(&self, case: &Case, files: &mut [File]) {
        if case.before.is_empty() && case.after.is_empty() {
            return;
        }
        let Some(program) = files.iter_mut().find(|file| file.path == self.0.entry) else { return };
        let mut content = case.before.clone().into_bytes();
        content.append(&mut program.content);
        // The program's last line may have no end.
        if !case.after.is_empty() && !content.ends_with(b"\n") && !case.after.starts_with('\n') {
            content.push(b'\n');
        }
        content.extend_from_slice(case.after.as_bytes());
        program.content = content;
    }

    /// A run that knows nothing of any case.
    fn bare_request(&self) -> RunRequest {
        self.run_of(self.0.files.clone(), Invocation::Program(Vec::new()), Vec::new())
    }

    fn run_of(&self, files: Vec<File>, invocation: Invocation, stdin: Vec<u8>) -> RunRequest {
        let Submission { language, entry, .. } = self.0;
        RunRequest {
            language: language.clone(),
            files,
            entry: Some(entry.clone()).filter(|entry| !entry.is_empty()),
            invocation,
            stdin,
        }
    }
}

/// The report on a program that does not compile: the error once.
///
/// Learners must see their syntax errors, also without samples. But not every
/// runtime looks at the program before it runs it, so a program may raise a
/// "syntax error" with hidden input in it. If no case lets the learner see
/// errors, the text comes from one more run, which knows no case.
fn compile_report(
    program: &Program<'_>,
    runner: &mut dyn Runner,
    cases: &[&Case],
    mut items: Vec<ReportItem>,
    errors: &[(Feedback, RunOutcome)],
    writer: Writer,
    texts: Texts,
) -> Result<Report, GradingError> {
    let shown = match errors.iter().find(|(feedback, _)| feedback.error) {
        Some((_, outcome)) => Some(outcome.clone()),
        None => run_all(runner, vec![program.bare_request()])?
            .pop()
            .filter(|outcome| outcome.status == RunStatus::CompileError),
    };
    for (item, case) in items.iter_mut().zip(cases) {
        let failed = writer.item(case, &Finding::Ended(RunStatus::CompileError), None);
        *item = ReportItem { message: String::new(), fuel: item.fuel, ..failed };
    }
    let detail = match (&shown, errors.first()) {
        (Some(outcome), _) => writer.error(outcome, Visibility::Learner),
        (None, Some((_, outcome))) => writer.error(outcome, Visibility::Staff),
        (None, None) => None,
    };
    let seen = items.iter().position(|item| item.visibility == Visibility::Learner);
    items[seen.unwrap_or(0)].details.extend(detail);
    Ok(Report { items, message: Some(compile_message(shown.as_ref(), texts)) })
}

#[cfg(test)]
mod tests;
