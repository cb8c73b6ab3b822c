//! Gives the module a C stack that deep expressions and recursive triggers fit into.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-link-arg=-zstack-size={}", 8 << 20);
}
