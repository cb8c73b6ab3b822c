//! Fingerprints: of all k-grams of tokens some are chosen, the same ones
//! wherever a passage stands (Schleimer, Wilkerson, Aiken: Winnowing, 2003).

use super::tokens::Token;

/// Tokens of a k-gram: what is shorter is no evidence.
pub const K: usize = 12;
/// Every passage of `K + WINDOW - 1` equal tokens shares a fingerprint.
pub const WINDOW: usize = 5;
/// Changed whenever fingerprints come out otherwise: stored ones are made again.
pub const ALGORITHM: i64 = 1;

/// The hash of each k-gram, by its first token.
#[must_use]
pub fn grams(tokens: &[Token]) -> Vec<u64> {
    tokens.windows(K).map(|gram| gram.iter().fold(0xcbf2_9ce4_8422_2325, mix)).collect()
}

fn mix(hash: u64, token: &Token) -> u64 {
    // A step of FxHash, finished below by the window's choice of the least.
    (hash.rotate_left(5) ^ u64::from(token.kind)).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// A hash as it is kept: a whole number that JSON and both databases can hold.
fn kept(hash: u64) -> i64 {
    i64::try_from(hash >> 11).unwrap_or(i64::MAX)
}

/// Every k-gram's fingerprint, of what is not to count: which ones are chosen
/// at the edge of a passage depends on what stands beside it.
#[must_use]
pub fn all_fingerprints(tokens: &[Token]) -> Vec<i64> {
    grams(tokens).into_iter().map(kept).collect()
}

/// The chosen fingerprints, each once, in order.
#[must_use]
pub fn fingerprints(tokens: &[Token]) -> Vec<i64> {
    let grams = all_fingerprints(tokens);
    let mut chosen = Vec::new();
    if grams.len() < WINDOW {
        chosen.extend(grams.iter().min());
    }
    for window in grams.windows(WINDOW) {
        // The rightmost of the least ones, as long as it stays the least.
        if let Some(least) = window.iter().rev().min() {
            chosen.push(least);
        }
    }
    let mut chosen: Vec<i64> = chosen.into_iter().copied().collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::similarity::tokens::{Syntax, tokens};

    fn prints(text: &str) -> Vec<i64> {
        fingerprints(&tokens(text, Syntax::Python))
    }

    #[test]
    fn a_copied_passage_shares_fingerprints_wherever_it_stands() {
        let passage =
            "for i in range(n):\n    if a[i] > best:\n        best = a[i]\n        at = i\n";
        let here = format!("x = 1\ny = [x]\n{passage}print(best)\n");
        let there = format!("import math\nvalue = math.sqrt(2) * 3 - 1\n{passage}");
        let there = prints(&there);
        assert!(prints(&here).iter().filter(|print| there.contains(print)).count() >= 2);
    }

    #[test]
    fn what_is_too_short_has_none() {
        assert!(prints("print(1)").is_empty());
        assert_eq!(prints("print(sum(map(int, input().split())))").len(), 1);
    }
}
