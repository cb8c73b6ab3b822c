//! Tests of the reports.

use super::*;

fn item(verdict: Verdict, points: i64, max_points: i64) -> ReportItem {
    ReportItem {
        name: "item".to_owned(),
        verdict,
        points,
        max_points,
        message: String::new(),
        details: Vec::new(),
        visibility: Visibility::Learner,
        fuel: 0,
    }
}

fn report(items: &[(Verdict, i64, i64)]) -> Report {
    Report { items: items.iter().map(|&(v, p, m)| item(v, p, m)).collect(), message: None }
}

#[test]
fn the_whole_verdict_follows_from_the_items() {
    use Verdict::*;
    type Items<'a> = &'a [(Verdict, i64, i64)];
    let table: &[(Items<'_>, Verdict)] = &[
        (&[(Accepted, 10, 10), (Accepted, 0, 0)], Accepted),
        (&[(Accepted, 0, 0)], Accepted),
        (&[(Accepted, 10, 10), (WrongAnswer, 0, 10)], Partial),
        (&[(Accepted, 10, 10), (WrongAnswer, 0, 0)], Partial),
        (&[(Partial, 5, 10)], Partial),
        (&[(Accepted, 0, 0), (FuelLimit, 0, 10)], FuelLimit),
        (&[(Skipped, 0, 10), (WrongAnswer, 0, 10)], WrongAnswer),
        (&[(CompileError, 0, 10), (Skipped, 0, 10)], CompileError),
        (&[(Skipped, 0, 10)], Skipped),
        (&[(Skipped, 0, 0)], Skipped),
        (&[(Accepted, 10, 10), (Skipped, 0, 0)], Accepted),
        (&[(Skipped, 0, 0), (FuelLimit, 0, 10)], FuelLimit),
        (&[(Accepted, 10, 10), (Skipped, 0, 10)], Partial),
    ];
    for (items, verdict) in table {
        assert_eq!(report(items).verdict(), *verdict, "{items:?}");
    }
}

#[test]
fn a_report_out_of_bounds_is_refused() {
    assert_eq!(check_report(&report(&[(Verdict::Partial, 5, 10)])), Ok(()));
    for wrong in [
        report(&[]),
        report(&[(Verdict::Accepted, 11, 10)]),
        report(&[(Verdict::Accepted, -1, 10)]),
        report(&[(Verdict::Accepted, 0, -1)]),
        report(&[(Verdict::Accepted, 0, i64::MAX)]),
        report(&vec![(Verdict::Accepted, 0, 0); MAX_ITEMS + 1]),
    ] {
        assert!(check_report(&wrong).is_err(), "{wrong:?}");
    }
    let mut long = report(&[(Verdict::Accepted, 0, 0)]);
    long.items[0].message = "x".repeat(MAX_MESSAGE + 1);
    assert!(check_report(&long).is_err());
}

#[test]
fn json_names_are_snake_case_and_in_order() -> serde_json::Result<()> {
    let json = serde_json::to_string(&report(&[(Verdict::WrongAnswer, 0, 10)]))?;
    assert_eq!(
        json,
        r#"{"items":[{"name":"item","verdict":"wrong_answer","points":0,"max_points":10,"message":"","details":[],"visibility":"learner","fuel":0}],"message":null}"#
    );
    Ok(())
}
