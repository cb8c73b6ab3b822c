//! The records of a run: lines that begin with its nonce.

use std::collections::BTreeMap;

use serde_json::Value;

/// A test, as its file says without the learner's code.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// Names it in every run: file, names, and which of that name.
    pub key: String,
    /// For people.
    pub name: String,
    /// Why it is to be skipped.
    pub skip: Option<String>,
    /// Its own weight.
    pub weight: Option<u32>,
    /// Its number for people.
    pub number: Option<String>,
    /// Its text.
    pub code: String,
    /// `hidden` and the like, as Gradescope says.
    pub hidden: bool,
}

/// What a test came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Result {
    /// `pass`, `fail`, `error` or `skipped`.
    pub status: String,
    /// What it says.
    pub said: Said,
    /// What the program printed.
    pub printed: String,
}

/// An error or a failed assertion.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// Its type.
    pub kind: String,
    /// Its text.
    pub message: String,
    /// The frames of the learner's files.
    pub trace: String,
}

/// A test file that could not be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Its path.
    pub file: String,
    /// Why.
    pub said: Said,
    /// The module that was not found.
    pub missing: Option<String>,
    /// What the program printed.
    pub printed: String,
}

/// Everything that a run said.
#[derive(Debug, Default)]
pub struct Stream {
    /// Of a run that lists.
    pub listed: Vec<Listed>,
    /// The keys of all tests that were collected.
    pub keys: Option<Vec<String>>,
    /// What tests came to; the last word counts.
    pub results: BTreeMap<String, Result>,
    /// The test that had begun and did not end.
    pub running: Option<String>,
    /// Test files that could not be loaded.
    pub broken: Vec<Broken>,
    /// What a program changed of the tools.
    pub changed: Option<String>,
    /// The run says that it came to its end.
    pub ended: bool,
}

impl Stream {
    /// Reads what a run printed. Lines without the nonce are the program's.
    pub fn read(stdout: &[u8], nonce: &str) -> Self {
        let mut stream = Self::default();
        for line in stdout.split(|byte| *byte == b'\n') {
            if let Some(record) = line.strip_prefix(nonce.as_bytes())
                && let Ok(record) = serde_json::from_slice(record)
            {
                stream.add(&record);
            }
        }
        stream
    }

    fn add(&mut self, record: &Value) {
        // Nothing counts after the end.
        if self.ended {
            return;
        }
        let text = |key: &str| record[key].as_str().unwrap_or_default().to_owned();
        if let Some(changed) = record["changed"].as_str() {
            self.changed.get_or_insert_with(|| changed.to_owned());
        }
        if record["end"].is_number() {
            self.ended = true;
        } else if let Some(keys) = record["keys"].as_array() {
            let keys = keys.iter().filter_map(|key| Some(key.as_str()?.to_owned()));
            self.keys = Some(keys.collect());
        } else if record["file"].is_string() && record["test"].is_null() {
            let missing = record["missing"].as_str().map(str::to_owned);
            let broken = Broken {
                file: text("file"),
                said: said(record),
                missing,
                printed: text("printed"),
            };
            self.broken.push(broken);
        } else if record["begin"].is_string() {
            self.running = Some(text("begin"));
        } else if record["status"].is_string() {
            self.running.take_if(|running| *running == text("test"));
            let result =
                Result { status: text("status"), said: said(record), printed: text("printed") };
            self.results.insert(text("test"), result);
        } else if record["name"].is_string() {
            self.listed.push(listed(record, text("test"), text("name"), text("code")));
        }
    }
}

fn listed(record: &Value, key: String, name: String, code: String) -> Listed {
    let number = match &record["number"] {
        Value::String(number) => Some(number.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let weight = record["weight"].as_f64().filter(|weight| (0.0..=1000.0).contains(weight));
    Listed {
        key,
        name,
        skip: record["skip"].as_str().map(str::to_owned),
        // Weights of Gradescope may be fractions: two places of them count.
        weight: weight.map(|weight| (weight * 100.0).round() as u32),
        number,
        code,
        hidden: record["visibility"].as_str().is_some_and(|visibility| visibility != "visible"),
    }
}

fn said(record: &Value) -> Said {
    let text = |key: &str| record[key].as_str().unwrap_or_default().to_owned();
    Said { kind: text("kind"), message: text("message"), trace: text("trace") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_with_the_nonce_count() {
        let stdout = "\nN{\"keys\":[\"a\",\"b\"]}\n\nN{\"begin\":\"a\"}\nhello{\"test\":\"a\"}\n\
                      {\"test\":\"a\",\"status\":\"pass\"}\nM{\"test\":\"b\",\"status\":\"pass\"}\n\
                      \nN{\"test\":\"a\",\"status\":\"fail\",\"message\":\"m\"}\n\nN{\"begin\":\"b\"}\n";
        let stream = Stream::read(stdout.as_bytes(), "N");
        assert_eq!(stream.keys.as_deref(), Some(["a".to_owned(), "b".to_owned()].as_slice()));
        assert_eq!(stream.results.len(), 1);
        assert_eq!(stream.results["a"].status, "fail");
        assert_eq!(stream.running.as_deref(), Some("b"));
        assert!(!stream.ended);
    }

    #[test]
    fn nothing_counts_after_the_end() {
        let stdout = "N{\"end\":1}\nN{\"test\":\"a\",\"status\":\"pass\"}\n";
        let stream = Stream::read(stdout.as_bytes(), "N");
        assert!(stream.ended && stream.results.is_empty());
    }
}
