//! Markdown of courses and missions to HTML that is safe to show.

use std::sync::LazyLock;

use pulldown_cmark::{CowStr, Event, Options, Parser, html};

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::default();
    // `language-…` of fenced code: what the highlighter goes by.
    cleaner.add_tag_attributes("code", &["class"]);
    cleaner
});

/// HTML without scripts, styles or event handlers.
#[must_use]
pub fn render(markdown: &str) -> String {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let marked = mark_emphasis(markdown);
    let mut text = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut text, Parser::new_ext(&marked, options).map(without_marks));
    CLEANER.clean(&text).to_string()
}

/// A private character that no text uses.
const MARK: char = '\u{E000}';

/// Emphasis that ends in punctuation before a Korean particle, as in
/// `**"예"**는`, is none by the rules of `CommonMark`, which know words by
/// spaces. A mark between punctuation and asterisks makes it one.
fn mark_emphasis(markdown: &str) -> String {
    let mut marked = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = rest.find("**") {
        let (before, after) = (&rest[..at], rest[at + 2..].trim_start_matches('*'));
        let stars = &rest[at..rest.len() - after.len()];
        let outside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let inside = |c: Option<char>| {
            c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace() && c != '*')
        };
        let (last, next) = (before.chars().next_back(), after.chars().next());
        marked.push_str(before);
        if inside(last) && outside(next) {
            marked.push(MARK);
        }
        marked.push_str(stars);
        if outside(last) && inside(next) {
            marked.push(MARK);
        }
        rest = after;
    }
    marked.push_str(rest);
    marked
}

fn without_marks(event: Event<'_>) -> Event<'_> {
    let clean = |text: CowStr<'_>| -> CowStr<'static> { text.replace(MARK, "").into() };
    match event {
        Event::Text(text) if text.contains(MARK) => Event::Text(clean(text)),
        Event::Code(text) if text.contains(MARK) => Event::Code(clean(text)),
        Event::Html(text) if text.contains(MARK) => Event::Html(clean(text)),
        Event::InlineHtml(text) if text.contains(MARK) => Event::InlineHtml(clean(text)),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::render;

    #[test]
    fn emphasis_before_a_particle() {
        for (text, html) in [
            ("**문항(30점)**과", "<strong>문항(30점)</strong>과"),
            ("이**\"예\"**는 **둘**", "이<strong>\"예\"</strong>는 <strong>둘</strong>"),
            ("`f(*)**2` a", "<code>f(*)**2</code> a"),
            ("***`a`***는", "<em><strong><code>a</code></strong></em>는"),
        ] {
            assert_eq!(render(text).trim(), format!("<p>{html}</p>"));
        }
    }

    #[test]
    fn code_keeps_its_language_and_scripts_go() {
        let html = render("```python\nprint(1)\n```\n<script>alert(1)</script>\n\n*a*");
        assert!(html.contains("<code class=\"language-python\">"), "{html}");
        assert!(!html.contains("script"), "{html}");
        assert!(html.contains("<em>a</em>"), "{html}");
    }
}
