//! Randomness as a value: the shells read 32 bytes from the machine and hand them in; all else derives from them.

/// A stream of bytes derived from one seed that a shell took from the operating system.
///
/// The same seed gives the same bytes, so a test is repeatable and a write is a value.
pub struct Entropy {
    reader: blake3::OutputReader,
}

impl Entropy {
    /// Returns the stream of `seed`.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self { reader: blake3::Hasher::new_derive_key("lobby entropy stream").update(&seed).finalize_xof() }
    }

    /// Returns the next `N` bytes.
    pub fn take<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0u8; N];
        self.reader.fill(&mut bytes);
        bytes
    }
}
