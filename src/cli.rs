//! The command line.

mod admin;
mod course;
mod export;
mod grade;
mod import;
mod local;
mod plugin;
mod regrade;
mod replay;
mod report;
mod serve;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use crate::config::{Config, Overrides};
use crate::telemetry;

/// The command ran, and what it looked at is good.
const GOOD: u8 = 0;
/// The command ran, and what it looked at is not good.
const BAD: u8 = 1;
/// The command could not do its work.
const FAILED: u8 = 2;

/// One binary that runs a whole online coding school.
#[derive(Debug, Parser)]
#[command(name = "weaverse", version, about, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// Options of all commands.
#[derive(Debug, Clone, Args)]
struct Common {
    /// Read this file instead of ./weaverse.toml
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The data folder: database, media, plugins, compiled code
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// postgres://… instead of the SQLite file in the data folder
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// The folder of the plugin packages that come with the program
    #[arg(long, global = true, value_name = "DIR")]
    plugins: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages and grade submissions
    Serve(serve::Serve),
    /// Grade submissions only
    Worker,
    /// Bring the database's schema up to date
    Migrate,
    /// Administrators
    #[command(subcommand)]
    Admin(admin::Admin),
    /// Course packs
    #[command(subcommand)]
    Course(course::CourseCommand),
    /// Plugins: graders and language runtimes
    #[command(subcommand)]
    Plugin(plugin::PluginCommand),
    /// Grade a submission without a server or a database
    Grade(grade::Grade),
    /// Take exercises of other systems: Exercism, Kattis/ICPC, CodeRunner, Gradescope
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// Write missions and results for other systems
    #[command(subcommand)]
    Export(export::ExportCommand),
    /// Grade again what was graded before
    Regrade(regrade::RegradeCommand),
    /// Grade a stored submission again with the plugins that graded it, and compare
    Replay(replay::ReplayCommand),
    /// Compile a component: started by the engine, with limits
    #[command(name = "__compile", hide = true)]
    Compile,
    /// Run learners' programs: started by the engine, without rights
    #[command(name = "__execute", hide = true)]
    Execute,
}

impl Cli {
    /// Runs the command.
    #[must_use]
    pub fn run(self) -> ExitCode {
        // Before anything else: the engine's children know no configuration.
        match self.command {
            Command::Compile => return weaverse_sandbox::compile_child_main(),
            Command::Execute => return weaverse_sandbox::executor_main(),
            _ => {}
        }
        match self.try_run() {
            Ok(code) => ExitCode::from(code),
            Err(error) => {
                eprintln!("weaverse: {error:#}");
                ExitCode::from(FAILED)
            }
        }
    }

    fn try_run(self) -> Result<u8> {
        let listen = match &self.command {
            Command::Serve(serve) => serve.listen(),
            _ => None,
        };
        let config = Config::load(&self.common.overrides(listen))?;
        match self.command {
            Command::Grade(command) => command.run(&config),
            Command::Course(course::CourseCommand::Check(command)) => command.run(&config),
            Command::Import(command) if !command.needs_database() => command.run_alone(&config),
            Command::Export(command) if !command.needs_database() => command.run_alone(),
            Command::Plugin(command) if command.is_alone() => command.run_alone(&config),
            command => {
                telemetry::init(&config.log)?;
                if let Err(error) = weaverse_sandbox::give_up_privileges() {
                    tracing::warn!(%error, "could not give up privileges that nothing needs");
                }
                let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
                let code = runtime.block_on(serverside(command, config));
                runtime.shutdown_timeout(std::time::Duration::from_secs(2));
                code
            }
        }
    }
}

/// The commands that open the database.
async fn serverside(command: Command, config: Config) -> Result<u8> {
    match command {
        Command::Serve(command) => command.run(config).await?,
        Command::Worker => serve::worker(config).await?,
        Command::Migrate => admin::migrate(config).await?,
        Command::Admin(command) => command.run(config).await?,
        Command::Course(course::CourseCommand::Import(command)) => {
            return command.run(config).await;
        }
        Command::Import(command) => return command.run(config).await,
        Command::Export(command) => return command.run(config).await,
        Command::Regrade(command) => return command.run(config).await,
        Command::Replay(command) => return command.run(config).await,
        Command::Plugin(command) => return plugin::run(command, config).await,
        Command::Grade(_) | Command::Compile | Command::Execute | Command::Course(_) => {
            unreachable!("commands without a database were handled before")
        }
    }
    Ok(GOOD)
}

impl Common {
    fn overrides(&self, listen: Option<SocketAddr>) -> Overrides {
        Overrides {
            config_file: self.config.clone(),
            listen,
            data: self.data.clone(),
            database: self.database.clone(),
            packages: self.plugins.clone(),
        }
    }
}
