//! Which room uses which: questions know no pages, pages know no addresses' answers, and only `routes` knows all.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

#[test]
fn rooms_use_what_they_may() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let may: [(&str, &[&str]); 3] =
        [("queries", &["problem"]), ("assets", &[]), ("views", &["assets", "problem", "queries", "scene"])];
    for (room, allowed) in may {
        let mut files = 0;
        for entry in std::fs::read_dir(root.join(room)).unwrap() {
            let path = entry.unwrap().path();
            let source = std::fs::read_to_string(&path).unwrap();
            files += 1;
            for (at, _) in source.match_indices("crate::") {
                let name: String =
                    source[at + 7..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                assert!(allowed.contains(&name.as_str()), "{} uses {name}", path.display());
            }
        }
        assert!(files > 0, "{room} was not found");
    }
}
