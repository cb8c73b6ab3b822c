//! A page as a tree: the learner's source as html5ever reads it, or what a
//! browser run left.

mod build;
mod sink;
mod state;

use html5ever::{LocalName, QualName, ns};

pub use build::Builder;
pub use sink::parse;
pub use state::{Observation, read as read_state};

/// A node's place in its page.
pub type Id = usize;

/// A document with all its nodes; the first one is the document.
#[derive(Debug, Clone)]
pub struct Page {
    nodes: Vec<Node>,
    /// The name in `<!DOCTYPE …>`.
    pub doctype: Option<String>,
    /// There is no doctype, or one that asks for old behaviour.
    pub quirks: bool,
    /// What the parser had to repair.
    pub errors: Vec<String>,
}

#[derive(Debug, Clone)]
struct Node {
    parent: Option<Id>,
    children: Vec<Id>,
    /// Its place among its parent's children.
    place: usize,
    data: Data,
}

/// What a node is.
#[derive(Debug, Clone)]
pub enum Data {
    /// The document, or what is inside of a `template`.
    Root,
    /// An element.
    Element(Element),
    /// Text.
    Text(String),
    /// A comment or a doctype.
    Other,
}

/// An element.
#[derive(Debug, Clone)]
pub struct Element {
    /// Name and namespace.
    pub name: QualName,
    /// Attributes in their order.
    pub attributes: Vec<(String, String)>,
    /// What a user made of a control, after a run.
    pub control: Control,
}

/// What markup does not say of a form control.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Control {
    /// What is in a field; absent where only the source is known.
    pub value: Option<String>,
    /// Whether a box is checked or an option selected.
    pub checked: Option<bool>,
    /// It has the focus.
    pub focused: bool,
}

impl Element {
    /// An attribute's value.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The tag's name.
    pub fn local(&self) -> &str {
        &self.name.local
    }

    fn is_html(&self) -> bool {
        self.name.ns == ns!(html)
    }
}

impl Page {
    /// All elements in the order of the document.
    pub fn elements(&self) -> impl Iterator<Item = El<'_>> {
        self.descendants(0).filter_map(|id| self.element(id))
    }

    /// The elements with this name, in order.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = El<'a>> {
        self.elements().filter(move |el| el.is(name))
    }

    /// The element at a place.
    pub fn element(&self, id: Id) -> Option<El<'_>> {
        matches!(self.nodes[id].data, Data::Element(_)).then_some(El { page: self, id })
    }

    /// The `html` element.
    pub fn root(&self) -> Option<El<'_>> {
        self.nodes[0].children.iter().find_map(|id| self.element(*id))
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// What is below a node, in order. Without recursion: a page may be deep.
    fn descendants(&self, top: Id) -> impl Iterator<Item = Id> {
        let mut next = self.nodes[top].children.first().copied();
        std::iter::from_fn(move || {
            let current = next?;
            next = self.nodes[current].children.first().copied().or_else(|| {
                let mut at = current;
                loop {
                    if at == top {
                        return None;
                    }
                    let node = &self.nodes[at];
                    let parent = node.parent?;
                    if let Some(sibling) = self.nodes[parent].children.get(node.place + 1) {
                        return Some(*sibling);
                    }
                    at = parent;
                }
            });
            Some(current)
        })
    }
}

/// An element in its page.
#[derive(Clone, Copy)]
pub struct El<'a> {
    page: &'a Page,
    /// Its place; later elements have greater ones only within one parent.
    pub id: Id,
}

impl std::fmt::Debug for El<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{}> at {}", self.element().local(), self.id)
    }
}

impl PartialEq for El<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl<'a> El<'a> {
    /// Its data.
    pub fn element(self) -> &'a Element {
        match &self.page.nodes[self.id].data {
            Data::Element(element) => element,
            _ => unreachable!("only elements become an `El`"),
        }
    }

    /// Whether it is this element of HTML.
    pub fn is(self, name: &str) -> bool {
        self.element().is_html() && self.element().local() == name
    }

    /// Whether it is one of these elements of HTML.
    pub fn is_one_of(self, names: &[&str]) -> bool {
        names.iter().any(|name| self.is(name))
    }

    /// An attribute's value.
    pub fn attribute(self, name: &str) -> Option<&'a str> {
        self.element().attribute(name)
    }

    /// The classes.
    pub fn classes(self) -> impl Iterator<Item = &'a str> {
        self.attribute("class").unwrap_or_default().split_ascii_whitespace()
    }

    /// The element around it.
    pub fn parent(self) -> Option<El<'a>> {
        self.page.element(self.page.nodes[self.id].parent?)
    }

    /// The elements around it, the nearest first.
    pub fn ancestors(self) -> impl Iterator<Item = El<'a>> {
        std::iter::successors(self.parent(), |el| el.parent())
    }

    /// The elements directly inside.
    pub fn children(self) -> impl DoubleEndedIterator<Item = El<'a>> {
        self.page.nodes[self.id].children.iter().filter_map(|id| self.page.element(*id))
    }

    /// The elements inside, in order.
    pub fn inside(self) -> impl Iterator<Item = El<'a>> {
        self.page.descendants(self.id).filter_map(|id| self.page.element(id))
    }

    /// The elements beside it, itself among them.
    pub fn siblings(self) -> impl DoubleEndedIterator<Item = El<'a>> {
        let parent = self.page.nodes[self.id].parent.unwrap_or(0);
        self.page.nodes[parent].children.iter().filter_map(|id| self.page.element(*id))
    }

    /// The element before it.
    pub fn previous(self) -> Option<El<'a>> {
        self.beside(|place| place.checked_sub(1))
    }

    /// The element after it.
    pub fn next(self) -> Option<El<'a>> {
        self.beside(|place| Some(place + 1))
    }

    fn beside(self, step: impl Fn(usize) -> Option<usize>) -> Option<El<'a>> {
        let node = &self.page.nodes[self.id];
        let siblings = &self.page.nodes[node.parent?].children;
        let mut place = node.place;
        loop {
            place = step(place)?;
            if let Some(el) = self.page.element(*siblings.get(place)?) {
                return Some(el);
            }
        }
    }

    /// Whether its page has the old behaviour.
    pub fn is_in_quirks(self) -> bool {
        self.page.quirks
    }

    /// Whether there is neither an element nor text inside.
    pub fn is_empty(self) -> bool {
        self.page.nodes[self.id].children.iter().all(|id| match &self.page.nodes[*id].data {
            Data::Text(text) => text.is_empty(),
            Data::Element(_) => false,
            Data::Root | Data::Other => true,
        })
    }

    /// All text inside, as it is written.
    pub fn text(self) -> String {
        let mut text = String::new();
        for id in self.page.descendants(self.id) {
            if let Data::Text(part) = &self.page.nodes[id].data {
                text.push_str(part);
            }
        }
        text
    }

    /// The opening tag, for messages.
    pub fn tag(self) -> String {
        let mut tag = format!("<{}", self.element().local());
        for (name, value) in &self.element().attributes {
            tag.push_str(&if value.is_empty() {
                format!(" {name}")
            } else {
                format!(" {name}=\"{value}\"")
            });
        }
        tag.push('>');
        tag
    }
}

/// The name of an element of HTML.
pub fn html_name(name: &str) -> QualName {
    QualName::new(None, ns!(html), LocalName::from(name))
}
