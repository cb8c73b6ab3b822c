//! The steps of a case, as the runtime `sqlite` takes them.

use serde_json::{Value, json};
use weaverse_grader_sdk::{File, FunctionCall, Invocation, RunRequest};

use crate::config::{Case, CheckKind, Config};

/// The language that the grader runs, whatever an item says.
pub const LANGUAGE: &str = "sqlite";

/// A case with the steps of its run.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The case.
    pub case: &'a Case,
    steps: Vec<Value>,
    /// Where the script is among the steps.
    script: usize,
    /// Where the first check is.
    checks: usize,
}

impl<'a> Plan<'a> {
    /// The plan of a case. The learner's run and the model's are the same but
    /// for the script.
    pub fn new(config: &Config, case: &'a Case) -> Self {
        let mut steps = Vec::new();
        for (index, script) in case.setup.scripts.iter().enumerate() {
            steps.push(json!({ "setup": script, "name": format!("setup {}", index + 1) }));
        }
        for (table, csv) in &case.setup.tables {
            steps.push(json!({ "csv": csv, "table": table }));
        }
        // A new connection: what the set-up had open or temporary is not the learner's.
        let foreign_keys = json!({ "foreign-keys": config.foreign_keys });
        steps.extend([json!({ "reopen": true }), foreign_keys.clone()]);
        let script = steps.len();
        let results = if case.result.is_some() { "last" } else { "none" };
        steps.push(json!({ "script": null, "results": results }));
        if !case.checks.is_empty() {
            // A new connection again: temporary tables, views and triggers,
            // PRAGMAs and an open transaction of the script are gone.
            steps.extend([json!({ "reopen": true }), foreign_keys]);
        }
        let checks = steps.len();
        steps.extend(case.checks.iter().map(|check| step(&check.kind)));
        Self { case, steps, script, checks }
    }

    /// The run of a submission.
    pub fn request(&self, files: Vec<File>, entry: &str) -> RunRequest {
        let arguments = json!([self.steps]).to_string();
        RunRequest {
            language: LANGUAGE.to_owned(),
            files,
            entry: Some(entry.to_owned()),
            invocation: Invocation::Call(FunctionCall { function: "run".to_owned(), arguments }),
            stdin: Vec::new(),
        }
    }

    /// What came of the script, and of each check.
    pub fn split<'v>(&self, value: &'v Value) -> Option<(&'v Value, &'v [Value])> {
        let steps = value.get("steps")?.as_array()?;
        let whole = steps.len() == self.steps.len();
        whole.then(|| (&steps[self.script], &steps[self.checks..]))
    }
}

/// A query may read the views that its check names, and no others: a script
/// that puts a view in a table's place is found out.
fn step(check: &CheckKind) -> Value {
    match check {
        CheckKind::Query { query, probe: None, views, .. } => {
            json!({ "query": query, "views": views })
        }
        CheckKind::Query { query, probe: Some(probe), views, .. } => {
            json!({ "probe": probe, "query": query, "views": views })
        }
        CheckKind::Probe { probe, .. } => json!({ "probe": probe }),
        CheckKind::Table(wanted) => json!({ "schema": [wanted.table] }),
    }
}
