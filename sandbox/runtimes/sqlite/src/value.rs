//! Cells as JSON, which keeps their types, and as text.

use rusqlite::types::ValueRef;
use serde_json::{Value, json};
use weaverse_sql_text::real;

/// A cell: integers and reals are numbers (a real has a point or an exponent),
/// text is a string, NULL is null. What JSON has no word for is an object:
/// `{"blob": "00ff"}`, `{"real": "Infinity"}`, and `{"text": "ff"}` for text
/// that is not UTF-8, in hexadecimal.
pub(crate) fn cell(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => json!(number),
        ValueRef::Real(number) if number.is_finite() => json!(number),
        ValueRef::Real(number) => {
            json!({ "real": if number > 0.0 { "Infinity" } else { "-Infinity" } })
        }
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => json!(text),
            Err(_) => json!({ "text": hex(bytes) }),
        },
        ValueRef::Blob(bytes) => json!({ "blob": hex(bytes) }),
    }
}

/// A cell for people.
pub(crate) fn text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "NULL".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => real(number),
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        ValueRef::Blob(bytes) => format!("X'{}'", hex(bytes).to_uppercase()),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
