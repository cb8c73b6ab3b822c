//! What of `CREATE TABLE` matters for reading rows.

/// The column that is the row's number: `INTEGER PRIMARY KEY`.
pub fn rowid_column(sql: &str) -> Option<usize> {
    let definitions = definitions(sql);
    let words = |text: &str| -> Vec<String> {
        let text = text.to_ascii_uppercase().replace(['(', ')', ','], " ");
        text.split_whitespace()
            .map(|word| word.trim_matches(['"', '`', '[', ']', '\'']).to_owned())
            .collect()
    };
    let mut columns: Vec<Vec<String>> = Vec::new();
    let mut key: Option<Vec<String>> = None;
    for definition in &definitions {
        let words = words(definition);
        let first = words.first().map(String::as_str);
        match first {
            Some("CONSTRAINT" | "PRIMARY" | "UNIQUE" | "CHECK" | "FOREIGN") => {
                if let Some(at) = words.windows(2).position(|pair| pair == ["PRIMARY", "KEY"]) {
                    key = Some(words[at + 2..].to_vec());
                }
            }
            _ => columns.push(words),
        }
    }
    let is_integer = |words: &Vec<String>| words.get(1).is_some_and(|kind| kind == "INTEGER");
    let own = columns.iter().position(|words| {
        is_integer(words)
            && words.windows(2).any(|pair| pair == ["PRIMARY", "KEY"])
            // SQLite's one exception.
            && !words.iter().any(|word| word == "DESC")
    });
    own.or_else(|| {
        let [name] = key.as_deref()? else { return None };
        columns.iter().position(|words| is_integer(words) && words.first() == Some(name))
    })
}

/// The parts between the commas of the outermost brackets.
fn definitions(sql: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut depth, mut quote, mut comment) = (0, None, "");
    let mut chars = sql.chars().peekable();
    while let Some(c) = chars.next() {
        let pair = (c, chars.peek().copied());
        match (comment, pair) {
            ("--", ('\n', _)) => comment = "",
            ("/*", ('*', Some('/'))) => {
                chars.next();
                comment = "";
                continue;
            }
            ("--" | "/*", _) => continue,
            (_, ('-', Some('-'))) if quote.is_none() => comment = "--",
            (_, ('/', Some('*'))) if quote.is_none() => comment = "/*",
            _ => {}
        }
        if !comment.is_empty() {
            continue;
        }
        match (quote, c) {
            (Some(end), c) if c == end => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"' | '`') => quote = Some(c),
            (None, '[') => quote = Some(']'),
            (None, '(') => depth += 1,
            (None, ')') => depth -= 1,
            (None, ',') if depth == 1 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if depth >= 1 && !(depth == 1 && c == '(') {
            parts.last_mut().map(|part| part.push(c)).unwrap_or_default();
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::rowid_column;

    #[test]
    fn the_rows_number_is_a_column_of_its_own() {
        for (sql, expected) in [
            ("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)", Some(0)),
            ("CREATE TABLE t(a, \"id\" integer not null primary key autoincrement)", Some(1)),
            ("CREATE TABLE t (id INT PRIMARY KEY)", None),
            ("CREATE TABLE t (id int unique, amount real)", None),
            (
                "CREATE TABLE t (a DECIMAL(5,2) DEFAULT (1,2), id INTEGER, PRIMARY KEY (id))",
                Some(1),
            ),
            ("CREATE TABLE t (a, b INTEGER, PRIMARY KEY (a, b))", None),
            (
                "CREATE TABLE t (a TEXT DEFAULT 'x, y', -- a, comment\n id INTEGER PRIMARY KEY)",
                Some(1),
            ),
        ] {
            assert_eq!(rowid_column(sql), expected, "{sql}");
        }
    }
}
