//! Runs a program in a language runtime, some times over, and says what came
//! of it and how long it took:
//! `cargo run --release --example run -- plugin.wasm main.py 100`.

use std::error::Error;
use std::fs;
use std::time::Instant;

use weaverse_sandbox::{Engine, EngineConfig, File, Invocation, RunLimits, RunOutcome, RunRequest};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: run PLUGIN.wasm PROGRAM [TIMES]";
    let plugin = arguments.next().ok_or(usage)?;
    let program = arguments.next().ok_or(usage)?;
    let times: u32 = arguments.next().map_or(Ok(1), |times| times.parse())?;

    let cache = std::env::temp_dir().join("weaverse-example-cache");
    let engine = Engine::new(EngineConfig::new(cache))?;
    let start = Instant::now();
    let runtime = engine.load_runtime(&fs::read(plugin)?)?;
    println!("{:?}, loaded in {:?}", runtime.info(), start.elapsed());

    let request = RunRequest {
        files: vec![File {
            path: runtime.info().default_entry.clone(),
            content: fs::read(program)?,
        }],
        entry: None,
        invocation: Invocation::Program(Vec::new()),
        stdin: Vec::new(),
        seed: 1,
    };
    let limits = RunLimits::default();
    let outcome = runtime.run(&request, &limits)?;
    print(&outcome);
    let start = Instant::now();
    for _ in 0..times {
        let again = runtime.run(&request, &limits)?;
        if again != outcome {
            return Err(format!("another outcome: {again:?}").into());
        }
    }
    println!("{:?} for each of {times} runs", start.elapsed() / times);
    Ok(())
}

fn print(outcome: &RunOutcome) {
    println!("{}, exit code {}", outcome.status, outcome.exit_code);
    println!("fuel {}, memory {}", outcome.fuel, outcome.peak_memory);
    print!("{}", String::from_utf8_lossy(&outcome.stdout));
    eprint!("{}", String::from_utf8_lossy(&outcome.stderr));
    if let Some(raised) = &outcome.raised {
        println!("{}: {}\n{}", raised.kind, raised.message, raised.traceback);
    }
}
