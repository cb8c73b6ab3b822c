//! What parent and executor say to each other: JSON, each message after its
//! length (four bytes, little end first).

use std::borrow::Cow;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::limits::RunLimits;
use crate::run::{RunOutcome, RunRequest};

/// Both sides must be of one version.
pub(super) const PROTOCOL: &str = concat!("weaverse-execute/", env!("CARGO_PKG_VERSION"));

/// A message may have this many bytes: a request of 8 MiB that is no UTF-8
/// takes four bytes for each of its own.
const MAX_FRAME: usize = 64 << 20;

/// The first message to an executor.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Setup {
    pub(super) protocol: Cow<'static, str>,
    /// The name of the tuning's layout.
    pub(super) layout: String,
    /// The directory of compiled components, and the key of the engine.
    pub(super) cache_dir: PathBuf,
    pub(super) key: String,
}

/// The first message of an executor: what this kernel let it give up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ready {
    /// Files and the network, by Landlock.
    pub(super) files_forbidden: bool,
    /// System calls, by seccomp.
    pub(super) calls_forbidden: bool,
}

/// Every other message to an executor.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Run<'a> {
    /// Of the runtime, which is compiled and in the cache.
    pub(super) digest: Cow<'a, str>,
    pub(super) default_entry: Cow<'a, str>,
    pub(super) request: Cow<'a, RunRequest>,
    pub(super) limits: Cow<'a, RunLimits>,
}

/// Every other message of an executor. An error is not the program's doing.
pub(super) type Ran = Result<RunOutcome, String>;

pub(super) fn write(to: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let mut frame = vec![0; 4];
    serde_json::to_writer(&mut frame, message)?;
    let length = frame.len() - 4;
    if length > MAX_FRAME {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a message is too large"));
    }
    frame[..4].copy_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
    to.write_all(&frame)?;
    to.flush()
}

/// The next message; `None` when the other side is gone.
pub(super) fn read<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<T>> {
    let mut length = [0; 4];
    if let Err(error) = from.read_exact(&mut length) {
        return match error.kind() {
            io::ErrorKind::UnexpectedEof => Ok(None),
            _ => Err(error),
        };
    }
    let length = u32::from_le_bytes(length) as usize;
    if length > MAX_FRAME {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a message is too large"));
    }
    let mut frame = Vec::new();
    from.take(length as u64).read_to_end(&mut frame)?;
    if frame.len() < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(serde_json::from_slice(&frame)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_arrive_whole_or_not_at_all() -> io::Result<()> {
        let mut pipe = Vec::new();
        write(&mut pipe, &Ran::Err("a".to_owned()))?;
        write(&mut pipe, &Ran::Err("b".to_owned()))?;
        let mut from = &pipe[..];
        for expected in ["a", "b"] {
            assert_eq!(read::<Ran>(&mut from)?, Some(Err(expected.to_owned())));
        }
        assert_eq!(read::<Ran>(&mut from)?, None);
        let mut cut = &pipe[..pipe.len() - 1];
        assert!(read::<Ran>(&mut cut)?.is_some());
        assert!(read::<Ran>(&mut cut).is_err());
        let mut huge = &[0xff, 0xff, 0xff, 0xff, 1][..];
        assert!(read::<Ran>(&mut huge).is_err());
        Ok(())
    }
}
