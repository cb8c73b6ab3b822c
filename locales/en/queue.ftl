queue-age = { $seconds ->
    [one] Submitted { $seconds } second ago.
   *[other] Submitted { $seconds } seconds ago.
}
