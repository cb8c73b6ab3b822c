//! Everything but the answer that a report depends on.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use weaverse_sandbox::{Fault, Purpose};

use crate::missions::grading::{Answer, PluginRef, Reach, SEED, Spec};
use crate::plugins::Snapshot;
use crate::storage::digest;

/// Raised whenever a change of this program (not of a plugin, nor of the
/// sandbox) gives some submission another report.
const FORMAT: u32 = 1;

/// Recipe and answer determine a report byte for byte, so their digest is the
/// key under which the result is kept, and the recipe all that a replay needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// How this program makes reports.
    pub format: u32,
    /// The sandbox's fingerprint.
    pub engine: String,
    /// Who judges.
    pub grader: PluginRef,
    /// Every runtime that the grader may use, by language.
    pub runtimes: Vec<RuntimeRef>,
    /// Points, program, configuration and limits.
    pub spec: Spec,
    /// Where random numbers begin.
    pub seed: u64,
}

/// A runtime, and the language that it is there for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuntimeRef {
    /// The language.
    pub language: String,
    /// The plugin.
    pub plugin: PluginRef,
}

impl Recipe {
    /// Of what is active now.
    ///
    /// # Errors
    /// When the grader or the language is not there.
    pub fn of(engine: &str, snapshot: &Snapshot, spec: &Spec) -> Result<Self, Fault> {
        let reach = Reach::of(snapshot, &spec.grader, &spec.language)?;
        let named = |id: &str, version: &str, digest: &str| PluginRef {
            id: id.to_owned(),
            version: version.to_owned(),
            digest: digest.to_owned(),
        };
        let runtimes = reach.runtimes.iter().map(|(language, active)| RuntimeRef {
            language: language.clone(),
            plugin: named(&active.manifest.id, &active.manifest.version, &active.digest),
        });
        let (runtimes, grader) = (runtimes.collect(), &reach.grader);
        let grader = named(&grader.manifest.id, &grader.manifest.version, &grader.digest);
        Ok(Self::from_parts(engine, grader, runtimes, spec.clone()))
    }

    /// Of parts that are known otherwise.
    #[must_use]
    pub fn from_parts(
        engine: &str,
        grader: PluginRef,
        runtimes: Vec<RuntimeRef>,
        spec: Spec,
    ) -> Self {
        let engine = engine.to_owned();
        Self { format: FORMAT, engine, grader, runtimes, spec, seed: SEED }
    }

    /// What this program does not do as it was done then, in words.
    #[must_use]
    pub fn unlike(&self, engine: &str) -> Vec<String> {
        let mut unlike = Vec::new();
        if self.engine != engine {
            unlike.push(format!(
                "it was graded by another engine: {}; this is {engine}",
                self.engine
            ));
        }
        if (self.format, self.seed) != (FORMAT, SEED) {
            unlike.push("it was graded by another version of this program".to_owned());
        }
        unlike
    }

    /// What the item's own programs run in.
    #[must_use]
    pub fn runtime(&self) -> Option<&PluginRef> {
        let own = self.runtimes.iter().find(|runtime| runtime.language == self.spec.language);
        own.map(|runtime| &runtime.plugin)
    }

    /// With its text and its name.
    ///
    /// # Panics
    /// Never: all of it can be written as JSON.
    #[must_use]
    pub fn named(self) -> NamedRecipe {
        let text = serde_json::to_string(&self).expect("a recipe is JSON");
        NamedRecipe { digest: digest(text.as_bytes()), text, recipe: self }
    }
}

/// A recipe with the name that its content gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRecipe {
    /// SHA-256 of the text, in hexadecimal.
    pub digest: String,
    /// JSON.
    pub text: String,
    /// What the text says.
    pub recipe: Recipe,
}

impl NamedRecipe {
    /// The name of the result that this recipe gives for an answer.
    #[must_use]
    pub fn key(&self, answer: &Answer) -> String {
        let mut hash = Sha256::new();
        hash.update(self.digest.as_bytes());
        hash.update(match answer.purpose {
            Purpose::Samples => b"samples",
            Purpose::Full => b"in full",
        });
        // Lengths before contents: no two answers are the same bytes.
        let mut add = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        add(&(answer.files.len() as u64).to_le_bytes());
        for file in &answer.files {
            add(file.path.as_bytes());
            add(&file.content);
        }
        if let Some(text) = &answer.answer {
            add(text.as_bytes());
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use weaverse_sandbox::{File, RunLimits};

    use super::*;
    use crate::i18n::Locale;

    fn recipe() -> Recipe {
        let plugin = |id: &str| PluginRef {
            id: id.to_owned(),
            version: "1.0.0".to_owned(),
            digest: "d".to_owned(),
        };
        Recipe {
            format: FORMAT,
            engine: "e".to_owned(),
            grader: plugin("cases"),
            runtimes: vec![RuntimeRef { language: "python".to_owned(), plugin: plugin("py") }],
            spec: Spec {
                points: Some(1000),
                language: "python".to_owned(),
                entry: "main.py".to_owned(),
                grader: "cases".to_owned(),
                config: "{}".to_owned(),
                limits: RunLimits::default(),
                locale: Locale::Ko,
            },
            seed: SEED,
        }
    }

    fn answer(files: &[(&str, &str)], answer: Option<&str>) -> Answer {
        let file = |&(path, content): &(&str, &str)| File {
            path: path.to_owned(),
            content: content.as_bytes().to_vec(),
        };
        Answer {
            purpose: Purpose::Full,
            files: files.iter().map(file).collect(),
            answer: answer.map(str::to_owned),
        }
    }

    #[test]
    fn whatever_a_report_depends_on_is_in_the_key() {
        let given = answer(&[("main.py", "print(1)")], None);
        let mut keys = vec![recipe().named().key(&given)];
        let changes: [fn(&mut Recipe); 12] = [
            |r| r.format += 1,
            |r| r.engine.push('x'),
            |r| r.grader.digest.push('x'),
            |r| r.runtimes[0].plugin.digest.push('x'),
            |r| r.runtimes.clear(),
            |r| r.spec.points = None,
            |r| r.spec.entry.push('x'),
            |r| r.spec.config.push(' '),
            |r| r.spec.limits.fuel += 1,
            |r| r.spec.limits.wall += std::time::Duration::from_nanos(1),
            |r| r.spec.locale = Locale::En,
            |r| r.seed += 1,
        ];
        for change in changes {
            let mut other = recipe();
            change(&mut other);
            keys.push(other.named().key(&given));
        }
        let answers = [
            answer(&[("main.py", "print(2)")], None),
            answer(&[("other.py", "print(1)")], None),
            answer(&[("main.py", ""), ("a.py", "print(1)")], None),
            answer(&[("main.pyprint(1)", "")], None),
            answer(&[], None),
            answer(&[], Some("")),
            answer(&[], Some("[\"1\"]")),
            Answer { purpose: Purpose::Samples, ..given.clone() },
        ];
        keys.extend(answers.iter().map(|other| recipe().named().key(other)));
        let count = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), count, "two share a key");
    }

    #[test]
    fn a_recipe_reads_back_as_it_was() {
        let named = recipe().named();
        let read: Recipe = serde_json::from_str(&named.text).unwrap();
        assert_eq!(read.named(), named);
    }
}
