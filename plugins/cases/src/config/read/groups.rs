//! Reads what is said of groups.

use std::collections::BTreeMap;

use weaverse_grader_sdk::{Fields, Problem};

use super::super::{Case, Group};

/// The groups; those that are not mentioned earn together and need no other.
pub fn groups(
    fields: &Fields<'_>,
    cases: &[Case],
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, Group> {
    let is_there = |name: &str| cases.iter().any(|case| case.group.as_deref() == Some(name));
    let mut groups: BTreeMap<String, Group> = cases
        .iter()
        .filter_map(|case| case.group.clone())
        .map(|name| (name, Group { together: true, requires: Vec::new() }))
        .collect();
    let table = fields.get("groups").and_then(|node| node.object(problems));
    for (name, node) in table.iter().flat_map(Fields::entries) {
        if !is_there(name) {
            node.problem(format!("no case is in the group `{name}`"), problems);
            continue;
        }
        let Some(fields) = node.object(problems) else { continue };
        fields.only(&["together", "requires"], problems);
        let together = fields.flag("together", true, problems);
        let mut requires = Vec::new();
        if let Some(list) = fields.get("requires") {
            for required in list.strings(problems).unwrap_or_default() {
                if !is_there(required) || required == name {
                    list.problem(format!("no other case is in the group `{required}`"), problems);
                }
                requires.push(required.to_owned());
            }
        }
        groups.insert(name.to_owned(), Group { together, requires });
    }
    groups
}
