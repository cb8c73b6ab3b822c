export * from "buffer";
