"""The OSS wire: how its clients sign, ask and are answered. Pure; field names of OSS stay here."""
