//! The server: how soon its first page is there, and the memory it takes.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

use crate::report::Report;
use crate::stats::milliseconds;

/// After this long a server is idle.
const SETTLED: Duration = Duration::from_secs(2);

/// Starts a demo school twice, and measures the second time.
pub fn start_and_memory(
    program: &Path,
    guests: &Path,
    courses: &Path,
    report: &mut Report,
) -> Result<()> {
    let data = tempfile::tempdir()?;
    let mut command = Command::new(program);
    command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data.path());
    command.arg("--plugins").arg(guests).arg("--demo").arg(courses);
    Server::start(&mut command)?.wait_until_ready()?;
    let start = Instant::now();
    let mut server = Server::start(&mut command)?;
    server.first_page()?;
    let first_page = start.elapsed();
    server.wait_until_ready()?;
    std::thread::sleep(SETTLED);
    let memory = server.memory_mib()?;
    report.bar(
        "start of the server to its first page, compiled code cached",
        milliseconds(first_page),
        "≤ 1 s",
        first_page <= Duration::from_secs(1),
    );
    report.bar(
        "memory (RSS) of the server, idle, with both runtimes",
        format!("{memory} MiB"),
        "≤ 120 MiB",
        memory <= 120,
    );
    Ok(())
}

/// A running server; it is killed when this is dropped.
pub struct Server {
    child: Child,
    /// Host and port.
    pub address: String,
    /// Read no further, but open: the server says more.
    output: BufReader<ChildStdout>,
}

impl Server {
    /// Starts it, until it says where it listens.
    pub fn start(command: &mut Command) -> Result<Self> {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let output = child.stdout.take().context("no output")?;
        let output = BufReader::new(output);
        let mut server = Self { child, address: String::new(), output };
        let mut line = String::new();
        while server.output.read_line(&mut line)? > 0 {
            if let Some((_, address)) = line.trim_end().split_once("http://") {
                server.address = address.trim_end_matches('/').to_owned();
                return Ok(server);
            }
            line.clear();
        }
        let mut errors = String::new();
        server.child.stderr.take().context("no log")?.read_to_string(&mut errors)?;
        bail!("the server does not start: {errors}");
    }

    fn first_page(&self) -> Result<()> {
        let mut stream = TcpStream::connect(&self.address)?;
        let address = &self.address;
        write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
        let mut page = String::new();
        stream.read_to_string(&mut page)?;
        ensure!(page.starts_with("HTTP/1.1 200"), "the first page is {page}");
        Ok(())
    }

    /// Until all plugins are loaded.
    pub fn wait_until_ready(&mut self) -> Result<()> {
        let log = self.child.stderr.take().context("no log")?;
        let mut lines = BufReader::new(log).lines();
        while let Some(line) = lines.next() {
            if line?.contains("plugins are ready") {
                // It says more, and must not wait for somebody to read it.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(());
            }
        }
        bail!("the server ended")
    }

    /// The resident set, with the files that are mapped into it.
    pub fn memory_mib(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line =
            status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kib: u64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kib.div_ceil(1024))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
