//! Native interpreters, for comparison.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Result, bail, ensure};

/// An interpreter of this machine.
pub struct Interpreter {
    program: String,
    /// With its version.
    pub name: String,
}

impl Interpreter {
    /// The `python3` of PATH: the program itself, not a script that starts it.
    pub fn python() -> Result<Self> {
        let ask = "import platform, sys; print(sys.executable); print(platform.python_version())";
        Self::find("python3", &["-c", ask], "Python")
    }

    /// The `node` of PATH.
    pub fn node() -> Result<Self> {
        Self::find("node", &["-p", "process.execPath + '\\n' + process.versions.node"], "Node.js")
    }

    fn find(program: &str, ask: &[&str], name: &str) -> Result<Self> {
        let answer = output(Command::new(program).args(ask))?;
        let Some((program, version)) = answer.trim().split_once('\n') else {
            bail!("{program} does not say where it is");
        };
        Ok(Self { program: program.to_owned(), name: format!("{name} {version}") })
    }

    /// Starts a process for a program, and waits for its output.
    pub fn run(&self, file: &Path) -> Result<String> {
        output(Command::new(&self.program).arg(file))
    }
}

fn output(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "{command:?} failed ({})", output.status);
    Ok(String::from_utf8(output.stdout)?)
}
