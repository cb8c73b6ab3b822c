nav-skip = Skip to content
nav-main = Main menu
nav-roadmap = Roadmap
nav-learning = My learning
nav-studio = Studio
nav-login = Log in
nav-signup = Sign up
nav-logout = Log out
nav-account = Menu of { $name }
# Code and name of the other language
nav-other-locale = ko
nav-other-language = 한국어
