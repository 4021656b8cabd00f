//! What is kept of a text to know it again.

use std::collections::{HashSet, VecDeque};

use super::words::{Word, run, words};

/// Words in a shingle.
const SHINGLE: usize = 4;
/// Shingles kept of a text at most: the smallest hashes. Six bytes each, so that sketches of 200,000 texts fit a memory.
const KEPT: usize = 256;
/// Words that a key is made of: fewer, and too many texts share it by chance; more, and an edit breaks it more often.
const KEY: usize = 6;
/// Keys of a text at most.
const KEYS: usize = 32;
/// The version of the bytes.
const VERSION: u8 = 1;

/// What is kept of a document's text to know it again: hashes of runs of four words, each with its place.
///
/// Words are compared without case, accents, punctuation and layout. A text of up to 256 shingles keeps them all, a longer one
/// the 256 with the smallest hashes, so that two texts can be compared on the hashes that both would have kept. The figures of
/// the hashes are the same on every machine and for ever, since a store keeps them.
///
/// ```
/// use whodid::link::origins::Sketch;
/// let one = Sketch::of("“Nobody,” the mayor said, “was warned.”");
/// let other = Sketch::of("\"NOBODY\", the mayor said, \"was warned\"");
/// assert_eq!(one, other);
/// assert_eq!(one.shingles(), 3);
/// assert_eq!(Sketch::from_bytes(&one.to_bytes())?, one);
/// # Ok::<(), whodid::link::origins::SketchError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// Distinct shingles of the whole text.
    pub(super) shingles: u32,
    /// The smallest hashes of shingles, ascending; the lowest bit tells that the shingle holds a figure.
    pub(super) hashes: Box<[u32]>,
    /// Where each of these stands first, in 65,536ths of the text.
    pub(super) at: Box<[u16]>,
    /// Keys, in the order of the text.
    pub(super) keys: Box<[u64]>,
}

/// Bytes that are no sketch of a known version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SketchError {
    /// They were written by a version that this one does not know.
    Version(u8),
    /// They end too early, go on too long, or are out of order.
    Damaged,
}

impl std::fmt::Display for SketchError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            SketchError::Version(version) => {
                write!(
                    out,
                    "a sketch of version {version}, and this program reads version {VERSION}; read the text again"
                )
            }
            SketchError::Damaged => out.write_str("a damaged sketch; read the text again"),
        }
    }
}

impl std::error::Error for SketchError {}

impl Sketch {
    /// The sketch of a text: best of the report itself, without headline and dateline.
    pub fn of(text: &str) -> Sketch {
        let words = words(text);
        let keys = keys_of(&words);
        let width = SHINGLE.min(words.len()).max(1);
        let count = words.len().saturating_sub(width - 1);
        let hash = |shingle: &[Word]| {
            let figure = shingle.iter().any(|word| word.figure);
            (run(shingle) >> 32) as u32 & !1 | u32::from(figure)
        };
        let mut kept: Vec<(u32, u32)> = words.windows(width).map(hash).zip(0..).collect();
        kept.sort_unstable();
        kept.dedup_by_key(|(hash, _)| *hash);
        let shingles = u32::try_from(kept.len()).unwrap_or(u32::MAX);
        kept.truncate(KEPT);
        let place = |at: u32| (u64::from(at) * 65_536 / count.max(1) as u64).min(65_535) as u16;
        Sketch {
            shingles,
            hashes: kept.iter().map(|(hash, _)| *hash).collect(),
            at: kept.iter().map(|(_, at)| place(*at)).collect(),
            keys,
        }
    }

    /// Distinct shingles of the whole text, kept or not.
    pub fn shingles(&self) -> u32 {
        self.shingles
    }

    /// True of a text without a word.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Every shingle up to this hash was kept.
    pub(super) fn reach(&self) -> u32 {
        if self.hashes.len() < self.shingles as usize {
            self.hashes.last().copied().unwrap_or(u32::MAX)
        } else {
            u32::MAX
        }
    }

    /// The sketch as bytes: version, counts, then hashes, places and keys, all little-endian; at most 1.8 KB.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        bytes.extend(self.shingles.to_le_bytes());
        bytes.extend((self.hashes.len() as u16).to_le_bytes());
        bytes.push(self.keys.len() as u8);
        bytes.extend(self.hashes.iter().flat_map(|hash| hash.to_le_bytes()));
        bytes.extend(self.at.iter().flat_map(|at| at.to_le_bytes()));
        bytes.extend(self.keys.iter().flat_map(|key| key.to_le_bytes()));
        bytes
    }

    /// Reads what [`Sketch::to_bytes`] wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are of another version or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Sketch, SketchError> {
        let (&version, rest) = bytes.split_first().ok_or(SketchError::Damaged)?;
        if version != VERSION {
            return Err(SketchError::Version(version));
        }
        let mut rest = Bytes(rest);
        let shingles = u32::from_le_bytes(rest.take()?);
        let kept = usize::from(u16::from_le_bytes(rest.take()?));
        let [keys] = rest.take()?;
        let hashes: Box<[u32]> = (0..kept).map(|_| rest.take().map(u32::from_le_bytes)).collect::<Result<_, _>>()?;
        let at = (0..kept).map(|_| rest.take().map(u16::from_le_bytes)).collect::<Result<_, _>>()?;
        let keys = (0..keys).map(|_| rest.take().map(u64::from_le_bytes)).collect::<Result<_, _>>()?;
        let ascending = hashes.windows(2).all(|pair| pair[0] < pair[1]);
        if !ascending || kept > KEPT || (kept as u64) > u64::from(shingles) || !rest.0.is_empty() {
            return Err(SketchError::Damaged);
        }
        Ok(Sketch { shingles, hashes, at, keys })
    }
}

/// What is left to read.
struct Bytes<'b>(&'b [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], SketchError> {
        let (taken, rest) = self.0.split_first_chunk::<N>().ok_or(SketchError::Damaged)?;
        self.0 = rest;
        Ok(*taken)
    }
}

/// Up to 32 keys: two texts that may be reprints of one another share at least one.
///
/// ```
/// use whodid::link::origins::{Sketch, keys};
/// let text = "Police in the port of Valmar dispersed several thousand dockers with water cannon on Friday evening";
/// let one = keys(&Sketch::of(text));
/// let other = keys(&Sketch::of(&format!("From our correspondent. {text}, a union said.")));
/// assert!(one.iter().any(|key| other.contains(key)));
/// ```
pub fn keys(sketch: &Sketch) -> Vec<u64> {
    sketch.keys.to_vec()
}

/// Runs of six words chosen by winnowing: the smallest hash within each window. What is the smallest of a wide window is the
/// smallest of the narrow ones inside it as well, so windows can be narrow at the head, which truncation leaves, and widen
/// towards the end of a long text; every stretch has its keys, also in a text that was stitched together.
fn keys_of(words: &[Word]) -> Box<[u64]> {
    let width = KEY.min(words.len()).max(1);
    let hashes: Vec<u64> = words.windows(width).map(run).collect();
    let narrow = (hashes.len() / 4).clamp(1, 16);
    let mut keys: Vec<u64> = Vec::new();
    // Places that may still be the smallest of a later window, their hashes ascending.
    let mut open: VecDeque<usize> = VecDeque::new();
    let mut read = 0;
    for start in 0..hashes.len() {
        let end = start + narrow.max(start / 3);
        if end > hashes.len() && start > 0 {
            break;
        }
        while read < end.min(hashes.len()) {
            while open.back().is_some_and(|&last| hashes[last] >= hashes[read]) {
                open.pop_back();
            }
            open.push_back(read);
            read += 1;
        }
        while open.front().is_some_and(|&first| first < start) {
            open.pop_front();
        }
        if let Some(key) = open.front().map(|&first| hashes[first])
            && keys.last() != Some(&key)
        {
            keys.push(key);
        }
    }
    // Windows move on, but a run of words may stand twice in a text.
    let mut told = HashSet::new();
    keys.retain(|key| told.insert(*key));
    keys.truncate(KEYS);
    keys.into_boxed_slice()
}
