//! Who is answered, and what happens to those who ask in bad form or too much.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use common::{Running, shared, store};
use whodid_serve::{Server, Settings};

#[test]
fn only_hosts_that_lead_here_are_answered() {
    let server = shared();
    for host in ["localhost", "LocalHost:4411", "127.0.0.1:1", "[::1]:80", "192.168.1.7"] {
        assert_eq!(server.ask("GET", "/events", &[("Host", host)]).status, 200, "{host}");
    }
    for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", ""] {
        let answer = server.ask("GET", "/api/v1/events", &[("Host", host)]);
        assert_eq!(answer.status, 421, "{host}");
        assert_eq!(answer.json()["error"]["code"], "wrong_host");
    }
    assert_eq!(server.ask("GET", "/events", &[]).status, 421);
    assert_eq!(server.ask("GET", "/events", &[("Host", "localhost"), ("Host", "evil.example")]).status, 421);
    assert_eq!(server.ask("GET", "http://evil.example/events", &[("Host", "localhost")]).status, 421);
    drop(server);
    let settings = Settings { names: vec!["events.example".into()], ..Settings::new(store()) };
    let named = Running::start(&settings);
    assert_eq!(named.ask("GET", "/events", &[("Host", "Events.example:443")]).status, 200);
}

#[test]
fn a_token_is_asked_for_and_kept_in_a_cookie() {
    let settings = Settings { token: Some("0123456789abcdef".into()), ..Settings::new(store()) };
    let server = Running::start(&settings);
    let refused = server.get("/events");
    assert_eq!(refused.status, 401);
    assert!(refused.body.contains("?token="));
    assert!(!refused.body.contains("Cite as"), "nothing of the store is told");
    assert_eq!(server.get("/api/v1/events?token=wrong").status, 401);
    let led = server.get("/events?class=AID&token=0123456789abcdef");
    assert_eq!((led.status, led.header("location")), (303, "/events?class=AID"));
    let cookie = led.header("set-cookie").to_string();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap();
    assert_eq!(server.get_with("/events", &[("Cookie", cookie)]).status, 200);
    assert_eq!(server.get_with("/events", &[("Cookie", "whodid=other")]).status, 401);
    assert_eq!(server.get_with("/api/v1/events", &[("Authorization", "Bearer 0123456789abcdef")]).status, 200);
}

#[test]
fn only_asking_is_done() {
    let server = shared();
    let head = server.ask("HEAD", "/events", &[("Host", "localhost")]);
    let get = server.get("/events");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), get.header("content-length"));
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        let answer = server.ask(method, "/api/v1/events", &[("Host", "localhost"), ("Content-Length", "0")]);
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"), "{method}");
    }
    let large = server.ask("GET", "/events", &[("Host", "localhost"), ("Content-Length", "99999999")]);
    assert_eq!(large.status, 413);
}

#[test]
fn heads_that_never_end_are_let_go() {
    let server = shared();
    let long = format!("GET /events?text={} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(100_000));
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let _ = stream.write_all(long.as_bytes());
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    assert!(answer.is_empty() || answer.contains(" 431 ") || answer.contains(" 414 "), "{answer}");
    let mut slow = TcpStream::connect(server.address).unwrap();
    slow.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    slow.write_all(b"GET /events HTTP/1.1\r\nHost:").unwrap();
    let began = Instant::now();
    let mut rest = Vec::new();
    let _ = slow.read_to_end(&mut rest);
    assert!(began.elapsed() < Duration::from_secs(20), "it was let go after ten seconds");
    assert_eq!(server.get("/events").status, 200);
}

#[test]
fn hundreds_at_once_and_some_that_take_nothing_do_not_stop_it() {
    let server = Running::on_examples();
    let host = "Host: localhost\r\n\r\n";
    // These ask for everything and read nothing of it.
    let idle: Vec<TcpStream> = (0..20)
        .map(|_| {
            let mut stream = TcpStream::connect(server.address).unwrap();
            stream.write_all(format!("GET /api/v1/events?format=jsonl HTTP/1.1\r\n{host}").as_bytes()).unwrap();
            stream
        })
        .collect();
    let all: Vec<TcpStream> = (0..300)
        .map(|number| {
            let mut stream = TcpStream::connect(server.address).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
            let target = format!("/events?min_confidence=0.{:03}", number + 1).trim_end_matches('0').to_string();
            stream.write_all(format!("GET {target} HTTP/1.1\r\nConnection: close\r\n{host}").as_bytes()).unwrap();
            stream
        })
        .collect();
    for mut stream in all {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{}", answer.get(..200).unwrap_or(&answer));
    }
    drop(idle);
    assert_eq!(server.get("/events").status, 200);
}

#[test]
fn a_question_that_takes_too_long_is_given_up() {
    let settings = Settings { patience: Duration::ZERO, ..Settings::new(store()) };
    let server = Running::start(&settings);
    let answer = server.get("/api/v1/participants?sector=GOV,MIL,COP,CVL,REB");
    assert_eq!((answer.status, answer.header("retry-after")), (503, "5"), "{}", answer.body);
    assert!(answer.json()["error"]["do"].as_str().unwrap().contains("narrow"));
}

#[test]
fn it_stops_when_told_and_lets_go_of_its_address() {
    let mut server = Running::on_examples();
    assert_eq!(server.get("/events").status, 200);
    let address = server.address;
    server.stop();
    assert!(TcpStream::connect(address).is_err());
    let again = Settings { address, ..Settings::new(store()) };
    drop(Server::bind(&again).unwrap());
    let taken = Running::on_examples();
    let error = Server::bind(&Settings { address: taken.address, ..Settings::new(store()) }).unwrap_err().to_string();
    assert!(error.contains("name another address or port"), "{error}");
    let error = Server::bind(&Settings::new("no/such.db")).unwrap_err().to_string();
    assert!(error.contains("whodid run"), "{error}");
}
