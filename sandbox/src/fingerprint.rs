//! What outcomes depend on besides the call itself.

use crate::tuning::{Layout, WASM_STACK};

/// Raised whenever a change of this crate gives some call another outcome:
/// another way of counting fuel or memory, another virtual clock, other texts.
const OUTCOMES: u32 = 1;

/// The version of wasmtime, which counts the fuel.
const WASMTIME: &str = "48.0.8";

/// In words, for a person who compares two. The processor is part of it since
/// the depth at which a stack overflows depends on the compiled code.
pub(crate) fn of(layout: Layout) -> String {
    format!(
        "outcomes {OUTCOMES}, wasmtime {WASMTIME}, {}, memories up to {} MiB, stacks of {} MiB",
        std::env::consts::ARCH,
        layout.max_memory() >> 20,
        WASM_STACK >> 20,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Results of another wasmtime must not be taken for this one's.
    #[test]
    fn the_version_is_the_one_that_is_built() {
        let lock = include_str!("../../Cargo.lock");
        let (_, rest) = lock.split_once("name = \"wasmtime\"\n").unwrap();
        let version = rest.lines().next().unwrap();
        assert_eq!(version, format!("version = \"{WASMTIME}\""));
    }

    #[test]
    fn layouts_differ() {
        assert_ne!(of(Layout::Roomy), of(Layout::Frugal));
    }
}
