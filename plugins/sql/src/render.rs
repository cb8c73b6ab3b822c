//! Databases and results as text for people.

use weaverse_grader_sdk::Sample;
use weaverse_sql_text::{Cell as Shown, head, line, widths};

use crate::config::{Case, Setup};
use crate::value::Table;

/// Bytes of a sample's text at most: the host takes 64 KiB.
const SAMPLE: usize = 60 << 10;
/// Rows of a result that are shown.
const ROWS: usize = 50;

/// What is in the database before.
pub fn setup(setup: &Setup) -> String {
    let mut text = String::new();
    for script in &setup.scripts {
        text.push_str(script.trim());
        text.push('\n');
    }
    for (name, csv) in &setup.tables {
        text.push_str(&format!("--- {name} ---\n{}\n", csv.trim_end()));
    }
    text
}

/// A result.
pub fn table(table: &Table) -> String {
    let cells = |row: &Vec<crate::value::Cell>| -> Vec<Shown> {
        row.iter().map(|cell| Shown::new(&cell.text(), cell.is_number())).collect()
    };
    let rows: Vec<Vec<Shown>> = table.rows.iter().take(ROWS).map(cells).collect();
    let names: Vec<Shown> =
        table.columns.iter().flatten().map(|name| Shown::new(name, false)).collect();
    let measured = match rows.first() {
        Some(row) if names.is_empty() => vec![Shown::new("", false); row.len()],
        _ => names.clone(),
    };
    let widths = widths(&measured, &rows);
    let mut text = if names.is_empty() { String::new() } else { head(&names, &widths) };
    for row in &rows {
        text.push_str(&line(row, &widths));
    }
    let count = table.rows.len();
    let more = if count > ROWS { "…\n" } else { "" };
    let unit = if count == 1 { "row" } else { "rows" };
    format!("{text}{more}({count} {unit})\n")
}

/// The case as a learner sees it before submitting. What a model comes to is
/// not known before it is run.
pub fn sample(case: &Case) -> Sample {
    let shown = |allowed: bool, text: String| allowed.then(|| cut(text)).filter(|t| !t.is_empty());
    let expected = case.result.as_ref().and_then(|result| result.table.as_ref()).map(table);
    let feedback = case.head.feedback;
    Sample {
        name: case.head.name.clone(),
        input: shown(feedback.input, setup(&case.setup)),
        expected: shown(feedback.expected, expected.unwrap_or_default()),
        note: None,
    }
}

fn cut(mut text: String) -> String {
    if text.len() > SAMPLE {
        text.truncate(text.floor_char_boundary(SAMPLE));
        text.push('…');
    }
    text
}
