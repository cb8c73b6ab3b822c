//! From an answer to a report.

use weaverse_grader_sdk::{
    Catalogue, Detail, Purpose, Report, ReportItem, Submission, Texts, Verdict, Visibility, excerpt,
};

use crate::answer::{self, Unusable};
use crate::config::{Choice, Config};

/// Milli-points of a right answer; the core scales them to the item's points.
pub const POINTS: i64 = 1000;

/// The texts for learners.
const CATALOGUE: Catalogue =
    Catalogue { ko: include_str!("../locales/ko.ftl"), en: include_str!("../locales/en.ftl") };

/// Judges a submission.
pub fn grade(submission: &Submission, config: &Config) -> Report {
    let texts = CATALOGUE.texts(&submission.locale);
    // A question has no samples: trying would give the right choice away
    // without an attempt.
    if submission.purpose == Purpose::Samples {
        let item = item(Verdict::Skipped, 0, texts.get("no-samples"), Vec::new());
        return Report { items: vec![item], message: None };
    }
    let item = match answer::read(submission, config) {
        Ok(chosen) => {
            let points = points(&chosen, config);
            let (verdict, message) = match points {
                POINTS => (Verdict::Accepted, String::new()),
                0 => (Verdict::WrongAnswer, String::new()),
                _ => (Verdict::Partial, texts.get("partial")),
            };
            item(verdict, points, message, details(&chosen, config))
        }
        Err(unusable) => {
            item(Verdict::WrongAnswer, 0, explain(&unusable, texts), details(&[], config))
        }
    };
    Report { items: vec![item], message: None }
}

fn points(chosen: &[&Choice], config: &Config) -> i64 {
    let count = |choices: usize| i64::try_from(choices).unwrap_or(i64::MAX);
    let right = count(config.right().count());
    let right_chosen = count(chosen.iter().filter(|choice| choice.correct).count());
    let wrong_chosen = count(chosen.len()) - right_chosen;
    if right_chosen == right && wrong_chosen == 0 {
        POINTS
    } else if config.partial {
        (right_chosen - wrong_chosen).max(0) * POINTS / right
    } else {
        0
    }
}

fn item(verdict: Verdict, points: i64, message: String, details: Vec<Detail>) -> ReportItem {
    ReportItem {
        name: "answer".to_owned(),
        verdict,
        points,
        max_points: POINTS,
        message,
        details,
        visibility: Visibility::Learner,
        fuel: 0,
    }
}

fn details(chosen: &[&Choice], config: &Config) -> Vec<Detail> {
    let listed = |choices: &[&Choice]| {
        let ids: Vec<&str> = choices.iter().map(|choice| choice.id.as_str()).collect();
        ids.join(", ")
    };
    let right: Vec<_> = config.right().collect();
    let revealed = if config.reveal { Visibility::Learner } else { Visibility::Staff };
    let detail = |kind, text, visibility| Detail { kind, text, visibility };
    let mut details = vec![detail("expected", listed(&right), revealed)];
    if !chosen.is_empty() {
        details.push(detail("actual", listed(chosen), Visibility::Learner));
    }
    let notes = chosen.iter().filter_map(|choice| choice.note.clone());
    details.extend(notes.map(|note| detail("hint", note, Visibility::Learner)));
    details
}

fn explain(unusable: &Unusable, texts: Texts) -> String {
    match unusable {
        Unusable::Empty => texts.get("no-answer"),
        Unusable::Unreadable => texts.get("unreadable"),
        Unusable::Unknown(id) => texts.format("unknown-choice", &[("choice", &excerpt(id))]),
        Unusable::Several => texts.get("only-one"),
    }
}

#[cfg(test)]
mod tests {
    use weaverse_grader_sdk::{File, assert_same_keys};

    use super::*;

    fn config(rules: &str) -> Config {
        let choices = r#"[{"id": "1", "correct": true, "note": "yes"}, {"id": "2", "note": "no"},
            {"id": "3", "correct": CORRECT}, {"id": "4", "correct": CORRECT}, {"id": "5"}]"#;
        let correct = rules.contains("multiple").to_string();
        let choices = choices.replace("CORRECT", &correct);
        Config::read(&format!(r#"{{"choices": {choices}{rules}}}"#)).unwrap()
    }

    fn submission(answer: Option<&str>, files: &[&[u8]]) -> Submission {
        let file = |content: &&[u8]| File { path: "a.txt".to_owned(), content: content.to_vec() };
        Submission {
            purpose: Purpose::Full,
            language: String::new(),
            files: files.iter().map(file).collect(),
            entry: String::new(),
            answer: answer.map(str::to_owned),
            locale: "en".to_owned(),
            seed: 0,
        }
    }

    fn judged(rules: &str, answer: &str) -> (Verdict, i64, String) {
        let item = grade(&submission(Some(answer), &[]), &config(rules)).items.remove(0);
        assert_eq!((item.name.as_str(), item.max_points), ("answer", 1000));
        (item.verdict, item.points, item.message)
    }

    const MULTIPLE: &str = r#", "multiple": true"#;
    const PARTIAL: &str = r#", "multiple": true, "partial": true"#;

    #[test]
    fn one_right_choice() {
        for answer in [r#"["1"]"#, r#""1""#, "1", "[1]", r#"["1", "1"]"#, r#"" 1 ""#] {
            assert_eq!(judged("", answer), (Verdict::Accepted, 1000, String::new()), "{answer}");
        }
        assert_eq!(judged("", "2"), (Verdict::WrongAnswer, 0, String::new()));
    }

    #[test]
    fn an_answer_that_is_no_choice_is_wrong_and_says_why() {
        for (answer, message) in [
            ("null", "No choice was made."),
            ("[]", "No choice was made."),
            (r#""""#, "No choice was made."),
            ("{}", "The answer cannot be read. Choose by the numbers of the choices."),
            ("[[1]]", "The answer cannot be read. Choose by the numbers of the choices."),
            ("[1", "The answer cannot be read. Choose by the numbers of the choices."),
            ("7", "There is no such choice: 7"),
            (r#"["1", "x"]"#, "There is no such choice: x"),
            (r#"["1", "2"]"#, "Only one choice may be made here."),
        ] {
            let expected = (Verdict::WrongAnswer, 0, message.to_owned());
            assert_eq!(judged("", answer), expected, "{answer}");
        }
    }

    #[test]
    fn several_right_choices() {
        assert_eq!(judged(MULTIPLE, r#"["4", "3", "1"]"#).0, Verdict::Accepted);
        assert_eq!(judged(MULTIPLE, r#"["1", "3"]"#).0, Verdict::WrongAnswer);
        assert_eq!(judged(MULTIPLE, r#"["1", "2", "3", "4"]"#).0, Verdict::WrongAnswer);
    }

    #[test]
    fn part_of_the_points_for_part_of_the_choices() {
        for (answer, points) in [
            (r#"["1", "3", "4"]"#, 1000),
            (r#"["1", "3"]"#, 666),
            (r#"["1"]"#, 333),
            (r#"["1", "3", "4", "5"]"#, 666),
            (r#"["1", "2"]"#, 0),
            (r#"["2", "5"]"#, 0),
        ] {
            assert_eq!(judged(PARTIAL, answer).1, points, "{answer}");
        }
        let expected = (Verdict::Partial, 333, "Right in part.".to_owned());
        assert_eq!(judged(PARTIAL, "1"), expected);
    }

    #[test]
    fn a_file_may_hold_the_answer() {
        let verdict = |files: &[&[u8]]| {
            grade(&submission(None, files), &config(MULTIPLE)).items.remove(0).verdict
        };
        assert_eq!(verdict(&[b"1, 3 4\r\n"]), Verdict::Accepted);
        assert_eq!(verdict(&["\u{feff}1,3,4".as_bytes()]), Verdict::Accepted);
        assert_eq!(verdict(&[b"1"]), Verdict::WrongAnswer);
        assert_eq!(verdict(&[b"\xff"]), Verdict::WrongAnswer);
        assert_eq!(verdict(&[b"1 3 4", b"1 3 4"]), Verdict::WrongAnswer);
        assert_eq!(verdict(&[]), Verdict::WrongAnswer);
    }

    #[test]
    fn the_right_choices_are_for_the_staff_unless_revealed() {
        let details = |rules: &str| {
            let report = grade(&submission(Some("2"), &[]), &config(rules));
            let details = report.items.into_iter().flat_map(|item| item.details);
            details.map(|d| (d.kind, d.text, d.visibility)).collect::<Vec<_>>()
        };
        let own = |visibility| {
            vec![
                ("expected", "1".to_owned(), visibility),
                ("actual", "2".to_owned(), Visibility::Learner),
                ("hint", "no".to_owned(), Visibility::Learner),
            ]
        };
        assert_eq!(details(""), own(Visibility::Staff));
        assert_eq!(details(r#", "reveal": true"#), own(Visibility::Learner));
    }

    #[test]
    fn there_is_nothing_to_try() {
        let mut submission = submission(Some("1"), &[]);
        submission.purpose = Purpose::Samples;
        let item = grade(&submission, &config("")).items.remove(0);
        assert_eq!((item.verdict, item.points, item.details.len()), (Verdict::Skipped, 0, 0));
    }

    #[test]
    fn both_languages_have_the_same_texts() {
        assert_same_keys(&CATALOGUE);
    }
}
