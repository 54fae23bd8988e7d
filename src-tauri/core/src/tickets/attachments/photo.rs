//! What a file is, and what of it is kept: nothing that says where a photo was taken.
//!
//! Position lies in the GPS directory of Exif (tag 0x8825 of the first directory of a TIFF block, whatever the container), or in
//! XMP. The first is blanked in place, so that the photo keeps its turn and its bytes their order; the second is refused.
//! Source: CIPA DC-008 (Exif 2.32), 4.6.3 and 4.6.6; ISO 16684-1 (XMP).

use super::{AttachmentKind, AttachmentRefusal, BYTES_MAX};

/// Where a photo's first directory points at its GPS directory.
const GPS_TAG: u16 = 0x8825;
/// Entries that a directory has at most before it is taken for something else.
const ENTRIES_MAX: u16 = 200;
/// Words of XMP that say where.
const WHERE_IN_XMP: [&[u8]; 2] = [b"GPSLatitude", b"GPSLongitude"];
/// Brands of HEIF that carry HEVC pictures.
const HEIC_BRANDS: [&[u8]; 6] = [b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"];

/// A file as it is kept.
#[derive(Debug)]
pub(crate) struct Kept {
    pub kind: AttachmentKind,
    pub bytes: Vec<u8>,
    pub blanked: bool,
}

/// Returns what of `bytes` is kept.
///
/// Errors: [`AttachmentRefusal`] but for too many.
pub(crate) fn kept(bytes: &[u8]) -> Result<Kept, AttachmentRefusal> {
    if bytes.len() > BYTES_MAX {
        return Err(AttachmentRefusal::TooLarge);
    }
    let kind = kind_of(bytes).ok_or(AttachmentRefusal::UnknownKind)?;
    let mut bytes = bytes.to_vec();
    if kind == AttachmentKind::Pdf {
        return Ok(Kept { kind, bytes, blanked: false });
    }
    let blanked = blank(&mut bytes);
    if WHERE_IN_XMP.iter().any(|word| bytes.windows(word.len()).any(|window| window == *word)) {
        return Err(AttachmentRefusal::SaysWhere);
    }
    Ok(Kept { kind, bytes, blanked })
}

/// Returns what a file is by its first bytes; none where it is something else.
fn kind_of(bytes: &[u8]) -> Option<AttachmentKind> {
    let at = |from: usize, wanted: &[u8]| bytes.get(from..from + wanted.len()) == Some(wanted);
    if at(0, &[0xff, 0xd8, 0xff]) {
        Some(AttachmentKind::Jpeg)
    } else if at(0, b"\x89PNG\r\n\x1a\n") {
        Some(AttachmentKind::Png)
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Some(AttachmentKind::Webp)
    } else if at(4, b"ftyp") && HEIC_BRANDS.iter().any(|brand| at(8, brand)) {
        Some(AttachmentKind::Heic)
    } else if at(0, b"%PDF-") {
        Some(AttachmentKind::Pdf)
    } else {
        None
    }
}

/// Blanks every GPS directory; returns whether there was one.
fn blank(bytes: &mut [u8]) -> bool {
    let starts: Vec<(usize, bool)> = bytes
        .windows(4)
        .enumerate()
        .filter_map(|(at, four)| match four {
            b"II*\0" => Some((at, true)),
            b"MM\0*" => Some((at, false)),
            _ => None,
        })
        .collect();
    // Not `any`: every block is blanked, a thumbnail's beside the photo's.
    starts.into_iter().fold(false, |blanked, (at, little)| blank_block(&mut bytes[at..], little).is_some() || blanked)
}

/// Blanks the GPS directory of one TIFF block; none where it has none.
fn blank_block(block: &mut [u8], little: bool) -> Option<()> {
    let short = |block: &[u8], at: usize| {
        let two: [u8; 2] = block.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let long = |block: &[u8], at: usize| {
        let four: [u8; 4] = block.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) }).ok()
    };
    let first = long(block, 4)?;
    let entries = short(block, first).filter(|entries| *entries <= ENTRIES_MAX)?;
    let entry = (0..usize::from(entries)).map(|nth| first + 2 + nth * 12).find(|at| short(block, *at) == Some(GPS_TAG))?;
    let gps = long(block, entry + 8)?;
    let held = short(block, gps).filter(|held| *held <= ENTRIES_MAX)?;
    for nth in 0..usize::from(held) {
        let at = gps + 2 + nth * 12;
        let (kind, count, value) = (short(block, at + 2)?, long(block, at + 4)?, long(block, at + 8)?);
        let length = count.saturating_mul(width(kind));
        // Longer values lie elsewhere; the entry says where.
        if length > 4 {
            let end = value.saturating_add(length).min(block.len());
            if let Some(value) = block.get_mut(value..end) {
                value.fill(0);
            }
        }
        block.get_mut(at..at + 12)?.fill(0);
    }
    block.get_mut(gps..gps + 2)?.fill(0);
    Some(())
}

/// Bytes of one value of a TIFF type.
fn width(kind: u16) -> usize {
    match kind {
        3 | 8 => 2,
        4 | 9 | 11 => 4,
        5 | 10 | 12 => 8,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a TIFF block: a first directory of orientation and GPS, a GPS directory with a latitude.
    fn block(little: bool) -> Vec<u8> {
        let short = |value: u16| if little { value.to_le_bytes() } else { value.to_be_bytes() };
        let long = |value: u32| if little { value.to_le_bytes() } else { value.to_be_bytes() };
        let mut block = if little { b"II*\0".to_vec() } else { b"MM\0*".to_vec() };
        block.extend(long(8));
        block.extend(short(2));
        for (tag, kind, count, value) in [(0x0112u16, 3u16, 1u32, 6u32), (GPS_TAG, 4, 1, 38)] {
            block.extend([&short(tag)[..], &short(kind), &long(count), &long(value)].concat());
        }
        block.extend(long(0));
        block.extend(short(1));
        block.extend([&short(2)[..], &short(5), &long(3), &long(56)].concat());
        block.extend(long(0));
        block.extend(b"30.2936N 120.1614E 12345");
        block
    }

    fn jpeg(little: bool) -> Vec<u8> {
        let exif = [b"Exif\0\0".to_vec(), block(little)].concat();
        let length = u16::try_from(exif.len() + 2).expect("a short block");
        [&[0xff, 0xd8, 0xff, 0xe1][..], &length.to_be_bytes(), &exif, &[0xff, 0xd9]].concat()
    }

    fn holds(bytes: &[u8], words: &[u8]) -> bool {
        bytes.windows(words.len()).any(|window| window == words)
    }

    #[test]
    fn where_a_photo_was_taken_is_blanked_and_its_turn_stays() {
        for little in [true, false] {
            let photo = jpeg(little);
            assert!(holds(&photo, b"30.2936N"));
            let kept = kept(&photo).expect("a photo is kept");
            assert!(kept.blanked && kept.kind == AttachmentKind::Jpeg);
            assert!(!holds(&kept.bytes, b"30.2936N"), "the position is gone");
            assert_eq!(kept.bytes.len(), photo.len(), "nothing moves");
            assert_eq!(kept.bytes[..30], photo[..30], "the turn of the photo stays");
        }
    }

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        let heic = [&[0, 0, 0, 24][..], b"ftypheic\0\0\0\0"].concat();
        let known: [(&[u8], AttachmentKind); 4] = [
            (b"\x89PNG\r\n\x1a\n....", AttachmentKind::Png),
            (b"RIFF\0\0\0\0WEBPVP8 ", AttachmentKind::Webp),
            (&heic, AttachmentKind::Heic),
            (b"%PDF-1.7\n", AttachmentKind::Pdf),
        ];
        for (bytes, kind) in known {
            assert_eq!(kept(bytes).expect("kept").kind, kind);
        }
        for other in [&b""[..], b"MZ\x90\0", b"GIF89a", b"<svg onload=x>", b"PK\x03\x04"] {
            assert_eq!(kept(other).expect_err("not kept"), AttachmentRefusal::UnknownKind);
        }
    }

    #[test]
    fn what_says_where_in_words_and_what_is_too_large_is_refused() {
        let xmp = [&[0xff, 0xd8, 0xff, 0xe1, 0, 40][..], b"<x exif:GPSLatitude=\"30,17.6N\"/>"].concat();
        assert_eq!(kept(&xmp).expect_err("refused"), AttachmentRefusal::SaysWhere);
        let mut large = jpeg(true);
        large.resize(BYTES_MAX, 0);
        assert!(kept(&large).is_ok());
        large.push(0);
        assert_eq!(kept(&large).expect_err("refused"), AttachmentRefusal::TooLarge);
    }

    #[test]
    fn a_block_that_lies_breaks_nothing() {
        let photo = jpeg(true);
        for at in 12..photo.len() {
            for value in [0, 1, 0x7f, 0xff] {
                let mut broken = photo.clone();
                broken[at] = value;
                assert!(kept(&broken).is_ok_and(|kept| kept.bytes.len() == photo.len()));
            }
        }
    }
}
