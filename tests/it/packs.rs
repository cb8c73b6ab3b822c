//! The packs of the house: what `weaverse course check` holds of them.

use std::path::Path;

use weaverse::courses::import::{check_pack, missions_of};
use weaverse::missions::check::Depth;
use weaverse::packs::{ItemKind, Problems, load_curriculum};

use crate::support::plugins;

fn courses() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/courses"))
}

/// Every model solution passes and every starter fails, and nothing else is
/// wrong with any pack that the curriculum names.
#[test]
fn every_solution_passes_and_every_starter_fails() {
    let mut problems = Problems::default();
    let curriculum = load_curriculum(&courses().join("curriculum.toml"), &mut problems);
    assert!(problems.is_empty(), "{:#?}", problems.into_sorted());
    let packs: Vec<_> =
        curriculum.unwrap().subjects.into_iter().filter_map(|subject| subject.pack).collect();
    assert!(packs.len() >= 3, "the curriculum names its packs");
    let snapshot = &plugins::SNAPSHOT;
    for dir in packs {
        let pack = check_pack(&dir, snapshot, Depth::Programs);
        let pack = pack.unwrap_or_else(|problems| panic!("{problems:#?}"));
        let items = missions_of(&pack.course).flat_map(|mission| &mission.items);
        let programs = items.filter(|item| item.kind == ItemKind::Code).count();
        assert!(programs >= 5, "{} has {programs} programs", pack.course.slug);
    }
}

#[test]
fn the_curriculum_has_seven_subjects() {
    let mut problems = Problems::default();
    let curriculum = load_curriculum(&courses().join("curriculum.toml"), &mut problems).unwrap();
    assert_eq!(curriculum.subjects.len(), 7);
    assert_eq!(curriculum.price, 50_000);
}
