//! Texts that are compared, each kept once and known by a number: a million guests have a few hundred thousand names
//! among them, and two names are the same where their numbers are.

use std::collections::HashMap;

/// Longest text that is kept, in bytes; a longer one is cut at a character.
const TEXT_BYTES_MAX: usize = 120;

/// The number of a text; [`NONE`] where there is none.
pub(crate) type Sym = u32;

/// No text.
pub(crate) const NONE: Sym = 0;

/// All texts of one run.
#[derive(Debug)]
pub(crate) struct Pool {
    all: String,
    /// Where each text ends in `all`; it begins where the one before ends.
    ends: Vec<u32>,
    /// Numbers by digest; texts of one digest follow each other.
    known: HashMap<u64, Sym>,
}

impl Default for Pool {
    fn default() -> Self {
        Self { all: String::new(), ends: vec![0], known: HashMap::new() }
    }
}

impl Pool {
    /// Returns the number of `text`; [`NONE`] for an empty one.
    pub(crate) fn sym(&mut self, text: &str) -> Sym {
        let text = cut(text);
        if text.is_empty() {
            return NONE;
        }
        let mut digest = digest(text);
        loop {
            match self.known.get(&digest) {
                Some(sym) if self.text(*sym) == text => return *sym,
                Some(_) => digest = digest.wrapping_add(1),
                None => break,
            }
        }
        let (Ok(sym), Ok(end)) = (Sym::try_from(self.ends.len()), u32::try_from(self.all.len() + text.len())) else {
            // Four thousand million bytes of names: what does not fit is not compared.
            return NONE;
        };
        self.all.push_str(text);
        self.ends.push(end);
        self.known.insert(digest, sym);
        sym
    }

    /// Returns the text of a number; empty for [`NONE`].
    pub(crate) fn text(&self, sym: Sym) -> &str {
        let at = sym as usize;
        let begin = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0) as usize;
        let end = self.ends.get(at).copied().unwrap_or(0) as usize;
        self.all.get(begin..end).unwrap_or_default()
    }

    /// Returns how many numbers were given, [`NONE`] among them.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

fn cut(text: &str) -> &str {
    let mut end = text.len().min(TEXT_BYTES_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Returns a number that is the same for the same bytes on every machine and in every version. Source: FNV-1a, 64 bits.
pub(crate) fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Returns two numbers mixed into one. Source: the finaliser of SplitMix64.
pub(crate) fn mixed(a: u64, b: u64) -> u64 {
    let mut hash = a.rotate_left(32) ^ b.wrapping_add(0x9e37_79b9_7f4a_7c15);
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number_and_a_number_one_text() {
        let mut pool = Pool::default();
        let (wang, li) = (pool.sym("wang"), pool.sym("李"));
        assert_ne!(wang, li);
        assert_eq!(pool.sym("wang"), wang, "the same text again");
        assert_eq!((pool.text(wang), pool.text(li), pool.text(NONE)), ("wang", "李", ""));
        assert_eq!(pool.sym(""), NONE);
        let long = "长".repeat(100);
        let kept = pool.sym(&long);
        assert_eq!(pool.text(kept), "长".repeat(40), "cut at a sign, not within one");
    }
}
