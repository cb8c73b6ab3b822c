//! Runs of programs: what is asked of a runtime, and what came of it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text;

/// One file of a program or of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Relative, `/`-separated, without `.` and `..`: see [`check_files`].
    pub path: String,
    /// The bytes; in JSON a string if they are UTF-8.
    #[serde(with = "text")]
    pub content: Vec<u8>,
}

/// The most files that a submission or a run may have.
pub const MAX_FILES: usize = 64;
/// The most bytes of a submission's files together: 1 MiB.
pub const MAX_SUBMISSION_BYTES: usize = 1 << 20;
/// The most bytes of a run's files, stdin and arguments together, as a grader
/// may add its own: 8 MiB.
pub const MAX_RUN_BYTES: usize = 8 << 20;
/// The most bytes of one path.
const MAX_PATH: usize = 200;

/// Why files are refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilesError {
    /// More files than [`MAX_FILES`].
    #[error("{0} files; at most {MAX_FILES} are allowed")]
    TooMany(usize),
    /// More bytes than allowed.
    #[error("{bytes} bytes in all; at most {limit} are allowed")]
    TooLarge {
        /// What the files have.
        bytes: usize,
        /// What is allowed.
        limit: usize,
    },
    /// A path that is absolute, climbs, is empty, or has odd characters.
    #[error("{0:?} is not a relative path of plain names")]
    Path(String),
    /// A path that occurs twice.
    #[error("{0:?} is there twice")]
    Twice(String),
}

/// Checks a submission's files: number, size ([`MAX_SUBMISSION_BYTES`]), paths.
pub fn check_files(files: &[File]) -> Result<(), FilesError> {
    check_files_up_to(files, 0, MAX_SUBMISSION_BYTES)
}

/// The same with `extra` bytes beside the files, and a limit of one's own.
pub(crate) fn check_files_up_to(
    files: &[File],
    extra: usize,
    limit: usize,
) -> Result<(), FilesError> {
    if files.len() > MAX_FILES {
        return Err(FilesError::TooMany(files.len()));
    }
    let bytes = extra + files.iter().map(|file| file.content.len()).sum::<usize>();
    if bytes > limit {
        return Err(FilesError::TooLarge { bytes, limit });
    }
    for (index, file) in files.iter().enumerate() {
        if !is_plain_path(&file.path) {
            return Err(FilesError::Path(text::cut(&file.path, MAX_PATH)));
        }
        if files[..index].iter().any(|other| other.path == file.path) {
            return Err(FilesError::Twice(file.path.clone()));
        }
    }
    Ok(())
}

/// The bytes of a request beside its files.
pub(crate) fn bytes_beside_files(request: &RunRequest) -> usize {
    let invocation = match &request.invocation {
        Invocation::Program(arguments) => arguments.iter().map(String::len).sum(),
        Invocation::Call { function, arguments } => function.len() + arguments.len(),
    };
    request.stdin.len() + invocation
}

/// Whether a path is relative, without `.` and `..`, backslashes, colons and
/// control characters.
pub(crate) fn is_plain_path(path: &str) -> bool {
    path.len() <= MAX_PATH
        && !path.contains(|c: char| c == '\\' || c == ':' || c.is_control())
        && path.split('/').all(|name| !matches!(name, "" | "." | ".."))
}

/// How a program is started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Invocation {
    /// Run the entry file as a program with these arguments.
    Program(Vec<String>),
    /// Load the entry file as a module and call a function of it.
    Call {
        /// A top-level function, or `name.attribute`.
        function: String,
        /// The positional arguments: a JSON array.
        arguments: String,
    },
}

/// A run of one program in a fresh instance of a runtime.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRequest {
    /// Everything that the program consists of.
    pub files: Vec<File>,
    /// The file that is the program; absent: the runtime's default.
    pub entry: Option<String>,
    /// As a program, or one call of a function.
    pub invocation: Invocation,
    /// What the program reads; in JSON a string if it is UTF-8.
    #[serde(with = "text")]
    pub stdin: Vec<u8>,
    /// Seeds the language's randomness.
    pub seed: u64,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunStatus {
    /// To its end, or by an exit code of its own.
    Completed,
    /// The files are not a program of the language.
    CompileError,
    /// An error that the program did not catch. `raised.kind` is the
    /// language's own name, or the host's: `StackOverflow` for recursion that
    /// the language did not stop, `Crash` for an interpreter that broke.
    RuntimeError,
    /// [`RunLimits::fuel`](crate::RunLimits) was used up.
    FuelLimit,
    /// Growth above the limit was refused, and the program did not complete.
    /// (One that catches the refusal and exits with 0 has completed.)
    MemoryLimit,
    /// More was written, or returned, than allowed; what fits is kept.
    OutputLimit,
    /// The program slept, or kept the processor, longer than allowed.
    TimeLimit,
    /// The program asked for what no program gets: threads, processes, sockets.
    Refused,
}

impl RunStatus {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::CompileError => "compile_error",
            Self::RuntimeError => "runtime_error",
            Self::FuelLimit => "fuel_limit",
            Self::MemoryLimit => "memory_limit",
            Self::OutputLimit => "output_limit",
            Self::TimeLimit => "time_limit",
            Self::Refused => "refused",
        }
    }
}

impl fmt::Display for RunStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An error that a program raised and did not catch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raised {
    /// The type's name, for instance `ValueError`.
    pub kind: String,
    /// What it says.
    pub message: String,
    /// The frames of the program's own files.
    pub traceback: String,
}

/// What came of a run. The same request, runtime and limits always give the
/// same outcome, fuel included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunOutcome {
    /// How it ended.
    pub status: RunStatus,
    /// The program's exit code; 0 if it did not end itself.
    pub exit_code: i32,
    /// What it wrote before it ended, also before a limit ended it.
    #[serde(with = "text")]
    pub stdout: Vec<u8>,
    /// The same of stderr.
    #[serde(with = "text")]
    pub stderr: Vec<u8>,
    /// What the called function returned, as JSON.
    pub value: Option<String>,
    /// The error that ended it.
    pub raised: Option<Raised>,
    /// The fuel it used, at most the limit.
    pub fuel: u64,
    /// The most memory it used above a fresh instance, in bytes: the measure
    /// of [`RunLimits::memory_bytes`](crate::RunLimits).
    pub peak_memory: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> File {
        File { path: path.to_owned(), content: b"x".to_vec() }
    }

    #[test]
    fn only_plain_relative_paths_are_files() {
        for path in ["main.py", "a/b/c.txt", "한글.py", "..x", ".hidden"] {
            assert_eq!(check_files(&[file(path)]), Ok(()), "{path}");
        }
        for path in
            ["", "/etc/passwd", "../x", "a/../b", "a//b", "a/", "./a", "a\\b", "C:/x", "a\0b"]
        {
            let refused = Err(FilesError::Path(path.to_owned()));
            assert_eq!(check_files(&[file(path)]), refused, "{path}");
        }
    }

    #[test]
    fn files_are_counted_and_summed() {
        let twice = [file("a"), file("a")];
        assert_eq!(check_files(&twice), Err(FilesError::Twice("a".to_owned())));
        let many: Vec<File> = (0..65).map(|n| file(&n.to_string())).collect();
        assert_eq!(check_files(&many), Err(FilesError::TooMany(65)));
        let mut large = file("a");
        large.content = vec![0; MAX_SUBMISSION_BYTES + 1];
        assert!(matches!(check_files(&[large]), Err(FilesError::TooLarge { .. })));
    }
}
