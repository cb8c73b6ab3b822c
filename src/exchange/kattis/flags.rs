//! Arguments of the default output validator.

use serde_json::{Map, Value, json};

use crate::exchange::names::quoted;
use crate::i18n::Message;

/// How outputs are compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Flags {
    case_sensitive: bool,
    space_sensitive: bool,
    absolute: Option<f64>,
    relative: Option<f64>,
}

impl Flags {
    /// Reads arguments.
    ///
    /// # Errors
    /// What the default validator does not know.
    pub fn parse(words: &[String]) -> Result<Self, Message> {
        let mut flags = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut number = || {
                let number = words.next().and_then(|text| text.parse::<f64>().ok());
                let number = number.filter(|number| number.is_finite() && *number >= 0.0);
                number
                    .ok_or_else(|| Message::new("exchange-flag-number").with("flag", quoted(word)))
            };
            match word.as_str() {
                "case_sensitive" => flags.case_sensitive = true,
                "space_change_sensitive" => flags.space_sensitive = true,
                "float_absolute_tolerance" => flags.absolute = Some(number()?),
                "float_relative_tolerance" => flags.relative = Some(number()?),
                "float_tolerance" => {
                    let tolerance = number()?;
                    (flags.absolute, flags.relative) = (Some(tolerance), Some(tolerance));
                }
                _ => return Err(Message::new("exchange-flag").with("flag", quoted(word))),
            }
        }
        Ok(flags)
    }

    /// As keys of a case of the grader `cases`, which compares by `icpc` and
    /// without regard to case where nothing else is said.
    pub fn keys(&self) -> Map<String, Value> {
        let mut keys = Map::new();
        if self.case_sensitive {
            keys.insert("case-sensitive".to_owned(), json!(true));
        }
        if self.space_sensitive {
            keys.insert("space-sensitive".to_owned(), json!(true));
        }
        for (key, tolerance) in
            [("absolute-tolerance", self.absolute), ("relative-tolerance", self.relative)]
        {
            if let Some(tolerance) = tolerance {
                keys.insert(key.to_owned(), json!(tolerance));
            }
        }
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Flags, &'static str> {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        Flags::parse(&words).map_err(|message| message.key)
    }

    #[test]
    fn arguments_become_keys() {
        assert!(parse("").expect("nothing").keys().is_empty());
        let keys = parse("case_sensitive float_relative_tolerance 1e-6").expect("flags").keys();
        assert_eq!(
            Value::Object(keys),
            json!({ "case-sensitive": true, "relative-tolerance": 1e-6 })
        );
        let keys = parse("space_change_sensitive float_tolerance 0.5").expect("flags").keys();
        let both = json!({ "space-sensitive": true, "absolute-tolerance": 0.5, "relative-tolerance": 0.5 });
        assert_eq!(Value::Object(keys), both);
    }

    #[test]
    fn what_is_unknown_is_refused() {
        assert_eq!(parse("nFive=0"), Err("exchange-flag"));
        assert_eq!(parse("float_tolerance"), Err("exchange-flag-number"));
        assert_eq!(parse("float_tolerance -1"), Err("exchange-flag-number"));
    }
}
