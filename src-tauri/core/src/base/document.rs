//! Papers that a guest shows: the number is brought into one form, hashed under the hotel's key and forgotten. What is kept is
//! the hash, by which two records are compared, and the last four characters, by which people tell papers apart.

use hmac::{Hmac, Mac};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

/// Fewest and most characters of a number, in its one form.
pub const NUMBER_CHARS: std::ops::RangeInclusive<usize> = 5..=30;
/// Characters of a number that are kept.
const TAIL_CHARS: usize = 4;
/// Characters of a citizen's identity number. Source: GB 11643-1999.
const CITIZEN_CHARS: usize = 18;

/// HMAC-SHA-256 of a document's number under the hotel's own key; hexadecimal on the wire, 32 bytes in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DocumentHash(String);

/// The key under which this hotel's documents are hashed: 32 random bytes inside the file, the same in every backup.
pub struct DocumentKey(pub [u8; 32]);

/// What is kept of a document that was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DocumentMark {
    /// `id_card`, `passport` or `permit`.
    pub kind: String,
    /// By which two records are compared.
    pub hash: DocumentHash,
    /// Last four characters.
    pub last4: String,
}

impl DocumentKey {
    /// Returns what is kept of a document; nothing where `number` cannot be one. The kind is not hashed: the same number under
    /// another kind is a slip of the pen, not another person.
    pub fn mark(&self, kind: &str, number: &str) -> Option<DocumentMark> {
        let number = normal(kind, number)?;
        let last4 = number[number.len().saturating_sub(TAIL_CHARS)..].to_owned();
        Some(DocumentMark { kind: kind.to_owned(), hash: self.hash(number.as_bytes()), last4 })
    }

    /// Returns the keyed hash of `bytes`, for what must be recognised and not read.
    pub fn hash(&self, bytes: &[u8]) -> DocumentHash {
        DocumentHash(self.mac(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Returns the same as bytes.
    pub fn mac(&self, bytes: &[u8]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length (RFC 2104)");
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }
}

impl DocumentHash {
    /// Returns the hash as it is written, hexadecimal.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn bytes(&self) -> Option<Vec<u8>> {
        let pairs = self.0.as_bytes().chunks(2);
        let bytes: Option<Vec<u8>> = pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
        bytes.filter(|bytes| bytes.len() == 32)
    }
}

impl ToSql for DocumentHash {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let unfit = || rusqlite::Error::ToSqlConversionFailure("not a document's hash".into());
        self.bytes().map(ToSqlOutput::from).ok_or_else(unfit)
    }
}

impl FromSql for DocumentHash {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let bytes = value.as_blob()?;
        if bytes.len() == 32 {
            Ok(Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
        } else {
            Err(FromSqlError::InvalidBlobSize { expected_size: 32, blob_size: bytes.len() })
        }
    }
}

/// Returns a document's number in the one form that is hashed: half-width, capital letters, without blanks and dividers. `None`
/// where it is too short or long, holds a sign that no number has (a masked number is none), or where a citizen's identity
/// number does not add up.
pub fn normal(kind: &str, number: &str) -> Option<String> {
    let mut normal = String::with_capacity(number.len());
    for sign in number.chars().map(half_width) {
        match sign {
            'A'..='Z' | '0'..='9' => normal.push(sign),
            'a'..='z' => normal.push(sign.to_ascii_uppercase()),
            '-' | '.' | '/' | '(' | ')' | '\u{200b}' | '\u{feff}' | '\u{2010}'..='\u{2015}' | '\u{2212}' => {}
            blank if blank.is_whitespace() => {}
            _ => return None,
        }
    }
    let adds_up = kind != "id_card" || normal.len() != CITIZEN_CHARS || citizen_adds_up(normal.as_bytes());
    (NUMBER_CHARS.contains(&normal.len()) && adds_up).then_some(normal)
}

/// Returns whether that is a citizen's identity number that adds up.
pub fn is_citizens(number: &str) -> bool {
    normal("id_card", number).is_some_and(|number| number.len() == CITIZEN_CHARS)
}

fn half_width(sign: char) -> char {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(sign as u32 - 0xfee0).unwrap_or(sign),
        other => other,
    }
}

/// Source: GB 11643-1999, ISO 7064 MOD 11-2.
fn citizen_adds_up(number: &[u8]) -> bool {
    let Some((check, body)) = number.split_last() else { return false };
    if !body.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let sum = body.iter().fold(0, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    let wanted = (12 - sum) % 11;
    *check == if wanted == 10 { b'X' } else { b'0' + wanted as u8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_form_however_it_is_written() {
        let cases = [
            ("id_card", "11010519491231002X", Some("11010519491231002X")),
            ("id_card", "11010519491231002x", Some("11010519491231002X")),
            ("id_card", "110105 19491231 002x", Some("11010519491231002X")),
            ("id_card", "１１０１０５１９４９１２３１００２Ｘ", Some("11010519491231002X")),
            ("id_card", "\u{3000}110105\u{3000}19491231-002ｘ ", Some("11010519491231002X")),
            ("id_card", "110105194912310021", None),
            ("id_card", "1101051949123l002X", None),
            ("passport", "110105194912310021", Some("110105194912310021")),
            ("passport", "e-1234.5678", Some("E12345678")),
            ("passport", "E1234••••", None),
            ("passport", "****3316", None),
            ("passport", "3316", None),
            ("permit", "H 1234567890", Some("H1234567890")),
            ("permit", "", None),
        ];
        for (kind, number, expected) in cases {
            assert_eq!(normal(kind, number).as_deref(), expected, "{kind} {number}");
        }
    }

    #[test]
    fn one_number_has_one_hash_in_one_house_and_another_in_the_next() {
        let (ours, theirs) = (DocumentKey([1; 32]), DocumentKey([2; 32]));
        let mark = ours.mark("id_card", "11010519491231002x").expect("a number");
        assert_eq!(mark.last4, "002X");
        assert_eq!(
            ours.mark("passport", "１１０１０５１９４９１２３１００２Ｘ").expect("a number").hash,
            mark.hash,
            "the same number"
        );
        assert_ne!(theirs.mark("id_card", "11010519491231002X").expect("a number").hash, mark.hash, "another house's key");
        assert_ne!(ours.mark("passport", "E12345678").expect("a number").hash, mark.hash, "another number");
        assert_eq!(mark.hash.as_str().len(), 64, "32 bytes");
    }
}
