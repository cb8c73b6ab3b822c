//! The grader `web` on the runtime `browser`: its fixtures, among them the
//! suite of tampering, and the pack that is taught with it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use weaverse::i18n::Locale;
use weaverse::missions::grading::{Answer, Spec, grade};
use weaverse::packs::{Problems, load_mission};
use weaverse_sandbox::{File, Purpose};

use crate::support::engine::guests;
use crate::support::plugins::{SNAPSHOT, WEAVERSE, cache};

fn pack() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("courses/html-css")
}

fn weaverse(arguments: &[&str]) -> String {
    let data = tempfile::tempdir().expect("a folder");
    let output = Command::new(WEAVERSE)
        .args(arguments)
        .arg("--plugins")
        .arg(guests())
        .arg("--data")
        .arg(data.path())
        .env("XDG_CACHE_HOME", cache())
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{errors}");
    said
}

#[test]
fn fixtures_come_out_as_they_say() {
    let folder = guests().join("web");
    let said = weaverse(&["plugin", "test", folder.to_str().expect("UTF-8")]);
    let tampering = said.lines().filter(|line| line.contains("tamper-")).count();
    assert!(tampering >= 20, "{said}");
}

#[test]
fn the_pack_has_no_mistake() {
    let said = weaverse(&["course", "check", pack().to_str().expect("UTF-8")]);
    assert!(said.contains("no mistakes"), "{said}");
}

#[test]
fn a_page_has_one_report() {
    let reports = std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..4).map(|_| scope.spawn(|| (0..5).map(|_| report()).collect::<Vec<_>>())).collect();
        let reports = threads.into_iter().flat_map(|thread| thread.join().expect("no panic"));
        reports.collect::<Vec<_>>()
    });
    assert_eq!(reports.len(), 20);
    let different: BTreeSet<_> = reports.into_iter().collect();
    assert_eq!(different.len(), 1, "{different:?}");
}

/// Everything that is said of a page that asks for all that could differ.
fn report() -> String {
    let root = pack();
    let mut problems = Problems::default();
    let folder = root.join("missions/behaviour-practice");
    let mission = load_mission(&folder, &root, Locale::Ko, &mut problems).expect("the mission");
    let item = mission.items.iter().find(|item| item.name == "quantity").expect("an item");
    let page = "<!DOCTYPE html><button id=plus>+</button><p id=count></p><script>\
                document.querySelector('#plus').onclick = () => {\
                document.querySelector('#count').textContent = [Math.random(), Date.now(), \
                crypto.randomUUID(), performance.now(), new Error().stack] }</script>";
    let file = File { path: "index.html".to_owned(), content: page.as_bytes().to_vec() };
    let answer = Answer { purpose: Purpose::Full, files: vec![file], answer: None };
    let graded = grade(&SNAPSHOT, &Spec::of(item, Locale::Ko), answer).expect("a verdict");
    let report = serde_json::to_string(&graded.report).expect("JSON");
    format!("{} {} {} {report}", graded.verdict, graded.fuel, graded.peak_memory)
}
