//! Putting a checked mission into the school, from a pack or from the studio.

use std::collections::HashMap;

use weaverse_sandbox::{RunLimits, Sample};

use super::store;
use crate::clock::Entropy;
use crate::courses::model::CourseId;
use crate::db::{Moment, Result, Tx};
use crate::i18n::Locale;
use crate::missions::model::{ItemId, MissionId};
use crate::packs::{Item, MissionKind};
use crate::storage::digest;

crate::text_enum! {
    /// Where a mission was made.
    Origin {
        /// In a course pack.
        Pack = "pack",
        /// In the studio.
        Studio = "studio",
    }
}

/// A checked mission and where it belongs.
#[derive(Debug)]
pub struct Put<'a> {
    /// Its course.
    pub course: CourseId,
    /// Its identity in the course.
    pub slug: &'a str,
    /// Where it stands.
    pub kind: MissionKind,
    /// Its title.
    pub title: &'a str,
    /// Of its texts.
    pub language: Locale,
    /// Markdown.
    pub statement: &'a str,
    /// The score that passes, in percent.
    pub pass_percent: i64,
    /// See [`crate::packs::Mission`].
    pub opens_at: Option<Moment>,
    /// See [`crate::packs::Mission`].
    pub closes_at: Option<Moment>,
    /// Its items, in order.
    pub items: &'a [Item],
    /// What their graders show before the answer, by item name.
    pub samples: &'a HashMap<String, Vec<Sample>>,
    /// Who puts it: an import forgets that it was changed in the studio.
    pub origin: Origin,
}

/// Makes or changes a mission with its items, which are found again by slug
/// and name; items that it no longer has are archived. An author's act: it
/// writes item by item.
///
/// # Errors
/// The database's.
pub async fn put_mission(
    tx: &mut Tx,
    entropy: &Entropy,
    now: Moment,
    put: &Put<'_>,
) -> Result<MissionId> {
    let id = store::upsert_mission(tx, entropy.id(now), put, now).await?;
    store::archive_items(tx, id, now).await?;
    for (position, item) in put.items.iter().enumerate() {
        let samples = put.samples.get(&item.name).cloned().unwrap_or_default();
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        let item_id = store::upsert_item(tx, entropy.id(now), id, item, position, samples).await?;
        keep_version(tx, entropy, now, item_id, &Judged::of(item)).await?;
    }
    Ok(id)
}

/// What a verdict on an item depends on, besides plugins and the answer.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a> {
    /// The grader's plugin id.
    pub grader: &'a str,
    /// Its configuration.
    pub config: &'a serde_json::Value,
    /// Of each run.
    pub limits: &'a RunLimits,
    /// Milli-points.
    pub points: i64,
    /// Of the program.
    pub language: &'a str,
    /// The file that is the program.
    pub entry: &'a str,
}

impl<'a> Judged<'a> {
    /// Of an item.
    #[must_use]
    pub fn of(item: &'a Item) -> Self {
        Self {
            grader: &item.grader,
            config: &item.config,
            limits: &item.limits,
            points: item.points,
            language: &item.language,
            entry: &item.entry,
        }
    }

    /// The SHA-256 digest of all of it.
    #[must_use]
    pub fn digest(&self) -> String {
        let text = serde_json::json!([
            self.grader,
            self.config,
            self.limits,
            self.points,
            self.language,
            self.entry
        ]);
        digest(text.to_string().as_bytes())
    }
}

/// Makes what an item is judged by now its version; the same content is the
/// same version.
///
/// # Errors
/// The database's.
pub async fn keep_version(
    tx: &mut Tx,
    entropy: &Entropy,
    now: Moment,
    item: ItemId,
    judged: &Judged<'_>,
) -> Result<()> {
    let id = store::upsert_version(tx, entropy.id(now), item, judged, now).await?;
    store::set_version(tx, item, id).await
}
