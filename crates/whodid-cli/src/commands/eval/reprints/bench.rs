//! The bench: two thousand documents made of articles, of which it is known which go back to which.

use jiff::civil::Date;
use whodid::Document;
use whodid::read::read_head;
use whodid::score::reprints::Gold;

use super::chance::Chance;
use super::edits::{Report, garbled, set_otherwise};
use super::passages::Passages;

/// What chance starts from.
const SEED: u64 = 20_261_122;
/// Documents of the bench.
const DOCUMENTS: usize = 2000;
/// Texts that were stitched together.
const STITCHED: usize = 130;
/// Issues of each weekly bulletin.
const ISSUES: usize = 8;
/// Share of the articles that are reprinted; the others are worked into look-alikes.
const REPRINTED: f64 = 0.6;
/// Ways to reprint an article.
const WAYS: [&str; 12] = [
    "exact",
    "layout",
    "headline",
    "cut",
    "edited",
    "sentences",
    "numbers",
    "added",
    "charset",
    "credited",
    "wrapped",
    "mixed",
];
const PLACES: [&str; 10] =
    ["Ardesh", "Belmar", "Corova", "Dunmor", "Estrel", "Farouh", "Galinka", "Hamsar", "Ilvo", "Jandal"];
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 6] = ["January", "March", "May", "July", "September", "November"];
const NUMBERS: [&str; 8] = ["two", "three", "five", "seven", "eleven", "fourteen", "sixty-two", "nine hundred"];

/// An article of the corpus.
pub struct Article {
    pub id: String,
    pub publisher: String,
    pub report: Report,
}

/// The documents and what is true of them, in one order.
#[derive(Default)]
pub struct Bench {
    pub documents: Vec<Document>,
    pub gold: Vec<Gold>,
    /// What each was made of.
    pub made_of: Vec<String>,
}

/// A report on its way into the bench.
struct Made<'a> {
    kind: &'static str,
    origins: Vec<usize>,
    made_of: String,
    publisher: &'a str,
    /// Days after the first of the bench.
    day: usize,
    text: String,
}

/// What can be reprinted.
#[derive(Clone)]
struct Source {
    origin: usize,
    day: usize,
    id: String,
    publisher: String,
    report: Report,
}

/// Makes the bench; the same from the same articles.
pub fn bench(articles: &[Article], passages: &Passages) -> Bench {
    let mut maker = Maker { articles, passages, chance: Chance::of(SEED), made: Vec::new(), origins: 0 };
    let mut order: Vec<&Article> = articles.iter().collect();
    maker.chance.shuffle(&mut order);
    let (reprinted, others) = order.split_at((order.len() as f64 * REPRINTED) as usize);
    let mut sources: Vec<Source> = reprinted.iter().map(|article| maker.original(article)).collect();
    let stitched = sources.clone();
    for _ in 0..STITCHED {
        maker.stitch(&stitched);
    }
    let bulletins = maker.bulletins();
    for source in &bulletins {
        maker.reprint(source, ["exact", "headline", "layout", "cut"][source.origin % 4], "bulletin reprinted");
    }
    for (name, reports) in &passages.pairs {
        for (number, text) in reports.iter().enumerate() {
            let origin = maker.origin();
            maker.add("same event", vec![origin], format!("{name} {number}"), "", 3, (*text).to_owned());
        }
    }
    for (at, article) in others.iter().enumerate() {
        let source = maker.look_alike(article, at);
        sources.extend(source.filter(|_| at % 4 == 0));
    }
    for way in (0..).map(|at| WAYS[at % WAYS.len()]) {
        if maker.made.len() >= DOCUMENTS {
            break;
        }
        // Some are reprinted by many.
        let skewed = maker.chance.below(sources.len()).min(maker.chance.below(sources.len()));
        maker.reprint(&sources[skewed], way, way);
    }
    maker.done()
}

struct Maker<'a> {
    articles: &'a [Article],
    passages: &'a Passages,
    chance: Chance,
    made: Vec<Made<'a>>,
    origins: usize,
}

impl<'a> Maker<'a> {
    fn origin(&mut self) -> usize {
        self.origins += 1;
        self.origins - 1
    }

    fn add(
        &mut self,
        kind: &'static str,
        origins: Vec<usize>,
        made_of: String,
        publisher: &'a str,
        day: usize,
        text: String,
    ) {
        if self.made.len() < DOCUMENTS {
            self.made.push(Made { kind, origins, made_of, publisher, day, text });
        }
    }

    fn publisher(&mut self) -> &'a str {
        let at = self.chance.below(self.articles.len());
        &self.articles[at].publisher
    }

    fn original(&mut self, article: &'a Article) -> Source {
        let (origin, day) = (self.origin(), self.chance.below(10));
        self.add("original", vec![origin], article.id.clone(), &article.publisher, day, article.report.text());
        let (id, publisher) = (article.id.clone(), article.publisher.clone());
        Source { origin, day, id, publisher, report: article.report.clone() }
    }

    fn headline(&mut self) -> String {
        self.chance.pick(self.passages.section("headline")).to_owned()
    }

    fn reprint(&mut self, source: &Source, way: &'static str, kind: &'static str) {
        let mut report = source.report.clone();
        let mut foot = String::new();
        let ways: Vec<&str> = match way {
            "mixed" => {
                let mut all = ["headline", "edited", "cut", "added", "credited", "wrapped", "sentences", "layout"];
                self.chance.shuffle(&mut all);
                // A report is cut before something is added to it.
                all[..3].sort_unstable_by_key(|way| *way != "cut");
                all[..3].to_vec()
            }
            way => vec![way],
        };
        for way in &ways {
            self.change(&mut report, way, source, &mut foot);
        }
        let mut text = report.text();
        text.push_str(&foot);
        if ways.contains(&"layout") {
            text = set_otherwise(&text, &mut self.chance);
        }
        if ways.contains(&"charset") {
            text = garbled(&text, &mut self.chance);
        }
        let day = source.day + [0, 0, 0, 1, 1, 2][self.chance.below(6)];
        let publisher = self.publisher();
        self.add(kind, vec![source.origin], format!("{} of {}", ways.join("+"), source.id), publisher, day, text);
    }

    fn change(&mut self, report: &mut Report, way: &str, source: &Source, foot: &mut String) {
        match way {
            "headline" => report.title = self.headline(),
            "cut" => {
                report.cut([0.15, 0.25, 0.35, 0.5, 0.65, 0.8, 0.9][self.chance.below(7)]);
                if self.chance.falls(0.4) {
                    report.break_off();
                }
            }
            "edited" => {
                let share = [0.3, 0.5, 0.7, 0.9][self.chance.below(4)];
                report.edit(share, self.passages, &mut self.chance);
                if self.chance.falls(0.5) {
                    report.rearrange(&mut self.chance);
                }
            }
            "sentences" => report.rearrange(&mut self.chance),
            "numbers" => report.renumber(&mut self.chance),
            "added" => {
                for _ in 0..=usize::from(report.words() > 250 && self.chance.falls(0.4)) {
                    // Beside less of the report it would be an article of the outlet's own.
                    let own = self.chance.pick(self.passages.section("own"));
                    if own.split_whitespace().count() * 2 <= report.words() {
                        report.insert(own, &mut self.chance);
                    }
                }
            }
            "credited" => {
                *foot = match self.chance.below(4) {
                    0 => "\n\nSource: Reuters".to_owned(),
                    1 => "\n\n(AFP)".to_owned(),
                    2 => format!("\n\nThis article was originally published by {}.", source.publisher),
                    _ => "\n\nTranslated by the foreign desk. Edited by M. Rowan.".to_owned(),
                }
            }
            "wrapped" => {
                report.title = self.headline();
                let boilerplate = self.chance.pick(self.passages.section("boilerplate"));
                report.paragraphs.push(vec![boilerplate.to_owned()]);
            }
            _ => {}
        }
    }

    /// A text put together from the openings of two, at least three tenths from each.
    fn stitch(&mut self, sources: &[Source]) {
        let shares = [0.3, 0.4, 0.5, 0.65, 0.8, 1.0];
        for _ in 0..100 {
            let (one, other) = (self.chance.below(sources.len()), self.chance.below(sources.len()));
            let (one, other) = (&sources[one], &sources[other]);
            let (mut first, mut second) = (one.report.clone(), other.report.clone());
            first.cut(shares[self.chance.below(6)]);
            second.cut(shares[self.chance.below(6)]);
            let part = first.words() as f64 / (first.words() + second.words()).max(1) as f64;
            if one.origin == other.origin || !(0.3..=0.7).contains(&part) {
                continue;
            }
            let mut report = Report { title: self.headline(), paragraphs: Vec::new() };
            if self.chance.falls(0.3) {
                // Paragraph by paragraph in turn.
                let longest = first.paragraphs.len().max(second.paragraphs.len());
                for at in 0..longest {
                    report
                        .paragraphs
                        .extend([&first, &second].into_iter().filter_map(|half| half.paragraphs.get(at)).cloned());
                }
            } else {
                report.paragraphs = [first.paragraphs, second.paragraphs].concat();
            }
            if self.chance.falls(0.3) {
                report.edit(0.4, self.passages, &mut self.chance);
            }
            let day = one.day.max(other.day) + self.chance.below(2);
            let publisher = self.publisher();
            let made_of = format!("{} + {} ({part:.2})", one.id, other.id);
            self.add("stitched", vec![one.origin, other.origin], made_of, publisher, day, report.text());
            return;
        }
    }

    /// Weekly bulletins: one frame, and other figures in each issue.
    fn bulletins(&mut self) -> Vec<Source> {
        let mut sources = Vec::new();
        for (frame, text) in self.passages.section("bulletin").iter().enumerate() {
            let home = PLACES[self.chance.below(PLACES.len())];
            for issue in 0..ISSUES {
                let mut out = String::new();
                for (number, part) in text.split('{').enumerate() {
                    let Some((slot, rest)) = part.split_once('}').filter(|_| number > 0) else {
                        out.push_str(part);
                        continue;
                    };
                    match slot {
                        "place" if self.chance.falls(0.5) => out.push_str(home),
                        "place" => out.push_str(self.chance.pick(&PLACES)),
                        "day" => out.push_str(self.chance.pick(&DAYS)),
                        "month" => out.push_str(self.chance.pick(&MONTHS)),
                        _ if self.chance.falls(0.2) => out.push_str(self.chance.pick(&NUMBERS)),
                        _ => out.push_str(&(1 + self.chance.below([9, 60, 900][number % 3])).to_string()),
                    }
                    out.push_str(rest);
                }
                let sentences: Vec<String> = out.split_inclusive(". ").map(|s| s.trim().to_owned()).collect();
                let report = Report { title: String::new(), paragraphs: vec![sentences] };
                let (origin, id) = (self.origin(), format!("bulletin {frame}.{issue}"));
                self.add("bulletin", vec![origin], id.clone(), "", issue, report.text());
                sources.push(Source { origin, day: issue, id, publisher: String::new(), report });
            }
        }
        sources
    }

    /// An article with something in it that others have as well.
    fn look_alike(&mut self, article: &'a Article, at: usize) -> Option<Source> {
        let mut report = article.report.clone();
        let kinds = [
            ("shared quote", "statement"),
            ("shared background", "background"),
            ("shared boilerplate", "boilerplate"),
            ("shared sentence", "sentence"),
        ];
        let (kind, section) = kinds[at % kinds.len()];
        let shared = self.chance.pick(self.passages.section(section));
        match kind {
            "shared sentence" => {
                // A brief of two to four sentences and the common one.
                report.paragraphs.truncate(1);
                let sentences = report.paragraphs.first_mut()?;
                sentences.truncate(2 + self.chance.below(3));
                let place = 1 + self.chance.below(sentences.len());
                sentences.insert(place, shared.to_owned());
            }
            "shared boilerplate" => report.paragraphs.push(vec![shared.to_owned()]),
            _ => {
                if self.chance.falls(0.5) {
                    report.cut(0.5);
                }
                report.insert_below(shared, &mut self.chance);
            }
        }
        let (origin, day) = (self.origin(), self.chance.below(10));
        self.add(kind, vec![origin], article.id.clone(), &article.publisher, day, report.text());
        Some(Source { origin, day, id: article.id.clone(), publisher: article.publisher.clone(), report })
    }

    fn done(mut self) -> Bench {
        self.chance.shuffle(&mut self.made);
        let first = Date::constant(2024, 3, 1);
        let mut bench = Bench::default();
        for (number, made) in self.made.into_iter().enumerate() {
            let mut document = Document::new(format!("d{number:04}"), made.text);
            document.date = first.checked_add(jiff::Span::new().days(made.day as i64)).ok();
            document.publisher = Some(made.publisher.to_owned()).filter(|name| !name.is_empty());
            read_head(&mut document);
            let (id, kind) = (document.id.clone(), made.kind.to_owned());
            bench.gold.push(Gold { id, kind, origins: made.origins });
            bench.made_of.push(made.made_of);
            bench.documents.push(document);
        }
        bench
    }
}
