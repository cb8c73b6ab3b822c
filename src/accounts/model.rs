//! Users and the values that they are made of; parsing is validating.

use crate::db::Moment;
use crate::i18n::Message;

crate::typed_ids! {
    /// A user's id.
    UserId,
}

crate::text_enum! {
    /// What a user may do.
    Role {
        /// Learns.
        Learner = "learner",
        /// Builds courses and graders.
        Tutor = "tutor",
        /// Runs the school.
        Administrator = "administrator",
    }
}

/// Who is looking at a page.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Viewer {
    /// The user.
    pub id: UserId,
    /// The name that others see.
    pub nickname: String,
    /// What they may do.
    pub role: Role,
}

impl Viewer {
    /// Tutors and administrators.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        matches!(self.role, Role::Tutor | Role::Administrator)
    }

    /// Administrators only.
    #[must_use]
    pub fn is_administrator(&self) -> bool {
        self.role == Role::Administrator
    }
}

/// A new user's row.
#[derive(Debug)]
pub struct NewUser {
    /// The new id.
    pub id: UserId,
    /// The address to write to.
    pub email: Email,
    /// The name that others see.
    pub nickname: Nickname,
    /// An argon2id PHC string.
    pub password_hash: String,
    /// What they may do.
    pub role: Role,
    /// Now.
    pub at: Moment,
}

/// An e-mail address that looks deliverable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Checks the shape only: the proof is a mail that arrives.
    ///
    /// # Errors
    /// A message for the form's field.
    pub fn parse(text: &str) -> Result<Self, Message> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').unwrap_or_default();
        let good = text.len() <= 254
            && (1..=64).contains(&local.len())
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !domain.contains("..")
            && domain.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.')
            && !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if good { Ok(Self(text.to_owned())) } else { Err(Message::new("account-email-invalid")) }
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What look-up and uniqueness go by.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

/// The name that others see: 2 to 30 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nickname(String);

impl Nickname {
    /// # Errors
    /// A message for the form's field.
    pub fn parse(text: &str) -> Result<Self, Message> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let length = text.chars().count();
        if !(2..=30).contains(&length) || text.chars().any(char::is_control) {
            return Err(Message::new("account-nickname-invalid"));
        }
        Ok(Self(text))
    }

    /// As it is shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What uniqueness goes by.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

/// A password that fulfils the rules; never shown, not even by `Debug`.
pub struct Password(String);

impl Password {
    /// The rules: at least 8 characters (and at most 128), with a digit, an upper-case
    /// letter and a special character.
    ///
    /// # Errors
    /// A message for the form's field.
    pub fn parse(text: &str) -> Result<Self, Message> {
        let good = (8..=128).contains(&text.chars().count())
            && text.chars().any(|c| c.is_ascii_digit())
            && text.chars().any(char::is_uppercase)
            && text.chars().any(|c| !c.is_alphanumeric() && !c.is_whitespace());
        if good { Ok(Self(text.to_owned())) } else { Err(Message::new("account-password-rules")) }
    }

    /// The secret itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_look_deliverable() {
        for good in ["a@b.kr", "kim.min-ji+test@school.ac.kr", "한글@도메인.한국"] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "a", "a@b", "@b.kr", "a b@c.kr", "a@.kr", "a@b..kr", "a@b.kr."] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn password_rules() {
        assert!(Password::parse("Abcdef1!").is_ok());
        for bad in ["1", "abcdefg1!", "Abcdefgh!", "Abcdefg12", "Ab1!", &"Aa1!".repeat(40)] {
            assert!(Password::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(format!("{:?}", Password::parse("Abcdef1!").unwrap()), "Password(…)");
    }

    #[test]
    fn nicknames_are_trimmed_and_bounded() {
        assert_eq!(Nickname::parse("  민지   김 ").unwrap().as_str(), "민지 김");
        assert!(Nickname::parse("a").is_err());
        assert!(Nickname::parse(&"가".repeat(31)).is_err());
    }
}
