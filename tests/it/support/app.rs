//! The whole site on a real port.

use std::sync::Mutex;

use tokio_util::sync::{CancellationToken, DropGuard};
use uuid::Uuid;
use weaverse::accounts::model::{Email, Nickname, Password};
use weaverse::accounts::service::{Registration, register};
use weaverse::accounts::{Role, UserId};
use weaverse::app::{App, AppState};
use weaverse::clock::{Clock, Entropy};
use weaverse::config::Config;
use weaverse::missions::worker;
use weaverse::{routes, sql};
use weaverse_sandbox::Engine;

use super::pack::{import_pack, mini};
use super::plugins::{ENGINE, SNAPSHOT};
use super::{Actor, Stage};

/// What everybody logs in with.
pub const PASSWORD: &str = "Correct1!horse";

pub struct TestApp {
    pub app: AppState,
    base: String,
    stop: CancellationToken,
    grading: Mutex<Vec<CancellationToken>>,
    _guard: DropGuard,
}

impl Stage {
    /// The site, empty.
    pub async fn app(&self) -> TestApp {
        TestApp::start(self.config(), Clock::system(), ENGINE.clone()).await
    }

    /// The site as another process of the same school, with an engine of its
    /// own and nothing loaded.
    pub async fn app_on(&self, engine: Engine) -> TestApp {
        TestApp::start(self.config(), Clock::system(), engine).await
    }

    /// The site with the built plugins and the course of the tests. Nothing
    /// is graded until [`TestApp::grade`].
    pub async fn school(&self) -> TestApp {
        self.school_with(Clock::system(), |_| {}).await
    }

    /// As [`Stage::school`], with another clock and settings.
    pub async fn school_with(&self, clock: Clock, set: impl FnOnce(&mut Config)) -> TestApp {
        let mut config = self.config();
        set(&mut config);
        let app = TestApp::start(config, clock, ENGINE.clone()).await;
        app.app.registry.replace((**SNAPSHOT).clone());
        import_pack(&app.app, &mini()).await;
        app
    }
}

impl TestApp {
    async fn start(config: Config, clock: Clock, engine: Engine) -> Self {
        let opened = App::with_engine(config, clock, Entropy::system(), engine).await;
        let app = opened.expect("the parts of the app open");
        app.db.migrate().await.expect("the schema is made");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let stop = CancellationToken::new();
        let service = routes::router(app.clone())
            .into_make_service_with_connect_info::<std::net::SocketAddr>();
        let stopped = stop.clone().cancelled_owned();
        tokio::spawn(async {
            axum::serve(listener, service).with_graceful_shutdown(stopped).await
        });
        let guard = stop.clone().drop_guard();
        Self { app, base, stop, grading: Mutex::default(), _guard: guard }
    }

    /// Its address.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Workers grade from now on.
    pub fn grade(&self) {
        let stop = self.stop.child_token();
        tokio::spawn(worker::run(self.app.clone(), stop.clone()));
        self.grading.lock().expect("no panic").push(stop);
    }

    /// Workers stop; the site goes on.
    pub async fn pause(&self) {
        for grading in self.grading.lock().expect("no panic").drain(..) {
            grading.cancel();
        }
        // What they still ask the database is not counted with anything else.
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    }

    /// A browser of somebody whom nobody knows.
    pub fn anonymous(&self) -> Actor {
        Actor::new(&self.base)
    }

    /// Somebody who is logged in.
    pub async fn learner(&self, name: &str) -> Actor {
        self.actor(name, Role::Learner).await
    }

    pub async fn tutor(&self, name: &str) -> Actor {
        self.actor(name, Role::Tutor).await
    }

    pub async fn admin(&self, name: &str) -> Actor {
        self.actor(name, Role::Administrator).await
    }

    async fn actor(&self, name: &str, role: Role) -> Actor {
        self.register(name, role).await;
        let actor = self.anonymous();
        actor.log_in(&email(name), PASSWORD).await.expect(303);
        actor
    }

    pub async fn register(&self, name: &str, role: Role) -> UserId {
        let registration = Registration {
            email: Email::parse(&email(name)).expect("an address"),
            nickname: Nickname::parse(name).expect("a nickname"),
            password: Password::parse(PASSWORD).expect("a password"),
            role,
        };
        register(&self.app, registration).await.expect("an account")
    }

    /// Where a mission of the course is.
    pub async fn mission(&self, slug: &str) -> String {
        let mut tx = self.app.db.read().await.expect("a transaction");
        let row = tx.sql(sql!("select id from missions where slug = $1")).bind(slug.to_owned());
        let (id,): (Uuid,) = row.one().await.expect("a mission");
        format!("/missions/{id}")
    }
}

/// The address of somebody.
pub fn email(name: &str) -> String {
    format!("{name}@school.example")
}
