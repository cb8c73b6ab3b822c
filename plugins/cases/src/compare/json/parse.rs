//! Reads JSON.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::Json;

/// Levels of a value: a learner's must not be able to exhaust the stack.
const MAX_DEPTH: usize = 100;

impl Json {
    /// Reads a JSON text.
    pub fn parse(text: &str) -> Result<Self, String> {
        // serde_json says whether it is JSON; then it only has to be cut up.
        let raw: &RawValue = serde_json::from_str(text).map_err(|error| error.to_string())?;
        Cutter { rest: raw.get() }.value(MAX_DEPTH)
    }
}

/// Cuts a text that is known to be JSON into its values, in one pass.
///
/// (Reading every level as `RawValue`s would read a deep value many times, and
/// serde_json's own `Value` rounds large numbers.)
struct Cutter<'t> {
    rest: &'t str,
}

impl<'t> Cutter<'t> {
    fn value(&mut self, depth: usize) -> Result<Json, String> {
        let depth = depth.checked_sub(1).ok_or("the value is nested too deeply")?;
        Ok(match self.peek() {
            b'[' => {
                let mut values = Vec::new();
                let mut more = self.open(b']');
                while more {
                    values.push(self.value(depth)?);
                    more = self.step() == b',';
                }
                Json::Array(values)
            }
            b'{' => {
                let mut values = BTreeMap::new();
                let mut more = self.open(b'}');
                while more {
                    self.peek();
                    let key = self.string()?;
                    self.step();
                    values.insert(key, self.value(depth)?);
                    more = self.step() == b',';
                }
                Json::Object(values)
            }
            b'"' => Json::String(self.string()?),
            _ => match self.word() {
                "null" => Json::Null,
                "true" => Json::Bool(true),
                "false" => Json::Bool(false),
                number => Json::Number(number.to_owned()),
            },
        })
    }

    /// The next byte that is not white space; 0 at the end.
    fn peek(&mut self) -> u8 {
        self.rest = self.rest.trim_ascii_start();
        self.rest.bytes().next().unwrap_or(0)
    }

    /// Takes the next byte that is not white space.
    fn step(&mut self) -> u8 {
        let byte = self.peek();
        self.rest = self.rest.get(1..).unwrap_or_default();
        byte
    }

    /// Takes an opening bracket, and the closing one if nothing is between.
    fn open(&mut self, close: u8) -> bool {
        self.step();
        let filled = self.peek() != close;
        if !filled {
            self.step();
        }
        filled
    }

    /// A number or a literal.
    fn word(&mut self) -> &'t str {
        let ends = |byte: u8| matches!(byte, b',' | b']' | b'}') || byte.is_ascii_whitespace();
        let end = self.rest.bytes().position(ends).unwrap_or(self.rest.len());
        self.take(end)
    }

    fn string(&mut self) -> Result<String, String> {
        let mut escaped = false;
        let ends = |byte: u8| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        };
        let end = self.rest.bytes().skip(1).position(ends);
        let text = self.take(end.map_or(self.rest.len(), |end| end + 2));
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    fn take(&mut self, bytes: usize) -> &'t str {
        let (text, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        text
    }
}
