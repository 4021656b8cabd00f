//! provisional
use crate::Span;
/// words
pub fn words(text: &str, sentence: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let s = sentence.of(text);
    let mut start: Option<usize> = None;
    for (i, c) in s.char_indices().chain(std::iter::once((s.len(), ' '))) {
        let inner = (c == '-' || c == '.' || c == '\'' || c == '’' || c == ',') && start.is_some()
            && s[i + c.len_utf8()..].chars().next().is_some_and(|n| n.is_alphanumeric()) && !((c == '\'' || c == '’') && s[i + c.len_utf8()..].starts_with("s") );
        if c.is_alphanumeric() || inner { start.get_or_insert(i); continue; }
        if let Some(st) = start.take() { out.push(Span::new(sentence.start + st, sentence.start + i)); }
        if !c.is_whitespace() { out.push(Span::new(sentence.start + i, sentence.start + i + c.len_utf8())); }
    }
    out
}
