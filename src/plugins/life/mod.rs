//! What goes on while plugins are active: every process follows the database,
//! gets new versions ready, and keeps calls away from what is broken.

pub mod breaker;
mod follow;
mod grants;
mod store;
mod warm;

pub use follow::{follow, refresh, run};
pub use grants::{Grants, Request, requests};
pub(super) use store::{announce, changed, grants_of, set_grant, unset_grant};
pub use warm::Warmth;
