//! `SQLite` database files as SQL text: SQL questions bring their tables so.
//!
//! The files are of strangers, so they are read here, not opened by the
//! database of the school. What is needed of the format is small:
//! <https://www.sqlite.org/fileformat2.html>.

mod page;
mod record;
mod table;

use page::Pages;
use record::Cell;

/// Rows of a database at most.
const MAX_ROWS: usize = 20_000;
/// Bytes of the SQL text at most: it is in a mission.
const MAX_SQL: usize = 2 << 20;

/// The statements that make the database.
///
/// # Errors
/// Why it cannot be read, for the author.
pub fn dump(bytes: &[u8]) -> Result<String, String> {
    let pages = Pages::open(bytes)?;
    let (mut tables, mut others) = (String::new(), String::new());
    let mut rows = 0;
    for (_, cells) in pages.rows(1)? {
        let text = |index: usize| match cells.get(index) {
            Some(Cell::Text(text)) => text.as_str(),
            _ => "",
        };
        let (kind, name, sql) = (text(0), text(1), text(4));
        // Indexes of constraints have no statement; `sqlite_…` is SQLite's own.
        if sql.is_empty() || name.starts_with("sqlite_") {
            continue;
        }
        if kind != "table" {
            others.push_str(&format!("{sql};\n"));
            continue;
        }
        if sql.to_ascii_uppercase().starts_with("CREATE VIRTUAL") {
            return Err(format!("the table {name} is virtual"));
        }
        let Some(Cell::Integer(root)) = cells.get(3) else {
            return Err(format!("the table {name} has no page"));
        };
        tables.push_str(&format!("{sql};\n"));
        let alias = table::rowid_column(sql);
        let root = usize::try_from(*root).map_err(|_| "a page is missing".to_owned())?;
        for (rowid, mut cells) in pages.rows(root)? {
            if let Some(cell) = alias.and_then(|column| cells.get_mut(column)) {
                // The column is the row's number, and not stored twice.
                *cell = Cell::Integer(rowid);
            }
            let values: Vec<String> = cells.iter().map(Cell::literal).collect();
            let quoted = name.replace('"', "\"\"");
            tables.push_str(&format!("INSERT INTO \"{quoted}\" VALUES ({});\n", values.join(", ")));
            rows += 1;
            if rows > MAX_ROWS || tables.len() > MAX_SQL {
                return Err(format!("more than {MAX_ROWS} rows or {} MiB", MAX_SQL >> 20));
            }
        }
    }
    Ok(tables + &others)
}

#[cfg(test)]
mod tests;
