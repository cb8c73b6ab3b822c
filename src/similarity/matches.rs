//! The equal passages of two programs, for the page that shows them side by
//! side: the longest first, none twice.

use std::collections::HashMap;
use std::ops::Range;

use super::tokens::Token;
use super::winnow::{K, grams};

/// Places of a k-gram that are tried; programs that repeat themselves more
/// often than that are compared less exactly.
const MAX_PLACES: usize = 24;

/// An equal passage: tokens of both programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Tokens of the one.
    pub a: Range<usize>,
    /// As many tokens of the other.
    pub b: Range<usize>,
}

impl Match {
    /// Its length in tokens.
    #[must_use]
    pub fn length(&self) -> usize {
        self.a.len()
    }
}

/// Passages of at least [`K`] equal tokens, in the order of the first program.
#[must_use]
pub fn matches(a: &[Token], b: &[Token]) -> Vec<Match> {
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, gram) in grams(b).into_iter().enumerate() {
        let places = places.entry(gram).or_default();
        if places.len() < MAX_PLACES {
            places.push(at);
        }
    }
    let mut candidates = Vec::new();
    for (at, gram) in grams(a).into_iter().enumerate() {
        for other in places.get(&gram).into_iter().flatten() {
            // Only where a passage begins.
            let begins = at == 0 || *other == 0 || a[at - 1].kind != b[*other - 1].kind;
            if begins {
                let length = common(&a[at..], &b[*other..]);
                if length >= K {
                    candidates.push(Match { a: at..at + length, b: *other..*other + length });
                }
            }
        }
    }
    candidates.sort_by_key(|m| (std::cmp::Reverse(m.length()), m.a.start, m.b.start));
    let (mut used_a, mut used_b) = (vec![false; a.len()], vec![false; b.len()]);
    let mut chosen = Vec::new();
    for candidate in candidates {
        chosen.extend(free(candidate, &mut used_a, &mut used_b));
    }
    chosen.sort_by_key(|m: &Match| m.a.start);
    chosen
}

fn common(a: &[Token], b: &[Token]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a.kind == b.kind).count()
}

/// The longest part of a passage that no longer one has taken.
fn free(candidate: Match, used_a: &mut [bool], used_b: &mut [bool]) -> Option<Match> {
    let (mut best, mut from) = (0..0, 0);
    for at in 0..=candidate.length() {
        let taken = at == candidate.length()
            || used_a[candidate.a.start + at]
            || used_b[candidate.b.start + at];
        if taken {
            if at - from > best.len() {
                best = from..at;
            }
            from = at + 1;
        }
    }
    if best.len() < K {
        return None;
    }
    let place = |start: usize| start + best.start..start + best.end;
    let found = Match { a: place(candidate.a.start), b: place(candidate.b.start) };
    used_a[found.a.clone()].fill(true);
    used_b[found.b.clone()].fill(true);
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::similarity::tokens::{Syntax, tokens};

    #[test]
    fn passages_are_found_in_another_order() {
        let one = "def f(a):\n    t = 0\n    for x in a:\n        t += x * x\n    return t\n";
        let two = "def g(s):\n    return [c.upper() for c in s if c not in 'aeiou' and c != ' ']\n";
        let a = tokens(&format!("{one}{two}"), Syntax::Python);
        let b = tokens(&format!("{two}{one}"), Syntax::Python);
        let found = matches(&a, &b);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found.iter().map(Match::length).sum::<usize>(), a.len());
        assert!(found[0].b.start > found[1].b.start);
    }

    #[test]
    fn a_program_that_repeats_itself_ends() {
        let a = tokens(&"x = 1\n".repeat(2000), Syntax::Python);
        let found = matches(&a, &a);
        assert_eq!(found[0].length(), a.len());
    }
}
