//! Runs a script statement by statement.

use rusqlite::{Connection, Error, Statement};
use weaverse_sql_text::{Statement as Piece, line_of, statements};

use crate::database::Database;
use crate::failure::Failure;

/// What comes of one statement.
pub(crate) trait Sink {
    /// A result with these columns begins. `false`: nobody wants its rows,
    /// but the statement runs to its end all the same.
    fn columns(&mut self, names: Vec<String>) -> bool;
    /// One row of it.
    fn row(&mut self, cells: Vec<rusqlite::types::ValueRef<'_>>);
    /// The statement is done; how many rows it changed, if it was to.
    fn done(&mut self, changed: Option<u64>);
}

/// A script with its name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Script<'a> {
    /// For messages: a file's path.
    pub(crate) name: &'a str,
    pub(crate) text: &'a str,
}

impl<'a> Script<'a> {
    /// Takes a file's bytes for a script.
    pub(crate) fn new(name: &'a str, bytes: &'a [u8]) -> Result<Self, Failure> {
        let wrong = |offset: usize, what: &str| {
            let line = 1 + bytes[..offset].iter().filter(|byte| **byte == b'\n').count();
            Failure::unreadable(name, line, what)
        };
        let text = std::str::from_utf8(bytes)
            .map_err(|error| wrong(error.valid_up_to(), "the script is not UTF-8 text"))?;
        match text.find('\0') {
            Some(offset) => Err(wrong(offset, "the script has a NUL character")),
            None => Ok(Self { name, text }),
        }
    }

    /// Runs it as far as it goes; how many statements there were.
    pub(crate) fn run(&self, database: &Database, sink: &mut dyn Sink) -> Result<usize, Failure> {
        let pieces = statements(self.text);
        for (index, piece) in pieces.iter().enumerate() {
            let place = Place { script: self, index, piece };
            place.run(database, sink)?;
        }
        Ok(pieces.len())
    }
}

/// A statement in its script.
struct Place<'a> {
    script: &'a Script<'a>,
    index: usize,
    piece: &'a Piece<'a>,
}

impl Place<'_> {
    fn run(&self, database: &Database, sink: &mut dyn Sink) -> Result<(), Failure> {
        let piece = self.piece;
        let vacuum = piece.begins_with(&["VACUUM"])
            && !piece.tokens.iter().any(|token| token.is_word("INTO"));
        database.policy.allow_script(vacuum);
        let connection = &database.connection;
        let mut statement =
            connection.prepare(piece.text).map_err(|error| self.failure(database, error, true))?;
        // VACUUM prepares others while it runs, and so does FTS5.
        let changed = step(connection, &mut statement, sink);
        let changed = changed.map_err(|error| self.failure(database, error, false))?;
        sink.done(changed.filter(|_| self.changes_rows()));
        Ok(())
    }

    fn changes_rows(&self) -> bool {
        let first = self.piece.tokens.first();
        first.is_some_and(|token| {
            ["INSERT", "UPDATE", "DELETE", "REPLACE", "WITH"].iter().any(|w| token.is_word(w))
        })
    }

    fn failure(&self, database: &Database, error: Error, preparing: bool) -> Failure {
        let offset = match &error {
            Error::SqlInputError { offset, .. } => usize::try_from(*offset).unwrap_or_default(),
            _ => 0,
        };
        let line = line_of(self.script.text, self.piece.start + offset);
        let refusal = database.policy.refusal();
        Failure::of(error, refusal, preparing).at(
            self.script.name,
            self.index + 1,
            line,
            self.piece,
        )
    }
}

/// Steps a statement to its end; the rows it changed, if it is one that writes.
pub(crate) fn step(
    connection: &Connection,
    statement: &mut Statement<'_>,
    sink: &mut dyn Sink,
) -> Result<Option<u64>, Error> {
    let count = statement.column_count();
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let writes = !statement.readonly();
    let wanted = count > 0 && sink.columns(names);
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        if wanted {
            let cells: Result<Vec<_>, _> = (0..count).map(|column| row.get_ref(column)).collect();
            sink.row(cells?);
        }
    }
    drop(rows);
    Ok(writes.then(|| connection.changes()))
}
