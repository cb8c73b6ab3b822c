//! Gradescope's `results.json`: written from a report, and read as a score.

use serde::Deserialize;
use serde_json::{Value, json};
use weaverse_sandbox::{Report, ReportItem, Verdict, Visibility};

use super::names::quoted;
use crate::i18n::{Locale, Message};

/// What a `results.json` is written from.
#[derive(Debug)]
pub struct Graded<'a> {
    /// The report.
    pub report: &'a Report,
    /// Milli-points that count.
    pub score: i64,
    /// Milli-points that a perfect answer earns.
    pub max_score: i64,
    /// The verdict.
    pub verdict: &'a str,
    /// What else is known of it, kept in `extra_data`.
    pub extra: Value,
}

/// The file's text. What learners do not see here is hidden there.
#[must_use]
pub fn results(graded: &Graded<'_>) -> Value {
    let tests: Vec<Value> = graded.report.items.iter().enumerate().map(test).collect();
    let mut results = json!({
        "score": number(graded.score),
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {
            "verdict": graded.verdict,
            "max_score": number(graded.max_score),
            "weaverse": graded.extra,
        },
    });
    if let Some(message) = &graded.report.message {
        results["output"] = json!(message);
    }
    results
}

fn test((index, item): (usize, &ReportItem)) -> Value {
    let shown = item.visibility == Visibility::Learner;
    let mut test = json!({
        "name": item.name,
        "number": (index + 1).to_string(),
        "score": number(item.points),
        "max_score": number(item.max_points),
        "status": if item.verdict == Verdict::Accepted { "passed" } else { "failed" },
        "visibility": if shown { "visible" } else { "hidden" },
        "extra_data": { "verdict": item.verdict, "fuel": item.fuel },
    });
    let output = output(item);
    if !output.is_empty() {
        test["output"] = json!(output);
    }
    test
}

/// Message and details. A test is shown as a whole there: what is for the
/// staff only stays out of tests that learners see.
fn output(item: &ReportItem) -> String {
    let mut parts: Vec<String> = Vec::new();
    if !item.message.is_empty() {
        parts.push(item.message.clone());
    }
    for detail in &item.details {
        let hidden = item.visibility == Visibility::Staff;
        if hidden || detail.visibility == Visibility::Learner {
            parts.push(format!("{}:\n{}", detail.kind, detail.text.trim_end()));
        }
    }
    parts.join("\n\n")
}

/// Milli-points as points: exact, and whole where they are.
fn number(milli: i64) -> Value {
    if milli % 1000 == 0 { json!(milli / 1000) } else { json!(milli as f64 / 1000.0) }
}

/// What a `results.json` says of a submission.
#[derive(Debug, Clone, PartialEq)]
pub struct Outside {
    /// Points earned.
    pub score: f64,
    /// Points that could be earned, where the file says.
    pub max_score: Option<f64>,
    /// Tests that passed, and all.
    pub passed: (usize, usize),
}

#[derive(Deserialize)]
struct Results {
    score: Option<f64>,
    #[serde(default)]
    tests: Vec<Test>,
}

#[derive(Deserialize)]
struct Test {
    score: Option<f64>,
    max_score: Option<f64>,
    status: Option<String>,
}

/// Why a file is no `results.json`, and in which line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoResults {
    /// From 1, where it has one.
    pub line: Option<usize>,
    /// The reason.
    pub message: Message,
}

/// Reads a `results.json`.
///
/// # Errors
/// Why it cannot be taken.
pub fn read(text: &str) -> Result<Outside, NoResults> {
    let results: Results = serde_json::from_str(text).map_err(|error| NoResults {
        line: Some(error.line().max(1)),
        message: Message::new("exchange-no-json").with("error", &error),
    })?;
    let because = |message: Message| NoResults { line: None, message };
    let scores: Option<Vec<f64>> = results.tests.iter().map(|test| test.score).collect();
    // As Gradescope has it: the whole's score counts; otherwise each test
    // must have one.
    let sum = scores.filter(|scores| !scores.is_empty()).map(|scores| scores.iter().sum());
    let score: f64 = results
        .score
        .or(sum)
        .ok_or_else(|| because(Message::new("exchange-gradescope-no-score")))?;
    if !score.is_finite() || score < 0.0 {
        let message = Message::new("exchange-gradescope-score").with("score", quoted(score));
        return Err(because(message));
    }
    let most: Option<Vec<f64>> = results.tests.iter().map(|test| test.max_score).collect();
    let most = most.map(|most| most.iter().sum::<f64>()).filter(|most| *most > 0.0);
    let passed = results.tests.iter().filter(|test| test.passed()).count();
    Ok(Outside { score, max_score: most, passed: (passed, results.tests.len()) })
}

impl Test {
    /// Its own word, or full marks.
    fn passed(&self) -> bool {
        match self.status.as_deref() {
            Some(status) => status == "passed",
            None => self.score.zip(self.max_score).is_some_and(|(score, most)| score >= most),
        }
    }
}

impl Outside {
    /// Milli-points of an item that is worth `most` of them. What the tests
    /// could earn is the whole item; without that, points are points.
    ///
    /// # Errors
    /// When it is more than the item is worth.
    pub fn milli_points(&self, most: i64) -> Result<i64, Message> {
        let milli = match self.max_score {
            Some(max) => self.score / max * most as f64,
            None => self.score * 1000.0,
        };
        // Extra credit cannot be more than everything.
        let score = (milli + 1e-6).floor() as i64;
        if score > most {
            let message = Message::new("exchange-gradescope-more")
                .with("score", quoted(self.score))
                .with("most", quoted(crate::web::format::points(most)));
            return Err(message);
        }
        Ok(score)
    }

    /// The reason of the score, for the trail.
    #[must_use]
    pub fn reason(&self, given: Option<&str>, locale: Locale) -> String {
        let of = self.max_score.map_or_else(String::new, |most| format!("/{most}"));
        let message = Message::new("exchange-gradescope-reason")
            .with("score", quoted(format!("{}{of}", self.score)))
            .with("passed", self.passed.0)
            .with("tests", self.passed.1);
        let said = message.text(locale);
        given.map_or(said.clone(), |given| format!("{given}\n\n{said}"))
    }
}

#[cfg(test)]
mod tests {
    use weaverse_sandbox::Detail;

    use super::*;

    #[test]
    fn the_whole_score_counts_before_the_sum() {
        let tests = r#""tests": [{"score": 2, "max_score": 2}, {"score": 0.5, "max_score": 3, "status": "failed"}]"#;
        let read_of = |text: &str| read(text).expect("results");
        let whole = read_of(&format!("{{\"score\": 4, {tests}}}"));
        assert_eq!((whole.score, whole.max_score, whole.passed), (4.0, Some(5.0), (1, 2)));
        assert_eq!(read_of(&format!("{{{tests}}}")).score, 2.5);
        assert_eq!(read_of(r#"{"score": 7}"#).max_score, None);
    }

    #[test]
    fn what_cannot_be_a_score_is_refused() {
        let key = |text: &str| read(text).expect_err(text).message.key;
        assert_eq!(key("{\"tests\": [{\"name\": \"a\"}]}"), "exchange-gradescope-no-score");
        assert_eq!(key("{}"), "exchange-gradescope-no-score");
        assert_eq!(key("{\"score\": -1}"), "exchange-gradescope-score");
        assert_eq!(key("{\"score\": \"A\"}"), "exchange-no-json");
        assert_eq!(read("{\n\"score\": }").expect_err("syntax").line, Some(2));
    }

    #[test]
    fn points_are_scaled_to_the_item() {
        let outside = |score, max_score| Outside { score, max_score, passed: (0, 0) };
        assert_eq!(outside(2.5, Some(5.0)).milli_points(10_000), Ok(5000));
        assert_eq!(outside(1.0, Some(3.0)).milli_points(10_000), Ok(3333));
        assert_eq!(outside(7.5, None).milli_points(10_000), Ok(7500));
        let more = outside(11.0, None).milli_points(10_000).expect_err("too many");
        assert_eq!(more.key, "exchange-gradescope-more");
        assert!(outside(6.0, Some(5.0)).milli_points(10_000).is_err());
    }

    #[test]
    fn a_report_keeps_its_secrets() {
        let detail = |visibility, text: &str| Detail {
            kind: "actual".to_owned(),
            text: text.to_owned(),
            visibility,
        };
        let item = |visibility| ReportItem {
            name: "one".to_owned(),
            verdict: Verdict::WrongAnswer,
            points: 500,
            max_points: 1000,
            message: "differs".to_owned(),
            details: vec![detail(Visibility::Learner, "seen"), detail(Visibility::Staff, "secret")],
            visibility,
            fuel: 7,
        };
        let report = Report {
            items: vec![item(Visibility::Learner), item(Visibility::Staff)],
            message: Some("two".to_owned()),
        };
        let graded = Graded {
            report: &report,
            score: 1000,
            max_score: 2000,
            verdict: "partial",
            extra: Value::Null,
        };
        let results = results(&graded);
        assert_eq!((&results["score"], &results["output"]), (&json!(1), &json!("two")));
        let tests = results["tests"].as_array().expect("tests");
        assert_eq!((&tests[0]["score"], &tests[0]["status"]), (&json!(0.5), &json!("failed")));
        let output = |index: usize| tests[index]["output"].as_str().unwrap_or_default();
        assert!(output(0).contains("seen") && !output(0).contains("secret"));
        assert_eq!(tests[1]["visibility"], "hidden");
        assert!(output(1).contains("secret"));
        let back = read(&results.to_string()).expect("results");
        assert_eq!(back, Outside { score: 1.0, max_score: Some(2.0), passed: (0, 2) });
    }
}
