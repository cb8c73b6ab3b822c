//! How numbers and times look on pages.

use jiff::tz::{Offset, TimeZone};

use crate::db::Moment;

/// Korean time has had no daylight saving since 1988: a fixed offset needs no
/// time-zone data on the machine.
const KST: Offset = Offset::constant(9);

/// `2026-11-23 18:05` in KST.
#[must_use]
pub fn kst(moment: Moment) -> String {
    moment.0.to_zoned(TimeZone::fixed(KST)).strftime("%Y-%m-%d %H:%M").to_string()
}

/// Milli-points as points, without trailing zeros.
#[must_use]
pub fn points(milli: i64) -> String {
    let (sign, milli) = if milli < 0 { ("-", -milli) } else { ("", milli) };
    let fraction = format!("{:03}", milli % 1000);
    let fraction = fraction.trim_end_matches('0');
    let dot = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{dot}{fraction}", milli / 1000)
}

/// Milli-points with one decimal at most, rounded down: what somebody earned.
#[must_use]
pub fn rough_points(milli: i64) -> String {
    points(milli / 100 * 100)
}

/// `₩50,000`.
#[must_use]
pub fn won(amount: i64) -> String {
    format!("₩{}", grouped(amount))
}

/// `1,234,567`.
#[must_use]
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number < 0 { format!("-{text}") } else { text }
}

/// `3:07` or `1:02:03` of milliseconds.
#[must_use]
pub fn clock(millis: i64) -> String {
    let seconds = millis.max(0) / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

/// A whole percentage, rounded down, 0 of 0 being 0.
#[must_use]
pub fn percent(part: i64, whole: i64) -> i64 {
    if whole <= 0 { 0 } else { (part * 100 / whole).clamp(0, 100) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(points(20_000), "20");
        assert_eq!(points(12_500), "12.5");
        assert_eq!(points(-1), "-0.001");
        assert_eq!(rough_points(3_571), "3.5");
        assert_eq!(won(50_000), "₩50,000");
        assert_eq!(grouped(-1_234_567), "-1,234,567");
        assert_eq!(clock(187_000), "3:07");
        assert_eq!(clock(3_723_000), "1:02:03");
        assert_eq!(percent(1, 3), 33);
        assert_eq!(percent(1, 0), 0);
    }

    #[test]
    fn times_are_korean() {
        let moment = Moment("2026-11-23T15:30:00Z".parse().unwrap());
        assert_eq!(kst(moment), "2026-11-24 00:30");
    }
}
