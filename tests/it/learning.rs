//! Lessons: watching, resuming, media over ranges, and what counts as done.

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;
use weaverse::sql;

use crate::both_engines;
use crate::support::actors::send;
use crate::support::app::TestApp;
use crate::support::{Actor, Page, Stage};

both_engines!(
    one_goes_on_on_another_device,
    a_start_at_zero_never_overwrites_the_place,
    reports_may_come_twice_late_and_in_pieces,
    ninety_percent_make_a_video_done,
    a_malformed_report_is_refused,
    a_reading_is_done_when_one_says_so,
    a_mission_is_not_done_by_saying_so,
    videos_are_served_in_ranges,
    media_is_revalidated,
    media_is_for_those_who_are_logged_in,
    text_of_lessons_cannot_run_scripts,
);

async fn id_of(app: &TestApp, topic: &str) -> Uuid {
    let mut tx = app.app.db.read().await.expect("a transaction");
    let row = tx.sql(sql!("select id from topics where slug = $1")).bind(topic.to_owned());
    let (id,): (Uuid,) = row.one().await.expect("a topic");
    id
}

async fn report(app: &TestApp, actor: &Actor, report: Value) -> Page {
    let path = format!("/topics/{}/watch", id_of(app, "watch").await);
    send(actor.request(Method::POST, &path).json(&report)).await
}

/// A report of a clip of ten seconds.
fn at(position: i64, watched: &[(i64, i64)]) -> Value {
    json!({ "position_ms": position, "duration_ms": 10_000, "watched": watched, "event": "heartbeat" })
}

/// Watched intervals as they are kept.
async fn watched(app: &TestApp) -> String {
    let mut tx = app.app.db.read().await.expect("a transaction");
    let (text,): (String,) =
        tx.sql(sql!("select watched from topic_progress")).one().await.expect("one row");
    text
}

async fn one_goes_on_on_another_device(stage: Stage) {
    let app = stage.school().await;
    let phone = app.learner("minji").await;
    phone.get("/courses/mini/start/watch").await.expect(200).has("data-position-ms=\"0\"");
    report(&app, &phone, at(4_200, &[(0, 4_200)])).await.expect(200);
    let laptop = app.anonymous();
    let address = crate::support::app::email("minji");
    laptop.log_in(&address, crate::support::app::PASSWORD).await.expect(303);
    laptop.get("/courses/mini/start/watch").await.expect(200).has("data-position-ms=\"4200\"");
    // Somebody else begins at the beginning.
    let other = app.learner("jun").await;
    other.get("/courses/mini/start/watch").await.expect(200).has("data-position-ms=\"0\"");
}

async fn a_start_at_zero_never_overwrites_the_place(stage: Stage) {
    let app = stage.school().await;
    let actor = app.learner("minji").await;
    report(&app, &actor, at(6_000, &[(0, 6_000)])).await.expect(200);
    let zero = json!({ "position_ms": 0, "duration_ms": 0, "event": "play" });
    let kept = report(&app, &actor, zero).await.expect(200).json();
    assert_eq!(kept, json!({ "position_ms": 6_000, "furthest_ms": 6_000, "completed": false }));
    // Going back is a place; how far one has been stays.
    let back = report(&app, &actor, at(1_000, &[])).await.expect(200).json();
    assert_eq!(back, json!({ "position_ms": 1_000, "furthest_ms": 6_000, "completed": false }));
    // Nothing is beyond the end.
    let beyond = report(&app, &actor, at(99_000, &[])).await.expect(200).json();
    assert_eq!(beyond, json!({ "position_ms": 10_000, "furthest_ms": 10_000, "completed": false }));
}

async fn reports_may_come_twice_late_and_in_pieces(stage: Stage) {
    let app = stage.school().await;
    let actor = app.learner("minji").await;
    let pieces =
        [at(3_000, &[(0, 3_000)]), at(9_000, &[(7_000, 9_000)]), at(5_000, &[(2_500, 5_000)])];
    for piece in pieces.iter().chain(&pieces) {
        report(&app, &actor, piece.clone()).await.expect(200);
    }
    assert_eq!(watched(&app).await, "[[0,5000],[7000,9000]]");
    // Nonsense adds nothing: backwards, outside, empty.
    report(&app, &actor, at(5_000, &[(4, 4), (6_500, 6_000), (20_000, 30_000), (-9, -1)]))
        .await
        .expect(200);
    assert_eq!(watched(&app).await, "[[0,5000],[7000,9000]]");
}

async fn ninety_percent_make_a_video_done(stage: Stage) {
    let app = stage.school().await;
    let actor = app.learner("minji").await;
    // Jumping to the end is not watching.
    let jumped = report(&app, &actor, at(10_000, &[(9_900, 10_000)])).await.expect(200).json();
    assert_eq!(jumped["completed"], false);
    let nearly = report(&app, &actor, at(8_800, &[(0, 8_800)])).await.expect(200).json();
    assert_eq!(nearly["completed"], false);
    let done = report(&app, &actor, at(9_000, &[(8_800, 9_000)])).await.expect(200).json();
    assert_eq!(done["completed"], true);
    actor.get("/courses/mini").await.expect(200).has("1 / 2");
    // Done stays done.
    let again = report(&app, &actor, at(100, &[])).await.expect(200).json();
    assert_eq!(again["completed"], true);
}

async fn a_malformed_report_is_refused(stage: Stage) {
    let app = stage.school().await;
    let actor = app.learner("minji").await;
    let bad = [
        json!({ "position_ms": -1 }),
        json!({ "position_ms": 1, "duration_ms": -1 }),
        json!({ "position_ms": 100_000_000_000_i64 }),
        json!({ "position_ms": 1, "watched": vec![[0, 1]; 501] }),
        json!({ "position_ms": "soon" }),
        json!({}),
        json!([]),
    ];
    for body in bad {
        let status = report(&app, &actor, body.clone()).await.status;
        assert_eq!(status, 422, "{body}");
    }
    let path = format!("/topics/{}/watch", id_of(&app, "watch").await);
    let text = actor.request(Method::POST, &path).header("content-type", "text/plain").body("hi");
    send(text).await.expect(415);
    let broken =
        actor.request(Method::POST, &path).header("content-type", "application/json").body("{");
    send(broken).await.expect(400);
    let nowhere = format!("/topics/{}/watch", Uuid::nil());
    send(actor.request(Method::POST, &nowhere).json(&at(1, &[]))).await.expect(404);
    let anonymous = app.anonymous();
    report(&app, &anonymous, at(1, &[])).await.expect(303);
    actor.get("/courses/mini/start/watch").await.expect(200).has("data-position-ms=\"0\"");
}

async fn a_reading_is_done_when_one_says_so(stage: Stage) {
    let app = stage.school().await;
    let actor = app.learner("minji").await;
    actor.get("/courses/mini/start/read").await.expect(200).says("lesson-mark-read");
    let next = actor.post("/topics/mini/start/read/complete", &[]).await.location();
    assert_eq!(next, "/courses/mini/start/watch");
    actor
        .get("/courses/mini/start/read")
        .await
        .expect(200)
        .lacks("name=\"complete\"")
        .says("lesson-read");
    actor.get("/").await.expect(200).has("Mini course").says("home-resume");
    actor.get("/learning").await.expect(200).has("1 / 4");
}

async fn a_mission_is_not_done_by_saying_so(stage: Stage) {
    let app = stage.school().await;
    let actor = app.learner("minji").await;
    for topic in ["check", "practice"] {
        actor.post(&format!("/topics/mini/do/{topic}/complete"), &[]).await.expect(404);
        let path = format!("/topics/{}/watch", id_of(&app, topic).await);
        send(actor.request(Method::POST, &path).json(&at(9_999, &[(0, 10_000)]))).await.expect(404);
    }
    actor.get("/courses/mini").await.expect(200).lacks("1 / 2");
}

/// The addresses of the clip and its captions, off the page.
async fn media(actor: &Actor) -> (String, String) {
    let page = actor.get("/courses/mini/start/watch").await.expect(200).text();
    let src = |before: &str| {
        let rest = page.split(before).nth(1).expect("a source");
        rest.split('"').next().expect("an address").to_owned()
    };
    (src("<source src=\""), src("label=\"한국어\" src=\""))
}

async fn videos_are_served_in_ranges(stage: Stage) {
    let app = stage.school().await;
    let actor = app.learner("minji").await;
    let (video, captions) = media(&actor).await;
    let whole = actor.get(&video).await.expect(200);
    assert_eq!(
        (whole.header("content-type"), whole.header("accept-ranges")),
        ("video/mp4", "bytes")
    );
    let range =
        async |range: &str| send(actor.request(Method::GET, &video).header("range", range)).await;
    let part = range("bytes=100-199").await.expect(206);
    assert_eq!(part.header("content-range"), format!("bytes 100-199/{}", whole.body.len()));
    assert_eq!(part.body, whole.body[100..200]);
    let tail = range("bytes=-50").await.expect(206);
    assert_eq!(tail.body, whole.body[whole.body.len() - 50..]);
    let rest = range("bytes=4000-").await.expect(206);
    assert_eq!(rest.body, whole.body[4000..]);
    range("bytes=999999-").await.expect(416);
    // Never compressed: ranges are of the file's bytes.
    let greedy = actor.request(Method::GET, &video).header("accept-encoding", "gzip, br");
    assert_eq!(send(greedy).await.expect(200).header("content-encoding"), "");
    let text = actor.get(&captions).await.expect(200).has("안녕하세요");
    assert_eq!(text.header("content-type"), "text/vtt; charset=utf-8");
}

async fn media_is_revalidated(stage: Stage) {
    let app = stage.school().await;
    let actor = app.learner("minji").await;
    let (video, _) = media(&actor).await;
    let first = actor.get(&video).await.expect(200);
    assert!(first.header("cache-control").starts_with("private"));
    let (tag, date) = (first.header("etag").to_owned(), first.header("last-modified").to_owned());
    assert!(!tag.is_empty() || !date.is_empty(), "nothing to revalidate with");
    for (name, value) in [("if-none-match", tag), ("if-modified-since", date)] {
        if !value.is_empty() {
            send(actor.request(Method::GET, &video).header(name, value)).await.expect(304);
        }
    }
}

async fn media_is_for_those_who_are_logged_in(stage: Stage) {
    let app = stage.school().await;
    let (video, captions) = media(&app.learner("minji").await).await;
    for path in [video.as_str(), captions.as_str(), "/courses/mini/start/watch", "/learning"] {
        let answer = app.anonymous().get(path).await;
        assert_eq!(answer.location(), format!("/login?next={path}"));
    }
    let actor = app.learner("jun").await;
    actor.get(&format!("/videos/{}", Uuid::nil())).await.expect(404);
    actor.get(&format!("/captions/{}", Uuid::nil())).await.expect(404);
    actor.get("/videos/none").await.expect(404);
}

async fn text_of_lessons_cannot_run_scripts(stage: Stage) {
    let app = stage.school().await;
    let actor = app.learner("minji").await;
    let page = actor.get("/courses/mini/start/read").await.expect(200);
    page.has("Read <em>this</em>").lacks("alert(1)");
}
