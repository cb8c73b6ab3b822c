//! The mission studio: drafts, trials, publishing, export; and that imports
//! keep what was changed there.

use weaverse::courses::import::{EditedInStudio, StudioEdits, check_pack, import};
use weaverse::missions::authoring::{export, service as authoring};
use weaverse::missions::check::Depth;
use weaverse::packs::MissionKind;
use weaverse::sql;

use crate::both_engines;
use crate::support::app::TestApp;
use crate::support::pack::{copy_of_mini, edit, import_pack, mini};
use crate::support::plugins::SNAPSHOT;
use crate::support::{Actor, Page, Stage};

both_engines!(
    a_mission_is_made_tried_published_and_solved,
    what_is_not_fit_is_not_published,
    a_waiting_submission_is_judged_by_what_held_when_it_came,
    two_tutors_do_not_overwrite_each_other,
    a_course_of_named_tutors_is_theirs,
    a_mission_opens_closes_and_cools_down,
    an_import_keeps_what_the_studio_changed,
    a_published_mission_is_exported_as_a_pack,
    a_preview_grades_and_keeps_nothing,
    a_grader_is_configured_by_a_form_of_its_schema,
);

/// Where a redirect without its query and place goes.
fn bare(location: &str) -> String {
    location.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// The revision that a form shows.
async fn revision(actor: &Actor, path: &str) -> String {
    let text = actor.get(path).await.expect(200).text();
    let rest = text.split("name=\"revision\" value=\"").nth(1).expect("a revision");
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// Sends a form of a draft with the revision that it shows.
async fn send(actor: &Actor, path: &str, form: &[(&str, &str)]) -> Page {
    let revision = revision(actor, path).await;
    let mut form = form.to_vec();
    form.push(("revision", &revision));
    actor.post(path, &form).await
}

const FACTS: [(&str, &str); 7] = [
    ("title", "Doubling"),
    ("slug", "doubling"),
    ("kind", "assignment"),
    ("language", "en"),
    ("pass_percent", "60"),
    ("opens_at", ""),
    ("closes_at", ""),
];

const ITEM: [(&str, &str); 25] = [
    ("title", "Twice"),
    ("name", "twice"),
    ("points", "12.5"),
    ("statement", "Print twice the number."),
    ("language", "python"),
    ("grader", "cases"),
    ("fuel", "500"),
    ("memory", "64"),
    ("output", "64"),
    ("time", "5000"),
    ("starter.count", "1"),
    ("starter.0.path", "main.py"),
    ("starter.0.text", "n = int(input())\r\n"),
    ("solution.count", "1"),
    ("solution.0.path", "main.py"),
    ("solution.0.text", "n = int(input())\r\nprint(n * 2)\r\n"),
    ("config_way", "cases"),
    ("mode", "stdio"),
    ("case_sensitive", "1"),
    ("feedback", "verdict"),
    ("case.count", "1"),
    ("case.0.sample", "1"),
    ("case.0.points", "0"),
    ("case.0.stdin", "3"),
    ("case.0.stdout", "6"),
];

const HIDDEN: [(&str, &str); 5] = [
    ("case.count", "2"),
    ("case.1.name", "large"),
    ("case.1.points", "1"),
    ("case.1.stdin", "40000"),
    ("case.1.stdout", "80000"),
];

async fn lecture(app: &TestApp) -> String {
    let mut tx = app.app.db.read().await.expect("a transaction");
    let row = tx.sql(sql!("select id from lectures where slug = 'do'"));
    let (id,): (uuid::Uuid,) = row.one().await.expect("a lecture");
    id.to_string()
}

/// A new draft with one item, whose form was sent with the given changes.
async fn drafted(app: &TestApp, tutor: &Actor, changes: &[(&str, &str)]) -> String {
    let form = [("course", "mini"), ("kind", "assignment")];
    let draft = tutor.post("/studio/drafts", &form).await.location();
    let lecture = lecture(app).await;
    let mut facts = FACTS.to_vec();
    facts.push(("lecture", &lecture));
    facts.push(("do", "add-code"));
    let item = send(tutor, &draft, &facts).await.location();
    let mut form: Vec<(&str, &str)> = changes.to_vec();
    form.extend(ITEM.iter().filter(|(key, _)| changes.iter().all(|(other, _)| other != key)));
    form.push(("do", "save"));
    send(tutor, &item, &form).await.location();
    draft
}

/// Presses a button of a draft's form.
async fn press(app: &TestApp, tutor: &Actor, draft: &str, act: &str) -> Page {
    let lecture = lecture(app).await;
    let mut facts = FACTS.to_vec();
    facts.push(("lecture", &lecture));
    facts.push(("do", act));
    send(tutor, draft, &facts).await
}

async fn a_mission_is_made_tried_published_and_solved(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let tutor = app.tutor("park").await;
    let draft = drafted(&app, &tutor, &HIDDEN).await;
    // Learners see nothing of it, and tutors find it in their list.
    let learner = app.learner("minji").await;
    learner.get(&draft).await.expect(404);
    tutor.get("/studio/missions").await.expect(200).has("Doubling");
    let tried = press(&app, &tutor, &draft, "try").await.expect(200);
    tried.says("draft-fit").has("×").says("verdict-wrong-answer");
    let published = press(&app, &tutor, &draft, "publish").await.location();
    tutor.get(&published).await.expect(200).says("draft-published").says("stats-none");
    tutor.get(&draft).await.expect(404);
    // It stands in its lecture, and its samples are shown.
    learner.get("/courses/mini").await.expect(200).has("Doubling");
    let mission = bare(&published).replace("/studio", "");
    let item = format!("{mission}/items/twice");
    learner.get(&item).await.expect(200).has("n = int(input())").has("6").lacks("80000");
    let id = learner.submit(&item, &[("file:main.py", "print(2 * int(input()))")]).await;
    let row = app.graded(id).await;
    assert_eq!((row.verdict(), row.score), ("accepted", Some(12_500)), "{:?}", row.report);
}

async fn what_is_not_fit_is_not_published(stage: Stage) {
    let app = stage.school().await;
    let tutor = app.tutor("park").await;
    // An empty draft: everything that is missing is said.
    let form = [("course", "mini"), ("kind", "quiz")];
    let empty = tutor.post("/studio/drafts", &form).await.location();
    let form = [("do", "publish"), ("kind", "quiz"), ("language", "ko")];
    let refused = send(&tutor, &empty, &form).await.expect(422);
    let refused = refused.says("draft-title-missing").says("draft-items-missing");
    refused.says("draft-slug-bad").says("draft-lecture-missing");
    for (changes, text) in [
        (vec![("solution.0.text", "print(7)")], "모범 답안이 통과하지 못했습니다"),
        (vec![("starter.0.text", "print(int(input()) * 2)")], "시작 코드가 그대로 통과합니다"),
        (vec![("solution.count", "0")], "모범 답안을 넣어 주세요"),
        (vec![("case.count", "0")], "채점기: "),
        (vec![("statement", " ")], "문제 설명을 적어 주세요"),
    ] {
        let all: Vec<_> = changes.into_iter().chain(HIDDEN).collect();
        let draft = drafted(&app, &tutor, &all).await;
        let refused = press(&app, &tutor, &draft, "publish").await.expect(422);
        refused.has(text).says("draft-not-fit");
        tutor.post(&format!("{draft}/discard"), &[]).await.location();
    }
    // What cannot be read is told at its field, and what was typed stays.
    let draft = drafted(&app, &tutor, &[]).await;
    let form = [("points", "many"), ("title", "TYPED-TITLE"), ("fuel", "0"), ("do", "save")];
    let item = format!("{draft}/items/0");
    let refused = send(&tutor, &item, &form).await.expect(422);
    refused.says("draft-points-bad").has("TYPED-TITLE").has("id=\"fuel-error\"");
    // A slug that is taken, and a second midterm.
    let lecture = lecture(&app).await;
    for (slug, kind, text) in
        [("check", "assignment", "식별자 check"), ("second", "midterm", "중간 미션(midterm)")]
    {
        let mut form = FACTS.to_vec();
        form.retain(|(key, _)| !["slug", "kind"].contains(key));
        form.extend([("slug", slug), ("kind", kind), ("lecture", &lecture), ("do", "publish")]);
        send(&tutor, &draft, &form).await.expect(422).has(text);
    }
}

async fn a_waiting_submission_is_judged_by_what_held_when_it_came(stage: Stage) {
    let app = stage.school().await;
    let tutor = app.tutor("park").await;
    let draft = drafted(&app, &tutor, &HIDDEN).await;
    let published = bare(&press(&app, &tutor, &draft, "publish").await.location());
    let item = format!("{}/items/twice", published.replace("/studio", ""));
    let learner = app.learner("minji").await;
    let before = learner.submit(&item, &[("file:main.py", "print(2 * int(input()))")]).await;
    // Now it asks for three times the number.
    let draft = tutor.post(&format!("{published}/edit"), &[]).await.location();
    assert_eq!(tutor.post(&format!("{published}/edit"), &[]).await.location(), draft);
    let mut form: Vec<(&str, &str)> = ITEM.to_vec();
    let changed = ["case.0.stdout", "case.0.points", "solution.0.text"];
    form.retain(|(key, _)| !changed.contains(key));
    form.extend([("case.0.stdout", "9"), ("case.0.points", "1"), ("do", "save")]);
    form.push(("solution.0.text", "print(3 * int(input()))"));
    send(&tutor, &format!("{draft}/items/0"), &form).await.location();
    press(&app, &tutor, &draft, "publish").await.location();
    let after = learner.submit(&item, &[("file:main.py", "print(2 * int(input()))")]).await;
    app.grade();
    assert_eq!(app.graded(before).await.verdict(), "accepted");
    assert_eq!(app.graded(after).await.verdict(), "wrong_answer");
    // The old report says what it was judged by.
    let page = tutor.get(&format!("/studio/submissions/{before}")).await.expect(200);
    page.has("문제 1판").has("지금은 2판입니다");
}

async fn two_tutors_do_not_overwrite_each_other(stage: Stage) {
    let app = stage.school().await;
    let (park, kim) = (app.tutor("park").await, app.tutor("kim").await);
    let draft = drafted(&app, &park, &HIDDEN).await;
    let old = revision(&park, &draft).await;
    press(&app, &kim, &draft, "save").await.location();
    let form = [("title", "MINE"), ("kind", "quiz"), ("language", "ko"), ("do", "save")];
    let mut late = form.to_vec();
    late.push(("revision", &old));
    park.post(&draft, &late).await.expect(409).says("draft-saved-meanwhile").has("MINE");
    // A published mission that changes under a draft is not overwritten unasked.
    let published = bare(&press(&app, &park, &draft, "publish").await.location());
    let draft = park.post(&format!("{published}/edit"), &[]).await.location();
    let mut tx = app.app.db.begin().await.expect("a transaction");
    let change =
        tx.sql(sql!("update missions set revision = revision + 1 where slug = 'doubling'"));
    change.execute().await.expect("an update");
    tx.commit().await.expect("a commit");
    press(&app, &park, &draft, "publish").await.expect(409).says("draft-stale");
    let lecture = lecture(&app).await;
    let mut facts = FACTS.to_vec();
    facts.extend([("lecture", lecture.as_str()), ("do", "publish"), ("replace", "1")]);
    send(&park, &draft, &facts).await.location();
}

async fn a_course_of_named_tutors_is_theirs(stage: Stage) {
    let app = stage.school().await;
    let (park, kim, admin) =
        (app.tutor("park").await, app.tutor("kim").await, app.admin("boss").await);
    let draft = drafted(&app, &kim, &[]).await;
    let practice = format!("/studio{}", app.mission("practice").await);
    let learner = app.learner("minji").await;
    let item = format!("{}/items/sum", app.mission("practice").await);
    let id = learner.submit(&item, &[("file:main.py", "print(1)")]).await;
    let form = [("nickname", "park"), ("do", "add")];
    park.post("/studio/courses/mini/tutors", &form).await.expect(404);
    admin.post("/studio/courses/mini/tutors", &form).await.location();
    let nobody = [("nickname", "minji"), ("do", "add")];
    admin.post("/studio/courses/mini/tutors", &nobody).await.expect(422);
    for path in [
        draft.clone(),
        practice.clone(),
        format!("{practice}/submissions"),
        format!("{practice}/similar"),
        format!("/studio/submissions/{id}"),
        "/studio/missions?course=mini".to_owned(),
    ] {
        kim.get(&path).await.expect(404);
        park.get(&path).await.expect(200);
        admin.get(&path).await.expect(200);
        learner.get(&path).await.expect(404);
    }
    kim.post(&format!("{practice}/edit"), &[]).await.expect(404);
    kim.poll(&format!("/submissions/{id}")).await.expect(404);
    kim.post("/studio/drafts", &[("course", "mini"), ("kind", "quiz")]).await.expect(404);
    let form = [("nickname", "park"), ("do", "remove")];
    admin.post("/studio/courses/mini/tutors", &form).await.location();
    kim.get(&draft).await.expect(200);
}

async fn a_mission_opens_closes_and_cools_down(stage: Stage) {
    let app = stage.school().await;
    let learner = app.learner("minji").await;
    let mission = app.mission("practice").await;
    let item = format!("{mission}/items/sum");
    let set = async |text: &str| {
        let mut tx = app.app.db.begin().await.expect("a transaction");
        let (opens, closes) = text.split_once('/').expect("two times");
        let moment = |text: &str| {
            (!text.is_empty()).then(|| weaverse::db::Moment(text.parse().expect("a time")))
        };
        let change = tx
            .sql(sql!("update missions set opens_at = $1, closes_at = $2 where slug = 'practice'"));
        change.bind(moment(opens)).bind(moment(closes)).execute().await.expect("an update");
        tx.commit().await.expect("a commit");
    };
    let form = [("file:main.py", "print(1)")];
    set("2999-01-01T00:00:00Z/").await;
    learner.get(&mission).await.expect(200).has("2999-01-01 09:00").lacks(&item);
    learner.get(&item).await.expect(403).has("2999-01-01 09:00");
    learner.post(&format!("{item}/submit"), &form).await.expect(409).has("2999-01-01 09:00");
    learner.post(&format!("{item}/samples"), &form).await.expect(409);
    let tutor = app.tutor("park").await;
    tutor.get(&item).await.expect(200);
    tutor.submit(&item, &form).await;
    set("/2001-01-01T00:00:00Z").await;
    learner.get(&item).await.expect(200).has("2001-01-01 09:00에 닫혔습니다");
    learner.post(&format!("{item}/submit"), &form).await.expect(409).has("닫혔습니다");
    assert!(app.submissions().await.len() == 1, "only the tutor's rehearsal");
    learner.post(&format!("{item}/samples"), &form).await.location();
    set("/").await;
    let mut tx = app.app.db.begin().await.expect("a transaction");
    let change =
        tx.sql(sql!("update mission_items set cool_down_seconds = 3600 where name = 'sum'"));
    change.execute().await.expect("an update");
    tx.commit().await.expect("a commit");
    learner.submit(&item, &form).await;
    learner.post(&format!("{item}/submit"), &form).await.expect(429).has("초 남았습니다");
    learner.post(&format!("{item}/samples"), &form).await.location();
    // Another learner and another item do not wait.
    learner.submit(&format!("{mission}/items/modules"), &form).await;
    app.learner("jisu").await.submit(&item, &form).await;
}

async fn an_import_keeps_what_the_studio_changed(stage: Stage) {
    let app = stage.school().await;
    let tutor = app.tutor("park").await;
    // A mission of the studio's own stays when the pack is imported again.
    let draft = drafted(&app, &tutor, &HIDDEN).await;
    let own = bare(&press(&app, &tutor, &draft, "publish").await.location());
    import_pack(&app.app, &mini()).await;
    tutor.get(&own).await.expect(200);
    app.learner("minji").await.get("/courses/mini").await.expect(200).has("Doubling");
    // A mission of the pack that was changed here is not overwritten unasked.
    let practice = format!("/studio{}", app.mission("practice").await);
    let page = tutor.get("/studio/missions?course=mini").await.expect(200).text();
    let at = page.split("/studio/items/").nth(1).and_then(|rest| rest.split('/').next());
    let at = at.and_then(|rest| rest.split('"').next()).expect("an item").to_owned();
    let config = tutor.get(&format!("/studio/items/{at}")).await.expect(200).text();
    assert!(config.contains("cases"));
    let draft = tutor.post(&format!("{practice}/edit"), &[]).await.location();
    let form = [
        ("title", "EDITED-HERE"),
        ("slug", "practice"),
        ("kind", "assignment"),
        ("language", "en"),
        ("pass_percent", "60"),
        ("do", "publish"),
    ];
    let mut form = form.to_vec();
    let lecture = lecture(&app).await;
    form.push(("lecture", &lecture));
    send(&tutor, &draft, &form).await.location();
    let dir = copy_of_mini(stage.dir());
    edit(&dir, "missions/practice/mission.toml", "title = \"Practice\"", "title = \"Imported\"");
    let pack = tokio::task::spawn_blocking(move || {
        check_pack(&dir, &SNAPSHOT, Depth::Configuration).expect("a pack without mistakes")
    });
    let pack = pack.await.expect("no panic");
    let refused = import(&app.app, &pack, StudioEdits::Refuse).await.expect_err("refused");
    let edited = refused.downcast_ref::<EditedInStudio>().expect("the studio's edits");
    assert_eq!(edited.0, ["practice"]);
    assert!(refused.to_string().contains("--overwrite"), "{refused}");
    tutor.get(&practice).await.expect(200).has("EDITED-HERE");
    import(&app.app, &pack, StudioEdits::Overwrite).await.expect("an import");
    tutor.get(&practice).await.expect(200).has("Imported");
    import(&app.app, &pack, StudioEdits::Refuse).await.expect("nothing is edited any more");
    tutor.get(&own).await.expect(200);
}

async fn a_published_mission_is_exported_as_a_pack(stage: Stage) {
    let app = stage.school().await;
    let tutor = app.tutor("park").await;
    for slug in ["practice", "check", "midterm"] {
        let studio = format!("/studio{}", app.mission(slug).await);
        let zip = tutor.get(&format!("{studio}/export")).await.expect(200);
        assert_eq!(zip.header("content-type"), "application/zip");
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip.body)).expect("an archive");
        let dir = stage.dir().join(slug);
        archive.extract(&dir).expect("its files");
        // The exported files are read as the pack's own were.
        let read = |dir: std::path::PathBuf| {
            let mut problems = weaverse::packs::Problems::default();
            let locale = weaverse::i18n::Locale::En;
            let root = dir.parent().expect("a folder").to_owned();
            let mission = weaverse::packs::load_mission(&dir, &root, locale, &mut problems);
            assert!(problems.is_empty(), "{:?}", problems.into_sorted());
            mission.expect("a mission")
        };
        let (here, there) = (read(dir.join(slug)), read(mini().join("missions").join(slug)));
        assert_eq!(here.items, there.items);
        assert_eq!((here.title, here.statement), (there.title, there.statement));
    }
}

async fn a_preview_grades_and_keeps_nothing(stage: Stage) {
    let app = stage.school().await;
    let tutor = app.tutor("park").await;
    let draft = drafted(&app, &tutor, &HIDDEN).await;
    let preview = format!("{draft}/preview/0");
    tutor.get(&preview).await.expect(200).says("draft-preview-note").has("Print twice");
    let form = [("file:main.py", "print(2 * int(input()))")];
    let right = tutor.htmx(&format!("{preview}/submit"), &form).await.expect(200);
    // As learners see it: the hidden case's input is not there.
    right.says("verdict-accepted").lacks("40000");
    let plain = tutor.post(&format!("{preview}/samples"), &[("file:main.py", "print(")]).await;
    plain.expect(200).says("verdict-compile-error");
    tutor.post(&format!("{preview}/submit"), &[]).await.expect(422);
    assert!(app.submissions().await.is_empty());
}

async fn a_grader_is_configured_by_a_form_of_its_schema(stage: Stage) {
    let app = stage.school().await;
    let tutor = app.tutor("park").await;
    // `cases` as JSON, and its own form again.
    let draft = drafted(&app, &tutor, &HIDDEN).await;
    let item = format!("{draft}/items/0");
    tutor.get(&item).await.expect(200).has("name=\"case.1.stdin\"");
    let raw = tutor.get(&format!("{item}?raw=1")).await.expect(200);
    raw.has("name=\"config_way\" value=\"raw\"").has("80000");
    let mut form: Vec<(&str, &str)> = ITEM.to_vec();
    form.retain(|(key, _)| *key != "config_way");
    form.extend([("config_way", "raw"), ("config", "{\"cases\": ["), ("do", "save")]);
    send(&tutor, &item, &form).await.expect(422).has("id=\"config-error\"");
    let id = authoring::course(&app.app, &viewer(&app).await, "mini").await.expect("a course");
    assert_eq!(id.slug, "mini");
    let mut document =
        weaverse::missions::authoring::model::Document::blank(MissionKind::Quiz, "ko");
    document.slug = "x".to_owned();
    assert!(export::files(&document).is_err(), "a mission without items is no pack");
}

async fn viewer(app: &TestApp) -> weaverse::accounts::Viewer {
    let role = weaverse::accounts::Role::Administrator;
    let id = app.register("root", role).await;
    weaverse::accounts::Viewer { id, nickname: "root".to_owned(), role }
}
