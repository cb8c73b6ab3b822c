//! Time and randomness as parameters: nothing else in the program asks the
//! system for either, so that tests and grading are deterministic.

use std::sync::{Arc, Mutex};

use rand::{Rng as _, RngExt as _, SeedableRng as _};
use uuid::Uuid;

use crate::db::Moment;

/// Where "now" comes from.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Manual(Arc<Mutex<Moment>>),
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still until [`Clock::advance_millis`].
    #[must_use]
    pub fn manual(start: Moment) -> Self {
        Self(Source::Manual(Arc::new(Mutex::new(start))))
    }

    /// Now.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    pub fn now(&self) -> Moment {
        match &self.0 {
            Source::System => Moment::new(jiff::Timestamp::now()),
            Source::Manual(at) => *at.lock().expect("no panic while the clock is held"),
        }
    }

    /// Moves a manual clock; the system's clock is left alone.
    pub fn advance_millis(&self, millis: i64) {
        if let Source::Manual(at) = &self.0 {
            let mut at = at.lock().expect("no panic while the clock is held");
            *at = at.plus_millis(millis);
        }
    }
}

/// Where randomness and new ids come from.
#[derive(Clone, Debug)]
pub struct Entropy(Arc<Mutex<rand::rngs::StdRng>>);

impl Entropy {
    /// Seeded by the operating system.
    #[must_use]
    pub fn system() -> Self {
        Self(Arc::new(Mutex::new(rand::make_rng())))
    }

    /// The same sequence every time, for tests.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(rand::rngs::StdRng::seed_from_u64(seed))))
    }

    /// A new id (UUID version 7) of the moment `now`.
    #[must_use]
    pub fn id(&self, now: Moment) -> Uuid {
        let millis = u64::try_from(now.0.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes::<10>()).into_uuid()
    }

    /// Random bytes, fit for secrets.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.lock().expect("no panic while the generator is held").fill_bytes(&mut bytes);
        bytes
    }

    /// A random number below `end`.
    #[must_use]
    pub fn below(&self, end: u64) -> u64 {
        self.0.lock().expect("no panic while the generator is held").random_range(0..end.max(1))
    }
}
