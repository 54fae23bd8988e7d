//! What a flow asks of history: which tasks were written at one go with a wish.

use crate::{
    base::{
        error::Result,
        ids::{PlanTaskId, PreferenceId},
    },
    db::Db,
};

/// Returns the tasks that the write which took this wish down wrote for it, whether or not they still stand.
pub fn tasks_of_wish(db: &Db, wish: PreferenceId) -> Result<Vec<PlanTaskId>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/tasks_of_wish.sql"))?;
    let rows = rows.query_map([wish], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
