name = input().strip()
address = input().strip()
count = int(input())

print(f"[받는 분] {name} 님")
print(f"[주소] {address}")
print(f"[상품] {count}개 / 운송장 {count:05}")
