//! `weaverse migrate` and `weaverse admin`.

use anyhow::{Context as _, Result, anyhow};
use clap::{Args, Subcommand};

use crate::accounts::Role;
use crate::accounts::model::{Email, Nickname, Password};
use crate::accounts::service::{Registration, register};
use crate::app::App;
use crate::clock::{Clock, Entropy};
use crate::config::Config;
use crate::i18n::{Locale, Message};

/// Administrators.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Make an administrator's account
    Create(Create),
}

/// Make an administrator's account.
#[derive(Debug, Args)]
pub struct Create {
    /// E-mail address, for logging in
    #[arg(long)]
    email: String,
    /// The name that others see
    #[arg(long)]
    nickname: String,
    /// The password; asked for on standard input when it is not in the environment
    #[arg(long, env = "WEAVERSE_ADMIN_PASSWORD", hide_env_values = true)]
    password: Option<String>,
}

impl Admin {
    pub(super) async fn run(self, config: Config) -> Result<()> {
        let Self::Create(create) = self;
        let password = match create.password {
            Some(password) => password,
            None => ask("password: ")?,
        };
        let registration = Registration {
            email: Email::parse(&create.email).map_err(said)?,
            nickname: Nickname::parse(&create.nickname).map_err(said)?,
            password: Password::parse(&password).map_err(said)?,
            role: Role::Administrator,
        };
        let app = App::open(config, Clock::system(), Entropy::system()).await?;
        app.db.migrate().await?;
        let id = register(&app, registration).await.map_err(|error| match error.field() {
            Some((_, message)) => said(message),
            None => anyhow::Error::new(error),
        })?;
        println!("administrator {id} made");
        Ok(())
    }
}

fn said(message: Message) -> anyhow::Error {
    anyhow!(message.text(Locale::En))
}

fn ask(prompt: &str) -> Result<String> {
    eprint!("{prompt}");
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("cannot read the password")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// Brings the schema up to date.
pub async fn migrate(config: Config) -> Result<()> {
    let app = App::open(config, Clock::system(), Entropy::system()).await?;
    app.db.migrate().await?;
    println!("the schema is up to date ({})", app.db.engine());
    Ok(())
}
