//! Guests from WebAssembly text, and engines to run them on.

use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Duration;

use weaverse_sandbox::{
    Engine, EngineConfig, File, Grader, Invocation, Isolation, RunLimits, RunRequest, Runtime,
};
use wit_component::{ComponentEncoder, StringEncoding, dummy_module, embed_component_metadata};
use wit_parser::{ManglingAndAbi, Resolve, WorldId};

pub type TestResult = Result<(), Box<dyn std::error::Error>>;

/// One engine for all tests: what a test breaks, others would see.
pub fn engine() -> Engine {
    static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
        let mut config = EngineConfig::new(cache_dir());
        config.run_threads = 2;
        // As the server does; `executors` compares with runs in this process.
        config.isolation = Isolation::Processes { program: child_program() };
        Engine::new(config).expect("an engine")
    });
    ENGINE.clone()
}

/// `examples/child.rs`, which cargo builds for the tests.
pub fn child_program() -> PathBuf {
    let this = std::env::current_exe().expect("this program");
    let target = this.parent().and_then(|deps| deps.parent()).expect("target");
    let program = target.join("examples/child");
    assert!(
        program.exists(),
        "{} is not built: run `cargo test -p weaverse-sandbox`, without `--test`",
        program.display()
    );
    program
}

/// Under cargo's directory for tests, so that large guests compile once.
pub fn cache_dir() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("sandbox-cache")
}

/// Small limits: hostile guests come to them soon.
pub fn limits() -> RunLimits {
    RunLimits {
        fuel: 100_000_000,
        memory_bytes: 16 << 20,
        output_bytes: 1000,
        wall: Duration::from_secs(10),
    }
}

pub fn request() -> RunRequest {
    RunRequest {
        files: vec![File { path: "main.toy".to_owned(), content: b"toy".to_vec() }],
        entry: None,
        invocation: Invocation::Program(Vec::new()),
        stdin: b"input".to_vec(),
        seed: 7,
    }
}

/// Bytes of a data segment, laid out as the component model wants them.
pub struct Data {
    base: u32,
    bytes: Vec<u8>,
}

impl Data {
    pub fn at(base: u32) -> Self {
        Self { base, bytes: Vec::new() }
    }

    /// Where the next bytes will be.
    pub fn here(&self) -> u32 {
        self.base + self.bytes.len() as u32
    }

    pub fn align(&mut self, to: usize) -> u32 {
        while !self.bytes.len().is_multiple_of(to) {
            self.bytes.push(0);
        }
        self.here()
    }

    pub fn i32(&mut self, value: u32) -> &mut Self {
        self.bytes.extend_from_slice(&value.to_le_bytes());
        self
    }

    pub fn i64(&mut self, value: i64) -> &mut Self {
        self.bytes.extend_from_slice(&value.to_le_bytes());
        self
    }

    /// Stores text; gives its address and length.
    pub fn text(&mut self, text: &str) -> (u32, u32) {
        let at = self.here();
        self.bytes.extend_from_slice(text.as_bytes());
        (at, text.len() as u32)
    }

    pub fn pair(&mut self, (at, len): (u32, u32)) -> &mut Self {
        self.i32(at).i32(len)
    }

    /// The segment as text.
    pub fn wat(&self) -> String {
        let bytes: String = self.bytes.iter().map(|b| format!("\\{b:02x}")).collect();
        format!("(data (i32.const {}) \"{bytes}\")", self.base)
    }
}

/// WASI as far as the guests here use it: the host matches names and types.
const WASI: &str = r"
package wasi:io@0.2.6 {
    interface poll {
        resource pollable { ready: func() -> bool; block: func(); }
        poll: func(in: list<borrow<pollable>>) -> list<u32>;
    }
}
package wasi:clocks@0.2.6 {
    interface monotonic-clock {
        use wasi:io/poll@0.2.6.{pollable};
        now: func() -> u64;
        subscribe-duration: func(when: u64) -> pollable;
    }
}
package wasi:random@0.2.6 { interface random { get-random-u64: func() -> u64; } }
package wasi:cli@0.2.6 {
    interface exit { exit: func(status: result); }
    interface environment { get-environment: func() -> list<tuple<string, string>>; }
}
package wasi:http@0.2.6 { interface types { now: func() -> u64; } }
";

/// A component of a world from a core module's text.
pub fn component(world: &str, imports: &[&str], core: &str) -> Vec<u8> {
    let mut resolve = Resolve::default();
    resolve.push_dir("wit/v0.1.0").expect("the contract's files");
    let imports: String = imports.iter().map(|i| format!("import {i};")).collect();
    let wit = format!("package test:guest;\nworld guest {{ include {world}; {imports} }}\n{WASI}");
    let module = wat::parse_str(core).unwrap_or_else(|error| panic!("{error}\n{core}"));
    encode(resolve, &wit, "guest", |_, _| module)
}

/// A component of a world of `wit` whose every function is `unreachable`.
pub fn dummy(resolve: Resolve, wit: &str, world: &str) -> Vec<u8> {
    encode(resolve, wit, world, |resolve, world| {
        dummy_module(resolve, world, ManglingAndAbi::Standard32)
    })
}

fn encode(
    mut resolve: Resolve,
    wit: &str,
    world: &str,
    module: impl FnOnce(&Resolve, WorldId) -> Vec<u8>,
) -> Vec<u8> {
    let package = resolve.push_str("guest.wit", wit).expect("the test's wit");
    let world = resolve.select_world(&[package], Some(world)).expect("the world");
    let mut module = module(&resolve, world);
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8)
        .expect("the metadata");
    ComponentEncoder::default()
        .validate(true)
        .module(&module)
        .and_then(|mut encoder| encoder.encode())
        .unwrap_or_else(|error| panic!("{error:#}"))
}

/// Memory from 64 KiB on is handed out once and never taken back.
pub const REALLOC: &str = r#"
(global $next (mut i32) (i32.const 65536))
(func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
  (local $at i32)
  (local.set $at (i32.and (i32.add (global.get $next) (i32.const 15)) (i32.const -16)))
  (global.set $next (i32.add (local.get $at) (local.get 3)))
  (if (i32.gt_u (global.get $next) (i32.mul (memory.size) (i32.const 65536)))
    (then (if (i32.eq (i32.const -1) (memory.grow
      (i32.add (i32.const 1) (i32.div_u (local.get 3) (i32.const 65536)))))
      (then (unreachable)))))
  (local.get $at))
"#;

/// A runtime named `toy` whose `run` is this text. The function has the files
/// as its locals 0 and 1, and gives the address of a result; 1024 is one that
/// says: completed.
pub fn toy(run: &str) -> Vec<u8> {
    toy_with(&[], "", run)
}

pub fn toy_with(imports: &[&str], items: &str, run: &str) -> Vec<u8> {
    let mut data = Data::at(2048);
    let id = data.text("toy");
    let version = data.text("1.0.0");
    let name = data.text("Toy");
    let entry = data.text("main.toy");
    let extension = data.align(4);
    data.pair(id);
    let info = data.here();
    data.pair(id).pair(version).pair(name);
    data.i32(extension).i32(1).pair(entry).i32(0).i32(0).i32(0);
    let core = format!(
        r#"(module
        (import "weaverse:plugin/stdio@0.1.0" "write-stdout" (func $out (param i32 i32)))
        (import "weaverse:plugin/stdio@0.1.0" "write-stderr" (func $err (param i32 i32)))
        (import "weaverse:plugin/stdio@0.1.0" "read-stdin" (func $in (param i32 i32)))
        {items}
        (memory (export "memory") 2)
        {REALLOC}
        {}
        (func (export "weaverse:plugin/runtime@0.1.0#describe") (result i32) (i32.const {info}))
        (func $run (export "weaverse:plugin/runtime@0.1.0#run")
          (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i64 i32 i32 i32) (result i32)
          (local $a i32) (local $b i64)
          {run}))"#,
        data.wat()
    );
    component("weaverse:plugin/language-runtime@0.1.0", imports, &core)
}

pub fn runtime(run: &str) -> Runtime {
    load_runtime(&toy(run))
}

pub fn load_runtime(wasm: &[u8]) -> Runtime {
    match engine().load_runtime(wasm) {
        Ok(runtime) => runtime,
        Err(error) => panic!("{error}"),
    }
}

/// What the body of `grade` may name: constants of a judge's memory.
pub struct Judge {
    /// Constants, and the data segment.
    data: Data,
    /// One request of a run of the submission's language: a list of one.
    pub request: u32,
    /// A result that is a report.
    pub report: u32,
    /// A result that is an error.
    pub error: u32,
}

/// Points of the report's only item.
#[derive(Clone, Copy)]
pub struct Points {
    pub earned: i64,
    pub max: i64,
}

impl Judge {
    pub fn new(language: &str, path: &str, points: Points) -> Self {
        let mut data = Data::at(2048);
        let language = data.text(language);
        let path = data.text(path);
        let sorry = data.text("cannot judge");
        let file = data.align(8);
        data.pair(path).pair(path);
        let request = data.here();
        data.pair(language).i32(file).i32(1);
        // No entry; a program without arguments; no stdin; nothing extra.
        for _ in 0..13 {
            data.i32(0);
        }
        let item = data.align(8);
        data.pair(path).i32(0).i32(0);
        data.i64(points.earned).i64(points.max);
        data.pair(path).i32(0).i32(0).i64(0).i64(5);
        for _ in 0..4 {
            data.i32(0);
        }
        let report = data.here();
        data.i32(0).i32(item).i32(1);
        for _ in 0..6 {
            data.i32(0);
        }
        let error = data.here();
        data.i32(1).pair(sorry);
        Self { data, request, report, error }
    }

    /// The component. `grade` is the text of the function; its `check` finds
    /// a configuration `bad` bad and any other good.
    pub fn wasm(mut self, imports: &[&str], items: &str, grade: &str) -> Vec<u8> {
        let data = &mut self.data;
        let id = data.text("judge");
        let version = data.text("2.0.0");
        let schema = data.text("{}");
        let info = data.align(8);
        data.pair(id).pair(version).pair(schema);
        data.i32(0).i32(0).i32(0);
        let problem = data.here();
        data.pair(id).pair(schema);
        let good = data.align(8);
        data.i64(0).i64(1000).i64(0).i64(0).i64(0);
        let bad = data.here();
        data.i64(1).i32(problem).i32(1).i64(0).i64(0).i64(0);
        let core = format!(
            r#"(module
            (import "weaverse:plugin/runner@0.1.0" "run" (func $run (param i32 i32 i32)))
            {items}
            (memory (export "memory") 2)
            {REALLOC}
            {}
            (func (export "weaverse:plugin/grader@0.1.0#describe") (result i32) (i32.const {info}))
            (func (export "weaverse:plugin/grader@0.1.0#check") (param i32 i32) (result i32)
              (if (result i32) (i32.eq (i32.load8_u (local.get 0)) (i32.const 98))
                (then (i32.const {bad})) (else (i32.const {good}))))
            (func (export "weaverse:plugin/grader@0.1.0#grade") (param i32) (result i32)
              (local $a i32) {grade}))"#,
            self.data.wat()
        );
        component("weaverse:plugin/grading@0.1.0", imports, &core)
    }

    pub fn load(self, grade: &str) -> Grader {
        load_grader(&self.wasm(&[], "", grade))
    }
}

pub fn load_grader(wasm: &[u8]) -> Grader {
    match engine().load_grader(wasm) {
        Ok(grader) => grader,
        Err(error) => panic!("{error}"),
    }
}
