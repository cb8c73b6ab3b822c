//! What a plugin asks for, and what it was granted: two things. A call gets
//! what stands in both.

use std::collections::BTreeMap;

use crate::plugins::manifest::{DEFAULT_FUEL, DEFAULT_MEMORY_MIB, DEFAULT_RUNS, Manifest};

/// What an administrator granted to a plugin, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grants(pub BTreeMap<String, i64>);

/// Something that a manifest asks for above what every plugin may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// `fuel`, `memory-mib`, `runs` or `language:ID`.
    pub name: String,
    /// Up to; 1 for a language.
    pub amount: i64,
}

const LANGUAGE: &str = "language:";

impl Request {
    /// The language, if it is one.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.name.strip_prefix(LANGUAGE)
    }
}

impl Grants {
    fn of(&self, name: &str) -> i64 {
        self.0.get(name).copied().unwrap_or(0)
    }

    /// Whether a request stays within what was granted.
    #[must_use]
    pub fn covers(&self, request: &Request) -> bool {
        self.of(&request.name) >= request.amount
    }

    /// Requests that nobody has granted.
    #[must_use]
    pub fn lacking(&self, manifest: &Manifest, free: &[String]) -> Vec<Request> {
        let mut lacking = requests(manifest, free);
        lacking.retain(|request| !self.covers(request));
        lacking
    }

    /// The manifest with what is not granted taken out of it.
    #[must_use]
    pub fn within(&self, manifest: &Manifest, free: &[String]) -> Manifest {
        let mut within = manifest.clone();
        let most = |name: &str, default: u64| default.max(self.of(name).unsigned_abs());
        let limits = &mut within.limits;
        limits.fuel = limits.fuel.map(|fuel| fuel.min(most("fuel", DEFAULT_FUEL)));
        limits.memory_mib =
            limits.memory_mib.map(|mib| mib.min(most("memory-mib", DEFAULT_MEMORY_MIB)));
        let runs = u32::try_from(most("runs", DEFAULT_RUNS.into())).unwrap_or(u32::MAX);
        limits.runs = limits.runs.map(|wanted| wanted.min(runs));
        let languages = &mut within.capabilities.languages;
        languages.retain(|name| free.contains(name) || self.of(&format!("{LANGUAGE}{name}")) > 0);
        within
    }
}

/// Everything that a manifest asks for above what every plugin may have.
#[must_use]
pub fn requests(manifest: &Manifest, free: &[String]) -> Vec<Request> {
    let limits = &manifest.limits;
    let above = |name: &str, wanted: Option<u64>, default: u64| {
        wanted.filter(|wanted| *wanted > default).map(|wanted| Request {
            name: name.to_owned(),
            amount: i64::try_from(wanted).unwrap_or(i64::MAX),
        })
    };
    let numbers = [
        above("fuel", limits.fuel, DEFAULT_FUEL),
        above("memory-mib", limits.memory_mib, DEFAULT_MEMORY_MIB),
        above("runs", limits.runs.map(u64::from), DEFAULT_RUNS.into()),
    ];
    let languages = manifest.capabilities.languages.iter().filter(|name| !free.contains(name));
    let languages = languages.map(|name| Request { name: format!("{LANGUAGE}{name}"), amount: 1 });
    numbers.into_iter().flatten().chain(languages).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(more: &str) -> Manifest {
        Manifest::parse(&format!(
            "schema = 1\nid = \"x\"\nversion = \"1.0.0\"\nkind = \"grader\"\nname = \"X\"\n\
             world = \"weaverse:plugin/grading@0.1.0\"\n{more}"
        ))
        .unwrap()
    }

    #[test]
    fn what_every_plugin_may_have_needs_no_grant() {
        let free = ["*".to_owned(), "python".to_owned()];
        let modest = "[limits]\nfuel = 5_000_000_000\nmemory-mib = 128\nruns = 1000\n\
                      [capabilities]\nlanguages = [\"*\", \"python\"]\n";
        assert_eq!(requests(&manifest(modest), &free), []);
        assert_eq!(Grants::default().within(&manifest(modest), &free), manifest(modest));
    }

    #[test]
    fn a_call_gets_what_is_both_asked_for_and_granted() {
        let greedy = manifest(
            "[limits]\nfuel = 20_000_000_000\nmemory-mib = 256\nruns = 5000\n\
             [capabilities]\nlanguages = [\"rpn\", \"lisp\"]\n",
        );
        let names = |requests: Vec<Request>| -> Vec<String> {
            requests.into_iter().map(|request| request.name).collect()
        };
        let all = names(requests(&greedy, &[]));
        assert_eq!(all, ["fuel", "memory-mib", "runs", "language:rpn", "language:lisp"]);
        let granted = [("fuel", 10_000_000_000), ("runs", 9000), ("language:rpn", 1)];
        let grants = Grants(granted.map(|(name, amount)| (name.to_owned(), amount)).into());
        let lacking = names(grants.lacking(&greedy, &[]));
        assert_eq!(lacking, ["fuel", "memory-mib", "language:lisp"]);
        let within = grants.within(&greedy, &[]);
        assert_eq!(within.limits.fuel, Some(10_000_000_000));
        assert_eq!(within.limits.memory_mib, Some(DEFAULT_MEMORY_MIB));
        assert_eq!(within.limits.runs, Some(5000));
        assert_eq!(within.capabilities.languages, ["rpn"]);
    }
}
