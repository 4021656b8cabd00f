//! temporary
use whodid::read::corpus::*;
fn main() {
    let mut bad = 0;
    for f in std::env::args().skip(1) {
        let s = std::fs::read_to_string(&f).unwrap();
        let (g, e) = if f.contains("/articles/") {
            let (g, e) = parse_article("x", &s);
            (vec![g], e)
        } else {
            parse_sentences("x", &s)
        };
        for x in &e {
            println!("{f}:{x}");
            bad += 1;
        }
        for l in s.lines() {
            if let Ok(m) = Marked::parse(l) {
                if m.render() != l {
                    println!("ROUND {l}\n{}", m.render());
                }
            }
        }
        let mut c = std::collections::BTreeMap::new();
        for g in &g {
            for m in &g.document.layers.mentions {
                *c.entry(m.class.name()).or_insert(0) += 1;
            }
        }
        println!("{f}: {} documents, {} mistakes; events {:?}", g.len(), e.len(), c);
    }
    std::process::exit((bad > 0) as i32);
}
