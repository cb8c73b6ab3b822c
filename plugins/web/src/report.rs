//! Writes the items of a report.

use weaverse_grader_sdk::{Detail, Details, ReportItem, RunOutcome, Texts, Verdict, Visibility};

use crate::config::Case;
use crate::grade::{Finding, Judged};
use crate::message::message;
use crate::render;

/// Writes the items of one report.
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
    pub fn item(&self, case: &Case, judged: &Judged, outcome: Option<&RunOutcome>) -> ReportItem {
        let (head, verdict) = (&case.head, judged.finding.verdict());
        ReportItem {
            name: head.name.clone(),
            verdict,
            points: if verdict == Verdict::Accepted { head.points } else { 0 },
            max_points: head.points,
            message: message(&judged.finding, head.feedback, outcome, self.texts),
            details: self.details_of(case, judged, outcome),
            visibility: Visibility::of(head.feedback.verdict),
            fuel: outcome.map_or(0, |outcome| outcome.fuel),
        }
    }

    fn details_of(
        &self,
        case: &Case,
        judged: &Judged,
        outcome: Option<&RunOutcome>,
    ) -> Vec<Detail> {
        let (feedback, writer) = (case.head.feedback, &self.details);
        let mut details = Vec::new();
        let mut add = |kind: &'static str, text: &str, seen: bool| {
            writer.add(&mut details, kind, text.as_bytes(), Visibility::of(seen));
        };
        if judged.finding == Finding::Skipped {
            return details;
        }
        add("input", &render::steps(case), feedback.input);
        if let Finding::Miss { miss, .. } = &judged.finding {
            add("expected", miss.expected.as_deref().unwrap_or_default(), feedback.expected);
            add("actual", miss.actual.as_deref().unwrap_or_default(), feedback.actual);
        }
        if judged.finding == Finding::Passed {
            details.retain(|detail| detail.visibility == Visibility::Learner);
            return details;
        }
        add("stdout", &judged.console.join("\n"), feedback.actual);
        let raised = outcome.and_then(|outcome| outcome.raised.as_ref());
        let mut errors = judged.errors.join("\n");
        if let Some(raised) = raised {
            errors.push_str(&format!("{}: {}\n{}", raised.kind, raised.message, raised.traceback));
        }
        add("error", &errors, feedback.error);
        add("hint", case.head.hint.as_deref().unwrap_or_default(), feedback.hint);
        details
    }
}
