//! The real runtimes.
