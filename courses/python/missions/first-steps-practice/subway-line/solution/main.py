first = input()
second = input()
third = input()

print(first, second, third, sep=" → ")
print(third, second, first, sep=" → ")
