//! The records of `weaverse:plugin@0.1.0`, world `grading`, as plain Rust.
//!
//! The contract's files (`sandbox/wit/v0.1.0/`) say what each field means.

/// One file of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Relative and `/`-separated.
    pub path: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// A call of one function of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionCall {
    /// A top-level function or `name.attribute`.
    pub function: String,
    /// The positional arguments: a JSON array.
    pub arguments: String,
}

/// An error that the program raised and did not catch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    /// The type's name.
    pub kind: String,
    /// The error's text.
    pub message: String,
    /// The frames of the program's own files.
    pub traceback: String,
}

/// How a program is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invocation {
    /// As a program, with arguments.
    Program(Vec<String>),
    /// As a module, one function of which is called.
    Call(FunctionCall),
}

/// One run of the learner's program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRequest {
    /// A language's id.
    pub language: String,
    /// All files that the program sees.
    pub files: Vec<File>,
    /// The program's file; absent: the runtime's default.
    pub entry: Option<String>,
    /// Program or call.
    pub invocation: Invocation,
    /// What the program reads.
    pub stdin: Vec<u8>,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunStatus {
    /// It ran to its end.
    Completed,
    /// The files are not a program.
    CompileError,
    /// An error was raised and not caught.
    RuntimeError,
    /// It executed too many instructions.
    FuelLimit,
    /// It asked for too much memory.
    MemoryLimit,
    /// It printed too much.
    OutputLimit,
    /// The outer guard: wall clock.
    TimeLimit,
    /// It asked for what no program gets.
    Refused,
}

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunOutcome {
    /// How it ended.
    pub status: RunStatus,
    /// The exit code.
    pub exit_code: i32,
    /// What it printed.
    pub stdout: Vec<u8>,
    /// What it printed to the error stream.
    pub stderr: Vec<u8>,
    /// The returned value of a call, as JSON.
    pub value: Option<String>,
    /// The error that ended it.
    pub raised: Option<Raised>,
    /// Executed instructions.
    pub fuel: u64,
    /// Bytes.
    pub peak_memory: u64,
}

/// What a grader says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GraderInfo {
    /// The plugin's id.
    pub id: String,
    /// The plugin's version.
    pub version: String,
    /// JSON Schema of the configuration.
    pub config_schema: String,
}

/// A mistake in a configuration, for the mission's author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// JSON pointer to the place.
    pub pointer: String,
    /// What is wrong there.
    pub message: String,
}

/// An example that the learner sees before submitting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The case's name.
    pub name: String,
    /// What goes in.
    pub input: Option<String>,
    /// What must come out.
    pub expected: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// What a configuration comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Milli-points that a perfect submission earns.
    pub max_points: i64,
    /// What learners see beforehand.
    pub samples: Vec<Sample>,
}

/// What a submission is judged on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// On the samples only.
    Samples,
    /// On everything.
    Full,
}

/// What a learner handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Samples or everything.
    pub purpose: Purpose,
    /// The language's id; may be empty.
    pub language: String,
    /// The learner's files.
    pub files: Vec<File>,
    /// The program's file; may be empty.
    pub entry: String,
    /// The answer of an item without files, as JSON.
    pub answer: Option<String>,
    /// The language of messages.
    pub locale: String,
    /// Seeds a grader's choices.
    pub seed: u64,
}

/// The verdict on an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Right.
    Accepted,
    /// Right in part.
    Partial,
    /// Wrong.
    WrongAnswer,
    /// See [`RunStatus::CompileError`].
    CompileError,
    /// See [`RunStatus::RuntimeError`].
    RuntimeError,
    /// See [`RunStatus::FuelLimit`].
    FuelLimit,
    /// See [`RunStatus::MemoryLimit`].
    MemoryLimit,
    /// See [`RunStatus::OutputLimit`].
    OutputLimit,
    /// See [`RunStatus::TimeLimit`].
    TimeLimit,
    /// See [`RunStatus::Refused`].
    Refused,
    /// Not judged.
    Skipped,
}

/// Who sees something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// The learner and the staff.
    Learner,
    /// Tutors and administrators.
    Staff,
}

/// One thing to show of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// `input`, `expected`, `actual`, `hint`, `stdout`, `stderr`, `error`.
    pub kind: &'static str,
    /// What to show.
    pub text: String,
    /// To whom.
    pub visibility: Visibility,
}

/// One judged thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportItem {
    /// Its name.
    pub name: String,
    /// What it came to.
    pub verdict: Verdict,
    /// Earned milli-points.
    pub points: i64,
    /// Milli-points to earn.
    pub max_points: i64,
    /// One line for the learner; may be empty.
    pub message: String,
    /// What else to show.
    pub details: Vec<Detail>,
    /// `Staff`: counted, and not listed for the learner.
    pub visibility: Visibility,
    /// Executed instructions.
    pub fuel: u64,
}

/// The judgement of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// In the order of the configuration.
    pub items: Vec<ReportItem>,
    /// A remark on the whole, for the learner.
    pub message: Option<String>,
}

/// Why a grader cannot judge; never costs an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradingError {
    /// For the mission's author and the operator.
    pub message: String,
}
