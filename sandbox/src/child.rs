//! Compilation in a child process with limits.
//!
//! A component can be made so that compiling it takes all memory or hours;
//! wasmtime does not count that as a fault of its own. So the child has its
//! limits, and the worst that happens is that it dies.
//!
//! The parent writes one line and the component to the child's stdin; the
//! child writes the compiled code to its stdout, which is the file that the
//! parent made for it, or a message to stderr.

use std::fs::File;
use std::io::{self, BufRead, Read, Write};
use std::path::PathBuf;
use std::process::{Command, ExitCode, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, setrlimit};

use crate::compile::compile_bytes;
use crate::confine;
use crate::load::{LoadError, MAX_COMPONENT_BYTES};
use crate::tuning::{Layout, compile_config};

/// The argument that makes a program the child.
const ARGUMENT: &str = "__compile";
/// The first word of the first line: both sides must be of one version.
const PROTOCOL: &str = concat!("weaverse-compile/", env!("CARGO_PKG_VERSION"));
/// Address space: CPython (40 MB) takes 550 MiB of it with two threads, and a
/// component may be half as large again.
const ADDRESS_SPACE: u64 = 2 << 30;
/// Processor time of all threads together.
const CPU_SECONDS: u64 = 120;
/// The largest output: CPython has 60 MB.
const FILE_BYTES: u64 = 1 << 30;
/// Threads of the compiler, so that the address space is enough anywhere.
const THREADS: usize = 4;
/// What is kept of a child's stderr.
const MESSAGE_BYTES: u64 = 16 << 10;

/// How to start the child.
pub(crate) struct Child {
    pub(crate) program: PathBuf,
    pub(crate) layout: Layout,
    pub(crate) timeout: Duration,
}

impl Child {
    /// Compiles into a file.
    pub(crate) fn compile(&self, wasm: &[u8], into: &File) -> Result<(), LoadError> {
        let host = |error: io::Error| LoadError::Host {
            detail: format!("the compiler's process: {error}"),
        };
        let mut child = Command::new(&self.program)
            .arg(ARGUMENT)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(into.try_clone().map_err(host)?)
            .stderr(Stdio::piped())
            .spawn()
            .map_err(host)?;
        let stdin = child.stdin.take();
        let stderr = child.stderr.take();
        let (status, message) = std::thread::scope(|scope| {
            scope.spawn(|| self.feed(stdin, wasm));
            let message = scope.spawn(|| read_message(stderr));
            let status = wait(&mut child, self.timeout);
            (status, message.join().unwrap_or_default())
        });
        match status.map_err(host)? {
            Some(status) if status.success() => Ok(()),
            Some(status) => Err(refused(status, message)),
            None => Err(LoadError::Compile {
                message: format!("it takes longer than {} s", self.timeout.as_secs()),
            }),
        }
    }

    /// A child that does not read to the end says why by itself.
    fn feed(&self, stdin: Option<impl Write>, wasm: &[u8]) {
        if let Some(mut stdin) = stdin {
            let _ = writeln!(stdin, "{PROTOCOL} {} {}", self.layout.name(), wasm.len())
                .and_then(|()| stdin.write_all(wasm));
        }
    }
}

fn read_message(stderr: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(mut stderr) = stderr {
        let _ = stderr.by_ref().take(MESSAGE_BYTES).read_to_end(&mut bytes);
        // A child that cannot write would never end.
        let _ = io::copy(&mut stderr, &mut io::sink());
    }
    String::from_utf8_lossy(&bytes).trim().to_owned()
}

/// Waits, and kills at the end of the time: `None`.
fn wait(child: &mut std::process::Child, timeout: Duration) -> io::Result<Option<ExitStatus>> {
    let end = Instant::now() + timeout;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= end {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// What a child that failed means.
fn refused(status: ExitStatus, message: String) -> LoadError {
    match status.code() {
        Some(code) if code == i32::from(REFUSED) => LoadError::Compile { message },
        Some(_) => LoadError::Host { detail: format!("the compiler's process: {message}") },
        // Killed by a signal: SIGXCPU, or SIGABRT when memory ended.
        None => {
            LoadError::Compile { message: format!("it takes too much memory or time ({status})") }
        }
    }
}

/// The exit code of a child that found the component wrong.
const REFUSED: u8 = 2;
/// The exit code of a child that could not work.
const FAILED: u8 = 3;

/// The body of the hidden `__compile` subcommand: see
/// [`Isolation::Processes`](crate::Isolation).
pub fn compile_child_main() -> ExitCode {
    match compile_in_child() {
        Ok(()) => ExitCode::SUCCESS,
        Err(LoadError::Compile { message }) => {
            eprintln!("{message}");
            ExitCode::from(REFUSED)
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(FAILED)
        }
    }
}

fn compile_in_child() -> Result<(), LoadError> {
    let host = |detail: String| LoadError::Host { detail };
    limit_self().map_err(|error| host(format!("setrlimit: {error}")))?;
    // The kernel may lack either; the server says so when its first executor starts.
    confine::forbid_files(None).map_err(|error| host(format!("landlock: {error}")))?;
    // An error means that there is a pool already, which does as well.
    let _ = rayon::ThreadPoolBuilder::new()
        .num_threads(THREADS.min(std::thread::available_parallelism().map_or(1, usize::from)))
        .build_global();
    confine::forbid_calls().map_err(|error| host(format!("seccomp: {error}")))?;
    let (layout, wasm) =
        read_request(io::stdin().lock()).map_err(|error| host(format!("the request: {error}")))?;
    let engine = wasmtime::Engine::new(&compile_config(layout))
        .map_err(|error| host(format!("{error:#}")))?;
    let compiled = compile_bytes(&engine, &wasm)?;
    io::stdout()
        .write_all(&compiled)
        .and_then(|()| io::stdout().flush())
        .map_err(|error| host(format!("the output: {error}")))
}

fn limit_self() -> rustix::io::Result<()> {
    for (resource, limit) in [
        (Resource::As, ADDRESS_SPACE),
        (Resource::Cpu, CPU_SECONDS),
        (Resource::Fsize, FILE_BYTES),
        (Resource::Core, 0),
    ] {
        let limit = Rlimit { current: Some(limit), maximum: Some(limit) };
        setrlimit(resource, limit)?;
    }
    Ok(())
}

fn read_request(mut from: impl BufRead) -> io::Result<(Layout, Vec<u8>)> {
    let invalid = || io::Error::from(io::ErrorKind::InvalidData);
    let mut line = String::new();
    from.by_ref().take(200).read_line(&mut line)?;
    let mut words = line.split_whitespace();
    if words.next() != Some(PROTOCOL) {
        return Err(invalid());
    }
    let layout = words.next().and_then(Layout::named).ok_or_else(invalid)?;
    let length: usize = words.next().and_then(|word| word.parse().ok()).ok_or_else(invalid)?;
    let mut wasm = Vec::new();
    from.take(MAX_COMPONENT_BYTES as u64).read_to_end(&mut wasm)?;
    if wasm.len() == length { Ok((layout, wasm)) } else { Err(invalid()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_one_line_and_the_component() -> io::Result<()> {
        let request = format!("{PROTOCOL} frugal 3\nabc");
        let (layout, wasm) = read_request(request.as_bytes())?;
        assert_eq!((layout, &wasm[..]), (Layout::Frugal, &b"abc"[..]));
        for wrong in [
            format!("{PROTOCOL} frugal 4\nabc"),
            format!("{PROTOCOL} cosy 3\nabc"),
            "weaverse-compile/0 roomy 3\nabc".to_owned(),
            String::new(),
        ] {
            assert!(read_request(wrong.as_bytes()).is_err(), "{wrong:?}");
        }
        Ok(())
    }
}
