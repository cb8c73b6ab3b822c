//! From text to tokens, as SQLite's own tokenizer does it.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A keyword or a name without quotes.
    Word,
    /// A name in quotes: `"a"`, `` `a` `` or `[a]`. (SQLite takes `"a"` for a
    /// string where it knows no such name.)
    Name,
    /// `'a'`.
    Text,
    /// `x'00'`.
    Blob,
    /// `1`, `1.5e3`, `0xff`.
    Number,
    /// `?1`, `:a`, `@a`, `$a`.
    Parameter,
    /// An operator or a mark, one character or more.
    Symbol,
}

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: Kind,
    /// As it is written.
    pub text: &'a str,
    /// Where it begins, in bytes.
    pub start: usize,
}

impl Token<'_> {
    /// Whether it is this keyword, in whatever case.
    pub fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is this mark.
    pub fn is_symbol(&self, symbol: &str) -> bool {
        self.kind == Kind::Symbol && self.text == symbol
    }

    /// Where it ends, in bytes.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The tokens of a text, without white space and comments. What is not closed
/// goes to the end of the text.
pub fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at = skip(text, at);
        let rest = &text[at..];
        let (kind, length) = one(rest)?;
        let token = Token { kind, text: &rest[..length], start: at };
        at += length;
        Some(token)
    })
}

/// Where white space and comments end.
fn skip(text: &str, mut at: usize) -> usize {
    loop {
        let rest = &text[at..];
        let length = if rest.starts_with("--") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(comment) = rest.strip_prefix("/*") {
            comment.find("*/").map_or(rest.len(), |end| end + 4)
        } else if rest.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else if rest.starts_with([' ', '\t', '\n', '\x0c', '\r']) {
            1
        } else {
            return at;
        };
        at += length;
    }
}

/// The first token of a text that begins with one, and its bytes.
fn one(rest: &str) -> Option<(Kind, usize)> {
    let mut characters = rest.chars();
    let first = characters.next()?;
    let second = characters.next();
    Some(match first {
        '\'' => (Kind::Text, quoted(rest, '\'')),
        '"' | '`' => (Kind::Name, quoted(rest, first)),
        '[' => (Kind::Name, rest.find(']').map_or(rest.len(), |end| end + 1)),
        'x' | 'X' if second == Some('\'') => (Kind::Blob, 1 + quoted(&rest[1..], '\'')),
        '?' | '@' | '#' | ':' | '$' => (Kind::Parameter, 1 + word(&rest[1..])),
        '0'..='9' => (Kind::Number, number(rest)),
        '.' if second.is_some_and(|c| c.is_ascii_digit()) => (Kind::Number, number(rest)),
        c if is_word_character(c) => (Kind::Word, word(rest)),
        c => (Kind::Symbol, symbol(rest).unwrap_or(c.len_utf8())),
    })
}

/// A quote inside is written twice.
fn quoted(rest: &str, quote: char) -> usize {
    let mut marks = rest.char_indices().skip(1).filter(|(_, c)| *c == quote).peekable();
    while let Some((at, _)) = marks.next() {
        if marks.next_if(|(next, _)| *next == at + 1).is_none() {
            return at + 1;
        }
    }
    rest.len()
}

fn is_word_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$' || !c.is_ascii()
}

fn word(rest: &str) -> usize {
    rest.find(|c| !is_word_character(c)).unwrap_or(rest.len())
}

/// Digits, a fraction, an exponent; what sticks to it belongs to it, and is
/// SQLite's to refuse.
fn number(rest: &str) -> usize {
    let mut previous = ' ';
    let belongs = |c: char| {
        let sign = matches!(c, '+' | '-') && matches!(previous, 'e' | 'E');
        let sign = sign && !rest.starts_with("0x") && !rest.starts_with("0X");
        previous = c;
        is_word_character(c) || c == '.' || sign
    };
    let mut belongs = belongs;
    rest.find(|c| !belongs(c)).unwrap_or(rest.len())
}

fn symbol(rest: &str) -> Option<usize> {
    ["->>", "->", "<>", "<=", "<<", ">=", ">>", "==", "!=", "||"]
        .iter()
        .find(|symbol| rest.starts_with(**symbol))
        .map(|symbol| symbol.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(sql: &str) -> Vec<(Kind, &str)> {
        tokens(sql).map(|token| (token.kind, token.text)).collect()
    }

    #[test]
    fn every_kind_is_known() {
        use Kind::*;
        let sql =
            "SELECT \"a b\", [c], `d`, 'it''s; --', x'00ff', 1.5e-3, 0x1F, .5, ?1, :n FROM 표;";
        let expected = [
            (Word, "SELECT"),
            (Name, "\"a b\""),
            (Symbol, ","),
            (Name, "[c]"),
            (Symbol, ","),
            (Name, "`d`"),
            (Symbol, ","),
            (Text, "'it''s; --'"),
            (Symbol, ","),
            (Blob, "x'00ff'"),
            (Symbol, ","),
            (Number, "1.5e-3"),
            (Symbol, ","),
            (Number, "0x1F"),
            (Symbol, ","),
            (Number, ".5"),
            (Symbol, ","),
            (Parameter, "?1"),
            (Symbol, ","),
            (Parameter, ":n"),
            (Word, "FROM"),
            (Word, "표"),
            (Symbol, ";"),
        ];
        assert_eq!(texts(sql), expected);
    }

    #[test]
    fn comments_and_white_space_are_nothing() {
        for sql in ["", " \t\r\n", "-- SELECT 1;", "/* ; */ -- x\n", "/* open", "\u{feff}"] {
            assert_eq!(texts(sql), [], "{sql:?}");
        }
        assert_eq!(texts("1--2\n-/**/3"), texts("1 - 3"));
    }

    #[test]
    fn operators_are_not_cut() {
        let all = texts("a->>'b' <> c||d >= 1-2");
        let symbols = all.iter().filter(|(kind, _)| *kind == Kind::Symbol);
        assert_eq!(
            symbols.map(|(_, text)| *text).collect::<Vec<_>>(),
            ["->>", "<>", "||", ">=", "-"]
        );
    }

    #[test]
    fn what_is_not_closed_goes_to_the_end() {
        for sql in ["'a; b", "\"a; b", "[a; b", "'a''"] {
            assert_eq!(texts(sql).len(), 1, "{sql}");
        }
    }

    #[test]
    fn tokens_know_where_they_are() {
        let sql = "SELECT\n  이름 FROM t";
        for token in tokens(sql) {
            assert_eq!(&sql[token.start..token.end()], token.text);
        }
        let name = tokens(sql).nth(1).unwrap();
        assert_eq!(crate::line_of(sql, name.start), 2);
    }
}
