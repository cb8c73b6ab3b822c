//! The stylesheets of a page: those of the submission, in `style` elements and
//! linked files, behind those that every browser has.

mod cascade;
mod initial;
mod length;
mod media;
mod value;
mod variable;

use std::rc::Rc;

use lightningcss::declaration::DeclarationBlock;
use lightningcss::media_query::MediaList;
use lightningcss::rules::CssRule;
use lightningcss::selector::SelectorList;
use lightningcss::stylesheet::{ParserOptions, StyleSheet};
use lightningcss::traits::{IntoOwned as _, ParseWithOptions as _};

use crate::files::Files;
use crate::page::{El, Page};

pub use cascade::Cascade;
pub use media::Viewport;
pub use value::{Expected, canonical, longhands, shorthand};

/// What every browser declares, as far as lessons ask for it.
const BROWSER: &str = include_str!("css/browser.css");
/// Stylesheets that import others, one in the other.
const IMPORTS: usize = 8;
/// Rules of a page at most; what comes behind does not count.
const RULES: usize = 20_000;
/// Bytes of stylesheets of a page at most.
const BYTES: usize = 1 << 20;
/// Brackets in brackets; a stylesheet with more is not read.
const BRACKETS: usize = 24;

/// The rules of a page, in order.
#[derive(Debug, Clone)]
pub struct Sheets {
    rules: Vec<Rule>,
    layers: Vec<String>,
    bytes: usize,
}

/// The text of a stylesheet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Its rules.
    pub text: String,
    /// The file that it is in.
    pub path: String,
    /// What it is for.
    pub media: Option<String>,
}

/// A style rule.
#[derive(Debug, Clone)]
struct Rule {
    /// Its selectors behind those of the rules around it.
    selectors: Rc<[SelectorList<'static>]>,
    block: Rc<DeclarationBlock<'static>>,
    /// All must hold.
    media: Rc<[MediaList<'static>]>,
    /// Absent: outside of every layer.
    layer: Option<usize>,
    is_browsers: bool,
}

/// Where a rule stands.
#[derive(Debug, Clone, Default)]
struct Around {
    selectors: Vec<SelectorList<'static>>,
    media: Vec<MediaList<'static>>,
    layer: Option<usize>,
    is_browsers: bool,
    imports: usize,
    /// The file, for what it imports.
    path: String,
}

impl Sheets {
    /// The stylesheets of a page of a submission.
    #[cfg(test)]
    pub fn of(page: &Page, files: &Files<'_>, path: &str) -> Self {
        Self::read(&Self::sources(page, files, path), files)
    }

    /// The texts of a page's stylesheets, in order.
    pub fn sources(page: &Page, files: &Files<'_>, path: &str) -> Vec<Source> {
        page.elements().filter_map(|el| source(el, files, path)).collect()
    }

    /// Reads stylesheets, and those that they import.
    pub fn read(sources: &[Source], files: &Files<'_>) -> Self {
        let mut sheets = Self { rules: Vec::new(), layers: Vec::new(), bytes: 0 };
        let browser = Around { is_browsers: true, ..Around::default() };
        sheets.add(BROWSER, files, browser);
        sheets.bytes = 0;
        for source in sources {
            let media = source.media.as_deref().and_then(media_list);
            let path = source.path.clone();
            let around = Around { media: media.into_iter().collect(), path, ..Around::default() };
            sheets.add(&source.text, files, around);
        }
        sheets
    }

    fn add(&mut self, text: &str, files: &Files<'_>, around: Around) {
        self.bytes = self.bytes.saturating_add(text.len());
        if self.bytes > BYTES || is_too_deep(text) {
            return;
        }
        let options = ParserOptions { error_recovery: true, ..ParserOptions::default() };
        // With recovery, only what no browser reads either is an error.
        let Ok(sheet) = StyleSheet::parse(text, options) else { return };
        self.rules(&sheet.rules.0, files, &around);
    }

    fn rules(&mut self, rules: &[CssRule<'_>], files: &Files<'_>, around: &Around) {
        for rule in rules {
            if self.rules.len() < RULES {
                self.rule(rule, files, around);
            }
        }
    }

    fn rule(&mut self, rule: &CssRule<'_>, files: &Files<'_>, around: &Around) {
        match rule {
            CssRule::Style(style) => {
                let mut inner = around.clone();
                inner.selectors.push(style.selectors.clone().into_owned());
                self.push(&style.declarations, &inner);
                self.rules(&style.rules.0, files, &inner);
            }
            CssRule::Nesting(nesting) => {
                self.rule(&CssRule::Style(nesting.style.clone()), files, around);
            }
            CssRule::NestedDeclarations(nested) => self.push(&nested.declarations, around),
            CssRule::Media(media) => {
                let mut inner = around.clone();
                inner.media.push(media.query.clone().into_owned());
                self.rules(&media.rules.0, files, &inner);
            }
            // Today's browsers know what lessons ask them for.
            CssRule::Supports(supports) => self.rules(&supports.rules.0, files, around),
            CssRule::LayerStatement(layers) => {
                for name in &layers.names {
                    self.layer(&name.0.join("."));
                }
            }
            CssRule::LayerBlock(block) => {
                let name = block.name.as_ref().map(|name| name.0.join("."));
                let name = name.unwrap_or_else(|| format!(" {}", self.layers.len()));
                let inner = Around { layer: Some(self.layer(&name)), ..around.clone() };
                self.rules(&block.rules.0, files, &inner);
            }
            CssRule::Import(import) if around.imports < IMPORTS => {
                let Some((path, text)) = files.resolve(&around.path, &import.url) else { return };
                let mut inner = around.clone();
                inner.media.push(import.media.clone().into_owned());
                inner.imports += 1;
                inner.path = path;
                self.add(&text, files, inner);
            }
            _ => {}
        }
    }

    fn push(&mut self, block: &DeclarationBlock<'_>, around: &Around) {
        if around.selectors.is_empty() || block.is_empty() || self.rules.len() >= RULES {
            return;
        }
        self.rules.push(Rule {
            selectors: around.selectors.clone().into(),
            block: Rc::new(block.clone().into_owned()),
            media: around.media.clone().into(),
            layer: around.layer,
            is_browsers: around.is_browsers,
        });
    }

    /// A layer's place in the order of their first mention.
    fn layer(&mut self, name: &str) -> usize {
        self.layers.iter().position(|known| known == name).unwrap_or_else(|| {
            self.layers.push(name.to_owned());
            self.layers.len() - 1
        })
    }

    /// What the submission declares for a selector, property by property: the
    /// blocks of its rules, in order, inside of these media or of none.
    pub fn declared(
        &self,
        selector: &str,
        media: Option<&str>,
    ) -> Vec<Rc<DeclarationBlock<'static>>> {
        let own = self.rules.iter().filter(|rule| !rule.is_browsers);
        let here = own.filter(|rule| {
            let written: Vec<String> = rule.media.iter().filter_map(value::printed).collect();
            match media {
                Some(media) => written.iter().any(|list| list == media),
                None => written.iter().all(String::is_empty),
            }
        });
        let named = here.filter(|rule| {
            let list = rule.selectors.last();
            rule.selectors.len() == 1
                && list
                    .into_iter()
                    .flat_map(|list| &list.0)
                    .any(|own| value::printed(own).is_some_and(|own| own == selector))
        });
        named.map(|rule| Rc::clone(&rule.block)).collect()
    }
}

/// The stylesheet that an element is or links to, and its file.
fn source(el: El<'_>, files: &Files<'_>, page: &str) -> Option<Source> {
    let kind = el.attribute("type").unwrap_or_default().trim();
    if !(kind.is_empty() || kind.eq_ignore_ascii_case("text/css")) {
        return None;
    }
    let media = el.attribute("media").map(str::to_owned);
    if el.is("style") {
        return Some(Source { text: el.text(), path: page.to_owned(), media });
    }
    let rel = el.attribute("rel").unwrap_or_default().to_ascii_lowercase();
    let is_sheet = rel.split_ascii_whitespace().any(|word| word == "stylesheet");
    if !el.is("link") || !is_sheet || el.attribute("disabled").is_some() {
        return None;
    }
    let (path, text) = files.resolve(page, el.attribute("href")?)?;
    Some(Source { text, path, media })
}

/// A list of media queries.
pub fn media_list(text: &str) -> Option<MediaList<'static>> {
    if is_too_deep(text) {
        return None;
    }
    let sheet = format!("@media {text} {{ a {{ color: red }} }}");
    let parsed = StyleSheet::parse(&sheet, ParserOptions::default()).ok()?;
    match parsed.rules.0.first()? {
        CssRule::Media(media) => Some(media.query.clone().into_owned()),
        _ => None,
    }
}

/// A list of media queries as it is compared.
pub fn canonical_media(text: &str) -> Option<String> {
    value::printed(&media_list(text)?).filter(|text| !text.is_empty())
}

/// A single selector as it is compared.
pub fn canonical_selector(text: &str) -> Option<String> {
    let list = SelectorList::parse_string_with_options(text, ParserOptions::default()).ok()?;
    match list.0.as_slice() {
        [selector] => value::printed(selector),
        _ => None,
    }
}

/// Whether there are so many brackets in brackets that reading them could
/// overflow the stack.
pub fn is_too_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > BRACKETS
    })
}

/// What blocks declare for a property, the last one first; important ones win.
pub fn declared_value(blocks: &[Rc<DeclarationBlock<'static>>], property: &str) -> Option<String> {
    let halves = [true, false].into_iter().flat_map(|important| {
        blocks.iter().rev().map(move |block| match important {
            true => &block.important_declarations,
            false => &block.declarations,
        })
    });
    halves
        .flat_map(|half| half.iter().rev())
        .find_map(|declaration| value::of(declaration, property))
}
