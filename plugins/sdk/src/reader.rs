//! Reads a configuration and collects every mistake with its place.
//!
//! serde's derived readers stop at the first mistake; an author wants them all.

use serde_json::{Map, Value};

use crate::types::Problem;

/// Reads a configuration with `read`; `Err` if it, or anything that `read`
/// noted, is wrong.
pub fn read_config<T>(
    text: &str,
    read: impl FnOnce(Node<'_>, &mut Vec<Problem>) -> Option<T>,
) -> Result<T, Vec<Problem>> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let message = format!("the configuration is not JSON: {error}");
        vec![Problem { pointer: String::new(), message }]
    })?;
    let mut problems = Vec::new();
    match read(Node { value: &value, pointer: String::new() }, &mut problems) {
        Some(config) if problems.is_empty() => Ok(config),
        _ => {
            debug_assert!(!problems.is_empty(), "a reader gives a reason");
            Err(problems)
        }
    }
}

/// A value of the configuration and its place.
#[derive(Debug, Clone)]
pub struct Node<'a> {
    /// The value.
    pub value: &'a Value,
    /// JSON pointer.
    pub pointer: String,
}

impl<'a> Node<'a> {
    /// Notes a mistake at this place.
    pub fn problem(&self, message: impl Into<String>, problems: &mut Vec<Problem>) {
        problems.push(Problem { pointer: self.pointer.clone(), message: message.into() });
    }

    /// The object's fields.
    pub fn object(&self, problems: &mut Vec<Problem>) -> Option<Fields<'a>> {
        let map = self.expect(self.value.as_object(), "an object", problems)?;
        Some(Fields { map, pointer: self.pointer.clone() })
    }

    /// The array's elements.
    pub fn array(&self, problems: &mut Vec<Problem>) -> Option<Vec<Node<'a>>> {
        let values = self.expect(self.value.as_array(), "an array", problems)?;
        let node = |(index, value)| Node { value, pointer: format!("{}/{index}", self.pointer) };
        Some(values.iter().enumerate().map(node).collect())
    }

    /// The array's elements, all of which are strings.
    pub fn strings(&self, problems: &mut Vec<Problem>) -> Option<Vec<&'a str>> {
        let nodes = self.array(problems)?;
        let strings: Vec<_> = nodes.iter().map(|node| node.string(problems)).collect();
        strings.into_iter().collect()
    }

    /// The string.
    pub fn string(&self, problems: &mut Vec<Problem>) -> Option<&'a str> {
        self.expect(self.value.as_str(), "a string", problems)
    }

    /// The truth value.
    pub fn boolean(&self, problems: &mut Vec<Problem>) -> Option<bool> {
        self.expect(self.value.as_bool(), "true or false", problems)
    }

    /// The integer, which must be from 0 to `max`.
    pub fn natural(&self, max: u32, problems: &mut Vec<Problem>) -> Option<u32> {
        let number = self.value.as_u64().and_then(|number| u32::try_from(number).ok());
        let number = number.filter(|number| *number <= max);
        self.expect(number, &format!("an integer from 0 to {max}"), problems)
    }

    /// The number, which must not be negative.
    pub fn non_negative(&self, problems: &mut Vec<Problem>) -> Option<f64> {
        let number = self.value.as_f64().filter(|number| number.is_finite() && *number >= 0.0);
        self.expect(number, "a number that is not negative", problems)
    }

    fn expect<T>(&self, found: Option<T>, what: &str, problems: &mut Vec<Problem>) -> Option<T> {
        if found.is_none() {
            self.problem(format!("must be {what}"), problems);
        }
        found
    }
}

/// The fields of an object.
#[derive(Debug, Clone)]
pub struct Fields<'a> {
    map: &'a Map<String, Value>,
    pointer: String,
}

impl<'a> Fields<'a> {
    /// Notes every key that is not one of `known`: a typo must not be silent.
    pub fn only(&self, known: &[&str], problems: &mut Vec<Problem>) {
        for key in self.map.keys().filter(|key| !known.contains(&key.as_str())) {
            let message = format!("unknown key `{key}`; known are {}", known.join(", "));
            problems.push(Problem { pointer: self.place(key), message });
        }
    }

    /// A field that may be absent.
    pub fn get(&self, key: &str) -> Option<Node<'a>> {
        Some(Node { value: self.map.get(key)?, pointer: self.place(key) })
    }

    /// A field that must be there.
    pub fn required(&self, key: &str, problems: &mut Vec<Problem>) -> Option<Node<'a>> {
        let found = self.get(key);
        if found.is_none() {
            self.problem(format!("`{key}` is missing"), problems);
        }
        found
    }

    /// A truth value that may be absent.
    pub fn flag(&self, key: &str, absent: bool, problems: &mut Vec<Problem>) -> bool {
        self.get(key).and_then(|node| node.boolean(problems)).unwrap_or(absent)
    }

    /// A string that may be absent.
    pub fn text(&self, key: &str, problems: &mut Vec<Problem>) -> Option<&'a str> {
        self.get(key).and_then(|node| node.string(problems))
    }

    /// The fields with their nodes, in the order of their keys.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, Node<'a>)> {
        let node = |(key, value): (&'a String, _)| {
            (key.as_str(), Node { value, pointer: self.place(key) })
        };
        self.map.iter().map(node)
    }

    /// Notes a mistake of the object as a whole.
    pub fn problem(&self, message: impl Into<String>, problems: &mut Vec<Problem>) {
        problems.push(Problem { pointer: self.pointer.clone(), message: message.into() });
    }

    /// Notes a mistake of a field.
    pub fn problem_at(&self, key: &str, message: &str, problems: &mut Vec<Problem>) {
        problems.push(Problem { pointer: self.place(key), message: message.to_owned() });
    }

    fn place(&self, key: &str) -> String {
        format!("{}/{}", self.pointer, key.replace('~', "~0").replace('/', "~1"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(u32, Vec<String>), Vec<String>> {
        let listed = |problems: Vec<Problem>| problems.iter().map(Problem::to_string).collect();
        read_config(text, |root, problems| {
            let fields = root.object(problems)?;
            fields.only(&["count", "names"], problems);
            let count = fields.required("count", problems).and_then(|n| n.natural(9, problems));
            let names = fields.get("names").and_then(|node| node.strings(problems));
            let names = names.unwrap_or_default().into_iter().map(str::to_owned).collect();
            Some((count?, names))
        })
        .map_err(listed)
    }

    #[test]
    fn a_right_configuration_is_read() {
        let expected = (3, vec!["a".to_owned()]);
        assert_eq!(read(r#"{"count": 3, "names": ["a"]}"#), Ok(expected));
    }

    #[test]
    fn all_mistakes_come_with_their_places() {
        let problems = read(r#"{"count": -1, "names": [1, "a", null], "a/b~": 0}"#).unwrap_err();
        assert_eq!(
            problems,
            [
                "/a~1b~0: unknown key `a/b~`; known are count, names",
                "/count: must be an integer from 0 to 9",
                "/names/0: must be a string",
                "/names/2: must be a string",
            ]
        );
        assert_eq!(read("{}").unwrap_err(), ["/: `count` is missing"]);
        assert_eq!(read("[]").unwrap_err(), ["/: must be an object"]);
        assert!(read("{").unwrap_err()[0].starts_with("/: the configuration is not JSON: EOF"));
    }
}
