//! The selectors that checks and steps ask for.

use lightningcss::selector::{Component, PseudoClass, SelectorList};
use lightningcss::stylesheet::ParserOptions;
use lightningcss::traits::{IntoOwned as _, ParseWithOptions as _};

use super::{Matcher, Scope};
use crate::page::{El, Page};

/// A selector list that a check asks for.
#[derive(Debug, Clone)]
pub struct Query {
    /// As the author wrote it.
    pub text: String,
    list: SelectorList<'static>,
}

impl Query {
    /// Reads a selector list.
    pub fn read(text: &str) -> Option<Self> {
        let list = SelectorList::parse_string_with_options(text, ParserOptions::default()).ok()?;
        let components = list.0.iter().flat_map(|selector| selector.iter_raw_match_order());
        if components.into_iter().any(is_unknown) {
            return None;
        }
        Some(Self { text: text.to_owned(), list: list.into_owned() })
    }

    /// The elements that match, in the document's order.
    pub fn all<'a>(&self, page: &'a Page, matcher: &Matcher) -> Vec<El<'a>> {
        page.elements().filter(|el| self.matches(*el, matcher)).collect()
    }

    /// Whether an element matches.
    pub fn matches(&self, el: El<'_>, matcher: &Matcher) -> bool {
        self.list.0.iter().any(|selector| matcher.matches(selector, el, &Scope::NONE))
    }
}

/// A typo, most likely: nobody knows this pseudo-class.
fn is_unknown(component: &Component<'_>) -> bool {
    matches!(
        component,
        Component::NonTSPseudoClass(
            PseudoClass::Custom { .. } | PseudoClass::CustomFunction { .. }
        )
    )
}
