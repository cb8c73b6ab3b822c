//! The package's fixtures have configurations that pass, and the points that
//! they say. What they come to is for the real runtime.

use serde_json::Value;
use weaverse_grader_sdk::Grader;
use weaverse_grader_web::WebGrader;

#[test]
fn every_fixture_has_a_right_configuration() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let fixture: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let preview = WebGrader::check(&fixture["config"].to_string());
        let preview = preview.unwrap_or_else(|problems| panic!("{}: {problems:?}", path.display()));
        // With samples only, the rest is no part of the score.
        if fixture["submission"]["purpose"] != "samples" {
            assert_eq!(fixture["expect"]["max_score"], preview.max_points, "{}", path.display());
        }
        count += 1;
    }
    assert!(count > 0);
}
