//! Theme, language, errors, and pages that fit every screen.

use crate::page::{Device, Page, play};

#[test]
fn theme_and_language_stay() {
    play(async {
        let page = Page::open(Device::Desktop).await;
        page.go("/").await;
        page.until("document.documentElement.dataset.bsTheme === 'light'").await;
        page.click("[data-theme-switch]").await;
        page.until("document.documentElement.dataset.bsTheme === 'dark'").await;
        page.follow("button[name=locale]").await;
        page.see("#roadmap-title", "Roadmap").await;
        page.until("document.documentElement.dataset.bsTheme === 'dark'").await;
        page.until("getComputedStyle(document.body).backgroundColor === 'rgb(15, 16, 29)'").await;
        page.until("document.querySelector('.step-card h3').lang === 'ko'").await;
        page.go("/login").await;
        page.see("h1", "Log in").await;
        page.follow("button[name=locale]").await;
        page.see("h1", "로그인").await;
        page.close(&[]).await;
    });
}

#[test]
fn errors_say_what_to_do() {
    play(async {
        let page = Page::open(Device::Phone).await;
        page.go("/nowhere").await;
        page.see("h1", "찾을 수 없습니다").await;
        page.go("/signup").await;
        page.fill("#email", "nobody").await;
        // The browser's own check would stop the form.
        page.script("document.querySelector('form[action=\"/signup\"]').noValidate = true", vec![])
            .await;
        page.fill("#nickname", "x").await;
        page.fill("#password", "short").await;
        page.follow("form[action='/signup'] .btn-primary").await;
        page.until("document.querySelectorAll('.field-error').length === 3").await;
        page.until("document.activeElement.id === 'email'").await;
        page.fits().await;
        page.go("/login").await;
        page.fill("#email", "learner@weaverse.example").await;
        page.fill("#password", "Wrong1!wrong").await;
        page.follow("form[action='/login'] .btn-primary").await;
        page.see("[role=alert]", "맞지 않습니다").await;
        page.close(&[404, 422, 401]).await;
    });
}

#[test]
fn pages_fit_the_screen() {
    for device in [Device::Phone, Device::Desktop] {
        play(async {
            let page = Page::open(device).await;
            page.log_in("admin@weaverse.example").await;
            for path in [
                "/",
                "/learning",
                "/courses/python",
                "/courses/python/first-steps/video",
                "/courses/python/first-steps/variables-and-types",
                "/studio",
                "/studio/plugins",
                "/studio/plugins/cases",
                "/studio/missions",
            ] {
                page.go(path).await;
                page.find("h1").await;
                page.fits().await;
            }
            page.close(&[]).await;
        });
    }
}
