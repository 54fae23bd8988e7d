//! The frame's facts and today's briefing.

use lobby_core::{
    arrivals::{self, Briefing, Paper},
    audit::op::Op,
    base::{
        lunar::{LunarDay, lunar_day},
        time::{BusinessDate, Instant},
    },
    db::Db,
    duty,
    staff::{self, User},
};
use serde::Serialize;
use specta::Type;
use tauri::State;

use crate::{desk::Desk, fault::Fault};

/// The duty manager of the shift that runs: a colleague's name, and nothing of any guest.
#[derive(Debug, Serialize, Type)]
pub(crate) struct DutyName {
    name: String,
    until_ms: Instant,
}

impl DutyName {
    /// Returns who is on duty at `at`.
    pub(super) fn at(db: &Db, at: Instant) -> lobby_core::base::error::Result<Option<Self>> {
        let Some(now) = duty::on_duty(db, at)? else { return Ok(None) };
        Ok(Some(Self { name: staff::get(db, now.user)?.name, until_ms: now.until_ms }))
    }
}

/// What the frame around every page shows.
#[derive(Serialize, Type)]
pub(crate) struct Frame {
    hotel: String,
    code: String,
    currency: String,
    #[specta(type = f64)]
    minor_digits: u32,
    practice: bool,
    time_zone: String,
    today: BusinessDate,
    lunar: Option<LunarDay>,
    /// The hotel's instant, for clocks on screen.
    now_ms: Instant,
    data_as_of_ms: Option<Instant>,
    /// Who is on duty, as colleagues read it, and until when; none where nobody took the shift over.
    on_duty: Option<DutyName>,
    user: User,
    /// What this person may do, by operation word.
    may: Vec<Op>,
    #[specta(type = f64)]
    arrivals: u32,
    #[specta(type = f64)]
    open_tickets: u32,
    saved_at_ms: Option<Instant>,
    /// Seconds after which a desk that nobody touches locks.
    idle_s: u32,
}

/// Returns what the frame shows.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn frame(desk: State<'_, Desk>) -> Result<Frame, Fault> {
    desk.read(Op::ReadHouse, |db, reading| {
        let hotel = db.hotel();
        let counts = arrivals::counts(db, reading.today)?;
        Ok(Frame {
            hotel: hotel.name.clone(),
            code: hotel.code.clone(),
            currency: hotel.currency.clone(),
            minor_digits: hotel.minor_digits,
            practice: hotel.practice,
            time_zone: hotel.clock.zone.name().to_owned(),
            today: reading.today,
            lunar: lunar_day(reading.today),
            now_ms: reading.at,
            data_as_of_ms: arrivals::data_as_of(db)?,
            on_duty: DutyName::at(db, reading.at)?,
            user: staff::get(db, reading.session.user)?,
            may: Op::ALL
                .iter()
                .copied()
                .filter(|op| op.grant(reading.session.role) != lobby_core::audit::permission::Grant::None)
                .collect(),
            arrivals: counts.arrivals,
            open_tickets: counts.open_tickets,
            saved_at_ms: counts.saved_at_ms,
            idle_s: staff::desk_lock(db)?.idle_s,
        })
    })
    .await
}

/// Returns today's briefing.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn today(desk: State<'_, Desk>) -> Result<Briefing, Fault> {
    desk.read(Op::ReadToday, |db, reading| arrivals::briefing(db, reading.today)).await
}

/// Returns what the briefing and the downtime pack are printed from.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn today_paper(desk: State<'_, Desk>) -> Result<Paper, Fault> {
    desk.read(Op::ReadToday, |db, reading| arrivals::paper(db, reading.today)).await
}
