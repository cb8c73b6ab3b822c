//! What every page should have, whatever it is about.

mod names;

use std::collections::BTreeSet;

use crate::page::{El, Page};

/// One thing that every page should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basic {
    /// `<!DOCTYPE html>`.
    Doctype,
    /// The language of the page is said.
    Lang,
    /// A title that is not empty.
    Title,
    /// `<meta charset="utf-8">`.
    Charset,
    /// `<meta name="viewport">`.
    Viewport,
    /// No id is there twice.
    UniqueIds,
    /// The parser had nothing to repair.
    WellFormed,
    /// Images have a text instead.
    ImageAlt,
    /// Form controls have a label.
    Label,
    /// Buttons have a name.
    ButtonName,
    /// Links have a name.
    LinkName,
    /// Headings skip no level.
    HeadingOrder,
    /// There is exactly one `h1`.
    OneH1,
    /// There is exactly one `main`.
    Main,
    /// Tables have header cells.
    TableHeaders,
    /// Radio buttons and boxes of one question are in a `fieldset` with a `legend`.
    Fieldset,
}

/// What is missing, with the element that lacks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// Which.
    pub basic: Basic,
    /// Its opening tag, or what else says where.
    pub place: Option<String>,
}

impl Basic {
    /// All.
    pub const ALL: [Self; 16] = [
        Self::Doctype,
        Self::Lang,
        Self::Title,
        Self::Charset,
        Self::Viewport,
        Self::UniqueIds,
        Self::WellFormed,
        Self::ImageAlt,
        Self::Label,
        Self::ButtonName,
        Self::LinkName,
        Self::HeadingOrder,
        Self::OneH1,
        Self::Main,
        Self::TableHeaders,
        Self::Fieldset,
    ];

    /// The word in configurations, and the key of its message behind `basic-`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Doctype => "doctype",
            Self::Lang => "lang",
            Self::Title => "title",
            Self::Charset => "charset",
            Self::Viewport => "viewport",
            Self::UniqueIds => "unique-ids",
            Self::WellFormed => "well-formed",
            Self::ImageAlt => "image-alt",
            Self::Label => "label",
            Self::ButtonName => "button-name",
            Self::LinkName => "link-name",
            Self::HeadingOrder => "heading-order",
            Self::OneH1 => "one-h1",
            Self::Main => "main",
            Self::TableHeaders => "table-headers",
            Self::Fieldset => "fieldset",
        }
    }

    /// Whether it stands under `accessibility`, and not under `document`.
    pub fn is_accessibility(self) -> bool {
        matches!(
            self,
            Self::ImageAlt
                | Self::Label
                | Self::ButtonName
                | Self::LinkName
                | Self::HeadingOrder
                | Self::OneH1
                | Self::Main
                | Self::TableHeaders
                | Self::Fieldset
        )
    }

    /// Looks for it.
    pub fn check(self, page: &Page) -> Result<(), Lack> {
        let lacks = |place: Option<String>| Err(Lack { basic: self, place });
        let holds = |holds: bool| if holds { Ok(()) } else { lacks(None) };
        let none = |bad: Option<El<'_>>| match bad {
            Some(el) => lacks(Some(el.tag())),
            None => Ok(()),
        };
        match self {
            Self::Doctype => holds(page.doctype.as_deref() == Some("html") && !page.quirks),
            Self::Lang => {
                let lang = page.root().and_then(|root| root.attribute("lang"));
                holds(lang.is_some_and(|lang| !lang.trim().is_empty()))
            }
            Self::Title => {
                let title = page.named("title").next();
                holds(title.is_some_and(|title| !title.text().trim().is_empty()))
            }
            Self::Charset => holds(page.named("meta").any(says_charset)),
            Self::Viewport => holds(page.named("meta").any(|meta| {
                is_word(meta.attribute("name"), "viewport")
                    && meta.attribute("content").is_some_and(|it| it.contains("width"))
            })),
            Self::UniqueIds => {
                let mut seen = BTreeSet::new();
                let mut ids = page.elements().filter_map(|el| el.attribute("id"));
                match ids.find(|id| !seen.insert(*id)) {
                    Some(id) => lacks(Some(format!("id=\"{id}\""))),
                    None => Ok(()),
                }
            }
            Self::WellFormed => match page.errors.first() {
                Some(error) => lacks(Some(error.clone())),
                None => Ok(()),
            },
            Self::ImageAlt => none(page.elements().find(|el| names::is_image_without_text(*el))),
            Self::Label => none(page.elements().find(|el| names::is_unlabelled(page, *el))),
            Self::ButtonName => {
                none(page.elements().find(|el| names::is_nameless_button(page, *el)))
            }
            Self::LinkName => none(
                page.named("a")
                    .find(|el| el.attribute("href").is_some() && names::of(page, *el).is_empty()),
            ),
            Self::HeadingOrder => none(skipping_heading(page)),
            Self::OneH1 => holds(page.named("h1").count() == 1),
            Self::Main => {
                let is_main = |el: &El<'_>| el.is("main") || el.attribute("role") == Some("main");
                holds(page.elements().filter(is_main).count() == 1)
            }
            Self::TableHeaders => {
                none(page.named("table").find(|table| !table.inside().any(|el| el.is("th"))))
            }
            Self::Fieldset => none(ungrouped(page)),
        }
    }
}

fn is_word(value: Option<&str>, word: &str) -> bool {
    value.is_some_and(|value| value.trim().eq_ignore_ascii_case(word))
}

fn says_charset(meta: El<'_>) -> bool {
    let by_type = is_word(meta.attribute("http-equiv"), "content-type")
        && meta
            .attribute("content")
            .is_some_and(|it| it.to_ascii_lowercase().contains("charset=utf-8"));
    is_word(meta.attribute("charset"), "utf-8") || by_type
}

/// The first heading that is more than one level below the one before it.
fn skipping_heading(page: &Page) -> Option<El<'_>> {
    let mut last = 0;
    page.elements().find(|el| {
        let level = ["h1", "h2", "h3", "h4", "h5", "h6"].iter().position(|name| el.is(name));
        let Some(level) = level.map(|level| level + 1) else { return false };
        let skips = level > last + 1;
        last = level;
        skips
    })
}

/// A radio button that has others of its name, and no group around.
fn ungrouped(page: &Page) -> Option<El<'_>> {
    let radios: Vec<El<'_>> =
        page.named("input").filter(|el| is_word(el.attribute("type"), "radio")).collect();
    radios.iter().copied().find(|el| {
        let name = el.attribute("name").unwrap_or_default();
        let others = radios.iter().filter(|other| other.attribute("name") == Some(name)).count();
        let grouped = el.ancestors().any(|around| {
            let legend = around
                .children()
                .any(|child| child.is("legend") && !child.text().trim().is_empty());
            (around.is("fieldset") && legend) || around.attribute("role") == Some("radiogroup")
        });
        others > 1 && !grouped
    })
}

#[cfg(test)]
mod tests;
