//! Texts for learners in their language.
//!
//! A catalogue is a Fluent file of the simplest kind: `key = text` lines with
//! `{ $name }` places. It is searched as it is, because a report needs a few
//! texts of a file of a few kilobytes.

use std::collections::BTreeMap;

/// The texts of a grader in every language.
#[derive(Debug, Clone, Copy)]
pub struct Catalogue {
    /// `locales/ko.ftl`.
    pub ko: &'static str,
    /// `locales/en.ftl`.
    pub en: &'static str,
}

/// The texts of a grader in one language.
#[derive(Debug, Clone, Copy)]
pub struct Texts(&'static str);

impl Catalogue {
    /// The texts for a locale; English for one that is not known.
    pub fn texts(&self, locale: &str) -> Texts {
        let language = locale.split(['-', '_']).next().unwrap_or_default();
        Texts(if language == "ko" { self.ko } else { self.en })
    }
}

impl Texts {
    /// The text of a key.
    pub fn get(&self, key: &str) -> String {
        self.format(key, &[])
    }

    /// The text of a key with its places filled.
    pub fn format(&self, key: &str, values: &[(&str, &str)]) -> String {
        let found = entries(self.0).find(|(name, _)| *name == key);
        debug_assert!(found.is_some(), "no text `{key}`");
        let (_, mut rest) = found.unwrap_or((key, key));
        let mut text = String::new();
        // In one pass, so that a value that looks like a place stays as it is.
        while let Some((before, name, after)) = place(rest) {
            text.push_str(before);
            let value = values.iter().find(|(known, _)| *known == name);
            debug_assert!(value.is_some(), "`{key}` needs `{name}`");
            text.push_str(value.map_or("", |(_, value)| value));
            rest = after;
        }
        text.push_str(rest);
        text
    }
}

/// For a grader's tests: both languages have the same keys and places.
pub fn assert_same_keys(catalogue: &Catalogue) {
    assert_eq!(keys(catalogue.ko), keys(catalogue.en));
}

/// Every key with its places.
fn keys(source: &str) -> BTreeMap<&str, Vec<&str>> {
    let mut keys = BTreeMap::new();
    for (key, text) in entries(source) {
        let mut names = Vec::new();
        let mut rest = text;
        while let Some((_, name, after)) = place(rest) {
            names.push(name);
            rest = after;
        }
        names.sort_unstable();
        assert!(keys.insert(key, names).is_none(), "`{key}` is there twice");
    }
    keys
}

fn entries(source: &str) -> impl Iterator<Item = (&str, &str)> {
    let text_lines = source.lines().filter(|line| !line.starts_with('#'));
    text_lines.filter_map(|line| line.split_once(" = "))
}

/// The text before the next place, the place's name, and the text after it.
fn place(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("{ $")?;
    let (name, after) = rest.split_once(" }")?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CATALOGUE: Catalogue = Catalogue {
        ko: "# 인사\nhello = 안녕하십니까, { $name }님\n",
        en: "hello = Hello { $name }!\n",
    };

    #[test]
    fn a_text_comes_in_the_language_of_the_locale() {
        let hello = |locale| CATALOGUE.texts(locale).format("hello", &[("name", "Ada")]);
        assert_eq!(hello("ko"), "안녕하십니까, Ada님");
        assert_eq!(hello("ko-KR"), "안녕하십니까, Ada님");
        assert_eq!(hello("en"), "Hello Ada!");
        assert_eq!(hello("fr"), "Hello Ada!");
    }

    #[test]
    fn a_value_that_looks_like_a_place_stays_as_it_is() {
        let text = CATALOGUE.texts("en").format("hello", &[("name", "{ $name }")]);
        assert_eq!(text, "Hello { $name }!");
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        assert_same_keys(&CATALOGUE);
    }

    #[test]
    #[should_panic(expected = "left == right")]
    fn a_missing_place_is_noticed() {
        assert_same_keys(&Catalogue { ko: "a = { $x }\n", en: "a = x\n" });
    }
}
