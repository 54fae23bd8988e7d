//! F0: the texts that exports and the command line need, from the same files as the window's (`assets/locales`).
//!
//! Keys are flat; blanks are written `{{name}}`. Absent on purpose: plural rules, which none of these texts needs.

use std::{collections::HashMap, sync::OnceLock};

use crate::stored_words;

stored_words! {
    /// A language of the house.
    pub enum Locale {
        /// 简体中文: the language everything is written in first.
        ZhCn = "zh-CN",
        /// English.
        En = "en",
        /// 繁體中文
        ZhTw = "zh-TW",
    }
}

impl Locale {
    /// Returns the language that a POSIX locale name or a BCP 47 tag asks for: `zh_TW.UTF-8`, `en-GB`. Chinese where it
    /// names none of ours.
    pub fn of(name: &str) -> Self {
        let name = name.to_ascii_lowercase().replace('_', "-");
        let traditional = ["zh-tw", "zh-hk", "zh-mo", "zh-hant"];
        if name.starts_with("en") {
            Self::En
        } else if traditional.iter().any(|tag| name.starts_with(tag)) {
            Self::ZhTw
        } else {
            Self::ZhCn
        }
    }
}

/// Returns the text of `key` with its blanks filled, or `None` where no text has that key.
///
/// A blank that `args` does not name stays as it is written.
pub fn text_of(locale: Locale, key: &str, args: &[(&str, &str)]) -> Option<String> {
    let text = texts(locale).get(key)?;
    Some(args.iter().fold(text.clone(), |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value)))
}

/// Returns the text of `key` with its blanks filled, or the key itself where no text has it.
pub fn text(locale: Locale, key: &str, args: &[(&str, &str)]) -> String {
    text_of(locale, key, args).unwrap_or_else(|| key.to_owned())
}

/// Returns what a refusal or failure of this code says, and why or what to do; `None` for a code without a sentence.
pub fn fault(locale: Locale, code: &str, args: &[(&str, &str)]) -> Option<(String, String)> {
    let what = text_of(locale, &format!("fault.{code}.what"), args)?;
    Some((what, text_of(locale, &format!("fault.{code}.why"), args)?))
}

fn texts(locale: Locale) -> &'static HashMap<String, String> {
    static TEXTS: [OnceLock<HashMap<String, String>>; 3] = [OnceLock::new(), OnceLock::new(), OnceLock::new()];
    let (slot, source) = match locale {
        Locale::ZhCn => (&TEXTS[0], include_str!("../../../assets/locales/zh-CN.json")),
        Locale::En => (&TEXTS[1], include_str!("../../../assets/locales/en.json")),
        Locale::ZhTw => (&TEXTS[2], include_str!("../../../assets/locales/zh-TW.json")),
    };
    slot.get_or_init(|| serde_json::from_str(source).expect("a test holds that the locale files are flat objects of texts"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_its_texts_and_fills_their_blanks() {
        for locale in Locale::ALL {
            let said = text(*locale, "fault.passphrase_too_short.why", &[("min", "8")]);
            assert!(said.contains('8') && !said.contains("{{"), "{locale}: {said}");
        }
        assert_eq!(text(Locale::En, "op.find_guests", &[]), "Search guests");
        assert_eq!(text(Locale::En, "core.never_heard_of", &[]), "core.never_heard_of", "a key without a text shows itself");
    }

    #[test]
    fn the_machine_names_its_language_in_many_ways() {
        let cases = [
            ("zh_TW.UTF-8", Locale::ZhTw),
            ("zh-Hant-HK", Locale::ZhTw),
            ("en_GB.UTF-8", Locale::En),
            ("zh_CN.UTF-8", Locale::ZhCn),
            ("C", Locale::ZhCn),
            ("", Locale::ZhCn),
        ];
        for (name, expected) in cases {
            assert_eq!(Locale::of(name), expected, "{name:?}");
        }
    }
}
