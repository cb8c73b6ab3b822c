//! Plugins: packages, versions, what is active, and their life.

pub mod api;
pub mod checks;
mod component;
mod fixtures;
pub mod life;
pub mod manage;
pub mod manifest;
pub mod model;
pub mod package;
pub mod pages;
pub mod registry;
pub mod runs;
pub mod service;
mod store;

pub use fixtures::FixtureRun;
pub use model::{PluginKind, VersionId, VersionState};
pub use package::{Package, PackageError};
pub use registry::{ActiveGrader, ActiveRuntime, Registry, Snapshot};
pub use runs::RunLog;
