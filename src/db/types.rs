//! Column types that mean the same on both engines.

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArgumentBuffer, PgTypeInfo, PgValueRef};
use sqlx::sqlite::{SqliteArgumentsBuffer, SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Encode, Postgres, Sqlite, Type};

/// A point in time, to the microsecond.
///
/// TIMESTAMPTZ on PostgreSQL; on SQLite fixed-width RFC 3339 text, so that
/// the order of the text is the order of time (sqlx's own text is not).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub Timestamp);

impl Moment {
    /// Cut to the microsecond, since PostgreSQL keeps no more.
    #[must_use]
    pub fn new(at: Timestamp) -> Self {
        let micros = at.as_microsecond();
        Self(Timestamp::from_microsecond(micros).unwrap_or(at))
    }

    /// This moment and `millis` milliseconds more (or less).
    #[must_use]
    pub fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(jiff::SignedDuration::from_millis(millis)).unwrap_or(self.0))
    }

    /// Microseconds from `earlier` to this moment.
    #[must_use]
    pub fn micros_since(self, earlier: Moment) -> i64 {
        self.0.as_microsecond() - earlier.0.as_microsecond()
    }

    /// Milliseconds from `earlier` to this moment.
    #[must_use]
    pub fn millis_since(self, earlier: Moment) -> i64 {
        self.0.as_millisecond() - earlier.0.as_millisecond()
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.6}", self.0)
    }
}

impl Type<Sqlite> for Moment {
    fn type_info() -> SqliteTypeInfo {
        <String as Type<Sqlite>>::type_info()
    }
}
impl Encode<'_, Sqlite> for Moment {
    fn encode_by_ref(&self, buf: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Sqlite>::encode(self.to_string(), buf)
    }
}
impl Decode<'_, Sqlite> for Moment {
    fn decode(value: SqliteValueRef<'_>) -> Result<Self, BoxDynError> {
        let text = <&str as Decode<'_, Sqlite>>::decode(value)?;
        Ok(Self(text.parse()?))
    }
}
impl Type<Postgres> for Moment {
    fn type_info() -> PgTypeInfo {
        <jiff_sqlx::Timestamp as Type<Postgres>>::type_info()
    }
}
impl Encode<'_, Postgres> for Moment {
    fn encode_by_ref(&self, buf: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        use jiff_sqlx::ToSqlx as _;
        Encode::<Postgres>::encode(self.0.to_sqlx(), buf)
    }
}
impl Decode<'_, Postgres> for Moment {
    fn decode(value: PgValueRef<'_>) -> Result<Self, BoxDynError> {
        Ok(Self(<jiff_sqlx::Timestamp as Decode<'_, Postgres>>::decode(value)?.to_jiff()))
    }
}

/// A value kept as JSON text: the same bytes on both engines (JSONB would
/// reorder keys, and a stored report must stay byte for byte what it was).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JsonText<T>(pub T);

impl<T> Type<Sqlite> for JsonText<T> {
    fn type_info() -> SqliteTypeInfo {
        <String as Type<Sqlite>>::type_info()
    }
}
impl<T: Serialize> Encode<'_, Sqlite> for JsonText<T> {
    fn encode_by_ref(&self, buf: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Sqlite>::encode(serde_json::to_string(&self.0)?, buf)
    }
}
impl<T: DeserializeOwned> Decode<'_, Sqlite> for JsonText<T> {
    fn decode(value: SqliteValueRef<'_>) -> Result<Self, BoxDynError> {
        let text = <&str as Decode<'_, Sqlite>>::decode(value)?;
        Ok(Self(serde_json::from_str(text)?))
    }
}
impl<T> Type<Postgres> for JsonText<T> {
    fn type_info() -> PgTypeInfo {
        <String as Type<Postgres>>::type_info()
    }
}
impl<T: Serialize> Encode<'_, Postgres> for JsonText<T> {
    fn encode_by_ref(&self, buf: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Postgres>::encode(serde_json::to_string(&self.0)?, buf)
    }
}
impl<T: DeserializeOwned> Decode<'_, Postgres> for JsonText<T> {
    fn decode(value: PgValueRef<'_>) -> Result<Self, BoxDynError> {
        let text = <&str as Decode<'_, Postgres>>::decode(value)?;
        Ok(Self(serde_json::from_str(text)?))
    }
}

/// A text of somebody else as both engines keep it: PostgreSQL has no NUL.
#[must_use]
pub fn storable(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// Declares typed ids: UUIDs of version 7, so that byte order is time order.
#[macro_export]
macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
                 serde::Serialize, serde::Deserialize, sqlx::Type)]
        #[serde(transparent)]
        #[sqlx(transparent, no_pg_array)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )* };
}

/// Declares an enum that is stored, and written in JSON, as a snake_case word.
#[macro_export]
macro_rules! text_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
                 serde::Serialize, serde::Deserialize, sqlx::Type)]
        #[sqlx(type_name = "text")]
        pub enum $name { $(
            $(#[$vdoc])*
            #[serde(rename = $word)] #[sqlx(rename = $word)] $variant
        ),* }

        impl $name {
            /// The word that stands for it in the database, in JSON and in message keys.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_order_of_moments_is_time_order() {
        let whole: Moment = Moment("2026-01-01T00:00:00Z".parse().unwrap());
        let half: Moment = Moment("2026-01-01T00:00:00.5Z".parse().unwrap());
        assert!(whole.to_string() < half.to_string());
        assert_eq!(whole.to_string(), "2026-01-01T00:00:00.000000Z");
    }

    #[test]
    fn moments_are_cut_to_microseconds() {
        let fine = "2026-01-01T00:00:00.123456789Z".parse().unwrap();
        assert_eq!(Moment::new(fine).to_string(), "2026-01-01T00:00:00.123456Z");
    }
}
