//! Keys of a table's rows, kept as digests: is one there twice, is the one that another row names there at all.
//!
//! Sixteen bytes a row: 96 bits of digest and the line. By chance two of 20,000,000 different keys meet once in 10¹⁴ tables; who makes
//! two meet on purpose gets a finding too many, never one too few.

/// Bits of the line number below the digest.
const LINE_BITS: u32 = 32;

/// The keys of one table.
#[derive(Debug, Default)]
pub struct Keys {
    kept: Vec<u128>,
}

impl Keys {
    /// Returns an empty list with room for `rows` keys.
    pub fn with_room(rows: usize) -> Self {
        Self { kept: Vec::with_capacity(rows) }
    }

    /// Takes a row's key.
    pub fn add(&mut self, digest: u128, line: u64) {
        self.kept.push((digest << LINE_BITS) | u128::from(u32::try_from(line).unwrap_or(u32::MAX)));
    }

    /// Sorts the keys, which [`Keys::holds`] wants, and returns the lines whose key an earlier line has.
    pub fn settled(&mut self) -> Vec<u64> {
        if !self.kept.is_sorted() {
            self.kept.sort_unstable();
        }
        let twice = self.kept.windows(2).filter(|pair| pair[0] >> LINE_BITS == pair[1] >> LINE_BITS);
        let mut lines: Vec<u64> = twice.map(|pair| line_of(pair[1])).collect();
        lines.sort_unstable();
        lines
    }

    /// Returns whether a row has this key.
    pub fn holds(&self, digest: u128) -> bool {
        let wanted = digest << LINE_BITS;
        let place = self.kept.partition_point(|kept| *kept < wanted);
        self.kept.get(place).is_some_and(|kept| kept >> LINE_BITS == wanted >> LINE_BITS)
    }

    /// Returns each key with its line.
    pub fn each(&self) -> impl Iterator<Item = (u128, u64)> {
        self.kept.iter().map(|kept| (kept >> LINE_BITS, line_of(*kept)))
    }
}

fn line_of(kept: u128) -> u64 {
    u64::try_from(kept & u128::from(u32::MAX)).unwrap_or(u64::MAX)
}

/// Returns the digest of a key's fields: 96 bits. A field's length goes in before it, so that "a", "bc" is not "ab", "c".
pub fn digest<'f>(fields: impl Iterator<Item = &'f [u8]>) -> u128 {
    let mut hasher = blake3::Hasher::new();
    for field in fields {
        hasher.update(&(field.len() as u64).to_le_bytes());
        hasher.update(field);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    u128::from_le_bytes(bytes) >> LINE_BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_there_twice_is_named_by_the_later_line() {
        let of = |text: &str| digest([text.as_bytes()].into_iter());
        let mut keys = Keys::default();
        for (line, key) in [(2, "a"), (3, "b"), (4, "a"), (5, "c"), (6, "a")] {
            keys.add(of(key), line);
        }
        assert_eq!(keys.settled(), [4, 6]);
        assert!(keys.holds(of("b")) && !keys.holds(of("d")));
        let two = |one: &str, other: &str| digest([one.as_bytes(), other.as_bytes()].into_iter());
        assert_ne!(two("a", "bc"), two("ab", "c"), "fields do not run into one another");
    }
}
