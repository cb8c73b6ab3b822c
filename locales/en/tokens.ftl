# Tokens of the API
token-title = API tokens
token-lead = For the command line and for automation: upload and look at plugins with your own rights.
token-mine = Your tokens
token-none = No tokens yet
token-none-note = Tokens that you make appear here.
token-new = New token
token-create = Make a token
token-one = Token
token-name = Name
token-name-help = Say where it is used, so that you recognise it.
token-scopes = What it may do
token-scope-plugins-read = Look at plugins and their runs
token-scope-plugins-write = Upload and activate plugins
token-life = Valid for
token-days = { $days } days
token-expires = Expires
token-used = Last used
token-never-used = never
token-valid = Valid
token-revoked = Revoked
token-expired = Expired
token-revoke = Revoke
token-revoke-confirm = Revoke the token { $name }?
    Programs that use it lose their access at once.
token-fresh = Your new token
token-once = It is shown only this once. Put it in a safe place now.

token-name-bad = A name has 1 to 100 characters, on one line.
token-scope-required = Choose at least one thing that it may do.
token-days-bad = Choose one of the lifetimes.
token-too-many = You can have { $most } valid tokens. Please revoke one that you do not use.
token-required = An API token is needed, in the header Authorization: Bearer.
token-unknown = The token does not exist, has expired, or was revoked.
token-lacks-scope = This token is not for that. It would need: { $scope }
