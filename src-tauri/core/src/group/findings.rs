//! What is wrong with a package, or with a row of packages: each finding names package, table, line, column and code. A
//! guest's words never stand in one: of a cell its place is told, never its content.

use serde::Serialize;

use crate::stored_words;

/// Findings that are listed of one package; the rest are counted.
pub const LISTED_MAX: usize = 100;

stored_words! {
    /// What is wrong.
    pub enum FindingCode {
        /// No readable manifest, or none that is a data package of ours.
        Manifest = "manifest",
        /// The package's own shape is newer or older than this program reads.
        SchemaVersion = "schema_version",
        /// A practice hotel's package, or one that does not say clearly whether it is.
        Practice = "practice",
        /// A table's file is not there.
        FileMissing = "file_missing",
        /// A file is longer or shorter than the manifest says.
        Bytes = "bytes",
        /// A file is not the one whose hash the manifest holds: something in it was altered.
        Hash = "hash",
        /// The table has another number of rows.
        Rows = "rows",
        /// A column's sum is not the control total.
        Total = "total",
        /// The header is not the manifest's list of fields.
        Header = "header",
        /// A row has more or fewer fields than the header, or is longer than any row may be.
        Ragged = "ragged",
        /// A field is not UTF-8.
        Encoding = "encoding",
        /// A field that must be there is empty.
        Required = "required",
        /// A field is not of its type.
        Type = "type",
        /// A field is none of the words it may be.
        Enum = "enum",
        /// A field has another shape.
        Pattern = "pattern",
        /// A field is below or above its bounds, or too long.
        Bounds = "bounds",
        /// Two rows have the same key.
        KeyTwice = "key_twice",
        /// A row names a row of another table that is not there.
        Reference = "reference",
        /// Opening + earned − redeemed − expired + reversed is not closing, or the rows say something else.
        Points = "points",
        /// A package between two others is not there.
        PackageMissing = "package_missing",
        /// A package does not follow on the one that it should.
        Chain = "chain",
        /// Two different packages say that they are the same version of the same period.
        VersionTwice = "version_twice",
        /// What members held at the end of a period is not what they held at the beginning of the next.
        Carried = "carried",
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The package's folder.
    pub package: String,
    /// Which table.
    pub table: Option<String>,
    /// Line of its file; the header is 1.
    pub line: Option<u64>,
    /// Which column, or which entry of the manifest.
    pub column: Option<String>,
    /// What is wrong.
    pub code: FindingCode,
    /// What should be: a count, a sum, a hash; never what stands in a cell.
    pub expected: Option<String>,
    /// What is.
    pub found: Option<String>,
}

/// What was found in one package.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Findings {
    /// The first of them.
    pub listed: Vec<Finding>,
    /// How many more there are.
    pub more: u64,
}

impl Findings {
    /// Returns whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// Returns how many there are.
    pub fn count(&self) -> u64 {
        self.listed.len() as u64 + self.more
    }

    pub(super) fn add(&mut self, finding: Finding) {
        if self.listed.len() < LISTED_MAX {
            self.listed.push(finding);
        } else {
            self.more += 1;
        }
    }
}

impl Finding {
    pub(super) fn of(package: &str, code: FindingCode) -> Self {
        Self { package: package.to_owned(), table: None, line: None, column: None, code, expected: None, found: None }
    }

    pub(super) fn in_table(self, table: &str) -> Self {
        Self { table: Some(table.to_owned()), ..self }
    }

    pub(super) fn at_line(self, line: u64) -> Self {
        Self { line: Some(line), ..self }
    }

    pub(super) fn in_column(self, column: &str) -> Self {
        Self { column: Some(column.to_owned()), ..self }
    }

    pub(super) fn instead(self, expected: impl ToString, found: impl ToString) -> Self {
        Self { expected: Some(expected.to_string()), found: Some(found.to_string()), ..self }
    }
}
