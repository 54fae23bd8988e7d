//! The one context of every command: which file, who acts, when. The file is opened and the person signed in when a
//! command first asks for them.
//!
//! No window's hold is taken: a command works beside an open window, in transactions of its own.

use std::{
    cell::OnceCell,
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::DateTime;
use clap::Args;
use lobby_core::{
    audit::{chain::Whole, op::Op},
    base::{
        error::{Refusal as _, Result},
        request::{Request, RequestKey},
        role::{Confirmed, Session},
        time::{BusinessDate, Instant},
    },
    db::{Db, Done, Store, Tx},
    export,
    i18n::{self, Locale},
    open, staff,
};
use lobby_keystore::{KeyStore, Opened, StoreFault, System};
use secrecy::{ExposeSecret, SecretString};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    machine,
    stop::{Outcome, Stop},
};

/// Options that every command takes.
#[derive(Debug, Args)]
pub(crate) struct Globals {
    /// The hotel file; the window's own where none is named
    #[arg(long, global = true, env = "LOBBY_FILE", value_name = "PATH")]
    file: Option<PathBuf>,
    /// Who acts: the name they sign in with
    #[arg(long, global = true, env = "LOBBY_USER", value_name = "NAME")]
    user: Option<String>,
    /// A file that holds the PIN; else LOBBY_PIN, else it is asked for
    #[arg(long, global = true, value_name = "PATH")]
    pin_file: Option<PathBuf>,
    /// A file that holds the passphrase; else LOBBY_PASSPHRASE, else it is asked for. A practice hotel needs none
    #[arg(long, global = true, value_name = "PATH")]
    passphrase_file: Option<PathBuf>,
    /// Practice hotels only: when this happens (RFC 3339)
    #[arg(long, global = true, value_name = "INSTANT", value_parser = instant)]
    at: Option<Instant>,
    /// Names what is wanted: the same key again answers the same and changes nothing
    #[arg(long, global = true, value_name = "REQUEST_KEY", value_parser = request_key)]
    key: Option<RequestKey>,
    /// One JSON document on standard output
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

/// Returns the instant that RFC 3339 text writes.
pub(crate) fn instant(text: &str) -> std::result::Result<Instant, String> {
    let at = DateTime::parse_from_rfc3339(text).map_err(|error| error.to_string())?;
    Ok(Instant::from_ms(at.timestamp_millis()))
}

fn request_key(text: &str) -> std::result::Result<RequestKey, String> {
    RequestKey::new(text).ok_or_else(|| "1 to 80 printable ASCII signs without a space".to_owned())
}

/// Who works on which file, and when.
pub(crate) struct Desk {
    globals: Globals,
    locale: Locale,
    store: OnceCell<Store>,
    session: OnceCell<Session>,
}

/// What a read may know beside the file.
pub(crate) struct Reading<'d> {
    /// The hotel's day.
    pub(crate) today: BusinessDate,
    /// Who asks.
    pub(crate) session: &'d Session,
}

impl Desk {
    pub(crate) fn new(globals: Globals, locale: Locale) -> Self {
        Self { globals, locale, store: OnceCell::new(), session: OnceCell::new() }
    }

    /// Returns whether programs read the answer.
    pub(crate) fn as_json(&self) -> bool {
        self.globals.json
    }

    /// Returns the text of `key`; for people only.
    pub(crate) fn text(&self, key: &str, args: &[(&str, &str)]) -> String {
        i18n::text(self.locale, key, args)
    }

    /// Returns the language that people read.
    pub(crate) fn locale(&self) -> Locale {
        self.locale
    }

    /// Returns the language that people read, as HTML names it.
    pub(crate) fn language(&self) -> &'static str {
        self.locale.word()
    }

    /// Returns the path of the hotel file: the one that was named, or the window's own.
    ///
    /// Errors: usage, where there is none.
    pub(crate) fn file(&self) -> Outcome<PathBuf> {
        self.globals.file.clone().map_or_else(machine::windows_file, Ok)
    }

    /// Returns the open hotel file.
    ///
    /// Errors: exit 3, where it cannot be opened.
    pub(crate) fn store(&self) -> Outcome<&Store> {
        if let Some(store) = self.store.get() {
            return Ok(store);
        }
        let store = self.opened(&self.file()?)?;
        if self.globals.at.is_some() && !store.hotel().practice {
            return Err(Stop::refused("practice_only", &[("option", "--at")]));
        }
        Ok(self.store.get_or_init(|| store))
    }

    /// Returns the file at `path`, opened: a practice hotel's by itself, another with the passphrase that is given, by the
    /// machine's key store where that was turned on, or with the passphrase that somebody types.
    ///
    /// Errors: exit 3, where it cannot be opened; usage, where nobody gives the passphrase.
    pub(crate) fn opened(&self, path: &Path) -> Outcome<Store> {
        if let (None, Some(key_store)) = (self.secret_at_hand(path)?, self.key_store()) {
            match lobby_keystore::opened(path, &key_store).map_err(|error| Stop::not_opened(&error))? {
                Opened::Open(store) => return Ok(*store),
                Opened::AskPassphrase(Some(why)) => self.say_why(why)?,
                Opened::AskPassphrase(None) => {}
            }
        }
        let secret = self.passphrase_of(path)?;
        open::open(path, &secret).map_err(|error| Stop::not_opened(&error))
    }

    /// Says why the key store did not open the file, before somebody is asked for the passphrase.
    ///
    /// Errors: usage, with the reason, where nobody can be asked.
    fn say_why(&self, why: StoreFault) -> Outcome<()> {
        if !machine::can_ask() {
            return Err(Stop::usage("passphrase_missing", &[("key_store", why.code())]));
        }
        if let Some((what, why)) = i18n::fault(self.locale, why.code(), &[]) {
            eprintln!("{what} {why}");
        }
        Ok(())
    }

    /// Returns the machine's key store, where it may be asked: never beside a passphrase in the environment.
    pub(crate) fn key_store(&self) -> Option<Arc<dyn KeyStore>> {
        let given = std::env::var_os(PASSPHRASE_VARIABLE).is_some_and(|text| !text.is_empty());
        (!given).then(|| Arc::new(System) as Arc<dyn KeyStore>)
    }

    /// Returns what opens the file at `path`.
    ///
    /// Errors: exit 3, where there is no such file; usage, where nobody gives the passphrase.
    pub(crate) fn passphrase_of(&self, path: &Path) -> Outcome<SecretString> {
        match self.secret_at_hand(path)? {
            Some(secret) => Ok(secret),
            None => self.new_passphrase(),
        }
    }

    /// Returns what opens the file at `path` without asking anybody: what was given, or a practice hotel's passphrase.
    ///
    /// Errors: exit 3, where there is no such file.
    fn secret_at_hand(&self, path: &Path) -> Outcome<Option<SecretString>> {
        if !path.is_file() {
            return Err(Stop::not_opened(&lobby_core::db::file::FileRefusal::NoFile.into()));
        }
        let given = machine::given_secret(self.globals.passphrase_file.as_deref(), PASSPHRASE_VARIABLE)?;
        Ok(given.or_else(|| open::passphrase_known(path)))
    }

    /// Returns the passphrase for a new file.
    ///
    /// Errors: usage, where nobody gives one.
    pub(crate) fn new_passphrase(&self) -> Outcome<SecretString> {
        let file = self.globals.passphrase_file.as_deref();
        machine::secret(file, PASSPHRASE_VARIABLE, "core.ask.passphrase", "passphrase_missing")
    }

    /// Returns the PIN that is given by file, environment or terminal.
    ///
    /// Errors: usage, where nobody gives one.
    pub(crate) fn pin(&self) -> Outcome<SecretString> {
        machine::secret(self.globals.pin_file.as_deref(), PIN_VARIABLE, "core.ask.pin", "pin_missing")
    }

    /// Returns the PIN where one was given or somebody can be asked for it.
    ///
    /// Errors: its file cannot be read.
    pub(crate) fn pin_where_given(&self) -> Outcome<Option<SecretString>> {
        match machine::given_secret(self.globals.pin_file.as_deref(), PIN_VARIABLE)? {
            None if machine::can_ask() => self.pin().map(Some),
            given => Ok(given),
        }
    }

    /// Returns who acts, signed in with their PIN.
    ///
    /// Errors: usage, where nobody is named; `not_found`, `wrong_pin`, `pin_too_soon`, `no_pin`.
    pub(crate) fn session(&self) -> Outcome<&Session> {
        if let Some(session) = self.session.get() {
            return Ok(session);
        }
        let store = self.store()?;
        let user = self.user()?;
        // A wrong PIN's wait is counted on the machine's clock, so that `--at` is no way around it.
        let session = staff::sign_in(store, user, self.pin()?.expose_secret(), machine::now())?;
        // The PIN is given with every command, at whatever instant the command happens.
        let session = Session { pin_at: self.at()?, ..session };
        Ok(self.session.get_or_init(|| session))
    }

    /// Returns the proof that `sign_in` confirms at this desk, by the PIN of `file`, LOBBY_SECOND_PIN or the terminal.
    ///
    /// Errors: usage, where nobody gives it; those of [`staff::confirm`].
    pub(crate) fn second(&self, sign_in: &str, file: Option<&Path>) -> Outcome<Confirmed> {
        let pin = machine::secret(file, SECOND_PIN_VARIABLE, "core.ask.second_pin", "second_pin_missing")?;
        Ok(staff::confirm(self.store()?, sign_in, pin.expose_secret(), machine::now())?)
    }

    /// Returns the proof that who acts gave their PIN once more.
    ///
    /// Errors: those of [`Desk::session`].
    pub(crate) fn again(&self) -> Outcome<Confirmed> {
        let user = self.user()?;
        Ok(staff::confirm(self.store()?, user, self.pin()?.expose_secret(), machine::now())?)
    }

    /// Returns the hotel's instant of this command.
    ///
    /// Errors: those of [`Desk::store`].
    pub(crate) fn at(&self) -> Outcome<Instant> {
        let store = self.store()?;
        Ok(self.globals.at.unwrap_or_else(|| store.hotel().now(machine::now())))
    }

    /// Returns the instant that one-time codes are looked at by: the machine's clock, or the one that was given.
    ///
    /// Errors: those of [`Desk::store`].
    pub(crate) fn clock(&self) -> Outcome<Instant> {
        self.store()?;
        Ok(self.globals.at.unwrap_or_else(machine::now))
    }

    /// Returns the name that was given of who acts.
    ///
    /// Errors: usage, where nobody is named.
    pub(crate) fn user(&self) -> Outcome<&str> {
        self.globals.user.as_deref().ok_or_else(|| Stop::usage("user_missing", &[]))
    }

    /// Returns the hotel's day of this command.
    ///
    /// Errors: those of [`Desk::store`].
    pub(crate) fn today(&self) -> Outcome<BusinessDate> {
        Ok(self.store()?.hotel().clock.business_date(self.at()?))
    }

    /// Returns what `read` finds, where the person who acts may do `op`.
    ///
    /// Errors: `not_allowed`, what `read` answers, those of [`Desk::session`].
    pub(crate) fn read<T>(&self, op: Op, read: impl FnOnce(&Db, &Reading<'_>) -> Result<T>) -> Outcome<T> {
        let session = self.session()?;
        let reading = Reading { today: self.today()?, session };
        let answer = self.store()?.read(session, op, |db| read(db, &reading));
        Ok(self.store()?.heard(session, self.at()?, answer)?)
    }

    /// Runs one write of the core; `input` is all that it depends on.
    ///
    /// Errors: `not_allowed`, `key_reused`, what `run` answers, those of [`Desk::session`].
    pub(crate) fn write<I: Serialize, T: Serialize + DeserializeOwned>(
        &self,
        op: Op,
        input: &I,
        run: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Outcome<Done<T>> {
        Ok(self.store()?.write(&self.request()?, op, input, run)?)
    }

    /// Runs one write by which a list of people leaves the house.
    ///
    /// Errors: those of [`Desk::write`], `chain_broken`, `export_blocked`.
    pub(crate) fn take_out<I: Serialize, T: Serialize + DeserializeOwned>(
        &self,
        op: Op,
        input: &I,
        run: impl FnOnce(&mut Tx<'_>, &Whole) -> Result<T>,
    ) -> Outcome<Done<T>> {
        Ok(export::list(self.store()?, &self.request()?, op, input, run)?)
    }

    /// Returns the request of this command: its key is the one that was given, or one of its own.
    ///
    /// Errors: those of [`Desk::session`], no entropy.
    pub(crate) fn request(&self) -> Outcome<Request> {
        let at = self.at()?;
        // The PIN was given with this command, however long its file took to be read.
        let session = Session { pin_at: at, ..self.session()?.clone() };
        Ok(Request { key: self.key()?, at, session, seed: machine::seed()? })
    }

    /// Returns the key of this command's request.
    ///
    /// Errors: no entropy.
    pub(crate) fn key(&self) -> Outcome<RequestKey> {
        if let Some(key) = &self.globals.key {
            return Ok(key.clone());
        }
        let made: String = machine::salt()?.iter().map(|byte| format!("{byte:02x}")).collect();
        RequestKey::new(format!("ctl-{made}")).ok_or_else(|| Stop::refused("failed", &[("act", "key")]))
    }
}

/// Opens the file, and keeps the machine's key store out of it.
const PASSPHRASE_VARIABLE: &str = "LOBBY_PASSPHRASE";
/// The PIN of who confirms at the same desk.
const SECOND_PIN_VARIABLE: &str = "LOBBY_SECOND_PIN";
/// The PIN of who acts.
const PIN_VARIABLE: &str = "LOBBY_PIN";
