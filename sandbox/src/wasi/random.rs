//! Randomness that follows from the run's seed.

use wasmtime::{Result, bail};
use wasmtime_wasi::p2::bindings::random::{insecure, insecure_seed, random};

/// The most bytes of one request. A guest that wants more asks again.
const MAX_BYTES: u64 = 1 << 20;

/// SplitMix64 (Steele, Lea, Flood 2014): one word of state, a good spread, the
/// same sequence everywhere. Nothing here is secret: a learner's program may
/// know its random numbers.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn bytes(&mut self, len: u64) -> Result<Vec<u8>> {
        if len > MAX_BYTES {
            bail!("{len} random bytes asked for at once; at most {MAX_BYTES} are given");
        }
        let len = len as usize;
        let mut bytes = Vec::with_capacity(len + 8);
        while bytes.len() < len {
            bytes.extend_from_slice(&self.next().to_le_bytes());
        }
        bytes.truncate(len);
        Ok(bytes)
    }
}

impl random::Host for Random {
    fn get_random_bytes(&mut self, len: u64) -> Result<Vec<u8>> {
        self.bytes(len)
    }

    fn get_random_u64(&mut self) -> Result<u64> {
        Ok(self.next())
    }
}

impl insecure::Host for Random {
    fn get_insecure_random_bytes(&mut self, len: u64) -> Result<Vec<u8>> {
        self.bytes(len)
    }

    fn get_insecure_random_u64(&mut self) -> Result<u64> {
        Ok(self.next())
    }
}

impl insecure_seed::Host for Random {
    fn insecure_seed(&mut self) -> Result<(u64, u64)> {
        Ok((self.next(), self.next()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_one_sequence() -> Result<()> {
        let mut random = Random::new(0);
        // The reference implementation's first number for seed 0.
        assert_eq!(random.next(), 0xe220_a839_7b1d_cdaf);
        assert_eq!(Random::new(7).bytes(13)?, Random::new(7).bytes(13)?);
        assert_ne!(Random::new(7).bytes(13)?, Random::new(8).bytes(13)?);
        assert!(random.bytes(MAX_BYTES + 1).is_err());
        Ok(())
    }
}
