//! SQL questions: the answer is run on a fresh copy of a database.
//!
//! `CodeRunner` compares the table that the program `sqlite3` draws. Here the
//! result itself is compared, with that of the model answer.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{Question, database};
use crate::exchange::names::quoted;
use crate::exchange::notes::Notes;
use crate::i18n::Message;

impl Question<'_> {
    /// The configuration of the grader `sql`.
    pub fn sql(&self, notes: &mut Notes) -> Option<Value> {
        let path = self.quiz.path();
        let line = self.quiz.line(self.node);
        if !self.field("template").trim().is_empty() {
            notes.refuse(&path, line, Message::new("exchange-combinator"));
            return None;
        }
        let answer = self.field("answer");
        if answer.trim().is_empty() {
            notes.refuse(&path, line, Message::new("exchange-coderunner-sql-answer"));
            return None;
        }
        let setup = self.database(notes)?;
        notes.loss(&path, line, Message::new("exchange-coderunner-sql-expected"));
        let tests = self.tests();
        let unit = Self::unit(&tests);
        let mut cases = Vec::new();
        for test in &tests {
            let mut case = self.head(test, unit, notes);
            if let Some(feedback) = case["feedback"].as_array_mut() {
                feedback.retain(|word| word != "input");
            }
            let extra = test.text("extra");
            if !extra.trim().is_empty() {
                case["setup"] = json!(extra);
            }
            let code = without_comments(&test.text("testcode"));
            if !code.trim().is_empty() {
                case["checks"] = json!([{ "query": code }]);
            }
            cases.push(case);
        }
        if cases.iter().all(|case| case["points"] == 0) {
            cases.iter_mut().for_each(|case| case["points"] = json!(1));
        }
        // A test that asks after the answer looks at what it left behind.
        let asks = |case: &Value| case.get("checks").is_some();
        let mode = if cases.iter().all(asks) { "state" } else { "query" };
        Some(json!({
            "mode": mode, "setup": setup, "model": answer, "ordered": true,
            "column-names": true, "cases": cases,
        }))
    }

    fn database(&self, notes: &mut Notes) -> Option<String> {
        let path = self.quiz.path();
        let files = self.node.descendants().filter(|node| node.has_tag_name("file"));
        let name =
            |node: &roxmltree::Node<'_, '_>| node.attribute("name").unwrap_or_default().to_owned();
        let databases: Vec<_> = files.filter(|node| name(node).ends_with(".db")).collect();
        let [node] = databases.as_slice() else {
            let message =
                Message::new("exchange-coderunner-databases").with("count", databases.len());
            let line = self.quiz.line(self.node);
            notes.refuse(&path, line, message);
            return None;
        };
        let text: String = node.text().unwrap_or_default().split_whitespace().collect();
        let dump = STANDARD.decode(text).map_err(|error| error.to_string());
        match dump.and_then(|bytes| database::dump(&bytes)) {
            Ok(dump) => Some(dump),
            Err(error) => {
                let message = Message::new("exchange-coderunner-database")
                    .with("error", error)
                    .with("name", quoted(name(node)));
                notes.refuse(&path, self.quiz.line(*node), message);
                None
            }
        }
    }
}

/// The lines that are no comment: many tests say in one what they are for.
fn without_comments(code: &str) -> String {
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("--"));
    lines.map(|line| format!("{line}\n")).collect()
}
