//! Tests: checks of the schema.

use serde_json::json;

use super::*;

/// As the runtime describes it.
fn orders() -> Value {
    let column = |name: &str, kind: &str, not_null: bool, key: u8| json!({ "name": name, "type": kind, "not_null": not_null, "default": null, "key": key });
    json!({
        "kind": "table",
        "columns": [
            column("id", "INTEGER", false, 1),
            column("code", "VARCHAR(10)", true, 0),
            column("member_id", "INT", false, 0),
        ],
        "indexes": [
            { "name": "a", "unique": true, "origin": "u", "partial": false, "columns": ["code"] },
            { "name": "b", "unique": false, "origin": "c", "partial": false,
              "columns": ["member_id", "code"] },
            { "name": "c", "unique": true, "origin": "c", "partial": true, "columns": ["member_id"] },
        ],
        "foreign_keys": [
            { "table": "Members", "columns": ["member_id"], "to": [null],
              "on_update": "NO ACTION", "on_delete": "CASCADE" },
        ],
    })
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn column(name: &str, kind: Option<&str>, not_null: bool) -> Column {
    Column { name: name.to_owned(), kind: kind.map(str::to_owned), not_null, default: None }
}

#[test]
fn a_table_is_what_it_must_be() {
    let wanted = Wanted {
        table: "orders".to_owned(),
        columns: vec![
            column("ID", Some("INT"), true),
            column("code", Some("TEXT"), true),
            column("member_id", None, false),
        ],
        exact_columns: true,
        primary_key: Some(names(&["id"])),
        unique: vec![names(&["code"]), names(&["id"])],
        foreign_keys: vec![ForeignKey {
            columns: names(&["member_id"]),
            table: "members".to_owned(),
            to: Some(names(&["id"])),
            on_delete: Some("cascade".to_owned()),
            on_update: None,
        }],
        indexes: vec![names(&["member_id"]), names(&["code"])],
    };
    assert_eq!(wanted.check(&orders()), Ok(()));
}

#[test]
fn each_flaw_is_named() {
    let wanted = Wanted::default;
    let columns = |column| Wanted { columns: vec![column], ..wanted() };
    let key = |on_delete: &str, to: &[&str]| Wanted {
        foreign_keys: vec![ForeignKey {
            columns: names(&["member_id"]),
            table: "members".to_owned(),
            to: Some(names(to)),
            on_delete: Some(on_delete.to_owned()),
            on_update: None,
        }],
        ..wanted()
    };
    let no_key =
        || Flaw::NoForeignKey { columns: "member_id".to_owned(), table: "members".to_owned() };
    for (wanted, flaw) in [
        (columns(column("total", None, false)), Flaw::NoColumn("total".to_owned())),
        (columns(column("member_id", None, true)), Flaw::Nullable("member_id".to_owned())),
        (
            Wanted { exact_columns: true, ..columns(column("id", None, false)) },
            Flaw::ExtraColumn("code".to_owned()),
        ),
        (
            Wanted { primary_key: Some(names(&["id", "code"])), ..wanted() },
            Flaw::PrimaryKey { expected: "id, code".to_owned(), actual: "id".to_owned() },
        ),
        // Unique only in part.
        (
            Wanted { unique: vec![names(&["member_id"])], ..wanted() },
            Flaw::NotUnique("member_id".to_owned()),
        ),
        (
            Wanted { indexes: vec![names(&["code", "member_id"])], ..wanted() },
            Flaw::NoIndex("code, member_id".to_owned()),
        ),
        (key("SET NULL", &["id"]), no_key()),
        (key("CASCADE", &["id", "code"]), no_key()),
    ] {
        assert_eq!(wanted.check(&orders()), Err(flaw));
    }
    assert_eq!(wanted().check(&Value::Null), Err(Flaw::NoTable));
    assert_eq!(wanted().check(&json!({ "kind": "view", "columns": [] })), Err(Flaw::View));
}

#[test]
fn types_are_what_sqlite_makes_of_them() {
    for (kind, is) in [
        ("BIGINT", "INTEGER"),
        ("varchar(20)", "TEXT"),
        ("", "BLOB"),
        ("double precision", "REAL"),
        ("DECIMAL(10, 2)", "NUMERIC"),
        ("BOOLEAN", "NUMERIC"),
        ("DATE", "NUMERIC"),
    ] {
        assert_eq!(affinity(kind), is, "{kind}");
    }
}
