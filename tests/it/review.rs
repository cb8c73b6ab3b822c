//! What tutors do with submissions: lists, comparisons, comments, scores set
//! by people, statistics; and similar submissions.

use uuid::Uuid;
use weaverse::accounts::Role;
use weaverse::sql;

use crate::both_engines;
use crate::support::app::TestApp;
use crate::support::{Actor, Stage};

both_engines!(
    submissions_are_listed_and_filtered,
    two_programs_stand_side_by_side,
    a_comment_reaches_the_learner,
    a_score_is_set_by_a_person_with_a_trail,
    the_trail_is_never_changed,
    statistics_tell_items_and_cases,
    statistics_take_a_fixed_number_of_statements,
    similar_submissions_are_found_and_others_are_not,
);

const RIGHT: &str = "print(sum(map(int, input().split())))";

async fn studio(app: &TestApp) -> String {
    format!("/studio{}", app.mission("practice").await)
}

async fn hand_in(app: &TestApp, actor: &Actor, item: &str, code: &str) -> Uuid {
    let at = format!("{}/items/{item}", app.mission("practice").await);
    let id = actor.submit(&at, &[("file:main.py", code)]).await;
    app.graded(id).await;
    id
}

async fn submissions_are_listed_and_filtered(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let (minji, jisu) = (app.learner("minji").await, app.learner("jisu").await);
    let right = hand_in(&app, &minji, "sum", RIGHT).await;
    let wrong = hand_in(&app, &jisu, "sum", "print(1)").await;
    let list = format!("{}/submissions", studio(&app).await);
    let tutor = app.tutor("park").await;
    minji.get(&list).await.expect(404);
    let (right, wrong) = (right.to_string(), wrong.to_string());
    tutor.get(&list).await.expect(200).has(&right).has(&wrong);
    for (query, shown, hidden) in [
        ("learner=MIN", &right, &wrong),
        ("verdict=wrong_answer", &wrong, &right),
        ("learner=jisu&until=2999-01-01T00:00", &wrong, &right),
    ] {
        tutor.get(&format!("{list}?{query}")).await.expect(200).has(shown).lacks(hidden);
    }
    for query in
        ["from=2999-01-01T00:00", "learner=%25", "verdict=failed", "page=2", "learner=_____"]
    {
        let page = tutor.get(&format!("{list}?{query}")).await.expect(200);
        page.says("review-none").lacks(&right);
    }
    tutor.get(&format!("{list}?from=yesterday")).await.expect(200).says("draft-time-bad");
    tutor.get(&format!("{list}?verdict=nonsense&item=x")).await.expect(200).has(&right);
}

async fn two_programs_stand_side_by_side(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let (minji, jisu) = (app.learner("minji").await, app.learner("jisu").await);
    let first = hand_in(&app, &minji, "sum", "a = 1\nprint('FIRST')\n").await;
    let second = hand_in(&app, &minji, "sum", "a = 1\nprint('SECOND')\n").await;
    let other = hand_in(&app, &jisu, "sum", RIGHT).await;
    let tutor = app.tutor("park").await;
    let at = format!("/studio/submissions/{second}/diff");
    let page = tutor.get(&format!("{at}?with={first}")).await.expect(200);
    page.has("<del>").has("FIRST").has("<ins>").has("SECOND");
    tutor.get(&format!("{at}?with=solution")).await.expect(200).has("SECOND");
    tutor.get(&format!("{at}?with=starter")).await.expect(200).has("SECOND");
    for with in [other.to_string(), Uuid::nil().to_string(), "nothing".to_owned()] {
        tutor.get(&format!("{at}?with={with}")).await.expect(404);
    }
    minji.get(&format!("{at}?with=solution")).await.expect(404);
}

async fn a_comment_reaches_the_learner(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let (minji, jisu) = (app.learner("minji").await, app.learner("jisu").await);
    let id = hand_in(&app, &minji, "sum", "print(1)").await;
    let (park, kim) = (app.tutor("park").await, app.tutor("kim").await);
    let at = format!("/studio/submissions/{id}");
    let comments = format!("{at}/comments");
    park.post(&comments, &[("body", "  ")]).await.expect(422).says("review-comment-empty");
    let body = "Read **both** numbers.<script>alert(1)</script>";
    park.post(&comments, &[("body", body)]).await.location();
    minji.post(&comments, &[("body", "me")]).await.expect(404);
    let item = format!("{}/items/sum", app.mission("practice").await);
    let page = minji.get(&item).await.expect(200);
    page.has("park 튜터의 댓글").has("<strong>both</strong>").lacks("alert(1)").has("댓글 1");
    jisu.get(&item).await.expect(200).lacks("both");
    // Only its author takes it back.
    let text = park.get(&at).await.expect(200).text();
    let withdraw = text.split(&format!("{comments}/")).nth(1).expect("a comment of one's own");
    let withdraw = format!("{comments}/{}", withdraw.split('"').next().unwrap_or_default());
    kim.get(&at).await.expect(200).has("both").lacks(&withdraw);
    kim.post(&withdraw, &[]).await.expect(404);
    park.post(&withdraw, &[]).await.location();
    minji.get(&item).await.expect(200).lacks("both");
}

async fn a_score_is_set_by_a_person_with_a_trail(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let minji = app.learner("minji").await;
    let id = hand_in(&app, &minji, "sum", "print(1)").await;
    let tutor = app.tutor("park").await;
    let at = format!("/studio/submissions/{id}");
    let set = async |score: &str, reason: &str, act: &str| {
        let form = [("score", score), ("reason", reason), ("do", act)];
        tutor.post(&format!("{at}/score"), &form).await
    };
    set("21", "more than there is", "set").await.expect(422).has("20");
    set("lots", "no number", "set").await.expect(422).says("draft-points-bad");
    set("12.5", " ", "set").await.expect(422).says("review-reason-empty");
    set("", "nothing to undo", "undo").await.expect(409).says("review-nothing-set");
    minji
        .post(&format!("{at}/score"), &[("score", "20"), ("reason", "x"), ("do", "set")])
        .await
        .expect(404);
    set("12.5", "the idea is RIGHT", "set").await.location();
    let (mission, item) = (app.mission("practice").await, "items/sum");
    let page = minji.get(&format!("{mission}/{item}")).await.expect(200);
    let page = page.has("park 튜터가 점수를 0점에서 12.5점으로 바꾸었습니다");
    page.has("the idea is RIGHT").has("12.5 <small>/ 20").says("review-overridden");
    minji.get(&mission).await.expect(200).has("12.5 / 20");
    // Grading again does not touch it.
    let mut tx = app.app.db.begin().await.expect("a transaction");
    let again = tx.sql(sql!("update submissions set state = 'queued', tries = 0"));
    again.execute().await.expect("an update");
    tx.commit().await.expect("a commit");
    let row = app.graded(id).await;
    assert_eq!((row.verdict(), row.score), ("wrong_answer", Some(0)));
    minji.get(&mission).await.expect(200).has("12.5 / 20");
    // It passes the mission, and being taken back shows.
    set("20", "all of it", "set").await.location();
    minji.get(&mission).await.expect(200).has("20 / 20");
    set("", "a mistake of mine", "undo").await.location();
    minji.get(&mission).await.expect(200).has("0 / 20");
    let trail = tutor.get(&at).await.expect(200);
    let trail = trail.has("0점에서 12.5점으로").has("12.5점에서 20점으로").has("a mistake of mine");
    trail.has("park 튜터가 점수 조정을 취소했습니다");
}

async fn the_trail_is_never_changed(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let minji = app.learner("minji").await;
    let id = hand_in(&app, &minji, "sum", "print(1)").await;
    let tutor = app.tutor("park").await;
    let form = [("score", "5"), ("reason", "trying"), ("do", "set")];
    tutor.post(&format!("/studio/submissions/{id}/score"), &form).await.location();
    for change in
        [sql!("update score_overrides set reason = 'another'"), sql!("delete from score_overrides")]
    {
        let mut tx = app.app.db.begin().await.expect("a transaction");
        let refused = tx.sql(change).execute().await.expect_err("append-only");
        assert!(refused.to_string().contains("append-only"), "{refused}");
    }
}

/// Ten learners: three right at once, the others print one number wrong.
async fn class(app: &TestApp) {
    for n in 0..10 {
        let user = app.register(&format!("learner{n}"), Role::Learner).await;
        let code = if n < 3 {
            RIGHT
        } else {
            "a, b = map(int, input().split())\nprint(a + b if a < 100 else 77)"
        };
        let id = app.hand_in(user, code).await;
        app.graded(id).await;
    }
}

async fn statistics_tell_items_and_cases(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    class(&app).await;
    // The staff's rehearsals do not count, nor what a program printed as NUL breaks.
    let tutor = app.tutor("park").await;
    hand_in(&app, &tutor, "sum", "print('rehearsal')").await;
    let minji = app.learner("minji").await;
    hand_in(&app, &minji, "sum", "print('\\0')").await;
    let page = tutor.get(&studio(&app).await).await.expect(200).text();
    assert!(page.contains("수강생 11명이 제출했습니다"), "{page}");
    assert!(page.contains("3 (27%)"), "{page}");
    // `large`: the seven wrong ones print 77; the three best are right, the three last not.
    assert!(page.contains("77") && page.contains("×7"), "{page}");
    assert!(page.contains("+1.00"), "{page}");
    assert!(!page.contains("rehearsal"), "{page}");
    assert!(page.contains("<svg class=\"chart\""), "{page}");
    // Answers to questions.
    let check = app.mission("check").await;
    minji.submit(&format!("{check}/items/one"), &[("choice", "2")]).await;
    for row in app.submissions().await {
        app.graded(row.id).await;
    }
    let page = tutor.get(&format!("/studio{check}")).await.expect(200);
    page.says("stats-answers").has("2. That");
}

async fn statistics_take_a_fixed_number_of_statements(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let tutor = app.tutor("park").await;
    let pages = [studio(&app).await, format!("{}/submissions", studio(&app).await)];
    let cost = async || {
        let mut costs = Vec::new();
        for page in &pages {
            let before = app.app.db.statement_count();
            tutor.get(page).await.expect(200);
            costs.push(app.app.db.statement_count() - before);
        }
        costs
    };
    let minji = app.learner("minji").await;
    hand_in(&app, &minji, "sum", "print(1)").await;
    app.pause().await;
    let before = cost().await;
    app.grade();
    class(&app).await;
    app.pause().await;
    assert_eq!(cost().await, before);
}

async fn similar_submissions_are_found_and_others_are_not(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let original = "def total(values):\n    result = 0\n    for value in values:\n        \
                    if value > 0:\n            result += value\n        else:\n            \
                    result -= abs(value)\n    return result\n\nnumbers = list(map(int, \
                    input().split()))\nprint(total(numbers))\n";
    let renamed = original
        .replace("total", "mine")
        .replace("result", "r")
        .replace("value", "v")
        .replace("numbers", "xs")
        .replace("def", "# all my own work\ndef");
    let unrelated = "import sys\n\nclass Reader:\n    def __init__(self, stream):\n        \
                     self.parts = stream.read().split()\n\n    @property\n    def answer(self):\n        \
                     return eval('+'.join(f'({p})' for p in self.parts))\n\nprint(Reader(sys.stdin).answer)\n";
    for (name, code) in [("minji", original), ("jisu", renamed.as_str()), ("hana", unrelated)] {
        let actor = app.learner(name).await;
        hand_in(&app, &actor, "sum", "print('an earlier try')").await;
        hand_in(&app, &actor, "sum", code).await;
    }
    let tutor = app.tutor("park").await;
    let list = format!("{}/similar", studio(&app).await);
    let page = tutor.get(&list).await.expect(200).has("minji").has("jisu").lacks("hana");
    let page = page.has("100%");
    let text = page.text();
    // Fingerprints are kept: the second time nothing is written.
    let mut tx = app.app.db.read().await.expect("a transaction");
    let kept = tx.sql(sql!("select count(*) from submission_fingerprints"));
    let (kept,): (i64,) = kept.one().await.expect("a number");
    assert_eq!(kept, 3);
    drop(tx);
    tutor.get(&list).await.expect(200).has("100%");
    let pair = text.split("href=\"").find(|part| part.starts_with(&format!("{list}/")));
    let pair = pair.and_then(|part| part.split('"').next()).expect("a pair").to_owned();
    let page = tutor.get(&pair).await.expect(200);
    page.has("<mark").has("all my own work").has("minji");
    // Of another mission, or for learners, there is nothing.
    let other = format!("/studio{}", app.mission("midterm").await);
    tutor.get(&pair.replace(&studio(&app).await, &other)).await.expect(404);
    let minji = app.learner("someone").await;
    minji.get(&list).await.expect(404);
    minji.get(&pair).await.expect(404);
}
