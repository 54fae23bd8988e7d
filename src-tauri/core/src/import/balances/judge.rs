//! What each row of a file of balances would do to what stands: the look at a file and the bringing in judge alike.

use std::collections::{HashMap, HashSet};

use super::{
    BalanceCode,
    columns::{Column, Flaw, Row, Said},
};
use crate::{
    base::{
        contact::{self, ContactKind},
        error::{Error, Result},
        ids::{GuestId, UserId},
        points::Points,
        time::BusinessDate,
    },
    db::{Db, merged},
    guests,
    import::{balances::rows, plan::same_name},
    loyalty::{
        self, MemberNo, Tier,
        opening::{self, Opening},
        tiers,
    },
};

/// The longest that a tier may be kept, in days: what a tier by hand takes.
const TIER_DAYS_MAX: i64 = 3_660;
/// The longest number that the house gives out of a file.
const MEMBER_NO_MAX: usize = 20;

/// What a row does.
pub(super) enum Verdict {
    /// It brings something.
    New(Box<Bring>),
    /// What it says stands.
    Same,
    /// It says otherwise than what stands.
    Conflicting(Column, BalanceCode),
    /// It cannot be taken.
    Refused(Column, BalanceCode),
    /// Of a guest whom the house knows and who is no member.
    NotEnrolled(GuestId),
}

/// What a row brings.
pub(super) struct Bring {
    /// Whose, how many, until when; no points where it brings a tier alone.
    pub opening: Opening,
    /// The number under which the guest becomes a member.
    pub joins: Option<MemberNo>,
    /// A higher tier and its last day.
    pub tier: Option<(Tier, BusinessDate)>,
    /// In words.
    pub note: String,
}

/// Whom a row means.
struct Whose {
    guest: GuestId,
    named: GuestId,
    joins: Option<MemberNo>,
}

/// What is known of a member since the file named them first.
struct Met {
    /// What files before brought and what stands of it, less what rows of this file said again.
    before: Vec<(Points, BusinessDate)>,
    /// Whether a file before brought anything.
    known: bool,
    /// Points that rows before bring, where nothing is written; where it is, the balance has them.
    beside: i64,
    /// Whether a row before has no last day.
    without_day: bool,
    /// The tier that rows before bring.
    tier: Option<Tier>,
}

/// Says of each row in turn what it does.
pub(super) struct Judge<'d> {
    db: &'d Db,
    by: UserId,
    today: BusinessDate,
    enrol: bool,
    writes: bool,
    /// The last day of points without one, and of a tier without one.
    last_day: BusinessDate,
    tier_until: BusinessDate,
    met: HashMap<GuestId, Met>,
    /// Who becomes a member by a row before, where nothing is written.
    joining: HashMap<String, GuestId>,
    joined: HashSet<GuestId>,
}

impl<'d> Judge<'d> {
    pub(super) fn new(db: &'d Db, (by, today): (UserId, BusinessDate), enrol: bool, writes: bool) -> Result<Self> {
        let programme = loyalty::programme(db, today)?;
        let kept = i32::try_from(programme.tier_kept_months).unwrap_or(i32::MAX);
        Ok(Self {
            db,
            by,
            today,
            enrol,
            writes,
            last_day: loyalty::rules::expires_on(&programme, today),
            tier_until: today.plus_months(kept),
            met: HashMap::new(),
            joining: HashMap::new(),
            joined: HashSet::new(),
        })
    }

    /// Returns what the row does.
    pub(super) fn verdict(&mut self, row: &Row) -> Result<Verdict> {
        let said = match &row.read {
            Ok(said) => said,
            Err((column, code)) => return Ok(Verdict::Refused(*column, *code)),
        };
        let whose = match self.whose(said)? {
            Ok(whose) => whose,
            Err(verdict) => return Ok(verdict),
        };
        if !self.is_named_so(whose.guest, &said.name)? {
            return Ok(Verdict::Conflicting(Column::Name, BalanceCode::OtherName));
        }
        self.meet(&whose)?;
        if let Some(verdict) = self.stands_already(&whose, said) {
            return Ok(verdict);
        }
        match self.bring(whose, said)? {
            Ok(bring) if bring.opening.points == Points::ZERO && bring.tier.is_none() && bring.joins.is_none() => {
                Ok(Verdict::Same)
            }
            Ok(bring) => {
                self.note(&bring, said);
                Ok(Verdict::New(Box::new(bring)))
            }
            Err((column, code)) => Ok(Verdict::Refused(column, code)),
        }
    }

    /// Returns whom the row means, or what becomes of it where that is nobody who can have points.
    fn whose(&self, said: &Said) -> Result<std::result::Result<Whose, Verdict>> {
        if let Some((member, named)) = opening::member(self.db, &said.number)? {
            return Ok(Ok(Whose { guest: member.guest, named, joins: None }));
        }
        if let Some(guest) = self.joining.get(&said.number) {
            return Ok(Ok(Whose { guest: *guest, named: *guest, joins: None }));
        }
        if said.is_card {
            return Ok(Err(Verdict::Refused(Column::Member, BalanceCode::CardNumber)));
        }
        let Some(guest) = self.known_as(said)? else {
            return Ok(Err(Verdict::Refused(Column::Member, BalanceCode::NotAMember)));
        };
        if self.joined.contains(&guest) || loyalty::member(self.db, guest)?.is_some() {
            return Ok(Err(Verdict::Conflicting(Column::Member, BalanceCode::OtherNumber)));
        }
        if !self.enrol {
            return Ok(Err(Verdict::NotEnrolled(guest)));
        }
        if !is_member_no(&said.number) {
            return Ok(Err(Verdict::Refused(Column::Member, BalanceCode::BadNumber)));
        }
        Ok(Ok(Whose { guest, named: guest, joins: Some(MemberNo(said.number.clone())) }))
    }

    /// Returns the guest who has this phone or mail together with this name; nobody is guessed by the name alone.
    fn known_as(&self, said: &Said) -> Result<Option<GuestId>> {
        if said.name.is_empty() {
            return Ok(None);
        }
        for (kind, value) in [(ContactKind::Phone, &said.phone), (ContactKind::Email, &said.email)] {
            let Some(normal) = contact::normal(kind, value) else { continue };
            let known = guests::bulk::with_contact(self.db, kind, &normal)?;
            if let Some((guest, _)) = known.iter().find(|(_, name)| same_name(name, &said.name)) {
                return merged::current(self.db, *guest).map(Some);
            }
        }
        Ok(None)
    }

    fn is_named_so(&self, guest: GuestId, name: &str) -> Result<bool> {
        if name.is_empty() {
            return Ok(true);
        }
        let known = guests::get(self.db, guest)?;
        if same_name(&known.name, name) || same_name(&known.latin_name, name) {
            return Ok(true);
        }
        Ok(guests::bulk::merged_names(self.db, guest)?.iter().any(|merged| same_name(merged, name)))
    }

    fn meet(&mut self, whose: &Whose) -> Result<()> {
        if self.met.contains_key(&whose.guest) {
            return Ok(());
        }
        let mut before = opening::brought(self.db, whose.guest)?;
        if whose.named != whose.guest {
            before.extend(opening::brought(self.db, whose.named)?);
        }
        let known = !before.is_empty();
        self.met.insert(whose.guest, Met { before, known, beside: 0, without_day: false, tier: None });
        Ok(())
    }

    /// Returns what becomes of a row of a member whom a file before brought in: it says the same or it says otherwise.
    fn stands_already(&mut self, whose: &Whose, said: &Said) -> Option<Verdict> {
        let met = self.met.get_mut(&whose.guest).filter(|met| met.known)?;
        if said.points == Points::ZERO {
            return Some(Verdict::Same);
        }
        let same =
            |(points, day): &(Points, BusinessDate)| *points == said.points && said.last_day.is_none_or(|said| said == *day);
        match met.before.iter().position(same) {
            Some(place) => {
                met.before.swap_remove(place);
                Some(Verdict::Same)
            }
            None => Some(Verdict::Conflicting(Column::Points, BalanceCode::OtherPoints)),
        }
    }

    fn bring(&self, whose: Whose, said: &Said) -> Result<std::result::Result<Bring, Flaw>> {
        let met = self.met.get(&whose.guest);
        if said.points > Points::ZERO && said.last_day.is_none() && met.is_some_and(|met| met.without_day) {
            return Ok(Err((Column::Member, BalanceCode::Twice)));
        }
        let last_day = said.last_day.unwrap_or(self.last_day);
        let (guest, named) = (whose.guest, whose.named);
        let opening = Opening { guest, named, points: said.points, last_day };
        let beside = if self.writes { 0 } else { met.map_or(0, |met| met.beside) };
        match opening::judge(self.db, &opening, (self.by, self.today), beside) {
            Ok(()) => {}
            Err(Error::Refused(refusal)) => match refused_as(refusal.code()) {
                Some(flaw) => return Ok(Err(flaw)),
                None => return Err(Error::Refused(refusal)),
            },
            Err(failed) => return Err(failed),
        }
        let tier = match self.tier(&whose, said)? {
            Ok(tier) => tier,
            Err(flaw) => return Ok(Err(flaw)),
        };
        Ok(Ok(Bring { opening, joins: whose.joins, tier, note: said.note.clone() }))
    }

    /// Returns the tier that the row gives: nothing where the member has it or a higher one, or a file gave one before.
    fn tier(&self, whose: &Whose, said: &Said) -> Result<std::result::Result<Option<(Tier, BusinessDate)>, Flaw>> {
        let Some(tier) = said.tier.filter(|tier| *tier > Tier::Base) else { return Ok(Ok(None)) };
        let until = said.tier_until.unwrap_or(self.tier_until);
        if until < self.today {
            return Ok(Err((Column::TierUntil, BalanceCode::Ended)));
        }
        if until.days_since(self.today) > TIER_DAYS_MAX {
            return Ok(Err((Column::TierUntil, BalanceCode::BadDate)));
        }
        let held = match (self.met.get(&whose.guest).and_then(|met| met.tier), loyalty::member(self.db, whose.guest)?) {
            (Some(tier), _) => tier,
            (None, Some(_)) => tiers::tier_on(self.db, whose.guest, self.today)?,
            (None, None) => Tier::Base,
        };
        let given = tier > held && !rows::tier_was_brought(self.db, whose.guest)?;
        Ok(Ok(given.then_some((tier, until))))
    }

    fn note(&mut self, bring: &Bring, said: &Said) {
        let guest = bring.opening.guest;
        if let Some(met) = self.met.get_mut(&guest) {
            met.beside += bring.opening.points.count();
            met.without_day |= said.last_day.is_none() && said.points > Points::ZERO;
            met.tier = bring.tier.map(|(tier, _)| tier).or(met.tier);
        }
        if bring.joins.is_some() {
            self.joining.insert(said.number.clone(), guest);
            self.joined.insert(guest);
        }
    }
}

/// Returns whether a card may bear this number.
fn is_member_no(number: &str) -> bool {
    number.len() <= MEMBER_NO_MAX
        && number.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-')
        && !number.starts_with('-')
}

fn refused_as(code: &str) -> Option<Flaw> {
    Some(match code {
        "own_account" => (Column::Member, BalanceCode::OwnAccount),
        "bad_points" => (Column::Points, BalanceCode::BadPoints),
        "too_many_points" => (Column::Points, BalanceCode::TooMany),
        "expires_in_past" => (Column::LastDay, BalanceCode::Ended),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_bears_letters_digits_and_hyphens() {
        for number in ["00017432", "VIP-2041", "A1"] {
            assert!(is_member_no(number), "{number}");
        }
        for number in ["-1", "=1+1", "一二", "0001 7432", "123456789012345678901"] {
            assert!(!is_member_no(number), "{number}");
        }
    }
}
