//! The programme's rules, what a draft would have done, and members' tiers.

use lobby_core::{
    audit::op::Op,
    base::{ids::ManualTierId, request::RequestKey, time::BusinessDate},
    db::Done,
    loyalty::{
        self, EarnBill, Posted,
        programme::{
            self, AdoptProgramme, ProgrammePage,
            effect::{self, EffectQuery, ProgrammeEffect},
        },
        tiers::{
            self, SetTier, TierSet,
            run::{self, TierPreview, TierRun},
        },
    },
};
use tauri::State;

use crate::{desk::Desk, fault::Fault};

/// Returns the rules in force and every version.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn programme_page(desk: State<'_, Desk>) -> Result<ProgrammePage, Fault> {
    desk.read(Op::ReadProgramme, |db, reading| programme::page(db, reading.today)).await
}

/// Returns what a draft would have given beside what was given.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn programme_effect(desk: State<'_, Desk>, query: EffectQuery) -> Result<ProgrammeEffect, Fault> {
    desk.read(Op::PreviewProgramme, move |db, reading| effect::effect(db, &query, reading.today)).await
}

/// Keeps the next version of the rules.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn programme_adopt(desk: State<'_, Desk>, key: RequestKey, input: AdoptProgramme) -> Result<Done<u32>, Fault> {
    desk.write(key, Op::EditProgramme, input, programme::adopt).await
}

/// Returns who would rise and who would fall in a run of `on`.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn tiers_preview(desk: State<'_, Desk>, on: BusinessDate) -> Result<TierPreview, Fault> {
    desk.read(Op::RunTiers, move |db, reading| run::preview(db, on, reading.today)).await
}

/// Sets every member's tier as the programme of `input` gives it.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn tiers_run(desk: State<'_, Desk>, key: RequestKey, input: BusinessDate) -> Result<Done<TierRun>, Fault> {
    desk.write(key, Op::RunTiers, input, |tx, on| run::run(tx, *on)).await
}

/// Gives a member a tier by hand.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn member_tier_set(desk: State<'_, Desk>, key: RequestKey, input: SetTier) -> Result<Done<TierSet>, Fault> {
    desk.write(key, Op::SetTier, input, tiers::set).await
}

/// Takes a tier by hand back.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn member_tier_end(desk: State<'_, Desk>, key: RequestKey, input: ManualTierId) -> Result<Done<TierSet>, Fault> {
    desk.write(key, Op::SetTier, input, |tx, manual| tiers::end(tx, *manual)).await
}

/// Credits a bill of an outlet by the programme's formula, once.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn points_earn_bill(desk: State<'_, Desk>, key: RequestKey, input: EarnBill) -> Result<Done<Posted>, Fault> {
    desk.write(key, Op::EarnPoints, input, loyalty::earn_bill).await
}
