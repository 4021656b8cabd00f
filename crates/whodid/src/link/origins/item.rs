//! A document as far as its origin is concerned.

use jiff::civil::Date;

use super::{Sketch, outlets};
use crate::document::{Credit, Document};
use crate::resources::Facts;

/// A document as far as its origin is concerned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// The document's id; no two items share one.
    pub id: String,
    /// Outlet that published it, by one name for all its spellings (see [`Item::of`]).
    pub publisher: Option<String>,
    /// Day of publication.
    pub date: Option<Date>,
    /// Address it was published at.
    pub url: Option<String>,
    /// Whom it credits. Names as the publisher's.
    pub credits: Vec<Credit>,
    /// What is kept of its text.
    pub sketch: Sketch,
}

impl Item {
    /// The item of a document: the sketch of its report, and outlets by the names that `facts` know them by, so that "AFP"
    /// and "Agence France-Presse" are one.
    ///
    /// ```
    /// use whodid::Document;
    /// use whodid::link::origins::Item;
    /// use whodid::resources::Facts;
    /// let row = "Agence France-Presse\tAFP\tFRA\toutlet\tJRN\t\t\t\t\texample\n";
    /// let facts = Facts::parse(&[("mine.tsv", &format!("{}\n{row}", Facts::HEADER))])?;
    /// let document = Document { publisher: Some("AFP".into()), ..Document::new("a", "Dockers walked out on Friday.") };
    /// assert_eq!(Item::of(&document, &facts).publisher.as_deref(), Some("Agence France-Presse"));
    /// # Ok::<(), whodid::resources::FactsError>(())
    /// ```
    pub fn of(document: &Document, facts: &Facts) -> Item {
        let named = |name: &str| outlets::name(name, facts);
        Item {
            id: document.id.clone(),
            publisher: document.publisher.as_deref().map(named),
            date: document.date,
            url: document.url.clone(),
            credits: document
                .origin
                .iter()
                .map(|credit| Credit { name: named(&credit.name), ..credit.clone() })
                .collect(),
            sketch: Sketch::of(document.body().of(&document.text)),
        }
    }

    /// What it may be found by: two items that share no key are not kin. At most one more than its sketch has, for its address.
    pub fn keys(&self) -> Vec<u64> {
        let mut out = super::keys(&self.sketch);
        // The sign keeps an address apart from words.
        out.extend(self.address().map(|address| super::words::letters(&format!("@{address}"))));
        out
    }

    /// By what items are put in order, whatever order they came in: the earliest first, those without a day last.
    pub(super) fn place(&self) -> (bool, Option<Date>, &str) {
        (self.date.is_none(), self.date, &self.id)
    }

    /// The address without scheme, `www.` and fragment; none for the front page of a site, which many documents may name.
    pub(super) fn address(&self) -> Option<&str> {
        let url = self.url.as_deref()?.trim();
        let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
        let bare = bare.strip_prefix("www.").unwrap_or(bare);
        let path = bare.split('#').next().unwrap_or_default().trim_end_matches('/');
        path.contains('/').then_some(path)
    }

    /// Whether it credits `outlet` with the report, as a wire or as the first to publish.
    pub(super) fn credits(&self, outlet: &str) -> bool {
        self.sources().any(|name| outlets::same(name, outlet))
    }

    /// The outlets that it credits with the report. Who translated it is nobody's origin.
    pub(super) fn sources(&self) -> impl Iterator<Item = &str> {
        use crate::document::CreditKind::{Original, Wire};
        self.credits.iter().filter(|credit| matches!(credit.kind, Wire | Original)).map(|credit| credit.name.as_str())
    }
}
