//! Exercises of other systems, taken, graded by the real runtimes, and
//! written again: at the command line.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::both_engines;
use crate::support::Stage;
use crate::support::app::email;
use crate::support::engine::{Engine, run};

both_engines!(results_go_to_gradescope_and_come_back);

/// Exit code and standard output.
async fn weaverse(stage: &Stage, arguments: &[&str]) -> (i32, String) {
    let mut command = stage.command(arguments);
    let output = command.env("LC_ALL", "C").output().await.expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code().expect("an exit code"), text(output.stdout) + &text(output.stderr))
}

fn put(dir: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = dir.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
}

async fn import(stage: &Stage, what: &str, path: &Path, more: &[&str]) -> (i32, String) {
    let pack = stage.dir().join("pack");
    let path = path.to_str().expect("a path");
    let fixed = ["import", what, path, "--into", pack.to_str().expect("a path")];
    weaverse(stage, &[&fixed, more].concat()).await
}

/// The verdict on a program for an imported mission.
async fn verdict(stage: &Stage, mission: &str, item: &str, name: &str, code: &str) -> Value {
    put(stage.dir(), &[(name, code)]);
    let mission = stage.dir().join("pack/missions").join(mission);
    let (mission, program) = (mission.to_string_lossy(), stage.dir().join(name));
    let program = program.to_string_lossy();
    let arguments =
        ["grade", "--mission", &mission, "--item", item, "--submission", &program, "--json"];
    let (code, out) = weaverse(stage, &arguments).await;
    let report: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{code}: {out}"));
    report["verdict"].clone()
}

async fn check(stage: &Stage) {
    let pack = stage.dir().join("pack");
    let (code, out) = weaverse(stage, &["course", "check", &pack.to_string_lossy()]).await;
    assert!(code == 0 && out.contains("no mistakes"), "{code}: {out}");
}

fn track(stage: &Stage) -> PathBuf {
    let track = stage.dir().join("track");
    put(
        &track,
        &[
            (
                "exercises/practice/twice/.meta/config.json",
                r#"{"files": {"solution": ["twice.py"], "test": ["twice_test.py"],
                    "example": [".meta/example.py"], "editor": ["numbers.txt"]}}"#,
            ),
            ("exercises/practice/twice/.meta/example.py", "def twice(n):\n    return 2 * n\n"),
            ("exercises/practice/twice/.docs/instructions.md", "# Instructions\n\nDouble it.\n"),
            ("exercises/practice/twice/numbers.txt", "4\n"),
            ("exercises/practice/twice/twice.py", "def twice(n):\n    pass\n"),
            (
                "exercises/practice/twice/twice_test.py",
                "import unittest\nimport pytest\nfrom twice import twice\n\n\nclass TwiceTest(unittest.TestCase):\n    @pytest.mark.task(taskno=1)\n    def test_twice(self):\n        self.assertEqual(twice(2), 4)\n\n    def test_file(self):\n        with open('numbers.txt') as file:\n            self.assertEqual(twice(int(file.read())), 8)\n",
            ),
            (
                "exercises/concept/half-it/.meta/config.json",
                r#"{"files": {"solution": ["half-it.js"], "test": ["half-it.spec.js"],
                    "exemplar": [".meta/exemplar.js"]}}"#,
            ),
            ("exercises/concept/half-it/.meta/exemplar.js", "export const half = (n) => n / 2;\n"),
            ("exercises/concept/half-it/.docs/instructions.md", "# Instructions\n\nHalve it.\n"),
            (
                "exercises/concept/half-it/half-it.js",
                "export const half = () => {\n  throw new Error('todo');\n};\n",
            ),
            ("exercises/concept/half-it/package.json", "{}"),
            (
                "exercises/concept/half-it/half-it.spec.js",
                "import { describe, expect, test, xtest } from '@jest/globals';\nimport { half } from './half-it';\n\ndescribe('half', () => {\n  test('of four', () => {\n    expect(half(4)).toBe(2);\n  });\n\n  xtest('of three', () => {\n    expect(half(3)).toEqual(1.5);\n  });\n});\n",
            ),
            ("exercises/practice/broken/.meta/config.json", "{\n\"files\": [\n}"),
            (
                "exercises/practice/rusty/.meta/config.json",
                r#"{"files": {"solution": ["src/lib.rs"], "test": ["t.rs"]}}"#,
            ),
        ],
    );
    track
}

#[test]
fn a_track_of_exercism_is_taken_and_graded() {
    run(Engine::Sqlite, async |stage: Stage| {
        let track = track(&stage);
        let (code, out) = import(&stage, "exercism", &track, &[]).await;
        assert!(code == 1 && out.contains("2 taken"), "{code}: {out}");
        assert!(out.contains("broken/.meta/config.json:3: This is no JSON"), "{out}");
        assert!(out.contains("no language runtime for `src/lib.rs`"), "{out}");
        check(&stage).await;
        let right = "def twice(n):\n    return n + n\n";
        assert_eq!(verdict(&stage, "twice", "twice", "twice.py", right).await, "accepted");
        let wrong = "def twice(n):\n    return 4\n";
        assert_eq!(verdict(&stage, "twice", "twice", "twice.py", wrong).await, "partial");
        // What is skipped in the file runs, as Exercism runs it.
        let wrong = "export const half = (n) => Math.floor(n / 2);\n";
        assert_eq!(verdict(&stage, "half-it", "half-it", "half-it.js", wrong).await, "partial");
        let pack = stage.dir().join("pack");
        let before = ::weaverse::packs::read_tree(&pack).expect("files");
        import(&stage, "exercism", &track, &["--quick"]).await;
        let again = ::weaverse::packs::read_tree(&pack).expect("files");
        assert!(before == again, "importing again gives the same files");
        // An edited mission is not written over by chance.
        put(&pack, &[("missions/twice/twice/statement.md", "Mine.\n")]);
        let (_, out) = import(&stage, "exercism", &track, &["--quick"]).await;
        assert!(out.contains("left alone `twice`"), "{out}");
        let (_, out) = import(&stage, "exercism", &track, &["--quick", "--overwrite"]).await;
        assert!(out.contains("taken `twice`"), "{out}");
        let twice = pack.join("missions/twice");
        let back = stage.dir().join("exported");
        let export = [
            "export",
            "exercism",
            "--mission",
            &twice.to_string_lossy(),
            "--into",
            &back.to_string_lossy(),
        ];
        assert_eq!(weaverse(&stage, &export).await.0, 0);
        let config = std::fs::read_to_string(back.join("twice/.meta/config.json")).expect("a file");
        let config: Value = serde_json::from_str(&config).expect("JSON");
        assert_eq!(config["files"]["solution"], json!(["twice.py"]));
        assert_eq!(config["files"]["editor"], json!(["numbers.txt"]));
        assert!(back.join("twice/.meta/example.py").is_file());
    });
}

fn package(stage: &Stage) -> PathBuf {
    let dir = stage.dir().join("mean");
    put(
        &dir,
        &[
            ("problem.yaml", "name: Mean\nvalidator_flags: float_relative_tolerance 1e-4\n"),
            ("problem_statement/problem.en.tex", "\\problemname{Mean}\nPrint the mean.\n"),
            ("data/sample/1.in", "1 2\n"),
            ("data/sample/1.ans", "1.5\n"),
            ("data/secret/1.in", "1 1 2\n"),
            ("data/secret/1.ans", "1.3333333333\n"),
            ("data/secret/2.in", "7\n"),
            ("data/secret/2.ans", "7\n"),
            (
                "submissions/accepted/mean.py",
                "n = [*map(int, input().split())]\nprint(f'{sum(n) / len(n):e}')\n",
            ),
            (
                "submissions/wrong_answer/round.py",
                "n = [*map(int, input().split())]\nprint(sum(n) // len(n))\n",
            ),
            (
                "submissions/run_time_error/crash.py",
                "a, b = map(int, input().split())\nprint((a + b) / 2)\n",
            ),
            ("submissions/time_limit_exceeded/loop.py", "while True:\n    pass\n"),
        ],
    );
    dir
}

#[test]
fn a_problem_package_is_taken_with_its_programs() {
    run(Engine::Sqlite, async |stage: Stage| {
        let dir = package(&stage);
        let path = stage.dir().join("mean.zip");
        let mut zip = zip::ZipWriter::new(std::fs::File::create(&path).expect("a file"));
        for file in ::weaverse::packs::read_tree(&dir).expect("files") {
            let options = zip::write::SimpleFileOptions::default();
            zip.start_file(format!("mean/{}", file.path), options).expect("an entry");
            zip.write_all(&file.content).expect("content");
        }
        zip.finish().expect("an archive");
        let (code, out) = import(&stage, "kattis", &path, &[]).await;
        assert!(code == 0 && out.contains("4 programs of the author"), "{code}: {out}");
        check(&stage).await;
        let text = std::fs::read_to_string(stage.dir().join("pack/missions/mean/mission.toml"));
        assert!(text.expect("a file").contains("fuel = 60000000000"), "the least time limit: 1 s");
        for (code, wanted) in [
            ("n = [*map(int, input().split())]\nprint(round(sum(n) / len(n), 5))\n", "accepted"),
            ("print(1.5)\n", "wrong_answer"),
            ("print('nan')\n", "wrong_answer"),
        ] {
            assert_eq!(verdict(&stage, "mean", "mean", "main.py", code).await, wanted, "{code}");
        }
        let back = stage.dir().join("exported");
        let mission = stage.dir().join("pack/missions/mean");
        let export = [
            "export",
            "kattis",
            "--mission",
            &mission.to_string_lossy(),
            "--into",
            &back.to_string_lossy(),
        ];
        let (code, out) = weaverse(&stage, &export).await;
        // All or nothing is what a package is; groups are not written.
        assert_eq!(code, 0, "{out}");
        let again = stage.dir().join("again");
        let arguments = [
            "import",
            "kattis",
            &back.join("mean").to_string_lossy(),
            "--into",
            &again.to_string_lossy(),
        ]
        .map(str::to_owned);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let (code, out) = weaverse(&stage, &arguments).await;
        assert!(code == 0 && out.contains("1 programs of the author"), "{code}: {out}");
        // What its author calls wrong must not be right here.
        put(
            &dir,
            &[(
                "submissions/wrong_answer/right.py",
                "n = [*map(int, input().split())]\nprint(sum(n) / len(n))\n",
            )],
        );
        let (code, out) = import(&stage, "kattis", &dir, &[]).await;
        assert!(
            code == 1 && out.contains("The author says wrong_answer, here it is accepted"),
            "{out}"
        );
        put(&dir, &[("problem.yaml", "name: Mean\nvalidation: custom interactive\n")]);
        let (code, out) = import(&stage, "kattis", &dir, &[]).await;
        assert!(code == 1 && out.contains("problem.yaml:2: "), "{code}: {out}");
    });
}

fn question(name: &str, kind: &str, fields: &str, tests: &[[&str; 4]], file: &str) -> String {
    let test = |[code, stdin, expected, extra]: &[&str; 4]| {
        format!(
            "<testcase testtype=\"0\" useasexample=\"0\" hiderestiffail=\"0\" mark=\"1.0\"><testcode><text><![CDATA[{code}]]></text></testcode><stdin><text>{stdin}</text></stdin><expected><text>{expected}</text></expected><extra><text>{extra}</text></extra><display><text>SHOW</text></display></testcase>\n"
        )
    };
    let tests: String = tests.iter().map(test).collect();
    format!(
        "<question type=\"coderunner\"><name><text>{name}</text></name><questiontext format=\"html\"><text><![CDATA[<p>Do it.</p>]]></text></questiontext><defaultgrade>1</defaultgrade><coderunnertype>{kind}</coderunnertype><prototypetype>0</prototypetype>{fields}<testcases>{tests}{file}</testcases></question>\n"
    )
}

#[test]
fn questions_of_coderunner_are_taken_and_graded() {
    run(Engine::Sqlite, async |stage: Stage| {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/exchange/shop.db");
        let data = base64(&std::fs::read(data).expect("a file"));
        let file = format!("<file name=\"shop.db\" path=\"/\" encoding=\"base64\">{data}</file>");
        let questions = [
            question(
                "Square",
                "python3",
                "<allornothing>1</allornothing><answer>def sqr(n):\n    return n * n</answer><answerpreload>def sqr(n):\n    pass</answerpreload>",
                &[["print(sqr(2))", "", "4", ""], ["print(sqr(-3))", "", "9", ""]],
                "",
            ),
            question(
                "Greet",
                "python3_w_input",
                "<grader>NearEqualityGrader</grader><answer>print('Hello', input('Who? '))</answer>",
                &[["", "Ann", "who? ann\nhello  ann", ""]],
                "",
            ),
            question(
                "Add",
                "nodejs",
                "<grader>RegexGrader</grader><answer>const add = (a, b) => a + b;</answer>",
                &[["console.log('sum: ' + add(1, 2));", "", "^sum: 3$", ""]],
                "",
            ),
            question(
                "Names",
                "sql",
                "<answer>select name from customers order by id</answer>",
                &[["-- all", "", "", ""], ["", "", "", "delete from customers where id = 10;"]],
                &file,
            ),
            question("C", "c_function", "", &[["x", "", "", ""]], ""),
        ];
        let quiz = format!(
            "<?xml version=\"1.0\"?>\n<quiz>\n<question type=\"category\"><category><text>$course$/top/Week 1</text></category></question>\n{}</quiz>",
            questions.concat()
        );
        put(stage.dir(), &[("quiz.xml", &quiz)]);
        let (code, out) = import(&stage, "coderunner", &stage.dir().join("quiz.xml"), &[]).await;
        assert!(
            code == 1 && out.contains("refused `C`") && out.contains("0 with mistakes"),
            "{out}"
        );
        assert!(out.contains("The question type `c_function`"), "{out}");
        check(&stage).await;
        for (item, name, code, wanted) in [
            ("square", "main.py", "def sqr(n):\n    return n ** 2", "accepted"),
            ("square", "main.py", "def sqr(n):\n    return 4", "wrong_answer"),
            ("square", "main.py", "print(4)\nraise SystemExit", "wrong_answer"),
            ("greet", "main.py", "print('HELLO', input('Who? '))", "accepted"),
            ("greet", "main.py", "print('Hello' + input())", "wrong_answer"),
            ("add", "main.js", "function add(a, b) { return a - -b; }", "accepted"),
            ("add", "main.js", "function add(a, b) { return '' + a + b; }", "wrong_answer"),
            ("names", "main.sql", "SELECT name FROM customers ORDER BY 1 * id;", "accepted"),
            ("names", "main.sql", "select name from customers order by id desc", "partial"),
        ] {
            let found = verdict(&stage, "week-1", item, name, code).await;
            assert!(
                found == wanted || wanted == "partial" && found == "wrong_answer",
                "{item} {code}: {found}"
            );
        }
    });
}

/// As Moodle writes it.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for part in bytes.chunks(3) {
        let number =
            part.iter().chain([&0; 2]).take(3).fold(0_usize, |n, b| n << 8 | usize::from(*b));
        for index in 0..4 {
            let letter = LETTERS[number >> (18 - 6 * index) & 63];
            text.push(if index <= part.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

async fn results_go_to_gradescope_and_come_back(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let minji = app.learner("minji").await;
    let tutor = app.tutor("park").await;
    let at = format!("{}/items/sum", app.mission("practice").await);
    let id = minji.submit(&at, &[("file:main.py", "print(3)")]).await;
    app.graded(id).await;
    let id = id.to_string();
    let (code, out) = weaverse(&stage, &["export", "gradescope", &id]).await;
    let results: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{code}: {out}"));
    assert_eq!(
        (&results["score"], results["tests"].as_array().map(Vec::len)),
        (&json!(5), Some(3))
    );
    let statuses: Vec<_> =
        results["tests"].as_array().unwrap().iter().map(|test| test["status"].clone()).collect();
    assert_eq!(statuses, ["passed", "failed", "failed"]);
    // Another grader gives three of four.
    put(stage.dir(), &[("results.json", r#"{"tests": [{"score": 3, "max_score": 4}]}"#)]);
    let file = stage.dir().join("results.json").to_string_lossy().into_owned();
    let park = email("park");
    let import =
        ["import", "gradescope", &file, "--submission", &id, "--by", &park, "--reason", "By hand."];
    let (code, out) = weaverse(&stage, &import).await;
    assert!(code == 0 && out.contains("15 / 20"), "{code}: {out}");
    tutor.get(&format!("/studio/submissions/{id}")).await.expect(200).has("By hand.");
    let (_, out) = weaverse(&stage, &["export", "gradescope", &id]).await;
    let results: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(results["score"], 15);
    for (text, line) in [
        ("{\n\"tests\": [{}]}", "neither"),
        ("{\n\"score\": }", "results.json:2: "),
        (r#"{"score": 21}"#, "more than"),
    ] {
        put(stage.dir(), &[("results.json", text)]);
        let (code, out) = weaverse(&stage, &import).await;
        assert!(code == 1 && out.contains(line), "{code}: {out}");
    }
    let learner = email("minji");
    let (code, out) =
        weaverse(&stage, &["import", "gradescope", &file, "--submission", &id, "--by", &learner])
            .await;
    assert!(code != 0, "{out}");
}
