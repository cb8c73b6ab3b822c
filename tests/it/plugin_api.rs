//! The API of plugins, its tokens, and the command line on top of it.

use reqwest::Method;
use serde_json::Value;
use weaverse::accounts::Role;
use weaverse::clock::Clock;
use weaverse::sql;

use crate::both_engines;
use crate::guide::token;
use crate::plugins::school;
use crate::support::actors::send;
use crate::support::app::TestApp;
use crate::support::judge::{Judges, Upload};
use crate::support::{Page, Stage};

both_engines!(
    a_program_uploads_and_activates_with_a_token,
    a_token_that_is_none_opens_nothing,
    a_token_is_for_what_it_was_made_for,
    a_token_is_shown_once_and_kept_as_a_digest,
    the_command_line_pushes_and_shows_runs,
);

async fn call(app: &TestApp, method: Method, path: &str, token: &str, body: Vec<u8>) -> Page {
    let request = app.anonymous().request(method, path).body(body);
    send(if token.is_empty() { request } else { request.bearer_auth(token) }).await
}

fn problem(page: &Page, status: u16) -> Value {
    assert_eq!((page.status, page.header("content-type")), (status, "application/problem+json"));
    let value = page.json();
    assert_eq!(value["status"], status);
    assert!(value["type"].as_str().is_some_and(|it| it.starts_with("urn:weaverse:problem:")));
    assert!(value["detail"].as_str().is_some_and(|it| it.len() > 5), "{value}");
    value
}

async fn a_program_uploads_and_activates_with_a_token(stage: Stage) {
    let app = school(&stage).await;
    app.register("park", Role::Tutor).await;
    let token = token(&app, "park").await;
    let zip = || Upload::judge("park.judge", "1.0.0", Judges::Right).zip();
    let uploaded = call(&app, Method::POST, "/api/plugins", &token, zip()).await.expect(202);
    let at = uploaded.header("location").to_owned();
    let version = loop {
        let version = call(&app, Method::GET, &at, &token, Vec::new()).await.expect(200).json();
        match version["state"].as_str().unwrap() {
            "uploaded" | "checked" | "compiled" => {}
            _ => break version,
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };
    assert_eq!((&version["state"], &version["version"]), (&"staged".into(), &"1.0.0".into()));
    let fixture = &version["report"]["fixtures"][0];
    assert_eq!((&fixture["outcome"], &fixture["wrong"]), (&"accepted".into(), &Value::Null));
    let activate = format!("{at}/activate");
    let active = call(&app, Method::POST, &activate, &token, Vec::new()).await.expect(200).json();
    assert_eq!(active["state"], "active");
    let plugin = call(&app, Method::GET, "/api/plugins/park.judge", &token, Vec::new()).await;
    let plugin = plugin.expect(200).json();
    assert_eq!(
        (&plugin["serving"]["version"], &plugin["serving"]["state"]),
        (&"1.0.0".into(), &"ready".into())
    );
    let list = call(&app, Method::GET, "/api/plugins", &token, Vec::new()).await.expect(200).json();
    assert!(list.as_array().unwrap().iter().any(|it| it["id"] == "park.judge"));
    // What is wrong is said as a problem.
    problem(&call(&app, Method::POST, "/api/plugins", &token, zip()).await, 409);
    let bad = call(&app, Method::POST, "/api/plugins", &token, b"no ZIP file".to_vec()).await;
    assert!(problem(&bad, 422)["detail"].as_str().unwrap().contains("not a ZIP file"));
    problem(&call(&app, Method::GET, "/api/plugins/nobody", &token, Vec::new()).await, 404);
    problem(&call(&app, Method::GET, "/api/nothing", &token, Vec::new()).await, 404);
    problem(&call(&app, Method::GET, "/api/plugins/choice/runs", &token, Vec::new()).await, 404);
}

async fn a_token_that_is_none_opens_nothing(stage: Stage) {
    let clock = Clock::manual(Clock::system().now());
    let app = stage.school_with(clock, |_| {}).await;
    let id = app.register("park", Role::Tutor).await;
    let token = token(&app, "park").await;
    let list = async |token: &str| call(&app, Method::GET, "/api/plugins", token, Vec::new()).await;
    list(&token).await.expect(200);
    let none = list("").await;
    problem(&none, 401);
    assert_eq!(none.header("www-authenticate"), "Bearer");
    for wrong in ["wvt_0", &token[..token.len() - 1], &token.to_uppercase()] {
        problem(&list(wrong).await, 401);
    }
    // A browser's session is no token.
    let tutor = app.tutor("lee").await;
    problem(&tutor.get("/api/plugins").await, 401);
    // Its owner is no longer of the staff.
    let set_role = async |role: &str| {
        let mut tx = app.app.db.begin().await.unwrap();
        let role =
            tx.sql(sql!("update users set role = $2 where id = $1")).bind(id).bind(role.to_owned());
        role.execute().await.unwrap();
        tx.commit().await.unwrap();
    };
    set_role("learner").await;
    problem(&list(&token).await, 401);
    set_role("tutor").await;
    list(&token).await.expect(200);
    // Its time is over.
    app.app.clock.advance_millis(31 * 24 * 3600 * 1000);
    problem(&list(&token).await, 401);
}

async fn a_token_is_for_what_it_was_made_for(stage: Stage) {
    let app = school(&stage).await;
    let tutor = app.tutor("park").await;
    let read = [("name", "reader"), ("days", "7"), ("scope:plugins:read", "on")];
    let page = tutor.post("/studio/tokens", &read).await.expect(200).text();
    let at = page.find("wvt_").expect("the new token");
    let token: String = page[at..].chars().take(68).collect();
    call(&app, Method::GET, "/api/plugins", &token, Vec::new()).await.expect(200);
    let zip = Upload::judge("park.judge", "1.0.0", Judges::Right).zip();
    let refused = call(&app, Method::POST, "/api/plugins", &token, zip).await;
    assert!(problem(&refused, 403)["detail"].as_str().unwrap().contains("plugins:write"));
    // Wishes that cannot be granted.
    let fresh = weaverse::i18n::Locale::Ko.text("token-fresh");
    for wrong in [
        vec![("name", " "), ("days", "7"), ("scope:plugins:read", "on")],
        vec![("name", "x"), ("days", "7")],
        vec![("name", "x"), ("days", "100000"), ("scope:plugins:read", "on")],
    ] {
        tutor.post("/studio/tokens", &wrong).await.expect(422).lacks(&fresh);
    }
    app.learner("minji").await.get("/studio/tokens").await.expect(404);
}

async fn a_token_is_shown_once_and_kept_as_a_digest(stage: Stage) {
    let app = school(&stage).await;
    app.register("park", Role::Tutor).await;
    let token = token(&app, "park").await;
    let park = app.anonymous();
    park.log_in("park@school.example", crate::support::app::PASSWORD).await.expect(303);
    let page = park.get("/studio/tokens").await.expect(200).says("token-never-used");
    let page = page.lacks(&token).has(&token[..10]);
    let mut tx = app.app.db.read().await.unwrap();
    let rows: Vec<(String, String)> =
        tx.sql(sql!("select hash, hint from api_tokens")).all().await.unwrap();
    drop(tx);
    assert_eq!(rows.len(), 1);
    assert!(!rows[0].0.contains(&token[4..]) && rows[0].1.len() == 10);
    call(&app, Method::GET, "/api/plugins", &token, Vec::new()).await.expect(200);
    park.get("/studio/tokens")
        .await
        .expect(200)
        .lacks(&weaverse::i18n::Locale::Ko.text("token-never-used"));
    // Somebody else cannot end it; its owner can, at once.
    let text = page.text();
    let at = text.find("/studio/tokens/").expect("a button");
    let revoke: String = text[at..].chars().take_while(|c| *c != '"').collect();
    app.tutor("lee").await.post(&revoke, &[]).await.expect(404);
    park.post(&revoke, &[]).await.expect(303);
    problem(&call(&app, Method::GET, "/api/plugins", &token, Vec::new()).await, 401);
    park.get("/studio/tokens").await.expect(200).says("token-revoked");
}

async fn the_command_line_pushes_and_shows_runs(stage: Stage) {
    let app = school(&stage).await;
    app.grade();
    app.register("park", Role::Tutor).await;
    let token = token(&app, "park").await;
    let run = async |arguments: &[&str], token: &str| {
        let mut command = stage.command(arguments);
        command.env("WEAVERSE_SERVER", app.base()).env("WEAVERSE_TOKEN", token);
        let output = command.output().await.expect("the program runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().unwrap(), text(&output.stdout) + &text(&output.stderr))
    };
    let zip = |name: &str, upload: Upload| {
        let path = stage.dir().join(name);
        std::fs::write(&path, upload.zip()).expect("a file");
        path.to_string_lossy().into_owned()
    };
    let good = zip("good.zip", Upload::judge("park.judge", "1.0.0", Judges::Right));
    let (code, said) = run(&["plugin", "push", &good, "--activate"], &token).await;
    assert!(
        code == 0 && said.contains("park.judge 1.0.0: active (1 fixtures passed)"),
        "{code}: {said}"
    );
    let (code, said) = run(&["plugin", "push", &good], &token).await;
    assert!(code == 1 && said.contains("409") && said.contains("1.0.0"), "{code}: {said}");
    let broken = zip("broken.zip", Upload::judge("park.judge", "1.1.0", Judges::Traps));
    let (code, said) = run(&["plugin", "push", &broken], &token).await;
    let trap = "rejected: fixtures/right.json: grader park.judge 1.1.0: trap: in grade";
    assert!(code == 1 && said.contains(trap) && said.contains("at "), "{code}: {said}");
    let mut greedy = Upload::judge("park.judge", "1.2.0", Judges::Right);
    greedy.manifest.push_str("[limits]\nmemory-mib = 200\n");
    let greedy = zip("greedy.zip", greedy);
    let (code, said) = run(&["plugin", "push", &greedy], &token).await;
    assert!(code == 0 && said.contains("an administrator has to grant memory-mib = 200"), "{said}");
    let (code, said) = run(&["plugin", "push", &good], "wvt_wrong").await;
    assert!(code == 1 && said.contains("401"), "{code}: {said}");
    let (code, said) = run(&["plugin", "test", &broken], &token).await;
    assert!(
        code == 1 && said.contains("FAIL right.json") && said.contains("0 passed, 1 failed"),
        "{said}"
    );
    // A run, as its author sees it.
    let tutor = app.anonymous();
    tutor.log_in("park@school.example", crate::support::app::PASSWORD).await.expect(303);
    crate::plugins::switch(&app, &tutor, "one", "park.judge", "{}").await.expect(303);
    let item = format!("{}/items/one", app.mission("check").await);
    app.graded(app.learner("minji").await.submit(&item, &[("choice", "2")]).await).await;
    let (code, said) = run(&["plugin", "logs", "park.judge"], &token).await;
    assert!(code == 0 && said.contains("park.judge 1.0.0: accepted ("), "{code}: {said}");
    let (code, said) = run(&["plugin", "logs", "choice"], &token).await;
    assert!(code == 2 && said.contains("404"), "{code}: {said}");
    let (code, said) = run(&["plugin", "new", "Bad Name", "--lang", "rust"], &token).await;
    assert!(code == 2 && said.contains("is no id"), "{code}: {said}");
}
