const PRICE = 13000;
let count = 1;

// 여기에 이어서 적으십시오.
