//! Reads one case.

use weaverse_grader_sdk::{CASE_KEYS, CaseHead, Node, Problem};

use super::super::{Case, Setup};
use super::{Defaults, check, expectation, setup};

/// The keys of a case, beside [`CASE_KEYS`] and those of [`expectation`].
pub const KEYS: [&str; 4] = ["setup", "tables", "base", "checks"];

/// Reads the case with this number.
pub fn case(
    number: usize,
    node: &Node<'_>,
    defaults: &Defaults,
    problems: &mut Vec<Problem>,
) -> Option<Case> {
    let before = problems.len();
    let fields = node.object(problems)?;
    let known = [&KEYS[..], &CASE_KEYS, &expectation::OPTIONS, &expectation::KEYS].concat();
    fields.only(&known, problems);
    let base = fields.flag("base", true, problems).then(|| defaults.setup.clone());
    let setup = joined(base.unwrap_or_default(), setup(&fields, problems));
    let options = expectation::options(&fields, &defaults.options, problems);
    let result = defaults.wants_result.then(|| {
        expectation::expectation(&fields, &defaults.options, defaults.has_model, problems)
    });
    if result.is_none() {
        for key in expectation::KEYS.iter().filter(|key| fields.get(key).is_some()) {
            fields.problem_at(key, "belongs to the mode query, or into a check", problems);
        }
    }
    let mut checks = defaults.checks.clone();
    checks.extend(check::checks(&fields, &options, defaults.has_model, problems));
    if result.is_none() && checks.is_empty() {
        fields.problem("nothing is checked: give `checks`, here or above the cases", problems);
    }
    let head = CaseHead::read(number, &fields, defaults.feedback, problems);
    (problems.len() == before).then_some(Case { head, setup, result, checks })
}

/// A case's own tables win over the item's.
fn joined(mut base: Setup, own: Setup) -> Setup {
    base.scripts.extend(own.scripts);
    base.tables.retain(|(name, _)| !own.tables.iter().any(|(other, _)| other == name));
    base.tables.extend(own.tables);
    base
}
