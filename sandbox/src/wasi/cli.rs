//! `wasi:cli`: no environment, no arguments, streams in memory.

use wasmtime::component::{Resource, ResourceTable};
use wasmtime::{Error, Result};
use wasmtime_wasi::I32Exit;
use wasmtime_wasi::p2::bindings::cli::{environment, exit, stderr, stdin, stdout};
use wasmtime_wasi::p2::{DynInputStream, DynOutputStream};

use super::stdio::{Channel, Input, Output, Sink};

/// `wasi:cli` for one store.
pub(crate) struct Cli<'a> {
    pub(crate) input: &'a Input,
    pub(crate) output: &'a Output,
    pub(crate) table: &'a mut ResourceTable,
}

impl Cli<'_> {
    fn sink(&mut self, channel: Channel) -> Result<Resource<DynOutputStream>> {
        let sink: DynOutputStream = Box::new(Sink { output: self.output.clone(), channel });
        Ok(self.table.push(sink)?)
    }
}

impl stdin::Host for Cli<'_> {
    fn get_stdin(&mut self) -> Result<Resource<DynInputStream>> {
        let input: DynInputStream = Box::new(self.input.clone());
        Ok(self.table.push(input)?)
    }
}

impl stdout::Host for Cli<'_> {
    fn get_stdout(&mut self) -> Result<Resource<DynOutputStream>> {
        self.sink(Channel::Out)
    }
}

impl stderr::Host for Cli<'_> {
    fn get_stderr(&mut self) -> Result<Resource<DynOutputStream>> {
        self.sink(Channel::Err)
    }
}

impl environment::Host for Cli<'_> {
    fn get_environment(&mut self) -> Result<Vec<(String, String)>> {
        Ok(Vec::new())
    }

    fn get_arguments(&mut self) -> Result<Vec<String>> {
        Ok(Vec::new())
    }

    fn initial_cwd(&mut self) -> Result<Option<String>> {
        Ok(None)
    }
}

impl exit::Host for Cli<'_> {
    fn exit(&mut self, status: std::result::Result<(), ()>) -> Result<()> {
        Err(Error::from(I32Exit(i32::from(status.is_err()))))
    }

    fn exit_with_code(&mut self, code: u8) -> Result<()> {
        Err(Error::from(I32Exit(code.into())))
    }
}
