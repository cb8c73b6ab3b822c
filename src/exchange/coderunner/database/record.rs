//! Rows as they are stored.

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// NULL.
    Null,
    /// A whole number.
    Integer(i64),
    /// Another number.
    Real(f64),
    /// A text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

impl Cell {
    /// As SQL writes it.
    pub fn literal(&self) -> String {
        match self {
            Self::Null => "NULL".to_owned(),
            Self::Integer(number) => number.to_string(),
            Self::Real(number) if number.is_infinite() => {
                if *number > 0.0 { "9e999" } else { "-9e999" }.to_owned()
            }
            // With a point or an exponent, so that it stays no integer.
            Self::Real(number) => format!("{number:?}"),
            Self::Text(text) => format!("'{}'", text.replace('\'', "''")),
            Self::Blob(bytes) => {
                let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                format!("x'{digits}'")
            }
        }
    }
}

/// A number of one to nine bytes, and where it ends.
pub fn varint(bytes: &[u8], mut at: usize) -> Result<(i64, usize), String> {
    let mut number: u64 = 0;
    for index in 0..9 {
        let byte = *bytes.get(at).ok_or_else(broken)?;
        at += 1;
        if index == 8 {
            number = number << 8 | u64::from(byte);
            break;
        }
        number = number << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Ok((number.cast_signed(), at))
}

/// The cells of a row.
pub fn cells(payload: &[u8]) -> Result<Vec<Cell>, String> {
    let (head, mut at) = varint(payload, 0)?;
    let head = usize::try_from(head).map_err(|_| broken())?;
    let mut body = head;
    let mut cells = Vec::new();
    while at < head {
        let (kind, after) = varint(payload, at)?;
        at = after;
        let length = match kind {
            1..=4 => kind.unsigned_abs(),
            5 => 6,
            6 | 7 => 8,
            12.. => (kind.unsigned_abs() - 12) / 2,
            _ => 0,
        };
        let length = usize::try_from(length).map_err(|_| broken())?;
        let end = body.checked_add(length).ok_or_else(broken)?;
        let bytes = payload.get(body..end).ok_or_else(broken)?;
        body = end;
        cells.push(cell(kind, bytes)?);
    }
    Ok(cells)
}

fn cell(kind: i64, bytes: &[u8]) -> Result<Cell, String> {
    Ok(match kind {
        0 => Cell::Null,
        1..=6 => {
            let negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
            let start = if negative { -1 } else { 0 };
            Cell::Integer(
                bytes.iter().fold(start, |number: i64, byte| number << 8 | i64::from(*byte)),
            )
        }
        7 => {
            let mut eight = [0; 8];
            eight.copy_from_slice(bytes);
            Cell::Real(f64::from_be_bytes(eight))
        }
        8 => Cell::Integer(0),
        9 => Cell::Integer(1),
        12.. if kind % 2 == 0 => Cell::Blob(bytes.to_vec()),
        13.. => {
            let text = String::from_utf8(bytes.to_vec());
            Cell::Text(text.map_err(|_| "a text is not UTF-8".to_owned())?)
        }
        _ => return Err(broken()),
    })
}

fn broken() -> String {
    "a row is broken".to_owned()
}
