//! Chance that can be had again. The tests of the window's shell take this very file: it needs nothing beside it.

/// Numbers that look thrown and follow from their beginning alone: splitmix64 (Steele, Lea, Flood 2014).
#[derive(Clone)]
pub struct Chance(u64);

impl Chance {
    /// Returns what follows from `seed`.
    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns any number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `end`, and 0 below 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.number() % end.max(1)
    }

    /// Returns a place in what is `length` long.
    pub fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).expect("below a length")
    }

    /// Returns one of `many`.
    pub fn one<'a, T>(&mut self, many: &'a [T]) -> &'a T {
        &many[self.place(many.len())]
    }

    /// Returns true in `percent` of a hundred cases.
    pub fn happens(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}
