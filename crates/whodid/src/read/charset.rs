//! Bytes into characters.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use super::format::wide;

/// Why bytes are no text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoText {
    /// The first byte that tells.
    pub byte: Option<usize>,
    pub reason: &'static str,
}

/// Decodes a whole document: by its byte order mark, as UTF-16, as UTF-8, by the page's own word, else by a guess.
///
/// What is valid UTF-8 beyond ASCII is UTF-8, whatever a page says: no other character set comes out so by chance, and pages
/// are often wrong about themselves.
pub(super) fn decode(bytes: &[u8], page: bool) -> Result<String, NoText> {
    let text = decode_any(bytes, page)?;
    if let Some(nul) = text.find('\0') {
        return Err(NoText { byte: Some(nul), reason: "it holds binary data" });
    }
    let (mut strange, mut all) = (0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        strange += usize::from(
            c == char::REPLACEMENT_CHARACTER || c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}'),
        );
    }
    if strange * 50 > all {
        return Err(NoText { byte: None, reason: "its bytes make sense in no character set" });
    }
    Ok(text.into_owned())
}

fn decode_any(bytes: &[u8], page: bool) -> Result<Cow<'_, str>, NoText> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode_with_bom_removal(bytes).0);
    }
    if let Some(encoding) = wide(bytes) {
        return Ok(encoding.decode_without_bom_handling(bytes).0);
    }
    if let Some(nul) = bytes.iter().position(|&byte| byte == 0) {
        return Err(NoText { byte: Some(nul), reason: "it holds binary data" });
    }
    let said = if page { declared(bytes) } else { None };
    match std::str::from_utf8(bytes) {
        // Pure ASCII may still be an escaped charset that the page names.
        Ok(text) if !text.is_ascii() || said.is_none() => return Ok(Cow::Borrowed(text)),
        Err(_) if mostly_utf8(bytes) => return Ok(UTF_8.decode_without_bom_handling(bytes).0),
        _ => {}
    }
    if let Some(encoding) = said {
        let (text, damaged) = encoding.decode_without_bom_handling(bytes);
        if !damaged {
            return Ok(text);
        }
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let (text, damaged) = detector.guess(None, Utf8Detection::Deny).decode_without_bom_handling(bytes);
    if damaged {
        return Err(NoText { byte: None, reason: "its bytes make sense in no character set" });
    }
    Ok(text)
}

/// UTF-8 with a few broken characters, cut off or pasted together, rather than another character set.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut broken, mut whole) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken * 2
}

/// The character set that a page names in its first bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    head.match_indices("charset").chain(head.match_indices("encoding")).find_map(|(at, word)| {
        let label =
            head[at + word.len()..].trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let label =
            label.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '>' | '/' | '?')).next()?;
        // A page whose ASCII tells its charset is not UTF-16.
        Encoding::for_label(label.as_bytes())
            .filter(|encoding| encoding.is_ascii_compatible() || *encoding == encoding_rs::ISO_2022_JP)
    })
}
