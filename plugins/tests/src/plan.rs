//! What the runtime is asked.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use weaverse_grader_sdk::{File, FunctionCall, GradingError, Invocation, RunRequest, Submission};

use crate::config::{Config, RunSkipped};

/// The function of a runtime that runs test files.
const FUNCTION: &str = "weaverse:tests";
/// Bytes of the texts of all records of a run.
const BYTES: usize = 40_000;

/// Makes the requests of one grading.
#[derive(Debug)]
pub struct Planner<'a> {
    submission: &'a Submission,
    config: &'a Config,
    /// Not known to the program: it follows from the whole configuration.
    secret: [u8; 32],
}

/// A request and the nonce of its records.
#[derive(Debug)]
pub struct Planned {
    /// The request.
    pub request: RunRequest,
    /// Begins its records.
    pub nonce: String,
}

impl<'a> Planner<'a> {
    /// For a submission with a program.
    pub fn new(
        submission: &'a Submission,
        config: &'a Config,
        text: &str,
    ) -> Result<Self, GradingError> {
        if submission.language.is_empty() || submission.files.is_empty() {
            return Err(GradingError::new("the submission has no program"));
        }
        let mut hash = Sha256::new();
        for part in [text.as_bytes(), &submission.seed.to_le_bytes()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        for file in &submission.files {
            hash.update((file.content.len() as u64).to_le_bytes());
            hash.update(&file.content);
        }
        Ok(Self { submission, config, secret: hash.finalize().into() })
    }

    /// Lists the tests, without any file of the learner's.
    pub fn list(&self) -> Planned {
        let plan = json!({ "list": true, "code": true });
        self.planned("list", self.data().collect(), plan)
    }

    /// Runs the tests from one on.
    pub fn run(&self, from: usize) -> Planned {
        let is_own = |file: &&File| {
            let path = &file.path;
            let taken = |(known, _): &(String, String)| known == path;
            !self.config.tests.iter().any(taken) && !self.config.files.iter().any(taken)
        };
        let own = self.submission.files.iter().filter(is_own).cloned();
        let plan = json!({ "from": from, "bytes": BYTES });
        self.planned(&format!("run {from}"), own.chain(self.data()).collect(), plan)
    }

    fn data(&self) -> impl Iterator<Item = File> {
        let file = |(path, text): &(String, String)| File {
            path: path.clone(),
            content: text.clone().into_bytes(),
        };
        self.config.files.iter().map(file)
    }

    fn planned(&self, purpose: &str, files: Vec<File>, mut plan: Value) -> Planned {
        let nonce = self.nonce(purpose);
        let tests =
            self.config.tests.iter().map(|(path, text)| (path.clone(), text.clone().into()));
        plan["nonce"] = nonce.clone().into();
        plan["tests"] = Value::Object(tests.collect());
        plan["collect"] = self.config.collected().into();
        plan["run_skipped"] = match (self.config.run_skipped, self.is_javascript()) {
            (RunSkipped::All, true) => "all".into(),
            (RunSkipped::None, true) => "none".into(),
            (RunSkipped::XTests, true) => "x-tests".into(),
            (skipped, false) => (skipped == RunSkipped::All).into(),
        };
        let arguments = json!([plan]).to_string();
        let call = FunctionCall { function: FUNCTION.to_owned(), arguments };
        let Submission { language, entry, .. } = self.submission;
        let request = RunRequest {
            language: language.clone(),
            files,
            entry: Some(entry.clone()).filter(|entry| !entry.is_empty()),
            invocation: Invocation::Call(call),
            stdin: Vec::new(),
        };
        Planned { request, nonce }
    }

    fn is_javascript(&self) -> bool {
        self.config.collected().iter().any(|path| path.ends_with("js"))
    }

    fn nonce(&self, purpose: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(self.secret);
        hash.update(purpose.as_bytes());
        let digest = hash.finalize();
        digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}
