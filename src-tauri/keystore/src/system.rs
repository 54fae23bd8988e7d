//! The store of the machine that this runs on: Secret Service, Keychain or Credential Manager.

use keyring_core::{Entry, Error, api::CredentialStoreApi as _};
use zeroize::Zeroizing;

use crate::{KeyStore, StoreFault};

/// Under which a store files what this program keeps there; the program's identifier.
const SERVICE: &str = "app.lobby.desk";

/// The key store of the operating system, asked anew each time.
pub struct System;

impl KeyStore for System {
    fn keep(&self, name: &str, secret: &[u8]) -> Result<(), StoreFault> {
        entry(name)?.set_secret(secret).map_err(fault)
    }

    fn find(&self, name: &str) -> Result<Zeroizing<Vec<u8>>, StoreFault> {
        shut(name)?;
        entry(name)?.get_secret().map(Zeroizing::new).map_err(fault)
    }

    fn forget(&self, name: &str) -> Result<(), StoreFault> {
        shut(name)?;
        entry(name)?.delete_credential().map_err(fault)
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn entry(name: &str) -> Result<Entry, StoreFault> {
    let store = zbus_secret_service_keyring_store::Store::new().map_err(|_| StoreFault::Absent)?;
    let modifiers = std::collections::HashMap::from([("label", "Lobby")]);
    store.build(SERVICE, name, Some(&modifiers)).map_err(fault)
}

#[cfg(target_os = "macos")]
fn entry(name: &str) -> Result<Entry, StoreFault> {
    let store = apple_native_keyring_store::keychain::Store::new().map_err(|_| StoreFault::Absent)?;
    store.build(SERVICE, name, None).map_err(fault)
}

#[cfg(windows)]
fn entry(name: &str) -> Result<Entry, StoreFault> {
    let store = windows_native_keyring_store::Store::new().map_err(|_| StoreFault::Absent)?;
    // At this machine: it must not wander to others of the same domain with the account.
    let modifiers = std::collections::HashMap::from([("persistence", "Local")]);
    store.build(SERVICE, name, Some(&modifiers)).map_err(fault)
}

/// Checks that what is kept under this name lies open. The library would have the desktop ask for the store's own password and
/// wait for the answer; somebody who is asked for a password anyway is asked for one that they know.
///
/// Errors: [`StoreFault::Locked`], [`StoreFault::NoSecret`], [`StoreFault::Absent`].
///
/// Source: Secret Service API 0.2, `org.freedesktop.Secret.Service.SearchItems`.
#[cfg(all(unix, not(target_os = "macos")))]
fn shut(name: &str) -> Result<(), StoreFault> {
    use zbus::{blocking::Connection, zvariant::OwnedObjectPath};
    let bus = Connection::session().map_err(|_| StoreFault::Absent)?;
    let wanted = std::collections::HashMap::from([("service", SERVICE), ("username", name)]);
    let (service, path, interface) = ("org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service");
    let answer = bus.call_method(Some(service), path, Some(interface), "SearchItems", &(wanted,));
    let answer = answer.map_err(|_| StoreFault::Absent)?;
    let (open, locked): (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) =
        answer.body().deserialize().map_err(|_| StoreFault::Failed)?;
    match (open.is_empty(), locked.is_empty()) {
        (true, true) => Err(StoreFault::NoSecret),
        (true, false) => Err(StoreFault::Locked),
        (false, _) => Ok(()),
    }
}

/// The other systems open a store with the sign-in, or say themselves that it is shut.
#[cfg(not(all(unix, not(target_os = "macos"))))]
fn shut(_name: &str) -> Result<(), StoreFault> {
    Ok(())
}

/// What a store said is not passed on: some errors hold the bytes that were asked for.
fn fault(error: Error) -> StoreFault {
    match error {
        Error::NoEntry => StoreFault::NoSecret,
        Error::NoStorageAccess(_) => StoreFault::Locked,
        Error::NoDefaultStore => StoreFault::Absent,
        Error::BadEncoding(bytes) | Error::BadDataFormat(bytes, _) => {
            drop(Zeroizing::new(bytes));
            StoreFault::Failed
        }
        _ => StoreFault::Failed,
    }
}
