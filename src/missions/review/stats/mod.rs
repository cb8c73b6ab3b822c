//! What the submissions of a mission say about its items: how many, how often
//! right, which wrong outputs, and how well each case tells strong learners
//! from weak ones.
//!
//! Counted are graded submissions of learners (not of the staff) for the
//! score, on what each item is judged by now. Discrimination is the
//! upper-lower index of 27 %: the share of right first submissions among the
//! 27 % of learners with the most points in the mission, less the share among
//! the 27 % with the fewest.

mod store;
pub mod svg;

use std::collections::HashMap;

use crate::app::App;
use crate::error::Result;
use crate::missions::model::{ItemId, MissionId};

/// Below that many learners an index of discrimination says nothing.
const FEWEST: i64 = 10;
/// Wrong outputs of a case that are shown.
const WRONG: usize = 3;

/// The statistics of a mission, by item.
#[derive(Debug, Default)]
pub struct Stats {
    /// Learners who handed something in.
    pub learners: i64,
    /// By item.
    pub items: HashMap<ItemId, ItemStats>,
}

/// The statistics of an item.
#[derive(Debug, Default)]
pub struct ItemStats {
    /// Its numbers.
    pub counts: ItemCounts,
    /// How many learners have 0–9 %, 10–19 %, … 100 % of the points.
    pub scores: [i64; 11],
    /// Its cases, in order.
    pub cases: Vec<CaseStats>,
    /// The most frequent wrong answers of a question with choices: chosen
    /// ids as JSON, and learners.
    pub answers: Vec<(String, i64)>,
    /// In percent, from -100 to 100; `None`: too few learners.
    pub discrimination: Option<i64>,
}

/// The numbers of an item.
#[derive(Debug, Clone, Default, sqlx::FromRow)]
pub struct ItemCounts {
    /// Submissions.
    pub submissions: i64,
    /// Learners.
    pub learners: i64,
    /// Learners who have all points.
    pub solved: i64,
    /// Learners whose first submission was right.
    pub solved_first: i64,
}

/// The statistics of a case.
#[derive(Debug)]
pub struct CaseStats {
    /// Its place in the report, from 0.
    pub position: i64,
    /// Its name.
    pub name: String,
    /// Submissions that it was judged in.
    pub judged: i64,
    /// Submissions that passed it.
    pub passed: i64,
    /// In percent; `None`: too few learners.
    pub discrimination: Option<i64>,
    /// The most frequent wrong outputs: the text and learners.
    pub wrong: Vec<(String, i64)>,
}

/// Upper and lower group: how many, and how many of them right.
#[derive(Debug, Clone, Default, sqlx::FromRow)]
pub struct Groups {
    /// Learners in the upper group.
    pub upper: i64,
    /// Of them right at the first submission.
    pub upper_right: i64,
    /// Learners in the lower group.
    pub lower: i64,
    /// Of them right at the first submission.
    pub lower_right: i64,
}

impl Groups {
    /// The index in percent.
    fn index(&self, learners: i64) -> Option<i64> {
        if learners < FEWEST || self.upper == 0 || self.lower == 0 {
            return None;
        }
        Some(self.upper_right * 100 / self.upper - self.lower_right * 100 / self.lower)
    }
}

/// The statistics of a mission, with a fixed number of statements.
///
/// # Errors
/// The database's.
pub async fn of(app: &App, mission: MissionId) -> Result<Stats> {
    let mut tx = app.db.read().await?;
    let mut stats =
        Stats { learners: store::learners(&mut tx, mission).await?, ..Stats::default() };
    for row in store::items(&mut tx, mission).await? {
        let item = stats.items.entry(row.item_id).or_default();
        item.discrimination = row.groups.index(stats.learners);
        item.counts = row.counts;
    }
    for (item, bucket, learners) in store::scores(&mut tx, mission).await? {
        let bucket = usize::try_from(bucket.clamp(0, 10)).unwrap_or(0);
        stats.items.entry(item).or_default().scores[bucket] += learners;
    }
    for row in store::cases(&mut tx, mission).await? {
        let item = stats.items.entry(row.item_id).or_default();
        item.cases.push(CaseStats {
            position: row.position,
            name: row.name,
            judged: row.judged,
            passed: row.passed,
            discrimination: row.groups.index(stats.learners),
            wrong: Vec::new(),
        });
    }
    for (item, position, text, learners) in store::wrong_outputs(&mut tx, mission).await? {
        let cases = &mut stats.items.entry(item).or_default().cases;
        let case = cases.iter_mut().find(|case| case.position == position);
        if let Some(case) = case.filter(|case| case.wrong.len() < WRONG) {
            case.wrong.push((text, learners));
        }
    }
    for (item, answer, learners) in store::wrong_answers(&mut tx, mission).await? {
        let answers = &mut stats.items.entry(item).or_default().answers;
        if answers.len() < WRONG {
            answers.push((answer, learners));
        }
    }
    Ok(stats)
}

#[cfg(test)]
mod tests {
    use super::Groups;

    #[test]
    fn the_index_is_the_difference_of_the_groups() {
        let groups = Groups { upper: 4, upper_right: 4, lower: 4, lower_right: 1 };
        assert_eq!(groups.index(15), Some(75));
        assert_eq!(groups.index(9), None);
        assert_eq!(Groups::default().index(15), None);
    }
}
