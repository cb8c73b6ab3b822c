//! Loads a CSV file as a table.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::schema::quoted;

/// Columns of a table at most; SQLite's own limit is 2000.
const MAX_COLUMNS: usize = 500;

/// A field; absent when nothing stands between two commas: NULL.
type Field = Option<String>;

/// Fills a table from a text with a header line. A table that is not there is
/// made, with columns INTEGER, REAL or TEXT after what they hold.
pub(crate) fn load(connection: &Connection, table: &str, text: &str) -> Result<(), String> {
    let mut records = parse(text)?.into_iter();
    let header = records.next().ok_or("the file is empty; its first line names the columns")?;
    let columns = header
        .into_iter()
        .map(|name| name.filter(|name| !name.trim().is_empty()).ok_or("a column has no name"))
        .collect::<Result<Vec<String>, _>>()?;
    if columns.len() > MAX_COLUMNS {
        return Err(format!("{} columns; at most {MAX_COLUMNS} are allowed", columns.len()));
    }
    let rows: Vec<Vec<Field>> = records.collect();
    if let Some(index) = rows.iter().position(|row| row.len() != columns.len()) {
        let (row, wanted, got) = (index + 1, columns.len(), rows[index].len());
        return Err(format!("row {row} has {got} fields, and there are {wanted} columns"));
    }
    fill(connection, table, &columns, rows).map_err(|error| error.to_string())
}

fn fill(
    connection: &Connection,
    table: &str,
    columns: &[String],
    rows: Vec<Vec<Field>>,
) -> rusqlite::Result<()> {
    let names: Vec<String> = columns.iter().map(|name| quoted(name.trim())).collect();
    let known =
        "SELECT count(*) FROM main.sqlite_schema WHERE type = 'table' AND name = ?1 COLLATE NOCASE";
    let known: i64 = connection.query_row(known, [table], |row| row.get(0))?;
    let table = quoted(table);
    if known == 0 {
        let typed = names.iter().enumerate().map(|(column, name)| {
            format!("{name} {}", type_of(rows.iter().map(|row| row[column].as_deref())))
        });
        let typed: Vec<String> = typed.collect();
        connection.execute(&format!("CREATE TABLE main.{table} ({})", typed.join(", ")), [])?;
    }
    let marks = vec!["?"; names.len()].join(", ");
    let insert = format!("INSERT INTO main.{table} ({}) VALUES ({marks})", names.join(", "));
    connection.execute_batch("BEGIN")?;
    let mut insert = connection.prepare(&insert)?;
    for row in rows {
        insert.execute(params_from_iter(row.into_iter().map(|field| {
            // The column's type makes numbers of what looks like one.
            field.map_or(Value::Null, Value::Text)
        })))?;
    }
    drop(insert);
    connection.execute_batch("COMMIT")
}

/// The type that fits all fields of a column.
fn type_of<'a>(fields: impl Iterator<Item = Option<&'a str>>) -> &'static str {
    let mut found = None;
    for field in fields.flatten() {
        let kind = if is_integer(field) {
            "INTEGER"
        } else if is_real(field) {
            "REAL"
        } else {
            return "TEXT";
        };
        found = Some(if found == Some("REAL") { "REAL" } else { kind });
    }
    found.unwrap_or("TEXT")
}

/// Not `007`: numbers that begin with zeros are names of something.
fn is_integer(field: &str) -> bool {
    let digits = field.strip_prefix('-').unwrap_or(field);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain && digits.len() <= 18 && (digits.len() == 1 || !digits.starts_with('0'))
}

fn is_real(field: &str) -> bool {
    let digits = field.strip_prefix('-').unwrap_or(field);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'-'));
    plain && digits.contains(['.', 'e']) && digits.parse::<f64>().is_ok()
}

/// RFC 4180: quotes around a field, written twice inside.
fn parse(text: &str) -> Result<Vec<Vec<Field>>, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut records = Vec::new();
    let mut record = Vec::new();
    let mut rest = text;
    while !rest.is_empty() || !record.is_empty() {
        let (field, after) =
            field(rest).map_err(|what| format!("row {}: {what}", records.len()))?;
        record.push(field);
        match after.strip_prefix(',') {
            Some(after) => rest = after,
            None => {
                rest = after
                    .strip_prefix("\r\n")
                    .or_else(|| after.strip_prefix(['\n', '\r']))
                    .unwrap_or(after);
                let done = std::mem::take(&mut record);
                // An empty line is no row.
                if done != [None] {
                    records.push(done);
                }
                continue;
            }
        }
        if rest.is_empty() {
            record.push(None);
            records.push(std::mem::take(&mut record));
        }
    }
    Ok(records)
}

/// The field at the beginning, and what follows it.
fn field(text: &str) -> Result<(Field, &str), String> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find([',', '\n', '\r']).unwrap_or(text.len());
        let field = &text[..end];
        return Ok(((!field.is_empty()).then(|| field.to_owned()), &text[end..]));
    };
    let mut field = String::new();
    loop {
        let (part, after) = rest.split_once('"').ok_or("a quote is not closed")?;
        field.push_str(part);
        match after.strip_prefix('"') {
            Some(more) => {
                field.push('"');
                rest = more;
            }
            None if after.is_empty() || after.starts_with([',', '\n', '\r']) => {
                return Ok((Some(field), after));
            }
            None => return Err("text stands behind a closing quote".to_owned()),
        }
    }
}
