//! Lengths in pixels, where that follows from the stylesheets alone.

/// Font sizes that relative lengths mean, in pixels.
#[derive(Debug, Clone, Copy)]
pub struct Fonts {
    /// Of the root.
    pub rem: Option<f64>,
    /// Of the element.
    pub em: Option<f64>,
}

/// The value with its lengths in pixels.
pub fn in_pixels(text: &str, fonts: Fonts) -> String {
    if text.contains("url(") || text.contains(['"', '\'']) {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut rest = text;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let starts = !(before.is_alphanumeric() || matches!(before, '-' | '_' | '#' | '.' | '\\'));
        let taken = if starts { dimension(rest, fonts) } else { None };
        let (length, shown) = taken.unwrap_or_else(|| (first.len_utf8(), first.to_string()));
        before = rest[..length].chars().next_back().unwrap_or(' ');
        out.push_str(&shown);
        rest = &rest[length..];
    }
    out
}

/// A number of pixels, if it is nothing else.
pub fn pixels(text: &str) -> Option<f64> {
    if text == "0" {
        return Some(0.0);
    }
    text.strip_suffix("px")?.parse().ok()
}

/// A number of pixels as it is written.
pub fn shown(number: f64) -> String {
    let rounded = (number * 1000.0).round() / 1000.0;
    if rounded == 0.0 {
        return "0".to_owned();
    }
    let text = format!("{rounded}px");
    text.replacen("0.", ".", usize::from(text.starts_with("0.") || text.starts_with("-0.")))
}

/// The length at the beginning: its bytes, and what it is in pixels.
fn dimension(text: &str, fonts: Fonts) -> Option<(usize, String)> {
    let digits = text
        .char_indices()
        .find(|(at, c)| {
            !(c.is_ascii_digit() || *c == '.' || (*at == 0 && (*c == '-' || *c == '+')))
        })
        .map_or(text.len(), |(at, _)| at);
    let number: f64 = text[..digits].parse().ok()?;
    let unit: String =
        text[digits..].chars().take_while(|c| c.is_ascii_alphabetic() || *c == '%').collect();
    let factor = match unit.as_str() {
        "px" => 1.0,
        "rem" => fonts.rem?,
        "em" => fonts.em?,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 9.6 / 2.54,
        "q" | "Q" => 2.4 / 2.54,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        _ => return None,
    };
    Some((digits + unit.len(), shown(number * factor)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_become_pixels() {
        let fonts = Fonts { rem: Some(16.0), em: Some(20.0) };
        for (text, expected) in [
            ("1rem", "16px"),
            ("1.5em auto", "30px auto"),
            (".5rem", "8px"),
            ("-1rem", "-16px"),
            ("72pt", "96px"),
            ("0", "0"),
            ("50%", "50%"),
            ("repeat(2,1fr)", "repeat(2,1fr)"),
            ("#1e1e1e", "#1e1e1e"),
            ("h1em", "h1em"),
            ("url(1em.png)", "url(1em.png)"),
            (".25px", ".25px"),
            ("calc(100% - 2rem)", "calc(100% - 32px)"),
        ] {
            assert_eq!(in_pixels(text, fonts), expected, "{text}");
        }
        assert_eq!(in_pixels("2em", Fonts { rem: None, em: None }), "2em");
    }
}
