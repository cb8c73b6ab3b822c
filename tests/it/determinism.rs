//! The same submission gives the same report, byte for byte.

use std::collections::BTreeSet;

use weaverse::i18n::Locale;
use weaverse::missions::grading::{Answer, Grading, Spec, grade};
use weaverse::packs::{Problems, load_mission};
use weaverse_sandbox::{File, Purpose};

use crate::support::pack::mini;
use crate::support::plugins::SNAPSHOT;

const RUNS: usize = 100;

#[test]
fn a_hundred_runs_under_load_give_one_report() {
    let restless = "import os, random, time, uuid, datetime\n\
                    print(random.random(), time.time(), uuid.uuid4(), datetime.datetime.now())\n\
                    print({str(i) for i in range(50)}, id(object()), hash('x'), os.environ)\n\
                    raise ValueError(object())\n";
    let script =
        "const twice = n => { throw Error(`${Math.random()} ${Date.now()} ${new Date()}`) }";
    for (item, path, program) in [("sum", "main.py", restless), ("twice", "main.js", script)] {
        let reports = std::thread::scope(|scope| {
            let worker = || (0..RUNS / 4).map(|_| report(item, path, program)).collect::<Vec<_>>();
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(worker)).collect();
            threads
                .into_iter()
                .flat_map(|thread| thread.join().expect("no panic"))
                .collect::<Vec<_>>()
        });
        assert_eq!(reports.len(), RUNS);
        let different: BTreeSet<_> = reports.into_iter().collect();
        assert_eq!(different.len(), 1, "{item}: {different:?}");
    }
}

/// Everything that is kept of a verdict.
fn report(item: &str, path: &str, program: &str) -> String {
    let root = mini();
    let mut problems = Problems::default();
    let mission = load_mission(&root.join("missions/practice"), &root, Locale::En, &mut problems);
    let mission = mission.expect("the mission of the tests");
    let item = mission.items.iter().find(|known| known.name == item).expect("an item");
    let files = vec![File { path: path.to_owned(), content: program.as_bytes().to_vec() }];
    let answer = Answer { purpose: Purpose::Full, files, answer: None };
    let Grading { verdict, score, fuel, peak_memory, report, grader, runtime, .. } =
        grade(&SNAPSHOT, &Spec::of(item, Locale::En), answer).expect("a verdict");
    let report = serde_json::to_string(&report).expect("JSON");
    format!("{verdict} {score} {fuel} {peak_memory} {grader:?} {runtime:?} {report}")
}
