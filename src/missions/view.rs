//! What learners and staff see of verdicts and reports.

use std::str::FromStr as _;

use weaverse_sandbox::{Detail, Report, ReportItem, Verdict, Visibility};

pub use super::remarks::{RemarkPart, remark_parts};

use super::model::{HistoryRow, SubmissionPurpose, SubmissionRow, SubmissionState};
use super::service::SubmissionView;
use crate::packs::{ItemKind, MissionKind};
use crate::plugins::Snapshot;
use crate::web::PageCtx;
use crate::web::format::{grouped, points, rough_points};
use crate::web::parts::{Badge, Link};

/// "Quiz", "midterm", ….
#[must_use]
pub fn kind_label(ctx: &PageCtx, kind: MissionKind) -> String {
    ctx.t(&format!("kind-{kind}"))
}

/// How a learner stands with a mission; `score` is earned and possible.
#[must_use]
pub fn mission_badge(ctx: &PageCtx, score: Option<(i64, i64)>, pass_percent: i64) -> Badge {
    let (tone, icon, key) = match score {
        None => ("idle", "flag", "mission-state-new"),
        Some((earned, possible)) if passed(earned, possible, pass_percent) => {
            ("ok", "circle-check", "mission-state-passed")
        }
        Some(_) => ("accent", "circle-play", "mission-state-open"),
    };
    Badge::new(tone, icon, ctx.t(key))
}

/// Whether a score passes.
#[must_use]
pub fn passed(earned: i64, possible: i64, pass_percent: i64) -> bool {
    possible > 0 && earned * 100 >= possible * pass_percent
}

/// Tone, icon and label of a verdict's word.
#[must_use]
pub fn verdict_badge(ctx: &PageCtx, word: &str) -> Badge {
    let (tone, icon) = match word {
        "accepted" => ("ok", "circle-check"),
        "partial" => ("warn", "circle-minus"),
        "compile_error" | "runtime_error" => ("bad", "triangle-alert"),
        "fuel_limit" => ("warn", "gauge"),
        "memory_limit" => ("warn", "memory-stick"),
        "output_limit" => ("warn", "file-text"),
        "time_limit" => ("warn", "timer"),
        "refused" => ("warn", "shield-off"),
        "skipped" => ("idle", "circle-dashed"),
        _ => ("bad", "circle-x"),
    };
    Badge::new(tone, icon, ctx.t(&format!("verdict-{}", word.replace('_', "-"))))
}

/// A submission, for `_submission.html`.
#[derive(Debug)]
pub struct SubmissionPart {
    /// The fragment itself, for polling.
    pub url: String,
    /// A verdict, or put aside.
    pub done: bool,
    /// Of the result.
    pub tone: &'static str,
    /// In the icon sprite.
    pub icon: &'static str,
    /// The verdict, or what is being waited for.
    pub title: String,
    /// The place in the queue.
    pub note: String,
    /// A run on the samples.
    pub samples: bool,
    /// There is a verdict: not so after a fault.
    pub graded: bool,
    /// Points.
    pub score: String,
    /// Points.
    pub max_score: String,
    /// A remark on the whole.
    pub message: Option<String>,
    /// How many hidden cases passed.
    pub hidden: Option<String>,
    /// The cases that the learner may see.
    pub items: Vec<ResultItem>,
    /// Fuel and versions.
    pub facts: Vec<String>,
    /// When it came.
    pub at: String,
    /// Takes the focus.
    pub focus: bool,
    /// The language of the grader's texts.
    pub lang: String,
    /// Where to go on from a right answer.
    pub next: Option<Link>,
    /// What tutors said and did about it.
    pub remarks: Vec<RemarkPart>,
}

impl SubmissionPart {
    /// Shows the way on, after a right answer.
    #[must_use]
    pub fn with_next(mut self, next: Link) -> Self {
        self.next = (self.done && !self.samples && self.tone == "ok").then_some(next);
        self
    }
}

/// A case, for `_item_result.html`.
#[derive(Debug)]
pub struct ResultItem {
    /// Its verdict.
    pub badge: Badge,
    /// Its name.
    pub name: String,
    /// `2 / 2`, or empty.
    pub points: String,
    /// Unfolded.
    pub open: bool,
    /// Whether there is something to unfold.
    pub has_body: bool,
    /// One line.
    pub message: String,
    /// A hint.
    pub hint: Option<String>,
    /// What went in and came out.
    pub details: Vec<DetailPart>,
}

/// A text with its heading.
#[derive(Debug)]
pub struct DetailPart {
    /// The heading.
    pub label: String,
    /// The text.
    pub text: String,
    /// Its colour and width: classes after `io-`.
    pub tone: &'static str,
}

/// A line of the history.
#[derive(Debug)]
pub struct HistoryPart {
    /// The submission.
    pub id: super::SubmissionId,
    /// The item's page with this submission.
    pub url: String,
    /// When it came.
    pub at: String,
    /// Its verdict or state.
    pub badge: Badge,
    /// `12 / 20`.
    pub score: String,
    /// Being looked at.
    pub current: bool,
    /// A person set the score.
    pub overridden: bool,
    /// Comments of tutors.
    pub comments: i64,
}

/// Draws a submission.
#[must_use]
pub fn submission_part(
    ctx: &PageCtx,
    snapshot: &Snapshot,
    view: &SubmissionView,
    staff: bool,
    focus: bool,
) -> SubmissionPart {
    let submission = &view.submission;
    let base = SubmissionPart {
        url: format!("/submissions/{}", submission.id),
        done: true,
        tone: "info",
        icon: "loader-circle",
        title: String::new(),
        note: String::new(),
        samples: submission.purpose == SubmissionPurpose::Samples,
        graded: submission.state == SubmissionState::Done,
        score: String::new(),
        max_score: String::new(),
        message: None,
        hidden: None,
        items: Vec::new(),
        facts: Vec::new(),
        at: ctx.time(&submission.created_at),
        focus,
        lang: view.mission.language.clone(),
        next: None,
        remarks: remark_parts(ctx, &view.remarks, None, ""),
    };
    match submission.state {
        SubmissionState::Queued | SubmissionState::Running => waiting(ctx, base, view),
        SubmissionState::Failed => SubmissionPart {
            icon: "circle-alert",
            title: ctx.t("mission-fault"),
            message: Some(ctx.t("mission-fault-note")),
            ..base
        },
        SubmissionState::Done if view.item.kind == ItemKind::Choice => {
            choice_verdict(ctx, base, submission)
        }
        SubmissionState::Done => verdict(ctx, snapshot, base, view, staff),
    }
}

fn waiting(ctx: &PageCtx, base: SubmissionPart, view: &SubmissionView) -> SubmissionPart {
    let submission = &view.submission;
    let (icon, title, note) = match submission.state {
        SubmissionState::Queued if submission.tries > 0 => {
            ("refresh-cw", "mission-retrying", ctx.t("mission-retrying-note"))
        }
        SubmissionState::Queued => {
            let place = ctx.t1("mission-place", "count", view.ahead);
            let age = ctx.t1("queue-age", "seconds", view.age_millis.max(0) / 1000);
            ("loader-circle", "mission-waiting", format!("{place} {age}"))
        }
        _ => ("loader-circle", "mission-running", ctx.t("mission-running-note")),
    };
    SubmissionPart { done: false, icon, title: ctx.t(title), note, ..base }
}

/// The choices themselves show what was chosen: the card has the verdict only.
fn choice_verdict(ctx: &PageCtx, base: SubmissionPart, row: &SubmissionRow) -> SubmissionPart {
    let badge = verdict_badge(ctx, row.verdict.as_deref().unwrap_or("skipped"));
    let report = report(row);
    let remarks = report.items.into_iter().map(|item| item.message);
    let message = report.message.into_iter().chain(remarks).find(|text| !text.is_empty());
    SubmissionPart { message, ..headed(base, badge, row) }
}

fn headed(base: SubmissionPart, badge: Badge, row: &SubmissionRow) -> SubmissionPart {
    SubmissionPart {
        tone: badge.tone,
        icon: badge.icon,
        title: badge.label,
        score: rough_points(row.override_score.or(row.score).unwrap_or(0)),
        max_score: points(row.max_score.unwrap_or(0)),
        ..base
    }
}

fn verdict(
    ctx: &PageCtx,
    snapshot: &Snapshot,
    base: SubmissionPart,
    view: &SubmissionView,
    staff: bool,
) -> SubmissionPart {
    let row = &view.submission;
    let badge = verdict_badge(ctx, row.verdict.as_deref().unwrap_or("skipped"));
    let report = report(row);
    let shown = |item: &&ReportItem| staff || item.visibility == Visibility::Learner;
    let hidden: Vec<_> = report.items.iter().filter(|item| !shown(item)).collect();
    let passed = hidden.iter().filter(|item| item.verdict == Verdict::Accepted).count();
    let first_failure =
        report.items.iter().filter(shown).position(|i| i.verdict != Verdict::Accepted);
    let items = report.items.iter().filter(shown).enumerate();
    let mut facts = Vec::new();
    // The exact fuel of a run on hidden cases would be a way to signal their
    // input out (loop as often as a digit says): only samples and staff.
    let open = staff || row.purpose == SubmissionPurpose::Samples;
    if let Some(fuel) = row.fuel.filter(|fuel| open && *fuel > 0) {
        facts.push(ctx.t1("mission-fact-fuel", "fuel", grouped(fuel)));
    }
    let runtime = runtime_name(snapshot, &view.item.language, row);
    facts.extend(runtime.map(|name| ctx.t1("mission-fact-runtime", "runtime", name)));
    facts.extend(
        (row.grader_id.as_ref().zip(row.grader_version.as_ref())).map(|(id, version)| {
            ctx.t1("mission-fact-grader", "grader", format!("{id} {version}"))
        }),
    );
    SubmissionPart {
        message: report.message.clone().filter(|message| !message.is_empty()),
        hidden: (!hidden.is_empty())
            .then(|| ctx.t2("mission-hidden-passed", "total", hidden.len(), "passed", passed)),
        items: items
            .map(|(index, item)| result_item(ctx, item, staff, Some(index) == first_failure))
            .collect(),
        facts,
        ..headed(base, badge, row)
    }
}

/// `Python 3.14`; of a version that is no longer active only the plugin's own.
fn runtime_name(snapshot: &Snapshot, language: &str, row: &SubmissionRow) -> Option<String> {
    let (id, version) = row.runtime_id.as_ref().zip(row.runtime_version.as_ref())?;
    let active = snapshot.runtime(language);
    let same = active.filter(|r| r.manifest.id == *id && r.manifest.version == *version);
    Some(same.map_or_else(|| format!("{id} {version}"), |r| r.runtime.info().name.clone()))
}

/// The stored report; an unreadable one is logged and shown empty.
#[must_use]
pub fn report(row: &SubmissionRow) -> Report {
    let stored = row.report.as_deref().unwrap_or("{\"items\":[],\"message\":null}");
    serde_json::from_str(stored).unwrap_or_else(|error| {
        tracing::error!(submission.id = %row.id, %error, "a stored report cannot be read");
        Report { items: Vec::new(), message: None }
    })
}

fn result_item(ctx: &PageCtx, item: &ReportItem, staff: bool, open: bool) -> ResultItem {
    let may_see = |detail: &&Detail| staff || detail.visibility == Visibility::Learner;
    let hint = item.details.iter().filter(may_see).find(|detail| detail.kind == "hint");
    let mut details: Vec<&Detail> =
        item.details.iter().filter(may_see).filter(|detail| detail.kind != "hint").collect();
    details.sort_by_key(|detail| match detail.kind.as_str() {
        "input" => 0,
        "expected" => 1,
        "actual" => 2,
        _ => 3,
    });
    let failed = item.verdict != Verdict::Accepted;
    let details: Vec<_> =
        details.into_iter().map(|detail| detail_part(ctx, detail, failed)).collect();
    let hint = hint.filter(|_| failed).map(|hint| hint.text.clone());
    ResultItem {
        badge: verdict_badge(ctx, item.verdict.as_str()),
        name: item.name.clone(),
        points: if item.max_points == 0 {
            String::new()
        } else {
            format!("{} / {}", rough_points(item.points), rough_points(item.max_points))
        },
        open,
        has_body: !item.message.is_empty() || !details.is_empty() || hint.is_some(),
        message: item.message.clone(),
        hint,
        details,
    }
}

fn detail_part(ctx: &PageCtx, detail: &Detail, failed: bool) -> DetailPart {
    let known = ["input", "expected", "actual", "stdout", "stderr", "error", "code"];
    let label = match known.contains(&detail.kind.as_str()) {
        true => ctx.t(&format!("detail-{}", detail.kind)),
        false => detail.kind.clone(),
    };
    let tone = match detail.kind.as_str() {
        "expected" if failed => "ok",
        "actual" if failed => "bad",
        "error" if failed => "bad io-wide",
        "input" | "expected" | "actual" => "",
        _ => "io-wide",
    };
    DetailPart { label, text: detail.text.clone(), tone }
}

/// Draws the history of an item.
#[must_use]
pub fn history_parts(
    ctx: &PageCtx,
    item_url: &str,
    rows: &[HistoryRow],
    current: Option<super::SubmissionId>,
) -> Vec<HistoryPart> {
    rows.iter()
        .map(|row| HistoryPart {
            id: row.id,
            url: format!("{item_url}?submission={}", row.id),
            at: ctx.time(&row.created_at),
            badge: match row.state {
                SubmissionState::Done => {
                    verdict_badge(ctx, row.verdict.as_deref().unwrap_or("skipped"))
                }
                SubmissionState::Failed => {
                    Badge::new("info", "circle-alert", ctx.t("verdict-fault"))
                }
                _ => Badge::new("idle", "loader-circle", ctx.t("mission-item-waiting")),
            },
            score: match (row.override_score.or(row.score), row.max_score) {
                (Some(score), Some(max)) => format!("{} / {}", rough_points(score), points(max)),
                _ => String::new(),
            },
            current: current == Some(row.id),
            overridden: row.override_score.is_some(),
            comments: row.comments,
        })
        .collect()
}

/// The submission that a query names.
#[must_use]
pub fn parse_submission(text: Option<&str>) -> Option<super::SubmissionId> {
    text.and_then(|text| super::SubmissionId::from_str(text).ok())
}
