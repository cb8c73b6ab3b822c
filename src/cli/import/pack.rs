//! Puts what was imported into a pack, tries it, and says what came of it.

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;

use super::terminal_locale;
use crate::cli::{BAD, GOOD};
use crate::exchange::check::{self, Tried};
use crate::exchange::{Import, Notes, Overwrite, Taken, Written, quoted, write};
use crate::i18n::{Locale, Message};
use crate::plugins::Snapshot;

/// How many exercises came to what.
#[derive(Default)]
struct Summary {
    taken: usize,
    with_losses: usize,
    refused: usize,
    kept: usize,
    wrong: usize,
}

/// Writes missions, and tries them when the sandbox is there.
pub fn put(
    import: Import,
    pack: &Path,
    overwrite: Overwrite,
    snapshot: Option<&Arc<Snapshot>>,
) -> Result<u8> {
    let locale = terminal_locale();
    let mut summary = Summary::default();
    for mut taken in import.taken {
        if let Some(snapshot) = snapshot {
            check::infer_fuel(snapshot, &mut taken);
        }
        let written = write(&taken, pack, overwrite)?;
        let tried = written.dir().zip(snapshot);
        let tried = tried.map(|(dir, snapshot)| check::try_out(snapshot, &taken, dir, pack));
        tell(&taken, &written, tried.as_ref(), &mut summary, locale);
    }
    for (name, notes) in &import.refused {
        summary.refused += 1;
        println!("{}", said(Message::new("exchange-refused").with("name", quoted(name)), locale));
        tell_notes(notes, locale);
    }
    let message = Message::new("exchange-summary")
        .with("taken", summary.taken)
        .with("losses", summary.with_losses)
        .with("refused", summary.refused)
        .with("kept", summary.kept)
        .with("wrong", summary.wrong);
    println!("{}", said(message, locale));
    let good = summary.refused + summary.kept + summary.wrong == 0;
    Ok(if good { GOOD } else { BAD })
}

fn tell(
    taken: &Taken,
    written: &Written,
    tried: Option<&Tried>,
    summary: &mut Summary,
    locale: Locale,
) {
    let message = match written {
        Written::Kept(dir) => {
            summary.kept += 1;
            Message::new("exchange-kept")
                .with("name", quoted(&taken.name))
                .with("dir", dir.display())
        }
        Written::Changed(dir) | Written::Same(dir) => {
            let key = if taken.notes.all().is_empty() {
                "exchange-taken"
            } else {
                "exchange-taken-losses"
            };
            if taken.notes.all().is_empty() {
                summary.taken += 1;
            } else {
                summary.with_losses += 1;
            }
            Message { key, args: Vec::new() }
                .with("name", quoted(&taken.name))
                .with("dir", dir.display())
        }
    };
    println!("{}", said(message, locale));
    tell_notes(&taken.notes, locale);
    let Some(tried) = tried else { return };
    for problem in &tried.problems {
        println!("  {problem}");
    }
    for (file, message) in &tried.surprises {
        println!("  {}: {}", file.display(), message.text(locale));
    }
    if tried.as_expected > 0 {
        let message = Message::new("exchange-as-expected").with("count", tried.as_expected);
        println!("  {}", said(message, locale));
    }
    if !tried.is_good() {
        summary.wrong += 1;
    }
}

fn tell_notes(notes: &Notes, locale: Locale) {
    for note in notes.all() {
        println!("  {}", note.text(locale));
    }
}

fn said(message: Message, locale: Locale) -> String {
    message.text(locale)
}
