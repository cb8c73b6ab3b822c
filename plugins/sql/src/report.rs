//! An item of the report: verdict, points, message and details.

use weaverse_grader_sdk::{Detail, Details, ReportItem, RunOutcome, Texts, Verdict, Visibility};

use crate::config::Case;
use crate::judge::{Finding, Judged};
use crate::message::{is_safe, message};
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
    pub fn item(&self, case: &Case, judged: &Judged, outcome: Option<&RunOutcome>) -> ReportItem {
        let (head, verdict) = (&case.head, judged.finding.verdict());
        ReportItem {
            name: head.name.clone(),
            verdict,
            points: if verdict == Verdict::Accepted { head.points } else { 0 },
            max_points: head.points,
            message: message(&judged.finding, head.feedback, outcome, self.texts),
            details: outcome
                .map_or_else(Vec::new, |outcome| self.details_of(case, judged, outcome)),
            visibility: Visibility::of(head.feedback.verdict),
            fuel: outcome.map_or(0, |outcome| outcome.fuel),
        }
    }

    fn details_of(&self, case: &Case, judged: &Judged, outcome: &RunOutcome) -> Vec<Detail> {
        let (feedback, writer) = (case.head.feedback, &self.details);
        let mut details = Vec::new();
        let mut add = |kind: &'static str, text: &str, seen: bool| {
            writer.add(&mut details, kind, text.as_bytes(), Visibility::of(seen));
        };
        let table = |table: &Option<_>| table.as_ref().map(render::table).unwrap_or_default();
        add("input", &render::setup(&case.setup), feedback.input);
        add("expected", &table(&judged.expected), feedback.expected);
        add("actual", &table(&judged.actual), feedback.actual);
        if judged.finding == Finding::Passed {
            // Of what is right the staff needs no more than the learner.
            details.retain(|detail| detail.visibility == Visibility::Learner);
            return details;
        }
        if let Some(raised) = &outcome.raised {
            let seen = feedback.error || is_safe(outcome.status);
            let text = match raised.traceback.is_empty() {
                true => format!("{}: {}\n", raised.kind, raised.message),
                false => raised.traceback.clone(),
            };
            add("error", &text, seen);
        }
        add("hint", case.head.hint.as_deref().unwrap_or_default(), feedback.hint);
        details
    }
}
