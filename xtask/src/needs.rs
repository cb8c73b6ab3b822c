//! What must be on the machine before anything can be built.

use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::project;

/// A need: what it is, and how it is had.
struct Need {
    what: &'static str,
    get: &'static str,
    met: fn() -> bool,
}

const NEEDS: &[Need] = &[
    Need {
        what: "a C compiler (cc)",
        get: "Debian: apt-get install gcc; macOS: xcode-select --install",
        met: || project::find("cc").is_some(),
    },
    Need {
        what: "python3, 3.10 or newer, with venv",
        get: "Debian: apt-get install python3 python3-venv; macOS: brew install python",
        met: || {
            let ask = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))";
            succeeds(Command::new("python3").args(["-c", ask]))
        },
    },
    Need {
        what: "node, 18 or newer, with npm",
        get: "https://nodejs.org; Debian: apt-get install nodejs npm; macOS: brew install node",
        met: || {
            let ask = "process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)";
            succeeds(Command::new("node").args(["-e", ask])) && project::exists("npm")
        },
    },
];

/// Names everything that is missing, and where it comes from.
pub(crate) fn check() -> Result<()> {
    let missing: Vec<_> = NEEDS
        .iter()
        .filter(|need| !(need.met)())
        .map(|need| format!("\n  {}\n      {}", need.what, need.get))
        .collect();
    if !missing.is_empty() {
        bail!("this machine lacks:{}", missing.concat());
    }
    Ok(())
}

fn succeeds(command: &mut Command) -> bool {
    let command = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
