//! How a learner stands with an item: what of its page changes when something
//! was handed in.

use super::{attempts_left, item_title, item_url, standing_badge};
use crate::db::Moment;
use crate::missions::model::{HistoryRow, ItemRow, Standing, SubmissionId};
use crate::missions::service::MissionView;
use crate::missions::terms::Terms;
use crate::missions::view::{HistoryPart, history_parts};
use crate::web::PageCtx;
use crate::web::format::kst;
use crate::web::parts::Link;

/// The parts of `_steps.html`, `_attempts.html`, `_closed.html` and
/// `_history.html`.
pub struct ItemState {
    /// All items of the mission.
    pub steps: Vec<Step>,
    /// How many attempts are left, in words; empty without a limit.
    pub attempts: String,
    /// Why nothing more can be handed in.
    pub closed: Option<String>,
    /// What was handed in.
    pub history: Vec<HistoryPart>,
}

/// An item in the row of items.
pub struct Step {
    /// From 1.
    pub number: usize,
    /// Its page.
    pub url: String,
    /// Title and state, for screen readers.
    pub label: String,
    /// `done`, `part` or nothing.
    pub tone: &'static str,
    /// The page being looked at.
    pub current: bool,
}

impl ItemState {
    /// The state of the item at `index`.
    pub fn new(
        ctx: &PageCtx,
        view: &MissionView,
        index: usize,
        history: &[HistoryRow],
        current: Option<SubmissionId>,
        now: Moment,
    ) -> Self {
        let (item, standing) = &view.items[index];
        let at = item_url(&view.mission, item);
        Self {
            steps: steps(ctx, view, index),
            attempts: attempts_left(ctx, item, standing),
            closed: closed(ctx, view, item, standing, now),
            history: history_parts(ctx, &at, history, current),
        }
    }
}

/// Whether all attempts are used.
pub fn exhausted(item: &ItemRow, standing: &Standing) -> bool {
    item.attempts.is_some_and(|most| standing.attempts_used >= most)
}

/// Why nothing more can be handed in for the score; a cool-down is told when
/// somebody tries, since the page stays while it passes.
fn closed(
    ctx: &PageCtx,
    view: &MissionView,
    item: &ItemRow,
    standing: &Standing,
    now: Moment,
) -> Option<String> {
    let terms = Terms::new(&view.mission, item, standing);
    if let Some(since) = terms.closed_since(now) {
        return Some(ctx.t1("mission-closed", "at", kst(since)));
    }
    exhausted(item, standing).then(|| ctx.t("mission-no-attempts"))
}

/// Where to go on from an item: to the next one, or back to the mission.
pub fn onwards(ctx: &PageCtx, view: &MissionView, index: usize) -> Link {
    match view.items.get(index + 1) {
        Some((next, _)) => {
            Link { title: ctx.t("mission-next-item"), url: item_url(&view.mission, next) }
        }
        None => Link {
            title: ctx.t("mission-to-mission"),
            url: format!("/missions/{}", view.mission.id),
        },
    }
}

fn steps(ctx: &PageCtx, view: &MissionView, current: usize) -> Vec<Step> {
    let items = view.items.iter().enumerate();
    items
        .map(|(index, (item, standing))| {
            let title = item_title(ctx, index, item);
            let state = standing_badge(ctx, item, standing);
            Step {
                number: index + 1,
                url: item_url(&view.mission, item),
                label: ctx.locale.text_with(
                    "mission-step-label",
                    &[
                        ("number", (index + 1).to_string()),
                        ("title", title),
                        ("state", state.label),
                    ],
                ),
                tone: match standing.best {
                    Some(best) if best >= item.points => "done",
                    Some(best) if best > 0 => "part",
                    _ => "",
                },
                current: index == current,
            }
        })
        .collect()
}
