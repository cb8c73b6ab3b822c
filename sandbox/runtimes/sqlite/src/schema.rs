//! What tables are, from SQLite's own PRAGMAs, which no table can stand for.

use rusqlite::{Connection, Result};
use serde_json::{Map, Value, json};

/// A name in quotes.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// What these names are; `null` for what is not there.
pub(crate) fn describe(connection: &Connection, names: &[String]) -> Result<Value> {
    let mut found = Map::new();
    for name in names {
        found.insert(name.clone(), object(connection, name)?);
    }
    Ok(Value::Object(found))
}

fn object(connection: &Connection, name: &str) -> Result<Value> {
    let sql = "SELECT type, name FROM main.sqlite_schema
               WHERE type IN ('table', 'view') AND name = ?1 COLLATE NOCASE";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([name])?;
    let Some(row) = rows.next()? else { return Ok(Value::Null) };
    let (kind, name): (String, String) = (row.get(0)?, row.get(1)?);
    let columns = columns(connection, &name)?;
    if kind == "view" {
        return Ok(json!({ "kind": kind, "columns": columns }));
    }
    Ok(json!({
        "kind": kind,
        "columns": columns,
        "indexes": indexes(connection, &name)?,
        "foreign_keys": foreign_keys(connection, &name)?,
    }))
}

/// `key` is the column's place in the primary key, from 1; 0 for none.
fn columns(connection: &Connection, table: &str) -> Result<Vec<Value>> {
    let mut statement =
        connection.prepare(&format!("PRAGMA main.table_xinfo({})", quoted(table)))?;
    let rows = statement.query_map([], |row| {
        Ok(json!({
            "name": row.get::<_, String>(1)?,
            "type": row.get::<_, String>(2)?,
            "not_null": row.get::<_, bool>(3)?,
            "default": row.get::<_, Option<String>>(4)?,
            "key": row.get::<_, i64>(5)?,
        }))
    })?;
    rows.collect()
}

/// `origin`: c of CREATE INDEX, u of UNIQUE, pk of PRIMARY KEY. An expression
/// has no name.
fn indexes(connection: &Connection, table: &str) -> Result<Vec<Value>> {
    let mut statement =
        connection.prepare(&format!("PRAGMA main.index_list({})", quoted(table)))?;
    let rows = statement.query_map([], |row| {
        Ok((row.get::<_, String>(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
    })?;
    let rows: Vec<(String, bool, String, bool)> = rows.collect::<Result<_>>()?;
    rows.into_iter()
        .map(|(name, unique, origin, partial)| {
            let sql = format!("PRAGMA main.index_info({})", quoted(&name));
            let mut statement = connection.prepare(&sql)?;
            let columns = statement.query_map([], |row| row.get::<_, Option<String>>(2))?;
            let columns: Vec<Option<String>> = columns.collect::<Result<_>>()?;
            Ok(json!({
                "name": name, "unique": unique, "origin": origin,
                "partial": partial, "columns": columns,
            }))
        })
        .collect()
}

/// `to` is null where the key of the other table is meant.
fn foreign_keys(connection: &Connection, table: &str) -> Result<Vec<Value>> {
    let sql = format!("PRAGMA main.foreign_key_list({})", quoted(table));
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let mut keys: Vec<(i64, String, Vec<String>, Vec<Option<String>>, String, String)> = Vec::new();
    while let Some(row) = rows.next()? {
        let (id, from, to) = (row.get(0)?, row.get(3)?, row.get(4)?);
        match keys.last_mut().filter(|key| key.0 == id) {
            Some(key) => {
                key.2.push(from);
                key.3.push(to);
            }
            None => keys.push((id, row.get(2)?, vec![from], vec![to], row.get(5)?, row.get(6)?)),
        }
    }
    let key = |(_, table, from, to, on_update, on_delete)| {
        json!({
            "table": table, "columns": from, "to": to,
            "on_update": on_update, "on_delete": on_delete,
        })
    };
    Ok(keys.into_iter().map(key).collect())
}
