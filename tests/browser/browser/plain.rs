//! Without JavaScript.

use crate::page::{Device, Page, play};

#[test]
fn everything_works_without_javascript() {
    play(async {
        let page = Page::open(Device::Plain).await;
        page.sign_up("plain").await;
        let scripts = "return document.documentElement.classList.contains('js')";
        assert_eq!(page.script(scripts, Vec::new()).await, serde_json::json!(false));
        page.go("/courses/python").await;
        page.follow_link("첫 프로그램과 print()").await;
        page.follow("form[action$='/complete'] .btn-primary").await;
        page.see("h1", "변수와 자료형").await;
        page.find(".topic-done").await;

        page.go("/courses/python").await;
        page.follow_link("연습: 첫 프로그램 네 개").await;
        page.follow(".mission-item").await;
        page.fill("textarea.code", "print(1)").await;
        page.follow("[data-run-samples]").await;
        page.see(".result-head", "예제로 실행").await;
        page.see("textarea.code", "print(1)").await;
        page.follow("[data-submit]").await;
        page.see(".result-bad .result-head", "오답").await;
        page.until("document.querySelectorAll('#history tbody tr').length === 1").await;

        // The language is switched by a form, and stays.
        page.follow("button[name=locale]").await;
        page.see("#history-title", "Submissions").await;
        page.until("document.documentElement.lang === 'en'").await;
        page.until("document.querySelector('.statement .prose').lang === 'ko'").await;
        page.close(&[]).await;
    });
}
