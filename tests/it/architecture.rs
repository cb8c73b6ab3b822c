//! The dependency rules of `docs/architecture.md`, read off the sources.

use crate::support::source::{Source, sources};

const DOMAINS: [&str; 5] = ["accounts", "courses", "learning", "missions", "plugins"];
/// The longest file, without its unit tests.
const MAX_LINES: usize = 450;

#[test]
fn sql_is_only_where_it_belongs() {
    let may = |path: &str| {
        path.ends_with("/store.rs")
            || path.starts_with("src/db")
            || ["src/courses/import/rows.rs", "src/web/session.rs"].contains(&path)
    };
    let rule = |source: &Source| !may(&source.path) && calls_sql(source);
    assert_none("SQL outside a store", "src", rule);
}

#[test]
fn only_the_data_layer_names_the_driver() {
    let may = |path: &str| path.starts_with("src/db") || path == "src/error.rs";
    let rule = |source: &Source| {
        let calls = ["sqlx::query", "SqlitePool", "PgPool", "AssertSqlSafe"];
        !may(&source.path) && calls.iter().any(|call| source.code().contains(call))
    };
    assert_none("the driver is used directly", "src", rule);
}

#[test]
fn a_domain_reaches_another_only_through_its_service_and_model() {
    let rule = |source: &Source| {
        let own = domain_of(&source.path);
        let others = DOMAINS.iter().filter(|domain| Some(**domain) != own);
        let mut inner = others.flat_map(|d| [format!("{d}::store"), format!("{d}::pages")]);
        source.path != "src/routes.rs" && inner.any(|path| source.code().contains(&path))
    };
    assert_none("the inside of another domain is used", "src", rule);
}

#[test]
fn the_base_knows_no_domain() {
    for base in ["src/db", "src/web", "src/packs"] {
        let rule = |source: &Source| {
            let viewer = source.path == "src/web/context.rs";
            let foreign = DOMAINS.iter().filter(|domain| !(viewer && **domain == "accounts"));
            let mut uses = foreign.map(|domain| format!("crate::{domain}"));
            uses.any(|path| source.code().contains(&path))
        };
        assert_none("a domain is used", base, rule);
    }
    for file in ["clock", "config", "db", "error", "i18n", "storage", "telemetry", "web"] {
        let path = format!("src/{file}.rs");
        let source = sources("src", ".rs").into_iter().find(|source| source.path == path);
        let source = source.unwrap_or_else(|| panic!("{path} is gone"));
        for domain in DOMAINS {
            assert!(!source.code().contains(&format!("crate::{domain}")), "{path} uses {domain}");
        }
    }
}

#[test]
fn http_stays_in_pages() {
    let inner = ["store.rs", "model.rs", "service.rs", "queue.rs", "worker.rs", "grading.rs"];
    let rule = |source: &Source| {
        let file = source.path.rsplit('/').next().unwrap_or_default();
        let extracts = ["axum::extract", "axum::response", "axum::Router", "IntoResponse"];
        let any = source.code().contains("axum");
        (file == "store.rs" && any)
            || (inner.contains(&file) && extracts.iter().any(|e| source.code().contains(e)))
    };
    assert_none("HTTP types below the pages", "src", rule);
}

#[test]
fn the_sandbox_knows_neither_web_nor_database() {
    let manifests = sources("sandbox", "Cargo.toml");
    let manifest = manifests.iter().find(|source| source.path == "sandbox/Cargo.toml");
    let manifest: toml::Table = manifest.expect("a manifest").text.parse().expect("TOML");
    let dependencies = manifest["dependencies"].as_table().expect("dependencies");
    for foreign in ["axum", "sqlx", "tower", "askama", "weaverse"] {
        assert!(!dependencies.contains_key(foreign), "the sandbox depends on {foreign}");
    }
}

#[test]
fn unsafe_code_is_in_one_module() {
    for folder in ["src", "sandbox/src", "xtask/src"] {
        let rule = |source: &Source| {
            let says = |line: &str| {
                let code = line.split("//").next().unwrap_or_default();
                code.contains("unsafe {")
                    || code.contains("unsafe fn")
                    || code.contains("unsafe impl")
            };
            source.path != "sandbox/src/cache.rs" && source.code().lines().any(says)
        };
        assert_none("unsafe code", folder, rule);
    }
}

#[test]
fn files_are_short_and_say_what_they_are() {
    for folder in ["src", "sandbox/src", "xtask/src", "plugins", "tests"] {
        assert_none("too long", folder, |source| source.code().lines().count() > MAX_LINES);
        let undocumented = |source: &Source| !source.text.starts_with("//!");
        assert_none("no sentence of what it is", folder, undocumented);
    }
}

fn domain_of(path: &str) -> Option<&str> {
    let folder = path.strip_prefix("src/")?.split('/').next()?;
    DOMAINS.contains(&folder).then_some(folder)
}

fn calls_sql(source: &Source) -> bool {
    let mut lines = source.code().lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.any(|line| line.contains("sql!(") || line.contains("crate::sql"))
}

#[track_caller]
fn assert_none(what: &str, folder: &str, broken: impl Fn(&Source) -> bool) {
    let sources = sources(folder, ".rs");
    assert!(!sources.is_empty(), "{folder} has no sources");
    let found: Vec<_> =
        sources.iter().filter(|source| broken(source)).map(|source| source.path.as_str()).collect();
    assert!(found.is_empty(), "{what}: {}", found.join(", "));
}
