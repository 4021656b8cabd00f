//! How far the work has come, on standard error, for people only.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

/// A count of documents with its rate; nothing is drawn when standard error is no terminal or the run is quiet.
pub fn documents(quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() || std::io::stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} documents, {per_sec}, {elapsed}") {
        bar.set_style(style);
    }
    bar
}
