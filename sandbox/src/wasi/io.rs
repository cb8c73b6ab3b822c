//! `wasi:io` without an executor.
//!
//! What a guest can wait for is either ready at once (its streams are in
//! memory) or a moment of virtual time. So waiting means: ask once; if nothing
//! is ready, move the clock to the next moment and ask again. wasmtime-wasi's
//! own synchronous version blocks the thread in tokio instead.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use wasmtime::component::{Resource, ResourceTable};
use wasmtime::{Result, bail};
use wasmtime_wasi::p2::bindings::sync::io::{poll, streams};
use wasmtime_wasi::p2::{DynInputStream, DynOutputStream, DynPollable, StreamError, StreamResult};
use wasmtime_wasi_io::bindings::wasi::io::poll::{
    Host as AsyncPoll, HostPollable as AsyncPollable,
};
use wasmtime_wasi_io::bindings::wasi::io::streams::{
    Host as AsyncStreams, HostInputStream as AsyncInput, HostOutputStream as AsyncOutput,
    StreamError as WitError,
};

use super::clocks::Clock;

/// `wasi:io` for one store.
pub(crate) struct Io<'a> {
    pub(crate) clock: &'a Clock,
    pub(crate) table: &'a mut ResourceTable,
}

/// Runs a future whose only events are moments of the virtual clock. An error
/// means: the guest slept too long; stop it.
fn wait<F: Future>(clock: &Clock, future: F) -> Result<F::Output> {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        clock.begin_poll();
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return Ok(output);
        }
        if !clock.sleep() {
            bail!("slept longer than allowed");
        }
    }
}

impl Io<'_> {
    fn stream<T>(clock: &Clock, future: impl Future<Output = StreamResult<T>>) -> StreamResult<T> {
        wait(clock, future).map_err(StreamError::Trap)?
    }
}

impl poll::Host for Io<'_> {
    fn poll(&mut self, pollables: Vec<Resource<DynPollable>>) -> Result<Vec<u32>> {
        // So that a loop of polls that never wait still comes to its deadline.
        self.clock.read();
        wait(self.clock, AsyncPoll::poll(self.table, pollables))?
    }
}

impl poll::HostPollable for Io<'_> {
    fn ready(&mut self, pollable: Resource<DynPollable>) -> Result<bool> {
        self.clock.read();
        wait(self.clock, AsyncPollable::ready(self.table, pollable))?
    }

    fn block(&mut self, pollable: Resource<DynPollable>) -> Result<()> {
        wait(self.clock, AsyncPollable::block(self.table, pollable))?
    }

    fn drop(&mut self, pollable: Resource<DynPollable>) -> Result<()> {
        AsyncPollable::drop(self.table, pollable)
    }
}

impl streams::Host for Io<'_> {
    fn convert_stream_error(&mut self, error: StreamError) -> Result<streams::StreamError> {
        Ok(match AsyncStreams::convert_stream_error(self.table, error)? {
            WitError::LastOperationFailed(error) => {
                streams::StreamError::LastOperationFailed(error)
            }
            WitError::Closed => streams::StreamError::Closed,
        })
    }
}

type In = Resource<DynInputStream>;
type Out = Resource<DynOutputStream>;

impl streams::HostOutputStream for Io<'_> {
    fn drop(&mut self, stream: Out) -> Result<()> {
        wait(self.clock, AsyncOutput::drop(self.table, stream))?
    }

    fn check_write(&mut self, stream: Out) -> StreamResult<u64> {
        AsyncOutput::check_write(self.table, stream)
    }

    fn write(&mut self, stream: Out, bytes: Vec<u8>) -> StreamResult<()> {
        AsyncOutput::write(self.table, stream, bytes)
    }

    fn blocking_write_and_flush(&mut self, stream: Out, bytes: Vec<u8>) -> StreamResult<()> {
        let done = AsyncOutput::blocking_write_and_flush(self.table, stream, bytes);
        Self::stream(self.clock, done)
    }

    fn blocking_write_zeroes_and_flush(&mut self, stream: Out, len: u64) -> StreamResult<()> {
        let done = AsyncOutput::blocking_write_zeroes_and_flush(self.table, stream, len);
        Self::stream(self.clock, done)
    }

    fn subscribe(&mut self, stream: Out) -> Result<Resource<DynPollable>> {
        AsyncOutput::subscribe(self.table, stream)
    }

    fn write_zeroes(&mut self, stream: Out, len: u64) -> StreamResult<()> {
        AsyncOutput::write_zeroes(self.table, stream, len)
    }

    fn flush(&mut self, stream: Out) -> StreamResult<()> {
        AsyncOutput::flush(self.table, stream)
    }

    fn blocking_flush(&mut self, stream: Out) -> StreamResult<()> {
        Self::stream(self.clock, AsyncOutput::blocking_flush(self.table, stream))
    }

    fn splice(&mut self, to: Out, from: In, len: u64) -> StreamResult<u64> {
        AsyncOutput::splice(self.table, to, from, len)
    }

    fn blocking_splice(&mut self, to: Out, from: In, len: u64) -> StreamResult<u64> {
        let done = AsyncOutput::blocking_splice(self.table, to, from, len);
        Self::stream(self.clock, done)
    }
}

impl streams::HostInputStream for Io<'_> {
    fn drop(&mut self, stream: In) -> Result<()> {
        wait(self.clock, AsyncInput::drop(self.table, stream))?
    }

    fn read(&mut self, stream: In, len: u64) -> StreamResult<Vec<u8>> {
        AsyncInput::read(self.table, stream, len)
    }

    fn blocking_read(&mut self, stream: In, len: u64) -> StreamResult<Vec<u8>> {
        let bytes = AsyncInput::blocking_read(self.table, stream, len);
        Self::stream(self.clock, bytes)
    }

    fn skip(&mut self, stream: In, len: u64) -> StreamResult<u64> {
        AsyncInput::skip(self.table, stream, len)
    }

    fn blocking_skip(&mut self, stream: In, len: u64) -> StreamResult<u64> {
        let skipped = AsyncInput::blocking_skip(self.table, stream, len);
        Self::stream(self.clock, skipped)
    }

    fn subscribe(&mut self, stream: In) -> Result<Resource<DynPollable>> {
        AsyncInput::subscribe(self.table, stream)
    }
}
