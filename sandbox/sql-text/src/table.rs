//! Results as tables of text, with columns as wide as a terminal shows them.

use unicode_width::UnicodeWidthStr as _;

/// One cell as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// On one line.
    pub text: String,
    /// Numbers stand at the right of their column.
    pub is_number: bool,
}

impl Cell {
    /// A cell; control characters become pictures, so that a row is a line.
    pub fn new(text: &str, is_number: bool) -> Self {
        let picture = |c: char| match c {
            '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(c),
            '\x7f' => '\u{2421}',
            _ => c,
        };
        Self { text: text.chars().map(picture).collect(), is_number }
    }
}

/// How wide the columns are.
pub fn widths(names: &[Cell], rows: &[Vec<Cell>]) -> Vec<usize> {
    let mut widths: Vec<usize> = names.iter().map(|name| name.text.width()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.text.width());
        }
    }
    widths
}

/// The names and the line below them.
pub fn head(names: &[Cell], widths: &[usize]) -> String {
    let dashes: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    format!("{}{}\n", line(names, widths), dashes.join("-+-"))
}

/// A row with its line end.
pub fn line(cells: &[Cell], widths: &[usize]) -> String {
    let mut text = String::new();
    for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
        if column > 0 {
            text.push_str(" | ");
        }
        let space = " ".repeat(width.saturating_sub(cell.text.width()));
        if cell.is_number {
            text.push_str(&space);
        }
        text.push_str(&cell.text);
        if !cell.is_number {
            text.push_str(&space);
        }
    }
    text.truncate(text.trim_end_matches(' ').len());
    text.push('\n');
    text
}

/// A real as SQLite writes it, C's `%!.15g`: 15 digits, and always with a
/// point.
pub fn real(number: f64) -> String {
    if number.is_infinite() {
        return if number > 0.0 { "Inf" } else { "-Inf" }.to_owned();
    }
    if number == 0.0 {
        return "0.0".to_owned();
    }
    let scientific = format!("{:.14e}", number.abs());
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    let sign = if number < 0.0 { "-" } else { "" };
    let size = usize::try_from(exponent.unsigned_abs()).unwrap_or_default();
    let fraction = |text: &str| if text.is_empty() { "0".to_owned() } else { text.to_owned() };
    if (-4..15).contains(&exponent) {
        if exponent < 0 {
            return format!("{sign}0.{}{digits}", "0".repeat(size - 1));
        }
        let padded = format!("{digits:0<width$}", width = size + 1);
        let (whole, rest) = padded.split_at(size + 1);
        return format!("{sign}{whole}.{}", fraction(rest));
    }
    let mark = if exponent < 0 { '-' } else { '+' };
    let (whole, rest) = digits.split_at(1);
    format!("{sign}{whole}.{}e{mark}{size:02}", fraction(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_also_in_korean() {
        let names = [Cell::new("이름", false), Cell::new("price", false)];
        let rows = [
            vec![Cell::new("사과", false), Cell::new("1200", true)],
            vec![Cell::new("a\nb", false), Cell::new("5", true)],
        ];
        let widths = widths(&names, &rows);
        let all: String = rows.iter().map(|row| line(row, &widths)).collect();
        let text = format!("{}{all}", head(&names, &widths));
        assert_eq!(text, "이름 | price\n-----+------\n사과 |  1200\na␊b  |     5\n");
    }

    #[test]
    fn reals_are_written_as_sqlite_writes_them() {
        for (number, text) in [
            (0.0, "0.0"),
            (1.0, "1.0"),
            (-2.5, "-2.5"),
            (0.1 + 0.2, "0.3"),
            (1.0 / 3.0, "0.333333333333333"),
            (100.0, "100.0"),
            (123_456_789_012_345.0, "123456789012345.0"),
            (1e15, "1.0e+15"),
            (1.5e300, "1.5e+300"),
            (0.0001, "0.0001"),
            (0.00001, "1.0e-05"),
            (f64::INFINITY, "Inf"),
        ] {
            assert_eq!(real(number), text);
        }
    }
}
