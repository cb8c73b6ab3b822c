//! What all tests share: the program with its demo school, and chromedriver.
//! Both end with this process, however it ends.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

/// The password of the demo accounts.
pub const PASSWORD: &str = "Weaverse1!";

/// Runs its arguments until its input closes, which happens when this process
/// is no more; then removes the folder.
const GUARD: &str = r#"
    trap : HUP INT TERM
    folder=$1; shift
    "$@" < /dev/null &
    child=$!
    read -r _
    kill "$child"
    wait "$child" 2> /dev/null
    rm -rf "$folder"
"#;

/// The school of all tests.
pub static SCHOOL: LazyLock<School> = LazyLock::new(School::open);

pub struct School {
    /// `http://127.0.0.1:…`.
    pub address: String,
    /// Of chromedriver.
    pub driver: String,
    _server: Child,
    _browsers: Child,
}

impl School {
    fn open() -> Self {
        let guests = variable("WEAVERSE_GUESTS");
        let data = folder();
        // Compiled code is kept between runs.
        let compiled = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache/weaverse/compiled");
        std::fs::create_dir_all(&compiled).expect("a folder");
        std::os::unix::fs::symlink(compiled, data.join("compiled")).expect("a link");
        let mut server = guard(&data);
        server.arg(env!("CARGO_BIN_EXE_weaverse")).args(["serve", "--demo", "courses"]);
        server.args(["--listen", "127.0.0.1:0", "--plugins", &guests, "--data"]).arg(&data);
        server.current_dir(env!("CARGO_MANIFEST_DIR")).env("WEAVERSE_LOG__FILTER", "warn");
        let (server, address) = start(server, "Weaverse: ");
        let program = std::env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut browsers = guard(&folder());
        browsers.arg(program).arg("--port=0");
        let (browsers, port) = start(browsers, "started successfully on port ");
        let driver = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
        Self { address, driver, _server: server, _browsers: browsers }
    }
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run `cargo xtask test`"))
}

/// A folder that the guard removes.
fn folder() -> PathBuf {
    tempfile::Builder::new().prefix("weaverse-browser-").tempdir().expect("a folder").keep()
}

fn guard(folder: &Path) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", GUARD, "sh"]).arg(folder).env("HOME", folder);
    command
}

/// Starts a program and waits for what follows `announcement` in its output.
fn start(mut command: Command, announcement: &str) -> (Child, String) {
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = child.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let found = lines
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| line.split_once(announcement).map(|(_, value)| value.trim().to_owned()));
    // The rest is read, so that the program never waits to write it.
    std::thread::spawn(move || lines.for_each(drop));
    let value = found.unwrap_or_else(|| panic!("{command:?} ended before it was ready"));
    (child, value)
}
