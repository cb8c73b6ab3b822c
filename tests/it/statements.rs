//! Every statement of the program is prepared on both engines.

use weaverse::db::Text;

use crate::both_engines;
use crate::support::Stage;
use crate::support::source::{Source, sources};

both_engines!(all_statements_are_valid);

async fn all_statements_are_valid(stage: Stage) {
    let db = stage.db().await;
    let mut wrong = Vec::new();
    for (at, text) in statements() {
        // A failed statement spoils its transaction.
        let mut tx = db.begin().await.expect("a transaction");
        if let Err(error) = tx.prepare(text).await {
            wrong.push(format!("{at}: {error}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_search_finds_statements() {
    let found = statements().len();
    assert!(found > 50, "only {found} found");
    let mentions: usize =
        sources("src", ".rs").iter().map(|s| s.code().matches("sql!(").count()).sum();
    // The macro's own definition and the documentation of `db.rs` mention it, too.
    assert!(found + 8 > mentions, "{found} of {mentions} `sql!(` were understood");
}

fn statements() -> Vec<(String, &'static Text)> {
    let sources = sources("src", ".rs");
    let stores = sources.iter().filter(|source| source.path != "src/db/statement.rs");
    stores.flat_map(statements_of).collect()
}

fn statements_of(source: &Source) -> Vec<(String, &'static Text)> {
    let code = source.code();
    let begins = code.match_indices("sql!(").map(|(at, opening)| (at, at + opening.len()));
    let mut found = Vec::new();
    for (at, inside) in begins {
        // `[`sql!`](crate::sql)` of the documentation is no statement.
        let literals = literals(&code[inside..]);
        let (sqlite, postgres) = match literals.as_slice() {
            [both] => (both.clone(), both.clone()),
            [sqlite, postgres] => (sqlite.clone(), postgres.clone()),
            _ => continue,
        };
        let text = Text { sqlite: sqlite.leak(), postgres: postgres.leak() };
        found.push((format!("{}:{}", source.path, source.line(at)), &*Box::leak(Box::new(text))));
    }
    found
}

/// The string literals up to the closing bracket.
fn literals(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = code.chars();
    while let Some(c) = rest.next() {
        match c {
            ')' => break,
            '/' if rest.as_str().starts_with('/') => {
                while rest.next().is_some_and(|c| c != '\n') {}
            }
            '"' => found.push(literal(&mut rest)),
            _ => {}
        }
    }
    found
}

fn literal(rest: &mut std::str::Chars<'_>) -> String {
    let mut text = String::new();
    while let Some(c) = rest.next() {
        match c {
            '"' => break,
            '\\' => text.extend(rest.next()),
            _ => text.push(c),
        }
    }
    text
}
