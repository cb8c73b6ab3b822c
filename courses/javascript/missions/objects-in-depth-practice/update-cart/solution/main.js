export function update(cart, action) {
  switch (action.type) {
    case "add": {
      const { id, price } = action.item;
      const known = cart.items.some((item) => item.id === id);
      const items = known
        ? cart.items.map((item) => (item.id === id ? { ...item, count: item.count + 1 } : item))
        : [...cart.items, { id, price, count: 1 }];
      return { ...cart, items };
    }
    case "change": {
      const items = cart.items
        .map((item) => (item.id === action.id ? { ...item, count: action.count } : item))
        .filter((item) => item.count > 0);
      return { ...cart, items };
    }
    case "coupon":
      return { ...cart, coupon: action.code };
    case "clear":
      return { ...cart, items: [] };
    default:
      return cart;
  }
}
