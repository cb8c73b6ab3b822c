//! `wasi:sockets`, for guests that link it: no socket is ever made.

use wasmtime::Result;
use wasmtime::component::Resource;
use wasmtime_wasi::p2::bindings::sockets::network::{
    self, ErrorCode, HostNetwork, IpAddressFamily, Network,
};
use wasmtime_wasi::p2::bindings::sockets::tcp_create_socket;
use wasmtime_wasi::p2::bindings::sync::sockets::udp_create_socket;
use wasmtime_wasi::p2::{IoError, SocketError, SocketResult, TcpSocket, UdpSocket};

/// Refuses to make a socket. The rest of `wasi:sockets` is wasmtime-wasi's
/// own, which nothing reaches without a socket, and its name look-up, which
/// refuses by default.
pub(crate) struct NoSockets;

impl tcp_create_socket::Host for NoSockets {
    fn create_tcp_socket(&mut self, _: IpAddressFamily) -> SocketResult<Resource<TcpSocket>> {
        Err(ErrorCode::AccessDenied.into())
    }
}

impl udp_create_socket::Host for NoSockets {
    fn create_udp_socket(&mut self, _: IpAddressFamily) -> SocketResult<Resource<UdpSocket>> {
        Err(ErrorCode::AccessDenied.into())
    }
}

impl network::Host for NoSockets {
    fn convert_error_code(&mut self, error: SocketError) -> Result<ErrorCode> {
        error.downcast()
    }

    fn network_error_code(&mut self, _: Resource<IoError>) -> Result<Option<ErrorCode>> {
        Ok(None)
    }
}

impl HostNetwork for NoSockets {
    fn drop(&mut self, _: Resource<Network>) -> Result<()> {
        Ok(())
    }
}
