//! Markdown of courses and missions to HTML that is safe to show.

use std::sync::LazyLock;

use pulldown_cmark::{Options, Parser, html};

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
    let mut text = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut text, Parser::new_ext(markdown, options));
    CLEANER.clean(&text).to_string()
}

#[cfg(test)]
mod tests {
    use super::render;

    #[test]
    fn code_keeps_its_language_and_scripts_go() {
        let html = render("```python\nprint(1)\n```\n<script>alert(1)</script> *a*");
        assert!(html.contains("<code class=\"language-python\">"), "{html}");
        assert!(!html.contains("script"), "{html}");
        assert!(html.contains("<em>a</em>"), "{html}");
    }
}
