//! How many tests passed: read from what `cargo test` prints.

use std::fmt;

/// Tests of all test binaries together.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) passed: u64,
    pub(super) failed: u64,
    /// Ignored or filtered out.
    pub(super) skipped: u64,
    /// The names of tests that failed.
    pub(super) failures: Vec<String>,
    /// A binary runs that has not given its result.
    running: bool,
}

impl Tally {
    /// Takes in a line.
    pub(super) fn read(&mut self, line: &str) {
        if let Some(counts) = line.strip_prefix("test result: ") {
            self.running = false;
            for part in counts.split(['.', ';']) {
                let mut words = part.trim().splitn(2, ' ');
                let Some(count) = words.next().and_then(|word| word.parse::<u64>().ok()) else {
                    continue;
                };
                match words.next() {
                    Some("passed") => self.passed += count,
                    Some("failed") => self.failed += count,
                    Some("ignored" | "filtered out") => self.skipped += count,
                    _ => {}
                }
            }
        } else if let Some(name) = failure(line) {
            self.failures.push(name.to_owned());
        } else if line.starts_with("running ") && line.trim_end().ends_with(['t', 's']) {
            let count = line.split(' ').nth(1).and_then(|word| word.parse::<u64>().ok());
            if count.is_some() {
                self.close();
                self.running = true;
            }
        }
    }

    /// Nothing follows. A binary that died without a result is a failure.
    pub(super) fn close(&mut self) {
        if self.running {
            self.failed += 1;
            self.running = false;
        }
    }

    pub(super) fn ran(&self) -> u64 {
        self.passed + self.failed
    }
}

/// The test that a line says has failed.
fn failure(line: &str) -> Option<&str> {
    line.trim_end().strip_prefix("test ")?.strip_suffix(" ... FAILED")
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(output: &str) -> String {
        let mut tally = Tally::default();
        output.lines().for_each(|line| tally.read(line));
        tally.close();
        tally.to_string()
    }

    #[test]
    fn results_of_binaries_are_summed() {
        let output = "\nrunning 2 tests\ntest a ... ok\ntest b ... ok\n\n\
            test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            running 3 tests\n\
            test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 4 filtered out; finished in 1.25s\n";
        assert_eq!(tally(output), "3 passed, 1 failed, 5 skipped");
    }

    #[test]
    fn failures_have_names() {
        assert_eq!(failure("test a::b - should panic ... FAILED\n"), Some("a::b - should panic"));
        assert_eq!(failure("test a::b ... ok\n"), None);
    }

    #[test]
    fn a_binary_that_dies_has_failed() {
        let died = "running 2 tests\ntest a ... ok\n";
        let next = "running 1 test\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured\n";
        assert_eq!(tally(&format!("{died}{next}")), "1 passed, 1 failed");
        assert_eq!(tally(&format!("{next}{died}")), "1 passed, 1 failed");
    }
}
