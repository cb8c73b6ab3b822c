//! Who builds in which course.

pub(super) mod store;
