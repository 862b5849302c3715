"""The import as a job: fetch, read, judge, store, and in one short transaction let the new books count.

Whatever ends it before that — a finding, a person, a fault, a killed process — changes nothing: what was stored is
discarded, fiscal years made for it go again, and the files stay where they were received. A job that is delivered once
more starts over.
"""
