"""A language model beside the rules: it reads odder questions and words answers; no figure passes through it."""
