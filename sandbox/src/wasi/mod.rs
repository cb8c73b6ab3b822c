//! A WASI in which nothing is real: no files, no network, no environment,
//! virtual time, seeded randomness, streams in memory.
//!
//! All of `wasi:cli/imports` 0.2 is linked, because guests made from Python,
//! JavaScript or C import it whether they use it or not. Where wasmtime-wasi
//! would touch the machine (clocks, polling, sockets, streams), its traits are
//! implemented here instead.

pub(crate) mod cli;
pub(crate) mod clocks;
pub(crate) mod io;
pub(crate) mod random;
pub(crate) mod sockets;
pub(crate) mod stdio;

use std::time::Duration;

use wasmtime::Result;
use wasmtime::component::{HasData, Linker, ResourceTable};
use wasmtime_wasi::cli::{WasiCli, WasiCliCtx, WasiCliCtxView};
use wasmtime_wasi::filesystem::{WasiFilesystem, WasiFilesystemCtx, WasiFilesystemCtxView};
use wasmtime_wasi::p2::bindings::{cli as wit_cli, clocks as wit_clocks, random as wit_random};
use wasmtime_wasi::p2::bindings::{filesystem, sockets as wit_sockets, sync};
use wasmtime_wasi::sockets::{WasiSockets, WasiSocketsCtx, WasiSocketsCtxView};

use self::stdio::{Input, Output, Overflow};
use crate::store::State;

/// A guest may hold this many streams, pollables and the like.
const MAX_RESOURCES: usize = 1_000;

/// The WASI of one store.
pub(crate) struct Wasi {
    pub(crate) clock: clocks::Clock,
    pub(crate) input: Input,
    pub(crate) output: Output,
    random: random::Random,
    table: ResourceTable,
    terminal: WasiCliCtx,
    files: WasiFilesystemCtx,
    sockets: WasiSocketsCtx,
}

impl Wasi {
    pub(crate) fn new(
        stdin: Vec<u8>,
        seed: u64,
        sleep: Duration,
        output: u64,
        overflow: Overflow,
    ) -> Self {
        let mut table = ResourceTable::new();
        table.set_max_capacity(MAX_RESOURCES);
        Self {
            clock: clocks::Clock::new(sleep),
            input: Input::new(stdin),
            output: Output::new(output, overflow),
            random: random::Random::new(seed),
            table,
            terminal: WasiCliCtx::default(),
            files: WasiFilesystemCtx::default(),
            sockets: WasiSocketsCtx::default(),
        }
    }

    fn clocks(state: &mut State) -> clocks::Clocks<'_> {
        let wasi = &mut state.wasi;
        clocks::Clocks { clock: &wasi.clock, table: &mut wasi.table }
    }

    fn io(state: &mut State) -> io::Io<'_> {
        let wasi = &mut state.wasi;
        io::Io { clock: &wasi.clock, table: &mut wasi.table }
    }

    fn cli(state: &mut State) -> cli::Cli<'_> {
        let wasi = &mut state.wasi;
        cli::Cli { input: &wasi.input, output: &wasi.output, table: &mut wasi.table }
    }

    fn table(state: &mut State) -> &mut ResourceTable {
        &mut state.wasi.table
    }

    fn random(state: &mut State) -> &mut random::Random {
        &mut state.wasi.random
    }

    fn no_sockets(_: &mut State) -> sockets::NoSockets {
        sockets::NoSockets
    }

    fn terminal(state: &mut State) -> WasiCliCtxView<'_> {
        WasiCliCtxView { ctx: &mut state.wasi.terminal, table: &mut state.wasi.table }
    }

    fn files(state: &mut State) -> WasiFilesystemCtxView<'_> {
        WasiFilesystemCtxView { ctx: &mut state.wasi.files, table: &mut state.wasi.table }
    }

    fn sockets(state: &mut State) -> WasiSocketsCtxView<'_> {
        WasiSocketsCtxView { ctx: &mut state.wasi.sockets, table: &mut state.wasi.table }
    }
}

/// Names the view of a store that an interface works on.
struct Has<T>(std::marker::PhantomData<T>);

macro_rules! has {
    ($($view:ty => $data:ty),* $(,)?) => {
        $(impl HasData for Has<$view> {
            type Data<'a> = $data;
        })*
    };
}

has! {
    clocks::Clocks<'static> => clocks::Clocks<'a>,
    io::Io<'static> => io::Io<'a>,
    cli::Cli<'static> => cli::Cli<'a>,
    ResourceTable => &'a mut ResourceTable,
    random::Random => &'a mut random::Random,
    sockets::NoSockets => sockets::NoSockets,
}

/// Links all of `wasi:cli/imports` 0.2.
pub(crate) fn add_to_linker(linker: &mut Linker<State>) -> Result<()> {
    add_own(linker)?;
    add_library(linker)
}

/// The interfaces that are implemented here.
fn add_own(l: &mut Linker<State>) -> Result<()> {
    type Clocks = Has<clocks::Clocks<'static>>;
    wit_clocks::wall_clock::add_to_linker::<_, Clocks>(l, Wasi::clocks)?;
    wit_clocks::monotonic_clock::add_to_linker::<_, Clocks>(l, Wasi::clocks)?;

    type Io = Has<io::Io<'static>>;
    sync::io::poll::add_to_linker::<_, Io>(l, Wasi::io)?;
    sync::io::streams::add_to_linker::<_, Io>(l, Wasi::io)?;

    type Random = Has<random::Random>;
    wit_random::random::add_to_linker::<_, Random>(l, Wasi::random)?;
    wit_random::insecure::add_to_linker::<_, Random>(l, Wasi::random)?;
    wit_random::insecure_seed::add_to_linker::<_, Random>(l, Wasi::random)?;

    type Cli = Has<cli::Cli<'static>>;
    wit_cli::environment::add_to_linker::<_, Cli>(l, Wasi::cli)?;
    wit_cli::exit::add_to_linker::<_, Cli>(l, Wasi::cli)?;
    wit_cli::stdin::add_to_linker::<_, Cli>(l, Wasi::cli)?;
    wit_cli::stdout::add_to_linker::<_, Cli>(l, Wasi::cli)?;
    wit_cli::stderr::add_to_linker::<_, Cli>(l, Wasi::cli)?;

    type NoSockets = Has<sockets::NoSockets>;
    wit_sockets::tcp_create_socket::add_to_linker::<_, NoSockets>(l, Wasi::no_sockets)?;
    sync::sockets::udp_create_socket::add_to_linker::<_, NoSockets>(l, Wasi::no_sockets)
}

/// The interfaces that are wasmtime-wasi's own: with no preopened directory
/// and no socket, they come to nothing.
fn add_library(l: &mut Linker<State>) -> Result<()> {
    type Errors = Has<ResourceTable>;
    wasmtime_wasi_io::bindings::wasi::io::error::add_to_linker::<_, Errors>(l, Wasi::table)?;

    wit_cli::terminal_input::add_to_linker::<_, WasiCli>(l, Wasi::terminal)?;
    wit_cli::terminal_output::add_to_linker::<_, WasiCli>(l, Wasi::terminal)?;
    wit_cli::terminal_stdin::add_to_linker::<_, WasiCli>(l, Wasi::terminal)?;
    wit_cli::terminal_stdout::add_to_linker::<_, WasiCli>(l, Wasi::terminal)?;
    wit_cli::terminal_stderr::add_to_linker::<_, WasiCli>(l, Wasi::terminal)?;

    filesystem::preopens::add_to_linker::<_, WasiFilesystem>(l, Wasi::files)?;
    sync::filesystem::types::add_to_linker::<_, WasiFilesystem>(l, Wasi::files)?;

    let options = wit_sockets::network::LinkOptions::default();
    wit_sockets::network::add_to_linker::<_, WasiSockets>(l, &options, Wasi::sockets)?;
    wit_sockets::instance_network::add_to_linker::<_, WasiSockets>(l, Wasi::sockets)?;
    wit_sockets::ip_name_lookup::add_to_linker::<_, WasiSockets>(l, Wasi::sockets)?;
    sync::sockets::tcp::add_to_linker::<_, WasiSockets>(l, Wasi::sockets)?;
    sync::sockets::udp::add_to_linker::<_, WasiSockets>(l, Wasi::sockets)
}
