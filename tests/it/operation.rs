//! Running the school: metrics, stops under load, workers on other machines.

use std::time::{Duration, Instant};

use weaverse::accounts::Role;
use weaverse::clock::Clock;

use crate::both_engines;
use crate::support::Stage;

both_engines!(
    metrics_are_for_whoever_has_the_token,
    a_worker_tells_its_metrics,
    a_server_that_is_stopped_under_load_keeps_its_promises,
    what_does_not_end_in_time_is_given_back_at_once,
);

const RIGHT: &str = "print(sum(map(int, input().split())))";

async fn metrics_are_for_whoever_has_the_token(stage: Stage) {
    let app = stage.school_with(Clock::system(), |c| c.metrics.token = "s3cret".into()).await;
    app.grade();
    let minji = app.learner("minji").await;
    let sum = format!("{}/items/sum", app.mission("practice").await);
    for _ in 0..2 {
        let id = minji.submit(&sum, &[("file:main.py", RIGHT)]).await;
        app.graded(id).await;
    }
    minji.get("/metrics").await.expect(404);
    let ask = |token: &str| {
        let request = app.anonymous().request(reqwest::Method::GET, "/metrics");
        crate::support::actors::send(request.header("authorization", format!("Bearer {token}")))
    };
    ask("wrong").await.expect(404);
    ask("").await.expect(404);
    let metrics = ask("s3cret").await.expect(200);
    assert!(metrics.header("content-type").starts_with("application/openmetrics-text"));
    for line in [
        "weaverse_handed_in_total{result=\"taken\"} 2",
        "weaverse_gradings_total{outcome=\"accepted\",purpose=\"full\",source=\"run\"} 1",
        "weaverse_gradings_total{outcome=\"accepted\",purpose=\"full\",source=\"cache\"} 1",
        "weaverse_submission_phase_seconds_count{phase=\"queue\"} 2",
        "weaverse_submission_phase_seconds_count{phase=\"total\"} 2",
        "weaverse_fuel_count 1",
        "weaverse_queue{state=\"queued\"} 0",
    ] {
        assert!(metrics.text().lines().any(|known| known == line), "{line}: {}", metrics.text());
    }
    // Without a token they are not there at all.
    let plain = stage.app().await;
    let ask = plain.anonymous().request(reqwest::Method::GET, "/metrics");
    let ask = ask.header("authorization", "Bearer ");
    crate::support::actors::send(ask).await.expect(404);
}

async fn a_worker_tells_its_metrics(stage: Stage) {
    let app = stage.school().await;
    weaverse::plugins::service::install_first_party(&app.app).await.expect("installed plugins");
    let user = app.register("minji", Role::Learner).await;
    let id = app.hand_in(user, RIGHT).await;
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut command = stage.command(&["worker"]);
    command.env("WEAVERSE_METRICS__LISTEN", format!("127.0.0.1:{port}"));
    let _worker = command.stdout(std::process::Stdio::null()).kill_on_drop(true).spawn().unwrap();
    assert_eq!(app.graded(id).await.verdict(), "accepted");
    let get = async |path: &str| {
        let answer = reqwest::get(format!("http://127.0.0.1:{port}{path}")).await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let graded = "weaverse_gradings_total{outcome=\"accepted\",purpose=\"full\",source=\"run\"} 1";
    let (status, text) = get("/metrics").await;
    assert!(status == 200 && text.contains(graded), "{text}");
    assert_eq!(get("/health/live").await, (200, "ok".to_owned()));
    assert_eq!(get("/health/ready").await, (200, "ready".to_owned()));
}

async fn terminate(process: &mut tokio::process::Child) -> Duration {
    let pid = process.id().expect("it runs").to_string();
    let begun = Instant::now();
    let asked = tokio::process::Command::new("kill").args(["-TERM", &pid]).status().await;
    assert!(asked.expect("kill runs").success());
    assert!(process.wait().await.expect("it ends").success());
    begun.elapsed()
}

async fn a_server_that_is_stopped_under_load_keeps_its_promises(stage: Stage) {
    let app = stage.school().await;
    weaverse::plugins::service::install_first_party(&app.app).await.expect("installed plugins");
    let sum = format!("{}/items/sum/submit", app.mission("practice").await);
    let (mut process, base) = stage.serve().await;
    let mut hands = tokio::task::JoinSet::new();
    for index in 0..6 {
        let actor = app.learner(&format!("learner{index}")).await.at(&base);
        let sum = sum.clone();
        hands.spawn(async move {
            let mut promised = Vec::new();
            for number in 0.. {
                let code = format!("{RIGHT} # {index} {number}");
                let post =
                    actor.request(reqwest::Method::POST, &sum).form(&[("file:main.py", code)]);
                // A refused connection is the end; an answer is a promise.
                let Ok(answer) = post.send().await else { break };
                if answer.status() == 303 {
                    let location = answer.headers()["location"].to_str().unwrap().to_owned();
                    let id = location.split("submission=").nth(1).unwrap();
                    promised.push(id.trim_end_matches("#result").parse::<uuid::Uuid>().unwrap());
                } else {
                    assert!(answer.status() == 503 || answer.status() == 429, "{answer:?}");
                }
            }
            promised
        });
    }
    while app.done().await.len() < 3 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    terminate(&mut process).await;
    let rows = app.submissions().await;
    assert!(rows.iter().all(|row| row.state != "running"), "everything was ended or given back");
    assert!(rows.iter().all(|row| row.state == "done" || row.tries == 0), "and uncounted");
    let promised = hands.join_all().await.concat();
    assert!(!promised.is_empty());
    app.grade();
    for id in promised {
        assert_eq!(app.graded(id).await.verdict(), "accepted");
    }
}

async fn what_does_not_end_in_time_is_given_back_at_once(stage: Stage) {
    let app = stage.school().await;
    weaverse::plugins::service::install_first_party(&app.app).await.expect("installed plugins");
    let user = app.register("minji", Role::Learner).await;
    for number in 0..12 {
        // Until the fuel is gone, in each of three cases.
        app.hand_in(user, &format!("x = {number}\nwhile True: x += 1")).await;
    }
    let mut command = stage.command(&["worker"]);
    command.env("WEAVERSE_GRADING__STOP_SECONDS", "0");
    // Longer than the test waits: what comes back does so by itself.
    command.env("WEAVERSE_GRADING__LEASE_SECONDS", "600");
    let mut worker =
        command.stdout(std::process::Stdio::null()).kill_on_drop(true).spawn().unwrap();
    while !app.submissions().await.iter().any(|row| row.state == "running") {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    terminate(&mut worker).await;
    let rows = app.submissions().await;
    assert!(rows.iter().all(|row| row.state != "running"), "{rows:?}");
    assert!(rows.iter().any(|row| row.state == "queued" && row.tries == 0), "{rows:?}");
    // Another worker takes them up without waiting for a lease to end.
    app.grade();
    for row in rows {
        assert_eq!(app.graded(row.id).await.verdict(), "fuel_limit");
    }
}
