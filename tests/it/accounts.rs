//! Sign-up, log-in, log-out, roles, and the faces of errors.

use reqwest::Method;
use weaverse::accounts::Role;
use weaverse::sql;

use crate::both_engines;
use crate::support::actors::send;
use crate::support::app::{PASSWORD, email};
use crate::support::{Actor, Page, Stage};

both_engines!(
    signing_up_logs_in,
    the_rules_of_sign_up_are_told_at_the_field,
    a_taken_address_or_name_is_told_at_the_field,
    a_wrong_log_in_is_unauthorized_with_the_form,
    logging_in_changes_the_session,
    logging_out_ends_the_session,
    a_deactivated_user_is_out_at_the_next_request,
    posts_from_other_sites_are_refused,
    nobody_is_sent_to_another_site,
    errors_have_three_faces,
    roles_see_what_is_theirs,
    language_and_theme_are_kept_in_cookies,
    every_answer_has_security_headers,
    one_name_is_given_once_however_many_ask,
    strange_addresses_are_not_found_on_both_engines,
    the_site_is_ready_once_it_can_grade,
);

async fn sign_up(actor: &Actor, email: &str, nickname: &str, password: &str) -> Page {
    let form =
        [("email", email), ("nickname", nickname), ("password", password), ("next", "/learning")];
    actor.post("/signup", &form).await
}

async fn signing_up_logs_in(stage: Stage) {
    let app = stage.app().await;
    let actor = app.anonymous();
    actor.get("/signup").await.expect(200);
    let answer = sign_up(&actor, "minji@school.example", "민지", PASSWORD).await;
    assert_eq!(answer.location(), "/learning");
    actor.get("/learning").await.expect(200).has("민지");
    // The password is kept as an argon2id hash.
    let mut tx = app.app.db.read().await.unwrap();
    let (hash,): (String,) = tx.sql(sql!("select password_hash from users")).one().await.unwrap();
    assert!(hash.starts_with("$argon2id$"), "{hash}");
}

async fn the_rules_of_sign_up_are_told_at_the_field(stage: Stage) {
    let app = stage.app().await;
    let actor = app.anonymous();
    for password in ["1", "abcdefg1!", "Abcdefgh!", "Abcdefg12", "Ab1!"] {
        let answer = sign_up(&actor, "a@school.example", "someone", password).await;
        answer.expect(422).says("account-password-rules").lacks(&format!("value=\"{password}\""));
    }
    let answer = sign_up(&actor, "nobody", "x", PASSWORD).await.expect(422);
    let answer = answer.says("account-email-invalid").says("account-nickname-invalid");
    answer.has("value=\"nobody\"").lacks(PASSWORD);
    actor.get("/learning").await.expect(303);
}

async fn a_taken_address_or_name_is_told_at_the_field(stage: Stage) {
    let app = stage.app().await;
    app.register("minji", Role::Learner).await;
    let answer = sign_up(&app.anonymous(), "MinJi@School.Example", "other", PASSWORD).await;
    answer.expect(422).says("account-email-taken");
    let answer = sign_up(&app.anonymous(), "other@school.example", "MINJI", PASSWORD).await;
    answer.expect(422).says("account-nickname-taken");
}

async fn a_wrong_log_in_is_unauthorized_with_the_form(stage: Stage) {
    let app = stage.app().await;
    app.register("minji", Role::Learner).await;
    for (address, password) in [("minji", "Wrong1!password"), ("nobody", PASSWORD), ("minji", "")] {
        let answer = app.anonymous().log_in(&email(address), password).await.expect(401);
        answer.says("account-wrong-login").has("name=\"password\"").has(&email(address));
    }
    let upper = email("minji").to_uppercase();
    app.anonymous().log_in(&upper, PASSWORD).await.expect(303);
}

async fn logging_in_changes_the_session(stage: Stage) {
    let app = stage.app().await;
    let actor = app.learner("minji").await;
    let again = actor.log_in(&email("minji"), PASSWORD).await.expect(303);
    let cookie = again.header("set-cookie").to_owned();
    assert!(cookie.starts_with("weaverse_session="), "{cookie}");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let third = actor.log_in(&email("minji"), PASSWORD).await.expect(303);
    let id = |cookie: &str| cookie.split(';').next().unwrap_or_default().to_owned();
    assert_ne!(id(&cookie), id(third.header("set-cookie")));
    // The old id is worth nothing any more.
    let thief = app.anonymous();
    let stolen = thief.request(Method::GET, "/learning").header("cookie", id(&cookie));
    send(stolen).await.expect(303);
    // The database does not hold what the cookie holds.
    let mut tx = app.app.db.read().await.unwrap();
    let ids: Vec<(String,)> = tx.sql(sql!("select id from sessions")).all().await.unwrap();
    let current = id(third.header("set-cookie"));
    assert!(
        ids.iter().all(|(stored,)| !current.ends_with(stored)),
        "a stored session id is usable"
    );
}

async fn logging_out_ends_the_session(stage: Stage) {
    let app = stage.app().await;
    let actor = app.anonymous();
    app.register("minji", Role::Learner).await;
    let cookie = actor.log_in(&email("minji"), PASSWORD).await.header("set-cookie").to_owned();
    assert_eq!(actor.post("/logout", &[]).await.location(), "/");
    assert_eq!(actor.get("/learning").await.location(), "/login?next=/learning");
    let cookie = cookie.split(';').next().unwrap_or_default();
    let kept = app.anonymous().request(Method::GET, "/learning").header("cookie", cookie);
    send(kept).await.expect(303);
}

async fn a_deactivated_user_is_out_at_the_next_request(stage: Stage) {
    let app = stage.app().await;
    let actor = app.learner("minji").await;
    actor.get("/learning").await.expect(200);
    let mut tx = app.app.db.begin().await.unwrap();
    let gone = tx.sql(sql!("update users set deleted_at = $1")).bind(app.app.clock.now());
    gone.execute().await.unwrap();
    tx.commit().await.unwrap();
    actor.get("/learning").await.expect(303);
    actor.log_in(&email("minji"), PASSWORD).await.expect(401);
}

async fn posts_from_other_sites_are_refused(stage: Stage) {
    let app = stage.app().await;
    let actor = app.learner("minji").await;
    let form = [("email", "a@school.example"), ("password", PASSWORD)];
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        for path in ["/login", "/logout", "/signup"] {
            let request = actor.request(Method::POST, path).header(name, value).form(&form);
            send(request).await.expect(403).says("error-cross-site");
        }
    }
    actor.get("/learning").await.expect(200);
    let same = actor.request(Method::POST, "/logout").header("sec-fetch-site", "same-origin");
    send(same).await.expect(303);
}

async fn nobody_is_sent_to_another_site(stage: Stage) {
    let app = stage.app().await;
    app.register("minji", Role::Learner).await;
    for next in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
    {
        let address = email("minji");
        let form = [("email", address.as_str()), ("password", PASSWORD), ("next", next)];
        assert_eq!(app.anonymous().post("/login", &form).await.location(), "/");
    }
}

async fn errors_have_three_faces(stage: Stage) {
    let app = stage.app().await;
    let actor = app.anonymous();
    let page =
        actor.get("/nowhere").await.expect(404).has("<!doctype html>").says("error-not-found");
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    actor.poll("/nowhere").await.expect(404).lacks("<!doctype").says("error-not-found");
    let problem = actor.json(Method::GET, "/nowhere").await.expect(404);
    assert_eq!(problem.header("content-type"), "application/problem+json");
    assert_eq!(problem.json()["status"], 404);
    assert!(problem.json()["detail"].as_str().is_some_and(|text| !text.is_empty()));
    // 401: a page is sent to log in, a fragment too, a program is told.
    actor.get("/learning").await.expect(303);
    let fragment = actor.poll("/learning").await.expect(401);
    assert_eq!(fragment.header("hx-redirect"), "/login?next=/learning");
    assert_eq!(actor.json(Method::GET, "/learning").await.expect(401).json()["status"], 401);
    // 405 and a form that is none.
    actor.post("/learning", &[]).await.expect(405).says("error-method");
    assert_eq!(
        actor.post("/login", &[("email", "a")]).await.expect(422).header("content-type"),
        "text/html; charset=utf-8"
    );
}

async fn roles_see_what_is_theirs(stage: Stage) {
    let app = stage.school().await;
    let pages = ["/studio", "/studio/missions", "/studio/plugins", "/studio/plugins/choice"];
    let (anonymous, learner) = (app.anonymous(), app.learner("minji").await);
    let (tutor, admin) = (app.tutor("park").await, app.admin("root").await);
    for page in pages {
        assert_eq!(anonymous.get(page).await.location(), format!("/login?next={page}"));
        learner.get(page).await.expect(404);
    }
    for staff in [&tutor, &admin] {
        for page in &pages[..3] {
            staff.get(page).await.expect(200);
        }
    }
    learner.get("/").await.expect(200).lacks("href=\"/studio\"");
    tutor.get("/").await.expect(200).has("href=\"/studio\"");
}

async fn language_and_theme_are_kept_in_cookies(stage: Stage) {
    let app = stage.app().await;
    let actor = app.anonymous();
    actor.get("/login").await.has("<html lang=\"ko\">");
    let form = [("locale", "en"), ("theme", "dark"), ("next", "/login")];
    assert_eq!(actor.post("/preferences", &form).await.location(), "/login");
    actor.get("/login").await.has("<html lang=\"en\" data-bs-theme=\"dark\">");
    actor.post("/preferences", &[("locale", "xx")]).await.expect(422);
}

async fn every_answer_has_security_headers(stage: Stage) {
    let app = stage.app().await;
    for path in ["/", "/nowhere", "/assets/css/app.css", "/health/live"] {
        let page = app.anonymous().get(path).await;
        assert!(page.header("content-security-policy").contains("default-src 'self'"), "{path}");
        assert!(!page.header("content-security-policy").contains("unsafe"), "{path}");
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
        assert!(!page.header("x-request-id").is_empty(), "{path}");
    }
}

async fn one_name_is_given_once_however_many_ask(stage: Stage) {
    let app = stage.app().await;
    let mut asks = tokio::task::JoinSet::new();
    for index in 0..4 {
        let actor = app.anonymous();
        let address = format!("minji{index}@school.example");
        asks.spawn(async move { sign_up(&actor, &address, "minji", PASSWORD).await.status });
    }
    let mut statuses = asks.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422, 422, 422]);
}

async fn strange_addresses_are_not_found_on_both_engines(stage: Stage) {
    let app = stage.school().await;
    let (learner, tutor) = (app.learner("minji").await, app.tutor("park").await);
    for path in ["/courses/%00", "/courses/a/b%00/c", "/courses/%ff", "/missions/%00", "/videos/1"]
    {
        learner.get(path).await.expect(404);
    }
    tutor.get("/studio/plugins/a%00").await.expect(404);
    tutor.get("/studio/items/1").await.expect(404);
    tutor.get("/studio/missions?course=a%00b").await.expect(404);
    let status = learner.log_in("a\0@school.example", "b\0").await.status;
    assert_eq!(status, 401);
    let practice = app.mission("practice").await;
    let nul = [("file:main.py", "print('\0')"), ("file:a\0b.py", "")];
    learner.post(&format!("{practice}/items/sum/submit"), &nul[1..]).await.expect(422);
    learner.post(&format!("{practice}/items/sum/submit"), &nul[..1]).await.expect(303);
}

async fn the_site_is_ready_once_it_can_grade(stage: Stage) {
    let app = stage.app().await;
    let actor = app.anonymous();
    actor.get("/health/live").await.expect(200);
    actor.get("/health/ready").await.expect(503);
    app.app.registry.replace((**crate::support::plugins::SNAPSHOT).clone());
    actor.get("/health/ready").await.expect(200);
}
