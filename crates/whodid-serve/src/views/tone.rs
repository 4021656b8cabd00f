//! Mean scores as people see them: a sign, words and a kind of line for each, so that no colour is needed to tell them apart.

use maud::{Markup, html};

/// How two deal with each other, from conflict to cooperation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tone {
    pub(super) sign: &'static str,
    pub(super) name: &'static str,
    /// Scores that it stands for.
    pub(super) of: &'static str,
    /// The class of style: colour and kind of line.
    pub(super) style: &'static str,
}

/// From conflict to cooperation.
pub(super) const TONES: [Tone; 5] = [
    Tone { sign: "−−", name: "strong conflict", of: "−10 to −6", style: "t1" },
    Tone { sign: "−", name: "conflict", of: "−6 to −2", style: "t2" },
    Tone { sign: "±", name: "neither", of: "−2 to 2", style: "t3" },
    Tone { sign: "+", name: "cooperation", of: "2 to 6", style: "t4" },
    Tone { sign: "++", name: "strong cooperation", of: "6 to 10", style: "t5" },
];

/// The tone of a mean score.
pub(super) fn tone(score: f64) -> Tone {
    TONES[match score {
        score if score <= -6.0 => 0,
        score if score <= -2.0 => 1,
        score if score < 2.0 => 2,
        score if score < 6.0 => 3,
        _ => 4,
    }]
}

/// A score with its sign and one digit.
pub(super) fn scored(score: f64) -> String {
    let digits = format!("{:.1}", score.abs());
    match score {
        _ if digits == "0.0" => digits,
        score if score < 0.0 => format!("−{digits}"),
        _ => format!("+{digits}"),
    }
}

/// What lines, colours and signs stand for.
pub(super) fn legend() -> Markup {
    html! {
        ul.legend.tones aria-label="Lines and colours" {
            @for tone in TONES {
                li {
                    svg.sample viewBox="0 0 44 10" aria-hidden="true" focusable="false" {
                        line class={"edge " (tone.style)} x1="2" y1="5" x2="33" y2="5" stroke-width="3" {}
                        polygon class={"head " (tone.style)} points="43,5 34,1 34,9" {}
                    }
                    " " span.sign { (tone.sign) } (tone.name) " " span.soft { "(" (tone.of) ")" }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_has_one_tone_and_one_form() {
        assert_eq!(
            [-10.0, -6.0, -5.9, -2.0, 0.0, 1.9, 2.0, 6.0].map(|score| tone(score).sign),
            ["−−", "−−", "−", "−", "±", "±", "+", "++"]
        );
        assert_eq!([-5.25, 3.0, 0.04, -0.04].map(scored), ["−5.2", "+3.0", "0.0", "0.0"]);
    }
}
