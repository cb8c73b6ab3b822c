//! When something can be handed in: opening and closing times, and the
//! cool-down between two attempts. (How many attempts: `service::submit`.)

mod store;

use super::model::{ItemId, ItemRow, MissionRow, Standing, SubmissionPurpose};
use crate::accounts::{UserId, Viewer};
use crate::db::{Moment, Tx};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::web::format::kst;

/// What counts for one learner and item.
#[derive(Debug, Clone, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Terms {
    /// Nothing can be handed in before.
    pub opens_at: Option<Moment>,
    /// Nothing can be handed in for the score from then on.
    pub closes_at: Option<Moment>,
    /// Seconds between two submissions for the score.
    pub cool_down_seconds: Option<i64>,
    /// When the learner last handed in for the score.
    pub last_at: Option<Moment>,
}

/// The terms of a learner and an item.
///
/// # Errors
/// The database's.
pub async fn of(tx: &mut Tx, user: UserId, item: ItemId) -> Result<Terms> {
    store::terms(tx, user, item).await?.ok_or(Error::NotFound)
}

impl Terms {
    /// As an item's page knows them.
    #[must_use]
    pub fn new(mission: &MissionRow, item: &ItemRow, standing: &Standing) -> Self {
        Self {
            opens_at: mission.opens_at,
            closes_at: mission.closes_at,
            cool_down_seconds: item.cool_down_seconds,
            last_at: standing.last_at,
        }
    }

    /// Until when the mission is not open yet.
    #[must_use]
    pub fn opens_later(&self, now: Moment) -> Option<Moment> {
        self.opens_at.filter(|opens| now < *opens)
    }

    /// Since when it is closed.
    #[must_use]
    pub fn closed_since(&self, now: Moment) -> Option<Moment> {
        self.closes_at.filter(|closes| now >= *closes)
    }

    /// Seconds until the next attempt, rounded up.
    #[must_use]
    pub fn wait_seconds(&self, now: Moment) -> Option<i64> {
        let again = self.last_at?.plus_millis(self.cool_down_seconds? * 1000);
        let millis = again.millis_since(now);
        (millis > 0).then_some((millis + 999) / 1000)
    }
}

/// Whether something can be handed in now. The staff rehearses whenever it
/// likes; after closing, samples can still be tried.
///
/// # Errors
/// Why not, and when.
pub fn check(
    terms: &Terms,
    viewer: &Viewer,
    purpose: SubmissionPurpose,
    now: Moment,
) -> Result<()> {
    if viewer.is_staff() {
        return Ok(());
    }
    if let Some(opens) = terms.opens_later(now) {
        return Err(Error::conflict(Message::new("mission-opens-later").with("at", kst(opens))));
    }
    if purpose == SubmissionPurpose::Samples {
        return Ok(());
    }
    if let Some(closed) = terms.closed_since(now) {
        return Err(Error::conflict(Message::new("mission-closed").with("at", kst(closed))));
    }
    if let Some(seconds) = terms.wait_seconds(now) {
        return Err(Error::too_many(Message::new("mission-cool-down").with("seconds", seconds)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::Role;

    fn at(text: &str) -> Moment {
        Moment(text.parse().expect("a moment"))
    }

    fn viewer(role: Role) -> Viewer {
        Viewer { id: UserId(uuid::Uuid::nil()), nickname: String::new(), role }
    }

    #[test]
    fn a_mission_is_open_between_its_times() {
        let terms = Terms {
            opens_at: Some(at("2026-12-01T00:00:00Z")),
            closes_at: Some(at("2026-12-02T00:00:00Z")),
            ..Terms::default()
        };
        let may = |role, purpose, now| check(&terms, &viewer(role), purpose, at(now)).is_ok();
        let (full, samples) = (SubmissionPurpose::Full, SubmissionPurpose::Samples);
        assert!(!may(Role::Learner, samples, "2026-11-30T23:59:59Z"));
        assert!(may(Role::Learner, full, "2026-12-01T00:00:00Z"));
        assert!(!may(Role::Learner, full, "2026-12-02T00:00:00Z"));
        assert!(may(Role::Learner, samples, "2026-12-02T00:00:00Z"));
        assert!(may(Role::Tutor, full, "2026-11-01T00:00:00Z"));
    }

    #[test]
    fn the_next_attempt_has_to_wait() {
        let terms = Terms {
            cool_down_seconds: Some(60),
            last_at: Some(at("2026-12-01T00:00:00Z")),
            ..Terms::default()
        };
        assert_eq!(terms.wait_seconds(at("2026-12-01T00:00:00.5Z")), Some(60));
        assert_eq!(terms.wait_seconds(at("2026-12-01T00:00:59Z")), Some(1));
        assert_eq!(terms.wait_seconds(at("2026-12-01T00:01:00Z")), None);
    }
}
