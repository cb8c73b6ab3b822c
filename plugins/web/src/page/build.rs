//! Makes the tree, node by node.

use super::{Data, Id, Node, Page};

/// A page that is being made.
#[derive(Debug)]
pub struct Builder {
    page: Page,
}

impl Default for Builder {
    fn default() -> Self {
        let root = Node { parent: None, children: Vec::new(), place: 0, data: Data::Root };
        let page = Page { nodes: vec![root], doctype: None, quirks: false, errors: Vec::new() };
        Self { page }
    }
}

impl Builder {
    /// The page so far.
    pub fn page(&mut self) -> &mut Page {
        &mut self.page
    }

    /// The page.
    pub fn finish(self) -> Page {
        self.page
    }

    /// A node that is nowhere yet.
    pub fn create(&mut self, data: Data) -> Id {
        self.page.nodes.push(Node { parent: None, children: Vec::new(), place: 0, data });
        self.page.nodes.len() - 1
    }

    /// What a node is.
    pub fn data(&mut self, id: Id) -> &mut Data {
        &mut self.page.nodes[id].data
    }

    /// What a node is.
    pub fn peek(&self, id: Id) -> &Data {
        &self.page.nodes[id].data
    }

    /// Where a node is.
    pub fn parent(&self, id: Id) -> Option<Id> {
        self.page.nodes[id].parent
    }

    /// Where among its siblings a node is.
    pub fn place(&self, id: Id) -> usize {
        self.page.nodes[id].place
    }

    /// Puts a node behind all others of a parent.
    pub fn append(&mut self, parent: Id, child: Id) {
        let place = self.page.nodes[parent].children.len();
        self.insert(parent, place, child);
    }

    /// Puts a node at a place.
    pub fn insert(&mut self, parent: Id, place: usize, child: Id) {
        self.detach(child);
        let place = place.min(self.page.nodes[parent].children.len());
        self.page.nodes[parent].children.insert(place, child);
        self.page.nodes[child].parent = Some(parent);
        self.renumber(parent, place);
    }

    /// Takes a node out of its parent.
    pub fn detach(&mut self, child: Id) {
        let Some(parent) = self.page.nodes[child].parent.take() else { return };
        let place = self.page.nodes[child].place;
        self.page.nodes[parent].children.remove(place);
        self.renumber(parent, place);
    }

    /// Moves all children of a node to the end of another.
    pub fn move_children(&mut self, from: Id, to: Id) {
        let children = std::mem::take(&mut self.page.nodes[from].children);
        for child in children {
            self.page.nodes[child].parent = None;
            self.append(to, child);
        }
    }

    /// Adds text before a place, to the text that is there already if it is so.
    pub fn text(&mut self, parent: Id, place: usize, text: &str) {
        let before = place.checked_sub(1).and_then(|at| self.page.nodes[parent].children.get(at));
        if let Some(before) = before.copied()
            && let Data::Text(known) = &mut self.page.nodes[before].data
        {
            known.push_str(text);
            return;
        }
        let node = self.create(Data::Text(text.to_owned()));
        self.insert(parent, place, node);
    }

    /// How many children a node has.
    pub fn count(&self, parent: Id) -> usize {
        self.page.nodes[parent].children.len()
    }

    fn renumber(&mut self, parent: Id, from: usize) {
        for place in from..self.page.nodes[parent].children.len() {
            let child = self.page.nodes[parent].children[place];
            self.page.nodes[child].place = place;
        }
    }
}
