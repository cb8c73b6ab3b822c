//! What `bindgen!` makes of `wit/v0.1.0`.

/// World `language-runtime`.
pub(crate) mod language_runtime {
    wasmtime::component::bindgen!({
        path: "wit/v0.1.0",
        world: "language-runtime",
        imports: { default: trappable },
    });
}

/// World `grading`.
pub(crate) mod grading {
    wasmtime::component::bindgen!({
        path: "wit/v0.1.0",
        world: "grading",
        imports: { default: trappable },
        with: {
            "weaverse:plugin/types": super::language_runtime::weaverse::plugin::types,
        },
    });
}
