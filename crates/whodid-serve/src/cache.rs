//! Answers kept for as long as the store is as it was.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::reply::Reply;

/// As many bytes are kept at most.
const MOST: usize = 32 << 20;

/// Answers by address, all of one state of the store.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    state: String,
    bytes: usize,
    replies: HashMap<String, Reply>,
}

impl Cache {
    /// The answer to this address in this state.
    pub(crate) fn get(&self, state: &str, address: &str) -> Option<Reply> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.state == state { kept.replies.get(address).cloned() } else { None }
    }

    /// Keeps an answer. What is of another state goes; when there is no more room, everything goes.
    pub(crate) fn keep(&self, state: &str, address: &str, reply: &Reply) {
        let size = reply.bytes.len() + address.len() + 256;
        if size > MOST / 8 {
            return;
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.state != state || kept.bytes + size > MOST {
            *kept = Kept { state: state.to_string(), ..Kept::default() };
        }
        if kept.replies.insert(address.to_string(), reply.clone()).is_none() {
            kept.bytes += size;
        }
    }
}
