//! The life of a plugin, from upload to rollback, while the school runs.

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use uuid::Uuid;
use weaverse::clock::{Clock, Entropy};
use weaverse::plugins::service;
use weaverse::sql;

use crate::both_engines;
use crate::support::actors::send;
use crate::support::app::TestApp;
use crate::support::judge::{Judges, Upload, judge};
use crate::support::plugins::{ENGINE, WEAVERSE, only, package};
use crate::support::{Actor, Page, Stage};

both_engines!(
    a_tutor_uploads_activates_and_rolls_back_without_a_restart,
    what_is_unfit_is_rejected_with_a_reason,
    what_is_no_package_is_refused_at_once,
    what_belongs_to_others_cannot_be_changed,
    only_administrators_bring_runtimes,
    another_process_follows,
    checks_go_on_after_a_restart,
    a_grader_that_breaks_down_is_a_fault_and_no_verdict,
    an_item_is_switched_only_to_what_can_grade_it,
    a_package_has_a_largest_size,
    activations_at_the_same_moment_leave_one_active,
    an_id_belongs_to_whoever_was_first,
    two_processes_that_start_together_install_once,
);

/// A school that has the grader `choice` only, installed as on a real start.
pub async fn school(stage: &Stage) -> TestApp {
    let packages = only(&["choice"], stage.dir());
    let app = stage.school_with(Clock::system(), |config| config.plugins.packages = packages).await;
    service::install_first_party(&app.app).await.expect("choice is installed");
    weaverse::plugins::life::refresh(&app.app).await.expect("choice is active");
    app
}

pub async fn upload(actor: &Actor, zip: Vec<u8>) -> Page {
    let form = Form::new().part("package", Part::bytes(zip).file_name("plugin.zip"));
    send(actor.request(Method::POST, "/studio/plugins").multipart(form)).await
}

/// The newest version of a plugin, once its checks are over: id and state.
pub async fn checked(app: &TestApp, plugin: &str) -> (Uuid, String, String) {
    loop {
        let mut tx = app.app.db.read().await.expect("a transaction");
        let newest = tx.sql(sql!(
            "select id, state, coalesce(reason, '') from plugin_versions where plugin_id = $1
              order by created_at desc limit 1"
        ));
        let row: (Uuid, String, String) =
            newest.bind(plugin.to_owned()).one().await.expect("a version");
        if !["uploaded", "checked", "compiled"].contains(&row.1.as_str()) {
            return row;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

pub async fn activate(actor: &Actor, version: Uuid) -> Page {
    actor.post(&format!("/studio/plugin-versions/{version}/activate"), &[]).await
}

/// The address of an item's settings.
pub async fn settings(app: &TestApp, item: &str) -> String {
    let mut tx = app.app.db.read().await.expect("a transaction");
    let row = tx.sql(sql!("select id from mission_items where name = $1")).bind(item.to_owned());
    let (id,): (Uuid,) = row.one().await.expect("an item");
    format!("/studio/items/{id}")
}

pub async fn switch(app: &TestApp, actor: &Actor, item: &str, grader: &str, config: &str) -> Page {
    let form = [("grader", grader), ("config", config)];
    actor.post(&format!("{}/grader", settings(app, item).await), &form).await
}

/// The version that judges a new submission to the item `one`.
async fn judged_by(app: &TestApp, learner: &Actor) -> (String, String) {
    let item = format!("{}/items/one", app.mission("check").await);
    let row = app.graded(learner.submit(&item, &[("choice", "2")]).await).await;
    assert_eq!(row.verdict(), "accepted", "{row:?}");
    (row.grader_version.unwrap_or_default(), row.grader_digest.unwrap_or_default())
}

async fn a_tutor_uploads_activates_and_rolls_back_without_a_restart(stage: Stage) {
    let app = school(&stage).await;
    app.grade();
    let (tutor, learner) = (app.tutor("park").await, app.learner("minji").await);
    let first = upload(&tutor, Upload::judge("park.judge", "1.0.0", Judges::Right).zip()).await;
    assert_eq!(first.location(), "/studio/plugins/park.judge?uploaded=1.0.0");
    let (v1, state, reason) = checked(&app, "park.judge").await;
    assert_eq!(state, "staged", "{reason}");
    // Staged is not active: nothing can be switched to it yet.
    switch(&app, &tutor, "one", "park.judge", "{}").await.expect(422);
    activate(&tutor, v1).await.expect(303);
    switch(&app, &tutor, "one", "park.judge", "{}").await.expect(303);
    let (version, digest_1) = judged_by(&app, &learner).await;
    assert_eq!(version, "1.0.0");
    upload(&tutor, Upload::judge("park.judge", "1.1.0", Judges::Right).zip()).await.expect(303);
    let (v2, ..) = checked(&app, "park.judge").await;
    activate(&tutor, v2).await.expect(303);
    let (version, digest_2) = judged_by(&app, &learner).await;
    assert_eq!(version, "1.1.0");
    assert_ne!(digest_1, digest_2);
    let page = tutor.get("/studio/plugins/park.judge").await.expect(200);
    page.has("1.0.0").has("1.1.0").has(&format!("/studio/plugin-versions/{v1}/activate"));
    activate(&tutor, v1).await.expect(303);
    let other = app.learner("jun").await;
    assert_eq!(judged_by(&app, &other).await, ("1.0.0".to_owned(), digest_1));
}

/// What it is, how it comes about, and what the reason says.
type Spoilt = (&'static str, fn(&mut Upload), &'static str);

async fn what_is_unfit_is_rejected_with_a_reason(stage: Stage) {
    let app = school(&stage).await;
    let tutor = app.tutor("park").await;
    let ways: [Spoilt; 8] = [
        ("text", |it| it.wasm = b"I am a grader, honestly.".to_vec(), "this is a text file"),
        ("ELF", |it| it.wasm = std::fs::read(WEAVERSE).unwrap()[..4096].to_vec(), "(ELF)"),
        ("truncated", |it| it.wasm.truncate(it.wasm.len() / 2), "malformed WebAssembly"),
        ("other world", |it| it.wasm = package("javascript").wasm, "does not fit the world"),
        ("other id", |it| it.wasm = package("choice").wasm, "the component says it is choice"),
        ("NUL in the id", |it| it.wasm = judge("park\0x", "1.0.0", Judges::Right), ""),
        ("fixture", |it| it.fixture = it.fixture.replace("accepted", "partial"), "expected"),
        ("fixture text", |it| it.fixture = "{".to_owned(), "right.json"),
    ];
    let mut unfit =
        vec![("trap", Upload::judge("park.trap", "1.0.0", Judges::Traps), "right.json")];
    for (index, (what, spoil, said)) in ways.into_iter().enumerate() {
        let mut package = Upload::judge(&format!("park.unfit{index}"), "1.0.0", Judges::Right);
        spoil(&mut package);
        unfit.push((what, package, said));
    }
    for (what, package, said) in unfit {
        let location = upload(&tutor, package.zip()).await.location();
        let id = location.trim_start_matches("/studio/plugins/").split('?').next().unwrap();
        let (version, state, reason) = checked(&app, id).await;
        assert_eq!(state, "rejected", "{what}");
        assert!(reason.contains(said) && reason.len() > 10, "{what}: {reason}");
        let shown = tutor.get(&location).await.expect(200).says("version-rejected").text();
        let start: String = reason.chars().take_while(|c| !"\"'<>&`\n".contains(*c)).collect();
        assert!(shown.contains(&start), "{what}: {reason} is not shown");
        activate(&tutor, version).await.expect(409);
    }
}

async fn what_is_no_package_is_refused_at_once(stage: Stage) {
    let app = school(&stage).await;
    let tutor = app.tutor("park").await;
    let fit = || Upload::judge("park.judge", "1.0.0", Judges::Right);
    let manifest = |from: &str, to: &str| {
        let changed = fit().manifest.replace(from, to);
        Upload { manifest: changed, ..fit() }.zip()
    };
    let bad = [
        (b"no ZIP file".to_vec(), "not a ZIP file"),
        (manifest("schema = 1", "schema = 9"), "schema 9"),
        (manifest("park.judge", "Park Judge"), "is no id"),
        (manifest("\"Judge\"", "\"Ju\\u0000dge\""), "on one line"),
        (manifest("1.0.0", "one"), "no semantic version"),
        (manifest("name =", "nmae ="), "plugin.toml:5"),
        (manifest("grading@0.1.0", "grading@9.0.0"), "is not offered"),
    ];
    for (zip, said) in bad {
        upload(&tutor, zip).await.expect(422).has(said);
    }
    let nothing =
        tutor.request(Method::POST, "/studio/plugins").multipart(Form::new().text("other", "1"));
    send(nothing).await.expect(422).says("plugin-package-missing");
    app.app.registry.snapshot().grader("choice").expect("what was active still is");
}

async fn what_belongs_to_others_cannot_be_changed(stage: Stage) {
    let app = school(&stage).await;
    let (park, lee, admin) =
        (app.tutor("park").await, app.tutor("lee").await, app.admin("root").await);
    let zip = || Upload::judge("park.judge", "1.0.0", Judges::Right).zip();
    upload(&park, zip()).await.expect(303);
    let (version, ..) = checked(&app, "park.judge").await;
    upload(&lee, Upload::judge("park.judge", "2.0.0", Judges::Right).zip()).await.expect(422);
    activate(&lee, version).await.expect(404);
    lee.get("/studio/plugins/park.judge").await.expect(200).lacks("/activate");
    // Built-in ones belong to the administrators.
    upload(&park, Upload::judge("choice", "9.0.0", Judges::Right).zip()).await.expect(422);
    // The same again is told.
    upload(&park, zip()).await.expect(409);
    for outsider in [app.learner("minji").await, app.anonymous()] {
        let status = upload(&outsider, zip()).await.status;
        assert!([303, 404].contains(&status), "{status}");
        assert_ne!(
            activate(&outsider, version).await.header("location"),
            "/studio/plugins/park.judge"
        );
    }
    assert_eq!(checked(&app, "park.judge").await.1, "staged");
    activate(&admin, version).await.expect(303);
    assert_eq!(checked(&app, "park.judge").await.1, "active");
}

async fn only_administrators_bring_runtimes(stage: Stage) {
    let app = school(&stage).await;
    let zip = package("javascript").to_zip().unwrap();
    upload(&app.tutor("park").await, zip.clone())
        .await
        .expect(403)
        .says("plugin-runtime-administrators");
    let admin = app.admin("root").await;
    upload(&admin, zip).await.expect(303);
    let (version, state, reason) = checked(&app, "javascript").await;
    assert_eq!(state, "staged", "{reason}");
    activate(&admin, version).await.expect(303);
    assert!(app.app.registry.snapshot().runtime("javascript").is_some());
}

async fn another_process_follows(stage: Stage) {
    let app = school(&stage).await;
    let other = weaverse::app::App::with_engine(
        stage.config(),
        Clock::system(),
        Entropy::system(),
        ENGINE.clone(),
    );
    let other = other.await.expect("a second process on the same school");
    let stop = tokio_util::sync::CancellationToken::new();
    tokio::spawn(weaverse::plugins::life::run(other.clone(), stop.clone()));
    let tutor = app.tutor("park").await;
    upload(&tutor, Upload::judge("park.judge", "1.0.0", Judges::Right).zip()).await.expect(303);
    let (version, ..) = checked(&app, "park.judge").await;
    assert!(other.registry.snapshot().grader("park.judge").is_none());
    activate(&tutor, version).await.expect(303);
    while other.registry.snapshot().grader("park.judge").is_none() {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(other.registry.snapshot().grader("choice").is_some());
    stop.cancel();
}

async fn checks_go_on_after_a_restart(stage: Stage) {
    let app = school(&stage).await;
    let tutor = app.tutor("park").await;
    upload(&tutor, Upload::judge("park.judge", "1.0.0", Judges::Right).zip()).await.expect(303);
    let (version, ..) = checked(&app, "park.judge").await;
    // As if the process had died in the middle of the checks.
    let mut tx = app.app.db.begin().await.unwrap();
    let back = tx.sql(sql!("update plugin_versions set state = 'compiled' where id = $1"));
    back.bind(version).execute().await.unwrap();
    tx.commit().await.unwrap();
    tutor.get("/studio/plugins/park.judge").await.expect(200).says("version-compiled");
    service::resume_checks(&app.app).await.expect("the checks go on");
    assert_eq!(checked(&app, "park.judge").await.1, "staged");
    // What comes with the program was checked, and never became active.
    let mut tx = app.app.db.begin().await.unwrap();
    let back =
        tx.sql(sql!("update plugin_versions set state = 'staged' where plugin_id = 'choice'"));
    back.execute().await.unwrap();
    tx.commit().await.unwrap();
    service::install_first_party(&app.app).await.expect("the installation goes on");
    assert_eq!(checked(&app, "choice").await.1, "active");
}

async fn a_grader_that_breaks_down_is_a_fault_and_no_verdict(stage: Stage) {
    let app = school(&stage).await;
    app.grade();
    // It was fit when it was checked.
    let broken = Upload::judge("broken", "1.0.0", Judges::Traps).zip();
    let broken = weaverse::plugins::Package::from_zip(&broken).unwrap();
    let mut snapshot = (*app.app.registry.snapshot()).clone();
    snapshot.insert(weaverse::plugins::registry::load(&ENGINE, &broken).unwrap());
    app.app.registry.replace(snapshot);
    app.set_grader("broken").await;
    let learner = app.learner("minji").await;
    let item = format!("{}/items/one", app.mission("check").await);
    let id = learner.submit(&item, &[("choice", "1")]).await;
    let row = app.submission(id).await;
    assert_eq!((row.verdict, row.score), (None, None));
    assert!(row.fault.is_some_and(|fault| fault.contains("grader")), "the staff sees why");
    learner.poll(&format!("/submissions/{id}")).await.expect(200).lacks("trap").lacks("wasm");
    // The grader is mended; the submission gets its verdict by itself.
    app.set_grader("choice").await;
    assert_eq!(app.graded(id).await.verdict(), "accepted");
}

async fn an_item_is_switched_only_to_what_can_grade_it(stage: Stage) {
    let app = school(&stage).await;
    let tutor = app.tutor("park").await;
    switch(&app, &tutor, "one", "gone", "{}").await.expect(422).has("<p>채점기 gone");
    switch(&app, &tutor, "one", "choice", "{").await.expect(422);
    switch(&app, &tutor, "one", "choice", "{\"choices\": []}").await.expect(422).has("/choices");
    let good = r#"{"choices": [{"id": "1"}, {"id": "2", "correct": true}, {"id": "3"}]}"#;
    switch(&app, &tutor, "one", "choice", good).await.expect(303);
    let page = tutor.get(&settings(&app, "one").await).await.expect(200);
    page.has("&#34;correct&#34;: true");
    let learner = app.learner("minji").await;
    switch(&app, &learner, "one", "choice", good).await.expect(404);
    learner.get(&settings(&app, "one").await).await.expect(404);
}

async fn a_package_has_a_largest_size(stage: Stage) {
    let small = |config: &mut weaverse::config::Config| config.plugins.max_package_mib = 1;
    let app = stage.school_with(Clock::system(), small).await;
    let tutor = app.tutor("park").await;
    upload(&tutor, vec![0; (1 << 20) + 1]).await.expect(413).has("1 MiB");
    // Zeros are small until they are unpacked.
    let mut bomb = Upload::judge("park.judge", "1.0.0", Judges::Right);
    bomb.wasm = vec![0; (64 << 20) + 1];
    let zip = bomb.zip();
    assert!(zip.len() < 1 << 20);
    upload(&tutor, zip).await.expect(422).has("plugin.wasm is larger than");
}

/// The number of versions of a plugin in a state.
async fn count(app: &TestApp, plugin: &str, state: &str) -> i64 {
    let mut tx = app.app.db.read().await.expect("a transaction");
    let count =
        tx.sql(sql!("select count(*) from plugin_versions where plugin_id = $1 and state = $2"));
    let count = count.bind(plugin.to_owned()).bind(state.to_owned());
    let (count,): (i64,) = count.one().await.expect("a number");
    count
}

async fn activations_at_the_same_moment_leave_one_active(stage: Stage) {
    let app = school(&stage).await;
    let tutor = app.tutor("park").await;
    let mut versions = Vec::new();
    for version in ["1.0.0", "2.0.0", "3.0.0"] {
        upload(&tutor, Upload::judge("park.judge", version, Judges::Right).zip()).await.expect(303);
        versions.push(checked(&app, "park.judge").await.0);
    }
    for _ in 0..5 {
        let all = versions.iter().map(|version| activate(&tutor, *version));
        let [a, b, c] = <[_; 3]>::try_from(all.collect::<Vec<_>>()).ok().expect("three");
        let answers = tokio::join!(a, b, c);
        for status in [answers.0.status, answers.1.status, answers.2.status] {
            assert!([303, 409].contains(&status), "{status}");
        }
        assert_eq!(count(&app, "park.judge", "active").await, 1);
    }
}

async fn an_id_belongs_to_whoever_was_first(stage: Stage) {
    let app = school(&stage).await;
    let (park, lee) = (app.tutor("park").await, app.tutor("lee").await);
    for index in 0..5 {
        let id = format!("judge{index}");
        let zip = |version| Upload::judge(&id, version, Judges::Right).zip();
        let (one, two) = tokio::join!(upload(&park, zip("1.0.0")), upload(&lee, zip("2.0.0")));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422]);
        checked(&app, &id).await;
        assert_eq!(count(&app, &id, "staged").await, 1);
    }
}

async fn two_processes_that_start_together_install_once(stage: Stage) {
    let packages = only(&["choice"], stage.dir());
    let app = stage.school_with(Clock::system(), |config| config.plugins.packages = packages).await;
    let both = tokio::join!(
        service::install_first_party(&app.app),
        service::install_first_party(&app.app)
    );
    assert!(both.0.is_ok() && both.1.is_ok(), "{both:?}");
    assert_eq!(count(&app, "choice", "active").await, 1);
}
