//! Exit codes: 0 done; 1 done, but some inputs failed; 2 could not run; 130 interrupted; a closed pipe is 0.

use std::io::ErrorKind;
use std::process::ExitCode;

use anyhow::{Error, Result};

/// The exit code of a run; an error is told on standard error.
pub fn code(done: Result<bool>) -> ExitCode {
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("whodid: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whether the reader of our output has gone: nobody is left to tell.
fn is_closed_pipe(error: &Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_no_error() {
        let closed = Error::new(std::io::Error::from(ErrorKind::BrokenPipe)).context("while writing");
        assert!(is_closed_pipe(&closed));
        assert!(!is_closed_pipe(&anyhow::anyhow!("the disk is full")));
    }

    #[test]
    fn inputs_that_failed_are_told_from_a_run_that_could_not_start() {
        assert_eq!(format!("{:?}", code(Ok(true))), format!("{:?}", ExitCode::SUCCESS));
        assert_eq!(format!("{:?}", code(Ok(false))), format!("{:?}", ExitCode::from(1)));
        assert_eq!(format!("{:?}", code(Err(anyhow::anyhow!("no such verb")))), format!("{:?}", ExitCode::from(2)));
    }
}
