//! The course whose items are handed in to.

use std::path::Path;

use anyhow::Result;

use crate::subject::{PROGRAM, case};

/// Writes a course pack into a folder: one mission with the items `ten`
/// (Python, ten cases), `one` (Python, one case), `four` (Python, four cases)
/// and `script` (JavaScript, four cases).
pub fn write(folder: &Path) -> Result<()> {
    let mission = folder.join("missions/bench");
    std::fs::create_dir_all(&mission)?;
    std::fs::write(folder.join("course.toml"), COURSE)?;
    std::fs::write(folder.join("about.md"), "Measured by the benchmark.\n")?;
    std::fs::write(mission.join("statement.md"), "Change for an amount.\n")?;
    let mut text = MISSION.to_owned();
    for (name, language, file, program, cases) in [
        ("ten", "python", "main.py", PROGRAM, 10),
        ("one", "python", "main.py", PROGRAM, 1),
        ("four", "python", "main.py", PROGRAM, 4),
        ("script", "javascript", "main.js", SCRIPT, 4),
    ] {
        let solution = mission.join(name);
        std::fs::create_dir_all(&solution)?;
        std::fs::write(solution.join(file), program)?;
        text.push_str(&item(name, language, cases)?);
    }
    std::fs::write(mission.join("mission.toml"), text)?;
    Ok(())
}

const COURSE: &str = r#"format = 1
slug = "bench"
title = "Benchmark"
language = "ko"
summary = "What the benchmark hands in to."
description = "about.md"

[[lectures]]
slug = "only"
title = "Only"

[[lectures.topics]]
slug = "bench"
title = "Bench"
kind = "assignment"
mission = "missions/bench"
"#;

const MISSION: &str = r#"format = 1
slug = "bench"
title = "Bench"
statement = "statement.md"
pass-percent = 60
"#;

/// [`PROGRAM`] in JavaScript.
pub const SCRIPT: &str = include_str!("../programs/change.js");

fn item(name: &str, language: &str, cases: usize) -> Result<String> {
    let mut text = format!(
        "\n[[items]]\nname = \"{name}\"\nkind = \"code\"\ntitle = \"{name}\"\npoints = 10\n\
         statement = \"Change for an amount.\"\nlanguage = \"{language}\"\nsolution = \"{name}\"\n\n\
         [items.config]\nmode = \"stdio\"\ncompare = \"lines\"\n"
    );
    for number in 0..cases {
        let (stdin, stdout) = case(number);
        let (stdin, stdout) = (serde_json::to_string(&stdin)?, serde_json::to_string(&stdout)?);
        text.push_str(&format!("\n[[items.config.cases]]\nstdin = {stdin}\nstdout = {stdout}\n"));
    }
    Ok(text)
}
