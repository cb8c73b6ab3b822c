//! What the stories are told with.

pub mod actors;
pub mod app;
pub mod bucket;
pub mod engine;
pub mod judge;
pub mod pack;
pub mod plugins;
pub mod queue;
pub mod source;
pub mod submissions;

pub use actors::{Actor, Page};
pub use app::TestApp;
pub use engine::{Stage, run};

/// Makes two tests of each `async fn story(stage: Stage)`: `story::sqlite` and
/// `story::postgres`.
#[macro_export]
macro_rules! both_engines {
    ($($story:ident),+ $(,)?) => { $(
        mod $story {
            #[test]
            fn sqlite() {
                $crate::support::run($crate::support::engine::Engine::Sqlite, super::$story);
            }
            #[test]
            fn postgres() {
                $crate::support::run($crate::support::engine::Engine::Postgres, super::$story);
            }
        }
    )+ };
}
