//! The durable queue: fair, by lease, and no fault is a verdict.

use weaverse::accounts::Role;
use weaverse::clock::Clock;
use weaverse::missions::queue::Claims;
use weaverse_sandbox::Fault;

use crate::both_engines;
use crate::support::Stage;
use crate::support::app::TestApp;

both_engines!(
    nobody_starves_behind_a_busy_learner,
    nobody_waits_for_ever_behind_newcomers,
    a_mission_with_many_lets_others_through,
    a_full_queue_says_so_and_costs_nothing,
    a_claim_that_ran_out_is_taken_over_and_its_result_lost,
    a_renewed_claim_is_kept,
    two_workers_never_claim_the_same,
    faults_back_off_and_are_put_aside_without_costing_an_attempt,
    a_busy_sandbox_costs_no_try,
    a_worker_without_the_grader_puts_aside,
    a_graceful_stop_gives_back,
    a_process_that_is_asked_to_stop_ends_its_work,
    a_killed_process_loses_and_doubles_nothing,
    what_was_answered_is_kept_by_a_killed_server,
);

const RIGHT: &str = "print(sum(map(int, input().split())))";

/// A school whose time stands still.
async fn still(stage: &Stage) -> TestApp {
    stage.school_with(Clock::manual(Clock::system().now()), |_| {}).await
}

async fn nobody_starves_behind_a_busy_learner(stage: Stage) {
    let app = still(&stage).await;
    let busy = app.register("busy", Role::Learner).await;
    let late = app.register("late", Role::Learner).await;
    for _ in 0..10 {
        app.hand_in(busy, RIGHT).await;
    }
    for _ in 0..2 {
        app.hand_in(late, RIGHT).await;
    }
    let claims = Claims::new(&app.app);
    let mut order = Vec::new();
    while let Some(claimed) = claims.next(&app.app).await.unwrap() {
        order.push(if claimed.user_id == late { "late" } else { "busy" });
    }
    assert_eq!(order.len(), 12);
    assert_eq!(order[..5], ["busy", "late", "busy", "late", "busy"]);
}

/// A learner's last of many against an endless stream of first ones.
async fn nobody_waits_for_ever_behind_newcomers(stage: Stage) {
    let set = |config: &mut weaverse::config::Config| config.grading.max_waiting = 10_000;
    let app = stage.school_with(Clock::manual(Clock::system().now()), set).await;
    let busy = app.register("busy", Role::Learner).await;
    let mut newcomers = Vec::new();
    for index in 0..60 {
        newcomers.push(app.register(&format!("newcomer{index}"), Role::Learner).await);
    }
    let mut own = Vec::new();
    for _ in 0..10 {
        own.push(app.hand_in(busy, RIGHT).await);
    }
    let claims = Claims::new(&app.app);
    // Each second somebody comes for the first time, and one is graded.
    for newcomer in newcomers {
        app.app.clock.advance_millis(1000);
        app.hand_in(newcomer, RIGHT).await;
        let claimed = claims.next(&app.app).await.unwrap().expect("somebody waits");
        own.retain(|id| *id != claimed.id.0);
        let judged = app.judge(&claimed).await.expect("a verdict");
        claims.finish(&app.app, claimed, judged).await.unwrap();
    }
    assert!(own.is_empty(), "{} of ten still wait", own.len());
}

async fn a_mission_with_many_lets_others_through(stage: Stage) {
    let app = still(&stage).await;
    for index in 0..30 {
        let user = app.register(&format!("exam{index}"), Role::Learner).await;
        app.hand_in_to(user, "midterm", "secret", "print(1)").await.unwrap();
    }
    let late = app.register("late", Role::Learner).await;
    let id = app.hand_in(late, RIGHT).await;
    let claims = Claims::new(&app.app);
    let mut before = 0;
    while claims.next(&app.app).await.unwrap().expect("a claim").id.0 != id {
        before += 1;
    }
    assert!(before <= 3, "{before} of the midterm were first");
}

async fn a_full_queue_says_so_and_costs_nothing(stage: Stage) {
    let set = |config: &mut weaverse::config::Config| {
        config.grading.max_waiting_per_mission = 1;
        config.grading.max_waiting_per_learner = 2;
    };
    let app = stage.school_with(Clock::system(), set).await;
    let minji = app.learner("minji").await;
    let midterm = app.mission("midterm").await;
    let secret = format!("{midterm}/items/secret");
    minji.submit(&secret, &[("file:main.py", "print(1)")]).await;
    let form = [("file:main.py", "print(1)")];
    // The mission is full, not the school.
    let refused = minji.post(&format!("{secret}/submit"), &form).await.expect(503);
    assert_eq!(refused.header("retry-after"), "5");
    refused.says("mission-queue-full");
    let api = minji.request(reqwest::Method::POST, &format!("{secret}/submit")).form(&form);
    let api = crate::support::actors::send(api.header("accept", "application/json")).await;
    let problem = api.expect(503).json();
    assert_eq!(problem["type"], "urn:weaverse:problem:mission-queue-full");
    let sum = format!("{}/items/sum", app.mission("practice").await);
    let id = minji.submit(&sum, &[("file:main.py", RIGHT)]).await;
    minji.poll(&format!("/submissions/{id}")).await.expect(200).says("mission-waiting");
    // And now the learner has enough.
    let refused = minji.post(&format!("{sum}/submit"), &form).await.expect(429);
    assert_eq!(refused.header("retry-after"), "5");
    assert_eq!(app.submissions().await.len(), 2);
    // Neither refusal was an attempt: one of two is left.
    let text =
        weaverse::i18n::Locale::Ko.text_with("mission-attempts-left", &[("count", "1".to_owned())]);
    minji.get(&secret).await.expect(200).has(&text);
}

async fn a_claim_that_ran_out_is_taken_over_and_its_result_lost(stage: Stage) {
    let app = still(&stage).await;
    let user = app.register("minji", Role::Learner).await;
    let id = app.hand_in(user, RIGHT).await;
    let (slow, quick) = (Claims::new(&app.app), Claims::new(&app.app));
    let first = slow.next(&app.app).await.unwrap().expect("a claim");
    let grading = app.judge(&first).await.expect("a verdict");
    assert!(quick.next(&app.app).await.unwrap().is_none(), "a claim is nobody else's");
    app.app.clock.advance_millis(16_000);
    let second = quick.next(&app.app).await.unwrap().expect("the claim has run out");
    assert_eq!((second.id.0, second.tries), (id, 2));
    // The slow one comes back: its claim is gone, and so is its result.
    assert_eq!(slow.renew(&app.app).await.unwrap(), 0);
    assert!(!slow.finish(&app.app, first.clone(), grading.clone()).await.unwrap());
    slow.fault(&app.app, &first, &Fault::Busy).await.unwrap();
    assert_eq!(app.submission(id).await.state, "running");
    assert!(quick.finish(&app.app, second.clone(), grading.clone()).await.unwrap());
    let row = app.submission(id).await;
    assert_eq!((row.state.as_str(), row.verdict(), row.tries), ("done", "accepted", 2));
    // A verdict is final.
    assert!(!quick.finish(&app.app, second, grading).await.unwrap());
    assert_eq!(app.submission(id).await, row);
}

async fn a_renewed_claim_is_kept(stage: Stage) {
    let app = still(&stage).await;
    let user = app.register("minji", Role::Learner).await;
    app.hand_in(user, RIGHT).await;
    let (holder, other) = (Claims::new(&app.app), Claims::new(&app.app));
    holder.next(&app.app).await.unwrap().expect("a claim");
    for _ in 0..5 {
        app.app.clock.advance_millis(10_000);
        assert_eq!(holder.renew(&app.app).await.unwrap(), 1);
        assert!(other.next(&app.app).await.unwrap().is_none());
    }
}

async fn two_workers_never_claim_the_same(stage: Stage) {
    let app = still(&stage).await;
    let user = app.register("minji", Role::Learner).await;
    for _ in 0..20 {
        app.hand_in(user, RIGHT).await;
    }
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let app = app.app.clone();
        workers.spawn(async move {
            let (claims, mut mine) = (Claims::new(&app), Vec::new());
            while let Some(claimed) = claims.next(&app).await.unwrap() {
                mine.push(claimed.id);
            }
            mine
        });
    }
    let mut all = workers.join_all().await.concat();
    assert_eq!(all.len(), 20);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 20, "claimed twice");
}

async fn faults_back_off_and_are_put_aside_without_costing_an_attempt(stage: Stage) {
    let app = still(&stage).await;
    let user = app.register("minji", Role::Learner).await;
    // Of this item only two attempts are allowed.
    let hand_in = async || app.hand_in_to(user, "midterm", "secret", "print(1)").await;
    let id = hand_in().await.unwrap();
    let claims = Claims::new(&app.app);
    let fault = Fault::Internal { detail: "broken".to_owned() };
    let most = app.app.config.grading.max_tries;
    let mut wait = 1000;
    for tries in 1..=most {
        let claimed = claims.next(&app.app).await.unwrap().expect("it is tried again");
        assert_eq!(claimed.tries, tries);
        claims.fault(&app.app, &claimed, &fault).await.unwrap();
        assert!(claims.next(&app.app).await.unwrap().is_none(), "not at once");
        app.app.clock.advance_millis(wait - 1);
        assert!(claims.next(&app.app).await.unwrap().is_none(), "not before {wait} ms");
        app.app.clock.advance_millis(1);
        wait *= 2;
    }
    let row = app.submission(id).await;
    assert_eq!((row.state.as_str(), row.verdict), ("failed", None));
    assert!(row.fault.is_some_and(|fault| fault.contains("broken")));
    // Both attempts are still there, and no more.
    hand_in().await.unwrap();
    hand_in().await.unwrap();
    hand_in().await.unwrap_err();
}

async fn a_busy_sandbox_costs_no_try(stage: Stage) {
    let app = still(&stage).await;
    let user = app.register("minji", Role::Learner).await;
    let id = app.hand_in(user, RIGHT).await;
    let claims = Claims::new(&app.app);
    for _ in 0..10 {
        let claimed = claims.next(&app.app).await.unwrap().expect("it waits no longer");
        claims.fault(&app.app, &claimed, &Fault::Busy).await.unwrap();
        app.app.clock.advance_millis(200);
    }
    let row = app.submission(id).await;
    assert_eq!((row.state.as_str(), row.tries), ("queued", 0));
}

async fn a_worker_without_the_grader_puts_aside(stage: Stage) {
    let app = stage.school_with(Clock::system(), |config| config.grading.max_tries = 2).await;
    let minji = app.learner("minji").await;
    app.set_grader("gone").await;
    app.grade();
    let sum = format!("{}/items/sum", app.mission("practice").await);
    let id = minji.submit(&sum, &[("file:main.py", RIGHT)]).await;
    // Between two tries the learner is told that it goes on.
    minji.poll(&format!("/submissions/{id}")).await.expect(200);
    let row = app.graded(id).await;
    assert_eq!((row.state.as_str(), row.verdict, row.tries), ("failed", None, 2));
    minji.poll(&format!("/submissions/{id}")).await.expect(200).says("mission-fault");
    minji.get(&sum).await.expect(200).says("verdict-fault");
}

async fn a_graceful_stop_gives_back(stage: Stage) {
    let app = still(&stage).await;
    let user = app.register("minji", Role::Learner).await;
    let id = app.hand_in(user, RIGHT).await;
    let claims = Claims::new(&app.app);
    claims.next(&app.app).await.unwrap().expect("a claim");
    assert_eq!(claims.release(&app.app).await.unwrap(), 1);
    let row = app.submission(id).await;
    assert_eq!((row.state.as_str(), row.tries), ("queued", 0));
    assert!(Claims::new(&app.app).next(&app.app).await.unwrap().is_some());
}

async fn a_process_that_is_asked_to_stop_ends_its_work(stage: Stage) {
    let app = stage.school().await;
    weaverse::plugins::service::install_first_party(&app.app).await.expect("installed plugins");
    let user = app.register("minji", Role::Learner).await;
    let slow = "for i in range(2 * 10**5): pass\nprint(sum(map(int, input().split())))";
    for index in 0..12 {
        app.hand_in(user, &format!("{slow} # {index}")).await;
    }
    let mut process = stage.weaverse(&["worker"]);
    while app.done().await.is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let pid = process.id().expect("it runs").to_string();
    let asked = tokio::process::Command::new("kill").args(["-TERM", &pid]).status().await;
    assert!(asked.expect("kill runs").success());
    assert!(process.wait().await.expect("it ends").success());
    let rows = app.submissions().await;
    assert!(rows.iter().all(|row| row.state != "running"), "{rows:?}");
    assert!(rows.iter().all(|row| row.state == "done" || row.tries == 0), "{rows:?}");
}

/// Real processes, killed at any moment.
async fn a_killed_process_loses_and_doubles_nothing(stage: Stage) {
    const SUBMISSIONS: usize = 40;
    let app = stage.school().await;
    weaverse::plugins::service::install_first_party(&app.app).await.expect("installed plugins");
    let users =
        [app.register("minji", Role::Learner).await, app.register("jun", Role::Learner).await];
    let slow = "for i in range(3 * 10**5): pass\nprint(sum(map(int, input().split())))";
    for index in 0..SUBMISSIONS {
        // Each one another: what is known would only be looked up.
        app.hand_in(users[index % 2], &format!("{slow} # {index}")).await;
    }
    let mut seen = Vec::new();
    for round in 0..4 {
        let mut process = stage.weaverse(if round % 2 == 0 { &["worker"] } else { &["serve"] });
        let done = app.done().await.len();
        while done < SUBMISSIONS && app.done().await.len() == done {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        let moment = std::time::Duration::from_millis(app.app.entropy.below(700));
        tokio::time::sleep(moment).await;
        process.kill().await.expect("kill -9");
        seen.extend(app.done().await);
    }
    let _last = stage.weaverse(&["worker"]);
    let rows = app.submissions().await;
    assert_eq!(rows.len(), SUBMISSIONS);
    for row in rows {
        let row = app.graded(row.id).await;
        assert_eq!((row.state.as_str(), row.verdict()), ("done", "accepted"), "{row:?}");
    }
    // What was done before a kill was not done again.
    for row in seen {
        assert_eq!(app.submission(row.id).await, row);
    }
}

/// A redirect to a submission is a promise: it is in the database.
async fn what_was_answered_is_kept_by_a_killed_server(stage: Stage) {
    let app = stage.school().await;
    weaverse::plugins::service::install_first_party(&app.app).await.expect("installed plugins");
    let sum = format!("{}/items/sum/submit", app.mission("practice").await);
    let (mut process, base) = stage.serve().await;
    let mut hands = tokio::task::JoinSet::new();
    for index in 0..6 {
        // Whoever is logged in at one server is logged in at all.
        let actor = app.learner(&format!("learner{index}")).await.at(&base);
        let sum = sum.clone();
        hands.spawn(async move {
            let mut promised = Vec::new();
            loop {
                let post =
                    actor.request(reqwest::Method::POST, &sum).form(&[("file:main.py", RIGHT)]);
                let Ok(answer) = post.send().await else { return promised };
                assert_eq!(answer.status(), 303);
                let location = answer.headers()["location"].to_str().unwrap().to_owned();
                let id = location.split("submission=").nth(1).unwrap();
                promised.push(id.trim_end_matches("#result").parse::<uuid::Uuid>().unwrap());
            }
        });
    }
    while app.done().await.is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let moment = std::time::Duration::from_millis(200 + app.app.entropy.below(800));
    tokio::time::sleep(moment).await;
    process.kill().await.expect("kill -9");
    let promised = hands.join_all().await.concat();
    assert!(!promised.is_empty());
    app.grade();
    for id in promised {
        assert_eq!(app.graded(id).await.verdict(), "accepted");
    }
}
