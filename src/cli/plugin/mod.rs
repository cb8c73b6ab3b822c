//! `weaverse plugin`.

mod new;
mod remote;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};

use super::{BAD, GOOD, local};
use crate::app::App;
use crate::clock::{Clock, Entropy};
use crate::config::Config;
use crate::plugins::checks::{self, Tried};
use crate::plugins::{FixtureRun, Package, Snapshot, life, service};

/// Plugins: graders and language runtimes.
#[derive(Debug, Subcommand)]
pub enum PluginCommand {
    /// Make a folder for a new plugin: source, manifest, fixtures, contract
    New(new::New),
    /// Run a package's fixtures, and show what came of each
    Test(Test),
    /// Check a package as the server does: compile, link, run its fixtures
    Check(Check),
    /// Make a ZIP file of a package folder
    Pack(Pack),
    /// Upload a package to a running server, and wait for its checks
    Push(remote::Push),
    /// Show the last runs of a plugin on a running server
    Logs(remote::Logs),
    /// Install a package and make it active
    Install(Install),
    /// List the plugins and their active versions
    List,
}

impl PluginCommand {
    /// Whether it needs neither a database nor a server.
    pub(super) fn is_alone(&self) -> bool {
        matches!(self, Self::New(_) | Self::Test(_) | Self::Check(_) | Self::Pack(_))
    }

    /// Runs a command that is.
    ///
    /// # Errors
    /// When the command cannot do its work.
    pub(super) fn run_alone(self, config: &Config) -> Result<u8> {
        match self {
            Self::New(command) => command.run(),
            Self::Test(command) => command.run(config),
            Self::Check(command) => command.run(config),
            Self::Pack(command) => command.run(),
            _ => unreachable!("is_alone says so"),
        }
    }
}

/// A package that was read and tried; its mistakes are printed.
fn try_package(path: &Path, config: &Config) -> Result<Option<(Package, Tried)>> {
    let package = match Package::from_path(path) {
        Ok(package) => package,
        Err(error) => {
            println!("{}: {error}", path.display());
            return Ok(None);
        }
    };
    // A runtime is checked before there are any packages to run with.
    let engine = local::engine(config)?;
    let snapshot = Snapshot::from_packages(&engine, &config.packages_dir()).unwrap_or_default();
    let tried = checks::check(&engine, &package, &snapshot);
    Ok(Some((package, tried)))
}

/// Run a package's fixtures, and show what came of each.
#[derive(Debug, Args)]
pub struct Test {
    /// A ZIP file or a folder
    #[arg(default_value = ".")]
    package: PathBuf,
}

impl Test {
    fn run(self, config: &Config) -> Result<u8> {
        let Some((package, tried)) = try_package(&self.package, config)? else { return Ok(BAD) };
        let name = format!("{} {}", package.manifest.id, package.manifest.version);
        let report = &tried.report;
        for run in &report.fixtures {
            print_fixture(run);
        }
        let failed = report.fixtures.iter().filter(|run| run.wrong.is_some()).count();
        let passed = report.fixtures.len() - failed;
        match &tried.wrong {
            // What no fixture has said yet.
            Some(wrong) if failed == 0 => println!("{name}: {wrong}"),
            _ => println!("{name}: {passed} passed, {failed} failed"),
        }
        Ok(if tried.wrong.is_none() { GOOD } else { BAD })
    }
}

fn print_fixture(run: &FixtureRun) {
    let mark = if run.wrong.is_none() { "ok  " } else { "FAIL" };
    println!(
        "{mark} {}: {} · {} · {} ms, {} fuel",
        run.file,
        run.name,
        run.outcome,
        run.millis,
        run.fuel + run.own_fuel
    );
    let indented = |label: &str, text: &str| {
        for line in text.lines() {
            println!("     {label}{line}");
        }
    };
    if let Some(wrong) = &run.wrong {
        indented("", wrong);
        indented("| ", &run.output);
    }
    indented("stderr: ", &run.stderr);
}

/// Check a package as the server does.
#[derive(Debug, Args)]
pub struct Check {
    /// A ZIP file or a folder
    package: PathBuf,
}

impl Check {
    fn run(self, config: &Config) -> Result<u8> {
        let Some((package, tried)) = try_package(&self.package, config)? else { return Ok(BAD) };
        let manifest = &package.manifest;
        let name = format!("{} {}", manifest.id, manifest.version);
        if let Some(wrong) = tried.wrong {
            println!("{name}: {wrong}");
            return Ok(BAD);
        }
        println!(
            "{name}: fit ({} fixtures), digest {}",
            tried.report.fixtures.len(),
            package.digest
        );
        for request in life::requests(manifest, &config.plugins.free_languages) {
            println!("{name}: an administrator has to grant {} = {}", request.name, request.amount);
        }
        Ok(GOOD)
    }
}

/// Make a ZIP file of a package folder.
#[derive(Debug, Args)]
pub struct Pack {
    /// The folder with plugin.toml, plugin.wasm and fixtures/
    dir: PathBuf,
    /// Where to write; default: ID-VERSION.zip
    #[arg(long, short)]
    output: Option<PathBuf>,
}

impl Pack {
    fn run(self) -> Result<u8> {
        let package = match Package::from_dir(&self.dir) {
            Ok(package) => package,
            Err(error) => {
                println!("{}: {error}", self.dir.display());
                return Ok(BAD);
            }
        };
        let name = format!("{}-{}.zip", package.manifest.id, package.manifest.version);
        let output = self.output.unwrap_or_else(|| PathBuf::from(name));
        std::fs::write(&output, package.to_zip()?)
            .with_context(|| format!("cannot write {}", output.display()))?;
        println!("{}  {}", output.display(), package.digest);
        Ok(GOOD)
    }
}

/// Install a package and make it active.
#[derive(Debug, Args)]
pub struct Install {
    /// A ZIP file or a folder
    package: PathBuf,
}

impl Install {
    async fn run(self, config: Config) -> Result<u8> {
        let package = match Package::from_path(&self.package) {
            Ok(package) => package,
            Err(error) => {
                println!("{}: {error}", self.package.display());
                return Ok(BAD);
            }
        };
        let app = App::open(config, Clock::system(), Entropy::system()).await?;
        app.db.migrate().await?;
        life::refresh(&app).await?;
        let name = format!("{} {}", package.manifest.id, package.manifest.version);
        service::install(&app, package).await?;
        println!("{name}: active");
        app.db.close().await;
        Ok(GOOD)
    }
}

/// Lists the plugins and their active versions.
async fn list(config: Config) -> Result<()> {
    let app = App::open(config, Clock::system(), Entropy::system()).await?;
    app.db.migrate().await?;
    println!("{:<32} {:<18} {:<12} versions", "id", "kind", "active");
    for plugin in service::list(&app).await? {
        let active = plugin.active_version.as_deref().unwrap_or("–");
        println!("{:<32} {:<18} {active:<12} {}", plugin.id, plugin.kind.as_str(), plugin.versions);
    }
    Ok(())
}

/// The commands that speak to a database or a server.
pub async fn run(command: PluginCommand, config: Config) -> Result<u8> {
    match command {
        PluginCommand::Push(command) => command.run().await,
        PluginCommand::Logs(command) => command.run().await,
        PluginCommand::Install(command) => command.run(config).await,
        PluginCommand::List => list(config).await.map(|()| GOOD),
        PluginCommand::New(_)
        | PluginCommand::Test(_)
        | PluginCommand::Check(_)
        | PluginCommand::Pack(_) => unreachable!("handled without a database"),
    }
}
