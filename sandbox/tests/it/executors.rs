//! Programs that run in processes of their own.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use weaverse_sandbox::{Engine, EngineConfig, Fault, Isolation, RunLimits, RunStatus};

use crate::guest::{TestResult, cache_dir, child_program, limits, request, toy};

fn engine(isolation: Isolation) -> Engine {
    let mut config = EngineConfig::new(cache_dir());
    config.isolation = isolation;
    config.run_threads = 1;
    config.grader_threads = 1;
    Engine::new(config).expect("an engine")
}

fn processes() -> Engine {
    engine(Isolation::Processes { program: child_program() })
}

/// The executors that this process started: those whose thread name is the
/// example's, in the order of their start.
fn executors(of: &str) -> Vec<u32> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").expect("/proc").flatten() {
        let Ok(pid) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let command = fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        let parent = stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(1));
        if parent == Some(of) && command.contains("__execute") {
            found.push(pid);
        }
    }
    found.sort_unstable();
    found
}

/// The executor that an action started.
fn started(action: impl FnOnce()) -> u32 {
    let me = std::process::id().to_string();
    let before = executors(&me);
    action();
    let mut after = executors(&me);
    after.retain(|pid| !before.contains(pid));
    assert!(!after.is_empty(), "no executor was started");
    after[after.len() - 1]
}

fn kill(pid: u32) {
    Command::new("kill").arg("-9").arg(pid.to_string()).status().expect("kill");
}

#[test]
fn a_process_and_a_thread_give_the_same_outcome() -> TestResult {
    for wasm in [toy("(i32.const 1024)"), toy("(loop $l (br $l)) (i32.const 1024)")] {
        let here = engine(Isolation::InProcess).load_runtime(&wasm)?;
        let there = processes().load_runtime(&wasm)?;
        let outcome = here.run(&request(), &limits())?;
        // Twice: in the first instance, and in one that waited.
        assert_eq!(there.run(&request(), &limits())?, outcome);
        assert_eq!(there.run(&request(), &limits())?, outcome);
    }
    Ok(())
}

#[test]
fn compiled_code_is_found_by_a_relative_path() -> TestResult {
    // Up to the root, and down again: executors work in another directory.
    let up = std::env::current_dir()?.components().skip(1).map(|_| "..").collect::<Vec<_>>();
    let relative = Path::new(&up.join("/")).join(cache_dir().strip_prefix("/")?);
    assert!(relative.is_relative());
    let mut config = EngineConfig::new(relative);
    config.isolation = Isolation::Processes { program: child_program() };
    let runtime = Engine::new(config)?.load_runtime(&toy("(i32.const 1024)"))?;
    assert_eq!(runtime.run(&request(), &limits())?.status, RunStatus::Completed);
    Ok(())
}

/// Tests that look at the processes of this one take turns.
static TURN: std::sync::Mutex<()> = std::sync::Mutex::new(());

#[test]
fn an_executor_has_given_up_its_rights() -> TestResult {
    let _turn = TURN.lock();
    let runtime = processes().load_runtime(&toy("(i32.const 1024)"))?;
    let mut ran = None;
    let pid = started(|| ran = Some(runtime.run(&request(), &limits())));
    assert_eq!(ran.ok_or("no run")??.status, RunStatus::Completed);
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    for line in ["NoNewPrivs:\t1", "Seccomp:\t2"] {
        assert!(status.contains(line), "no {line:?} in {status}");
    }
    // Of every thread.
    for task in fs::read_dir(format!("/proc/{pid}/task"))? {
        let status = fs::read_to_string(task?.path().join("status"))?;
        assert!(status.contains("Seccomp:\t2"), "{status}");
    }
    Ok(())
}

#[test]
fn an_executor_that_died_is_replaced() -> TestResult {
    let _turn = TURN.lock();
    let runtime = processes().load_runtime(&toy("(i32.const 1024)"))?;
    let mut first = None;
    let pid = started(|| first = Some(runtime.run(&request(), &limits())));
    kill(pid);
    assert_eq!(Some(runtime.run(&request(), &limits())), first);
    assert!(!Path::new(&format!("/proc/{pid}/task")).exists(), "it is reaped");
    Ok(())
}

#[test]
fn a_program_survives_the_death_of_its_executor() -> TestResult {
    let _turn = TURN.lock();
    let runtime = processes().load_runtime(&toy("(loop $l (br $l)) (i32.const 1024)"))?;
    let limits = RunLimits { fuel: 3_000_000_000, ..limits() };
    let running = runtime.clone();
    let mut thread = None;
    let pid = started(|| {
        thread = Some(std::thread::spawn(move || running.run(&request(), &limits)));
        std::thread::sleep(Duration::from_millis(150));
    });
    kill(pid);
    let outcome = thread.expect("started").join().expect("no panic")?;
    assert_eq!(outcome.status, RunStatus::FuelLimit);
    Ok(())
}

#[test]
fn a_child_that_cannot_start_is_a_fault() -> TestResult {
    let wasm = toy("(i32.const 1024)");
    // Compiled, so that only the executor is missing.
    processes().load_runtime(&wasm)?;
    let program = "/does/not/exist".into();
    let runtime = engine(Isolation::Processes { program }).load_runtime(&wasm)?;
    let fault = runtime.run(&request(), &limits()).expect_err("no executor");
    assert!(matches!(fault, Fault::Internal { .. }), "{fault}");
    Ok(())
}

#[test]
fn executors_end_with_their_engine() -> TestResult {
    let _turn = TURN.lock();
    let engine = processes();
    let runtime = engine.load_runtime(&toy("(i32.const 1024)"))?;
    let pid = started(|| {
        runtime.run(&request(), &limits()).expect("a run");
    });
    drop((runtime, engine));
    let start = Instant::now();
    while Path::new(&format!("/proc/{pid}")).exists() {
        assert!(start.elapsed() < Duration::from_secs(10), "the executor is still there");
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(())
}
