//! Scores of groups as points of cases.
//!
//! With the default validator a case is right or wrong, so that most ways of
//! adding up come to one of two: the cases of a group earn together (all or
//! nothing), or each for itself. What does not is refused.

use std::path::Path;

use super::group::{Case, Group};
use super::package::Format;
use crate::exchange::names::quoted;
use crate::exchange::notes::Notes;
use crate::exchange::yaml::Yaml;
use crate::i18n::Message;

/// What the cases of a group are worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Part<'a> {
    /// The group's name.
    pub name: String,
    /// Its cases.
    pub cases: Vec<&'a Case>,
    /// What all of them earn.
    pub score: f64,
    /// Whether they earn only together.
    pub together: bool,
    /// Groups that must be right, too.
    pub requires: Vec<String>,
}

/// The score of a whole problem.
#[derive(Debug, Default)]
pub struct Scoring<'a> {
    /// Its groups.
    pub parts: Vec<Part<'a>>,
    /// Whether nothing is earned unless everything is right.
    pub all_or_nothing: bool,
}

impl PartialEq for Case {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A pass-fail problem: each case counts, and nothing without all.
pub fn pass_fail<'a>(secret: &'a Group) -> Scoring<'a> {
    let cases = secret.all_cases();
    let score = cases.len() as f64;
    let name = secret.name.clone();
    let part = Part { name, cases, score, together: false, requires: Vec::new() };
    Scoring { parts: vec![part], all_or_nothing: true }
}

/// A scoring problem.
pub fn scoring<'a>(
    format: Format,
    root: Option<&Yaml>,
    sample: Option<&'a Group>,
    secret: &'a Group,
    notes: &mut Notes,
) -> Scoring<'a> {
    match format {
        Format::New => Rules { notes }.new_format(secret),
        Format::Legacy => Rules { notes }.legacy(root, sample, secret),
    }
}

struct Rules<'n> {
    notes: &'n mut Notes,
}

/// The verdict of a group in the old format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// All must be accepted.
    All,
    /// One is enough, or none.
    Any,
}

impl Rules<'_> {
    fn new_format<'a>(&mut self, secret: &'a Group) -> Scoring<'a> {
        let max = self.max_score(secret, Some(100.0));
        let aggregation = self.word(secret, "score_aggregation", "sum");
        let mut scoring = Scoring { parts: Vec::new(), all_or_nothing: aggregation == "pass-fail" };
        if secret.groups.is_empty() {
            let together = aggregation != "sum";
            let requires = self.requires(secret);
            let cases = secret.all_cases();
            let name = secret.name.clone();
            scoring.parts.push(Part { name, cases, score: max, together, requires });
            return scoring;
        }
        for group in &secret.groups {
            let own = self.word(group, "score_aggregation", "pass-fail");
            // Without scores of groups the whole's is what counts.
            let bound = scoring.all_or_nothing.then(|| max / secret.groups.len() as f64);
            let score = self.max_score(group, bound);
            let requires = self.requires(group);
            let (name, cases) = (group.name.clone(), group.all_cases());
            scoring.parts.push(Part { name, cases, score, together: own != "sum", requires });
        }
        if aggregation == "min" {
            let first = scoring.parts.first().map_or(0.0, |part| part.score);
            let same = |part: &Part<'_>| part.together && (part.score - first).abs() < 1e-9;
            if scoring.parts.iter().all(same) {
                // The smallest of equal scores is all or nothing, of one score.
                scoring.all_or_nothing = true;
                let count = scoring.parts.len() as f64;
                scoring.parts.iter_mut().for_each(|part| part.score /= count);
            } else {
                self.refuse(secret, "score_aggregation", "min");
            }
        }
        scoring
    }

    fn max_score(&mut self, group: &Group, default: Option<f64>) -> f64 {
        let own = group.own("max_score");
        let number = own.and_then(|(_, value)| value.number());
        match (own, number, default) {
            (_, Some(number), _) if number >= 0.0 => number,
            (None, _, Some(default)) => default,
            (Some((path, value)), _, _) => {
                let text = value.text().unwrap_or_default();
                let message = Message::new("exchange-kattis-unbounded")
                    .with("group", quoted(&group.name))
                    .with("score", quoted(text));
                self.notes.refuse(path, value.line, message);
                0.0
            }
            (None, ..) => {
                let path = group.dir.join(Format::New.group_settings());
                let message =
                    Message::new("exchange-kattis-no-score").with("group", quoted(&group.name));
                self.notes.refuse(&path, None, message);
                0.0
            }
        }
    }

    fn word(&mut self, group: &Group, key: &str, default: &str) -> String {
        let known = ["pass-fail", "sum", "min"];
        match group.own(key).map(|(_, value)| value.text().unwrap_or_default()) {
            None => default.to_owned(),
            Some(word) if known.contains(&word.as_str()) => word,
            Some(word) => {
                self.refuse(group, key, &word);
                default.to_owned()
            }
        }
    }

    fn requires(&self, group: &Group) -> Vec<String> {
        group.own("require_pass").map(|(_, value)| value.words()).unwrap_or_default()
    }

    fn refuse(&mut self, group: &Group, key: &str, value: &str) {
        let place = group.setting(key);
        let path = place.map_or(group.dir.as_path(), |(path, _)| path);
        self.refuse_at(path, place.map(|(_, value)| value.line), key, value);
    }

    fn refuse_at(&mut self, path: &Path, line: Option<usize>, key: &str, value: &str) {
        let message = Message::new("exchange-kattis-scoring")
            .with("key", quoted(key))
            .with("value", quoted(value));
        self.notes.refuse(path, line, message);
    }

    fn legacy<'a>(
        &mut self,
        root: Option<&Yaml>,
        sample: Option<&'a Group>,
        secret: &'a Group,
    ) -> Scoring<'a> {
        let mut scoring = Scoring::default();
        let root = root.and_then(|root| root.get("grader_flags")).map(Yaml::words);
        let root = root.unwrap_or_default();
        let flags = secret.setting("grader_flags").map(|(_, value)| value.words());
        let flags = flags.unwrap_or_default();
        let independent = verdict(&flags) == Verdict::Any;
        let ignore_sample = root.iter().any(|flag| flag == "ignore_sample");
        if secret.groups.is_empty() {
            scoring.parts.extend(self.legacy_part(secret));
        } else {
            scoring.all_or_nothing = !independent;
            if !matches!(aggregation(&flags), "sum") {
                self.refuse(secret, "grader_flags", &flags.join(" "));
            }
            for group in &secret.groups {
                if !group.groups.is_empty() {
                    let message =
                        Message::new("exchange-kattis-nested").with("group", quoted(&group.name));
                    self.notes.refuse(&group.dir, None, message);
                }
                scoring.parts.extend(self.legacy_part(group));
            }
        }
        if let Some(sample) = sample.filter(|_| !ignore_sample && verdict(&root) == Verdict::All) {
            for part in &mut scoring.parts {
                part.requires.push(sample.name.clone());
            }
        }
        scoring
    }

    /// One group of cases.
    fn legacy_part<'a>(&mut self, group: &'a Group) -> Option<Part<'a>> {
        let custom = group.setting("grading").and_then(|(_, value)| value.text());
        if custom.is_some_and(|grading| grading == "custom") {
            self.refuse(group, "grading", "custom");
            return None;
        }
        let number = |key: &str, default: f64| {
            group.setting(key).and_then(|(_, value)| value.number()).unwrap_or(default)
        };
        if number("reject_score", 0.0) != 0.0 {
            self.refuse(group, "reject_score", &number("reject_score", 0.0).to_string());
            return None;
        }
        let flags =
            group.setting("grader_flags").map(|(_, value)| value.words()).unwrap_or_default();
        let (accept, count) = (number("accept_score", 1.0), group.all_cases().len() as f64);
        let (score, together) = match (aggregation(&flags), verdict(&flags)) {
            ("sum", Verdict::All) => (accept * count, true),
            ("sum", Verdict::Any) => (accept * count, false),
            ("avg", Verdict::Any) => (accept, false),
            ("max", Verdict::Any) => {
                self.refuse(group, "grader_flags", &flags.join(" "));
                return None;
            }
            _ => (accept, true),
        };
        let breaks = group.setting("on_reject").and_then(|(_, value)| value.text());
        if !together && breaks.is_none_or(|word| word == "break") && count > 1.0 {
            let message = Message::new("exchange-kattis-break").with("group", quoted(&group.name));
            self.notes.loss(&group.dir, None, message);
        }
        let (name, cases) = (group.name.clone(), group.all_cases());
        Some(Part { name, cases, score, together, requires: Vec::new() })
    }
}

/// The last of the ways of adding up that the flags name.
fn aggregation(flags: &[String]) -> &str {
    let known = ["sum", "avg", "min", "max"];
    let named = flags.iter().rev().map(String::as_str).find(|flag| known.contains(flag));
    named.unwrap_or("sum")
}

fn verdict(flags: &[String]) -> Verdict {
    let any = |flag: &String| matches!(flag.as_str(), "always_accept" | "accept_if_any_accepted");
    if flags.iter().any(any) { Verdict::Any } else { Verdict::All }
}
