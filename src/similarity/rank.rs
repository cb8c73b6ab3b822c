//! Which submissions share how many fingerprints: by an inverted index, never
//! by comparing texts in pairs.

use std::collections::{HashMap, HashSet};

/// A submission's fingerprints.
#[derive(Debug, Clone)]
pub struct Prints {
    /// Each once.
    pub prints: Vec<i64>,
}

/// Two submissions, by their places in the list that was ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The one that came first in the list.
    pub a: usize,
    /// The other one.
    pub b: usize,
    /// Fingerprints of both.
    pub shared: usize,
    /// What part of the first one's fingerprints are shared, in percent.
    pub percent_a: i64,
    /// What part of the other one's are.
    pub percent_b: i64,
}

/// A pair that shares less is not shown.
const LEAST_SHARED: usize = 2;
/// In percent, of either side.
const LEAST_PERCENT: i64 = 20;

/// The most similar pairs, best first. Fingerprints of `starter` do not
/// count, nor do those that more than half of all share, from eight
/// submissions on: that is how the task is solved.
#[must_use]
pub fn pairs(all: &[Prints], starter: &[i64], most: usize) -> Vec<Pair> {
    let starter: HashSet<i64> = starter.iter().copied().collect();
    let mut index: HashMap<i64, Vec<u32>> = HashMap::new();
    for (at, prints) in (0_u32..).zip(all) {
        for print in prints.prints.iter().filter(|print| !starter.contains(print)) {
            index.entry(*print).or_default().push(at);
        }
    }
    let common = |holders: &Vec<u32>| all.len() >= 8 && holders.len() * 2 > all.len();
    index.retain(|_, holders| !common(holders));
    let mut own = vec![0_usize; all.len()];
    // A triangle of counters: its size is bounded, whatever is shared.
    let mut shared = vec![0_u32; all.len() * all.len().saturating_sub(1) / 2];
    let cell = |a: usize, b: usize| b * (b - 1) / 2 + a;
    for holders in index.values() {
        for (at, b) in holders.iter().enumerate() {
            own[*b as usize] += 1;
            for a in &holders[..at] {
                shared[cell(*a as usize, *b as usize)] += 1;
            }
        }
    }
    let mut pairs = Vec::new();
    for b in 1..all.len() {
        for a in 0..b {
            let shared = shared[cell(a, b)] as usize;
            if shared < LEAST_SHARED {
                continue;
            }
            let percent = |of: usize| i64::try_from(shared * 100 / of.max(1)).unwrap_or(100);
            let (percent_a, percent_b) = (percent(own[a]), percent(own[b]));
            if percent_a.max(percent_b) >= LEAST_PERCENT {
                pairs.push(Pair { a, b, shared, percent_a, percent_b });
            }
        }
    }
    // Both sides count; then how much it is, then the order of the list.
    pairs.sort_by_key(|pair| {
        let percent = pair.percent_a + pair.percent_b;
        (std::cmp::Reverse((percent, pair.shared)), pair.a, pair.b)
    });
    pairs.truncate(most);
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::similarity::tokens::{Syntax, tokens};
    use crate::similarity::winnow::{all_fingerprints, fingerprints};

    const ORIGINAL: &str = "\
def read():
    numbers = []
    for line in open(0):
        for part in line.split():
            numbers.append(int(part))
    return numbers

def spread(numbers):
    lowest = numbers[0]
    highest = numbers[0]
    for number in numbers:
        if number < lowest:
            lowest = number
        elif number > highest:
            highest = number
    return highest - lowest

values = read()
print(spread(values), sum(values) / len(values))
";
    const RENAMED: &str = "\
# my own work
def difference(xs):
    \"\"\"The spread.\"\"\"
    a = xs[0]
    b = xs[0]
    for x in xs:
        if x < a:   # smaller
            a = x
        elif x > b:
            b = x
    return b - a

def get_input():
    result = []
    for row in open(0):
        for word in row.split():
            result.append(int(word))
    return result

data = get_input()
print(difference(data), sum(data) / len(data))
";
    const OTHER: &str = "\
import sys

class Statistics:
    def __init__(self, text):
        self.values = sorted(map(int, text.split()))

    @property
    def spread(self):
        return self.values[-1] - self.values[0]

    def mean(self):
        total, count = 0, 0
        while count < len(self.values):
            total += self.values[count]
            count += 1
        return total / count

s = Statistics(sys.stdin.read())
print(f'{s.spread} {s.mean()}')
";

    fn prints(text: &str) -> Prints {
        Prints { prints: fingerprints(&tokens(text, Syntax::Python)) }
    }

    #[test]
    fn renamed_reordered_and_commented_is_found_and_unrelated_is_not() {
        let all = [prints(ORIGINAL), prints(OTHER), prints(RENAMED)];
        let pairs = pairs(&all, &[], 10);
        assert_eq!(pairs.len(), 1, "{pairs:?}");
        assert_eq!((pairs[0].a, pairs[0].b), (0, 2));
        assert!(pairs[0].percent_a >= 70 && pairs[0].percent_b >= 70, "{pairs:?}");
    }

    #[test]
    fn what_everybody_was_given_does_not_count() {
        let starter = "def read():\n    numbers = []\n    for line in open(0):\n        for part in \
                       line.split():\n            numbers.append(int(part))\n    return numbers\n";
        let a = format!("{starter}\nvalues = read()\nprint(max(values) - min(values))\n");
        let b = format!("{starter}\nfor x in read():\n    print(x, end=' ')\n");
        let all = [prints(&a), prints(&b)];
        assert_eq!(pairs(&all, &[], 10).len(), 1);
        let given = all_fingerprints(&tokens(starter, Syntax::Python));
        assert!(pairs(&all, &given, 10).is_empty());
    }

    #[test]
    fn how_everybody_solves_it_does_not_count() {
        let all: Vec<_> = (0..9).map(|_| prints(ORIGINAL)).collect();
        assert!(pairs(&all, &[], 100).is_empty());
        assert_eq!(pairs(&all[..7], &[], 100).len(), 21);
    }

    /// The bound that the page relies on: all programs alike but for a part.
    #[test]
    fn a_thousand_submissions_are_ranked_in_bounded_work() {
        let all: Vec<_> = (0..1000_i64)
            .map(|n| Prints { prints: (0..150).map(|p| p * 1000 + n % (2 + p % 40)).collect() })
            .collect();
        let found = pairs(&all, &[], 100);
        assert_eq!(found.len(), 100);
        assert!(found[0].percent_a >= found[99].percent_a - 100);
    }
}
