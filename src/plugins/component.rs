//! From what an author's tools leave to a component.

use wit_component::ComponentEncoder;

/// The first bytes of a core module; a component's differ from the fifth on.
const CORE_MODULE: &[u8] = b"\0asm\x01\0\0\0";

/// A component as it is; a core module with bindings of wit-bindgen is made
/// one.
///
/// # Errors
/// What is wrong with the module.
pub fn component(wasm: Vec<u8>) -> Result<Vec<u8>, String> {
    if !wasm.starts_with(CORE_MODULE) {
        return Ok(wasm);
    }
    let encoded = ComponentEncoder::default()
        .validate(true)
        .module(&wasm)
        .and_then(|mut encoder| encoder.encode());
    encoded.map_err(|error| {
        format!(
            "this is a core module that cannot be made a component: {error:#}; \
             build for wasm32-wasip2, or for wasm32-unknown-unknown with wit-bindgen"
        )
    })
}
