//! Somebody with a browser, and what they are shown.

use reqwest::header::HeaderMap;
use reqwest::{Client, Method, RequestBuilder, redirect};
use weaverse::i18n::Locale;

/// Somebody with a browser of their own. Redirects are not followed.
pub struct Actor {
    client: Client,
    base: String,
}

/// An answer.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    asked: String,
}

impl Actor {
    pub fn new(base: &str) -> Self {
        let client = Client::builder().cookie_store(true).redirect(redirect::Policy::none());
        Self { client: client.build().expect("a client"), base: base.to_owned() }
    }

    /// The same browser on another server of the school.
    pub fn at(&self, base: &str) -> Self {
        Self { client: self.client.clone(), base: base.to_owned() }
    }

    /// A request to be given headers and a body, and to be sent with [`send`].
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    pub async fn get(&self, path: &str) -> Page {
        send(self.request(Method::GET, path)).await
    }

    /// A form without JavaScript.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Page {
        send(self.request(Method::POST, path).form(form)).await
    }

    /// A form sent by htmx.
    pub async fn htmx(&self, path: &str, form: &[(&str, &str)]) -> Page {
        send(self.request(Method::POST, path).header("hx-request", "true").form(form)).await
    }

    /// What a polling page asks for.
    pub async fn poll(&self, path: &str) -> Page {
        send(self.request(Method::GET, path).header("hx-request", "true")).await
    }

    /// As a program that reads JSON.
    pub async fn json(&self, method: Method, path: &str) -> Page {
        send(self.request(method, path).header("accept", "application/json")).await
    }

    pub async fn log_in(&self, email: &str, password: &str) -> Page {
        self.post("/login", &[("email", email), ("password", password)]).await
    }
}

/// Sends a request.
pub async fn send(request: RequestBuilder) -> Page {
    let response = request.send().await.expect("an answer");
    let page = Page {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        asked: response.url().path().to_owned(),
        body: response.bytes().await.expect("a body").to_vec(),
    };
    // What Fluent says of a text that is absent or lacks an argument.
    page.lacks("Unknown localization key")
}

impl Page {
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}: {}", self.asked, self.gist());
        self
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// What a page is about, without its frame.
    fn gist(&self) -> String {
        let text = self.text();
        let main = text.split("<main").nth(1).and_then(|rest| rest.split("</main>").next());
        main.map_or_else(|| text.clone(), str::to_owned)
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where a redirect goes.
    #[track_caller]
    pub fn location(&self) -> String {
        assert_eq!(self.status, 303, "{}: {}", self.asked, self.gist());
        self.header("location").to_owned()
    }

    #[track_caller]
    pub fn has(self, part: &str) -> Self {
        assert!(self.text().contains(part), "{}: no {part:?} in {}", self.asked, self.gist());
        self
    }

    #[track_caller]
    pub fn lacks(self, part: &str) -> Self {
        assert!(!self.text().contains(part), "{}: {part:?} in {}", self.asked, self.gist());
        self
    }

    /// Says a text of `locales/ko`.
    #[track_caller]
    pub fn says(self, key: &str) -> Self {
        self.has(&Locale::Ko.text(key))
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }
}
