"""Pictures of captions as files: a folder of PNG files, BDN XML, or presentation graphics."""
