//! Test data: groups, their settings, and their cases.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::package::Format;
use crate::exchange::files::names_in;
use crate::exchange::names::quoted;
use crate::exchange::notes::Notes;
use crate::exchange::yaml::{self, Yaml};
use crate::i18n::Message;

/// A folder of test data.
#[derive(Debug)]
pub struct Group {
    /// Below `data`: `secret/group1`.
    pub name: String,
    /// Its folder.
    pub dir: PathBuf,
    /// Its own settings and its ancestors', the nearest first.
    pub settings: Vec<(PathBuf, Yaml)>,
    /// Its cases, in order.
    pub cases: Vec<Case>,
    /// Its groups, in order.
    pub groups: Vec<Group>,
}

/// A test case.
#[derive(Debug)]
pub struct Case {
    /// Below `data`: `secret/group1/01`.
    pub name: String,
    /// Without extension.
    pub base: PathBuf,
    /// Its own settings.
    pub settings: Option<(PathBuf, Yaml)>,
}

impl Group {
    /// Reads a folder and what is below it.
    pub fn read(
        dir: &Path,
        name: &str,
        format: Format,
        above: &[(PathBuf, Yaml)],
        notes: &mut Notes,
    ) -> Self {
        let mut settings = above.to_vec();
        let (mut path, mut keys) = (dir.join(format.group_settings()), format.group_keys());
        // As drafts of the new format call it.
        if format == Format::New && !path.is_file() {
            path = dir.join(Format::Legacy.group_settings());
            keys = Format::Legacy.group_keys();
        }
        if path.is_file()
            && let Some(yaml) = yaml::read(&path, notes)
        {
            check_keys(&path, &yaml, keys, notes);
            // In the old format the nearest file counts as a whole.
            if format == Format::Legacy {
                settings.clear();
            }
            settings.insert(0, (path, yaml));
        }
        let mut group = Self {
            name: name.to_owned(),
            dir: dir.to_owned(),
            settings,
            cases: Vec::new(),
            groups: Vec::new(),
        };
        let names = names_in(dir);
        let inputs: BTreeSet<&str> =
            names.iter().filter_map(|name| name.strip_suffix(".in")).collect();
        for entry in &names {
            let path = dir.join(entry);
            let base = entry.strip_suffix(".files");
            if path.is_dir() && base.is_none_or(|base| !inputs.contains(base)) {
                let inner = format!("{name}/{entry}");
                let inner = Self::read(&path, &inner, format, &group.settings, notes);
                group.groups.push(inner);
            } else if let Some(base) = entry.strip_suffix(".ans")
                && !inputs.contains(base)
            {
                let message = Message::new("exchange-kattis-no-input")
                    .with("file", quoted(format!("{base}.in")));
                notes.loss(&path, None, message);
            }
        }
        for base in inputs {
            group.cases.push(Case::read(dir, name, base, format, notes));
        }
        group
    }

    /// A setting: the group's own, or the nearest ancestor's.
    pub fn setting(&self, key: &str) -> Option<(&Path, &Yaml)> {
        let found = |(path, yaml): &'_ (PathBuf, Yaml)| {
            yaml.get(key).is_some() && !path.as_os_str().is_empty()
        };
        let (path, yaml) = self.settings.iter().find(|settings| found(settings))?;
        Some((path, yaml.get(key)?))
    }

    /// A setting of the group's own file.
    pub fn own(&self, key: &str) -> Option<(&Path, &Yaml)> {
        self.setting(key).filter(|(path, _)| path.parent() == Some(self.dir.as_path()))
    }

    /// The cases of the group and of all below it.
    pub fn all_cases(&self) -> Vec<&Case> {
        let inner = self.groups.iter().flat_map(Self::all_cases);
        self.cases.iter().chain(inner).collect()
    }
}

impl Case {
    fn read(dir: &Path, group: &str, base: &str, format: Format, notes: &mut Notes) -> Self {
        let path = dir.join(format!("{base}.yaml"));
        let is_new = format == Format::New && path.is_file();
        let settings = is_new.then(|| yaml::read(&path, notes)).flatten();
        if let Some(yaml) = &settings {
            check_keys(&path, yaml, &CASE_KEYS, notes);
        }
        Self {
            name: format!("{group}/{base}"),
            base: dir.join(base),
            settings: settings.map(|yaml| (path, yaml)),
        }
    }

    /// The file with this extension.
    pub fn file(&self, extension: &str) -> PathBuf {
        let mut path = self.base.clone().into_os_string();
        path.push(format!(".{extension}"));
        path.into()
    }
}

const CASE_KEYS: [&str; 8] = [
    "args",
    "input_validator_args",
    "output_validator_args",
    "input_visualizer_args",
    "output_visualizer_args",
    "full_feedback",
    "hint",
    "description",
];

fn check_keys(path: &Path, yaml: &Yaml, known: &[&str], notes: &mut Notes) {
    for (key, value) in yaml.pairs() {
        if !known.contains(&key.as_str()) {
            let message = Message::new("exchange-key-unknown")
                .with("key", quoted(key))
                .with("known", known.join(", "));
            notes.loss(path, value.line, message);
        }
    }
}
