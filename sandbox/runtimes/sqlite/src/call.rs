//! *call* mode: the function `run`, whose argument is a list of steps.

use serde_json::{Map, Value};

use crate::csv;
use crate::database::Database;
use crate::exports::weaverse::plugin::runtime::{RunEnd, RunResult};
use crate::failure::Failure;
use crate::program::Files;
use crate::results::{Keep, Results};
use crate::schema;
use crate::script::{Script, Sink as _, step as step_through};
use crate::weaverse::plugin::types::FunctionCall;

/// Runs a call.
pub(crate) fn call(files: &Files, entry: &str, call: &FunctionCall) -> Result<RunResult, Failure> {
    if call.function != "run" {
        let message = format!("there is no function {:?}; there is only `run`", call.function);
        return Err(Failure::request(message));
    }
    let steps = steps(&call.arguments)?;
    let database = Database::open().map_err(|error| Failure::of(error, None, false))?;
    let mut run = Run { files, entry, database: Some(database), output: Vec::new() };
    for (index, step) in steps.iter().enumerate() {
        let step = step.as_object().ok_or_else(|| wrong(index, "must be an object"))?;
        let output = run.step(&Step { index, fields: step })?;
        run.output.push(output);
    }
    let value = Some(format!("{{\"steps\":[{}]}}", run.output.join(",")));
    Ok(RunResult { end: RunEnd::Completed, exit_code: 0, value, raised: None, extra: None })
}

fn steps(arguments: &str) -> Result<Vec<Value>, Failure> {
    let usage = "`run` has one argument, a list of steps";
    let arguments: Vec<Value> =
        serde_json::from_str(arguments).map_err(|_| Failure::request(usage))?;
    match <[Value; 1]>::try_from(arguments) {
        Ok([Value::Array(steps)]) => Ok(steps),
        _ => Err(Failure::request(usage)),
    }
}

fn wrong(index: usize, message: &str) -> Failure {
    Failure::request(format!("step {}: {message}", index + 1))
}

/// One step as it was given.
struct Step<'a> {
    index: usize,
    fields: &'a Map<String, Value>,
}

impl<'a> Step<'a> {
    fn text(&self, key: &str) -> Option<&'a str> {
        self.fields.get(key)?.as_str()
    }

    fn names(&self, key: &str) -> Result<Vec<String>, Failure> {
        let Some(value) = self.fields.get(key) else { return Ok(Vec::new()) };
        let names = value.as_array().map(|names| {
            names.iter().map(|name| name.as_str().map(str::to_owned)).collect::<Option<_>>()
        });
        names.flatten().ok_or_else(|| self.wrong(&format!("`{key}` must be a list of names")))
    }

    fn wrong(&self, message: &str) -> Failure {
        wrong(self.index, message)
    }
}

/// The run of a list of steps.
struct Run<'a> {
    files: &'a Files,
    entry: &'a str,
    /// Absent only while it is closed and opened again.
    database: Option<Database>,
    /// What came of each step, as JSON.
    output: Vec<String>,
}

impl Run<'_> {
    fn step(&mut self, step: &Step<'_>) -> Result<String, Failure> {
        let has = |key: &str| step.fields.contains_key(key);
        if has("setup") {
            self.setup(step)
        } else if has("csv") {
            self.csv(step)
        } else if has("script") {
            self.script(step)
        } else if has("reopen") {
            self.reopen()
        } else if has("foreign-keys") {
            self.foreign_keys(step)
        } else if has("probe") || has("query") {
            self.query(step)
        } else if has("schema") {
            self.schema(step)
        } else {
            Err(step
                .wrong("is none of setup, csv, script, reopen, foreign-keys, query, probe, schema"))
        }
    }

    fn database(&self) -> Result<&Database, Failure> {
        self.database.as_ref().ok_or_else(|| Failure::request("the database is closed"))
    }

    /// A script of the caller, which prepares the database.
    fn setup(&self, step: &Step<'_>) -> Result<String, Failure> {
        let text = step.text("setup").ok_or_else(|| step.wrong("`setup` must be a string"))?;
        let name = step.text("name").unwrap_or("setup");
        let mut results = Results::new(Keep::None);
        let script = Script::new(name, text.as_bytes()).map_err(Failure::in_setup)?;
        script.run(self.database()?, &mut results).map_err(Failure::in_setup)?;
        Ok("null".to_owned())
    }

    fn csv(&self, step: &Step<'_>) -> Result<String, Failure> {
        let (Some(text), Some(table)) = (step.text("csv"), step.text("table")) else {
            return Err(step.wrong("`csv` and `table` must be strings"));
        };
        let database = self.database()?;
        database.policy.allow_everything();
        csv::load(&database.connection, table, text)
            .map_err(|message| Failure::request(format!("table {table}: {message}")).in_setup())?;
        Ok("null".to_owned())
    }

    /// A script of the submission.
    fn script(&self, step: &Step<'_>) -> Result<String, Failure> {
        let path = match step.fields.get("script") {
            Some(Value::Null) => self.entry,
            Some(Value::String(path)) => path,
            _ => return Err(step.wrong("`script` must be a path, or null for the entry")),
        };
        let keep = match step.text("results").unwrap_or("last") {
            "none" => Keep::None,
            "last" => Keep::Last,
            "all" => Keep::All,
            _ => return Err(step.wrong("`results` must be none, last or all")),
        };
        let bytes = self.files.read(path)?;
        let database = self.database()?;
        let mut results = Results::new(keep);
        let statements = Script::new(path, bytes)?.run(database, &mut results)?;
        Ok(format!(
            "{{\"statements\":{statements},\"changed\":{},\"open_transaction\":{},\"results\":{}}}",
            results.changed(),
            database.in_transaction(),
            results.json(),
        ))
    }

    fn reopen(&mut self) -> Result<String, Failure> {
        if let Some(database) = self.database.take() {
            let reopened = database.reopen().map_err(|error| Failure::of(error, None, false))?;
            self.database = Some(reopened);
        }
        Ok("null".to_owned())
    }

    fn foreign_keys(&self, step: &Step<'_>) -> Result<String, Failure> {
        let enforced = step.fields.get("foreign-keys").and_then(Value::as_bool);
        let enforced =
            enforced.ok_or_else(|| step.wrong("`foreign-keys` must be true or false"))?;
        let set = self.database()?.set_foreign_keys(enforced);
        set.map_err(|error| Failure::of(error, None, false))?;
        Ok("null".to_owned())
    }

    fn schema(&self, step: &Step<'_>) -> Result<String, Failure> {
        let names = step.names("schema")?;
        let database = self.database()?;
        database.policy.allow_everything();
        let described = schema::describe(&database.connection, &names)
            .map_err(|error| Failure::of(error, None, false))?;
        Ok(described.to_string())
    }

    /// A query that changes nothing. `probe` are statements before it; they
    /// are undone afterwards. What goes wrong is the step's own outcome.
    fn query(&self, step: &Step<'_>) -> Result<String, Failure> {
        let database = self.database()?;
        let allowed = step.names("views")?;
        let mut hidden = database.views().map_err(|error| Failure::of(error, None, false))?;
        hidden.retain(|view| !allowed.iter().any(|name| name.eq_ignore_ascii_case(view)));
        self.execute("BEGIN")?;
        let done = self.probe_and_read(step, &hidden);
        if database.in_transaction() {
            self.execute("ROLLBACK")?;
        }
        done
    }

    fn execute(&self, sql: &str) -> Result<(), Failure> {
        let database = self.database()?;
        database.policy.allow_everything();
        database.connection.execute_batch(sql).map_err(|error| Failure::of(error, None, false))
    }

    fn probe_and_read(&self, step: &Step<'_>, hidden: &[String]) -> Result<String, Failure> {
        let mut parts = Vec::new();
        if let Some(probe) = step.text("probe") {
            let mut results = Results::new(Keep::None);
            let script = Script::new("probe", probe.as_bytes())?;
            if let Err(failure) = script.run(self.database()?, &mut results) {
                return Ok(format!("{{\"probe\":{{\"error\":{}}}}}", failure.to_json()));
            }
            parts.push(format!("\"probe\":{{\"changed\":{}}}", results.changed()));
        }
        if step.fields.contains_key("query") {
            parts.push(match self.read(step, hidden)? {
                Ok(result) => format!("\"result\":{result}"),
                Err(failure) => format!("\"error\":{}", failure.to_json()),
            });
        }
        Ok(format!("{{{}}}", parts.join(",")))
    }

    /// The result of the step's query as JSON, or what SQLite says against it.
    /// The hidden views are not there for it: a script that puts a view in a
    /// table's place is found out, whatever the query reads of it.
    fn read(&self, step: &Step<'_>, hidden: &[String]) -> Result<Result<String, Failure>, Failure> {
        let query = step.text("query").ok_or_else(|| step.wrong("`query` must be a string"))?;
        let database = self.database()?;
        if database.in_transaction() {
            database.hide(hidden).map_err(|error| Failure::of(error, None, false))?;
        }
        database.policy.allow_query();
        let mut results = Results::new(Keep::Last);
        let statement = database.connection.prepare(query);
        let read = statement.and_then(|mut statement| {
            step_through(&database.connection, &mut statement, &mut results)
        });
        match read {
            Ok(_) => {
                results.done(None);
                Ok(Ok(results.last().unwrap_or("null").to_owned()))
            }
            Err(error) => {
                let failure = Failure::of(error, database.policy.refusal(), true);
                Ok(Err(failure.without(hidden)))
            }
        }
    }
}
