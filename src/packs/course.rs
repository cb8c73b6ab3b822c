//! `course.toml`: a course and its outline.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{FORMAT, Mission, Problems, Source, Step, files, is_slug, load_mission};
use crate::i18n::Locale;

crate::text_enum! {
    /// How much one should know before.
    SkillLevel {
        /// Nothing.
        Beginner = "beginner",
        /// The basics.
        Intermediate = "intermediate",
        /// A lot.
        Advanced = "advanced",
    }
}

crate::text_enum! {
    /// What one does in a topic.
    TopicKind {
        /// Reads a text.
        Reading = "reading",
        /// Watches a video.
        Video = "video",
        /// Answers questions.
        Quiz = "quiz",
        /// Solves tasks.
        Assignment = "assignment",
    }
}

/// A course, checked.
#[derive(Debug)]
pub struct Course {
    /// Its identity in the school.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The language of its texts.
    pub language: Locale,
    /// One sentence.
    pub summary: String,
    /// Markdown.
    pub description: String,
    /// A word for the catalogue.
    pub category: Option<String>,
    /// How much one should know before.
    pub skill_level: Option<SkillLevel>,
    /// Its lectures, in order.
    pub lectures: Vec<Lecture>,
    /// The midterm, if it has one.
    pub midterm: Option<Mission>,
    /// The final, if it has one.
    pub r#final: Option<Mission>,
}

/// A lecture.
#[derive(Debug)]
pub struct Lecture {
    /// Its identity in the course.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its topics, in order.
    pub topics: Vec<Topic>,
}

/// A topic.
#[derive(Debug)]
pub struct Topic {
    /// Its identity in the lecture.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What one does in it.
    pub kind: TopicKind,
    /// Open only with access.
    pub premium: bool,
    /// Markdown: the text, or the notes below the player.
    pub text: String,
    /// Of a video topic.
    pub video: Option<Video>,
    /// Of a quiz or an assignment.
    pub mission: Option<Mission>,
}

/// A video's files.
#[derive(Debug)]
pub struct Video {
    /// As the pack names it: its identity in the course.
    pub name: String,
    /// Where it is.
    pub file: PathBuf,
    /// A still picture.
    pub poster: Option<PathBuf>,
    /// Captions, the first one being the default.
    pub captions: Vec<Caption>,
}

/// A captions file.
#[derive(Debug)]
pub struct Caption {
    /// A language tag.
    pub language: String,
    /// As the player's menu shows it.
    pub label: String,
    /// WebVTT.
    pub file: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawCourse {
    format: i64,
    slug: String,
    title: String,
    language: String,
    summary: String,
    description: Option<String>,
    category: Option<String>,
    skill_level: Option<SkillLevel>,
    #[serde(default)]
    lectures: Vec<RawLecture>,
    midterm: Option<RawExam>,
    r#final: Option<RawExam>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExam {
    mission: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawLecture {
    slug: String,
    title: String,
    #[serde(default)]
    topics: Vec<RawTopic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawTopic {
    slug: String,
    title: String,
    kind: TopicKind,
    #[serde(default)]
    premium: bool,
    text: Option<String>,
    video: Option<String>,
    poster: Option<String>,
    #[serde(default)]
    captions: Vec<RawCaption>,
    mission: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCaption {
    language: String,
    label: String,
    file: String,
}

/// Reads a pack: `DIR/course.toml` and everything that it names.
pub fn load_course(dir: &Path, problems: &mut Problems) -> Option<Course> {
    let source = Source::read(&dir.join("course.toml"), problems)?;
    let raw: RawCourse = source.parse(problems)?;
    let mut reader = Reader {
        source,
        root: dir,
        language: Locale::parse(&raw.language).unwrap_or_default(),
        missions: Vec::new(),
        problems,
    };
    Some(reader.course(raw))
}

struct Reader<'a> {
    source: Source,
    root: &'a Path,
    language: Locale,
    /// Slugs and folders seen so far.
    missions: Vec<(String, String)>,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    fn problem(&mut self, at: &[Step<'_>], message: impl Into<String>) {
        self.source.problem(self.problems, at, message);
    }

    fn course(&mut self, raw: RawCourse) -> Course {
        if raw.format != FORMAT {
            let message =
                format!("format {} is not known; this program reads {FORMAT}", raw.format);
            self.problem(&[Step::Key("format")], message);
        }
        self.slug(&raw.slug, &[Step::Key("slug")]);
        if Locale::parse(&raw.language).is_none() {
            self.problem(&[Step::Key("language")], "the language is `ko` or `en`");
        }
        let description = self.text(raw.description.as_deref(), &[Step::Key("description")]);
        if raw.lectures.is_empty() {
            self.problem(&[], "the course has no [[lectures]]");
        }
        let mut lectures: Vec<Lecture> = Vec::new();
        for (index, lecture) in raw.lectures.into_iter().enumerate() {
            let at = [Step::Key("lectures"), Step::Index(index)];
            if lectures.iter().any(|other| other.slug == lecture.slug) {
                let message = format!("another lecture has the slug {:?}", lecture.slug);
                self.problem(&[at[0], at[1], Step::Key("slug")], message);
            }
            lectures.push(self.lecture(lecture, at));
        }
        let midterm = raw.midterm.and_then(|exam| self.exam(&exam, "midterm"));
        let r#final = raw.r#final.and_then(|exam| self.exam(&exam, "final"));
        Course {
            slug: raw.slug,
            title: raw.title,
            language: self.language,
            summary: raw.summary,
            description,
            category: raw.category,
            skill_level: raw.skill_level,
            lectures,
            midterm,
            r#final,
        }
    }

    fn exam(&mut self, exam: &RawExam, key: &'static str) -> Option<Mission> {
        self.mission(&exam.mission, &[Step::Key(key), Step::Key("mission")])
    }

    fn lecture(&mut self, raw: RawLecture, at: [Step<'_>; 2]) -> Lecture {
        self.slug(&raw.slug, &[at[0], at[1], Step::Key("slug")]);
        let mut topics: Vec<Topic> = Vec::new();
        for (index, topic) in raw.topics.into_iter().enumerate() {
            let place = [at[0], at[1], Step::Key("topics"), Step::Index(index)];
            if topics.iter().any(|other| other.slug == topic.slug) {
                let message = format!("another topic of the lecture has the slug {:?}", topic.slug);
                self.problem(&place, message);
            }
            topics.push(self.topic(topic, &place));
        }
        Lecture { slug: raw.slug, title: raw.title, topics }
    }

    fn topic(&mut self, raw: RawTopic, at: &[Step<'_>]) -> Topic {
        let key = |name: &'static str| [at, &[Step::Key(name)]].concat();
        self.slug(&raw.slug, &key("slug"));
        self.needs(&raw, at);
        let text = self.text(raw.text.as_deref(), &key("text"));
        let video = match (&raw.video, raw.kind) {
            (Some(name), TopicKind::Video) => self.video(name, &raw, at),
            _ => None,
        };
        let mission = match (&raw.mission, raw.kind) {
            (Some(name), TopicKind::Quiz | TopicKind::Assignment) => {
                self.mission(name, &key("mission"))
            }
            _ => None,
        };
        Topic {
            slug: raw.slug,
            title: raw.title,
            kind: raw.kind,
            premium: raw.premium,
            text,
            video,
            mission,
        }
    }

    /// What a kind of topic must have, and what means nothing for it.
    fn needs(&mut self, raw: &RawTopic, at: &[Step<'_>]) {
        let needed = match raw.kind {
            TopicKind::Reading => ("text", raw.text.is_some()),
            TopicKind::Video => ("video", raw.video.is_some()),
            TopicKind::Quiz | TopicKind::Assignment => ("mission", raw.mission.is_some()),
        };
        if !needed.1 {
            self.problem(at, format!("a {} topic needs `{}`", raw.kind, needed.0));
        }
        let is_video = raw.kind == TopicKind::Video;
        let has_mission = matches!(raw.kind, TopicKind::Quiz | TopicKind::Assignment);
        let foreign = [
            ("video", raw.video.is_some() && !is_video),
            ("poster", raw.poster.is_some() && !is_video),
            ("captions", !raw.captions.is_empty() && !is_video),
            ("mission", raw.mission.is_some() && !has_mission),
        ];
        for (name, present) in foreign {
            if present {
                let message = format!("`{name}` has no meaning for a {} topic", raw.kind);
                self.problem(&[at, &[Step::Key(name)]].concat(), message);
            }
        }
    }

    fn video(&mut self, name: &str, raw: &RawTopic, at: &[Step<'_>]) -> Option<Video> {
        let key = |name: &'static str| [at, &[Step::Key(name)]].concat();
        let file = self.media(name, &key("video"), &["mp4", "webm"])?;
        let poster = match &raw.poster {
            Some(poster) => self.media(poster, &key("poster"), &["jpg", "png", "webp"]),
            None => None,
        };
        let captions = raw
            .captions
            .iter()
            .enumerate()
            .filter_map(|(i, caption)| {
                let place = [at, &[Step::Key("captions"), Step::Index(i)]].concat();
                let file = self.media(&caption.file, &place, &["vtt"])?;
                let language = caption.language.clone();
                Some(Caption { language, label: caption.label.clone(), file })
            })
            .collect();
        Some(Video { name: name.to_owned(), file, poster, captions })
    }

    fn media(&mut self, name: &str, at: &[Step<'_>], endings: &[&str]) -> Option<PathBuf> {
        let ending = Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or_default();
        if !endings.contains(&ending) {
            self.problem(at, format!("{name:?} must end in .{}", endings.join(" or .")));
            return None;
        }
        files::resolve(&self.source, self.root, name, at, self.problems)
    }

    fn mission(&mut self, name: &str, at: &[Step<'_>]) -> Option<Mission> {
        let dir = files::resolve(&self.source, self.root, name, at, self.problems)?;
        let mission = load_mission(&dir, self.root, self.language, self.problems)?;
        if let Some((_, other)) = self.missions.iter().find(|(slug, _)| *slug == mission.slug) {
            let message = format!("{other:?} has the slug {:?} already", mission.slug);
            self.problem(at, message);
        }
        self.missions.push((mission.slug.clone(), name.to_owned()));
        Some(mission)
    }

    fn text(&mut self, name: Option<&str>, at: &[Step<'_>]) -> String {
        name.and_then(|name| files::text(&self.source, self.root, name, at, self.problems))
            .unwrap_or_default()
    }

    fn slug(&mut self, slug: &str, at: &[Step<'_>]) {
        if !is_slug(slug) {
            let message =
                format!("{slug:?} is no slug: 1 to 64 of a-z, 0-9 and `-`, not `-` at an end");
            self.problem(at, message);
        }
    }
}
