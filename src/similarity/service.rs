//! The most similar submissions of an item, and two of them side by side.
//! Who may see them is asked by the pages' service of missions.

use std::collections::HashMap;

use anyhow::Context as _;
use serde_json::json;
use weaverse_sandbox::File;

use super::matches::{Match, matches};
use super::rank::{Pair, Prints, pairs};
use super::store;
use super::tokens::{Syntax, Token, tokens};
use super::winnow::{ALGORITHM, all_fingerprints, fingerprints};
use crate::app::App;
use crate::db::{JsonText, Moment};
use crate::error::{Error, Result};
use crate::missions::{ItemId, SubmissionId};

/// Submissions that are compared: the newest ones. Work and memory grow with
/// the square of it, and stay below a second and some megabytes.
pub const MOST: i64 = 1000;
/// Pairs that are shown.
const PAIRS: usize = 50;

/// A learner's newest submission.
#[derive(Debug, sqlx::FromRow)]
pub struct Candidate {
    /// Its id.
    pub id: SubmissionId,
    /// The learner's name.
    pub nickname: String,
    /// When it came.
    pub created_at: Moment,
    prints: Option<JsonText<Vec<i64>>>,
    tokens: Option<i64>,
    files: Option<JsonText<Vec<File>>>,
    /// How many learners there are.
    pub total: i64,
}

/// A program that is shown.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Program {
    /// The submission.
    pub id: SubmissionId,
    /// The learner's name.
    pub nickname: String,
    /// When it came.
    pub created_at: Moment,
    /// Its files.
    pub files: JsonText<Vec<File>>,
}

/// A pair in the list.
#[derive(Debug)]
pub struct RankedPair {
    /// The fingerprints' verdict.
    pub pair: Pair,
    /// Tokens of the longest equal passage.
    pub longest: usize,
}

/// The most similar pairs of an item.
#[derive(Debug)]
pub struct Ranked {
    /// What was compared.
    pub candidates: Vec<Candidate>,
    /// Learners beyond [`MOST`].
    pub left_out: i64,
    /// Programs too short for a fingerprint.
    pub short: usize,
    /// Best first.
    pub pairs: Vec<RankedPair>,
}

/// All of a program's tokens, file by file.
fn tokens_of(files: &[File], language: &str) -> Vec<Token> {
    texts(files).flat_map(|(path, text)| tokens(&text, Syntax::of(path, language))).collect()
}

fn texts(files: &[File]) -> impl Iterator<Item = (&str, String)> {
    files
        .iter()
        .map(|file| (file.path.as_str(), String::from_utf8_lossy(&file.content).into_owned()))
}

/// Fingerprints file by file: no k-gram reaches over the end of a file.
fn prints_of(files: &[File], language: &str) -> (Vec<i64>, usize) {
    let (mut all, mut count) = (Vec::new(), 0);
    for (path, text) in texts(files) {
        let found = tokens(&text, Syntax::of(path, language));
        count += found.len();
        all.extend(fingerprints(&found));
    }
    all.sort_unstable();
    all.dedup();
    (all, count)
}

/// Everything that was given to all, so that none of it counts.
fn all_prints_of(files: &[File], language: &str) -> Vec<i64> {
    let found = |(path, text): (&str, String)| tokens(&text, Syntax::of(path, language));
    texts(files).flat_map(|file| all_fingerprints(&found(file))).collect()
}

/// Ranks the submissions of an item. Fingerprints that are not there yet are
/// made and kept.
///
/// # Errors
/// The database's.
pub async fn ranked(app: &App, item: ItemId, language: &str, starter: &[File]) -> Result<Ranked> {
    let candidates = store::candidates(&mut app.db.read().await?, item, ALGORITHM, MOST).await?;
    let (language, starter) = (language.to_owned(), starter.to_vec());
    let computed = tokio::task::spawn_blocking(move || rank(candidates, &language, &starter));
    let (candidates, found, fresh, language) = computed.await.context("ranking submissions")?;
    if !fresh.is_empty() {
        let mut tx = app.db.begin().await?;
        store::keep(&mut tx, serde_json::to_string(&fresh).context("fingerprints as JSON")?)
            .await?;
        tx.commit().await?;
    }
    let wanted: Vec<String> = found
        .iter()
        .flat_map(|pair| [pair.a, pair.b])
        .map(|at| candidates[at].id.0.simple().to_string())
        .collect();
    let ids = json!(wanted).to_string();
    let programs = store::programs(&mut app.db.read().await?, item, ids).await?;
    let total = candidates.first().map_or(0, |candidate| candidate.total);
    let left_out = total - i64::try_from(candidates.len()).unwrap_or(0);
    let short = candidates.iter().filter(|c| c.prints.as_ref().is_none_or(|p| p.0.is_empty()));
    let short = short.count();
    let measured =
        tokio::task::spawn_blocking(move || measure(candidates, &programs, &language, found));
    let (candidates, pairs) = measured.await.context("comparing submissions")?;
    Ok(Ranked { candidates, left_out, short, pairs })
}

type RankResult = (Vec<Candidate>, Vec<Pair>, Vec<serde_json::Value>, String);

fn rank(mut candidates: Vec<Candidate>, language: &str, starter: &[File]) -> RankResult {
    let mut fresh = Vec::new();
    for candidate in &mut candidates {
        let Some(files) = candidate.files.take() else { continue };
        let (prints, count) = prints_of(&files.0, language);
        fresh.push(json!({
            "id": candidate.id.0.simple().to_string(),
            "algorithm": ALGORITHM,
            "tokens": count,
            "prints": prints,
        }));
        candidate.tokens = i64::try_from(count).ok();
        candidate.prints = Some(JsonText(prints));
    }
    let all: Vec<Prints> = candidates
        .iter()
        .map(|c| Prints { prints: c.prints.as_ref().map(|p| p.0.clone()).unwrap_or_default() })
        .collect();
    let given = all_prints_of(starter, language);
    let found = pairs(&all, &given, PAIRS);
    (candidates, found, fresh, language.to_owned())
}

/// The longest passage of the few pairs that are shown.
fn measure(
    candidates: Vec<Candidate>,
    programs: &[Program],
    language: &str,
    found: Vec<Pair>,
) -> (Vec<Candidate>, Vec<RankedPair>) {
    let scanned: HashMap<SubmissionId, Vec<Token>> =
        programs.iter().map(|p| (p.id, tokens_of(&p.files.0, language))).collect();
    let longest = |pair: &Pair| {
        let tokens = |at: usize| scanned.get(&candidates[at].id);
        let both = tokens(pair.a).zip(tokens(pair.b));
        let longest = both.map(|(a, b)| matches(a, b).iter().map(Match::length).max());
        longest.flatten().unwrap_or(0)
    };
    let pairs =
        found.into_iter().map(|pair| RankedPair { longest: longest(&pair), pair }).collect();
    (candidates, pairs)
}

/// A line of a program: parts of it, each with the number of its passage.
pub type MarkedLine = Vec<(String, Option<usize>)>;

/// A program with its equal passages.
#[derive(Debug)]
pub struct Side {
    /// The program.
    pub program: Program,
    /// Path and lines of each file.
    pub files: Vec<(String, Vec<MarkedLine>)>,
}

/// Two programs side by side.
#[derive(Debug)]
pub struct Compared {
    /// Their item.
    pub item: ItemId,
    /// The one.
    pub a: Side,
    /// The other.
    pub b: Side,
    /// Tokens of each passage.
    pub passages: Vec<usize>,
}

/// The item of two submissions.
///
/// # Errors
/// Not found, also when they are of different items.
pub async fn item_of(app: &App, a: SubmissionId, b: SubmissionId) -> Result<ItemId> {
    let row = store::common_item(&mut app.db.read().await?, a, b).await?;
    row.map(|(item,)| item).ok_or(Error::NotFound)
}

/// Two programs of an item with their equal passages.
///
/// # Errors
/// Not found.
pub async fn compared(
    app: &App,
    item: ItemId,
    language: &str,
    (a, b): (SubmissionId, SubmissionId),
) -> Result<Compared> {
    let ids = json!([a.0.simple().to_string(), b.0.simple().to_string()]).to_string();
    let programs = store::programs(&mut app.db.read().await?, item, ids).await?;
    let find = |id| programs.iter().find(|p| p.id == id).cloned().ok_or(Error::NotFound);
    let (a, b) = (find(a)?, find(b)?);
    let language = language.to_owned();
    let compared = tokio::task::spawn_blocking(move || {
        let (one, two) = (Scanned::of(&a, &language), Scanned::of(&b, &language));
        let found = matches(&one.tokens, &two.tokens);
        let passages = found.iter().map(Match::length).collect();
        let marked_a = one.marked(found.iter().map(|m| m.a.clone()));
        let marked_b = two.marked(found.iter().map(|m| m.b.clone()));
        let (a, b) = (Side { program: a, files: marked_a }, Side { program: b, files: marked_b });
        Compared { item, a, b, passages }
    });
    Ok(compared.await.context("comparing submissions")?)
}

/// A program's files in one text, so that tokens have one place.
struct Scanned {
    files: Vec<(String, String)>,
    /// File and token of each token of the program.
    tokens: Vec<Token>,
    owner: Vec<usize>,
}

impl Scanned {
    fn of(program: &Program, language: &str) -> Self {
        let files: Vec<(String, String)> =
            texts(&program.files.0).map(|(path, text)| (path.to_owned(), text)).collect();
        let (mut all, mut owner) = (Vec::new(), Vec::new());
        for (at, (path, text)) in files.iter().enumerate() {
            let found = tokens(text, Syntax::of(path, language));
            owner.extend(std::iter::repeat_n(at, found.len()));
            all.extend(found);
        }
        Self { files, tokens: all, owner }
    }

    fn marked(
        &self,
        passages: impl Iterator<Item = std::ops::Range<usize>>,
    ) -> Vec<(String, Vec<MarkedLine>)> {
        let mut marks: Vec<Vec<Option<usize>>> =
            self.files.iter().map(|(_, text)| vec![None; text.len()]).collect();
        for (number, passage) in passages.enumerate() {
            for at in passage {
                let place = self.tokens[at].place.clone();
                marks[self.owner[at]][place].fill(Some(number));
            }
        }
        let files = self.files.iter().zip(marks);
        files.map(|((path, text), marks)| (path.clone(), lines(text, marks))).collect()
    }
}

/// Lines with their marks; white space between two tokens of a passage is
/// marked with them.
fn lines(text: &str, mut marks: Vec<Option<usize>>) -> Vec<MarkedLine> {
    let bytes = text.as_bytes();
    let mut last: Option<usize> = None;
    for at in 0..bytes.len() {
        if marks[at].is_some() {
            if let Some(before) = last.filter(|before| marks[*before] == marks[at]) {
                let blank = bytes[before + 1..at].iter().all(|b| b" \t".contains(b));
                if blank {
                    let mark = marks[at];
                    marks[before + 1..at].fill(mark);
                }
            }
            last = Some(at);
        }
    }
    let mut all = Vec::new();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let mut spans: MarkedLine = Vec::new();
        for (at, c) in line.char_indices().filter(|(_, c)| !matches!(c, '\n' | '\r')) {
            let mark = marks[from + at];
            match spans.last_mut() {
                Some((text, known)) if *known == mark => text.push(c),
                _ => spans.push((c.to_string(), mark)),
            }
        }
        all.push(spans);
        from += line.len();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn marks_stand_where_the_tokens_are() {
        let text = "a = 1\nb";
        let mut marks = vec![None; text.len()];
        marks[0] = Some(0);
        marks[2] = Some(0);
        marks[6] = Some(1);
        let lines = lines(text, marks);
        assert_eq!(lines[0], [("a =".to_owned(), Some(0)), (" 1".to_owned(), None)]);
        assert_eq!(lines[1], [("b".to_owned(), Some(1))]);
    }
}
