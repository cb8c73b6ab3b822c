//! What holds where nothing is declared: initial values, and which properties
//! an element takes over from the one around it.

/// Properties that are inherited.
const INHERITED: &[&str] = &[
    "border-collapse", "border-spacing", "caption-side", "color", "cursor", "direction",
    "empty-cells", "font-family", "font-size", "font-stretch", "font-style",
    "font-variant-caps", "font-weight", "letter-spacing", "line-height", "list-style-image",
    "list-style-position", "list-style-type", "overflow-wrap", "pointer-events", "quotes",
    "tab-size", "text-align", "text-align-last", "text-indent", "text-shadow", "text-transform",
    "user-select", "visibility", "white-space", "word-break", "word-spacing", "word-wrap",
    "writing-mode", "accent-color", "caret-color", "fill", "stroke", "hyphens",
];

/// Initial values.
const INITIAL: &[(&str, &str)] = &[
    ("align-content", "normal"), ("align-items", "normal"), ("align-self", "auto"),
    ("animation-name", "none"), ("aspect-ratio", "auto"), ("background-attachment", "scroll"),
    ("background-clip", "border-box"), ("background-color", "transparent"),
    ("background-image", "none"), ("background-origin", "padding-box"),
    ("background-position-x", "0%"), ("background-position-y", "0%"),
    ("background-repeat", "repeat"), ("background-size", "auto"), ("border-collapse", "separate"),
    ("bottom", "auto"), ("box-shadow", "none"), ("box-sizing", "content-box"), ("clear", "none"),
    ("color", "black"), ("column-gap", "normal"), ("cursor", "auto"), ("direction", "ltr"),
    ("display", "inline"), ("flex-basis", "auto"), ("flex-direction", "row"), ("flex-grow", "0"),
    ("flex-shrink", "1"), ("flex-wrap", "nowrap"), ("float", "none"), ("font-size", "16px"),
    ("font-style", "normal"), ("font-weight", "400"), ("grid-template-areas", "none"),
    ("grid-template-columns", "none"), ("grid-template-rows", "none"), ("height", "auto"),
    ("justify-content", "normal"), ("justify-items", "legacy"), ("justify-self", "auto"),
    ("left", "auto"), ("letter-spacing", "normal"), ("line-height", "normal"),
    ("list-style-position", "outside"), ("list-style-type", "disc"), ("list-style-image", "none"),
    ("margin-bottom", "0"), ("margin-left", "0"), ("margin-right", "0"), ("margin-top", "0"),
    ("max-height", "none"), ("max-width", "none"), ("min-height", "auto"), ("min-width", "auto"),
    ("object-fit", "fill"), ("opacity", "1"), ("order", "0"), ("outline-style", "none"),
    ("overflow-wrap", "normal"), ("overflow-x", "visible"), ("overflow-y", "visible"),
    ("padding-bottom", "0"), ("padding-left", "0"), ("padding-right", "0"), ("padding-top", "0"),
    ("pointer-events", "auto"), ("position", "static"), ("right", "auto"), ("row-gap", "normal"),
    ("text-align", "start"), ("text-decoration-line", "none"), ("text-indent", "0"),
    ("text-shadow", "none"), ("text-transform", "none"), ("top", "auto"), ("transform", "none"),
    ("transition-property", "all"), ("transition-duration", "0s"), ("user-select", "auto"),
    ("vertical-align", "baseline"), ("visibility", "visible"), ("white-space", "normal"),
    ("width", "auto"), ("word-break", "normal"), ("word-spacing", "normal"), ("z-index", "auto"),
    ("border-top-style", "none"), ("border-right-style", "none"), ("border-bottom-style", "none"),
    ("border-left-style", "none"), ("border-top-left-radius", "0"),
    ("border-top-right-radius", "0"), ("border-bottom-right-radius", "0"),
    ("border-bottom-left-radius", "0"),
];

/// Values that are initial for what the table above does not have.
const COMMON: &[&str] = &[
    "none", "0", "0s", "auto", "normal", "medium", "currentColor", "ease", "1", "0% 0%", "running",
    "solid", "stretch", "1 1", "100%", "replace", "visible", "invert",
];

/// Whether an element takes the property over from the one around it.
pub fn is_inherited(property: &str) -> bool {
    property.starts_with("--") || INHERITED.contains(&property)
}

/// The initial value.
pub fn of(property: &str) -> Option<&'static str> {
    INITIAL.iter().find(|(name, _)| *name == property).map(|(_, value)| *value)
}

/// Whether a value may be the initial one of a property that is not in the table.
pub fn is_common(value: &str) -> bool {
    COMMON.contains(&value)
}
