//! `weaverse plugin new`: a folder to begin with.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use clap::{Args, ValueEnum};
use rust_embed::RustEmbed;

use crate::cli::GOOD;
use crate::plugins::manifest::is_plugin_id;

#[derive(RustEmbed)]
#[folder = "scaffolds/"]
struct Scaffolds;

/// The contract that plugins are built against.
#[derive(RustEmbed)]
#[folder = "sandbox/wit/v0.1.0/"]
struct Contract;

/// Make a folder for a new plugin: source, manifest, fixtures, contract
#[derive(Debug, Args)]
pub struct New {
    /// The plugin's id, for instance `kr.example.words`; also the folder's name
    name: String,
    /// What it is written in
    #[arg(long, value_enum)]
    lang: Language,
    /// What it is
    #[arg(long, value_enum, default_value_t = Kind::Grader)]
    kind: Kind,
    /// Another folder
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Language {
    /// componentize-py
    Python,
    /// componentize-qjs
    Javascript,
    /// cargo, for wasm32-wasip2
    Rust,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// Judges submissions
    Grader,
    /// Runs programs of a language
    Runtime,
}

impl Language {
    fn folder(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::Javascript => "javascript",
            Self::Rust => "rust",
        }
    }

    /// From the sources to the component.
    fn steps(self, world: &str) -> String {
        match self {
            Self::Python => format!(
                "$ pip install componentize-py==0.25.1\n\
                 $ componentize-py --wit-path wit --world {world} componentize app -o plugin.wasm"
            ),
            Self::Javascript => "$ npm install\n$ npm run build".to_owned(),
            Self::Rust => {
                "$ rustup target add wasm32-wasip2\n$ cargo build --release --target wasm32-wasip2"
                    .to_owned()
            }
        }
    }
}

impl Kind {
    fn folder(self) -> &'static str {
        match self {
            Self::Grader => "grader",
            Self::Runtime => "runtime",
        }
    }

    fn world(self) -> &'static str {
        match self {
            Self::Grader => "grading",
            Self::Runtime => "language-runtime",
        }
    }
}

impl New {
    pub(super) fn run(self) -> Result<u8> {
        ensure!(
            is_plugin_id(&self.name),
            "{:?} is no id: 1 to 64 of a-z, 0-9, `.` and `-`, for instance kr.example.words",
            self.name
        );
        let dir = self.dir.clone().unwrap_or_else(|| PathBuf::from(&self.name));
        if std::fs::read_dir(&dir).is_ok_and(|mut entries| entries.next().is_some()) {
            bail!("{} is there already, and not empty", dir.display());
        }
        let scaffold = format!("{}/", self.kind.folder());
        for part in ["common", self.lang.folder()] {
            let prefix = format!("{scaffold}{part}/");
            for path in Scaffolds::iter().filter(|path| path.starts_with(&prefix)) {
                let file = Scaffolds::get(&path).context("an embedded file")?;
                let text = self.fill(std::str::from_utf8(&file.data)?);
                write(&dir, &name_of(&path[prefix.len()..]), text.as_bytes())?;
            }
        }
        for path in Contract::iter() {
            let file = Contract::get(&path).context("an embedded file")?;
            write(&dir, &format!("wit/{path}"), &file.data)?;
        }
        println!("{}: a {} in {}", dir.display(), self.kind.folder(), self.lang.folder());
        println!("Next:\n$ cd {}", dir.display());
        println!("{}\n$ weaverse plugin test .", self.lang.steps(self.kind.world()));
        Ok(GOOD)
    }

    fn fill(&self, text: &str) -> String {
        let crate_name = self.crate_name();
        let build = match self.lang {
            Language::Rust => format!(
                "\n[build]\nwasm = \"target/wasm32-wasip2/release/{}.wasm\"",
                crate_name.replace('-', "_")
            ),
            _ => String::new(),
        };
        let last = self.name.rsplit('.').next().unwrap_or(&self.name);
        let filled = text
            .replace("{{id}}", &self.name)
            .replace("{{name}}", last)
            .replace("{{extension}}", &extension(last))
            .replace("{{crate}}", &crate_name)
            .replace("{{build}}", &build)
            .replace("{{steps}}", &self.lang.steps(self.kind.world()));
        format!("{}\n", filled.trim_end())
    }

    /// A name that cargo and npm take: it begins with a letter.
    fn crate_name(&self) -> String {
        let name = self.name.replace('.', "-");
        match name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            true => name,
            false => format!("plugin-{name}"),
        }
    }
}

/// `rpn` of `rpn`; the letters of `my-language`, sixteen at most.
fn extension(name: &str) -> String {
    let extension: String = name.chars().filter(|c| c.is_ascii_alphanumeric()).take(16).collect();
    if extension.is_empty() { "txt".to_owned() } else { extension }
}

/// `Cargo.toml.in` would be a crate of its own here, if it were not called so.
fn name_of(path: &str) -> String {
    match path.strip_suffix(".in") {
        Some("gitignore") => ".gitignore".to_owned(),
        Some(name) => name.to_owned(),
        None => path.to_owned(),
    }
}

fn write(dir: &Path, name: &str, content: &[u8]) -> Result<()> {
    let path = dir.join(name);
    let folder = path.parent().context("a file has a folder")?;
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    std::fs::write(&path, content).with_context(|| format!("cannot write {}", path.display()))
}
