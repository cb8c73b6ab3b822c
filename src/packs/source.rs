//! A TOML file that remembers where everything stands.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

use super::Problems;

/// The largest TOML file of a pack: a mission with big cases keeps them in
/// files of their own.
const MAX_BYTES: u64 = 4 << 20;

/// A file and its text.
#[derive(Debug, Clone)]
pub struct Source {
    /// As it was given on the command line.
    pub path: PathBuf,
    text: String,
}

/// A step into a TOML document.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// A key of a table.
    Key(&'a str),
    /// An element of an array.
    Index(usize),
}

impl Source {
    /// Reads a file.
    pub fn read(path: &Path, problems: &mut Problems) -> Option<Self> {
        match std::fs::metadata(path) {
            Ok(meta) if meta.len() > MAX_BYTES => {
                problems.add(path, 1, format!("the file is larger than {} MiB", MAX_BYTES >> 20));
                return None;
            }
            Ok(meta) if meta.is_file() => {}
            Ok(_) => {
                problems.add(path, 1, "this is not a file");
                return None;
            }
            Err(error) => {
                problems.add(path, 1, format!("cannot be read: {error}"));
                return None;
            }
        }
        match std::fs::read_to_string(path) {
            Ok(text) => Some(Self { path: path.to_owned(), text }),
            Err(error) => {
                problems.add(path, 1, format!("cannot be read as UTF-8 text: {error}"));
                None
            }
        }
    }

    /// Parses the text; a mistake of syntax or shape is noted with its line.
    pub fn parse<T: DeserializeOwned>(&self, problems: &mut Problems) -> Option<T> {
        match toml::from_str(&self.text) {
            Ok(value) => Some(value),
            Err(error) => {
                let line = error.span().map_or(1, |span| self.line_at(span.start));
                problems.add(&self.path, line, error.message().replace('\n', "; "));
                None
            }
        }
    }

    /// Notes a mistake at a place of the document.
    pub fn problem(&self, problems: &mut Problems, at: &[Step<'_>], message: impl Into<String>) {
        problems.add(&self.path, self.line_of(at), message);
    }

    /// The line of a place, or of the nearest thing around it.
    #[must_use]
    pub fn line_of(&self, at: &[Step<'_>]) -> usize {
        let Ok(table) = DeTable::parse(&self.text) else { return 1 };
        let mut start = table.span().start;
        let root = DeValue::Table(table.into_inner());
        let mut value = &root;
        for step in at {
            let next = match (step, value) {
                (Step::Key(key), DeValue::Table(table)) => {
                    table.iter().find(|(name, _)| name.as_ref() == *key).map(|(name, value)| {
                        // A table's own span may begin at its header; the key's is exact.
                        (name.span().start, value.as_ref())
                    })
                }
                (Step::Index(index), DeValue::Array(array)) => {
                    array.get(*index).map(|value| (value.span().start, value.as_ref()))
                }
                _ => None,
            };
            let Some((at, inner)) = next else { break };
            (start, value) = (at, inner);
        }
        self.line_at(start)
    }

    fn line_at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        1 + self.text.as_bytes()[..byte].iter().filter(|b| **b == b'\n').count()
    }

    /// The folder that the file's paths are relative to.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source { path: "x.toml".into(), text: text.into() }
    }

    #[test]
    fn places_have_lines() {
        let source =
            source("a = 1\n\n[[items]]\nname = \"x\"\n[[items]]\nname = \"y\"\nlist = [\n1,\n2]\n");
        assert_eq!(source.line_of(&[Step::Key("a")]), 1);
        assert_eq!(source.line_of(&[Step::Key("items"), Step::Index(1), Step::Key("name")]), 6);
        let second = [Step::Key("items"), Step::Index(1), Step::Key("list"), Step::Index(1)];
        assert_eq!(source.line_of(&second), 9);
        // What is absent is told at what is around it.
        assert_eq!(source.line_of(&[Step::Key("items"), Step::Index(1), Step::Key("no")]), 5);
    }

    #[test]
    fn a_mistake_of_syntax_has_its_line() {
        let mut problems = Problems::default();
        assert!(source("a = 1\nb = \n").parse::<toml::Table>(&mut problems).is_none());
        assert_eq!(problems.into_sorted()[0].line, 2);
    }
}
