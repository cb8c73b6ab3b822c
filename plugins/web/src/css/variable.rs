//! `var()`, put in as text.

/// Characters that a value may grow to: values can double each other.
const LENGTH: usize = 1 << 14;

/// The text with its variables put in; nothing if one has no value.
pub fn substitute(text: &str, lookup: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = find(rest) {
        out.push_str(&rest[..at]);
        let inner = &rest[at + 4..];
        let end = closing(inner)?;
        let (name, fallback) = match inner[..end].split_once(',') {
            Some((name, fallback)) => (name, Some(fallback)),
            None => (&inner[..end], None),
        };
        let value = match (lookup(name.trim()), fallback) {
            (Some(value), _) => value,
            (None, Some(fallback)) => substitute(fallback.trim(), lookup)?,
            (None, None) => return None,
        };
        out.push_str(&value);
        if out.len() > LENGTH {
            return None;
        }
        rest = &inner[end + 1..];
    }
    out.push_str(rest);
    Some(out)
}

/// Whether there is a variable.
pub fn has(text: &str) -> bool {
    find(text).is_some()
}

/// Where `var(` begins, which no longer name ends with.
fn find(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    (0..text.len()).find(|at| {
        let before = at.checked_sub(1).map(|before| bytes[before]);
        bytes.get(*at..at + 4).is_some_and(|word| word.eq_ignore_ascii_case(b"var("))
            && !before.is_some_and(|byte| {
                byte.is_ascii_alphanumeric() || b"-_\\".contains(&byte) || byte >= 0x80
            })
    })
}

/// Where the bracket is closed that is open at the beginning.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1_usize;
    let place = text.bytes().position(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    Some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(text: &str) -> Option<String> {
        substitute(text, &|name| match name {
            "--a" => Some("1px".to_owned()),
            "--b" => Some("red".to_owned()),
            _ => None,
        })
    }

    #[test]
    fn variables_are_put_in() {
        assert_eq!(put("var(--a) solid var( --b )").as_deref(), Some("1px solid red"));
        assert_eq!(put("calc(var(--a) * 2)").as_deref(), Some("calc(1px * 2)"));
        assert_eq!(put("var(--x, 2px)").as_deref(), Some("2px"));
        assert_eq!(put("var(--x, var(--y, var(--b)))").as_deref(), Some("red"));
        assert_eq!(put("my-var(--a)").as_deref(), Some("my-var(--a)"));
    }

    #[test]
    fn a_variable_without_a_value_leaves_nothing() {
        assert_eq!(put("var(--x)"), None);
        assert_eq!(put("var(--a"), None);
    }

    #[test]
    fn a_value_does_not_grow_without_end() {
        let long = "x".repeat(LENGTH);
        assert_eq!(substitute("var(--a)var(--a)", &|_| Some(long.clone())), None);
    }
}
