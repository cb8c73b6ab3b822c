//! The one line that a learner reads of an item.
//!
//! What comes from the learner's script may hold hidden data, and what comes
//! from the author is for those who may see what is expected: so differences
//! are told where the case's feedback allows both. A statement that SQLite
//! does not understand is an exception: it is refused before any data is read,
//! so that its error says nothing but what the learner wrote.

use weaverse_grader_sdk::{
    Feedback, RunOutcome, RunStatus, Texts, ended_message, excerpt, first_difference,
};

use crate::compare::Difference;
use crate::constructs::Offence;
use crate::judge::{Finding, Wrong};
use crate::schema::Flaw;
use crate::value::Cell;

/// The message on a finding, as the feedback allows it.
pub fn message(
    finding: &Finding,
    feedback: Feedback,
    outcome: Option<&RunOutcome>,
    texts: Texts,
) -> String {
    let compared = feedback.expected && feedback.actual;
    match finding {
        Finding::Passed => String::new(),
        Finding::Skipped => texts.get("skipped"),
        Finding::Offence(Offence::Missing(words)) => texts.format("required", &[("words", words)]),
        Finding::Offence(Offence::Forbidden(words)) => {
            texts.format("forbidden", &[("words", words)])
        }
        Finding::Ended(status) => {
            let open = feedback.error || is_safe(*status);
            let outcome = outcome.filter(|_| open);
            let raised = outcome.and_then(|outcome| outcome.raised.as_ref());
            let error = raised.map(|raised| excerpt(&raised.message));
            ended_message(*status, error.as_deref(), outcome, texts)
        }
        Finding::Empty => texts.get("empty"),
        Finding::NoResult => texts.get("no-result"),
        Finding::Result(difference) if compared => self::difference(difference, texts),
        Finding::Result(_) => texts.get("wrong"),
        Finding::State { check, what, uncommitted } => {
            let what = match what {
                _ if *uncommitted => texts.get("uncommitted"),
                what if compared => wrong(what, texts),
                _ => texts.get("wrong-state"),
            };
            if !feedback.expected {
                return what;
            }
            texts.format("check", &[("check", check), ("message", &what)])
        }
    }
}

/// Whether an error tells nothing but what the learner wrote.
pub fn is_safe(status: RunStatus) -> bool {
    matches!(status, RunStatus::CompileError | RunStatus::Refused)
}

fn difference(difference: &Difference, texts: Texts) -> String {
    let counts = |key: &str, expected: usize, actual: usize| {
        let (expected, actual) = (expected.to_string(), actual.to_string());
        texts.format(key, &[("expected", &expected), ("actual", &actual)])
    };
    match difference {
        Difference::Width { expected, actual } => counts("width", *expected, *actual),
        Difference::Height { expected, actual } => counts("height", *expected, *actual),
        Difference::Order => texts.get("order"),
        Difference::Name { column, expected, actual } => texts.format(
            "column-name",
            &[
                ("column", &column.to_string()),
                ("expected", &excerpt(expected)),
                ("actual", &excerpt(actual)),
            ],
        ),
        Difference::Cell { row, column, expected, actual } => {
            let (expected, actual) = first_difference(&expected.literal(), &actual.literal());
            let (row, column) = (row.to_string(), excerpt(column));
            let values = [
                ("row", row.as_str()),
                ("column", &column),
                ("expected", &expected),
                ("actual", &actual),
            ];
            texts.format("cell", &values)
        }
        Difference::Missing(row) => {
            let cells: Vec<String> = row.iter().map(Cell::literal).collect();
            texts.format("row-missing", &[("row", &excerpt(&cells.join(", ")))])
        }
    }
}

fn wrong(wrong: &Wrong, texts: Texts) -> String {
    match wrong {
        Wrong::Query(error) if error.kind == "ViewError" => texts.get("view"),
        Wrong::Query(error) => texts.format("query-fails", &[("error", &excerpt(&error.message))]),
        Wrong::Result(difference) => self::difference(difference, texts),
        Wrong::Refused(error) => {
            texts.format("probe-fails", &[("error", &excerpt(&error.message))])
        }
        Wrong::Taken => texts.get("probe-taken"),
        Wrong::Table(flaw) => self::flaw(flaw, texts),
    }
}

fn flaw(flaw: &Flaw, texts: Texts) -> String {
    let one = |key: &str, name: &str| texts.format(key, &[("name", &excerpt(name))]);
    match flaw {
        Flaw::NoTable => texts.get("no-table"),
        Flaw::View => texts.get("view"),
        Flaw::NoColumn(name) => one("no-column", name),
        Flaw::ExtraColumn(name) => one("extra-column", name),
        Flaw::Type { column, expected, actual } => texts.format(
            "column-type",
            &[("name", &excerpt(column)), ("expected", expected), ("actual", &excerpt(actual))],
        ),
        Flaw::Nullable(name) => one("column-nullable", name),
        Flaw::Default { column, expected } => {
            texts.format("column-default", &[("name", &excerpt(column)), ("expected", expected)])
        }
        Flaw::PrimaryKey { expected, actual } => {
            let actual = if actual.is_empty() { texts.get("nothing") } else { excerpt(actual) };
            texts.format("primary-key", &[("expected", expected), ("actual", &actual)])
        }
        Flaw::NotUnique(names) => one("not-unique", names),
        Flaw::NoForeignKey { columns, table } => {
            texts.format("no-foreign-key", &[("name", columns), ("table", table)])
        }
        Flaw::NoIndex(names) => one("no-index", names),
    }
}
