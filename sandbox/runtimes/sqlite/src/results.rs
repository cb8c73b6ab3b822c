//! Results as JSON, written row by row.

use rusqlite::types::ValueRef;
use serde_json::Value;

use crate::script::Sink;
use crate::value::cell;
use crate::weaverse::plugin::stdio;

/// Bytes of the results of a run at most. It is above what a run may return
/// unless its item says more; beyond it the run ends for too much output.
const MAX_BYTES: usize = 1 << 20;

/// Which results are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// None: the statements are only run.
    None,
    /// The last one.
    Last,
    /// All, in their order.
    All,
}

/// Takes results.
#[derive(Debug)]
pub(crate) struct Results {
    keep: Keep,
    /// Finished results as JSON.
    finished: Vec<String>,
    /// The result that is written at the moment, and whether it has a row.
    current: Option<(String, bool)>,
    /// Rows that INSERT, UPDATE and DELETE changed, in all.
    changed: u64,
}

impl Results {
    pub(crate) fn new(keep: Keep) -> Self {
        Self { keep, finished: Vec::new(), current: None, changed: 0 }
    }

    /// Rows that were changed.
    pub(crate) fn changed(&self) -> u64 {
        self.changed
    }

    /// The results as a JSON array.
    pub(crate) fn json(&self) -> String {
        format!("[{}]", self.finished.join(","))
    }

    /// The last result as JSON.
    pub(crate) fn last(&self) -> Option<&str> {
        self.finished.last().map(String::as_str)
    }

    fn bytes(&self) -> usize {
        let finished: usize = self.finished.iter().map(String::len).sum();
        finished + self.current.as_ref().map_or(0, |(text, _)| text.len())
    }
}

impl Sink for Results {
    fn columns(&mut self, names: Vec<String>) -> bool {
        if self.keep == Keep::None {
            return false;
        }
        if self.keep == Keep::Last {
            self.finished.clear();
        }
        self.current = Some((format!("{{\"columns\":{},\"rows\":[", Value::from(names)), false));
        true
    }

    fn row(&mut self, cells: Vec<ValueRef<'_>>) {
        if let Some((text, has_rows)) = &mut self.current {
            if std::mem::replace(has_rows, true) {
                text.push(',');
            }
            text.push('[');
            for (column, value) in cells.into_iter().enumerate() {
                if column > 0 {
                    text.push(',');
                }
                text.push_str(&cell(value).to_string());
            }
            text.push(']');
        }
        if self.bytes() > MAX_BYTES {
            too_much_output();
        }
    }

    fn done(&mut self, changed: Option<u64>) {
        self.changed += changed.unwrap_or_default();
        if let Some((mut text, _)) = self.current.take() {
            text.push_str("]}");
            self.finished.push(text);
        }
    }
}

/// Ends the run: the host stops what prints more than it may.
fn too_much_output() -> ! {
    loop {
        stdio::write_stdout(&[b' '; 1 << 16]);
    }
}
