//! How fast a store is served: `serve_bench FILE.db`. Each question is asked for the first time, then again, then many of different
//! kinds one after another over one connection, so that what is kept from an earlier answer helps no other.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Instant;

use whodid_serve::{Server, Settings};

struct Client {
    stream: BufReader<TcpStream>,
}

impl Client {
    /// Status and body.
    fn get(&mut self, target: &str) -> (u16, Vec<u8>) {
        self.stream
            .get_mut()
            .write_all(format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes())
            .unwrap();
        let (mut status, mut length, mut line) = (0, 0, String::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line).unwrap();
            if line == "\r\n" {
                break;
            }
            if let Some(rest) = line.strip_prefix("HTTP/1.1 ") {
                status = rest[..3].parse().unwrap();
            }
            if let Some(rest) = line.to_lowercase().strip_prefix("content-length:") {
                length = rest.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).unwrap();
        (status, body)
    }
}

fn memory(field: &str) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|line| line.strip_prefix(field)).map_or("unknown".into(), |line| line.trim().to_string())
}

/// Milliseconds that all threads of this program had a core for: what a question costs, however busy the machine is.
fn worked() -> f64 {
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let told = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("schedstat")).ok());
    told.filter_map(|told| told.split(' ').next()?.parse::<f64>().ok()).sum::<f64>() / 1e6
}

fn main() {
    let path = std::env::args().nth(1).expect("the path of a store");
    let began = Instant::now();
    let server = Server::bind(&Settings::new(path)).unwrap();
    let (address, stopper) = (server.address(), server.stopper());
    println!("bound in {:.1} ms", began.elapsed().as_secs_f64() * 1e3);
    let thread = std::thread::spawn(move || server.run().unwrap());
    let stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    let mut client = Client { stream: BufReader::new(stream) };
    let (_, body) = client.get("/api/v1/participants?from=2021-03-01&to=2021-03-02&limit=40");
    let found: serde_json::Value = serde_json::from_slice(&body).unwrap();
    let mut codes: Vec<String> = Vec::new();
    for one in found["participants"].as_array().unwrap() {
        let code = one["code"].as_str().unwrap_or("").to_string();
        if !code.is_empty() && !codes.contains(&code) {
            codes.push(code);
        }
    }
    let (one, other) = (codes.first().cloned().unwrap_or("USA".into()), codes.get(1).cloned().unwrap_or("RUS".into()));
    let rare = codes.last().cloned().unwrap_or("USA".into());
    let mut page_of = |kind: &str, list: &str, id: &str, query: &str, at: usize| {
        let (_, body) = client.get(&format!("/api/v1/{kind}?{query}"));
        let found: serde_json::Value = serde_json::from_slice(&body).unwrap();
        let id = found[list][at][id].as_str().unwrap_or("").to_string();
        format!("/{kind}/{}", percent_encoding::utf8_percent_encode(&id, percent_encoding::NON_ALPHANUMERIC))
    };
    let busiest = page_of("participants", "participants", "key", "limit=101", 0);
    let busy = page_of("participants", "participants", "key", "limit=101", 100);
    let largest = page_of("stories", "stories", "id", "sort=mentions&limit=1", 0);
    let between =
        |one: &str, other: &str| if one < other { format!("{one}%2C{other}") } else { format!("{other}%2C{one}") };
    let targets = [
        ("first page", "/events".to_string()),
        ("oldest first", "/events?sort=date".into()),
        ("most origins", "/events?sort=origins".into()),
        ("surest", "/events?sort=confidence".into()),
        ("a month", "/events?from=2021-03-01&to=2021-03-31".into()),
        ("two years", "/events?from=2020-01-01&to=2021-12-31".into()),
        ("a class", "/events?class=SANCTION".into()),
        ("a class in a year", "/events?from=2021-01-01&to=2021-12-31&class=SANCTION".into()),
        ("a common participant", format!("/events?participant={one}")),
        ("a rare participant", format!("/events?participant={rare}")),
        ("a pair", format!("/events?between={}", [one.clone(), other.clone()].join("%2C"))),
        ("a common sector", "/events?sector=COP".into()),
        ("a mode", "/events?mode=visit".into()),
        ("confidence at least .8", "/events?min_confidence=0.8".into()),
        ("two origins", "/events?min_origins=2".into()),
        ("a word", "/events?text=karo".into()),
        ("a place", "/events?place=karomi".into()),
        ("an outlet", "/events?outlet=The+karo+Post".into()),
        ("timeline by month", "/api/v1/timeline?by=month".into()),
        ("timeline of a pair", format!("/api/v1/timeline?between={}&by=month", between(&one, &other))),
        ("timeline of a year by day", "/api/v1/timeline?from=2021-01-01&to=2021-12-31".into()),
        ("participants", "/api/v1/participants?limit=20".into()),
        ("participants of a month", "/api/v1/participants?from=2021-03-01&to=2021-03-31&limit=20".into()),
        ("stories", "/api/v1/stories?limit=20".into()),
        ("network", "/network".into()),
        ("network of 40 participants", "/network?nodes=participant&most=40".into()),
        ("network of a class", "/network?class=SANCTION".into()),
        ("network of a month", "/network?from=2021-03-01&to=2021-03-31".into()),
        ("network of two years", "/network?from=2020-01-01&to=2021-12-31".into()),
        ("network of a pair", format!("/network?between={}", between(&one, &rare))),
        ("network of a common sector", "/network?sector=COP".into()),
        ("participants of a class, network", "/network?class=SANCTION&nodes=participant".into()),
        ("participants of a sector, network", "/network?sector=COP&nodes=participant".into()),
        ("page of participants", "/participants".into()),
        ("participants of a class", "/participants?class=SANCTION".into()),
        ("participants of two years", "/participants?from=2020-01-01&to=2021-12-31".into()),
        ("participants of a common sector", "/participants?sector=COP".into()),
        ("participants, confidence at least .8", "/participants?min_confidence=0.8".into()),
        ("the busiest participant", busiest),
        ("a participant", busy),
        ("page of stories", "/stories".into()),
        ("largest stories", "/stories?sort=mentions".into()),
        ("stories of a class", "/stories?class=SANCTION".into()),
        ("stories of a rare participant", format!("/stories?participant={rare}")),
        ("the largest story", largest),
        ("coverage", "/coverage?by=month".into()),
        ("the timeline", "/timeline".into()),
        ("the timeline of a year", "/timeline?from=2021-01-01&to=2021-12-31".into()),
        ("the timeline of a sector", "/timeline?sector=COP".into()),
        ("the map", "/map".into()),
        ("the map of a month", "/map?from=2021-03-01&to=2021-03-31".into()),
        ("the map of a class, nearer", "/map?class=ASSAULT&view=44.4%2C33.3%2C3".into()),
        ("the map of a sector", "/map?sector=COP".into()),
        ("places", "/api/v1/places?limit=20".into()),
        ("at points within degrees", "/events?within=0%2C0%2C22.5%2C22.5".into()),
        ("of unknown place", "/events?located=unknown".into()),
    ];
    for (name, target) in &targets {
        let mut times = Vec::new();
        let mut told = (0, 0);
        for _ in 0..2 {
            let (began, before) = (Instant::now(), worked());
            let (status, body) = client.get(target);
            times.push((began.elapsed().as_secs_f64() * 1e3, worked() - before));
            told = (status, body.len());
        }
        println!(
            "{name:<36} {:>8.1} ms ({:>6.1} of a core), again {:>6.2} ms  ({}, {} bytes)",
            times[0].0, times[0].1, times[1].0, told.0, told.1
        );
    }
    // A page deep down costs what the first does.
    let mut next = Some("/api/v1/events?limit=1000&sort=latest".to_string());
    let (mut pages, mut slowest, began) = (0, 0.0_f64, Instant::now());
    while let Some(address) = next.take().filter(|_| pages < 100) {
        let since = Instant::now();
        let (_, body) = client.get(&address);
        slowest = slowest.max(since.elapsed().as_secs_f64() * 1e3);
        let page: serde_json::Value = serde_json::from_slice(&body).unwrap();
        next = page["next"].as_str().map(str::to_string);
        pages += 1;
    }
    println!("{pages} pages of 1000: {:.1} s, the slowest {slowest:.0} ms", began.elapsed().as_secs_f64());
    println!("memory {}, at most {}", memory("VmRSS:"), memory("VmHWM:"));
    // Different questions, none asked before: days, and the events on them.
    let (mut asked, began) = (0, Instant::now());
    let days = (0..600).map(|day| jiff::civil::date(2019, 6, 1) + jiff::Span::new().days(day));
    for day in days {
        let (_, body) = client.get(&format!("/events?from={day}&to={day}"));
        asked += 1;
        let page = String::from_utf8_lossy(&body);
        let found = page.split("href=\"/events/").skip(1).take(2).filter_map(|rest| rest.split('"').next());
        for id in found.map(str::to_string).collect::<Vec<_>>() {
            assert_eq!(client.get(&format!("/events/{id}")).0, 200);
            asked += 1;
        }
    }
    let took = began.elapsed().as_secs_f64();
    println!("{asked} different pages one after another in {took:.1} s: {:.0} a second", f64::from(asked) / took);
    println!("memory {}, at most {}", memory("VmRSS:"), memory("VmHWM:"));
    stopper.stop();
    thread.join().unwrap();
}
