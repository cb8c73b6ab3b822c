import greeting

print(greeting.hello(input()))
