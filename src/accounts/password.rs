//! Password hashing: argon2id with the crate's defaults (19 MiB, 2 passes,
//! the first choice of OWASP's password storage cheat sheet).

use std::sync::LazyLock;

use anyhow::{Context as _, Result, anyhow};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use tokio::sync::Semaphore;

use crate::clock::Entropy;

/// Each hash takes 19 MiB and a core: a flood of log-ins waits here.
static SLOTS: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(2, usize::from)));

/// The hash of a password, as a PHC string.
///
/// # Errors
/// When the hash cannot be computed.
pub async fn hash(password: &str, entropy: &Entropy) -> Result<String> {
    let salt = entropy.bytes::<16>();
    let password = password.to_owned();
    let _slot = SLOTS.acquire().await?;
    tokio::task::spawn_blocking(move || {
        let hash = Argon2::default()
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map_err(|error| anyhow!("argon2: {error}"))?;
        Ok(hash.to_string())
    })
    .await?
}

/// Whether the password is the one of the hash. `None` takes as long as a
/// wrong password does, so that the time tells nobody which accounts exist.
///
/// # Errors
/// When the stored hash is damaged.
pub async fn verify(password: &str, hash: Option<String>) -> Result<bool> {
    let password = password.to_owned();
    let _slot = SLOTS.acquire().await?;
    tokio::task::spawn_blocking(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| DUMMY.clone());
        let hash = PasswordHash::new(&hash).ok().context("a stored password hash is damaged")?;
        let fits = Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
        Ok(fits && known)
    })
    .await?
}

static DUMMY: LazyLock<String> = LazyLock::new(|| {
    Argon2::default()
        .hash_password_with_salt(b"nobody's password", b"0123456789abcdef")
        .map_or_else(|_| String::new(), |hash| hash.to_string())
});
