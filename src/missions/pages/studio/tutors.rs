//! Whose course it is: administrators say which tutors build in it.

use axum::response::Redirect;
use serde::Deserialize;

use crate::accounts::Administrator;
use crate::app::AppState;
use crate::error::Result;
use crate::missions::authoring::service as authoring;
use crate::web::{Form, Path};

#[derive(Deserialize)]
pub struct TutorForm {
    nickname: String,
    r#do: String,
}

/// Adds or removes a tutor by name.
pub async fn update_tutors(
    app: AppState,
    administrator: Administrator,
    Path(course): Path<String>,
    Form(form): Form<TutorForm>,
) -> Result<Redirect> {
    let add = form.r#do == "add";
    authoring::set_tutor(&app, &administrator, &course, form.nickname.trim(), add).await?;
    Ok(Redirect::to(&format!("/studio/missions?course={course}#tutors")))
}
