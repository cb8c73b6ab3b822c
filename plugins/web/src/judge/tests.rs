//! Checks on sources: elements, values, rules; pages that take long.

use serde_json::{Value, json};
use weaverse_grader_sdk::{File, Texts};

use super::*;
use crate::config::Config;
use crate::grade::CATALOGUE;
use crate::page;

/// The key of the first thing that does not hold, with what is expected and is.
fn judge(html: &str, css: &str, check: Value) -> Option<(String, String, String)> {
    judge_at(html, css, check, json!(1024))
}

fn judge_at(
    html: &str,
    css: &str,
    check: Value,
    viewport: Value,
) -> Option<(String, String, String)> {
    let files = [File { path: "style.css".to_owned(), content: css.as_bytes().to_vec() }];
    let config = json!({ "viewport": viewport, "cases": [{ "checks": [check] }] }).to_string();
    let config = Config::read(&config).unwrap_or_else(|problems| panic!("{problems:?}"));
    let case = &config.cases[0];
    let page = page::parse(html);
    let (sheets, matcher) = (Sheets::of(&page, &Files(&files), "index.html"), Matcher::default());
    let view = View {
        page: &page,
        files: Files(&files),
        sheets: &sheets,
        viewport: case.viewport,
        run: None,
        matcher: &matcher,
    };
    let (_, miss) = view.judge(&case.checks)?;
    let (expected, actual) = (miss.expected.unwrap_or_default(), miss.actual.unwrap_or_default());
    Some((miss.key, expected, actual))
}

fn key(html: &str, check: Value) -> String {
    judge(html, "", check).map(|(key, ..)| key).unwrap_or_default()
}

/// What a property of `#x` comes to, told by the miss of a value that nothing has.
fn styled(body: &str, css: &str, property: &str) -> String {
    let html = format!("<!DOCTYPE html><link rel=stylesheet href=style.css>{body}");
    let check = json!({ "selector": "#x", "style": { property: "inherit-nothing" } });
    judge(&html, css, check).expect("no value is that").2
}

/// Whether a property of `#x` counts as this value.
fn is(body: &str, css: &str, property: &str, value: &str) -> bool {
    let html = format!("<!DOCTYPE html><link rel=stylesheet href=style.css>{body}");
    judge(&html, css, json!({ "selector": "#x", "style": { property: value } })).is_none()
}

#[test]
fn elements_are_counted() {
    let html = "<ul><li>a<li>b</ul><p>";
    for (check, expected) in [
        (json!({ "selector": "li" }), ""),
        (json!({ "selector": "li", "count": 2 }), ""),
        (json!({ "selector": "li", "count": 3 }), "count"),
        (json!({ "selector": "li", "min": 3 }), "count-min"),
        (json!({ "selector": "li", "min": 0, "max": 1 }), "count-max"),
        (json!({ "selector": "ol" }), "missing"),
        (json!({ "selector": "ol", "count": 0 }), ""),
        (json!({ "selector": "li", "count": 0 }), "forbidden"),
        (json!({ "selector": "li", "which": 3, "text": "a" }), "too-few"),
    ] {
        assert_eq!(key(html, check.clone()), expected, "{check}");
    }
}

#[test]
fn selectors_of_all_kinds_match() {
    let html = r#"<!DOCTYPE html><main id=m class="a b"><h1>T</h1><p lang=ko>1</p><p>2</p><div><p class=c data-x="y z">3</p></div>
        <input type=checkbox checked><input disabled required><a href=/>l</a><a>m</a></main>"#;
    for (selector, count) in [
        ("p", 3),
        ("main > p", 2),
        ("main p", 3),
        ("h1 + p", 1),
        ("h1 ~ p", 2),
        ("#m.a.b", 1),
        ("[data-x~=z]", 1),
        ("[data-x^=y]", 1),
        ("[data-x$=y]", 0),
        ("[data-x*='y z' i]", 1),
        ("p:first-child", 1),
        ("p:nth-of-type(2)", 1),
        ("p:nth-child(2n+1)", 2),
        ("p:last-of-type", 2),
        ("p:not(.c)", 2),
        (":is(h1, a)", 3),
        ("main:has(> h1)", 1),
        ("main:has(> .c)", 0),
        ("main:has(.c)", 1),
        ("h1:has(+ p)", 1),
        (":checked", 1),
        (":disabled", 1),
        (":required", 1),
        ("input:enabled", 1),
        ("a:link", 1),
        ("p:lang(ko)", 1),
        (":root", 1),
        ("p, a", 5),
        ("P", 3),
        ("p:nth-child(1 of .c)", 1),
        ("div p:only-child", 1),
        ("p::before", 0),
        ("a:hover", 0),
        ("main:has(h1 + p)", 1),
        ("*:empty", 3),
        ("main > :last-child", 1),
    ] {
        let check = json!({ "selector": selector, "count": count });
        let found = judge(html, "", check);
        assert!(found.is_none(), "{selector}: {found:?}");
    }
}

#[test]
fn texts_attributes_and_places_are_compared() {
    let html = r#"<!DOCTYPE html><header></header><nav><a class="x y" href="/a?b=1"> 안녕
        세상 </a></nav><footer></footer>"#;
    for (check, expected) in [
        (json!({ "selector": "a", "text": "안녕 세상" }), ""),
        (json!({ "selector": "a", "text": "안녕" }), "text-differs"),
        (json!({ "selector": "a", "text": { "contains": "세상" } }), ""),
        (json!({ "selector": "a", "text": { "lacks": "세상" } }), "text-has"),
        (json!({ "selector": "a", "text": { "matches": "^안.+상$" } }), ""),
        (json!({ "selector": "a", "text": { "matches": "^상" } }), "text-pattern"),
        (json!({ "selector": "a", "text": { "one-of": ["x", "안녕 세상"] } }), ""),
        (json!({ "selector": "a", "attributes": { "href": "/a?b=1", "target": false } }), ""),
        (json!({ "selector": "a", "attributes": { "target": true } }), "attribute-missing"),
        (json!({ "selector": "a", "attributes": { "href": false } }), "attribute-forbidden"),
        (
            json!({ "selector": "a", "attributes": { "href": { "matches": "^http" } } }),
            "text-pattern",
        ),
        (json!({ "selector": "a", "classes": ["x"], "not-classes": ["z"] }), ""),
        (json!({ "selector": "a", "classes": ["z"] }), "class-missing"),
        (json!({ "selector": "a", "not-classes": ["y"] }), "class-forbidden"),
        (
            json!({ "selector": "a", "parent": "nav", "inside": "body", "after": "header", "before": "footer" }),
            "",
        ),
        (json!({ "selector": "a", "parent": "body" }), "parent"),
        (json!({ "selector": "a", "inside": "main" }), "inside"),
        (json!({ "selector": "a", "before": "header" }), "before"),
        (json!({ "selector": "a", "after": "main" }), "after"),
    ] {
        assert_eq!(key(html, check.clone()), expected, "{check}");
    }
}

#[test]
fn the_strongest_declaration_wins() {
    let body = r#"<div id=o class=p><p id=x class="a b" style="margin: 1px">t</p></div>"#;
    for (css, property, value) in [
        ("p { color: red }", "color", "#f00"),
        ("p { color: red } .a { color: blue } p { color: lime }", "color", "blue"),
        (".a { color: red } .b { color: blue }", "color", "rgb(0, 0, 255)"),
        ("#x { color: red } p { color: blue !important }", "color", "blue"),
        ("p { margin: 4px !important }", "margin-left", "4px"),
        ("p { margin: 4px }", "margin-left", "1px"),
        ("div { color: teal }", "color", "teal"),
        ("div { border-top-width: 3px }", "border-top-width", "medium"),
        ("p { color: blurple; color: }", "color", "black"),
        ("p { color: red; color: blurple }", "color", "red"),
        ("p { padding: 1px 2px 3px }", "padding-bottom", "3px"),
        ("p { padding: 0 1rem }", "padding", "0 16px"),
        ("p { background: red }", "background-color", "red"),
        ("p { border: 1px solid red }", "border", "1px solid #f00"),
        ("p { border: 1px solid red }", "border-left-style", "solid"),
        (":root { --c: red } p { color: var(--c) }", "color", "red"),
        ("p { color: var(--none, blue) }", "color", "blue"),
        ("p { color: red; color: var(--none) }", "color", "black"),
        ("div { --s: 1px 2px } p { padding: var(--s) }", "padding-right", "2px"),
        ("@media (max-width: 600px) { p { color: red } }", "color", "black"),
        (
            "@media (min-width: 600px) and (orientation: landscape) { p { color: red } }",
            "color",
            "red",
        ),
        ("@media print { p { color: red } }", "color", "black"),
        ("@media (width >= 1024px) { p { color: red } }", "color", "red"),
        ("div { .a { color: red } }", "color", "red"),
        ("div { & > p { color: red } } p { color: blue }", "color", "red"),
        ("@layer x { p { color: red } } p { color: blue }", "color", "blue"),
        ("@layer x { #x { color: red !important } } #x { color: blue !important }", "color", "red"),
        ("div { color: red } p { color: initial }", "color", "black"),
        ("div { padding: 3px } p { padding: inherit }", "padding-left", "3px"),
        ("p { font-weight: bold }", "font-weight", "700"),
        ("div { font-size: 20px } p { font-size: 1.5em; padding: 1em }", "padding-top", "30px"),
        ("p { margin-inline: 7px; padding-inline: 7px }", "padding-left", "7px"),
        ("p { display: flex; gap: 1rem }", "gap", "16px"),
        ("p { flex: 1 }", "flex-grow", "1"),
        ("p { background: blue url(a.png) no-repeat }", "background-repeat", "no-repeat"),
        ("p { box-shadow: 0 0 5px rgba(0,0,0,.5) }", "box-shadow", "0 0 5px rgb(0 0 0 / 50%)"),
        ("p { grid-template-columns: repeat(3, 1fr) }", "grid-template-columns", "repeat(3,1fr)"),
        ("p { transition: color .2s ease }", "transition-property", "color"),
        (
            "p { font-family: 'Noto Sans KR', sans-serif }",
            "font-family",
            "\"Noto Sans KR\", sans-serif",
        ),
        ("", "display", "block"),
        ("", "position", "static"),
    ] {
        assert!(
            is(body, css, property, value),
            "{css}: {property} is {}",
            styled(body, css, property)
        );
    }
}

#[test]
fn values_that_differ_are_told() {
    let body = "<p id=x>";
    for (css, property, value) in [
        ("p { color: red }", "color", "blue"),
        ("p { padding: 1px }", "padding", "1px 2px"),
        ("", "transition-property", "color"),
        ("p { width: 50% }", "width", "50px"),
        ("p { color: var(--a) } :root { --a: var(--b); --b: var(--a) }", "color", "red"),
    ] {
        assert!(!is(body, css, property, value), "{css}");
    }
}

#[test]
fn states_and_viewports_are_asked_for() {
    let html = "<!DOCTYPE html><style>a:hover{color:red} nav:hover b{color:lime} @media (max-width:500px){nav{display:none}}</style><nav><a href=x>a</a><b>b</b></nav>";
    let hover = json!({ "selector": "a", "state": "hover", "style": { "color": "red" } });
    assert_eq!(judge(html, "", hover), None);
    let plain = json!({ "selector": "a", "style": { "color": "red" } });
    assert_eq!(judge(html, "", plain).unwrap().0, "style-value");
    let visible = json!({ "selector": "a", "visible": true });
    assert_eq!(judge(html, "", visible), None);
    let narrow = "<!DOCTYPE html><style>@media (max-width:1024px){p{color:red}}</style><p id=x>";
    let check = json!({ "selector": "p", "style": { "color": "red" } });
    assert_eq!(judge(narrow, "", check.clone()), None);
    assert!(judge_at(narrow, "", check, json!(1025)).is_some());
}

#[test]
fn declarations_are_found_where_they_are_written() {
    let html = "<!DOCTYPE html><link rel=stylesheet href=./style.css>";
    let css = ".card, .box { color: #ff0000; padding: 1px } .box:hover { color: blue }
        @media (max-width: 600px) { .card { color: blue !important } } :root { --main: #333 }";
    for (check, expected) in [
        (json!({ "rule": ".card", "declares": { "color": "red" } }), ""),
        (json!({ "rule": ".card", "declares": { "color": ["blue", "rgb(255 0 0)"] } }), ""),
        (json!({ "rule": ".card", "declares": { "padding-left": "1px", "margin": false } }), ""),
        (json!({ "rule": ".card", "declares": { "color": "blue" } }), "rule-value"),
        (json!({ "rule": ".card", "declares": { "margin": true } }), "rule-missing"),
        (json!({ "rule": ".card", "declares": { "color": false } }), "rule-forbidden"),
        (json!({ "rule": ".none" }), "no-rule"),
        (json!({ "rule": ".box:hover" }), ""),
        (
            json!({ "rule": ".card", "media": "(max-width:600px)", "declares": { "color": "blue" } }),
            "",
        ),
        (json!({ "rule": ".card", "media": "(max-width:700px)" }), "no-rule"),
        (json!({ "rule": ":root", "declares": { "--main": true } }), ""),
        (json!({ "file": "style.css", "text": { "lacks": "!important" } }), "text-has"),
        (json!({ "file": "none.css", "text": { "lacks": "x" } }), "no-file"),
    ] {
        let found = judge(html, css, check.clone());
        assert_eq!(found.map(|it| it.0).unwrap_or_default(), expected, "{check}");
    }
}

#[test]
fn hostile_pages_come_to_an_end() {
    let deep = "<div>".repeat(2_000) + "<p id=x>";
    assert_eq!(key(&deep, json!({ "selector": "#x", "style": { "color": "black" } })), "");
    let slow = format!(
        "<style>{} p {{ color: red }}</style>{}",
        "div ".repeat(30),
        "<div>".repeat(300) + "<p id=x>"
    );
    key(&slow, json!({ "selector": "#x", "style": { "color": "blue" } }));
    let nested = format!("<style>{}</style><p id=x>", ":not(".repeat(5_000));
    assert_eq!(key(&nested, json!({ "selector": "#x" })), "");
    let braces = format!("<style>{}</style><p id=x>", "a{".repeat(100_000));
    assert_eq!(key(&braces, json!({ "selector": "#x" })), "");
    let mut doubling = String::from("<style>p{");
    for number in 0..60 {
        doubling.push_str(&format!("--v{number}: var(--v{}) var(--v{});", number + 1, number + 1));
    }
    doubling.push_str("color: var(--v0)}</style><p id=x>");
    key(&doubling, json!({ "selector": "#x", "style": { "color": "black" } }));
}

#[test]
fn every_message_has_its_text() {
    let check = |texts: Texts| {
        for basic in crate::basics::Basic::ALL {
            assert!(
                !texts.format(&format!("basic-{}", basic.word()), &[("place", "x")]).is_empty()
            );
        }
    };
    check(CATALOGUE.texts("ko"));
    check(CATALOGUE.texts("en"));
    weaverse_grader_sdk::assert_same_keys(&CATALOGUE);
}
