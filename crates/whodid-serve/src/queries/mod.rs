//! What is asked for, read from a query string and written back in one form.
//!
//! Input: the query string of an address. Output: an [`Ask`], or a [`Problem`] that names the parameter and says what to do. The
//! [`PARAMETERS`] are told once, for reading, for forms and for the description of the API.

mod ask;
mod forms;
mod parameters;
mod posted;
mod values;
mod view;
mod words;

pub use crate::problem::Problem;
pub use ask::Ask;
pub use forms::{By, Format, Stack, Theme};
pub use parameters::{Group, PARAMETERS, Parameter};
pub(crate) use posted::READ;
pub use posted::{Act, Posted};
pub use view::View;
pub(crate) use words::{modes, names};
