//! The one binary: parses the command line and runs the command.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    weaverse::cli::Cli::parse().run()
}
