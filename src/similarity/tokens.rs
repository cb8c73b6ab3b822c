//! Programs as kinds of tokens: names, numbers and texts are each one kind,
//! comments and white space nothing, so that renaming and re-formatting
//! change nothing. Keywords and well-known functions stay what they are.
//!
//! This need not parse: what is no program still gives some tokens.

mod words;

use std::ops::Range;

use words::{JAVASCRIPT, PYTHON, SQL};

/// A token: what kind it is, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// A number for the kind; equal kinds have equal numbers everywhere.
    pub kind: u32,
    /// Bytes of the text.
    pub place: Range<usize>,
}

/// How a language is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// `#`, triple quotes, docstrings.
    Python,
    /// `//`, `/* */`, templates, regular expressions.
    JavaScript,
    /// `--`, any case.
    Sql,
    /// Anything else: words, numbers, signs; `//`, `#` and `/* */` are comments.
    Plain,
}

impl Syntax {
    /// Of a file, by the ending of its path; of the rest by the runtime's id.
    #[must_use]
    pub fn of(path: &str, language: &str) -> Self {
        match (path.rsplit('.').next().unwrap_or_default(), language) {
            ("py", _) => Self::Python,
            ("js" | "mjs" | "cjs" | "ts", _) => Self::JavaScript,
            ("sql", _) => Self::Sql,
            (_, "python") => Self::Python,
            (_, "javascript") => Self::JavaScript,
            (_, "sqlite" | "sql") => Self::Sql,
            _ => Self::Plain,
        }
    }

    fn is_kept(self, word: &str) -> bool {
        let words: &[&str] = match self {
            Self::Python => PYTHON,
            Self::JavaScript => JAVASCRIPT,
            Self::Sql => SQL,
            Self::Plain => &[],
        };
        words.contains(&word)
    }
}

const NAME: u32 = 1;
const NUMBER: u32 = 2;
const TEXT: u32 = 3;
const PATTERN: u32 = 4;

/// The tokens of a text.
#[must_use]
pub fn tokens(text: &str, syntax: Syntax) -> Vec<Token> {
    let mut scanner = Scanner { text, bytes: text.as_bytes(), at: 0, syntax, found: Vec::new() };
    scanner.run();
    scanner.found
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    syntax: Syntax,
    found: Vec<Token>,
}

impl Scanner<'_> {
    fn run(&mut self) {
        while self.at < self.bytes.len() {
            let byte = self.bytes[self.at];
            if byte.is_ascii_whitespace() {
                self.at += 1;
            } else if self.comment() {
            } else if byte.is_ascii_digit() {
                self.number();
            } else if is_word(byte) {
                self.word();
            } else if self.string() || self.pattern() {
            } else {
                self.sign();
            }
        }
    }

    fn rest(&self) -> &[u8] {
        &self.bytes[self.at..]
    }

    fn push(&mut self, kind: u32, from: usize) {
        self.found.push(Token { kind, place: from..self.at });
    }

    fn skip_line(&mut self) {
        let end = self.rest().iter().position(|byte| *byte == b'\n');
        self.at = end.map_or(self.bytes.len(), |end| self.at + end);
    }

    /// Skips to behind `end`, or to the end of the text.
    fn skip_to(&mut self, end: &[u8]) {
        let found = self.rest().windows(end.len()).position(|part| part == end);
        self.at = found.map_or(self.bytes.len(), |found| self.at + found + end.len());
    }

    fn comment(&mut self) -> bool {
        let (python, sql) = (self.syntax == Syntax::Python, self.syntax == Syntax::Sql);
        let plain = self.syntax == Syntax::Plain;
        let rest = self.rest();
        let line = ((python || plain) && rest.starts_with(b"#"))
            || (sql && rest.starts_with(b"--"))
            || (!python && !sql && rest.starts_with(b"//"));
        if line {
            self.skip_line();
            return true;
        }
        if !python && rest.starts_with(b"/*") {
            self.at += 2;
            self.skip_to(b"*/");
            return true;
        }
        false
    }

    fn number(&mut self) {
        let from = self.at;
        while self.bytes.get(self.at).is_some_and(|byte| is_word(*byte) || *byte == b'.') {
            self.at += 1;
        }
        self.push(NUMBER, from);
    }

    fn word(&mut self) {
        let from = self.at;
        while self.bytes.get(self.at).is_some_and(|byte| is_word(*byte)) {
            self.at += 1;
        }
        let word = &self.text[from..self.at];
        // A prefix of a text: f"…", rb'…'.
        let quoted = matches!(self.bytes.get(self.at), Some(b'"' | b'\''));
        let prefix = word.len() <= 2 && word.bytes().all(|b| b"rbfuRBFUnNxX".contains(&b));
        if quoted && prefix && matches!(self.syntax, Syntax::Python | Syntax::Sql) {
            self.string();
            if let Some(last) = self.found.last_mut() {
                last.place.start = from;
            }
            return;
        }
        let kind = match self.syntax {
            Syntax::Sql => {
                let lower = word.to_ascii_lowercase();
                if Syntax::Sql.is_kept(&lower) { hash(&lower) } else { NAME }
            }
            // A member is somebody's own name, whatever it is called.
            syntax if syntax.is_kept(word) && !self.after(b'.') => hash(word),
            _ => NAME,
        };
        self.push(kind, from);
    }

    fn after(&self, sign: u8) -> bool {
        let last = self.found.last();
        last.is_some_and(|token| self.bytes[token.place.clone()] == [sign])
    }

    fn string(&mut self) -> bool {
        let Some(quote @ (b'"' | b'\'' | b'`')) = self.bytes.get(self.at).copied() else {
            return false;
        };
        if quote == b'`' && self.syntax == Syntax::Python {
            return false;
        }
        let from = self.at;
        let triple = [quote; 3];
        if self.syntax == Syntax::Python && self.rest().starts_with(&triple) {
            self.at += 3;
            self.skip_to(&triple);
            // A text that is a line of its own is a docstring.
            if !self.is_statement(from) {
                self.push(TEXT, from);
            }
            return true;
        }
        self.at += 1;
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'\\' if self.syntax != Syntax::Sql => self.at += 1,
                // A text that is not closed ends with its line.
                b'\n' if quote != b'`' && self.syntax != Syntax::Sql => break,
                byte if *byte == quote => {
                    self.at += 1;
                    break;
                }
                _ => {}
            }
            self.at += 1;
        }
        self.at = self.at.min(self.bytes.len());
        let docstring = self.syntax == Syntax::Python && self.is_statement(from);
        let name = self.syntax == Syntax::Sql && quote != b'\'';
        if !docstring {
            self.push(if name { NAME } else { TEXT }, from);
        }
        true
    }

    /// Whether what stands from `from` to here is alone on its line (or lines).
    fn is_statement(&self, from: usize) -> bool {
        let blank = |byte: &&u8| !matches!(**byte, b' ' | b'\t' | b'\r');
        let before = self.bytes[..from].iter().rev().find(blank);
        let after = self.bytes[self.at..].iter().find(blank);
        // In brackets or after a comma it is a value that was given a line.
        let inside = self.found.last().is_some_and(|token| {
            matches!(
                self.bytes.get(token.place.start),
                Some(b'(' | b'[' | b'{' | b',' | b'=' | b'+')
            )
        });
        before.is_none_or(|byte| *byte == b'\n')
            && after.is_none_or(|byte| *byte == b'\n')
            && !inside
    }

    /// A regular expression stands where a value may begin.
    fn pattern(&mut self) -> bool {
        if self.syntax != Syntax::JavaScript || self.bytes[self.at] != b'/' {
            return false;
        }
        let value = self.found.last().is_some_and(|token| {
            let text = &self.bytes[token.place.clone()];
            matches!(token.kind, NAME | NUMBER | TEXT) || text == b")" || text == b"]"
        });
        let line = self.rest()[1..].split(|byte| *byte == b'\n').next().unwrap_or_default();
        let Some(end) = line.iter().position(|byte| *byte == b'/').filter(|_| !value) else {
            return false;
        };
        let from = self.at;
        self.at += end + 2;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_alphabetic) {
            self.at += 1;
        }
        self.push(PATTERN, from);
        true
    }

    fn sign(&mut self) {
        let from = self.at;
        let wide = self.text[from..].chars().next().map_or(1, char::len_utf8);
        self.at += wide;
        // How a statement ends says nothing.
        if self.bytes[from] != b';' {
            let kind = hash(&self.text[from..self.at]);
            self.push(kind, from);
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

/// FNV-1a; the small numbers are for kinds of their own.
fn hash(text: &str) -> u32 {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    text.bytes().fold(0x811c_9dc5, step).max(16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str, syntax: Syntax) -> Vec<u32> {
        tokens(text, syntax).into_iter().map(|token| token.kind).collect()
    }

    #[test]
    fn names_comments_and_layout_do_not_matter() {
        let a = "def add(a, b):\n    \"\"\"Adds.\"\"\"\n    return a + b  # done\n";
        let b = "# mine\ndef plus(first , second):\n\n\treturn first+second";
        assert_eq!(kinds(a, Syntax::Python), kinds(b, Syntax::Python));
        let a = "function add(a, b) { /* adds */ return a + b; } // x\nlet s = `a${1}`";
        let b = "function plus(x,y){return x+y}\nlet t='b'";
        assert_eq!(kinds(a, Syntax::JavaScript), kinds(b, Syntax::JavaScript));
        let a = "SELECT name FROM people -- all\nWHERE age > 3;";
        let b = "select title from \"books\" where /* x */ pages > 100";
        assert_eq!(kinds(a, Syntax::Sql), kinds(b, Syntax::Sql));
    }

    #[test]
    fn what_is_done_matters() {
        assert_ne!(kinds("a + b", Syntax::Python), kinds("a - b", Syntax::Python));
        assert_ne!(kinds("len(a)", Syntax::Python), kinds("sum(a)", Syntax::Python));
        assert_ne!(kinds("x = 'a'", Syntax::Python), kinds("x = 1", Syntax::Python));
    }

    #[test]
    fn a_regular_expression_is_no_division() {
        assert_eq!(kinds("x = /a'b/g", Syntax::JavaScript).len(), 3);
        assert_eq!(kinds("x = a / b / c", Syntax::JavaScript).len(), 7);
    }

    #[test]
    fn anything_gives_tokens_in_order() {
        for text in ["\"open", "'''", "한글 = \"x\" · 3", "`a\n${", "f'{x}' rb\"", "/* never", "\\"]
        {
            for syntax in [Syntax::Python, Syntax::JavaScript, Syntax::Sql, Syntax::Plain] {
                let found = tokens(text, syntax);
                assert!(found.windows(2).all(|pair| pair[0].place.end <= pair[1].place.start));
                assert!(found.iter().all(|token| text.get(token.place.clone()).is_some()));
            }
        }
    }
}
