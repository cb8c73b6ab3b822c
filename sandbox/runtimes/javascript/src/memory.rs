//! Memory that is given back is emptied: the snapshot has what is in use, and
//! not what was once there. (jsdom leaves some forty megabytes behind.)

#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, Ordering};

/// The allocator.
#[global_allocator]
static MEMORY: Emptying = Emptying;

/// Until the snapshot is taken.
static EMPTIES: AtomicBool = AtomicBool::new(true);

/// Empties free places of these sizes: between what was given back there are the
/// allocator's own notes.
pub(crate) fn empty(sizes: &[usize]) {
    let places: Vec<Vec<u8>> = sizes.iter().map(|size| Vec::with_capacity(*size)).collect();
    drop(std::hint::black_box(places));
}

/// For runs, which leave nothing to anybody.
pub(crate) fn keep() {
    EMPTIES.store(false, Ordering::Relaxed);
}

struct Emptying;

// SAFETY: everything is the system's allocator's; what is emptied is the
// caller's to give back.
unsafe impl GlobalAlloc for Emptying {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        if EMPTIES.load(Ordering::Relaxed) {
            unsafe { place.write_bytes(0, layout.size()) };
        }
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if !EMPTIES.load(Ordering::Relaxed) {
            return unsafe { System.realloc(place, layout, size) };
        }
        // Moved by hand, so that the old place is emptied.
        unsafe {
            let new = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !new.is_null() {
                place.copy_to_nonoverlapping(new, layout.size().min(size));
                self.dealloc(place, layout);
            }
            new
        }
    }
}
