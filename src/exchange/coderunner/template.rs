//! Templates: what stands before and after the learner's answer.
//!
//! Twig is a language; what is taken of it is the answer in one place, and
//! the texts of the test around it. That is exact, and most questions have
//! no more than that.

use crate::exchange::names::quoted;
use crate::i18n::Message;

/// What `python3_w_input` puts before the answer: input is echoed, so that
/// output looks as in a terminal.
const ECHO: &str = "__saved_input__ = input\ndef input(prompt=''):\n    \
                    s = __saved_input__(prompt)\n    print(s)\n    return s\n\n";

/// A template of one test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    before: Vec<Part>,
    after: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Field(String),
}

/// A type of question that this program knows, in the language of a runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Builtin {
    /// The answer, then the test's code.
    Python,
    /// The same with echoed input.
    PythonEcho,
    /// The answer, then the test's code.
    Node,
    /// A query on a database.
    Sql,
}

impl Builtin {
    /// By the name of `CodeRunner`'s own prototype.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "python3" => Some(Self::Python),
            "python3_w_input" => Some(Self::PythonEcho),
            "nodejs" => Some(Self::Node),
            "sql" => Some(Self::Sql),
            _ => None,
        }
    }

    /// What its template comes to for one test.
    pub fn template(self) -> Template {
        let before = match self {
            Self::PythonEcho => vec![Part::Text(ECHO.to_owned())],
            _ => Vec::new(),
        };
        let after = vec![Part::Text("\n".to_owned()), Part::Field("testcode".to_owned())];
        Template { before, after }
    }
}

/// Reads a template of one test.
///
/// # Errors
/// What of it cannot be taken.
pub fn read(text: &str) -> Result<Template, Message> {
    let not_taken = |what: &str| Message::new("exchange-template").with("what", quoted(what));
    let mut template = Template { before: Vec::new(), after: Vec::new() };
    let mut answers = 0;
    let mut rest = text;
    while let Some(at) =
        [rest.find("{{"), rest.find("{%"), rest.find("{#")].into_iter().flatten().min()
    {
        let (literal, tag) = rest.split_at(at);
        let end = tag.find(if tag.starts_with("{{") { "}}" } else { "%}" });
        let Some(end) = end.filter(|_| tag.starts_with("{{")) else {
            return Err(not_taken(tag.lines().next().unwrap_or_default()));
        };
        let expression = tag[2..end].trim();
        rest = &tag[end + 2..];
        let side = if answers == 0 { &mut template.before } else { &mut template.after };
        side.push(Part::Text(literal.to_owned()));
        match expression {
            "STUDENT_ANSWER" => answers += 1,
            "TEST.testcode" | "TEST.extra" | "TEST.stdin" | "TEST.expected" => {
                side.push(Part::Field(expression.trim_start_matches("TEST.").to_owned()));
            }
            _ => return Err(not_taken(&tag[..end + 2])),
        }
    }
    if answers != 1 {
        return Err(Message::new("exchange-template-answer").with("count", answers));
    }
    template.after.push(Part::Text(rest.to_owned()));
    Ok(template)
}

impl Template {
    /// The texts around the answer; `field` gives a test's texts.
    pub fn around(&self, field: impl Fn(&str) -> String) -> (String, String) {
        let side = |parts: &[Part]| -> String {
            let text = |part: &Part| match part {
                Part::Text(text) => text.clone(),
                Part::Field(name) => field(name),
            };
            parts.iter().map(text).collect()
        };
        (side(&self.before), side(&self.after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(text: &str) -> (String, String) {
        read(text).expect("a template").around(|name| format!("<{name}>"))
    }

    #[test]
    fn the_answer_stands_between_two_texts() {
        let both = |before: &str, after: &str| (before.to_owned(), after.to_owned());
        assert_eq!(around("{{ STUDENT_ANSWER }}"), both("", ""));
        assert_eq!(around("{{STUDENT_ANSWER}}\n{{ TEST.testcode }}\n"), both("", "\n<testcode>\n"));
        assert_eq!(
            around("import math\n{{ TEST.extra }}\n{{ STUDENT_ANSWER }}\nmain()"),
            both("import math\n<extra>\n", "\nmain()")
        );
    }

    #[test]
    fn what_is_twig_is_named() {
        for (text, what) in [
            ("{% for TEST in TESTCASES %}\n{{ STUDENT_ANSWER }}", "{% for TEST in TESTCASES %}"),
            ("{{ STUDENT_ANSWER | e('py') }}", "{{ STUDENT_ANSWER | e('py') }}"),
            ("{# note #}{{ STUDENT_ANSWER }}", "{# note #}{{ STUDENT_ANSWER }}"),
        ] {
            let message = read(text).expect_err(text);
            assert_eq!(message.args, [("what", format!("`{what}`"))], "{text}");
        }
        assert_eq!(read("print(1)").expect_err("none").key, "exchange-template-answer");
    }
}
