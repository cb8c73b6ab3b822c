//! What SQLite asks of the machine: a clock that stands still, randomness
//! that follows from the seed.

#![allow(unsafe_code)]

use std::cell::Cell;

use sqlite_wasm_rs::host::{Error, LocalTime, OK};

/// The time of every run, in milliseconds: 2026-01-01T00:00:00Z, where the
/// clocks of the other runtimes begin.
const NOW_MS: i64 = 1_767_225_600_000;

thread_local! {
    static RANDOM: Cell<u64> = const { Cell::new(0) };
}

/// Takes the seed of a run.
pub(crate) fn seed(seed: u64) {
    RANDOM.with(|state| state.set(seed));
}

fn next_random() -> u64 {
    // SplitMix64.
    RANDOM.with(|state| {
        let next = state.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        state.set(next);
        let mut z = next;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    })
}

/// Writes random bytes.
///
/// # Safety
/// `buffer` must be writable for `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rust_sqlite_wasm_host_random(buffer: *mut u8, length: usize) -> usize {
    for at in 0..length {
        // SAFETY: the caller's promise.
        unsafe { buffer.add(at).write(next_random() as u8) };
    }
    length
}

/// The same: nothing here is secret.
///
/// # Safety
/// `buffer` must be writable for `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rust_sqlite_wasm_host_fill_entropy(buffer: *mut u8, length: usize) -> i32 {
    // SAFETY: the caller's promise.
    unsafe { rust_sqlite_wasm_host_random(buffer, length) };
    OK
}

/// The time.
///
/// # Safety
/// `out` must be writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rust_sqlite_wasm_host_epoch_timestamp_in_ms(out: *mut i64) -> i32 {
    // SAFETY: the caller's promise.
    unsafe { out.write(NOW_MS) };
    OK
}

/// Nobody waits: there is one connection at a time.
#[unsafe(no_mangle)]
pub extern "C" fn rust_sqlite_wasm_host_sleep(_seconds: u64, _nanoseconds: u32) {}

/// Local time is UTC.
///
/// # Safety
/// `out` must be writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rust_sqlite_wasm_host_localtime(unix: i64, out: *mut LocalTime) -> i32 {
    let Some(time) = utc(unix) else { return Error::InvalidTime as i32 };
    // SAFETY: the caller's promise.
    unsafe { out.write(time) };
    OK
}

/// Days to a date of the Gregorian calendar, as Howard Hinnant's `civil_from_days`.
fn utc(unix: i64) -> Option<LocalTime> {
    let (days, seconds) = (unix.div_euclid(86_400), unix.rem_euclid(86_400));
    let shifted = days.checked_add(719_468)?;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    // From 1 January rather than from 1 March.
    let year_day = if month <= 2 { day_of_year - 306 } else { day_of_year + 59 + i64::from(leap) };
    let part = |value: i64| i32::try_from(value).ok();
    Some(LocalTime {
        year: part(year)?,
        month: part(month)?,
        day: part(day)?,
        hour: part(seconds / 3_600)?,
        minute: part(seconds / 60 % 60)?,
        second: part(seconds % 60)?,
        weekday: part((days + 4).rem_euclid(7))?,
        yearday: part(year_day)?,
        is_dst: 0,
        utc_offset_seconds: 0,
    })
}
