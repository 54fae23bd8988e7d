//! Phones and mail addresses: kept as written, compared in a normal form, shown masked.

use crate::stored_words;

stored_words! {
    /// How a guest can be reached.
    pub enum ContactKind {
        /// 手机 or 座机
        Phone = "phone",
        /// 电子邮件
        Email = "email",
        /// 微信
        Wechat = "wechat",
    }
}

/// Digits shown of a masked phone, at its end.
pub const TAIL_SHOWN: usize = 4;
/// Digits of a mobile number of the mainland, which begins with 1.
const MAINLAND_MOBILE: usize = 11;

/// Returns the digits of a phone (full-width ones folded, an extension after 转/ext/x cut), with a leading `+` kept.
///
/// `None` where fewer than 5 digits remain or a letter stands among them: `138O0138000` has a letter O, which no cleaner may guess.
pub fn normal_phone(text: &str) -> Option<String> {
    let mut normal = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        match letter {
            '0'..='9' => normal.push(letter),
            '０'..='９' => normal.push(char::from_digit(letter as u32 - '０' as u32, 10)?),
            '+' | '＋' if normal.is_empty() => normal.push('+'),
            ' ' | '-' | '(' | ')' | '.' | '/' | '\u{3000}' | '（' | '）' | '－' | '\u{a0}' => {}
            '转' | '轉' | 'x' | 'X' | ',' | ';' | '#' => break,
            'e' | 'E' if normal.len() > 5 => break,
            _ => return None,
        }
    }
    (normal.bytes().filter(u8::is_ascii_digit).count() >= 5).then_some(normal)
}

/// Returns a mail address in the form that is compared: trimmed and lower case.
pub fn normal_email(text: &str) -> Option<String> {
    let text = text.trim();
    let (local, domain) = text.rsplit_once('@')?;
    let fits = !local.is_empty() && domain.contains('.') && !text.chars().any(char::is_whitespace);
    fits.then(|| text.to_lowercase())
}

/// Returns the form of `value` that is compared and indexed, or `None` where it cannot be such a contact.
pub fn normal(kind: ContactKind, value: &str) -> Option<String> {
    match kind {
        ContactKind::Phone => normal_phone(value),
        ContactKind::Email => normal_email(value),
        ContactKind::Wechat => Some(value.trim().to_lowercase()).filter(|value| !value.is_empty()),
    }
}

/// Returns the contact as lists show it: `138 •••• 8812`, `w•••@example.com`, `w•••••g`.
pub fn masked(kind: ContactKind, value: &str) -> String {
    match kind {
        ContactKind::Phone => masked_phone(value),
        ContactKind::Email => match value.rsplit_once('@') {
            Some((local, domain)) => format!("{}•••@{domain}", local.chars().next().unwrap_or('•')),
            None => "•••".to_owned(),
        },
        ContactKind::Wechat => {
            let (first, last) = (value.chars().next().unwrap_or('•'), value.chars().last().unwrap_or('•'));
            format!("{first}•••••{last}")
        }
    }
}

fn masked_phone(value: &str) -> String {
    let normal = normal_phone(value).unwrap_or_default();
    let digits: Vec<char> = normal.chars().filter(char::is_ascii_digit).collect();
    if digits.len() <= TAIL_SHOWN {
        return "•••• ".trim_end().to_owned();
    }
    let tail: String = digits[digits.len() - TAIL_SHOWN..].iter().collect();
    format!("{} •••• {tail}", head_of(normal.starts_with('+'), &digits)).trim_start().to_owned()
}

/// Returns what stands before the dots: three digits of a mainland mobile, the calling code of a number from abroad.
fn head_of(abroad: bool, digits: &[char]) -> String {
    let head = |from: usize, to: usize| digits[from..to].iter().collect::<String>();
    match (abroad, digits) {
        (true, ['8', '6', '1', ..]) if digits.len() == MAINLAND_MOBILE + 2 => head(2, 5),
        (true, _) => format!("+{}", head(0, calling_code_digits(digits))),
        (false, _) if digits.len() >= MAINLAND_MOBILE => head(0, 3),
        (false, _) => String::new(),
    }
}

/// How many digits of an international number are its calling code. Source: ITU-T E.164, list of assigned country codes.
fn calling_code_digits(digits: &[char]) -> usize {
    match digits {
        ['1' | '7', ..] => 1,
        ['2', '0' | '7', ..]
        | ['3', '0'..='4' | '6' | '9', ..]
        | ['4', '0' | '1' | '3'..='9', ..]
        | ['5', '1'..='8', ..]
        | ['6', '0'..='6', ..]
        | ['8', '1' | '2' | '4' | '6', ..]
        | ['9', '0'..='5' | '8', ..] => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_compared_by_their_digits_and_never_guessed() {
        let cases = [
            ("138 1234 8812", Some("13812348812")),
            ("＋８６ 138-1234-8812", Some("+8613812348812")),
            ("021-6321 8812 转 801", Some("02163218812")),
            ("138O0138000", None), // a letter O
            ("110", None),
        ];
        for (text, expected) in cases {
            assert_eq!(normal_phone(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_mask_shows_the_tail_and_nothing_that_would_complete_it() {
        let cases = [
            (ContactKind::Phone, "13812348812", "138 •••• 8812"),
            (ContactKind::Phone, "63218812", "•••• 8812"),
            // The same number written for callers from abroad is the same to whoever reads it.
            (ContactKind::Phone, "+86 138 1234 8812", "138 •••• 8812"),
            (ContactKind::Phone, "＋８６ 138-1234-8812", "138 •••• 8812"),
            (ContactKind::Phone, "+49 151 4241 0905", "+49 •••• 0905"),
            (ContactKind::Phone, "+852 9123 1408", "+852 •••• 1408"),
            (ContactKind::Phone, "+1 202 555 0126", "+1 •••• 0126"),
            (ContactKind::Email, "wang@example.com", "w•••@example.com"),
            (ContactKind::Wechat, "wjg_1974", "w•••••4"),
        ];
        for (kind, value, expected) in cases {
            assert_eq!(masked(kind, value), expected);
        }
    }
}
