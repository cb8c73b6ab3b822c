//! JSON values, whose numbers are kept as they are written.

mod parse;

use std::collections::BTreeMap;
use std::fmt;

use weaverse_grader_sdk::number;

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it is written.
    Number(String),
    /// A string.
    String(String),
    /// A list.
    Array(Vec<Json>),
    /// An object; the order of its keys does not count.
    Object(BTreeMap<String, Json>),
}

/// The first place where two values differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// For instance `[0].name`; empty for the whole value.
    pub path: String,
    /// What is different there.
    pub what: What,
}

/// What is different in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Other values.
    Values {
        /// As JSON.
        expected: String,
        /// As JSON.
        actual: String,
    },
    /// Lists of other lengths.
    Lengths {
        /// The number of expected elements.
        expected: usize,
        /// The number of elements.
        actual: usize,
    },
    /// A key that is not there.
    MissingKey,
    /// A key that should not be there.
    ExtraKey,
}

impl Json {
    /// Accepts the same value; numbers may differ by the tolerance, if any.
    pub fn compare(&self, actual: &Self, tolerance: Option<f64>) -> Result<(), Place> {
        let differ = |what| Err(Place { path: String::new(), what });
        match (self, actual) {
            (Self::Number(a), Self::Number(b)) if number::is_close(a, b, tolerance, 0.0) => Ok(()),
            (Self::Array(a), Self::Array(b)) if a.len() != b.len() => {
                differ(What::Lengths { expected: a.len(), actual: b.len() })
            }
            (Self::Array(a), Self::Array(b)) => {
                a.iter().zip(b).enumerate().try_for_each(|(index, (a, b))| {
                    a.compare(b, tolerance).map_err(|place| place.below(format!("[{index}]")))
                })
            }
            (Self::Object(a), Self::Object(b)) => compare_objects(a, b, tolerance),
            (a, b) if a == b => Ok(()),
            (a, b) => differ(What::Values { expected: a.to_string(), actual: b.to_string() }),
        }
    }
}

fn compare_objects(
    expected: &BTreeMap<String, Json>,
    actual: &BTreeMap<String, Json>,
    tolerance: Option<f64>,
) -> Result<(), Place> {
    for (key, value) in expected {
        let compared = match actual.get(key) {
            Some(other) => value.compare(other, tolerance),
            None => Err(Place { path: String::new(), what: What::MissingKey }),
        };
        compared.map_err(|place| place.below(segment(key)))?;
    }
    match actual.keys().find(|key| !expected.contains_key(*key)) {
        Some(key) => Err(Place { path: segment(key), what: What::ExtraKey }),
        None => Ok(()),
    }
}

impl Place {
    fn below(self, segment: String) -> Self {
        Self { path: segment + &self.path, ..self }
    }
}

fn segment(key: &str) -> String {
    let is_word = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_');
    if is_word { format!(".{key}") } else { format!("[{}]", quoted(key)) }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(text) => f.write_str(text),
            Self::String(text) => f.write_str(&quoted(text)),
            Self::Array(values) => {
                f.write_str("[")?;
                for (index, value) in values.iter().enumerate() {
                    let comma = if index > 0 { ", " } else { "" };
                    write!(f, "{comma}{value}")?;
                }
                f.write_str("]")
            }
            Self::Object(values) => {
                f.write_str("{")?;
                for (index, (key, value)) in values.iter().enumerate() {
                    let comma = if index > 0 { ", " } else { "" };
                    write!(f, "{comma}{}: {value}", quoted(key))?;
                }
                f.write_str("}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(expected: &str, actual: &str, tolerance: Option<f64>) -> Result<(), Place> {
        Json::parse(expected).unwrap().compare(&Json::parse(actual).unwrap(), tolerance)
    }

    #[test]
    fn the_same_values() {
        for (expected, actual) in [
            ("null", " null\n"),
            ("1", "1.0"),
            ("[1, 2]", "[1,2]"),
            (r#"{"a": 1, "b": [true, "x"]}"#, r#"{"b":[true,"\u0078"],"a":1e0}"#),
            (" [ ] ", "[]"),
            (" { } ", "{}"),
            (r#"{ "a" : { } , "" : [ false ] }"#, r#"{"":[false],"a":{}}"#),
            (r#"["\"", "\\", "]}"]"#, r#"["\u0022","\u005c","]\u007d"]"#),
            ("100000000000000000000000000001", "100000000000000000000000000001"),
            ("-0", "0"),
        ] {
            assert_eq!(compare(expected, actual, None), Ok(()), "{expected} {actual}");
        }
        assert_eq!(compare("[0.3]", "[0.30000000000000004]", Some(1e-9)), Ok(()));
    }

    #[test]
    fn the_first_difference_has_a_path() {
        let values = |expected: &str, actual: &str| What::Values {
            expected: expected.to_owned(),
            actual: actual.to_owned(),
        };
        for (expected, actual, path, what) in [
            ("1", "2", "", values("1", "2")),
            ("1", "true", "", values("1", "true")),
            ("1", r#""1""#, "", values("1", r#""1""#)),
            ("0.3", "0.30000000000000004", "", values("0.3", "0.30000000000000004")),
            (
                "100000000000000000000000000001",
                "100000000000000000000000000002",
                "",
                values("100000000000000000000000000001", "100000000000000000000000000002"),
            ),
            ("[1, [2, 3]]", "[1, [2, 4]]", "[1][1]", values("3", "4")),
            ("[]", "{}", "", values("[]", "{}")),
            ("[[1]]", "[[1, 2]]", "[0]", What::Lengths { expected: 1, actual: 2 }),
            (r#"{"이름": [1]}"#, r#"{"이름": [2]}"#, ".이름[0]", values("1", "2")),
            (r#"{"a b": 1}"#, "{}", r#"["a b"]"#, What::MissingKey),
            ("{}", r#"{"a": 1}"#, ".a", What::ExtraKey),
        ] {
            let place = Place { path: path.to_owned(), what };
            assert_eq!(compare(expected, actual, None), Err(place), "{expected} {actual}");
        }
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in ["", "1 2", "NaN", "Infinity", "'a'", "[1,]", "True"] {
            assert!(Json::parse(text).is_err(), "{text}");
        }
        let deep = "[".repeat(30_000) + &"]".repeat(30_000);
        assert!(Json::parse(&deep).is_err());
        let half = "[".repeat(99) + &"]".repeat(99);
        assert!(Json::parse(&half).is_ok());
    }

    #[test]
    fn a_value_is_shown_as_json() {
        let text = r#"{"a": [1, 2.50, null], "b": "가\n"}"#;
        assert_eq!(Json::parse(text).unwrap().to_string(), text);
    }
}
