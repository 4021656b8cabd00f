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

/// All of them.
pub(crate) const ALL: [Asset; 4] = [
    Asset { name: "whodid.css", kind: "text/css; charset=utf-8", bytes: include_bytes!("../../assets/whodid.css") },
    Asset { name: "review.css", kind: "text/css; charset=utf-8", bytes: include_bytes!("../../assets/review.css") },
    Asset {
        name: "review.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../../assets/review.js"),
    },
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
