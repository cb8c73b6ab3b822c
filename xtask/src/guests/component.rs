//! From a core module to a component.

use anyhow::{Context, Result};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

use crate::project;

/// Encodes a module whose bindings are wit-bindgen's.
pub(super) fn encode(module: &[u8]) -> Result<Vec<u8>> {
    ComponentEncoder::default()
        .validate(true)
        .module(module)
        .context("the module's imports and exports do not fit its world")?
        .encode()
        .context("cannot encode the component")
}

/// Adds a world's description, which a tool took out of a module.
pub(super) fn describe(module: &mut Vec<u8>, world: &str) -> Result<()> {
    let mut resolve = Resolve::default();
    let (package, _) = resolve.push_dir(project::root().join("sandbox/wit/v0.1.0"))?;
    let world = resolve.select_world(&[package], Some(world))?;
    embed_component_metadata(module, &resolve, world, StringEncoding::UTF8)
}
