//! Days, numbers, names and addresses as people read them.

use maud::{Markup, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use whodid::ontology::Class;

use crate::queries::Ask;

/// What need not be written as `%2F` in a part of a path.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b':');

/// The address of a record on a page of its own.
pub(crate) fn address(kind: &str, id: &str, ask: &Ask) -> String {
    ask.other().link(&format!("/{kind}/{}", utf8_percent_encode(id, PLAIN)))
}

/// The address of a record in the API.
pub(super) fn api_address(kind: &str, id: &str) -> String {
    format!("/api/v1/{kind}/{}", utf8_percent_encode(id, PLAIN))
}

/// An address that may become a link: of the web, and nothing that a browser would run.
///
/// A document says what it likes of its address: `javascript:` and `data:` are texts here and never links.
pub(super) fn outward(url: &str) -> Option<&str> {
    let web = ["http://", "https://"];
    let is_web = web.iter().any(|head| url.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head)));
    (is_web && !url.chars().any(|letter| letter.is_whitespace() || letter.is_control())).then_some(url)
}

/// A number with narrow spaces between its thousands, which no language takes for a point.
pub(super) fn number(number: u64) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// A share as a number of hundred.
pub(super) fn percent(share: f32) -> String {
    format!("{:.0}\u{202f}%", share * 100.0)
}

/// A day in words, and for programs.
pub(super) fn day(day: &str) -> Markup {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let told = day.parse::<jiff::civil::Date>().ok().and_then(|date| {
        let month = MONTHS.get(usize::try_from(date.month()).ok()?.checked_sub(1)?)?;
        Some(format!("{}\u{a0}{month}\u{a0}{}", date.day(), date.year()))
    });
    html! { @match told { Some(told) => time datetime=(day) { (told) }, None => (day) } }
}

/// Days from and to, with what is known of how exact they are.
pub(super) fn days(first: Option<&str>, last: Option<&str>) -> Markup {
    html! {
        @match (first, last.filter(|last| Some(*last) != first)) {
            (Some(first), Some(last)) => { (day(first)) " – " (day(last)) }
            (Some(first), None) => (day(first)),
            _ => span.unknown { "unknown" },
        }
    }
}

/// A quad's sign, name, and class of style: filled is material, pointed is conflict.
pub(super) fn quad(code: u8) -> (&'static str, &'static str, &'static str) {
    match code {
        1 => ("○", "verbal cooperation", "q1"),
        2 => ("●", "material cooperation", "q2"),
        3 => ("△", "verbal conflict", "q3"),
        _ => ("▲", "material conflict", "q4"),
    }
}

/// A class with its quad's sign.
pub(super) fn badge(class: &str, quad_code: u8) -> Markup {
    let (sign, name, style) = quad(quad_code);
    let covers = Class::named(class).map(Class::covers).unwrap_or_default();
    html! {
        span class={"class " (style)} title=(format!("{name}: {covers}")) { span.sign aria-hidden="true" { (sign) } (class) }
    }
}

/// A name with its codes behind it.
pub(super) fn named(name: &str, code: Option<&str>, sector: Option<&str>) -> Markup {
    html! {
        bdi { (name) }
        @if code.is_some() || sector.is_some() {
            " " span.codes { (code.unwrap_or("")) @if code.is_some() && sector.is_some() { " " } (sector.unwrap_or("")) }
        }
    }
}

/// A range of numbers in words.
pub(super) fn range(least: Option<u64>, most: Option<u64>) -> String {
    match (least, most) {
        (Some(least), Some(most)) if least == most => number(least),
        (Some(least), Some(most)) => format!("{} to {}", number(least), number(most)),
        (Some(least), None) => format!("at least {}", number(least)),
        (None, Some(most)) => format!("at most {}", number(most)),
        (None, None) => "some".to_string(),
    }
}

/// One or many: `1 report`, `2 reports`.
pub(super) fn counted(count: u64, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{} {one}s", number(count)) }
}

/// A bar as long as its share of the whole, for eyes alone: the number stands beside it.
pub(super) fn bar(part: u64, whole: u64, style: &str) -> Markup {
    let width = if whole == 0 { 0.0 } else { (part as f64 / whole as f64 * 100.0).min(100.0) };
    html! {
        svg class={"bar " (style)} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect width=(format!("{width:.2}")) height="6" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_become_links() {
        assert_eq!(outward("https://a.example/x?y=1"), Some("https://a.example/x?y=1"));
        assert_eq!(outward("HTTP://a.example"), Some("HTTP://a.example"));
        for wrong in
            ["javascript:alert(1)", "data:text/html,x", " https://a", "https://a b", "//a.example", "é", "http:/"]
        {
            assert_eq!(outward(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_have_narrow_spaces() {
        assert_eq!(number(1234), "1234");
        assert_eq!(number(1_234_567), "1\u{202f}234\u{202f}567");
    }
}
