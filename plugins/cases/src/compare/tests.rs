//! Tables of what each comparator accepts and refuses.

use super::*;

const PLAIN: Options = Options {
    tolerance: None,
    case_sensitive: true,
    space_sensitive: false,
    absolute_tolerance: None,
    relative_tolerance: None,
};

fn compare(comparator: Comparator, options: Options, expected: &str, actual: &[u8]) -> bool {
    Matcher::new(comparator, expected, options).unwrap().compare(actual).is_ok()
}

fn accepts(comparator: Comparator, options: Options, pairs: &[(&str, &str)]) {
    for (expected, actual) in pairs {
        let accepted = compare(comparator, options, expected, actual.as_bytes());
        assert!(accepted, "{comparator:?} accepts {expected:?} {actual:?}");
    }
}

fn refuses(comparator: Comparator, options: Options, pairs: &[(&str, &str)]) {
    for (expected, actual) in pairs {
        let accepted = compare(comparator, options, expected, actual.as_bytes());
        assert!(!accepted, "{comparator:?} refuses {expected:?} {actual:?}");
    }
}

#[test]
fn exact() {
    accepts(Comparator::Exact, PLAIN, &[("", ""), ("3\n", "3\n"), ("a\r\n", "a\r\n")]);
    let refused = [
        ("3\n", "3"),
        ("3", "3\n"),
        ("3\n", "3\r\n"),
        ("3\n", "3 \n"),
        ("3", "\u{feff}3"),
        ("a\n", "a\n\n"),
    ];
    refuses(Comparator::Exact, PLAIN, &refused);
}

#[test]
fn lines() {
    let accepted = [
        ("3\n", "3"),
        ("3", "3 \t\r\n\n \n"),
        ("a\nb\n", "a\r\nb\r\n"),
        ("a\n\nb", "a\n \nb"),
        ("a", "\u{feff}a"),
        ("", "\n\n"),
        ("가", "가\u{3000}"),
    ];
    accepts(Comparator::Lines, PLAIN, &accepted);
    let refused =
        [("3", " 3"), ("a b", "a  b"), ("a\nb", "a b"), ("a\nb", "a\n\nb"), ("a", "A"), ("a", "")];
    refuses(Comparator::Lines, PLAIN, &refused);
}

#[test]
fn unordered_lines() {
    let accepted = [("a\nb\na", "b\na\na\n"), ("a\n\nb", "\nb \na"), ("", "\n")];
    accepts(Comparator::UnorderedLines, PLAIN, &accepted);
    let refused = [("a\nb\na", "a\nb\nb"), ("a\nb", "a"), ("a", "a\nb"), ("a\n\nb", "a\nb")];
    refuses(Comparator::UnorderedLines, PLAIN, &refused);
}

#[test]
fn tokens() {
    accepts(Comparator::Tokens, PLAIN, &[("a b\nc", " a\tb c"), ("", " \n"), ("a", "\u{feff}a")]);
    refuses(Comparator::Tokens, PLAIN, &[("a b", "ab"), ("a", "a b"), ("a", "A"), ("1", "1.0")]);
    let any_case = Options { case_sensitive: false, ..PLAIN };
    accepts(Comparator::Tokens, any_case, &[("Yes NO", "yes no"), ("É", "é")]);
    refuses(Comparator::Tokens, any_case, &[("yes", "no")]);
}

#[test]
fn numeric() {
    let accepted = [
        ("x = 0.3", "x = 0.30000000000000004"),
        ("1 2", "1.0\n2.0"),
        ("1000", "1e3"),
        ("inf nan", "Infinity NaN"),
        ("18446744073709551617", "18446744073709551617"),
    ];
    accepts(Comparator::Numeric, PLAIN, &accepted);
    let refused = [
        ("0.3", "0.3001"),
        ("18446744073709551616", "18446744073709551617"),
        ("1 2", "1 2 3"),
        ("x", "y"),
        ("1", "x"),
    ];
    refuses(Comparator::Numeric, PLAIN, &refused);
    let loose = Options { tolerance: Some(0.01), case_sensitive: false, ..PLAIN };
    accepts(Comparator::Numeric, loose, &[("3.14159 Pi", "3.14 pi"), ("1000", "1009")]);
    refuses(Comparator::Numeric, loose, &[("3.14159", "3.1"), ("1000", "1011"), ("inf", "9")]);
}

#[test]
fn regex() {
    let accepted = [
        (r"\d+", "42"),
        (r"\d+", "42\n\n"),
        (r"\d+\n", "42\n"),
        ("a|b", "b"),
        ("a.*\nb", "axx\r\nb"),
        ("(?s)a.*b", "a\n\nb"),
        ("(?i)yes", "YES"),
        (r"[가-힣]+ \w+", "안녕 세계\n"),
        ("(a+)+b", "aaaab"),
        ("", "\n"),
    ];
    accepts(Comparator::Regex, PLAIN, &accepted);
    let refused =
        [(r"\d+", "42 "), (r"\d+", "x42"), ("a|b", "ab"), ("a.b", "a\nb"), ("(a+)+b", "aaaaaa")];
    refuses(Comparator::Regex, PLAIN, &refused);
}

#[test]
fn json_output() {
    accepts(Comparator::Json, PLAIN, &[(r#"{"a": [1]}"#, "{\n \"a\": [1.0]\n}\n")]);
    refuses(Comparator::Json, PLAIN, &[("[1]", "[2]"), ("[1]", "[1] x"), ("0.3", "0.31")]);
    let loose = Options { tolerance: Some(0.05), ..PLAIN };
    accepts(Comparator::Json, loose, &[("[0.3]", "[0.31]")]);
}

#[test]
fn an_expectation_must_make_sense() {
    let problem = |comparator, text| Matcher::new(comparator, text, PLAIN).unwrap_err();
    assert_eq!(problem(Comparator::Regex, "a("), "is not a regular expression: unclosed group");
    assert!(problem(Comparator::Regex, "a)(b").ends_with("unopened group"));
    assert!(problem(Comparator::Regex, r"(a)\1").contains("backreferences are not supported"));
    assert!(problem(Comparator::Regex, r"(\w{1000}){1000}").contains("size limit"));
    assert!(problem(Comparator::Json, "[1,").starts_with("is not JSON: EOF"));
}

#[test]
fn the_first_difference_is_found() {
    let difference = |comparator, expected, actual: &[u8]| {
        Matcher::new(comparator, expected, PLAIN).unwrap().compare(actual).unwrap_err()
    };
    let part = |unit, number, expected: Option<&str>, actual: Option<&str>| Difference::Part {
        unit,
        number,
        expected: expected.map(str::to_owned),
        actual: actual.map(str::to_owned),
    };
    let (some_3, some_4) = (Some("3"), Some("4"));
    assert_eq!(
        difference(Comparator::Lines, "1\n3\n5", b"1\n4\n6"),
        part(Unit::Line, 2, some_3, some_4)
    );
    assert_eq!(difference(Comparator::Lines, "1\n3", b"1\n"), part(Unit::Line, 2, some_3, None));
    assert_eq!(difference(Comparator::Lines, "1", b"1\n4\n"), part(Unit::Line, 2, None, some_4));
    assert_eq!(
        difference(Comparator::Exact, "3\n", b"3"),
        part(Unit::Line, 1, Some("3\n"), some_3)
    );
    assert_eq!(
        difference(Comparator::Tokens, "1 3", b"1 4 5"),
        part(Unit::Word, 2, some_3, some_4)
    );
    assert_eq!(
        difference(Comparator::UnorderedLines, "1\n3", b"4\n1"),
        part(Unit::AnyLine, 0, some_3, None)
    );
    assert_eq!(
        difference(Comparator::UnorderedLines, "1", b"4\n1"),
        part(Unit::AnyLine, 0, None, some_4)
    );
    assert_eq!(difference(Comparator::Lines, "3", b" \n"), Difference::Nothing);
    assert_eq!(difference(Comparator::Json, "3", b""), Difference::Nothing);
    assert_eq!(difference(Comparator::Json, "3", b"{"), Difference::NotJson);
    assert_eq!(difference(Comparator::Regex, "3", b"4"), Difference::Pattern);
    assert_eq!(difference(Comparator::Lines, "3", b"\xff"), Difference::NotText);
}

#[test]
fn large_outputs_take_no_time() {
    let size = 1 << 20;
    let same = "a\n".repeat(size / 2);
    let other = "b ".repeat(size / 2);
    for (name, comparator) in Comparator::NAMES {
        let expected = if name == "json" { "[]" } else { "a" };
        let matcher = Matcher::new(comparator, expected, PLAIN).unwrap();
        assert!(matcher.compare(same.as_bytes()).is_err(), "{name}");
        assert!(matcher.compare(other.as_bytes()).is_err(), "{name}");
    }
    accepts(Comparator::UnorderedLines, PLAIN, &[(&same, &same)]);
    let digits = "7".repeat(size);
    accepts(Comparator::Numeric, PLAIN, &[(&digits, &digits)]);
    let refused = [(digits.as_str(), &digits[1..])];
    refuses(Comparator::Numeric, Options { tolerance: Some(1.0), ..PLAIN }, &refused);
    refuses(Comparator::Regex, PLAIN, &[("(a|aa)+b", "a".repeat(size).as_str())]);
}
