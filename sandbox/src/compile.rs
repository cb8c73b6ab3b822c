//! From a component's bytes to a component that can be linked.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};
use wasmtime::component::Component;

use crate::cache::{Cache, Pruned};
use crate::child::Child;
use crate::engine::{EngineConfig, EngineError, Isolation};
use crate::inspect::{World, inspect};
use crate::load::LoadError;
use crate::tuning::{Layout, compile_config};

/// A component with its digest.
pub(crate) struct Loaded {
    pub(crate) component: Component,
    pub(crate) digest: String,
    pub(crate) world: World,
}

impl Loaded {
    /// A component that does not link.
    pub(crate) fn mismatch(&self, error: &wasmtime::Error) -> LoadError {
        LoadError::WrongWorld {
            expected: self.world.name(),
            missing: Vec::new(),
            not_offered: Vec::new(),
            detail: Some(format!("{error:#}")),
        }
    }
}

/// Where a component would come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    Cache,
    Compiler,
}

enum Compile {
    InProcess(wasmtime::Engine),
    Child(Child),
}

/// The compiler and its cache.
pub(crate) struct Components {
    cache: Cache,
    /// A queue of one: a compilation takes every processor by itself.
    compile: Mutex<Compile>,
}

impl Components {
    pub(crate) fn new(config: &EngineConfig, layout: Layout) -> Result<Self, EngineError> {
        let compiler = wasmtime::Engine::new(&compile_config(layout))
            .map_err(|error| EngineError::Wasmtime(format!("{error:#}")))?;
        let key = engine_key(&compiler);
        let cache = Cache::open(&config.cache_dir, key)
            .map_err(|error| EngineError::Cache { dir: config.cache_dir.clone(), error })?;
        let compile = match &config.isolation {
            Isolation::InProcess => Compile::InProcess(compiler),
            Isolation::Processes { program } => Compile::Child(Child {
                program: program.clone(),
                layout,
                timeout: config.compile_timeout,
            }),
        };
        Ok(Self { cache, compile: Mutex::new(compile) })
    }

    /// The key of the engine that the cache's files fit.
    pub(crate) fn key(&self) -> &str {
        self.cache.key()
    }

    /// What a runtime said of itself when it was loaded first.
    pub(crate) fn description(&self, digest: &str) -> Option<Vec<u8>> {
        self.cache.description(digest)
    }

    /// Keeps what a runtime said of itself. Without it, it is asked again.
    pub(crate) fn keep_description(&self, digest: &str, text: &[u8]) {
        if let Err(error) = self.cache.keep_description(digest, text) {
            tracing::warn!(%digest, %error, "could not keep what a runtime says of itself");
        }
    }

    pub(crate) fn origin(&self, wasm: &[u8]) -> Origin {
        if self.cache.has(&digest(wasm)) { Origin::Cache } else { Origin::Compiler }
    }

    pub(crate) fn prune(
        &self,
        unused: Duration,
        now: SystemTime,
        in_use: &[String],
    ) -> std::io::Result<Pruned> {
        self.cache.prune(unused, now, in_use)
    }

    /// Checks and compiles, unless that was done before.
    pub(crate) fn prepare(&self, wasm: &[u8], world: World) -> Result<(), LoadError> {
        let digest = digest(wasm);
        if self.cache.has(&digest) {
            return Ok(());
        }
        inspect(wasm, world)?;
        self.compile(wasm, &digest)
    }

    /// Checks, compiles if need be, and reads back.
    pub(crate) fn load(
        &self,
        engine: &wasmtime::Engine,
        wasm: &[u8],
        world: World,
    ) -> Result<Loaded, LoadError> {
        let digest = digest(wasm);
        if !self.cache.has(&digest) {
            inspect(wasm, world)?;
        }
        let component = self.component(engine, wasm, &digest)?;
        // Otherwise the first run would do it.
        component
            .initialize_copy_on_write_image()
            .map_err(|error| LoadError::Host { detail: format!("{error:#}") })?;
        Ok(Loaded { component, digest, world })
    }

    fn component(
        &self,
        engine: &wasmtime::Engine,
        wasm: &[u8],
        digest: &str,
    ) -> Result<Component, LoadError> {
        if self.cache.has(digest) {
            match self.cache.read(engine, digest) {
                Ok(component) => return Ok(component),
                Err(error) => {
                    tracing::warn!(%digest, %error, "a compiled component does not fit; compiling again");
                    self.cache.remove(digest);
                }
            }
        }
        self.compile(wasm, digest)?;
        self.cache
            .read(engine, digest)
            .map_err(|error| LoadError::Compile { message: format!("{error:#}") })
    }

    fn compile(&self, wasm: &[u8], digest: &str) -> Result<(), LoadError> {
        let compile = self.compile.lock().unwrap_or_else(PoisonError::into_inner);
        if self.cache.has(digest) {
            return Ok(()); // someone else did it meanwhile
        }
        let host = |error: std::io::Error| LoadError::Host {
            detail: format!("the cache of compiled components: {error}"),
        };
        let mut file = self.cache.new_file().map_err(host)?;
        match &*compile {
            Compile::InProcess(engine) => {
                let compiled = compile_bytes(engine, wasm)?;
                file.write_all(&compiled).map_err(host)?;
            }
            Compile::Child(child) => child.compile(wasm, file.as_file())?,
        }
        self.cache.keep(file, digest).map_err(host)
    }
}

/// Compiles; nothing else.
pub(crate) fn compile_bytes(engine: &wasmtime::Engine, wasm: &[u8]) -> Result<Vec<u8>, LoadError> {
    engine
        .precompile_component(wasm)
        .map_err(|error| LoadError::Compile { message: format!("{error:#}") })
}

/// SHA-256 in hexadecimal.
pub(crate) fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Names everything that makes compiled code fit an engine or not. wasmtime
/// checks it again when it reads a file; the key only keeps files apart.
fn engine_key(compiler: &wasmtime::Engine) -> String {
    let mut hasher = DefaultHasher::new();
    compiler.precompile_compatibility_hash().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tuning::serve_config;

    type TestResult = Result<(), Box<dyn std::error::Error>>;

    #[test]
    fn what_is_compiled_for_a_layout_runs_on_its_pool() -> TestResult {
        let dir = tempfile::tempdir()?;
        let config = EngineConfig::new(dir.path());
        let wasm = wat::parse_str("(component (core module (memory 1) (func unreachable)))")?;
        let digest = digest(&wasm);
        for layout in [Layout::Roomy, Layout::Frugal] {
            let engine = wasmtime::Engine::new(&serve_config(layout, 4, 0))?;
            let components = Components::new(&config, layout)?;
            assert_eq!(components.origin(&wasm), Origin::Compiler);
            components.component(&engine, &wasm, &digest)?;
            assert_eq!(components.origin(&wasm), Origin::Cache);
        }
        Ok(())
    }
}
