//! `[items.limits]` of a mission.

use std::time::Duration;

use serde::Deserialize;
use weaverse_sandbox::RunLimits;

use super::{Problems, Source, Step};

/// As it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RawLimits {
    fuel: Option<u64>,
    memory_mib: Option<u64>,
    output_kib: Option<u64>,
    time_ms: Option<u64>,
}

/// The limits, with the defaults for what is absent.
pub fn read(
    source: &Source,
    raw: Option<&RawLimits>,
    at: [Step<'_>; 2],
    problems: &mut Problems,
) -> RunLimits {
    let mut limits = RunLimits::default();
    let Some(raw) = raw else { return limits };
    let mut set = |value: Option<u64>, name: &'static str, min: u64, max: u64| {
        let value = value?;
        if (min..=max).contains(&value) {
            return Some(value);
        }
        let place = [at[0], at[1], Step::Key("limits"), Step::Key(name)];
        source.problem(problems, &place, format!("{name} is from {min} to {max}"));
        None
    };
    if let Some(fuel) = set(raw.fuel, "fuel", 1_000_000, 100_000_000_000) {
        limits.fuel = fuel;
    }
    if let Some(mib) = set(raw.memory_mib, "memory-mib", 1, 512) {
        limits.memory_bytes = mib << 20;
    }
    if let Some(kib) = set(raw.output_kib, "output-kib", 1, 16 << 10) {
        limits.output_bytes = kib << 10;
    }
    if let Some(millis) = set(raw.time_ms, "time-ms", 100, 60_000) {
        limits.wall = Duration::from_millis(millis);
    }
    limits
}
