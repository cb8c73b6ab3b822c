//! A grading as a report that a person likes to read, or as JSON.

use std::io::IsTerminal as _;

use serde_json::{Value, json};
use weaverse_sandbox::{ReportItem, Verdict};

use crate::missions::grading::{Grading, PluginRef};
use crate::packs::Mission;
use crate::web::format::{grouped, points};

/// One graded item of a mission.
#[derive(Debug)]
pub struct GradedItem {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Milli-points.
    pub max_points: i64,
    /// `None`: nothing was handed in.
    pub grading: Option<Grading>,
}

impl GradedItem {
    /// The verdict, if something was handed in.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        self.grading.as_ref().map(|grading| grading.verdict)
    }

    fn score(&self) -> i64 {
        self.grading.as_ref().map_or(0, |grading| grading.score)
    }

    fn max_score(&self) -> i64 {
        self.grading.as_ref().map_or(self.max_points, |grading| grading.max_score)
    }

    fn fuel(&self) -> u64 {
        self.grading.as_ref().map_or(0, |grading| grading.fuel)
    }
}

/// The whole as JSON. One item: its own items are listed. Several: each
/// with its items.
#[must_use]
pub fn json(graded: &[GradedItem]) -> Value {
    if let [one] = graded
        && let Some(grading) = &one.grading
    {
        return json!({
            "verdict": grading.verdict,
            "score": grading.score,
            "max_score": grading.max_score,
            "fuel": grading.fuel,
            "items": items(grading),
            "message": grading.report.message,
            "grader": grading.grader,
            "runtime": grading.runtime,
        });
    }
    let items: Vec<Value> = graded
        .iter()
        .map(|item| {
            let grading = item.grading.as_ref();
            json!({
                "name": item.name,
                "verdict": item.verdict().unwrap_or(Verdict::Skipped),
                "points": item.score(),
                "max_points": item.max_score(),
                "message": grading.map_or("no answer", |_| ""),
                "fuel": item.fuel(),
                "items": grading.map(items),
                "grader": grading.map(|grading| &grading.grader),
                "runtime": grading.and_then(|grading| grading.runtime.as_ref()),
            })
        })
        .collect();
    json!({
        "verdict": overall(graded),
        "score": graded.iter().map(GradedItem::score).sum::<i64>(),
        "max_score": graded.iter().map(GradedItem::max_score).sum::<i64>(),
        "fuel": graded.iter().map(GradedItem::fuel).sum::<u64>(),
        "items": items,
        "grader": Value::Null,
        "runtime": Value::Null,
    })
}

fn items(grading: &Grading) -> Vec<Value> {
    let items = grading.report.items.iter();
    items
        .map(|item| {
            json!({
                "name": item.name,
                "verdict": item.verdict,
                "points": item.points,
                "max_points": item.max_points,
                "message": item.message,
                "fuel": item.fuel,
                "details": item.details,
            })
        })
        .collect()
}

fn overall(graded: &[GradedItem]) -> Verdict {
    if graded.iter().all(|item| item.verdict() == Some(Verdict::Accepted)) {
        Verdict::Accepted
    } else if graded.iter().any(|item| item.score() > 0) {
        Verdict::Partial
    } else {
        graded
            .iter()
            .filter_map(GradedItem::verdict)
            .find(|verdict| *verdict != Verdict::Accepted)
            .unwrap_or(Verdict::Skipped)
    }
}

/// Prints the report for a person.
pub fn print(mission: &Mission, graded: &[GradedItem]) {
    let style = Style { colour: std::io::stdout().is_terminal() };
    println!("{}", style.bold(&mission.title));
    for item in graded {
        print_item(&style, item);
    }
    if graded.len() > 1 {
        let score: i64 = graded.iter().map(GradedItem::score).sum();
        let max: i64 = graded.iter().map(GradedItem::max_score).sum();
        let verdict = overall(graded);
        println!("\n{}  {} of {} points", style.verdict(verdict), points(score), points(max));
    }
}

fn print_item(style: &Style, item: &GradedItem) {
    let title = if item.title.is_empty() { String::new() } else { format!("  {}", item.title) };
    println!("\n{}{title}", style.bold(&item.name));
    let Some(grading) = &item.grading else {
        println!("  – no answer  0 of {} points", points(item.max_points));
        return;
    };
    let width =
        grading.report.items.iter().map(|item| item.name.chars().count()).max().unwrap_or(0);
    for item in &grading.report.items {
        print_case(style, item, width);
    }
    if let Some(message) = &grading.report.message {
        println!("  {}", indented(message));
    }
    println!(
        "  {}  {} of {} points, {} fuel, {} KiB",
        style.verdict(grading.verdict),
        points(grading.score),
        points(grading.max_score),
        grouped(i64::try_from(grading.fuel).unwrap_or(i64::MAX)),
        grading.peak_memory >> 10,
    );
    let named =
        |plugin: &PluginRef| format!("{} {} ({})", plugin.id, plugin.version, &plugin.digest[..12]);
    let runtime = grading.runtime.as_ref().map(|runtime| format!(", runtime {}", named(runtime)));
    println!(
        "  {}",
        style.dim(&format!("grader {}{}", named(&grading.grader), runtime.unwrap_or_default()))
    );
}

fn print_case(style: &Style, item: &ReportItem, width: usize) {
    let pad = " ".repeat(width.saturating_sub(item.name.chars().count()));
    println!(
        "  {} {}{pad}  {:<14} {:>8}  {}",
        style.mark(item.verdict),
        item.name,
        item.verdict.as_str().replace('_', " "),
        format!("{}/{}", points(item.points), points(item.max_points)),
        item.message,
    );
    if item.verdict == Verdict::Accepted {
        return;
    }
    for detail in item.details.iter().filter(|detail| !detail.text.trim().is_empty()) {
        println!("      {}", style.dim(&detail.kind));
        for line in detail.text.trim_end().lines() {
            println!("        {line}");
        }
    }
}

fn indented(text: &str) -> String {
    text.trim_end().replace('\n', "\n  ")
}

struct Style {
    colour: bool,
}

impl Style {
    fn paint(&self, code: &str, text: &str) -> String {
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    fn bold(&self, text: &str) -> String {
        self.paint("1", text)
    }

    fn dim(&self, text: &str) -> String {
        self.paint("2", text)
    }

    fn mark(&self, verdict: Verdict) -> String {
        match verdict {
            Verdict::Accepted => self.paint("32", "✓"),
            Verdict::Partial => self.paint("33", "◐"),
            Verdict::Skipped => self.paint("2", "–"),
            _ => self.paint("31", "✗"),
        }
    }

    fn verdict(&self, verdict: Verdict) -> String {
        let text = verdict.as_str().replace('_', " ");
        format!("{} {}", self.mark(verdict), self.bold(&text))
    }
}
