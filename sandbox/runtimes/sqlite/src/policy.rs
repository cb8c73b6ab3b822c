//! What a script may do: SQLite asks before it prepares a statement.
//!
//! A refusal is remembered with its reason, because SQLite's own message is
//! only "not authorized".

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};

/// PRAGMAs that say something or change how the script's own statements work.
/// What is not here changes files, memory or the schema behind SQLite's back.
const PRAGMAS: [&str; 45] = [
    "analysis_limit",
    "application_id",
    "auto_vacuum",
    "automatic_index",
    "busy_timeout",
    "cache_size",
    "cache_spill",
    "case_sensitive_like",
    "checkpoint_fullfsync",
    "collation_list",
    "compile_options",
    "count_changes",
    "data_version",
    "database_list",
    "defer_foreign_keys",
    "encoding",
    "foreign_key_check",
    "foreign_key_list",
    "foreign_keys",
    "freelist_count",
    "full_column_names",
    "fullfsync",
    "function_list",
    "incremental_vacuum",
    "index_info",
    "index_list",
    "index_xinfo",
    "integrity_check",
    "journal_mode",
    "journal_size_limit",
    "legacy_alter_table",
    "module_list",
    "optimize",
    "page_count",
    "page_size",
    "pragma_list",
    "quick_check",
    "recursive_triggers",
    "reverse_unordered_selects",
    "secure_delete",
    "short_column_names",
    "synchronous",
    "table_info",
    "table_list",
    "table_xinfo",
];

/// PRAGMAs that also take a value which is only a number in the file's head.
const NUMBERS: [&str; 2] = ["user_version", "temp_store"];

/// PRAGMAs that a query may read as a table.
const READ_PRAGMAS: [&str; 7] = [
    "foreign_key_check",
    "foreign_key_list",
    "index_info",
    "index_list",
    "index_xinfo",
    "table_info",
    "table_xinfo",
];

/// Functions that would reach outside, were they there.
const FUNCTIONS: [&str; 5] = ["edit", "fts3_tokenizer", "load_extension", "readfile", "writefile"];

/// What is allowed at a time.
#[derive(Debug, Clone, Default)]
enum Mode {
    /// The host's own statements.
    #[default]
    Everything,
    /// A script.
    Script {
        /// VACUUM attaches a nameless database itself.
        vacuum: bool,
    },
    /// A query that must change nothing.
    Query,
}

#[derive(Debug, Default)]
struct State {
    mode: Mode,
    refused: Option<Refusal>,
}

/// Why SQLite was told no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// What no program gets.
    NotAvailable(String),
    /// A query that is none.
    NotAQuery,
}

/// The policy of one connection.
#[derive(Debug, Clone, Default)]
pub(crate) struct Policy(Arc<Mutex<State>>);

impl Policy {
    /// The host's own statements follow.
    pub(crate) fn allow_everything(&self) {
        self.set(Mode::Everything);
    }

    /// A statement of a script follows.
    pub(crate) fn allow_script(&self, vacuum: bool) {
        self.set(Mode::Script { vacuum });
    }

    /// A query follows.
    pub(crate) fn allow_query(&self) {
        self.set(Mode::Query);
    }

    /// Why the last statement was refused, if it was.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        self.state().refused.clone()
    }

    /// The answer to SQLite.
    pub(crate) fn authorize(&self, context: AuthContext<'_>) -> Authorization {
        let mut state = self.state();
        let refusal = match &state.mode {
            Mode::Everything => None,
            Mode::Script { vacuum } => in_script(context.action, *vacuum),
            Mode::Query => in_query(context.action),
        };
        match refusal {
            None => Authorization::Allow,
            Some(refusal) => {
                state.refused.get_or_insert(refusal);
                Authorization::Deny
            }
        }
    }

    fn set(&self, mode: Mode) {
        *self.state() = State { mode, refused: None };
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn in_script(action: AuthAction<'_>, vacuum: bool) -> Option<Refusal> {
    let refused = |what: String| Some(Refusal::NotAvailable(what));
    match action {
        AuthAction::Attach { filename: "" } | AuthAction::Detach { .. } if vacuum => None,
        AuthAction::Attach { .. } => refused("ATTACH".to_owned()),
        AuthAction::Detach { .. } => refused("DETACH".to_owned()),
        AuthAction::Pragma { pragma_name, .. } => {
            let name = pragma_name.to_ascii_lowercase();
            let known = PRAGMAS.contains(&&*name) || NUMBERS.contains(&&*name);
            if known { None } else { refused(format!("PRAGMA {name}")) }
        }
        AuthAction::Function { function_name } => {
            function(function_name).map(Refusal::NotAvailable)
        }
        _ => None,
    }
}

/// A function that no program gets.
pub(crate) fn function(name: &str) -> Option<String> {
    let name = name.to_ascii_lowercase();
    FUNCTIONS.contains(&&*name).then(|| format!("{name}()"))
}

fn in_query(action: AuthAction<'_>) -> Option<Refusal> {
    match action {
        AuthAction::Select | AuthAction::Recursive | AuthAction::Read { .. } => None,
        AuthAction::Function { function_name } => {
            function(function_name).map(Refusal::NotAvailable)
        }
        AuthAction::Pragma { pragma_name, .. } => {
            let known = READ_PRAGMAS.contains(&&*pragma_name.to_ascii_lowercase());
            (!known).then_some(Refusal::NotAQuery)
        }
        _ => Some(Refusal::NotAQuery),
    }
}
