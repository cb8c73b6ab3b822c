//! The blocks that apply to an element, in their order.

use std::rc::Rc;

use lightningcss::declaration::DeclarationBlock;
use lightningcss::stylesheet::ParserOptions;
use lightningcss::traits::IntoOwned as _;

use super::super::{Rule, Sheets, Viewport, is_too_deep};
use crate::page::El;
use crate::selector::{Matcher, Scope};

/// A block that applies, in one of its two halves. Sorted: the weakest first.
#[derive(Debug, Clone)]
pub struct Match {
    /// How strong it is.
    pub rank: Rank,
    /// Its declarations.
    pub block: Rc<DeclarationBlock<'static>>,
}

/// What decides between declarations, the most important first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// The browser's, the page's, the page's important, the browser's important.
    origin: u8,
    inline: bool,
    layer: i64,
    specificity: u32,
    order: usize,
}

impl Rank {
    /// Its declarations are the important ones of the block.
    pub fn is_important(self) -> bool {
        self.origin >= 2
    }

    /// It is not the page's.
    pub fn is_browsers(self) -> bool {
        self.origin == 0 || self.origin == 3
    }
}

/// The blocks that apply to an element, the weakest first.
pub fn applying(sheets: &Sheets, matcher: &Matcher, viewport: Viewport, el: El<'_>) -> Vec<Match> {
    let mut found = Vec::new();
    for (order, rule) in sheets.rules.iter().enumerate() {
        if !rule.media.iter().all(|media| viewport.fits(media)) {
            continue;
        }
        if let Some(specificity) = specificity(rule, el, matcher) {
            add(&mut found, &rule.block, |important| Rank {
                origin: match (rule.is_browsers, important) {
                    (true, false) => 0,
                    (false, false) => 1,
                    (false, true) => 2,
                    (true, true) => 3,
                },
                inline: false,
                layer: layer(rule, important),
                specificity,
                order,
            });
        }
    }
    if let Some(style) = el.attribute("style").and_then(inline) {
        add(&mut found, &style, |important| Rank {
            origin: if important { 2 } else { 1 },
            inline: true,
            layer: 0,
            specificity: 0,
            order: usize::MAX,
        });
    }
    found.sort_by_key(|found: &Match| found.rank);
    found
}

/// The greatest specificity of a rule's selectors that match.
fn specificity(rule: &Rule, el: El<'_>, matcher: &Matcher) -> Option<u32> {
    let (own, parents) = rule.selectors.split_last()?;
    let scope = Scope::nested(parents);
    let around: u32 = parents
        .iter()
        .map(|list| list.0.iter().map(|selector| selector.specificity()).max().unwrap_or(0))
        .sum();
    let matching = own.0.iter().filter(|selector| matcher.matches(selector, el, &scope));
    matching.map(|selector| selector.specificity() + around).max()
}

fn add(found: &mut Vec<Match>, block: &Rc<DeclarationBlock<'static>>, rank: impl Fn(bool) -> Rank) {
    for (important, declarations) in
        [(false, &block.declarations), (true, &block.important_declarations)]
    {
        if !declarations.is_empty() {
            found.push(Match { rank: rank(important), block: Rc::clone(block) });
        }
    }
}

/// Later layers are stronger and none is the strongest; for what is important
/// it is the other way round.
fn layer(rule: &Rule, important: bool) -> i64 {
    let place = rule.layer.map_or(i64::MAX, |place| i64::try_from(place).unwrap_or(i64::MAX));
    if important { i64::MAX - place } else { place }
}

fn inline(style: &str) -> Option<Rc<DeclarationBlock<'static>>> {
    if is_too_deep(style) {
        return None;
    }
    let options = ParserOptions { error_recovery: true, ..ParserOptions::default() };
    DeclarationBlock::parse_string(style, options).ok().map(|block| Rc::new(block.into_owned()))
}
