//! Where statements end: at a `;`, but not at one in the body of a trigger.

use crate::tokens::{Token, tokens};

/// One statement of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement<'a> {
    /// From its first token to the `;`, without it: a column may be named by
    /// a comment that stands there.
    pub text: &'a str,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Its tokens, without the `;`; at least one.
    pub tokens: Vec<Token<'a>>,
}

impl Statement<'_> {
    /// Whether its first words are these.
    pub fn begins_with(&self, words: &[&str]) -> bool {
        self.tokens.len() >= words.len()
            && self.tokens.iter().zip(words).all(|(token, word)| token.is_word(word))
    }
}

/// The statements of a script; empty ones are none.
pub fn statements(script: &str) -> Vec<Statement<'_>> {
    let mut found = Vec::new();
    let mut current: Vec<Token<'_>> = Vec::new();
    for token in tokens(script) {
        if token.is_symbol(";") && !is_open_trigger(&current) {
            found.extend(statement(&script[..token.start], std::mem::take(&mut current)));
        } else {
            current.push(token);
        }
    }
    found.extend(statement(script, current));
    found
}

/// The statement at the end of a text.
fn statement<'a>(text: &'a str, tokens: Vec<Token<'a>>) -> Option<Statement<'a>> {
    let start = tokens.first()?.start;
    Some(Statement { text: &text[start..], start, tokens })
}

/// A trigger's body ends with `; END`, as for `sqlite3_complete`.
fn is_open_trigger(tokens: &[Token<'_>]) -> bool {
    let mut words = tokens.iter().peekable();
    if words.next_if(|token| token.is_word("EXPLAIN")).is_some()
        && words.next_if(|token| token.is_word("QUERY")).is_some()
    {
        words.next_if(|token| token.is_word("PLAN"));
    }
    if words.next_if(|token| token.is_word("CREATE")).is_none() {
        return false;
    }
    words.next_if(|token| token.is_word("TEMP") || token.is_word("TEMPORARY"));
    if words.next_if(|token| token.is_word("TRIGGER")).is_none() {
        return false;
    }
    let closed = matches!(tokens, [.., before, last]
        if before.is_symbol(";") && last.is_word("END"));
    !closed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(script: &str) -> Vec<&str> {
        statements(script).iter().map(|statement| statement.text).collect()
    }

    #[test]
    fn statements_end_at_semicolons() {
        assert_eq!(texts("SELECT 1; SELECT 2"), ["SELECT 1", "SELECT 2"]);
        assert_eq!(texts(";; SELECT ';' /* ; */; -- SELECT 3;\n;"), ["SELECT ';' /* ; */"]);
        assert_eq!(texts("-- nothing\n/* ; */"), [""; 0]);
        assert_eq!(texts("SELECT \"a;b\", [c;d]; x"), ["SELECT \"a;b\", [c;d]", "x"]);
    }

    #[test]
    fn a_triggers_body_is_one_statement() {
        let trigger = "CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN\n\
                       UPDATE b SET n = CASE WHEN 1 THEN 2 END; -- END;\n\
                       SELECT 'x;'; END";
        assert_eq!(texts(&format!("{trigger}; SELECT 1;")), [trigger, "SELECT 1"]);
        let explained = format!("EXPLAIN QUERY PLAN {trigger}");
        assert_eq!(texts(&format!("{explained}; SELECT 1")), [explained.as_str(), "SELECT 1"]);
        assert_eq!(texts("CREATE TABLE trigger_log(x); SELECT 1").len(), 2);
    }

    #[test]
    fn a_transaction_is_several_statements() {
        assert_eq!(texts("BEGIN; DELETE FROM a; END; SELECT 1").len(), 4);
    }

    #[test]
    fn words_begin_a_statement() {
        let script = "create Table t(x)";
        let all = statements(script);
        assert!(all[0].begins_with(&["CREATE", "TABLE"]));
        assert!(!all[0].begins_with(&["CREATE", "VIEW"]));
        assert!(!all[0].begins_with(&["CREATE", "TABLE", "t", "(", "x", ")", "y"]));
    }
}
