//! A learner with a browser.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use reqwest::{Client, redirect};

/// Somebody who is logged in.
#[derive(Clone)]
pub struct Learner {
    client: Client,
    base: String,
}

impl Learner {
    /// Signs up, which also logs in.
    pub async fn sign_up(address: &str, name: &str) -> Result<Self> {
        let client = Client::builder().cookie_store(true).redirect(redirect::Policy::none());
        let learner = Self { client: client.build()?, base: format!("http://{address}") };
        let email = format!("{name}@school.example");
        let form = [("email", email.as_str()), ("nickname", name), ("password", "Correct1!horse")];
        let answer =
            learner.client.post(format!("{}/signup", learner.base)).form(&form).send().await?;
        ensure!(answer.status() == 303, "sign-up of {name}: {}", answer.status());
        Ok(learner)
    }

    /// Hands a program in and waits until its verdict is on the page, as a
    /// browser does; how long that took.
    pub async fn verdict(&self, item: &str, file: &str, program: &str) -> Result<Duration> {
        let begun = Instant::now();
        let form = [(format!("file:{file}"), program)];
        let submit = self.client.post(format!("{}{item}/submit", self.base));
        let answer = submit.header("hx-request", "true").form(&form).send().await?;
        ensure!(answer.status() == 200, "handing in: {}", answer.status());
        let mut page = answer.text().await?;
        while page.contains("class=\"waiting\"") {
            let (_, rest) = page.split_once("hx-get=\"").context("a waiting page asks again")?;
            let (url, _) = rest.split_once('"').context("an address ends")?;
            let ask = self.client.get(format!("{}{url}", self.base)).header("hx-request", "true");
            page = ask.send().await?.error_for_status()?.text().await?;
        }
        ensure!(page.contains("result-ok"), "not accepted: {page}");
        Ok(begun.elapsed())
    }
}
