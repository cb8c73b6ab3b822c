//! Bytes and texts: in JSON, and cut to a size.

use serde::{Deserialize, Deserializer, Serializer};

/// Bytes as a string where they are UTF-8, and as a list of numbers otherwise.
pub(crate) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
    match std::str::from_utf8(bytes) {
        Ok(text) => to.serialize_str(text),
        Err(_) => to.collect_seq(bytes),
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum TextOrBytes {
    Text(String),
    Bytes(Vec<u8>),
}

/// Reads what [`serialize`] writes.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
    Ok(match TextOrBytes::deserialize(from)? {
        TextOrBytes::Text(text) => text.into_bytes(),
        TextOrBytes::Bytes(bytes) => bytes,
    })
}

/// The first `max` bytes, ending between characters.
pub(crate) fn cut(text: &str, max: usize) -> String {
    text[..text.floor_char_boundary(max)].to_owned()
}

#[cfg(test)]
mod tests {
    use crate::File;

    #[test]
    fn bytes_survive_json() -> serde_json::Result<()> {
        for content in [b"print(1)".to_vec(), vec![0xff, 0]] {
            let file = File { path: "a".to_owned(), content };
            let json = serde_json::to_string(&file)?;
            assert_eq!(serde_json::from_str::<File>(&json)?, file, "{json}");
        }
        Ok(())
    }

    #[test]
    fn a_cut_never_splits_a_character() {
        assert_eq!(super::cut("가나", 4), "가");
        assert_eq!(super::cut("ab", 9), "ab");
    }
}
