//! A PostgreSQL for the tests: the one that is named, the one that runs here
//! without a password, or one of our own for as long as the tests take.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::project;

/// Names the database to test on.
const VARIABLE: &str = "WEAVERSE_TEST_POSTGRES";
/// A server that trusts whoever is on this machine.
const LOCAL: &str = "127.0.0.1:5432";

/// A database, which goes when this is dropped unless it was given.
pub(crate) struct Postgres {
    url: String,
    origin: String,
    /// Removes the database that was made on a server of this machine.
    made: Option<Made>,
    /// Stops the server; after `made`.
    _server: Option<Server>,
}

impl Postgres {
    /// The first of the three that there is.
    pub(crate) fn for_tests() -> Result<Self> {
        if let Some(url) = std::env::var(VARIABLE).ok().filter(|url| !url.is_empty()) {
            let origin = format!("the one that {VARIABLE} names");
            return Ok(Self { url, origin, made: None, _server: None });
        }
        let Some(bin) = bin_dir() else {
            bail!("no PostgreSQL here; install its server, or name a database in {VARIABLE}");
        };
        let psql = Psql { program: bin.join("psql"), address: LOCAL.to_owned() };
        if psql.query("select 1").is_ok() {
            return Self::on(psql, format!("the server at {LOCAL}"), None);
        }
        let server = Server::start(&bin).context("cannot start a PostgreSQL for the tests")?;
        let psql = Psql { program: bin.join("psql"), address: server.address.clone() };
        let origin = format!("a server of our own at {}", psql.address);
        Self::on(psql, origin, Some(server))
    }

    fn on(psql: Psql, origin: String, server: Option<Server>) -> Result<Self> {
        let name = format!("weaverse_test_{}", std::process::id());
        psql.query(&format!("create database {name}"))?;
        let url = psql.url(&name);
        Ok(Self { url, origin, made: Some(Made { psql, name }), _server: server })
    }

    /// Of the database. Each test makes a schema in it.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Which of the three.
    pub(super) fn origin(&self) -> &str {
        &self.origin
    }
}

/// Whether tests can have a database.
pub(super) fn is_there() -> bool {
    std::env::var_os(VARIABLE).is_some() || bin_dir().is_some()
}

/// The folder of the server's programs, the newest first. Debian keeps them
/// out of PATH.
fn bin_dir() -> Option<PathBuf> {
    let mut folders: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin")))
        })
        .collect();
    folders.sort();
    let installed = folders.into_iter().rev().map(|(_, folder)| folder);
    let in_path = project::find("initdb").and_then(|file| Some(file.parent()?.to_owned()));
    in_path.into_iter().chain(installed).find(|folder| {
        ["initdb", "postgres", "psql"].iter().all(|program| folder.join(program).is_file())
    })
}

/// A client, as the server's administrator.
struct Psql {
    program: PathBuf,
    address: String,
}

impl Psql {
    fn url(&self, database: &str) -> String {
        format!("postgres://postgres@{}/{database}", self.address)
    }

    fn query(&self, sql: &str) -> Result<Vec<u8>> {
        project::quietly(
            Command::new(&self.program)
                .args(["--no-psqlrc", "--no-password", "--quiet", "--command", sql])
                .arg(self.url("postgres"))
                .env("PGCONNECT_TIMEOUT", "5"),
        )
    }
}

struct Made {
    psql: Psql,
    name: String,
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some(Made { psql, name }) = &self.made
            && let Err(error) = psql.query(&format!("drop database {name} with (force)"))
        {
            eprintln!("warning: the database {name} stays: {error:#}");
        }
    }
}

/// A server that ends with this process, however that ends: it is stopped, and
/// its folder removed, when the script's standard input closes.
struct Server {
    address: String,
    log: PathBuf,
    script: Child,
    input: Option<ChildStdin>,
}

/// Arguments: the folder of programs, then the server's options. Ctrl-C is for
/// everyone in the terminal; the script has to outlive it. A signal is lost on
/// a server that has only just started.
const SCRIPT: &str = r#"
trap '' INT TERM HUP
bin=$1
shift
"$bin"/initdb --username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync -D data
"$bin"/postgres -D data -k "$PWD" "$@" &
cat > /dev/null
for try in 1 2 3 4 5 6 7 8 9 10; do
    kill -INT $! || break
    sleep 0.2
done
kill -KILL $!
wait
folder=$PWD
cd / && rm -rf "$folder"
"#;

impl Server {
    fn start(bin: &Path) -> Result<Self> {
        // Not in the target folder: the server's user may have no way there,
        // and sockets have short names.
        let folder = std::env::temp_dir().join(format!("weaverse-postgres-{}", std::process::id()));
        fs::create_dir(&folder).with_context(|| folder.display().to_string())?;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
        let log = folder.join("log");
        let output = fs::File::create(&log)?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = Command::new("/bin/sh");
        if let Some((uid, gid)) = other_user()? {
            chown(&folder, Some(uid), Some(gid))?;
            command.uid(uid).gid(gid);
        }
        let mut script = command
            .current_dir(&folder)
            .args(["-c", SCRIPT, "sh"])
            .arg(bin)
            .args(["-h", "127.0.0.1", "-p", &port.to_string(), "-N", "200"])
            .args(["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"])
            .stdin(Stdio::piped())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()?;
        let input = script.stdin.take();
        let server = Self { address: format!("127.0.0.1:{port}"), log, script, input };
        server.wait(bin)?;
        Ok(server)
    }

    fn wait(&self, bin: &Path) -> Result<()> {
        let psql = Psql { program: bin.join("psql"), address: self.address.clone() };
        let start = Instant::now();
        while let Err(error) = psql.query("select 1") {
            if start.elapsed() > Duration::from_secs(60) {
                let log = fs::read_to_string(&self.log).unwrap_or_default();
                return Err(error.context(log));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.script.wait();
    }
}

/// PostgreSQL does not run as root: then user and group to run it as.
fn other_user() -> Result<Option<(u32, u32)>> {
    if user_id(None)? != 0 {
        return Ok(None);
    }
    let user = if user_id(Some("postgres")).is_ok() { "postgres" } else { "nobody" };
    Ok(Some((user_id(Some(user))?, id("-g", Some(user))?)))
}

/// The number of a user; by default of the one who runs this.
pub(super) fn user_id(user: Option<&str>) -> Result<u32> {
    id("-u", user)
}

fn id(what: &str, user: Option<&str>) -> Result<u32> {
    let output = project::quietly(Command::new("id").arg(what).args(user))?;
    String::from_utf8_lossy(&output).trim().parse().context("id does not give a number")
}
