//! The package's fixtures have configurations that pass. What they come to is
//! for the real runtimes.

use serde_json::Value;
use weaverse_grader_sdk::Grader;
use weaverse_grader_tests::TestsGrader;

#[test]
fn every_fixture_has_a_right_configuration() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let fixture: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let preview = TestsGrader::check(&fixture["config"].to_string());
        let preview = preview.unwrap_or_else(|problems| panic!("{}: {problems:?}", path.display()));
        assert_eq!(fixture["expect"]["max_score"], preview.max_points, "{}", path.display());
        count += 1;
    }
    assert!(count > 0);
}
