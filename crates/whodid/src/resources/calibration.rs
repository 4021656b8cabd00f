//! From what the model's scores say to how often they are right.

use crate::mention::Confidence;

/// A rising curve through points, straight between them: how often answers of a score were right on held-out text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve(Vec<(f32, f32)>);

impl Curve {
    /// A curve through points of rising score; without points it leaves a score as it is.
    pub fn through(points: Vec<(f32, f32)>) -> Curve {
        Curve(points)
    }

    /// The share right at a score.
    ///
    /// ```
    /// let curve = whodid::resources::Curve::through(vec![(0.5, 0.4), (0.9, 0.8)]);
    /// assert!((curve.at(0.7) - 0.6).abs() < 1e-6);
    /// assert_eq!(curve.at(1.0), 0.8);
    /// ```
    pub fn at(&self, score: f32) -> f32 {
        let (Some(first), Some(last)) = (self.0.first(), self.0.last()) else { return score };
        if score <= first.0 {
            return first.1;
        }
        for pair in self.0.windows(2) {
            if let [(x, y), (next_x, next_y)] = pair
                && score <= *next_x
            {
                return y + (next_y - y) * (score - x) / (next_x - x).max(f32::EPSILON);
            }
        }
        last.1
    }
}

/// The curves of all fields of [`Confidence`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    event: Curve,
    actor: Curve,
    recipient: Curve,
    place: Curve,
    date: Curve,
}

impl Calibration {
    /// Reads the curves from the model's description of itself: for each field a list of pairs of score and share right.
    pub(super) fn parse(description: &serde_json::Value) -> Calibration {
        let curve = |field: &str| {
            let points = description[field].as_array().map_or(&[] as &[_], Vec::as_slice);
            let number = |value: &serde_json::Value| value.as_f64().unwrap_or(0.0) as f32;
            Curve::through(points.iter().map(|point| (number(&point[0]), number(&point[1]))).collect())
        };
        Calibration {
            event: curve("event"),
            actor: curve("actor"),
            recipient: curve("recipient"),
            place: curve("place"),
            date: curve("date"),
        }
    }

    /// Turns scores into how often such scores are right; what was not found stays at zero.
    pub fn calibrated(&self, scores: Confidence) -> Confidence {
        let at = |curve: &Curve, score: f32| if score > 0.0 { curve.at(score) } else { 0.0 };
        Confidence {
            event: at(&self.event, scores.event),
            actor: at(&self.actor, scores.actor),
            recipient: at(&self.recipient, scores.recipient),
            place: at(&self.place, scores.place),
            date: at(&self.date, scores.date),
        }
    }
}
