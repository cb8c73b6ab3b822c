//! The queue without pages: handing in, claiming and grading step by step.

use uuid::Uuid;
use weaverse::accounts::{Role, UserId, Viewer};
use weaverse::missions::model::{Claimed, SubmissionPurpose};
use weaverse::missions::queue;
use weaverse::missions::results::{self, Judged};
use weaverse::missions::service::{self, Handed};
use weaverse::sql;
use weaverse_sandbox::{Fault, File};

use super::TestApp;

impl TestApp {
    /// Puts a program for `practice/sum` into the queue.
    pub async fn hand_in(&self, user: UserId, code: &str) -> Uuid {
        self.hand_in_to(user, "practice", "sum", code).await.expect("room in the queue")
    }

    pub async fn hand_in_to(
        &self,
        user: UserId,
        mission: &str,
        item: &str,
        code: &str,
    ) -> weaverse::error::Result<Uuid> {
        let viewer = Viewer { id: user, nickname: "x".to_owned(), role: Role::Learner };
        let mission = self.mission(mission).await;
        let id = mission.trim_start_matches("/missions/").parse().expect("an id");
        let view = service::mission(&self.app, &viewer, id).await?;
        let (item, _) = service::item(&view, item)?;
        let files = vec![File { path: "main.py".to_owned(), content: code.as_bytes().to_vec() }];
        let handed = Handed { files, ..Handed::default() };
        // Two at the same moment have no order.
        self.app.clock.advance_millis(1);
        let purpose = SubmissionPurpose::Full;
        Ok(service::submit(&self.app, &viewer, item, purpose, handed).await?.0)
    }

    /// Judges what was claimed.
    pub async fn judge(&self, claimed: &Claimed) -> Result<Judged, Fault> {
        let (spec, answer) = queue::question(claimed);
        results::judge(&self.app, &spec, answer).await.expect("the database answers")
    }

    /// Gives all items a grader.
    pub async fn set_grader(&self, grader: &str) {
        let mut tx = self.app.db.begin().await.expect("a transaction");
        let all = tx.sql(sql!("update mission_items set grader = $1")).bind(grader.to_owned());
        all.execute().await.expect("an update");
        let versions = tx.sql(sql!("update item_versions set grader = $1")).bind(grader.to_owned());
        versions.execute().await.expect("an update");
        tx.commit().await.expect("a commit");
    }
}
