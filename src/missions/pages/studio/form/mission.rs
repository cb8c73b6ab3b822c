//! The form of a mission.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

use super::fields::{Errors, Fields, number};
use crate::courses::model::LectureId;
use crate::db::Moment;
use crate::i18n::Message;
use crate::missions::authoring::model::Document;
use crate::packs::MissionKind;

/// Korean time; see `web::format`.
const KST: Offset = Offset::constant(9);

/// The fields of a mission.
#[derive(Debug, Clone, Default)]
pub struct MissionForm {
    /// Its title.
    pub title: String,
    /// Its identity in the course.
    pub slug: String,
    /// `quiz`, `assignment`, `midterm` or `final`.
    pub kind: String,
    /// A lecture's id, or empty.
    pub lecture: String,
    /// `ko` or `en`.
    pub language: String,
    /// Open only with access.
    pub premium: bool,
    /// Markdown.
    pub statement: String,
    /// In percent.
    pub pass_percent: String,
    /// `2026-12-01T09:00` in KST, or empty.
    pub opens_at: String,
    /// `2026-12-01T09:00` in KST, or empty.
    pub closes_at: String,
}

impl MissionForm {
    /// The fields of a document.
    pub fn of(document: &Document) -> Self {
        Self {
            title: document.title.clone(),
            slug: document.slug.clone(),
            kind: document.kind.to_string(),
            lecture: document.lecture.map(|id| id.to_string()).unwrap_or_default(),
            language: document.language.clone(),
            premium: document.premium,
            statement: document.statement.clone(),
            pass_percent: document.pass_percent.to_string(),
            opens_at: local(document.opens_at),
            closes_at: local(document.closes_at),
        }
    }

    /// What was sent.
    pub fn read(fields: &Fields) -> Self {
        Self {
            title: fields.line("title"),
            slug: fields.line("slug"),
            kind: fields.line("kind"),
            lecture: fields.line("lecture"),
            language: fields.line("language"),
            premium: fields.flag("premium"),
            statement: fields.text("statement"),
            pass_percent: fields.line("pass_percent"),
            opens_at: fields.line("opens_at"),
            closes_at: fields.line("closes_at"),
        }
    }

    /// Writes the fields into a document.
    pub fn apply(
        &self,
        document: &mut Document,
        lectures: &[(LectureId, String)],
        errors: &mut Errors,
    ) {
        document.title.clone_from(&self.title);
        document.slug.clone_from(&self.slug);
        document.language.clone_from(&self.language);
        document.premium = self.premium;
        document.statement.clone_from(&self.statement);
        document.kind = match self.kind.as_str() {
            "quiz" => MissionKind::Quiz,
            "midterm" => MissionKind::Midterm,
            "final" => MissionKind::Final,
            _ => MissionKind::Assignment,
        };
        // Only a lecture of this course.
        let chosen = lectures.iter().find(|(id, _)| id.to_string() == self.lecture);
        document.lecture = chosen.map(|(id, _)| *id);
        if let Some(percent) = number(&self.pass_percent, "pass_percent", errors) {
            document.pass_percent = percent;
        }
        document.opens_at = moment(&self.opens_at, "opens_at", errors);
        document.closes_at = moment(&self.closes_at, "closes_at", errors);
    }
}

/// As a browser's field for date and time wants it.
fn local(moment: Option<Moment>) -> String {
    let zoned = moment.map(|moment| moment.0.to_zoned(TimeZone::fixed(KST)));
    zoned.map(|zoned| zoned.strftime("%Y-%m-%dT%H:%M").to_string()).unwrap_or_default()
}

/// A date and time in KST.
pub fn moment(text: &str, field: &str, errors: &mut Errors) -> Option<Moment> {
    if text.is_empty() {
        return None;
    }
    let parsed = text.replace(' ', "T").parse::<DateTime>().ok();
    let zoned = parsed.and_then(|at| at.to_zoned(TimeZone::fixed(KST)).ok());
    if zoned.is_none() {
        errors.push((field.to_owned(), Message::new("draft-time-bad")));
    }
    zoned.map(|zoned| Moment::new(zoned.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_korean_and_come_back() {
        let mut errors = Errors::new();
        let opens = moment("2026-12-01T09:00", "opens_at", &mut errors);
        assert_eq!(opens, Some(Moment("2026-12-01T00:00:00Z".parse().expect("a moment"))));
        assert_eq!(local(opens), "2026-12-01T09:00");
        assert_eq!(moment("tomorrow", "opens_at", &mut errors), None);
        assert_eq!(errors.len(), 1);
    }
}
