//! What points were exchanged for, vouchers, and what a tier gives.

use lobby_core::{
    audit::op::Op,
    base::{
        ids::{BenefitLineId, VoucherId},
        request::{Request, RequestKey},
    },
    db::Done,
    loyalty::{
        MemberRef,
        benefits::{self, Benefits, GiveBenefit, ReturnBenefit, UseBenefit},
        rewards::{self, RewardGiven},
        vouchers::{
            self, UseVoucher, Voucher, VoucherPaper,
            lists::{self, Redemption, VoucherFilter, VoucherList, VouchersFound},
        },
    },
};
use tauri::State;

use crate::{
    desk::{Desk, machine_now, seed},
    fault::Fault,
};

/// Vouchers that the one box offers.
const OFFERED: u32 = 6;

/// Returns how many of each reward with an end were given.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn rewards_given(desk: State<'_, Desk>) -> Result<Vec<RewardGiven>, Fault> {
    desk.read(Op::ReadMember, |db, reading| rewards::given(db, reading.today)).await
}

/// Returns a member's redemptions with their vouchers, newest first.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn member_redemptions(desk: State<'_, Desk>, member: MemberRef) -> Result<Vec<Redemption>, Fault> {
    desk.read(Op::ReadMember, move |db, reading| lists::redemptions(db, &member, reading.today)).await
}

/// Returns the vouchers that stand so.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn voucher_list(desk: State<'_, Desk>, filter: VoucherFilter) -> Result<VoucherList, Fault> {
    desk.read(Op::CheckVoucher, move |db, reading| lists::list(db, filter, reading.today)).await
}

/// Returns the vouchers whose number begins so; or that the text is a code, which only [`voucher_check`] looks up.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn voucher_find(desk: State<'_, Desk>, text: String) -> Result<VouchersFound, Fault> {
    desk.read(Op::CheckVoucher, move |db, reading| lists::found(db, &text, reading.today, OFFERED)).await
}

/// Returns the voucher of a code or number, however it stands; a wrong code costs a try.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn voucher_check(desk: State<'_, Desk>, text: String) -> Result<Voucher, Fault> {
    desk.work(move |store, session| {
        let hotel = store.hotel();
        let today = hotel.clock.business_date(hotel.now(machine_now()));
        Ok(vouchers::check(store, session, &text, today, machine_now())?)
    })
    .await
}

/// Uses a voucher, once.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn voucher_use(desk: State<'_, Desk>, key: RequestKey, input: UseVoucher) -> Result<Done<VoucherId>, Fault> {
    desk.work(move |store, session| {
        let request = Request { key, at: store.hotel().now(machine_now()), session: session.clone(), seed: seed()? };
        Ok(vouchers::use_up(store, &request, &input, machine_now())?)
    })
    .await
}

/// Remembers that a voucher goes to paper once more.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn voucher_print(desk: State<'_, Desk>, key: RequestKey, input: VoucherId) -> Result<Done<VoucherId>, Fault> {
    desk.write(key, Op::PrintVoucher, input, |tx, id| vouchers::print(tx, *id)).await
}

/// Returns what goes on a voucher's paper.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn voucher_paper(desk: State<'_, Desk>, voucher: VoucherId) -> Result<VoucherPaper, Fault> {
    desk.read(Op::PrintVoucher, move |db, reading| vouchers::paper(db, voucher, reading.today)).await
}

/// Returns how a member's benefits stand, with their log.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn member_benefits(desk: State<'_, Desk>, member: MemberRef) -> Result<Benefits, Fault> {
    desk.read(Op::ReadMember, move |db, reading| benefits::of_member(db, &member, reading.today)).await
}

/// Notes that a benefit was used.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn benefit_use(desk: State<'_, Desk>, key: RequestKey, input: UseBenefit) -> Result<Done<BenefitLineId>, Fault> {
    desk.write(key, Op::UseBenefit, input, benefits::use_one).await
}

/// Gives more of a benefit by hand.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn benefit_give(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: GiveBenefit,
) -> Result<Done<BenefitLineId>, Fault> {
    desk.write(key, Op::GiveBenefit, input, benefits::give).await
}

/// Takes a line of the log of benefits back.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn benefit_return(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: ReturnBenefit,
) -> Result<Done<BenefitLineId>, Fault> {
    desk.write(key, Op::ReturnBenefit, input, benefits::take_back).await
}
