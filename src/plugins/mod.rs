//! Plugins: packages, versions, what is active, and their life.

pub mod checks;
mod fixtures;
pub mod manifest;
pub mod model;
pub mod package;
pub mod pages;
pub mod registry;
pub mod service;
mod store;

pub use model::{PluginKind, VersionId, VersionState};
pub use package::{Package, PackageError};
pub use registry::{ActiveGrader, ActiveRuntime, Registry, Snapshot};
