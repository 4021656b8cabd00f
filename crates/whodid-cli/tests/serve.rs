//! `serve` and `demo`, as a person calls them.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

fn whodid(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whodid"));
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts it, and reads the address that it prints.
fn started(arguments: &[&str]) -> (Running, String) {
    let mut child = whodid(arguments).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (Running(child), line.trim().to_string())
}

fn get(address: &str, target: &str) -> String {
    let host = address.strip_prefix("http://").unwrap().split('/').next().unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    stream.write_all(format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_demo_shows_the_examples_and_leaves_nothing_behind() {
    let temp = Path::new(env!("CARGO_TARGET_TMPDIR")).join("demo");
    let _ = std::fs::remove_dir_all(&temp);
    std::fs::create_dir_all(&temp).unwrap();
    let mut child = whodid(&["demo", "--listen", "127.0.0.1:0"]).env("TMPDIR", &temp).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().to_string();
    let mut running = Running(child);
    assert!(address.starts_with("http://127.0.0.1:"), "{address}");
    let page = get(&address, "/events");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("Livingstone"), "an event of the examples");
    #[cfg(unix)]
    {
        // As Ctrl-C does, and as the system does when it shuts down.
        let ended = Command::new("kill").args(["-TERM", &running.0.id().to_string()]).status().unwrap();
        assert!(ended.success());
        assert!(running.0.wait().unwrap().success());
        assert_eq!(std::fs::read_dir(&temp).unwrap().count(), 0, "the folder is gone");
    }
    drop(running);
}

#[test]
fn what_cannot_be_served_is_told() {
    let output = whodid(&["serve", "--store", "no/such.db"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("there is no such store") && told.contains("whodid run"), "{told}");
}

#[test]
fn a_token_is_made_where_others_can_ask() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("serve-token");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let store = folder.join("a.db").display().to_string();
    assert!(whodid(&["run", "-q", "--store", &store]).output().unwrap().status.success());
    let (mut running, address) = started(&["serve", "--store", &store, "--listen", "0.0.0.0:0"]);
    let (_, token) = address.split_once("/?token=").expect("a token in the address");
    assert_eq!(token.len(), 32);
    let here = address.replace("0.0.0.0", "127.0.0.1");
    assert!(get(&here, "/events").starts_with("HTTP/1.1 401"));
    assert!(get(&here, &format!("/events?token={token}")).starts_with("HTTP/1.1 303"));
    running.0.kill().unwrap();
    let mut told = String::new();
    running.0.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    assert!(told.contains("warning") && told.contains("not encrypted"), "{told}");

    let short = folder.join("token");
    std::fs::write(&short, "abc\n").unwrap();
    let output = whodid(&["serve", "--store", &store, "--token-file", &short.display().to_string()]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("16 or more"));
}
