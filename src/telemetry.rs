//! Logging: structured, with request ids, to standard error.

use anyhow::{Result, bail};
use tracing_subscriber::EnvFilter;

use crate::config::Log;

/// Starts logging. Standard output is left to the commands' own output.
///
/// # Errors
/// When the filter or the format is not valid.
pub fn init(log: &Log) -> Result<()> {
    let filter = EnvFilter::try_new(&log.filter)?;
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match log.format.as_str() {
        "text" => subscriber.with_target(false).init(),
        "json" => subscriber.json().init(),
        other => bail!("log.format is {other:?}; it can be \"text\" or \"json\""),
    }
    Ok(())
}
