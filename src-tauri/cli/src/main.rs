//! `lobbyctl`: the same core without a window. One file a group of commands; each takes the [`Desk`] and returns an
//! [`Answer`]. Absent on purpose: rules, rows, and any text that is not in `assets/locales`.

mod actions;
mod answer;
mod attachments;
mod authority;
mod balances;
mod bring_back;
mod calls;
mod card;
mod clients;
mod desk;
mod dossier;
mod downtime;
mod duplicates;
mod duty;
mod events;
mod evidence;
mod export;
mod exports;
mod external;
mod files;
mod folder;
mod group;
mod guest_list;
mod guests;
mod history;
mod holidays;
mod import;
mod joining;
mod keys;
mod ledger;
mod machine;
mod members;
mod merge;
mod points;
mod privacy;
mod programme;
mod proving;
mod rewards;
mod rights;
mod routine;
mod sealed;
mod shape;
mod staff;
mod stats;
mod steps;
mod stop;
mod tasks;
mod tickets;
mod upkeep;
mod warnings;

use std::{io::ErrorKind, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{
    answer::Answer,
    desk::{Desk, Globals},
    stop::{Outcome, Stop},
};

/// Lobby without a window: for schedulers, IT and head office
#[derive(Debug, Parser)]
#[command(name = "lobbyctl", version, propagate_version = true)]
struct Line {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(files::New),
    Practice(files::Practice),
    Find(guests::Find),
    Guests(guest_list::Guests),
    Show(card::Show),
    #[command(subcommand)]
    Guest(guests::GuestCommand),
    #[command(subcommand)]
    Member(members::MemberCommand),
    Merge(merge::Merge),
    Unmerge(merge::Unmerge),
    #[command(subcommand)]
    Ticket(tickets::TicketCommand),
    Tickets(tickets::Tickets),
    Externals(external::Externals),
    #[command(subcommand)]
    Warnings(warnings::WarningCommand),
    #[command(subcommand)]
    Action(actions::ActionCommand),
    Actions(actions::Actions),
    #[command(subcommand)]
    Limits(authority::LimitsCommand),
    #[command(subcommand)]
    Holidays(holidays::HolidaysCommand),
    #[command(subcommand)]
    Phone(authority::PhoneCommand),
    Spending(authority::Spending),
    #[command(subcommand)]
    Staff(staff::StaffCommand),
    Check(upkeep::Check),
    Backup(upkeep::Backup),
    Backups(upkeep::Backups),
    Restore(upkeep::Restore),
    Drill(upkeep::Drill),
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    #[command(subcommand)]
    Points(points::PointsCommand),
    #[command(subcommand)]
    Programme(programme::ProgrammeCommand),
    #[command(subcommand)]
    Reward(rewards::RewardCommand),
    #[command(subcommand)]
    Voucher(rewards::VoucherCommand),
    #[command(subcommand)]
    Benefit(rewards::BenefitCommand),
    #[command(subcommand)]
    Event(events::EventCommand),
    BringBack(bring_back::BringBack),
    Export(export::Export),
    Exports(exports::Exports),
    #[command(subcommand)]
    Group(group::GroupCommand),
    History(history::History),
    Import(Box<import::Import>),
    Stats(stats::Stats),
    Duplicates(duplicates::Duplicates),
    DowntimePack(downtime::DowntimePack),
    Tasks(tasks::Tasks),
    #[command(subcommand)]
    Task(tasks::TaskCommand),
    Calls(calls::Calls),
    #[command(subcommand)]
    Call(calls::CallCommand),
    #[command(subcommand)]
    Contact(dossier::ContactCommand),
    #[command(subcommand)]
    Dealing(dossier::DealingCommand),
    #[command(subcommand)]
    Companion(dossier::CompanionCommand),
    #[command(subcommand)]
    Alert(dossier::AlertCommand),
    #[command(subcommand)]
    Caution(dossier::CautionCommand),
    #[command(subcommand)]
    Duty(duty::DutyCommand),
    #[command(subcommand)]
    Handover(duty::HandoverCommand),
    Morning(duty::MorningReport),
    #[command(subcommand)]
    Privacy(privacy::PrivacyCommand),
}

impl Command {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::New(command) => command.run(desk),
            Self::Practice(command) => command.run(desk),
            Self::Find(command) => command.run(desk),
            Self::Guests(command) => command.run(desk),
            Self::Show(command) => command.run(desk),
            Self::Guest(command) => command.run(desk),
            Self::Member(command) => command.run(desk),
            Self::Merge(command) => command.run(desk),
            Self::Unmerge(command) => command.run(desk),
            Self::Ticket(command) => command.run(desk),
            Self::Tickets(command) => command.run(desk),
            Self::Externals(command) => command.run(desk),
            Self::Warnings(command) => command.run(desk),
            Self::Action(command) => command.run(desk),
            Self::Actions(command) => command.run(desk),
            Self::Limits(command) => command.run(desk),
            Self::Holidays(command) => command.run(desk),
            Self::Phone(command) => command.run(desk),
            Self::Spending(command) => command.run(desk),
            Self::Staff(command) => command.run(desk),
            Self::Check(command) => command.run(desk),
            Self::Backup(command) => command.run(desk),
            Self::Backups(command) => command.run(desk),
            Self::Restore(command) => command.run(desk),
            Self::Drill(command) => command.run(desk),
            Self::Keys(command) => command.run(desk),
            Self::Points(command) => command.run(desk),
            Self::Programme(command) => command.run(desk),
            Self::Reward(command) => command.run(desk),
            Self::Voucher(command) => command.run(desk),
            Self::Benefit(command) => command.run(desk),
            Self::Event(command) => command.run(desk),
            Self::BringBack(command) => command.run(desk),
            Self::Export(command) => command.run(desk),
            Self::Exports(command) => command.run(desk),
            Self::Group(command) => command.run(desk),
            Self::History(command) => command.run(desk),
            Self::Import(command) => command.run(desk),
            Self::Stats(command) => command.run(desk),
            Self::Duplicates(command) => command.run(desk),
            Self::DowntimePack(command) => command.run(desk),
            Self::Tasks(command) => command.run(desk),
            Self::Task(command) => command.run(desk),
            Self::Calls(command) => command.run(desk),
            Self::Call(command) => command.run(desk),
            Self::Contact(command) => command.run(desk),
            Self::Dealing(command) => command.run(desk),
            Self::Companion(command) => command.run(desk),
            Self::Alert(command) => command.run(desk),
            Self::Caution(command) => command.run(desk),
            Self::Duty(command) => command.run(desk),
            Self::Handover(command) => command.run(desk),
            Self::Morning(command) => command.run(desk),
            Self::Privacy(command) => command.run(desk),
        }
    }
}

fn main() -> ExitCode {
    let line = Line::parse();
    let (as_json, locale) = (line.globals.json, machine::locale());
    let desk = Desk::new(line.globals, locale);
    match line.command.run(&desk) {
        Ok(answer) => match answer.tell(locale, as_json) {
            Ok(()) if answer.found_wrong => ExitCode::from(1),
            Ok(()) => ExitCode::SUCCESS,
            // Whoever read the answer went away, as `| head` does: what was asked for is done.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(error) => Stop::untold(&error).tell(locale, as_json),
        },
        Err(stop) => stop.tell(locale, as_json),
    }
}
