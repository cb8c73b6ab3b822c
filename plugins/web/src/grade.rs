//! From a submission to a report.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use weaverse_grader_sdk::{
    Catalogue, GradingError, Purpose, Report, RunOutcome, RunStatus, Runner, Submission, Verdict,
    no_samples, run_all,
};

use crate::config::{Case, Config};
use crate::css::{Sheets, Source};
use crate::files::Files;
use crate::judge::{Miss, View};
use crate::page::{self, Page};
use crate::plan::{self, Visit};
use crate::report::Writer;
use crate::selector::Matcher;

/// The texts for learners.
pub const CATALOGUE: Catalogue =
    Catalogue { ko: include_str!("../locales/ko.ftl"), en: include_str!("../locales/en.ftl") };

/// Cases of the first batch when later ones may be skipped.
const FIRST_BATCH: usize = 4;
/// Cases of a batch at most: their outcomes are in the grader's memory.
const BATCH: usize = 16;
/// Nodes of a page at most: what is larger is no page of a lesson.
const NODES: usize = 50_000;
/// What reading a byte of a stylesheet costs, in comparisons.
const READING: u64 = 4;
/// Bytes of a page's source at most.
const SOURCE: usize = 1 << 20;

/// What is found of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Everything holds.
    Passed,
    /// The case was not judged.
    Skipped,
    /// There is no page.
    NoPage(String),
    /// The run did not come to its end.
    Ended(RunStatus),
    /// A step could not be done.
    Stuck { step: usize, on: String },
    /// Something does not hold.
    Miss {
        /// The check's name.
        name: Option<String>,
        /// What.
        miss: Miss,
        /// Behind which step, from 1; absent at the end.
        step: Option<usize>,
    },
}

impl Finding {
    /// The verdict on the item.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Passed => Verdict::Accepted,
            Self::Skipped => Verdict::Skipped,
            Self::Ended(status) => status.verdict(),
            Self::NoPage(_) | Self::Stuck { .. } | Self::Miss { .. } => Verdict::WrongAnswer,
        }
    }
}

/// A finding, with what the page said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// What is found.
    pub finding: Finding,
    /// Lines of the console.
    pub console: Vec<String>,
    /// Errors of scripts.
    pub errors: Vec<String>,
}

impl From<Finding> for Judged {
    fn from(finding: Finding) -> Self {
        Self { finding, console: Vec::new(), errors: Vec::new() }
    }
}

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
    let site = Site::new(submission, config);
    let writer = Writer::new(texts, cases.len());
    let stop = config.stop_at_first_failure;
    let mut items = Vec::new();
    let mut failed = false;
    let mut size = if stop { FIRST_BATCH } else { BATCH };
    while items.len() < cases.len() && !(stop && failed) {
        let batch: Vec<&Case> = cases[items.len()..].iter().take(size).copied().collect();
        let mut outcomes = site.run(runner, &batch)?;
        for (index, case) in batch.into_iter().enumerate() {
            let outcome = outcomes.remove(&index);
            let judged = match stop && failed {
                true => Finding::Skipped.into(),
                false => site.judge(case, outcome.as_ref())?,
            };
            let item = writer.item(case, &judged, outcome.as_ref());
            failed |= item.verdict != Verdict::Accepted;
            items.push(item);
        }
        size = BATCH.min(size * 2);
    }
    for case in &cases[items.len()..] {
        items.push(writer.item(case, &Finding::Skipped.into(), None));
    }
    Ok(Report { items, message: None })
}

/// The learner's page.
struct Site<'a> {
    submission: &'a Submission,
    path: String,
    /// As its source has it; absent where there is none.
    source: Option<Page>,
    /// Stylesheets that were read, by their sources: moments of runs have the same.
    sheets: RefCell<BTreeMap<Vec<Source>, Rc<Sheets>>>,
    matcher: Matcher,
}

impl<'a> Site<'a> {
    fn new(submission: &'a Submission, config: &Config) -> Self {
        let entry = match submission.entry.as_str() {
            "" => "index.html",
            entry => entry,
        };
        let path = config.page.clone().unwrap_or_else(|| entry.to_owned());
        let source = Files(&submission.files).text(&path);
        let source = source.filter(|text| text.len() <= SOURCE).map(|text| page::parse(&text));
        Self { submission, path, source, sheets: RefCell::default(), matcher: Matcher::default() }
    }

    /// Opens the page for the cases of a batch that do so.
    fn run(
        &self,
        runner: &mut dyn Runner,
        batch: &[&Case],
    ) -> Result<BTreeMap<usize, RunOutcome>, GradingError> {
        if self.source.is_none() {
            return Ok(BTreeMap::new());
        }
        let runs = batch.iter().enumerate().filter_map(|(index, case)| {
            let run = case.run.as_ref()?;
            let files = self.submission.files.clone();
            Some((index, plan::request(run, !case.checks.is_empty(), files, &self.path)))
        });
        let (places, requests): (Vec<usize>, Vec<_>) = runs.unzip();
        if requests.is_empty() {
            return Ok(BTreeMap::new());
        }
        Ok(places.into_iter().zip(run_all(runner, requests)?).collect())
    }

    fn judge(&self, case: &Case, outcome: Option<&RunOutcome>) -> Result<Judged, GradingError> {
        let Some(source) = &self.source else {
            return Ok(Finding::NoPage(self.path.clone()).into());
        };
        if case.run.is_none() {
            return Ok(self.look(case, source, None, &case.checks, None).into());
        }
        let outcome = outcome.ok_or_else(|| GradingError::new("an outcome is missing"))?;
        match plan::visit(outcome)? {
            Some(visit) => Ok(self.follow(case, &visit)),
            None => Ok(Finding::Ended(outcome.status).into()),
        }
    }

    /// Judges the moments of a run, one after another.
    fn follow(&self, case: &Case, visit: &Visit) -> Judged {
        let steps = case.run.iter().flat_map(|run| &run.steps).enumerate();
        let wanted = steps.map(|(index, step)| (index + 1, &step.checks, Some(index + 1)));
        let last = case.run.as_ref().map_or(0, |run| run.steps.len());
        let wanted = wanted.chain([(last, &case.checks, None)]);
        let mut finding = Finding::Passed;
        for (after, checks, step) in wanted.filter(|(_, checks, _)| !checks.is_empty()) {
            let moment = visit.moments.iter().find(|(number, _)| *number == after);
            let Some((_, moment)) = moment else {
                // It lies behind the step where the run was stuck; otherwise the
                // run did not say what it was asked.
                if visit.stuck.is_none() {
                    finding = Finding::Ended(RunStatus::RuntimeError);
                }
                break;
            };
            finding = self.look(case, &moment.page, Some(moment), checks, step);
            if finding != Finding::Passed {
                break;
            }
        }
        if finding == Finding::Passed
            && let Some((step, on)) = &visit.stuck
        {
            finding = Finding::Stuck { step: *step, on: on.clone() };
        }
        let (console, errors) = match visit.moments.last() {
            Some((_, moment)) => (moment.console.clone(), moment.errors.clone()),
            None => (Vec::new(), Vec::new()),
        };
        Judged { finding, console, errors }
    }

    fn sheets(&self, page: &Page) -> Rc<Sheets> {
        let files = Files(&self.submission.files);
        let sources = Sheets::sources(page, &files, &self.path);
        if let Some(known) = self.sheets.borrow().get(&sources) {
            return Rc::clone(known);
        }
        let length: usize = sources.iter().map(|source| source.text.len()).sum();
        self.matcher.spend(length as u64 * READING);
        let sheets = Rc::new(Sheets::read(&sources, &files));
        self.sheets.borrow_mut().insert(sources, Rc::clone(&sheets));
        sheets
    }

    fn look(
        &self,
        case: &Case,
        page: &Page,
        run: Option<&page::Observation>,
        checks: &[crate::config::Check],
        step: Option<usize>,
    ) -> Finding {
        let miss = if page.len() > NODES {
            Some((None, Miss::new("too-complex", &[])))
        } else {
            let (files, sheets) = (Files(&self.submission.files), self.sheets(page));
            let (viewport, matcher) = (case.viewport, &self.matcher);
            View { page, files, sheets: &sheets, viewport, run, matcher }.judge(checks)
        };
        match miss {
            Some((name, miss)) => Finding::Miss { name, miss, step },
            None => Finding::Passed,
        }
    }
}

#[cfg(test)]
mod tests;
