//! YAML as a tree that remembers lines: what is unknown or wrong is told with
//! its place, and nothing is an error that the reader does not ask for.

use std::fmt;
use std::path::Path;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use super::files::{self, MAX_SETTINGS};
use super::notes::Notes;
use crate::i18n::Message;

/// A value and its line.
#[derive(Debug, Clone)]
pub struct Yaml {
    /// From 1.
    pub line: usize,
    /// The value.
    pub value: Value,
}

/// A value.
#[derive(Debug, Clone)]
pub enum Value {
    /// Nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A sequence.
    List(Vec<Yaml>),
    /// A mapping, in its order.
    Map(Vec<(String, Yaml)>),
}

/// Reads a file; a mistake of syntax is a refusal.
pub fn read(path: &Path, notes: &mut Notes) -> Option<Yaml> {
    let text = files::text(path, MAX_SETTINGS, notes)?;
    if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return Some(Yaml { line: 1, value: Value::Map(Vec::new()) });
    }
    match serde_saphyr::from_str::<Yaml>(&text) {
        Ok(yaml) => Some(yaml),
        Err(error) => {
            let line = error.location().map(|at| usize::try_from(at.line()).unwrap_or(1));
            let said = error.to_string();
            let said = said.lines().next().unwrap_or_default().to_owned();
            notes.refuse(path, line, Message::new("exchange-no-yaml").with("error", said));
            None
        }
    }
}

impl Yaml {
    /// The pairs of a mapping; of nothing, none.
    pub fn pairs(&self) -> &[(String, Yaml)] {
        match &self.value {
            Value::Map(pairs) => pairs,
            _ => &[],
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Yaml> {
        let found = self.pairs().iter().find(|(name, _)| name == key).map(|(_, value)| value);
        found.filter(|value| !matches!(value.value, Value::Null))
    }

    /// A text, or a number or a truth value as text.
    pub fn text(&self) -> Option<String> {
        match &self.value {
            Value::Text(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            _ => None,
        }
    }

    /// A number, also one that was written as text.
    pub fn number(&self) -> Option<f64> {
        match &self.value {
            Value::Number(number) => Some(*number),
            Value::Text(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
            _ => None,
        }
    }

    /// Texts: a sequence, or one text at its white space.
    pub fn words(&self) -> Vec<String> {
        match &self.value {
            Value::List(values) => values.iter().filter_map(Self::text).collect(),
            _ => {
                let text = self.text().unwrap_or_default();
                text.split_whitespace().map(str::to_owned).collect()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Yaml {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<Value>::deserialize(deserializer)?;
        let line = usize::try_from(spanned.referenced.line()).unwrap_or(1).max(1);
        Ok(Self { line, value: spanned.value })
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(Any)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            pairs.push((key, map.next_value()?));
        }
        Ok(Value::Map(pairs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Yaml {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("x.yaml");
        std::fs::write(&path, text).expect("a file");
        let mut notes = Notes::default();
        read(&path, &mut notes).unwrap_or_else(|| panic!("{:?}", notes.all()))
    }

    #[test]
    fn values_have_lines() {
        let yaml = parse("name: Sum\n\nlimits:\n  memory: 512\n  time_limit: 1.5\nflags: a 1e-6\n");
        assert_eq!(yaml.get("name").and_then(Yaml::text).as_deref(), Some("Sum"));
        let limits = yaml.get("limits").expect("limits");
        assert_eq!(
            limits.get("memory").map(|value| (value.line, value.number())),
            Some((4, Some(512.0)))
        );
        assert_eq!(limits.get("time_limit").and_then(Yaml::number), Some(1.5));
        assert_eq!(yaml.get("flags").map(Yaml::words), Some(vec!["a".into(), "1e-6".into()]));
        assert!(parse("# nothing\n").pairs().is_empty());
    }

    #[test]
    fn a_mistake_has_its_line() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("x.yaml");
        std::fs::write(&path, "name: [1\nb: }\n").expect("a file");
        let mut notes = Notes::default();
        assert!(read(&path, &mut notes).is_none());
        assert_eq!(notes.all()[0].message.key, "exchange-no-yaml");
        assert!(notes.all()[0].line.is_some());
    }

    #[test]
    fn a_bomb_of_aliases_is_refused() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let inner = vec![format!("*a{}", level - 1); 10].join(", ");
            text.push_str(&format!("a{level}: &a{level} [{inner}]\n"));
        }
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("x.yaml");
        std::fs::write(&path, text).expect("a file");
        let mut notes = Notes::default();
        assert!(read(&path, &mut notes).is_none());
    }
}
