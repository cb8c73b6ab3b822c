//! Gives the module a C stack larger than what JavaScript may use of it.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-link-arg=-zstack-size={}", 8 << 20);
}
