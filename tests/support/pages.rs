//! Every page of an encrypted file as it is once it is decrypted, of the file and of its write-ahead log, pages that nobody uses
//! included: what is left of words that were deleted shows only there.
//!
//! SQLCipher 4 keeps in each page of 4,096 bytes 80 for itself: 16 for the initial value, 64 for the seal. The rest is AES-256 in
//! CBC mode; the first 16 bytes of the file are its salt. Source: SQLCipher, "Design"; FIPS 197 for AES.

use std::path::Path;

const PAGE: usize = 4_096;
const OWN: usize = 80;
const SALT: usize = 16;
const WAL_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// Returns how many pages of the file at `path` and of its log hold `words`, any case of Latin letters.
pub fn holding(path: &Path, key: &[u8], words: &str) -> usize {
    let cipher = Aes256::new(key);
    let file = std::fs::read(path).expect("the file reads");
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let log = std::fs::read(Path::new(&log)).unwrap_or_default();
    let frames = log.get(WAL_HEADER..).unwrap_or_default().chunks_exact(FRAME_HEADER + PAGE);
    let frames = frames.map(|frame| {
        let number = u32::from_be_bytes(frame[..4].try_into().expect("four bytes"));
        (&frame[FRAME_HEADER..], number == 1)
    });
    let pages = file.chunks_exact(PAGE).enumerate().map(|(at, page)| (page, at == 0));
    pages.chain(frames).filter(|(page, first)| holds(&opened(&cipher, page, *first), words)).count()
}

/// Returns a page's own bytes, decrypted.
fn opened(cipher: &Aes256, page: &[u8], first: bool) -> Vec<u8> {
    let from = if first { SALT } else { 0 };
    let end = PAGE - OWN;
    let mut before: [u8; 16] = page[end..end + 16].try_into().expect("sixteen bytes");
    let mut plain = Vec::with_capacity(end);
    for block in page[from..end].chunks_exact(16) {
        let block: [u8; 16] = block.try_into().expect("sixteen bytes");
        let opened = cipher.open(block);
        plain.extend(opened.iter().zip(before).map(|(byte, mask)| byte ^ mask));
        before = block;
    }
    plain
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window.eq_ignore_ascii_case(words.as_bytes()))
}

/// AES with a key of 256 bits, opening only.
struct Aes256 {
    keys: [[u8; 16]; 15],
    inverse: [u8; 256],
    /// Products with 14, 11, 13 and 9: what mixing back takes.
    products: [[u8; 256]; 4],
}

impl Aes256 {
    fn new(key: &[u8]) -> Self {
        let (table, inverse) = boxes();
        let mut words: Vec<[u8; 4]> = key.chunks_exact(4).map(|word| word.try_into().expect("four bytes")).collect();
        let mut round = 1u8;
        for at in 8..60 {
            let mut word = words[at - 1];
            if at % 8 == 0 {
                word.rotate_left(1);
                word = word.map(|byte| table[usize::from(byte)]);
                word[0] ^= round;
                round = doubled(round);
            } else if at % 8 == 4 {
                word = word.map(|byte| table[usize::from(byte)]);
            }
            let earlier = words[at - 8];
            words.push([0, 1, 2, 3].map(|place| word[place] ^ earlier[place]));
        }
        let mut keys = [[0; 16]; 15];
        for (place, byte) in words.concat().into_iter().enumerate() {
            keys[place / 16][place % 16] = byte;
        }
        let products = [14, 11, 13, 9].map(|factor| std::array::from_fn(|byte| product(byte as u8, factor)));
        Self { keys, inverse, products }
    }

    fn open(&self, mut state: [u8; 16]) -> [u8; 16] {
        mask(&mut state, &self.keys[14]);
        for round in (0..14).rev() {
            // A row moves right by its number.
            let moved = state;
            for (place, byte) in state.iter_mut().enumerate() {
                let (column, row) = (place / 4, place % 4);
                *byte = self.inverse[usize::from(moved[(column + 4 - row) % 4 * 4 + row])];
            }
            mask(&mut state, &self.keys[round]);
            if round > 0 {
                state = self.unmixed(state);
            }
        }
        state
    }

    fn unmixed(&self, state: [u8; 16]) -> [u8; 16] {
        std::array::from_fn(|place| {
            let (column, row) = (place / 4 * 4, place % 4);
            (0..4).fold(0, |sum, other| sum ^ self.products[(other + 4 - row) % 4][usize::from(state[column + other])])
        })
    }
}

fn mask(state: &mut [u8; 16], key: &[u8; 16]) {
    state.iter_mut().zip(key).for_each(|(byte, mask)| *byte ^= mask);
}

fn doubled(byte: u8) -> u8 {
    (byte << 1) ^ if byte & 0x80 == 0 { 0 } else { 0x1b }
}

fn product(mut byte: u8, mut factor: u8) -> u8 {
    let mut sum = 0;
    while factor > 0 {
        if factor & 1 == 1 {
            sum ^= byte;
        }
        byte = doubled(byte);
        factor >>= 1;
    }
    sum
}

/// Returns the substitution and its inverse.
fn boxes() -> ([u8; 256], [u8; 256]) {
    let (mut table, mut inverse) = ([0; 256], [0; 256]);
    for byte in 0..=255u8 {
        let other = (1..=255u8).find(|other| product(byte, *other) == 1).unwrap_or(0);
        let value = (0..5).fold(0x63, |sum, turn| sum ^ other.rotate_left(turn));
        table[usize::from(byte)] = value;
        inverse[usize::from(value)] = byte;
    }
    (table, inverse)
}
