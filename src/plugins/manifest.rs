//! `plugin.toml`.

use serde::{Deserialize, Serialize};
use weaverse_sandbox::RunLimits;

use super::model::PluginKind;

/// The version of the manifest's format.
pub const SCHEMA: i64 = 1;

/// A plugin's manifest, checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The format's version.
    pub schema: i64,
    /// Who it is.
    pub id: String,
    /// Semantic version.
    pub version: String,
    /// What it is.
    pub kind: PluginKind,
    /// For people.
    pub name: String,
    /// The contract that it was built for.
    pub world: String,
    /// SPDX expression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// What it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Of one call of the plugin itself.
    #[serde(default)]
    pub limits: Limits,
    /// What it may use.
    #[serde(default)]
    pub capabilities: Capabilities,
    /// Where its author's tools leave the component.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub build: Option<Build>,
}

/// For the author's command line; a server has no use for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Build {
    /// The component (or core module) in the plugin's folder, instead of
    /// `plugin.wasm`.
    pub wasm: String,
}

/// Limits that a plugin asks for; absent ones are the defaults.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limits {
    /// Executed instructions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fuel: Option<u64>,
    /// Of all its memories together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_mib: Option<u64>,
    /// Programs that one grading may run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runs: Option<u32>,
}

/// What a plugin may use.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capabilities {
    /// Languages that a grader may run; `*`: the item's own, whichever it is.
    #[serde(default)]
    pub languages: Vec<String>,
}

/// The most that an operator lets a plugin ask for.
const MAX_FUEL: u64 = 50_000_000_000;
const MAX_MEMORY_MIB: u64 = 256;
const MAX_RUNS: u32 = 10_000;

/// What every plugin may have without a grant.
pub const DEFAULT_FUEL: u64 = 5_000_000_000;
/// As [`DEFAULT_FUEL`].
pub const DEFAULT_MEMORY_MIB: u64 = 128;
/// As [`DEFAULT_FUEL`].
pub const DEFAULT_RUNS: u32 = 1_000;

impl Manifest {
    /// Reads and checks a manifest.
    ///
    /// # Errors
    /// What is wrong, with the line where it is known.
    pub fn parse(text: &str) -> Result<Self, String> {
        let manifest: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
            format!("plugin.toml:{line}: {}", error.message().replace('\n', "; "))
        })?;
        manifest.check().map_err(|message| format!("plugin.toml: {message}"))?;
        Ok(manifest)
    }

    fn check(&self) -> Result<(), String> {
        if self.schema != SCHEMA {
            return Err(format!(
                "schema {} is not known; this program reads {SCHEMA}",
                self.schema
            ));
        }
        if !is_plugin_id(&self.id) {
            return Err(format!("{:?} is no id: 1 to 64 of a-z, 0-9, `.` and `-`", self.id));
        }
        if !is_version(&self.version) {
            return Err(format!("{:?} is no semantic version such as 1.2.0", self.version));
        }
        let plain = !self.name.trim().is_empty() && !self.name.chars().any(char::is_control);
        if !plain || self.name.chars().count() > 100 {
            return Err("the name has 1 to 100 characters, on one line".into());
        }
        let world = match self.kind {
            PluginKind::Grader => "weaverse:plugin/grading@0.1.0",
            PluginKind::LanguageRuntime => "weaverse:plugin/language-runtime@0.1.0",
        };
        if self.world != world {
            return Err(format!(
                "world {:?} is not offered; a {} of this host implements {world:?}",
                self.world, self.kind
            ));
        }
        if self.limits.fuel.is_some_and(|fuel| !(1_000_000..=MAX_FUEL).contains(&fuel)) {
            return Err(format!("limits.fuel is from 1000000 to {MAX_FUEL}"));
        }
        if self.limits.memory_mib.is_some_and(|mib| !(1..=MAX_MEMORY_MIB).contains(&mib)) {
            return Err(format!("limits.memory-mib is from 1 to {MAX_MEMORY_MIB}"));
        }
        if self.limits.runs.is_some_and(|runs| !(1..=MAX_RUNS).contains(&runs)) {
            return Err(format!("limits.runs is from 1 to {MAX_RUNS}"));
        }
        let languages = &self.capabilities.languages;
        if let Some(wrong) = languages.iter().find(|name| *name != "*" && !is_plugin_id(name)) {
            return Err(format!("capabilities.languages: {wrong:?} is no language's id"));
        }
        let inside = |path: &str| {
            !path.contains('\\') && path.split('/').all(|name| !matches!(name, "" | "." | ".."))
        };
        if let Some(build) = self.build.as_ref().filter(|build| !inside(&build.wasm)) {
            return Err(format!("build.wasm: {:?} is not inside of the folder", build.wasm));
        }
        Ok(())
    }

    /// Programs that one grading may run.
    #[must_use]
    pub fn max_runs(&self) -> u32 {
        self.limits.runs.unwrap_or(DEFAULT_RUNS)
    }

    /// The limits of one call of the plugin itself.
    #[must_use]
    pub fn call_limits(&self) -> RunLimits {
        RunLimits {
            fuel: self.limits.fuel.unwrap_or(DEFAULT_FUEL),
            memory_bytes: self.limits.memory_mib.unwrap_or(DEFAULT_MEMORY_MIB) << 20,
            ..RunLimits::default()
        }
    }

    /// Whether a grader may run this language for an item of that language.
    #[must_use]
    pub fn may_run(&self, language: &str, item_language: &str) -> bool {
        self.capabilities
            .languages
            .iter()
            .any(|allowed| allowed == language || (allowed == "*" && language == item_language))
    }
}

/// Whether a text can be a plugin's id.
#[must_use]
pub fn is_plugin_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.')
        && text
            .split('.')
            .all(|part| !part.is_empty() && !part.starts_with('-') && !part.ends_with('-'))
}

/// `MAJOR.MINOR.PATCH`, with an optional pre-release and build part.
fn is_version(text: &str) -> bool {
    let core = text.split(['-', '+']).next().unwrap_or_default();
    let numbers: Vec<_> = core.split('.').collect();
    let number = |part: &&str| {
        !part.is_empty()
            && part.len() <= 9
            && part.bytes().all(|b| b.is_ascii_digit())
            && (part.len() == 1 || !part.starts_with('0'))
    };
    text.len() <= 64
        && numbers.len() == 3
        && numbers.iter().all(number)
        && text[core.len()..].bytes().all(|b| b.is_ascii_alphanumeric() || b"-+.".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"schema = 1
id = "kr.example.fizzbuzz"
version = "1.2.0"
kind = "grader"
name = "FizzBuzz"
world = "weaverse:plugin/grading@0.1.0"
"#;

    #[test]
    fn a_good_manifest() {
        let manifest = Manifest::parse(GOOD).unwrap();
        assert_eq!(manifest.kind, PluginKind::Grader);
        assert!(!manifest.may_run("python", "python"));
    }

    #[test]
    fn each_mistake_is_told() {
        for (from, to, says) in [
            ("schema = 1", "schema = 2", "schema 2"),
            ("kr.example.fizzbuzz", "KR", "is no id"),
            ("1.2.0", "1.2", "semantic version"),
            ("grading@0.1.0", "grading@0.2.0", "is not offered"),
            ("name = \"FizzBuzz\"", "nam = \"x\"", "plugin.toml:5"),
        ] {
            let error = Manifest::parse(&GOOD.replace(from, to)).unwrap_err();
            assert!(error.contains(says), "{error}");
        }
    }

    #[test]
    fn a_star_is_the_items_language_only() {
        let text = format!("{GOOD}[capabilities]\nlanguages = [\"*\"]\n");
        let manifest = Manifest::parse(&text).unwrap();
        assert!(manifest.may_run("python", "python"));
        assert!(!manifest.may_run("javascript", "python"));
    }
}
