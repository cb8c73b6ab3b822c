//! Tables as they must be, against what the runtime says that they are.

use serde_json::Value;

/// A table that must be there.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Its name.
    pub table: String,
    /// Columns that it must have.
    pub columns: Vec<Column>,
    /// And no others.
    pub exact_columns: bool,
    /// The columns of its primary key, in whatever order.
    pub primary_key: Option<Vec<String>>,
    /// Columns that are unique together.
    pub unique: Vec<Vec<String>>,
    /// References to other tables.
    pub foreign_keys: Vec<ForeignKey>,
    /// Columns that an index begins with, in this order.
    pub indexes: Vec<Vec<String>>,
}

/// A column that must be there.
#[derive(Debug, Clone, Default)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type, up to what SQLite makes of it: VARCHAR(20) is TEXT.
    pub kind: Option<String>,
    /// It takes no NULL.
    pub not_null: bool,
    /// Its default as SQL text.
    pub default: Option<String>,
}

/// A reference that must be there.
#[derive(Debug, Clone)]
pub struct ForeignKey {
    /// Here.
    pub columns: Vec<String>,
    /// Where it leads.
    pub table: String,
    /// There; absent: whatever they are.
    pub to: Option<Vec<String>>,
    /// For instance CASCADE; absent: whatever it is.
    pub on_delete: Option<String>,
    /// The same.
    pub on_update: Option<String>,
}

/// What is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// There is no such table.
    NoTable,
    /// It is a view.
    View,
    /// A column that is not there.
    NoColumn(String),
    /// A column that should not be there.
    ExtraColumn(String),
    /// A column of another type.
    Type { column: String, expected: String, actual: String },
    /// A column that takes NULL.
    Nullable(String),
    /// A column with another default.
    Default { column: String, expected: String },
    /// Another primary key.
    PrimaryKey { expected: String, actual: String },
    /// Columns that are not unique.
    NotUnique(String),
    /// A reference that is not there.
    NoForeignKey { columns: String, table: String },
    /// An index that is not there.
    NoIndex(String),
}

impl Wanted {
    /// Accepts a table, or says what is first wrong with it.
    pub fn check(&self, actual: &Value) -> Result<(), Flaw> {
        match actual.get("kind").and_then(Value::as_str) {
            Some("table") => {}
            Some(_) => return Err(Flaw::View),
            None => return Err(Flaw::NoTable),
        }
        let columns = list(actual, "columns");
        self.check_columns(columns)?;
        self.check_keys(actual, columns)?;
        for wanted in &self.foreign_keys {
            if !list(actual, "foreign_keys").iter().any(|key| wanted.is(key)) {
                let (columns, table) = (wanted.columns.join(", "), wanted.table.clone());
                return Err(Flaw::NoForeignKey { columns, table });
            }
        }
        Ok(())
    }

    fn check_columns(&self, actual: &[Value]) -> Result<(), Flaw> {
        for wanted in &self.columns {
            let found = actual.iter().find(|column| same(text(column, "name"), &wanted.name));
            let column = found.ok_or_else(|| Flaw::NoColumn(wanted.name.clone()))?;
            wanted.check(column)?;
        }
        let known = |name: &str| self.columns.iter().any(|wanted| same(&wanted.name, name));
        let extra = actual.iter().map(|column| text(column, "name")).find(|name| !known(name));
        match extra.filter(|_| self.exact_columns) {
            Some(name) => Err(Flaw::ExtraColumn(name.to_owned())),
            None => Ok(()),
        }
    }

    fn check_keys(&self, actual: &Value, columns: &[Value]) -> Result<(), Flaw> {
        let key = primary_key(columns);
        if let Some(wanted) = &self.primary_key
            && !same_set(wanted, &key)
        {
            let (expected, actual) = (wanted.join(", "), key.join(", "));
            return Err(Flaw::PrimaryKey { expected, actual });
        }
        let indexes = list(actual, "indexes");
        let whole = || indexes.iter().filter(|index| index["partial"] == false);
        for wanted in &self.unique {
            let unique = whole().filter(|index| index["unique"] == true);
            let is_unique = unique.map(names).any(|names| same_set(wanted, &names));
            if !is_unique && !same_set(wanted, &key) {
                return Err(Flaw::NotUnique(wanted.join(", ")));
            }
        }
        for wanted in &self.indexes {
            let begins = |names: Vec<&str>| {
                names.len() >= wanted.len() && wanted.iter().zip(names).all(|(a, b)| same(a, b))
            };
            if !whole().map(names).any(begins) {
                return Err(Flaw::NoIndex(wanted.join(", ")));
            }
        }
        Ok(())
    }
}

impl Column {
    fn check(&self, actual: &Value) -> Result<(), Flaw> {
        let (column, kind) = (self.name.clone(), text(actual, "type"));
        if let Some(wanted) = self.kind.as_ref().filter(|wanted| affinity(wanted) != affinity(kind))
        {
            let (expected, actual) = (wanted.clone(), kind.to_owned());
            return Err(Flaw::Type { column, expected, actual });
        }
        // What is part of the key is named by it.
        if self.not_null && actual["not_null"] != true && actual["key"] == 0 {
            return Err(Flaw::Nullable(column));
        }
        match &self.default {
            Some(wanted) if text(actual, "default") != wanted => {
                Err(Flaw::Default { column, expected: wanted.clone() })
            }
            _ => Ok(()),
        }
    }
}

impl ForeignKey {
    fn is(&self, actual: &Value) -> bool {
        let to = list(actual, "to");
        let fits = |wanted: &Option<String>, key: &str| {
            wanted.as_ref().is_none_or(|wanted| same(wanted, text(actual, key)))
        };
        // Without names the key of the other table is meant.
        let to_fits = self.to.as_ref().is_none_or(|wanted| {
            let fits = |(a, b): (&String, &Value)| b.as_str().is_none_or(|b| same(a, b));
            wanted.len() == to.len() && wanted.iter().zip(to).all(fits)
        });
        let columns = list(actual, "columns").iter().filter_map(Value::as_str);
        same(&self.table, text(actual, "table"))
            && self
                .columns
                .iter()
                .map(String::as_str)
                .map(str::to_lowercase)
                .eq(columns.map(str::to_lowercase))
            && to_fits
            && fits(&self.on_delete, "on_delete")
            && fits(&self.on_update, "on_update")
    }
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn names(index: &Value) -> Vec<&str> {
    list(index, "columns").iter().map(|name| name.as_str().unwrap_or_default()).collect()
}

fn primary_key(columns: &[Value]) -> Vec<&str> {
    let is_key = |column: &&Value| column["key"] != 0;
    columns.iter().filter(is_key).map(|column| text(column, "name")).collect()
}

/// Names do not differ by case.
fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

fn same_set(wanted: &[String], actual: &[&str]) -> bool {
    wanted.len() == actual.len() && wanted.iter().all(|a| actual.iter().any(|b| same(a, b)))
}

/// What SQLite makes of a type's name.
fn affinity(kind: &str) -> &'static str {
    let kind = kind.to_ascii_uppercase();
    let has = |part: &&str| kind.contains(*part);
    if kind.contains("INT") {
        "INTEGER"
    } else if ["CHAR", "CLOB", "TEXT"].iter().any(&has) {
        "TEXT"
    } else if kind.is_empty() || kind.contains("BLOB") {
        "BLOB"
    } else if ["REAL", "FLOA", "DOUB"].iter().any(has) {
        "REAL"
    } else {
        "NUMERIC"
    }
}

#[cfg(test)]
mod tests;
