//! The default output validator of ICPC and Kattis problem packages
//! (`docs/exchange.md`), to the letter: token by token; what is a decimal
//! number in the answer may differ by the tolerances, if there are any.

use super::{Difference, Unit};

/// The validator's arguments.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    /// `case_sensitive`; otherwise ASCII letters are alike in both cases.
    pub case_sensitive: bool,
    /// `space_change_sensitive`.
    pub space_sensitive: bool,
    /// `float_absolute_tolerance`.
    pub absolute: Option<f64>,
    /// `float_relative_tolerance`, of the answer's number.
    pub relative: Option<f64>,
}

/// Accepts an output, or says where it first differs.
pub fn compare(expected: &str, actual: &str, rules: Rules) -> Result<(), Difference> {
    let (mut expected, mut actual) = (Runs(expected), Runs(actual));
    if !rules.space_sensitive {
        let wanted = |run: &&str| !run.starts_with(is_space);
        let same = |a: &str, b: &str| rules.same(a, b);
        return alike(expected.filter(|r| wanted(r)), actual.filter(|r| wanted(r)), same);
    }
    alike(&mut expected, &mut actual, |a, b| match a.starts_with(is_space) {
        true => a == b,
        false => !b.starts_with(is_space) && rules.same(a, b),
    })
}

fn alike<'t>(
    mut expected: impl Iterator<Item = &'t str>,
    mut actual: impl Iterator<Item = &'t str>,
    same: impl Fn(&str, &str) -> bool,
) -> Result<(), Difference> {
    // White space is counted with the word before it.
    let mut number = 0;
    loop {
        let (a, b) = (expected.next(), actual.next());
        let is_word = a.or(b).is_some_and(|run| !run.starts_with(is_space));
        number += usize::from(is_word || number == 0);
        match (a, b) {
            (None, None) => return Ok(()),
            (Some(a), Some(b)) if same(a, b) => {}
            (a, b) => {
                let (expected, actual) = (a.map(str::to_owned), b.map(str::to_owned));
                return Err(Difference::Part { unit: Unit::Word, number, expected, actual });
            }
        }
    }
}

/// As C's `isspace` has it.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r')
}

/// Words and the white space between them, in turn.
struct Runs<'t>(&'t str);

impl<'t> Iterator for Runs<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let kind = is_space(self.0.chars().next()?);
        let end = self.0.find(|c| is_space(c) != kind).unwrap_or(self.0.len());
        let (run, rest) = self.0.split_at(end);
        self.0 = rest;
        Some(run)
    }
}

impl Rules {
    /// Whether a word of the output is as good as the answer's.
    fn same(&self, answer: &str, output: &str) -> bool {
        let tolerant = self.absolute.is_some() || self.relative.is_some();
        if let Some(answer) = decimal(answer).filter(|_| tolerant) {
            return decimal(output).is_some_and(|output| {
                let difference = (answer - output).abs();
                self.absolute.is_some_and(|most| difference <= most)
                    || self.relative.is_some_and(|most| difference <= most * answer.abs())
            });
        }
        match self.case_sensitive {
            true => answer == output,
            false => answer.eq_ignore_ascii_case(output),
        }
    }
}

/// A number as the package format writes it: decimal, perhaps with an
/// exponent. Rust reads more (`inf`, `nan`), and what is too large is none.
fn decimal(word: &str) -> Option<f64> {
    let unsigned = word.strip_prefix(['+', '-']).unwrap_or(word);
    let (significand, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((significand, exponent)) => (significand, Some(exponent)),
        None => (unsigned, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = significand.split_once('.').unwrap_or((significand, ""));
    let is_number = digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty());
    let is_exponent = exponent.is_none_or(|text| {
        let text = text.strip_prefix(['+', '-']).unwrap_or(text);
        !text.is_empty() && digits(text)
    });
    let number = word.parse::<f64>().ok().filter(|number| number.is_finite());
    number.filter(|_| is_number && is_exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(flags: &str) -> Rules {
        let words: Vec<&str> = flags.split_whitespace().collect();
        let number = |name: &str| {
            let at = words.iter().position(|word| *word == name)?;
            words[at + 1].parse().ok()
        };
        let both = number("float_tolerance");
        Rules {
            case_sensitive: words.contains(&"case_sensitive"),
            space_sensitive: words.contains(&"space_change_sensitive"),
            absolute: number("float_absolute_tolerance").or(both),
            relative: number("float_relative_tolerance").or(both),
        }
    }

    #[test]
    fn it_judges_as_the_default_validator() {
        for (flags, answer, right, wrong) in [
            ("", "", &["", " ", "\n", " \t\n\x0b\x0c\r"][..], &["a", "0", "\0", "\u{a0}"][..]),
            ("", "A B", &["a b", " A  B \t\n", "A\nB"], &["A B X", "X A B", "AB", "A", ""]),
            ("", "É", &["É"], &["é"]),
            ("", "0", &["0"], &["-0", "+0", "0.0", "00", "0e0"]),
            ("", "a", &["a"], &["a\0", "\u{feff}a"]),
            ("case_sensitive", "A B", &["A  B\n"], &["a b", "A b"]),
            ("space_change_sensitive", "", &[""], &[" ", "\n", "a"]),
            (
                "space_change_sensitive",
                "a b\n",
                &["a b\n", "A b\n"],
                &["a b", "a  b\n", "a\tb\n", " a b\n", "a b\n\n", "ab\n"],
            ),
            (
                "float_absolute_tolerance 1",
                "10 11",
                &["10.1 11.9", "9 10", "1e1 1.1E1"],
                &["10 9.99999999", "11.000000001 11"],
            ),
            (
                "float_relative_tolerance 0.5",
                "10 20",
                &["5 10", "15 30"],
                &["4.999 20", "15.0001 20", "10 x", "10"],
            ),
            (
                "float_tolerance 0.5",
                "1000 0.001",
                &["500 -0.499", "1000.5 0.0015"],
                &["499 0", "1501 0", "1000 0.001 X"],
            ),
            ("float_tolerance 0.5", "A 1000", &["a 1001"], &["a 1001a", "b 1000"]),
            ("float_tolerance 0.5", "1000A", &["1000a"], &["1000.0a"]),
            (
                "float_tolerance 0.5",
                "0",
                &["-0.5", "0e1", ".0", "0."],
                &["inf", "nan", "-", "0x0", "."],
            ),
            ("float_tolerance 0.5", "inf", &["INF"], &["infinity", "1", "-inf"]),
            ("float_tolerance 0.5", "nan", &["NaN"], &["-nan", "0"]),
            (
                "float_tolerance 0",
                "100",
                &["+0100.0", ".1e+3", "1000e-1", "100."],
                &["100e", "100..", "e2", "1e2.0"],
            ),
        ] {
            let rules = rules(flags);
            for output in right {
                assert_eq!(
                    compare(answer, output, rules),
                    Ok(()),
                    "{flags}: {answer:?} {output:?}"
                );
            }
            for output in wrong {
                assert!(compare(answer, output, rules).is_err(), "{flags}: {answer:?} {output:?}");
            }
        }
    }

    #[test]
    fn a_difference_has_its_word() {
        let at =
            |answer: &str, output: &str, flags: &str| match compare(answer, output, rules(flags))
                .unwrap_err()
            {
                Difference::Part { number, .. } => number,
                other => panic!("{other:?}"),
            };
        assert_eq!(at("a b c", "a x c", ""), 2);
        assert_eq!(at("a b", "a", ""), 2);
        assert_eq!(at("a b", "a  b", "space_change_sensitive"), 1);
        assert_eq!(at("a", " a", "space_change_sensitive"), 1);
    }
}
