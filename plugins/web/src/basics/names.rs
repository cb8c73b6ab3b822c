//! What assistive technology reads out for an element: the parts of the
//! accessible name that beginners' pages come across.

use crate::page::{El, Page};

/// An element's name; empty if it has none.
pub fn of(page: &Page, el: El<'_>) -> String {
    let by_ids = el.attribute("aria-labelledby").map(|ids| {
        let named = ids.split_ascii_whitespace().filter_map(|id| by_id(page, id));
        named.map(content).collect::<Vec<_>>().join(" ")
    });
    let own = |name: &str| el.attribute(name).map(str::to_owned);
    let candidates = [by_ids, own("aria-label"), Some(content(el)), own("title")];
    let mut names = candidates.into_iter().flatten().map(|name| name.trim().to_owned());
    names.find(|name| !name.is_empty()).unwrap_or_default()
}

/// The text inside, and what stands for images.
fn content(el: El<'_>) -> String {
    let mut text = el.text();
    for inner in el.inside() {
        let said = match inner.is("img") {
            true => inner.attribute("alt"),
            false => inner.attribute("aria-label"),
        };
        text.push(' ');
        text.push_str(said.unwrap_or_default());
        if inner.element().local() == "title" && !inner.is("title") {
            // Of an image in SVG: its text is in already.
            text.push(' ');
        }
    }
    text
}

fn by_id<'a>(page: &'a Page, id: &str) -> Option<El<'a>> {
    page.elements().find(|el| el.attribute("id") == Some(id))
}

fn kind(el: El<'_>) -> String {
    el.attribute("type").unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether an image says nothing; an empty `alt` is for images that are only decoration.
pub fn is_image_without_text(el: El<'_>) -> bool {
    let is_image = el.is("img") || (el.is("input") && kind(el) == "image");
    let hidden = el.attribute("aria-hidden") == Some("true")
        || matches!(el.attribute("role"), Some("presentation" | "none"));
    is_image
        && !hidden
        && el.attribute("alt").is_none()
        && el.attribute("aria-label").is_none_or(|label| label.trim().is_empty())
        && el.attribute("aria-labelledby").is_none()
}

/// Whether a control has nothing that says what goes into it.
pub fn is_unlabelled(page: &Page, el: El<'_>) -> bool {
    let kind = kind(el);
    let needs = el.is_one_of(&["select", "textarea"])
        || (el.is("input")
            && !matches!(kind.as_str(), "hidden" | "submit" | "reset" | "button" | "image"));
    if !needs {
        return false;
    }
    let says = |label: El<'_>| !label.text().trim().is_empty();
    let around = el.ancestors().any(|label| label.is("label") && says(label));
    let by_for = el.attribute("id").is_some_and(|id| {
        page.named("label").any(|label| label.attribute("for") == Some(id) && says(label))
    });
    let own = |name: &str| el.attribute(name).is_some_and(|text| !text.trim().is_empty());
    let by_ids = el
        .attribute("aria-labelledby")
        .is_some_and(|ids| ids.split_ascii_whitespace().filter_map(|id| by_id(page, id)).any(says));
    !(around || by_for || by_ids || own("aria-label") || own("title"))
}

/// Whether a button has nothing to read out.
pub fn is_nameless_button(page: &Page, el: El<'_>) -> bool {
    if el.is("input") {
        // Without a value, a browser writes a word of its own on the others.
        let value = el.attribute("value").unwrap_or_default();
        return kind(el) == "button" && value.trim().is_empty() && of(page, el).is_empty();
    }
    (el.is("button") || el.attribute("role") == Some("button")) && of(page, el).is_empty()
}
