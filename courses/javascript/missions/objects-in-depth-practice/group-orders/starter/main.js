function summarizeOrders(orders) {
  const result = {};
  for (const order of orders) {
    result[order.member] = { member: order.member, orders: 1, total: 0, names: [] };
  }
  return Object.values(result);
}
