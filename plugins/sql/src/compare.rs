//! A result against the expected one.

use std::cmp::Ordering;

use weaverse_grader_sdk::number::is_close;

use crate::value::{Cell, Table};

/// What reals may differ by when nothing is said: another order of the same
/// sum differs that much.
const DEFAULT_TOLERANCE: f64 = 1e-9;
/// Rows among which a partner is looked for one by one.
const MAX_PAIRED: usize = 1000;

/// How results are compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The rows' order counts.
    pub ordered: bool,
    /// The columns' names count.
    pub column_names: bool,
    /// What numbers may differ by, absolutely or relatively.
    pub tolerance: Option<f64>,
    /// Text differs by upper and lower case.
    pub case_sensitive: bool,
    /// 1 is not 1.0.
    pub strict_types: bool,
    /// NULL is like the empty text.
    pub null_is_empty: bool,
}

/// What is different first.
#[derive(Debug, Clone, PartialEq)]
pub enum Difference {
    /// The number of columns.
    Width {
        /// That should be.
        expected: usize,
        /// That is.
        actual: usize,
    },
    /// The name of a column.
    Name {
        /// From 1.
        column: usize,
        /// That should be.
        expected: String,
        /// That is.
        actual: String,
    },
    /// The number of rows.
    Height {
        /// That should be.
        expected: usize,
        /// That is.
        actual: usize,
    },
    /// The same rows in another order.
    Order,
    /// A cell.
    Cell {
        /// From 1.
        row: usize,
        /// Its name, or its number.
        column: String,
        /// That should be.
        expected: Cell,
        /// That is.
        actual: Cell,
    },
    /// A row that is not in the result.
    Missing(Vec<Cell>),
}

impl Options {
    /// Accepts a result, or says what is different.
    pub fn compare(&self, expected: &Table, actual: &Table) -> Result<(), Difference> {
        self.compare_columns(expected, actual)?;
        if expected.rows.len() != actual.rows.len() {
            let (expected, actual) = (expected.rows.len(), actual.rows.len());
            return Err(Difference::Height { expected, actual });
        }
        if self.ordered {
            self.in_order(expected, actual)
        } else {
            self.in_any_order(expected, actual)
        }
    }

    fn compare_columns(&self, expected: &Table, actual: &Table) -> Result<(), Difference> {
        if let (Some(expected), Some(actual)) = (expected.width(), actual.width())
            && expected != actual
        {
            return Err(Difference::Width { expected, actual });
        }
        let (Some(wanted), Some(got)) = (&expected.columns, &actual.columns) else { return Ok(()) };
        let pairs = wanted.iter().zip(got).enumerate().filter(|_| self.column_names);
        // SQL's names do not differ by case.
        let different =
            |(_, (a, b)): &(usize, (&String, &String))| a.to_lowercase() != b.to_lowercase();
        match pairs.into_iter().find(different) {
            Some((index, (expected, actual))) => Err(Difference::Name {
                column: index + 1,
                expected: expected.clone(),
                actual: actual.clone(),
            }),
            None => Ok(()),
        }
    }

    fn in_order(&self, expected: &Table, actual: &Table) -> Result<(), Difference> {
        match self.first_cell(&expected.rows, &actual.rows) {
            None => Ok(()),
            Some(_) if self.in_any_order(expected, actual).is_ok() => Err(Difference::Order),
            Some((row, column)) => Err(Difference::Cell {
                row: row + 1,
                column: match &expected.columns {
                    Some(_) => expected.column(column),
                    None => actual.column(column),
                },
                expected: expected.rows[row][column].clone(),
                actual: actual.rows[row][column].clone(),
            }),
        }
    }

    fn in_any_order(&self, expected: &Table, actual: &Table) -> Result<(), Difference> {
        let sorted = |table: &Table| {
            let mut rows = table.rows.clone();
            rows.sort_by(|a, b| self.order(a, b));
            rows
        };
        let (wanted, mut got) = (sorted(expected), sorted(actual));
        let Some((first, _)) = self.first_cell(&wanted, &got) else { return Ok(()) };
        if wanted.len() > MAX_PAIRED {
            return Err(Difference::Missing(wanted[first].clone()));
        }
        // Reals that differ within the tolerance may have another place in the
        // order: each row takes a partner instead.
        for row in &wanted {
            match got.iter().position(|other| self.same_row(row, other)) {
                Some(index) => drop(got.swap_remove(index)),
                None => return Err(Difference::Missing(row.clone())),
            }
        }
        Ok(())
    }

    /// The row and column of the first cell that differs.
    fn first_cell(&self, expected: &[Vec<Cell>], actual: &[Vec<Cell>]) -> Option<(usize, usize)> {
        expected.iter().zip(actual).enumerate().find_map(|(row, (a, b))| {
            let column = a.iter().zip(b).position(|(a, b)| !self.same(a, b))?;
            Some((row, column))
        })
    }

    fn same_row(&self, a: &[Cell], b: &[Cell]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same(a, b))
    }

    fn same(&self, expected: &Cell, actual: &Cell) -> bool {
        match (expected, actual) {
            (Cell::Text(a), Cell::Text(b)) => {
                a == b || !self.case_sensitive && a.to_lowercase() == b.to_lowercase()
            }
            (Cell::Null, Cell::Text(text)) | (Cell::Text(text), Cell::Null) => {
                self.null_is_empty && text.is_empty()
            }
            (Cell::Integer(_), Cell::Real(_)) | (Cell::Real(_), Cell::Integer(_))
                if self.strict_types =>
            {
                false
            }
            (a, b) if a.is_number() && b.is_number() => {
                is_close(&exact(a), &exact(b), self.tolerance, DEFAULT_TOLERANCE)
            }
            (a, b) => a == b,
        }
    }

    /// An order in which equal rows stand together: what is exact counts
    /// first, numbers last.
    fn order(&self, a: &[Cell], b: &[Cell]) -> Ordering {
        let exact = |row: &[Cell]| row.iter().map(|cell| self.key(cell)).collect::<Vec<_>>();
        let numbers = || {
            a.iter().zip(b).fold(Ordering::Equal, |order, (a, b)| {
                order.then_with(|| number(a).total_cmp(&number(b)))
            })
        };
        exact(a).cmp(&exact(b)).then_with(numbers)
    }

    fn key(&self, cell: &Cell) -> (u8, String) {
        match cell {
            Cell::Null if self.null_is_empty => (2, String::new()),
            Cell::Null => (0, String::new()),
            Cell::Integer(_) | Cell::Real(_) => (1, String::new()),
            Cell::Text(text) if self.case_sensitive => (2, text.clone()),
            Cell::Text(text) => (2, text.to_lowercase()),
            Cell::Broken(hex) => (3, hex.clone()),
            Cell::Blob(hex) => (4, hex.clone()),
        }
    }
}

/// A number in full.
fn exact(cell: &Cell) -> String {
    match cell {
        Cell::Real(number) => format!("{number:?}"),
        other => other.text(),
    }
}

fn number(cell: &Cell) -> f64 {
    match cell {
        Cell::Integer(number) => *number as f64,
        Cell::Real(number) => *number,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests;
