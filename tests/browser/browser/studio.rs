//! A tutor makes a mission; a learner solves it; the tutor comments and sets
//! a score.

use crate::page::{Device, Page, play};

#[test]
fn a_mission_is_made_published_solved_and_reviewed() {
    play(async {
        let (tutor, learner) = (Page::open(Device::Desktop).await, Page::open(Device::Phone).await);
        tutor.log_in("tutor@weaverse.example").await;
        learner.sign_up("solver").await;

        begin(&tutor).await;
        let draft = tutor.path().await;
        write_item(&tutor).await;
        // Two cases: the first one is a sample, the second one hidden.
        add_case(&tutor, 0, "2 3", "5").await;
        add_case(&tutor, 1, "20 22", "42").await;
        tutor.fits().await;
        tutor.follow("[value=try]").await;
        tutor.see("#trials", "정답").await;
        tutor.see(".notice-ok", "게시할 수 있습니다").await;
        tutor.see("#trials", "×").await;

        tutor.go(&draft).await;
        tutor.follow("[value=publish]").await;
        tutor.see(".notice-ok", "게시했습니다").await;
        tutor.fits().await;

        learner.go("/courses/javascript").await;
        learner.follow_link("스튜디오에서 만든 미션").await;
        learner.follow_link("더하기").await;
        learner.see(".sample", "2 3").await;
        learner.paste_program("console.log(5)").await;
        learner.click("[data-submit]").await;
        learner.see(".result-warn", "부분 정답").await;

        review(&tutor).await;
        learner.script("location.reload()", Vec::new()).await;
        learner.see(".remark", "입력을 읽어 보세요").await;
        learner.see(".result-remarks", "10점으로").await;
        learner.see(".result-card .score", "10").await;
        learner.fits().await;

        tutor.close(&[]).await;
        learner.close(&[]).await;
    });
}

/// A new mission in a course, with its facts.
async fn begin(tutor: &Page) {
    tutor.go("/studio/missions?course=javascript").await;
    tutor.follow("#new-mission").await;
    tutor.fill("#title", "스튜디오에서 만든 미션").await;
    tutor.fill("#slug", "made-in-the-studio").await;
    let script = "document.querySelector('#lecture').selectedIndex = 1";
    tutor.script(script, Vec::new()).await;
    tutor.follow("#draft-form .btn-quiet[value=save]").await;
    tutor.see(".notice-ok", "저장했습니다").await;
}

async fn write_item(tutor: &Page) {
    tutor.follow("[value=add-code]").await;
    tutor.fill("#title", "더하기").await;
    tutor.fill("#statement", "두 수의 합을 출력하세요.").await;
    tutor.script("document.querySelector('#language').value = 'javascript'", Vec::new()).await;
    tutor.follow("[value=add-solution]").await;
    tutor.fill("[name='solution.0.path']", "main.js").await;
    let program = "const [a, b] = require('fs').readFileSync(0, 'utf8').split(' ').map(Number);\n\
                   console.log(a + b)";
    tutor.fill("[name='solution.0.text']", program).await;
}

async fn add_case(tutor: &Page, at: usize, stdin: &str, stdout: &str) {
    tutor.follow("#add-case").await;
    tutor.fill(&format!("#case-{at}-stdin"), stdin).await;
    tutor.fill(&format!("#case-{at}-stdout"), stdout).await;
}

async fn review(tutor: &Page) {
    tutor.follow_link("제출").await;
    tutor.follow("tbody th a").await;
    tutor.see(".facts", "solver").await;
    tutor.fill("#body", "입력을 읽어 보세요.").await;
    tutor.follow("#comment-form .btn-primary").await;
    tutor.see("#remarks", "입력을 읽어 보세요").await;
    tutor.fill("#score", "10").await;
    tutor.fill("#reason", "설명이 좋아서").await;
    tutor.follow("#score-form [value=set]").await;
    tutor.see("#remarks", "10점으로").await;
    tutor.follow("#diff-solution").await;
    tutor.find(".diff ins, .diff-ins, .diff-mod").await;
    tutor.fits().await;
}
