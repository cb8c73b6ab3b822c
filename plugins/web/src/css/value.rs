//! Values as they are compared: written in one way, whatever way they came.

use lightningcss::printer::PrinterOptions;
use lightningcss::properties::custom::CustomPropertyName;
use lightningcss::properties::{Property, PropertyId};
use lightningcss::stylesheet::ParserOptions;
use lightningcss::traits::ToCss;

use super::is_too_deep;

/// What a property should be: one of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// One of these values.
    OneOf(Vec<String>),
    /// Whatever it is.
    Any,
    /// It must not be there.
    Absent,
}

/// How values are printed: short, so that what means the same looks the same.
fn options() -> PrinterOptions<'static> {
    PrinterOptions { minify: true, ..PrinterOptions::default() }
}

/// Anything of CSS in its one way.
pub fn printed(thing: &impl ToCss) -> Option<String> {
    thing.to_css_string(options()).ok()
}

/// A property's name as lightningcss knows it.
pub fn id(property: &str) -> PropertyId<'_> {
    PropertyId::from(property)
}

/// The longhands that a shorthand stands for; itself if it is none.
pub fn longhands(property: &str) -> Vec<String> {
    match id(property).longhands() {
        Some(list) => list.iter().map(|longhand| longhand.name().to_owned()).collect(),
        None => vec![property.to_owned()],
    }
}

/// The value of a declaration as text.
pub fn text(property: &Property<'_>) -> Option<String> {
    property.value_to_css_string(options()).ok().map(|text| text.trim().to_owned())
}

/// Reads a value for a property.
pub fn read<T>(property: &str, value: &str, then: impl FnOnce(&Property<'_>) -> T) -> Option<T> {
    if is_too_deep(value) {
        return None;
    }
    let parsed = Property::parse_string(id(property), value, ParserOptions::default()).ok()?;
    Some(then(&parsed))
}

/// Whether a browser would understand a declaration.
pub fn is_known(property: &Property<'_>) -> bool {
    match property {
        Property::Unparsed(_) => false,
        Property::Custom(custom) => matches!(custom.name, CustomPropertyName::Custom(_)),
        _ => true,
    }
}

/// A value in the one way that it is compared in, whether it is understood or not.
pub fn canonical(property: &str, value: &str) -> String {
    let read = read(property, value, text).flatten();
    read.unwrap_or_else(|| value.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What a declaration says of a longhand.
pub fn longhand(property: &Property<'_>, wanted: &str) -> Option<String> {
    let id = id(wanted);
    if property.property_id() == id {
        return text(property);
    }
    text(&property.longhand(&id)?)
}

/// The name of a custom property.
pub fn custom_name<'a>(property: &'a Property<'_>) -> Option<&'a str> {
    match property {
        Property::Custom(custom) => match &custom.name {
            CustomPropertyName::Custom(name) => Some(name.as_ref()),
            CustomPropertyName::Unknown(_) => None,
        },
        _ => None,
    }
}

/// What a declaration says of a property: a longhand, a shorthand or one of its own.
pub fn of(declaration: &Property<'_>, property: &str) -> Option<String> {
    if property.starts_with("--") {
        return (custom_name(declaration) == Some(property)).then(|| text(declaration)).flatten();
    }
    if let Property::Unparsed(unparsed) = declaration {
        return (unparsed.property_id.name() == property).then(|| text(declaration)).flatten();
    }
    longhand(declaration, property)
}

/// The longhands of a value that a check expects.
pub fn shorthand(property: &str, value: &str) -> Vec<(String, String)> {
    let names = longhands(property);
    let all: Option<Vec<(String, String)>> = read(property, value, |parsed| {
        names
            .iter()
            .map(|name| {
                let text = match is_known(parsed) {
                    true => longhand(parsed, name),
                    // `inherit` and the like hold for each.
                    false => text(parsed),
                };
                Some((name.clone(), text?))
            })
            .collect()
    })
    .flatten();
    all.unwrap_or_else(|| vec![(property.to_owned(), value.to_owned())])
}
