export class NotEnoughMoney extends Error {}

export function openAccount(first) {
  let money = first;
  return {
    balance: () => money,
    deposit: (amount) => (money += amount),
    withdraw: (amount) => (money -= amount),
    history: () => [],
  };
}
