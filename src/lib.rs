//! Weaverse.
