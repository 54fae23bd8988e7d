//! The door between page and shell: how what the page sends becomes what a command takes.
//!
//! Tauri's own door answers an input of the wrong shape with the sentence of its parser, which names our types and repeats what
//! was sent. Ours answers one code, as for every other "no". Each command goes through it by `root = "door"` in its attribute:
//! that word says where the code that is made for a command looks for what it takes.

pub(super) mod ipc {
    pub(crate) use tauri::ipc::{CommandItem, Invoke, private};
    use tauri::{Runtime, ipc::InvokeError};

    use crate::fault::Fault;

    /// Stands where the commands' own code looks for Tauri's trait of this name.
    pub(crate) struct CommandArg;

    impl CommandArg {
        /// Returns one argument of a command, out of what the page sent.
        ///
        /// Errors: `not_understood` where it has not the shape that the command takes.
        pub(crate) fn from_command<'a, R: Runtime, T: tauri::ipc::CommandArg<'a, R>>(
            item: CommandItem<'a, R>,
        ) -> Result<T, InvokeError> {
            T::from_command(item).map_err(|_| InvokeError::from(Fault::refused("not_understood")))
        }
    }
}
