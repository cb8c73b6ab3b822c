//! The parent's side: starts an executor, asks it, and starts another one when
//! it died.

use std::borrow::Cow;
use std::io::{self, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::wire::{self, PROTOCOL, Ran, Ready, Run, Setup};
use crate::limits::RunLimits;
use crate::run::RunRequest;
use crate::store::starved_after;
use crate::tuning::Layout;

/// How to start an executor.
pub(crate) struct Start {
    pub(crate) program: PathBuf,
    pub(crate) layout: Layout,
    pub(crate) cache_dir: PathBuf,
    pub(crate) key: String,
}

/// What an executor may need beyond the time of the run: to start, and to load
/// a runtime that it does not know.
const PATIENCE: Duration = Duration::from_secs(30);

/// A process that runs programs; started when the first one comes.
pub(crate) struct Executor {
    start: Arc<Start>,
    process: Option<Process>,
}

impl Executor {
    pub(crate) fn new(start: Arc<Start>) -> Self {
        Self { start, process: None }
    }

    /// Runs a program in a fresh instance of a runtime. `Err` is not the
    /// program's doing.
    pub(crate) fn run(
        &mut self,
        digest: &str,
        default_entry: &str,
        request: &RunRequest,
        limits: &RunLimits,
    ) -> Ran {
        let run = Run {
            digest: Cow::Borrowed(digest),
            default_entry: Cow::Borrowed(default_entry),
            request: Cow::Borrowed(request),
            limits: Cow::Borrowed(limits),
        };
        // A process that died since its last run, say for want of memory, is
        // nobody's fault; one that dies twice of the same program is.
        self.try_run(&run)
            .or_else(|error| {
                tracing::warn!(%error, "an executor is gone; starting another one");
                self.try_run(&run)
            })
            .unwrap_or_else(|error| Err(format!("the process that runs programs: {error}")))
    }

    fn try_run(&mut self, run: &Run<'_>) -> io::Result<Ran> {
        let mut process = match self.process.take() {
            Some(process) => process,
            None => Process::start(&self.start)?,
        };
        let ran = process.ask(run)?;
        // Only one that answered is asked again.
        self.process = Some(process);
        Ok(ran)
    }
}

struct Process {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Process {
    fn start(start: &Start) -> io::Result<Self> {
        let mut child = Command::new(&start.program)
            .arg(super::ARGUMENT)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("no pipes"));
        };
        let mut process = Self { child, to, from: BufReader::new(from) };
        let setup = Setup {
            protocol: Cow::Borrowed(PROTOCOL),
            layout: start.layout.name().to_owned(),
            cache_dir: start.cache_dir.clone(),
            key: start.key.clone(),
        };
        wire::write(&mut process.to, &setup).map_err(|error| process.why(error))?;
        process.wait(PATIENCE)?;
        match wire::read(&mut process.from) {
            Ok(Some(ready)) => tell(ready),
            Ok(None) => return Err(process.why(io::ErrorKind::UnexpectedEof.into())),
            Err(error) => return Err(process.why(error)),
        }
        Ok(process)
    }

    fn ask(&mut self, run: &Run<'_>) -> io::Result<Ran> {
        wire::write(&mut self.to, run).map_err(|error| self.why(error))?;
        self.wait(starved_after(run.limits.wall) + PATIENCE)?;
        match wire::read(&mut self.from) {
            Ok(Some(ran)) => Ok(ran),
            Ok(None) => Err(self.why(io::ErrorKind::UnexpectedEof.into())),
            Err(error) => Err(self.why(error)),
        }
    }

    /// Waits until there is something to read.
    fn wait(&self, timeout: Duration) -> io::Result<()> {
        let timeout = Timespec::try_from(timeout).map_err(io::Error::other)?;
        let mut fds = [PollFd::new(self.from.get_ref(), PollFlags::IN)];
        loop {
            match poll(&mut fds, Some(&timeout)) {
                Ok(0) => return Err(io::ErrorKind::TimedOut.into()),
                Ok(_) => return Ok(()),
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// What a process that does not answer died of.
    fn why(&mut self, error: io::Error) -> io::Error {
        match self.child.try_wait() {
            Ok(Some(status)) => io::Error::other(format!("it ended: {status}")),
            _ => error,
        }
    }
}

/// Says what an executor could not give up, once.
fn tell(ready: Ready) {
    static TOLD: std::sync::Once = std::sync::Once::new();
    TOLD.call_once(|| {
        let Ready { files_forbidden, calls_forbidden } = ready;
        if files_forbidden && calls_forbidden {
            tracing::info!("programs run without files, network and system calls of their own");
            return;
        }
        tracing::warn!(
            landlock = files_forbidden,
            seccomp = calls_forbidden,
            "this kernel lacks a part of the wall around learners' programs; WebAssembly's stands"
        );
    });
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
