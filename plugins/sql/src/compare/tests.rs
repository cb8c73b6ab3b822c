//! Tests: comparing tables.

use serde_json::{Value, json};

use super::*;

const PLAIN: Options = Options {
    ordered: false,
    column_names: false,
    tolerance: None,
    case_sensitive: true,
    strict_types: false,
    null_is_empty: false,
};

fn table(rows: Value) -> Table {
    let columns: Vec<&str> = ["a", "b", "c"][..rows[0].as_array().map_or(2, Vec::len)].to_vec();
    Table::read(&json!({ "columns": columns, "rows": rows })).unwrap()
}

fn compare(options: &Options, expected: Value, actual: Value) -> Result<(), Difference> {
    options.compare(&table(expected), &table(actual))
}

#[test]
fn rows_come_in_any_order_unless_it_counts() {
    let ordered = Options { ordered: true, ..PLAIN };
    let (one, other) = (json!([[1, "x"], [2, "y"]]), json!([[2, "y"], [1, "x"]]));
    assert_eq!(compare(&PLAIN, one.clone(), other.clone()), Ok(()));
    assert_eq!(compare(&ordered, one.clone(), other), Err(Difference::Order));
    assert_eq!(compare(&ordered, one.clone(), one), Ok(()));
}

#[test]
fn rows_count_as_often_as_they_are_there() {
    let (two, other) = (json!([[1, 1], [1, 1], [2, 2]]), json!([[1, 1], [2, 2], [2, 2]]));
    let missing = Difference::Missing(vec![Cell::Integer(1), Cell::Integer(1)]);
    assert_eq!(compare(&PLAIN, two, other), Err(missing));
    let height = Difference::Height { expected: 2, actual: 1 };
    assert_eq!(compare(&PLAIN, json!([[1, 1], [1, 1]]), json!([[1, 1]])), Err(height));
}

#[test]
fn the_first_cell_is_named() {
    let ordered = Options { ordered: true, ..PLAIN };
    let difference = compare(&ordered, json!([[1, "x"], [2, "y"]]), json!([[1, "x"], [2, "z"]]));
    let (expected, actual) = (Cell::Text("y".into()), Cell::Text("z".into()));
    let cell = Difference::Cell { row: 2, column: "b".into(), expected, actual };
    assert_eq!(difference, Err(cell));
}

#[test]
fn numbers_are_numbers_and_text_is_text() {
    for (expected, actual) in [
        (json!(1), json!(1.0)),
        (json!(0.3), json!(0.30000000000000004)),
        (json!(null), json!(null)),
        (json!({ "blob": "00FF" }), json!({ "blob": "00ff" })),
        (json!({ "null": true }), json!(null)),
        (json!(true), json!(1)),
        (json!(9223372036854775807_i64), json!(9223372036854775807_i64)),
        (json!({ "real": "Infinity" }), json!({ "real": "Infinity" })),
    ] {
        assert_eq!(compare(&PLAIN, json!([[expected]]), json!([[actual]])), Ok(()), "{expected}");
    }
    for (expected, actual) in [
        (json!(1), json!("1")),
        (json!(null), json!("")),
        (json!(null), json!(0)),
        (json!("a"), json!("A")),
        (json!("a"), json!({ "blob": "61" })),
        (json!(9223372036854775807_i64), json!(9223372036854775806_i64)),
        (json!(1), json!(1.001)),
    ] {
        let compared = compare(&PLAIN, json!([[expected]]), json!([[actual]]));
        assert!(compared.is_err(), "{expected} {actual}");
    }
}

#[test]
fn options_loosen_and_tighten() {
    let one = |options: &Options, a: Value, b: Value| compare(options, json!([[a]]), json!([[b]]));
    let strict = Options { strict_types: true, ..PLAIN };
    assert!(one(&strict, json!(1), json!(1.0)).is_err());
    let loose = Options { case_sensitive: false, ..PLAIN };
    assert_eq!(one(&loose, json!("Kim"), json!("KIM")), Ok(()));
    let tolerant = Options { tolerance: Some(0.01), ..PLAIN };
    assert_eq!(one(&tolerant, json!(10.0), json!(10.09)), Ok(()));
    let nulls = Options { null_is_empty: true, ..PLAIN };
    assert_eq!(one(&nulls, json!(null), json!("")), Ok(()));
}

#[test]
fn columns_are_counted_and_named() {
    let width = Difference::Width { expected: 2, actual: 1 };
    assert_eq!(compare(&PLAIN, json!([[1, 2]]), json!([[1]])), Err(width));
    let named = Options { column_names: true, ..PLAIN };
    let table = |name: &str| Table::read(&json!({ "columns": [name], "rows": [] })).unwrap();
    assert_eq!(named.compare(&table("Total"), &table("total")), Ok(()));
    let (expected, actual) = ("total".to_owned(), "sum".to_owned());
    let name = Difference::Name { column: 1, expected, actual };
    assert_eq!(named.compare(&table("total"), &table("sum")), Err(name));
    assert_eq!(PLAIN.compare(&table("total"), &table("sum")), Ok(()));
}

#[test]
fn reals_within_the_tolerance_find_their_partners() {
    let expected = json!([[0.3, 2], [0.3, 1]]);
    let actual = json!([[0.30000000004, 1], [0.3, 2]]);
    assert_eq!(compare(&PLAIN, expected, actual), Ok(()));
}
