//! LaTeX of problem statements as Markdown: the subset that the package
//! format promises, as far as Markdown has it. Formulas become code, with
//! the usual signs instead of commands.

/// Commands whose argument stays, and what stands around it.
const AROUND: [(&str, &str, &str); 12] = [
    ("problemname", "# ", "\n"),
    ("section", "## ", "\n"),
    ("subsection", "### ", "\n"),
    ("textbf", "**", "**"),
    ("emph", "*", "*"),
    ("textit", "*", "*"),
    ("texttt", "`", "`"),
    ("url", "<", ">"),
    ("underline", "", ""),
    ("textsc", "", ""),
    ("text", "", ""),
    ("sout", "~~", "~~"),
];

/// Signs, in formulas and outside.
const SIGNS: [(&str, &str); 26] = [
    ("ldots", "…"),
    ("dots", "…"),
    ("cdots", "⋯"),
    ("textellipsis", "…"),
    ("leq", "≤"),
    ("le", "≤"),
    ("geq", "≥"),
    ("ge", "≥"),
    ("neq", "≠"),
    ("ne", "≠"),
    ("times", "×"),
    ("cdot", "·"),
    ("pm", "±"),
    ("infty", "∞"),
    ("in", "∈"),
    ("rightarrow", "→"),
    ("to", "→"),
    ("sum", "Σ"),
    ("pi", "π"),
    ("alpha", "α"),
    ("epsilon", "ε"),
    ("lt", "<"),
    ("gt", ">"),
    ("quad", " "),
    ("noindent", ""),
    ("textbackslash", "\\"),
];

/// Markdown of a statement.
pub fn markdown(tex: &str) -> String {
    let text: String = tex.lines().map(|line| format!("{}\n", without_comment(line))).collect();
    let mut reader = Reader { rest: &text, lists: Vec::new() };
    let mut markdown = String::new();
    while !reader.rest.is_empty() {
        reader.step(&mut markdown);
    }
    tidy(&markdown)
}

struct Reader<'a> {
    rest: &'a str,
    /// Whether each open list is numbered.
    lists: Vec<bool>,
}

impl<'a> Reader<'a> {
    fn step(&mut self, out: &mut String) {
        for (from, to) in [("``", "\""), ("''", "\""), ("---", "—"), ("--", "–"), ("~", " ")] {
            if let Some(rest) = self.rest.strip_prefix(from) {
                self.rest = rest;
                return out.push_str(to);
            }
        }
        if let Some(formula) = self.formula() {
            return out.push_str(&formula);
        }
        let mut chars = self.rest.chars();
        match chars.next() {
            Some('\\') => {
                self.rest = chars.as_str();
                self.command(out);
            }
            // Groups have no meaning of their own here.
            Some('{' | '}') => self.rest = chars.as_str(),
            Some(c) => {
                self.rest = chars.as_str();
                out.push(c);
            }
            None => {}
        }
    }

    fn formula(&mut self) -> Option<String> {
        for (open, close) in [("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$")] {
            if let Some(rest) = self.rest.strip_prefix(open)
                && let Some(end) = rest.find(close)
            {
                self.rest = &rest[end + close.len()..];
                return Some(format!("`{}`", signs(&rest[..end])));
            }
        }
        None
    }

    fn command(&mut self, out: &mut String) {
        let end = self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        if name.is_empty() {
            let mut chars = rest.chars();
            match chars.next() {
                Some('\\') => out.push('\n'),
                Some(c @ ('%' | '_' | '&' | '#' | '$' | '{' | '}')) => out.push(c),
                _ => {}
            }
            self.rest = chars.as_str();
            return;
        }
        self.rest = rest.strip_prefix('*').unwrap_or(rest);
        match name {
            "begin" => self.begin(out),
            "end" => {
                if matches!(self.argument().as_str(), "itemize" | "enumerate") {
                    self.lists.pop();
                }
                out.push('\n');
            }
            "item" => {
                let indent = "  ".repeat(self.lists.len().saturating_sub(1));
                let mark = if self.lists.last() == Some(&true) { "1. " } else { "- " };
                if !out.ends_with('\n') {
                    out.push('\n');
                }
                out.push_str(&format!("{indent}{mark}"));
                self.rest = self.rest.trim_start();
            }
            "href" => {
                let address = self.argument();
                let label = self.argument();
                out.push_str(&format!("[{label}]({address})"));
            }
            "illustration" => drop([self.argument(), self.argument(), self.argument()]),
            "includegraphics" => drop(self.argument()),
            _ => self.plain_command(name, out),
        }
    }

    fn plain_command(&mut self, name: &str, out: &mut String) {
        if let Some((_, before, after)) = AROUND.iter().find(|(known, ..)| *known == name) {
            let argument = self.argument();
            let inner = if *before == "`" { signs(&argument) } else { markdown(&argument) };
            if before.starts_with('#') {
                out.push_str("\n\n");
            }
            return out.push_str(&format!("{before}{}{after}", inner.trim()));
        }
        if let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == name) {
            self.rest = self.rest.strip_prefix("{}").unwrap_or(self.rest);
            out.push_str(sign);
        }
    }

    fn begin(&mut self, out: &mut String) {
        let name = self.argument();
        match name.as_str() {
            "itemize" | "enumerate" => {
                self.lists.push(name == "enumerate");
                out.push('\n');
            }
            "verbatim" | "lstlisting" => {
                let end = format!("\\end{{{name}}}");
                let at = self.rest.find(&end).unwrap_or(self.rest.len());
                let (inner, rest) = self.rest.split_at(at);
                self.rest = rest.strip_prefix(end.as_str()).unwrap_or(rest);
                out.push_str(&format!("\n```\n{}\n```\n", inner.trim_matches('\n')));
            }
            "Input" | "Output" | "Interaction" => out.push_str(&format!("\n\n## {name}\n")),
            _ => out.push('\n'),
        }
    }

    /// `{…}` after options in `[…]`; braces inside are matched.
    fn argument(&mut self) -> String {
        let mut rest = self.rest.trim_start();
        if let Some(options) = rest.strip_prefix('[') {
            rest = options.split_once(']').map_or("", |(_, after)| after).trim_start();
        }
        let Some(inner) = rest.strip_prefix('{') else { return String::new() };
        let mut depth = 1;
        for (at, c) in inner.char_indices() {
            depth += match c {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if depth == 0 {
                self.rest = &inner[at + 1..];
                return inner[..at].to_owned();
            }
        }
        self.rest = "";
        inner.to_owned()
    }
}

/// A formula with signs for commands, and without the braces of one token.
fn signs(formula: &str) -> String {
    let mut text = String::new();
    let mut rest = formula.trim();
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let name = &rest[..end];
        match SIGNS.iter().find(|(known, _)| *known == name) {
            Some((_, sign)) => text.push_str(sign),
            None if name.is_empty() => {
                let next = rest.chars().next();
                text.extend(next.filter(|c| !matches!(c, ',' | ';' | '!' | ' ')));
                rest = &rest[next.map_or(0, char::len_utf8)..];
                continue;
            }
            // `\text{…}`, `\mathrm{…}` and the like: their argument says it.
            None if rest[end..].starts_with('{') => {}
            None => text.push_str(name),
        }
        rest = &rest[end..];
    }
    text.push_str(rest);
    text.replace(['{', '}', '`'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_comment(line: &str) -> &str {
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        match c {
            '%' if !escaped => return &line[..at],
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    line
}

/// No more than one empty line, and none at the ends.
fn tidy(text: &str) -> String {
    let mut tidy = String::new();
    let mut empty = 0;
    for line in text.lines() {
        empty = if line.trim().is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            tidy.push_str(line.trim_end());
            tidy.push('\n');
        }
    }
    let tidy = tidy.trim();
    if tidy.is_empty() { String::new() } else { format!("{tidy}\n") }
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn a_statement_reads_as_markdown() {
        let tex = r"
\problemname{Sums}
% a comment
Add \emph{two} numbers, ``a'' and \texttt{b\_1}~--- 100\% sure.
\section*{Input}
One line with $a$ and $b$ ($1 \leq a, b \leq 10^{9}$).
\begin{itemize}
\item first
\item second \textbf{thing}
\end{itemize}
\begin{verbatim}
x = 1
\end{verbatim}
";
        let expected = "# Sums\n\nAdd *two* numbers, \"a\" and `b_1` — 100% sure.\n\n## Input\n\nOne line with `a` and `b` (`1 ≤ a, b ≤ 10^9`).\n\n- first\n- second **thing**\n\n```\nx = 1\n```\n";
        assert_eq!(markdown(tex), expected);
    }

    #[test]
    fn what_is_broken_ends() {
        for tex in ["\\textbf{open", "$open", "\\", "\\begin{verbatim} x", "\\item", "}{"] {
            let _ = markdown(tex);
        }
        assert_eq!(markdown("\\unknown{kept}"), "kept\n");
    }
}
