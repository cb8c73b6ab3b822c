//! Seconds of other judges as fuel of ours.

use std::time::Duration;

use weaverse_sandbox::RunLimits;

/// Executed instructions for one second of another judge: what CPython takes
/// here for a loop that takes it a second natively. (JavaScript with a
/// just-in-time compiler may do more in its second.)
pub const FUEL_PER_SECOND: f64 = 60e9;
/// The most that an item may ask for.
pub const MOST_FUEL: u64 = 100_000_000_000;
/// The least that is worth giving: start-up and some room.
pub const LEAST_FUEL: u64 = 2_000_000_000;
/// Without a limit of the exercise's own: two to three seconds of Python here.
pub const USUAL_FUEL: u64 = 20_000_000_000;
/// MiB that an item may ask for.
const MOST_MEMORY: f64 = 512.0;
/// MiB of output that an item may ask for.
const MOST_OUTPUT: f64 = 16.0;

/// Fuel, from the least to the most.
#[must_use]
pub fn fuel(wanted: f64) -> u64 {
    // A million is exact enough, and keeps the number readable.
    let millions = (wanted / 1e6).ceil().clamp(0.0, MOST_FUEL as f64 / 1e6);
    (millions as u64 * 1_000_000).clamp(LEAST_FUEL, MOST_FUEL)
}

/// Limits of an item, from another judge's.
#[must_use]
pub fn limits(seconds: Option<f64>, memory_mib: Option<f64>, output_mib: Option<f64>) -> RunLimits {
    let bytes = |mib: Option<f64>, least: f64, most: f64| {
        (mib.unwrap_or(least).clamp(least, most) * 1_048_576.0) as u64
    };
    RunLimits {
        fuel: seconds.map_or(USUAL_FUEL, |seconds| fuel(seconds * FUEL_PER_SECOND)),
        memory_bytes: bytes(memory_mib, 256.0, MOST_MEMORY) >> 20 << 20,
        output_bytes: bytes(output_mib, 1.0, MOST_OUTPUT) >> 10 << 10,
        // Fuel ends programs; this is for those that sleep.
        wall: Duration::from_secs(60),
    }
}

/// Whether an item may not ask for as much.
#[must_use]
pub fn is_cut(seconds: f64) -> bool {
    seconds * FUEL_PER_SECOND > MOST_FUEL as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_fuel_within_what_items_may_ask_for() {
        assert_eq!(limits(Some(1.0), None, None).fuel, 60_000_000_000);
        assert_eq!(limits(Some(10.0), None, None).fuel, MOST_FUEL);
        assert_eq!(limits(Some(0.001), None, None).fuel, LEAST_FUEL);
        assert_eq!(limits(None, Some(2048.0), Some(8.0)).memory_bytes, 512 << 20);
        assert_eq!(limits(None, None, Some(8.0)).output_bytes, 8 << 20);
    }
}
