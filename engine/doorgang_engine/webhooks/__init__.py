"""Webhooks: tell other systems that something happened, without saying anything of a person."""
