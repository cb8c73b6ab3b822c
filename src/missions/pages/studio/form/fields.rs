//! What a form sent, by field; and what is wrong with it, by field.

use crate::i18n::Message;

/// The fields of a form.
#[derive(Debug, Default)]
pub struct Fields(Vec<(String, String)>);

/// What is wrong, by field.
pub type Errors = Vec<(String, Message)>;

impl Fields {
    /// The fields; texts have LF line ends, and no NUL.
    pub fn new(fields: Vec<(String, String)>) -> Self {
        let clean = |text: &str| crate::db::storable(&text.replace("\r\n", "\n"));
        Self(fields.iter().map(|(name, value)| (name.clone(), clean(value))).collect())
    }

    /// A field's text; empty when it was not sent.
    pub fn text(&self, name: &str) -> String {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    }

    /// A line: without white space around it.
    pub fn line(&self, name: &str) -> String {
        self.text(name).trim().to_owned()
    }

    /// Whether a box was ticked.
    pub fn flag(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// All values of boxes with one name.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    }

    /// How many entries a list has: the form says it in `NAME.count`.
    pub fn count(&self, name: &str, most: usize) -> usize {
        self.line(&format!("{name}.count")).parse().unwrap_or(0).min(most)
    }
}

/// A whole number; `None` when it is empty or wrong, which is noted.
pub fn number(text: &str, field: &str, errors: &mut Errors) -> Option<i64> {
    let text = text.replace([',', '_'], "");
    if text.trim().is_empty() {
        return None;
    }
    let number = text.trim().parse().ok();
    if number.is_none() {
        errors.push((field.to_owned(), Message::new("draft-number-bad")));
    }
    number
}

/// JSON; `None` when it is empty or wrong, which is noted.
pub fn json(text: &str, field: &str, errors: &mut Errors) -> Option<serde_json::Value> {
    if text.trim().is_empty() {
        return None;
    }
    match serde_json::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let message = Message::new("studio-config-not-json").with("reason", error);
            errors.push((field.to_owned(), message));
            None
        }
    }
}

/// Moves an entry one place; out of range: nothing happens.
pub fn shift<T>(list: &mut [T], at: usize, down: bool) {
    let to = if down { at + 1 } else { at.wrapping_sub(1) };
    if at < list.len() && to < list.len() {
        list.swap(at, to);
    }
}
