//! `weaverse plugin`.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};

use super::{BAD, GOOD, local};
use crate::app::App;
use crate::clock::{Clock, Entropy};
use crate::config::Config;
use crate::plugins::{Package, Snapshot, checks, service};

/// Plugins: graders and language runtimes.
#[derive(Debug, Subcommand)]
pub enum PluginCommand {
    /// Check a package as the server does: compile, link, run its fixtures
    Check(Check),
    /// Make a ZIP file of a package folder
    Pack(Pack),
    /// Install a package and make it active
    Install(Install),
    /// List the plugins and their active versions
    List,
}

/// Check a package as the server does.
#[derive(Debug, Args)]
pub struct Check {
    /// A ZIP file or a folder
    package: PathBuf,
}

impl Check {
    pub(super) fn run(self, config: &Config) -> Result<u8> {
        let package = match Package::from_path(&self.package) {
            Ok(package) => package,
            Err(error) => {
                println!("{}: {error}", self.package.display());
                return Ok(BAD);
            }
        };
        // A runtime is checked before there are any packages to run with.
        let engine = local::engine(config)?;
        let snapshot = Snapshot::from_packages(&engine, &config.packages_dir()).unwrap_or_default();
        let manifest = &package.manifest;
        match checks::check(&engine, &package, &snapshot) {
            Ok(checked) => {
                let fixtures = checked.fixtures;
                println!(
                    "{} {}: fit ({fixtures} fixtures), digest {}",
                    manifest.id, manifest.version, package.digest
                );
                Ok(GOOD)
            }
            Err(message) => {
                println!("{} {}: {message}", manifest.id, manifest.version);
                Ok(BAD)
            }
        }
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
    pub(super) fn run(self) -> Result<u8> {
        let package = Package::from_dir(&self.dir)?;
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
    pub(super) async fn run(self, config: Config) -> Result<u8> {
        let package = match Package::from_path(&self.package) {
            Ok(package) => package,
            Err(error) => {
                println!("{}: {error}", self.package.display());
                return Ok(BAD);
            }
        };
        let app = App::open(config, Clock::system(), Entropy::system()).await?;
        app.db.migrate().await?;
        service::refresh(&app).await?;
        let name = format!("{} {}", package.manifest.id, package.manifest.version);
        service::install(&app, package).await?;
        println!("{name}: active");
        app.db.close().await;
        Ok(GOOD)
    }
}

/// Lists the plugins and their active versions.
pub async fn list(config: Config) -> Result<()> {
    let app = App::open(config, Clock::system(), Entropy::system()).await?;
    app.db.migrate().await?;
    println!("{:<32} {:<18} {:<12} versions", "id", "kind", "active");
    for plugin in service::list(&app).await? {
        let active = plugin.active_version.as_deref().unwrap_or("–");
        println!("{:<32} {:<18} {active:<12} {}", plugin.id, plugin.kind.as_str(), plugin.versions);
    }
    Ok(())
}
