//! Questions as Moodle exports them.

use serde_json::json;

use super::import;
use crate::exchange::{Import, Level, Options};
use crate::i18n::Locale;

fn test(
    attributes: &str,
    code: &str,
    stdin: &str,
    expected: &str,
    extra: &str,
    display: &str,
) -> String {
    format!(
        "<testcase {attributes}>\n<testcode><text><![CDATA[{code}]]></text></testcode>\n\
         <stdin><text>{stdin}</text></stdin>\n<expected><text><![CDATA[{expected}]]></text></expected>\n\
         <extra><text>{extra}</text></extra>\n<display><text>{display}</text></display>\n</testcase>\n"
    )
}

fn question(name: &str, kind: &str, fields: &str, tests: &str) -> String {
    format!(
        "<question type=\"coderunner\">\n<name><text>{name}</text></name>\n\
         <questiontext format=\"html\"><text><![CDATA[<p>Write it.</p>\n\n<p>Now.</p>]]></text></questiontext>\n\
         <defaultgrade>2.0000000</defaultgrade>\n<coderunnertype>{kind}</coderunnertype>\n\
         <prototypetype>0</prototypetype>\n{fields}\n<testcases>\n{tests}</testcases>\n</question>\n"
    )
}

fn read(questions: &str) -> Import {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("quiz.xml");
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n<question type=\"category\">\n\
         <category><text>$course$/top/Week 1</text></category>\n</question>\n{questions}</quiz>\n"
    );
    std::fs::write(&path, text).expect("a file");
    import(&path, &Options { locale: Locale::En, language: None })
}

const ONE: &str = "useasexample=\"1\" hiderestiffail=\"0\" mark=\"1.0\" testtype=\"0\"";
const HALF: &str = "useasexample=\"0\" hiderestiffail=\"0\" mark=\"0.5\" testtype=\"0\"";

fn simple() -> String {
    test(ONE, "print(sqr(2))", "", "4", "", "SHOW")
        + &test(HALF, "print(sqr(-3))", "", "9", "", "HIDE")
}

fn item(kind: &str, fields: &str, tests: &str) -> crate::packs::Item {
    let mut import = read(&question("Square", kind, fields, tests));
    assert!(import.refused.is_empty(), "{:#?}", import.refused);
    import.taken[0].document.items.remove(0)
}

fn refused(kind: &str, fields: &str, tests: &str) -> Vec<(&'static str, Option<usize>)> {
    let import = read(&question("Square", kind, fields, tests));
    assert!(import.taken.is_empty(), "it was taken");
    let notes = import.refused[0].1.all().iter().filter(|note| note.level == Level::Refusal);
    notes.map(|note| (note.message.key, note.line)).collect()
}

#[test]
fn a_question_becomes_an_item_of_its_categorys_mission() {
    let fields = "<allornothing>1</allornothing><answer>def sqr(n):\n    return n * n</answer><answerpreload>def sqr(n):\n    pass</answerpreload><cputimelimitsecs>1</cputimelimitsecs>";
    let import = read(&question("Square it!", "python3", fields, &simple()));
    let mission = &import.taken[0].document;
    assert_eq!((mission.slug.as_str(), mission.title.as_str()), ("week-1", "Week 1"));
    let item = &mission.items[0];
    assert_eq!(
        (item.name.as_str(), item.title.as_str(), item.points),
        ("square-it", "Square it!", 2000)
    );
    assert_eq!(item.statement, "<div>\n<p>Write it.</p>\n<p>Now.</p>\n</div>\n");
    assert_eq!((item.starter.len(), item.solution[0].path.as_str()), (1, "main.py"));
    assert_eq!(item.limits.fuel, 60_000_000_000);
    let (first, second) = (&item.config["cases"][0], &item.config["cases"][1]);
    assert_eq!(item.config["all-or-nothing"], true);
    assert_eq!((&first["sample"], &first["points"]), (&json!(true), &json!(10)));
    assert_eq!((&second["points"], &second["feedback"]), (&json!(5), &json!([])));
    assert_eq!((&first["after"], &first["stdout"]), (&json!("\nprint(sqr(2))"), &json!("4")));
    assert_eq!(first["compare"], "lines");
}

#[test]
fn types_and_graders_map_to_what_they_do() {
    let echo = item("python3_w_input", "", &test(ONE, "", "5", "5", "", "SHOW"));
    let case = &echo.config["cases"][0];
    assert!(case["before"].as_str().is_some_and(|text| text.contains("def input(")), "{case}");
    assert_eq!((case.get("after"), &case["stdin"]), (None, &json!("5")));
    let node = item("nodejs", "<grader>NearEqualityGrader</grader>", &simple());
    assert_eq!((node.language.as_str(), node.entry.as_str()), ("javascript", "main.js"));
    assert_eq!(node.config["cases"][0]["compare"], "near-lines");
    let regex =
        item("python3", "<grader>RegexGrader</grader>", &test(ONE, "x", "", "^a+$  ", "", "SHOW"));
    assert_eq!(regex.config["cases"][0]["stdout"], "(?s:.*?)(?ms:^a+$)(?s:.*)");
    let own = "<template>import math\n{{ STUDENT_ANSWER }}\n{{ TEST.extra }}</template>";
    let own = item("python3", own, &test(ONE, "", "", "1", "go()", "SHOW"));
    let case = &own.config["cases"][0];
    assert_eq!((&case["before"], &case["after"]), (&json!("import math\n"), &json!("\ngo()")));
}

#[test]
fn a_prototype_of_the_file_counts() {
    let prototype = question("PROTOTYPE_mine", "mine", "<template>{{ STUDENT_ANSWER }}\nmain()</template><language>python3</language><iscombinatortemplate>0</iscombinatortemplate>", "")
        .replace("<prototypetype>0", "<prototypetype>2");
    let import = read(&(prototype + &question("Q", "mine", "", &simple())));
    assert_eq!(import.taken[0].document.items[0].config["cases"][0]["after"], "\nmain()");
    assert_eq!(import.refused[0].1.all()[0].message.key, "exchange-prototype");
}

#[test]
fn what_cannot_be_taken_says_why_and_the_rest_is_taken() {
    let good = question("Good", "python3", "", &simple());
    let bad = question("Bad", "c_function", "", &simple());
    let import =
        read(&(bad + &good + "<question type=\"essay\"><name><text>E</text></name></question>"));
    assert_eq!(import.taken[0].document.items.len(), 1);
    let keys: Vec<_> = import
        .refused
        .iter()
        .map(|(name, notes)| (name.as_str(), notes.all()[0].message.key))
        .collect();
    assert_eq!(keys, [("Bad", "exchange-coderunner-type"), ("E", "exchange-question-type")]);
    for (kind, fields, key, line) in [
        ("python3", "<grader>TemplateGrader</grader>", "exchange-grader", 14),
        (
            "python3",
            "<iscombinatortemplate>1</iscombinatortemplate><template>{{ STUDENT_ANSWER }}</template>",
            "exchange-combinator",
            14,
        ),
        ("python3", "<template>{{ STUDENT_ANSWER | e('py') }}</template>", "exchange-template", 14),
        ("python3", "<uiplugin>graph</uiplugin>", "exchange-uiplugin", 14),
        ("python3", "<language>c</language>", "exchange-no-runtime", 14),
    ] {
        assert_eq!(refused(kind, fields, &simple()), [(key, Some(line))], "{fields}");
    }
    let regex = refused(
        "python3",
        "<grader>RegexGrader</grader>",
        &test(ONE, "", "", "(a)\\1", "", "SHOW"),
    );
    assert_eq!(regex, [("exchange-regex", Some(16))]);
    assert_eq!(refused("python3", "", ""), [("exchange-no-tests", Some(15))]);
}

#[test]
fn a_database_becomes_sql() {
    use base64::Engine as _;
    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/exchange/shop.db"));
    let bytes = base64::engine::general_purpose::STANDARD.encode(bytes.expect("a file"));
    let file = format!("<file name=\"shop.db\" path=\"/\" encoding=\"base64\">{bytes}</file>\n");
    let tests = test(ONE, "-- as it is", "", "name\n----\nAnn", "", "SHOW")
        + &test(ONE, "", "", "", "delete from customers;", "HIDE");
    let query = item("sql", "<answer>select name from customers</answer>", &(tests + &file));
    assert_eq!((query.grader.as_str(), query.language.as_str()), ("sql", "sqlite"));
    assert_eq!(
        (&query.config["mode"], &query.config["model"]),
        (&json!("query"), &json!("select name from customers"))
    );
    assert_eq!(query.config["cases"][1]["setup"], "delete from customers;");
    assert!(query.config["setup"].as_str().is_some_and(|sql| sql.contains("INSERT INTO")));
    let state = test(ONE, "select * from customers;", "", "", "", "SHOW") + &file;
    let state = item("sql", "<answer>delete from customers</answer>", &state);
    assert_eq!(state.config["mode"], "state");
    assert_eq!(state.config["cases"][0]["checks"][0]["query"], "select * from customers;\n");
    let key = |fields: &str, tests: &str| refused("sql", fields, tests)[0].0;
    assert_eq!(key("", &(simple() + &file)), "exchange-coderunner-sql-answer");
    assert_eq!(key("<answer>select 1</answer>", &simple()), "exchange-coderunner-databases");
    let broken = file.replace(&bytes[..40], "AAAA");
    assert_eq!(
        key("<answer>select 1</answer>", &(simple() + &broken)),
        "exchange-coderunner-database"
    );
}

#[test]
fn what_is_no_quiz_says_why() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("x.xml");
    let key = |text: &str| {
        std::fs::write(&path, text).expect("a file");
        let import = import(&path, &Options { locale: Locale::En, language: None });
        let note = import.refused[0].1.all()[0].clone();
        (note.message.key, note.line)
    };
    assert_eq!(key("<quiz>\n<question>\n</quiz>"), ("exchange-no-xml", Some(3)));
    assert_eq!(key("<html/>"), ("exchange-no-quiz", Some(1)));
    let bomb = "<!DOCTYPE q [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<quiz>&b;</quiz>";
    assert_eq!(key(bomb).0, "exchange-no-xml");
}
