//! An item of the report: verdict, points, message and details.

use weaverse_grader_sdk::{
    Detail, Invocation, ReportItem, RunOutcome, RunStatus, Texts, Verdict, Visibility, grouped,
    shown,
};

use crate::config::Case;
use crate::judge::Finding;
use crate::message::{message, one_line};
use crate::render;

/// Bytes of a detail's text at most.
const DETAIL: usize = 4 << 10;
/// Bytes of all details together, before characters are replaced by others
/// of three bytes; the host takes 4 MiB.
const DETAILS: usize = 1_000_000;

/// Makes the items of one report.
#[derive(Debug, Clone, Copy)]
pub struct Writer {
    texts: Texts,
    limit: usize,
}

impl Writer {
    /// For a report with this many items.
    pub fn new(texts: Texts, items: usize) -> Self {
        const KINDS: usize = 7;
        Self { texts, limit: DETAIL.min(DETAILS / KINDS / items.max(1)) }
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
            details: outcome.map_or_else(Vec::new, |outcome| self.details(case, verdict, outcome)),
            visibility: seen(case.feedback.verdict),
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
        Some(self.detail("error", text.as_bytes(), visibility))
    }

    fn details(&self, case: &Case, verdict: Verdict, outcome: &RunOutcome) -> Vec<Detail> {
        let feedback = case.feedback;
        let (input, expected) = (seen(feedback.input), seen(feedback.expected));
        let (actual, error) = (seen(feedback.actual), seen(feedback.error));
        let mut details = Vec::new();
        self.add(&mut details, "input", render::input(case).as_bytes(), input);
        self.add(&mut details, "expected", render::expected(case).as_bytes(), expected);
        match case.invocation {
            Invocation::Program(_) => self.add(&mut details, "actual", &outcome.stdout, actual),
            Invocation::Call(_) => {
                let value = outcome.value.as_deref().map(render::readable).unwrap_or_default();
                self.add(&mut details, "actual", value.as_bytes(), actual);
                self.add(&mut details, "stdout", &outcome.stdout, actual);
            }
        }
        if verdict == Verdict::Accepted {
            // Of what is right the staff needs no more than the learner.
            details.retain(|detail| detail.visibility == Visibility::Learner);
            return details;
        }
        details.extend(self.error(outcome, error));
        self.add(&mut details, "stderr", own_stderr(outcome), error);
        let hint = case.hint.as_deref().unwrap_or_default();
        self.add(&mut details, "hint", hint.as_bytes(), seen(feedback.hint));
        details
    }

    fn add(&self, to: &mut Vec<Detail>, kind: &'static str, text: &[u8], visibility: Visibility) {
        if !text.is_empty() {
            to.push(self.detail(kind, text, visibility));
        }
    }

    fn detail(&self, kind: &'static str, text: &[u8], visibility: Visibility) -> Detail {
        let (mut text, more) = shown(text, self.limit);
        if more > 0 {
            text.push_str(&self.texts.format("more-bytes", &[("count", &grouped(more as u64))]));
        }
        Detail { kind, text, visibility }
    }
}

/// The remark on a program that does not compile.
pub fn compile_message(shown: Option<&RunOutcome>, texts: Texts) -> String {
    match shown.and_then(|outcome| outcome.raised.as_ref()) {
        Some(raised) => texts.format("compile-error-shown", &[("error", &one_line(raised))]),
        None => texts.get("compile-error"),
    }
}

fn seen(by_learner: bool) -> Visibility {
    if by_learner { Visibility::Learner } else { Visibility::Staff }
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
