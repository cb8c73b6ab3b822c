//! Reads results that must come out, and how they are compared.

use weaverse_grader_sdk::{Fields, Problem};

use super::super::Expectation;
use crate::compare::Options;
use crate::value::{Cell, Table};

/// The keys of [`options`].
pub const OPTIONS: [&str; 6] =
    ["ordered", "column-names", "tolerance", "case-sensitive", "strict-types", "null-is-empty"];

/// The keys of [`expectation`], beside those.
pub const KEYS: [&str; 3] = ["rows", "rows-json", "columns"];

/// What holds when nothing is said.
pub const DEFAULT: Options = Options {
    ordered: false,
    column_names: false,
    tolerance: None,
    case_sensitive: true,
    strict_types: false,
    null_is_empty: false,
};

/// Reads how results are compared; what is not said is as in `base`.
pub fn options(fields: &Fields<'_>, base: &Options, problems: &mut Vec<Problem>) -> Options {
    let tolerance = fields.get("tolerance").and_then(|node| node.non_negative(problems));
    Options {
        ordered: fields.flag("ordered", base.ordered, problems),
        column_names: fields.flag("column-names", base.column_names, problems),
        tolerance: tolerance.or(base.tolerance),
        case_sensitive: fields.flag("case-sensitive", base.case_sensitive, problems),
        strict_types: fields.flag("strict-types", base.strict_types, problems),
        null_is_empty: fields.flag("null-is-empty", base.null_is_empty, problems),
    }
}

/// Reads what must come out: `rows` or `rows-json`, or else the model's.
pub fn expectation(
    fields: &Fields<'_>,
    base: &Options,
    has_model: bool,
    problems: &mut Vec<Problem>,
) -> Expectation {
    let mut options = options(fields, base, problems);
    let columns = fields.get("columns").and_then(|node| node.strings(problems));
    let columns = columns.map(|names| names.into_iter().map(str::to_owned).collect());
    let rows = rows(fields, problems);
    let table = rows.map(|rows| Table { columns, rows });
    match &table {
        None if !has_model => {
            let message = "nothing is expected: give `rows` or `rows-json`, or `model` above \
                           the cases";
            fields.problem(message, problems);
        }
        None if fields.get("columns").is_some() => {
            fields.problem_at("columns", "belongs to `rows`; the model has its own", problems);
        }
        Some(Table { columns: Some(names), rows }) => {
            // Names that are written down are meant.
            options.column_names = fields.flag("column-names", true, problems);
            if rows.iter().any(|row| row.len() != names.len()) {
                fields.problem_at("columns", "there must be one for each cell of a row", problems);
            }
        }
        Some(Table { columns: None, rows })
            if rows.windows(2).any(|pair| pair[0].len() != pair[1].len()) =>
        {
            fields.problem("all rows must have as many cells", problems);
        }
        Some(Table { columns: None, .. }) | None => {}
    }
    Expectation { table, options }
}

fn rows(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> Option<Vec<Vec<Cell>>> {
    let form = "must be a list of rows; a cell is a number, a string, true, false, null \
                (in TOML { null = true }) or { blob = \"00ff\" }";
    let read = |value: &serde_json::Value| {
        let row = |row: &serde_json::Value| row.as_array()?.iter().map(Cell::read).collect();
        value.as_array()?.iter().map(row).collect::<Option<Vec<Vec<Cell>>>>()
    };
    let (key, rows) = match (fields.get("rows"), fields.get("rows-json")) {
        (None, None) => return None,
        (Some(_), Some(_)) => {
            fields.problem("only one of `rows` and `rows-json` can hold", problems);
            return Some(Vec::new());
        }
        (Some(node), None) => ("rows", read(node.value)),
        (None, Some(node)) => {
            let value = serde_json::from_str(node.string(problems)?).ok();
            ("rows-json", value.as_ref().and_then(read))
        }
    };
    if rows.is_none() {
        fields.problem_at(key, form, problems);
    }
    // Something was given: the model is not meant.
    Some(rows.unwrap_or_default())
}
