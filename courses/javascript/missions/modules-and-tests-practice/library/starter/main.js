import { lateDays, lateFee } from "./fees.js";

export function createLibrary() {
  return {
    lend(book, member, due) {},
    giveBack(book, returned) {},
    lent() {},
  };
}
