//! Packages as people write them.

use std::path::Path;

use serde_json::json;

use super::import;
use crate::exchange::{Expected, Import, Level, Options, Taken};
use crate::i18n::Locale;

fn put(dir: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = dir.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
}

/// A package with what every one has, and these files.
fn package(files: &[(&str, &str)]) -> Import {
    let dir = tempfile::tempdir().expect("a folder");
    let dir = dir.path().join("sum");
    put(
        &dir,
        &[
            ("problem.yaml", "name: Sum\n"),
            ("problem_statement/problem.en.tex", "\\problemname{Sum}\nAdd $a$ and $b$.\n"),
            ("data/sample/1.in", "1 2\n"),
            ("data/sample/1.ans", "3\n"),
            ("data/secret/01.in", "2 2\n"),
            ("data/secret/01.ans", "4\n"),
            ("data/secret/02.in", "5 5\n"),
            ("data/secret/02.ans", "10\n"),
            ("submissions/accepted/sum.py", "print(sum(map(int, input().split())))\n"),
        ],
    );
    put(&dir, files);
    import(&dir, &Options { locale: Locale::En, language: None })
}

fn taken(files: &[(&str, &str)]) -> Taken {
    let mut import = package(files);
    assert!(import.refused.is_empty(), "{:#?}", import.refused);
    import.taken.pop().expect("a mission")
}

/// The keys of the reasons, with file name and line.
fn refused(files: &[(&str, &str)]) -> Vec<(&'static str, String, Option<usize>)> {
    let import = package(files);
    assert!(import.taken.is_empty(), "it was taken");
    let notes = import.refused[0].1.all().iter().filter(|note| note.level == Level::Refusal);
    notes
        .map(|note| {
            let name = note.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            (note.message.key, name, note.line)
        })
        .collect()
}

#[test]
fn a_legacy_package_becomes_a_mission() {
    let taken = taken(&[
        (
            "problem.yaml",
            "name: Sum\nsource: A contest\nlicense: cc by-sa\nvalidator_flags: float_tolerance 1e-6\nlimits:\n  memory: 64\n",
        ),
        ("data/secret/01.hint", "Add."),
        ("submissions/wrong_answer/one.py", "print(1)\n"),
        ("submissions/wrong_answer/one.cc", "int main() {}\n"),
        ("submissions/accepted/old.py", "#!/usr/bin/env python2\nprint 1\n"),
    ]);
    let item = &taken.document.items[0];
    assert_eq!((taken.document.title.as_str(), item.language.as_str()), ("Sum", "python"));
    assert!(item.statement.contains("Add `a` and `b`."), "{}", item.statement);
    assert!(item.statement.contains("A contest · cc by-sa"), "{}", item.statement);
    assert_eq!(item.solution[0].path, "main.py");
    assert_eq!(item.limits.memory_bytes, 256 << 20);
    let both = json!({ "absolute-tolerance": 1e-6, "relative-tolerance": 1e-6 });
    let secret = &item.config["cases"][1];
    assert_eq!((&secret["name"], &secret["points"]), (&json!("secret/01"), &json!(1)));
    assert_eq!(
        (&secret["hint"], &secret["absolute-tolerance"]),
        (&json!("Add."), &both["absolute-tolerance"])
    );
    assert_eq!(item.config["cases"][0]["sample"], true);
    assert_eq!(
        (&item.config["compare"], &item.config["case-sensitive"]),
        (&json!("icpc"), &json!(false))
    );
    assert_eq!(
        (&item.config["all-or-nothing"], &item.config["stop-at-first-failure"]),
        (&json!(true), &json!(true))
    );
    let expected: Vec<_> = taken.expectations.iter().map(|known| known.expected).collect();
    assert_eq!(expected, [Expected::Accepted, Expected::WrongAnswer]);
    assert_eq!(taken.fuel_factor, Some(5.0));
}

#[test]
fn a_package_of_2025_has_settings_of_cases() {
    let taken = taken(&[
        (
            "problem.yaml",
            "problem_format_version: 2025-09\nname:\n  en: Sum\n  ko: 합\nuuid: 0\nlimits:\n  time_limit: 0.5\nconstants:\n  most: 100\ncredits:\n  authors: Ann <a@b.c>\n",
        ),
        ("statement/problem.en.md", "At most {{most}}.\n\n{{remainingsamples}}\n"),
        ("data/secret/test_group.yaml", "output_validator_args: [case_sensitive]\n"),
        (
            "data/secret/02.yaml",
            "args: [-v, \"2\"]\nfull_feedback: true\noutput_validator_args: []\nhint: Think.\n",
        ),
        ("data/secret/02.files/words.txt", "a\n"),
        ("include/python3/lib.py", "x = 1\n"),
    ]);
    let item = &taken.document.items[0];
    assert_eq!(item.statement, "At most 100.\n\n\n*Ann*\n");
    assert_eq!((item.limits.fuel, taken.fuel_factor), (30_000_000_000, None));
    let (first, second) = (&item.config["cases"][1], &item.config["cases"][2]);
    assert_eq!(
        (&first["case-sensitive"], &first["files"]),
        (&json!(true), &json!({ "lib.py": "x = 1\n" }))
    );
    assert_eq!(second.get("case-sensitive"), None);
    assert_eq!(second["program-arguments"], json!(["-v", "2"]));
    assert_eq!(second["files"], json!({ "lib.py": "x = 1\n", "words.txt": "a\n" }));
    assert_eq!(second["feedback"].as_array().map(Vec::len), Some(6));
    assert_eq!(second["hint"], "Think.");
}

#[test]
fn groups_earn_together_or_each_for_itself() {
    let files = [
        ("problem.yaml", "problem_format_version: 2025-09\ntype: scoring\nname: Sum\nuuid: 0\n"),
        ("data/secret/a/test_group.yaml", "max_score: 40\nrequire_pass: sample\n"),
        ("data/secret/a/1.in", "1 1\n"),
        ("data/secret/a/1.ans", "2\n"),
        ("data/secret/a/2.in", "1 2\n"),
        ("data/secret/a/2.ans", "3\n"),
        ("data/secret/b/test_group.yaml", "max_score: 60\nscore_aggregation: sum\n"),
        ("data/secret/b/1.in", "1 1\n"),
        ("data/secret/b/1.ans", "2\n"),
        ("data/secret/b/2.in", "1 3\n"),
        ("data/secret/b/2.ans", "4\n"),
        ("data/secret/b/3.in", "1 4\n"),
        ("data/secret/b/3.ans", "5\n"),
    ];
    assert_eq!(refused(&files)[0].0, "exchange-kattis-mixed");
    let dir = tempfile::tempdir().expect("a folder");
    let dir = dir.path().join("sum");
    put(&dir, &files);
    put(
        &dir,
        &[
            ("data/sample/1.in", "1 2\n"),
            ("data/sample/1.ans", "3\n"),
            ("submissions/accepted/a.js", ""),
        ],
    );
    let mut import = import(&dir, &Options { locale: Locale::En, language: None });
    assert!(import.refused.is_empty(), "{:#?}", import.refused);
    let item = import.taken.remove(0).document.items.remove(0);
    assert_eq!((item.points, item.language.as_str()), (100_000, "javascript"));
    let cases = item.config["cases"].as_array().expect("cases");
    let points: Vec<_> = cases.iter().map(|case| case["points"].as_i64().unwrap_or(-1)).collect();
    assert_eq!(points, [0, 20, 20, 20, 20, 20]);
    assert_eq!(
        item.config["groups"],
        json!({ "secret/a": { "together": true, "requires": ["sample"] } })
    );
    assert_eq!((cases[0]["group"].as_str(), cases[3].get("group")), (Some("sample"), None));
    assert_eq!(item.config.get("all-or-nothing"), None);
}

#[test]
fn scores_of_the_old_format() {
    let dir = tempfile::tempdir().expect("a folder");
    let dir = dir.path().join("echo");
    put(
        &dir,
        &[
            ("problem.yaml", "type: scoring\nname: Echo\n"),
            (
                "data/testdata.yaml",
                "on_reject: continue\nrange: 0 100\ngrader_flags: ignore_sample\n",
            ),
            ("data/sample/testdata.yaml", "on_reject: continue\naccept_score: 0\n"),
            ("data/sample/1.in", "a\n"),
            ("data/sample/1.ans", "a\n"),
            (
                "data/secret/testdata.yaml",
                "on_reject: continue\ngrader_flags: first_error accept_if_any_accepted\n",
            ),
            ("data/secret/s1/testdata.yaml", "accept_score: 30\ngrader_flags: min\n"),
            ("data/secret/s1/1.in", "a\n"),
            ("data/secret/s1/1.ans", "a\n"),
            ("data/secret/s1/2.in", "b\n"),
            ("data/secret/s1/2.ans", "b\n"),
            (
                "data/secret/s2/testdata.yaml",
                "accept_score: 35\ngrader_flags: always_accept sum\non_reject: continue\n",
            ),
            ("data/secret/s2/1.in", "c\n"),
            ("data/secret/s2/1.ans", "c\n"),
            ("data/secret/s2/2.in", "d\n"),
            ("data/secret/s2/2.ans", "d\n"),
            ("submissions/accepted/a.py", "print(input())\n"),
            ("submissions/partially_accepted/b.py", "print('a')\n"),
        ],
    );
    let options = Options { locale: Locale::En, language: None };
    let taken = import(&dir, &options).taken.remove(0);
    let config = &taken.document.items[0].config;
    assert_eq!(taken.document.items[0].points, 100_000);
    let cases = config["cases"].as_array().expect("cases");
    let points: Vec<_> = cases.iter().map(|case| case["points"].as_i64().unwrap_or(-1)).collect();
    assert_eq!(points, [0, 15, 15, 35, 35]);
    assert_eq!(config["groups"], json!({ "secret/s1": { "together": true, "requires": [] } }));
    assert_eq!(config.get("all-or-nothing"), None);
    assert_eq!(taken.expectations[1].expected, Expected::Partial);
    put(&dir, &[("data/secret/s2/testdata.yaml", "grader_flags: always_accept max\n")]);
    let import = import(&dir, &options);
    assert_eq!(import.refused[0].1.all()[0].message.key, "exchange-kattis-scoring");
}

#[test]
fn what_needs_programs_of_the_judges_is_refused_with_file_and_line() {
    let yaml = |text: &str| refused(&[("problem.yaml", text)]);
    let reason = |key, line| vec![(key, "problem.yaml".to_owned(), Some(line))];
    assert_eq!(
        yaml("name: X\nvalidation: custom interactive\n"),
        reason("exchange-kattis-validation", 2)
    );
    let new = "problem_format_version: 2025-09\nname: X\nuuid: 0\n";
    assert_eq!(
        yaml(&format!("{new}type: [pass-fail, interactive]\n")),
        reason("exchange-kattis-type", 4)
    );
    assert_eq!(yaml("problem_format_version: 2031-01\n"), reason("exchange-kattis-version", 1));
    assert_eq!(yaml("name: X\nvalidator_flags: nFive=0\n")[0].0, "exchange-flag");
    assert_eq!(yaml("name: [\n")[0].0, "exchange-no-yaml");
    let custom = refused(&[("problem.yaml", new), ("output_validator/check.py", "")]);
    assert_eq!(custom, [("exchange-kattis-program", "output_validator".to_owned(), None)]);
    let driver = refused(&[("include/python3/main.py", "")]);
    assert_eq!(driver[0].0, "exchange-kattis-driver");
    let answer = refused(&[("data/secret/03.in", "1 1\n")]);
    assert_eq!(answer, [("exchange-kattis-no-answer", "03.in".to_owned(), None)]);
}

#[test]
fn drafts_are_taken_where_nothing_depends_on_them() {
    let yaml = "problem_format_version: 2023-07-draft\nname:\n  en: Sum\nuuid: 0\n";
    let flags = ("data/secret/testdata.yaml", "output_validator_flags: case_sensitive\n");
    let taken = taken(&[("problem.yaml", yaml), flags]);
    assert_eq!(taken.document.items[0].config["cases"][1]["case-sensitive"], true);
    let keys: Vec<_> = taken.notes.all().iter().map(|note| note.message.key).collect();
    assert!(keys.contains(&"exchange-kattis-draft"), "{keys:?}");
    let scoring = format!("{yaml}type: scoring\n");
    assert_eq!(refused(&[("problem.yaml", &scoring)])[0].0, "exchange-kattis-version");
}

#[test]
fn losses_are_told() {
    let taken = taken(&[
        ("problem.yaml", "name: Sum\nflavour: sweet\n"),
        ("data/secret/03.ans", "1\n"),
        ("submissions/submissions.yaml", "accepted:\n  permitted: [AC]\n"),
    ]);
    let keys: Vec<_> = taken.notes.all().iter().map(|note| note.message.key).collect();
    for key in [
        "exchange-key-ignored",
        "exchange-kattis-no-input",
        "exchange-kattis-submissions",
        "exchange-tex",
    ] {
        assert!(keys.contains(&key), "{key}: {keys:?}");
    }
}
