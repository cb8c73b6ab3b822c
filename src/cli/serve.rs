//! `weaverse serve` and `weaverse worker`.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Args;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::app::{App, AppState};
use crate::clock::{Clock, Entropy};
use crate::config::Config;
use crate::missions::{results, worker};
use crate::plugins::{life, service as plugins};
use crate::web::session::SqlSessionStore;
use crate::{demo, metrics, routes};

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
        let metrics = listen_for_metrics(&app, &stop).await?;
        let role = if self.no_grading { Role::Pages } else { Role::Everything };
        let grading = tokio::spawn(background(app.clone(), role, stop.clone()));
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
        metrics.await?;
        app.db.close().await;
        tracing::info!("stopped");
        Ok(())
    }
}

/// What a process is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Pages, and grading.
    Everything,
    /// Pages.
    Pages,
    /// Grading.
    Worker,
}

/// Grades submissions only.
pub async fn worker(config: Config) -> Result<()> {
    let app = App::open(config, Clock::system(), Entropy::system()).await?;
    app.db.migrate().await?;
    let stop = stop_signal();
    let metrics = listen_for_metrics(&app, &stop).await?;
    println!("Weaverse worker: {} at a time", app.config.workers());
    background(app.clone(), Role::Worker, stop).await;
    metrics.await?;
    app.db.close().await;
    Ok(())
}

/// Serves `/metrics` and `/health` on `metrics.listen`, until `stop`.
async fn listen_for_metrics(app: &AppState, stop: &CancellationToken) -> Result<JoinHandle<()>> {
    let address = app.config.metrics.listen.clone();
    if address.is_empty() {
        return Ok(tokio::spawn(async {}));
    }
    let listener = tokio::net::TcpListener::bind(&address)
        .await
        .with_context(|| format!("cannot listen on {address} (metrics.listen)"))?;
    println!("Weaverse metrics: http://{}/metrics", listener.local_addr()?);
    let (routes, stopped) = (metrics::listener_routes(app.clone()), stop.clone());
    Ok(tokio::spawn(async move {
        let served = axum::serve(listener, routes)
            .with_graceful_shutdown(async move { stopped.cancelled().await });
        if let Err(error) = served.await {
            tracing::error!(%error, "metrics are no longer served");
        }
    }))
}

/// Everything beside the pages. Plugins are loaded here and not before the
/// first page: until then submissions wait, those of a plugin whose compiled
/// code is missing until it is compiled.
async fn background(app: AppState, role: Role, stop: CancellationToken) {
    if let Err(error) = life::follow(&app).await {
        tracing::error!(%error, "could not load the plugins");
    }
    let follow = tokio::spawn(life::run(app.clone(), stop.clone()));
    let renew = tokio::spawn(renew_plugins(app.clone(), role));
    // A new version of a plugin takes half a minute to compile: grading goes
    // on with the one that is active. Only an empty school has to wait.
    if app.registry.snapshot().is_empty() {
        let _ = renew.await;
    }
    tracing::info!("plugins are ready");
    let sweep = tokio::spawn(sweep(app.clone(), stop.clone()));
    if role != Role::Pages {
        worker::run(app, stop.clone()).await;
    }
    stop.cancelled().await;
    let _ = tokio::join!(follow, sweep);
}

/// Installs what comes with the program and is new, and ends the checks that
/// a stopped process left behind.
async fn renew_plugins(app: AppState, role: Role) {
    // A worker on another machine has only what is in the storage.
    if role == Role::Worker && !app.config.packages_dir().is_dir() {
        return;
    }
    if let Err(error) = plugins::install_first_party(&app).await {
        tracing::error!(error = format!("{error:#}"), "first-party plugins are not installed");
    }
    if let Err(error) = plugins::resume_checks(&app).await {
        tracing::error!(error = format!("{error:#}"), "could not resume checks of plugins");
    }
}

/// Removes, every hour, what nobody needs any more.
async fn sweep(app: AppState, stop: CancellationToken) {
    let store = SqlSessionStore::new(app.db.clone(), app.clock.clone());
    loop {
        if let Err(error) = store.delete_expired().await {
            tracing::warn!(%error, "could not delete expired sessions");
        }
        match results::prune(&app).await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "removed the oldest results"),
            Err(error) => tracing::warn!(%error, "could not remove old results"),
        }
        let hour = tokio::time::sleep(std::time::Duration::from_secs(3600));
        if stop.run_until_cancelled(hour).await.is_none() {
            return;
        }
    }
}

/// Cancelled by Ctrl-C or SIGTERM.
pub(super) fn stop_signal() -> CancellationToken {
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
