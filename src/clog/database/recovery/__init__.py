"""Taking up what broke off."""
