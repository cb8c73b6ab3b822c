//! A browser with one page, and somebody in front of it.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::common::capabilities::desiredcapabilities::Capabilities;
use thirtyfour::{
    By, ChromiumLikeCapabilities as _, DesiredCapabilities, Key, LoggingPrefsLogLevel, WebDriver,
    WebElement,
};

use crate::school::SCHOOL;

/// What is not on the page after this long does not come.
const PATIENCE: Duration = Duration::from_secs(30);

/// A device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    Desktop,
    Phone,
    /// A desktop whose browser runs no JavaScript.
    Plain,
}

pub struct Page {
    driver: WebDriver,
    _profile: TempDir,
}

/// Plays a story.
pub fn play(story: impl Future<Output = ()>) {
    // A thread of its own: it ends the browser also after a failure.
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(1).enable_all().build();
    runtime.expect("a runtime").block_on(story);
}

impl Page {
    /// A new browser.
    pub async fn open(device: Device) -> Self {
        let profile = tempfile::tempdir().expect("a folder");
        let capabilities = capabilities(device, profile.path());
        let driver = WebDriver::new(SCHOOL.driver.as_str(), capabilities).await;
        Self { driver: driver.expect("Chromium starts"), _profile: profile }
    }

    /// Ends the browser. Nothing may have gone wrong on its pages but the
    /// answers that the story asked for: errors with one of these numbers.
    pub async fn close(self, expected: &[u16]) {
        let log = self.driver.browser_log().await.expect("the browser's log");
        let known = |message: &str| {
            expected.iter().any(|status| {
                message.contains(&format!("status of {status}"))
                    || message.contains(&format!("Error Code {status}"))
            })
        };
        let errors = log.iter().filter(|entry| entry.level == "SEVERE" && !known(&entry.message));
        let errors: Vec<_> = errors.map(|entry| entry.message.as_str()).collect();
        assert!(errors.is_empty(), "errors in the browser: {errors:#?}");
        self.driver.quit().await.expect("the browser ends");
    }

    /// Goes to a page of the school.
    pub async fn go(&self, path: &str) {
        let address = format!("{}{path}", SCHOOL.address);
        self.driver.goto(address).await.expect("a page");
    }

    /// Where the page is.
    pub async fn path(&self) -> String {
        let address = self.driver.current_url().await.expect("an address").to_string();
        address.strip_prefix(&SCHOOL.address).expect("a page of the school").to_owned()
    }

    /// Waits for an element.
    pub async fn find(&self, css: &str) -> WebElement {
        let begun = Instant::now();
        loop {
            match self.driver.find(By::Css(css)).await {
                Ok(element) => return element,
                Err(_) if begun.elapsed() < PATIENCE => pause().await,
                Err(_) => panic!("no {css} on {}", self.describe().await),
            }
        }
    }

    /// Clicks as soon as it can be.
    pub async fn click(&self, css: &str) {
        let begun = Instant::now();
        loop {
            let element = self.find(css).await;
            let _ = element.scroll_into_view().await;
            match element.click().await {
                Ok(()) => return,
                Err(_) if begun.elapsed() < PATIENCE => pause().await,
                Err(error) => {
                    panic!("{css} cannot be clicked: {error}\non {}", self.describe().await)
                }
            }
        }
    }

    /// Clicks what loads another page, and waits for it.
    pub async fn follow(&self, css: &str) {
        let before = self.find("html").await;
        self.click(css).await;
        let begun = Instant::now();
        // The old page's elements are gone.
        while before.tag_name().await.is_ok() {
            assert!(begun.elapsed() < PATIENCE, "{css} leads nowhere: {}", self.describe().await);
            pause().await;
        }
    }

    /// Follows the first link with this text.
    pub async fn follow_link(&self, text: &str) {
        let script = "const found = [...document.querySelectorAll('main a')]
            .find((link) => link.textContent.includes(arguments[0]));
            found?.closest('details')?.setAttribute('open', '');
            document.querySelectorAll('[data-found]').forEach((old) => old.removeAttribute('data-found'));
            found?.setAttribute('data-found', '');
            return Boolean(found)";
        let found = self.script(script, vec![json!(text)]).await;
        assert_eq!(found, json!(true), "no link {text:?} on {}", self.describe().await);
        self.follow("[data-found]").await;
    }

    /// Fills in a field.
    pub async fn fill(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        field.clear().await.expect("a field");
        field.send_keys(text).await.expect("a field that takes text");
    }

    /// Chooses a file.
    pub async fn choose(&self, css: &str, file: &Path) {
        let path = file.to_str().expect("a path of letters");
        self.find(css).await.send_keys(path).await.expect("a field for files");
    }

    /// Writes a program key by key, over what is in the editor.
    pub async fn type_program(&self, text: &str) {
        self.click(".cm-content").await;
        let editor = self.find(".cm-content").await;
        editor.send_keys(Key::Control + "a").await.expect("an editor");
        editor.send_keys(text).await.expect("an editor");
    }

    /// Pastes a program over what is in the editor.
    pub async fn paste_program(&self, text: &str) {
        self.click(".cm-content").await;
        let editor = self.find(".cm-content").await;
        editor.send_keys(Key::Control + "a").await.expect("an editor");
        let script = "const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', arguments[0]);
            const paste = { clipboardData, bubbles: true, cancelable: true };
            document.querySelector('.cm-content').dispatchEvent(new ClipboardEvent('paste', paste))";
        self.script(script, vec![json!(text)]).await;
    }

    /// Runs a script.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Value {
        let result = self.driver.execute(script, arguments).await;
        result.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }

    /// Waits until an expression of JavaScript is true.
    pub async fn until(&self, expression: &str) {
        let begun = Instant::now();
        let script = format!("return Boolean({expression})");
        loop {
            // While a page is being replaced there is nobody to answer.
            let result = self.driver.execute(script.as_str(), Vec::new()).await;
            if result.is_ok_and(|value| value.json() == &json!(true)) {
                return;
            }
            let late = begun.elapsed() > PATIENCE;
            assert!(!late, "never: {expression}\non {}", self.describe().await);
            pause().await;
        }
    }

    /// Waits for a text in an element.
    pub async fn see(&self, css: &str, text: &str) {
        let (css, text) = (json!(css), json!(text));
        self.until(&format!("document.querySelector({css})?.textContent.includes({text})")).await;
    }

    /// Signs up.
    pub async fn sign_up(&self, name: &str) {
        self.go("/signup").await;
        self.fill("#email", &email(name)).await;
        self.fill("#nickname", name).await;
        self.fill("#password", crate::school::PASSWORD).await;
        self.follow("form[action='/signup'] .btn-primary").await;
        assert_eq!(self.path().await, "/");
    }

    /// Logs in.
    pub async fn log_in(&self, email: &str) {
        self.go("/login").await;
        self.fill("#email", email).await;
        self.fill("#password", crate::school::PASSWORD).await;
        self.follow("form[action='/login'] .btn-primary").await;
        assert_eq!(self.path().await, "/");
    }

    /// Nothing is wider than the screen.
    pub async fn fits(&self) {
        let script = "const root = document.documentElement;
            return [root.scrollWidth, root.clientWidth]";
        let widths = self.script(script, Vec::new()).await;
        let wide = widths[0].as_u64() > widths[1].as_u64();
        assert!(!wide, "wider than the screen, {widths}: {}", self.path().await);
    }

    async fn describe(&self) -> String {
        let path = self.driver.current_url().await.map(|url| url.to_string()).unwrap_or_default();
        let script = "return document.body.innerText";
        let text = self.driver.execute(script, Vec::new()).await;
        let text = text.map(|value| value.json().to_string()).unwrap_or_default();
        format!("{path}: {text}")
    }
}

/// The address of somebody who signed up.
pub fn email(name: &str) -> String {
    format!("{name}@people.example")
}

async fn pause() {
    tokio::time::sleep(Duration::from_millis(50)).await;
}

fn capabilities(device: Device, profile: &Path) -> Capabilities {
    let mut chrome = DesiredCapabilities::chrome();
    let mut arguments = vec![
        "--headless=new".to_owned(),
        "--no-sandbox".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        "--disable-quic".to_owned(),
        "--no-first-run".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--disable-crash-reporter".to_owned(),
        "--autoplay-policy=no-user-gesture-required".to_owned(),
        "--mute-audio".to_owned(),
        // Pages scroll at once: the driver clicks where an element is.
        "--force-prefers-reduced-motion".to_owned(),
        format!("--user-data-dir={}", profile.display()),
    ];
    let mut options = Vec::new();
    match device {
        Device::Desktop => arguments.push("--window-size=1280,900".to_owned()),
        Device::Phone => options.push((
            "mobileEmulation",
            json!({ "deviceMetrics": { "width": 390, "height": 844, "pixelRatio": 1.0, "touch": true } }),
        )),
        Device::Plain => {
            arguments.push("--window-size=1280,900".to_owned());
            options.push((
                "prefs",
                json!({ "profile.managed_default_content_settings.javascript": 2 }),
            ));
        }
    }
    for argument in arguments {
        chrome.add_arg(&argument).expect("an argument");
    }
    for (name, value) in options {
        chrome.add_experimental_option(name, value).expect("an option");
    }
    if let Ok(program) = std::env::var("CHROME") {
        chrome.set_binary(&program).expect("a program");
    }
    chrome.set_browser_log_level(LoggingPrefsLogLevel::All).expect("a level");
    chrome.into()
}
