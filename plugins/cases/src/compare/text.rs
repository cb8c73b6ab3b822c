//! Comparing texts by lines and by words.

use std::collections::BTreeMap;

use super::{Difference, Unit};

/// The same text: the lines with their ends.
pub fn exact(expected: &str, actual: &str) -> Result<(), Difference> {
    parts(Unit::Line, expected.split_inclusive('\n'), actual.split_inclusive('\n'), str::eq)
}

/// The same lines, ignoring white space at line ends and empty lines at the end.
pub fn lines(expected: &str, actual: &str) -> Result<(), Difference> {
    parts(Unit::Line, trimmed_lines(expected), trimmed_lines(actual), str::eq)
}

/// The same lines, whatever the case of ASCII letters, the number of spaces
/// between words, and empty lines.
pub fn near_lines(expected: &str, actual: &str) -> Result<(), Difference> {
    let (expected, actual) = (reduced_lines(expected), reduced_lines(actual));
    let lines = expected.iter().map(String::as_str);
    parts(Unit::Line, lines, actual.iter().map(String::as_str), str::eq)
}

fn reduced_lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.lines().map(|line| line.trim_end_matches(' ')).filter(|line| !line.is_empty())
    {
        let mut reduced = String::with_capacity(line.len());
        for c in line.chars() {
            if c != ' ' || !reduced.ends_with(' ') {
                reduced.push(c.to_ascii_lowercase());
            }
        }
        lines.push(reduced);
    }
    lines
}

/// The same lines in any order.
pub fn unordered_lines(expected: &str, actual: &str) -> Result<(), Difference> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in trimmed_lines(expected) {
        *counts.entry(line).or_default() += 1;
    }
    let mut extra = None;
    for line in trimmed_lines(actual) {
        match counts.get_mut(line) {
            Some(count) if *count > 0 => *count -= 1,
            _ => extra = extra.or(Some(line)),
        }
    }
    // What the program should have printed tells more than what it should not.
    let missing = trimmed_lines(expected).find(|line| counts.get(line).is_some_and(|n| *n > 0));
    match (missing, extra) {
        (None, None) => Ok(()),
        (Some(line), _) => Err(difference(Unit::AnyLine, 0, Some(line), None)),
        (None, Some(line)) => Err(difference(Unit::AnyLine, 0, None, Some(line))),
    }
}

/// The same words by `equal`, whatever the white space between them.
pub fn words(
    expected: &str,
    actual: &str,
    equal: impl Fn(&str, &str) -> bool,
) -> Result<(), Difference> {
    parts(Unit::Word, expected.split_whitespace(), actual.split_whitespace(), equal)
}

fn parts<'t>(
    unit: Unit,
    mut expected: impl Iterator<Item = &'t str>,
    mut actual: impl Iterator<Item = &'t str>,
    equal: impl Fn(&str, &str) -> bool,
) -> Result<(), Difference> {
    for number in 1.. {
        match (expected.next(), actual.next()) {
            (None, None) => break,
            (Some(a), Some(b)) if equal(a, b) => {}
            (a, b) => return Err(difference(unit, number, a, b)),
        }
    }
    Ok(())
}

fn difference(
    unit: Unit,
    number: usize,
    expected: Option<&str>,
    actual: Option<&str>,
) -> Difference {
    let (expected, actual) = (expected.map(str::to_owned), actual.map(str::to_owned));
    Difference::Part { unit, number, expected, actual }
}

fn trimmed_lines(text: &str) -> impl Iterator<Item = &str> {
    text.trim_end().lines().map(str::trim_end)
}
