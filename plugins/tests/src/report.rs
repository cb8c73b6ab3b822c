//! An item of the report: verdict, points, message and details.

use weaverse_grader_sdk::{
    Detail, ReportItem, RunOutcome, RunStatus, Texts, Verdict, Visibility, excerpt, grouped, shown,
};

use crate::config::{Config, Feedback};
use crate::grade::{Finding, Judged};
use crate::runs::{Ended, Findings};
use crate::stream::{Broken, Said};

/// Bytes of a detail's text at most.
const DETAIL: usize = 4 << 10;
/// Bytes of all details together; the host takes 4 MiB.
const DETAILS: usize = 1_000_000;
/// Characters of a name at most.
const NAME: usize = 120;

/// Makes the items of one report.
#[derive(Debug)]
pub struct Writer<'a> {
    texts: Texts,
    config: &'a Config,
    limit: usize,
}

impl<'a> Writer<'a> {
    /// For a report with this many items.
    pub fn new(texts: Texts, config: &'a Config, items: usize) -> Self {
        const KINDS: usize = 4;
        Self { texts, config, limit: DETAIL.min(DETAILS / KINDS / items.max(1)) }
    }

    /// The remark on the whole: what stops all tests.
    pub fn message(&self, findings: &Findings) -> Option<String> {
        if let Some(stopped) = &findings.stopped {
            return Some(self.stopped(stopped));
        }
        findings.broken.first().map(|broken| self.broken(broken))
    }

    /// The item of a test.
    pub fn item(
        &self,
        index: usize,
        judged: &Judged,
        points: i64,
        findings: &Findings,
    ) -> ReportItem {
        let test = &judged.test;
        let mut feedback = self.config.feedback_of(&test.name);
        if test.hidden {
            feedback = Feedback::HIDDEN;
        }
        let stopped = findings.stopped.as_ref().filter(|_| judged.finding == Finding::NotReported);
        let verdict = stopped.map_or_else(|| verdict(&judged.finding), stopped_verdict);
        // What stops all is said once, above the items.
        let message = match stopped {
            Some(_) => String::new(),
            None => self.finding(&judged.finding, feedback),
        };
        let mut details = self.details(judged, feedback, verdict);
        if index == 0
            && let Some(raised) = stopped.and_then(|outcome| outcome.raised.as_ref())
            && !raised.traceback.is_empty()
        {
            details.push(self.detail("error", &raised.traceback, Visibility::Learner));
        }
        ReportItem {
            name: self.name(index, judged, feedback),
            verdict,
            points: if verdict == Verdict::Accepted { points } else { 0 },
            max_points: points,
            message,
            details,
            visibility: seen(feedback.verdict),
            fuel: 0,
        }
    }

    fn name(&self, index: usize, judged: &Judged, feedback: Feedback) -> String {
        let number = judged.test.number.clone().unwrap_or_else(|| (index + 1).to_string());
        if !feedback.name {
            let hidden = feedback == Feedback::HIDDEN;
            let key = if hidden { "hidden-name" } else { "test-name" };
            return self.texts.format(key, &[("number", &number)]);
        }
        let name: String = judged.test.name.chars().take(NAME).collect();
        match &judged.test.number {
            Some(number) => format!("{number} {name}"),
            None => name,
        }
    }

    fn finding(&self, finding: &Finding, feedback: Feedback) -> String {
        let texts = self.texts;
        let said = |plain: &str, shown: &str, said: &Said| {
            if feedback.message && !(said.kind.is_empty() && said.message.is_empty()) {
                texts.format(shown, &[("error", &one_line(said))])
            } else {
                texts.get(plain)
            }
        };
        match finding {
            Finding::Result(result) => match result.status.as_str() {
                "pass" => String::new(),
                "fail" => said("failed", "failed-shown", &result.said),
                _ => said("error", "error-shown", &result.said),
            },
            Finding::Ended(Ended::Limit(status, text)) => self.limit(*status, text),
            Finding::Ended(Ended::Itself) => texts.get("ended-itself"),
            Finding::Ended(Ended::NotRun) => texts.get("not-run"),
            // Said once, above the items.
            Finding::Broken(_) => String::new(),
            Finding::LeftOut => texts.get("left-out"),
            Finding::SkippedItself(_) => texts.get("skipped-itself"),
            Finding::NotReported => texts.get("not-reported"),
            Finding::Added => texts.get("added"),
            Finding::Changed(_) => texts.get("changed"),
        }
    }

    fn limit(&self, status: RunStatus, text: &str) -> String {
        match status {
            RunStatus::FuelLimit => self.texts.get("fuel-limit"),
            RunStatus::MemoryLimit => self.texts.get("memory-limit"),
            RunStatus::OutputLimit => self.texts.get("output-limit"),
            RunStatus::Refused => self.texts.format("refused", &[("error", &excerpt(text))]),
            _ => self.texts.get("time-limit"),
        }
    }

    fn stopped(&self, outcome: &RunOutcome) -> String {
        let error = outcome.raised.as_ref().map(|raised| {
            let said = Said {
                kind: raised.kind.clone(),
                message: raised.message.clone(),
                trace: String::new(),
            };
            one_line(&said)
        });
        match (outcome.status, error) {
            (RunStatus::CompileError, Some(error)) => {
                self.texts.format("compile-error-shown", &[("error", &error)])
            }
            (RunStatus::CompileError, None) => self.texts.get("compile-error"),
            (RunStatus::RuntimeError, Some(error)) if !is_exit(outcome) => {
                self.texts.format("not-loaded", &[("error", &error)])
            }
            (RunStatus::RuntimeError | RunStatus::Completed, _) => self.texts.get("ended-itself"),
            (status, error) => self.limit(status, &error.unwrap_or_default()),
        }
    }

    fn broken(&self, broken: &Broken) -> String {
        match &broken.missing {
            Some(name) => self.texts.format("missing", &[("name", &excerpt(name))]),
            None => self.texts.format("not-loaded", &[("error", &one_line(&broken.said))]),
        }
    }

    fn details(&self, judged: &Judged, feedback: Feedback, verdict: Verdict) -> Vec<Detail> {
        let mut details = Vec::new();
        let mut add = |kind, text: &str, visible: bool| {
            if !text.is_empty() {
                details.push(self.detail(kind, text, seen(visible)));
            }
        };
        let (said, printed) = match &judged.finding {
            Finding::Result(result) => (Some(&result.said), result.printed.as_str()),
            Finding::Broken(broken) => (Some(&broken.said), broken.printed.as_str()),
            _ => (None, ""),
        };
        if let Some(said) = said.filter(|_| verdict != Verdict::Accepted) {
            // A message of one line is above.
            if said.message.contains('\n') || !feedback.message {
                add("error", &said.message, feedback.message);
            }
            add("error", &said.trace, feedback.error);
        }
        if let Finding::Changed(what) | Finding::SkippedItself(what) = &judged.finding {
            add("error", what, false);
        }
        add("stdout", printed, feedback.output);
        if verdict != Verdict::Accepted {
            add("code", &judged.test.code, feedback.code);
        }
        if verdict == Verdict::Accepted {
            details.retain(|detail| detail.visibility == Visibility::Learner);
        }
        details
    }

    fn detail(&self, kind: &'static str, text: &str, visibility: Visibility) -> Detail {
        let (mut text, more) = shown(text.as_bytes(), self.limit);
        if more > 0 {
            text.push_str(&self.texts.format("more-bytes", &[("count", &grouped(more as u64))]));
        }
        Detail { kind, text, visibility }
    }
}

/// The verdict on a test.
fn verdict(finding: &Finding) -> Verdict {
    match finding {
        Finding::Result(result) => match result.status.as_str() {
            "pass" => Verdict::Accepted,
            "fail" => Verdict::WrongAnswer,
            _ => Verdict::RuntimeError,
        },
        Finding::Ended(Ended::Limit(status, _)) => limit_verdict(*status),
        Finding::Ended(Ended::Itself) | Finding::Broken(_) => Verdict::RuntimeError,
        Finding::Ended(Ended::NotRun) | Finding::LeftOut => Verdict::Skipped,
        Finding::SkippedItself(_) | Finding::NotReported | Finding::Added | Finding::Changed(_) => {
            Verdict::WrongAnswer
        }
    }
}

fn limit_verdict(status: RunStatus) -> Verdict {
    match status {
        RunStatus::FuelLimit => Verdict::FuelLimit,
        RunStatus::MemoryLimit => Verdict::MemoryLimit,
        RunStatus::OutputLimit => Verdict::OutputLimit,
        RunStatus::TimeLimit => Verdict::TimeLimit,
        RunStatus::Refused => Verdict::Refused,
        RunStatus::CompileError => Verdict::CompileError,
        RunStatus::Completed | RunStatus::RuntimeError => Verdict::RuntimeError,
    }
}

fn stopped_verdict(outcome: &RunOutcome) -> Verdict {
    limit_verdict(outcome.status)
}

/// Whether a program ended itself.
fn is_exit(outcome: &RunOutcome) -> bool {
    outcome.raised.as_ref().is_some_and(|raised| matches!(&*raised.kind, "Exit" | "SystemExit"))
}

/// `ValueError: invalid literal`; of an assertion only what it says.
fn one_line(said: &Said) -> String {
    let line = said.message.lines().next().unwrap_or_default();
    let plain = matches!(&*said.kind, "" | "AssertionError" | "Failed" | "Error");
    excerpt(&match (plain, line.is_empty()) {
        (true, false) => line.to_owned(),
        (_, true) => said.kind.clone(),
        _ => format!("{}: {line}", said.kind),
    })
}

fn seen(by_learner: bool) -> Visibility {
    if by_learner { Visibility::Learner } else { Visibility::Staff }
}
