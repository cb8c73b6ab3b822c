function twice(n) { return 2 * n; }  // CANARY-SOLUTION-7f3a
