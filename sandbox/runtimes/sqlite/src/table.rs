//! A result as a table of text.

use rusqlite::types::ValueRef;
use weaverse_sql_text::{Cell, head, line, widths};

use crate::value::text;
use crate::weaverse::plugin::stdio;

/// Bytes of cells that wait for the widths of their columns; what is more is
/// printed as it comes.
const MAX_WAITING: usize = 1 << 20;

/// A result that is collected until it can be aligned.
pub(crate) struct Table {
    names: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
    count: usize,
    bytes: usize,
    /// Set when the first lines are out.
    widths: Option<Vec<usize>>,
}

impl Table {
    pub(crate) fn new(names: Vec<String>) -> Self {
        let names = names.iter().map(|name| Cell::new(name, false)).collect();
        Self { names, rows: Vec::new(), count: 0, bytes: 0, widths: None }
    }

    pub(crate) fn add(&mut self, cells: &[ValueRef<'_>]) {
        let is_number =
            |value: &ValueRef<'_>| matches!(value, ValueRef::Integer(_) | ValueRef::Real(_));
        let cells: Vec<Cell> =
            cells.iter().map(|value| Cell::new(&text(*value), is_number(value))).collect();
        self.count += 1;
        self.bytes += cells.iter().map(|cell| cell.text.len()).sum::<usize>();
        self.rows.push(cells);
        if self.widths.is_some() || self.bytes > MAX_WAITING {
            self.flush();
        }
    }

    pub(crate) fn print(mut self) {
        self.flush();
        let rows = if self.count == 1 { "row" } else { "rows" };
        stdio::write_stdout(format!("({} {rows})\n", self.count).as_bytes());
    }

    fn flush(&mut self) {
        let mut out = String::new();
        let widths = self.widths.take().unwrap_or_else(|| {
            let widths = widths(&self.names, &self.rows);
            out.push_str(&head(&self.names, &widths));
            widths
        });
        for row in self.rows.drain(..) {
            out.push_str(&line(&row, &widths));
        }
        stdio::write_stdout(out.as_bytes());
        self.widths = Some(widths);
    }
}
