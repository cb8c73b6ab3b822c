//! The texts are complete in both languages, and what the program asks for
//! is there.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::source::sources;

type Arguments = BTreeSet<String>;

#[test]
fn both_languages_say_the_same() {
    let (ko, en) = (texts("ko"), texts("en"));
    let keys = |texts: &BTreeMap<String, Arguments>| texts.keys().cloned().collect::<BTreeSet<_>>();
    let only =
        |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect::<Vec<_>>();
    let (ko_keys, en_keys) = (keys(&ko), keys(&en));
    assert_eq!(only(&ko_keys, &en_keys), [""; 0], "only in ko");
    assert_eq!(only(&en_keys, &ko_keys), [""; 0], "only in en");
    let differ: Vec<_> = ko.iter().filter(|(key, arguments)| en[*key] != **arguments).collect();
    assert!(differ.is_empty(), "other arguments in en: {differ:?}");
    assert!(ko.len() > 200, "only {} texts found", ko.len());
}

#[test]
fn every_text_that_is_asked_for_exists_with_its_arguments() {
    let texts = texts("ko");
    let mut wrong = Vec::new();
    for (at, key, given) in uses() {
        match texts.get(&key) {
            None => wrong.push(format!("{at}: there is no text {key}")),
            Some(wanted) if *wanted != given => {
                wrong.push(format!("{at}: {key} has {wanted:?}, not {given:?}"));
            }
            Some(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(uses().len() > 200, "only {} uses found", uses().len());
}

/// Literals that look like a key, wherever they stand: `match` arms, tables.
#[test]
fn every_literal_that_looks_like_a_key_is_one() {
    let texts = texts("ko");
    let families: BTreeSet<&str> = texts.keys().filter_map(|key| key.split('-').next()).collect();
    let mut wrong = Vec::new();
    for source in sources("src", ".rs") {
        for literal in source.code().split('"').skip(1).step_by(2).filter(|text| is_key(text)) {
            let family = literal.split('-').next().unwrap_or_default();
            if families.contains(family) && !texts.contains_key(literal) {
                wrong.push(format!("{}: {literal}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_word_of_an_enumeration_has_a_text() {
    let texts = texts("ko");
    let verdicts = "accepted partial wrong-answer compile-error runtime-error fuel-limit memory-limit \
                    output-limit time-limit refused skipped fault";
    let families = [
        ("verdict", verdicts),
        ("kind", "reading video quiz assignment midterm final"),
        ("mission-kind", "choice code"),
        ("level", "beginner intermediate advanced"),
        ("state", "planned done owned free"),
        (
            "version",
            "uploaded checked compiled tested staged active suspended draining retired rejected",
        ),
        ("detail", "input expected actual stdout stderr error"),
    ];
    for (family, words) in families {
        for word in words.split_whitespace() {
            let key = format!("{family}-{word}");
            assert!(texts.contains_key(&key), "there is no text {key}");
        }
    }
}

/// Key and arguments of every message of a language.
fn texts(language: &str) -> BTreeMap<String, Arguments> {
    let mut texts: BTreeMap<String, Arguments> = BTreeMap::new();
    for source in sources(&format!("locales/{language}"), ".ftl") {
        let mut key = String::new();
        for line in source.text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) =
                line.split_once('=').filter(|_| line.starts_with(char::is_alphabetic))
            {
                key = name.trim().to_owned();
                let known = texts.insert(key.clone(), Arguments::new());
                assert!(known.is_none(), "{}: {key} is there twice", source.path);
            }
            let names = line.split('$').skip(1).map(word).map(str::to_owned);
            texts.entry(key.clone()).or_default().extend(names);
        }
    }
    texts.remove("");
    texts
}

/// Where, key and arguments of every direct use.
fn uses() -> Vec<(String, String, Arguments)> {
    let mut uses = Vec::new();
    let calls = ["t", "t1", "t2"].map(|call| format!("ctx.{call}(")).to_vec();
    let built = ["Message::new(", "Error::invalid(", "Error::unavailable(", "Error::unauthorized("]
        .map(str::to_owned);
    for source in sources("src", ".rs").into_iter().chain(sources("templates", ".html")) {
        for call in calls.iter().chain(&built) {
            for (at, _) in source.code().match_indices(call.as_str()) {
                let rest = &source.code()[at + call.len()..];
                let (given, after) = arguments(rest);
                let Some(key) = given.first().and_then(|first| literal(first)) else { continue };
                let named = given.iter().skip(1).step_by(2).filter_map(|name| literal(name));
                let names = named.map(str::to_owned).chain(chained(after)).collect();
                uses.push((format!("{}:{}", source.path, source.line(at)), key.to_owned(), names));
            }
        }
    }
    uses
}

/// Names of `.with("name", …)` that follow.
fn chained(mut after: &str) -> Vec<String> {
    let mut names = Vec::new();
    while let Some(rest) = after.trim_start().strip_prefix(".with(") {
        let (given, next) = arguments(rest);
        names.extend(given.first().and_then(|name| literal(name)).map(str::to_owned));
        after = next;
    }
    names
}

/// The arguments of a call, split where it splits them, and what follows it.
fn arguments(code: &str) -> (Vec<&str>, &str) {
    let (mut given, mut depth, mut quoted, mut from) = (Vec::new(), 0, false, 0);
    for (at, c) in code.char_indices() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' if depth == 0 => {
                given.push(code[from..at].trim());
                return (given, &code[at + 1..]);
            }
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                given.push(code[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    (given, "")
}

fn literal(code: &str) -> Option<&str> {
    code.strip_prefix('"')?.strip_suffix('"').filter(|text| !text.contains('"'))
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-');
    &text[..end.unwrap_or(text.len())]
}

fn is_key(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    text.contains('-') && text.split('-').all(part)
}
