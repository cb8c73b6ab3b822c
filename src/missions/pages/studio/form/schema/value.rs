//! From the rows of a form back to the configuration.

use serde_json::{Map, Value, json};

use super::{Input, Row};
use crate::i18n::Message;
use crate::missions::pages::studio::form::fields::{self, Errors};

/// The configuration of the rows; what cannot be read is noted by field.
#[must_use]
pub fn value(rows: &[Row], errors: &mut Errors) -> Value {
    let mut reader = Reader { rows: rows.iter(), errors };
    Value::Object(reader.table())
}

struct Reader<'a, 'e> {
    rows: std::slice::Iter<'a, Row>,
    errors: &'e mut Errors,
}

impl Reader<'_, '_> {
    /// Up to the end of the table.
    fn table(&mut self) -> Map<String, Value> {
        let mut table = Map::new();
        while let Some(row) = self.rows.next() {
            let key = row.field.rsplit('/').next().unwrap_or_default();
            let key = key.replace("~1", "/").replace("~0", "~");
            let value = match &row.input {
                Input::Close => break,
                Input::Open => {
                    let inner = self.table();
                    (row.required || !inner.is_empty()).then_some(Value::Object(inner))
                }
                Input::List { .. } => {
                    let entries = self.list();
                    (row.required || !entries.is_empty()).then_some(Value::Array(entries))
                }
                Input::Entry { .. } => None,
                _ => self.scalar(row),
            };
            if let Some(value) = value {
                table.insert(key, value);
            } else if row.required && !matches!(row.input, Input::Close) {
                self.note(row, Message::new("draft-field-missing"));
            }
        }
        table
    }

    fn list(&mut self) -> Vec<Value> {
        let mut entries = Vec::new();
        while let Some(row) = self.rows.next() {
            match row.input {
                Input::Entry { .. } => entries.push(Value::Object(self.table())),
                _ => break,
            }
        }
        entries
    }

    fn note(&mut self, row: &Row, message: Message) {
        if !self.errors.iter().any(|(field, _)| *field == row.field) {
            self.errors.push((row.field.clone(), message));
        }
    }

    fn scalar(&mut self, row: &Row) -> Option<Value> {
        match &row.input {
            Input::Text { value, .. } | Input::Select { value, .. } => {
                let text = row.required && matches!(row.input, Input::Text { .. });
                (text || !value.is_empty()).then(|| json!(value))
            }
            Input::Number { value, whole, min, max } => {
                let value = value.trim();
                if value.is_empty() {
                    return None;
                }
                let parsed = if *whole {
                    value.parse::<i64>().ok().map(|n| json!(n))
                } else {
                    serde_json::from_str::<serde_json::Number>(value).ok().map(Value::Number)
                };
                let Some(number) = parsed else {
                    self.note(row, Message::new("draft-number-bad"));
                    return None;
                };
                let size = number.as_f64().unwrap_or_default();
                let low = min.is_some_and(|min| size < min);
                if low || max.is_some_and(|max| size > max) {
                    let shown =
                        |limit: &Option<f64>| limit.map_or("…".to_owned(), |n| n.to_string());
                    let (min, max) = (shown(min), shown(max));
                    let message = Message::new("draft-range").with("min", min).with("max", max);
                    self.note(row, message);
                }
                Some(number)
            }
            Input::Flag { value, default } => {
                (row.required || value != default).then(|| json!(value))
            }
            Input::Boxes { options } => {
                let chosen: Vec<_> =
                    options.iter().filter(|(_, ticked)| *ticked).map(|(word, _)| word).collect();
                (row.required || !chosen.is_empty()).then(|| json!(chosen))
            }
            Input::Lines { value, of } => self.lines(row, value, of),
            Input::Json { value } => fields::json(value, &row.field, self.errors),
            Input::Open | Input::List { .. } | Input::Entry { .. } | Input::Close => None,
        }
    }

    fn lines(&mut self, row: &Row, text: &str, of: &str) -> Option<Value> {
        let lines = text.lines().filter(|line| !line.is_empty());
        let values: Option<Vec<Value>> = lines
            .map(|line| match of {
                "string" => Some(json!(line)),
                "integer" => line.trim().parse::<i64>().ok().map(|n| json!(n)),
                "boolean" => line.trim().parse::<bool>().ok().map(|b| json!(b)),
                _ => {
                    serde_json::from_str::<serde_json::Number>(line.trim()).ok().map(Value::Number)
                }
            })
            .collect();
        let Some(values) = values else {
            self.note(row, Message::new("draft-number-bad"));
            return None;
        };
        (row.required || !values.is_empty()).then_some(Value::Array(values))
    }
}
