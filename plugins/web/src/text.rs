//! Texts as they are compared.

use crate::config::TextMatch;

/// What is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// It should be this.
    Differs(String),
    /// It should have this.
    Lacks(String),
    /// It should not have this.
    Has(String),
    /// It should fit this.
    Pattern(String),
}

/// White space as browsers show it: one blank, and none at the ends.
pub fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl TextMatch {
    /// What is wrong, if something is.
    pub fn flaw(&self, text: &str) -> Option<Flaw> {
        let text = self.seen(text);
        let is_in = |part: &&String| text.contains(&self.seen(part));
        if !self.one_of.is_empty() && !self.one_of.iter().any(|one| self.seen(one) == text) {
            return Some(Flaw::Differs(self.one_of.join(" | ")));
        }
        if let Some(part) = self.contains.iter().find(|part| !is_in(part)) {
            return Some(Flaw::Lacks(part.clone()));
        }
        if let Some(part) = self.lacks.iter().find(is_in) {
            return Some(Flaw::Has(part.clone()));
        }
        let pattern = self.pattern.as_ref()?;
        (!pattern.is_match(&text)).then(|| Flaw::Pattern(pattern.as_str().to_owned()))
    }

    fn seen(&self, text: &str) -> String {
        let text = if self.exact { text.to_owned() } else { collapsed(text) };
        if self.ignore_case { text.to_lowercase() } else { text }
    }

    /// In words, for samples.
    pub fn shown(&self) -> String {
        let mut parts = Vec::new();
        let quoted = |list: &[String]| {
            list.iter().map(|text| format!("\"{text}\"")).collect::<Vec<_>>().join(" | ")
        };
        if !self.one_of.is_empty() {
            parts.push(format!("= {}", quoted(&self.one_of)));
        }
        if !self.contains.is_empty() {
            parts.push(format!("∋ {}", quoted(&self.contains)));
        }
        if !self.lacks.is_empty() {
            parts.push(format!("∌ {}", quoted(&self.lacks)));
        }
        if let Some(pattern) = &self.pattern {
            parts.push(format!("~ /{}/", pattern.as_str()));
        }
        parts.join(", ")
    }
}
