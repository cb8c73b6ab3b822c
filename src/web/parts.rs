//! Small things that many templates show; see `templates/macros.html`.

/// A state in a word: icon, text and colour.
#[derive(Debug, Clone)]
pub struct Badge {
    /// `ok`, `warn`, `bad`, `info`, `teal`, `accent` or `idle`.
    pub tone: &'static str,
    /// A name in the icon sprite.
    pub icon: &'static str,
    /// The word.
    pub label: String,
}

impl Badge {
    /// A badge.
    #[must_use]
    pub fn new(tone: &'static str, icon: &'static str, label: String) -> Self {
        Self { tone, icon, label }
    }
}

/// A step of the way to a page.
#[derive(Debug, Clone)]
pub struct Crumb {
    /// Its title.
    pub title: String,
    /// Where it is; `None`: here.
    pub url: Option<String>,
    /// The title's language, where it is not the page's.
    pub lang: Option<String>,
}

impl Crumb {
    /// A step above.
    #[must_use]
    pub fn to(title: impl Into<String>, url: impl Into<String>) -> Self {
        Self { title: title.into(), url: Some(url.into()), lang: None }
    }

    /// The page itself.
    #[must_use]
    pub fn here(title: impl Into<String>) -> Self {
        Self { title: title.into(), url: None, lang: None }
    }

    /// The same with a title of course or mission, which has a language of its own.
    #[must_use]
    pub fn lang(mut self, language: &str) -> Self {
        self.lang = Some(language.to_owned());
        self
    }
}

/// A link.
#[derive(Debug, Clone)]
pub struct Link {
    /// Its text.
    pub title: String,
    /// Where it goes.
    pub url: String,
}
