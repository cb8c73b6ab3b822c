//! The files of a submission, as a page refers to them.

use std::borrow::Cow;

use weaverse_grader_sdk::File;

/// The learner's files.
#[derive(Debug, Clone, Copy)]
pub struct Files<'a>(pub &'a [File]);

impl<'a> Files<'a> {
    /// A file's text.
    pub fn text(&self, path: &str) -> Option<Cow<'a, str>> {
        let file = self.0.iter().find(|file| file.path == path)?;
        let content = file.content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&file.content);
        Some(String::from_utf8_lossy(content))
    }

    /// The file that `url` means in the file `base`; nothing for other hosts.
    pub fn resolve(&self, base: &str, url: &str) -> Option<(String, String)> {
        let url = url.trim().split(['?', '#']).next().unwrap_or_default();
        if url.is_empty() || url.starts_with("//") || url.contains(':') {
            return None;
        }
        let mut parts: Vec<&str> = match url.strip_prefix('/') {
            Some(_) => Vec::new(),
            None => base
                .rsplit_once('/')
                .map(|(folder, _)| folder.split('/').collect())
                .unwrap_or_default(),
        };
        for part in url.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        let path = parts.join("/");
        let text = self.text(&path)?.into_owned();
        Some((path, text))
    }
}
