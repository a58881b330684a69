"""Filtered data to take away: one request, one id, the same bytes from the same id.

A request is read (`request`), put in canonical form and named by an id (`identity`), turned into
SQL (`selection`), and written in a format (`formats`). What an id stands for is kept in `register`;
`versions` opens the data that it refers to, `status` says whether newer data exist.
"""
