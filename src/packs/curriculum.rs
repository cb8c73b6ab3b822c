//! `curriculum.toml`: the subjects of a school, taught or planned.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{FORMAT, Problems, Source, Step, is_slug};

/// A curriculum, checked.
#[derive(Debug)]
pub struct Curriculum {
    /// Its identity in the school.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// One or two sentences.
    pub summary: String,
    /// Won, for everything.
    pub price: i64,
    /// In the order of learning.
    pub subjects: Vec<Subject>,
}

/// One subject.
#[derive(Debug)]
pub struct Subject {
    /// The slug of its course.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// The folder of its course pack; `None`: planned.
    pub pack: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCurriculum {
    format: i64,
    slug: String,
    name: String,
    summary: String,
    price: i64,
    #[serde(default)]
    subjects: Vec<RawSubject>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSubject {
    slug: String,
    title: String,
    summary: String,
    pack: Option<String>,
}

/// Reads a curriculum file.
pub fn load_curriculum(path: &Path, problems: &mut Problems) -> Option<Curriculum> {
    let source = Source::read(path, problems)?;
    let raw: RawCurriculum = source.parse(problems)?;
    if raw.format != FORMAT {
        let message = format!("format {} is not known; this program reads {FORMAT}", raw.format);
        source.problem(problems, &[Step::Key("format")], message);
    }
    if raw.price < 0 {
        source.problem(problems, &[Step::Key("price")], "the price is a number of won, 0 or more");
    }
    let mut subjects: Vec<Subject> = Vec::new();
    for (index, subject) in raw.subjects.into_iter().enumerate() {
        let at = [Step::Key("subjects"), Step::Index(index), Step::Key("slug")];
        if !is_slug(&subject.slug) {
            source.problem(problems, &at, format!("{:?} is no slug", subject.slug));
        }
        if subjects.iter().any(|other| other.slug == subject.slug) {
            source.problem(problems, &at, format!("the slug {:?} is there twice", subject.slug));
        }
        let pack = subject.pack.map(|name| source.folder().join(name));
        if let Some(slug) = pack.as_deref().and_then(slug_of_pack).filter(|s| *s != subject.slug) {
            let place = [at[0], at[1], Step::Key("pack")];
            let message = format!("the pack is of the course {slug:?}, not {:?}", subject.slug);
            source.problem(problems, &place, message);
        }
        if let Some(pack) = pack.as_ref().filter(|pack| !pack.join("course.toml").is_file()) {
            let place = [at[0], at[1], Step::Key("pack")];
            source.problem(problems, &place, format!("{} is no course pack", pack.display()));
        }
        subjects.push(Subject {
            slug: subject.slug,
            title: subject.title,
            summary: subject.summary,
            pack,
        });
    }
    if !is_slug(&raw.slug) {
        source.problem(problems, &[Step::Key("slug")], format!("{:?} is no slug", raw.slug));
    }
    let (slug, name, summary, price) = (raw.slug, raw.name, raw.summary, raw.price);
    Some(Curriculum { slug, name, summary, price, subjects })
}

/// The slug in a pack's `course.toml`; what is wrong with the rest is told
/// when the pack is read.
fn slug_of_pack(dir: &Path) -> Option<String> {
    #[derive(Deserialize)]
    struct Head {
        slug: String,
    }
    let text = std::fs::read_to_string(dir.join("course.toml")).ok()?;
    toml::from_str::<Head>(&text).ok().map(|head| head.slug)
}
