//! The life of a version between its upload and its end: grants, breaking
//! down, draining, warming, following, retirement.

use std::time::{Duration, Instant};

use uuid::Uuid;
use weaverse::accounts::Role;
use weaverse::clock::Clock;
use weaverse::missions::queue::Claims;
use weaverse::plugins::life::breaker::{self, Gate};
use weaverse::plugins::registry::{self, Missing};
use weaverse::plugins::{Package, life, runs};
use weaverse::sql;
use weaverse_sandbox::{Engine, EngineConfig, Isolation};

use crate::both_engines;
use crate::plugins::{activate, checked, school, switch, upload};
use crate::support::app::TestApp;
use crate::support::judge::{Judges, Upload, judge_with as grader_with};
use crate::support::plugins::{ENGINE, WEAVERSE, only};
use crate::support::{Actor, Stage};

both_engines!(
    a_version_that_asks_for_more_waits_for_an_administrator,
    a_grader_that_breaks_down_again_and_again_is_suspended_and_resumed,
    a_suspended_grader_is_tried_again_by_one_submission,
    what_was_replaced_drains_before_it_retires,
    what_is_not_compiled_warms_up_while_submissions_wait,
    a_bomb_for_the_compiler_costs_nothing_but_its_own_rejection,
    a_retired_plugin_is_for_no_new_item,
    what_a_verdict_rests_on_is_not_deleted,
    the_database_holds_one_current_version,
    the_log_of_runs_is_bounded_and_not_for_everybody,
    other_servers_follow_within_a_second,
);

/// A judge's package whose manifest has more in it.
fn judge_with(version: &str, more: &str) -> Vec<u8> {
    let mut package = Upload::judge("park.judge", version, Judges::Right);
    package.manifest.push_str(more);
    package.zip()
}

/// Uploads and activates a judge, and gives it the item `one`.
async fn active_judge(app: &TestApp, tutor: &Actor) -> Uuid {
    upload(tutor, judge_with("1.0.0", "")).await.expect(303);
    let (version, state, reason) = checked(app, "park.judge").await;
    assert_eq!(state, "staged", "{reason}");
    activate(tutor, version).await.expect(303);
    switch(app, tutor, "one", "park.judge", "{}").await.expect(303);
    version
}

async fn state(app: &TestApp, version: Uuid) -> String {
    let mut tx = app.app.db.read().await.expect("a transaction");
    let row = tx.sql(sql!("select state from plugin_versions where id = $1")).bind(version);
    let (state,): (String,) = row.one().await.expect("a version");
    state
}

async fn a_version_that_asks_for_more_waits_for_an_administrator(stage: Stage) {
    let app = school(&stage).await;
    let (park, root) = (app.tutor("park").await, app.admin("root").await);
    let fuel = |app: &TestApp| {
        let snapshot = app.app.registry.snapshot();
        let active = snapshot.grader("park.judge").expect("an active judge").clone();
        active.manifest.call_limits().fuel
    };
    let more = "[limits]\nfuel = 20_000_000_000\n[capabilities]\nlanguages = [\"*\", \"lisp\"]\n";
    upload(&park, judge_with("1.0.0", more)).await.expect(303);
    let (v1, state, _) = checked(&app, "park.judge").await;
    assert_eq!(state, "tested");
    let page = park.get("/studio/plugins/park.judge").await.expect(200);
    page.says("version-tested").has("20,000,000,000").has("lisp").lacks("/grant\"");
    activate(&park, v1).await.expect(409);
    let grant = format!("/studio/plugin-versions/{v1}/grant");
    park.post(&grant, &[]).await.expect(404);
    root.get("/studio/plugins/park.judge").await.expect(200).has(&grant);
    root.post(&grant, &[]).await.expect(303);
    assert_eq!(self::state(&app, v1).await, "staged");
    activate(&park, v1).await.expect(303);
    assert_eq!(fuel(&app), 20_000_000_000);
    // The same, or less, needs nobody; more does again.
    upload(&park, judge_with("1.1.0", more)).await.expect(303);
    let (v2, state, _) = checked(&app, "park.judge").await;
    assert_eq!(state, "staged");
    upload(&park, judge_with("1.2.0", "[limits]\nruns = 5000\n")).await.expect(303);
    assert_eq!(checked(&app, "park.judge").await.1, "tested");
    // A grant that is taken back is gone at once, from the active version too.
    park.post("/studio/plugins/park.judge/revoke", &[("name", "fuel")]).await.expect(404);
    root.post("/studio/plugins/park.judge/revoke", &[("name", "fuel")]).await.expect(303);
    assert_eq!(fuel(&app), 5_000_000_000);
    assert_eq!(self::state(&app, v2).await, "tested");
    activate(&park, v2).await.expect(409);
}

/// From now on this process's copy of the judge breaks down.
fn break_judge(app: &TestApp) {
    let broken = Upload::judge("park.judge", "1.0.0", Judges::Traps).zip();
    let broken = Package::from_zip(&broken).expect("a package");
    let mut snapshot = (*app.app.registry.snapshot()).clone();
    snapshot.insert(registry::load(&ENGINE, &broken).expect("it was fit when it was checked"));
    app.app.registry.replace(snapshot);
}

/// Somebody hands in an answer to the item `one`.
async fn hand_in(app: &TestApp, name: &str) -> Uuid {
    let item = format!("{}/items/one", app.mission("check").await);
    app.learner(name).await.submit(&item, &[("choice", "2")]).await
}

/// Three submissions break the judge; it is suspended.
async fn suspended_judge(app: &TestApp) -> (Actor, Uuid, Vec<Uuid>) {
    let tutor = app.tutor("park").await;
    let version = active_judge(app, &tutor).await;
    break_judge(app);
    app.grade();
    let mut ids = Vec::new();
    for name in ["minji", "jun", "sora"] {
        ids.push(hand_in(app, name).await);
    }
    while state(app, version).await != "suspended" {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    (tutor, version, ids)
}

async fn a_grader_that_breaks_down_again_and_again_is_suspended_and_resumed(stage: Stage) {
    let packages = only(&["choice"], stage.dir());
    let app = stage.school_with(Clock::system(), |config| {
        config.plugins.packages = packages;
        config.plugins.breaker_faults = 3;
        config.plugins.breaker_seconds = 3600;
    });
    let app = app.await;
    let (tutor, version, mut ids) = suspended_judge(&app).await;
    // One more waits without a try, and nobody who learns sees why.
    let late = hand_in(&app, "haneul").await;
    while app.submission(late).await.fault.is_none() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let row = app.submission(late).await;
    assert_eq!((row.state.as_str(), row.tries, &row.verdict), ("queued", 0, &None));
    assert!(row.fault.is_some_and(|fault| fault.contains("is suspended: 3 faults in a row")));
    let learner = app.anonymous();
    learner.log_in("haneul@school.example", crate::support::app::PASSWORD).await.expect(303);
    let seen = learner.poll(&format!("/submissions/{late}")).await.expect(200);
    seen.lacks("suspended").lacks("trap").lacks("park.judge");
    // The staff does; only those whose plugin it is see what broke.
    let page = tutor.get("/studio/plugins/park.judge").await.expect(200);
    page.says("version-suspended").has("3 faults in a row").has("unreachable");
    let other = app.tutor("lee").await;
    let page = other.get("/studio/plugins/park.judge").await.expect(200);
    page.says("version-suspended").lacks("faults in a row");
    let resume = format!("/studio/plugin-versions/{version}/resume");
    other.post(&resume, &[]).await.expect(404);
    // The process has loaded the real judge again when it looked at the database.
    tutor.post(&resume, &[]).await.expect(303);
    tutor.post(&resume, &[]).await.expect(409);
    ids.push(late);
    for id in ids {
        assert_eq!(app.graded(id).await.verdict(), "accepted");
    }
    assert_eq!(state(&app, version).await, "active");
}

async fn a_suspended_grader_is_tried_again_by_one_submission(stage: Stage) {
    let packages = only(&["choice"], stage.dir());
    let app = stage.school_with(Clock::system(), |config| {
        config.plugins.packages = packages;
        config.plugins.breaker_faults = 3;
        config.plugins.breaker_seconds = 1;
    });
    let app = app.await;
    let (_, version, ids) = suspended_judge(&app).await;
    for id in ids {
        assert_eq!(app.graded(id).await.verdict(), "accepted");
    }
    while state(&app, version).await != "active" {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn what_was_replaced_drains_before_it_retires(stage: Stage) {
    let packages = only(&["choice"], stage.dir());
    let clock = Clock::manual(Clock::system().now());
    let app = stage.school_with(clock, |config| config.plugins.packages = packages).await;
    let tutor = app.tutor("park").await;
    let v1 = active_judge(&app, &tutor).await;
    let user = app.register("minji", Role::Learner).await;
    app.hand_in(user, "print(1)").await;
    let claims = Claims::new(&app.app);
    claims.next(&app.app).await.unwrap().expect("a grading begins");
    app.app.clock.advance_millis(1000);
    upload(&tutor, judge_with("2.0.0", "")).await.expect(303);
    let (v2, ..) = checked(&app, "park.judge").await;
    activate(&tutor, v2).await.expect(303);
    for _ in 0..3 {
        app.app.clock.advance_millis(4000);
        claims.renew(&app.app).await.unwrap();
        life::follow(&app.app).await.unwrap();
        assert_eq!(state(&app, v1).await, "draining", "something runs that began before");
    }
    tutor.get("/studio/plugins/park.judge").await.expect(200).says("version-draining");
    claims.release(&app.app).await.unwrap();
    life::follow(&app.app).await.unwrap();
    assert_eq!((&*state(&app, v1).await, &*state(&app, v2).await), ("retired", "active"));
}

/// A grader that is right, and made to keep the compiler busy for minutes:
/// functions with a great many live values and branches.
fn bomb(id: &str) -> Vec<u8> {
    let mut body = String::new();
    for n in 0..40_000 {
        body.push_str(&format!(
            "(local.set $b (i64.add (local.get $b) (i64.load (i32.const {}))))
             (if (i64.eqz (local.get $b)) (then (local.set $a (i32.const {n}))))",
            n % 1000
        ));
    }
    let functions: String =
        (0..6).map(|_| format!("(func (local $a i32) (local $b i64) {body})")).collect();
    grader_with(id, "1.0.0", Judges::Right, &functions)
}

/// An engine that has compiled nothing yet.
fn cold(stage: &Stage, name: &str, timeout: Duration) -> Engine {
    let mut settings = EngineConfig::new(stage.dir().join(name));
    settings.isolation = Isolation::Processes { program: WEAVERSE.into() };
    settings.compile_timeout = timeout;
    Engine::new(settings).expect("the sandbox starts")
}

async fn what_is_not_compiled_warms_up_while_submissions_wait(stage: Stage) {
    let app = school(&stage).await;
    let tutor = app.tutor("park").await;
    let engine = cold(&stage, "cold", Duration::from_secs(120));
    // Another process of the school, whose compiled code is missing.
    let other = stage.app_on(engine).await;
    assert!(life::follow(&other.app).await.unwrap(), "something is being compiled");
    assert_eq!(other.app.registry.snapshot().missing("choice"), Some(&Missing::Warming));
    let gate = breaker::enter(&other.app, "choice", "").await.unwrap();
    assert!(matches!(gate, Gate::Wait { .. }), "{gate:?}");
    let page = tutor.at(other.base()).get("/studio/plugins/choice").await.expect(200);
    page.says("studio-warming");
    life::refresh(&other.app).await.unwrap();
    let gate = breaker::enter(&other.app, "choice", "").await.unwrap();
    assert!(matches!(gate, Gate::Go(_)), "{gate:?}");
    tutor.at(other.base()).get("/studio/plugins/choice").await.expect(200).lacks("notice-warn");
    // A staged version is compiled before anybody activates it.
    upload(&tutor, judge_with("1.0.0", "")).await.expect(303);
    checked(&app, "park.judge").await;
    let wasm = Package::from_zip(&judge_with("1.0.0", "")).unwrap().wasm;
    assert!(!other.app.engine.is_compiled(&wasm));
    life::follow(&other.app).await.unwrap();
    while !other.app.engine.is_compiled(&wasm) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn a_bomb_for_the_compiler_costs_nothing_but_its_own_rejection(stage: Stage) {
    let first = school(&stage).await;
    let (tutor, learner) = (first.tutor("park").await, first.learner("minji").await);
    let app = stage.app_on(cold(&stage, "bombed", Duration::from_secs(4))).await;
    life::refresh(&app.app).await.unwrap();
    app.grade();
    let bomb =
        Upload { wasm: bomb("park.bomb"), ..Upload::judge("park.bomb", "1.0.0", Judges::Right) };
    let tutor = tutor.at(app.base());
    upload(&tutor, bomb.zip()).await.expect(303);
    // While the compiler is at it, the school goes on.
    let item = format!("{}/items/one", app.mission("check").await);
    let id = learner.at(app.base()).submit(&item, &[("choice", "1")]).await;
    assert_eq!(app.graded(id).await.verdict(), "accepted");
    let (version, state, reason) = checked(&app, "park.bomb").await;
    assert_eq!(state, "rejected");
    let named = reason.contains("cannot be compiled: it takes");
    assert!(
        named && (reason.contains("longer than 4 s") || reason.contains("too much")),
        "{reason}"
    );
    activate(&tutor, version).await.expect(409);
    // The next one is compiled as if nothing had been.
    upload(&tutor, judge_with("1.0.0", "")).await.expect(303);
    assert_eq!(checked(&app, "park.judge").await.1, "staged");
}

async fn a_retired_plugin_is_for_no_new_item(stage: Stage) {
    let app = school(&stage).await;
    app.grade();
    let (park, lee) = (app.tutor("park").await, app.tutor("lee").await);
    active_judge(&app, &park).await;
    let retire = "/studio/plugins/park.judge/retire";
    lee.post(retire, &[("retired", "true")]).await.expect(404);
    park.post(retire, &[("retired", "true")]).await.expect(303);
    park.get("/studio/plugins").await.expect(200).says("studio-retired");
    switch(&app, &park, "several", "park.judge", "{}").await.expect(422);
    // The item that has it keeps it, and may be configured anew.
    switch(&app, &park, "one", "park.judge", "{}").await.expect(303);
    let id = hand_in(&app, "minji").await;
    assert_eq!(app.graded(id).await.verdict(), "accepted");
    park.post(retire, &[("retired", "false")]).await.expect(303);
    switch(&app, &park, "several", "park.judge", "{}").await.expect(303);
}

async fn what_a_verdict_rests_on_is_not_deleted(stage: Stage) {
    let app = school(&stage).await;
    app.grade();
    let (park, lee) = (app.tutor("park").await, app.tutor("lee").await);
    let v1 = active_judge(&app, &park).await;
    let id = hand_in(&app, "minji").await;
    app.graded(id).await;
    upload(&park, judge_with("2.0.0", "")).await.expect(303);
    let (v2, ..) = checked(&app, "park.judge").await;
    let delete = |version: Uuid| format!("/studio/plugin-versions/{version}/delete");
    park.post(&delete(v1), &[]).await.expect(409);
    activate(&park, v2).await.expect(303);
    app.pause().await;
    let mut tx = app.app.db.begin().await.unwrap();
    let retired = tx.sql(sql!("update plugin_versions set state = 'retired' where id = $1"));
    retired.bind(v1).execute().await.unwrap();
    tx.commit().await.unwrap();
    park.post(&delete(v1), &[]).await.expect(409).says("plugin-is-referenced");
    upload(&park, judge_with("3.0.0", "")).await.expect(303);
    let (v3, ..) = checked(&app, "park.judge").await;
    let digest = Package::from_zip(&judge_with("3.0.0", "")).unwrap().digest;
    let key = format!("plugins/{digest}.zip");
    let file = app.app.storage.local(&key).await.unwrap();
    assert!(file.is_file());
    lee.post(&delete(v3), &[]).await.expect(404);
    park.post(&delete(v3), &[]).await.expect(303);
    assert!(!file.exists());
    park.get("/studio/plugins/park.judge").await.expect(200).lacks("3.0.0");
}

async fn the_database_holds_one_current_version(stage: Stage) {
    let app = school(&stage).await;
    let tutor = app.tutor("park").await;
    active_judge(&app, &tutor).await;
    upload(&tutor, judge_with("2.0.0", "")).await.expect(303);
    let (v2, ..) = checked(&app, "park.judge").await;
    for word in ["active", "suspended"] {
        let mut tx = app.app.db.begin().await.unwrap();
        let second = tx.sql(sql!("update plugin_versions set state = $2 where id = $1"));
        second.bind(v2).bind(word.to_owned()).execute().await.expect_err("one is current");
    }
}

async fn the_log_of_runs_is_bounded_and_not_for_everybody(stage: Stage) {
    let packages = only(&["choice"], stage.dir());
    let app = stage.school_with(Clock::system(), |config| {
        config.plugins.packages = packages;
        config.plugins.runs_kept = 5;
        // What is looked up is no run.
        config.grading.cached_results = 0;
    });
    let app = app.await;
    let tutor = app.tutor("park").await;
    active_judge(&app, &tutor).await;
    app.grade();
    let item = format!("{}/items/one", app.mission("check").await);
    for name in ["minji", "jun", "sora", "haneul"] {
        let learner = app.learner(name).await;
        for _ in 0..2 {
            app.graded(learner.submit(&item, &[("choice", "2")]).await).await;
        }
    }
    let kept = runs::newest(&app.app, "park.judge", false, 200).await.unwrap();
    assert_eq!(kept.len(), 5);
    assert!(kept.iter().all(|run| run.outcome == "accepted" && !run.fault && run.fuel > 0));
    // The same input has the same digest.
    assert!(kept.iter().all(|run| run.input_digest == kept[0].input_digest));
    break_judge(&app);
    hand_in(&app, "nari").await;
    loop {
        let faults = runs::newest(&app.app, "park.judge", true, 200).await.unwrap();
        let Some(fault) = faults.first() else { continue };
        assert_eq!((fault.outcome.as_str(), fault.version.as_str()), ("trap", "1.0.0"));
        assert!(fault.message.contains("in grade: ") && !fault.frames.0.is_empty(), "{fault:?}");
        break;
    }
    let page = "/studio/plugins/park.judge/runs";
    tutor.get(page).await.expect(200).has("in grade: ");
    tutor.get(&format!("{page}?faults=true")).await.expect(200).has("trap");
    app.tutor("lee").await.get(page).await.expect(404);
    app.learner("bora").await.get(page).await.expect(404);
}

/// Two real processes; how long the second one takes to serve what was
/// activated at the first one.
async fn other_servers_follow_within_a_second(stage: Stage) {
    let app = school(&stage).await;
    let ((_one, first), (_two, second)) = (stage.serve().await, stage.serve().await);
    let tutor = app.tutor("park").await;
    let token = crate::guide::token(&app, "park").await;
    let client = reqwest::Client::new();
    let serving = async || {
        let url = format!("{second}/api/plugins/park.judge");
        let answer = client.get(url).bearer_auth(&token).send().await.expect("an answer");
        let value: serde_json::Value = answer.json().await.expect("JSON");
        value["serving"]["version"].as_str().unwrap_or_default().to_owned()
    };
    let mut versions = Vec::new();
    for version in ["1.0.0", "2.0.0"] {
        upload(&tutor.at(&first), judge_with(version, "")).await.expect(303);
        versions.push((checked(&app, "park.judge").await.0, version));
    }
    // Both are staged: the second process gets them ready.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let (v1, v2) = (versions[0], versions[1]);
    for (id, version) in [v1, v2, v1, v2, v1] {
        let url = format!("/studio/plugin-versions/{id}/activate");
        tutor.at(&first).post(&url, &[]).await.expect(303);
        let start = Instant::now();
        while serving().await != version {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let took = start.elapsed();
        println!("{version} after {took:?}");
        assert!(took < Duration::from_secs(1), "{version} after {took:?}");
    }
}
