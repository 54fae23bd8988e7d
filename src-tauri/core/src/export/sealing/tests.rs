use std::io::{Read as _, Write as _};

use super::*;

/// A pair that `age-keygen` made, from the format's own examples.
const SECRET: &str = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";
const PUBLIC: &str = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";
const PIECE: usize = 64 << 10;

fn identity() -> Identity {
    Identity::parse(&SECRET.to_owned().into()).expect("the format's own example")
}

fn sealed(content: &[u8], seed: u8) -> Vec<u8> {
    let mut out = Sealed::begin(Vec::new(), &identity().recipient(), &mut Entropy::from_seed([seed; 32])).expect("begun");
    out.write_all(content).expect("memory takes it");
    out.finish().expect("finished")
}

fn opened(file: &[u8]) -> std::result::Result<Vec<u8>, String> {
    let mut reader = Opened::begin(file, &identity()).map_err(|error| error.code().to_owned())?;
    let mut content = Vec::new();
    reader.read_to_end(&mut content).map_err(|error| reading_failed(std::path::Path::new("x"), error).code().to_owned())?;
    Ok(content)
}

/// Fails on one write, and takes all others.
struct FailsOnce {
    writes: usize,
    at: usize,
}

impl std::io::Write for FailsOnce {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.writes += 1;
        if self.writes == self.at { Err(std::io::ErrorKind::StorageFull.into()) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_file_of_which_a_piece_was_not_written_is_never_finished() {
    let begin = |at| Sealed::begin(FailsOnce { writes: 0, at }, &identity().recipient(), &mut Entropy::from_seed([1; 32]));
    let whole = begin(usize::MAX).and_then(|mut out| out.write_all(&vec![7; 3 * PIECE]).and_then(|()| out.finish()));
    let writes = whole.expect("control: nothing fails").writes;
    for at in 1..=writes {
        let Ok(mut out) = begin(at) else { continue };
        // As a tar does that is let go: it writes on.
        let written = (0..3).map(|_| out.write_all(&vec![7; PIECE])).filter(Result::is_err).count();
        let finished = out.finish();
        assert!(finished.is_err(), "write {at} of {writes} failed, {written} said so");
    }
}

#[test]
fn keys_are_read_and_written_as_age_keygen_does() {
    assert_eq!(identity().recipient().to_string(), PUBLIC);
    assert_eq!(identity().text().expose_secret(), SECRET);
    let file = format!("# created: 2026-07-14\n# public key: {PUBLIC}\n{SECRET}\n");
    assert_eq!(Identity::parse(&file.into()).expect("a file of age-keygen").recipient().to_string(), PUBLIC);
    let key = Recipient::parse(&format!(" {PUBLIC}\n")).expect("with blanks around it, as it is pasted");
    assert_eq!(key.fingerprint(), hex(&Sha256::digest(PUBLIC.as_bytes())[..16]), "sha256sum of the text says the same");
    let new = Identity::new(&mut Entropy::from_seed([7; 32]));
    assert_eq!(Identity::parse(&new.text()).expect("its own text").recipient(), new.recipient());
}

#[test]
fn a_wrong_key_is_told_apart() {
    let mistyped = PUBLIC.replace("82st", "28st");
    let cases = [
        (SECRET, "seal_key_secret"),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN", "seal_key_other"),
        ("age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t", "seal_key_other"),
        (mistyped.as_str(), "seal_key_bad"),
        (&PUBLIC[..PUBLIC.len() - 1], "seal_key_bad"),
        ("", "seal_key_bad"),
        ("集团公钥", "seal_key_bad"),
    ];
    for (text, expected) in cases {
        assert_eq!(Recipient::parse(text).map_err(|error| error.code()), Err(expected), "{text:?}");
    }
    for text in [PUBLIC, "", "# only a remark", &format!("{SECRET}\n{SECRET}")] {
        assert_eq!(Identity::parse(&text.to_owned().into()).err().map(|error| error.code()), Some("seal_identity_bad"));
    }
}

#[test]
fn what_was_sealed_opens_whatever_its_length() {
    for length in [0, 1, 15, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7] {
        let content: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).expect("below 251")).collect();
        assert_eq!(opened(&sealed(&content, 1)), Ok(content), "{length} bytes");
    }
}

#[test]
fn the_same_entropy_seals_the_same_bytes_and_another_none_alike() {
    let content = b"the same".repeat(9_000);
    assert_eq!(sealed(&content, 3), sealed(&content, 3), "a package is copied out again byte by byte");
    let (one, other) = (sealed(&content, 3), sealed(&content, 4));
    assert_ne!(one[one.len() - 64..], other[other.len() - 64..]);
}

#[test]
fn one_changed_byte_a_cut_and_an_addition_are_found_wherever_they_are() {
    let content = vec![7u8; 2 * PIECE + 100];
    let whole = sealed(&content, 1);
    assert_eq!(opened(&whole).map(|content| content.len()), Ok(content.len()), "the control: unchanged it opens");
    let places = (0..260).chain([300, PIECE, whole.len() / 2, whole.len() - 117, whole.len() - 1]);
    for at in places {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        assert!(opened(&changed).is_err(), "a change at {at}");
    }
    for length in [0, 10, 21, 100, 200, 300, PIECE + 216, 2 * PIECE + 248, whole.len() - 1] {
        assert!(opened(&whole[..length]).is_err(), "cut to {length}");
    }
    assert_eq!(opened(&[whole.as_slice(), b"x"].concat()), Err("sealed_altered".to_owned()), "something put on");
}

#[test]
fn a_file_cut_where_a_piece_ends_is_not_whole() {
    let whole = sealed(&vec![7u8; 2 * PIECE], 1);
    let header = whole.len() - 2 * (PIECE + 16);
    assert_eq!(opened(&whole[..header + PIECE + 16]), Err("sealed_altered".to_owned()), "the first piece is not marked as last");
}

#[test]
fn another_key_opens_nothing_and_another_file_is_none() {
    let other = Identity::new(&mut Entropy::from_seed([9; 32]));
    let code = Opened::begin(sealed(b"secret", 1).as_slice(), &other).map(|_| ()).map_err(|error| error.code());
    assert_eq!(code, Err("sealed_to_other"));
    for text in ["", "PK\u{3}\u{4}", "property_code,guest_key\nH0217,g1\n", "age-encryption.org/v2\n"] {
        assert_eq!(opened(text.as_bytes()), Err("not_sealed".to_owned()), "{text:?}");
    }
}
