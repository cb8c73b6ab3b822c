//! `weaverse plugin push` and `logs`: a running server, by its API.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;

use crate::cli::{BAD, GOOD};
use crate::plugins::Package;

/// How often a server is asked how far the checks are.
const LOOK: Duration = Duration::from_millis(300);
/// How long they may take: compiling Python takes half a minute on a small
/// machine, and others may be before it.
const PATIENCE: Duration = Duration::from_secs(600);

/// Which server, and who asks.
#[derive(Debug, Args)]
pub struct Remote {
    /// The school's address, for instance https://school.example
    #[arg(long, env = "WEAVERSE_SERVER", value_name = "URL")]
    server: String,
    /// An API token: made in the studio, below "API tokens"
    #[arg(long, env = "WEAVERSE_TOKEN", hide_env_values = true)]
    token: String,
}

impl Remote {
    fn request(&self, method: Method, path: &str) -> Result<RequestBuilder> {
        let url = format!("{}{path}", self.server.trim_end_matches('/'));
        let client = Client::builder().timeout(Duration::from_secs(120)).build()?;
        let request = client.request(method, url).bearer_auth(&self.token);
        Ok(request.header("accept", "application/json").header("cookie", "locale=en"))
    }

    async fn ask(&self, request: RequestBuilder) -> Result<Value> {
        let response =
            request.send().await.with_context(|| format!("cannot reach {}", self.server))?;
        let status = response.status();
        let text = response.text().await?;
        let value: Value = serde_json::from_str(&text)
            .with_context(|| format!("{} answers {status}, and no JSON", self.server))?;
        if status.is_success() {
            return Ok(value);
        }
        bail!("{status}: {}", value["detail"].as_str().unwrap_or("no reason given"))
    }
}

/// Upload a package to a running server, and wait for its checks
#[derive(Debug, Args)]
pub struct Push {
    /// A ZIP file or a folder
    package: PathBuf,
    /// Make it active when it has passed
    #[arg(long)]
    activate: bool,
    #[command(flatten)]
    remote: Remote,
}

impl Push {
    pub(super) async fn run(self) -> Result<u8> {
        let package = match Package::from_path(&self.package) {
            Ok(package) => package,
            Err(error) => {
                println!("{}: {error}", self.package.display());
                return Ok(BAD);
            }
        };
        let name = format!("{} {}", package.manifest.id, package.manifest.version);
        let upload = self.remote.request(Method::POST, "/api/plugins")?;
        let upload = upload.header("content-type", "application/zip").body(package.to_zip()?);
        let mut version = match self.remote.ask(upload).await {
            Ok(version) => version,
            Err(error) => {
                println!("{name}: refused: {error:#}");
                return Ok(BAD);
            }
        };
        let id = version["id"].as_str().context("the answer has no id")?.to_owned();
        let (start, mut shown) = (Instant::now(), Value::Null);
        while ["uploaded", "checked", "compiled"].iter().any(|state| version["state"] == *state) {
            if shown != version["state"] {
                shown = version["state"].clone();
                println!("{name}: {}", shown.as_str().unwrap_or_default());
            }
            if start.elapsed() > PATIENCE {
                bail!("{name}: still {shown} after {} s", PATIENCE.as_secs());
            }
            tokio::time::sleep(LOOK).await;
            let look = self.remote.request(Method::GET, &format!("/api/plugin-versions/{id}"))?;
            version = self.remote.ask(look).await?;
        }
        self.end(&name, &id, &version).await
    }

    async fn end(&self, name: &str, id: &str, version: &Value) -> Result<u8> {
        let fixtures = version["report"]["fixtures"].as_array().map_or(0, Vec::len);
        match version["state"].as_str().unwrap_or_default() {
            "staged" if self.activate => {
                let path = format!("/api/plugin-versions/{id}/activate");
                self.remote.ask(self.remote.request(Method::POST, &path)?).await?;
                println!("{name}: active ({fixtures} fixtures passed)");
                Ok(GOOD)
            }
            "tested" => {
                let lacks: Vec<_> = version["lacks"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .collect();
                println!("{name}: fit; an administrator has to grant {}", lacks.join(", "));
                Ok(if self.activate { BAD } else { GOOD })
            }
            "rejected" => {
                println!("{name}: rejected: {}", version["reason"].as_str().unwrap_or_default());
                Ok(BAD)
            }
            state => {
                println!("{name}: {state} ({fixtures} fixtures passed)");
                Ok(GOOD)
            }
        }
    }
}

/// Show the last runs of a plugin on a running server
#[derive(Debug, Args)]
pub struct Logs {
    /// The plugin's id
    plugin: String,
    /// How many
    #[arg(long, short = 'n', default_value_t = 20)]
    number: u32,
    /// Only those that broke
    #[arg(long)]
    faults: bool,
    /// Print JSON, one run a line
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    remote: Remote,
}

impl Logs {
    pub(super) async fn run(self) -> Result<u8> {
        let path = format!(
            "/api/plugins/{}/runs?limit={}&faults={}",
            self.plugin, self.number, self.faults
        );
        let runs = self.remote.ask(self.remote.request(Method::GET, &path)?).await?;
        // The newest is below, where one looks.
        for run in runs.as_array().into_iter().flatten().rev() {
            if self.json { println!("{run}") } else { print(run) }
        }
        Ok(GOOD)
    }
}

fn print(run: &Value) {
    let text = |key: &str| run[key].as_str().unwrap_or_default();
    println!(
        "{} {} {}: {} ({} ms, {} programs, {} fuel, input {})",
        text("at"),
        text("plugin_id"),
        text("version"),
        text("outcome"),
        run["millis"],
        run["runs"],
        run["fuel"],
        text("input_digest").get(..12).unwrap_or_default(),
    );
    let submission = run["submission_id"].as_str();
    if let Some(submission) = submission.filter(|_| run["fault"] == true) {
        println!("  submission {submission}");
    }
    if !text("message").is_empty() {
        println!("  {}", text("message"));
    }
    for frame in run["frames"].as_array().into_iter().flatten() {
        println!("    at {}", frame.as_str().unwrap_or_default());
    }
    for line in text("stderr").lines() {
        println!("  | {line}");
    }
}
