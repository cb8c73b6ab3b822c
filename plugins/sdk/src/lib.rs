//! What Weaverse's own grader guests share.
//!
//! A grader is plain Rust: it implements [`Grader`] over the types of this
//! crate and is tested natively with a closure as its [`Runner`]. Only
//! `export_grader!` knows WebAssembly; on every other target it is nothing.
//!
//! Graders are pure functions: no environment, clock or randomness.

mod case;
mod details;
mod display;
mod feedback;
mod grader;
#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
pub mod guest;
pub mod number;
mod reader;
mod runs;
mod texts;
mod types;

pub use case::{CASE_KEYS, CaseHead, check_names};
pub use details::Details;
pub use display::{excerpt, first_difference, grouped, printable, shown, spaced};
pub use feedback::Feedback;
pub use grader::{Grader, Runner};
pub use reader::{Fields, Node, read_config};
pub use runs::{ended_message, no_samples, one_line, run_all};
pub use texts::{Catalogue, Texts, assert_same_keys};
pub use types::{
    Detail, File, FunctionCall, GraderInfo, GradingError, Invocation, Preview, Problem, Purpose,
    Raised, Report, ReportItem, RunOutcome, RunRequest, RunStatus, Sample, Submission, Verdict,
    Visibility,
};

/// Makes a [`Grader`] the component's export.
#[macro_export]
macro_rules! export_grader {
    ($grader:ty) => {
        #[cfg(target_arch = "wasm32")]
        const _: () = {
            type Component = $crate::guest::Component<$grader>;
    $crate::guest::bindings::export!(Component with_types_in $crate::guest::bindings);
        };
    };
}
