"""The wire of Alibaba Cloud Intelligent Media Management: names, signatures, errors.

Pure: requests in, values and bodies out. The only place that knows the names of that wire, which
is spoken in its version 2020-09-30.
"""
