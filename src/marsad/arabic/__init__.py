"""The Arabic language, nothing about conflict: orthography, words, sentences, numbers, inflection."""
