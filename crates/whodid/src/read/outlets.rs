//! News agencies by the names that credits and datelines use.

use std::collections::HashMap;
use std::sync::LazyLock;

static AGENCIES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("en/agencies.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .flat_map(|line| {
            let (name, others) = line.split_once(" = ").unwrap_or((line, ""));
            others
                .split(" / ")
                .chain([name])
                .map(|form| (form.trim(), name.trim()))
                .filter(|(form, _)| !form.is_empty())
        })
        .collect()
});

/// True when `name` is how a news agency signs.
pub(super) fn is_agency(name: &str) -> bool {
    AGENCIES.contains_key(name.trim())
}

/// True for the name of an outlet by its own words: "Aldar News Agency", "Radio Orra", "orra.net".
pub(super) fn sounds_like_outlet(name: &str) -> bool {
    const WORDS: [&str; 22] = [
        "agency",
        "news",
        "press",
        "agencies",
        "times",
        "post",
        "herald",
        "tribune",
        "gazette",
        "radio",
        "tv",
        "television",
        "wire",
        "media",
        "newspaper",
        "daily",
        "journal",
        "monitor",
        "observer",
        "online",
        "network",
        "today",
    ];
    let address = name.rsplit_once('.').is_some_and(|(host, end)| {
        host.len() > 2 && ["com", "net", "org", "info", "news", "ir", "iq", "ru"].contains(&end.to_lowercase().as_str())
    });
    address || name.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word.to_lowercase().as_str()))
}
