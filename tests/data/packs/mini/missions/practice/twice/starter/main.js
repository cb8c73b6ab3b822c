function twice(n) {}
