//! Small pictures, drawn by the server. Colours come from the style sheet.

use std::fmt::Write as _;

/// Bars of the learners by score: 0–9 %, 10–19 %, … 100 %. `label` says in
/// words what is seen.
#[must_use]
pub fn histogram(counts: &[i64; 11], label: &str) -> String {
    const WIDTH: i64 = 26;
    const HEIGHT: i64 = 72;
    const FOOT: i64 = 18;
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let mut svg = open(WIDTH * 11, HEIGHT + FOOT + 14, label);
    for (at, count) in (0_i64..).zip(counts) {
        let tall = count * HEIGHT / most;
        let (x, y) = (at * WIDTH + 2, 14 + HEIGHT - tall);
        let class = if at == 10 { "chart-bar chart-full" } else { "chart-bar" };
        let wide = WIDTH - 4;
        let tall = tall.max(1);
        let _ = write!(
            svg,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{tall}\" rx=\"2\"/>"
        );
        let middle = at * WIDTH + WIDTH / 2;
        if *count > 0 {
            let _ = write!(
                svg,
                "<text class=\"chart-value\" x=\"{middle}\" y=\"{}\">{count}</text>",
                y - 3
            );
        }
        if at % 5 == 0 {
            let _ = write!(
                svg,
                "<text class=\"chart-tick\" x=\"{middle}\" y=\"{}\">{}%</text>",
                14 + HEIGHT + 14,
                at * 10
            );
        }
    }
    svg.push_str("</svg>");
    svg
}

/// A bar for a share in percent.
#[must_use]
pub fn share(percent: i64, label: &str) -> String {
    let percent = percent.clamp(0, 100);
    let mut svg = open(100, 8, label);
    svg.push_str("<rect class=\"chart-track\" width=\"100\" height=\"8\" rx=\"4\"/>");
    if percent > 0 {
        let _ =
            write!(svg, "<rect class=\"chart-bar\" width=\"{percent}\" height=\"8\" rx=\"4\"/>");
    }
    svg.push_str("</svg>");
    svg
}

fn open(width: i64, height: i64, label: &str) -> String {
    let label = label
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;");
    format!(
        "<svg class=\"chart\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-label=\"{label}\">"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fullest_bar_is_as_tall_as_the_picture() {
        let mut counts = [0; 11];
        counts[10] = 4;
        counts[0] = 2;
        let svg = histogram(&counts, "a < b");
        assert!(svg.contains("height=\"72\""), "{svg}");
        assert!(svg.contains("height=\"36\""), "{svg}");
        assert!(svg.contains("a &lt; b"), "{svg}");
    }
}
