//! A package's own fixtures, run under real limits.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use weaverse_sandbox::{File, Invocation, Purpose, RunLimits, RunRequest, Runtime};

use super::registry::{ActiveGrader, Loaded, Snapshot};
use crate::db::storable;
use crate::i18n::Locale;
use crate::missions::grading::{Answer, Spec, grade};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GraderFixture {
    name: String,
    #[serde(default)]
    config: Value,
    submission: SubmissionFixture,
    expect: GraderExpect,
    #[serde(default)]
    limits: Option<FixtureLimits>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SubmissionFixture {
    #[serde(default)]
    language: String,
    #[serde(default)]
    files: BTreeMap<String, String>,
    #[serde(default)]
    entry: String,
    answer: Option<Value>,
    #[serde(default)]
    purpose: Option<Purpose>,
    #[serde(default)]
    locale: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GraderExpect {
    verdict: Option<String>,
    score: Option<i64>,
    max_score: Option<i64>,
    items: Option<Vec<Value>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuntimeFixture {
    name: String,
    run: RunFixture,
    expect: RunExpect,
    #[serde(default)]
    limits: Option<FixtureLimits>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RunFixture {
    #[serde(default)]
    files: BTreeMap<String, String>,
    entry: Option<String>,
    program: Option<Vec<String>>,
    call: Option<CallFixture>,
    #[serde(default)]
    stdin: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CallFixture {
    function: String,
    #[serde(default)]
    arguments: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RunExpect {
    status: Option<String>,
    stdout: Option<String>,
    stderr_contains: Option<String>,
    exit_code: Option<i32>,
    value: Option<Value>,
    raised: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FixtureLimits {
    fuel: Option<u64>,
}

/// What came of one fixture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixtureRun {
    /// Its file.
    pub file: String,
    /// Its name.
    pub name: String,
    /// What did not come out as expected.
    pub wrong: Option<String>,
    /// A grader's verdict, or how a runtime's run ended.
    pub outcome: String,
    /// Milli-points of a grader's report.
    pub score: i64,
    /// What could be had.
    pub max_score: i64,
    /// Fuel of the programs.
    pub fuel: u64,
    /// Fuel of the grader itself.
    pub own_fuel: u64,
    /// Milliseconds.
    pub millis: u64,
    /// A grader's messages, or a program's output: the first 2 KiB.
    pub output: String,
    /// What the grader wrote to stderr: the last 2 KiB.
    pub stderr: String,
}

/// What is kept of a fixture's texts.
const KEPT: usize = 2 << 10;

/// Runs all fixtures of a package; the languages that a grader's fixtures
/// use come from `snapshot`.
pub fn run_all(
    loaded: &Loaded,
    fixtures: &BTreeMap<String, String>,
    snapshot: &Snapshot,
) -> Vec<FixtureRun> {
    let run = |(file, text): (&String, &String)| {
        let mut run = FixtureRun { file: file.clone(), ..FixtureRun::default() };
        let start = Instant::now();
        let checked = match loaded {
            Loaded::Grader(grader) => run_grader(grader, text, snapshot, &mut run),
            Loaded::Runtime(runtime) => run_runtime(&runtime.runtime, text, &mut run),
        };
        run.wrong = checked.err().map(|wrong| storable(&wrong));
        run.millis = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        run
    };
    fixtures.iter().map(run).collect()
}

fn first(text: &str) -> String {
    storable(&text[..text.floor_char_boundary(KEPT)])
}

fn last(text: &str) -> String {
    storable(&text[text.ceil_char_boundary(text.len().saturating_sub(KEPT))..])
}

fn run_grader(
    grader: &Arc<ActiveGrader>,
    text: &str,
    snapshot: &Snapshot,
    run: &mut FixtureRun,
) -> Result<(), String> {
    let fixture: GraderFixture = serde_json::from_str(text).map_err(|error| error.to_string())?;
    run.name.clone_from(&fixture.name);
    let expect = &fixture.expect;
    if let Err(error) = check_config(grader, &fixture.config.to_string()) {
        return Err(format!("{:?}: the configuration is refused: {error}", fixture.name));
    }
    let mut limits = RunLimits::default();
    if let Some(fuel) = fixture.limits.and_then(|limits| limits.fuel) {
        limits.fuel = fuel;
    }
    // The fixture's own score, without any item's points.
    let spec = Spec {
        points: None,
        language: fixture.submission.language,
        entry: fixture.submission.entry,
        grader: grader.manifest.id.clone(),
        config: fixture.config.to_string(),
        limits,
        locale: fixture.submission.locale.as_deref().and_then(Locale::parse).unwrap_or_default(),
    };
    let answer = Answer {
        purpose: fixture.submission.purpose.unwrap_or(Purpose::Full),
        files: files(fixture.submission.files),
        answer: fixture.submission.answer.map(|answer| answer.to_string()),
    };
    let mut with_it = snapshot.clone();
    with_it.insert(Loaded::Grader(Arc::clone(grader)));
    let grading = grade(&Arc::new(with_it), &spec, answer).map_err(|fault| fault.to_string())?;
    let report = &grading.report;
    run.outcome = grading.verdict.as_str().to_owned();
    (run.score, run.max_score) = (report.score(), report.max_score());
    (run.fuel, run.own_fuel) = (grading.fuel, grading.trace.fuel);
    let messages: Vec<_> =
        report.items.iter().map(|item| format!("{}: {}", item.name, item.message)).collect();
    run.output = first(&messages.join("\n"));
    run.stderr = last(&grading.trace.stderr);
    let name = &fixture.name;
    same(name, "verdict", expect.verdict.as_deref(), grading.verdict.as_str())?;
    same(name, "score", expect.score, report.score())?;
    same(name, "max_score", expect.max_score, report.max_score())?;
    let Some(items) = &expect.items else { return Ok(()) };
    same(name, "number of items", Some(items.len()), report.items.len())?;
    let actual = serde_json::to_value(&report.items).map_err(|error| error.to_string())?;
    for (index, (wanted, actual)) in
        items.iter().zip(actual.as_array().into_iter().flatten()).enumerate()
    {
        let Some(wanted) = wanted.as_object() else { continue };
        for (key, value) in wanted {
            same(name, &format!("items[{index}].{key}"), Some(value), &actual[key])?;
        }
    }
    Ok(())
}

fn check_config(grader: &ActiveGrader, config: &str) -> Result<(), String> {
    match grader.grader.check(config).map_err(|fault| fault.to_string())? {
        Ok(_) => Ok(()),
        Err(problems) => Err(problems
            .iter()
            .map(|problem| format!("{}: {}", problem.pointer, problem.message))
            .collect::<Vec<_>>()
            .join("; ")),
    }
}

fn run_runtime(runtime: &Runtime, text: &str, run: &mut FixtureRun) -> Result<(), String> {
    let fixture: RuntimeFixture = serde_json::from_str(text).map_err(|error| error.to_string())?;
    run.name.clone_from(&fixture.name);
    let mut limits = RunLimits::default();
    if let Some(fuel) = fixture.limits.and_then(|limits| limits.fuel) {
        limits.fuel = fuel;
    }
    let invocation = match fixture.run.call {
        Some(call) => Invocation::Call {
            function: call.function,
            arguments: Value::Array(call.arguments).to_string(),
        },
        None => Invocation::Program(fixture.run.program.unwrap_or_default()),
    };
    let request = RunRequest {
        files: files(fixture.run.files),
        entry: fixture.run.entry,
        invocation,
        stdin: fixture.run.stdin.into_bytes(),
        seed: 0,
    };
    let outcome = runtime.run(&request, &limits).map_err(|fault| fault.to_string())?;
    let (name, expect) = (&fixture.name, fixture.expect);
    let stderr = String::from_utf8_lossy(&outcome.stderr);
    run.outcome = outcome.status.as_str().to_owned();
    run.fuel = outcome.fuel;
    run.output = first(&String::from_utf8_lossy(&outcome.stdout));
    run.stderr = last(&stderr);
    same(name, "status", expect.status.as_deref(), outcome.status.as_str())
        .map_err(|message| format!("{message}; stderr: {stderr}"))?;
    same(name, "stdout", expect.stdout.as_deref(), &*String::from_utf8_lossy(&outcome.stdout))?;
    same(name, "exit_code", expect.exit_code, outcome.exit_code)?;
    let raised = outcome.raised.as_ref().map(|raised| raised.kind.as_str());
    same(name, "raised", expect.raised.as_deref(), raised.unwrap_or("nothing"))?;
    if let Some(part) = expect.stderr_contains.filter(|part| !stderr.contains(part.as_str())) {
        return Err(format!("{name:?}: stderr lacks {part:?}: {stderr}"));
    }
    let value = outcome.value.as_deref().and_then(|text| serde_json::from_str::<Value>(text).ok());
    same(name, "value", expect.value, value.unwrap_or(Value::Null))
}

fn files(files: BTreeMap<String, String>) -> Vec<File> {
    files.into_iter().map(|(path, text)| File { path, content: text.into_bytes() }).collect()
}

fn same<T: PartialEq<U> + std::fmt::Debug, U: std::fmt::Debug>(
    name: &str,
    what: &str,
    expected: Option<T>,
    actual: U,
) -> Result<(), String> {
    match expected {
        Some(expected) if expected != actual => {
            Err(format!("{name:?}: {what} is {actual:?}, expected {expected:?}"))
        }
        _ => Ok(()),
    }
}
