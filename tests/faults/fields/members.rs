//! What is written of members: points by hand, benefits, events, referrals, tiers, the programme, vouchers.

use lobby_core::{
    audit::op::Op,
    base::{ids::GuestId, money::Minor, points::Points, role::Role, time::BusinessDate},
    loyalty::{
        self, EarnBill, EarnPoints, Enrol, Redeem, Tier,
        adjust::{self, AdjustPoints},
        benefits::{self, GiveBenefit, ReturnBenefit, UseBenefit},
        events::{
            self, AnswerInvite, CallOffEvent, EditEvent, EventKind, InviteMembers, InviteSource, InviteState, MemberEvent,
            PlanEvent,
        },
        late::{self, CreditLate},
        pending::{self, VoidPending},
        programme::{
            self, AdoptProgramme, Benefit, BenefitPer, ForeignCurrency, Outlet, Programme, Promotion, PromotionEffect, Reward,
            RewardKind,
        },
        referral::{self, ReferMember, StrikeReferral},
        tiers::{self, SetTier},
        vouchers::{self, UseVoucher},
    },
};
use support::hotel::Hotel;

use super::{Input, guests::someone, input, write};

pub(super) fn inputs() -> Vec<Input> {
    [ledger(), given(), of_events(), of_the_house()].into_iter().flatten().collect()
}

fn points(count: i64) -> Points {
    Points::new(count).expect("a test's points")
}

fn minor(minor: i64) -> Minor {
    Minor::new(minor).expect("a test's sum")
}

fn day(text: &str) -> BusinessDate {
    text.parse().expect("a test's date")
}

fn today(hotel: &Hotel) -> BusinessDate {
    hotel.store.hotel().clock.business_date(hotel.now())
}

/// Returns somebody new who is a member and holds points.
fn member(hotel: &Hotel) -> GuestId {
    let guest = someone(hotel);
    let enrol = Enrol { guest };
    hotel.write(Role::Receptionist, Op::EnrolMember, &enrol, |tx| loyalty::enrol(tx, &enrol)).expect("enrolled");
    let earn = EarnPoints { member: guest.into(), points: points(1_300), expires_on: None };
    hotel.write(Role::Receptionist, Op::EarnPoints, &earn, |tx| loyalty::earn_points(tx, &earn)).expect("earned");
    guest
}

fn by_hand(hotel: &Hotel) -> AdjustPoints {
    AdjustPoints {
        member: member(hotel).into(),
        points: points(10),
        reason: "补偿".to_owned(),
        due_on: None,
        expires_on: None,
        second: None,
    }
}

fn ledger() -> Vec<Input> {
    vec![
        input!(AdjustPoints, by_hand, |hotel, input| write(hotel, Role::GeneralManager, Op::AdjustPoints, input, |tx, input| {
            adjust::adjust(tx, input, None)
        })),
        input!(
            VoidPending,
            |hotel| {
                let input = AdjustPoints { due_on: Some(day("2026-08-14")), ..by_hand(hotel) };
                let done = hotel.write(Role::GeneralManager, Op::AdjustPoints, &input, |tx| adjust::adjust(tx, &input, None));
                VoidPending { entry: done.expect("promised").value.entry_id, reason: "弄错了人".to_owned() }
            },
            |hotel, input| write(hotel, Role::DutyManager, Op::AdjustPoints, input, pending::void_promise)
        ),
        input!(
            CreditLate,
            |hotel| {
                let stay = support::stays::departed(hotel, member(hotel), "2025-11-01", "2025-11-03", 15_000, 0);
                CreditLate { stay, reason: "当时没带卡".to_owned(), second: None }
            },
            |hotel, input| write(hotel, Role::GeneralManager, Op::CreditLate, input, |tx, input| late::credit_late(
                tx, input, None
            ))
        ),
        input!(
            EarnBill,
            |hotel| EarnBill {
                member: member(hotel).into(),
                outlet: "food".to_owned(),
                sum_minor: minor(10_000),
                currency: None,
                bill: "4711".to_owned(),
                on: None,
            },
            |hotel, input| write(hotel, Role::Receptionist, Op::EarnPoints, input, loyalty::earn_bill)
        ),
        input!(
            Redeem,
            |hotel| Redeem { member: member(hotel).into(), points: points(800), reward: Some("late_check_out".to_owned()) },
            |hotel, input| write(hotel, Role::Receptionist, Op::RedeemPoints, input, loyalty::redeem)
        ),
        input!(
            UseVoucher,
            |hotel| {
                let input =
                    Redeem { member: member(hotel).into(), points: points(800), reward: Some("late_check_out".to_owned()) };
                let posted = hotel.write(Role::Receptionist, Op::RedeemPoints, &input, |tx| loyalty::redeem(tx, &input));
                let voucher = posted.expect("redeemed").value.voucher.expect("it comes on paper");
                let code = hotel.read(|db| vouchers::paper(db, voucher, today(hotel))).code;
                UseVoucher { code, place: "早餐厅".to_owned() }
            },
            |hotel, input| vouchers::use_up(&hotel.store, &hotel.request(Role::Receptionist), input, hotel.now()).map(drop)
        ),
    ]
}

fn of_gold(hotel: &Hotel) -> GuestId {
    let guest = member(hotel);
    let input =
        SetTier { member: guest.into(), tier: Tier::Gold, reason: "关怀".to_owned(), until: today(hotel).plus_days(90) };
    hotel.write(Role::GeneralManager, Op::SetTier, &input, |tx| tiers::set(tx, &input)).expect("gold");
    guest
}

fn giving(hotel: &Hotel) -> GiveBenefit {
    let guest = of_gold(hotel);
    let code = hotel.read(|db| benefits::of_member(db, &guest.into(), today(hotel))).givable[0].code.clone();
    GiveBenefit { member: guest.into(), code, count: 1, reason: "周年答谢".to_owned() }
}

fn using(hotel: &Hotel) -> UseBenefit {
    let input = giving(hotel);
    hotel.write(Role::GeneralManager, Op::GiveBenefit, &input, |tx| benefits::give(tx, &input)).expect("given");
    UseBenefit { member: input.member, code: input.code, count: 1, stay: None, note: "两位用餐".to_owned() }
}

fn given() -> Vec<Input> {
    vec![
        input!(GiveBenefit, giving, |hotel, input| write(hotel, Role::GeneralManager, Op::GiveBenefit, input, benefits::give)),
        input!(UseBenefit, using, |hotel, input| write(hotel, Role::Receptionist, Op::UseBenefit, input, benefits::use_one)),
        input!(
            ReturnBenefit,
            |hotel| {
                let input = using(hotel);
                let used = hotel.write(Role::Receptionist, Op::UseBenefit, &input, |tx| benefits::use_one(tx, &input));
                ReturnBenefit { line: used.expect("used").value, reason: "点错了".to_owned() }
            },
            |hotel, input| write(hotel, Role::Receptionist, Op::ReturnBenefit, input, benefits::take_back)
        ),
        input!(
            SetTier,
            |hotel| SetTier {
                member: member(hotel).into(),
                tier: Tier::Gold,
                reason: "关怀".to_owned(),
                until: today(hotel).plus_days(90),
            },
            |hotel, input| write(hotel, Role::GeneralManager, Op::SetTier, input, tiers::set)
        ),
        input!(ReferMember, referring, |hotel, input| write(hotel, Role::Receptionist, Op::ReferMember, input, referral::refer)),
        input!(
            StrikeReferral,
            |hotel| {
                let input = referring(hotel);
                let made = hotel.write(Role::Receptionist, Op::ReferMember, &input, |tx| referral::refer(tx, &input));
                StrikeReferral { referral: made.expect("taken down").value.referral, reason: "写错了人".to_owned() }
            },
            |hotel, input| write(hotel, Role::Receptionist, Op::ReferMember, input, referral::strike)
        ),
    ]
}

fn referring(hotel: &Hotel) -> ReferMember {
    ReferMember { referrer: member(hotel), referred: someone(hotel), told: "入会表上写的".to_owned(), referred_on: None }
}

fn plan() -> PlanEvent {
    PlanEvent {
        title: "夏夜会员日".to_owned(),
        kind: EventKind::MembersDay,
        held_on: day("2026-07-20"),
        place: "顶层花园".to_owned(),
        capacity: 100,
        budget_minor: minor(800_000),
        points: points(0),
        effect_days: 30,
    }
}

fn planned(hotel: &Hotel) -> MemberEvent {
    let input = plan();
    hotel.write(Role::GeneralManager, Op::PlanEvent, &input, |tx| events::plan(tx, &input)).expect("planned").value
}

fn of_events() -> Vec<Input> {
    vec![
        input!(PlanEvent, |_| plan(), |hotel, input| write(hotel, Role::GeneralManager, Op::PlanEvent, input, events::plan)),
        input!(EditEvent, |hotel| EditEvent { seen: planned(hotel), wanted: plan(), cost_minor: None }, |hotel, input| write(
            hotel,
            Role::GeneralManager,
            Op::PlanEvent,
            input,
            events::edit
        )),
        input!(CallOffEvent, |hotel| CallOffEvent { event: planned(hotel).id, reason: "台风".to_owned() }, |hotel, input| {
            write(hotel, Role::GeneralManager, Op::PlanEvent, input, events::call_off)
        }),
        input!(
            AnswerInvite,
            |hotel| {
                // Somebody who can be reached.
                let (event, guest) = (planned(hotel), hotel.guest("王建国", "138 1234 8812"));
                let enrol = Enrol { guest };
                hotel.write(Role::Receptionist, Op::EnrolMember, &enrol, |tx| loyalty::enrol(tx, &enrol)).expect("enrolled");
                let consent = lobby_core::guests::RecordConsent { guest, agreed: true, told: "前台当面".to_owned() };
                hotel
                    .write(Role::Receptionist, Op::RecordConsent, &consent, |tx| lobby_core::guests::record_consent(tx, &consent))
                    .expect("a word");
                let input = InviteMembers { event: event.id, from: InviteSource::Guests { guests: vec![guest] } };
                hotel.write(Role::Receptionist, Op::InviteMembers, &input, |tx| events::invite(tx, &input)).expect("asked");
                let invite = hotel.read(|db| events::page(db, event.id)).invites[0].invite;
                AnswerInvite { invite, state: InviteState::No, words: "出差".to_owned() }
            },
            |hotel, input| write(hotel, Role::Receptionist, Op::AnswerInvite, input, events::answer)
        ),
    ]
}

/// The programme with every text that it can hold.
fn rules(hotel: &Hotel) -> Programme {
    let mut rules = Programme::standard(hotel.store.hotel().minor_digits);
    rules.earning.outlets.push(Outlet { code: "tea".to_owned(), percent: 100 });
    rules.earning.currencies = vec![ForeignCurrency { code: "USD".to_owned(), percent: 700 }];
    rules.earning.excluded_channels = vec!["团队".to_owned()];
    rules.earning.promotions = vec![Promotion {
        words: "暑期双倍".to_owned(),
        from: today(hotel),
        until: today(hotel).plus_days(30),
        outlets: vec!["food".to_owned()],
        channels: vec!["携程".to_owned()],
        tiers: Vec::new(),
        min_spend_minor: minor(0),
        effect: PromotionEffect::Multiplier(200),
    }];
    rules.tiers.iter_mut().for_each(|tier| tier.benefits.truncate(1));
    if let Some(tier) = rules.tiers.last_mut() {
        tier.benefits = vec![Benefit {
            code: "own_1".to_owned(),
            words: "生日蛋糕".to_owned(),
            amount: Some(1),
            per: BenefitPer::Year,
            cost_minor: minor(8_800),
        }];
    }
    rules.rewards.truncate(1);
    rules.rewards.push(Reward {
        code: "own_2".to_owned(),
        words: "江景下午茶".to_owned(),
        kind: RewardKind::Voucher,
        points: points(500),
        stock: None,
        valid_days: 90,
        cost_minor: minor(6_600),
    });
    rules
}

fn of_the_house() -> Vec<Input> {
    vec![input!(
        AdoptProgramme,
        |hotel| {
            let seen = hotel.read(|db| programme::page(db, today(hotel))).newest;
            AdoptProgramme { seen, valid_from: today(hotel), rules: rules(hotel), why: "新年规矩".to_owned() }
        },
        |hotel, input| write(hotel, Role::GeneralManager, Op::EditProgramme, input, programme::adopt)
    )]
}
