//! Graders: what they may do, and what becomes of those that break.

use std::sync::Arc;

use weaverse_sandbox::{
    Fault, FaultCause, GradeContext, Graded, Grader, Purpose, RunLimits, RunStatus, Runtime,
    Runtimes, Submission, Verdict,
};

use crate::guest::{Judge, Points, TestResult, limits, load_grader, request, runtime};

struct Toys(Runtime);

impl Runtimes for Toys {
    fn runtime(&self, language: &str) -> Option<Runtime> {
        (language == "toy").then(|| self.0.clone())
    }
}

fn context(run: &str) -> GradeContext {
    GradeContext {
        runtimes: Arc::new(Toys(runtime(run))),
        run_limits: limits(),
        grader_limits: limits(),
        max_runs: 10,
    }
}

fn submission() -> Submission {
    Submission {
        purpose: Purpose::Full,
        language: "toy".to_owned(),
        files: request().files,
        entry: "main.toy".to_owned(),
        answer: None,
        locale: "ko".to_owned(),
        seed: 7,
    }
}

fn judge() -> Judge {
    let points = Points { earned: 1000, max: 1000 };
    Judge::new("toy", "main.toy", points)
}

fn grade(grader: &Grader) -> Result<Graded, Fault> {
    grader.grade(&submission(), "{}", &context("(i32.const 1024)"))
}

/// The cause and the text of a grader's fault; the grader of the next call
/// is unharmed.
fn fault(grader: &Grader) -> (FaultCause, String) {
    let judge = judge();
    let report = judge.report;
    let good = judge.load(&format!("(i32.const {report})"));
    match grade(grader) {
        Err(Fault::Grader { plugin, cause, detail, .. }) => {
            assert_eq!(plugin, "judge 2.0.0");
            assert!(grade(&good).is_ok());
            (cause, detail)
        }
        other => panic!("{other:?}"),
    }
}

/// Runs the request `count` times in one batch; the outcomes are at 512.
fn batch(judge: &Judge, count: u32) -> String {
    let request = judge.request;
    // The batch lies at 32 KiB: requests of 68 bytes each.
    let copies: String = (0..count)
        .map(|n| {
            let to = 32768 + n * 68;
            format!("(memory.copy (i32.const {to}) (i32.const {request}) (i32.const 68))")
        })
        .collect();
    format!("{copies} (call $run (i32.const 32768) (i32.const {count}) (i32.const 512))")
}

#[test]
fn a_grader_runs_the_program_and_reports() -> TestResult {
    let judge = judge();
    let body = format!("{} (i32.const {})", batch(&judge, 3), judge.report);
    let grader = judge.load(&body);
    assert_eq!(grader.info().id, "judge");
    let graded = grade(&grader)?;
    assert_eq!(graded.report.verdict(), Verdict::Accepted);
    assert_eq!((graded.report.score(), graded.report.max_score()), (1000, 1000));
    assert_eq!(graded.runs, 3);
    let one = runtime("(i32.const 1024)").run(&request(), &limits())?;
    assert!(graded.fuel > 0 && graded.fuel <= 3 * one.fuel + 300, "{graded:?}");
    assert!(graded.grader_fuel > 0);
    assert_eq!(graded.runtimes.len(), 1);
    assert_eq!(graded.runtimes[0].id, "toy");
    assert_eq!(grade(&grader)?, graded);
    Ok(())
}

#[test]
fn outcomes_come_in_the_order_of_the_requests() -> TestResult {
    // The program writes its random number, which depends on nothing but the
    // seed; the grader traps unless all three wrote the same 4 bytes, and all
    // completed.
    let judge = judge();
    let mut body = batch(&judge, 3);
    for n in 0..3 {
        let status = n * 96;
        body.push_str(&format!(
            "(if (i32.load8_u (i32.add (i32.load (i32.const 512)) (i32.const {status})))
               (then (unreachable)))"
        ));
    }
    body.push_str(&format!("(i32.const {})", judge.report));
    assert!(grade(&judge.load(&body)).is_ok());
    Ok(())
}

#[test]
fn what_a_program_does_is_never_a_fault() -> TestResult {
    let judge = judge();
    // Gives the report only if the status of the only run is that of the test.
    let body = |judge: &Judge, status: u32| {
        format!(
            "{} (if (i32.ne (i32.load8_u (i32.load (i32.const 512))) (i32.const {status}))
               (then (unreachable))) (i32.const {})",
            batch(judge, 1),
            judge.report
        )
    };
    let table = [
        ("(unreachable)", RunStatus::RuntimeError, 2),
        ("(loop $l (br $l)) (unreachable)", RunStatus::FuelLimit, 3),
        ("(call $out (i32.const 0) (i32.const 2000)) (unreachable)", RunStatus::OutputLimit, 5),
    ];
    let wasms = table.map(|(program, status, number)| (program, status, body(&judge, number)));
    for (program, status, body) in wasms {
        let judge = self::judge();
        let grader = judge.load(&body);
        let graded = grader.grade(&submission(), "{}", &context(program));
        assert!(graded.is_ok(), "{status}: {graded:?}");
    }
    Ok(())
}

#[test]
fn a_broken_runtime_ends_the_grading_as_a_fault_of_the_host() {
    let judge = judge();
    let body = format!("{} (i32.const {})", batch(&judge, 2), judge.report);
    let broken = "(i32.store8 (i32.const 1024) (i32.const 9)) (i32.const 1024)";
    let fault = judge.load(&body).grade(&submission(), "{}", &context(broken));
    assert!(matches!(fault, Err(Fault::Internal { .. })), "{fault:?}");
}

#[test]
fn an_unknown_language_is_a_fault() {
    let judge = Judge::new("cobol", "main.cob", Points { earned: 0, max: 0 });
    let body = format!("{} (i32.const {})", batch(&judge, 1), judge.report);
    let (cause, detail) = fault(&judge.load(&body));
    assert_eq!(cause, FaultCause::UnknownLanguage);
    assert!(detail.contains("cobol"), "{detail}");
}

#[test]
fn too_many_runs_are_a_fault_in_one_batch_or_in_many() {
    let judge1 = judge();
    let body = format!("{} (i32.const {})", batch(&judge1, 11), judge1.report);
    assert_eq!(fault(&judge1.load(&body)).0, FaultCause::TooManyRuns);
    let judge2 = judge();
    let body = format!("(loop $l {} (br $l)) (unreachable)", batch(&judge2, 1));
    assert_eq!(fault(&judge2.load(&body)).0, FaultCause::TooManyRuns);
}

#[test]
fn a_run_of_files_that_climb_is_a_fault() {
    let judge = Judge::new("toy", "../main.toy", Points { earned: 0, max: 0 });
    let body = format!("{} (i32.const {})", batch(&judge, 1), judge.report);
    assert_eq!(fault(&judge.load(&body)).0, FaultCause::MalformedRequest);
}

#[test]
fn each_way_to_break_has_a_name() {
    let error = judge().error;
    let spin = "(loop $l (br $l)) (unreachable)";
    let grow =
        "(loop $l (br_if $l (i32.ne (i32.const -1) (memory.grow (i32.const 1))))) (unreachable)";
    for (body, cause) in [
        ("(unreachable)".to_owned(), FaultCause::Trap),
        (spin.to_owned(), FaultCause::FuelLimit),
        (grow.to_owned(), FaultCause::MemoryLimit),
        (format!("(i32.const {error})"), FaultCause::ErrorReturned),
    ] {
        let (found, detail) = fault(&judge().load(&body));
        assert_eq!(found, cause, "{detail}");
        assert!(detail.starts_with("in grade: "), "{detail}");
    }
    let (_, detail) = fault(&judge().load(&format!("(i32.const {error})")));
    assert!(detail.contains("cannot judge"), "{detail}");
}

#[test]
fn a_grader_that_sleeps_or_exits_is_a_fault() {
    let sleeping = judge().wasm(
        &["wasi:clocks/monotonic-clock@0.2.6", "wasi:io/poll@0.2.6"],
        r#"(import "wasi:clocks/monotonic-clock@0.2.6" "subscribe-duration"
             (func $after (param i64) (result i32)))
           (import "wasi:io/poll@0.2.6" "[method]pollable.block" (func $block (param i32)))"#,
        "(call $block (call $after (i64.const 3600000000000))) (unreachable)",
    );
    assert_eq!(fault(&load_grader(&sleeping)).0, FaultCause::TimeLimit);
    let exiting = judge().wasm(
        &["wasi:cli/exit@0.2.6"],
        r#"(import "wasi:cli/exit@0.2.6" "exit" (func $exit (param i32)))"#,
        "(call $exit (i32.const 0)) (unreachable)",
    );
    assert_eq!(fault(&load_grader(&exiting)).0, FaultCause::Exited);
}

#[test]
fn points_out_of_bounds_are_a_malformed_report() {
    for points in [
        Points { earned: 1001, max: 1000 },
        Points { earned: -1, max: 1000 },
        Points { earned: 0, max: i64::MAX },
    ] {
        let judge = Judge::new("toy", "main.toy", points);
        let body = format!("(i32.const {})", judge.report);
        assert_eq!(fault(&judge.load(&body)).0, FaultCause::MalformedReport);
    }
}

#[test]
fn a_report_that_is_no_report_is_a_trap() {
    // There is no such case of `result`; and an address outside.
    for body in ["(i32.store8 (i32.const 512) (i32.const 7)) (i32.const 512)", "(i32.const -8)"] {
        let (cause, detail) = fault(&judge().load(body));
        assert_eq!(cause, FaultCause::Trap, "{detail}");
    }
}

#[test]
fn a_configuration_is_good_or_has_problems() -> TestResult {
    let judge = judge();
    let report = judge.report;
    let grader = judge.load(&format!("(i32.const {report})"));
    let preview = grader.check("good")?.expect("a preview");
    assert_eq!(preview.max_points, 1000);
    let problems = grader.check("bad")?.expect_err("problems");
    assert_eq!((&*problems[0].pointer, &*problems[0].message), ("judge", "{}"));
    Ok(())
}

#[test]
fn the_limits_of_the_grader_are_its_own() -> TestResult {
    // The program may not use fuel, and the grader may.
    let judge = judge();
    let body = format!("{} (i32.const {})", batch(&judge, 1), judge.report);
    let mut context = context("(i32.const 1024)");
    context.run_limits = RunLimits { fuel: 1, ..limits() };
    let graded = judge.load(&body).grade(&submission(), "{}", &context)?;
    assert_eq!(graded.fuel, 1);
    Ok(())
}

/// As a compiler of Rust names them; the learner's page has none of it.
#[test]
fn a_breakdown_names_call_frames_and_stderr() {
    let judge = judge();
    let items = r#"(func $_ZN5words7compare17h0123456789abcdefE (unreachable))
        (func $_RNvCs1234_5words5judge (call $_ZN5words7compare17h0123456789abcdefE))"#;
    let wasm = judge.wasm(&[], items, "(call $_RNvCs1234_5words5judge) (unreachable)");
    match grade(&load_grader(&wasm)) {
        Err(Fault::Grader { plugin, cause, breakdown, detail }) => {
            assert_eq!((plugin.as_str(), cause), ("judge 2.0.0", FaultCause::Trap));
            assert_eq!(breakdown.call, "grade");
            assert!(breakdown.message.contains("unreachable"), "{breakdown:?}");
            assert_eq!(breakdown.frames[..2], ["words::compare", "words::judge"]);
            assert!(
                detail.contains("in grade: ") && detail.contains("at words::compare"),
                "{detail}"
            );
        }
        other => panic!("{other:?}"),
    }
}
