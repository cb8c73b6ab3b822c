//! How comments and changes of the score look, to learners and to tutors.

use crate::accounts::UserId;
use crate::missions::review::model::{Remark, RemarkKind};
use crate::web::format::points;
use crate::web::{PageCtx, markdown};

/// A comment or a change of the score, for `_remarks.html`.
#[derive(Debug)]
pub struct RemarkPart {
    /// In the icon sprite.
    pub icon: &'static str,
    /// Who did what.
    pub title: String,
    /// When.
    pub at: String,
    /// The comment, or the reason, as safe HTML.
    pub html: String,
    /// POST there takes the comment back; empty: it is not the viewer's.
    pub withdraw_url: String,
}

/// Draws remarks; `author` may take their own comments back, at `base`.
#[must_use]
pub fn remark_parts(
    ctx: &PageCtx,
    remarks: &[Remark],
    author: Option<UserId>,
    base: &str,
) -> Vec<RemarkPart> {
    let part = |remark: &Remark| {
        let name = &remark.author;
        let (icon, title) = match (remark.kind, remark.score) {
            (RemarkKind::Comment, _) => ("file-text", ctx.t1("review-comment-by", "name", name)),
            (RemarkKind::Score, Some(score)) => {
                let was = points(remark.was.unwrap_or(0));
                let args = [("name", name.clone()), ("was", was), ("score", points(score))];
                ("shield-check", ctx.locale.text_with("review-score-by", &args))
            }
            (RemarkKind::Score, None) => ("undo-2", ctx.t1("review-undo-by", "name", name)),
        };
        let own = remark.kind == RemarkKind::Comment && author == Some(remark.author_id);
        RemarkPart {
            icon,
            title,
            at: ctx.time(&remark.created_at),
            html: markdown::render(&remark.body),
            withdraw_url: if own {
                format!("{base}/comments/{}/withdraw", remark.id)
            } else {
                String::new()
            },
        }
    };
    remarks.iter().map(part).collect()
}
