//! Reads checks of the database.

use weaverse_grader_sdk::{Fields, Node, Problem};

use super::super::{Check, CheckKind};
use super::expectation;
use crate::compare::Options;
use crate::schema::{Column, ForeignKey, Wanted};

pub const QUERY_KEYS: [&str; 5] = ["name", "query", "probe", "fails", "views"];
pub const TABLE_KEYS: [&str; 8] = [
    "name",
    "table",
    "columns",
    "exact-columns",
    "primary-key",
    "unique",
    "foreign-keys",
    "indexes",
];
const COLUMN_KEYS: [&str; 4] = ["name", "type", "not-null", "default"];
const FOREIGN_KEY_KEYS: [&str; 5] = ["columns", "table", "to", "on-delete", "on-update"];
/// The most checks of a case.
const MAX_CHECKS: usize = 50;

/// Reads the list `checks`.
pub fn checks(
    fields: &Fields<'_>,
    options: &Options,
    has_model: bool,
    problems: &mut Vec<Problem>,
) -> Vec<Check> {
    let Some(node) = fields.get("checks") else { return Vec::new() };
    let nodes = node.array(problems).unwrap_or_default();
    if nodes.len() > MAX_CHECKS {
        node.problem(format!("there must be at most {MAX_CHECKS} checks"), problems);
    }
    nodes.iter().filter_map(|node| check(node, options, has_model, problems)).collect()
}

fn check(
    node: &Node<'_>,
    options: &Options,
    has_model: bool,
    problems: &mut Vec<Problem>,
) -> Option<Check> {
    let fields = node.object(problems)?;
    let name = fields.text("name", problems).map(str::to_owned);
    if fields.get("table").is_some() {
        let wanted = table(&fields, problems)?;
        return Some(Check {
            name: name.unwrap_or_else(|| wanted.table.clone()),
            kind: CheckKind::Table(wanted),
        });
    }
    fields.only(&[&QUERY_KEYS[..], &expectation::OPTIONS, &expectation::KEYS].concat(), problems);
    let query = fields.text("query", problems);
    let probe = fields.text("probe", problems).map(str::to_owned);
    let fails = fields.flag("fails", false, problems);
    let views = fields.get("views").and_then(|node| node.strings(problems)).unwrap_or_default();
    let kind = match (query, probe) {
        (Some(_), _) if fails => {
            fields.problem_at("fails", "belongs to a `probe` without `query`", problems);
            return None;
        }
        (Some(query), probe) => CheckKind::Query {
            query: query.to_owned(),
            probe,
            views: views.into_iter().map(str::to_owned).collect(),
            expectation: expectation::expectation(&fields, options, has_model, problems),
        },
        (None, Some(probe)) => CheckKind::Probe { probe, fails },
        (None, None) => {
            fields.problem("a check has `query`, `probe` or `table`", problems);
            return None;
        }
    };
    let first_line = match &kind {
        CheckKind::Query { query, .. } => query,
        CheckKind::Probe { probe, .. } => probe,
        CheckKind::Table(wanted) => &wanted.table,
    };
    let name = name.unwrap_or_else(|| weaverse_grader_sdk::excerpt(first_line.trim()));
    Some(Check { name, kind })
}

fn table(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> Option<Wanted> {
    fields.only(&TABLE_KEYS, problems);
    let nodes = |key: &str, problems: &mut Vec<Problem>| {
        fields.get(key).and_then(|node| node.array(problems)).unwrap_or_default()
    };
    let lists = |key: &str, problems: &mut Vec<Problem>| {
        let lists = nodes(key, problems);
        lists.iter().filter_map(|node| Some(owned(node.strings(problems)?))).collect()
    };
    let columns = nodes("columns", problems);
    let columns = columns.iter().filter_map(|node| column(node, problems)).collect();
    let keys = nodes("foreign-keys", problems);
    let foreign_keys = keys.iter().filter_map(|node| foreign_key(node, problems)).collect();
    let primary_key = fields.get("primary-key").and_then(|node| node.strings(problems));
    Some(Wanted {
        columns,
        foreign_keys,
        exact_columns: fields.flag("exact-columns", false, problems),
        primary_key: primary_key.map(owned),
        unique: lists("unique", problems),
        indexes: lists("indexes", problems),
        table: fields.text("table", problems)?.to_owned(),
    })
}

/// A name, or a table with more.
fn column(node: &Node<'_>, problems: &mut Vec<Problem>) -> Option<Column> {
    if let Some(name) = node.value.as_str() {
        return Some(Column { name: name.to_owned(), ..Column::default() });
    }
    let fields = node.object(problems)?;
    fields.only(&COLUMN_KEYS, problems);
    fields.required("name", problems)?;
    Some(Column {
        name: fields.text("name", problems)?.to_owned(),
        kind: fields.text("type", problems).map(str::to_owned),
        not_null: fields.flag("not-null", false, problems),
        default: fields.text("default", problems).map(str::to_owned),
    })
}

fn foreign_key(node: &Node<'_>, problems: &mut Vec<Problem>) -> Option<ForeignKey> {
    let fields = node.object(problems)?;
    fields.only(&FOREIGN_KEY_KEYS, problems);
    let columns = fields.required("columns", problems)?.strings(problems)?;
    fields.required("table", problems)?;
    let to = fields.get("to").and_then(|node| node.strings(problems));
    Some(ForeignKey {
        columns: owned(columns),
        table: fields.text("table", problems)?.to_owned(),
        to: to.map(owned),
        on_delete: fields.text("on-delete", problems).map(str::to_owned),
        on_update: fields.text("on-update", problems).map(str::to_owned),
    })
}

fn owned(names: Vec<&str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}
