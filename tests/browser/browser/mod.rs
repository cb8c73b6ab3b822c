//! The stories. `cargo xtask test --quick` leaves this module out.

mod learner;
mod looks;
mod plain;
mod studio;
mod tutor;
