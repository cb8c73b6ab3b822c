//! Submissions, as the database keeps them.

use std::time::Duration;

use uuid::Uuid;
use weaverse::sql;

use super::{Actor, TestApp};

/// A submission's row, as far as stories look at it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Row {
    pub id: Uuid,
    pub user_id: Uuid,
    pub state: String,
    pub tries: i64,
    pub verdict: Option<String>,
    pub score: Option<i64>,
    pub max_score: Option<i64>,
    pub report: Option<String>,
    pub fault: Option<String>,
    pub grader_version: Option<String>,
    pub grader_digest: Option<String>,
}

impl Row {
    pub fn verdict(&self) -> &str {
        self.verdict.as_deref().unwrap_or_default()
    }
}

impl Actor {
    /// Hands in by a plain form; the submission's id is in the redirect.
    pub async fn submit(&self, item: &str, form: &[(&str, &str)]) -> Uuid {
        let location = self.post(&format!("{item}/submit"), form).await.location();
        let id = location.split("submission=").nth(1).and_then(|rest| rest.split('#').next());
        id.and_then(|id| id.parse().ok()).unwrap_or_else(|| panic!("no submission in {location}"))
    }
}

impl TestApp {
    /// All submissions, oldest first.
    pub async fn submissions(&self) -> Vec<Row> {
        let mut tx = self.app.db.read().await.expect("a transaction");
        tx.sql(sql!(
            "select id, user_id, state, tries, verdict, score, max_score, report, fault,
                    grader_version, grader_digest
               from submissions order by created_at, id"
        ))
        .all()
        .await
        .expect("the submissions")
    }

    pub async fn submission(&self, id: Uuid) -> Row {
        let mut rows = self.submissions().await.into_iter();
        rows.find(|row| row.id == id).expect("a submission")
    }

    /// Those with a verdict.
    pub async fn done(&self) -> Vec<Row> {
        let mut rows = self.submissions().await;
        rows.retain(|row| row.state == "done");
        rows
    }

    /// Waits for a verdict, or for the queue to give up.
    pub async fn graded(&self, id: Uuid) -> Row {
        loop {
            let row = self.submission(id).await;
            if ["done", "failed"].contains(&row.state.as_str()) {
                return row;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
