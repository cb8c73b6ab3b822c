//! Whether elements are as they should be.

use super::{Miss, View, presence, style_miss, text_miss};
use crate::config::{Elements, Flag, Place, Which};
use crate::css::{Cascade, Expected, shorthand};
use crate::page::El;
use crate::selector::{Forced, Query, is_checked, is_disabled};

/// The first thing about the elements that does not hold.
pub fn check(view: &View<'_>, wanted: &Elements) -> Option<Miss> {
    let found = wanted.query.all(view.page, view.matcher);
    let selector = wanted.query.text.as_str();
    if let Some(miss) = count(wanted, selector, found.len()) {
        return Some(miss);
    }
    if wanted.is_bare() {
        return None;
    }
    let single = |el: Option<&El<'_>>| match el {
        Some(el) => one(view, wanted, *el),
        None => Some(Miss::new("too-few", &[("selector", selector)])),
    };
    match wanted.which {
        Which::At(place) => single(found.get(place)),
        Which::Last => single(found.last()),
        Which::All => found.iter().find_map(|el| one(view, wanted, *el)),
        Which::Any => {
            let mut first = None;
            for el in &found {
                match one(view, wanted, *el) {
                    None => return None,
                    Some(miss) => first = first.or(Some(miss)),
                }
            }
            first
        }
    }
}

fn count(wanted: &Elements, selector: &str, found: usize) -> Option<Miss> {
    let (min, max) = (wanted.count.min, wanted.count.max);
    if (min..=max).contains(&found) {
        return None;
    }
    let key = match (min, max) {
        (_, 0) => return Some(Miss::new("forbidden", &[("selector", selector)])),
        _ if found == 0 => return Some(Miss::new("missing", &[("selector", selector)])),
        (min, max) if min == max => "count",
        _ if found < min => "count-min",
        _ => "count-max",
    };
    let limit = if found < min { min } else { max };
    Some(Miss::new(key, &[("selector", selector)]).with(&limit.to_string(), &found.to_string()))
}

fn one(view: &View<'_>, wanted: &Elements, el: El<'_>) -> Option<Miss> {
    let selector = wanted.query.text.as_str();
    let text = || text_miss(wanted.text.as_ref()?, &el.text(), selector);
    let value = || text_miss(wanted.value.as_ref()?, &field(el), selector);
    let attributes = || {
        wanted.attributes.iter().find_map(|(name, wanted)| {
            let place = format!("{selector} [{name}]");
            presence(wanted, el.attribute(name), &place, "attribute")
        })
    };
    let classes = || {
        wanted.classes.iter().find_map(|(name, there)| {
            let key = if *there { "class-missing" } else { "class-forbidden" };
            let is = el.classes().any(|class| class == name) == *there;
            (!is).then(|| Miss::new(key, &[("place", selector), ("class", name)]))
        })
    };
    let places = || {
        wanted.places.iter().find_map(|(place, query)| placed(view, el, selector, *place, query))
    };
    text()
        .or_else(value)
        .or_else(attributes)
        .or_else(classes)
        .or_else(places)
        .or_else(|| looks(view, wanted, el))
}

/// What stylesheets and the user make of an element.
fn looks(view: &View<'_>, wanted: &Elements, el: El<'_>) -> Option<Miss> {
    let selector = wanted.query.text.as_str();
    view.matcher.force(wanted.state.map(|state| Forced { id: el.id, state }));
    let cascade = Cascade::new(view.sheets, view.matcher, view.viewport);
    let style = wanted
        .style
        .iter()
        .find_map(|(property, expected)| style(&cascade, el, selector, property, expected));
    let flags = || {
        wanted.flags.iter().find_map(|(flag, wanted)| {
            let (is, word) = match flag {
                Flag::Checked => (is_checked(el), "checked"),
                Flag::Visible => (cascade.is_visible(el), "visible"),
                Flag::Focused => (el.element().control.focused, "focused"),
                Flag::Disabled => (is_disabled(el), "disabled"),
            };
            let not = if *wanted { "" } else { "not-" };
            (is != *wanted).then(|| Miss::new(&format!("{not}{word}"), &[("place", selector)]))
        })
    };
    let miss = style.or_else(flags);
    view.matcher.force(None);
    miss
}

/// A shorthand is right if each of its longhands is.
fn style(
    cascade: &Cascade<'_>,
    el: El<'_>,
    selector: &str,
    property: &str,
    expected: &Expected,
) -> Option<Miss> {
    let Expected::OneOf(list) = expected else {
        let longhands = crate::css::longhands(property);
        let actual = longhands.iter().find_map(|longhand| cascade.own(el, longhand));
        return style_miss("style", selector, property, expected, actual);
    };
    let mut shown = None;
    for one in list {
        let wanted = shorthand(property, one);
        let differing = wanted.iter().find_map(|(longhand, value)| {
            let actual = cascade.value(el, longhand);
            (!cascade.is_same(el, longhand, value, actual.as_deref())).then_some((longhand, actual))
        });
        match differing {
            None => return None,
            Some((longhand, actual)) => {
                shown = shown.or_else(|| Some((longhand.clone(), actual.unwrap_or_default())));
            }
        }
    }
    let (longhand, actual) = shown?;
    let named =
        if longhand == property { property.to_owned() } else { format!("{property} ({longhand})") };
    let values = [("place", selector), ("property", named.as_str())];
    Some(Miss::new("style-value", &values).with(&list.join(" | "), &actual))
}

/// What is in a field: what a user made of it, or what the source says.
fn field(el: El<'_>) -> String {
    if let Some(value) = &el.element().control.value {
        return value.clone();
    }
    if el.is("textarea") {
        return el.text();
    }
    if el.is("select") {
        let options: Vec<El<'_>> = el.inside().filter(|inner| inner.is("option")).collect();
        let chosen = options.iter().find(|option| is_checked(**option)).or(options.first());
        return chosen.map(|option| field(*option)).unwrap_or_default();
    }
    match el.attribute("value") {
        Some(value) => value.to_owned(),
        None if el.is("option") => crate::text::collapsed(&el.text()),
        None => String::new(),
    }
}

fn placed(
    view: &View<'_>,
    el: El<'_>,
    selector: &str,
    place: Place,
    query: &Query,
) -> Option<Miss> {
    let matches = |other: El<'_>| query.matches(other, view.matcher);
    let (key, holds) = match place {
        Place::Parent => ("parent", el.parent().is_some_and(matches)),
        Place::Inside => ("inside", el.ancestors().any(matches)),
        Place::Before | Place::After => {
            let order: Vec<usize> = view.page.elements().map(|el| el.id).collect();
            let at = |id: usize| order.iter().position(|known| *known == id);
            let other = query.all(view.page, view.matcher).first().and_then(|el| at(el.id));
            let own = at(el.id);
            let known = own.is_some() && other.is_some();
            match place {
                Place::Before => ("before", known && own < other),
                _ => ("after", known && own > other),
            }
        }
    };
    (!holds).then(|| Miss::new(key, &[("place", selector), ("other", &query.text)]))
}
