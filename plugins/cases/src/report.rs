//! An item of the report: verdict, points, message and details.

use weaverse_grader_sdk::{
    Detail, Details, Invocation, ReportItem, RunOutcome, RunStatus, Texts, Verdict, Visibility,
    one_line,
};

use crate::config::Case;
use crate::judge::Finding;
use crate::message::message;
use crate::render;

/// Makes the items of one report.
#[derive(Debug, Clone, Copy)]
pub struct Writer {
    texts: Texts,
    details: Details,
}

impl Writer {
    /// For a report with this many items.
    pub fn new(texts: Texts, items: usize) -> Self {
        Self { texts, details: Details::new(texts, items) }
    }

    /// The item of a case.
    pub fn item(&self, case: &Case, finding: &Finding, outcome: Option<&RunOutcome>) -> ReportItem {
        let verdict = finding.verdict();
        ReportItem {
            name: case.name.clone(),
            verdict,
            points: if verdict == Verdict::Accepted { case.points } else { 0 },
            max_points: case.points,
            message: message(finding, case.feedback, outcome, self.texts),
            details: outcome
                .map_or_else(Vec::new, |outcome| self.details_of(case, verdict, outcome)),
            visibility: Visibility::of(case.feedback.verdict),
            fuel: outcome.map_or(0, |outcome| outcome.fuel),
        }
    }

    /// The text of the error that ended a run, for its `error` detail.
    pub fn error(&self, outcome: &RunOutcome, visibility: Visibility) -> Option<Detail> {
        let raised = outcome.raised.as_ref()?;
        let text = if raised.traceback.contains(&raised.kind) {
            raised.traceback.clone()
        } else {
            format!("{}{}: {}\n", raised.traceback, raised.kind, raised.message)
        };
        Some(self.details.detail("error", text.as_bytes(), visibility))
    }

    fn details_of(&self, case: &Case, verdict: Verdict, outcome: &RunOutcome) -> Vec<Detail> {
        let feedback = case.feedback;
        let (input, expected) = (Visibility::of(feedback.input), Visibility::of(feedback.expected));
        let (actual, error) = (Visibility::of(feedback.actual), Visibility::of(feedback.error));
        let mut details = Vec::new();
        self.details.add(&mut details, "input", render::input(case).as_bytes(), input);
        self.details.add(&mut details, "expected", render::expected(case).as_bytes(), expected);
        match case.invocation {
            Invocation::Program(_) => {
                self.details.add(&mut details, "actual", &outcome.stdout, actual)
            }
            Invocation::Call(_) => {
                let value = outcome.value.as_deref().map(render::readable).unwrap_or_default();
                self.details.add(&mut details, "actual", value.as_bytes(), actual);
                self.details.add(&mut details, "stdout", &outcome.stdout, actual);
            }
        }
        if verdict == Verdict::Accepted {
            // Of what is right the staff needs no more than the learner.
            details.retain(|detail| detail.visibility == Visibility::Learner);
            return details;
        }
        details.extend(self.error(outcome, error));
        self.details.add(&mut details, "stderr", own_stderr(outcome), error);
        let hint = case.hint.as_deref().unwrap_or_default();
        self.details.add(&mut details, "hint", hint.as_bytes(), Visibility::of(feedback.hint));
        details
    }
}

/// The remark on a program that does not compile.
pub fn compile_message(shown: Option<&RunOutcome>, texts: Texts) -> String {
    match shown.and_then(|outcome| outcome.raised.as_ref()) {
        Some(raised) => texts.format("compile-error-shown", &[("error", &one_line(raised))]),
        None => texts.get("compile-error"),
    }
}

/// The error stream without the traceback that is its end: `error` has that.
fn own_stderr(outcome: &RunOutcome) -> &[u8] {
    let stderr = outcome.stderr.as_slice();
    match &outcome.raised {
        Some(raised) if outcome.status != RunStatus::Completed => {
            stderr.strip_suffix(raised.traceback.as_bytes()).unwrap_or(stderr)
        }
        _ => stderr,
    }
}
