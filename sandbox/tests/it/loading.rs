//! Files that are no plugin, and what is said of them.

use weaverse_sandbox::{FileKind, LoadError};

use wit_parser::Resolve;

use crate::guest::{Judge, Points, component, dummy, engine, toy, toy_with};

fn refused(bytes: &[u8]) -> LoadError {
    engine().load_runtime(bytes).expect_err("refused")
}

#[test]
fn what_is_no_webassembly_is_named() {
    let elf = std::fs::read("/proc/self/exe").expect("this program");
    for (bytes, found) in [
        (&b""[..], FileKind::Empty),
        (b"print('hello')", FileKind::Text),
        ("안녕".as_bytes(), FileKind::Text),
        (b"  (component)", FileKind::WasmText),
        (&elf[..4096], FileKind::Elf),
        (b"PK\x03\x04....", FileKind::Zip),
        (b"\x1f\x8b\x08\x00", FileKind::Gzip),
        (b"MZ\x90\x00", FileKind::Exe),
        (b"\xff\xfe\xfd", FileKind::Unknown),
    ] {
        assert_eq!(refused(bytes), LoadError::NotWasm { found });
    }
}

#[test]
fn compiled_code_is_never_taken_from_outside() {
    let engine = wasmtime::Engine::default();
    let compiled = engine.precompile_component(&toy("(i32.const 1024)"));
    let compiled = compiled.expect("compiled code");
    let found = FileKind::Precompiled;
    assert_eq!(refused(&compiled), LoadError::NotWasm { found });
}

#[test]
fn a_core_module_is_told_from_a_component() {
    let module = wat::parse_str("(module)").expect("a module");
    assert_eq!(refused(&module), LoadError::CoreModule);
}

#[test]
fn a_truncated_component_is_malformed_where_it_ends() {
    let whole = toy("(i32.const 1024)");
    for length in [8, 20, whole.len() / 2, whole.len() - 1] {
        match refused(&whole[..length]) {
            LoadError::Malformed { offset, .. } => assert!(offset <= length),
            // Cut between two sections, it is a component without exports.
            LoadError::WrongWorld { missing, .. } => assert!(!missing.is_empty()),
            other => panic!("{length}: {other}"),
        }
    }
}

#[test]
fn broken_code_is_malformed() {
    let mut broken = toy("(i32.const 1024)");
    let code = broken.windows(4).position(|w| w == [0x41, 0x80, 0x08, 0x0b]);
    broken[code.expect("the constant 1024")] = 0xff;
    assert!(matches!(refused(&broken), LoadError::Malformed { .. }));
}

#[test]
fn a_component_of_another_world_is_told_what_it_lacks() {
    let judge = Judge::new("toy", "main.toy", Points { earned: 0, max: 0 });
    let report = judge.report;
    let error = refused(&judge.wasm(&[], "", &format!("(i32.const {report})")));
    let text = error.to_string();
    assert!(matches!(error, LoadError::WrongWorld { .. }));
    assert!(text.contains("does not export weaverse:plugin/runtime@0.1.0"), "{text}");
    assert!(text.contains("it exports weaverse:plugin/grader@0.1.0"), "{text}");
}

#[test]
fn an_import_that_is_not_offered_is_named() {
    let error = refused(&toy_with(
        &["wasi:http/types@0.2.6"],
        r#"(import "wasi:http/types@0.2.6" "now" (func $http (result i64)))"#,
        "(drop (call $http)) (i32.const 1024)",
    ));
    let LoadError::WrongWorld { missing, not_offered, .. } = &error else {
        panic!("{error}");
    };
    assert!(missing.is_empty());
    assert_eq!(*not_offered, ["wasi:http/types@0.2.6"]);
}

#[test]
fn a_function_of_another_type_is_a_mismatch() {
    let wit = "package weaverse:plugin@0.1.0;
        interface runtime { describe: func() -> u32; run: func() -> u32; }
        world other { export runtime; }";
    let error = refused(&dummy(Resolve::default(), wit, "other"));
    assert!(matches!(&error, LoadError::WrongWorld { detail: Some(_), .. }), "{error}");
}

#[test]
fn a_plugin_that_does_not_describe_itself_is_refused() {
    let dummy = |world: &str| {
        let mut resolve = Resolve::default();
        resolve.push_dir("wit/v0.1.0").expect("the contract");
        let wit = format!("package test:dummy; world dummy {{ include {world}; }}");
        dummy(resolve, &wit, "dummy")
    };
    let runtime = engine().load_runtime(&dummy("weaverse:plugin/language-runtime@0.1.0"));
    let grader = engine().load_grader(&dummy("weaverse:plugin/grading@0.1.0"));
    for error in [runtime.err(), grader.err()] {
        assert!(matches!(error, Some(LoadError::DescribeFailed { .. })), "{error:?}");
    }
}

#[test]
fn a_component_that_never_starts_is_refused() {
    let spin = "(func $spin (loop $l (br $l))) (start $spin)";
    let error = refused(&toy_with(&[], spin, "(i32.const 1024)"));
    assert!(matches!(error, LoadError::DescribeFailed { .. }), "{error:?}");
}

#[test]
fn a_component_that_is_too_large_is_refused_unread() {
    let bytes = weaverse_sandbox::MAX_COMPONENT_BYTES + 1;
    assert_eq!(refused(&vec![0; bytes]), LoadError::TooLarge { bytes });
}

#[test]
fn a_component_that_wants_too_much_memory_is_refused() {
    // 1 GiB from the start: above what any instance may have.
    let core = r#"(module (memory (export "memory") 16384)
        (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) unreachable)
        (func (export "weaverse:plugin/runtime@0.1.0#describe") (result i32) unreachable)
        (func (export "weaverse:plugin/runtime@0.1.0#run")
          (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i64 i32 i32 i32) (result i32) unreachable))"#;
    let wasm = component("weaverse:plugin/language-runtime@0.1.0", &[], core);
    let error = refused(&wasm);
    assert!(matches!(error, LoadError::Compile { .. }), "{error}");
}
