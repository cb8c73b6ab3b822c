//! What an import took, and what it says of the rest.

use std::path::{Path, PathBuf};

use weaverse_sandbox::File;

use crate::i18n::{Locale, Message};
use crate::missions::authoring::model::Document;

/// How much a note costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something of the exercise is not in the mission.
    Loss,
    /// The exercise is not taken.
    Refusal,
}

/// What was lost or refused, where, why, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The file, as it was given.
    pub file: PathBuf,
    /// From 1, where the file has lines.
    pub line: Option<usize>,
    /// How much it costs.
    pub level: Level,
    /// What, why, what to do.
    pub message: Message,
}

impl Note {
    /// `file:line: message` in a language.
    #[must_use]
    pub fn text(&self, locale: Locale) -> String {
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("{}{line}: {}", self.file.display(), self.message.text(locale))
    }
}

/// The notes on one exercise.
#[derive(Debug, Clone, Default)]
pub struct Notes(Vec<Note>);

impl Notes {
    /// Notes that something of the exercise is not in the mission.
    pub fn loss(&mut self, file: &Path, line: impl Into<Option<usize>>, message: Message) {
        self.add(Level::Loss, file, line.into(), message);
    }

    /// Notes why the exercise is not taken.
    pub fn refuse(&mut self, file: &Path, line: impl Into<Option<usize>>, message: Message) {
        self.add(Level::Refusal, file, line.into(), message);
    }

    fn add(&mut self, level: Level, file: &Path, line: Option<usize>, message: Message) {
        let note = Note { file: file.to_owned(), line, level, message };
        if !self.0.contains(&note) {
            self.0.push(note);
        }
    }

    /// Whether the exercise cannot be taken.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.0.iter().any(|note| note.level == Level::Refusal)
    }

    /// All notes, in the order in which they came up.
    #[must_use]
    pub fn all(&self) -> &[Note] {
        &self.0
    }

    /// Takes over the notes of a part.
    pub fn extend(&mut self, other: Self) {
        for note in other.0 {
            if !self.0.contains(&note) {
                self.0.push(note);
            }
        }
    }
}

/// What a program of the exercise's author must come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Every case is accepted.
    Accepted,
    /// Some of the points.
    Partial,
    /// A wrong answer, and nothing worse.
    WrongAnswer,
    /// An error, or a limit other than time.
    RuntimeError,
    /// Too slow.
    TimeLimit,
    /// Anything but accepted.
    Rejected,
}

/// A program and what it must come to: checked when the sandbox is there.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// Where the program stands.
    pub file: PathBuf,
    /// The item that it is for.
    pub item: String,
    /// The program.
    pub files: Vec<File>,
    /// What it must come to.
    pub expected: Expected,
}

/// An exercise that was taken.
#[derive(Debug)]
pub struct Taken {
    /// What it is called where it comes from.
    pub name: String,
    /// The mission.
    pub document: Document,
    /// What was lost.
    pub notes: Notes,
    /// Programs of its author.
    pub expectations: Vec<Expectation>,
    /// The limit of executed instructions is not in the exercise: it is this
    /// many times what the slowest accepted program takes.
    pub fuel_factor: Option<f64>,
}

/// What came of an import.
#[derive(Debug, Default)]
pub struct Import {
    /// What was taken.
    pub taken: Vec<Taken>,
    /// What was not: name and reasons.
    pub refused: Vec<(String, Notes)>,
}

impl Import {
    /// Files an exercise where its notes say that it belongs.
    pub fn add(&mut self, name: &str, notes: Notes, taken: Option<Taken>) {
        match taken {
            Some(mut taken) if !notes.is_refused() => {
                taken.notes.extend(notes);
                self.taken.push(taken);
            }
            _ => self.refused.push((name.to_owned(), notes)),
        }
    }
}
