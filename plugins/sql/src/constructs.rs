//! Words that a script must have, or must not have.

use weaverse_sql_text::{Kind, Token, tokens};

use crate::config::Config;

/// What a script has, or lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offence {
    /// It lacks these words.
    Missing(String),
    /// It has these words.
    Forbidden(String),
}

/// Whether a text is words at all.
pub fn is_construct(text: &str) -> bool {
    tokens(text).next().is_some()
}

/// The first rule that a script breaks. Comments and text are no words.
pub fn offence(config: &Config, script: &str) -> Option<Offence> {
    let script: Vec<Token<'_>> = tokens(script).collect();
    let has = |words: &&String| has(&script, words);
    if let Some(words) = config.forbidden.iter().find(has) {
        return Some(Offence::Forbidden(words.clone()));
    }
    config.required.iter().find(|words| !has(words)).map(|words| Offence::Missing(words.clone()))
}

fn has(script: &[Token<'_>], words: &str) -> bool {
    let words: Vec<Token<'_>> = tokens(words).collect();
    let same = |(a, b): (&Token<'_>, &Token<'_>)| match a.kind {
        Kind::Word => b.is_word(a.text),
        _ => a.kind == b.kind && a.text == b.text,
    };
    script.windows(words.len()).any(|window| words.iter().zip(window).all(same))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_are_words() {
        for (script, words, found) in [
            ("SELECT a FROM t group\n  by a", "GROUP BY", true),
            ("SELECT 'GROUP BY' FROM t -- GROUP BY", "GROUP BY", false),
            ("SELECT \"group\" FROM t /* join */", "GROUP", false),
            ("SELECT * FROM t", "SELECT *", true),
            ("SELECT a, * FROM t", "SELECT *", false),
            ("SELECT count ( a ) FROM t", "COUNT(", true),
            ("SELECT counter(a) FROM t", "COUNT(", false),
            ("SELECT 1", "SELECT 1 UNION SELECT 2", false),
        ] {
            let script: Vec<Token<'_>> = tokens(script).collect();
            assert_eq!(has(&script, words), found, "{words}");
        }
    }
}
