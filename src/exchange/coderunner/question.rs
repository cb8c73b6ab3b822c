//! One question.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use weaverse_sandbox::File;

use super::case::Grader;
use super::template::{self, Builtin, Template};
use super::{Question, plain, text_of};
use crate::exchange::files::{MAX_TEXT, is_plain};
use crate::exchange::limits::limits;
use crate::exchange::names::{self, quoted};
use crate::exchange::notes::Notes;
use crate::i18n::Message;
use crate::packs::{Item, ItemKind};

impl Question<'_> {
    /// The item, or the reasons why there is none.
    pub fn item(&self, taken_names: &[String], notes: &mut Notes) -> Option<Item> {
        let path = self.quiz.path();
        if !matches!(plain(self.node, "prototypetype").trim(), "" | "0") {
            notes.refuse(&path, self.line(), Message::new("exchange-prototype"));
            return None;
        }
        let kind = plain(self.node, "coderunnertype");
        let builtin = Builtin::parse(kind.trim());
        if builtin.is_none() && self.prototype.is_none() {
            let message =
                Message::new("exchange-coderunner-type").with("kind", quoted(kind.trim()));
            notes.refuse(&path, self.element("coderunnertype"), message);
            return None;
        }
        self.refuse_special(notes);
        let (language, program) = self.language(builtin, notes)?;
        let (grader, config) = match builtin {
            Some(Builtin::Sql) => ("sql", self.sql(notes)?),
            _ => ("cases", self.cases(builtin, notes)?),
        };
        if notes.is_refused() {
            return None;
        }
        let name = text_of(self.node, "name");
        let slug = names::slug(&name, "question");
        let slug = names::unique(slug, |slug| taken_names.iter().any(|taken| taken == slug));
        let answer = self.field("answer");
        if answer.trim().is_empty() {
            notes.loss(&path, self.line(), Message::new("exchange-no-solution"));
        }
        let file = |text: String| match text.trim().is_empty() {
            true => Vec::new(),
            false => vec![File { path: program.to_owned(), content: text.into_bytes() }],
        };
        let number = |name: &str| self.field(name).trim().parse::<f64>().ok();
        Some(Item {
            name: slug,
            kind: ItemKind::Code,
            title: name.trim().to_owned(),
            points: self.points(notes),
            attempts: None,
            cool_down: None,
            statement: self.prose("questiontext", notes),
            explanation: self.prose("generalfeedback", notes),
            choices: Vec::new(),
            multiple: false,
            language: language.to_owned(),
            entry: program.to_owned(),
            starter: file(self.field("answerpreload")),
            solution: file(answer),
            grader: grader.to_owned(),
            config,
            limits: limits(number("cputimelimitsecs"), number("memlimitmb"), None),
        })
    }

    /// A field of the question, or of its prototype.
    pub fn field(&self, name: &str) -> String {
        let own = plain(self.node, name).replace("\r\n", "\n");
        match self.prototype {
            Some(prototype) if own.trim().is_empty() => {
                plain(prototype, name).replace("\r\n", "\n")
            }
            _ => own,
        }
    }

    fn line(&self) -> usize {
        self.quiz.line(self.node)
    }

    fn element(&self, name: &str) -> usize {
        let child = self.node.children().find(|child| child.has_tag_name(name));
        self.quiz.line(child.unwrap_or(self.node))
    }

    fn refuse(&self, element: &str, message: Message, notes: &mut Notes) {
        notes.refuse(&self.quiz.path(), self.element(element), message);
    }

    /// What our graders have nothing for.
    fn refuse_special(&self, notes: &mut Notes) {
        let plugin = self.field("uiplugin");
        if !matches!(plugin.trim(), "" | "ace" | "none") {
            let message = Message::new("exchange-uiplugin").with("name", quoted(plugin.trim()));
            self.refuse("uiplugin", message, notes);
        }
        if self.field("attachmentsrequired").trim().parse().unwrap_or(0) > 0 {
            self.refuse("attachmentsrequired", Message::new("exchange-attachments"), notes);
        }
        let tests = self.tests();
        let texts = tests
            .iter()
            .flat_map(|test| ["testcode", "stdin", "expected"].map(|name| test.text(name)));
        let mut texts = texts.chain([text_of(self.node, "questiontext")]);
        if self.field("twigall").trim() == "1"
            && texts.any(|text| text.contains("{{") || text.contains("{%"))
        {
            self.refuse("twigall", Message::new("exchange-twigall"), notes);
        }
        if tests.iter().any(|test| test.text("testcode").contains("__student_answer__")) {
            self.refuse("testcases", Message::new("exchange-student-answer"), notes);
        }
        if tests.is_empty() {
            self.refuse("testcases", Message::new("exchange-no-tests"), notes);
        }
    }

    /// Runtime and file of the program.
    fn language(
        &self,
        builtin: Option<Builtin>,
        notes: &mut Notes,
    ) -> Option<(&'static str, &'static str)> {
        let named = self.field("language");
        let known = match (named.trim(), builtin) {
            ("python3", _) => Some(("python", "main.py")),
            ("nodejs", _) => Some(("javascript", "main.js")),
            ("", Some(Builtin::Python | Builtin::PythonEcho)) => Some(("python", "main.py")),
            ("", Some(Builtin::Node)) => Some(("javascript", "main.js")),
            ("", Some(Builtin::Sql)) => Some(("sqlite", "main.sql")),
            _ => None,
        };
        if known.is_none() {
            let message = Message::new("exchange-no-runtime").with("name", quoted(named.trim()));
            self.refuse("language", message, notes);
        }
        known
    }

    /// The template: the question's own, its prototype's, or the built-in one.
    fn template(&self, builtin: Option<Builtin>, notes: &mut Notes) -> Option<Template> {
        let own = self.field("template");
        if own.trim().is_empty() {
            return builtin.map(Builtin::template);
        }
        if self.field("iscombinatortemplate").trim() == "1" {
            self.refuse("template", Message::new("exchange-combinator"), notes);
            return None;
        }
        match template::read(&own) {
            Ok(template) => Some(template),
            Err(message) => {
                self.refuse("template", message, notes);
                None
            }
        }
    }

    /// The configuration of the grader `cases`.
    fn cases(&self, builtin: Option<Builtin>, notes: &mut Notes) -> Option<Value> {
        let named = self.field("grader");
        let Some(grader) = Grader::parse(named.trim()) else {
            let message = Message::new("exchange-grader").with("name", quoted(named.trim()));
            self.refuse("grader", message, notes);
            return None;
        };
        let template = self.template(builtin, notes)?;
        let tests = self.tests();
        let unit = Self::unit(&tests);
        let files = self.support_files(notes);
        let case = |test| {
            let mut case = self.case(test, &template, grader, unit, notes);
            if !files.is_empty() {
                case["files"] = json!(files);
            }
            case
        };
        let mut cases: Vec<Value> = tests.iter().map(case).collect();
        // Nothing would be worth anything: all count the same.
        if cases.iter().all(|case| case["points"] == 0) {
            cases.iter_mut().for_each(|case| case["points"] = json!(1));
        }
        let mut config = json!({ "mode": "stdio", "cases": cases });
        if self.field("allornothing").trim() == "1" {
            config["all-or-nothing"] = json!(true);
        }
        Some(config)
    }

    /// Files beside the program.
    fn support_files(&self, notes: &mut Notes) -> serde_json::Map<String, Value> {
        let mut files = serde_json::Map::new();
        let nodes = self.node.descendants().filter(|node| node.has_tag_name("file"));
        // Pictures of the question's text are files of that text.
        let nodes = nodes.filter(|node| {
            node.parent().is_some_and(|parent| {
                parent.has_tag_name("testcases") || parent.has_tag_name("question")
            })
        });
        for node in nodes {
            let name = node.attribute("name").unwrap_or_default();
            let text: String = node.text().unwrap_or_default().split_whitespace().collect();
            let content =
                STANDARD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            let content = content.filter(|text| text.len() as u64 <= MAX_TEXT && is_plain(name));
            let Some(content) = content else {
                let message = Message::new("exchange-support-file").with("name", quoted(name));
                notes.refuse(&self.quiz.path(), self.quiz.line(node), message);
                continue;
            };
            files.insert(name.to_owned(), json!(content));
        }
        files
    }

    /// Milli-points: marks of a question may be broken, points are whole.
    fn points(&self, notes: &mut Notes) -> i64 {
        let text = plain(self.node, "defaultgrade");
        let grade: f64 = text.trim().parse().unwrap_or(1.0);
        let points = grade.ceil().clamp(1.0, 1_000_000.0);
        if (points - grade).abs() > 1e-9 {
            let message = Message::new("exchange-points")
                .with("grade", quoted(text.trim()))
                .with("points", points);
            notes.loss(&self.quiz.path(), self.element("defaultgrade"), message);
        }
        points as i64 * 1000
    }

    /// A text of the question. HTML stays: Markdown may hold it.
    fn prose(&self, name: &str, notes: &mut Notes) -> String {
        let text = text_of(self.node, name);
        if text.contains("@@PLUGINFILE@@") {
            let message = Message::new("exchange-pictures");
            notes.loss(&self.quiz.path(), self.element(name), message);
        }
        let text = text.replace("\r\n", "\n");
        let node = self.node.children().find(|child| child.has_tag_name(name));
        match node.and_then(|node| node.attribute("format")) {
            // A blank line would end the HTML and begin Markdown in the middle.
            Some("html" | "moodle_auto_format") => {
                let lines = text.lines().map(str::trim_end);
                let mut prose = String::new();
                let mut in_pre = false;
                for line in lines {
                    in_pre = (in_pre || line.contains("<pre")) && !line.contains("</pre");
                    match (line.is_empty(), in_pre) {
                        (true, false) => continue,
                        // A line of nothing but a character reference is not blank.
                        (true, true) => prose.push_str("&#8203;"),
                        (false, _) => prose.push_str(line),
                    }
                    prose.push('\n');
                }
                if prose.trim().is_empty() { prose } else { format!("<div>\n{prose}</div>\n") }
            }
            _ => text,
        }
    }
}
