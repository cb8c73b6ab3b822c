function summarizeOrders(orders) {
  const members = new Map();
  for (const { member, items = [] } of orders) {
    const entry = members.get(member) ?? { member, orders: 0, total: 0, names: new Set() };
    members.set(member, entry);
    entry.orders += 1;
    for (const { name, price, count = 1 } of items) {
      entry.total += price * count;
      entry.names.add(name);
    }
  }
  return [...members.values()].map((entry) => ({ ...entry, names: [...entry.names] }));
}
