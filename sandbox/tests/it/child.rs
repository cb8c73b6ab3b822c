//! Compilation in a child with limits.

use std::path::PathBuf;
use std::time::Duration;

use weaverse_sandbox::{Engine, EngineConfig, Isolation, LoadError, Pruned};

use crate::guest::{TestResult, child_program, toy};

fn engine(dir: &tempfile::TempDir, program: PathBuf) -> EngineConfig {
    let mut config = EngineConfig::new(dir.path().join("cache"));
    config.isolation = Isolation::Processes { program };
    config.run_threads = 1;
    config.grader_threads = 1;
    config
}

#[test]
fn a_child_compiles_once_and_the_cache_is_kept() -> TestResult {
    let dir = tempfile::tempdir()?;
    let config = engine(&dir, child_program());
    let wasm = toy("(i32.const 1024)");
    let first = Engine::new(config.clone())?;
    assert!(!first.is_compiled(&wasm));
    let info = first.load_runtime(&wasm)?.info().clone();
    assert!(first.is_compiled(&wasm));
    drop(first);
    // Another engine, whose compiler does not even exist.
    let mut config = config;
    config.isolation = Isolation::Processes { program: "/does/not/exist".into() };
    let second = Engine::new(config)?;
    assert_eq!(second.load_runtime(&wasm)?.info(), &info);
    let other = second.load_runtime(&toy("(nop) (i32.const 1024)"));
    assert!(matches!(other, Err(LoadError::Host { .. })), "{other:?}");
    Ok(())
}

#[test]
fn a_damaged_file_of_the_cache_is_compiled_again() -> TestResult {
    let dir = tempfile::tempdir()?;
    let wasm = toy("(i32.const 1024)");
    let engine = Engine::new(engine(&dir, child_program()))?;
    engine.load_runtime(&wasm)?;
    for file in std::fs::read_dir(dir.path().join("cache"))? {
        let path = file?.path();
        std::fs::remove_file(&path)?;
        std::fs::write(&path, b"not compiled code")?;
    }
    engine.load_runtime(&wasm)?;
    Ok(())
}

#[test]
fn a_child_that_takes_too_long_is_killed() -> TestResult {
    let dir = tempfile::tempdir()?;
    let mut config = engine(&dir, child_program());
    config.compile_timeout = Duration::ZERO;
    let engine = Engine::new(config)?;
    let error = engine.load_runtime(&toy("(i32.const 1024)")).expect_err("killed");
    assert!(
        matches!(&error, LoadError::Compile { message } if message.contains("longer than 0 s")),
        "{error}"
    );
    // Nothing is left in the cache.
    assert_eq!(std::fs::read_dir(dir.path().join("cache"))?.count(), 0);
    Ok(())
}

#[test]
fn a_bomb_for_the_compiler_ends_with_the_child() -> TestResult {
    // One function with a great many live values and branches.
    let mut body = String::new();
    for n in 0..60_000 {
        body.push_str(&format!(
            "(local.set $b (i64.add (local.get $b) (i64.load (i32.const {}))))
             (if (i64.eqz (local.get $b)) (then (local.set $a (i32.const {n}))))",
            n % 1000
        ));
    }
    let wasm = toy(&format!("{body} (i32.const 1024)"));
    let dir = tempfile::tempdir()?;
    let mut config = engine(&dir, child_program());
    config.compile_timeout = Duration::from_millis(300);
    let error = Engine::new(config)?.load_runtime(&wasm).expect_err("too much");
    assert!(matches!(error, LoadError::Compile { .. }), "{error}");
    Ok(())
}

#[test]
fn a_runtime_is_asked_once_what_it_is() -> TestResult {
    let dir = tempfile::tempdir()?;
    let load = || -> Result<_, Box<dyn std::error::Error>> {
        let engine = Engine::new(engine(&dir, child_program()))?;
        Ok(engine.load_runtime(&toy("(i32.const 1024)"))?)
    };
    let info = load()?.info().clone();
    let said = std::fs::read_dir(dir.path().join("cache"))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|extension| extension == "json"))
        .ok_or("nothing was kept")?;
    let text = std::fs::read_to_string(&said)?;
    std::fs::write(&said, text.replace(&info.name, "another name"))?;
    assert_eq!(load()?.info().name, "another name");
    // What cannot be read is asked for again.
    std::fs::write(&said, "{")?;
    assert_eq!(load()?.info(), &info);
    assert_eq!(std::fs::read_to_string(&said)?, text);
    Ok(())
}

#[test]
fn compiled_code_that_nobody_used_is_removed() -> TestResult {
    let dir = tempfile::tempdir()?;
    let (cache, day) = (dir.path().join("cache"), Duration::from_secs(24 * 3600));
    let engine = Engine::new(engine(&dir, child_program()))?;
    let (used, unused) = (toy("(i32.const 1024)"), toy("(nop) (i32.const 1024)"));
    let runtime = engine.load_runtime(&unused)?;
    engine.load_runtime(&used)?;
    // Of an engine that was replaced, and of a compilation that was killed.
    std::fs::write(cache.join("0123-4567.cwasm"), b"old")?;
    std::fs::write(cache.join("compiling-x"), b"half")?;
    std::fs::write(cache.join("note.txt"), b"not ours")?;
    let old = std::fs::metadata(cache.join("note.txt"))?.modified()? - 40 * day;
    for entry in std::fs::read_dir(&cache)? {
        std::fs::File::open(entry?.path())?.set_modified(old)?;
    }
    // Loading it again is using it.
    engine.load_runtime(&used)?;
    let now = old + 40 * day;
    assert_eq!(engine.prune_compiled(41 * day, now, &[])?, Default::default());
    let in_use = [runtime.digest().to_owned()];
    let pruned = engine.prune_compiled(30 * day, now, &in_use)?;
    assert_eq!(pruned, Pruned { files: 2, bytes: 7 });
    assert!(engine.is_compiled(&used) && engine.is_compiled(&unused));
    let pruned = engine.prune_compiled(30 * day, now, &[])?;
    // The code, and what it said of itself.
    assert_eq!(pruned.files, 2, "{pruned:?}");
    assert!(engine.is_compiled(&used) && !engine.is_compiled(&unused));
    assert!(cache.join("note.txt").exists());
    engine.load_runtime(&unused)?;
    Ok(())
}
