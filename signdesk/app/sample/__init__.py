"""The sample centre: one invented signing centre, the same for everyone who builds it on the same day. No person,
number or company in it is real."""
