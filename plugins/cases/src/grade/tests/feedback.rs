//! What learners are told, and what they are not.

use weaverse_grader_sdk::assert_same_keys;

use super::*;

#[test]
fn a_sample_shows_everything() {
    let config = json!({ "cases": [
        { "sample": true, "stdin": "1 2\n", "stdout": "3\n", "hint": "add" },
    ]});
    let report = graded(&config, |_| completed("4\n"));
    let item = &report.items[0];
    assert_eq!(item.message, "Line 1 differs: expected `3`, got `4`");
    let expected = [("input", "1 2\n"), ("expected", "3\n"), ("actual", "4\n"), ("hint", "add")];
    assert_eq!(details(item, Visibility::Learner), expected);
    let passed = graded(&config, |_| completed("3\n"));
    let expected = [("input", "1 2\n"), ("expected", "3\n"), ("actual", "3\n")];
    assert_eq!(details(&passed.items[0], Visibility::Learner), expected);
    assert_eq!(passed.items[0].message, "");
}

/// Whatever a program does with the input of a hidden case, nothing of it, and
/// nothing of the expected output, is where a learner reads.
#[test]
fn a_hidden_case_keeps_its_secrets() {
    let stdio = json!({ "cases": [
        { "stdin": "SECRET", "stdout": "SECRET\n", "hint": "h", "files": { "d": "SECRET" } },
    ]});
    let call = |expected: (&str, &str)| {
        let (key, value) = expected;
        json!({ "mode": "call", "function": "f", "cases": [
            { "arguments": ["SECRET"], key: value, "hint": "h" },
        ]})
    };
    let mut ends = vec![
        completed("SECRE\n"),
        completed(""),
        returned(r#""SECRET2""#),
        RunOutcome { exit_code: 83, ..completed("SECRET\n") },
        raised(RunStatus::RuntimeError, "SECRET", "SECRET"),
        raised(RunStatus::CompileError, "SECRET", "SECRET"),
        raised(RunStatus::Refused, "SECRET", "SECRET"),
    ];
    ends.extend(
        [
            RunStatus::FuelLimit,
            RunStatus::MemoryLimit,
            RunStatus::OutputLimit,
            RunStatus::TimeLimit,
        ]
        .map(|status| RunOutcome { fuel: 83, ..raised(status, "SECRET", "SECRET") }),
    );
    let configs = [stdio, call(("expect", "SECRET!")), call(("raises", "SECRET_ERROR"))];
    for (config, end) in configs.iter().flat_map(|config| ends.iter().map(move |e| (config, e))) {
        // Only the case's own run knows the secret.
        let knows = |request: &RunRequest| {
            request.stdin == b"SECRET" || matches!(request.invocation, Invocation::Call(_))
        };
        let report = graded(config, |request| match knows(request) {
            true => end.clone(),
            false => completed("fine"),
        });
        let item = &report.items[0];
        assert_ne!(item.verdict, Verdict::Accepted);
        let learner = format!(
            "{} {} {:?} {:?}",
            item.name,
            item.message,
            report.message,
            details(item, Visibility::Learner)
        );
        assert!(!learner.contains("SECRE") && !learner.contains("83"), "{learner}");
        let staff = format!("{:?}", details(item, Visibility::Staff));
        assert!(staff.contains("SECRET"), "{staff}");
        let hints = details(item, Visibility::Learner);
        assert!(hints == [("hint", "h")] || end.status == RunStatus::CompileError, "{hints:?}");
    }
}

#[test]
fn a_case_without_verdict_is_counted_and_not_listed() {
    let config = json!({ "feedback": [], "cases": [{ "stdout": "3" }] });
    let item = graded(&config, |_| completed("4")).items.remove(0);
    assert_eq!(item.visibility, Visibility::Staff);
    assert_eq!(
        (item.verdict, item.message.as_str()),
        (Verdict::WrongAnswer, "The result is not the expected one.")
    );
}

#[test]
fn every_end_has_its_verdict_and_message() {
    let message = |outcome: RunOutcome| {
        let item = graded(&sums(2), |request| match request.stdin.as_slice() {
            b"1" => outcome.clone(),
            _ => completed("3"),
        })
        .items
        .remove(0);
        assert_eq!(item.points, 0);
        (item.verdict, item.message)
    };
    for (outcome, verdict, text) in [
        (
            raised(RunStatus::RuntimeError, "ValueError", "bad\nworse"),
            Verdict::RuntimeError,
            "An error occurred while the program ran: ValueError: bad",
        ),
        (
            raised(RunStatus::CompileError, "SyntaxError", "bad"),
            Verdict::CompileError,
            "The program has a syntax error and was not run: SyntaxError: bad",
        ),
        (
            raised(RunStatus::Refused, "NotAvailable", "no threads"),
            Verdict::Refused,
            "The program used what is not available here: NotAvailable: no threads",
        ),
        (
            RunOutcome { exit_code: 3, ..completed("3\n") },
            Verdict::RuntimeError,
            "The program ended with an exit code other than 0: 3",
        ),
        (
            limited(RunStatus::FuelLimit),
            Verdict::FuelLimit,
            "Stopped: the limit of executed instructions (2,000,000,000) is exceeded. Is there a \
             loop that does not end?",
        ),
        (
            limited(RunStatus::MemoryLimit),
            Verdict::MemoryLimit,
            "Stopped: the memory limit is exceeded.",
        ),
        (
            limited(RunStatus::OutputLimit),
            Verdict::OutputLimit,
            "Stopped: the program printed too much.",
        ),
        (limited(RunStatus::TimeLimit), Verdict::TimeLimit, "Stopped: the time limit is exceeded."),
    ] {
        assert_eq!(message(outcome), (verdict, text.to_owned()));
    }
}

#[test]
fn the_error_stream_is_shown_without_the_traceback() {
    let report = graded(&sums(1), |_| raised(RunStatus::RuntimeError, "ValueError", "bad"));
    let shown = details(&report.items[0], Visibility::Learner);
    let error = "Traceback:\n  main.py, line 1\nValueError: bad\n";
    assert_eq!(shown[2..], [("error", error), ("stderr", "log\n")]);
}

#[test]
fn the_first_difference_is_told() {
    let message = |compare: &str, expected: &str, actual: &str| {
        let config =
            json!({ "compare": compare, "cases": [{ "sample": true, "stdout": expected }]});
        graded(&config, |_| completed(actual)).items.remove(0).message
    };
    for (compare, expected, actual, text) in [
        ("lines", "a b", "a  b", "Line 1 differs in white space: expected `a·b`, got `a··b`"),
        ("lines", "Hi", "hi", "Line 1 differs in upper and lower case: expected `Hi`, got `hi`"),
        ("lines", "a\nb", "a", "Line 2 is missing: expected `b`"),
        ("lines", "a", "a\nb", "There should be no line 2: got `b`"),
        ("lines", "a\n\nb", "a\nb", "Line 2 differs: expected `(empty line)`, got `b`"),
        ("lines", "a", "\n", "Nothing was printed."),
        ("exact", "3\n", "3", "Line 1 differs in white space: expected `3⏎`, got `3`"),
        ("exact", "3\n", "3\r\n", "Line 1 differs in white space: expected `3⏎`, got `3␍⏎`"),
        ("exact", "3\n", "4\n", "Line 1 differs: expected `3`, got `4`"),
        ("exact", "3\n", "3\n\n", "There should be no line 2: got `⏎`"),
        ("tokens", "1 2", "1 3", "Word 2 differs: expected `2`, got `3`"),
        ("tokens", "1 2", "1", "Word 2 is missing: expected `2`"),
        ("unordered-lines", "a\nb", "b", "A line is missing: expected `a`"),
        ("unordered-lines", "a", "a\nb", "A line should not be there: got `b`"),
        ("regex", "a+", "b", "The output does not have the required form."),
        ("json", "[1]", "[2]", "At `[0]`: The value differs: expected `1`, got `2`"),
        ("json", "[1]", "[1, 2]", "The length differs: expected 1, got 2"),
        ("json", r#"{"a": 1}"#, "{}", "At `.a`: The key is missing."),
        ("json", "{}", r#"{"a": 1}"#, "At `.a`: The key should not be there."),
        ("json", "1", "one", "The output is not valid JSON."),
    ] {
        assert_eq!(message(compare, expected, actual), text);
    }
}

#[test]
fn messages_come_in_the_learners_language() {
    let config = Config::read(&sums(1).to_string()).unwrap();
    let mut runner = |_: Vec<RunRequest>| vec![completed("1\n4\n")];
    let submission = Submission { locale: "ko".to_owned(), ..submission(Purpose::Full) };
    let report = grade(&mut runner, &submission, &config).unwrap();
    let text = "1번째 줄이 다릅니다: 기대한 값 `3`, 출력한 값 `1`";
    assert_eq!(report.items[0].message, text);
    assert_same_keys(&CATALOGUE);
}

#[test]
fn a_report_stays_small() {
    let config = sums(500);
    let noise = "\0".repeat(64 << 10);
    let report = graded(&config, |_| RunOutcome {
        stderr: noise.clone().into_bytes(),
        ..raised(RunStatus::RuntimeError, &noise[..512], &noise[..8192])
    });
    let bytes: usize = report
        .items
        .iter()
        .map(|item| item.message.len() + item.details.iter().map(|d| d.text.len()).sum::<usize>())
        .sum();
    assert!(bytes < 4 << 20, "{bytes}");
    let report = graded(&sums(1), |_| completed(&"x".repeat(5000)));
    let actual = details(&report.items[0], Visibility::Learner)[2].1;
    assert!(actual.ends_with("x… (904 more bytes)"), "{actual}");
}
