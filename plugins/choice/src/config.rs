//! The configuration and its check.

use weaverse_grader_sdk::{Node, Problem, read_config};

/// A question's choices and rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// In the order of the question.
    pub choices: Vec<Choice>,
    /// Several choices may be right.
    pub multiple: bool,
    /// Part of the points for part of the right choices.
    pub partial: bool,
    /// The learner sees the right choices afterwards.
    pub reveal: bool,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What an answer names it by.
    pub id: String,
    /// Whether it is right.
    pub correct: bool,
    /// Shown to the learner who chose it.
    pub note: Option<String>,
}

impl Config {
    /// Reads the configuration, or lists everything wrong with it.
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        read_config(text, read)
    }

    /// The right choices.
    pub fn right(&self) -> impl Iterator<Item = &Choice> {
        self.choices.iter().filter(|choice| choice.correct)
    }
}

fn read(root: Node<'_>, problems: &mut Vec<Problem>) -> Option<Config> {
    let fields = root.object(problems)?;
    fields.only(&["choices", "multiple", "partial", "explanation", "reveal"], problems);
    let mut flag = |key| match fields.get(key) {
        Some(node) => node.boolean(problems),
        None => Some(false),
    };
    let (multiple, partial, reveal) = (flag("multiple"), flag("partial"), flag("reveal"));
    if let Some(node) = fields.get("explanation") {
        node.string(problems);
    }
    if let (Some(false), Some(true)) = (multiple, partial) {
        let message = "`partial` needs `multiple`: one choice is right or wrong";
        fields.problem_at("partial", message, problems);
    }
    let node = fields.required("choices", problems)?;
    let choices = choices(&node, problems)?;
    if let Some(multiple) = multiple {
        check_count(&node, multiple, &choices, problems);
    }
    Some(Config { choices, multiple: multiple?, partial: partial?, reveal: reveal? })
}

fn choices(node: &Node<'_>, problems: &mut Vec<Problem>) -> Option<Vec<Choice>> {
    let nodes = node.array(problems)?;
    if !(2..=10).contains(&nodes.len()) {
        node.problem("there must be 2 to 10 choices", problems);
    }
    let choices: Vec<_> = nodes.iter().map(|node| choice(node, problems)).collect();
    for (index, node) in nodes.iter().enumerate() {
        let id = |choice: &Option<Choice>| choice.as_ref().map(|choice| choice.id.clone());
        let own = id(&choices[index]);
        if own.is_some() && choices[..index].iter().any(|earlier| id(earlier) == own) {
            node.problem("an earlier choice has the same `id`", problems);
        }
    }
    choices.into_iter().collect()
}

fn choice(node: &Node<'_>, problems: &mut Vec<Problem>) -> Option<Choice> {
    let fields = node.object(problems)?;
    fields.only(&["id", "correct", "note"], problems);
    let correct = match fields.get("correct") {
        Some(node) => node.boolean(problems),
        None => Some(false),
    };
    let note = match fields.get("note") {
        Some(node) => node.string(problems).map(|note| Some(note.to_owned())),
        None => Some(None),
    };
    let node = fields.required("id", problems)?;
    let id = node.string(problems)?;
    if id.is_empty() || id.contains(|c: char| c == ',' || c.is_whitespace()) {
        node.problem("must be a word without white space and commas", problems);
    }
    Some(Choice { id: id.to_owned(), correct: correct?, note: note? })
}

fn check_count(node: &Node<'_>, multiple: bool, choices: &[Choice], problems: &mut Vec<Problem>) {
    match choices.iter().filter(|choice| choice.correct).count() {
        0 => node.problem("no choice is correct", problems),
        1 => {}
        _ if multiple => {}
        _ => node.problem("several choices are correct, but `multiple` is not true", problems),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        let problems = Config::read(text).unwrap_err();
        problems.iter().map(Problem::to_string).collect()
    }

    #[test]
    fn a_right_configuration_is_read() {
        let config = Config::read(
            r#"{"choices": [{"id": "1", "correct": true, "note": "n"}, {"id": "2"}],
                "multiple": true, "partial": true, "explanation": "e"}"#,
        )
        .unwrap();
        assert!(config.multiple && config.partial && !config.reveal);
        assert_eq!(config.right().map(|choice| choice.id.as_str()).collect::<Vec<_>>(), ["1"]);
        assert_eq!(config.choices[0].note.as_deref(), Some("n"));
    }

    #[test]
    fn all_mistakes_are_listed() {
        let text = r#"{
            "choices": [{"id": "a b", "correct": 1}, {"note": 2}, {"id": "c"}, {"id": "c"}],
            "partial": true, "explanation": 3, "shuffle": true
        }"#;
        assert_eq!(
            problems(text),
            [
                "/shuffle: unknown key `shuffle`; known are choices, multiple, partial, \
                 explanation, reveal",
                "/explanation: must be a string",
                "/partial: `partial` needs `multiple`: one choice is right or wrong",
                "/choices/0/correct: must be true or false",
                "/choices/0/id: must be a word without white space and commas",
                "/choices/1/note: must be a string",
                "/choices/1: `id` is missing",
                "/choices/3: an earlier choice has the same `id`",
            ]
        );
    }

    #[test]
    fn the_number_of_right_choices_must_fit() {
        let one = r#"{"choices": [{"id": "1"}]}"#;
        let expected =
            ["/choices: there must be 2 to 10 choices", "/choices: no choice is correct"];
        assert_eq!(problems(one), expected);
        let two = r#"{"choices": [{"id": "1", "correct": true}, {"id": "2", "correct": true}]}"#;
        let expected = ["/choices: several choices are correct, but `multiple` is not true"];
        assert_eq!(problems(two), expected);
        assert_eq!(problems("{}"), ["/: `choices` is missing"]);
    }
}
