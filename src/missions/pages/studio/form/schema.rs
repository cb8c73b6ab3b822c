//! A form drawn from a grader's JSON Schema: rows in the order of the page,
//! and the configuration of what was typed into them. What a form cannot say
//! without loss is edited as JSON instead.

mod value;

use serde_json::{Value, json};

pub use value::value;

use super::fields::{Errors, Fields};

/// Entries of one list.
const MAX_ENTRIES: usize = 500;
/// Tables in tables; deeper ones are JSON.
const MAX_DEPTH: usize = 4;

/// A line of the form.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The field: `config:` and a JSON pointer.
    pub field: String,
    /// The key, as the schema's author named it.
    pub label: String,
    /// The schema's description.
    pub help: String,
    /// The value may not be left out.
    pub required: bool,
    /// What stands there.
    pub input: Input,
}

/// How a value is typed in.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// A text; `long`: of several lines.
    Text {
        /// Its value.
        value: String,
        /// Of several lines.
        long: bool,
    },
    /// A number.
    Number {
        /// As typed.
        value: String,
        /// No fractions.
        whole: bool,
        /// Limits.
        min: Option<f64>,
        /// Limits.
        max: Option<f64>,
    },
    /// Yes or no.
    Flag {
        /// Ticked.
        value: bool,
        /// What it is when it is left out.
        default: bool,
    },
    /// One of some words.
    Select {
        /// The chosen one; empty: none.
        value: String,
        /// All of them.
        options: Vec<String>,
    },
    /// Some of some words.
    Boxes {
        /// Word and whether it is ticked.
        options: Vec<(String, bool)>,
    },
    /// A list of plain values, one in each line.
    Lines {
        /// As typed.
        value: String,
        /// `string`, `integer`, `number` or `boolean`.
        of: String,
    },
    /// Anything else, as JSON.
    Json {
        /// As typed.
        value: String,
    },
    /// A table begins.
    Open,
    /// A list begins; `count` entries follow, each opened and closed.
    List {
        /// Its entries.
        count: usize,
        /// An entry of it, empty.
        blank: Vec<Row>,
    },
    /// An entry of a list begins.
    Entry {
        /// From 0.
        at: usize,
    },
    /// A table, a list or an entry ends.
    Close,
}

/// The rows of a configuration; `None` when the schema describes no table, or
/// not everything that is in it.
#[must_use]
pub fn rows(schema: &Value, config: &Value) -> Option<Vec<Row>> {
    let resolved = resolve(schema, schema);
    resolved.get("properties")?.as_object().filter(|properties| !properties.is_empty())?;
    let mut rows = Vec::new();
    let source = Source { root: schema, values: Values::Config };
    source.table(&resolved, config, "config:", 0, &mut rows);
    let mut errors = Errors::new();
    let again = value(&rows, &mut errors);
    (errors.is_empty() && without_defaults(&again) == without_defaults(config)).then_some(rows)
}

/// The rows of what was sent.
#[must_use]
pub fn read(schema: &Value, fields: &Fields) -> Vec<Row> {
    let mut rows = Vec::new();
    let source = Source { root: schema, values: Values::Fields(fields) };
    source.table(&resolve(schema, schema), &Value::Null, "config:", 0, &mut rows);
    rows
}

/// Nulls, and what an unticked box leaves out, are as good as nothing.
fn without_defaults(value: &Value) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .filter(|(_, value)| !value.is_null() && **value != json!(false))
            .filter(|(_, value)| **value != json!([]) && **value != json!(""))
            .map(|(key, value)| (key.clone(), without_defaults(value)))
            .collect(),
        Value::Array(values) => values.iter().map(without_defaults).collect(),
        other => other.clone(),
    }
}

/// Follows `$ref` into `$defs`; keys beside it win.
fn resolve(root: &Value, schema: &Value) -> Value {
    let mut merged = schema.clone();
    for _ in 0..8 {
        let Some(target) = merged.get("$ref").and_then(Value::as_str) else { break };
        let Some(found) = target.strip_prefix('#').and_then(|at| root.pointer(at)) else { break };
        let mut next = found.clone();
        if let (Some(next), Some(own)) = (next.as_object_mut(), merged.as_object()) {
            for (key, value) in own.iter().filter(|(key, _)| *key != "$ref") {
                next.insert(key.clone(), value.clone());
            }
        }
        merged = next;
    }
    merged
}

enum Values<'a> {
    Config,
    Fields(&'a Fields),
}

struct Source<'a> {
    root: &'a Value,
    values: Values<'a>,
}

impl Source<'_> {
    fn table(&self, schema: &Value, config: &Value, at: &str, depth: usize, rows: &mut Vec<Row>) {
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for (key, property) in schema["properties"].as_object().into_iter().flatten() {
            let pointer = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
            let property = resolve(self.root, property);
            let row = Row {
                field: pointer,
                label: property["title"].as_str().unwrap_or(key).to_owned(),
                help: property["description"].as_str().unwrap_or_default().to_owned(),
                required: required.contains(&key.as_str()),
                input: Input::Close,
            };
            self.row(row, &property, &config[key.as_str()], depth, rows);
        }
    }

    fn row(&self, row: Row, schema: &Value, config: &Value, depth: usize, rows: &mut Vec<Row>) {
        let kind = schema["type"].as_str().unwrap_or_default();
        let nested = depth < MAX_DEPTH;
        if kind == "object" && schema["properties"].is_object() && nested {
            let field = row.field.clone();
            rows.push(Row { input: Input::Open, ..row.clone() });
            self.table(schema, config, &field, depth + 1, rows);
            rows.push(Row { input: Input::Close, ..row });
            return;
        }
        let entry = resolve(self.root, &schema["items"]);
        if kind == "array" && entry["properties"].is_object() && nested {
            self.list(row, &entry, config, depth, rows);
            return;
        }
        let input = self.input(&row.field, kind, schema, &entry, config);
        rows.push(Row { input, ..row });
    }

    fn list(&self, row: Row, entry: &Value, config: &Value, depth: usize, rows: &mut Vec<Row>) {
        let count = match &self.values {
            Values::Config => config.as_array().map_or(0, Vec::len),
            Values::Fields(fields) => fields.count(&row.field, MAX_ENTRIES),
        };
        let mut blank = Vec::new();
        let nothing = Source { root: self.root, values: Values::Config };
        nothing.table(entry, &Value::Null, &format!("{}/#", row.field), depth + 1, &mut blank);
        rows.push(Row { input: Input::List { count, blank }, ..row.clone() });
        for at in 0..count {
            let field = format!("{}/{at}", row.field);
            rows.push(Row { field: field.clone(), input: Input::Entry { at }, ..row.clone() });
            self.table(entry, &config[at], &field, depth + 1, rows);
            rows.push(Row { field, input: Input::Close, ..row.clone() });
        }
        rows.push(Row { input: Input::Close, ..row });
    }

    fn input(
        &self,
        field: &str,
        kind: &str,
        schema: &Value,
        entry: &Value,
        config: &Value,
    ) -> Input {
        let typed = |shown: String| match &self.values {
            Values::Config => shown,
            Values::Fields(fields) => fields.text(field),
        };
        let plain = |value: &Value| match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let words = |schema: &Value| -> Option<Vec<String>> {
            let words = schema["enum"].as_array()?.iter();
            words.map(|word| word.as_str().map(str::to_owned)).collect()
        };
        if let Some(options) = words(schema) {
            return Input::Select { value: typed(plain(config)), options };
        }
        match kind {
            "string" => {
                let short = schema["maxLength"].as_i64().is_some_and(|most| most <= 100)
                    || schema["pattern"].is_string();
                Input::Text { value: typed(plain(config)), long: !short }
            }
            "integer" | "number" => Input::Number {
                value: typed(plain(config)),
                whole: kind == "integer",
                min: schema["minimum"].as_f64(),
                max: schema["maximum"].as_f64(),
            },
            "boolean" => {
                let default = schema["default"] == true;
                let value = match &self.values {
                    Values::Config => config.as_bool().unwrap_or(default),
                    Values::Fields(fields) => fields.flag(field),
                };
                Input::Flag { value, default }
            }
            "array" if words(entry).is_some() => {
                let chosen: Vec<String> = match &self.values {
                    Values::Config => config.as_array().into_iter().flatten().map(plain).collect(),
                    Values::Fields(fields) => fields.all(field),
                };
                let options = words(entry).unwrap_or_default().into_iter();
                let options = options.map(|word| (word.clone(), chosen.contains(&word)));
                Input::Boxes { options: options.collect() }
            }
            "array"
                if matches!(
                    entry["type"].as_str(),
                    Some("string" | "integer" | "number" | "boolean")
                ) =>
            {
                let lines: Vec<String> =
                    config.as_array().into_iter().flatten().map(plain).collect();
                let of = entry["type"].as_str().unwrap_or_default().to_owned();
                Input::Lines { value: typed(lines.join("\n")), of }
            }
            _ => {
                let shown = if config.is_null() { String::new() } else { config.to_string() };
                Input::Json { value: typed(shown) }
            }
        }
    }
}

/// `add:FIELD` adds an entry to a list, `drop:FIELD/N` takes one away.
pub fn act(rows: &mut Vec<Row>, act: &str) {
    if let Some(field) = act.strip_prefix("add:") {
        add(rows, field);
    } else if let Some(entry) = act.strip_prefix("drop:") {
        drop_entry(rows, entry);
    }
}

/// The place of the list and of its end.
fn list_at(rows: &[Row], field: &str) -> Option<(usize, usize)> {
    let is_list = |row: &Row| row.field == field && matches!(row.input, Input::List { .. });
    let from = rows.iter().position(is_list)?;
    let is_end = |row: &Row| row.field == field && row.input == Input::Close;
    let end = rows[from..].iter().position(is_end)? + from;
    Some((from, end))
}

fn add(rows: &mut Vec<Row>, field: &str) {
    let Some((from, end)) = list_at(rows, field) else { return };
    let list = rows[from].clone();
    let Input::List { count, blank } = &list.input else { return };
    if *count >= MAX_ENTRIES {
        return;
    }
    let at = *count;
    let entry = format!("{field}/{at}");
    let mut added = vec![Row { field: entry.clone(), input: Input::Entry { at }, ..list.clone() }];
    added.extend(blank.iter().map(|row| Row {
        field: row.field.replacen(&format!("{field}/#"), &entry, 1),
        ..row.clone()
    }));
    added.push(Row { field: entry, input: Input::Close, ..list.clone() });
    rows.splice(end..end, added);
    rows[from].input = Input::List { count: at + 1, blank: blank.clone() };
}

fn drop_entry(rows: &mut Vec<Row>, entry: &str) {
    let Some((field, number)) = entry.rsplit_once('/') else { return };
    let Ok(gone) = number.parse::<usize>() else { return };
    let Some((from, _)) = list_at(rows, field) else { return };
    let Input::List { count, blank } = rows[from].input.clone() else { return };
    if gone >= count {
        return;
    }
    let own = |row: &Row, at: usize| {
        let prefix = format!("{field}/{at}");
        row.field == prefix || row.field.starts_with(&format!("{prefix}/"))
    };
    rows.retain(|row| !own(row, gone));
    for at in gone + 1..count {
        for row in rows.iter_mut().filter(|row| own(row, at)) {
            row.field =
                row.field.replacen(&format!("{field}/{at}"), &format!("{field}/{}", at - 1), 1);
            // Not the entries of lists inside of it.
            if let (Input::Entry { at: own }, true) =
                (&mut row.input, row.field == format!("{field}/{}", at - 1))
            {
                *own = at - 1;
            }
        }
    }
    rows[from].input = Input::List { count: count - 1, blank };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema() -> Value {
        json!({ "type": "object", "required": ["rules"], "properties": {
            "title": { "type": "string", "maxLength": 20 },
            "level": { "enum": ["easy", "hard"] },
            "strict": { "type": "boolean", "default": true },
            "seen": { "type": "array", "items": { "enum": ["a", "b"] } },
            "words": { "type": "array", "items": { "type": "string" } },
            "any": {},
            "size": { "$ref": "#/$defs/size" },
            "rules": { "type": "array", "items": { "$ref": "#/$defs/rule" } } },
          "$defs": { "size": { "type": "integer", "minimum": 1, "maximum": 9 },
            "rule": { "type": "object", "required": ["selector"], "properties": {
                "selector": { "type": "string" }, "count": { "type": "integer" } } } } })
    }

    fn config() -> Value {
        json!({ "title": "t", "level": "hard", "strict": false, "seen": ["b"], "words": ["x", "y"],
            "any": { "k": [1] }, "size": 3,
            "rules": [{ "selector": "h1" }, { "selector": "p", "count": 2 }] })
    }

    #[test]
    fn a_configuration_comes_back_the_same() {
        let rows = rows(&schema(), &config()).expect("a form");
        let mut errors = Errors::new();
        assert_eq!(value(&rows, &mut errors), config());
        assert!(errors.is_empty(), "{errors:?}");
    }

    #[test]
    fn what_is_typed_is_read_and_judged_by_field() {
        let sent = [
            ("config:/title", "t"),
            ("config:/size", "12"),
            ("config:/any", "{"),
            ("config:/strict", "1"),
            ("config:/rules.count", "1"),
            ("config:/rules/0/selector", "h1"),
            ("config:/rules/0/count", "x"),
        ];
        let sent = sent.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let rows = read(&schema(), &Fields::new(sent));
        let mut errors = Errors::new();
        let config = value(&rows, &mut errors);
        assert_eq!(config["rules"], json!([{ "selector": "h1" }]));
        assert_eq!(config.get("strict"), None);
        let mut fields: Vec<_> = errors.iter().map(|(field, _)| field.as_str()).collect();
        fields.sort_unstable();
        assert_eq!(fields, ["config:/any", "config:/rules/0/count", "config:/size"]);
    }

    #[test]
    fn entries_come_and_go() {
        let mut rows = rows(&schema(), &config()).expect("a form");
        act(&mut rows, "add:config:/rules");
        act(&mut rows, "drop:config:/rules/0");
        let mut errors = Errors::new();
        let config = value(&rows, &mut errors);
        assert_eq!(config["rules"], json!([{ "selector": "p", "count": 2 }, { "selector": "" }]));
    }

    #[test]
    fn what_the_schema_does_not_describe_is_no_form() {
        let mut config = config();
        config["secret"] = json!(1);
        assert!(rows(&schema(), &config).is_none());
        assert!(rows(&json!({}), &json!({})).is_none());
    }
}
