//! Which declaration wins for an element, and what value follows.

mod applying;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use lightningcss::properties::Property;

use self::applying::{Match, applying};
use super::length::{Fonts, in_pixels, pixels, shown};
use super::{Sheets, Viewport, initial, value, variable};
use crate::page::El;
use crate::selector::Matcher;

/// How often a value may refer to another one.
const DEPTH: usize = 24;
/// What looking up a value costs, in comparisons.
const LOOKUP: u64 = 200;

/// Answers what the stylesheets make of elements.
#[derive(Debug)]
pub struct Cascade<'a> {
    sheets: &'a Sheets,
    matcher: &'a Matcher,
    viewport: Viewport,
    /// What was found for an element in its state.
    found: RefCell<BTreeMap<usize, Rc<[Match]>>>,
}

impl<'a> Cascade<'a> {
    /// For a page with these stylesheets.
    pub fn new(sheets: &'a Sheets, matcher: &'a Matcher, viewport: Viewport) -> Self {
        Self { sheets, matcher, viewport, found: RefCell::default() }
    }

    /// The value of a longhand; nothing where even the initial value is unknown.
    pub fn value(&self, el: El<'_>, property: &str) -> Option<String> {
        let text = self.raw(el, property, 0)?;
        Some(if property.starts_with("--") { text } else { in_pixels(&text, self.fonts(el)) })
    }

    /// What is declared for an element itself.
    pub fn own(&self, el: El<'_>, property: &str) -> Option<String> {
        self.declared(el, property, 0)
    }

    /// Whether a longhand's value is what a check expects.
    pub fn is_same(
        &self,
        el: El<'_>,
        longhand: &str,
        expected: &str,
        actual: Option<&str>,
    ) -> bool {
        let wanted = match expected {
            // What these mean for the element.
            "initial" => initial::of(longhand).map(str::to_owned),
            "inherit" => el.parent().and_then(|parent| self.value(parent, longhand)),
            _ => None,
        };
        let wanted = wanted.as_deref().unwrap_or(expected);
        match actual {
            Some(actual) => {
                actual == wanted
                    || self.canonical(el, longhand, actual) == self.canonical(el, longhand, wanted)
            }
            None => initial::is_common(wanted),
        }
    }

    /// A value in one way, with its lengths in pixels.
    fn canonical(&self, el: El<'_>, longhand: &str, text: &str) -> String {
        let pixels = in_pixels(text, self.fonts(el));
        value::canonical(longhand, &pixels)
    }

    /// Whether a user could see an element, as far as stylesheets say.
    pub fn is_visible(&self, el: El<'_>) -> bool {
        let is_shown = |el: El<'_>| self.value(el, "display").as_deref() != Some("none");
        let visibility = self.value(el, "visibility");
        !matches!(visibility.as_deref(), Some("hidden" | "collapse"))
            && is_shown(el)
            && el.ancestors().all(is_shown)
    }

    fn fonts(&self, el: El<'_>) -> Fonts {
        let root = el.ancestors().last().unwrap_or(el);
        Fonts { rem: self.font_size(root, 0), em: self.font_size(el, 0) }
    }

    fn font_size(&self, el: El<'_>, depth: usize) -> Option<f64> {
        pixels(&self.raw(el, "font-size", depth)?)
    }

    fn raw(&self, el: El<'_>, property: &str, depth: usize) -> Option<String> {
        if depth > DEPTH || !self.matcher.spend(LOOKUP) {
            return None;
        }
        let declared = self.declared(el, property, depth);
        let inherited = || match el.parent() {
            Some(parent) => self.inherited(parent, property, depth),
            None => initial::of(property).map(str::to_owned),
        };
        let text = match declared.as_deref() {
            None | Some("unset" | "revert" | "revert-layer") if initial::is_inherited(property) => {
                return inherited();
            }
            Some("inherit") => return inherited(),
            None | Some("initial" | "unset" | "revert" | "revert-layer") => {
                return initial::of(property).map(str::to_owned);
            }
            Some(text) => text.to_owned(),
        };
        match property {
            "font-size" => Some(self.font_size_of(el, &text, depth).map_or(text, shown)),
            _ => Some(text),
        }
    }

    /// Goes up without recursion: a page may be deep.
    fn inherited(&self, parent: El<'_>, property: &str, depth: usize) -> Option<String> {
        let mut above: Vec<El<'_>> = std::iter::once(parent).chain(parent.ancestors()).collect();
        let said = above.iter().position(|el| {
            let declared = self.declared(*el, property, depth + 1);
            !matches!(declared.as_deref(), None | Some("inherit" | "unset"))
        });
        if let Some(at) = said {
            above.truncate(at + 1);
            return self.raw(*above.last()?, property, depth + 1);
        }
        initial::of(property).map(str::to_owned)
    }

    /// A font size in pixels.
    fn font_size_of(&self, el: El<'_>, text: &str, depth: usize) -> Option<f64> {
        if let Some(at) = ["xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large"]
            .iter()
            .position(|word| *word == text)
        {
            return Some([9.0, 10.0, 13.0, 16.0, 18.0, 24.0, 32.0][at]);
        }
        let around = || match el.parent() {
            Some(parent) => self.font_size(parent, depth + 1),
            None => Some(16.0),
        };
        match text {
            "smaller" => return Some(around()? / 1.2),
            "larger" => return Some(around()? * 1.2),
            _ => {}
        }
        if let Some(percent) = text.strip_suffix('%') {
            return Some(around()? * percent.parse::<f64>().ok()? / 100.0);
        }
        let rem = if text.ends_with("rem") {
            let root = el.ancestors().last();
            root.map_or(Some(16.0), |root| self.font_size(root, depth + 1))
        } else {
            None
        };
        let em = if text.ends_with("em") && rem.is_none() { around() } else { None };
        pixels(&in_pixels(text, Fonts { rem, em }))
    }

    /// What wins, variables put in; words like `inherit` as they are.
    fn declared(&self, el: El<'_>, property: &str, depth: usize) -> Option<String> {
        let matches = self.matches(el);
        let mut only_browsers = false;
        for found in matches.iter().rev() {
            if only_browsers && !found.rank.is_browsers() {
                continue;
            }
            let declarations = match found.rank.is_important() {
                true => &found.block.important_declarations,
                false => &found.block.declarations,
            };
            for declaration in declarations.iter().rev() {
                match self.said(el, declaration, property, depth) {
                    Some(text) if text == "revert" && !found.rank.is_browsers() => {
                        only_browsers = true;
                        break;
                    }
                    Some(text) => return Some(text),
                    None => {}
                }
            }
        }
        None
    }

    /// What one declaration says of a property.
    fn said(
        &self,
        el: El<'_>,
        declaration: &Property<'_>,
        wanted: &str,
        depth: usize,
    ) -> Option<String> {
        if wanted.starts_with("--") {
            let mine = value::custom_name(declaration) == Some(wanted);
            return mine.then(|| self.filled(el, &value::text(declaration)?, depth)).flatten();
        }
        if let Property::All(keyword) = declaration {
            return value::printed(keyword);
        }
        if let Property::Unparsed(unparsed) = declaration {
            let name = unparsed.property_id.name();
            if name != wanted && !value::longhands(name).iter().any(|longhand| longhand == wanted) {
                return None;
            }
            let text = value::text(declaration)?;
            if is_wide(&text) {
                return Some(text);
            }
            if !variable::has(&text) {
                // No browser understands it, or lightningcss does not yet: then
                // only what is written the same is equal.
                return None;
            }
            let Some(filled) = self.filled(el, &text, depth) else {
                return Some("unset".to_owned());
            };
            let read = value::read(name, &filled, |property| {
                (value::is_known(property) || is_wide(&filled))
                    .then(|| value::longhand(property, wanted))
                    .flatten()
            });
            return Some(read.flatten().unwrap_or_else(|| "unset".to_owned()));
        }
        value::longhand(declaration, wanted).or_else(|| {
            let twin = logical(wanted)?;
            let text = value::longhand(declaration, twin)?;
            Some(value::canonical(wanted, &text))
        })
    }

    fn filled(&self, el: El<'_>, text: &str, depth: usize) -> Option<String> {
        if !variable::has(text) {
            return Some(text.to_owned());
        }
        variable::substitute(text, &|name| self.raw(el, name, depth + 1))
    }

    /// The blocks that apply to an element, the weakest first.
    fn matches(&self, el: El<'_>) -> Rc<[Match]> {
        if let Some(found) = self.found.borrow().get(&el.id) {
            return Rc::clone(found);
        }
        let found = applying(self.sheets, self.matcher, self.viewport, el);
        let found: Rc<[Match]> = found.into();
        self.found.borrow_mut().insert(el.id, Rc::clone(&found));
        found
    }
}

fn is_wide(text: &str) -> bool {
    matches!(text, "inherit" | "initial" | "unset" | "revert" | "revert-layer")
}

/// The property that means the same in a text from left to right.
fn logical(property: &str) -> Option<&'static str> {
    Some(match property {
        "margin-left" => "margin-inline-start",
        "margin-right" => "margin-inline-end",
        "margin-top" => "margin-block-start",
        "margin-bottom" => "margin-block-end",
        "padding-left" => "padding-inline-start",
        "padding-right" => "padding-inline-end",
        "padding-top" => "padding-block-start",
        "padding-bottom" => "padding-block-end",
        "left" => "inset-inline-start",
        "right" => "inset-inline-end",
        "top" => "inset-block-start",
        "bottom" => "inset-block-end",
        "width" => "inline-size",
        "height" => "block-size",
        "max-width" => "max-inline-size",
        "min-width" => "min-inline-size",
        _ => return None,
    })
}
