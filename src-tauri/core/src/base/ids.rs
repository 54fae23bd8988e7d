//! Keys of records: UUIDv7-shaped, 16 bytes, one type each, text on the wire.
//!
//! The high bits carry the time the write was given, so that rows of one day lie together; the low bits derive from the
//! request key, so that the same write run again makes the same ids (house rule "a write is a value").

use std::{fmt, str::FromStr};

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use super::time::Instant;

/// The text was not 32 hexadecimal digits with or without hyphens.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not a record id")]
pub struct NotAnId;

/// The 16 bytes behind every id type.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RawId([u8; 16]);

impl RawId {
    /// Returns the id whose time part is `at` and whose low bits are the digest of `seed` and `ordinal`.
    pub fn derive(at: Instant, seed: &[u8], ordinal: u64) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&(seed.len() as u64).to_be_bytes());
        hasher.update(seed);
        hasher.update(&ordinal.to_be_bytes());
        let digest = hasher.finalize();
        let mut bytes = [0u8; 16];
        bytes[6..].copy_from_slice(&digest.as_bytes()[..10]);
        Self::stamped(at, bytes)
    }

    /// Returns the id of the `ordinal`th row of a bulk operation: rows written in order lie in key order.
    pub fn in_order(at: Instant, seed: [u8; 4], ordinal: u64) -> Self {
        let mut bytes = [0u8; 16];
        let spread = ordinal.to_be_bytes();
        bytes[6] = spread[1] >> 4;
        bytes[7] = (spread[1] << 4) | (spread[2] >> 4);
        bytes[8] = spread[2] & 0x0f;
        bytes[9..12].copy_from_slice(&spread[3..6]);
        bytes[12..14].copy_from_slice(&spread[6..8]);
        let mut raw = Self::stamped(at, bytes);
        raw.0[14..].copy_from_slice(&seed[..2]);
        raw.0[8] = 0x80 | (raw.0[8] & 0x0f) | ((seed[2] & 0x03) << 4);
        raw
    }

    fn stamped(at: Instant, mut bytes: [u8; 16]) -> Self {
        let stamp = u64::try_from(at.ms()).unwrap_or(0).to_be_bytes();
        bytes[..6].copy_from_slice(&stamp[2..]);
        bytes[6] = 0x70 | (bytes[6] & 0x0f);
        bytes[8] = 0x80 | (bytes[8] & 0x3f);
        Self(bytes)
    }

    /// Returns the bytes as they lie in the file.
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Returns the id that lies in the file as these bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for RawId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [b'-'; 36];
        let places = (0..36).filter(|place| !matches!(place, 8 | 13 | 18 | 23));
        let halves = self.0.iter().flat_map(|byte| [byte >> 4, byte & 0x0f]);
        for (place, half) in places.zip(halves) {
            text[place] = DIGITS[usize::from(half)];
        }
        // Digits and hyphens are always text.
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Debug for RawId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for RawId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let digits: Vec<u8> = text.bytes().filter(|byte| *byte != b'-').collect();
        if digits.len() != 32 || !digits.is_ascii() {
            return Err(NotAnId);
        }
        let mut bytes = [0u8; 16];
        for (slot, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| NotAnId)?;
            *slot = u8::from_str_radix(pair, 16).map_err(|_| NotAnId)?;
        }
        Ok(Self(bytes))
    }
}

impl ToSql for RawId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(&self.0)))
    }
}

impl FromSql for RawId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let bytes = value.as_blob()?;
        Ok(Self(bytes.try_into().map_err(|_| FromSqlError::InvalidType)?))
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, specta::Type)]
        #[specta(transparent)]
        pub struct $name(#[specta(type = String)] pub RawId);

        impl $name {
            /// Returns the record id as history and the wire know it, without its kind.
            pub fn raw(self) -> RawId {
                self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&self.0, f) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{}({})", stringify!($name), self.0) }
        }
        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> { text.parse().map(Self) }
        }
        impl From<RawId> for $name {
            fn from(raw: RawId) -> Self { Self(raw) }
        }
        impl From<$name> for RawId {
            fn from(id: $name) -> Self { id.0 }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> { serializer.collect_str(&self.0) }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> { self.0.to_sql() }
        }
        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> { RawId::column_result(value).map(Self) }
        }
    )+};
}

ids! {
    /// A guest, pseudonymous: says nothing about the person.
    GuestId,
    /// One phone number, mail address or account of a guest.
    ContactId,
    /// A preference or wish of a guest.
    PreferenceId,
    /// A day on which a wish was met.
    WishMetId,
    /// Something the house promised a guest.
    PromiseId,
    /// A reservation's life: booked, in house, departed, cancelled, no-show.
    StayId,
    /// A complaint ticket.
    TicketId,
    /// One appended step of a ticket.
    StepId,
    /// One remedy proposed under a ticket.
    RemedyId,
    /// One appended note of a ticket.
    NoteId,
    /// One approval that was given by phone.
    PhoneId,
    /// One slip for the cashier.
    SlipId,
    /// A standstill of a ticket's clocks.
    PauseId,
    /// A person who signs in.
    UserId,
    /// A desk that holds a copy of the file.
    DeskId,
    /// One posting of the points ledger.
    EntryId,
    /// One earned lot of points with its expiry.
    LotId,
    /// One tier given by hand.
    ManualTierId,
    /// One voucher that a redemption gave.
    VoucherId,
    /// One line of the log of benefits.
    BenefitLineId,
    /// One import of a file.
    ImportId,
    /// One package made for the group.
    ExportId,
    /// One merge of two guests' records.
    MergeId,
    /// The suspicion that two guests are one.
    SuspectId,
    /// One dealing with a guest: an interaction, an event, an opinion.
    DealingId,
    /// One companion of a guest.
    CompanionId,
    /// One alert on a guest's card.
    AlertId,
    /// One task of a service plan.
    PlanTaskId,
    /// One photo or paper under a ticket.
    AttachmentId,
    /// One merge of two tickets.
    JoinId,
    /// One split of a ticket.
    SplitId,
    /// One complaint to a body outside the house.
    ExternalId,
    /// One return of a closed ticket.
    ReopeningId,
    /// One corrective action.
    ActionId,
    /// One step of a corrective action.
    ActionStepId,
    /// One line of the duty log.
    DutyLineId,
    /// One handover sheet.
    HandoverId,
    /// One line of a handover sheet.
    HandoverItemId,
    /// One word of a guest on being contacted.
    ConsentId,
    /// One event for members.
    EventId,
    /// One invite to an event.
    InviteId,
    /// One referral of a guest by another.
    ReferralId,
    /// One act of erasure.
    ErasureId,
    /// One legal hold on a guest's record.
    HoldId,
    /// One request of a guest on their own data.
    RightsRequestId,
    /// A guest's word on one purpose.
    PurposeConsentId,
    /// One run of the retention rules.
    RetentionRunId,
    /// One breach report or impact assessment.
    PaperId,
    /// Anything a history row may be about.
    RecordId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_request_makes_the_same_id_and_another_ordinal_another() {
        let at = Instant::from_ms(1_784_000_000_000);
        let first = RawId::derive(at, b"A-17", 0);
        assert_eq!(first, RawId::derive(at, b"A-17", 0), "a retried write must make the same id");
        assert_ne!(first, RawId::derive(at, b"A-17", 1), "two records of one write need two ids");
        assert_eq!(first.to_string().parse(), Ok(first), "an id survives the wire");
        assert_eq!(first.to_string().as_bytes()[14], b'7', "the shape is UUIDv7");
    }

    #[test]
    fn bulk_ids_sort_in_the_order_they_were_given() {
        let at = Instant::from_ms(1_784_000_000_000);
        let cases = [0u64, 1, 255, 256, 65_535, 65_536, 1 << 24, 1 << 36, (1 << 44) - 1];
        for pair in cases.windows(2) {
            let (low, high) = (RawId::in_order(at, [9, 9, 1, 1], pair[0]), RawId::in_order(at, [9, 9, 1, 1], pair[1]));
            assert!(low < high, "{} must sort before {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn text_that_is_no_id_is_refused() {
        for text in ["", "abc", "0199", "zz000000-0000-7000-8000-000000000000", "００"] {
            assert_eq!(text.parse::<RawId>(), Err(NotAnId), "{text:?} is no id");
        }
    }
}
