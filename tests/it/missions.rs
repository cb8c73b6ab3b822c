//! From a mission page to a verdict, with the real graders and runtimes.

use reqwest::Method;
use weaverse::accounts::Role;
use weaverse::i18n::Locale;

use crate::both_engines;
use crate::support::actors::send;
use crate::support::app::TestApp;
use crate::support::submissions::Row;
use crate::support::{Actor, Stage};

both_engines!(
    every_verdict_reaches_the_learner,
    a_run_on_samples_gives_no_score,
    javascript_and_programs_of_several_files_are_graded,
    a_choice_is_judged_and_partial_choices_earn_part,
    attempts_run_out,
    what_learners_did_is_listed,
    the_submissions_of_others_do_not_exist,
    what_is_no_answer_is_refused,
    a_large_body_is_refused,
    one_learner_can_wait_for_so_many_only,
    a_full_queue_asks_to_come_back,
    htmx_gets_the_result_without_a_reload,
    a_passed_mission_completes_its_topic,
    a_waiting_submission_knows_its_place,
    attempts_at_the_same_moment_are_counted,
);

const RIGHT: &str = "print(sum(map(int, input().split())))";

async fn python(app: &TestApp, actor: &Actor, code: &str) -> Row {
    let item = format!("{}/items/sum", app.mission("practice").await);
    let id = actor.submit(&item, &[("file:main.py", code)]).await;
    app.graded(id).await
}

async fn every_verdict_reaches_the_learner(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let actor = app.learner("minji").await;
    let item = format!("{}/items/sum", app.mission("practice").await);
    let verdicts = [
        (RIGHT, "accepted", 20_000),
        // Only small numbers: 1 of 4 points for the sample, 1 for the negative one.
        ("a, b = map(int, input().split())\nprint(a + b if a < 100 else 0)", "partial", 10_000),
        ("print('no')", "wrong_answer", 0),
        ("print(", "compile_error", 0),
        ("raise ValueError('broken')", "runtime_error", 0),
        ("while True: pass", "fuel_limit", 0),
        ("x = [0] * 10**8", "memory_limit", 0),
        ("print('x' * 10**6)", "output_limit", 0),
        ("import socket\nsocket.socket().connect(('127.0.0.1', 80))", "refused", 0),
    ];
    for (code, verdict, score) in verdicts {
        let row = python(&app, &actor, code).await;
        assert_eq!((row.verdict(), row.score), (verdict, Some(score)), "{code}: {:?}", row.report);
        assert_eq!(row.max_score, Some(20_000));
        let page = actor.get(&format!("{item}?submission={}", row.id)).await.expect(200);
        page.says(&format!("verdict-{}", verdict.replace('_', "-")));
    }
}

async fn a_run_on_samples_gives_no_score(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let actor = app.learner("minji").await;
    let item = format!("{}/items/sum", app.mission("practice").await);
    let form = [("file:main.py", RIGHT)];
    let shown = actor.htmx(&format!("{item}/samples"), &form).await.expect(200);
    shown.says("mission-samples-result").says("verdict-accepted").has("small").lacks("large");
    let row = &app.submissions().await[0];
    assert!(!row.report.as_ref().unwrap().contains("700000"), "{:?}", row.report);
    // Neither points nor a line in the history.
    actor.get(&app.mission("practice").await).await.expect(200).has("0 / 20");
    assert_eq!(actor.get(&item).await.text().matches("?submission=").count(), 0);
}

async fn javascript_and_programs_of_several_files_are_graded(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let actor = app.learner("minji").await;
    let practice = app.mission("practice").await;
    let script = [("file:main.js", "const twice = n => 2 * n;")];
    let row = app.graded(actor.submit(&format!("{practice}/items/twice"), &script).await).await;
    assert_eq!(row.verdict(), "accepted", "{:?}", row.report);
    let files = [
        ("file:main.py", "import greeting\r\nprint(greeting.hello(input()))\r\n"),
        ("file:greeting.py", "def hello(name):\r\n    return f'Hello, {name}!'\r\n"),
    ];
    let row = app.graded(actor.submit(&format!("{practice}/items/modules"), &files).await).await;
    assert_eq!(row.verdict(), "accepted", "{:?}", row.report);
    let page = actor.get(&format!("{practice}/items/modules")).await.expect(200);
    page.has("name=\"file:main.py\"").has("name=\"file:greeting.py\"");
}

async fn a_choice_is_judged_and_partial_choices_earn_part(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let actor = app.learner("minji").await;
    let check = app.mission("check").await;
    let one = format!("{check}/items/one");
    let row = app.graded(actor.submit(&one, &[("choice", "2")]).await).await;
    assert_eq!((row.verdict(), row.score), ("wrong_answer", Some(0)));
    actor.get(&one).await.expect(200).has("NOTE-OF-THAT").says("mission-choice-wrong");
    let row = app.graded(actor.submit(&one, &[("choice", "1")]).await).await;
    assert_eq!((row.verdict(), row.score), ("accepted", Some(5000)));
    let several = format!("{check}/items/several");
    let row = app.graded(actor.submit(&several, &[("choice", "1")]).await).await;
    assert_eq!((row.verdict(), row.score), ("partial", Some(2000)));
    let row = app.graded(actor.submit(&several, &[("choice", "1"), ("choice", "2")]).await).await;
    assert_eq!((row.verdict(), row.score), ("accepted", Some(4000)));
}

async fn attempts_run_out(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let actor = app.learner("minji").await;
    let item = format!("{}/items/secret", app.mission("midterm").await);
    let form = [("file:main.py", "print(input())")];
    // Trying the samples costs nothing.
    for _ in 0..3 {
        actor.htmx(&format!("{item}/samples"), &form).await.expect(200);
    }
    for _ in 0..2 {
        app.graded(actor.submit(&item, &form).await).await;
    }
    let answer = actor.post(&format!("{item}/submit"), &form).await.expect(409);
    answer.says("mission-no-attempts");
    actor.get(&item).await.expect(200).says("mission-no-attempts");
    actor.htmx(&format!("{item}/samples"), &form).await.expect(200);
}

async fn what_learners_did_is_listed(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let actor = app.learner("minji").await;
    let item = format!("{}/items/sum", app.mission("practice").await);
    let first = python(&app, &actor, "print('first')").await;
    let second = python(&app, &actor, RIGHT).await;
    let page = actor.get(&item).await.expect(200);
    // The latest code is in the editor, and both are in the history.
    let page = page.has("print(sum(map(int").has(&format!("submission={}", first.id));
    page.has(&format!("submission={}", second.id));
    let old = actor.get(&format!("{item}?submission={}", first.id)).await.expect(200);
    old.has("print(&#39;first&#39;)").says("verdict-wrong-answer");
    actor.get("/learning").await.expect(200).has("Practice").has("20 / 40");
}

async fn the_submissions_of_others_do_not_exist(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let (minji, jun) = (app.learner("minji").await, app.learner("jun").await);
    let item = format!("{}/items/sum", app.mission("practice").await);
    let row = python(&app, &minji, "print('mine')").await;
    for path in [format!("/submissions/{}", row.id), format!("{item}?submission={}", row.id)] {
        jun.get(&path).await.expect(404).lacks("mine");
        jun.poll(&path).await.expect(404).lacks("mine");
    }
    jun.get(&item).await.expect(200).lacks("mine");
    app.anonymous().get(&format!("/submissions/{}", row.id)).await.expect(303);
    app.tutor("park").await.poll(&format!("/submissions/{}", row.id)).await.expect(200);
}

async fn what_is_no_answer_is_refused(stage: Stage) {
    let app = stage.school().await;
    let actor = app.learner("minji").await;
    let (check, practice) = (app.mission("check").await, app.mission("practice").await);
    let (one, sum) = (format!("{check}/items/one/submit"), format!("{practice}/items/sum/submit"));
    actor.post(&one, &[]).await.expect(422).says("mission-answer-required");
    actor.post(&one, &[("choice", "9")]).await.expect(422).says("mission-choice-unknown");
    let two = [("choice", "1"), ("choice", "2")];
    actor.post(&one, &two).await.expect(422).says("mission-choice-unknown");
    actor.post(&sum, &[]).await.expect(422).says("mission-no-files");
    actor.post(&sum, &[("other", "1")]).await.expect(422);
    for path in ["../main.py", "/etc/passwd", "a//b.py", ""] {
        actor.post(&sum, &[(&format!("file:{path}"), "1")]).await.expect(422);
    }
    let twice = [("file:main.py", "1"), ("file:main.py", "2")];
    actor.post(&sum, &twice).await.expect(422);
    actor.post(&format!("{practice}/items/nothing/submit"), &[]).await.expect(404);
    actor.post("/missions/nothing/items/sum/submit", &[]).await.expect(404);
    assert!(app.submissions().await.is_empty());
}

async fn a_large_body_is_refused(stage: Stage) {
    let app = stage.school().await;
    let actor = app.learner("minji").await;
    let sum = format!("{}/items/sum/submit", app.mission("practice").await);
    let large = "x".repeat((2 << 20) + 1);
    let answer = actor.post(&sum, &[("file:main.py", &large)]).await.expect(413);
    answer.says("error-too-large");
    assert!(app.submissions().await.is_empty());
}

async fn one_learner_can_wait_for_so_many_only(stage: Stage) {
    let clock = weaverse::clock::Clock::system();
    let app = stage.school_with(clock, |config| config.grading.max_waiting_per_learner = 1).await;
    let (minji, jun) = (app.learner("minji").await, app.register("jun", Role::Learner).await);
    let sum = format!("{}/items/sum", app.mission("practice").await);
    let form = [("file:main.py", RIGHT)];
    let first = minji.submit(&sum, &form).await;
    let answer = minji.post(&format!("{sum}/submit"), &form).await.expect(429);
    assert!(!answer.header("retry-after").is_empty());
    app.hand_in(jun, RIGHT).await;
    // Once it is graded there is room again.
    app.grade();
    app.graded(first).await;
    minji.submit(&sum, &form).await;
}

async fn a_full_queue_asks_to_come_back(stage: Stage) {
    let clock = weaverse::clock::Clock::system();
    let app = stage.school_with(clock, |config| config.grading.max_waiting = 1).await;
    let (minji, jun) = (app.register("minji", Role::Learner).await, app.learner("jun").await);
    let sum = format!("{}/items/sum", app.mission("practice").await);
    let form = [("file:main.py", RIGHT)];
    app.hand_in(minji, RIGHT).await;
    let answer = jun.post(&format!("{sum}/submit"), &form).await.expect(503);
    assert!(!answer.header("retry-after").is_empty());
    answer.says("mission-queue-full");
}

async fn htmx_gets_the_result_without_a_reload(stage: Stage) {
    let app = stage.school().await;
    let actor = app.learner("minji").await;
    let sum = format!("{}/items/sum", app.mission("practice").await);
    // Nobody grades yet: the answer is a fragment that asks again by itself.
    let waiting =
        actor.htmx(&format!("{sum}/submit"), &[("file:main.py", RIGHT)]).await.expect(200);
    let waiting = waiting.lacks("<!doctype").says("mission-waiting").has("hx-get=\"/submissions/");
    let text = waiting.text();
    let url = text.split("hx-get=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    app.grade();
    let result = actor.poll(url).await.expect(200).says("verdict-accepted");
    // Points of each case, without those of hidden input.
    result.has("large").lacks("hx-get").lacks("700007");
    // Without JavaScript the same address leads to the page.
    let location = actor.get(url).await.location();
    assert!(location.starts_with(&sum), "{location}");
    let asked = send(actor.request(Method::GET, &location)).await.expect(200);
    asked.says("verdict-accepted");
}

async fn a_passed_mission_completes_its_topic(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let actor = app.learner("minji").await;
    python(&app, &actor, RIGHT).await;
    // 20 of 40 points are not the 60 percent that pass.
    actor.get("/courses/mini").await.expect(200).has("0 / 2");
    let twice = format!("{}/items/twice", app.mission("practice").await);
    let script = [("file:main.js", "function twice(n) { return n + n }")];
    app.graded(actor.submit(&twice, &script).await).await;
    actor.get("/courses/mini").await.expect(200).has("1 / 2");
}

async fn a_waiting_submission_knows_its_place(stage: Stage) {
    let app = stage.school().await;
    let busy = app.register("busy", Role::Learner).await;
    for _ in 0..2 {
        app.hand_in(busy, RIGHT).await;
    }
    let jun = app.learner("jun").await;
    let sum = format!("{}/items/sum", app.mission("practice").await);
    let id = jun.submit(&sum, &[("file:main.py", RIGHT)]).await;
    let place = Locale::Ko.text_with("mission-place", &[("count", "1".to_owned())]);
    // Behind the first of the other one, before the second.
    jun.poll(&format!("/submissions/{id}")).await.expect(200).has(&place);
}

async fn attempts_at_the_same_moment_are_counted(stage: Stage) {
    let app = std::sync::Arc::new(stage.school().await);
    let user = app.register("minji", Role::Learner).await;
    let mut hands = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let app = std::sync::Arc::clone(&app);
        hands.spawn(async move { app.hand_in_to(user, "midterm", "secret", "1").await.is_ok() });
    }
    let taken = hands.join_all().await.into_iter().filter(|taken| *taken).count();
    assert_eq!((taken, app.submissions().await.len()), (2, 2));
}
