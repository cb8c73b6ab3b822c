//! Times, and what is said of them.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

/// How long something takes.
pub fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed(), result)
}

/// The processor time that this process has taken, in steps of 10 ms.
pub fn processor_time() -> Result<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // After the program's name, which may hold anything: state, 10 numbers, user, system.
    let (_, fields) = stat.rsplit_once(')').context("/proc/self/stat has another form")?;
    let ticks = fields.split_whitespace().skip(11).take(2).map(str::parse::<u64>);
    Ok(Duration::from_millis(ticks.sum::<Result<u64, _>>()? * 10))
}

/// The time that so many percent of all stay below.
pub fn percentile(times: &[Duration], percent: usize) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort();
    let at = (sorted.len() * percent).div_ceil(100).clamp(1, sorted.len());
    sorted[at - 1]
}

/// Half take less.
pub fn median(times: &[Duration]) -> Duration {
    percentile(times, 50)
}

/// In milliseconds, with three digits that count.
pub fn milliseconds(time: Duration) -> String {
    let value = time.as_secs_f64() * 1000.0;
    let digits = match value {
        value if value < 1.0 => 3,
        value if value < 10.0 => 2,
        value if value < 100.0 => 1,
        _ => 0,
    };
    format!("{value:.digits$} ms")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_occurred() {
        let times: Vec<_> = (1..=10).rev().map(Duration::from_millis).collect();
        assert_eq!(median(&times), Duration::from_millis(5));
        assert_eq!(percentile(&times, 95), Duration::from_millis(10));
        assert_eq!(percentile(&times[..1], 50), Duration::from_millis(10));
    }

    #[test]
    fn processor_time_goes_on() {
        let before = processor_time().unwrap();
        let start = Instant::now();
        while processor_time().unwrap() == before {
            assert!(start.elapsed() < Duration::from_secs(60));
        }
    }

    #[test]
    fn times_have_three_digits() {
        let shown: Vec<_> = [200, 1234, 12_340, 123_400]
            .map(|micros| milliseconds(Duration::from_micros(micros)))
            .into();
        assert_eq!(shown, ["0.200 ms", "1.23 ms", "12.3 ms", "123 ms"]);
    }
}
