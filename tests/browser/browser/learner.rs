//! A learner's way: sign-up, a lesson, a question, a program.

use serde_json::json;

use crate::page::{Device, Page, email, play};

/// The model solution of the program that the story hands in.
const SOLUTION: &str = include_str!(
    "../../../courses/python/missions/strings-and-input-practice/split-bill/solution/main.py"
);

#[test]
fn from_sign_up_to_a_right_program_on_a_desktop() {
    play(from_sign_up_to_a_right_program(Device::Desktop, "desk"));
}

#[test]
fn from_sign_up_to_a_right_program_on_a_phone() {
    play(from_sign_up_to_a_right_program(Device::Phone, "phone"));
}

async fn from_sign_up_to_a_right_program(device: Device, name: &str) {
    let page = Page::open(device).await;
    page.sign_up(name).await;
    page.follow_link("파이썬 프로그래밍").await;
    page.follow(".course-side .btn-primary").await;
    watch(&page).await;
    resume(device, name, &page.path().await).await;
    question(&page).await;
    program(&page).await;
    page.go("/learning").await;
    page.see("main", "파이썬 프로그래밍").await;
    page.see("main table", "25 / 100").await;
    page.fits().await;
    page.close(&[]).await;
}

async fn watch(page: &Page) {
    page.see("h1", "파이썬과 처음 만나기").await;
    page.until("document.querySelector('video').readyState > 0").await;
    page.until("document.querySelectorAll('.transcript .cue').length > 5").await;
    page.script("document.querySelector('video').play()", Vec::new()).await;
    page.until("document.querySelector('video').currentTime > 3").await;
    page.until("document.querySelector('.cue[aria-current]')").await;
    page.script("document.querySelector('video').pause()", Vec::new()).await;
    page.see("[data-player-saved]", "0:03").await;
    page.fits().await;
}

/// On another device the video goes on where it stood.
async fn resume(device: Device, name: &str, path: &str) {
    let other = Page::open(device).await;
    other.log_in(&email(name)).await;
    other.go(path).await;
    other.until("document.querySelector('video').currentTime > 2.5").await;
    other.see(".player-chip", "0:03").await;
    other.close(&[]).await;
}

async fn question(page: &Page) {
    page.go("/courses/python").await;
    page.follow_link("확인 문제: 출력").await;
    page.follow(".mission-item").await;
    for choice in 0.. {
        page.click(&format!(".choices li:nth-child({}) .choice", choice + 1)).await;
        page.follow(".quiz .btn-primary").await;
        page.find(".result-card").await;
        let right = page.script("return Boolean(document.querySelector('.result-ok'))", vec![]);
        if right.await == json!(true) {
            break;
        }
        page.find(".choice-wrong").await;
    }
    page.find(".choice-right").await;
    page.find(".steps .done").await;
    page.fits().await;
    page.follow(".result-next a").await;
}

async fn program(page: &Page) {
    page.go("/courses/python").await;
    page.follow_link("연습: 생활 속 계산").await;
    page.follow_link("똑같이 나누어 내기").await;
    page.type_program("print(int(input()[:2]))").await;
    page.until(
        "document.querySelector('textarea[data-editor]').value === 'print(int(input()[:2]))'",
    )
    .await;
    page.click("[data-run-samples]").await;
    page.see(".result-head", "예제로 실행").await;
    page.see("#history", "아직").await;
    page.click("[data-submit]").await;
    page.see(".result-head", "/ 25점").await;
    page.see(".result-bad .result-head", "오답").await;
    page.until("document.querySelectorAll('#history tbody tr').length === 1").await;
    page.paste_program(SOLUTION).await;
    page.click("[data-submit]").await;
    page.see(".result-ok .result-head", "25").await;
    page.see(".result-facts", "Python 3.14").await;
    page.until("document.querySelectorAll('#history tbody tr').length === 2").await;
    page.find(".steps [aria-current].done").await;
    page.fits().await;
    // The draft is gone with the submission; the old one can be looked at.
    page.follow("#history tbody tr:last-child a").await;
    page.see(".cm-content", "input()[:2]").await;
    page.find(".result-bad").await;
}
