//! html5ever makes the tree.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};
use std::collections::BTreeMap;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::{Attribute, ParseOpts, QualName};

use super::{Builder, Control, Data, Element, Id, Page};

/// Errors that are kept.
const ERRORS: usize = 20;

/// Reads a document as a browser does.
pub fn parse(text: &str) -> Page {
    let sink = Sink { builder: RefCell::default(), templates: RefCell::default() };
    html5ever::parse_document(sink, ParseOpts::default()).one(StrTendril::from_slice(text))
}

struct Sink {
    builder: RefCell<Builder>,
    /// What is inside of `template` elements is not in the document.
    templates: RefCell<BTreeMap<Id, Id>>,
}

impl Sink {
    fn put(&self, parent: Id, place: Option<usize>, child: NodeOrText<Id>) {
        let mut builder = self.builder.borrow_mut();
        let place = place.unwrap_or_else(|| builder.count(parent));
        match child {
            NodeOrText::AppendNode(node) => builder.insert(parent, place, node),
            NodeOrText::AppendText(text) => builder.text(parent, place, &text),
        }
    }
}

fn pairs(attributes: Vec<Attribute>) -> impl Iterator<Item = (String, String)> {
    attributes.into_iter().map(|attribute| {
        let name = attribute.name;
        let key = match &name.prefix {
            Some(prefix) if !prefix.is_empty() => format!("{prefix}:{}", name.local),
            _ => name.local.to_string(),
        };
        (key, attribute.value.to_string())
    })
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Page;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Page {
        self.builder.into_inner().finish()
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        let mut builder = self.builder.borrow_mut();
        let errors = &mut builder.page().errors;
        if errors.len() < ERRORS {
            errors.push(message.into_owned());
        }
    }

    fn get_document(&self) -> Id {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Ref<'a, QualName> {
        Ref::map(self.builder.borrow(), |builder| match builder.peek(*target) {
            Data::Element(element) => &element.name,
            _ => unreachable!("html5ever asks for elements"),
        })
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Id {
        let mut builder = self.builder.borrow_mut();
        let attributes = pairs(attrs).collect();
        let id = builder.create(Data::Element(Element {
            name,
            attributes,
            control: Control::default(),
        }));
        if flags.template {
            let inside = builder.create(Data::Root);
            self.templates.borrow_mut().insert(id, inside);
        }
        id
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.builder.borrow_mut().create(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.builder.borrow_mut().create(Data::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.put(*parent, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        if self.builder.borrow().parent(*element).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, name: StrTendril, _: StrTendril, _: StrTendril) {
        self.builder.borrow_mut().page().doctype = Some(name.to_string());
    }

    fn get_template_contents(&self, target: &Id) -> Id {
        self.templates.borrow().get(target).copied().unwrap_or(*target)
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.builder.borrow_mut().page().quirks = mode == QuirksMode::Quirks;
    }

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        // Where the sibling is may change when the node is taken from beside it.
        if let NodeOrText::AppendNode(node) = &child {
            self.builder.borrow_mut().detach(*node);
        }
        let (parent, place) = {
            let builder = self.builder.borrow();
            (builder.parent(*sibling), builder.place(*sibling))
        };
        if let Some(parent) = parent {
            self.put(parent, Some(place), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attrs: Vec<Attribute>) {
        let mut builder = self.builder.borrow_mut();
        if let Data::Element(element) = builder.data(*target) {
            for (name, value) in pairs(attrs) {
                if element.attribute(&name).is_none() {
                    element.attributes.push((name, value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.builder.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        self.builder.borrow_mut().move_children(*node, *new_parent);
    }
}
