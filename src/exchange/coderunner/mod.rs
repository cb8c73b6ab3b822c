//! Questions of `CodeRunner`, as Moodle exports them.

mod case;
mod database;
mod question;
mod sql;
mod template;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use roxmltree::{Document as Xml, Node};

use super::Options;
use super::files;
use super::names::{self, quoted};
use super::notes::{Import, Notes, Taken};
use crate::i18n::Message;
use crate::missions::authoring::model::Document;
use crate::packs::MissionKind;

/// The largest file: support files are in it.
const MAX_XML: u64 = 64 << 20;

/// Reads the questions of a file: each category becomes a mission, each
/// question an item. A question that cannot be taken is listed with the
/// reason; the others are taken.
#[must_use]
pub fn import(path: &Path, options: &Options) -> Import {
    let mut import = Import::default();
    let mut notes = Notes::default();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Some(text) = files::text(path, MAX_XML, &mut notes) else {
        import.add(&name, notes, None);
        return import;
    };
    match Xml::parse(&text) {
        Ok(xml) if xml.root_element().has_tag_name("quiz") => {
            Quiz { path, xml: &xml, options }.read(&mut import);
        }
        Ok(_) => {
            notes.refuse(path, 1, Message::new("exchange-no-quiz"));
            import.add(&name, notes, None);
        }
        Err(error) => {
            let line = usize::try_from(error.pos().row).unwrap_or(1);
            notes.refuse(path, line, Message::new("exchange-no-xml").with("error", &error));
            import.add(&name, notes, None);
        }
    }
    import
}

/// A file of questions.
struct Quiz<'a> {
    path: &'a Path,
    xml: &'a Xml<'a>,
    options: &'a Options,
}

/// A question and where it stands.
struct Question<'a> {
    quiz: &'a Quiz<'a>,
    node: Node<'a, 'a>,
    /// The prototype that the file itself has for its type.
    prototype: Option<Node<'a, 'a>>,
}

impl<'a> Quiz<'a> {
    fn read(&'a self, import: &mut Import) {
        let questions = self.xml.root_element().children();
        let questions = questions.filter(|node| node.has_tag_name("question"));
        let prototypes = self.prototypes();
        let mut missions: Vec<Taken> = Vec::new();
        let mut category = self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for node in questions {
            let kind = node.attribute("type").unwrap_or_default();
            if kind == "category" {
                category = text_of(node, "category");
                continue;
            }
            let name = text_of(node, "name");
            let mut notes = Notes::default();
            if kind == "coderunner" {
                let prototype = prototypes.get(plain(node, "coderunnertype").trim()).copied();
                let question = Question { quiz: self, node, prototype };
                let mission = self.mission(&category, &mut missions);
                let names: Vec<String> =
                    mission.document.items.iter().map(|item| item.name.clone()).collect();
                if let Some(item) = question.item(&names, &mut notes) {
                    mission.document.items.push(item);
                    mission.notes.extend(notes);
                    continue;
                }
            } else {
                let message = Message::new("exchange-question-type").with("kind", quoted(kind));
                notes.refuse(self.path, self.line(node), message);
            }
            import.refused.push((name, notes));
        }
        missions.retain(|mission| !mission.document.items.is_empty());
        import.taken = missions;
    }

    /// The mission of a category: the last part of its path.
    fn mission<'m>(&self, category: &str, missions: &'m mut Vec<Taken>) -> &'m mut Taken {
        let known = missions.iter().position(|mission| mission.name == category);
        let index = known.unwrap_or_else(|| {
            let title = category.rsplit('/').next().unwrap_or(category).trim();
            let title = if title.is_empty() { "CodeRunner" } else { title };
            let taken = |slug: &str| missions.iter().any(|mission| mission.document.slug == slug);
            let kind = MissionKind::Assignment;
            let mut document = Document::blank(kind, self.options.locale.as_str());
            document.slug = names::unique(names::slug(title, "coderunner"), taken);
            document.title = title.to_owned();
            missions.push(Taken {
                name: category.to_owned(),
                document,
                notes: Notes::default(),
                expectations: Vec::new(),
                fuel_factor: None,
            });
            missions.len() - 1
        });
        &mut missions[index]
    }

    fn prototypes(&'a self) -> BTreeMap<String, Node<'a, 'a>> {
        let nodes = self.xml.root_element().children();
        let is_prototype = |node: &Node<'_, '_>| {
            node.attribute("type") == Some("coderunner")
                && plain(*node, "prototypetype").trim() == "2"
        };
        let named = |node: Node<'a, 'a>| (plain(node, "coderunnertype").trim().to_owned(), node);
        nodes.filter(is_prototype).map(named).collect()
    }

    fn line(&self, node: Node<'_, '_>) -> usize {
        usize::try_from(self.xml.text_pos_at(node.range().start).row).unwrap_or(1)
    }

    fn path(&self) -> PathBuf {
        self.path.to_owned()
    }
}

/// The text of an element's `text` child.
fn text_of(node: Node<'_, '_>, name: &str) -> String {
    let child = node.children().find(|child| child.has_tag_name(name));
    let text = child.and_then(|child| child.children().find(|text| text.has_tag_name("text")));
    text.map(all_text).unwrap_or_default()
}

/// The text of an element itself.
fn plain(node: Node<'_, '_>, name: &str) -> String {
    node.children().find(|child| child.has_tag_name(name)).map(all_text).unwrap_or_default()
}

fn all_text(node: Node<'_, '_>) -> String {
    node.children().filter_map(|child| child.text()).collect()
}

#[cfg(test)]
mod tests;
