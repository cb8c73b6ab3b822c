function cheapest(items, budget) {
  // 1. 살 수 있는 것만 고르기  2. 싼 것부터 정렬하기  3. 이름만 꺼내기
  return items.map((item) => item.name);
}
