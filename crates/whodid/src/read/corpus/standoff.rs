//! Annotation kept apart from its text, for documents whose text is not ours to keep.
//!
//! A line of JSON a document: its id, and for each sentence where it stands and its marks, in code points of the
//! document's text. The text itself comes from whoever has it.

use serde::{Deserialize, Serialize};

use super::file::{CorpusError, Gold, is_comment};
use super::markup::{Mark, Marked, parse_label};
use crate::{CodePoints, Span};

/// The annotation of one document, without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standoff {
    /// Id of the document.
    pub id: String,
    /// Its sentences, in order.
    pub sentences: Vec<StandoffSentence>,
}

/// One sentence of a [`Standoff`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandoffSentence {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The marks in order of their beginnings, outer before inner: first code point, one past the last, labels.
    pub marks: Vec<(usize, usize, String)>,
}

impl Standoff {
    /// Lifts the marks of a marked copy off; `text` is the document's own. The copy may break lines elsewhere, and must be
    /// the same otherwise.
    ///
    /// # Errors
    ///
    /// Every mistake in the mark-up, or the first place where the copy differs from the text.
    pub fn lift(id: &str, text: &str, copy: &str) -> Result<Standoff, Vec<CorpusError>> {
        let points = CodePoints::of(text);
        let mut rest = text.char_indices().filter(|(_, letter)| !letter.is_whitespace());
        let mut sentences = Vec::new();
        for (line, marked) in (1..).zip(copy.lines()).filter(|(_, line)| !is_comment(line) && !line.trim().is_empty()) {
            let error = |column, what: String| CorpusError { line, column, what };
            let marked = Marked::parse(marked.trim_end())
                .map_err(|mistakes| mistakes.into_iter().map(|m| error(m.column, m.what)).collect::<Vec<_>>())?;
            // For each byte of the marked line's text, the byte of the document's text where the same letter stands.
            let mut stands = vec![None; marked.text.len()];
            for (at, letter) in marked.text.char_indices().filter(|(_, letter)| !letter.is_whitespace()) {
                match rest.next() {
                    Some((byte, same)) if same == letter => stands[at] = Some((byte, byte + letter.len_utf8())),
                    other => {
                        let there = other.map_or("nothing".to_string(), |(_, letter)| format!("`{letter}`"));
                        return Err(vec![error(at + 1, format!("the copy has `{letter}` where the text has {there}"))]);
                    }
                }
            }
            let stretch = |span: Span| {
                let known: Vec<_> = stands[span.range()].iter().flatten().collect();
                let span = match (known.first(), known.last()) {
                    (Some(first), Some(last)) => Span::new(first.0, last.1),
                    _ => Span::default(),
                };
                points.range(span)
            };
            let whole = stretch(Span::new(0, marked.text.len()));
            let marks = marked
                .marks
                .iter()
                .map(|mark| {
                    let range = stretch(mark.span);
                    let labels: Vec<String> = mark.labels.iter().map(ToString::to_string).collect();
                    (range.start, range.end, labels.join(" "))
                })
                .collect();
            sentences.push(StandoffSentence { start: whole.start, end: whole.end, marks });
        }
        Ok(Standoff { id: id.to_string(), sentences })
    }

    /// Lays the annotation over the document's text.
    ///
    /// # Errors
    ///
    /// Every mistake in a label or a place that the text does not have; `line` counts sentences here.
    pub fn lay_over(&self, text: &str) -> Result<Gold, Vec<CorpusError>> {
        let points = CodePoints::of(text);
        let length = points.point(text.len());
        let mut gold = Gold::default();
        gold.document.id.clone_from(&self.id);
        gold.document.text = text.to_string();
        let mut errors = Vec::new();
        for (line, sentence) in (1..).zip(&self.sentences) {
            if sentence.end > length || sentence.start > sentence.end {
                errors.push(CorpusError { line, column: 1, what: "a sentence past the end of the text".into() });
                continue;
            }
            let span = points.span(sentence.start..sentence.end);
            let mut marked = Marked { text: span.of(text).to_string(), marks: Vec::new() };
            for (number, (start, end, labels)) in (1..).zip(&sentence.marks) {
                let labels: Result<Vec<_>, _> = labels.split(' ').map(parse_label).collect();
                match labels {
                    Ok(labels) if sentence.start <= *start && end <= &sentence.end => {
                        let of = points.span(*start..*end);
                        let span = Span::new(of.start - span.start, of.end - span.start);
                        marked.marks.push(Mark { span, labels, column: number });
                    }
                    Ok(_) => {
                        errors.push(CorpusError { line, column: number, what: "a mark outside its sentence".into() })
                    }
                    Err(what) => errors.push(CorpusError { line, column: number, what }),
                }
            }
            gold.push_marked(line, &marked, span, &mut errors);
        }
        gold.name_distant_speakers();
        if errors.is_empty() { Ok(gold) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_lifted_off_and_laid_over_again() {
        let text = "Şam radio said\nOman freed  two sailors. They left.";
        let copy = "# a comment\n[Şam radio|sA SYR/JRN] [said|qA] [[Oman|a1 OMN/GOV] [freed|1=RETREAT.release] two sailors|cA].\nThey left.\n";
        let standoff = Standoff::lift("x", text, copy).unwrap();
        assert_eq!(standoff.sentences[0].marks[0], (0, 9, "sA SYR/JRN".to_string()));
        let gold = standoff.lay_over(text).unwrap();
        let mention = &gold.document.layers.mentions[0];
        assert_eq!(mention.trigger.of(text), "freed");
        assert_eq!(mention.according_to[0].party.span.of(text), "Şam radio");
        assert_eq!(gold.document.layers.sentences.len(), 2);
    }

    #[test]
    fn a_copy_that_differs_is_refused_with_its_place() {
        let wrong =
            Standoff::lift("x", "Oman freed them.", "[Oman|a1 OMN/GOV] [frees|1=RETREAT.release] them.").unwrap_err();
        assert_eq!(wrong[0].to_string(), "1:10: the copy has `s` where the text has `d`");
    }
}
