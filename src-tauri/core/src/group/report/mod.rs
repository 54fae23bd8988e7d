//! The group's report: one page of HTML that needs no network, no script and no file beside it. Owns which figures stand on it and how
//! they look; the figures themselves are the group's views.

mod chart;
mod figures;
mod page;

pub use self::{
    figures::{Figures, Hotel, read},
    page::{BEGINS, html},
};
