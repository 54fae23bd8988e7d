//! What a shell hands to a write beside its input: which request it is, when, by whom, and fresh entropy.

use serde::{Deserialize, Serialize};

use super::{role::Session, time::Instant};

/// The longest request key that a caller may choose, in bytes.
pub const REQUEST_KEY_MAX: usize = 80;

/// Names one intent of one person. The same key again answers the same and changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct RequestKey(String);

/// A request key that is empty, too long or not printable ASCII.
#[derive(Debug, thiserror::Error)]
#[error("not a request key")]
pub struct NotAKey;

impl TryFrom<String> for RequestKey {
    type Error = NotAKey;
    fn try_from(text: String) -> Result<Self, NotAKey> {
        Self::new(text).ok_or(NotAKey)
    }
}

impl From<RequestKey> for String {
    fn from(key: RequestKey) -> Self {
        key.0
    }
}

impl RequestKey {
    /// Returns the key of this text, or `None` where it is empty, longer than [`REQUEST_KEY_MAX`] or not printable ASCII.
    pub fn new(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        let fits = !text.is_empty() && text.len() <= REQUEST_KEY_MAX && text.bytes().all(|byte| byte.is_ascii_graphic());
        fits.then_some(Self(text))
    }

    /// Returns the key's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns a name for what the request writes: the key where it holds small letters, digits and hyphens alone, else its digest. A key
    /// may come from a page, and `../` in a name, or `a:b` on Windows, would lead out of the folder.
    pub fn file_name(&self) -> String {
        let plain = self.0.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if plain { self.0.clone() } else { blake3::hash(self.0.as_bytes()).to_hex().to_string() }
    }
}

/// One write as the shells hand it in; the write's own input comes beside it.
#[derive(Clone)]
pub struct Request {
    /// Names the intent.
    pub key: RequestKey,
    /// When it was given; never read from a clock below the shells.
    pub at: Instant,
    /// Who gave it.
    pub session: Session,
    /// 32 bytes from the operating system, for the salts of this write's history images.
    pub seed: [u8; 32],
}

#[cfg(test)]
mod tests {
    use std::path::{Component, Path};

    use super::RequestKey;

    fn named(key: &str) -> String {
        RequestKey::new(key).expect("a key").file_name()
    }

    #[test]
    fn a_key_names_a_file_of_its_own_and_no_way_out_of_the_folder() {
        let plain = "0c6f2a9e-4a53-4d8f-9a43-0d7b8e6f1c22";
        assert_eq!(named(plain), plain);
        for key in ["../../etc/x", "/x", "a/b", "..", ".", "C:x", "x:stream", "a\\..\\b", "con.", "{\"a\":1}", "*?<>|"] {
            let name = named(key);
            let mut parts = Path::new(&name).components();
            assert!(matches!(parts.next(), Some(Component::Normal(_))) && parts.next().is_none(), "{key}: {name}");
            assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{key}: {name}");
        }
        // Where letters of both sizes are one name, two lists still are two files.
        assert_ne!(named("AB").to_lowercase(), named("ab"));
    }
}
