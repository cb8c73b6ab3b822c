import { lateDays, lateFee } from "./fees.js";

export { lateFee };

export function createLibrary() {
  const loans = new Map();
  return {
    lend(book, member, due) {
      if (loans.has(book)) {
        throw new Error("이미 빌려준 책입니다");
      }
      const count = [...loans.values()].filter((loan) => loan.member === member).length;
      if (count >= 3) {
        throw new Error("3권까지 빌릴 수 있습니다");
      }
      loans.set(book, { member, due });
    },
    giveBack(book, returned) {
      if (!loans.has(book)) {
        throw new Error("빌려주지 않은 책입니다");
      }
      const days = lateDays(loans.get(book).due, returned);
      loans.delete(book);
      return lateFee(days);
    },
    lent: () => [...loans.keys()],
  };
}
