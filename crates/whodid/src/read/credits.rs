//! Credits to other outlets in the head and foot of a text: who wired, first published or translated it.

use std::sync::LazyLock;

use super::outlets::is_agency;
use super::pattern::{Pattern, compile};
use crate::Span;
use crate::document::{Credit, CreditKind};

/// A name ends at a stop that a space follows; "example.org" goes on.
const NAME: &str = r#"(?P<name>(?:[^.,;:\n()\[\]|*]|[.][^\s.)"”])+?)"#;
const END: &str = r#"(?:\s+(?:and|&|but)\s+(?:it\s+)?(?:was\s+|is\s+|has\s+been\s+)?(?:re-?published|edited|translated|adapted)|\s+(?:on|under|with|in\s+(?:arabic|persian|farsi|english|russian|french|spanish|turkish|kurdish|hebrew|ukrainian|german))\b|\s+[—–-]\s|[.,;:\n()\[\]|*]|$)"#;
/// A credit opens its line, its sentence or a bracket; "a report first published by" inside a sentence is news.
const OPEN: &str = r"(?:^|[\n(\[*|•—–]\s*|[.!?]\s+|-\s+)";

struct Form {
    kind: CreditKind,
    pattern: Pattern,
}

macro_rules! form {
    ($kind:ident, $($part:expr),+) => {
        Form { kind: CreditKind::$kind, pattern: LazyLock::new(|| compile(&["(?i)", $($part),+].concat())) }
    };
}

/// "This article was", "The story, which was", "It was": what the credit speaks of.
const SUBJECT: &str = r"(?:editor.?s note:\s*)?(?:(?:this|the|above|it)\s*(?:\w+\s+)?(?:article|report|story|piece|text|interview|item|analysis|statement|content|post|version)?,?\s*(?:which\s+)?)?(?:(?:was|is|has\s+been|were)\s+)?";

static FORMS: [Form; 9] = [
    form!(
        Original,
        OPEN,
        r"(?P<from>",
        SUBJECT,
        r"(?:originally|first|initially|previously)\s+(?:published|appeared|posted|released|reported|printed)\s+(?:in\s+\w+\s+)?(?:by|in|on|at)\s+)",
        NAME,
        END
    ),
    form!(
        Original,
        OPEN,
        r"(?P<from>(?:re-?published|reprinted|reproduced|re-?posted)\s+(?:here\s+)?(?:with|by)?\s*(?:the\s+)?(?:kind\s+)?(?:permission)?\s*(?:from|of|courtesy\s+of)\s+)",
        NAME,
        END
    ),
    form!(
        Translation,
        r"(?:",
        OPEN,
        r"|\band\s+|,\s*)",
        r"(?P<from>(?:(?:this|the)\s+(?:article|report|story|text|interview|piece)\s+)?(?:(?:was|is|has\s+been)\s+)?translated\s+(?:from\s+(?:the\s+)?(?:original\s+)?\w+\s+)?(?:(?:in)?to\s+\w+\s+)?by\s+)",
        NAME,
        END
    ),
    form!(Translation, OPEN, r"(?P<from>translat(?:ion|or|ed)(?:\s+by)?\s*[:–—-]\s*)", NAME, END),
    form!(Translation, OPEN, r"(?P<from>translation\s+by\s+)", NAME, END),
    form!(Original, r"(?:^|[\n(\[*|]\s*|[.!?]\s+)", r"(?P<from>sources?\s*:\s*)", NAME, END),
    form!(Original, r"(?:^|\n|[(\[])\s*", r"(?P<from>via\s+)", NAME, r"\s*(?:\n|[)\]]|\.?\s*$)"),
    form!(
        Wire,
        OPEN,
        r"(?P<from>with\s+(?:additional\s+)?(?:inputs?|reporting|material|files?)\s+(?:from|by)\s+)",
        NAME,
        END
    ),
    form!(
        Wire,
        r"(?:^|\n|\s)",
        r"(?P<from>(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}\s+)?)",
        NAME,
        r"(?:[.,;\n]|\s+all\s+rights|$)"
    ),
];

/// The last lines by themselves that name an agency: "— Reuters", "(AFP)", "AP".
static SIGNED: Pattern = LazyLock::new(|| compile(r"^[\s(\[—–-]*(?P<name>[^\n()\[\]]{2,40}?)[\s)\].]*$"));

/// As much of a text's end is searched, in bytes, within its last lines.
const FOOT: usize = 700;
const FOOT_LINES: usize = 5;
const HEAD: usize = 500;
const HEAD_LINES: usize = 4;

/// The credits in the first and last lines of `text`, in order.
pub(super) fn credits(text: &str) -> Vec<Credit> {
    let head = head_of(text);
    let foot = foot_of(text).max(head);
    let mut found = Vec::new();
    for (start, window) in [(0, &text[..head]), (foot, &text[foot..])] {
        for form in &FORMS {
            let Some(pattern) = form.pattern.as_ref() else { continue };
            // Credits follow one another closely, the end of one being the start of the next: search on from the name.
            let mut from = 0;
            while let Some(credit) = pattern.captures_at(window, from) {
                let (Some(name), Some(lead)) = (credit.name("name"), credit.name("from")) else { break };
                from = name.end();
                let named = trimmed_name(name.as_str());
                if plausible(named) && (form.kind != CreditKind::Wire || is_agency(named)) {
                    let kind = match form.kind {
                        CreditKind::Original if is_agency(named) => CreditKind::Wire,
                        kind => kind,
                    };
                    let span = Span::new(start + lead.start(), start + name.end()).trimmed(text);
                    found.push(Credit { kind, name: named.to_string(), span });
                }
            }
        }
    }
    found.extend(signature(text));
    found.sort_by_key(|credit| (credit.span.start, credit.span.end));
    let mut told = Vec::new();
    found.retain(|credit| {
        let key = (credit.kind, credit.name.clone());
        let new = !told.contains(&key);
        told.push(key);
        new
    });
    found.dedup_by(|later, earlier| later.span.overlaps(earlier.span) && later.kind == earlier.kind);
    found
}

/// True when `line` is a credit and nothing else.
pub(super) fn is_credit_line(line: &str) -> bool {
    let line = line.trim();
    let rest = credits(line).iter().fold(line.len(), |rest, credit| rest.saturating_sub(credit.span.len()));
    line.len() < 200 && rest < line.len() && rest <= 12
}

/// The bytes that the first lines take, at most [`HEAD`].
fn head_of(text: &str) -> usize {
    let limit = text.floor_char_boundary(HEAD);
    let lines = text[..limit].match_indices('\n').map(|(at, _)| at).filter(|&at| !text[..at].trim().is_empty());
    lines.take(HEAD_LINES).last().filter(|_| text[..limit].matches('\n').count() > HEAD_LINES).unwrap_or(limit)
}

/// The byte at which the last lines start, at most [`FOOT`] from the end.
fn foot_of(text: &str) -> usize {
    let limit = text.ceil_char_boundary(text.len().saturating_sub(FOOT));
    let mut start = text.len();
    let mut lines = 0;
    for (at, _) in text[limit..].rmatch_indices('\n') {
        lines += usize::from(!text[limit + at..start].trim().is_empty());
        start = limit + at;
        if lines == FOOT_LINES {
            return start + 1;
        }
    }
    limit
}

/// An agency that signs the text on its last line.
fn signature(text: &str) -> Option<Credit> {
    let text = text.trim_end();
    let start = text.rfind('\n')? + 1;
    let line = &text[start..];
    let name = SIGNED.as_ref()?.captures(line)?.name("name")?;
    let agencies = name.as_str().split(['/', ',']).all(|name| is_agency(name.trim_start_matches("and ")));
    agencies.then(|| Credit {
        kind: CreditKind::Wire,
        name: name.as_str().trim().to_string(),
        span: Span::new(start, text.len()).trimmed(text),
    })
}

fn trimmed_name(name: &str) -> &str {
    let name = name.trim().trim_matches(['"', '“', '”', '\'', '’', '‘', '«', '»']).trim();
    let bare = name.strip_prefix("the ").unwrap_or(name);
    // "Northgate Times newspaper", "Aldar website".
    ["newspaper", "website", "web site", "magazine", "daily"]
        .iter()
        .fold(bare, |name, word| name.strip_suffix(word).filter(|rest| rest.ends_with(' ')).unwrap_or(name).trim_end())
}

/// Names are short and start with a capital, a digit or a letter that has no capitals; addresses may be small.
fn plausible(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let first = name.chars().next();
    (1..=9).contains(&words)
        && name.len() <= 90
        && first.is_some_and(|c| {
            c.is_alphanumeric() && !c.is_lowercase() || name.contains('.') && words == 1 || is_agency(name)
        })
}
