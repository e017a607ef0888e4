"""What templates say in a word: addresses, references, texts, charts."""
