//! From a submission to a report.

use std::collections::BTreeMap;

use weaverse_grader_sdk::{
    Catalogue, GradingError, Purpose, Report, ReportItem, Runner, Submission, Verdict, Visibility,
};

use crate::config::{Config, POINTS};
use crate::plan::Planner;
use crate::report::Writer;
use crate::runs::{self, Ended, Findings};
use crate::stream::{Broken, Listed, Result as TestResult};

/// The texts for learners.
pub const CATALOGUE: Catalogue =
    Catalogue { ko: include_str!("../locales/ko.ftl"), en: include_str!("../locales/en.ftl") };

/// What is found of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// It passed, or what else it said.
    Result(TestResult),
    /// It has no result, because the run ended.
    Ended(Ended),
    /// Its file could not be loaded.
    Broken(Broken),
    /// The test file leaves it out.
    LeftOut,
    /// It was skipped by what ran.
    SkippedItself(String),
    /// It has no result, and nothing says why.
    NotReported,
    /// There were more tests of its name than the file has.
    Added,
    /// The program changed the tools.
    Changed(String),
}

/// One test of the report.
#[derive(Debug)]
pub struct Judged {
    /// What the file says of it.
    pub test: Listed,
    /// What is found.
    pub finding: Finding,
    /// Its share of the points, of all weights.
    pub weight: u64,
}

/// Judges a submission.
pub fn grade(
    runner: &mut dyn Runner,
    submission: &Submission,
    config: &Config,
    text: &str,
) -> Result<Report, GradingError> {
    let texts = CATALOGUE.texts(&submission.locale);
    let samples = submission.purpose == Purpose::Samples;
    if samples && config.samples.is_empty() {
        return Ok(no_samples(texts.get("samples"), texts.get("no-samples")));
    }
    let planner = Planner::new(submission, config, text)?;
    let findings = runs::run(runner, &planner, config.max_runs)?;
    let mut judged = judge(config, &findings)?;
    if samples {
        judged.retain(|judged| config.is_sample(&judged.test.name));
        if judged.is_empty() {
            return Ok(no_samples(texts.get("samples"), texts.get("no-samples")));
        }
    }
    let writer = Writer::new(texts, config, judged.len());
    let message = writer.message(&findings);
    let mut items: Vec<_> = shares(&judged)
        .zip(&judged)
        .enumerate()
        .map(|(index, (points, judged))| writer.item(index, judged, points, &findings))
        .collect();
    let failed = |item: &ReportItem| item.verdict != Verdict::Accepted && item.max_points > 0;
    if config.all_or_nothing && items.iter().any(failed) {
        items.iter_mut().for_each(|item| item.points = 0);
    }
    if let Some(first) = items.first_mut() {
        first.fuel = findings.fuel;
    }
    Ok(Report { items, message })
}

/// A report must have an item: one that earns nothing.
fn no_samples(name: String, message: String) -> Report {
    let item = ReportItem {
        name,
        verdict: Verdict::Skipped,
        points: 0,
        max_points: 0,
        message,
        details: Vec::new(),
        visibility: Visibility::Learner,
        fuel: 0,
    };
    Report { items: vec![item], message: None }
}

/// Everything found, in the order of the files.
fn judge(config: &Config, findings: &Findings) -> Result<Vec<Judged>, GradingError> {
    let paths = config.collected();
    let is_unlisted = |index: usize| {
        findings.all_unlisted || paths.get(index).is_some_and(|p| findings.unlisted.contains(*p))
    };
    let counts = |keys: &mut dyn Iterator<Item = &String>| {
        let mut counts = BTreeMap::<String, usize>::new();
        keys.for_each(|key| *counts.entry(base(key).to_owned()).or_default() += 1);
        counts
    };
    let ran = counts(&mut findings.keys.iter());
    let listed = counts(&mut findings.listed.iter().map(|test| &test.key));
    let mut tests: Vec<(usize, Listed)> = Vec::new();
    for test in &findings.listed {
        tests.push((file_of(&test.key), test.clone()));
    }
    // Tests of a file that does not load without the learner's code, and those
    // that the file makes of the learner's values.
    for key in &findings.keys {
        let from_values = findings.listed.iter().any(|test| {
            base(&test.key) == base(key) && test.skip.as_deref().is_some_and(is_empty_set)
        });
        let known = findings.listed.iter().any(|test| test.key == *key);
        if !known && (is_unlisted(file_of(key)) || from_values) {
            tests.push((file_of(key), unlisted(key)));
        }
    }
    for (index, path) in paths.iter().enumerate() {
        if !tests.iter().any(|(file, _)| *file == index) {
            let broken = findings.broken.iter().any(|broken| broken.file == *path);
            if broken || findings.stopped.is_some() {
                tests.push((index, unlisted(&format!("{index}::{path}"))));
            }
        }
    }
    if tests.is_empty() {
        return Err(GradingError::new("the test files have no tests"));
    }
    tests.sort_by_key(|(file, _)| *file);
    let replaced = |test: &Listed| {
        test.skip.as_deref().is_some_and(is_empty_set) && findings.results.contains_key(&test.key)
    };
    let judged = tests.into_iter().map(|(file, mut test)| {
        if replaced(&test) {
            test.skip = None;
        }
        let of_file = |broken: &&Broken| paths.get(file) == Some(&broken.file.as_str());
        let more = listed
            .get(base(&test.key))
            .is_some_and(|count| ran.get(base(&test.key)).is_some_and(|ran| ran > count));
        let finding = if test.skip.is_some() {
            Finding::LeftOut
        } else if let Some(changed) = &findings.changed {
            Finding::Changed(changed.clone())
        } else if more && !is_unlisted(file) && !made_of_values(&test, findings) {
            Finding::Added
        } else {
            finding(&test, findings, findings.broken.iter().find(of_file))
        };
        let weight = match &finding {
            Finding::LeftOut => 0,
            _ => {
                let own = config.weight(&test.name).map(|weight| u64::from(weight) * 100);
                own.or(test.weight.map(u64::from)).unwrap_or(100)
            }
        };
        Judged { test, finding, weight }
    });
    Ok(judged.collect())
}

fn finding(test: &Listed, findings: &Findings, broken: Option<&Broken>) -> Finding {
    if let Some(result) = findings.results.get(&test.key) {
        return match result.status.as_str() {
            "skipped" => Finding::SkippedItself(result.said.message.clone()),
            _ => Finding::Result(result.clone()),
        };
    }
    if let Some(ended) = findings.ended.get(&test.key) {
        return Finding::Ended(ended.clone());
    }
    broken.map_or(Finding::NotReported, |broken| Finding::Broken(broken.clone()))
}

/// pytest's word for a test without any parameter, as one of the learner's
/// values has none when the tests are listed.
fn is_empty_set(reason: &str) -> bool {
    reason.starts_with("got empty parameter set")
}

fn made_of_values(test: &Listed, findings: &Findings) -> bool {
    let same = |other: &&Listed| base(&other.key) == base(&test.key);
    let skip = findings.listed.iter().filter(same).filter_map(|test| test.skip.as_deref());
    skip.into_iter().any(is_empty_set)
}

/// A test of which nothing but the key is known.
fn unlisted(key: &str) -> Listed {
    let name = base(key).split_once("::").map_or(key, |(_, name)| name).to_owned();
    Listed {
        key: key.to_owned(),
        name,
        skip: None,
        weight: None,
        number: None,
        code: String::new(),
        hidden: false,
    }
}

/// A key without the number among its equals.
fn base(key: &str) -> &str {
    key.rsplit_once('#').map_or(key, |(base, _)| base)
}

/// The index of a key's file.
fn file_of(key: &str) -> usize {
    key.split("::").next().and_then(|index| index.parse().ok()).unwrap_or(0)
}

/// The milli-points of each test: together all, whatever the weights.
fn shares(judged: &[Judged]) -> impl Iterator<Item = i64> {
    let all: u64 = judged.iter().map(|judged| judged.weight).sum();
    let points = u64::try_from(POINTS).unwrap_or(0);
    let mut sum = 0;
    judged.iter().map(move |judged| {
        let before = (points * sum).checked_div(all).unwrap_or(0);
        sum += judged.weight;
        let after = (points * sum).checked_div(all).unwrap_or(0);
        i64::try_from(after - before).unwrap_or(0)
    })
}

#[cfg(test)]
mod tests;
