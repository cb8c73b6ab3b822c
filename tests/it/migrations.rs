//! Both engines have the same schema.

use std::collections::BTreeSet;

use weaverse::db::Db;
use weaverse::sql;

use crate::both_engines;
use crate::support::engine::{Engine, Stage};
use crate::support::source::sources;

both_engines!(migrating_twice_changes_nothing);

async fn migrating_twice_changes_nothing(stage: Stage) {
    let db = stage.db().await;
    let before = columns(&db).await;
    db.migrate().await.expect("nothing to do");
    assert_eq!(before, columns(&db).await);
}

#[test]
fn both_folders_have_the_same_migrations() {
    let names = |folder: &str| -> Vec<String> {
        let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        sources(folder, ".sql").iter().map(|source| name(&source.path)).collect()
    };
    let sqlite = names("migrations/sqlite");
    assert_eq!(sqlite, names("migrations/postgres"));
    for (index, name) in sqlite.iter().enumerate() {
        assert!(name.starts_with(&format!("{:04}_", index + 1)), "{name} is out of order");
    }
}

#[test]
fn both_engines_have_the_same_columns() {
    crate::support::run(Engine::Postgres, async |postgres: Stage| {
        let expected = columns(&postgres.db().await).await;
        let dir = tempfile::tempdir().expect("a folder");
        let file = weaverse::db::Target::Sqlite(dir.path().join("it.db"));
        let sqlite = Db::connect(&file, 1).await.expect("the database opens");
        sqlite.migrate().await.expect("the schema is made");
        let actual = columns(&sqlite).await;
        let only = |a: &BTreeSet<Column>, b: &BTreeSet<Column>| {
            format!("{:?}", a.difference(b).collect::<Vec<_>>())
        };
        assert_eq!(
            (only(&actual, &expected), only(&expected, &actual)),
            ("[]".into(), "[]".into())
        );
        assert!(expected.len() > 80, "{} columns", expected.len());
    });
}

/// Table, column, and whether it may be null.
type Column = (String, String, bool);

async fn columns(db: &Db) -> BTreeSet<Column> {
    let mut tx = db.read().await.expect("a transaction");
    let rows: Vec<(String, String, bool)> = tx
        .sql(sql!(
            sqlite: "select t.name, c.name, c.\"notnull\" = 0 and c.pk = 0
                       from sqlite_schema t, pragma_table_info(t.name) c
                      where t.type = 'table' and t.name not like 'sqlite_%'",
            postgres: "select table_name::text, column_name::text, is_nullable = 'YES'
                         from information_schema.columns where table_schema = current_schema()"
        ))
        .all()
        .await
        .expect("the columns");
    rows.into_iter().filter(|(table, ..)| table != "_sqlx_migrations").collect()
}
