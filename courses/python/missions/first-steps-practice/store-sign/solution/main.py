line = "+" + "-" * 22 + "+"

print(line)
print("|   행복 편의점 24시   |")
print(line)
print('오늘의 행사: "1+1" 삼각김밥')
print("사장님 말씀: '봉투는 꼭 \"필요할 때만\"!'")
print("사진 폴더: C:\\photo\\new")
