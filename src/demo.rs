//! The demonstration school: courses and an account for each role.

use std::path::Path;

use anyhow::{Result, anyhow};

use crate::accounts::Role;
use crate::accounts::model::{Email, Nickname, Password};
use crate::accounts::service::{self as accounts, RegisterError, Registration, register};
use crate::app::AppState;
use crate::courses::import::{StudioEdits, check_pack, import, import_curriculum};
use crate::missions::check::Depth;
use crate::packs::{Problems, load_curriculum};

/// E-mail, nickname and role; the password is the same for all.
const ACCOUNTS: [(&str, &str, Role); 3] = [
    ("learner@weaverse.example", "민지", Role::Learner),
    ("tutor@weaverse.example", "박선생", Role::Tutor),
    ("admin@weaverse.example", "운영자", Role::Administrator),
];
const PASSWORD: &str = "Weaverse1!";

/// Whether the demonstration is not there yet. Its accounts are made last: a
/// start that was interrupted is repeated.
///
/// # Errors
/// The database's.
pub async fn is_wanted(app: &AppState) -> Result<bool> {
    let [.., (email, ..)] = ACCOUNTS;
    Ok(!accounts::exists(app, email).await?)
}

/// Imports the curriculum with its courses, and makes the accounts.
///
/// # Errors
/// Names the mistakes of a pack.
pub async fn fill(app: &AppState, dir: &Path) -> Result<()> {
    let mut problems = Problems::default();
    let curriculum = load_curriculum(&dir.join("curriculum.toml"), &mut problems);
    let curriculum = match curriculum {
        Some(curriculum) if problems.is_empty() => curriculum,
        _ => return Err(listed(problems.into_sorted())),
    };
    import_curriculum(app, &curriculum).await?;
    for pack in curriculum.subjects.into_iter().filter_map(|subject| subject.pack) {
        let snapshot = app.registry.snapshot();
        let checked =
            tokio::task::spawn_blocking(move || check_pack(&pack, &snapshot, Depth::Configuration));
        let pack = checked.await?.map_err(listed)?;
        import(app, &pack, StudioEdits::Refuse).await?;
    }
    make_accounts(app).await
}

fn listed(problems: Vec<crate::packs::Problem>) -> anyhow::Error {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    anyhow!("the demonstration's courses have mistakes:\n{}", lines.join("\n"))
}

/// Those that are there already stay as they are.
async fn make_accounts(app: &AppState) -> Result<()> {
    for (email, nickname, role) in ACCOUNTS {
        let parse = |_| anyhow!("the demonstration's accounts keep the rules");
        let registration = Registration {
            email: Email::parse(email).map_err(parse)?,
            nickname: Nickname::parse(nickname).map_err(parse)?,
            password: Password::parse(PASSWORD).map_err(parse)?,
            role,
        };
        match register(app, registration).await {
            Ok(_) | Err(RegisterError::EmailTaken | RegisterError::NicknameTaken) => {}
            Err(error) => return Err(anyhow::Error::new(error)),
        }
    }
    Ok(())
}

/// Prints how to log in.
pub fn print_accounts() {
    println!("Demo accounts (password {PASSWORD}):");
    for (email, _, role) in ACCOUNTS {
        println!("  {:<14} {email}", role.as_str());
    }
}
