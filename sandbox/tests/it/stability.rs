//! Many runs: each fresh, all alike, none left behind.

use std::fs;

use weaverse_sandbox::{RunStatus, Runtime};

use crate::guest::{TestResult, limits, request, runtime};

/// Counts in its memory and writes the count.
const COUNT: &str = "
    (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 1)))
    (call $out (i32.const 8) (i32.const 4)) (i32.const 1024)";

#[test]
fn an_instance_is_never_used_twice() -> TestResult {
    let runtime = runtime(COUNT);
    for _ in 0..100 {
        let outcome = runtime.run(&request(), &limits())?;
        assert_eq!(outcome.stdout, [1, 0, 0, 0]);
    }
    Ok(())
}

#[test]
fn a_hundred_runs_in_parallel_are_one_outcome() -> TestResult {
    let runtime = runtime(
        "(loop $l (local.set $a (i32.add (local.get $a) (i32.const 1)))
           (drop (memory.grow (i32.const 1)))
           (br_if $l (i32.lt_u (local.get $a) (i32.const 100))))
         (call $out (i32.const 0) (i32.const 9)) (i32.const 1024)",
    );
    let run = |runtime: &Runtime| runtime.run(&request(), &limits());
    let first = run(&runtime)?;
    assert_eq!(first.status, RunStatus::Completed);
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..100).map(|_| scope.spawn(|| run(&runtime))).collect();
        for outcome in runs {
            assert_eq!(outcome.join().expect("no panic").as_ref(), Ok(&first));
        }
    });
    Ok(())
}

#[test]
fn two_hundred_crashes_leave_nothing_behind() -> TestResult {
    let runtime = runtime(
        "(drop (memory.grow (i32.const 200))) (memory.fill (i32.const 0)
        (i32.const 1) (i32.const 10000000)) (unreachable)",
    );
    let run = || -> TestResult {
        let outcome = runtime.run(&request(), &limits())?;
        assert_eq!(outcome.status, RunStatus::RuntimeError);
        Ok(())
    };
    for _ in 0..20 {
        run()?;
    }
    let before = resident()?;
    for _ in 0..200 {
        run()?;
    }
    // 2 GB were filled; what stays is noise, also of the tests beside this one.
    let grown = resident()?.saturating_sub(before);
    assert!(grown < 200 << 20, "{grown} bytes more");
    Ok(())
}

/// Bytes that this process has in memory.
fn resident() -> Result<u64, Box<dyn std::error::Error>> {
    let statm = fs::read_to_string("/proc/self/statm")?;
    let pages: u64 = statm.split(' ').nth(1).ok_or("no field")?.parse()?;
    Ok(pages * 4096)
}
