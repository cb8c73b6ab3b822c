//! The standard streams: bytes in memory, with a cap on what is written.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use wasmtime_wasi_io::async_trait;
use wasmtime_wasi_io::bytes::Bytes;
use wasmtime_wasi_io::poll::Pollable;
use wasmtime_wasi_io::streams::{InputStream, OutputStream, StreamError, StreamResult};

/// What becomes of bytes above the cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Overflow {
    /// The guest is stopped.
    Stop,
    /// They are dropped; the guest goes on.
    Drop,
}

/// Which of the two streams a guest writes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Channel {
    /// The standard output.
    Out,
    /// The standard error.
    Err,
}

/// What a guest wrote.
#[derive(Debug, Default)]
pub(crate) struct Written {
    pub(crate) out: Vec<u8>,
    pub(crate) err: Vec<u8>,
}

#[derive(Debug)]
struct Buffers {
    written: Written,
    left: usize,
    overflow: Overflow,
    overflowed: bool,
}

/// The two output buffers of one store, under one cap.
#[derive(Debug, Clone)]
pub(crate) struct Output(Arc<Mutex<Buffers>>);

impl Output {
    pub(crate) fn new(cap: u64, overflow: Overflow) -> Self {
        Self(Arc::new(Mutex::new(Buffers {
            written: Written::default(),
            left: usize::try_from(cap).unwrap_or(usize::MAX),
            overflow,
            overflowed: false,
        })))
    }

    fn buffers(&self) -> MutexGuard<'_, Buffers> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps what fits. An error means: stop the guest.
    pub(crate) fn write(&self, channel: Channel, bytes: &[u8]) -> wasmtime::Result<()> {
        let mut buffers = self.buffers();
        let fits = bytes.len().min(buffers.left);
        buffers.left -= fits;
        let buffer = match channel {
            Channel::Out => &mut buffers.written.out,
            Channel::Err => &mut buffers.written.err,
        };
        buffer.extend_from_slice(&bytes[..fits]);
        if fits == bytes.len() {
            return Ok(());
        }
        buffers.overflowed = true;
        match buffers.overflow {
            Overflow::Stop => Err(wasmtime::Error::msg("more output than allowed")),
            Overflow::Drop => Ok(()),
        }
    }

    /// Whether the guest was to be stopped for what it wrote.
    pub(crate) fn overflowed(&self) -> bool {
        let buffers = self.buffers();
        buffers.overflowed && buffers.overflow == Overflow::Stop
    }

    /// Takes what was written.
    pub(crate) fn take(&self) -> Written {
        std::mem::take(&mut self.buffers().written)
    }
}

/// One of the two output streams.
#[derive(Debug, Clone)]
pub(crate) struct Sink {
    pub(crate) output: Output,
    pub(crate) channel: Channel,
}

/// The most that a guest writes at once.
const PERMIT: usize = 64 << 10;

#[async_trait]
impl Pollable for Sink {
    async fn ready(&mut self) {}
}

impl OutputStream for Sink {
    fn write(&mut self, bytes: Bytes) -> StreamResult<()> {
        self.output.write(self.channel, &bytes).map_err(StreamError::Trap)
    }

    fn flush(&mut self) -> StreamResult<()> {
        Ok(())
    }

    fn check_write(&mut self) -> StreamResult<usize> {
        Ok(PERMIT)
    }
}

/// The standard input of one store.
#[derive(Debug, Clone)]
pub(crate) struct Input(Arc<Mutex<Bytes>>);

impl Input {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Self(Arc::new(Mutex::new(bytes.into())))
    }

    /// At most `max` bytes; none at the end.
    pub(crate) fn take(&self, max: usize) -> Bytes {
        let mut rest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let len = max.min(rest.len());
        rest.split_to(len)
    }
}

#[async_trait]
impl Pollable for Input {
    async fn ready(&mut self) {}
}

impl InputStream for Input {
    fn read(&mut self, size: usize) -> StreamResult<Bytes> {
        let bytes = self.take(size);
        if bytes.is_empty() && size > 0 {
            return Err(StreamError::Closed);
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_streams_share_the_cap_and_keep_what_fits() {
        let output = Output::new(5, Overflow::Stop);
        assert!(output.write(Channel::Out, b"abc").is_ok());
        assert!(!output.overflowed());
        assert!(output.write(Channel::Err, b"defg").is_err());
        assert!(output.overflowed());
        let written = output.take();
        assert_eq!(written.out, b"abc");
        assert_eq!(written.err, b"de");
    }

    #[test]
    fn the_input_ends() {
        let mut input = Input::new(b"abc".to_vec());
        assert_eq!(&input.take(2)[..], b"ab");
        assert_eq!(&input.take(2)[..], b"c");
        assert!(matches!(input.read(1), Err(StreamError::Closed)));
    }
}
