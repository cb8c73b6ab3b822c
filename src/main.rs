//! Weaverse.
fn main() {}
