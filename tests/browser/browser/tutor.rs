//! A tutor's way: a grader is uploaded, activated, used and rolled back.

use std::path::PathBuf;

use tempfile::TempDir;

use crate::judge::{Judges, Upload};
use crate::page::{Device, Page, play};

#[test]
fn a_grader_is_uploaded_used_and_rolled_back() {
    play(async {
        let folder = tempfile::tempdir().expect("a folder");
        let (tutor, learner) = (Page::open(Device::Desktop).await, Page::open(Device::Phone).await);
        tutor.log_in("tutor@weaverse.example").await;
        learner.sign_up("jury").await;

        upload(&tutor, &package(&folder, "1.0.0", Judges::Right)).await;
        activate(&tutor, "1.0.0").await;
        switch(&tutor).await;
        learner.go("/courses/javascript").await;
        learner.follow_link("연습: 계산하고 판단하기").await;
        learner.follow_link("학점 매기기").await;
        hand_in(&learner, "1.0.0").await;

        upload(&tutor, &package(&folder, "1.1.0", Judges::Right)).await;
        hand_in(&learner, "1.0.0").await;
        activate(&tutor, "1.1.0").await;
        hand_in(&learner, "1.1.0").await;

        roll_back(&tutor).await;
        hand_in(&learner, "1.0.0").await;
        tutor.close(&[]).await;
        learner.close(&[]).await;
    });
}

#[test]
fn what_is_no_grader_is_refused() {
    play(async {
        let folder = tempfile::tempdir().expect("a folder");
        let page = Page::open(Device::Phone).await;
        page.log_in("tutor@weaverse.example").await;
        let text = folder.path().join("text.zip");
        std::fs::write(&text, "a text").expect("a file");
        upload(&page, &text).await;
        page.see("[role=alert]", "플러그인 묶음을 읽을 수 없습니다").await;
        page.fits().await;
        let mut broken = Upload::judge("broken", "1.0.0", Judges::Traps);
        broken.manifest = broken.manifest.replace("Judge", "Broken");
        let file = folder.path().join("broken.zip");
        std::fs::write(&file, broken.zip()).expect("a file");
        upload(&page, &file).await;
        page.find(".life .failed").await;
        page.see("#versions", "거부됨").await;
        page.fits().await;
        page.close(&[422]).await;
    });
}

fn package(folder: &TempDir, version: &str, judges: Judges) -> PathBuf {
    let file = folder.path().join(format!("jury-{version}.zip"));
    std::fs::write(&file, Upload::judge("jury", version, judges).zip()).expect("a file");
    file
}

async fn upload(tutor: &Page, package: &std::path::Path) {
    tutor.go("/studio/plugins").await;
    tutor.choose("#package", package).await;
    tutor.follow("form[enctype] .btn-primary").await;
}

async fn activate(tutor: &Page, version: &str) {
    // The check runs beside; the page shows by itself that it ended.
    tutor.see("#latest-title", version).await;
    tutor.find("#versions .card form .btn-primary").await;
    tutor.click("#versions .card form .btn-primary").await;
    tutor.follow(".dialog [value=yes]").await;
    tutor.see("#versions .notice-ok", version).await;
    tutor.find("#versions .card .tag-ok").await;
}

async fn roll_back(tutor: &Page) {
    tutor.click("#versions tbody tr:last-child button").await;
    tutor.follow(".dialog [value=yes]").await;
    tutor.see("#versions .notice-ok", "1.0.0").await;
}

/// An item of the JavaScript course gets the new grader.
async fn switch(tutor: &Page) {
    tutor.go("/studio/missions?course=javascript").await;
    tutor.follow_link("학점 매기기").await;
    let script = "document.querySelector('#grader').value = 'jury'";
    tutor.script(script, Vec::new()).await;
    tutor.follow("form[action$='/grader'] .btn-primary").await;
    tutor.see(".notice-ok", "jury").await;
}

async fn hand_in(learner: &Page, version: &str) {
    // The answer to the last submission must not be taken for this one's.
    learner.script("document.querySelector('#result').replaceChildren()", Vec::new()).await;
    learner.click("[data-submit]").await;
    learner.see(".result-ok .result-facts", &format!("jury {version}")).await;
}
