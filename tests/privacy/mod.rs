//! What a guest may ask of the house, and what the house does by itself: erased words looked for in every byte, copies, consents,
//! retention.

pub mod cards;
mod columns;
mod copies;
mod disk;
mod erasing;
mod planted;
mod reads;
mod rights;

pub use planted::confirmed;
