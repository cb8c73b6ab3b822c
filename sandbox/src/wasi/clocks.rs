//! Virtual time.
//!
//! A guest's clocks start at the same moment in every run and move only by
//! what the guest does: each reading moves them by [`TICK`], and a sleep moves
//! them to its end at once. So a sleep costs no real time, a loop that waits
//! for the clock ends, and a program that measures itself measures the same
//! on any machine. A guest that slept more than its limit is stopped.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::Duration;

use wasmtime::Result;
use wasmtime::component::{Resource, ResourceTable};
use wasmtime_wasi::p2::DynPollable;
use wasmtime_wasi::p2::bindings::clocks::{monotonic_clock, wall_clock};
use wasmtime_wasi_io::poll::{Pollable, subscribe};

/// How far a reading moves the clocks, in nanoseconds: 0.1 ms. A loop that
/// waits a second for the clock reads it 10 000 times, which fuel allows.
const TICK: u64 = 100_000;

/// What the monotonic clock says at the start: 1 s, as zero is special to
/// some programs.
const START: u64 = 1_000_000_000;

/// What the wall clock says at the start: 2026-01-01T00:00:00Z.
const EPOCH: u64 = 1_767_225_600;

/// The clocks of one store, shared with its pollables.
#[derive(Debug, Clone)]
pub(crate) struct Clock(Arc<Mutex<Time>>);

#[derive(Debug)]
struct Time {
    now: u64,
    slept: u64,
    /// The most that may be slept.
    limit: u64,
    /// The earliest moment that the current poll waits for.
    next: Option<u64>,
}

impl Clock {
    pub(crate) fn new(limit: Duration) -> Self {
        Self(Arc::new(Mutex::new(Time {
            now: START,
            slept: 0,
            limit: u64::try_from(limit.as_nanos()).unwrap_or(u64::MAX),
            next: None,
        })))
    }

    fn time(&self) -> MutexGuard<'_, Time> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads the monotonic clock.
    pub(crate) fn read(&self) -> u64 {
        let mut time = self.time();
        time.now = time.now.saturating_add(TICK);
        time.now
    }

    /// Whether the guest slept more than it may.
    pub(crate) fn overslept(&self) -> bool {
        let time = self.time();
        time.slept > time.limit
    }

    /// Forgets what an earlier poll waited for.
    pub(super) fn begin_poll(&self) {
        self.time().next = None;
    }

    /// Moves to the moment that the current poll waits for. False: it waits
    /// for nothing, or for longer than the guest may sleep.
    pub(super) fn sleep(&self) -> bool {
        let mut time = self.time();
        let Some(next) = time.next.take() else {
            // Nothing can ever wake this guest: it sleeps for ever.
            time.slept = u64::MAX;
            return false;
        };
        time.slept = time.slept.saturating_add(next.saturating_sub(time.now));
        time.now = time.now.max(next);
        time.slept <= time.limit
    }
}

/// A pollable that is ready from a moment on.
struct Deadline {
    clock: Clock,
    at: u64,
}

#[wasmtime_wasi_io::async_trait]
impl Pollable for Deadline {
    async fn ready(&mut self) {
        std::future::poll_fn(|_| {
            let mut time = self.clock.time();
            if time.now >= self.at {
                return Poll::Ready(());
            }
            time.next = Some(time.next.map_or(self.at, |next| next.min(self.at)));
            Poll::Pending
        })
        .await;
    }
}

/// `wasi:clocks` for one store.
pub(crate) struct Clocks<'a> {
    pub(crate) clock: &'a Clock,
    pub(crate) table: &'a mut ResourceTable,
}

impl Clocks<'_> {
    fn subscribe(&mut self, at: u64) -> Result<Resource<DynPollable>> {
        let deadline = self.table.push(Deadline { clock: self.clock.clone(), at })?;
        subscribe(self.table, deadline)
    }
}

impl monotonic_clock::Host for Clocks<'_> {
    fn now(&mut self) -> Result<u64> {
        Ok(self.clock.read())
    }

    fn resolution(&mut self) -> Result<u64> {
        Ok(TICK)
    }

    fn subscribe_instant(&mut self, when: u64) -> Result<Resource<DynPollable>> {
        self.subscribe(when)
    }

    fn subscribe_duration(&mut self, duration: u64) -> Result<Resource<DynPollable>> {
        let at = self.clock.time().now.saturating_add(duration);
        self.subscribe(at)
    }
}

impl wall_clock::Host for Clocks<'_> {
    fn now(&mut self) -> Result<wall_clock::Datetime> {
        let since = Duration::from_nanos(self.clock.read() - START);
        Ok(wall_clock::Datetime {
            seconds: EPOCH + since.as_secs(),
            nanoseconds: since.subsec_nanos(),
        })
    }

    fn resolution(&mut self) -> Result<wall_clock::Datetime> {
        Ok(wall_clock::Datetime { seconds: 0, nanoseconds: TICK as u32 })
    }
}
