//! What is measured: the engine, the first-party plugins, and programs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use weaverse::i18n::Locale;
use weaverse::missions::grading::{Answer, Grading, Spec, grade};
use weaverse::plugins::Snapshot;
use weaverse_sandbox::{
    Engine, EngineConfig, File, Invocation, Isolation, Purpose, RunLimits, RunRequest, Runtime,
};

/// The engine as the server has it.
pub struct Subject {
    pub snapshot: Arc<Snapshot>,
    /// Programs that run at the same time.
    pub threads: usize,
}

impl Subject {
    /// Loads everything; compiles into a folder beside the guests.
    pub fn load(guests: &Path) -> Result<Self> {
        let mut config = EngineConfig::new(guests.with_file_name("bench-cache"));
        config.isolation = Isolation::Processes { program: std::env::current_exe()? };
        let threads = config.run_threads;
        let engine = Engine::new(config)?;
        let snapshot = Arc::new(Snapshot::from_packages(&engine, guests)?);
        Ok(Self { snapshot, threads })
    }

    /// The runtime of a language.
    pub fn runtime(&self, language: &str) -> Result<&Runtime> {
        let active = self.snapshot.runtime(language);
        Ok(&active.with_context(|| format!("there is no runtime for {language}"))?.runtime)
    }

    /// Grades a Python program.
    pub fn grade(&self, spec: &Spec, program: &str) -> Result<Grading> {
        let content = program.as_bytes().to_vec();
        let files = vec![File { path: "main.py".to_owned(), content }];
        let answer = Answer { purpose: Purpose::Full, files, answer: None };
        Ok(grade(&self.snapshot, spec, answer)?)
    }
}

/// A run of a program of one file.
pub fn request(path: &str, program: &str) -> RunRequest {
    RunRequest {
        files: vec![File { path: path.to_owned(), content: program.as_bytes().to_vec() }],
        entry: Some(path.to_owned()),
        invocation: Invocation::Program(Vec::new()),
        stdin: Vec::new(),
        seed: 1,
    }
}

/// What a learner hands in for [`spec`].
pub const PROGRAM: &str = include_str!("programs/change.py");

/// The item that [`PROGRAM`] solves, with so many cases.
pub fn spec(cases: usize) -> Spec {
    let cases: Vec<Value> = (0..cases).map(case).collect();
    Spec {
        points: Some(10_000),
        language: "python".to_owned(),
        entry: "main.py".to_owned(),
        grader: "cases".to_owned(),
        config: json!({ "compare": "lines", "cases": cases }).to_string(),
        limits: RunLimits::default(),
        locale: Locale::Ko,
    }
}

/// Change for an amount, in as few coins as possible.
fn case(number: usize) -> Value {
    let amount = 380 + 1370 * number;
    let mut rest = amount;
    let mut lines = String::new();
    for coin in [500, 100, 50, 10] {
        lines.push_str(&format!("{coin}원 {}개\n", rest / coin));
        rest %= coin;
    }
    json!({ "stdin": format!("{amount}\n"), "stdout": lines })
}

/// A folder for programs of native interpreters.
pub fn program_file(folder: &Path, name: &str, program: &str) -> Result<PathBuf> {
    let file = folder.join(name);
    std::fs::write(&file, program).with_context(|| file.display().to_string())?;
    Ok(file)
}
