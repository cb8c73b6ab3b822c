//! Names of ours from the names of others.

use crate::packs::is_slug;

/// A slug from any text; `fallback` when nothing of the text can stay.
pub fn slug(text: &str, fallback: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() == 60 {
            break;
        }
    }
    let slug = slug.trim_matches('-');
    if is_slug(slug) { slug.to_owned() } else { fallback.to_owned() }
}

/// The slug, or the slug with the first number that is not taken yet.
pub fn unique(slug: String, taken: impl Fn(&str) -> bool) -> String {
    if !taken(&slug) {
        return slug;
    }
    let numbered = (2..).map(|number: u32| format!("{slug}-{number}"));
    numbered.into_iter().find(|name| !taken(name)).unwrap_or(slug)
}

/// `two-fer` and `two_fer` as a title: `Two Fer`.
pub fn title(slug: &str) -> String {
    let words = slug.split(['-', '_']).filter(|word| !word.is_empty());
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>())
    };
    words.filter_map(capital).collect::<Vec<_>>().join(" ")
}

/// A name of theirs in a message: never taken for a number.
pub fn quoted(name: impl std::fmt::Display) -> String {
    format!("`{name}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_what_they_can() {
        for (text, expected) in [
            ("Two Fer", "two-fer"),
            ("C function: sqr", "c-function-sqr"),
            ("hello_world", "hello-world"),
            ("두 수", "item"),
            ("--", "item"),
        ] {
            assert_eq!(slug(text, "item"), expected, "{text}");
        }
        assert!(is_slug(&slug(&"a b".repeat(80), "item")));
    }

    #[test]
    fn taken_slugs_get_numbers() {
        let taken = ["a", "a-2"];
        assert_eq!(unique("a".to_owned(), |name| taken.contains(&name)), "a-3");
        assert_eq!(unique("b".to_owned(), |name| taken.contains(&name)), "b");
    }

    #[test]
    fn titles_have_capitals() {
        assert_eq!(title("two-fer"), "Two Fer");
        assert_eq!(title("hello_world"), "Hello World");
    }
}
