fn main() {
    let mut pool = whodid::Pool::new();
    let reports: Vec<whodid::Report> = std::io::stdin()
        .lines()
        .map(|l| {
            let r: whodid::record::MentionRecord = serde_json::from_str(&l.unwrap()).unwrap();
            whodid::Report::of(&r, &mut pool).unwrap()
        })
        .collect();
    whodid::link::debug2(&reports);
}
