//! The encoder's vocabulary of word pieces.

use std::collections::HashMap;
use std::fmt;

use rten_text::models::{Model as _, WordPiece, WordPieceOptions};
use rten_text::normalizers::{Bert as BertNormalizer, BertOptions, Normalizer as _};
use rten_text::pre_tokenizers::{Bert as BertSplitter, PreTokenizer as _};

/// Word pieces by number, lower case and without accents.
pub struct Vocabulary {
    pieces: WordPiece,
    normalizer: BertNormalizer,
    splitter: BertSplitter,
    start: u32,
    end: u32,
}

/// A vocabulary that lacks one of the pieces every model needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VocabularyError(String);

impl fmt::Display for VocabularyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the vocabulary has no piece `{}`", self.0)
    }
}

impl std::error::Error for VocabularyError {}

impl Vocabulary {
    /// Reads a vocabulary: a piece a line, numbered from 0.
    pub fn parse(lines: &str) -> Result<Vocabulary, VocabularyError> {
        let ids: HashMap<String, u32> = lines.lines().zip(0..).map(|(piece, id)| (piece.to_string(), id)).collect();
        let id = |piece: &str| ids.get(piece).copied().ok_or_else(|| VocabularyError(piece.to_string()));
        let (start, end) = (id("[CLS]")?, id("[SEP]")?);
        id("[UNK]")?;
        Ok(Vocabulary {
            pieces: WordPiece::from_vocab(ids, WordPieceOptions::default()),
            normalizer: BertNormalizer::new(BertOptions { lowercase: true, strip_accents: true }),
            splitter: BertSplitter::new(),
            start,
            end,
        })
    }

    /// The piece that opens a sentence.
    pub fn start(&self) -> u32 {
        self.start
    }

    /// The piece that closes a sentence.
    pub fn end(&self) -> u32 {
        self.end
    }

    /// Adds the pieces of one word to `out`; nothing when no letter of it is left after normalising.
    pub fn pieces(&self, word: &str, out: &mut Vec<u32>) {
        let Ok((normal, _)) = self.normalizer.normalize(word) else { return };
        let Ok(parts) = self.splitter.pre_tokenize(&normal) else { return };
        for part in parts {
            // A word piece model has no failing input; an odd one becomes `[UNK]`.
            let _ = self.pieces.encode_with_offsets(part, &mut |_, id| out.push(id));
        }
    }
}

impl fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vocabulary").finish_non_exhaustive()
    }
}
