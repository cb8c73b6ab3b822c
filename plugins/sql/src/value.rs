//! Cells and results, as the runtime `sqlite` writes them in JSON.

use serde_json::Value;
use weaverse_sql_text::real;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// NULL.
    Null,
    /// INTEGER.
    Integer(i64),
    /// REAL.
    Real(f64),
    /// TEXT.
    Text(String),
    /// BLOB, in hexadecimal.
    Blob(String),
    /// TEXT that is not UTF-8, in hexadecimal.
    Broken(String),
}

/// A result.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Absent where an author gave only rows.
    pub columns: Option<Vec<String>>,
    /// Each with as many cells.
    pub rows: Vec<Vec<Cell>>,
}

impl Cell {
    /// Reads a cell. Truth values are 1 and 0, as in SQLite; `{"null": true}`
    /// is NULL, for TOML, which has none.
    pub fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(Self::Null),
            Value::Bool(truth) => Some(Self::Integer(i64::from(*truth))),
            Value::Number(number) => match number.as_i64() {
                Some(number) => Some(Self::Integer(number)),
                None => number.as_f64().map(Self::Real),
            },
            Value::String(text) => Some(Self::Text(text.clone())),
            Value::Array(_) => None,
            Value::Object(map) => {
                let (key, value) = map.iter().next().filter(|_| map.len() == 1)?;
                match (key.as_str(), value) {
                    ("null", Value::Bool(true)) => Some(Self::Null),
                    ("blob", Value::String(hex)) => Some(Self::Blob(hex.to_ascii_lowercase())),
                    ("text", Value::String(hex)) => Some(Self::Broken(hex.clone())),
                    ("real", Value::String(text)) => text.parse().ok().map(Self::Real),
                    _ => None,
                }
            }
        }
    }

    /// For people.
    pub fn text(&self) -> String {
        match self {
            Self::Null => "NULL".to_owned(),
            Self::Integer(number) => number.to_string(),
            Self::Real(number) => real(*number),
            Self::Text(text) => text.clone(),
            Self::Blob(hex) => format!("X'{}'", hex.to_uppercase()),
            Self::Broken(hex) => format!("CAST(X'{}' AS TEXT)", hex.to_uppercase()),
        }
    }

    /// For people, where its type matters: text in quotes.
    pub fn literal(&self) -> String {
        match self {
            Self::Text(text) => format!("'{}'", text.replace('\'', "''")),
            other => other.text(),
        }
    }

    /// Whether it is INTEGER or REAL.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Integer(_) | Self::Real(_))
    }
}

impl Table {
    /// Reads `{"columns": […], "rows": [[…], …]}`.
    pub fn read(value: &Value) -> Option<Self> {
        let columns = value.get("columns")?.as_array()?;
        let columns: Option<Vec<String>> =
            columns.iter().map(|name| name.as_str().map(str::to_owned)).collect();
        Some(Self { columns: Some(columns?), rows: rows(value.get("rows")?)? })
    }

    /// How many columns it has; `None` if nobody can know.
    pub fn width(&self) -> Option<usize> {
        self.columns.as_ref().map(Vec::len).or_else(|| self.rows.first().map(Vec::len))
    }

    /// The name of a column, from 0.
    pub fn column(&self, index: usize) -> String {
        let names = self.columns.as_ref();
        names.and_then(|names| names.get(index)).cloned().unwrap_or_else(|| (index + 1).to_string())
    }
}

fn rows(value: &Value) -> Option<Vec<Vec<Cell>>> {
    let row = |row: &Value| row.as_array()?.iter().map(Cell::read).collect();
    value.as_array()?.iter().map(row).collect()
}
