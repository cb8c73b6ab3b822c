//! Pages and the trees that they make.

use super::record::{self, Cell};

/// Levels of a tree at most: a well-made one has far fewer.
const MAX_DEPTH: usize = 20;

/// A database file.
pub struct Pages<'b> {
    bytes: &'b [u8],
    size: usize,
    /// Bytes of a page that are used.
    usable: usize,
}

/// A row: its number and its cells.
pub type Row = (i64, Vec<Cell>);

impl<'b> Pages<'b> {
    /// Reads the header.
    pub fn open(bytes: &'b [u8]) -> Result<Self, String> {
        if bytes.len() < 100 || !bytes.starts_with(b"SQLite format 3\0") {
            return Err("this is no SQLite database".to_owned());
        }
        let size = match u16::from_be_bytes([bytes[16], bytes[17]]) {
            1 => 65_536,
            size => usize::from(size),
        };
        let encoding = u32::from_be_bytes([bytes[56], bytes[57], bytes[58], bytes[59]]);
        if encoding > 1 {
            return Err("its texts are UTF-16, not UTF-8".to_owned());
        }
        let usable = size.checked_sub(usize::from(bytes[20])).filter(|usable| *usable >= 480);
        let usable = usable.filter(|_| size.is_power_of_two());
        let usable = usable.ok_or_else(|| "the size of its pages is wrong".to_owned())?;
        Ok(Self { bytes, size, usable })
    }

    /// All rows of the table whose first page this is, in the order of their numbers.
    pub fn rows(&self, root: usize) -> Result<Vec<Row>, String> {
        let mut rows = Vec::new();
        let mut left = self.bytes.len() / self.size + 1;
        self.walk(root, 0, &mut left, &mut rows)?;
        Ok(rows)
    }

    fn page(&self, number: usize) -> Result<&'b [u8], String> {
        let start = number.checked_sub(1).and_then(|index| index.checked_mul(self.size));
        let page = start.and_then(|start| self.bytes.get(start..start + self.size));
        page.ok_or_else(|| format!("page {number} is missing"))
    }

    /// `left` pages may still be read: a tree with a circle ends.
    fn walk(
        &self,
        number: usize,
        depth: usize,
        left: &mut usize,
        rows: &mut Vec<Row>,
    ) -> Result<(), String> {
        *left = left.checked_sub(1).ok_or_else(|| "its pages go in a circle".to_owned())?;
        if depth > MAX_DEPTH {
            return Err("its tree is too deep".to_owned());
        }
        let page = self.page(number)?;
        // The first page begins with the header of the file.
        let head = if number == 1 { 100 } else { 0 };
        let word = |at: usize| two(page, at);
        let count = word(head + 3)?;
        match page[head] {
            0x0d => {
                for index in 0..count {
                    rows.push(self.row(page, word(head + 8 + 2 * index)?)?);
                }
            }
            0x05 => {
                for index in 0..count {
                    let cell = word(head + 12 + 2 * index)?;
                    self.walk(four(page, cell)?, depth + 1, left, rows)?;
                }
                self.walk(four(page, head + 8)?, depth + 1, left, rows)?;
            }
            0x02 | 0x0a => return Err("a table is WITHOUT ROWID".to_owned()),
            _ => return Err(format!("page {number} is no page of a table")),
        }
        Ok(())
    }

    fn row(&self, page: &[u8], at: usize) -> Result<Row, String> {
        let (length, at) = record::varint(page, at)?;
        let (rowid, at) = record::varint(page, at)?;
        let length = usize::try_from(length).map_err(|_| "a row is too long".to_owned())?;
        let payload = self.payload(page, at, length)?;
        Ok((rowid, record::cells(&payload)?))
    }

    /// A row's bytes: on the page, and the rest on pages of their own.
    fn payload(&self, page: &[u8], at: usize, length: usize) -> Result<Vec<u8>, String> {
        let broken = || "a row is broken".to_owned();
        if length > self.bytes.len() {
            return Err(broken());
        }
        let most = self.usable - 35;
        let least = (self.usable - 12) * 32 / 255 - 23;
        let local = match least + (length.max(least) - least) % (self.usable - 4) {
            _ if length <= most => length,
            some if some <= most => some,
            _ => least,
        };
        let mut payload = page.get(at..at + local).ok_or_else(broken)?.to_vec();
        let mut next = if local < length { four(page, at + local)? } else { 0 };
        while payload.len() < length {
            let overflow = self.page(next)?;
            let wanted = (length - payload.len()).min(self.usable - 4);
            payload.extend_from_slice(&overflow[4..4 + wanted]);
            next = four(overflow, 0)?;
        }
        Ok(payload)
    }
}

fn two(bytes: &[u8], at: usize) -> Result<usize, String> {
    let pair = bytes.get(at..at + 2).ok_or_else(|| "a page is broken".to_owned())?;
    Ok(usize::from(u16::from_be_bytes([pair[0], pair[1]])))
}

fn four(bytes: &[u8], at: usize) -> Result<usize, String> {
    let part = bytes.get(at..at + 4).ok_or_else(|| "a page is broken".to_owned())?;
    let number = u32::from_be_bytes([part[0], part[1], part[2], part[3]]);
    usize::try_from(number).map_err(|_| "a page is missing".to_owned())
}
