//! Hostile and odd programs on the real runtimes. Each ends in a named way,
//! and the next program runs as if nothing had been.

use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use weaverse_sandbox::{File, Invocation, RunLimits, RunOutcome, RunRequest, RunStatus, Runtime};

use crate::guest::{load_grader, load_runtime};

/// A component that `cargo xtask test` has built.
pub fn component(name: &str) -> Vec<u8> {
    let Ok(guests) = std::env::var("WEAVERSE_GUESTS") else {
        panic!(
            "WEAVERSE_GUESTS is not set: run `cargo xtask test`, which builds the language \
             runtimes and says where they are"
        );
    };
    let path = PathBuf::from(guests).join(name).join("plugin.wasm");
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn load(name: &str) -> Runtime {
    load_runtime(&component(name))
}

fn python() -> Runtime {
    static PYTHON: LazyLock<Runtime> = LazyLock::new(|| load("python"));
    PYTHON.clone()
}

fn javascript() -> Runtime {
    static JAVASCRIPT: LazyLock<Runtime> = LazyLock::new(|| load("javascript"));
    JAVASCRIPT.clone()
}

fn sqlite() -> Runtime {
    static SQLITE: LazyLock<Runtime> = LazyLock::new(|| load("sqlite"));
    SQLITE.clone()
}

fn browser() -> Runtime {
    static BROWSER: LazyLock<Runtime> = LazyLock::new(|| load("browser"));
    BROWSER.clone()
}

fn request(runtime: &Runtime, program: &str) -> RunRequest {
    RunRequest {
        files: vec![File {
            path: runtime.info().default_entry.clone(),
            content: program.as_bytes().to_vec(),
        }],
        entry: None,
        invocation: Invocation::Program(Vec::new()),
        stdin: b"6\n7\n".to_vec(),
        seed: 1,
    }
}

fn run(runtime: &Runtime, program: &str) -> RunOutcome {
    let start = Instant::now();
    let outcome =
        runtime.run(&request(runtime, program), &RunLimits::default()).expect("an outcome");
    let took = start.elapsed();
    assert!(took < Duration::from_secs(60), "{took:?}: {program}");
    outcome
}

fn shown(outcome: &RunOutcome) -> String {
    let stdout = String::from_utf8_lossy(&outcome.stdout[..outcome.stdout.len().min(300)]);
    let stderr = String::from_utf8_lossy(&outcome.stderr[..outcome.stderr.len().min(300)]);
    let (status, raised) = (outcome.status, &outcome.raised);
    format!("{status}, {raised:?}\nstdout: {stdout}\nstderr: {stderr}")
}

/// How a program should end.
enum End {
    /// In this way.
    Status(RunStatus),
    /// In one of these ways.
    Any(&'static [RunStatus]),
    /// With an error of this kind.
    Raises(&'static str),
    /// Completed, with this on stdout.
    Prints(&'static str),
}

/// Runs a table of programs; after each, a good one, of which the output is known.
fn hold(runtime: &Runtime, good: (&str, &str), table: &[(&str, End)]) {
    for (program, end) in table {
        let outcome = run(runtime, program);
        let shown = shown(&outcome);
        match end {
            End::Status(status) => assert_eq!(outcome.status, *status, "{program}\n{shown}"),
            End::Any(any) => assert!(any.contains(&outcome.status), "{program}\n{shown}"),
            End::Raises(kind) => {
                assert_eq!(outcome.status, RunStatus::RuntimeError, "{program}\n{shown}");
                let raised = outcome.raised.as_ref().map(|raised| &*raised.kind);
                assert_eq!(raised, Some(*kind), "{program}\n{shown}");
            }
            End::Prints(text) => {
                assert_eq!(outcome.status, RunStatus::Completed, "{program}\n{shown}");
                assert_eq!(outcome.stdout, text.as_bytes(), "{program}\n{shown}");
            }
        }
        let after = run(runtime, good.0);
        let (_, output) = good;
        assert_eq!(after.stdout, output.as_bytes(), "after {program}\n{}", self::shown(&after));
    }
}

const PYTHON_GOOD: (&str, &str) = ("print(int(input()) * int(input()))", "42\n");

#[test]
fn hostile_python_ends_in_a_named_way() {
    use RunStatus::*;
    hold(
        &python(),
        PYTHON_GOOD,
        &[
            ("while True: pass", End::Status(FuelLimit)),
            ("import os\nwhile True: os.fork()", End::Status(Refused)),
            ("import threading\nthreading.Thread(target=print).start()", End::Status(Refused)),
            ("import socket\nsocket.create_connection(('127.0.0.1', 22))", End::Status(Refused)),
            ("import subprocess\nsubprocess.run(['ls'])", End::Status(Refused)),
            ("x = []\nwhile True: x.append(bytearray(1 << 20))", End::Status(MemoryLimit)),
            ("x = 'a' * (1 << 40)", End::Any(&[MemoryLimit, RuntimeError])),
            ("x = [0] * 10**9", End::Status(MemoryLimit)),
            ("x = 'a' * (20 << 20)\nprint(x)", End::Status(OutputLimit)),
            ("while True: print('x' * 1000)", End::Status(OutputLimit)),
            ("import sys\nwhile True: sys.stderr.write('x' * 1000)", End::Status(OutputLimit)),
            ("def f(): f()\nf()", End::Raises("RecursionError")),
            (
                "import sys\nsys.setrecursionlimit(10**9)\ndef f(n): return f(n + 1) + 1\nf(0)",
                End::Any(&[RuntimeError, MemoryLimit, FuelLimit]),
            ),
            (
                "x = []\nfor _ in range(10**6): x = [x]\nprint(repr(x))",
                End::Any(&[RuntimeError, MemoryLimit, FuelLimit]),
            ),
            ("import time\ntime.sleep(3600)", End::Status(TimeLimit)),
            (
                "import time\nt = time.time()\nwhile time.time() < t + 1: pass\nprint(1)",
                End::Prints("1\n"),
            ),
            ("import re\nre.match(r'(a+)+$', 'a' * 40 + 'b')", End::Status(FuelLimit)),
            ("open('/etc/passwd')", End::Raises("FileNotFoundError")),
            ("print(open('/proc/self/environ').read())", End::Raises("FileNotFoundError")),
            ("import os\nprint(dict(os.environ))", End::Prints("{}\n")),
            ("import sys\nsys.exit(0)", End::Prints("")),
            ("10 ** 10 ** 10", End::Any(&[FuelLimit, MemoryLimit, TimeLimit])),
            ("def f(:", End::Status(CompileError)),
            ("1 / 0", End::Raises("ZeroDivisionError")),
        ],
    );
}

#[test]
fn a_python_program_that_survives_its_memory_error_completes() {
    let program = "
x = []
try:
    while True: x.append(bytearray(1 << 20))
except MemoryError:
    x = None
    print('survived')";
    let outcome = run(&python(), program);
    assert_eq!(outcome.status, RunStatus::Completed, "{}", shown(&outcome));
    assert_eq!(outcome.stdout, b"survived\n");
}

const JAVASCRIPT_GOOD: (&str, &str) = ("console.log(6 * 7)", "42\n");

#[test]
fn hostile_javascript_ends_in_a_named_way() {
    use RunStatus::*;
    hold(
        &javascript(),
        JAVASCRIPT_GOOD,
        &[
            ("while (true) {}", End::Status(FuelLimit)),
            (
                "const x = []; while (true) x.push(new Uint8Array(1 << 20))",
                End::Status(MemoryLimit),
            ),
            ("while (true) console.log('x'.repeat(1000))", End::Status(OutputLimit)),
            // To make the text takes 40 units of fuel for each character.
            ("console.log('x'.repeat(50 << 20))", End::Status(FuelLimit)),
            ("console.log('x'.repeat(20 << 20))", End::Status(OutputLimit)),
            ("process.stdout.write('가'.repeat(20 << 20))", End::Status(OutputLimit)),
            ("console.log('a' + '😀'.repeat(40000)); process.exit(3)", End::Status(OutputLimit)),
            ("while (true) console.error('x')", End::Status(OutputLimit)),
            ("function f() { return f() + 1 }\nf()", End::Any(&[RuntimeError])),
            ("/(a+)+$/.test('a'.repeat(40) + 'b')", End::Any(&[FuelLimit, RuntimeError])),
            ("setTimeout(() => {}, 3600 * 1000)", End::Any(&[TimeLimit, Completed])),
            ("new Worker('x')", End::Any(&[RuntimeError, Refused])),
            ("fetch('http://127.0.0.1/')", End::Any(&[RuntimeError, Refused, Completed])),
            ("console.log(Object.keys(globalThis.process?.env ?? {}).length)", End::Prints("0\n")),
            ("null.x", End::Raises("TypeError")),
            ("let x = ;", End::Status(CompileError)),
        ],
    );
}

const SQLITE_GOOD: (&str, &str) =
    ("CREATE TABLE t(x); INSERT INTO t VALUES (6 * 7); SELECT x FROM t", "x\n--\n42\n(1 row)\n");

#[test]
fn hostile_sql_ends_in_a_named_way() {
    use RunStatus::*;
    let endless = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)";
    let deep = format!("SELECT {}1{}", "(".repeat(100_000), ")".repeat(100_000));
    let long = format!("SELECT 1{}", " + 1".repeat(100_000));
    let trigger = "PRAGMA recursive_triggers = ON; CREATE TABLE t(x);
        CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO t VALUES (new.x + 1); END;
        INSERT INTO t VALUES (1)";
    hold(
        &sqlite(),
        SQLITE_GOOD,
        &[
            (&format!("{endless} SELECT count(*) FROM c"), End::Status(FuelLimit)),
            (&format!("{endless} SELECT n FROM c"), End::Status(OutputLimit)),
            (
                &format!("CREATE TABLE t AS {endless} SELECT hex(n) FROM c"),
                End::Any(&[MemoryLimit, FuelLimit]),
            ),
            (
                &format!("{endless} SELECT group_concat(hex(zeroblob(100000))) FROM c"),
                End::Any(&[MemoryLimit, FuelLimit]),
            ),
            ("SELECT randomblob(500000000)", End::Status(MemoryLimit)),
            ("SELECT hex(zeroblob(2000000000))", End::Raises("TooBig")),
            ("SELECT printf('%.*c', 1000000000, 'x')", End::Any(&[MemoryLimit, RuntimeError])),
            (&deep, End::Any(&[CompileError, RuntimeError])),
            (&long, End::Any(&[CompileError, RuntimeError])),
            (trigger, End::Any(&[CompileError, RuntimeError])),
            (
                "SELECT replace(hex(zeroblob(50000000)), '0', 'xxxxxxxxxx')",
                End::Any(&[MemoryLimit, RuntimeError]),
            ),
            ("SELECT 'a' LIKE '%a%a%a%a%a%a%a%a%b' FROM (VALUES (1))", End::Any(&[Completed])),
            ("ATTACH '/etc/passwd' AS x", End::Status(Refused)),
            ("DETACH main", End::Status(Refused)),
            ("VACUUM INTO '/tmp/x'", End::Status(Refused)),
            ("SELECT load_extension('x')", End::Status(Refused)),
            ("SELECT readfile('/etc/passwd')", End::Status(Refused)),
            ("PRAGMA writable_schema = ON", End::Status(Refused)),
            ("PRAGMA hard_heap_limit = 1", End::Status(Refused)),
            ("PRAGMA mmap_size = 1000000", End::Status(Refused)),
            ("PRAGMA temp_store_directory = '/tmp'", End::Status(Refused)),
            ("UPDATE sqlite_schema SET sql = ''", End::Status(CompileError)),
            (
                "CREATE TABLE t(x); INSERT INTO t VALUES (1); SELECT * FROM u",
                End::Status(CompileError),
            ),
            (
                "CREATE TABLE t(x NOT NULL); INSERT INTO t VALUES (NULL)",
                End::Raises("ConstraintError"),
            ),
            ("SELECT abs(-9223372036854775808)", End::Raises("SqliteError")),
            ("SELECT json('{')", End::Raises("SqliteError")),
            ("'", End::Status(CompileError)),
            ("/* open", End::Prints("")),
            ("SELECT 1 WHERE 0", End::Prints("1\n-\n(0 rows)\n")),
        ],
    );
}

const PAGE_GOOD: (&str, &str) = (
    "<p id=a>7</p><script>console.log(6 * document.querySelector('#a').textContent)</script>",
    "42\n",
);

#[test]
fn hostile_pages_end_in_a_named_way() {
    use RunStatus::*;
    hold(
        &browser(),
        PAGE_GOOD,
        &[
            ("<script>for (;;);</script>", End::Status(FuelLimit)),
            (
                "<script>for (;;) document.head.append(new Text('x'))</script>",
                End::Status(FuelLimit),
            ),
            (
                "<script>const f = () => Promise.resolve().then(f); f()</script>",
                End::Status(FuelLimit),
            ),
            (
                "<script>const f = () => { setTimeout(f); setTimeout(f) }; f()</script>",
                End::Status(FuelLimit),
            ),
            (
                "<script>const a = []; for (;;) a.push(new ArrayBuffer(1 << 20))</script>",
                // An error of the script, which the page outlives.
                End::Status(Completed),
            ),
            ("<script>for (;;) console.log('x'.repeat(1000))</script>", End::Status(OutputLimit)),
            // Errors are a page's own, as in a browser.
            (
                "<script>const f = () => f(); f()</script><script>console.log(1)</script>",
                End::Prints("1\n"),
            ),
            (
                "<script>fetch('http://x/').catch((e) => console.log(e.name))</script>",
                End::Prints("NotAvailable\n"),
            ),
            (
                "<script>console.log(typeof process, typeof require, typeof Buffer)</script>",
                End::Prints("undefined undefined undefined\n"),
            ),
            (
                "<script src=http://127.0.0.1/x.js></script><img src=/x.png><iframe src=http://x/></iframe><script>console.log(2)</script>",
                End::Prints("2\n"),
            ),
            ("<script>setInterval(() => {}, 1000); console.log(3)</script>", End::Prints("3\n")),
            ("\u{0}<<<a b=c d", End::Prints("")),
        ],
    );
}

#[test]
fn a_script_that_is_no_text_is_told_where() {
    let runtime = sqlite();
    let mut request = request(&runtime, "");
    request.files[0].content = b"SELECT 1;\nSELECT '\xff';".to_vec();
    let outcome = runtime.run(&request, &RunLimits::default()).expect("an outcome");
    assert_eq!(outcome.status, RunStatus::CompileError, "{}", shown(&outcome));
    let message = outcome.raised.expect("an error").message;
    assert_eq!(message, "main.sql, line 2: the script is not UTF-8 text");
}

#[test]
fn a_hundred_runs_of_a_real_program_are_one_outcome() {
    let programs = [
        (
            python(),
            "import random, time, uuid\nprint(random.random(), time.time(), uuid.uuid4(), hash('a'), id({}), {'a', 'b', 'c'})",
        ),
        (
            javascript(),
            "console.log(Math.random(), Date.now(), new Date().toISOString(), [3, 1, 2].sort())",
        ),
        (
            browser(),
            "<!DOCTYPE html><p id=a><script>console.log(Math.random(), Date.now(), crypto.randomUUID(), document.querySelector('#a').outerHTML)</script>",
        ),
        (
            sqlite(),
            "SELECT random(), hex(randomblob(16)), julianday('now'), datetime('now', 'localtime')",
        ),
    ];
    for (runtime, program) in programs {
        let first = run(&runtime, program);
        assert_eq!(first.status, RunStatus::Completed, "{}", shown(&first));
        std::thread::scope(|scope| {
            let runs: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| (0..25).all(|_| run(&runtime, program) == first)))
                .collect();
            for same in runs {
                assert!(same.join().expect("no panic"), "{}", shown(&first));
            }
        });
        let other = runtime
            .run(&RunRequest { seed: 2, ..request(&runtime, program) }, &RunLimits::default());
        assert_ne!(other.map(|o| o.stdout), Ok(first.stdout));
    }
}

#[test]
fn functions_are_called_with_json() {
    for (runtime, program) in [
        (python(), "def add(a, b): return {'sum': a + b}"),
        (javascript(), "export function add(a, b) { return { sum: a + b } }"),
    ] {
        let mut request = request(&runtime, program);
        request.invocation =
            Invocation::Call { function: "add".to_owned(), arguments: "[1, 2]".to_owned() };
        let outcome = runtime.run(&request, &RunLimits::default()).expect("an outcome");
        assert_eq!(outcome.status, RunStatus::Completed, "{}", shown(&outcome));
        let value: serde_json::Value =
            serde_json::from_str(outcome.value.as_deref().unwrap_or("null")).expect("JSON");
        assert_eq!(value, serde_json::json!({ "sum": 3 }));
    }
}

#[test]
fn the_first_party_graders_load() {
    for name in ["cases", "choice", "sql", "tests", "web"] {
        let grader = load_grader(&component(name));
        assert_eq!(grader.info().id, name);
    }
}
