//! What a run may use, and the meter of its memory.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use wasmtime::{ResourceLimiter, Result};

/// What one call of a plugin may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunLimits {
    /// Units of wasmtime's fuel: about one for each WebAssembly instruction,
    /// and one for each byte of a bulk copy. Starting the runtime is free.
    pub fuel: u64,
    /// Bytes of memory and tables above what a fresh instance of the plugin
    /// already has, so that the same limit is as fair to CPython as to
    /// QuickJS. No memory grows past 512 MiB in all
    /// (256 MiB where the machine has little address space).
    pub memory_bytes: u64,
    /// Bytes of stdout and stderr together; and, again, of a returned value.
    pub output_bytes: u64,
    /// The time that a program may sleep (virtual time: it passes at once),
    /// and the processor time that it may take if fuel does not end it first.
    pub wall: Duration,
}

impl Default for RunLimits {
    /// 2 G fuel (0.2 to 0.5 s), 128 MiB, 64 KiB of output, 10 s.
    fn default() -> Self {
        Self {
            fuel: 2_000_000_000,
            memory_bytes: 128 << 20,
            output_bytes: 64 << 10,
            wall: Duration::from_secs(10),
        }
    }
}

/// Sums what a store's memories and tables take, and refuses growth above a
/// limit.
#[derive(Debug)]
pub(crate) struct MemoryMeter {
    used: u64,
    base: u64,
    peak: u64,
    limit: u64,
    refused: bool,
}

/// A table's element is a pointer in the host.
const ELEMENT: u64 = 8;

impl MemoryMeter {
    /// A meter that lets an instance start: the pool holds it in bounds.
    pub(crate) fn new() -> Self {
        Self { used: 0, base: 0, peak: 0, limit: u64::MAX, refused: false }
    }

    /// From here on `limit` bytes may be added to what is there.
    pub(crate) fn start(&mut self, limit: u64) {
        self.base = self.used;
        self.peak = self.used;
        self.limit = self.used.saturating_add(limit);
    }

    /// The most that was added since the start, in bytes.
    pub(crate) fn peak(&self) -> u64 {
        self.peak - self.base
    }

    /// Whether growth was refused.
    pub(crate) fn refused(&self) -> bool {
        self.refused
    }

    fn grow(&mut self, current: u64, desired: u64) -> bool {
        let wanted = self.used.saturating_add(desired.saturating_sub(current));
        if wanted > self.limit {
            self.refused = true;
            return false;
        }
        self.used = wanted;
        self.peak = self.peak.max(wanted);
        true
    }
}

impl ResourceLimiter for MemoryMeter {
    fn memory_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> Result<bool> {
        Ok(self.grow(current as u64, desired as u64))
    }

    fn memory_grow_failed(&mut self, _: wasmtime::Error) -> Result<()> {
        // The pool's own ceiling.
        self.refused = true;
        Ok(())
    }

    fn table_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> Result<bool> {
        Ok(self.grow(current as u64 * ELEMENT, desired as u64 * ELEMENT))
    }

    fn table_grow_failed(&mut self, _: wasmtime::Error) -> Result<()> {
        self.refused = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_meter_counts_above_the_fresh_instance() {
        let mut meter = MemoryMeter::new();
        assert!(meter.grow(0, 1000));
        meter.start(100);
        assert!(meter.grow(1000, 1080));
        assert!(!meter.grow(0, 21));
        assert!(meter.grow(0, 20));
        assert_eq!(meter.peak(), 100);
        assert!(meter.refused());
    }
}
