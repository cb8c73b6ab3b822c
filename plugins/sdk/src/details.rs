//! Details of report items, cut to what the host takes.

use crate::{Detail, Texts, Visibility, grouped, shown};

/// Bytes of a detail's text at most.
const DETAIL: usize = 4 << 10;
/// Bytes of all details together, before characters are replaced by others
/// of three bytes; the host takes 4 MiB.
const DETAILS: usize = 1_000_000;
/// Details of an item at most.
const KINDS: usize = 7;

/// Makes the details of one report.
#[derive(Debug, Clone, Copy)]
pub struct Details {
    texts: Texts,
    limit: usize,
}

impl Details {
    /// For a report with this many items, with the text `more-bytes`.
    pub fn new(texts: Texts, items: usize) -> Self {
        Self { texts, limit: DETAIL.min(DETAILS / KINDS / items.max(1)) }
    }

    /// One detail.
    pub fn detail(&self, kind: &'static str, text: &[u8], visibility: Visibility) -> Detail {
        let (mut text, more) = shown(text, self.limit);
        if more > 0 {
            text.push_str(&self.texts.format("more-bytes", &[("count", &grouped(more as u64))]));
        }
        Detail { kind, text, visibility }
    }

    /// Adds a detail, unless it is empty.
    pub fn add(
        &self,
        to: &mut Vec<Detail>,
        kind: &'static str,
        text: &[u8],
        visibility: Visibility,
    ) {
        if !text.is_empty() {
            to.push(self.detail(kind, text, visibility));
        }
    }
}

impl Visibility {
    /// The learner's, if the learner may see it; else the staff's.
    pub fn of(by_learner: bool) -> Self {
        if by_learner { Self::Learner } else { Self::Staff }
    }
}
