//! Learners' bytes as text that a page can show.

/// Characters that an excerpt shows at most.
const EXCERPT: usize = 80;
/// Characters of common text that an excerpt keeps before a difference.
const LEAD: usize = 20;

/// A number with its digits in groups: `12,345`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.char_indices() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The text with control characters as pictures (`␀`, `␛`): no data base and
/// no terminal stumbles over it. Line ends and tabs stay.
pub fn printable(text: &str) -> String {
    let picture = |c: char| match c {
        '\n' | '\t' => c,
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(c),
        '\x7f' => '\u{2421}',
        _ => c,
    };
    text.replace("\r\n", "\n").chars().map(picture).collect()
}

/// At most `limit` bytes as printable text, and how many bytes are left out.
pub fn shown(bytes: &[u8], limit: usize) -> (String, usize) {
    let mut end = bytes.len().min(limit);
    if end < bytes.len() {
        // Not through the middle of a character, which has four bytes at most.
        let is_continuation = |at: usize| bytes[at] & 0xC0 == 0x80;
        end -= (0..3).take_while(|back| *back < end && is_continuation(end - back)).count();
    }
    (printable(&String::from_utf8_lossy(&bytes[..end])), bytes.len() - end)
}

/// The text with its white space made visible.
pub fn spaced(text: &str) -> String {
    let mark = |c: char| match c {
        '\n' => '⏎',
        '\t' => '→',
        ' ' => '·',
        '\r' => '␍',
        _ if c.is_whitespace() => '␣',
        _ => c,
    };
    text.chars().map(mark).collect()
}

/// The beginning of a text, as one line.
pub fn excerpt(text: &str) -> String {
    window(text, 0)
}

/// Both texts as one line each, from a little before where they differ.
pub fn first_difference(expected: &str, actual: &str) -> (String, String) {
    let common = expected.chars().zip(actual.chars()).take_while(|(a, b)| a == b).count();
    let start = if common < EXCERPT / 2 { 0 } else { common - LEAD };
    (window(expected, start), window(actual, start))
}

fn window(text: &str, start: usize) -> String {
    let mut rest = text.chars().skip(start);
    let middle: String = rest.by_ref().take(EXCERPT).collect();
    let middle = printable(&middle).replace('\n', "␊").replace('\t', " ");
    let before = if start > 0 { "…" } else { "" };
    let after = if rest.next().is_some() { "…" } else { "" };
    format!("{before}{middle}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1234567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn control_characters_become_pictures() {
        assert_eq!(printable("a\0b\x1b[1m\r\n\tc\x7f"), "a␀b␛[1m\n\tc␡");
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(shown("abc".as_bytes(), 3), ("abc".to_owned(), 0));
        assert_eq!(shown("abcd".as_bytes(), 3), ("abc".to_owned(), 1));
        assert_eq!(shown("가나".as_bytes(), 4), ("가".to_owned(), 3));
        assert_eq!(shown("가나".as_bytes(), 5), ("가".to_owned(), 3));
        assert_eq!(shown("a🙂".as_bytes(), 4), ("a".to_owned(), 4));
        assert_eq!(shown(b"\xff\xfe", 4), ("\u{fffd}\u{fffd}".to_owned(), 0));
        assert_eq!(shown(b"\x80\x80\x80\x80\x80", 2).1, 5);
    }

    #[test]
    fn white_space_becomes_visible() {
        assert_eq!(spaced("a b\tc\r\n\u{3000}"), "a·b→c␍⏎␣");
    }

    #[test]
    fn an_excerpt_begins_shortly_before_the_difference() {
        let same = "x".repeat(100);
        let (expected, actual) = first_difference(&format!("{same}1"), &format!("{same}2"));
        assert_eq!(expected, format!("…{}1", "x".repeat(20)));
        assert_eq!(actual, format!("…{}2", "x".repeat(20)));
        assert_eq!(first_difference("3", "4"), ("3".to_owned(), "4".to_owned()));
        assert_eq!(excerpt(&same), format!("{}…", "x".repeat(80)));
    }
}
