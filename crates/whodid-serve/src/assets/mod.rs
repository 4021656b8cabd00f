//! What pages refer to, within the program.

use std::fmt::Write;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// A file that a page refers to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asset {
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) bytes: &'static [u8],
}

const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Outlines of countries, each under its code, and `sea` and `land`.
pub(crate) const WORLD: &str = include_str!("../../assets/world.svg");

/// All of them.
pub(crate) const ALL: [Asset; 10] = [
    Asset { name: "whodid.css", kind: CSS, bytes: include_bytes!("../../assets/whodid.css") },
    Asset { name: "charts.css", kind: CSS, bytes: include_bytes!("../../assets/charts.css") },
    Asset { name: "map.css", kind: CSS, bytes: include_bytes!("../../assets/map.css") },
    Asset { name: "timeline.js", kind: SCRIPT, bytes: include_bytes!("../../assets/timeline.js") },
    Asset { name: "map.js", kind: SCRIPT, bytes: include_bytes!("../../assets/map.js") },
    Asset { name: "world.svg", kind: "image/svg+xml", bytes: WORLD.as_bytes() },
    Asset { name: "who.css", kind: CSS, bytes: include_bytes!("../../assets/who.css") },
    Asset { name: "review.css", kind: CSS, bytes: include_bytes!("../../assets/review.css") },
    Asset { name: "review.js", kind: SCRIPT, bytes: include_bytes!("../../assets/review.js") },
    Asset { name: "icon.svg", kind: "image/svg+xml", bytes: include_bytes!("../../assets/icon.svg") },
];

/// A mark of what is in all of them: another program, another address, so that no browser shows an old one.
static MARK: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for asset in ALL {
        hash.update(asset.bytes);
    }
    hash.finalize().iter().take(6).fold(String::new(), |mut mark, byte| {
        let _ = write!(mark, "{byte:02x}");
        mark
    })
});

/// The address of an asset.
pub(crate) fn address(name: &str) -> String {
    format!("/assets/{name}?v={}", *MARK)
}
