//! The table of what was measured.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

/// What stands around the generated part of a document.
fn begin(what: &str) -> String {
    format!("<!-- measured by `cargo xtask bench {what} --write`: begin -->")
}
const END: &str = "<!-- end -->";

/// Everything measured, in order.
#[derive(Debug)]
pub struct Report {
    what: &'static str,
    machine: String,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    what: String,
    measured: String,
    bar: String,
    /// `None`: there is no bar.
    held: Option<bool>,
}

impl Report {
    /// Begins with the machine as it is now.
    pub fn begin(what: &'static str) -> Result<Self> {
        let machine = machine()?;
        eprintln!("{machine}");
        Ok(Self { what, machine, rows: Vec::new() })
    }

    /// A figure without a bar.
    pub fn note(&mut self, what: impl Into<String>, measured: impl Into<String>) {
        let (what, measured) = (what.into(), measured.into());
        eprintln!("{what}: {measured}");
        self.rows.push(Row { what, measured, bar: String::new(), held: None });
    }

    /// A figure with a bar.
    pub fn bar(
        &mut self,
        what: impl Into<String>,
        measured: impl Into<String>,
        bar: &str,
        held: bool,
    ) {
        let (what, measured) = (what.into(), measured.into());
        eprintln!("{what}: {measured} (bar {bar})");
        self.rows.push(Row { what, measured, bar: bar.to_owned(), held: Some(held) });
    }

    /// Whether every bar is held.
    pub fn is_good(&self) -> bool {
        self.rows.iter().all(|row| row.held != Some(false))
    }

    /// The table in Markdown, with the machine's line above it.
    pub fn table(&self) -> String {
        let mut text =
            format!("\n{}\n\n| what | measured | bar | |\n|---|---|---|---|\n", self.machine);
        for Row { what, measured, bar, held } in &self.rows {
            let held = match held {
                None => "",
                Some(true) => "held",
                Some(false) => "**missed**",
            };
            text.push_str(&format!("| {what} | {measured} | {bar} | {held} |\n"));
        }
        text
    }

    /// Puts the table into a document, in the place of the one before.
    pub fn write(&self, document: &Path) -> Result<()> {
        let text = std::fs::read_to_string(document)?;
        std::fs::write(document, replaced(&text, self.what, &self.table())?)?;
        Ok(())
    }
}

fn replaced(document: &str, what: &str, table: &str) -> Result<String> {
    let begin = begin(what);
    let (before, rest) = document.split_once(&begin).with_context(|| format!("no line {begin}"))?;
    let (_, after) = rest.split_once(END).with_context(|| format!("no line {END}"))?;
    Ok(format!("{before}{begin}\n{table}\n{END}{after}"))
}

/// Processor, cores, memory, date, and what else the machine does.
fn machine() -> Result<String> {
    let field = |file: &str, name: &str| {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let line = text.lines().find_map(|line| Some(line.strip_prefix(name)?.trim().to_owned()));
        line.map(|line| line.trim_start_matches(':').trim().to_owned())
    };
    let processor = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown".to_owned());
    let memory = field("/proc/meminfo", "MemTotal:")
        .and_then(|text| text.trim_end_matches(" kB").parse::<u64>().ok())
        .map_or_else(|| "unknown".to_owned(), |kib| format!("{} GiB", (kib + (1 << 19)) >> 20));
    let date = Command::new("date").args(["-u", "+%Y-%m-%d"]).output()?.stdout;
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    Ok(format!(
        "{processor}, {} cores, {memory} of memory; {}; load of {} before.",
        std::thread::available_parallelism()?,
        String::from_utf8_lossy(&date).trim(),
        load.split(' ').next().unwrap_or("?"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_generated_part_is_replaced() {
        let (a, b) = (begin("a"), begin("b"));
        let document = |of_b| format!("# Title\n\n{a}\nother\n{END}\n{b}\n{of_b}\n{END}\nText.\n");
        let new = replaced(&document("old"), "b", "new").unwrap();
        assert_eq!(new, document("new"));
        assert_eq!(replaced(&new, "b", "new").unwrap(), new);
        assert!(replaced(&new, "c", "new").is_err());
    }

    #[test]
    fn one_missed_bar_is_enough() {
        let mut report = Report::begin("a").unwrap();
        report.note("a", "1");
        report.bar("b", "2", "≥ 1", true);
        assert!(report.is_good());
        report.bar("c", "0", "≥ 1", false);
        assert!(!report.is_good());
        assert!(report.table().contains("| c | 0 | ≥ 1 | **missed** |"));
    }
}
