//! Two programs side by side.

use std::collections::BTreeSet;
use std::time::Duration;

use similar::{DiffOp, TextDiff};
use weaverse_sandbox::File;

/// How long a comparison may take before it becomes coarser.
const PATIENCE: Duration = Duration::from_millis(500);
/// Lines of one file; more are not shown.
const MAX_LINES: usize = 4000;
/// Lines whose words are compared, too.
const MAX_WIDTH: usize = 500;

/// A file of two programs.
#[derive(Debug)]
pub struct FileDiff {
    /// Its path.
    pub path: String,
    /// Its lines, side by side.
    pub rows: Vec<Row>,
    /// Nothing differs.
    pub same: bool,
    /// There are more lines than are shown.
    pub cut: bool,
}

/// A line of both sides; `None`: it is only on the other one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// `""`, `del`, `ins` or `mod`.
    pub kind: &'static str,
    /// Of the old text.
    pub left: Option<Line>,
    /// Of the new text.
    pub right: Option<Line>,
}

/// A line with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// From 1.
    pub number: usize,
    /// Its text; what is marked differs from the line beside it.
    pub spans: Vec<Span>,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// Whether it is marked.
    pub marked: bool,
}

/// Compares all files of two programs.
#[must_use]
pub fn programs(left: &[File], right: &[File]) -> Vec<FileDiff> {
    let paths: BTreeSet<&str> = left.iter().chain(right).map(|file| file.path.as_str()).collect();
    let text = |files: &[File], path: &str| {
        let file = files.iter().find(|file| file.path == path);
        file.map(|file| String::from_utf8_lossy(&file.content).into_owned()).unwrap_or_default()
    };
    let compare = |path: &str| file(path, &text(left, path), &text(right, path));
    paths.into_iter().map(compare).collect()
}

fn file(path: &str, left: &str, right: &str) -> FileDiff {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(left, right);
    let old: Vec<&str> = diff.iter_old_slices().collect();
    let new: Vec<&str> = diff.iter_new_slices().collect();
    let mut rows = Vec::new();
    for op in diff.ops() {
        rows_of(op, &old, &new, &mut rows);
    }
    let same = rows.iter().all(|row| row.kind.is_empty());
    let cut = rows.len() > MAX_LINES;
    rows.truncate(MAX_LINES);
    FileDiff { path: path.to_owned(), rows, same, cut }
}

fn rows_of(op: &DiffOp, old: &[&str], new: &[&str], rows: &mut Vec<Row>) {
    let (left, right) = (op.old_range(), op.new_range());
    match op {
        DiffOp::Equal { .. } => rows.extend(left.zip(right).map(|(l, r)| Row {
            kind: "",
            left: Some(plain(l, old[l])),
            right: Some(plain(r, new[r])),
        })),
        DiffOp::Delete { .. } => rows.extend(left.map(|l| Row {
            kind: "del",
            left: Some(plain(l, old[l])),
            right: None,
        })),
        DiffOp::Insert { .. } => rows.extend(right.map(|r| Row {
            kind: "ins",
            left: None,
            right: Some(plain(r, new[r])),
        })),
        DiffOp::Replace { .. } => {
            for at in 0..left.len().max(right.len()) {
                let pair = (left.clone().nth(at), right.clone().nth(at));
                rows.push(match pair {
                    (Some(l), Some(r)) => {
                        let (a, b) = words(old[l], new[r]);
                        let left = Some(Line { number: l + 1, spans: a });
                        Row { kind: "mod", left, right: Some(Line { number: r + 1, spans: b }) }
                    }
                    (Some(l), None) => {
                        Row { kind: "del", left: Some(plain(l, old[l])), right: None }
                    }
                    (None, Some(r)) => {
                        Row { kind: "ins", left: None, right: Some(plain(r, new[r])) }
                    }
                    (None, None) => continue,
                });
            }
        }
    }
}

fn plain(index: usize, text: &str) -> Line {
    let text = text.trim_end_matches(['\n', '\r']).to_owned();
    Line { number: index + 1, spans: vec![Span { text, marked: false }] }
}

/// The words of two lines; those of one line only are marked.
fn words(left: &str, right: &str) -> (Vec<Span>, Vec<Span>) {
    let (left, right) = (left.trim_end_matches(['\n', '\r']), right.trim_end_matches(['\n', '\r']));
    if left.len().max(right.len()) > MAX_WIDTH {
        let whole = |text: &str| vec![Span { text: text.to_owned(), marked: true }];
        return (whole(left), whole(right));
    }
    let diff = TextDiff::configure().timeout(PATIENCE).diff_words(left, right);
    let old: Vec<&str> = diff.iter_old_slices().collect();
    let new: Vec<&str> = diff.iter_new_slices().collect();
    let (mut a, mut b) = (Vec::new(), Vec::new());
    for op in diff.ops() {
        let marked = !matches!(op, DiffOp::Equal { .. });
        push(&mut a, old[op.old_range()].concat(), marked);
        push(&mut b, new[op.new_range()].concat(), marked);
    }
    (a, b)
}

fn push(spans: &mut Vec<Span>, text: String, marked: bool) {
    if !text.is_empty() {
        spans.push(Span { text, marked });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(text: &str) -> Vec<File> {
        vec![File { path: "main.py".into(), content: text.as_bytes().to_vec() }]
    }

    #[test]
    fn lines_stand_beside_each_other() {
        let diffs = programs(&program("a = 1\nb = 2\nc\n"), &program("a = 1\nb = 3\nc\nd\n"));
        let kinds: Vec<_> = diffs[0].rows.iter().map(|row| row.kind).collect();
        assert_eq!(kinds, ["", "mod", "", "ins"]);
        let changed = diffs[0].rows[1].right.as_ref().expect("a line");
        assert_eq!(changed.number, 2);
        let marked: Vec<_> =
            changed.spans.iter().filter(|s| s.marked).map(|s| s.text.as_str()).collect();
        assert_eq!(marked, ["3"]);
    }

    #[test]
    fn a_file_of_one_side_only_is_there() {
        let mut both = program("a\n");
        both.push(File { path: "lib.py".into(), content: b"x\n".to_vec() });
        let diffs = programs(&program("a\n"), &both);
        assert!(diffs.iter().any(|diff| diff.path == "lib.py" && diff.rows[0].kind == "ins"));
        assert!(diffs.iter().any(|diff| diff.path == "main.py" && diff.same));
    }
}
