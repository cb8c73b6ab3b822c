//! Numbers as they are written, compared as numbers.

/// Accepts a number for another one.
///
/// Without a tolerance two integers must be equal, whatever their size, and
/// other numbers may differ by `otherwise`. With a tolerance the difference
/// may be that much, absolutely or relative to the expected number.
pub fn is_close(expected: &str, actual: &str, tolerance: Option<f64>, otherwise: f64) -> bool {
    if expected == actual {
        return true;
    }
    let integers = integer(expected).zip(integer(actual));
    if let Some((expected, actual)) = integers {
        if expected == actual {
            return true;
        }
        if tolerance.is_none() {
            return false;
        }
    }
    let (Ok(a), Ok(b)) = (expected.parse::<f64>(), actual.parse::<f64>()) else {
        return false;
    };
    if a.is_nan() || b.is_nan() {
        return a.is_nan() && b.is_nan();
    }
    if a.is_infinite() || b.is_infinite() {
        // Integers this large are not infinite: they are different.
        return integers.is_none() && a == b;
    }
    let tolerance = tolerance.unwrap_or(otherwise);
    let difference = (a - b).abs();
    difference <= tolerance || difference <= tolerance * a.abs()
}

/// The sign and the digits of an integer, without what does not count.
fn integer(text: &str) -> Option<(bool, &str)> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = digits.trim_start_matches('0');
    Some((negative && !digits.is_empty(), digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HUGE: &str = "1267650600228229401496703205376";
    const HUGE_NEXT: &str = "1267650600228229401496703205377";

    #[test]
    fn without_a_tolerance() {
        for (expected, actual) in [
            ("1", "1"),
            ("1", "1.0"),
            ("1000", "1e3"),
            ("007", "+7"),
            ("0", "-0"),
            ("0.3", "0.30000000000000004"),
            ("inf", "Infinity"),
            ("-inf", "-inf"),
            ("nan", "NaN"),
            (HUGE, HUGE),
            (HUGE, "1.2676506002282294e30"),
            ("word", "word"),
        ] {
            assert!(is_close(expected, actual, None, 1e-9), "{expected} {actual}");
        }
        for (expected, actual) in [
            ("1", "2"),
            ("1", "-1"),
            ("10000000000", "10000000001"),
            (HUGE, HUGE_NEXT),
            ("1.5", "1.50001"),
            ("inf", "-inf"),
            ("inf", "1e308"),
            ("nan", "0"),
            ("1", "one"),
            ("1000", "1,000"),
            ("1000", "1_000"),
            ("16", "0x10"),
            ("1", ""),
        ] {
            assert!(!is_close(expected, actual, None, 1e-9), "{expected} {actual}");
        }
    }

    #[test]
    fn with_a_tolerance_the_looser_measure_counts() {
        for (expected, actual, tolerance) in [
            ("0.001", "0.002", 0.001),
            ("1000000", "1000001", 1e-6),
            ("100", "102", 2.0),
            ("0", "1e-7", 1e-6),
            (HUGE, HUGE_NEXT, 1e-6),
        ] {
            assert!(is_close(expected, actual, Some(tolerance), 0.0), "{expected} {actual}");
        }
        let four_hundred = "9".repeat(400);
        for (expected, actual, tolerance) in [
            ("1000000", "1000002", 1e-6),
            ("100", "103", 0.02),
            ("0", "1e-5", 1e-6),
            ("inf", "5", 1e9),
            ("5", "inf", 1e9),
            ("nan", "5", 1e9),
            ("1", "2", 0.0),
            (four_hundred.as_str(), &"8".repeat(400), 1e-6),
        ] {
            assert!(!is_close(expected, actual, Some(tolerance), 0.0), "{expected} {actual}");
        }
    }
}
