name = "김하늘"
age = 17
favorite = "떡볶이와 자전거"

print("=== 자기소개 ===")
print("이름:", name)
print("나이: ", age, "살", sep="")
print("좋아하는 것:", favorite)
