//! A bucket of an S3-compatible service: signed requests of `rusty-s3`, sent
//! by our own client.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use bytes::Bytes;
use reqwest::{Client, Response, StatusCode};
use rusty_s3::{Credentials, S3Action as _, UrlStyle};
use tokio::io::AsyncWriteExt as _;

use crate::config;

/// A signature holds for this long.
const SIGNED: Duration = Duration::from_secs(900);
/// A service that says nothing for this long is asked again.
const SILENCE: Duration = Duration::from_secs(30);
/// How often it is asked in all, with pauses of 0.2 s, 0.4 s, ….
const TRIES: u32 = 4;

/// Objects below a prefix.
#[derive(Clone)]
pub struct Bucket {
    bucket: rusty_s3::Bucket,
    credentials: Credentials,
    client: Client,
    prefix: String,
}

// It knows the secret.
impl std::fmt::Debug for Bucket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bucket").field("name", &self.bucket.name()).finish_non_exhaustive()
    }
}

impl Bucket {
    /// Opens the settings' bucket; nothing is asked of it yet.
    pub fn open(settings: &config::Storage) -> Result<Self> {
        let amazon = format!("https://s3.{}.amazonaws.com", settings.region);
        let endpoint = match settings.endpoint.as_str() {
            "" => amazon.as_str(),
            given => given,
        };
        let endpoint = endpoint.parse().context("storage.endpoint is no URL")?;
        let (name, region) = (settings.bucket.clone(), settings.region.clone());
        let bucket = rusty_s3::Bucket::new(endpoint, UrlStyle::Path, name, region);
        Ok(Self {
            bucket: bucket.context("storage.endpoint and storage.bucket do not fit")?,
            credentials: credentials(settings)?,
            client: Client::builder().connect_timeout(SILENCE).read_timeout(SILENCE).build()?,
            prefix: settings.prefix.trim_matches('/').to_owned(),
        })
    }

    /// Keeps bytes, unless the key is there.
    pub async fn put(&self, key: &str, bytes: Bytes) -> Result<()> {
        let object = self.object(key);
        let head = self.bucket.head_object(Some(&self.credentials), &object).sign(SIGNED);
        let put = self.bucket.put_object(Some(&self.credentials), &object).sign(SIGNED);
        let there = again(|| self.client.head(head.clone())).await;
        let there = there.with_context(|| self.failed("look for", key))?;
        match there.status() {
            status if status.is_success() => return Ok(()),
            StatusCode::NOT_FOUND => {}
            status => bail!("{}: {status}", self.failed("look for", key)),
        }
        let put = again(|| self.client.put(put.clone()).body(bytes.clone())).await;
        let put = put.with_context(|| self.failed("keep", key))?;
        ensure!(put.status().is_success(), "{}: {}", self.failed("keep", key), put.status());
        Ok(())
    }

    /// Writes a key's content into a file, piece by piece.
    pub async fn fetch(&self, key: &str, file: &Path) -> Result<()> {
        let object = self.object(key);
        let get = self.bucket.get_object(Some(&self.credentials), &object).sign(SIGNED);
        let failed = || self.failed("read", key);
        let mut answer = again(|| self.client.get(get.clone())).await.with_context(failed)?;
        ensure!(answer.status().is_success(), "{}: {}", failed(), answer.status());
        let expected = answer.content_length();
        let mut file = tokio::fs::File::create(file).await?;
        let mut written = 0;
        while let Some(piece) = answer.chunk().await.with_context(failed)? {
            file.write_all(&piece).await?;
            written += piece.len() as u64;
        }
        ensure!(expected.is_none_or(|expected| expected == written), "{}: cut off", failed());
        file.sync_all().await?;
        Ok(())
    }

    fn object(&self, key: &str) -> String {
        match self.prefix.as_str() {
            "" => key.to_owned(),
            prefix => format!("{prefix}/{key}"),
        }
    }

    fn failed(&self, what: &str, key: &str) -> String {
        format!("cannot {what} {key} in the bucket {}", self.bucket.name())
    }
}

/// The settings' keys, or the environment's.
fn credentials(settings: &config::Storage) -> Result<Credentials> {
    let (access, secret) = (settings.access_key.clone(), settings.secret_key.clone());
    ensure!(
        access.is_empty() == secret.is_empty(),
        "storage.access_key and storage.secret_key go together"
    );
    if access.is_empty() {
        return Credentials::from_env().context(
            "a bucket needs storage.access_key and storage.secret_key, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        );
    }
    Ok(Credentials::new(access, secret))
}

/// Sends a request until there is an answer that trying again would not
/// change.
async fn again(request: impl Fn() -> reqwest::RequestBuilder) -> reqwest::Result<Response> {
    for attempt in 1..TRIES {
        match request().send().await {
            Ok(answer) if !passes(answer.status()) => return Ok(answer),
            Ok(_) | Err(_) => {
                tokio::time::sleep(Duration::from_millis(100 << attempt)).await;
            }
        }
    }
    // URLs are signed: they are no matter for logs.
    request().send().await.map_err(reqwest::Error::without_url)
}

/// Whether a failure may pass by itself.
fn passes(status: StatusCode) -> bool {
    status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS
}
