//! Bounded threads for blocking calls of guests.
//!
//! Not rayon: its idle threads spin before they sleep, which costs more than a
//! short run on a small machine, and a waiting thread of its may begin another
//! job on the same stack. A queue and a condition variable do neither.

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

use crate::fault::Fault;
use crate::tuning::THREAD_STACK;

/// A fixed number of threads, each with a stack deep enough for a guest.
///
/// A job holds at most one store, and never waits for a job of its own pool;
/// so there are never more stores than threads.
///
/// Each thread has a `S` of its own, which its jobs use one after the other.
pub(crate) struct Pool<S> {
    queue: Arc<Queue<S>>,
    /// Calls from outside that run or wait.
    calls: Arc<AtomicUsize>,
    max_calls: usize,
}

type Job<S> = Box<dyn FnOnce(&mut S) + Send>;

struct Queue<S> {
    jobs: Mutex<Jobs<S>>,
    changed: Condvar,
}

struct Jobs<S> {
    waiting: VecDeque<Job<S>>,
    closed: bool,
}

impl<S> Queue<S> {
    fn new() -> Self {
        let jobs = Jobs { waiting: VecDeque::new(), closed: false };
        Self { jobs: Mutex::new(jobs), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, Jobs<S>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, job: Job<S>) {
        self.lock().waiting.push_back(job);
        self.changed.notify_one();
    }

    /// The oldest job; `None` when the pool is gone.
    fn next(&self) -> Option<Job<S>> {
        let mut jobs = self.lock();
        loop {
            if let Some(job) = jobs.waiting.pop_front() {
                return Some(job);
            }
            if jobs.closed {
                return None;
            }
            let changed = self.changed.wait(jobs);
            jobs = changed.unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }
}

/// What a job will give.
pub(crate) struct Pending<T>(mpsc::Receiver<T>);

impl<T> Pending<T> {
    /// Waits. A job that panicked gives a fault.
    pub(crate) fn wait(self) -> Result<T, Fault> {
        self.0.recv().map_err(|_| Fault::internal("a panic in the sandbox"))
    }
}

impl<S: 'static> Pool<S> {
    /// Starts the threads; `seat` makes what each of them has, on that thread.
    pub(crate) fn new(
        name: &str,
        threads: usize,
        max_calls: usize,
        seat: impl Fn() -> S + Clone + Send + 'static,
    ) -> io::Result<Self> {
        // Made first, so that the threads that started end if one does not.
        let pool = Self { queue: Arc::new(Queue::new()), calls: Arc::default(), max_calls };
        for index in 0..threads.max(1) {
            let (queue, seat) = (Arc::clone(&pool.queue), seat.clone());
            thread::Builder::new().name(format!("{name}-{index}")).stack_size(THREAD_STACK).spawn(
                move || {
                    let mut seat = seat();
                    while let Some(job) = queue.next() {
                        job(&mut seat);
                    }
                },
            )?;
        }
        Ok(pool)
    }

    /// Starts a job, in the order of the calls.
    pub(crate) fn spawn<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut S) -> T + Send + 'static,
    ) -> Pending<T> {
        let (sender, receiver) = mpsc::sync_channel(1);
        self.queue.push(Box::new(move |seat| {
            // On a panic the sender is dropped, which the receiver hears.
            if let Ok(value) = catch_unwind(AssertUnwindSafe(|| job(seat))) {
                let _ = sender.send(value);
            }
        }));
        Pending(receiver)
    }

    /// Runs a job for a caller outside, who waits; [`Fault::Busy`] if too many
    /// wait already.
    pub(crate) fn call<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut S) -> T + Send + 'static,
    ) -> Result<T, Fault> {
        let permit = Permit::take(&self.calls, self.max_calls).ok_or(Fault::Busy)?;
        let value = self.spawn(job).wait();
        drop(permit);
        value
    }
}

impl<S> Drop for Pool<S> {
    /// The threads end by themselves, after the jobs that wait.
    fn drop(&mut self) {
        self.queue.close();
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
        let pool = Pool::new("test", 1, 1, || ())?;
        let panicked: Result<(), Fault> = pool.call(|()| panic!("expected in this test"));
        assert!(matches!(panicked, Err(Fault::Internal { .. })));
        assert_eq!(pool.call(|()| 7), Ok(7));
        Ok(())
    }

    #[test]
    fn too_many_waiting_calls_are_turned_away() -> Result<(), Box<dyn std::error::Error>> {
        let pool = Arc::new(Pool::new("test", 1, 1, || ())?);
        let inner = Arc::clone(&pool);
        // The second call comes while the first one runs.
        let second = pool.call(move |()| inner.call(|()| ()))?;
        assert_eq!(second, Err(Fault::Busy));
        assert_eq!(pool.call(|()| ()), Ok(()));
        Ok(())
    }
}
