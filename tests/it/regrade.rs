//! Grading again: trials, what changes, and who may.

use tokio_util::sync::CancellationToken;
use weaverse::accounts::Role;
use weaverse::clock::Clock;
use weaverse::missions::queue::Claims;
use weaverse::missions::regrade::{
    self, Held, Options, RegradeEnd, RegradeState, Scope, ScopeKind, Totals,
};
use weaverse::sql;

use crate::both_engines;
use crate::support::{Stage, TestApp};

both_engines!(
    a_dry_run_shows_and_changes_nothing,
    learners_keep_the_better_score_unless_told_otherwise,
    a_stopped_regrade_goes_on_where_it_was,
    a_killed_process_is_followed_by_another,
    what_changed_in_between_is_found_anew,
    the_number_of_statements_does_not_grow,
    it_refuses_what_can_only_fail,
    a_tutor_tries_looks_and_applies,
    these_pages_are_for_the_staff,
);

const RIGHT: &str = "print(sum(map(int, input().split())))";
/// Right once the large case expects 1.
const ONE: &str = "print(1)";

/// A school with two graded programs, whose item then expects something else.
async fn corrected(stage: &Stage) -> TestApp {
    let app = stage.school().await;
    weaverse::plugins::service::install_first_party(&app.app).await.expect("installed plugins");
    for (name, code) in [("minji", RIGHT), ("jun", ONE)] {
        let user = app.register(name, Role::Learner).await;
        app.hand_in(user, code).await;
    }
    let claims = Claims::new(&app.app);
    while let Some(claimed) = claims.next(&app.app).await.unwrap() {
        let judged = app.judge(&claimed).await.expect("a verdict");
        assert!(claims.finish(&app.app, claimed, judged).await.unwrap());
    }
    expect_one(&app).await;
    app
}

/// From now on the large case is right when the program prints 1.
async fn expect_one(app: &TestApp) {
    let mut tx = app.app.db.begin().await.unwrap();
    let changed = tx
        .sql(sql!(
            "update mission_items set config = replace(config, '700007', '1') where name = 'sum'"
        ))
        .execute();
    assert_eq!(changed.await.unwrap(), 1);
    tx.commit().await.unwrap();
}

fn scores(rows: &[crate::support::submissions::Row]) -> Vec<(String, i64)> {
    rows.iter().map(|row| (row.verdict().to_owned(), row.score.unwrap_or(-1))).collect()
}

async fn cli(stage: &Stage, arguments: &[&str]) -> (i32, String, String) {
    let output = stage.command(arguments).output().await.expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn word(verdict: &str, score: i64) -> (String, i64) {
    (verdict.to_owned(), score)
}

async fn course(app: &TestApp) -> String {
    let mut tx = app.app.db.read().await.unwrap();
    let (slug,): (String,) = tx
        .sql(sql!("select c.slug from courses c join missions m on m.course_id = c.id where m.slug = 'practice'"))
        .one()
        .await
        .unwrap();
    slug
}

async fn a_dry_run_shows_and_changes_nothing(stage: Stage) {
    let app = corrected(&stage).await;
    let before = app.submissions().await;
    assert_eq!(scores(&before), [word("accepted", 20_000), word("wrong_answer", 0)]);
    let mission = format!("{}/practice", course(&app).await);
    let dry = ["regrade", "--mission", &mission, "--dry-run"];
    let (code, out, said) = cli(&stage, &dry).await;
    assert_eq!(code, 0, "{out}{said}");
    assert!(out.contains("accepted 20/20 -> partial 10/20  (the better score stays)"), "{out}");
    assert!(out.contains("wrong_answer 0/20 -> partial 10/20"), "{out}");
    assert!(out.contains("2 submissions, 2 change (1 better, 1 worse), 0 without"), "{out}");
    assert!(out.contains("nothing was changed"), "{out}");
    assert!(said.contains("2 of 2"), "{said}");
    assert_eq!(app.submissions().await, before);
    let (code, out, _) = cli(&stage, &[&dry[..], &["--json"]].concat()).await;
    let all: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &all["totals"]["changed"], &all["state"]), (0, &2.into(), &"tried".into()));
}

async fn learners_keep_the_better_score_unless_told_otherwise(stage: Stage) {
    let app = corrected(&stage).await;
    let before = app.submissions().await;
    let item = format!("{}/practice/sum", course(&app).await);
    let (code, out, said) = cli(&stage, &["regrade", "--item", &item]).await;
    assert!(code == 0 && out.contains("applied"), "{out}{said}");
    let kept = app.submissions().await;
    assert_eq!(kept[0], before[0], "the better one stays as it was, report and all");
    assert_eq!(scores(&kept)[1], word("partial", 10_000));
    assert_ne!(kept[1].report, before[1].report);
    let course = course(&app).await;
    let (code, out, said) = cli(&stage, &["regrade", "--course", &course, "--replace"]).await;
    assert_eq!(code, 0, "{out}{said}");
    let replaced = app.submissions().await;
    assert_eq!(scores(&replaced), [word("partial", 10_000), word("partial", 10_000)]);
    // And what is stored now can be replayed.
    for row in replaced {
        let (code, out, said) = cli(&stage, &["replay", &row.id.to_string()]).await;
        assert_eq!(code, 0, "{out}{said}");
    }
}

/// Answers to a choice, put aside by the queue: as many as one likes.
async fn put_aside(app: &TestApp, count: i64) {
    let user = app.register("many", Role::Learner).await;
    let mut tx = app.app.db.begin().await.unwrap();
    tx.sql(sql!(
        sqlite: "insert into submissions (id, user_id, item_id, purpose, language, entry, files,
                              answer, created_at, state, due_at, available_at, tries)
         with recursive n (i) as (select 1 union all select i + 1 from n where i < $2)
         select randomblob(16), $1, mi.id, 'full', '', '', '[]', '[\"' || (n.i % 5) || '\"]',
                '2026-01-01T00:00:00.000000Z', 'failed', '2026-01-01T00:00:00.000000Z',
                '2026-01-01T00:00:00.000000Z', 5
           from n, mission_items mi where mi.name = 'question'",
        postgres: "insert into submissions (id, user_id, item_id, purpose, language, entry, files,
                              answer, created_at, state, due_at, available_at, tries)
         select gen_random_uuid(), $1, mi.id, 'full', '', '', '[]', '[\"' || (n % 5) || '\"]',
                '2026-01-01T00:00:00Z', 'failed', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 5
           from generate_series(1, $2) n, mission_items mi where mi.name = 'question'"
    ))
    .bind(user)
    .bind(count)
    .execute()
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

const NOW: Options = Options { replace_scores: false, apply_at_once: true };
const TRIAL: Options = Options { replace_scores: false, apply_at_once: false };

async fn midterm(app: &TestApp) -> Scope {
    let id = app.mission("midterm").await;
    let id = id.trim_start_matches("/missions/");
    Scope::named(&app.app, ScopeKind::Mission, id).await.expect("a mission")
}

async fn a_stopped_regrade_goes_on_where_it_was(stage: Stage) {
    let app = stage.school().await;
    put_aside(&app, 600).await;
    let scope = midterm(&app).await;
    let id = regrade::begin(&app.app, &scope, NOW, None).await.unwrap();
    let held = Held::claim(&app.app, Some(id)).await.unwrap().expect("a claim");
    assert!(Held::claim(&app.app, None).await.unwrap().is_none(), "one at a time");
    let stop = CancellationToken::new();
    let ended = regrade::drive(&app.app, &held, 2, &stop, |_| stop.cancel()).await.unwrap();
    assert_eq!(ended, RegradeEnd::Stopped);
    let part = regrade::totals(&app.app, id).await.unwrap();
    assert!(part.done > 0 && part.done < 600, "{part:?}");
    assert!(app.done().await.is_empty(), "a trial does not count");
    // The same again goes on: no second list, and only what is left.
    assert_eq!(regrade::begin(&app.app, &scope, NOW, None).await.unwrap(), id);
    let held = Held::claim(&app.app, Some(id)).await.unwrap().expect("it was given back");
    let mut rest = 0;
    let ended =
        regrade::drive(&app.app, &held, 2, &CancellationToken::new(), |done| rest += done).await;
    assert_eq!((ended.unwrap(), rest as i64), (RegradeEnd::Done, 600 - part.done));
    assert_eq!(regrade::get(&app.app, id).await.unwrap().state, RegradeState::Applied);
    let rows = app.submissions().await;
    assert!(rows.iter().all(|row| row.state == "done" && row.report.is_some()));
    let right = rows.iter().filter(|row| row.score == Some(10_000)).count();
    assert_eq!(right, 120, "every fifth answer is right");
}

async fn a_killed_process_is_followed_by_another(stage: Stage) {
    let app = stage.school_with(Clock::manual(Clock::system().now()), |_| {}).await;
    put_aside(&app, 600).await;
    let scope = midterm(&app).await;
    let id = regrade::begin(&app.app, &scope, NOW, None).await.unwrap();
    let dead = Held::claim(&app.app, Some(id)).await.unwrap().expect("a claim");
    assert!(regrade::begin(&app.app, &scope, NOW, None).await.is_err(), "somebody has it");
    app.app.clock.advance_millis(16_000);
    let held = Held::claim(&app.app, None).await.unwrap().expect("its lease ran out");
    // The dead one was only slow: it finds that it has lost.
    let stop = CancellationToken::new();
    let ended = regrade::drive(&app.app, &dead, 2, &stop, |_| {}).await.unwrap();
    assert_eq!(ended, RegradeEnd::Lost);
    assert_eq!(regrade::totals(&app.app, id).await.unwrap().done, 0);
    let ended = regrade::drive(&app.app, &held, 2, &stop, |_| {}).await.unwrap();
    assert_eq!((ended, app.done().await.len()), (RegradeEnd::Done, 600));
}

async fn what_changed_in_between_is_found_anew(stage: Stage) {
    let app = stage.school().await;
    put_aside(&app, 600).await;
    let scope = midterm(&app).await;
    let id = regrade::begin(&app.app, &scope, NOW, None).await.unwrap();
    let held = Held::claim(&app.app, Some(id)).await.unwrap().expect("a claim");
    let stop = CancellationToken::new();
    regrade::drive(&app.app, &held, 2, &stop, |_| stop.cancel()).await.unwrap();
    let mut tx = app.app.db.begin().await.unwrap();
    let points = tx.sql(sql!("update mission_items set points = 50000 where name = 'question'"));
    points.execute().await.unwrap();
    tx.commit().await.unwrap();
    let held = Held::claim(&app.app, Some(id)).await.unwrap().expect("a claim");
    regrade::drive(&app.app, &held, 2, &CancellationToken::new(), |_| {}).await.unwrap();
    assert!(app.done().await.iter().all(|row| row.max_score == Some(50_000)));
    assert_eq!(app.done().await.len(), 600);
}

async fn the_number_of_statements_does_not_grow(stage: Stage) {
    let mut counts = Vec::new();
    // Nothing is looked up, so that both times everything is graded.
    let app = stage.school_with(Clock::system(), |c| c.grading.cached_results = 0).await;
    put_aside(&app, 10).await;
    for _ in 0..2 {
        let scope = midterm(&app).await;
        let before = app.app.db.statement_count();
        let id = regrade::begin(&app.app, &scope, NOW, None).await.unwrap();
        let held = Held::claim(&app.app, Some(id)).await.unwrap().expect("a claim");
        regrade::drive(&app.app, &held, 2, &CancellationToken::new(), |_| {}).await.unwrap();
        regrade::changes(&app.app, id, 1000).await.unwrap();
        counts.push(app.app.db.statement_count() - before);
        let mut tx = app.app.db.begin().await.unwrap();
        let more = sql!(
            sqlite: "insert into submissions (id, user_id, item_id, purpose, language, entry, files,
                              answer, created_at, state, due_at, available_at, tries)
              select randomblob(16), s.user_id, s.item_id, purpose, language, entry, files, answer,
                     created_at, 'failed', due_at, available_at, tries
                from submissions s, (select 1 from submissions limit 9)",
            postgres: "insert into submissions (id, user_id, item_id, purpose, language, entry, files,
                              answer, created_at, state, due_at, available_at, tries)
              select gen_random_uuid(), s.user_id, s.item_id, purpose, language, entry, files, answer,
                     created_at, 'failed', due_at, available_at, tries
                from submissions s, (select 1 from submissions limit 9) nine"
        );
        tx.sql(more).execute().await.unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(app.submissions().await.len(), 1000);
    assert_eq!(counts[0], counts[1], "for 10 and for 100 submissions");
}

async fn it_refuses_what_can_only_fail(stage: Stage) {
    let app = stage.school().await;
    let scope = midterm(&app).await;
    let refused = async |scope: &Scope| match regrade::begin(&app.app, scope, NOW, None).await {
        Err(weaverse::error::Error::Refused(status, message)) => (status.as_u16(), message.key),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(&scope).await, (409, "regrade-nothing"));
    put_aside(&app, 10).await;
    app.set_grader("gone").await;
    assert_eq!(refused(&scope).await, (409, "regrade-missing"));
    let (code, _, said) = cli(&stage, &["regrade", "--mission", &scope.id.to_string()]).await;
    assert!(code == 2 && said.contains("not active"), "{code}: {said}");
    let (code, _, said) = cli(&stage, &["regrade", "--course", "nowhere"]).await;
    assert!(code == 2 && said.contains("there is no course \"nowhere\""), "{code}: {said}");
    let (code, ..) = cli(&stage, &["regrade"]).await;
    assert_eq!(code, 2, "something has to be named");
}

async fn a_tutor_tries_looks_and_applies(stage: Stage) {
    let app = corrected(&stage).await;
    let tutor = app.tutor("park").await;
    let before = app.submissions().await;
    let mission = app.mission("practice").await;
    let id = mission.trim_start_matches("/missions/");
    let list = tutor.get(&format!("/studio/regrades?mission={id}")).await.expect(200);
    let value = format!("mission:{id}");
    list.says("regrade-try").has(&format!("value=\"{value}\" selected"));
    let at = tutor.post("/studio/regrades", &[("scope", &value)]).await.location();
    tutor.get(&at).await.expect(200).says("regrade-state-trying").has("hx-trigger=\"every 2s\"");
    // A second one of the same waits for the first.
    app.grade();
    let tried = wait_for(&tutor, &at, "regrade-state-tried").await;
    let tried = tried.has("minji").has("jun").says("regrade-apply").says("regrade-worse");
    tried.lacks("hx-trigger");
    assert_eq!(app.submissions().await, before, "a trial changes nothing");
    assert_eq!(tutor.post(&format!("{at}/apply"), &[]).await.location(), at);
    wait_for(&tutor, &at, "regrade-state-applied").await.says("regrade-fact-kept");
    let after = app.submissions().await;
    assert_eq!(scores(&after), [word("accepted", 20_000), word("partial", 10_000)]);
    // It is decided.
    for decision in ["apply", "discard"] {
        let again = tutor.post(&format!("{at}/{decision}"), &[]).await.expect(409);
        again.says("regrade-not-tried");
    }
    let at = tutor.post("/studio/regrades", &[("scope", &value)]).await.location();
    wait_for(&tutor, &at, "regrade-state-tried").await;
    assert_eq!(tutor.post(&format!("{at}/discard"), &[]).await.location(), at);
    tutor.get(&at).await.expect(200).says("regrade-state-dropped");
    tutor.get("/studio/regrades").await.expect(200).says("regrade-state-applied");
}

async fn wait_for(actor: &crate::support::Actor, at: &str, key: &str) -> crate::support::Page {
    loop {
        let page = actor.get(at).await.expect(200);
        if page.text().contains(&weaverse::i18n::Locale::Ko.text(key)) {
            return page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

async fn these_pages_are_for_the_staff(stage: Stage) {
    let app = corrected(&stage).await;
    let scope = Scope::named(&app.app, ScopeKind::Course, &course(&app).await).await.unwrap();
    let id = regrade::begin(&app.app, &scope, TRIAL, None).await.unwrap();
    let (learner, tutor) = (app.learner("sora").await, app.tutor("park").await);
    let at = format!("/studio/regrades/{id}");
    learner.get("/studio/regrades").await.expect(404);
    learner.get(&at).await.expect(404);
    for action in ["apply", "discard"] {
        learner.post(&format!("{at}/{action}"), &[]).await.expect(404);
    }
    let form = [("scope", format!("course:{}", scope.id))];
    let form = [(form[0].0, form[0].1.as_str())];
    learner.post("/studio/regrades", &form).await.expect(404);
    app.anonymous().get(&at).await.expect(303);
    tutor.post("/studio/regrades", &[("scope", "nonsense")]).await.expect(404);
    let nobody = format!("mission:{}", scope.id);
    tutor.post("/studio/regrades", &[("scope", &nobody)]).await.expect(404);
    let held = Held::claim(&app.app, Some(id)).await.unwrap().expect("a claim");
    assert!(regrade::begin(&app.app, &scope, TRIAL, None).await.is_err());
    tutor.post("/studio/regrades", &form).await.expect(409).says("regrade-try");
    let ended = regrade::drive(&app.app, &held, 1, &CancellationToken::new(), |_| {}).await;
    assert_eq!(ended.unwrap(), RegradeEnd::Done);
    let Totals { total, changed, .. } = regrade::totals(&app.app, id).await.unwrap();
    assert_eq!((total, changed), (2, 2));
}
