//! What an author configured.

mod read;

use regex::Regex;
use weaverse_grader_sdk::{CaseHead, Problem};

use crate::basics::Basic;
use crate::css::{Expected, Viewport};
use crate::selector::{Query, State};

/// The configuration of an item.
#[derive(Debug, Clone)]
pub struct Config {
    /// The page; absent: the submission's entry.
    pub page: Option<String>,
    /// Cases after the first one that fails are skipped.
    pub stop_at_first_failure: bool,
    /// At least one.
    pub cases: Vec<Case>,
}

/// One thing that is judged.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its name, points, hint and feedback.
    pub head: CaseHead,
    /// What the page is shown on.
    pub viewport: Viewport,
    /// The page is opened in a browser; otherwise its source is read.
    pub run: Option<Run>,
    /// What must hold at the end.
    pub checks: Vec<Check>,
}

/// What is done with a page that is opened.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// One after another.
    pub steps: Vec<Step>,
    /// What the user answers when the page asks.
    pub answers: Vec<serde_json::Value>,
    /// What `localStorage` has before.
    pub storage: Vec<(String, String)>,
    /// Behind the address: `?…` or `#…`.
    pub address: String,
}

/// One thing that a user does.
#[derive(Debug, Clone)]
pub struct Step {
    /// What, for the runtime.
    pub action: Action,
    /// What must hold behind it.
    pub checks: Vec<Check>,
}

/// What a user does.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Something with an element: click, focus, hover, submit and the like.
    On { what: &'static str, selector: String },
    /// Text into a field, by keys or at once.
    Text { what: &'static str, selector: String, text: String },
    /// A key; without an element where the focus is.
    Press { key: String, selector: Option<String> },
    /// Milliseconds pass.
    Wait(u32),
    /// An event of this type, with these properties.
    Event { name: String, selector: String, init: serde_json::Value },
}

/// Something that must hold.
#[derive(Debug, Clone)]
pub struct Check {
    /// For messages.
    pub name: Option<String>,
    /// What must hold.
    pub kind: Kind,
}

/// What must hold.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Elements are there and are so.
    Elements(Box<Elements>),
    /// What every page should have.
    Basics(Vec<Basic>),
    /// A rule of the stylesheets declares values.
    Declared(Declared),
    /// The text of a file.
    File { path: String, text: TextMatch },
    /// What the page wrote to its console.
    Console(TextMatch),
    /// What the page asked or told last in a dialog.
    Dialog(TextMatch),
    /// What is in `localStorage`.
    Storage { key: String, text: Presence },
    /// The address.
    Address(TextMatch),
    /// No script raised an error.
    NoErrors,
}

/// What elements must be.
#[derive(Debug, Clone)]
pub struct Elements {
    /// Which elements.
    pub query: Query,
    /// How many there must be.
    pub count: Count,
    /// Which of them the rest is about.
    pub which: Which,
    /// A state to look at them in.
    pub state: Option<State>,
    /// Their text.
    pub text: Option<TextMatch>,
    /// What is in a field.
    pub value: Option<TextMatch>,
    /// Attributes.
    pub attributes: Vec<(String, Presence)>,
    /// Classes that must be there, or must not.
    pub classes: Vec<(String, bool)>,
    /// Values that the cascade comes to.
    pub style: Vec<(String, Expected)>,
    /// Whether it is checked, can be seen, has the focus, is disabled.
    pub flags: Vec<(Flag, bool)>,
    /// Where it must be.
    pub places: Vec<(Place, Query)>,
}

/// How many elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// At least.
    pub min: usize,
    /// At most.
    pub max: usize,
}

/// Which of the elements that match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Each of them.
    All,
    /// At least one.
    Any,
    /// This one, from 0.
    At(usize),
    /// The last one.
    Last,
}

/// Something that is so or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// Checked or selected.
    Checked,
    /// To be seen, as far as stylesheets say.
    Visible,
    /// It has the focus.
    Focused,
    /// It cannot be used.
    Disabled,
}

/// Where an element must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Directly inside.
    Parent,
    /// Inside, however deep.
    Inside,
    /// Before the first of these.
    Before,
    /// Behind the first of these.
    After,
}

/// An attribute or an entry that must be there, must not, or must be so.
#[derive(Debug, Clone)]
pub enum Presence {
    /// There, whatever it is.
    There,
    /// Not there.
    Absent,
    /// There, with this text.
    Text(TextMatch),
}

/// What a text must be.
#[derive(Debug, Clone, Default)]
pub struct TextMatch {
    /// One of these; all if there is none.
    pub one_of: Vec<String>,
    /// With all of these in it.
    pub contains: Vec<String>,
    /// With none of these.
    pub lacks: Vec<String>,
    /// With something that fits.
    pub pattern: Option<Regex>,
    /// White space counts.
    pub exact: bool,
    /// Upper and lower case are the same.
    pub ignore_case: bool,
}

/// What a rule must declare.
#[derive(Debug, Clone)]
pub struct Declared {
    /// The selector, as it is compared.
    pub selector: String,
    /// As the author wrote it.
    pub shown: String,
    /// The media of the rule, as they are compared.
    pub media: Option<String>,
    /// The values.
    pub values: Vec<(String, Expected)>,
}

impl Config {
    /// Reads a configuration, or lists everything wrong with it.
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        weaverse_grader_sdk::read_config(text, read::config)
    }

    /// Milli-points of all cases.
    pub fn max_points(&self) -> i64 {
        self.cases.iter().map(|case| case.head.points).sum()
    }
}
