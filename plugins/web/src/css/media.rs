//! Media queries, answered for a screen of a given size.

use lightningcss::media_query::{
    MediaCondition, MediaFeatureComparison, MediaFeatureId, MediaFeatureName, MediaFeatureValue,
    MediaList, MediaQuery, MediaType, Operator, Qualifier, QueryFeature,
};
use lightningcss::values::length::{Length, LengthValue};

/// What a page is shown on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Viewport {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

impl Viewport {
    /// When nothing is said.
    pub const DEFAULT: Self = Self { width: 1024, height: 768 };

    /// Whether a list of media queries holds.
    pub fn fits(self, list: &MediaList<'_>) -> bool {
        list.media_queries.is_empty() || list.media_queries.iter().any(|query| self.query(query))
    }

    fn query(self, query: &MediaQuery<'_>) -> bool {
        let kind = matches!(query.media_type, MediaType::All | MediaType::Screen);
        let holds =
            kind && query.condition.as_ref().is_none_or(|it| self.condition(it) == Some(true));
        match query.qualifier {
            Some(Qualifier::Not) => {
                !kind
                    || query.condition.as_ref().is_some_and(|it| self.condition(it) == Some(false))
            }
            Some(Qualifier::Only) | None => holds,
        }
    }

    /// `None` for what nobody knows, which holds neither with `not` nor without.
    fn condition(self, condition: &MediaCondition<'_>) -> Option<bool> {
        match condition {
            MediaCondition::Feature(feature) => self.feature(feature),
            MediaCondition::Not(inner) => self.condition(inner).map(|holds| !holds),
            MediaCondition::Operation { operator: Operator::And, conditions } => {
                conditions.iter().try_fold(true, |all, it| Some(all && self.condition(it)?))
            }
            MediaCondition::Operation { operator: Operator::Or, conditions } => {
                let mut answers = conditions.iter().map(|it| self.condition(it));
                Some(answers.any(|answer| answer == Some(true)))
            }
            MediaCondition::Unknown(_) => None,
        }
    }

    fn feature(self, feature: &QueryFeature<'_, MediaFeatureId>) -> Option<bool> {
        match feature {
            QueryFeature::Boolean { name } => Some(match standard(name)? {
                MediaFeatureId::Width => self.width > 0,
                MediaFeatureId::Height => self.height > 0,
                MediaFeatureId::Hover | MediaFeatureId::Pointer | MediaFeatureId::Color => true,
                _ => return None,
            }),
            QueryFeature::Plain { name, value } => match standard(name)? {
                MediaFeatureId::Width | MediaFeatureId::Height => {
                    self.compare(name, MediaFeatureComparison::Equal, value)
                }
                id => Some(self.word(id)? == ident(value)?),
            },
            QueryFeature::Range { name, operator, value } => self.compare(name, *operator, value),
            QueryFeature::Interval { name, start, start_operator, end, end_operator } => Some(
                self.compare(name, turned(*start_operator), start)?
                    && self.compare(name, *end_operator, end)?,
            ),
        }
    }

    fn word(self, id: &MediaFeatureId) -> Option<&'static str> {
        Some(match id {
            MediaFeatureId::Orientation if self.width > self.height => "landscape",
            MediaFeatureId::Orientation => "portrait",
            MediaFeatureId::Hover | MediaFeatureId::AnyHover => "hover",
            MediaFeatureId::Pointer | MediaFeatureId::AnyPointer => "fine",
            MediaFeatureId::PrefersColorScheme => "light",
            MediaFeatureId::PrefersReducedMotion => "no-preference",
            _ => return None,
        })
    }

    fn compare(
        self,
        name: &MediaFeatureName<'_, MediaFeatureId>,
        operator: MediaFeatureComparison,
        value: &MediaFeatureValue<'_>,
    ) -> Option<bool> {
        let actual = match standard(name)? {
            MediaFeatureId::Width => f64::from(self.width),
            MediaFeatureId::Height => f64::from(self.height),
            _ => return None,
        };
        let MediaFeatureValue::Length(Length::Value(length)) = value else { return None };
        let wanted = match length {
            // Of the initial font size, whatever the page says.
            LengthValue::Em(number) | LengthValue::Rem(number) => f64::from(*number) * 16.0,
            length => f64::from(length.to_px()?),
        };
        Some(match operator {
            MediaFeatureComparison::Equal => (actual - wanted).abs() < 1e-6,
            MediaFeatureComparison::GreaterThan => actual > wanted,
            MediaFeatureComparison::GreaterThanEqual => actual >= wanted,
            MediaFeatureComparison::LessThan => actual < wanted,
            MediaFeatureComparison::LessThanEqual => actual <= wanted,
        })
    }
}

fn standard<'a>(name: &'a MediaFeatureName<'_, MediaFeatureId>) -> Option<&'a MediaFeatureId> {
    match name {
        MediaFeatureName::Standard(id) => Some(id),
        _ => None,
    }
}

fn ident<'a>(value: &'a MediaFeatureValue<'_>) -> Option<&'a str> {
    match value {
        MediaFeatureValue::Ident(ident) => Some(ident.as_ref()),
        _ => None,
    }
}

/// `400px <= width` is `width >= 400px`.
fn turned(operator: MediaFeatureComparison) -> MediaFeatureComparison {
    match operator {
        MediaFeatureComparison::Equal => MediaFeatureComparison::Equal,
        MediaFeatureComparison::GreaterThan => MediaFeatureComparison::LessThan,
        MediaFeatureComparison::GreaterThanEqual => MediaFeatureComparison::LessThanEqual,
        MediaFeatureComparison::LessThan => MediaFeatureComparison::GreaterThan,
        MediaFeatureComparison::LessThanEqual => MediaFeatureComparison::GreaterThanEqual,
    }
}
