//! What no learner may see: hidden cases, model solutions, what is right.

use crate::both_engines;
use crate::support::Stage;

both_engines!(no_page_of_a_learner_holds_a_secret, the_learner_sees_what_is_meant_to_be_seen);

/// Planted in hidden cases, solutions, notes of choices and the explanation
/// of an exam; `correct` is the flag of a right choice.
const SECRETS: [&str; 3] = ["canary", "700007", "correct&#34;"];

async fn no_page_of_a_learner_holds_a_secret(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let actor = app.learner("minji").await;
    let (check, practice) = (app.mission("check").await, app.mission("practice").await);
    let midterm = app.mission("midterm").await;
    let mut seen = Vec::new();
    let mut pages = vec![
        "/".to_owned(),
        "/courses/mini".to_owned(),
        "/courses/mini/start/read".to_owned(),
        "/courses/mini/start/watch".to_owned(),
        "/learning".to_owned(),
        check.clone(),
        practice.clone(),
        midterm.clone(),
    ];
    let items = [
        (format!("{check}/items/one"), "choice", "2"),
        (format!("{check}/items/several"), "choice", "3"),
        (format!("{midterm}/items/question"), "choice", "1"),
        (format!("{practice}/items/sum"), "file:main.py", "print(input())"),
        // It prints what it reads: hidden input must not come back with it.
        (format!("{midterm}/items/secret"), "file:main.py", "print(input())"),
        (format!("{midterm}/items/secret"), "file:main.py", "raise ValueError(input())"),
        (format!("{practice}/items/twice"), "file:main.js", "function twice(n) { throw n }"),
    ];
    // First untouched, then with results.
    pages.extend(items.iter().map(|(item, ..)| item.clone()));
    for page in &pages {
        seen.push((page.clone(), actor.get(page).await.expect(200).text()));
    }
    for (item, field, value) in &items {
        let shown = actor.htmx(&format!("{item}/submit"), &[(field, value)]).await.expect(200);
        seen.push((format!("{item}/submit"), shown.text()));
    }
    for row in app.submissions().await {
        let row = app.graded(row.id).await;
        assert!(row.verdict() != "accepted", "{row:?}");
        let url = format!("/submissions/{}", row.id);
        seen.push((url.clone(), actor.poll(&url).await.expect(200).text()));
        pages.push(actor.get(&url).await.location());
    }
    for page in &pages {
        seen.push((page.clone(), actor.get(page).await.expect(200).text()));
        seen.push((page.clone(), app.anonymous().get(page).await.text()));
    }
    for (page, text) in seen {
        let text = text.to_lowercase();
        for secret in SECRETS {
            assert!(!text.contains(secret), "{page} shows {secret}: {text}");
        }
    }
}

async fn the_learner_sees_what_is_meant_to_be_seen(stage: Stage) {
    let app = stage.school().await;
    app.grade();
    let actor = app.learner("minji").await;
    let sum = format!("{}/items/sum", app.mission("practice").await);
    // Samples before, hints of failed cases after.
    actor.get(&sum).await.expect(200).has("1 2").lacks("HINT-LARGE");
    let shown = actor.htmx(&format!("{sum}/submit"), &[("file:main.py", "print(3)")]).await;
    shown.expect(200).has("HINT-LARGE").has("negative");
    // The explanation of an exam comes with the right answer.
    let question = format!("{}/items/question", app.mission("midterm").await);
    let id = actor.submit(&question, &[("choice", "3")]).await;
    assert_eq!(app.graded(id).await.verdict(), "accepted");
    actor.get(&question).await.expect(200).has("CANARY-EXPLANATION-7f3a");
    // The staff sees all of it, with a rehearsal of its own.
    let tutor = app.tutor("park").await;
    let row = &app.submissions().await[0];
    tutor.poll(&format!("/submissions/{}", row.id)).await.expect(200).has("700007");
}
