//! How parts of a bar are told apart without colour: each a pattern of its own, beside a legend that shows it.

use maud::{Markup, html};
use whodid::ontology::{Class, Quad};
use whodid_store::Moment;

use super::words::quad;
use crate::queries::Stack;

/// A part of bars: what it counts, and how it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Class or number of the quad, as filters name it.
    pub(super) value: &'static str,
    pub(super) name: &'static str,
    pub(super) quad: u8,
    variant: u8,
}

const QUADS: [(Quad, &str, u8); 4] = [
    (Quad::MaterialCooperation, "2", 0),
    (Quad::VerbalCooperation, "1", 1),
    (Quad::VerbalConflict, "3", 2),
    (Quad::MaterialConflict, "4", 4),
];

/// The parts of bars from the ground up: cooperation below, conflict above, words between deeds.
pub(super) fn parts(stack: Stack) -> Vec<Part> {
    match stack {
        Stack::Quad => QUADS
            .iter()
            .map(|(of, value, variant)| Part { value, name: quad(of.code()).1, quad: of.code(), variant: *variant })
            .collect(),
        Stack::Class => QUADS
            .iter()
            .flat_map(|(of, _, _)| {
                let classes = Class::ALL.into_iter().filter(move |class| class.quad() == *of);
                classes.zip(0..).map(|(class, variant)| Part {
                    value: class.name(),
                    name: class.name(),
                    quad: of.code(),
                    variant,
                })
            })
            .collect(),
    }
}

impl Part {
    /// How many events of a stretch belong to it.
    pub(super) fn count(&self, moment: &Moment, stack: Stack) -> u64 {
        match stack {
            Stack::Quad => moment.quads.get(&self.quad).copied().unwrap_or(0),
            Stack::Class => moment.classes.get(self.value).copied().unwrap_or(0),
        }
    }

    /// What it is filled with.
    pub(super) fn fill(&self) -> String {
        format!("url(#p-{}-{})", self.quad, self.variant)
    }

    /// Its pattern. Sizes are pixels: charts have no view box, so that nothing in them is stretched.
    pub(super) fn pattern(&self) -> Markup {
        let code = self.quad;
        let solid = format!("solid-{code}");
        html! {
            pattern id={"p-" (code) "-" (self.variant)} width="6" height="6" patternUnits="userSpaceOnUse" {
                rect class=(if matches!(self.variant, 0 | 4) { solid.clone() } else { format!("tint-{code}") }) width="6" height="6" {}
                @match self.variant {
                    0 => {}
                    1 => path class={"lines-" (code)} d="M0 1.5H6M0 4.5H6" {},
                    2 => path class={"lines-" (code)} d="M-1 1 1-1M0 6 6 0M5 7 7 5" {},
                    3 => circle class=(solid) cx="3" cy="3" r="1.5" {},
                    _ => path class="lines-out" d="M-1 5 1 7M0 0 6 6M5-1 7 1" {},
                }
            }
        }
    }

    /// A sample of it for legends.
    pub(super) fn sample(&self) -> Markup {
        html! {
            svg.sample width="18" height="14" aria-hidden="true" focusable="false" { rect width="18" height="14" fill=(self.fill()) {} }
        }
    }
}
