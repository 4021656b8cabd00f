//! What two sketches share, and whether that makes one text a reprint of the other.

use super::Sketch;

/// The shorter text has at least this share of its shingles in the longer one, and one of them opens with it: it is the same
/// text, whole or cut. What stands in neither's opening is a notice to readers under two reports.
const CONTAINED: f32 = 0.55;
/// With this share alike from head to foot it is the same text with many small edits: an edit of one word breaks four shingles.
const EDITED: f32 = 0.28;
/// Eighths of the shorter text that such edits must leave something of.
const SPREAD: u32 = 7;
/// An eighth counts when this share of its shingles is alike.
const ALIKE: f32 = 0.15;
/// A text of fewer shingles than this is a reprint only when nearly all are alike.
const BRIEF: u32 = 12;
/// Nearly all: then it does not matter where it stands.
const NEARLY: f32 = 0.8;
/// A piece is at least this share of the shorter text …
const PIECE: f32 = 0.22;
/// … and this many shingles …
const PIECE_SHINGLES: f32 = 30.0;
/// … and opens one of the two, which is this much of its first eighth, since who stitches takes what a report opens with. A
/// quoted statement, a paragraph of background and a notice to readers stand further down.
const OPENING: f32 = 0.4;
/// Shingles with figures are alike this many times less often than those without: a frame with other figures.
const FRAME: f32 = 0.4;
/// Shingles with figures needed to see it.
const FRAME_SHINGLES: u32 = 8;
/// Eighths of a text with this share of their shingles without figures alike are looked at for it.
const FRAMED: f32 = 0.3;

/// Whether two texts are of one origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kin {
    /// They are not, or share no more than different reports do: a quotation, a background paragraph, a frame.
    None,
    /// One is the other: whole or cut, with another headline, lightly edited, with a paragraph added.
    Reprint,
    /// They share a substantial piece, as a text stitched out of two does with each.
    Piece,
}

/// What two texts share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kinship {
    /// What that makes of them.
    pub kin: Kin,
    /// Shingles compared that both texts have.
    pub shared: u32,
    /// Shingles of the shorter text that were compared.
    pub of: u32,
    /// Share of the first text's shingles that the second has, 0 to 1.
    pub one: f32,
    /// Share of the second text's shingles that the first has, 0 to 1.
    pub other: f32,
    /// Share of the shared shingles that stand in one order in both; 0 when none is shared.
    pub in_order: f32,
    /// Whether what they share opens the first text or runs through it, and the second.
    pub(super) opens: (bool, bool),
    why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Why {
    Empty,
    Little,
    Brief,
    /// Shingles with figures that are alike, of how many.
    Frame(u32, u32),
    Same,
    Contained,
    Edited(u32),
    Piece,
    /// A piece that opens both.
    Opening,
    OnePlace,
    Credited,
    Address,
}

impl Kinship {
    /// One frame with other figures: whatever else speaks for a reprint, it is none.
    pub(super) fn is_frame(&self) -> bool {
        matches!(self.why, Why::Frame(..))
    }

    /// Both open with the piece that they share.
    pub(super) fn opens_both(&self) -> bool {
        self.why == Why::Opening
    }

    /// The same kinship where a credit or the address says that the text is a reprint.
    pub(super) fn credited(self, same_address: bool) -> Self {
        Kinship { kin: Kin::Reprint, why: if same_address { Why::Address } else { Why::Credited }, ..self }
    }

    /// The reason in words.
    ///
    /// ```
    /// use whodid::link::origins::{Sketch, kinship};
    /// let wire = "Dockers in the port of Valmar walked out on Friday over a plan to lease the cranes to a foreign firm.";
    /// let cut = "Dockers in the port of Valmar walked out on Friday over a plan to lease the cranes. (Agencies)";
    /// let found = kinship(&Sketch::of(wire), &Sketch::of(cut));
    /// assert_eq!(found.reason(), "14 of 15 shingles of the shorter, in order");
    /// ```
    pub fn reason(&self) -> String {
        let shingles = format!("{} of {} shingles of the shorter", self.shared, self.of);
        let order = match self.in_order {
            order if order >= 0.95 => ", in order",
            order if order >= 0.7 => ", mostly in order",
            _ => ", in another order",
        };
        match self.why {
            Why::Empty => "no words to compare".to_owned(),
            Why::Little => format!("only {shingles}"),
            Why::Brief => format!("too short to tell: {shingles}"),
            Why::Frame(alike, of) => format!("{shingles}, but {alike} of {of} with figures: one frame, other figures"),
            Why::Same => "the same words".to_owned(),
            Why::Contained => format!("{shingles}{order}"),
            Why::Edited(eighths) => format!("{shingles}{order}, in {eighths} of its 8 parts"),
            Why::Piece => format!("a piece: {shingles}{order}"),
            Why::Opening => format!("a piece that opens both: {shingles}{order}"),
            Why::OnePlace => format!("only a passage: {shingles}"),
            Why::Credited => format!("credited, and {shingles}"),
            Why::Address => format!("at the same address, and {shingles}"),
        }
    }
}

/// Shingles that two sketches share, and those that they were compared on.
pub(super) struct Shared {
    /// Places of a shingle that both have: in the one, in the other, and whether it holds a figure.
    pub alike: Vec<(u16, u16, bool)>,
    /// Which of the one's kept shingles these are.
    pub places: Vec<usize>,
    /// Shingles of the one up to the last hash that both would have kept.
    pub one: usize,
    /// The same of the other.
    pub other: usize,
}

/// Looks both through up to the last hash that both would have kept.
pub(super) fn shared(one: &Sketch, other: &Sketch) -> Shared {
    let reach = one.reach().min(other.reach());
    let mut found = Shared { alike: Vec::new(), places: Vec::new(), one: kept(one, reach), other: kept(other, reach) };
    let (mut a, mut b) = (0, 0);
    while a < found.one && b < found.other {
        let (here, there) = (one.hashes[a], other.hashes[b]);
        if here == there {
            found.alike.push((one.at[a], other.at[b], here & 1 == 1));
            found.places.push(a);
        }
        a += usize::from(here <= there);
        b += usize::from(there <= here);
    }
    found
}

/// How many of a sketch's hashes go up to `reach`.
fn kept(sketch: &Sketch, reach: u32) -> usize {
    sketch.hashes.partition_point(|&hash| hash <= reach)
}

/// What two texts share and what that makes of them. It does not matter which is named first but for the shares.
///
/// ```
/// use whodid::link::origins::{Kin, Sketch, kinship};
/// let one = Sketch::of("The court in Orsk freed two editors on Monday, a year after their arrest over a leaked letter.");
/// let other = Sketch::of("Two editors held since last spring walked out of the court in Orsk on Monday, lawyers said.");
/// assert_eq!(kinship(&one, &other).kin, Kin::None);
/// ```
pub fn kinship(one: &Sketch, other: &Sketch) -> Kinship {
    let found = shared(one, other);
    Kinship { in_order: in_order(&found.alike), ..compared(one, other, &found) }
}

/// The same without a look at the order, which decides nothing and takes most of the time.
pub(super) fn unordered(one: &Sketch, other: &Sketch) -> Kinship {
    compared(one, other, &shared(one, other))
}

fn compared(one: &Sketch, other: &Sketch, found: &Shared) -> Kinship {
    let share = |of: usize| if of == 0 { 0.0 } else { found.alike.len() as f32 / of as f32 };
    let one_is_shorter = (found.one, one.shingles) <= (found.other, other.shingles);
    let (shorter, of) = if one_is_shorter { (one, found.one) } else { (other, found.other) };
    let mut kinship = Kinship {
        kin: Kin::None,
        shared: found.alike.len() as u32,
        of: of as u32,
        one: share(found.one),
        other: share(found.other),
        in_order: 0.0,
        opens: (false, false),
        why: Why::Little,
    };
    let alike = share(of);
    if of == 0 {
        kinship.why = Why::Empty;
        return kinship;
    }
    if one.hashes == other.hashes && one.shingles == other.shingles {
        (kinship.kin, kinship.why) = (Kin::Reprint, Why::Same);
        return kinship;
    }
    if alike < EDITED.min(PIECE) {
        return kinship;
    }
    let in_one = Eighths::of(one, found.one, found.alike.iter().map(|&(at, _, figure)| (at, figure)));
    let in_other = Eighths::of(other, found.other, found.alike.iter().map(|&(_, at, figure)| (at, figure)));
    kinship.opens = (in_one.is_opened(), in_other.is_opened());
    let (in_shorter, in_longer) = if one_is_shorter { (in_one, in_other) } else { (in_other, in_one) };
    (kinship.kin, kinship.why) = judged(shorter.shingles, alike, &in_shorter, &in_longer);
    kinship
}

/// What it makes of two texts that `alike` of the shorter one's shingles are in the longer one.
fn judged(shingles: u32, alike: f32, in_shorter: &Eighths, in_longer: &Eighths) -> (Kin, Why) {
    if shingles < BRIEF && alike < NEARLY {
        return (Kin::None, Why::Brief);
    }
    if let Some((alike, of)) = in_shorter.frame() {
        return (Kin::None, Why::Frame(alike, of));
    }
    if alike >= NEARLY {
        return (Kin::Reprint, Why::Contained);
    }
    let spread = in_shorter.spread();
    if spread >= SPREAD {
        return (Kin::Reprint, Why::Edited(spread));
    }
    let opening = [in_shorter.opening(), in_longer.opening()];
    if alike >= CONTAINED && opening.iter().any(|&share| share > ALIKE) {
        return (Kin::Reprint, Why::Contained);
    }
    if alike >= PIECE && alike * shingles as f32 >= PIECE_SHINGLES {
        match opening.map(|share| share >= OPENING) {
            [true, true] => return (Kin::Piece, Why::Opening),
            [false, false] => {}
            _ => return (Kin::Piece, Why::Piece),
        }
    }
    (Kin::None, Why::OnePlace)
}

/// Shingles of a text by the eighth they stand in: without and with figures, all that were compared and those alike.
#[derive(Default)]
struct Eighths([[Counts; 2]; 8]);

#[derive(Clone, Copy, Default)]
struct Counts {
    all: u32,
    alike: u32,
}

impl Counts {
    fn share(self) -> f32 {
        if self.all == 0 { 0.0 } else { self.alike as f32 / self.all as f32 }
    }

    fn with(self, other: Self) -> Self {
        Counts { all: self.all + other.all, alike: self.alike + other.alike }
    }
}

impl Eighths {
    fn of(sketch: &Sketch, compared: usize, alike: impl Iterator<Item = (u16, bool)>) -> Self {
        let mut eighths = Eighths::default();
        for (hash, at) in sketch.hashes.iter().zip(&sketch.at).take(compared) {
            eighths.0[usize::from(at >> 13)][(hash & 1) as usize].all += 1;
        }
        for (at, figure) in alike {
            eighths.0[usize::from(at >> 13)][usize::from(figure)].alike += 1;
        }
        eighths
    }

    /// In how many eighths something is alike.
    fn spread(&self) -> u32 {
        let counts = self.0.iter().map(|[plain, figure]| plain.with(*figure));
        counts.filter(|counts| counts.all == 0 || counts.share() > ALIKE).count() as u32
    }

    /// Whether what is alike opens the text or runs through it, and does not stand in one place further down.
    fn is_opened(&self) -> bool {
        self.opening() > ALIKE || self.spread() >= SPREAD - 1
    }

    /// How much of the beginning is alike.
    fn opening(&self) -> f32 {
        let [plain, figure] = self.0[0];
        plain.with(figure).share()
    }

    /// The counts that show a form letter: of the shingles with figures, where the words between them agree, those alike and
    /// all. Edits fall on words and figures, and a cut leaves both.
    fn frame(&self) -> Option<(u32, u32)> {
        let framed = self.0.iter().filter(|[plain, _]| plain.share() >= FRAMED);
        let sum = |sum: [Counts; 2], eighth: &[Counts; 2]| [sum[0].with(eighth[0]), sum[1].with(eighth[1])];
        let [plain, figures] = framed.fold([Counts::default(); 2], sum);
        let other_figures = figures.all >= FRAME_SHINGLES && figures.share() < FRAME * plain.share();
        other_figures.then_some((figures.alike, figures.all))
    }
}

/// Share of the pairs of places that can be read in one order in both texts: the longest ascending row.
fn in_order(alike: &[(u16, u16, bool)]) -> f32 {
    let mut pairs: Vec<(u16, u16)> = alike.iter().map(|&(one, other, _)| (one, other)).collect();
    pairs.sort_unstable();
    let mut ends: Vec<u16> = Vec::new();
    for (_, place) in pairs {
        let at = ends.partition_point(|&end| end <= place);
        match ends.get_mut(at) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    if alike.is_empty() { 0.0 } else { ends.len() as f32 / alike.len() as f32 }
}
