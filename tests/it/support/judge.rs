//! Small graders from WebAssembly text: what a tutor might upload.

use std::io::{Cursor, Write as _};

use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

/// What the grader does when it is asked to grade.
#[derive(Debug, Clone, Copy)]
pub enum Judges {
    /// Says that the answer is right.
    Right,
    /// Breaks down.
    Traps,
}

/// A grader's component.
pub fn judge(id: &str, version: &str, judges: Judges) -> Vec<u8> {
    judge_with(id, version, judges, "")
}

/// As [`judge`], with more functions in its module.
pub fn judge_with(id: &str, version: &str, judges: Judges, more: &str) -> Vec<u8> {
    let mut data = Data(Vec::new());
    let (id, version, schema) = (data.text(id), data.text(version), data.text("{}"));
    let name = data.text("all");
    let info = data.align();
    data.words(&[id.0, id.1, version.0, version.1, schema.0, schema.1, 0, 0, 0]);
    // ok(preview): one point at most, no samples.
    let good = data.align();
    data.words(&[0, 0, 1000, 0, 0, 0, 0, 0, 0, 0]);
    // ok(report): one item, accepted, 1 of 1 points, for the learner.
    let item = data.align();
    data.words(&[
        name.0, name.1, 0, 0, 1000, 0, 1000, 0, name.0, name.1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]);
    let report = data.align();
    data.words(&[0, item, 1, 0, 0, 0, 0, 0, 0]);
    let grade = match judges {
        Judges::Right => format!("(i32.const {report})"),
        Judges::Traps => "unreachable".to_owned(),
    };
    component(&format!(
        r#"(module
        (import "weaverse:plugin/runner@0.1.0" "run" (func (param i32 i32 i32)))
        (memory (export "memory") 2)
        (global $next (mut i32) (i32.const 65536))
        (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
          (local $at i32)
          (local.set $at (i32.and (i32.add (global.get $next) (i32.const 15)) (i32.const -16)))
          (global.set $next (i32.add (local.get $at) (local.get 3)))
          (local.get $at))
        {more}
        {}
        (func (export "weaverse:plugin/grader@0.1.0#describe") (result i32) (i32.const {info}))
        (func (export "weaverse:plugin/grader@0.1.0#check") (param i32 i32) (result i32)
          (i32.const {good}))
        (func $judge (export "weaverse:plugin/grader@0.1.0#grade") (param i32) (result i32) {grade}))"#,
        data.wat()
    ))
}

fn component(core: &str) -> Vec<u8> {
    let mut resolve = Resolve::default();
    let contract = concat!(env!("CARGO_MANIFEST_DIR"), "/sandbox/wit/v0.1.0");
    resolve.push_dir(contract).expect("the contract's files");
    let wit = "package test:judge;\nworld judge { include weaverse:plugin/grading@0.1.0; }";
    let package = resolve.push_str("judge.wit", wit).expect("the world's text");
    let world = resolve.select_world(&[package], Some("judge")).expect("the world");
    let mut module = wat::parse_str(core).expect("WebAssembly text");
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8).expect("metadata");
    let encoder = ComponentEncoder::default().validate(true).module(&module);
    encoder.and_then(|mut encoder| encoder.encode()).expect("a component")
}

/// A data segment, laid out as the component model wants it.
struct Data(Vec<u8>);

impl Data {
    const BASE: u32 = 2048;

    fn here(&self) -> u32 {
        Self::BASE + u32::try_from(self.0.len()).expect("a small segment")
    }

    fn text(&mut self, text: &str) -> (u32, u32) {
        let at = self.here();
        self.0.extend_from_slice(text.as_bytes());
        (at, self.here() - at)
    }

    fn align(&mut self) -> u32 {
        self.0.resize(self.0.len().next_multiple_of(8), 0);
        self.here()
    }

    fn words(&mut self, words: &[u32]) {
        self.0.extend(words.iter().flat_map(|word| word.to_le_bytes()));
    }

    fn wat(&self) -> String {
        let bytes: String = self.0.iter().map(|byte| format!("\\{byte:02x}")).collect();
        format!("(data (i32.const {}) \"{bytes}\")", Self::BASE)
    }
}

/// A package for upload.
pub struct Upload {
    pub manifest: String,
    pub wasm: Vec<u8>,
    pub fixture: String,
}

impl Upload {
    /// A grader that is fit.
    pub fn judge(id: &str, version: &str, judges: Judges) -> Self {
        Self {
            manifest: format!(
                "schema = 1\nid = \"{id}\"\nversion = \"{version}\"\nkind = \"grader\"\n\
                 name = \"Judge\"\nworld = \"weaverse:plugin/grading@0.1.0\"\n"
            ),
            wasm: judge(id, version, judges),
            fixture: r#"{ "name": "always right", "config": {}, "submission": { "answer": ["1"] },
                         "expect": { "verdict": "accepted", "score": 1000 } }"#
                .to_owned(),
        }
    }

    pub fn zip(&self) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let files = [
            ("plugin.toml", self.manifest.as_bytes()),
            ("plugin.wasm", &self.wasm),
            ("fixtures/right.json", self.fixture.as_bytes()),
        ];
        for (name, content) in files {
            let options = zip::write::SimpleFileOptions::default();
            writer.start_file(name, options).expect("an entry");
            writer.write_all(content).expect("its content");
        }
        writer.finish().expect("an archive").into_inner()
    }
}
