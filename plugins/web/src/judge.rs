//! Whether what must hold does, on the page as it is at one moment.

mod element;

use crate::config::{Check, Declared, Kind, Presence, TextMatch};
use crate::css::{Expected, Sheets, Viewport, canonical};
use crate::files::Files;
use crate::page::{Observation, Page};
use crate::selector::Matcher;
use crate::text::Flaw;

/// What does not hold: the key of a message with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// The key.
    pub key: String,
    /// The values of its places.
    pub values: Vec<(&'static str, String)>,
    /// What should be, for those who may see it.
    pub expected: Option<String>,
    /// What is.
    pub actual: Option<String>,
}

impl Miss {
    /// With a key and its values.
    pub fn new(key: &str, values: &[(&'static str, &str)]) -> Self {
        let values = values.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Self { key: key.to_owned(), values, expected: None, actual: None }
    }

    /// Of two things that should be the same.
    pub fn with(mut self, expected: &str, actual: &str) -> Self {
        self.expected = Some(expected.to_owned());
        self.actual = Some(actual.to_owned());
        self
    }
}

/// A page at one moment, with all that checks ask for.
#[derive(Debug)]
pub struct View<'a> {
    /// The tree.
    pub page: &'a Page,
    /// The submission.
    pub files: Files<'a>,
    /// Its stylesheets.
    pub sheets: &'a Sheets,
    /// What it is shown on.
    pub viewport: Viewport,
    /// What a run came to besides.
    pub run: Option<&'a Observation>,
    /// Compares, as long as that does not take too long.
    pub matcher: &'a Matcher,
}

impl View<'_> {
    /// The first thing that does not hold.
    pub fn judge(&self, checks: &[Check]) -> Option<(Option<String>, Miss)> {
        for check in checks {
            let miss = self.check(&check.kind);
            // Nothing that was found after the comparisons ran out counts.
            let miss = match self.matcher.is_exhausted() {
                true => Some(Miss::new("too-complex", &[])),
                false => miss,
            };
            if let Some(miss) = miss {
                return Some((check.name.clone(), miss));
            }
        }
        None
    }

    fn check(&self, kind: &Kind) -> Option<Miss> {
        match kind {
            Kind::Elements(elements) => element::check(self, elements),
            Kind::Basics(basics) => {
                let lack = basics.iter().find_map(|basic| basic.check(self.page).err())?;
                let place = lack.place.unwrap_or_default();
                let key = format!("basic-{}", lack.basic.word());
                Some(Miss::new(&key, &[("place", &place)]))
            }
            Kind::Declared(declared) => self.declared(declared),
            Kind::File { path, text } => match self.files.text(path) {
                None => Some(Miss::new("no-file", &[("path", path)])),
                Some(content) => text_miss(text, &content, path),
            },
            Kind::Console(text) => text_miss(text, &self.run?.console.join("\n"), "console"),
            Kind::Dialog(text) => match self.run?.dialogs.last() {
                None => Some(Miss::new("no-dialog", &[])),
                Some(said) => text_miss(text, said, "dialog"),
            },
            Kind::Storage { key, text } => {
                let found = self.run?.storage.iter().find(|(name, _)| name == key);
                let value = found.map(|(_, value)| value.as_str());
                presence(text, value, &format!("localStorage.{key}"), "storage")
            }
            Kind::Address(text) => text_miss(text, &self.run?.url, "location"),
            Kind::NoErrors => {
                let error = self.run?.errors.first()?;
                Some(Miss::new("script-error", &[("error", error)]))
            }
        }
    }

    fn declared(&self, declared: &Declared) -> Option<Miss> {
        let blocks = self.sheets.declared(&declared.selector, declared.media.as_deref());
        let shown = match &declared.media {
            Some(media) => format!("@media {media} {{ {} }}", declared.shown),
            None => declared.shown.clone(),
        };
        if blocks.is_empty() && declared.values.iter().all(|(_, value)| *value == Expected::Absent)
        {
            let asks_for_rule = declared.values.is_empty();
            return asks_for_rule.then(|| Miss::new("no-rule", &[("rule", &shown)]));
        }
        if blocks.is_empty() {
            return Some(Miss::new("no-rule", &[("rule", &shown)]));
        }
        for (property, expected) in &declared.values {
            let actual = crate::css::declared_value(&blocks, property);
            if let Some(miss) = style_miss("rule", &shown, property, expected, actual) {
                return Some(miss);
            }
        }
        None
    }
}

/// A value that is not as it should be; `what` is `style` or `rule`.
fn style_miss(
    what: &str,
    place: &str,
    property: &str,
    expected: &Expected,
    actual: Option<String>,
) -> Option<Miss> {
    let values = [("place", place), ("property", property)];
    match (expected, actual) {
        (Expected::Any, None) => Some(Miss::new(&format!("{what}-missing"), &values)),
        (Expected::Any, Some(_)) | (Expected::Absent, None) => None,
        (Expected::Absent, Some(_)) => Some(Miss::new(&format!("{what}-forbidden"), &values)),
        (Expected::OneOf(list), actual) => {
            let actual = actual.unwrap_or_default();
            let same = |one: &String| *one == actual || canonical(property, one) == actual;
            (!list.iter().any(same)).then(|| {
                Miss::new(&format!("{what}-value"), &values).with(&list.join(" | "), &actual)
            })
        }
    }
}

/// A text that is not as it should be.
fn text_miss(text: &TextMatch, actual: &str, place: &str) -> Option<Miss> {
    let place = [("place", place)];
    let shown = crate::text::collapsed(actual);
    Some(match text.flaw(actual)? {
        Flaw::Differs(expected) => Miss::new("text-differs", &place).with(&expected, &shown),
        Flaw::Lacks(part) => Miss::new("text-lacks", &place).with(&part, &shown),
        Flaw::Has(part) => Miss::new("text-has", &place).with(&part, &shown),
        Flaw::Pattern(pattern) => Miss::new("text-pattern", &place).with(&pattern, &shown),
    })
}

/// Something that should be there, or not, or be so; `what` begins the keys.
fn presence(wanted: &Presence, actual: Option<&str>, place: &str, what: &str) -> Option<Miss> {
    let values = [("place", place)];
    match (wanted, actual) {
        (Presence::Absent, None) | (Presence::There, Some(_)) => None,
        (Presence::Absent, Some(_)) => Some(Miss::new(&format!("{what}-forbidden"), &values)),
        (Presence::There | Presence::Text(_), None) => {
            Some(Miss::new(&format!("{what}-missing"), &values))
        }
        (Presence::Text(text), Some(actual)) => text_miss(text, actual, place),
    }
}

#[cfg(test)]
mod tests;
