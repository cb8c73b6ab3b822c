//! Bounded threads for blocking calls of guests.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

use crate::fault::Fault;
use crate::tuning::THREAD_STACK;

/// A fixed number of threads, each with a stack deep enough for a guest.
///
/// A job holds at most one store, and never waits for a job of its own pool;
/// so there are never more stores than threads.
pub(crate) struct Pool {
    threads: ThreadPool,
    /// Calls from outside that run or wait.
    calls: Arc<AtomicUsize>,
    max_calls: usize,
}

/// What a job will give.
pub(crate) struct Pending<T>(mpsc::Receiver<T>);

impl<T> Pending<T> {
    /// Waits. A job that panicked gives a fault.
    pub(crate) fn wait(self) -> Result<T, Fault> {
        self.0.recv().map_err(|_| Fault::internal("a panic in the sandbox"))
    }
}

impl Pool {
    pub(crate) fn new(
        name: &'static str,
        threads: usize,
        max_calls: usize,
    ) -> Result<Self, ThreadPoolBuildError> {
        let threads = ThreadPoolBuilder::new()
            .num_threads(threads.max(1))
            .thread_name(move |index| format!("{name}-{index}"))
            .stack_size(THREAD_STACK)
            .build()?;
        Ok(Self { threads, calls: Arc::new(AtomicUsize::new(0)), max_calls })
    }

    /// Starts a job, in the order of the calls.
    pub(crate) fn spawn<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Pending<T> {
        let (sender, receiver) = mpsc::sync_channel(1);
        self.threads.spawn_fifo(move || {
            // On a panic the sender is dropped, which the receiver hears.
            if let Ok(value) = catch_unwind(AssertUnwindSafe(job)) {
                let _ = sender.send(value);
            }
        });
        Pending(receiver)
    }

    /// Runs a job for a caller outside, who waits; [`Fault::Busy`] if too many
    /// wait already.
    pub(crate) fn call<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Fault> {
        let permit = Permit::take(&self.calls, self.max_calls).ok_or(Fault::Busy)?;
        let value = self.spawn(job).wait();
        drop(permit);
        value
    }
}

struct Permit(Arc<AtomicUsize>);

impl Permit {
    fn take(calls: &Arc<AtomicUsize>, max: usize) -> Option<Self> {
        let permit = Self(Arc::clone(calls));
        (calls.fetch_add(1, Ordering::Relaxed) < max).then_some(permit)
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_fault_and_the_pool_lives() -> Result<(), Box<dyn std::error::Error>> {
        let pool = Pool::new("test", 1, 1)?;
        let panicked: Result<(), Fault> = pool.call(|| panic!("expected in this test"));
        assert!(matches!(panicked, Err(Fault::Internal { .. })));
        assert_eq!(pool.call(|| 7), Ok(7));
        Ok(())
    }

    #[test]
    fn too_many_waiting_calls_are_turned_away() -> Result<(), Box<dyn std::error::Error>> {
        let pool = Arc::new(Pool::new("test", 1, 1)?);
        let inner = Arc::clone(&pool);
        // The second call comes while the first one runs.
        let second = pool.call(move || inner.call(|| ()))?;
        assert_eq!(second, Err(Fault::Busy));
        assert_eq!(pool.call(|| ()), Ok(()));
        Ok(())
    }
}
