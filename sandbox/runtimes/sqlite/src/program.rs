//! *program* mode, and the files of a submission.

use rusqlite::types::ValueRef;

use crate::csv;
use crate::database::Database;
use crate::exports::weaverse::plugin::runtime::{RunEnd, RunResult};
use crate::failure::Failure;
use crate::results::{Keep, Results};
use crate::script::{Script, Sink};
use crate::table::Table;
use crate::weaverse::plugin::stdio;
use crate::weaverse::plugin::types::File;

/// The files of a request, in the order of their paths.
pub(crate) struct Files(Vec<File>);

impl Files {
    pub(crate) fn new(mut files: Vec<File>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self(files)
    }

    /// A file's bytes.
    pub(crate) fn read(&self, path: &str) -> Result<&[u8], Failure> {
        let file = self.0.iter().find(|file| file.path == path);
        file.map(|file| &*file.content)
            .ok_or_else(|| Failure::request(format!("there is no file {path:?}")))
    }

    fn with_extension(&self, extension: &str) -> impl Iterator<Item = (&str, &str, &[u8])> {
        self.0.iter().filter_map(move |file| {
            let (stem, found) = file.path.rsplit_once('.')?;
            let stem = stem.rsplit('/').next().unwrap_or(stem);
            found.eq_ignore_ascii_case(extension).then_some((&*file.path, stem, &*file.content))
        })
    }
}

/// Runs the entry after the other `.sql` files and with the `.csv` files as
/// tables, and prints its results.
pub(crate) fn program(files: &Files, entry: &str) -> Result<RunResult, Failure> {
    let database = Database::open().map_err(|error| Failure::of(error, None, false))?;
    let script = Script::new(entry, files.read(entry)?)?;
    for (path, _, content) in files.with_extension("sql").filter(|(path, ..)| *path != entry) {
        Script::new(path, content)?.run(&database, &mut Results::new(Keep::None))?;
    }
    for (path, stem, content) in files.with_extension("csv") {
        let text = std::str::from_utf8(content)
            .map_err(|_| Failure::request(format!("{path} is not UTF-8 text")))?;
        database.policy.allow_everything();
        csv::load(&database.connection, stem, text)
            .map_err(|message| Failure::request(format!("{path}: {message}")))?;
    }
    let mut printer = Printer { table: None, printed: false };
    let done = script.run(&database, &mut printer);
    if done.is_ok() && database.in_transaction() {
        stdio::write_stderr(b"note: the transaction is not committed\n");
    }
    done?;
    Ok(RunResult { end: RunEnd::Completed, exit_code: 0, value: None, raised: None, extra: None })
}

/// Prints results on stdout, and on stderr how many rows were changed.
struct Printer {
    table: Option<Table>,
    printed: bool,
}

impl Sink for Printer {
    fn columns(&mut self, names: Vec<String>) -> bool {
        self.table = Some(Table::new(names));
        true
    }

    fn row(&mut self, cells: Vec<ValueRef<'_>>) {
        if let Some(table) = &mut self.table {
            table.add(&cells);
        }
    }

    fn done(&mut self, changed: Option<u64>) {
        if let Some(table) = self.table.take() {
            if std::mem::replace(&mut self.printed, true) {
                stdio::write_stdout(b"\n");
            }
            table.print();
        } else if let Some(count) = changed {
            let rows = if count == 1 { "row" } else { "rows" };
            stdio::write_stderr(format!("{count} {rows} changed\n").as_bytes());
        }
    }
}
