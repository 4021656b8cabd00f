//! Quotations and brackets in a block, so that a full stop inside one need not end the sentence around it.

/// A quotation or bracket: where its opening and its closing mark stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Enclosure {
    pub open: usize,
    pub close: usize,
    pub bracket: bool,
}

/// The closed quotations and brackets of `block` no longer than `longest` bytes, in the order they open. Single quotation marks are left out: they
/// cannot be told from apostrophes.
pub(super) fn enclosures(block: &str, longest: usize) -> Vec<Enclosure> {
    let mut found: Vec<Enclosure> = Vec::new();
    // Marks that wait for their partner: (opening mark, byte).
    let mut waiting: Vec<(char, usize)> = Vec::new();
    let mut before = ' ';
    for (at, c) in block.char_indices() {
        let opens = match c {
            '“' | '«' | '(' | '[' | '「' | '『' | '„' => true,
            '"' => before.is_whitespace() || matches!(before, '(' | '[' | '—' | '–' | '-' | '“' | '‘'),
            _ => false,
        };
        if opens {
            waiting.push((c, at));
        } else if let Some(wanted) = partner(c)
            // A stray mark deep below must not be searched for again and again.
            && let Some(depth) = waiting.iter().rev().take(4).position(|(mark, _)| wanted.contains(mark))
        {
            let index = waiting.len() - 1 - depth;
            let (mark, open) = waiting[index];
            waiting.truncate(index);
            if at - open <= longest {
                found.push(Enclosure { open, close: at, bracket: matches!(mark, '(' | '[') });
            }
        }
        before = c;
    }
    found.sort_by_key(|enclosure| enclosure.open);
    found
}

fn partner(close: char) -> Option<&'static [char]> {
    Some(match close {
        '”' => &['“', '„'],
        '"' => &['"'],
        '»' => &['«'],
        ')' => &['('],
        ']' => &['['],
        '」' => &['「'],
        '』' => &['『'],
        _ => return None,
    })
}

/// Marks that may stand between a full stop and the space after it.
pub(super) fn is_closer(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '）' | '】' | '″')
}

/// Marks that may stand before the first letter of a sentence.
pub(super) fn is_opener(c: char) -> bool {
    matches!(c, '"' | '“' | '‘' | '\'' | '«' | '‹' | '(' | '[' | '{' | '「' | '『' | '„' | '¿' | '¡' | '（' | '【')
}
