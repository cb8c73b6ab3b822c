//! Virtual time and seeded randomness.

use std::time::{Duration, Instant};

use weaverse_sandbox::{RunOutcome, RunStatus, Runtime};

use crate::guest::{TestResult, limits, load_runtime, request, toy_with};

const ITEMS: &str = r#"
(import "wasi:clocks/monotonic-clock@0.2.6" "now" (func $now (result i64)))
(import "wasi:clocks/monotonic-clock@0.2.6" "subscribe-duration" (func $after (param i64) (result i32)))
(import "wasi:io/poll@0.2.6" "[method]pollable.block" (func $block (param i32)))
(import "wasi:io/poll@0.2.6" "[method]pollable.ready" (func $ready (param i32) (result i32)))
(import "wasi:io/poll@0.2.6" "poll" (func $poll (param i32 i32 i32)))
(import "wasi:random/random@0.2.6" "get-random-u64" (func $random (result i64)))
"#;

fn guest(run: &str) -> Runtime {
    let imports =
        ["wasi:clocks/monotonic-clock@0.2.6", "wasi:io/poll@0.2.6", "wasi:random/random@0.2.6"];
    load_runtime(&toy_with(&imports, ITEMS, run))
}

fn run(run: &str) -> RunOutcome {
    let start = Instant::now();
    let outcome = guest(run).run(&request(), &limits()).expect("an outcome");
    assert!(start.elapsed() < Duration::from_secs(5), "it took real time");
    outcome
}

const SECOND: u64 = 1_000_000_000;

#[test]
fn a_sleep_takes_no_time_and_moves_the_clock() {
    // Completes only if the clock moved by 3 s, and not by 4 s.
    let outcome = run(&format!(
        "(local.set $b (call $now)) (call $block (call $after (i64.const {})))
         (local.set $b (i64.sub (call $now) (local.get $b)))
         (if (i64.lt_u (local.get $b) (i64.const {})) (then (unreachable)))
         (if (i64.gt_u (local.get $b) (i64.const {})) (then (unreachable)))
         (i32.const 1024)",
        3 * SECOND,
        3 * SECOND,
        4 * SECOND,
    ));
    assert_eq!(outcome.status, RunStatus::Completed);
}

#[test]
fn sleeping_longer_than_allowed_is_a_time_limit_at_once() {
    let hour =
        format!("(call $block (call $after (i64.const {}))) (i32.const 1024)", 3600 * SECOND);
    assert_eq!(run(&hour).status, RunStatus::TimeLimit);
    let ever = "(call $block (call $after (i64.const -1))) (i32.const 1024)";
    assert_eq!(run(ever).status, RunStatus::TimeLimit);
}

#[test]
fn many_short_sleeps_add_up() {
    let nap =
        format!("(loop $l (call $block (call $after (i64.const {SECOND}))) (br $l)) (unreachable)");
    let outcome = run(&nap);
    assert_eq!(outcome.status, RunStatus::TimeLimit);
    let again = run(&nap);
    assert_eq!(outcome, again);
}

#[test]
fn a_loop_that_waits_for_the_clock_ends() {
    let outcome = run(&format!(
        "(local.set $b (i64.add (call $now) (i64.const {SECOND})))
         (loop $l (br_if $l (i64.lt_u (call $now) (local.get $b))))
         (local.set $a (call $after (i64.const {SECOND})))
         (loop $l (br_if $l (i32.eqz (call $ready (local.get $a)))))
         (i32.const 1024)"
    ));
    assert_eq!(outcome.status, RunStatus::Completed);
}

#[test]
fn a_poll_wakes_at_the_earliest_of_its_moments() {
    // Of 5 s and 2 s, only the second is ready, and the clock says 2 s.
    let outcome = run(&format!(
        "(local.set $b (call $now))
         (i32.store (i32.const 8) (call $after (i64.const {})))
         (i32.store (i32.const 12) (call $after (i64.const {})))
         (call $poll (i32.const 8) (i32.const 2) (i32.const 512))
         (if (i32.ne (i32.load (i32.const 516)) (i32.const 1)) (then (unreachable)))
         (if (i32.ne (i32.load (i32.load (i32.const 512))) (i32.const 1)) (then (unreachable)))
         (if (i64.gt_u (i64.sub (call $now) (local.get $b)) (i64.const {})) (then (unreachable)))
         (i32.const 1024)",
        5 * SECOND,
        2 * SECOND,
        3 * SECOND
    ));
    assert_eq!(outcome.status, RunStatus::Completed, "{outcome:?}");
}

#[test]
fn pollables_are_bounded() {
    let outcome = guest("(loop $l (drop (call $after (i64.const 1))) (br $l)) (unreachable)")
        .run(&request(), &limits());
    // The runtime breaks: a program cannot hold a thousand handles by itself.
    assert!(outcome.is_err(), "{outcome:?}");
}

#[test]
fn randomness_follows_the_seed() -> TestResult {
    let guest = guest(
        "(i64.store (i32.const 8) (call $random)) (call $out (i32.const 8) (i32.const 8)) (i32.const 1024)",
    );
    let mut request = request();
    let first = guest.run(&request, &limits())?;
    assert_eq!(guest.run(&request, &limits())?, first);
    request.seed += 1;
    assert_ne!(guest.run(&request, &limits())?.stdout, first.stdout);
    Ok(())
}
