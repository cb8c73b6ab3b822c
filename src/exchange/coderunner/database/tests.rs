//! A real file of SQLite, and broken ones.

use super::dump;

/// Made by SQLite with pages of 512 bytes: trees of two levels, a row that
/// goes on on other pages, numbers of rows with gaps, a view and an index.
const SHOP: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/exchange/shop.db"));

#[test]
fn tables_rows_views_and_indexes_come_out() {
    let sql = dump(SHOP).expect("a database");
    for line in [
        "CREATE TABLE customers (id integer primary key, name text not null, grade int);",
        "INSERT INTO \"customers\" VALUES (17, 'O''Hara', 2);",
        "INSERT INTO \"customers\" VALUES (24, '김 하나', NULL);",
        "INSERT INTO \"orders\" VALUES (-3, 0, 'X', 10);",
        "INSERT INTO \"orders\" VALUES (59000000410, 29.5, NULL, 10);",
        "INSERT INTO \"orders\" VALUES (-5, 1e300, x'00ff', 17);",
        "CREATE VIEW rich as select name from customers where grade > 1;",
        "CREATE INDEX by_amount on orders(amount);",
    ] {
        let line = line.replace("'X'", &format!("'{}'", "x".repeat(2000)));
        assert!(sql.lines().any(|known| known == line), "{line}\n{sql}");
    }
    assert_eq!(sql.lines().filter(|line| line.starts_with("INSERT INTO \"orders\"")).count(), 61);
    assert!(sql.ends_with("CREATE INDEX by_amount on orders(amount);\n"));
}

#[test]
fn what_is_broken_is_refused_and_never_panics() {
    assert!(dump(b"hello").expect_err("text").contains("no SQLite database"));
    let mut utf16 = SHOP.to_vec();
    utf16[59] = 2;
    assert!(dump(&utf16).expect_err("encoding").contains("UTF-16"));
    for end in (0..SHOP.len()).step_by(97) {
        let _ = dump(&SHOP[..end]);
    }
    // Every byte of the schema's page, and some of the others, turned over.
    for at in (0..SHOP.len()).filter(|at| *at < 512 || at % 13 == 0) {
        let mut broken = SHOP.to_vec();
        broken[at] ^= 0xff;
        let _ = dump(&broken);
        broken[at] = 0x05;
        let _ = dump(&broken);
    }
}
