//! An S3 server that others wrote, for as long as a test takes.

use std::path::Path;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use weaverse::config;

/// The server's only keys.
pub const KEYS: (&str, &str) = ("S3RVER", "S3RVER");
/// The bucket that it begins with.
const BUCKET: &str = "school";

pub struct S3 {
    endpoint: String,
    _server: Child,
}

impl S3 {
    /// Starts a server that keeps its objects below `dir`.
    pub async fn start(dir: &Path) -> Self {
        let program = std::env::var("WEAVERSE_TEST_S3RVER")
            .expect("WEAVERSE_TEST_S3RVER is not set: run `cargo xtask test`");
        let objects = dir.join("objects");
        std::fs::create_dir_all(&objects).expect("a folder");
        let mut command = Command::new(program);
        command.arg("--directory").arg(objects).args(["--address", "127.0.0.1", "--port", "0"]);
        command.args(["--configure-bucket", BUCKET]).kill_on_drop(true);
        let mut server = command.stdout(Stdio::piped()).spawn().expect("the S3 server starts");
        let output = server.stdout.take().expect("its standard output");
        let mut lines = BufReader::new(output).lines();
        while let Some(line) = lines.next_line().await.expect("a line") {
            if let Some((_, address)) = line.split_once("listening on ") {
                let endpoint = format!("http://{}", address.trim());
                // It says a line for each request: somebody has to listen.
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return Self { endpoint, _server: server };
            }
        }
        panic!("the S3 server does not listen");
    }

    /// The settings that lead here.
    pub fn set(&self, storage: &mut config::Storage) {
        storage.bucket = BUCKET.to_owned();
        storage.endpoint.clone_from(&self.endpoint);
        storage.prefix = "weaverse/".to_owned();
        (storage.access_key, storage.secret_key) = (KEYS.0.to_owned(), KEYS.1.to_owned());
    }

    /// The same for another process.
    pub fn environment(&self, command: &mut Command) {
        command.env("WEAVERSE_STORAGE__BUCKET", BUCKET);
        command.env("WEAVERSE_STORAGE__ENDPOINT", &self.endpoint);
        command.env("WEAVERSE_STORAGE__PREFIX", "weaverse/");
        // As a machine would have them.
        command.env("AWS_ACCESS_KEY_ID", KEYS.0).env("AWS_SECRET_ACCESS_KEY", KEYS.1);
    }
}
