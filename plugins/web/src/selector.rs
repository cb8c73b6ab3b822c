//! Whether an element is what a selector says. The selectors are those that
//! lightningcss reads: of stylesheets, and of checks.

mod pseudo;
mod query;

use std::cell::Cell;

use lightningcss::selector::{Combinator, Component, Selector, SelectorList};
use parcel_selectors::attr::{AttrSelectorOperator, CaseSensitivity, ParsedAttrSelectorOperation};
use parcel_selectors::parser::{NthSelectorData, NthType};

use crate::page::El;

pub use pseudo::{is_checked, is_disabled};
pub use query::Query;

/// Compounds of a selector at most; a longer one matches nothing.
const COMPOUNDS: usize = 64;
/// How deeply selectors may stand in `:is()` and the like.
const NESTING: usize = 16;
/// Comparisons of one grading: far more than pages of a lesson need, and soon
/// reached by selectors that are made to take long.
const BUDGET: u64 = 10_000_000;

/// Matches selectors, as long as that does not take too long.
#[derive(Debug)]
pub struct Matcher {
    budget: Cell<u64>,
    /// What is asked for as if it had the pointer or the focus.
    forced: Cell<Option<Forced>>,
}

/// An element that a check looks at in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forced {
    /// The element.
    pub id: usize,
    /// The state.
    pub state: State,
}

/// What a user does with an element at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The pointer is over it.
    Hover,
    /// It has the focus.
    Focus,
    /// It is held down.
    Active,
}

/// What selectors are relative to.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'s> {
    /// What `:scope` is, when not the root.
    element: Option<usize>,
    /// Selectors of the rule around, for `&`, the nearest last.
    parents: &'s [SelectorList<'static>],
    depth: usize,
}

impl<'s> Scope<'s> {
    /// Nothing.
    pub const NONE: Scope<'static> = Scope { element: None, parents: &[], depth: 0 };

    /// Inside of rules with these selectors.
    pub fn nested(parents: &'s [SelectorList<'static>]) -> Self {
        Self { element: None, parents, depth: 0 }
    }

    fn deeper(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }
}

impl Default for Matcher {
    fn default() -> Self {
        Self { budget: Cell::new(BUDGET), forced: Cell::new(None) }
    }
}

impl Matcher {
    /// Whether it took so long that what was found does not count.
    pub fn is_exhausted(&self) -> bool {
        self.budget.get() == 0
    }

    /// Asks for an element in a state, or for all as they are.
    pub fn force(&self, forced: Option<Forced>) {
        self.forced.set(forced);
    }

    /// Whether an element matches a selector.
    pub fn matches(&self, selector: &Selector<'_>, el: El<'_>, scope: &Scope<'_>) -> bool {
        let components = selector.iter_raw_match_order().as_slice();
        let compounds: Vec<&[Component<'_>]> =
            components.split(|component| matches!(component, Component::Combinator(_))).collect();
        let combinators: Vec<Combinator> =
            components.iter().filter_map(Component::as_combinator).collect();
        if compounds.len() > COMPOUNDS || scope.depth > NESTING {
            return false;
        }
        self.complex(&compounds, &combinators, el, scope)
    }

    /// Matches from right to left.
    fn complex(
        &self,
        compounds: &[&[Component<'_>]],
        combinators: &[Combinator],
        el: El<'_>,
        scope: &Scope<'_>,
    ) -> bool {
        let Some((compound, rest)) = compounds.split_first() else { return true };
        if !compound.iter().all(|component| self.simple(component, el, scope)) {
            return false;
        }
        let Some((combinator, combinators)) = combinators.split_first() else { return true };
        let goes_on = |el: El<'_>| self.complex(rest, combinators, el, scope);
        match combinator {
            Combinator::Child => el.parent().is_some_and(goes_on),
            Combinator::Descendant => el.ancestors().any(goes_on),
            Combinator::NextSibling => el.previous().is_some_and(goes_on),
            Combinator::LaterSibling => {
                std::iter::successors(el.previous(), |el| el.previous()).any(goes_on)
            }
            // Pseudo-elements are not elements.
            _ => false,
        }
    }

    /// Takes comparisons from what is left; whether something is.
    pub fn spend(&self, comparisons: u64) -> bool {
        let left = self.budget.get().saturating_sub(comparisons);
        self.budget.set(left);
        left > 0
    }

    fn simple(&self, component: &Component<'_>, el: El<'_>, scope: &Scope<'_>) -> bool {
        if !self.spend(1) {
            return false;
        }
        let any = |list: &[Selector<'_>]| {
            list.iter().any(|selector| self.matches(selector, el, &scope.deeper()))
        };
        match component {
            Component::ExplicitAnyNamespace
            | Component::ExplicitUniversalType
            | Component::DefaultNamespace(_) => true,
            Component::LocalName(name) => {
                let local = el.element().local();
                local == name.name.as_ref() || local == name.lower_name.as_ref()
            }
            Component::ID(id) => same(el, el.attribute("id"), id.as_ref()),
            Component::Class(class) => el.classes().any(|own| same(el, Some(own), class.as_ref())),
            Component::AttributeInNoNamespaceExists { local_name, .. } => {
                el.attribute(local_name.as_ref()).is_some()
            }
            Component::AttributeInNoNamespace {
                local_name,
                operator,
                value,
                case_sensitivity,
                never_matches,
            } => {
                let case = case_sensitivity.to_unconditional(true);
                !never_matches && has(el, local_name.as_ref(), *operator, value.as_ref(), case)
            }
            Component::AttributeOther(other) => match &other.operation {
                ParsedAttrSelectorOperation::Exists => {
                    el.attribute(other.local_name.as_ref()).is_some()
                }
                ParsedAttrSelectorOperation::WithValue {
                    operator,
                    case_sensitivity,
                    expected_value,
                } => {
                    let case = case_sensitivity.to_unconditional(true);
                    let (name, value) = (other.local_name.as_ref(), expected_value.as_ref());
                    !other.never_matches && has(el, name, *operator, value, case)
                }
            },
            Component::Negation(list) => !any(list) && !self.is_exhausted(),
            Component::Is(list) | Component::Where(list) | Component::Any(_, list) => any(list),
            Component::Has(list) => {
                list.iter().any(|selector| self.has(selector, el, scope.deeper()))
            }
            Component::Root => el.parent().is_none(),
            Component::Empty => el.is_empty(),
            Component::Scope => match scope.element {
                Some(element) => element == el.id,
                None => el.parent().is_none(),
            },
            Component::Nth(data) => self.nth(data, el, |_| true),
            Component::NthOf(data) => {
                let is_of = |el: El<'_>| {
                    data.selectors().iter().any(|s| self.matches(s, el, &scope.deeper()))
                };
                is_of(el) && self.nth(data.nth_data(), el, is_of)
            }
            Component::Nesting => match scope.parents.split_last() {
                Some((list, parents)) => {
                    let outer = Scope { parents, ..scope.deeper() };
                    list.0.iter().any(|selector| self.matches(selector, el, &outer))
                }
                None => el.parent().is_none(),
            },
            Component::NonTSPseudoClass(class) => pseudo::matches(class, el, self.forced.get()),
            Component::PseudoElement(_)
            | Component::Combinator(_)
            | Component::ExplicitNoNamespace
            | Component::Namespace(..)
            | Component::Slotted(_)
            | Component::Part(_)
            | Component::Host(_) => false,
        }
    }

    /// `:has()`: something inside, or behind where the selector says so.
    fn has(&self, selector: &Selector<'_>, el: El<'_>, scope: Scope<'_>) -> bool {
        let scope = Scope { element: Some(el.id), ..scope };
        let components = selector.iter_raw_match_order().as_slice();
        let found = |inner: El<'_>| self.matches(selector, inner, &scope);
        let leading = match components {
            [.., Component::Combinator(leading), Component::Scope] => Some(*leading),
            _ => None,
        };
        match leading {
            Some(Combinator::NextSibling | Combinator::LaterSibling) => {
                std::iter::successors(el.next(), |el| el.next())
                    .any(|beside| found(beside) || beside.inside().any(found))
            }
            _ => el.inside().any(found),
        }
    }

    fn nth(&self, data: &NthSelectorData, el: El<'_>, counts: impl Fn(El<'_>) -> bool) -> bool {
        let of_type =
            matches!(data.ty, NthType::OfType | NthType::LastOfType | NthType::OnlyOfType);
        let is_one = |other: &El<'_>| {
            (!of_type || other.element().name == el.element().name)
                && self.spend(1)
                && counts(*other)
        };
        let before = || el.siblings().take_while(|other| *other != el).filter(is_one).count();
        let behind = || el.siblings().rev().take_while(|other| *other != el).filter(is_one).count();
        let place = match data.ty {
            NthType::Child | NthType::OfType => before(),
            NthType::LastChild | NthType::LastOfType => behind(),
            NthType::OnlyChild | NthType::OnlyOfType => return before() == 0 && behind() == 0,
            NthType::Col | NthType::LastCol => return false,
        };
        let offset = i64::try_from(place).unwrap_or(i64::MAX - 1) + 1 - i64::from(data.b);
        match i64::from(data.a) {
            0 => offset == 0,
            step => offset % step == 0 && offset / step >= 0,
        }
    }
}

/// Whether classes and ids are the same: pages without a doctype do not care
/// for their case.
fn same(el: El<'_>, own: Option<&str>, wanted: &str) -> bool {
    own.is_some_and(|own| own == wanted || (el.is_in_quirks() && own.eq_ignore_ascii_case(wanted)))
}

fn has(
    el: El<'_>,
    name: &str,
    operator: AttrSelectorOperator,
    value: &str,
    case: CaseSensitivity,
) -> bool {
    el.attribute(name).is_some_and(|own| {
        // Cut between the bytes of a character otherwise.
        !(value.is_empty() && operator != AttrSelectorOperator::Equal)
            && operator.eval_str(own, value, case)
    })
}
