//! One package looked at whole: every table against the manifest, every reference, and the points against the rows.

use std::path::Path;

use super::{
    Receives, fields,
    findings::{Finding, FindingCode, Findings},
    manifest::{Held, Manifest, Table},
    reading::{Kept, Reading},
};
use crate::base::error::Result;

/// Reads every table of the package in `folder` and returns what is wrong; `into` gets each row as long as nothing is.
///
/// Errors: [`crate::base::error::Error::File`], and those of `into`.
pub fn tables(folder: &Path, manifest: &Manifest, into: &mut dyn Receives) -> Result<Findings> {
    let mut findings = Findings::default();
    let wanted = wanted(manifest);
    let mut kept: Vec<Kept> = Vec::with_capacity(manifest.tables.len());
    for (place, table) in manifest.tables.iter().enumerate() {
        let reading = Reading { package: &manifest.folder, folder, table, property: &manifest.property, findings: &mut findings };
        let mut read = reading.read(&wanted[place], into)?;
        settled(manifest, table, &mut read, &mut findings);
        kept.push(read);
        looked_up(manifest, place, &mut kept, &mut findings);
    }
    if let Some(held) = manifest.points {
        points(manifest, held, &mut findings);
    }
    Ok(findings)
}

/// Returns for each table the lists of columns whose keys are kept: its own key first, then what others refer to.
fn wanted(manifest: &Manifest) -> Vec<Vec<Vec<usize>>> {
    let mut wanted: Vec<Vec<Vec<usize>>> = manifest.tables.iter().map(|table| vec![table.key.clone()]).collect();
    for reference in manifest.tables.iter().flat_map(|table| &table.references) {
        if !wanted[reference.table].contains(&reference.there) {
            wanted[reference.table].push(reference.there.clone());
        }
    }
    wanted
}

/// Sorts what a table left and names the rows whose key is there twice; forgets what nobody refers to.
fn settled(manifest: &Manifest, table: &Table, kept: &mut Kept, findings: &mut Findings) {
    let is_wanted = |columns: &Vec<usize>| {
        let others = manifest.tables.iter().flat_map(|other| &other.references);
        others.into_iter().any(|reference| manifest.tables[reference.table].name == table.name && reference.there == *columns)
    };
    for (place, (columns, keys)) in kept.wanted.iter_mut().enumerate() {
        let twice = keys.settled();
        if place == 0 {
            for line in twice {
                let key: Vec<&str> = columns.iter().map(|column| table.fields[*column].name.as_str()).collect();
                let finding = Finding::of(&manifest.folder, FindingCode::KeyTwice).in_table(table.name.as_str());
                findings.add(finding.at_line(line).in_column(&key.join("+")));
            }
        }
        if !is_wanted(columns) {
            *keys = super::keys::Keys::default();
        }
    }
}

/// Looks up every reference whose two sides have both been read by now, the last of them just now.
fn looked_up(manifest: &Manifest, last: usize, kept: &mut [Kept], findings: &mut Findings) {
    for here in 0..=last {
        let table = &manifest.tables[here];
        for (number, reference) in table.references.iter().enumerate() {
            if reference.table.max(here) != last {
                continue;
            }
            let named = std::mem::take(&mut kept[here].named[number]);
            let there = kept[reference.table].wanted.iter().find(|(columns, _)| *columns == reference.there);
            let Some((_, there)) = there else { continue };
            for (_, line) in named.each().filter(|(digest, _)| !there.holds(*digest)) {
                let columns: Vec<&str> = reference.here.iter().map(|column| table.fields[*column].name.as_str()).collect();
                let finding = Finding::of(&manifest.folder, FindingCode::Reference).in_table(table.name.as_str());
                findings.add(finding.at_line(line).in_column(&columns.join("+")));
            }
        }
    }
}

/// Holds the points that the manifest carries against themselves and against the control totals of the rows.
fn points(manifest: &Manifest, held: Held, findings: &mut Findings) {
    let wrong = |column: &str| Finding::of(&manifest.folder, FindingCode::Points).in_column(column);
    let closing = i128::from(held.closing);
    if held.carried() != closing {
        findings.add(wrong("lobby:points.closing").instead(held.carried(), closing));
    }
    // Of members no such sum is held: an erased member has postings still, and no row.
    let moved = (closing - i128::from(held.opening)) * 10_i128.pow(fields::PLACES);
    if let Some(sum) = total(manifest, "points", "points").filter(|sum| *sum != moved) {
        let finding = wrong("points").in_table("points");
        findings.add(finding.instead(fields::written(moved), fields::written(sum)));
    }
}

fn total(manifest: &Manifest, table: &str, column: &str) -> Option<i128> {
    let table = manifest.tables.iter().find(|found| found.name.as_str() == table)?;
    table.totals.iter().find(|(place, _)| table.fields[*place].name.as_str() == column).map(|(_, sum)| *sum)
}
