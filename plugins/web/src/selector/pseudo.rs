//! Pseudo-classes that follow from the document and from what a run made of it.

use lightningcss::selector::PseudoClass;

use super::{Forced, State};
use crate::page::El;

const CONTROLS: [&str; 4] = ["button", "input", "select", "textarea"];

/// Whether an element is in a state; what only a browser knows never is.
pub fn matches(class: &PseudoClass<'_>, el: El<'_>, forced: Option<Forced>) -> bool {
    let forced_is = |state: State| forced == Some(Forced { id: el.id, state });
    // The pointer is over all that is around an element, too.
    let is_around = |state: State| match forced {
        Some(forced) => forced.state == state && is_in(el, forced.id),
        None => false,
    };
    match class {
        PseudoClass::Hover => is_around(State::Hover) || is_around(State::Active),
        PseudoClass::Active => is_around(State::Active),
        PseudoClass::Focus | PseudoClass::FocusVisible => {
            forced_is(State::Focus) || el.element().control.focused
        }
        PseudoClass::FocusWithin => {
            is_around(State::Focus) || std::iter::once(el).chain(el.inside()).any(is_focused)
        }
        PseudoClass::Link | PseudoClass::AnyLink(_) => {
            el.is_one_of(&["a", "area"]) && el.attribute("href").is_some()
        }
        PseudoClass::Checked => is_checked(el),
        PseudoClass::Disabled => can_be_disabled(el) && is_disabled(el),
        PseudoClass::Enabled => can_be_disabled(el) && !is_disabled(el),
        PseudoClass::Required => is_field(el) && el.attribute("required").is_some(),
        PseudoClass::Optional => is_field(el) && el.attribute("required").is_none(),
        PseudoClass::PlaceholderShown(_) => {
            el.attribute("placeholder").is_some_and(|text| !text.is_empty()) && is_blank(el)
        }
        PseudoClass::Open => el.is_one_of(&["details", "dialog"]) && el.attribute("open").is_some(),
        PseudoClass::Defined => !el.element().local().contains('-'),
        PseudoClass::Lang { languages } => {
            let lang =
                std::iter::once(el).chain(el.ancestors()).find_map(|el| el.attribute("lang"));
            lang.is_some_and(|lang| languages.iter().any(|wanted| speaks(lang, wanted)))
        }
        _ => false,
    }
}

fn is_in(el: El<'_>, id: usize) -> bool {
    el.id == id || el.inside().any(|inner| inner.id == id)
}

fn is_focused(el: El<'_>) -> bool {
    el.element().control.focused
}

fn speaks(lang: &str, wanted: &str) -> bool {
    let (lang, wanted) = (lang.to_ascii_lowercase(), wanted.to_ascii_lowercase());
    lang.strip_prefix(&wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// Whether a box is checked, or an option selected.
pub fn is_checked(el: El<'_>) -> bool {
    if let Some(checked) = el.element().control.checked {
        return checked;
    }
    let kind = el.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let is_box = el.is("input") && matches!(kind.as_str(), "checkbox" | "radio");
    (is_box && el.attribute("checked").is_some())
        || (el.is("option") && el.attribute("selected").is_some())
}

fn can_be_disabled(el: El<'_>) -> bool {
    el.is_one_of(&CONTROLS) || el.is_one_of(&["option", "optgroup", "fieldset"])
}

/// Whether a control is disabled, by itself or by a `fieldset`.
pub fn is_disabled(el: El<'_>) -> bool {
    if el.attribute("disabled").is_some() {
        return true;
    }
    let by_fieldset = el.ancestors().any(|around| {
        let in_legend = || {
            let legend = around.children().find(|child| child.is("legend"));
            legend.is_some_and(|legend| is_in(legend, el.id))
        };
        around.is("fieldset") && around.attribute("disabled").is_some() && !in_legend()
    });
    let by_group = el.is("option")
        && el.parent().is_some_and(|up| up.is("optgroup") && up.attribute("disabled").is_some());
    (el.is_one_of(&CONTROLS) && by_fieldset) || by_group
}

fn is_field(el: El<'_>) -> bool {
    el.is_one_of(&["input", "select", "textarea"])
}

fn is_blank(el: El<'_>) -> bool {
    match &el.element().control.value {
        Some(value) => value.is_empty(),
        None => el.attribute("value").unwrap_or_default().is_empty(),
    }
}
