//! `weaverse serve` and `weaverse worker`.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Args;
use tokio_util::sync::CancellationToken;

use crate::app::{App, AppState};
use crate::clock::{Clock, Entropy};
use crate::config::Config;
use crate::missions::worker;
use crate::plugins::{life, service as plugins};
use crate::web::session::SqlSessionStore;
use crate::{demo, routes};

/// Serve the pages and grade submissions.
#[derive(Debug, Args)]
pub struct Serve {
    /// The address to listen on
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// Fill an empty school with the courses of DIR (default: ./courses) and
    /// accounts for the three roles
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = "courses")]
    demo: Option<PathBuf>,
    /// Leave grading to `weaverse worker`
    #[arg(long)]
    no_grading: bool,
}

impl Serve {
    pub(super) fn listen(&self) -> Option<SocketAddr> {
        self.listen
    }

    pub(super) async fn run(self, config: Config) -> Result<()> {
        let app = App::open(config, Clock::system(), Entropy::system()).await?;
        app.db.migrate().await?;
        if let Some(courses) = &self.demo
            && demo::is_wanted(&app).await?
        {
            println!("First start: compiling the languages and filling the school, half a minute.");
            plugins::install_first_party(&app).await?;
            life::refresh(&app).await?;
            demo::fill(&app, courses).await?;
        }
        let address = app.config.http.listen;
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .with_context(|| format!("cannot listen on {address}"))?;
        let address = listener.local_addr()?;
        let stop = stop_signal();
        let grading = tokio::spawn(background(app.clone(), !self.no_grading, stop.clone()));
        println!("Weaverse: http://{address}");
        if self.demo.is_some() {
            demo::print_accounts();
        }
        let service =
            routes::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let stopped = stop.clone();
        axum::serve(listener, service)
            .with_graceful_shutdown(async move { stopped.cancelled().await })
            .await?;
        stop.cancel();
        grading.await?;
        app.db.close().await;
        tracing::info!("stopped");
        Ok(())
    }
}

/// Grades submissions only.
pub async fn worker(config: Config) -> Result<()> {
    let app = App::open(config, Clock::system(), Entropy::system()).await?;
    app.db.migrate().await?;
    let stop = stop_signal();
    println!("Weaverse worker: {} at a time", app.config.workers());
    background(app.clone(), true, stop).await;
    app.db.close().await;
    Ok(())
}

/// Everything beside the pages. Plugins are loaded here and not before the
/// first page: until then submissions wait, those of a plugin whose compiled
/// code is missing until it is compiled.
async fn background(app: AppState, grading: bool, stop: CancellationToken) {
    if let Err(error) = life::follow(&app).await {
        tracing::error!(%error, "could not load the plugins");
    }
    let follow = tokio::spawn(life::run(app.clone(), stop.clone()));
    let renew = tokio::spawn(renew_plugins(app.clone()));
    // A new version of a plugin takes half a minute to compile: grading goes
    // on with the one that is active. Only an empty school has to wait.
    if app.registry.snapshot().is_empty() {
        let _ = renew.await;
    }
    tracing::info!("plugins are ready");
    let sweep = tokio::spawn(sweep_sessions(app.clone(), stop.clone()));
    if grading {
        worker::run(app, stop.clone()).await;
    }
    stop.cancelled().await;
    let _ = tokio::join!(follow, sweep);
}

/// Installs what comes with the program and is new, and ends the checks that
/// a stopped process left behind.
async fn renew_plugins(app: AppState) {
    if let Err(error) = plugins::install_first_party(&app).await {
        tracing::error!(error = format!("{error:#}"), "first-party plugins are not installed");
    }
    if let Err(error) = plugins::resume_checks(&app).await {
        tracing::error!(error = format!("{error:#}"), "could not resume checks of plugins");
    }
}

async fn sweep_sessions(app: AppState, stop: CancellationToken) {
    let store = SqlSessionStore::new(app.db.clone(), app.clock.clone());
    loop {
        if let Err(error) = store.delete_expired().await {
            tracing::warn!(%error, "could not delete expired sessions");
        }
        let hour = tokio::time::sleep(std::time::Duration::from_secs(3600));
        if stop.run_until_cancelled(hour).await.is_none() {
            return;
        }
    }
}

/// Cancelled by Ctrl-C or SIGTERM.
fn stop_signal() -> CancellationToken {
    let stop = CancellationToken::new();
    let token = stop.clone();
    tokio::spawn(async move {
        let mut terminate =
            tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
                .expect("the process can listen to signals");
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping");
        token.cancel();
    });
    stop
}
