//! F0: the words everything else is written in. Knows no table and no rule of a domain.

pub mod contact;
pub mod document;
pub mod entropy;
pub mod error;
pub mod files;
pub mod html;
pub mod ids;
pub mod lunar;
pub mod money;
pub mod points;
pub mod request;
pub mod role;
pub mod text;
pub mod time;
