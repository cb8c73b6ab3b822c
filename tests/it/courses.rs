//! Importing courses, and what their pages cost.

use std::path::Path;

use weaverse::accounts::UserId;

use crate::both_engines;
use crate::support::app::TestApp;
use crate::support::pack::{copy_of_mini, edit, import_pack, mini};
use crate::support::{Actor, Stage};

both_engines!(
    importing_twice_changes_nothing,
    an_import_keeps_what_learners_did,
    what_leaves_the_pack_is_archived_and_comes_back,
    a_pack_with_mistakes_changes_nothing,
    a_curriculum_keeps_its_planned_subjects_closed,
    pages_cost_the_same_however_much_there_is,
);

async fn importing_twice_changes_nothing(stage: Stage) {
    let app = stage.school().await;
    let (before, mission) =
        (app.anonymous().get("/courses/mini").await, app.mission("check").await);
    import_pack(&app.app, &mini()).await;
    assert_eq!(app.mission("check").await, mission);
    let after = app.anonymous().get("/courses/mini").await.expect(200);
    let main = |text: String| text.split("<main").nth(1).map(str::to_owned);
    assert_eq!(main(before.text()), main(after.text()));
}

async fn an_import_keeps_what_learners_did(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let actor = app.learner("minji").await;
    actor.post("/topics/mini/start/read/complete", &[]).await.expect(303);
    let one = format!("{}/items/one", app.mission("check").await);
    let id = actor.submit(&one, &[("choice", "1")]).await;
    let graded = app.graded(id).await;
    let pack = copy_of_mini(stage.dir());
    edit(&pack, "course.toml", "title = \"Reading\"", "title = \"Reading, anew\"");
    edit(&pack, "missions/check/mission.toml", "Which one?", "Which one, then?");
    import_pack(&app.app, &pack).await;
    assert_eq!(app.submission(id).await, graded);
    actor.get("/courses/mini").await.expect(200).has("Reading, anew").has("1 / 2");
    actor.get(&format!("{one}?submission={id}")).await.expect(200).has("Which one, then?");
    actor.get("/learning").await.expect(200).has("1 / 4").has("5 / 9");
}

async fn what_leaves_the_pack_is_archived_and_comes_back(stage: Stage) {
    let app = stage.school().await;
    let actor = app.learner("minji").await;
    actor.post("/topics/mini/start/read/complete", &[]).await.expect(303);
    let check = app.mission("check").await;
    let pack = copy_of_mini(stage.dir());
    let course = std::fs::read_to_string(pack.join("course.toml")).unwrap();
    let (reading, quiz) = (topic(&course, "read"), topic(&course, "check"));
    std::fs::write(pack.join("course.toml"), course.replace(&reading, "").replace(&quiz, ""))
        .unwrap();
    import_pack(&app.app, &pack).await;
    actor.get("/courses/mini").await.expect(200).lacks("Reading").lacks("Quiz").has("0 / 1");
    actor.get("/courses/mini/start/read").await.expect(404);
    actor.get(&check).await.expect(404);
    actor.get(&format!("{check}/items/one")).await.expect(404);
    actor.post(&format!("{check}/items/one/submit"), &[("choice", "1")]).await.expect(404);
    import_pack(&app.app, &mini()).await;
    assert_eq!(app.mission("check").await, check);
    actor.get("/courses/mini").await.expect(200).has("Reading").has("1 / 2");
    actor.get(&check).await.expect(200);
}

/// The part of `course.toml` that is a topic.
fn topic(course: &str, slug: &str) -> String {
    let parts = course.split("[[lectures.topics]]").skip(1);
    let found =
        parts.filter(|part| part.contains(&format!("slug = \"{slug}\""))).collect::<Vec<_>>();
    let part = found[0].split("\n[").next().unwrap_or_default();
    format!("[[lectures.topics]]{part}")
}

async fn a_pack_with_mistakes_changes_nothing(stage: Stage) {
    let app = stage.school().await;
    let pack = copy_of_mini(stage.dir());
    edit(&pack, "course.toml", "title = \"Mini course\"", "title = \"Spoilt course\"");
    edit(&pack, "missions/check/mission.toml", "points = 4", "points = 0");
    let import = stage.command(&["course", "import", &pack.to_string_lossy()]).output();
    let output = import.await.expect("the program runs");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("missions/check/mission.toml:22: points are from"), "{said}");
    app.anonymous().get("/courses/mini").await.expect(200).has("Mini course").lacks("Spoilt");
}

async fn a_curriculum_keeps_its_planned_subjects_closed(stage: Stage) {
    let app = stage.school().await;
    let file = stage.dir().join("curriculum.toml");
    let text = "format = 1\nslug = \"all\"\nname = \"Everything\"\nsummary = \"All of it.\"\nprice = 50000\n\
                [[subjects]]\nslug = \"mini\"\ntitle = \"Mini\"\nsummary = \"x\"\n\
                [[subjects]]\nslug = \"later\"\ntitle = \"Later\"\nsummary = \"y\"\n";
    std::fs::write(&file, text).unwrap();
    let mut problems = weaverse::packs::Problems::default();
    let curriculum = weaverse::packs::load_curriculum(&file, &mut problems).expect("a curriculum");
    weaverse::courses::import::import_curriculum(&app.app, &curriculum).await.expect("an import");
    let page =
        app.anonymous().get("/").await.expect(200).has("₩50,000").has("href=\"/courses/mini\"");
    page.has("Later").says("state-planned").lacks("href=\"/courses/later\"");
}

/// Statements of a request beside the page's own: session and viewer.
const FRAME: u64 = 2;
/// What a page may ask, whatever the number of rows.
const MOST: u64 = 6;

async fn pages_cost_the_same_however_much_there_is(stage: Stage) {
    let app = stage.school().await;
    let learner = app.learner("minji").await;
    let tutor = app.tutor("park").await;
    let minji = user(&app, "jun").await;
    // A little of everything.
    finish(&app, &learner, 1).await;
    let little = costs(&app, &learner, &tutor).await;
    let pack = copy_of_mini(stage.dir());
    grow(&pack);
    import_pack(&app.app, &pack).await;
    for copy in 0..3 {
        let dir = copy_of_mini(&stage.dir().join(format!("{copy}")));
        edit(&dir, "course.toml", "slug = \"mini\"", &format!("slug = \"mini-{copy}\""));
        import_pack(&app.app, &dir).await;
    }
    for _ in 0..5 {
        app.hand_in(minji, "print(1)").await;
    }
    finish(&app, &learner, 8).await;
    let much = costs(&app, &learner, &tutor).await;
    assert_eq!(little, much);
    let dear: Vec<_> = much.iter().filter(|(_, cost)| *cost > FRAME + MOST).collect();
    assert!(dear.is_empty(), "more than {MOST} statements: {dear:?}");
}

async fn user(app: &TestApp, name: &str) -> UserId {
    app.register(name, weaverse::accounts::Role::Learner).await
}

/// Hands in and gets verdicts.
async fn finish(app: &TestApp, actor: &Actor, times: usize) {
    app.grade();
    actor.post("/topics/mini/start/read/complete", &[]).await.expect(303);
    let sum = format!("{}/items/sum", app.mission("practice").await);
    for _ in 0..times {
        let id = actor.submit(&sum, &[("file:main.py", "print(3)")]).await;
        app.graded(id).await;
    }
}

/// More topics and items than before.
fn grow(pack: &Path) {
    let mut course = std::fs::read_to_string(pack.join("course.toml")).unwrap();
    let reading = topic(&course, "read");
    let end = course.find("[midterm]").unwrap();
    let more: String =
        (0..15).map(|i| reading.replace("\"read\"", &format!("\"read-{i}\""))).collect();
    course.insert_str(end, &more);
    std::fs::write(pack.join("course.toml"), course).unwrap();
    let path = pack.join("missions/practice/mission.toml");
    let mut mission = std::fs::read_to_string(&path).unwrap();
    let last = mission.rfind("[[items]]").unwrap();
    let item = mission[last..].to_owned();
    mission.extend((0..15).map(|i| item.replace("\"modules\"", &format!("\"more-{i}\""))));
    std::fs::write(path, mission).unwrap();
}

/// The number of statements of each page, once nothing else runs.
async fn costs(app: &TestApp, learner: &Actor, tutor: &Actor) -> Vec<(&'static str, u64)> {
    app.pause().await;
    let (practice, check) = (app.mission("practice").await, app.mission("check").await);
    let (sum, one) = (format!("{practice}/items/sum"), format!("{check}/items/one"));
    let last = app.submissions().await.last().expect("a submission").id;
    let pages = [
        ("home", "/", learner),
        ("course", "/courses/mini", learner),
        ("reading", "/courses/mini/start/read", learner),
        ("video", "/courses/mini/start/watch", learner),
        ("learning", "/learning", learner),
        ("mission", &practice, learner),
        ("item", &sum, learner),
        ("result", &format!("{sum}?submission={last}"), learner),
        ("choice", &one, learner),
        ("studio", "/studio", tutor),
        ("missions", "/studio/missions", tutor),
        ("plugins", "/studio/plugins", tutor),
    ];
    let mut costs = Vec::new();
    for (name, path, actor) in pages {
        let before = app.app.db.statement_count();
        actor.get(path).await.expect(200);
        costs.push((name, app.app.db.statement_count() - before));
    }
    costs
}
