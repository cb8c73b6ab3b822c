//! What a run of the page came to, as the runtime `browser` writes it down.

use serde_json::Value;

use super::{Builder, Control, Data, Element, Page, html_name};
use html5ever::{LocalName, Namespace, QualName};

/// The page at one moment of a run.
#[derive(Debug, Clone)]
pub struct Observation {
    /// The tree.
    pub page: Page,
    /// Lines of the console so far.
    pub console: Vec<String>,
    /// Errors of scripts so far.
    pub errors: Vec<String>,
    /// What `alert`, `confirm` and `prompt` asked so far.
    pub dialogs: Vec<String>,
    /// What is in `localStorage`.
    pub storage: Vec<(String, String)>,
    /// The address.
    pub url: String,
}

/// Reads an observation; `None` if it is not one.
pub fn read(value: &Value) -> Option<Observation> {
    let lines = |key: &str| -> Option<Vec<String>> {
        value.get(key)?.as_array()?.iter().map(|line| Some(line.as_str()?.to_owned())).collect()
    };
    let storage = value.get("storage")?.as_array()?.iter().map(|entry| {
        Some((entry.get(0)?.as_str()?.to_owned(), entry.get(1)?.as_str()?.to_owned()))
    });
    Some(Observation {
        page: tree(value)?,
        console: lines("console")?,
        errors: lines("errors")?,
        dialogs: lines("dialogs")?,
        storage: storage.collect::<Option<_>>()?,
        url: value.get("url")?.as_str()?.to_owned(),
    })
}

/// The nodes come in order, each with its depth: `[1, "text"]` or
/// `[1, "p", "", ["class", "x"], {}]`.
fn tree(value: &Value) -> Option<Page> {
    let mut builder = Builder::default();
    let mut open = vec![0];
    for node in value.get("nodes")?.as_array()? {
        let depth = usize::try_from(node.get(0)?.as_u64()?).ok()?;
        if depth == 0 || depth > open.len() {
            return None;
        }
        open.truncate(depth);
        let parent = *open.last()?;
        let data = match node.get(2) {
            None => Data::Text(node.get(1)?.as_str()?.to_owned()),
            Some(_) => Data::Element(element(node)?),
        };
        let id = builder.create(data);
        builder.append(parent, id);
        open.push(id);
    }
    builder.page().doctype = value.get("doctype")?.as_str().map(str::to_owned);
    builder.page().quirks = value.get("quirks")?.as_bool()?;
    Some(builder.finish())
}

fn element(node: &Value) -> Option<Element> {
    let (name, namespace) = (node.get(1)?.as_str()?, node.get(2)?.as_str()?);
    let name = match namespace {
        "" => html_name(name),
        _ => QualName::new(None, Namespace::from(namespace), LocalName::from(name)),
    };
    let flat = node.get(3)?.as_array()?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let pairs = flat.chunks_exact(2).map(|pair| Some((text(&pair[0])?, text(&pair[1])?)));
    let attributes = pairs.collect::<Option<_>>()?;
    let control = node.get(4)?;
    let control = Control {
        value: control.get("value").and_then(text),
        checked: control.get("checked").and_then(Value::as_bool),
        focused: control.get("focused").is_some(),
    };
    Some(Element { name, attributes, control })
}
