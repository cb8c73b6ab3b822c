//! Runs programs in a language runtime: one JSON request on each line of stdin,
//! one JSON outcome on each line of stdout, in the same order.
//! `cargo run -p weaverse-sandbox --example run_lines -- plugin.wasm < requests.jsonl`
//! A second argument, the example `child`, runs them in a process of their own.
//!
//! A request is `{"files": {"main.py": "print(1)"}, "entry": "main.py", "program": [], "stdin": ""}`,
//! or has `"call": {"function": "f", "arguments": [1]}` for `program`, as in a
//! runtime's fixtures; `"times": 100` runs it so often and adds `"each_us"`.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, BufRead as _, Write as _};
use std::time::Instant;

use serde::Deserialize;
use serde_json::{Value, json};
use weaverse_sandbox::{Engine, EngineConfig, File, Invocation, Isolation, RunLimits, RunRequest};

#[derive(Deserialize)]
struct Line {
    files: BTreeMap<String, String>,
    entry: Option<String>,
    #[serde(default)]
    program: Vec<String>,
    call: Option<Call>,
    #[serde(default)]
    stdin: String,
    #[serde(default = "one")]
    seed: u64,
    #[serde(default)]
    times: u32,
    limits: Option<RunLimits>,
}

#[derive(Deserialize)]
struct Call {
    function: String,
    arguments: Value,
}

fn one() -> u64 {
    1
}

fn main() -> Result<(), Box<dyn Error>> {
    let plugin = std::env::args().nth(1).ok_or("usage: run_lines PLUGIN.wasm [CHILD]")?;
    let mut config = EngineConfig::new(std::env::temp_dir().join("weaverse-example-cache"));
    if let Some(program) = std::env::args_os().nth(2) {
        config.isolation = Isolation::Processes { program: program.into() };
    }
    let engine = Engine::new(config)?;
    let start = Instant::now();
    let runtime = engine.load_runtime(&std::fs::read(plugin)?)?;
    eprintln!("{:?}, loaded in {:?}", runtime.info(), start.elapsed());
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line: Line = serde_json::from_str(&line?)?;
        let request = RunRequest {
            files: line
                .files
                .into_iter()
                .map(|(path, content)| File { path, content: content.into_bytes() })
                .collect(),
            entry: line.entry,
            invocation: match line.call {
                Some(call) => Invocation::Call {
                    function: call.function,
                    arguments: call.arguments.to_string(),
                },
                None => Invocation::Program(line.program),
            },
            stdin: line.stdin.into_bytes(),
            seed: line.seed,
        };
        let limits = line.limits.unwrap_or_default();
        let start = Instant::now();
        let outcome = match runtime.run(&request, &limits) {
            Ok(outcome) => outcome,
            Err(fault) => {
                writeln!(out, "{}", json!({ "fault": fault.to_string() }))?;
                continue;
            }
        };
        let mut each = start.elapsed();
        if line.times > 0 {
            let start = Instant::now();
            for _ in 0..line.times {
                runtime.run(&request, &limits)?;
            }
            each = start.elapsed() / line.times;
        }
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let raised = outcome.raised.as_ref().map(|raised| {
            json!({ "kind": raised.kind, "message": raised.message, "traceback": raised.traceback })
        });
        let shown = json!({
            "status": outcome.status.as_str(),
            "exit_code": outcome.exit_code,
            "stdout": text(&outcome.stdout),
            "stderr": text(&outcome.stderr),
            "value": outcome.value,
            "raised": raised,
            "fuel": outcome.fuel,
            "peak_memory": outcome.peak_memory,
            "each_us": u64::try_from(each.as_micros()).unwrap_or(u64::MAX),
        });
        writeln!(out, "{shown}")?;
    }
    Ok(())
}
