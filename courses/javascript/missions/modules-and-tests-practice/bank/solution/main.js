export class NotEnoughMoney extends Error {
  constructor(needed) {
    super(`${needed}원이 모자랍니다`);
    this.name = "NotEnoughMoney";
    this.needed = needed;
  }
}

function check(amount) {
  if (!Number.isInteger(amount) || amount < 1) {
    throw new RangeError(`금액은 1 이상의 정수입니다: ${amount}`);
  }
}

export function openAccount(first = 0) {
  let money = first;
  const records = [];

  function change(type, amount, next) {
    money = next;
    records.push({ type, amount, balance: money });
    return money;
  }

  return {
    balance: () => money,
    deposit(amount) {
      check(amount);
      return change("입금", amount, money + amount);
    },
    withdraw(amount) {
      check(amount);
      if (amount > money) {
        throw new NotEnoughMoney(amount - money);
      }
      return change("출금", amount, money - amount);
    },
    history: () => records.map((record) => ({ ...record })),
  };
}
