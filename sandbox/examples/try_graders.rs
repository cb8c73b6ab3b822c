//! Throw-away: runs the fixtures of graders.
#![allow(missing_docs, clippy::allow_attributes)]
use std::sync::Arc;
use std::time::Instant;

use serde_json::Value;
use weaverse_sandbox::*;

struct Langs(Vec<Runtime>);
impl Runtimes for Langs {
    fn runtime(&self, language: &str) -> Option<Runtime> {
        self.0.iter().find(|r| r.info().id == language).cloned()
    }
}

fn main() {
    let engine = Engine::new(EngineConfig::new("/tmp/try-graders-cache")).unwrap();
    let start = Instant::now();
    let load = |id: &str| std::fs::read(format!("target/guests/{id}/plugin.wasm")).unwrap();
    let langs: Vec<_> = ["python", "javascript"].iter().map(|id| engine.load_runtime(&load(id)).unwrap()).collect();
    let langs = Arc::new(Langs(langs));
    println!("runtimes {:?}", start.elapsed());
    let only: Vec<String> = std::env::args().skip(1).collect();
    for id in ["choice", "cases"] {
        let start = Instant::now();
        let grader = engine.load_grader(&load(id)).unwrap();
        println!("{id} {:?} {:?}", grader.info().version, start.elapsed());
        let mut paths: Vec<_> = std::fs::read_dir(format!("plugins/{id}/fixtures")).unwrap().map(|e| e.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            if !only.is_empty() && !only.contains(&name) { continue }
            let fixture: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            let config = fixture["config"].to_string();
            let preview = grader.check(&config).unwrap().unwrap();
            let s = &fixture["submission"];
            let text = |k: &str| s[k].as_str().unwrap_or_default().to_owned();
            let files = s["files"].as_object().into_iter().flatten().map(|(p, c)| File { path: p.clone(), content: c.as_str().unwrap().as_bytes().to_vec() }).collect();
            let submission = Submission { purpose: Purpose::Full, language: text("language"), files, entry: text("entry"), answer: s.get("answer").map(Value::to_string), locale: std::env::var("LOC").unwrap_or("ko".into()), seed: 1 };
            let context = GradeContext { runtimes: langs.clone(), run_limits: RunLimits::default(), grader_limits: RunLimits { fuel: 5_000_000_000, memory_bytes: 96 << 20, ..RunLimits::default() }, max_runs: 1000 };
            let start = Instant::now();
            let graded = match grader.grade(&submission, &config, &context) { Ok(g) => g, Err(e) => { println!("FAULT {name}: {e:?}"); continue } };
            let time = start.elapsed();
            let e = &fixture["expect"];
            let r = &graded.report;
            let ok = r.verdict().as_str() == e["verdict"] && r.score() == e["score"] && r.max_score() == e["max_score"] && preview.max_points == r.max_score();
            println!("{} {name}: {} {}/{} {time:?} grader fuel {} runs {} fuel {}", if ok { "ok  " } else { "BAD " }, r.verdict(), r.score(), r.max_score(), graded.grader_fuel, graded.runs, graded.fuel);
            if !ok || !only.is_empty() {
                if !only.is_empty() { println!("{preview:#?}") }
                println!("{r:#?}");
            } else {
                if let Some(m) = &r.message { println!("      report: {m}") }
                for i in &r.items { println!("      {} {} {}", i.name, i.verdict, i.message) }
            }
        }
    }
}
