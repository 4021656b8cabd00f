//! What pages are made of, as a browser would see it.

/// Every address in `href` and `action`.
pub fn addresses(page: &str) -> Vec<String> {
    let mut out = Vec::new();
    for head in ["href=\"", "action=\""] {
        out.extend(page.split(head).skip(1).map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&")));
    }
    out
}

/// The tags of a page with the names of their attributes, and without text and values.
fn tags(page: &str) -> String {
    let (mut out, mut within, mut quoted) = (String::new(), false, false);
    for letter in page.chars() {
        match letter {
            '<' if !within => within = true,
            '"' if within => quoted = !quoted,
            '>' if within && !quoted => {
                within = false;
                out.push('\n');
            }
            _ if within && !quoted => out.push(letter.to_ascii_lowercase()),
            _ => {}
        }
    }
    assert!(!within && !quoted, "every tag and value is closed");
    out
}

/// What no page may have within itself.
pub fn is_clean(page: &str) {
    for tag in tags(page).lines() {
        let name = tag.split(' ').next().unwrap().trim_start_matches('/');
        // A script of the server's own, named by its address, has nothing within.
        if ["script src= defer", "/script"].contains(&tag) {
            continue;
        }
        assert!(!["script", "style", "img", "b", "i", "iframe", "object", "base"].contains(&name), "<{tag}>");
        for attribute in tag.split(' ').skip(1) {
            let attribute = attribute.split('=').next().unwrap();
            assert!(!attribute.starts_with("on") && !["style", "srcdoc", "http-equiv"].contains(&attribute), "<{tag}>");
        }
    }
    let markup = page.to_lowercase();
    for script in markup.split("<script").skip(1) {
        assert!(script.starts_with(" src=\"/assets/") && script.contains(" defer></script>"), "{script}");
    }
    for address in addresses(page) {
        let own = address.starts_with('/') && !address.starts_with("//") || address.starts_with('#');
        assert!(own || address.starts_with("https://") || address.starts_with("http://"), "{address}");
    }
    assert!(markup.contains("<html lang=\"en\"") && markup.contains("<main") && markup.contains("href=\"#content\""));
    assert_eq!(markup.matches("<h1").count(), 1);
}
