//! Each limit of a run, by a guest that breaks it. After each, the same engine
//! runs a good program as before.

use std::time::{Duration, Instant};

use weaverse_sandbox::{Fault, RunOutcome, RunStatus, Runtime};

use crate::guest::{TestResult, limits, load_runtime, request, runtime, toy_with};

/// Runs, and then shows that the engine is unharmed.
fn run(runtime: &Runtime) -> RunOutcome {
    let outcome = runtime.run(&request(), &limits()).expect("an outcome");
    assert_unharmed();
    outcome
}

fn assert_unharmed() {
    let good = runtime(ECHO).run(&request(), &limits()).expect("a run");
    assert_eq!(good.status, RunStatus::Completed);
    assert_eq!(good.stdout, b"input");
}

/// Reads all of stdin, at most 100 bytes, and writes it.
const ECHO: &str = r"
    (call $in (i32.const 100) (i32.const 512))
    (call $out (i32.load (i32.const 512)) (i32.load (i32.const 516)))
    (i32.const 1024)";

/// Writes `ab` to stdout; then does something else.
fn after_output(then: &str) -> Runtime {
    runtime(&format!(
        "(i32.store16 (i32.const 8) (i32.const 0x6261)) (call $out (i32.const 8) (i32.const 2)) {then}"
    ))
}

#[test]
fn a_program_runs_and_its_runtime_has_a_name() {
    let runtime = runtime(ECHO);
    let info = runtime.info();
    assert_eq!((&*info.id, &*info.version, &*info.name), ("toy", "1.0.0", "Toy"));
    assert_eq!(info.extensions, ["toy"]);
    assert_eq!(info.default_entry, "main.toy");
    assert_eq!(runtime.digest().len(), 64);
    let outcome = run(&runtime);
    assert_eq!(outcome.exit_code, 0);
    assert!(outcome.fuel > 10 && outcome.fuel < 1000, "{}", outcome.fuel);
    assert_eq!((outcome.value, outcome.raised), (None, None));
}

#[test]
fn an_endless_loop_ends_by_fuel_and_keeps_its_output() {
    let outcome = run(&after_output("(loop $l (br $l)) (unreachable)"));
    assert_eq!(outcome.status, RunStatus::FuelLimit);
    assert_eq!(outcome.fuel, limits().fuel);
    assert_eq!(outcome.stdout, b"ab");
}

/// Grows by 64 KiB until that fails.
const GROW: &str = "(loop $l (br_if $l (i32.ne (i32.const -1) (memory.grow (i32.const 1)))))";

#[test]
fn growth_above_the_limit_is_a_memory_limit() {
    let outcome = run(&after_output(&format!("{GROW} (unreachable)")));
    assert_eq!(outcome.status, RunStatus::MemoryLimit);
    assert_eq!(outcome.peak_memory, limits().memory_bytes);
    assert_eq!(outcome.stdout, b"ab");
}

#[test]
fn a_program_that_survives_the_refusal_has_completed() {
    let outcome = run(&runtime(&format!("{GROW} (i32.const 1024)")));
    assert_eq!(outcome.status, RunStatus::Completed);
    assert_eq!(outcome.peak_memory, limits().memory_bytes);
    // Exit code 1 is what a program does that did not catch its MemoryError.
    let exit = "(i32.store (i32.const 1028) (i32.const 1)) (i32.const 1024)";
    let outcome = run(&runtime(&format!("{GROW} {exit}")));
    assert_eq!(outcome.status, RunStatus::MemoryLimit);
}

#[test]
fn a_table_counts_as_memory() {
    let outcome = run(&load_runtime(&toy_with(
        &[],
        "(table $t 1 funcref)",
        "(loop $l (br_if $l (i32.ne (i32.const -1) (table.grow $t (ref.null func) (i32.const 1000)))))
         (unreachable)",
    )));
    assert_eq!(outcome.status, RunStatus::MemoryLimit);
}

#[test]
fn endless_recursion_is_a_named_error() {
    let outcome = run(&load_runtime(&toy_with(
        &[],
        "(func $deep (param i32) (result i32)
           (i32.add (i32.const 1) (call $deep (i32.add (local.get 0) (i32.const 1)))))",
        "(call $out (i32.const 0) (i32.const 2)) (call $deep (i32.const 0))",
    )));
    assert_eq!(outcome.status, RunStatus::RuntimeError);
    let raised = outcome.raised.expect("an error");
    assert_eq!(raised.kind, "StackOverflow");
    assert_eq!(outcome.stdout.len(), 2);
}

#[test]
fn a_flood_of_output_is_cut_at_the_limit() {
    let outcome = run(&runtime(
        "(loop $l (call $out (i32.const 0) (i32.const 300)) (call $err (i32.const 0) (i32.const 150))
         (br $l)) (unreachable)",
    ));
    assert_eq!(outcome.status, RunStatus::OutputLimit);
    assert_eq!((outcome.stdout.len(), outcome.stderr.len()), (700, 300));
    assert!(outcome.fuel < 1000);
}

#[test]
fn output_handed_over_all_at_once_is_no_way_round() {
    // 1 TiB in one list would need that much memory; 4 GiB less a byte is the
    // most that can be said, and is outside of the memory.
    let outside = runtime("(call $out (i32.const 0) (i32.const -1)) (i32.const 1024)")
        .run(&request(), &limits());
    assert!(outside.is_err() || outside.is_ok_and(|o| o.status != RunStatus::Completed));
    assert_unharmed();
}

#[test]
fn a_long_value_is_an_output_limit() {
    let returns = |len: u32| {
        let store = [(1032, 1), (1036, 0), (1040, len)]
            .map(|(at, value)| format!("(i32.store (i32.const {at}) (i32.const {value}))"))
            .concat();
        run(&runtime(&format!("{store} (i32.const 1024)")))
    };
    let outcome = returns(1000);
    assert_eq!(outcome.status, RunStatus::Completed);
    assert_eq!(outcome.value.map(|value| value.len()), Some(1000));
    let outcome = returns(1001);
    assert_eq!((outcome.status, outcome.value), (RunStatus::OutputLimit, None));
}

#[test]
fn a_trap_is_a_crash_of_the_program() {
    let outcome = run(&after_output("(unreachable)"));
    assert_eq!(outcome.status, RunStatus::RuntimeError);
    let raised = outcome.raised.expect("an error");
    assert_eq!(raised.kind, "Crash");
    assert!(raised.message.contains("unreachable"), "{raised:?}");
    assert_eq!(outcome.stdout, b"ab");
}

#[test]
fn an_exit_is_a_completion_with_its_code() {
    let exit = |code: u32| {
        load_runtime(&toy_with(
            &["wasi:cli/exit@0.2.6"],
            r#"(import "wasi:cli/exit@0.2.6" "exit" (func $exit (param i32)))"#,
            &format!("(call $exit (i32.const {code})) (unreachable)"),
        ))
    };
    for code in [0, 1] {
        let outcome = run(&exit(code));
        assert_eq!(outcome.status, RunStatus::Completed);
        assert_eq!(outcome.exit_code, code as i32);
    }
}

#[test]
fn a_malformed_result_is_a_fault_of_the_runtime() {
    // The first byte says how the run ended; there is no such way.
    let wrong = runtime("(i32.store8 (i32.const 1024) (i32.const 9)) (i32.const 1024)");
    let fault = wrong.run(&request(), &limits()).expect_err("a fault");
    assert!(
        matches!(&fault, Fault::Internal { detail } if detail.contains("toy 1.0.0")),
        "{fault}"
    );
    // A result outside of the memory.
    let outside = runtime("(i32.const -64)").run(&request(), &limits());
    assert!(outside.is_err() || outside.is_ok_and(|o| o.status == RunStatus::RuntimeError));
    assert_unharmed();
}

#[test]
fn work_that_fuel_does_not_see_ends_by_processor_time() -> TestResult {
    // With fuel for days, the guard behind it must end the loop.
    let mut limits = limits();
    limits.fuel = u64::MAX;
    limits.wall = Duration::from_millis(200);
    let start = Instant::now();
    let outcome = runtime("(loop $l (br $l)) (unreachable)").run(&request(), &limits)?;
    assert_eq!(outcome.status, RunStatus::TimeLimit);
    assert!(start.elapsed() >= Duration::from_millis(200));
    assert!(start.elapsed() < Duration::from_secs(20));
    assert_unharmed();
    Ok(())
}

#[test]
fn bulk_operations_cost_fuel_by_the_byte() {
    let outcome = run(&runtime(
        "(loop $l (memory.fill (i32.const 0) (i32.const 0) (i32.const 65536)) (br $l)) (unreachable)",
    ));
    assert_eq!(outcome.status, RunStatus::FuelLimit);
}

#[test]
fn files_that_climb_are_refused_before_anything_runs() {
    let mut climbing = request();
    climbing.files[0].path = "../main.toy".to_owned();
    let fault = runtime(ECHO).run(&climbing, &limits());
    assert!(matches!(fault, Err(Fault::Internal { .. })), "{fault:?}");
}

#[test]
fn the_environment_is_empty() {
    let outcome = run(&load_runtime(&toy_with(
        &["wasi:cli/environment@0.2.6"],
        r#"(import "wasi:cli/environment@0.2.6" "get-environment" (func $env (param i32)))"#,
        "(call $env (i32.const 512)) (if (i32.load (i32.const 516)) (then (unreachable)))
         (i32.const 1024)",
    )));
    assert_eq!(outcome.status, RunStatus::Completed);
}
