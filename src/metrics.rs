//! What the operator's monitoring reads: counters, times and sizes of the
//! grading, in Prometheus' text format (OpenMetrics).
//!
//! A submission's phases: `queue` (from the learner's hand to a worker's),
//! `grade` (look-up or runs), `write` (the verdict into the database), `total`.

mod endpoint;

use std::result::Result as StdResult;

use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};
use weaverse_sandbox::Fault;

pub use self::endpoint::{listener_routes, show_metrics};
use crate::db::Moment;
use crate::missions::model::{Claimed, SubmissionPurpose};
use crate::missions::queue::Waiting;
use crate::missions::results::{Judged, Source};

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Graded {
    /// A verdict's word, or the kind of a fault.
    outcome: String,
    /// `full`, `samples` or `regrade`.
    purpose: &'static str,
    /// `run`, `cache` or `none`.
    source: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Phase {
    phase: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct HandedIn {
    /// `taken`, or why not: `learner`, `mission`, `queue`.
    result: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct State {
    state: &'static str,
}

/// The metrics of a process.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    handed_in: Family<HandedIn, Counter>,
    graded: Family<Graded, Counter>,
    phases: Family<Phase, Histogram>,
    fuel: Histogram,
    memory: Histogram,
    waiting: Family<State, Gauge>,
    oldest: Gauge<f64, std::sync::atomic::AtomicU64>,
    resident: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("weaverse");
        let metrics = Self {
            handed_in: Family::default(),
            graded: Family::default(),
            // 1 ms to 65 s.
            phases: Family::new_with_constructor(|| {
                Histogram::new(exponential_buckets(0.001, 2.0, 17))
            }),
            fuel: Histogram::new(exponential_buckets(1e6, 4.0, 10)),
            memory: Histogram::new(exponential_buckets(f64::from(1 << 20), 2.0, 10)),
            waiting: Family::default(),
            oldest: Gauge::default(),
            resident: Gauge::default(),
            registry: Registry::default(),
        };
        metrics.register(&mut registry);
        Self { registry, ..metrics }
    }
}

impl Metrics {
    fn register(&self, registry: &mut Registry) {
        registry.register(
            "handed_in",
            "Submissions that were handed in, and those that were refused for lack of room",
            self.handed_in.clone(),
        );
        registry.register("gradings", "Gradings by outcome", self.graded.clone());
        registry.register_with_unit(
            "submission_phase",
            "Time of a submission's phases",
            Unit::Seconds,
            self.phases.clone(),
        );
        registry.register("fuel", "Fuel of a grading's programs together", self.fuel.clone());
        registry.register_with_unit(
            "peak_memory",
            "Memory of a grading's largest run",
            Unit::Bytes,
            self.memory.clone(),
        );
        registry.register("queue", "Submissions in the queue", self.waiting.clone());
        registry.register_with_unit(
            "queue_oldest_age",
            "How long the oldest submission has been in the queue",
            Unit::Seconds,
            self.oldest.clone(),
        );
        registry.register_with_unit(
            "resident_memory",
            "Resident memory of this process",
            Unit::Bytes,
            self.resident.clone(),
        );
    }

    /// Somebody handed in, and it was taken or not.
    pub fn handed_in(&self, result: &'static str) {
        self.handed_in.get_or_create(&HandedIn { result }).inc();
    }

    /// A claimed submission was graded, or not.
    pub fn judged(
        &self,
        claimed: &Claimed,
        judged: &StdResult<Judged, Fault>,
        begun: Moment,
        ended: Moment,
    ) {
        let purpose = match claimed.purpose {
            SubmissionPurpose::Full => "full",
            SubmissionPurpose::Samples => "samples",
        };
        self.count(judged, purpose);
        if claimed.tries == 1 {
            self.phase("queue", claimed.created_at, begun);
        }
        self.phase("grade", begun, ended);
    }

    /// A submission was graded again.
    pub fn regraded(&self, judged: &StdResult<Judged, Fault>) {
        self.count(judged, "regrade");
    }

    /// A verdict is in the database.
    pub fn written(&self, created_at: Moment, graded: Moment, now: Moment) {
        self.phase("write", graded, now);
        self.phase("total", created_at, now);
    }

    fn count(&self, judged: &StdResult<Judged, Fault>, purpose: &'static str) {
        let (outcome, source) = match judged {
            Ok(judged) => (judged.outcome.verdict.clone(), judged.source.as_str()),
            Err(fault) => (fault_kind(fault).to_owned(), "none"),
        };
        self.graded.get_or_create(&Graded { outcome, purpose, source }).inc();
        if let Ok(judged) = judged
            && judged.source != Source::Cache
        {
            self.fuel.observe(judged.outcome.fuel as f64);
            self.memory.observe(judged.outcome.peak_memory as f64);
        }
    }

    fn phase(&self, phase: &'static str, from: Moment, to: Moment) {
        let seconds = to.micros_since(from).max(0) as f64 / 1e6;
        self.phases.get_or_create(&Phase { phase }).observe(seconds);
    }

    /// All of it as text, with the queue as it is now.
    ///
    /// # Panics
    /// Never: writing to a string does not fail.
    #[must_use]
    pub fn text(&self, waiting: Waiting) -> String {
        self.waiting.get_or_create(&State { state: "queued" }).set(waiting.queued);
        self.waiting.get_or_create(&State { state: "running" }).set(waiting.running);
        self.oldest.set(waiting.oldest_millis as f64 / 1000.0);
        self.resident.set(resident_bytes().unwrap_or(0));
        let mut text = String::new();
        text::encode(&mut text, &self.registry).expect("a string takes everything");
        text
    }
}

/// The kinds of faults that an operator tells apart.
fn fault_kind(fault: &Fault) -> &'static str {
    match fault {
        Fault::Busy => "fault_busy",
        Fault::Grader { .. } => "fault_grader",
        Fault::Internal { .. } => "fault_internal",
    }
}

/// Of this process, where the system tells.
fn resident_bytes() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: i64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kib << 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_queue_is_in_the_text() {
        let metrics = Metrics::default();
        metrics.handed_in("taken");
        let text = metrics.text(Waiting { queued: 3, running: 1, oldest_millis: 2500 });
        for line in [
            "weaverse_handed_in_total{result=\"taken\"} 1",
            "weaverse_queue{state=\"queued\"} 3",
            "weaverse_queue_oldest_age_seconds 2.5",
            "# EOF",
        ] {
            assert!(text.lines().any(|known| known == line), "{line}: {text}");
        }
    }
}
