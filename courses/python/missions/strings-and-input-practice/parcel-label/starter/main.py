name = input()
address = input()
count = input()

# 1. 이름과 주소의 앞뒤 빈칸을 없애세요.
# 2. 개수를 정수로 바꾸세요.
# 3. 아래의 출력을 문제의 형식에 맞게 고치세요.
print("[받는 분]", name)
print("[주소]", address)
print("[상품]", count)
