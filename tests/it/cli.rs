//! The command line, as another process.

use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::both_engines;
use crate::support::Stage;
use crate::support::engine::{Engine, run};
use crate::support::pack::{copy_of_mini, edit, mini};
use crate::support::plugins::package;

both_engines!(the_operator_sets_up_a_school, plugins_are_checked_packed_installed_and_listed);

/// Exit code, standard output, standard error.
async fn weaverse(stage: &Stage, arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } =
        stage.command(arguments).output().await.expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (status.code().expect("an exit code"), text(stdout), text(stderr))
}

async fn the_operator_sets_up_a_school(stage: Stage) {
    let (code, out, _) = weaverse(&stage, &["migrate"]).await;
    assert_eq!(code, 0);
    assert!(out.contains("up to date"), "{out}");
    let create = ["admin", "create", "--email", "root@school.example", "--nickname", "root"];
    let weak = [&create[..], &["--password", "1"]].concat();
    let (code, _, said) = weaverse(&stage, &weak).await;
    assert_eq!(code, 2, "{said}");
    let strong = [&create[..], &["--password", "Correct1!horse"]].concat();
    let (code, out, said) = weaverse(&stage, &strong).await;
    assert_eq!(code, 0, "{out}{said}");
    let again = [&strong[..5], &["other"], &strong[6..]].concat();
    let (code, _, said) = weaverse(&stage, &again).await;
    assert!(code == 2 && said.contains("e-mail"), "{code}: {said}");
    let pack = mini();
    for _ in 0..2 {
        let import = ["course", "import", pack.to_str().unwrap()];
        let (code, out, said) = weaverse(&stage, &import).await;
        assert!(code == 0 && out.contains("mini: imported"), "{code}: {out}{said}");
    }
    let app = stage.app().await;
    let admin = app.anonymous();
    admin.log_in("root@school.example", "Correct1!horse").await.expect(303);
    admin.get("/studio/missions").await.expect(200).has("Midterm");
}

async fn plugins_are_checked_packed_installed_and_listed(stage: Stage) {
    let dir = crate::support::engine::guests().join("choice");
    let dir = dir.to_str().unwrap();
    let (code, out, said) = weaverse(&stage, &["plugin", "check", dir]).await;
    assert!(code == 0 && out.contains("choice 0.1.0: fit"), "{code}: {out}{said}");
    let zip = stage.dir().join("choice.zip");
    let zip = zip.to_str().unwrap();
    let (code, out, _) = weaverse(&stage, &["plugin", "pack", dir, "--output", zip]).await;
    assert!(code == 0 && out.contains(&package("choice").digest), "{out}");
    let (code, out, said) = weaverse(&stage, &["plugin", "install", zip]).await;
    assert!(code == 0 && out.contains("choice 0.1.0: active"), "{code}: {out}{said}");
    let (code, out, _) = weaverse(&stage, &["plugin", "list"]).await;
    let line = out.lines().find(|line| line.starts_with("choice")).expect("a line");
    assert!(code == 0 && line.contains("grader") && line.contains("0.1.0"), "{out}");
    let text = stage.dir().join("text.zip");
    std::fs::write(&text, "I am no package").unwrap();
    for command in ["check", "install"] {
        let (code, out, _) = weaverse(&stage, &["plugin", command, text.to_str().unwrap()]).await;
        assert!(code == 1 && out.contains("not a ZIP file"), "{code}: {out}");
    }
}

fn write(stage: &Stage, name: &str, text: &str) -> String {
    let path = stage.dir().join(name);
    std::fs::write(&path, text).expect("a file");
    path.to_string_lossy().into_owned()
}

async fn grade(stage: &Stage, item: &str, submission: &str) -> (i32, Value) {
    let mission = mini().join("missions/practice");
    let arguments = [
        "grade",
        "--mission",
        mission.to_str().unwrap(),
        "--item",
        item,
        "--submission",
        submission,
        "--json",
    ];
    let (code, out, said) = weaverse(stage, &arguments).await;
    (code, serde_json::from_str(&out).unwrap_or_else(|_| panic!("{code}: {out}{said}")))
}

#[test]
fn grade_prints_the_documented_json() {
    run(Engine::Sqlite, async |stage: Stage| {
        let right = write(&stage, "right.py", "print(sum(map(int, input().split())))");
        let (code, report) = grade(&stage, "sum", &right).await;
        assert_eq!(code, 0, "{report}");
        assert_eq!((&report["verdict"], &report["score"]), (&"accepted".into(), &20_000.into()));
        assert_eq!(report["max_score"], 20_000);
        assert!(report["fuel"].as_u64().is_some_and(|fuel| fuel > 1_000_000), "{report}");
        let items = report["items"].as_array().expect("items");
        assert_eq!(items.len(), 3);
        for item in items {
            for field in ["name", "verdict", "points", "max_points", "message", "fuel"] {
                assert!(item.get(field).is_some(), "{field} is missing: {item}");
            }
        }
        for plugin in ["grader", "runtime"] {
            let plugin = &report[plugin];
            assert!(plugin["id"].is_string() && plugin["version"].is_string(), "{plugin}");
            assert_eq!(plugin["digest"].as_str().map(str::len), Some(64));
        }
        // Anything less is 1, and a program that does not end as well.
        let wrong = write(&stage, "wrong.py", "print(3)");
        let (code, report) = grade(&stage, "sum", &wrong).await;
        assert_eq!(
            (code, &report["verdict"], &report["score"]),
            (1, &"partial".into(), &5000.into())
        );
        let solution = mini().join("missions/practice/twice/solution");
        assert_eq!(grade(&stage, "twice", solution.to_str().unwrap()).await.0, 0);
    });
}

#[test]
fn grade_reads_well_and_names_what_is_wrong() {
    run(Engine::Sqlite, async |stage: Stage| {
        let mission = mini().join("missions/practice");
        let mission = mission.to_str().unwrap();
        let wrong = write(&stage, "wrong.py", "print(3)");
        let arguments =
            ["grade", "--mission", mission, "--item", "sum", "--submission", wrong.as_str()];
        let (code, out, _) = weaverse(&stage, &arguments).await;
        assert_eq!(code, 1);
        for part in ["small", "large", "negative", "5 of 20 points", "grader cases"] {
            assert!(out.contains(part), "{part} is missing: {out}");
        }
        let (code, _, said) = weaverse(
            &stage,
            &["grade", "--mission", mission, "--item", "none", "--submission", wrong.as_str()],
        )
        .await;
        assert!(code == 2 && said.contains("sum, twice, modules"), "{code}: {said}");
        let nowhere = stage.dir().join("nowhere");
        let (code, _, said) = weaverse(
            &stage,
            &["grade", "--mission", nowhere.to_str().unwrap(), "--submission", wrong.as_str()],
        )
        .await;
        assert!(code == 2 && said.contains("mission.toml:1"), "{code}: {said}");
    });
}

#[test]
fn course_check_names_file_and_line() {
    run(Engine::Sqlite, async |stage: Stage| {
        let (code, out, said) = check(&stage, &mini()).await;
        assert!(code == 0 && out.contains("no mistakes"), "{code}: {out}{said}");
        let pack = copy_of_mini(stage.dir());
        edit(&pack, "course.toml", "kind = \"reading\"", "kind = \"poem\"");
        let (code, out, _) = check(&stage, &pack).await;
        assert!(code == 1 && out.contains("course.toml:17: "), "{code}: {out}");
        let pack = copy_of_mini(&stage.dir().join("second"));
        edit(&pack, "missions/practice/mission.toml", "stdout = \"3\\n\"", "stdoot = \"3\\n\"");
        edit(&pack, "missions/practice/twice/solution/main.js", "2 * n", "3 * n");
        edit(&pack, "missions/midterm/secret/starter/main.py", "input()", "input().upper()");
        edit(&pack, "course.toml", "media/clip.mp4", "media/../../clip.mp4");
        write(&stage, "second/clip.mp4", "of somebody else");
        let (code, out, _) = check(&stage, &pack).await;
        assert_eq!(code, 1);
        let mistakes = [
            ("course.toml:24", "leaves the pack"),
            ("missions/practice/mission.toml:28", "stdoot"),
            ("missions/practice/mission.toml:51", "the model solution does not pass"),
            ("missions/midterm/mission.toml:28", "the starter already passes"),
        ];
        for (place, text) in mistakes {
            let told = |line: &str| line.contains(place) && line.contains(text);
            assert!(out.lines().any(told), "{place} {text}: {out}");
        }
    });
}

async fn check(stage: &Stage, pack: &Path) -> (i32, String, String) {
    weaverse(stage, &["course", "check", pack.to_str().unwrap()]).await
}

#[test]
fn what_cannot_be_understood_is_named() {
    run(Engine::Sqlite, async |stage: Stage| {
        let config = write(&stage, "weaverse.toml", "[http]\nlissten = \"127.0.0.1:1\"\n");
        let (code, _, said) = weaverse(&stage, &["migrate"]).await;
        assert!(code == 2 && said.contains("lissten"), "{code}: {said}");
        std::fs::write(&config, "").unwrap();
        let output = stage.command(&["migrate"]).env("WEAVERSE_HTTP__LISSTEN", "x").output().await;
        let said = String::from_utf8(output.unwrap().stderr).unwrap();
        assert!(said.to_lowercase().contains("lissten"), "{said}");
        let (code, _, said) = weaverse(&stage, &["course", "chekc", "."]).await;
        assert!(code == 2 && said.contains("check"), "{code}: {said}");
        let (code, ..) = weaverse(&stage, &["--config", "nowhere.toml", "migrate"]).await;
        assert_eq!(code, 2);
    });
}
