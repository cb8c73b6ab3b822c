//! Watched intervals: sorted, disjoint, in milliseconds. Merging is
//! idempotent and only ever adds, so that reports may come twice, late or
//! from two devices.

/// `[from, to)` in milliseconds.
pub type Interval = (i64, i64);

/// The most intervals that are kept; more are joined over the smallest gaps.
const MAX_INTERVALS: usize = 200;

/// Adds intervals to what was watched before.
#[must_use]
pub fn merge(watched: &[Interval], added: &[Interval], duration_ms: i64) -> Vec<Interval> {
    let end = if duration_ms > 0 { duration_ms } else { i64::MAX };
    let mut all: Vec<Interval> = watched
        .iter()
        .chain(added)
        .map(|&(from, to)| (from.clamp(0, end), to.clamp(0, end)))
        .filter(|(from, to)| from < to)
        .collect();
    all.sort_unstable();
    let mut merged: Vec<Interval> = Vec::new();
    for (from, to) in all {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    while merged.len() > MAX_INTERVALS {
        join_closest(&mut merged);
    }
    merged
}

fn join_closest(merged: &mut Vec<Interval>) {
    let gaps = merged.windows(2).map(|pair| pair[1].0 - pair[0].1).enumerate();
    if let Some((index, _)) = gaps.min_by_key(|(_, gap)| *gap) {
        let (_, to) = merged.remove(index + 1);
        merged[index].1 = to;
    }
}

/// Milliseconds watched.
#[must_use]
pub fn total(watched: &[Interval]) -> i64 {
    watched.iter().map(|(from, to)| to - from).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_join_where_they_touch() {
        let merged = merge(&[(0, 10), (20, 30)], &[(10, 15), (28, 40), (5, 6)], 0);
        assert_eq!(merged, [(0, 15), (20, 40)]);
        assert_eq!(total(&merged), 35);
    }

    #[test]
    fn merging_twice_changes_nothing() {
        let once = merge(&[(3, 9)], &[(8, 20), (-5, 2)], 15);
        assert_eq!(once, [(0, 2), (3, 15)]);
        assert_eq!(merge(&once, &[(8, 20), (-5, 2)], 15), once);
    }

    #[test]
    fn nonsense_adds_nothing() {
        assert!(merge(&[], &[(5, 5), (9, 3), (100, 200)], 50).is_empty());
    }

    #[test]
    fn there_are_never_too_many() {
        let many: Vec<_> = (0..1000).map(|i| (i * 10, i * 10 + 5)).collect();
        assert_eq!(merge(&[], &many, 0).len(), MAX_INTERVALS);
    }
}
