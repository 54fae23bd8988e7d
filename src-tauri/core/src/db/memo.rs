//! What a text of the file was read as last, so that the same text is not read again at each write.

use std::{any::Any, cell::RefCell};

/// One text and what it was read as. It is known by the whole text, so nothing that changes the file can make it wrong.
#[derive(Default)]
pub struct Memo(RefCell<Option<(String, Box<dyn Any + Send>)>>);

impl Memo {
    /// Returns what `read` makes of `text`, or what it made of the same text the last time; none where it makes nothing of it.
    pub fn of<T: Clone + Send + 'static>(&self, text: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        if let Some(known) = self.known(text) {
            return Some(known);
        }
        let made = read(text)?;
        *self.0.borrow_mut() = Some((text.to_owned(), Box::new(made.clone())));
        Some(made)
    }

    fn known<T: Clone + 'static>(&self, text: &str) -> Option<T> {
        let last = self.0.borrow();
        let (_, made) = last.as_ref().filter(|(known, _)| known == text)?;
        made.downcast_ref::<T>().cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_is_read_once_and_another_again() {
        let memo = Memo::default();
        let read = |text: &str| memo.of(text, |text| text.parse::<u32>().ok());
        assert_eq!(read("7"), Some(7));
        assert_eq!(memo.of("7", |_| None::<u32>), Some(7), "it was read already");
        assert_eq!(read("8"), Some(8), "another text");
        assert_eq!(memo.of("7", |_| None::<u32>), None, "only the last is known");
        assert_eq!(read("words"), None);
        assert_eq!(memo.of("8", |_| Some("eight")), Some("eight"), "another thing is read out of it");
    }
}
