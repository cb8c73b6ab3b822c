//! The programs of a package's authors.

use std::path::Path;

use weaverse_sandbox::File;

use crate::exchange::files::{names_in, program};
use crate::exchange::names::quoted;
use crate::exchange::notes::{Expectation, Expected, Notes};
use crate::i18n::Message;

/// A language of submissions that has a runtime here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    /// The runtime.
    pub runtime: &'static str,
    /// The program's file.
    pub entry: &'static str,
    extensions: &'static [&'static str],
    /// Its names in `include/`.
    pub codes: &'static [&'static str],
}

/// In the order in which they are looked for.
pub const LANGUAGES: [Language; 2] = [
    Language {
        runtime: "python",
        entry: "main.py",
        extensions: &["py", "py3"],
        codes: &["python3", "python"],
    },
    Language {
        runtime: "javascript",
        entry: "main.js",
        extensions: &["js", "mjs"],
        codes: &["javascript"],
    },
];

/// Folders of submissions and what their programs come to.
const FOLDERS: [(&str, Expected); 7] = [
    ("accepted", Expected::Accepted),
    ("partially_accepted", Expected::Partial),
    ("wrong_answer", Expected::WrongAnswer),
    ("run_time_error", Expected::RuntimeError),
    ("time_limit_exceeded", Expected::TimeLimit),
    ("rejected", Expected::Rejected),
    ("brute_force", Expected::Rejected),
];

impl Language {
    fn is(&self, path: &Path) -> bool {
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        self.extensions.contains(&extension.as_ref())
    }

    /// Whether a program is in this language: each of its source files is.
    fn writes(&self, path: &Path) -> bool {
        if path.is_dir() {
            let names = names_in(path);
            let sources =
                names.iter().filter(|name| LANGUAGES.iter().any(|l| l.is(Path::new(name))));
            return names.iter().any(|name| self.is(Path::new(name)))
                && sources.into_iter().all(|name| self.is(Path::new(name)));
        }
        self.is(path)
    }
}

/// The language of the package's accepted programs that has a runtime.
pub fn language_of(dir: &Path) -> Option<Language> {
    let accepted = dir.join("submissions/accepted");
    let programs: Vec<_> = names_in(&accepted).iter().map(|name| accepted.join(name)).collect();
    LANGUAGES.into_iter().find(|language| programs.iter().any(|path| language.writes(path)))
}

/// All programs of a language; single files stand as the entry.
pub fn expectations(
    dir: &Path,
    language: Language,
    item: &str,
    constants: &[(String, String)],
    notes: &mut Notes,
) -> Vec<Expectation> {
    let mut found = Vec::new();
    for (folder, expected) in FOLDERS {
        let folder = dir.join("submissions").join(folder);
        for name in names_in(&folder) {
            let path = folder.join(&name);
            if !language.writes(&path) {
                continue;
            }
            let Some(mut files) = program(&path, notes) else { continue };
            if is_python_2(&files) {
                notes.loss(&path, 1, Message::new("exchange-kattis-python2"));
                continue;
            }
            if !place(&mut files, language) {
                let message =
                    Message::new("exchange-kattis-entry").with("entry", quoted(language.entry));
                notes.loss(&path, None, message);
                continue;
            }
            replace_constants(&mut files, constants);
            found.push(Expectation { file: path, item: item.to_owned(), files, expected });
        }
    }
    if dir.join("submissions/submissions.yaml").is_file() {
        let path = dir.join("submissions/submissions.yaml");
        notes.loss(&path, None, Message::new("exchange-kattis-submissions"));
    }
    found
}

fn is_python_2(files: &[File]) -> bool {
    files.iter().any(|file| {
        let first = file.content.split(|byte| *byte == b'\n').next().unwrap_or_default();
        first.starts_with(b"#!") && first.windows(7).any(|word| word == b"python2")
    })
}

/// Puts the program's main file where the item's entry is.
fn place(files: &mut [File], language: Language) -> bool {
    if let [file] = files {
        file.path = language.entry.to_owned();
        return true;
    }
    if files.iter().any(|file| file.path == language.entry) {
        return true;
    }
    let main =
        files.iter_mut().find(|file| matches!(file.path.as_str(), "__main__.py" | "index.js"));
    main.map(|file| file.path = language.entry.to_owned()).is_some()
}

fn replace_constants(files: &mut [File], constants: &[(String, String)]) {
    for file in files.iter_mut().filter(|_| !constants.is_empty()) {
        if let Ok(text) = String::from_utf8(file.content.clone()) {
            file.content = with_constants(text, constants).into_bytes();
        }
    }
}

/// A text with the package's constants in their places.
pub fn with_constants(mut text: String, constants: &[(String, String)]) -> String {
    for (name, value) in constants {
        text = text.replace(&format!("{{{{{name}}}}}"), value);
    }
    text
}
