//! The guide for plugin authors, followed to the letter: its very commands,
//! taken from `docs/plugins.md`, against a running server.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::process::Command;
use weaverse::accounts::tokens::Scope;

use crate::support::engine::{Engine, guests, run_for};
use crate::support::plugins::{WEAVERSE, cache};
use crate::support::{Stage, TestApp};

/// Compilers of guests are downloaded and run.
const PATIENCE: Duration = Duration::from_secs(900);

/// The commands of a block of the guide: "```console NAME".
fn commands(name: &str) -> Vec<String> {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/plugins.md");
    let guide = std::fs::read_to_string(guide).expect("the guide");
    let block = guide.split(&format!("```console {name}\n")).nth(1);
    let block = block.unwrap_or_else(|| panic!("the guide has no block {name}"));
    let lines = block.split("```").next().unwrap_or_default().lines();
    lines.filter_map(|line| line.strip_prefix("$ ")).map(str::to_owned).collect()
}

/// A shell in which `weaverse` is a command, as after an installation.
fn shell(stage: &Stage, commands: &[String]) -> Command {
    let bin = stage.dir().join("bin");
    std::fs::create_dir_all(&bin).expect("a folder");
    let link = bin.join("weaverse");
    if !link.exists() {
        std::os::unix::fs::symlink(WEAVERSE, &link).expect("a link");
    }
    let path = std::env::var_os("PATH").expect("a PATH");
    let paths = [bin].into_iter().chain(std::env::split_paths(&path));
    let mut shell = Command::new("bash");
    shell
        .args(["-euo", "pipefail", "-c", &commands.join("\n")])
        .current_dir(stage.dir())
        .env("PATH", std::env::join_paths(paths).expect("a PATH"))
        .env("XDG_CACHE_HOME", cache())
        // An installation has them beside the program.
        .env("WEAVERSE_PLUGINS__PACKAGES", guests())
        .kill_on_drop(true);
    // Cargo's own settings are not the author's.
    for (name, _) in
        std::env::vars().filter(|(name, _)| name.starts_with("CARGO_") || name.starts_with("RUST"))
    {
        if name != "CARGO_HOME" && name != "RUSTUP_HOME" {
            shell.env_remove(name);
        }
    }
    shell
}

async fn output(mut shell: Command, what: &str) -> String {
    let output = shell.output().await.expect("bash runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{what}: {}\n{out}\n{err}", output.status);
    out
}

/// Whether a tool can be had on this machine; otherwise says so, loudly.
fn can_be_had(tool: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let there = std::env::split_paths(&path).any(|dir: PathBuf| dir.join(tool).is_file());
    if !there {
        eprintln!("SKIPPED: the guide in this language needs {tool}, which is not on this machine");
    }
    there
}

/// From an empty folder to a submission that the new grader has judged.
async fn follow_the_guide(stage: Stage, block: &str) {
    let app = stage.school().await;
    weaverse::plugins::service::install_first_party(&app.app).await.expect("installed plugins");
    let (_server, base) = stage.serve().await;
    let tutor = app.tutor("park").await;
    let token = token(&app, "park").await;
    let mut shell = shell(&stage, &commands(block));
    shell.env("WEAVERSE_SERVER", &base).env("WEAVERSE_TOKEN", &token);
    let out = output(shell, block).await;
    assert!(out.contains("kr.example.words 0.1.0: 2 passed, 0 failed"), "{out}");
    assert!(out.contains("kr.example.words 0.1.0: active (2 fixtures passed)"), "{out}");
    // What the guide says then: an item is switched to it, and graded by it.
    let item = crate::plugins::settings(&app, "sum").await;
    let config = r#"{ "input": "3 4\n", "expect": "7" }"#;
    let form = [("grader", "kr.example.words"), ("config", config)];
    tutor.at(&base).post(&format!("{item}/grader"), &form).await.expect(303);
    let learner = app.learner("minji").await.at(&base);
    let sum = format!("{}/items/sum", app.mission("practice").await);
    let right = "print(sum(map(int, input().split())))";
    for (program, verdict) in [(right, "accepted"), ("print('3 + 4')", "wrong_answer")] {
        let id = learner.submit(&sum, &[("file:main.py", program)]).await;
        let row = app.graded(id).await;
        assert_eq!((row.verdict(), row.grader_version.as_deref()), (verdict, Some("0.1.0")));
    }
    let mut logs = self::shell(&stage, &["weaverse plugin logs kr.example.words".to_owned()]);
    logs.env("WEAVERSE_SERVER", &base).env("WEAVERSE_TOKEN", &token);
    let out = output(logs, "logs").await;
    assert!(out.contains("accepted") && out.contains("wrong_answer"), "{out}");
}

/// A token, made on the page.
pub async fn token(app: &TestApp, name: &str) -> String {
    let tutor = app.anonymous();
    tutor.log_in(&crate::support::app::email(name), crate::support::app::PASSWORD).await;
    let scopes = Scope::ALL.map(|scope| format!("scope:{scope}"));
    let form = [("name", "guide"), ("days", "30"), (&*scopes[0], "on"), (&*scopes[1], "on")];
    let page = tutor.post("/studio/tokens", &form).await.expect(200).text();
    let at = page.find("wvt_").expect("the new token");
    page[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

/// From an empty folder to a package of a language runtime.
async fn make_a_runtime(stage: Stage, block: &str) {
    let out = output(shell(&stage, &commands(block)), block).await;
    assert!(out.contains("rpn 0.1.0: 3 passed, 0 failed"), "{out}");
    assert!(stage.dir().join("rpn/rpn-0.1.0.zip").is_file(), "{out}");
}

// One engine each: what differs between them is not in the guide.
#[test]
fn the_guide_works_in_python() {
    if can_be_had("python3") {
        run_for(Engine::Postgres, PATIENCE, |stage| follow_the_guide(stage, "python-grader"));
    }
}

#[test]
fn the_guide_works_in_javascript() {
    if can_be_had("npm") {
        run_for(Engine::Sqlite, PATIENCE, |stage| follow_the_guide(stage, "javascript-grader"));
    }
}

#[test]
fn the_guide_works_in_rust() {
    if can_be_had("rustup") {
        run_for(Engine::Sqlite, PATIENCE, |stage| follow_the_guide(stage, "rust-grader"));
    }
}

#[test]
fn a_runtime_can_be_made_in_python() {
    if can_be_had("python3") {
        run_for(Engine::Sqlite, PATIENCE, |stage| make_a_runtime(stage, "python-runtime"));
    }
}

#[test]
fn a_runtime_can_be_made_in_javascript() {
    if can_be_had("npm") {
        run_for(Engine::Sqlite, PATIENCE, |stage| make_a_runtime(stage, "javascript-runtime"));
    }
}

#[test]
fn a_runtime_can_be_made_in_rust() {
    if can_be_had("rustup") {
        run_for(Engine::Sqlite, PATIENCE, |stage| make_a_runtime(stage, "rust-runtime"));
    }
}

#[test]
fn the_guide_says_where_the_school_is() {
    let setup = commands("setup");
    for variable in ["WEAVERSE_SERVER", "WEAVERSE_TOKEN"] {
        assert!(setup.iter().any(|line| line.starts_with(&format!("export {variable}="))));
    }
}
