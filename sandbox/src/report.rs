//! Submissions, and what graders say of them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::run::File;

/// What a grading is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Judge on the samples only; the result is shown and not kept.
    Samples,
    /// Judge on everything.
    Full,
}

/// What a learner hands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// Samples only, or everything.
    pub purpose: Purpose,
    /// The language's id; empty when there is no program.
    pub language: String,
    /// The program's files: see [`check_files`](crate::check_files).
    pub files: Vec<File>,
    /// The file that is the program; empty when there is none.
    pub entry: String,
    /// The answer of an item without files, as JSON.
    pub answer: Option<String>,
    /// The language of messages: `ko` or `en`.
    pub locale: String,
    /// Seeds every run of the grading.
    pub seed: u64,
}

/// A mistake in a grader's configuration, for its author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// JSON pointer into the configuration, for instance `/cases/2/expect`.
    pub pointer: String,
    /// What is wrong.
    pub message: String,
}

/// An example that the learner sees before submitting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// Its heading.
    pub name: String,
    /// What the program is given.
    pub input: Option<String>,
    /// What it should give.
    pub expected: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// What a configuration comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Milli-points of a perfect submission.
    pub max_points: i64,
    /// What the learner may see.
    pub samples: Vec<Sample>,
}

/// How an item, or the whole, is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Right.
    Accepted,
    /// Right in part.
    Partial,
    /// Wrong.
    WrongAnswer,
    /// Not a program.
    CompileError,
    /// It raised an error, or crashed.
    RuntimeError,
    /// Its computing budget was used up.
    FuelLimit,
    /// It wanted more memory than allowed.
    MemoryLimit,
    /// It wrote more than allowed.
    OutputLimit,
    /// It slept longer than allowed.
    TimeLimit,
    /// It asked for what no program gets.
    Refused,
    /// Not judged, for instance because an earlier item failed.
    Skipped,
}

impl Verdict {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Partial => "partial",
            Self::WrongAnswer => "wrong_answer",
            Self::CompileError => "compile_error",
            Self::RuntimeError => "runtime_error",
            Self::FuelLimit => "fuel_limit",
            Self::MemoryLimit => "memory_limit",
            Self::OutputLimit => "output_limit",
            Self::TimeLimit => "time_limit",
            Self::Refused => "refused",
            Self::Skipped => "skipped",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Who sees something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// The learner and the staff.
    Learner,
    /// Tutors and administrators only.
    Staff,
}

/// One thing to show of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// `input`, `expected`, `actual`, `hint`, `stdout`, `stderr`, `error`, or
    /// a word of the grader's own.
    pub kind: String,
    /// What to show.
    pub text: String,
    /// Who sees it.
    pub visibility: Visibility,
}

/// What a grader says of one thing that it looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportItem {
    /// Its heading.
    pub name: String,
    /// How it went.
    pub verdict: Verdict,
    /// Milli-points earned, from 0 to `max_points`.
    pub points: i64,
    /// Milli-points to earn.
    pub max_points: i64,
    /// One line for the learner; may be empty.
    pub message: String,
    /// What else to show.
    pub details: Vec<Detail>,
    /// `Staff`: the learner's page counts the item, and does not list it.
    pub visibility: Visibility,
    /// Fuel of the program's runs for this item, as the grader says.
    pub fuel: u64,
}

/// What a grader says of a submission. JSON of it has one byte order: the
/// order of the fields and of the items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// In the grader's order; never empty.
    pub items: Vec<ReportItem>,
    /// A remark on the whole, for the learner.
    pub message: Option<String>,
}

impl Report {
    /// Milli-points earned.
    pub fn score(&self) -> i64 {
        self.items.iter().map(|item| item.points).sum()
    }

    /// Milli-points to earn.
    pub fn max_score(&self) -> i64 {
        self.items.iter().map(|item| item.max_points).sum()
    }

    /// The whole verdict: accepted if every point is earned and every item is
    /// accepted; the first failure's own verdict if nothing is earned;
    /// otherwise partial. An item that was skipped and is worth nothing does
    /// not count beside others.
    pub fn verdict(&self) -> Verdict {
        let counts = |item: &&ReportItem| item.verdict != Verdict::Skipped || item.max_points > 0;
        let all = !self.items.iter().any(|item| counts(&item));
        let failures = || {
            let items = self.items.iter().filter(|item| all || counts(item));
            items.map(|item| item.verdict).filter(|verdict| *verdict != Verdict::Accepted)
        };
        if self.score() == self.max_score() && failures().next().is_none() {
            return Verdict::Accepted;
        }
        if self.score() > 0 {
            return Verdict::Partial;
        }
        failures()
            .find(|verdict| *verdict != Verdict::Skipped)
            .or_else(|| failures().next())
            .unwrap_or(Verdict::Partial)
    }
}

/// The most items of a report.
const MAX_ITEMS: usize = 1_000;
/// The most points of one item: a million.
const MAX_POINTS: i64 = 1_000_000_000;
/// The most bytes of a name or a detail's kind.
const MAX_NAME: usize = 500;
/// The most bytes of a message.
const MAX_MESSAGE: usize = 8 << 10;
/// The most details of an item.
const MAX_DETAILS: usize = 32;
/// The most bytes of a detail's text.
const MAX_TEXT: usize = 64 << 10;
/// The most bytes of all texts of a report.
const MAX_REPORT: usize = 4 << 20;

/// What is wrong with a report, for the grader's author.
pub(crate) fn check_report(report: &Report) -> Result<(), String> {
    if report.items.is_empty() || report.items.len() > MAX_ITEMS {
        let items = report.items.len();
        return Err(format!("{items} items; there must be 1 to {MAX_ITEMS}"));
    }
    limit("the report's message", report.message.as_deref().unwrap_or(""), MAX_MESSAGE)?;
    let mut bytes = 0;
    for (index, item) in report.items.iter().enumerate() {
        bytes += check_item(item).map_err(|wrong| format!("item {index}: {wrong}"))?;
    }
    if bytes > MAX_REPORT {
        return Err(format!("{bytes} bytes of text; at most {MAX_REPORT}"));
    }
    Ok(())
}

/// Checks an item; gives the bytes of its texts.
fn check_item(item: &ReportItem) -> Result<usize, String> {
    let (points, max) = (item.points, item.max_points);
    if !(0..=MAX_POINTS).contains(&max) || !(0..=max).contains(&points) {
        return Err(format!("{points} of {max} milli-points"));
    }
    limit("the name", &item.name, MAX_NAME)?;
    limit("the message", &item.message, MAX_MESSAGE)?;
    if item.details.len() > MAX_DETAILS {
        let details = item.details.len();
        return Err(format!("{details} details; at most {MAX_DETAILS}"));
    }
    let mut bytes = item.name.len() + item.message.len();
    for detail in &item.details {
        limit("a detail's kind", &detail.kind, MAX_NAME)?;
        limit("a detail", &detail.text, MAX_TEXT)?;
        bytes += detail.kind.len() + detail.text.len();
    }
    Ok(bytes)
}

/// What is wrong with a preview.
pub(crate) fn check_preview(preview: &Preview) -> Result<(), String> {
    let points = preview.max_points;
    if !(0..=MAX_POINTS * MAX_ITEMS as i64).contains(&points) {
        return Err(format!("{points} milli-points"));
    }
    if preview.samples.len() > MAX_ITEMS {
        let samples = preview.samples.len();
        return Err(format!("{samples} samples; at most {MAX_ITEMS}"));
    }
    for sample in &preview.samples {
        limit("a sample's name", &sample.name, MAX_NAME)?;
        for text in [&sample.input, &sample.expected, &sample.note] {
            limit("a sample", text.as_deref().unwrap_or(""), MAX_TEXT)?;
        }
    }
    Ok(())
}

fn limit(what: &str, text: &str, max: usize) -> Result<(), String> {
    if text.len() > max {
        let bytes = text.len();
        return Err(format!("{what} has {bytes} bytes; at most {max}"));
    }
    Ok(())
}

#[cfg(test)]
#[path = "report_tests.rs"]
mod tests;
