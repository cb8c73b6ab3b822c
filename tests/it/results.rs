//! Results are found by what they follow from, and come out the same again.

use weaverse::accounts::Role;
use weaverse::missions::queue::Claims;
use weaverse::missions::replay::replay;
use weaverse::missions::results::{self, Judged, Source};
use weaverse::missions::{SubmissionId, model::Claimed};
use weaverse::plugins::Package;
use weaverse::sql;
use weaverse_sandbox::Fault;

use crate::both_engines;
use crate::support::judge::{Judges, Upload};
use crate::support::plugins::ENGINE;
use crate::support::{Stage, TestApp};

both_engines!(
    the_same_answer_is_graded_once,
    whatever_changes_is_graded_anew,
    faults_are_never_kept,
    what_depends_on_the_machine_is_never_kept,
    old_results_go_and_submissions_stay,
    a_stored_report_is_replayed,
    a_replay_says_what_is_different_or_gone,
);

const RIGHT: &str = "print(sum(map(int, input().split())))";

/// Hands in, claims and grades.
async fn graded(app: &TestApp, user: weaverse::accounts::UserId, code: &str) -> (Claimed, Judged) {
    let (claimed, judged) = tried(app, user, code).await;
    (claimed, judged.expect("a verdict"))
}

async fn tried(
    app: &TestApp,
    user: weaverse::accounts::UserId,
    code: &str,
) -> (Claimed, Result<Judged, Fault>) {
    app.hand_in(user, code).await;
    let claims = Claims::new(&app.app);
    let claimed = claims.next(&app.app).await.unwrap().expect("a claim");
    let judged = app.judge(&claimed).await;
    match &judged {
        Ok(judged) => {
            assert!(claims.finish(&app.app, claimed.clone(), judged.clone()).await.unwrap());
        }
        Err(fault) => claims.fault(&app.app, &claimed, fault).await.unwrap(),
    }
    (claimed, judged)
}

async fn kept(app: &TestApp) -> i64 {
    let mut tx = app.app.db.read().await.expect("a transaction");
    let (count,): (i64,) =
        tx.sql(sql!("select count(*) from results")).one().await.expect("a count");
    count
}

async fn the_same_answer_is_graded_once(stage: Stage) {
    let app = stage.school().await;
    let (minji, jun) =
        (app.register("minji", Role::Learner).await, app.register("jun", Role::Learner).await);
    let (first, run) = graded(&app, minji, RIGHT).await;
    let (second, known) = graded(&app, jun, RIGHT).await;
    assert_eq!((run.source, known.source), (Source::Run, Source::Cache));
    assert_eq!(run.outcome, known.outcome);
    let (first, second) = (app.submission(first.id.0).await, app.submission(second.id.0).await);
    assert_eq!(first.report, second.report);
    assert_eq!((first.score, first.grader_digest), (second.score, second.grader_digest));
    assert_eq!(kept(&app).await, 1);
    let (_, other) = graded(&app, jun, "print(1)").await;
    assert_eq!((other.source, kept(&app).await), (Source::Run, 2));
}

async fn whatever_changes_is_graded_anew(stage: Stage) {
    let app = stage.school().await;
    let user = app.register("minji", Role::Learner).await;
    graded(&app, user, RIGHT).await;
    let changes = [
        sql!("update item_versions set points = points + 1000"),
        sql!("update item_versions set config = config || ' '"),
        sql!("update missions set language = 'ko'"),
        sql!("update item_versions set limits = replace(limits, '\"fuel\":', '\"fuel\":1')"),
    ];
    for change in changes {
        let mut tx = app.app.db.begin().await.unwrap();
        tx.sql(change).execute().await.unwrap();
        tx.commit().await.unwrap();
        let (_, judged) = graded(&app, user, RIGHT).await;
        assert_eq!(judged.source, Source::Run, "{change:?}");
        assert_eq!(graded(&app, user, RIGHT).await.1.source, Source::Cache);
    }
}

async fn faults_are_never_kept(stage: Stage) {
    let app = stage.school().await;
    let user = app.register("minji", Role::Learner).await;
    let broken = Package::from_zip(&Upload::judge("cases", "9.0.0", Judges::Traps).zip()).unwrap();
    let mut snapshot = (*app.app.registry.snapshot()).clone();
    snapshot.insert(weaverse::plugins::registry::load(&ENGINE, &broken).unwrap());
    app.app.registry.replace(snapshot);
    let (_, judged) = tried(&app, user, RIGHT).await;
    assert!(matches!(judged, Err(Fault::Grader { .. })), "{judged:?}");
    app.set_grader("gone").await;
    let (_, judged) = tried(&app, user, RIGHT).await;
    assert!(matches!(judged, Err(Fault::Internal { .. })), "{judged:?}");
    assert_eq!(kept(&app).await, 0);
}

async fn what_depends_on_the_machine_is_never_kept(stage: Stage) {
    let app = stage.school().await;
    let user = app.register("minji", Role::Learner).await;
    let sleeps = "import time\nwhile True: time.sleep(100)";
    let (_, judged) = graded(&app, user, sleeps).await;
    assert_eq!((judged.source, kept(&app).await), (Source::RunOnce, 0));
    assert_eq!(graded(&app, user, sleeps).await.1.source, Source::RunOnce);
}

async fn old_results_go_and_submissions_stay(stage: Stage) {
    let app =
        stage.school_with(weaverse::clock::Clock::system(), |c| c.grading.cached_results = 2).await;
    let user = app.register("minji", Role::Learner).await;
    for number in 0..5 {
        graded(&app, user, &format!("print({number})")).await;
    }
    let before = app.submissions().await;
    assert_eq!((kept(&app).await, results::prune(&app.app).await.unwrap()), (5, 3));
    assert_eq!((kept(&app).await, app.submissions().await), (2, before));
    // The newest stay.
    assert_eq!(graded(&app, user, "print(4)").await.1.source, Source::Cache);
    assert_eq!(graded(&app, user, "print(0)").await.1.source, Source::Run);
}

async fn a_stored_report_is_replayed(stage: Stage) {
    let app = stage.school().await;
    weaverse::plugins::service::install_first_party(&app.app).await.expect("installed plugins");
    let user = app.register("minji", Role::Learner).await;
    let (claimed, _) = graded(&app, user, RIGHT).await;
    // What the item says today is no matter.
    app.set_grader("choice").await;
    let mut tx = app.app.db.begin().await.unwrap();
    tx.sql(sql!("update mission_items set config = '{}', points = 1")).execute().await.unwrap();
    tx.commit().await.unwrap();
    let replayed = replay(&app.app, claimed.id).await.expect("a replay");
    assert!(replayed.differences().is_empty(), "{replayed:?}");
    assert!(replayed.notes.is_empty(), "{:?}", replayed.notes);
    let id = claimed.id.to_string();
    let output = stage.command(&["replay", &id]).output().await.unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && text.contains("identical: accepted"), "{text}");
}

async fn a_replay_says_what_is_different_or_gone(stage: Stage) {
    let app = stage.school().await;
    weaverse::plugins::service::install_first_party(&app.app).await.expect("installed plugins");
    let user = app.register("minji", Role::Learner).await;
    let (claimed, judged) = graded(&app, user, RIGHT).await;
    let mut tx = app.app.db.begin().await.unwrap();
    tx.sql(sql!("update submissions set fuel = 1")).execute().await.unwrap();
    tx.commit().await.unwrap();
    let replayed = replay(&app.app, claimed.id).await.expect("a replay");
    let fuel = judged.outcome.fuel.to_string();
    assert_eq!(replayed.differences(), [("fuel", "1".to_owned(), fuel)]);
    let id = claimed.id.to_string();
    let output = stage.command(&["replay", &id, "--json"]).output().await.unwrap();
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &said["identical"]), (Some(1), &false.into()), "{said}");
    // The package of the grader is lost.
    let digest = &judged.recipe.recipe.grader.digest;
    std::fs::remove_file(stage.data().join(format!("files/plugins/{digest}.zip"))).unwrap();
    let error = format!("{:#}", replay(&app.app, claimed.id).await.unwrap_err());
    assert!(error.contains("the plugin cases") && error.contains("is gone"), "{error}");
    // Nothing to compare with.
    let waiting = app.hand_in(user, "print(2)").await;
    let error = replay(&app.app, SubmissionId(waiting)).await.unwrap_err().to_string();
    assert!(error.contains("no verdict"), "{error}");
}
