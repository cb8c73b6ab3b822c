//! Forms of drafts. What is typed stays typed: fields are texts until all of
//! them can be read.

pub mod cases;
pub mod fields;
pub mod item;
pub mod mission;
pub mod schema;

pub use fields::{Errors, Fields};
pub use item::ItemForm;
pub use mission::MissionForm;
